//! Time expressions of one text, in the sense of TimeML's TIMEX3.
//!
//! Each sentence is split into items (`lex`), the longest expression at each place is parsed (`grammar`, `calendar`,
//! `clock`) into what it says (`form`), and that is reckoned from the day of publication or from what the text named
//! last (`anchor`, `narrative`). No parse or tagger is needed.

mod anchor;
mod calendar;
mod clock;
mod form;
mod found;
mod grammar;
pub(super) mod lex;
mod mention;
mod narrative;
mod value;
mod year;

use rashomon_doc::{Basis, Date, Precision, TimeExpression, View};

use crate::Tables;
use crate::ontology::time::Shift;
use anchor::{Anchor, Resolved, Told};
use form::Form;
use mention::Mention;
use narrative::Narrative;

/// Finds and normalises time expressions, anchored to publication or to the narrative.
pub fn extract(view: View<'_>, published: &Date, tables: &Tables) -> Vec<TimeExpression> {
    let mut mentions = mention::all(view, &tables.time);
    narrative::share_years(&mut mentions);
    let day = publication_day(published);
    let mut narrative = Narrative::of(&mentions, day, tables.time.history);
    let guessed = matches!(published.basis, Basis::Inferred | Basis::Siblings);
    let history = narrative.is_history();
    let mut anchor = Anchor { published: day, near: near(published), history, ..Anchor::default() };
    let mut found = Vec::with_capacity(mentions.len());
    for mention in &mentions {
        anchor.tense = mention.tense;
        anchor.story = narrative.story(mention);
        let mut resolved = anchor::resolve(&mention.parsed, anchor);
        let leans = resolved.leans.take();
        weaken(&mut resolved, leans, guessed);
        // What is only compared with ("from a year ago") is not what the narrative goes on from.
        let compares =
            matches!(mention.parsed.form, Form::Distance { shift: Shift::Ago | Shift::Earlier, .. });
        let told = resolved.told.filter(|_| !compares).map(|(day, unit)| Told {
            day,
            unit,
            span: mention.span,
            guessed: resolved.date.basis == Basis::Inferred,
        });
        narrative.follow(mention, told, leans.is_some());
        anchor.told = told.or(anchor.told);
        found.push(expression(mention, resolved, leans));
    }
    found
}

/// The day that expressions are reckoned from; a date that is not known to the day anchors nothing.
fn publication_day(published: &Date) -> Option<jiff::civil::Date> {
    matches!(published.precision, Precision::Minute | Precision::Day).then_some(published.start).flatten()
}

/// The first day of a date of publication that is open on the other side, or known to some weeks.
fn near(published: &Date) -> Option<jiff::civil::Date> {
    const WEEKS: i64 = 9;
    let start = published.start?;
    published.end.is_none_or(|end| found::days_between(start, end) <= WEEKS * 7).then_some(start)
}

/// What is reckoned from a guess is a guess.
fn weaken(resolved: &mut Resolved, leans: Option<Told>, guessed: bool) {
    let guess = leans.map_or(guessed, |told| told.guessed);
    if resolved.date.basis == Basis::Computed && guess {
        resolved.date.basis = Basis::Inferred;
    }
}

/// The expression as a fact; its date rests on its own words and on those that it goes on from.
fn expression(mention: &Mention, resolved: Resolved, leans: Option<Told>) -> TimeExpression {
    let known = resolved.date.is_known();
    let evidence = std::iter::once(mention.span).chain(leans.map(|told| told.span)).filter(|_| known);
    let date = resolved.date.with_evidence(evidence.collect());
    TimeExpression { span: mention.span, kind: resolved.kind, value: resolved.value, date }
}
