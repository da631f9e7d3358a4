//! Country and sector of names.

use rashomon_doc::{MentionKind, NameId, NameType, Sector, Span};

use super::book::{Book, Entry};
use super::grammar::noun_phrase;
use crate::Tables;
use crate::ontology::CountryForm;

/// Fills in what names, roles and tables say.
pub(super) fn complete(book: &mut Book<'_>) {
    for id in book.ids() {
        let Some(entry) = book.entry(id) else { continue };
        let sector = sector(book.tables, entry);
        let country = own_country(book.tables, entry)
            .or_else(|| country_beside(book, id))
            .or_else(|| led_country(book.tables, entry));
        if let Some(entry) = book.entry_mut(id) {
            entry.name.country = country;
            entry.name.sector = sector;
        }
    }
}

/// The sector by the first description that has one, else by the words of a body's name.
fn sector(tables: &Tables, entry: &Entry) -> Option<Sector> {
    if entry.name.kind != NameType::Person
        && let Some(body) = entry.forms.iter().find_map(|form| tables.world.body(&form.text))
    {
        return Some(body.sector);
    }
    if entry.name.kind == NameType::Organization
        && entry.forms.iter().any(|form| seat_of(tables, &form.text).is_some())
    {
        return Some(Sector::Gov);
    }
    if entry.name.kind == NameType::Organization && tables.world.agency(&entry.name.name).is_some() {
        return Some(Sector::Jrn);
    }
    let phrase = |modifiers: &[String], head: &str| {
        let words: Vec<&str> = modifiers.iter().map(String::as_str).chain([head]).collect();
        tables.world.role(&words.join(" ")).map(|role| role.sector)
    };
    let described = entry.descriptions.iter().find_map(|known| phrase(&known.modifiers, &known.head));
    described.or_else(|| match entry.name.kind {
        NameType::Organization => entry.forms.iter().find_map(|form| {
            let words: Vec<String> = form.text.split_whitespace().map(str::to_lowercase).collect();
            // "Ministry of Transport": the head comes before "of".
            let head =
                words.iter().position(|word| word == "of" || word == "for").map(|at| words[..at].join(" "));
            head.and_then(|head| tables.world.role(&head))
                .or_else(|| tables.world.role(&words.join(" ")))
                .map(|role| role.sector)
        }),
        NameType::Person | NameType::Location | NameType::Misc => None,
    })
}

/// The country that a name names, or that stands in it.
fn own_country(tables: &Tables, entry: &Entry) -> Option<String> {
    entry.forms.iter().find_map(|form| match entry.name.kind {
        NameType::Location | NameType::Misc => {
            let refs = tables.world.country(&form.text);
            let capital = |found: &&crate::ontology::CountryRef| found.form != CountryForm::Seat;
            refs.iter().find(capital).map(|found| found.code.clone())
        }
        NameType::Organization => tables
            .world
            .body(&form.text)
            .and_then(|body| body.code.clone())
            .or_else(|| seat_of(tables, &form.text))
            .or_else(|| country_in(tables, &form.text)),
        NameType::Person if entry.name.unnamed => country_in(tables, &form.text),
        NameType::Person => None,
    })
}

/// The country of a well-known leader, by the full name, or by the surname where the text has no other.
fn led_country(tables: &Tables, entry: &Entry) -> Option<String> {
    if entry.name.kind != NameType::Person {
        return None;
    }
    let full = |words: &str| words.contains(' ');
    let named = entry.forms.iter().any(|form| full(&form.text));
    let mut forms = entry.forms.iter().filter(|form| full(&form.text) == named);
    forms.find_map(|form| tables.world.leader(&form.text)).map(str::to_owned)
}

/// The country whose government sits in a building of that name ("the Kremlin").
fn seat_of(tables: &Tables, words: &str) -> Option<String> {
    let refs = tables.world.country(words);
    refs.first().filter(|found| found.form == CountryForm::Seat).map(|found| found.code.clone())
}

/// The one country that is named, or meant by a demonym, in some words.
fn country_in(tables: &Tables, words: &str) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words.split(|c: char| !c.is_alphanumeric() && c != '.') {
        let refs = tables.world.country(word);
        let named = refs.iter().find(|found| matches!(found.form, CountryForm::Name | CountryForm::Demonym));
        found.extend(named.map(|found| found.code.clone()));
    }
    found.dedup();
    (found.len() == 1).then(|| found.remove(0))
}

/// The country in a description of a name, or in the words that stand around the description's head.
fn country_beside(book: &Book<'_>, id: NameId) -> Option<String> {
    let entry = book.entry(id)?;
    if entry.name.kind == NameType::Location {
        return None;
    }
    let around = |span: Span| book.head(span).map(|head| noun_phrase(book.view, head).cover(span));
    let phrases = entry.name.roles.iter().filter_map(|role| around(*role));
    let mentions =
        book.mentions.iter().filter(|mention| mention.name == Some(id) && mention.kind == MentionKind::Name);
    phrases
        .chain(mentions.filter_map(|mention| around(mention.span)))
        .find_map(|phrase| country_in(book.tables, book.view.slice(phrase)))
}
