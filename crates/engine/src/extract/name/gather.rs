//! From the reader's name spans to names: full, short, transliterated and abbreviated forms become one.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{Deprel, Link, MentionKind, NameId, NameType, SentenceId, Span, TokenId, Upos, View};

use super::book::Book;
use super::form::{Form, same_body, same_person};
use super::grammar::previous;
use crate::Tables;
use crate::ontology::{CountryForm, Gender};

/// How many sentences back a shared surname still means the one last named in full.
const NEAR_SENTENCES: u32 = 2;

/// Reads all name spans and ties them together. Long forms go first, so that a headline's surname finds its bearer.
pub(super) fn gather(book: &mut Book<'_>) {
    let mut forms = forms(book.view, book.tables);
    let missed = missed(book.view, book.tables, &forms);
    forms.extend(missed);
    forms.sort_by_key(|form| form.span);
    settle_kinds(&mut forms);
    let (long, short): (Vec<Form>, Vec<Form>) = forms.into_iter().partition(|form| form.words.len() > 1);
    for form in long.into_iter().chain(short) {
        place(book, form);
    }
    book.sort();
}

/// Surnames of people whom the reader saw elsewhere in the text, where it overlooked them: "Mr. Kroll said so".
fn missed(view: View<'_>, tables: &Tables, forms: &[Form]) -> Vec<Form> {
    let last = |span: Span| view.slice(span).split_whitespace().next_back();
    let people = forms.iter().filter(|form| form.kind == NameType::Person);
    let surnames: BTreeSet<&str> =
        people.filter_map(|form| last(form.span)).filter(|word| word.len() >= SHORTEST_SURNAME).collect();
    // What is a place's or a body's whole name as well is left alone; "the Kroll administration" is not.
    let others: BTreeSet<&str> =
        forms.iter().filter(|form| form.kind != NameType::Person).map(|form| view.slice(form.span)).collect();
    let proper = |id: TokenId| view.token(id).upos == Upos::Propn;
    let alone = |id: TokenId| {
        let after = TokenId(id.0 + 1);
        let before = id.0.checked_sub(1).map(TokenId).filter(|before| proper(*before));
        let titled = before.is_none_or(|before| {
            tables.people.title(view.word(before)).is_some()
                || !tables.people.noun(&view.word(before).to_lowercase()).is_empty()
        });
        let ends = (after.0 as usize) >= view.layer.tokens.len() || !proper(after);
        titled && ends && view.token(id).deprel != Deprel::Compound
    };
    let tokens = (0..view.layer.tokens.len() as u32).map(TokenId);
    tokens
        .filter(|id| proper(*id) && surnames.contains(view.word(*id)) && !others.contains(view.word(*id)))
        .filter(|id| alone(*id) && !is_entity(view, view.token(*id).span))
        .filter_map(|id| Form::read(view.text, view.token(id).span, NameType::Person, tables))
        .collect()
}

/// How many bytes a surname has at least to be known again by itself.
const SHORTEST_SURNAME: usize = 3;

fn is_entity(view: View<'_>, span: Span) -> bool {
    let entities = &view.layer.entities;
    let next = entities.partition_point(|entity| entity.span.end <= span.start);
    entities.get(next).is_some_and(|entity| entity.span.overlaps(span))
}

fn forms(view: View<'_>, tables: &Tables) -> Vec<Form> {
    let read = |span, kind| Form::read(view.text, span, kind, tables);
    view.layer
        .entities
        .iter()
        .filter(|entity| !is_party_tag(view.slice(entity.span)))
        .filter_map(|entity| {
            let words = view.slice(entity.span);
            let kind = if is_addressed(words, tables) || is_aged(view.text, entity.span) {
                NameType::Person
            } else if entity.kind == NameType::Person && is_paper(words, tables) {
                NameType::Organization
            } else {
                entity.kind
            };
            let mut form = read(entity.span, kind)?;
            if form.gender == Gender::Open && entity.kind == NameType::Person {
                form.gender = title_before(view, tables, form.span);
            }
            form.titled |= form.kind == NameType::Person && has_office_before(view, tables, form.span);
            Some(form)
        })
        .collect()
}

