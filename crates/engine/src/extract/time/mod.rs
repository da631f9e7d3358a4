//! Time expressions of one text, in the sense of TimeML's TIMEX3.
//!
//! Each sentence is split into items (`lex`), the longest expression at each place is parsed (`grammar`, `calendar`,
//! `clock`) into what it says (`form`), and that is reckoned from the day of publication or from what the text named
//! last (`anchor`). No parse or tagger is needed.

mod anchor;
mod calendar;
mod clock;
mod form;
mod grammar;
pub(super) mod lex;
mod value;

use rashomon_doc::{Date, Precision, TimeExpression, View};

use crate::Tables;
use crate::ontology::time::{Shift, TimeWords};
use anchor::{Anchor, Tense};
use form::Form;
use grammar::Input;
use lex::Item;

/// How many items to either side of an expression are asked where it points.
const TENSE_REACH: usize = 12;

/// Finds and normalises time expressions, anchored to publication or to the narrative.
pub fn extract(view: View<'_>, published: &Date, tables: &Tables) -> Vec<TimeExpression> {
    let words = &tables.time;
    let mut anchor = Anchor { published: publication_day(published), ..Anchor::default() };
    let mut found = Vec::new();
    for sentence in view.sentences() {
        let items = lex::items(view.text, view.sentence(sentence).span, words);
        sentence_times(&items, words, &mut anchor, &mut found);
    }
    found
}

/// The day that expressions are reckoned from; a date that is not known to the day anchors nothing.
fn publication_day(published: &Date) -> Option<jiff::civil::Date> {
    matches!(published.precision, Precision::Minute | Precision::Day).then_some(published.start).flatten()
}

fn sentence_times(
    items: &[Item<'_>],
    words: &TimeWords,
    anchor: &mut Anchor,
    found: &mut Vec<TimeExpression>,
) {
    let whole = Input { items, words, before: None };
    let mut at = 0;
    while at < items.len() {
        let input = whole.skip(at);
        let Some(parsed) = starts_expression(&items[at]).then(|| grammar::expression(input)).flatten() else {
            at += 1;
            continue;
        };
        let end = at + parsed.len;
        anchor.tense = tense(items, at, end, words);
        let resolved = anchor::resolve(&parsed, *anchor);
        let span = items[at].span.cover(items[end - 1].span);
        // What is only compared with ("from a year ago") is not what the narrative goes on from.
        let compares = matches!(parsed.form, Form::Distance { shift: Shift::Ago | Shift::Earlier, .. });
        if let Some((day, unit)) = resolved.told.filter(|_| !compares) {
            anchor.told = Some(day);
            anchor.told_unit = Some(unit);
        }
        let evidence = if resolved.date.is_known() { vec![span] } else { Vec::new() };
        let date = resolved.date.with_evidence(evidence);
        found.push(TimeExpression { span, kind: resolved.kind, value: resolved.value, date });
        at = end;
    }
}

/// Whether an expression can begin here at all: a cheap look before the grammar.
fn starts_expression(item: &Item<'_>) -> bool {
    item.number.is_some()
        || !item.classes.is_empty()
        || item.lower.starts_with(|c: char| c.is_ascii_digit())
        || matches!(item.lower.as_str(), "the" | "its" | "every" | "each" | "coming")
        || crate::extract::number::is_number_word(&item.lower)
        || crate::extract::number::ordinal(&item.lower).is_some()
}

/// Where the nearest verb-like word in front of (or else behind) the expression points.
fn tense(items: &[Item<'_>], start: usize, end: usize, words: &TimeWords) -> Tense {
    let sign = |item: &Item<'_>| {
        if words.is_future(&item.lower) {
            Some(Tense::Future)
        } else if words.is_past(&item.lower) || item.lower.len() > 4 && item.lower.ends_with("ed") {
            Some(Tense::Past)
        } else {
            None
        }
    };
    let before = items[..start].iter().rev().take(TENSE_REACH).find_map(sign);
    before.or_else(|| items[end..].iter().take(TENSE_REACH).find_map(sign)).unwrap_or_default()
}
