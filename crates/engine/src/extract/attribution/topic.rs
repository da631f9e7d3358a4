//! What a quotation is about: "“It is a farce,” she said of the vote". The vote is no part of what she said.

use rashomon_doc::{Span, Upos, View};

use super::draft::Draft;
use crate::extract::marks::Quotation;

/// Prepositions before what is spoken of.
const ABOUT: [&str; 6] = ["of", "about", "on", "regarding", "concerning", "to"];

/// Takes the words for it out of contents that stand in marks otherwise.
pub(super) fn drop(view: View<'_>, quotations: &[Quotation], drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.content.len() > 1 && draft.is_clause()) {
        let (spoken, rest): (Vec<Span>, Vec<Span>) =
            draft.content.iter().copied().partition(|span| is_marked(quotations, *span));
        let topics = rest.iter().all(|span| is_topic(view, draft, *span));
        if !spoken.is_empty() && !rest.is_empty() && topics {
            draft.content = spoken;
        }
    }
}

fn is_marked(quotations: &[Quotation], span: Span) -> bool {
    let next = quotations.partition_point(|quotation| quotation.outer.end <= span.start);
    quotations.get(next).is_some_and(|quotation| quotation.outer.overlaps(span))
}

/// Whether a piece of a content names a thing behind the cue and a preposition.
fn is_topic(view: View<'_>, draft: &Draft, span: Span) -> bool {
    let about = |word: &str| ABOUT.contains(&word.to_lowercase().as_str());
    let first = view.tokens_in(span).next();
    let led = first.is_some_and(|id| about(view.word(id)));
    let cue = draft.cue.iter().rfind(|cue| cue.end <= span.start);
    let behind = cue.is_some_and(|cue| {
        let between = view.text.get(cue.end.index()..span.start.index()).unwrap_or_default();
        let last = view.slice(*cue).split_whitespace().next_back().unwrap_or_default();
        about(between.trim()) || between.trim().is_empty() && about(last) || led
    });
    let verbal = view.tokens_in(span).any(|id| matches!(view.token(id).upos, Upos::Verb | Upos::Aux));
    behind && !verbal
}
