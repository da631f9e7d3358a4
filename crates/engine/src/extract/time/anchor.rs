//! From what an expression says to a TIMEX3 value and the days it can mean.

use jiff::civil::{self, Weekday};
use jiff::{Span as Length, ToSpan, tz::Offset};
use rashomon_doc::{Basis, Date, Instant, Precision, TimeType};

use super::form::{Clock, Form, Parsed, Year};
use super::value;
use crate::ontology::time::{Shift, Unit};

/// Where the words beside an expression point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tense {
    /// Ahead.
    Future,
    /// Back.
    Past,
    /// Nowhere.
    #[default]
    Open,
}

/// What expressions are reckoned from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Anchor {
    /// The day of publication.
    pub(super) published: Option<civil::Date>,
    /// The first day of what was named last in the text.
    pub(super) told: Option<civil::Date>,
    /// How exact `told` is.
    pub(super) told_unit: Option<Unit>,
    /// Where the words beside point.
    pub(super) tense: Tense,
}

/// An expression with its value.
pub(super) struct Resolved {
    pub(super) kind: TimeType,
    pub(super) value: String,
    pub(super) date: Date,
    /// What it adds to the narrative: the first day it names, and how exact it is.
    pub(super) told: Option<(civil::Date, Unit)>,
}

/// Reckons an expression.
pub(super) fn resolve(parsed: &Parsed, anchor: Anchor) -> Resolved {
    let mut resolved = form(&parsed.form, anchor);
    if let (Some(part), TimeType::Date, true) = (parsed.part, resolved.kind, is_day(&resolved.value)) {
        resolved.value.push('T');
        resolved.value.push_str(part);
        resolved.kind = TimeType::Time;
    }
    if let Some(clock) = parsed.clock {
        add_clock(&mut resolved, clock, &parsed.form, anchor);
    }
    resolved
}

fn is_day(value: &str) -> bool {
    value.matches('-').count() == 2
}

fn add_clock(resolved: &mut Resolved, clock: Clock, form: &Form, anchor: Anchor) {
    if matches!(form, Form::Clock) {
        // A bare time of day belongs to the day told last, or to that of publication.
        if let Some(day) = anchor.told.filter(|_| anchor.told_unit == Some(Unit::Day)).or(anchor.published) {
            *resolved = day_found(day, Basis::Computed);
        } else {
            "XXXX-XX-XX".clone_into(&mut resolved.value);
        }
    }
    resolved.kind = TimeType::Time;
    resolved.value = format!("{}T{:02}:{:02}", resolved.value, clock.hour, clock.minute);
    if let (Some(day), Some(zone)) = (resolved.date.single_day(), clock.zone) {
        let time = civil::Time::new(clock.hour.min(23), clock.minute, 0, 0);
        let offset = Offset::from_seconds(zone * 60);
        if let (Ok(time), Ok(offset)) = (time, offset)
            && let Ok(time) = offset.to_timestamp(day.to_datetime(time))
        {
            resolved.date.instant = Some(Instant { time, offset });
            resolved.date.precision = Precision::Minute;
        }
    }
}

fn form(form: &Form, anchor: Anchor) -> Resolved {
    match form {
        Form::Day { year, month, day, last } => day_of_month(*year, *month, *day, *last, anchor),
        Form::Numeric { year, first, second } => numeric(*year, *first, *second),
        Form::Month { year, month } => month_of(*year, *month, anchor),
        Form::Season { year, season } => season_of(*year, season, anchor),
        Form::Quarter { year, quarter } => part_of_year(*year, *quarter, 3, 'Q', anchor),
        Form::Half { year, half } => part_of_year(*year, *half, 6, 'H', anchor),
        Form::Year(year) => years(*year, 1, year.to_string(), Unit::Year, Basis::Stated),
        Form::Decade(start) => years(*start, 10, format!("{}", start / 10), Unit::Decade, Basis::Stated),
        Form::Century(hundred) => {
            years(hundred * 100 + 1, 100, format!("{hundred}"), Unit::Century, Basis::Stated)
        }
        Form::Weekday { day, shift } => weekday(*day, *shift, anchor),
        Form::Today(days) => today(*days, anchor),
        Form::Neighbour { unit, shift } => neighbour(*unit, *shift, anchor),
        Form::Distance { amount, unit, shift } => distance(*amount, *unit, *shift, anchor),
        Form::Duration { amount, unit, shift } => duration(*amount, *unit, *shift, anchor),
        Form::Set(value) => plain(TimeType::Set, value.clone()),
        Form::Vague(value) => plain(TimeType::Date, (*value).to_owned()),
        Form::Clock => plain(TimeType::Time, String::new()),
    }
}

