//! The source that the reader linked to a cue, against the tree: whoever is asked or accused does not speak, nor does the place of
//! a saying.

use rashomon_doc::{Deprel, Span, SpeechAct, TokenId, Upos, View};

use super::draft::{Draft, Origin};
use super::{cue, nested, syntax};
use crate::Tables;
use crate::extract::name::is_subject;
use crate::ontology::{AddresseeForm, Cue, CueClass};

/// Takes such sources away, or puts the subject in their place.
pub(super) fn settle(view: View<'_>, tables: &Tables, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.origin == Origin::Reader && draft.is_clause()) {
        let reading = cue::read(view, tables, draft);
        let (Some(verb), Some(entry)) = (reading.word, reading.entry) else { continue };
        if view.token(verb).upos != Upos::Verb || entry.class != CueClass::Speech {
            continue;
        }
        if let Some(subject) = instead_of_place(view, tables, draft, verb) {
            draft.content.retain(|span| !span.overlaps(subject));
            draft.source = vec![subject];
        } else if hears(entry)
            && is_done(view, verb)
            && !draft.source.iter().any(|span| acts(view, *span, verb))
        {
            draft.source.clear();
        }
    }
}

/// Whether the one to whom a cue is done stands beside it as its object.
fn hears(entry: Cue) -> bool {
    entry.addressee == AddresseeForm::Object
        || matches!(entry.act, SpeechAct::Accuse | SpeechAct::Condemn | SpeechAct::Praise | SpeechAct::Urge)
}

/// Whether a verb is told of the one it is done to: "was accused", "when asked".
fn is_done(view: View<'_>, verb: TokenId) -> bool {
    let passive = view.children(verb).any(|child| view.token(child).deprel == Deprel::AuxPass);
    let word = view.word(verb).to_lowercase();
    let bare = view.token(verb).deprel == Deprel::Advcl
        && (word.ends_with("ed") || word == "told")
        && view
            .children(verb)
            .all(|child| !is_subject(view.token(child).deprel) && view.token(child).deprel != Deprel::Aux)
        && view.children(verb).any(|child| {
            child < verb && matches!(view.word(child).to_lowercase().as_str(), "when" | "if" | "once" | "as")
        });
    passive || bare
}

/// Whether a source is the agent of a verb that is told of the one it is done to.
fn acts(view: View<'_>, source: Span, verb: TokenId) -> bool {
    let agent =
        view.tokens_in(source).next().is_some_and(|first| view.word(first).eq_ignore_ascii_case("by"));
    agent
        || view.head_of(source).is_some_and(|head| {
            view.dominates(verb, head) && !matches!(view.token(head).deprel, Deprel::NsubjPass | Deprel::Obj)
        })
}

/// Prepositions of place and time.
const PLACING: [&str; 9] = ["on", "in", "at", "during", "before", "after", "outside", "inside", "near"];

/// "Kroll testified on the hill": the subject of a cue whose place or time was taken for its source.
fn instead_of_place(view: View<'_>, tables: &Tables, draft: &Draft, verb: TokenId) -> Option<Span> {
    let [source] = draft.source.as_slice() else { return None };
    let head = view.head_of(*source)?;
    let placed = view.token(head).head == Some(verb)
        && view.token(head).deprel == Deprel::Obl
        && view
            .children(head)
            .any(|case| PLACING.contains(&view.word(case).to_lowercase().as_str()) && case < head);
    let subject =
        view.children(verb).filter(|_| placed).find(|child| view.token(*child).deprel == Deprel::Nsubj)?;
    let phrase = syntax::phrase(view, subject);
    (nested::is_someone(view, tables, phrase) && !phrase.overlaps(*source)).then_some(phrase)
}
