//! From what an expression says to a TIMEX3 value and the days it can mean.

use jiff::ToSpan;
use jiff::civil::{self, Weekday};
use jiff::tz::Offset;
use rashomon_doc::{Basis, Date, Instant, Precision, Span, TimeType};

use super::form::{Clock, Form, Parsed, Year};
use super::found::{
    day_found, length_of, month_found, months_found, moved, plain, span, unit_at, unknown_unit, years,
};
use super::{value, year};
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

/// What the text named last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// Its first day.
    pub(super) day: civil::Date,
    /// How exact it is.
    pub(super) unit: Unit,
    /// Its words.
    pub(super) span: Span,
    /// Whether it was guessed itself.
    pub(super) guessed: bool,
}

/// What expressions are reckoned from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Anchor {
    /// The day of publication.
    pub(super) published: Option<civil::Date>,
    /// A day near that of publication, where that is not known to the day: it tells years apart.
    pub(super) near: Option<civil::Date>,
    /// What the text named last.
    pub(super) told: Option<Told>,
    /// What a date without a year goes on from, where that is not publication.
    pub(super) story: Option<Told>,
    /// Whether the text as a whole tells of another time than that of publication.
    pub(super) history: bool,
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
    /// What was told before that it is reckoned from.
    pub(super) leans: Option<Told>,
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
        let told = anchor.told.filter(|told| told.unit == Unit::Day);
        if let Some(day) = told.map(|told| told.day).or(anchor.published) {
            *resolved = Resolved { leans: told, ..day_found(day, Basis::Computed) };
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
        Form::Year(year) => years(*year, 1, format!("{year:04}"), Unit::Year, Basis::Stated),
        Form::Years { first, last } => {
            years(*first, last - first + 1, format!("{first:04}"), Unit::Year, Basis::Stated)
        }
        Form::Period(year) => period(*year, anchor),
        Form::Decade(start) => years(*start, 10, format!("{}", start / 10), Unit::Decade, Basis::Stated),
        Form::Century(hundred) => {
            years(hundred * 100 + 1, 100, format!("{hundred}"), Unit::Century, Basis::Stated)
        }
        Form::Weekday { day, shift } => weekday(*day, *shift, anchor),
        Form::WeekdayOf { day, weeks } => weekday_of(*day, *weeks, anchor),
        Form::WeekTo(day) => week_to(day, anchor),
        Form::Today(days) => today(*days, anchor),
        Form::Neighbour { unit, shift } => neighbour(*unit, *shift, anchor),
        Form::SameTime => same_time(anchor),
        Form::Distance { amount, unit, shift } => distance(*amount, *unit, *shift, anchor),
        Form::Duration { amount, unit, shift } => duration(*amount, *unit, *shift, anchor),
        Form::Set(value) => plain(TimeType::Set, value.clone()),
        Form::Vague(value) => plain(TimeType::Date, (*value).to_owned()),
        Form::Clock => plain(TimeType::Time, String::new()),
    }
}