/// A value without a date.
fn plain(kind: TimeType, value: String) -> Resolved {
    Resolved { kind, value, date: Date::unknown(), told: None }
}

fn day_found(day: civil::Date, basis: Basis) -> Resolved {
    Resolved {
        kind: TimeType::Date,
        value: day.to_string(),
        date: Date::day(day, basis),
        told: Some((day, Unit::Day)),
    }
}

/// Days from `start` to `end`.
fn span(
    start: civil::Date,
    end: civil::Date,
    value: String,
    precision: Precision,
    unit: Unit,
    basis: Basis,
) -> Resolved {
    let date = Date::range(Some(start), Some(end), precision, basis);
    Resolved { kind: TimeType::Date, value, date, told: Some((start, unit)) }
}

fn day_of_month(year: Year, month: i8, day: i8, last: Option<i8>, anchor: Anchor) -> Resolved {
    let stated = matches!(year, Year::Of(_));
    let basis = if stated { Basis::Stated } else { Basis::Computed };
    let found = year_of(year, anchor, |candidate| civil::Date::new(candidate, month, day).ok());
    let Some(first) = found.and_then(|found| civil::Date::new(found, month, day).ok()) else {
        return plain(TimeType::Date, format!("XXXX-{month:02}-{day:02}"));
    };
    match last.and_then(|last| civil::Date::new(first.year(), month, last).ok()) {
        Some(last) => span(first, last, first.to_string(), Precision::Range, Unit::Day, basis),
        None => day_found(first, basis),
    }
}

fn numeric(year: i16, first: i8, second: i8) -> Resolved {
    let american = civil::Date::new(year, first, second).ok();
    let european = civil::Date::new(year, second, first).ok();
    match (american, european) {
        (Some(likely), other) => {
            let mut found = day_found(likely, Basis::Stated);
            if let Some(other) = other.filter(|other| *other != likely) {
                found.date.alternatives.push(Date::day(other, Basis::Stated));
            }
            found
        }
        (None, Some(only)) => day_found(only, Basis::Stated),
        (None, None) => plain(TimeType::Date, format!("{year}-XX-XX")),
    }
}

fn month_of(year: Year, month: i8, anchor: Anchor) -> Resolved {
    let basis = if matches!(year, Year::Of(_)) { Basis::Stated } else { Basis::Computed };
    match year_of(year, anchor, |candidate| civil::Date::new(candidate, month, 1).ok()) {
        Some(found) => month_found(found, month, basis),
        None => plain(TimeType::Date, format!("XXXX-{month:02}")),
    }
}

fn month_found(year: i16, month: i8, basis: Basis) -> Resolved {
    let value = format!("{year:04}-{month:02}");
    match civil::Date::new(year, month, 1) {
        Ok(start) => span(start, start.last_of_month(), value, Precision::Month, Unit::Month, basis),
        Err(_) => plain(TimeType::Date, value),
    }
}

fn season_of(year: Year, season: &str, anchor: Anchor) -> Resolved {
    // Northern seasons by month, as TIMEX3 has them; a winter begins in December of its year.
    let (first, months) = match season {
        "SP" => (3, 3),
        "SU" => (6, 3),
        "FA" => (9, 3),
        _ => (12, 3),
    };
    match year_of(year, anchor, |candidate| civil::Date::new(candidate, first, 1).ok()) {
        Some(found) => {
            let value = format!("{found:04}-{season}");
            months_found(found, first, months, value, Unit::Quarter, Basis::Computed)
        }
        None => plain(TimeType::Date, format!("XXXX-{season}")),
    }
}