/// "Mr. Kroll", "Mrs Kroll": a person, whatever the reader takes it for. Longer forms of address ("Lady", "Father") stand in
/// names of bodies too.
fn is_addressed(words: &str, tables: &Tables) -> bool {
    const SHORT: usize = 3;
    words.split_once(' ').is_some_and(|(first, rest)| {
        let gender = tables.people.title(first).unwrap_or_default();
        (first.ends_with('.') || first.chars().count() <= SHORT && first != "Sir")
            && gender != Gender::Open
            && !rest.contains(" of ")
    })
}

/// "Winifred Oakes, 81, was taken to a ward": several words with an age behind them are a person, whatever the reader takes
/// them for.
fn is_aged(text: &str, name: Span) -> bool {
    const OLDEST: u32 = 115;
    let behind = text.get(name.end.index()..).and_then(|after| after.strip_prefix(", "));
    behind.is_some_and(|after| {
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (age, rest) = after.split_at(digits);
        name.slice(text).contains(' ')
            && age.parse::<u32>().is_ok_and(|age| (1..=OLDEST).contains(&age))
            && (rest.starts_with([',', ';', ')']) || rest.starts_with(". ") || rest.starts_with(".\n"))
    })
}

/// "Al Jazeera", "Evening Herald": a masthead in the last place, and no given name in the first.
fn is_paper(words: &str, tables: &Tables) -> bool {
    words.rsplit_once(' ').is_some_and(|(before, last)| {
        let first = before.split(' ').next().unwrap_or_default();
        let given = tables.people.given_name(first) != Gender::Open && first != "Al";
        tables.people.is_masthead(&last.to_lowercase()) && !given && tables.people.title(first).is_none()
    })
}

/// "R-Ohio", "D-N.Y." behind a legislator's name: party and seat, nobody by themselves.
fn is_party_tag(words: &str) -> bool {
    let party = words.strip_prefix(['D', 'R', 'I']).and_then(|rest| rest.strip_prefix(['-', '–']));
    party.is_some_and(|seat| seat.starts_with(char::is_uppercase))
}

/// The gender shown by a form of address directly before a name.
fn title_before(view: View<'_>, tables: &Tables, span: Span) -> Gender {
    let before = view.text.get(..span.start.index()).unwrap_or_default().trim_end();
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    tables.people.title(word).unwrap_or_default()
}

/// Whether a title or an office stands directly before a name: "President Kroll", "Mrs Kroll".
fn has_office_before(view: View<'_>, tables: &Tables, span: Span) -> bool {
    let Some(last) = view.tokens_in(span).next().and_then(|first| previous(view, first)) else {
        return false;
    };
    let adjacent = view.slice(Span { start: view.token(last).span.end, end: span.start }).trim().is_empty();
    let word = view.word(last);
    adjacent
        && (tables.people.title(word).is_some()
            || word.starts_with(char::is_uppercase)
                && tables.people.noun(&word.to_lowercase()).iter().any(|noun| noun.person))
}

/// Where the reader takes the same words for different things, the commonest reading holds for all of them.
fn settle_kinds(forms: &mut [Form]) {
    let mut votes: BTreeMap<Vec<String>, BTreeMap<NameType, usize>> = BTreeMap::new();
    for form in forms.iter() {
        *votes.entry(form.words.clone()).or_default().entry(form.kind).or_default() += 1;
    }
    for form in forms.iter_mut() {
        let best = votes.get(&form.words).and_then(|kinds| kinds.iter().max_by_key(|(_, count)| **count));
        if let Some((kind, _)) = best {
            form.kind = *kind;
        }
    }
    // Who has a title once has it throughout.
    let titled: BTreeSet<Vec<String>> =
        forms.iter().filter(|form| form.titled).map(|form| form.words.clone()).collect();
    for form in forms.iter_mut().filter(|form| titled.contains(&form.words)) {
        form.titled = form.kind == NameType::Person;
    }
}

