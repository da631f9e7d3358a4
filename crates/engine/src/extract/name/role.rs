//! Titles and appositions: what the text says a named person or body is.

use rashomon_doc::{Deprel, Link, MentionKind, NameId, NameType, Span, TokenId, Upos};

use super::book::{Book, Description};
use super::grammar::{self, is_subject, noun_phrase, phrase_nouns, previous};
use crate::ontology::{Gender, NounKind};

/// Finds the roles of all named mentions.
pub(super) fn find(book: &mut Book<'_>) {
    let named: Vec<(Span, NameId)> = book
        .mentions
        .iter()
        .filter(|mention| mention.kind == MentionKind::Name)
        .filter_map(|mention| Some((mention.span, mention.name?)))
        .collect();
    for (span, id) in named {
        before(book, span, id);
        beside(book, span, id);
    }
    book.sort();
}

/// Whether a noun can describe a name of that kind.
fn describes(book: &Book<'_>, id: NameId, head: TokenId) -> bool {
    let Some(entry) = book.entry(id) else { return false };
    let (senses, _) = phrase_nouns(book.view, book.tables, head);
    senses.iter().any(|noun| match entry.name.kind {
        NameType::Person => noun.person,
        NameType::Organization | NameType::Misc | NameType::Location => {
            matches!(noun.kind, NounKind::Body | NounKind::Teller)
                && !(noun.kind == NounKind::Teller && noun.person)
        }
    })
}

/// The description directly before a name: "Transport Minister Ada Kroll", "the daily Herald".
fn before(book: &mut Book<'_>, span: Span, id: NameId) {
    let view = book.view;
    let Some(first) = view.tokens_in(span).next() else { return };
    let Some(mut noun) = previous(view, first) else { return };
    if book.tables.people.title(view.word(noun)).is_some()
        && book.tables.people.noun(&grammar::lemma(view, noun)).is_empty()
    {
        // "Finance Minister Mr Kroll".
        let Some(earlier) = previous(view, noun) else { return };
        noun = earlier;
    }
    let (senses, _) = phrase_nouns(view, book.tables, noun);
    let teller = senses.iter().any(|sense| sense.kind == NounKind::Teller && !sense.person);
    let is_noun = matches!(view.token(noun).upos, Upos::Noun | Upos::Propn)
        || teller && view.token(noun).upos == Upos::Adj;
    if teller && is_noun && !book.is_named(view.token(noun).span) {
        // "the daily Tarnovar" is a paper, whatever the reader took it for.
        if let Some(entry) = book.entry_mut(id) {
            entry.name.kind = NameType::Organization;
            entry.gender = Gender::Neuter;
        }
    }
    if !is_noun || book.is_named(view.token(noun).span) {
        return;
    }
    // Who has the name is what the noun says, if the tree makes one phrase of them.
    let joined = phrase_head(book, span, noun);
    let person = book.is_person(id) && joined.is_some() && view.token(noun).upos == Upos::Noun;
    if !describes(book, id, noun) && !person {
        return;
    }
    let mut start = noun;
    while let Some(earlier) = previous(view, start) {
        let token = view.token(earlier);
        let joins = matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj)
            || token.upos == Upos::Punct && matches!(view.word(earlier), "-" | "–" | "‑");
        if !joins || token.span.end > view.token(start).span.start {
            break;
        }
        start = earlier;
    }
    let role = view.token(start).span.cover(view.token(noun).span);
    describe(book, id, role, noun);
    if joined == Some(true) {
        book.mention(role, MentionKind::Nominal, Some(id), Link::Apposition);
    }
}

/// Whether a noun before a name is the head of both (`true`), hangs on the name (`false`), or neither.
fn phrase_head(book: &Book<'_>, span: Span, noun: TokenId) -> Option<bool> {
    let view = book.view;
    let name = book.head(span)?;
    let beside = |deprel: Deprel| {
        matches!(
            deprel,
            Deprel::Flat
                | Deprel::Appos
                | Deprel::NmodDesc
                | Deprel::Compound
                | Deprel::Nmod
                | Deprel::NmodUnmarked
        )
    };
    if view.token(name).head == Some(noun) && beside(view.token(name).deprel) {
        return Some(true);
    }
    (view.token(noun).head == Some(name) && beside(view.token(noun).deprel)).then_some(false)
}