fn part_of_year(year: Year, which: i8, months: i8, letter: char, anchor: Anchor) -> Resolved {
    let first = (which - 1) * months + 1;
    match year_of(year, anchor, |candidate| civil::Date::new(candidate, first, 1).ok()) {
        Some(found) => months_found(
            found,
            first,
            months,
            format!("{found:04}-{letter}{which}"),
            Unit::Quarter,
            Basis::Computed,
        ),
        None => plain(TimeType::Date, format!("XXXX-{letter}{which}")),
    }
}

fn months_found(year: i16, first: i8, months: i8, value: String, unit: Unit, basis: Basis) -> Resolved {
    let start = civil::Date::new(year, first, 1).ok();
    let end =
        start.and_then(|start| start.checked_add((months - 1).months()).ok()).map(civil::Date::last_of_month);
    match (start, end) {
        (Some(start), Some(end)) => span(start, end, value, Precision::Range, unit, basis),
        _ => plain(TimeType::Date, value),
    }
}

fn years(year: i16, count: i16, value: String, unit: Unit, basis: Basis) -> Resolved {
    let start = civil::Date::new(year, 1, 1).ok();
    let end = civil::Date::new(year.saturating_add(count - 1), 12, 31).ok();
    let precision = if count == 1 { Precision::Year } else { Precision::Range };
    match (start, end) {
        (Some(start), Some(end)) => span(start, end, value, precision, unit, basis),
        _ => plain(TimeType::Date, value),
    }
}

/// The year that an expression means. `day` gives its first day in a candidate year.
fn year_of(year: Year, anchor: Anchor, day: impl Fn(i16) -> Option<civil::Date>) -> Option<i16> {
    let base = anchor.published.or(anchor.told)?;
    match year {
        Year::Of(year) => Some(year),
        Year::Relative(away) => Some(base.year() + away),
        Year::Near(_) if anchor.published.is_none() => Some(base.year()),
        Year::Near(shift) => Some(nearest(base, shift, anchor, day)),
    }
    .or(match year {
        Year::Of(year) => Some(year),
        Year::Relative(_) | Year::Near(_) => None,
    })
}

/// The year that puts a date without one nearest to publication, on the side that the words beside it point to.
fn nearest(
    base: civil::Date,
    shift: Option<Shift>,
    anchor: Anchor,
    day: impl Fn(i16) -> Option<civil::Date>,
) -> i16 {
    /// A year has two halves: the nearer day wins where nothing points either way.
    const HALF_YEAR: i64 = 183;
    /// How far a date may lie on the side that the words do not point to (stamps late by a zone, loose tenses).
    const SLACK: i64 = 45;
    let away = |year: i16| day(year).map_or(0, |day| days_between(base, day));
    let this = base.year();
    let (earliest, latest) = match (shift, anchor.tense) {
        (Some(Shift::Last), _) => (-366, -1),
        (Some(Shift::Next), _) => (1, 366),
        (Some(Shift::This), _) => return this,
        (_, Tense::Future) => (SLACK - 366, SLACK.max(366 - SLACK)),
        (_, Tense::Past) => (SLACK - 366, SLACK),
        (_, Tense::Open) => (-HALF_YEAR, HALF_YEAR),
    };
    let earliest = if anchor.tense == Tense::Future && shift.is_none() { -SLACK * 3 } else { earliest };
    [this, this - 1, this + 1]
        .into_iter()
        .find(|year| (earliest..=latest).contains(&away(*year)))
        .unwrap_or(this)
}

fn days_between(from: civil::Date, to: civil::Date) -> i64 {
    from.until(to).map_or(0, |length| i64::from(length.get_days()))
}

fn weekday(day: Weekday, shift: Option<Shift>, anchor: Anchor) -> Resolved {
    let Some(base) = anchor.published else {
        return plain(TimeType::Date, format!("XXXX-WXX-{}", day.to_monday_one_offset()));
    };
    let back = i64::from(base.weekday().since(day));
    let ahead = i64::from(base.weekday().until(day));
    let days = match shift {
        Some(Shift::Last) => {
            if back == 0 {
                -7
            } else {
                -back
            }
        }
        Some(Shift::Next | Shift::Following) => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        Some(Shift::This) => {
            if anchor.tense == Tense::Future {
                ahead
            } else {
                nearest_side(back, ahead)
            }
        }
        _ if anchor.tense == Tense::Future => ahead,
        _ => -back,
    };
    moved(base, days.days())
        .map_or_else(|| plain(TimeType::Date, String::new()), |day| day_found(day, Basis::Computed))
}