/// Ties a form to a known name or makes it a new one.
fn place(book: &mut Book<'_>, form: Form) {
    let span = form.span;
    let (name, link) = match find(book, &form) {
        Found::One(id, link) => {
            join(book, id, form);
            (Some(id), link)
        }
        Found::Unclear => (None, Link::Variant),
        Found::None => {
            let gender = gender_of(&form, book.tables);
            (Some(book.add_name(form, gender, false)), Link::Same)
        }
    };
    book.mention(span, MentionKind::Name, name, link);
}

/// Adds a form to a name; the fullest one gives its name.
fn join(book: &mut Book<'_>, id: NameId, form: Form) {
    let shown = gender_of(&form, book.tables);
    let Some(entry) = book.entry_mut(id) else { return };
    if entry.gender == Gender::Open {
        entry.gender = shown;
    }
    let demonym_only = entry.name.kind == NameType::Misc && form.kind == NameType::Location;
    let demonym = entry.name.kind == NameType::Location && form.kind == NameType::Misc;
    if demonym_only
        || !demonym
            && entry.name.kind == form.kind
            && form.text.chars().count() > entry.name.name.chars().count()
            && form.words.len() >= entry.forms.iter().map(|known| known.words.len()).max().unwrap_or(0)
    {
        entry.name.name.clone_from(&form.text);
        entry.name.kind = form.kind;
    }
    if !entry.forms.iter().any(|known| known.words == form.words) {
        entry.forms.push(form);
    }
}

enum Found {
    One(NameId, Link),
    Unclear,
    None,
}

fn find(book: &Book<'_>, form: &Form) -> Found {
    let mut found: Vec<(NameId, Link)> =
        book.ids().filter_map(|id| Some((id, matches(book, id, form)?))).collect();
    if form.kind == NameType::Person && form.gender != Gender::Open {
        // "Mrs. Kroll" is not Bert Kroll.
        let other = |id: NameId| {
            book.entry(id).is_some_and(|entry| {
                entry.name.kind == NameType::Person && !agrees(form.gender, entry.gender)
            })
        };
        found.retain(|(id, _)| !other(*id));
    }
    if let Some((id, link)) = found.iter().find(|(_, link)| *link == Link::Same) {
        return Found::One(*id, *link);
    }
    if found.len() > 1 && form.kind == NameType::Person {
        // "Kroll" is Ada Kroll before it is the Kroll administration.
        let person = |id: NameId| book.entry(id).is_some_and(|entry| entry.name.kind == NameType::Person);
        if found.iter().any(|(id, _)| person(*id)) {
            found.retain(|(id, _)| person(*id));
        }
        found.retain(|(id, _)| book.entry(*id).is_some_and(|entry| agrees(form.gender, entry.gender)));
        let known = |id: NameId| book.entry(id).is_some_and(|entry| entry.gender == form.gender);
        if form.gender != Gender::Open && found.iter().any(|(id, _)| known(*id)) {
            found.retain(|(id, _)| known(*id));
        }
    }
    match found.as_slice() {
        [] => given_name_alone(book, form),
        [(id, link)] => Found::One(*id, *link),
        _ => nearest(book, form, &found),
    }
}

/// How a form fits a name.
fn matches(book: &Book<'_>, id: NameId, form: &Form) -> Option<Link> {
    let entry = book.entry(id)?;
    let fits = |known: &Form| match (form.kind, known.kind) {
        (NameType::Person, NameType::Person) => same_person(form, known),
        (NameType::Organization, NameType::Organization) => same_body(form, known, book.tables),
        (NameType::Location | NameType::Misc, NameType::Location | NameType::Misc) => {
            same_place(form, known, book.tables)
        }
        // A surname that the reader took for something else.
        (_, NameType::Person) if form.words.len() == 1 => {
            (known.words.len() > 1 && known.words.last() == form.words.first()).then_some(Link::Variant)
        }
        // A body by its first word, which the reader took for something else.
        (_, NameType::Organization)
            if form.words.len() == 1
                && known.words.len() > 1
                && known.words.first() == form.words.first()
                && !(form.kind == NameType::Person && (form.titled || is_of_person(known)))
                && book.tables.world.place(&form.text).is_empty()
                && book.tables.world.country(&form.text).is_empty()
                && book.tables.people.given_name(&form.text) == Gender::Open =>
        {
            same_body(form, known, book.tables)
        }
        (NameType::Misc, NameType::Organization) | (NameType::Organization, NameType::Misc) => {
            (form.words == known.words).then_some(Link::Same)
        }
        _ => None,
    };
    entry.forms.iter().filter_map(fits).min_by_key(|link| *link != Link::Same)
}

