//! The day of publication where nothing states it: from weekdays and dates in the text.

use jiff::ToSpan;
use jiff::civil::{self, Weekday};
use rashomon_doc::{Basis, Date, Diagnostic, DiagnosticCode, Precision, Span};

use super::date::Source;
use super::evidence::Evidence;
use super::mentions::{self, Mention};
use crate::Tables;

/// A weekday without a date means a day of the last week.
const WEEK: i32 = 7;

/// Infers the day of publication; unknown where too little is said.
///
/// The latest day that the text dates with its weekday, or in its dateline, and that is not put in the future, is a day of the
/// news. A weekday named as "today", or else the weekday of the lead, is then the first such day on or after it. If no year is
/// named, the years in which the weekday fits are readings, the latest first.
pub(super) fn published(
    source: Source<'_>,
    evidence: &Evidence,
    updated: Option<&Date>,
    tables: &Tables,
    diagnostics: &mut Vec<Diagnostic>,
) -> Date {
    if let Some(day) = updated.and_then(Date::single_day) {
        let evidence = updated.map(|updated| updated.evidence.clone()).unwrap_or_default();
        return Date::day(day, Basis::Inferred).with_evidence(evidence);
    }
    let counted = mentions::counts_from_today(source.text, source.blocks);
    let mut readings = readings(evidence, counted, tables).into_iter();
    let Some(mut date) = readings.next() else { return Date::unknown() };
    date.alternatives = readings.collect();
    if !date.alternatives.is_empty() {
        let message = "the text names no year; its weekday and date fit several".to_owned();
        let place = date.evidence.first().map(|span| (rashomon_doc::Field::Text, *span));
        diagnostics.push(Diagnostic { code: DiagnosticCode::AmbiguousDate, message, place });
    }
    date
}

fn readings(evidence: &Evidence, counted: bool, tables: &Tables) -> Vec<Date> {
    let news = evidence.mentions.iter().filter(|mention| {
        !mention.ahead && (mention.dateline || mention.weekday.is_some()) && mention.month_day.is_some()
    });
    let current = current_weekday(&evidence.mentions, counted);
    let dated: Vec<(&Mention, Vec<civil::Date>)> = news
        .filter_map(|mention| {
            let (month, day) = mention.month_day?;
            let days = match mention.year {
                Some(year) => civil::Date::new(year, month, day).ok().into_iter().collect(),
                None => match current.filter(|_| mention.dateline && mention.weekday.is_none()) {
                    Some((lead, _)) => of_dateline(evidence, month, day, lead, tables),
                    None => evidence.years(month, day, mention.weekday, tables),
                },
            };
            (!days.is_empty()).then_some((mention, days))
        })
        .collect();
    let Some((mention, days)) = dated
        .iter()
        .max_by_key(|(mention, days)| (days.first().copied(), std::cmp::Reverse(mention.span.start)))
    else {
        return Vec::new();
    };
    days.iter().map(|day| from_day(*day, mention.span, mention.dateline, current)).collect()
}

/// The days that a dateline without a year can be: an agency writes its weekday into the lead, or that of the day before.
fn of_dateline(evidence: &Evidence, month: i8, day: i8, lead: Weekday, tables: &Tables) -> Vec<civil::Date> {
    let same = evidence.years(month, day, Some(lead), tables);
    let after = evidence.years(month, day, Some(lead.next()), tables);
    // "late on Saturday" in the lead and "on Sunday" further down: the report can be of the day after its news.
    let tells_next = evidence.mentions.iter().any(|mention| {
        !mention.ahead
            && !mention.other_week
            && mention.month_day.is_none()
            && mention.weekday == Some(lead.next())
    });
    // A year that the text names can be one of long ago; that it fits the day after is no proof where others fit the day.
    let named_fits_next = same.len() > 1 && after.len() == 1;
    match (same.len(), after.len()) {
        (0, 1) => after,
        _ if tells_next || named_fits_next => {
            let mut both = [after, same].concat();
            both.sort_unstable_by_key(|day| std::cmp::Reverse(*day));
            both
        }
        (1, _) => same,
        // Siblings can still show that it was written the day after.
        _ => [same, after].concat(),
    }
}

/// The publication day, given a day of the news and the weekday of the lead.
fn from_day(day: civil::Date, span: Span, dateline: bool, current: Option<(Weekday, Span)>) -> Date {
    match current {
        Some((_, words)) if dateline => Date::day(day, Basis::Inferred).with_evidence(vec![span, words]),
        Some((weekday, words)) => {
            let published = on_or_after(day, weekday);
            Date::day(published, Basis::Inferred).with_evidence(vec![span, words])
        }
        None if dateline => Date::day(day, Basis::Inferred).with_evidence(vec![span]),
        None => {
            let end = day.checked_add((WEEK - 1).days()).ok();
            Date::range(Some(day), end, Precision::Range, Basis::Inferred).with_evidence(vec![span])
        }
    }
}

/// The weekday on which the text was written: one called "today", else the first in the text that is no other week's. A text
/// that counts its days from its own (`counted`) names only other days by their weekdays.
pub(super) fn current_weekday(mentions: &[Mention], counted: bool) -> Option<(Weekday, Span)> {
    let of = |mention: &Mention| mention.weekday.map(|weekday| (weekday, mention.span));
    let this_week = |mention: &&Mention| !mention.ahead && !mention.other_week && mention.month_day.is_none();
    let today = mentions.iter().find(|mention| mention.today && mention.weekday.is_some()).and_then(of);
    if counted {
        return today;
    }
    today.or_else(|| {
        mentions.iter().find(|mention| this_week(mention) && mention.weekday.is_some()).and_then(of)
    })
}

/// The first day of that weekday on or after `day`.
pub(super) fn on_or_after(day: civil::Date, weekday: Weekday) -> civil::Date {
    let ahead = (i32::from(weekday.to_monday_zero_offset())
        - i32::from(day.weekday().to_monday_zero_offset()))
    .rem_euclid(WEEK);
    day.checked_add(ahead.days()).unwrap_or(day)
}