fn nearest_side(back: i64, ahead: i64) -> i64 {
    if back <= ahead { -back } else { ahead }
}

fn today(days: i64, anchor: Anchor) -> Resolved {
    match anchor.published.and_then(|base| moved(base, days.days())) {
        Some(day) => day_found(day, Basis::Computed),
        None => plain(TimeType::Date, if days == 0 { "PRESENT_REF" } else { "XXXX-XX-XX" }.to_owned()),
    }
}

fn moved(base: civil::Date, length: Length) -> Option<civil::Date> {
    base.checked_add(length).ok()
}

/// `count` units from `base`, as the unit that holds that day.
fn unit_at(base: civil::Date, unit: Unit, count: i64) -> Option<Resolved> {
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

fn length_of(unit: Unit, count: i64) -> Option<Length> {
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

fn neighbour(unit: Unit, shift: Shift, anchor: Anchor) -> Resolved {
    let (base, count) = match shift {
        Shift::Last => (anchor.published, -1),
        Shift::This => (anchor.published, 0),
        Shift::Next => (anchor.published, 1),
        Shift::Following => (anchor.told.or(anchor.published), 1),
        Shift::Same => (anchor.told.or(anchor.published), 0),
        // "the quarter", "the weekend": the one told, or the one that publication looks back on.
        Shift::Told => told_or_last(unit, anchor),
        Shift::Ago | Shift::Earlier | Shift::Later => (None, 0),
    };
    let known = base.and_then(|base| unit_at(base, unit, count));
    known.unwrap_or_else(|| plain(TimeType::Date, unknown_unit(unit).to_owned()))
}

/// The base and distance of a unit named with nothing but an article.
fn told_or_last(unit: Unit, anchor: Anchor) -> (Option<civil::Date>, i64) {
    match unit {
        Unit::Quarter if anchor.told_unit == Some(Unit::Quarter) => (anchor.told, 0),
        Unit::Weekend if anchor.tense == Tense::Future => (anchor.published, 0),
        Unit::Quarter | Unit::Weekend => (anchor.published, -1),
        _ => (anchor.published, 0),
    }
}

/// The TIMEX3 value of a unit whose place in time is not known.
fn unknown_unit(unit: Unit) -> &'static str {
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

fn distance(amount: Option<i64>, unit: Unit, shift: Shift, anchor: Anchor) -> Resolved {
    let (base, sign) = match shift {
        Shift::Ago => (anchor.published, -1),
        Shift::Earlier => (anchor.told.or(anchor.published), -1),
        _ => (anchor.told.or(anchor.published), 1),
    };
    let reference = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
    let Some(amount) = amount else { return plain(TimeType::Date, reference.to_owned()) };
    // Results are compared with "a year ago": the same quarter of the year before, where a quarter was told.
    if unit == Unit::Year && sign < 0 && anchor.told_unit == Some(Unit::Quarter) {
        let told = anchor.told.and_then(|told| moved(told, length_of(unit, -amount)?));
        return told
            .and_then(|told| unit_at(told, Unit::Quarter, 0))
            .unwrap_or_else(|| plain(TimeType::Date, "XXXX-QX".to_owned()));
    }
    let known = base.and_then(|base| unit_at(base, unit, amount.checked_mul(sign)?));
    known.unwrap_or_else(|| plain(TimeType::Date, unknown_unit(unit).to_owned()))
}

fn duration(amount: Option<f64>, unit: Unit, shift: Option<Shift>, anchor: Anchor) -> Resolved {
    let mut found = plain(TimeType::Duration, value::length(amount, unit));
    let whole = amount.map(|amount| amount.round() as i64);
    let (Some(shift), Some(base), Some(count)) = (shift, anchor.published, whole) else { return found };
    let sign = if matches!(shift, Shift::Next | Shift::Following) { 1 } else { -1 };
    let Some(other) = length_of(unit, count.saturating_mul(sign)).and_then(|length| moved(base, length))
    else {
        return found;
    };
    found.date = Date::range(Some(base.min(other)), Some(base.max(other)), Precision::Range, Basis::Computed);
    found
}
