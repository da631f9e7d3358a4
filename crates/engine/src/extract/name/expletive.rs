//! "it" that stands for nothing or for a thing, and "she" that stands for a body.

use rashomon_doc::{Deprel, NameId, NameType, SentenceId, Span, TokenId, Upos};

use super::book::Book;
use super::grammar::{is_subject, lemma};
use super::pronoun::{BODY_REACH, PERSON_REACH, are_coarguments, cue_of};
use crate::ontology::Gender;

/// "it" that refers to nothing.
pub(super) fn is_expletive(book: &Book<'_>, token: TokenId) -> bool {
    let view = book.view;
    let here = view.token(token);
    let Some(head) = here.head else { return true };
    let possessive = here.deprel == Deprel::NmodPoss;
    let is_cue = |verb: TokenId| cue_of(book, verb).is_some();
    // "It has suspended him but called him innocent": what is said in the second clause shows someone in the first.
    let joined = view.children(head).any(|verb| {
        view.token(verb).deprel == Deprel::Conj
            && is_cue(verb)
            && !view.children(verb).any(|child| is_subject(view.token(child).deprel))
    });
    let cue = is_cue(head) || joined;
    let speaks = here.deprel == Deprel::Nsubj && cue;
    // Without such evidence "it" is too often a thing or a clause.
    !(possessive
        || speaks
        || here.deprel == Deprel::Nsubj && view.token(head).upos == Upos::Verb && plans(book, head))
}

/// Verbs whose subject is one who decides.
fn plans(book: &Book<'_>, verb: TokenId) -> bool {
    matches!(
        lemma(book.view, verb).as_str(),
        "plan"
            | "decide"
            | "hope"
            | "intend"
            | "want"
            | "receive"
            | "launch"
            | "send"
            | "withdraw"
            | "pay"
            | "hire"
            | "buy"
            | "own"
            | "operate"
            | "file"
            | "sue"
            | "employ"
    )
}

/// "she" for an institution, in texts that were translated: only where no woman can be meant.
pub(super) fn body_called_she(book: &Book<'_>, token: TokenId) -> Option<NameId> {
    let view = book.view;
    let here = view.token(token).span;
    let SentenceId(now) = view.sentence_of(token)?;
    let near = |span: Span, reach: u32| {
        span.end <= here.start
            && view.sentence_at(span.start).is_some_and(|SentenceId(then)| now.saturating_sub(then) <= reach)
    };
    let woman = book.mentions.iter().any(|mention| {
        near(mention.span, PERSON_REACH)
            && mention.name.and_then(|id| book.entry(id)).is_some_and(|entry| {
                entry.name.kind == NameType::Person && matches!(entry.gender, Gender::Female | Gender::Open)
            })
    });
    if woman {
        return None;
    }
    book.mentions
        .iter()
        .rev()
        .filter(|mention| near(mention.span, BODY_REACH))
        .filter(|mention| {
            book.head(mention.span).is_some_and(|head| {
                is_subject(view.token(head).deprel) && !are_coarguments(book, token, head)
            })
        })
        .filter_map(|mention| mention.name)
        .find(|id| book.entry(*id).is_some_and(|entry| entry.name.kind == NameType::Organization))
}
