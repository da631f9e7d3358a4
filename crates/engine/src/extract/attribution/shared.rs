//! Where one content was taken for two: "said that it was late and called the board weak" tells twice.

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

use super::cue;
use super::draft::{Draft, Origin};
use crate::Tables;
use crate::extract::marks::Quotation;
use crate::extract::name::is_subject;

/// Ends each content of the reader before a verb that is joined to its cue: what follows is told by that verb, or done.
pub(super) fn cut(view: View<'_>, tables: &Tables, quotations: &[Quotation], drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.origin == Origin::Reader && draft.is_clause()) {
        let Some(verb) = cue::read(view, tables, draft).word else { continue };
        if view.token(verb).upos != Upos::Verb {
            continue;
        }
        let Some(at) = joined(view, tables, quotations, draft, verb) else { continue };
        for span in &mut draft.content {
            if span.contains(view.token(at).span) && span.start < view.token(at).span.start {
                *span = Span { start: span.start, end: view.token(at).span.start }.trimmed(view.text);
            }
        }
        let end = view.token(at).span.start;
        draft.content.retain(|span| span.end <= end && !span.is_empty());
    }
}

/// How far, in words, a verb stands behind its conjunction at most ("but also called").
const MAX_APART: u32 = 3;

/// The conjunction before a verb that is joined to the cue inside its content, outside quotation marks, and without a
/// subject of its own.
fn joined(
    view: View<'_>,
    tables: &Tables,
    quotations: &[Quotation],
    draft: &Draft,
    verb: TokenId,
) -> Option<TokenId> {
    let quoted = |span: Span| quotations.iter().any(|quotation| quotation.outer.contains(span));
    view.children(verb).find_map(|other| {
        let token = view.token(other);
        let behind = other > verb && token.deprel == Deprel::Conj && token.upos == Upos::Verb;
        let inside = draft.content.iter().any(|span| span.contains(token.span) && !quoted(token.span));
        let bare = !view.children(other).any(|child| is_subject(view.token(child).deprel));
        let finite = |id: TokenId| !view.word(id).eq_ignore_ascii_case(&view.token(id).lemma);
        if !(behind && inside && bare && finite(verb) && finite(other)) {
            return None;
        }
        // What is quoted behind a verb that tells nothing by itself ("and has them lasting “an hour”") stays with the cue.
        let tells = cue::entry(view, tables, other).is_some();
        let quotes = quotations.iter().any(|quotation| {
            quotation.outer.start >= token.span.end
                && draft.content.iter().any(|span| span.overlaps(quotation.outer))
        });
        let complete = tells
            || view
                .children(other)
                .any(|child| matches!(view.token(child).deprel, Deprel::Obj | Deprel::Ccomp | Deprel::Xcomp));
        if !complete || quotes && !tells {
            return None;
        }
        view.children(other).find(|child| {
            view.token(*child).deprel == Deprel::Cc
                && *child < other
                && other.0 - child.0 <= MAX_APART
                && draft.content.iter().any(|span| span.start < view.token(*child).span.start)
        })
    })
}

/// How much a piece of a content and what a rule finds must share to be one.
const SAME: f32 = 0.8;

/// The piece of a content of several that the tree lays to another cue: "Kroll, who swore that …, admitted that …".
pub(super) fn stray(drafts: &[Draft], rule: &Draft) -> Option<(usize, usize)> {
    let [content] = rule.content.as_slice() else { return None };
    let meets = |spans: &[Span]| spans.iter().any(|span| rule.cue.iter().any(|cue| cue.overlaps(*span)));
    drafts.iter().enumerate().find_map(|(at, draft)| {
        if draft.origin != Origin::Reader || draft.content.len() < 2 || meets(&draft.cue) {
            return None;
        }
        let same = |span: &Span| {
            let shared = span.shared(*content) as f32;
            shared >= SAME * span.len() as f32 && shared >= SAME * content.len() as f32
        };
        Some((at, draft.content.iter().position(same)?))
    })
}

/// "He had, says his sister, “a good heart”": the subject behind the cue is who speaks, and no part of what is said.
pub(super) fn turn_back(view: View<'_>, tables: &Tables, drafts: &mut Vec<Draft>) {
    // Where nothing but who speaks was taken for what is said, the tree has it.
    drafts.retain_mut(|draft| {
        let had = !draft.content.is_empty();
        if draft.origin == Origin::Reader {
            turn(view, tables, draft);
        }
        !had || !draft.content.is_empty()
    });
}

fn turn(view: View<'_>, tables: &Tables, draft: &mut Draft) {
    let Some(verb) = cue::read(view, tables, draft).word else { return };
    // "…, has pointed out Kroll": Kroll is no second piece of what was said.
    if let Some(subject) = super::syntax::inverted(view, tables, verb) {
        let source = super::syntax::phrase(view, subject);
        draft.content.retain(|span| !source.contains(*span));
        draft.source = vec![source];
        return;
    }
    let subject = view
        .children(verb)
        .find(|child| *child > verb && is_subject(view.token(*child).deprel))
        .map(|subject| super::syntax::phrase(view, subject))
        .filter(|source| view.slice(Span { start: view.token(verb).span.end, end: source.start }) == " ");
    let Some(source) = subject else { return };
    // The tree may take the quotation for a part of the phrase.
    let words = view.slice(source);
    let marked =
        words.find(['"', '“', '‘']).map_or(words.len(), |at| words[..at].trim_end_matches([',', ' ']).len());
    let source = Span::new(source.start.index(), source.start.index() + marked);
    let Some(piece) =
        draft.content.iter_mut().find(|span| span.start == source.start && span.end > source.end)
    else {
        return;
    };
    let rest = view.slice(Span { start: source.end, end: piece.end });
    let skipped = rest.len() - rest.trim_start_matches([',', ' ']).len();
    piece.start = rashomon_doc::Pos::at(source.end.index() + skipped);
    let before = std::mem::replace(&mut draft.source, vec![source]);
    let begins = |span: &Span| span.end <= view.token(verb).span.start;
    draft.content.extend(before.into_iter().filter(begins));
    draft.content.sort();
}
