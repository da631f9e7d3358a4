//! Expressions whose place in time is known: days, months, years and other units as values and dates.

use jiff::civil;
use jiff::{Span as Length, ToSpan};
use rashomon_doc::{Basis, Date, Precision, TimeType};

use super::anchor::Resolved;
use crate::ontology::time::Unit;

/// A value without a date.
pub(super) fn plain(kind: TimeType, value: String) -> Resolved {
    Resolved { kind, value, date: Date::unknown(), told: None, leans: None }
}

/// One day.
pub(super) fn day_found(day: civil::Date, basis: Basis) -> Resolved {
    Resolved {
        kind: TimeType::Date,
        value: day.to_string(),
        date: Date::day(day, basis),
        told: Some((day, Unit::Day)),
        leans: None,
    }
}

/// Days from `start` to `end`.
pub(super) fn span(
    start: civil::Date,
    end: civil::Date,
    value: String,
    precision: Precision,
    unit: Unit,
    basis: Basis,
) -> Resolved {
    let date = Date::range(Some(start), Some(end), precision, basis);
    Resolved { kind: TimeType::Date, value, date, told: Some((start, unit)), leans: None }
}

/// A month.
pub(super) fn month_found(year: i16, month: i8, basis: Basis) -> Resolved {
    let value = format!("{year:04}-{month:02}");
    match civil::Date::new(year, month, 1) {
        Ok(start) => span(start, start.last_of_month(), value, Precision::Month, Unit::Month, basis),
        Err(_) => plain(TimeType::Date, value),
    }
}

/// Several months from the `first`.
pub(super) fn months_found(
    year: i16,
    first: i8,
    months: i8,
    value: String,
    unit: Unit,
    basis: Basis,
) -> Resolved {
    let start = civil::Date::new(year, first, 1).ok();
    let end =
        start.and_then(|start| start.checked_add((months - 1).months()).ok()).map(civil::Date::last_of_month);
    match (start, end) {
        (Some(start), Some(end)) => span(start, end, value, Precision::Range, unit, basis),
        _ => plain(TimeType::Date, value),
    }
}

/// So many years from `year`.
pub(super) fn years(year: i16, count: i16, value: String, unit: Unit, basis: Basis) -> Resolved {
    let start = civil::Date::new(year, 1, 1).ok();
    let end = civil::Date::new(year.saturating_add(count - 1), 12, 31).ok();
    let precision = if count == 1 { Precision::Year } else { Precision::Range };
    match (start, end) {
        (Some(start), Some(end)) => span(start, end, value, precision, unit, basis),
        _ => plain(TimeType::Date, value),
    }
}

/// The day so far from `base`.
pub(super) fn moved(base: civil::Date, length: Length) -> Option<civil::Date> {
    base.checked_add(length).ok()
}

/// `count` units from `base`, as the unit that holds that day.
pub(super) fn unit_at(base: civil::Date, unit: Unit, count: i64) -> Option<Resolved> {
    let length = length_of(unit, count)?;
    let day = moved(base, length)?;
    let basis = Basis::Computed;
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => day_found(day, basis),
        Unit::Week | Unit::Fortnight | Unit::Weekend => week_found(day, unit),
        Unit::Month => month_found(day.year(), day.month(), basis),
        Unit::Quarter => {
            let quarter = (day.month() - 1) / 3 + 1;
            months_found(day.year(), quarter * 3 - 2, 3, format!("{:04}-Q{quarter}", day.year()), unit, basis)
        }
        Unit::Year => years(day.year(), 1, format!("{:04}", day.year()), unit, basis),
        Unit::Decade => years(day.year() / 10 * 10, 10, format!("{:03}", day.year() / 10), unit, basis),
        Unit::Century => years(
            (day.year() - 1) / 100 * 100 + 1,
            100,
            format!("{:02}", (day.year() - 1) / 100),
            unit,
            basis,
        ),
    })
}

/// So many units, as a length that days can be moved by.
pub(super) fn length_of(unit: Unit, count: i64) -> Option<Length> {
    let length = Length::new();
    match unit {
        Unit::Second => length.try_seconds(count),
        Unit::Minute => length.try_minutes(count),
        Unit::Hour => length.try_hours(count),
        Unit::Day | Unit::Night => length.try_days(count),
        Unit::Week | Unit::Weekend => length.try_weeks(count),
        Unit::Fortnight => length.try_weeks(count.checked_mul(2)?),
        Unit::Month => length.try_months(count),
        Unit::Quarter => length.try_months(count.checked_mul(3)?),
        Unit::Year => length.try_years(count),
        Unit::Decade => length.try_years(count.checked_mul(10)?),
        Unit::Century => length.try_years(count.checked_mul(100)?),
    }
    .ok()
}

fn week_found(day: civil::Date, unit: Unit) -> Resolved {
    let week = day.iso_week_date();
    let monday = moved(day, (-i64::from(day.weekday().to_monday_zero_offset())).days()).unwrap_or(day);
    let (first, suffix) = if unit == Unit::Weekend { (5, "-WE") } else { (0, "") };
    let start = moved(monday, first.days()).unwrap_or(monday);
    let end = moved(monday, 6.days()).unwrap_or(start);
    let value = format!("{:04}-W{:02}{suffix}", week.year(), week.week());
    span(start, end, value, Precision::Range, Unit::Week, Basis::Computed)
}

/// The TIMEX3 value of a unit whose place in time is not known.
pub(super) fn unknown_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}

/// Days from one day to another, negative where that lies before.
pub(super) fn days_between(from: civil::Date, to: civil::Date) -> i64 {
    from.until(to).map_or(0, |length| i64::from(length.get_days()))
}
