//! To whom something was said.

use rashomon_doc::{Deprel, Span, View};

use super::cue::Reading;
use super::draft::Draft;
use crate::extract::name::noun_phrase;
use crate::ontology::AddresseeForm;

/// The phrase for the hearer of a draft's cue.
pub(super) fn find(view: View<'_>, draft: &Draft, reading: &Reading) -> Option<Span> {
    let word = reading.word?;
    let form = reading.entry?.addressee;
    let asks = |span: &Span| {
        let mut words = view.tokens_in(*span).map(|id| view.word(id).to_lowercase());
        words.any(|word| matches!(word.as_str(), "what" | "which" | "that" | "this" | "it"))
    };
    let free = |span: &Span| {
        !asks(span) && !draft.content.iter().chain(&draft.source).any(|part| part.overlaps(*span))
    };
    let object = || {
        view.children(word)
            .filter(|child| {
                matches!(view.token(*child).deprel, Deprel::Obj | Deprel::Iobj | Deprel::NsubjPass)
            })
            .map(|child| noun_phrase(view, child))
            .find(free)
    };
    let after = |preposition: &str| {
        view.children(word)
            .filter(|child| matches!(view.token(*child).deprel, Deprel::Obl))
            .filter(|child| {
                view.children(*child).any(|case| {
                    view.token(case).deprel == Deprel::Case
                        && view.word(case).eq_ignore_ascii_case(preposition)
                })
            })
            .map(|child| noun_phrase(view, child))
            .find(free)
    };
    match form {
        AddresseeForm::Object => object().or_else(|| after("to")),
        AddresseeForm::To => after("to"),
        AddresseeForm::At => after("at"),
        AddresseeForm::None => None,
    }
}
