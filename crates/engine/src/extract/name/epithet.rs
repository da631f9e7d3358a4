//! Epithets: "the Tampere resident", "the 34-year-old", said of the person who was just named without any word that ties
//! the two; and offices that say whose only where they were named.

use rashomon_doc::{MentionKind, NameId, SentenceId, TokenId};

use super::book::Book;
use super::grammar::{determiner, is_subject};
use super::nominal::Nominal;
use crate::ontology::Gender;

/// How many sentences back the one who is called anew can stand; the sentences of a quotation count too.
const REACH: u32 = 4;

/// The person whom an epithet calls anew: the last one named, in or shortly before the sentence, as a subject.
pub(super) fn bearer(book: &Book<'_>, nominal: &Nominal) -> Option<NameId> {
    let view = book.view;
    let noun = nominal.senses.iter().find(|noun| noun.epithet)?;
    let the = determiner(view, nominal.head).is_some_and(|word| word == "the");
    if !the || nominal.plural || nominal.owned || !is_subject(view.token(nominal.head).deprel) {
        return None;
    }
    let SentenceId(here) = view.sentence_of(nominal.head)?;
    // "“Ada knows,” said the actor": who is named in the words does not say them.
    let quoted = book.quoted(nominal.phrase.start);
    let before = book.mentions.iter().rev().filter(|mention| {
        mention.span.end <= nominal.phrase.start
            && mention.kind != MentionKind::Nominal
            && (quoted || !book.quoted(mention.span.start))
    });
    let near = before.take_while(|mention| {
        view.sentence_at(mention.span.start).is_some_and(|SentenceId(at)| here.saturating_sub(at) <= REACH)
    });
    let mut people = near.filter(|mention| {
        let subject = book.head(mention.span).is_some_and(|head| is_subject(view.token(head).deprel));
        subject && mention.name.is_some_and(|id| book.is_person(id))
    });
    let id = people.find_map(|mention| mention.name)?;
    let entry = book.entry(id)?;
    let agrees = noun.gender == Gender::Open || entry.gender == Gender::Open || noun.gender == entry.gender;
    (agrees && !entry.name.unnamed).then_some(id)
}

/// "The president" by itself is not "Ada Kroll, president of Kroll Steel", unless she was the last one named.
pub(super) fn is_other_office(book: &Book<'_>, id: NameId, nominal: &Nominal) -> bool {
    let view = book.view;
    let bare = nominal.description.modifiers.is_empty()
        && determiner(view, nominal.head).is_some_and(|word| word == "the")
        && view.children(nominal.head).all(|child| child < nominal.head);
    if !bare || !book.is_person(id) {
        return false;
    }
    let Some(entry) = book.entry(id) else { return false };
    let of_body = |role: &rashomon_doc::Span| book.head(*role).is_some_and(|head| has_owner(book, head));
    let offices = &entry.name.roles;
    if offices.is_empty() || !offices.iter().all(of_body) {
        return false;
    }
    let last = book.mentions.iter().rev().find(|mention| {
        mention.span.end <= nominal.phrase.start && mention.name.is_some_and(|other| book.is_person(other))
    });
    last.and_then(|mention| mention.name) != Some(id)
}

/// Whether a description names the body it belongs to: "president of Kroll Steel".
fn has_owner(book: &Book<'_>, head: TokenId) -> bool {
    let view = book.view;
    view.children(head).filter(|child| *child > head).any(|child| {
        let span = view.token(child).span;
        let of = view.children(child).any(|case| view.word(case).eq_ignore_ascii_case("of"));
        let body = book.mentions.iter().any(|mention| {
            mention.span.contains(span)
                && mention
                    .name
                    .and_then(|id| book.entry(id))
                    .is_some_and(|entry| entry.name.kind == rashomon_doc::NameType::Organization)
        });
        of && body
    })
}