/// Whether a body is called after the person who leads it: "the Kroll administration", "the Kroll campaign".
fn is_of_person(body: &Form) -> bool {
    const LED: [&str; 11] = [
        "administration",
        "government",
        "cabinet",
        "campaign",
        "camp",
        "team",
        "presidency",
        "ministry",
        "family",
        "foundation",
        "tower",
    ];
    body.words.last().is_some_and(|last| LED.contains(&last.as_str()))
}

/// Places are one if their words are the same or mean the same country ("French", "France").
fn same_place(form: &Form, known: &Form, tables: &Tables) -> Option<Link> {
    if form.words == known.words {
        return Some(Link::Same);
    }
    let country = |form: &Form| {
        let refs = tables.world.country(&form.text);
        // "Americans" are people; "American" is what belongs to the country.
        let people = form.text.ends_with('s') && refs.iter().all(|found| found.form != CountryForm::Name);
        refs.iter()
            .filter(|_| !people)
            .find(|found| matches!(found.form, CountryForm::Name | CountryForm::Demonym))
            .map(|found| &found.code)
    };
    (country(form).is_some() && country(form) == country(known)).then_some(Link::Variant)
}

fn agrees(a: Gender, b: Gender) -> bool {
    a == b || a == Gender::Open || b == Gender::Open
}

/// A given name by itself, if just one bears it.
fn given_name_alone(book: &Book<'_>, form: &Form) -> Found {
    if form.kind != NameType::Person || form.words.len() != 1 {
        return Found::None;
    }
    let bears = |id: &NameId| {
        book.entry(*id).is_some_and(|entry| {
            entry.name.kind == NameType::Person
                && entry
                    .forms
                    .iter()
                    .any(|known| known.words.len() > 1 && known.words.first() == form.words.first())
        })
    };
    let bearers: Vec<NameId> = book.ids().filter(bears).collect();
    match bearers.as_slice() {
        [] => Found::None,
        [id] => Found::One(*id, Link::Variant),
        _ => Found::Unclear,
    }
}

/// Of several that fit, the one named last in full, if near and alone there.
fn nearest(book: &Book<'_>, form: &Form, found: &[(NameId, Link)]) -> Found {
    let Some(here) = book.view.sentence_at(form.span.start) else { return Found::Unclear };
    let distance = |id: NameId| -> Option<u32> {
        let before = |mention: &&rashomon_doc::Mention| {
            mention.name == Some(id) && mention.span.end <= form.span.start
        };
        let last = book.mentions.iter().filter(before).map(|mention| mention.span).max()?;
        let SentenceId(at) = book.view.sentence_at(last.start)?;
        Some(here.0.saturating_sub(at))
    };
    let mut near: Vec<(u32, NameId, Link)> =
        found.iter().filter_map(|(id, link)| Some((distance(*id)?, *id, *link))).collect();
    near.sort_by_key(|(far, id, _)| (*far, *id));
    match near.as_slice() {
        [(far, id, link)] if *far <= NEAR_SENTENCES => Found::One(*id, *link),
        [(far, id, link), (next, ..), ..] if *far <= NEAR_SENTENCES && far < next => Found::One(*id, *link),
        // Forms of bodies and places that fit several: the first named.
        _ if form.kind != NameType::Person => {
            found.first().map_or(Found::Unclear, |(id, link)| Found::One(*id, *link))
        }
        _ => Found::Unclear,
    }
}

/// He, she or it by title, given name or kind.
fn gender_of(form: &Form, tables: &Tables) -> Gender {
    match form.kind {
        NameType::Person if form.gender != Gender::Open => form.gender,
        NameType::Person if form.words.len() > 1 => {
            let first = form.text.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
            tables.people.given_name(first)
        }
        NameType::Person => Gender::Open,
        NameType::Organization | NameType::Location | NameType::Misc => Gender::Neuter,
    }
}