/// A description set beside a name: "Ada Kroll, the minister,", "the minister, Ada Kroll", "Kroll is the minister".
fn beside(book: &mut Book<'_>, span: Span, id: NameId) {
    let view = book.view;
    let Some(head) = book.head(span) else { return };
    let token = view.token(head);
    let mut found: Vec<TokenId> = view
        .children(head)
        .filter(|child| view.token(*child).deprel == Deprel::Appos && view.token(*child).upos == Upos::Noun)
        .collect();
    if let Some(parent) = token.head {
        let of_noun = view.token(parent).upos == Upos::Noun;
        let appositive = matches!(token.deprel, Deprel::Appos | Deprel::Flat | Deprel::NmodDesc);
        if of_noun && (appositive || is_subject(token.deprel) && is_copular(book, parent)) {
            found.push(parent);
        }
    }
    let comma = before_comma(book, span);
    found.extend(comma.filter(|noun| !found.contains(noun)));
    for noun in found {
        // "A member of the delegation, Kroll,": the tree can hang the name on the body, which nobody is.
        let (senses, _) = phrase_nouns(view, book.tables, noun);
        let is_body = !senses.is_empty() && !senses.iter().any(|sense| sense.person);
        if is_body && book.is_person(id) {
            continue;
        }
        let set_beside = book.is_person(id)
            && !grammar::is_plural(view, noun)
            && grammar::determiner(view, noun).is_some();
        let apposed = set_beside && (view.token(head).deprel == Deprel::Appos || comma == Some(noun));
        if !(apposed || describes(book, id, noun)) {
            continue;
        }
        let phrase = noun_phrase(view, noun);
        if phrase.overlaps(span) {
            continue;
        }
        describe(book, id, phrase, noun);
        book.mention(phrase, MentionKind::Nominal, Some(id), Link::Apposition);
    }
}

/// "The minister, Ada Kroll, …" where the tree sees no apposition: a definite noun, a comma, the name, a stop.
fn before_comma(book: &Book<'_>, span: Span) -> Option<TokenId> {
    let view = book.view;
    let behind = view.text.get(span.end.index()..)?.trim_start();
    let comma = previous(view, view.tokens_in(span).next()?).filter(|id| view.word(*id) == ",")?;
    let noun = previous(view, comma)?;
    let definite = grammar::determiner(view, noun).is_some_and(|word| word == "the");
    let enclosed = behind.is_empty() || behind.starts_with([',', '.', ';']);
    (definite && enclosed && view.token(noun).upos == Upos::Noun).then_some(noun)
}

/// Whether a noun is said of its subject, in the affirmative.
fn is_copular(book: &Book<'_>, noun: TokenId) -> bool {
    let view = book.view;
    let is = view.children(noun).any(|child| view.token(child).deprel == Deprel::Cop);
    let not = view.children(noun).any(|child| grammar::lemma(view, child) == "not");
    is && !not
}

/// Writes a description down.
fn describe(book: &mut Book<'_>, id: NameId, phrase: Span, noun: TokenId) {
    let view = book.view;
    let (senses, head) = phrase_nouns(view, book.tables, noun);
    let gender = senses
        .iter()
        .map(|sense| sense.gender)
        .find(|gender| matches!(gender, Gender::Male | Gender::Female));
    let is_person = book.is_person(id);
    let description = Description {
        head,
        modifiers: grammar::modifiers(view, phrase, noun),
        owners: grammar::owners(view, noun),
    };
    let Some(entry) = book.entry_mut(id) else { return };
    if let Some(gender) = gender.filter(|_| is_person && entry.gender == Gender::Open) {
        entry.gender = gender;
    }
    if !entry.descriptions.contains(&description) {
        entry.descriptions.push(description);
        entry.name.roles.push(phrase);
    }
}
