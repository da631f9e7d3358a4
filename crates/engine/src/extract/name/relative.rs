//! "who", "which", "that": the noun that a relative clause hangs on.

use rashomon_doc::{Deprel, NameId, NameType, Span, TokenId, Upos, View};

use super::book::Book;
use super::grammar::{phrase_nouns, previous};
use crate::Tables;

/// The noun that a relative clause hangs on.
pub(super) fn bearer(book: &Book<'_>, token: TokenId) -> Option<NameId> {
    let view = book.view;
    let noun = view.token(antecedent(view, book.tables, token)?).span;
    let holds = |span: Span| span.contains(noun);
    book.mentions.iter().filter(|mention| holds(mention.span)).min_by_key(|mention| mention.span.len())?.name
}

/// The noun whose relative clause a pronoun stands in, if it is a relative one.
pub(in crate::extract) fn antecedent(view: View<'_>, tables: &Tables, pronoun: TokenId) -> Option<TokenId> {
    let word = view.word(pronoun).to_lowercase();
    if !matches!(word.as_str(), "who" | "whom" | "whose" | "which" | "that") {
        return None;
    }
    let clause = std::iter::once(pronoun)
        .chain(view.ancestors(pronoun))
        .find(|id| matches!(view.token(*id).deprel, Deprel::AclRelcl));
    let Some(clause) = clause else { return directly_before(view, tables, pronoun) };
    let noun = view.token(clause).head?;
    // "“It was a judge,” said Kroll, who …": no relative clause leaves its quotation.
    let between = Span { start: view.token(noun).span.end, end: view.token(pronoun).span.start };
    if between.start < between.end && view.slice(between).contains(['”', '"']) {
        return directly_before(view, tables, pronoun).or(Some(noun));
    }
    // "the treatment of Kroll, who denies it": who denies is a person, whatever the tree hangs the clause on.
    let (senses, _) = phrase_nouns(view, tables, noun);
    let person = view.token(noun).upos == Upos::Propn || senses.iter().any(|noun| noun.person);
    if word.starts_with("who") && !person && senses.is_empty() {
        let before = previous(view, pronoun)?;
        let last = if view.token(before).upos == Upos::Punct { previous(view, before)? } else { before };
        let span = view.token(last).span;
        let entities = &view.layer.entities;
        let next = entities.partition_point(|entity| entity.span.end <= span.start);
        let named =
            entities.get(next).filter(|entity| entity.span.overlaps(span) && entity.kind == NameType::Person);
        if let Some(head) = named.and_then(|entity| view.head_of(entity.span)) {
            return Some(head);
        }
    }
    Some(noun)
}

/// The person named or described directly before "who", where the tree takes its clause for another kind of clause.
fn directly_before(view: View<'_>, tables: &Tables, pronoun: TokenId) -> Option<TokenId> {
    if !view.word(pronoun).eq_ignore_ascii_case("who") {
        return None;
    }
    let mut last = previous(view, pronoun)?;
    if view.token(last).upos == Upos::Punct {
        last = previous(view, last)?;
    }
    let span = view.token(last).span;
    let entities = &view.layer.entities;
    let next = entities.partition_point(|entity| entity.span.end <= span.start);
    let named =
        entities.get(next).filter(|entity| entity.span.overlaps(span) && entity.kind == NameType::Person);
    let noun = || {
        let (senses, _) = phrase_nouns(view, tables, last);
        senses.iter().any(|noun| noun.person).then_some(last)
    };
    named.and_then(|entity| view.head_of(entity.span)).or_else(noun)
}
