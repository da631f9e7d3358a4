//! The expressions of a text as found, with what stands around them.

use rashomon_doc::{Span, View};

use super::anchor::Tense;
use super::form::{Form, Parsed};
use super::grammar::{self, Input};
use super::lex::{self, Item};
use crate::ontology::time::TimeWords;

/// How many items to either side of an expression are asked where it points.
const TENSE_REACH: usize = 12;

/// An expression with its surroundings.
pub(super) struct Mention {
    pub(super) span: Span,
    pub(super) parsed: Parsed,
    /// Where the words beside point.
    pub(super) tense: Tense,
    /// The block it stands in.
    pub(super) paragraph: usize,
    pub(super) sentence: usize,
    /// How it stands in its sentence.
    pub(super) role: Role,
    /// Whether a comma or more stands between it and the expression before it in the sentence.
    pub(super) apart: bool,
    /// Whether nothing but "to" or "and" stands between it and the next.
    pub(super) joined: bool,
}

/// How an expression stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It begins it ("In 1994, …").
    Initial,
    /// It says when what the sentence tells happened: a preposition before it, no comma behind it.
    Adverbial,
    /// Otherwise, as "the August 1988 truce".
    Inner,
}

/// Finds the expressions of a text.
pub(super) fn all(view: View<'_>, words: &TimeWords) -> Vec<Mention> {
    let mut found = Vec::new();
    for (number, sentence) in view.sentences().enumerate() {
        let span = view.sentence(sentence).span;
        let paragraph = view.blocks.partition_point(|block| block.span.end <= span.start);
        let items = lex::items(view.text, span, words);
        of_sentence(&items, words, (paragraph, number), &mut found);
    }
    found
}

fn of_sentence(items: &[Item<'_>], words: &TimeWords, place: (usize, usize), found: &mut Vec<Mention>) {
    let whole = Input { items, words, before: None };
    let (mut at, mut last_end) = (0, None::<usize>);
    while at < items.len() {
        let input = whole.skip(at);
        let Some(parsed) = starts_expression(&items[at]).then(|| grammar::expression(input)).flatten() else {
            at += 1;
            continue;
        };
        let end = (at + parsed.len).min(items.len());
        if is_age(&items[end..], &parsed) {
            at = end;
            continue;
        }
        if let (Some(from), Some(before)) = (last_end, found.last_mut()) {
            let between = &items[from..at];
            before.joined = !between.is_empty() && between.iter().all(|item| joins(&item.lower));
        }
        let since = &items[last_end.unwrap_or(0)..at];
        found.push(Mention {
            span: items[at].span.cover(items[end - 1].span),
            tense: tense(items, at, end, words),
            parsed,
            paragraph: place.0,
            sentence: place.1,
            role: role(items, at, end),
            apart: since.iter().any(|item| matches!(item.lower.as_str(), "," | ";" | ":" | "—")),
            joined: false,
        });
        last_end = Some(end);
        at = end;
    }
}

/// An expression that so many items or fewer stand before begins its sentence: "In", "By the".
const INITIAL: usize = 2;

fn role(items: &[Item<'_>], start: usize, end: usize) -> Role {
    if start <= INITIAL {
        return Role::Initial;
    }
    let before = start.checked_sub(1).map_or("", |before| items[before].lower.as_str());
    let closed = items.get(end).is_some_and(|item| item.is(","));
    let adverbial = matches!(before, "in" | "on" | "by" | "from" | "since") && !closed;
    if adverbial { Role::Adverbial } else { Role::Inner }
}

fn joins(lower: &str) -> bool {
    matches!(lower, "to" | "and" | "or" | "until" | "till" | "through" | "-" | "–" | "," | "the")
}

/// "52 years old", "a 40-year-old", "six months of age": no time expression.
fn is_age(after: &[Item<'_>], parsed: &Parsed) -> bool {
    let words = after.iter().filter(|item| !(item.glued && item.is("-")));
    let mut words = words.map(|item| item.lower.as_str());
    let (first, second) = (words.next(), words.next());
    matches!(parsed.form, Form::Duration { .. })
        && (matches!(first, Some("old" | "olds")) || first == Some("of") && second == Some("age"))
}

/// Whether an expression can begin here at all: a cheap look before the grammar.
fn starts_expression(item: &Item<'_>) -> bool {
    item.number.is_some()
        || !item.classes.is_empty()
        || item.lower.starts_with(|c: char| c.is_ascii_digit())
        || matches!(
            item.lower.as_str(),
            "the" | "its" | "every" | "each" | "coming" | "these" | "fiscal" | "'" | "’"
        )
        || item.capital && item.lower.ends_with("days")
        || crate::extract::number::is_number_word(&item.lower)
        || crate::extract::number::ordinal(&item.lower).is_some()
}

/// Where the nearest verb-like word in front of (or else behind) the expression points.
fn tense(items: &[Item<'_>], start: usize, end: usize, words: &TimeWords) -> Tense {
    let sign = |at: &usize| {
        let lower = &items[*at].lower;
        let participle = words.is_past(lower) || lower.len() > 4 && lower.ends_with("ed");
        // "Will be paid", "to be held": a participle after "be" looks ahead.
        let to_be = participle && at.checked_sub(1).is_some_and(|before| items[before].is("be"));
        // "Did not meet on Sunday": behind "did" the bare verb looks back.
        let did = (1..=2)
            .any(|back| at.checked_sub(back).is_some_and(|at| items[at].is("did") || items[at].is("didn")));
        let scheduled = *at < start && words.is_schedule(lower) && !did;
        match (words.is_future(lower) || to_be || scheduled, participle) {
            (true, _) => Some(Tense::Future),
            (false, true) => Some(Tense::Past),
            (false, false) => None,
        }
    };
    let before = (start.saturating_sub(TENSE_REACH)..start).rev();
    let after = end..(end + TENSE_REACH).min(items.len());
    before
        .into_iter()
        .find_map(|at| sign(&at))
        .or_else(|| after.into_iter().find_map(|at| sign(&at)))
        .unwrap_or_default()
}
