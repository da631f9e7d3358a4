//! Capitals used for the government: "Lima rejected the offer", not "in Lima"; and seats, which are bodies.

use rashomon_doc::{Deprel, Link, MentionKind, NameId, NameType, Span, TokenId, Upos};

use super::book::Book;
use super::form::Form;
use super::grammar::{is_subject, lemma};
use crate::ontology::{CountryForm, Gender};

/// Ties each seat of a government that speaks or acts to its country.
pub(super) fn resolve(book: &mut Book<'_>) {
    for index in 0..book.mentions.len() {
        let mention = &book.mentions[index];
        let (MentionKind::Name, Some(id)) = (mention.kind, mention.name) else { continue };
        let span = mention.span;
        // "Stanley said" is a person, if the text has one of that name.
        if book.entry(id).is_none_or(|entry| entry.name.kind == NameType::Person) {
            continue;
        }
        let Some((code, form)) = seat(book, span) else { continue };
        // A building is the government wherever it stands as one who acts; so is a capital.
        if !acts(book, span, form) {
            continue;
        }
        if form == CountryForm::Seat {
            // A seat names one body, a presidency or a ministry: it is that body, a part of the country.
            if let Some(entry) = book.entry_mut(id) {
                entry.name.kind = NameType::Organization;
            }
            continue;
        }
        let country = country_name(book, &code, span, id);
        let mention = &mut book.mentions[index];
        mention.name = Some(country);
        mention.link = Link::Metonym;
    }
}

/// The country whose capital or seat the words name, if they name nothing else.
fn seat(book: &Book<'_>, span: Span) -> Option<(String, CountryForm)> {
    let refs = book.tables.world.country(book.view.slice(span).trim_end_matches("'s").trim_end_matches("’s"));
    let first = refs.first()?;
    matches!(first.form, CountryForm::Capital | CountryForm::Seat).then(|| (first.code.clone(), first.form))
}

/// Whether the words stand where one who speaks or acts stands.
fn acts(book: &Book<'_>, span: Span, form: CountryForm) -> bool {
    let view = book.view;
    let Some(head) = book.head(span) else { return false };
    let token = view.token(head);
    if view
        .children(head)
        .any(|child| view.token(child).deprel == Deprel::Case && !matches!(view.word(child), "'s" | "’s"))
    {
        return matches!(token.deprel, Deprel::OblAgent) || between_parties(book, head);
    }
    let Some(verb) = token.head else { return false };
    if is_subject(token.deprel) {
        let speaks = book.tables.cues.get(Upos::Verb, &lemma(view, verb)).is_some();
        return view.token(verb).upos == Upos::Verb
            && (speaks || form == CountryForm::Seat || has_object(book, verb));
    }
    // The one who is told, accused or urged is no place either.
    let hears = matches!(token.deprel, Deprel::Obj | Deprel::Iobj);
    hears && book.tables.cues.get(Upos::Verb, &lemma(view, verb)).is_some()
}

/// "talks with Lima", "relations between Lima and Quito": parties, not places.
fn between_parties(book: &Book<'_>, head: TokenId) -> bool {
    let view = book.view;
    view.children(head)
        .filter(|child| view.token(*child).deprel == Deprel::Case)
        .any(|case| matches!(view.word(case).to_lowercase().as_str(), "between" | "against" | "with"))
}

fn has_object(book: &Book<'_>, verb: TokenId) -> bool {
    let view = book.view;
    view.children(verb)
        .any(|child| matches!(view.token(child).deprel, Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp))
}

/// The name of a country in this text, or a new one that rests on the seat's mention.
fn country_name(book: &mut Book<'_>, code: &str, span: Span, seat: NameId) -> NameId {
    let names_it = |id: &NameId| {
        *id != seat
            && book.entry(*id).is_some_and(|entry| {
                entry.forms.iter().any(|form| {
                    let refs = book.tables.world.country(&form.text);
                    refs.first().is_some_and(|found| {
                        found.code == code && matches!(found.form, CountryForm::Name | CountryForm::Demonym)
                    })
                })
            })
    };
    if let Some(id) = book.ids().find(names_it) {
        return id;
    }
    let text = book.tables.world.country_name(code).unwrap_or(code).to_owned();
    let words = text.split_whitespace().map(super::form::fold).collect();
    let form = Form { text, span, kind: NameType::Location, words, gender: Gender::Neuter, titled: false };
    book.add_name(form, Gender::Neuter, false)
}