fn day_of_month(year: Year, month: i8, day: i8, last: Option<i8>, anchor: Anchor) -> Resolved {
    let found = year::choose(year, anchor, |candidate| civil::Date::new(candidate, month, day).ok());
    let first = found.and_then(|found| civil::Date::new(found.year, month, day).ok().zip(Some(found)));
    let Some((first, chosen)) = first else {
        return plain(TimeType::Date, format!("XXXX-{month:02}-{day:02}"));
    };
    let resolved = match last.and_then(|last| civil::Date::new(first.year(), month, last).ok()) {
        Some(last) => span(first, last, first.to_string(), Precision::Range, Unit::Day, chosen.basis),
        None => day_found(first, chosen.basis),
    };
    Resolved { leans: chosen.leans, ..resolved }
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
    match year::choose(year, anchor, |candidate| civil::Date::new(candidate, month, 1).ok()) {
        Some(found) => Resolved { leans: found.leans, ..month_found(found.year, month, found.basis) },
        None => plain(TimeType::Date, format!("XXXX-{month:02}")),
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
    match year::choose(year, anchor, |candidate| civil::Date::new(candidate, first, 1).ok()) {
        Some(found) => {
            let value = format!("{:04}-{season}", found.year);
            let resolved = months_found(found.year, first, months, value, Unit::Quarter, weaker(found.basis));
            Resolved { leans: found.leans, ..resolved }
        }
        None => plain(TimeType::Date, format!("XXXX-{season}")),
    }
}

fn part_of_year(year: Year, which: i8, months: i8, letter: char, anchor: Anchor) -> Resolved {
    let first = (which - 1) * months + 1;
    match year::choose(year, anchor, |candidate| civil::Date::new(candidate, first, 1).ok()) {
        Some(found) => {
            let value = format!("{:04}-{letter}{which}", found.year);
            let resolved = months_found(found.year, first, months, value, Unit::Quarter, weaker(found.basis));
            Resolved { leans: found.leans, ..resolved }
        }
        None => plain(TimeType::Date, format!("XXXX-{letter}{which}")),
    }
}

/// The months of a season or a fiscal quarter are reckoned even where the year is stated.
fn weaker(basis: Basis) -> Basis {
    if basis == Basis::Stated { Basis::Computed } else { basis }
}

/// "the 1988 quarter": the quarter told last, in that year.
fn period(year: i16, anchor: Anchor) -> Resolved {
    let told = anchor.told.filter(|told| told.unit == Unit::Quarter);
    // Results come out after the quarter that they are about.
    let last = || length_of(Unit::Quarter, -1).and_then(|length| moved(anchor.published?, length));
    match told.map(|told| told.day).or_else(last) {
        Some(day) => {
            let quarter = (day.month() - 1) / 3 + 1;
            Resolved { leans: told, ..part_of_year(Year::Of(year), quarter, 3, 'Q', anchor) }
        }
        None => years(year, 1, format!("{year:04}"), Unit::Year, Basis::Computed),
    }
}

fn weekday(day: Weekday, shift: Option<Shift>, anchor: Anchor) -> Resolved {
    if let Some(told) = anchor.story.filter(|_| shift.is_none()) {
        return weekday_told(day, told);
    }
    let Some(base) = anchor.published else {
        return unknown_weekday(day);
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

/// "Monday of last week".
fn weekday_of(day: Weekday, weeks: i64, anchor: Anchor) -> Resolved {
    let found = anchor.published.and_then(|base| {
        let back = i64::from(base.weekday().to_monday_zero_offset());
        moved(base, (weeks * 7 - back + i64::from(day.to_monday_zero_offset())).days())
    });
    found.map_or_else(|| unknown_weekday(day), |day| day_found(day, Basis::Computed))
}

/// "The week to 4 March": the seven days that end with it.
fn week_to(day: &Form, anchor: Anchor) -> Resolved {
    let end = form(day, anchor);
    let week = value::length(Some(1.0), Unit::Week);
    let start = end.date.single_day().and_then(|day| moved(day, (-6).days()));
    match (start, end.date.end) {
        (Some(start), Some(last)) => Resolved {
            kind: TimeType::Duration,
            leans: end.leans,
            ..span(start, last, week, Precision::Range, Unit::Week, weaker(end.date.basis))
        },
        _ => plain(TimeType::Duration, week),
    }
}

/// A weekday of a narrative is the next one from the day that it named, if it named one.
fn weekday_told(day: Weekday, told: Told) -> Resolved {
    let ahead = i64::from(told.day.weekday().until(day));
    match moved(told.day, ahead.days()).filter(|_| told.unit == Unit::Day) {
        Some(day) => Resolved { leans: Some(told), ..day_found(day, Basis::Inferred) },
        None => unknown_weekday(day),
    }
}

fn unknown_weekday(day: Weekday) -> Resolved {
    plain(TimeType::Date, format!("XXXX-WXX-{}", day.to_monday_one_offset()))
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

fn neighbour(unit: Unit, shift: Shift, anchor: Anchor) -> Resolved {
    let count = match shift {
        Shift::Last => -1,
        Shift::This => 0,
        Shift::Next => 1,
        Shift::Preceding => return from_told(unit, -1, anchor),
        Shift::Following => return from_told(unit, 1, anchor),
        Shift::Same => return from_told(unit, 0, anchor),
        // "the quarter", "the weekend": the one told, or the one that publication looks back on.
        Shift::Told => match (unit, anchor.told) {
            (Unit::Quarter, Some(told)) if told.unit == Unit::Quarter => return from_told(unit, 0, anchor),
            (Unit::Weekend, _) if anchor.tense == Tense::Future => 0,
            (Unit::Quarter | Unit::Weekend, _) => -1,
            _ if anchor.history => return from_told(unit, 0, anchor),
            _ => 0,
        },
        Shift::Ago | Shift::Earlier | Shift::Later => {
            return plain(TimeType::Date, unknown_unit(unit).to_owned());
        }
    };
    let known = anchor.published.and_then(|base| unit_at(base, unit, count));
    known.unwrap_or_else(|| plain(TimeType::Date, unknown_unit(unit).to_owned()))
}

/// So many units from what was told last, or from publication where nothing was.
fn from_told(unit: Unit, count: i64, anchor: Anchor) -> Resolved {
    let unknown = || plain(TimeType::Date, unknown_unit(unit).to_owned());
    let Some(told) = anchor.told else {
        let base = anchor.published.filter(|_| !anchor.history);
        return base.and_then(|base| unit_at(base, unit, count)).unwrap_or_else(unknown);
    };
    // "The next day" after "in 1994" is no known day.
    if rank(told.unit) > rank(unit) {
        return unknown();
    }
    // What is told as past does not come after publication; then the narrative was elsewhere.
    let late = |day: civil::Date| anchor.published.is_some_and(|published| day > published);
    let found = unit_at(told.day, unit, count)
        .filter(|found| anchor.tense == Tense::Future || count <= 0 || !found.date.start.is_some_and(late));
    found.map_or_else(unknown, |found| Resolved { leans: Some(told), ..found })
}

/// Units by their length, those of about a week alike.
fn rank(unit: Unit) -> u8 {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => 0,
        Unit::Weekend | Unit::Week | Unit::Fortnight => 1,
        Unit::Month => 2,
        Unit::Quarter => 3,
        Unit::Year => 4,
        Unit::Decade => 5,
        Unit::Century => 6,
    }
}

/// "At that time": what was told last, as exact as it was told.
fn same_time(anchor: Anchor) -> Resolved {
    let found = anchor.told.and_then(|told| Some((unit_at(told.day, told.unit, 0)?, told)));
    match found {
        Some((found, told)) => Resolved { leans: Some(told), ..found },
        None => plain(TimeType::Date, "PAST_REF".to_owned()),
    }
}

fn distance(amount: Option<i64>, unit: Unit, shift: Shift, anchor: Anchor) -> Resolved {
    let sign = if matches!(shift, Shift::Ago | Shift::Earlier) { -1 } else { 1 };
    let reference = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
    let Some(amount) = amount else { return plain(TimeType::Date, reference.to_owned()) };
    // Results are compared with "a year ago": the same quarter of the year before, where a quarter was told.
    if let Some(told) =
        anchor.told.filter(|told| told.unit == Unit::Quarter && unit == Unit::Year && sign < 0)
    {
        let back = length_of(unit, -amount).and_then(|length| moved(told.day, length));
        return back.and_then(|day| unit_at(day, Unit::Quarter, 0)).map_or_else(
            || plain(TimeType::Date, "XXXX-QX".to_owned()),
            |found| Resolved { leans: Some(told), ..found },
        );
    }
    let Some(count) = amount.checked_mul(sign) else {
        return plain(TimeType::Date, unknown_unit(unit).to_owned());
    };
    if shift != Shift::Ago {
        return from_told(unit, count, anchor);
    }
    let known = anchor.published.and_then(|base| unit_at(base, unit, count));
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
