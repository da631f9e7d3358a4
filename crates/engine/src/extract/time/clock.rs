//! Times of day and parts of the day, alone or beside a date.

use super::calendar;
use super::form::{Clock, Form, Parsed};
use super::grammar::Input;
use crate::ontology::time::Class;

/// "8 p.m.", "20:30 GMT", "noon", "8 p.m. on Wednesday".
pub(super) fn expression(input: Input<'_>) -> Option<Parsed> {
    let (len, clock) = time_of_day(input)?;
    let beside = len + usize::from(input.is(len, "on") || input.is(len, ","));
    let day = day_beside(input.skip(beside));
    Some(match day {
        Some(day) => Parsed { clock: Some(clock), ..day.widened(beside) },
        None => Parsed { clock: Some(clock), ..Parsed::new(len, Form::Clock) },
    })
}

/// The day after a time of day.
fn day_beside(input: Input<'_>) -> Option<Parsed> {
    let deictic = input.class(0, |class| if let Class::Deictic(days) = class { Some(*days) } else { None });
    if let Some(days) = deictic {
        return Some(Parsed::new(1, Form::Today(days)));
    }
    let found = calendar::expression(input)?;
    matches!(found.form, Form::Day { .. } | Form::Weekday { .. } | Form::Numeric { .. }).then_some(found)
}

/// Adds what follows a day: "night", "at 8 p.m.", "in the morning".
pub(super) fn with_part_of_day(input: Input<'_>, parsed: Parsed) -> Parsed {
    let at = parsed.len;
    if let Some(part) = input.part(at) {
        return Parsed { part: Some(part), len: at + 1, ..parsed };
    }
    let link = usize::from(input.is(at, "at") || input.is(at, ","));
    match time_of_day(input.skip(at + link)) {
        Some((len, clock)) => Parsed { clock: Some(clock), len: at + link + len, ..parsed },
        None => parsed,
    }
}

/// A time of day: items taken and the time.
fn time_of_day(input: Input<'_>) -> Option<(usize, Clock)> {
    if let Some((hour, minute)) = input
        .class(0, |class| if let Class::Clock(hour, minute) = class { Some((*hour, *minute)) } else { None })
    {
        return Some((1, Clock { hour, minute, zone: None }));
    }
    let first = input.at(0)?;
    let (hour, glued_half) = match first.number {
        Some(hour) => (hour, None),
        None => split_half(&first.lower)?,
    };
    let hour = i8::try_from(hour).ok().filter(|hour| (0..=24).contains(hour))?;
    let minute = minute_after(input);
    let mut at = 1 + if minute.is_some() { 2 } else { 0 };
    let half = glued_half.or_else(|| {
        let half = input.at(at).and_then(|item| half_of_day(&item.lower))?;
        at += 1;
        Some(half)
    });
    let oclock = half.is_none() && input.at(at).is_some_and(|item| item.is("o")) && input.is(at + 2, "clock");
    if oclock {
        at += 3;
    }
    let zone = input.class(at, |class| if let Class::Zone(minutes) = class { Some(*minutes) } else { None });
    let zone = zone.filter(|_| input.at(at).is_some_and(|item| item.capital));
    at += usize::from(zone.is_some());
    if half.is_none() && minute.is_none() && !oclock && zone.is_none() {
        return None;
    }
    // "a score of 2:30" cannot be told from a time; two digits after the colon are asked for.
    let hour = match half {
        Some(12) if hour < 12 => hour + 12,
        Some(0) if hour == 12 => 0,
        _ => hour,
    };
    Some((at, Clock { hour, minute: minute.unwrap_or(0), zone }))
}

/// ":30" after the hour.
fn minute_after(input: Input<'_>) -> Option<i8> {
    let minute = input.at(2).filter(|item| item.glued && item.digits == 2)?;
    let colon = input.at(1).is_some_and(|item| item.glued && item.is(":"));
    minute.number.filter(|minute| colon && *minute < 60).and_then(|minute| i8::try_from(minute).ok())
}

/// "7pm" as hour and half.
fn split_half(lower: &str) -> Option<(i64, Option<i8>)> {
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let half = half_of_day(&lower[digits.len()..].replace('.', ""))?;
    Some((digits.parse().ok()?, Some(half)))
}

/// Hours to add for "am" and "pm".
fn half_of_day(lower: &str) -> Option<i8> {
    match lower {
        "am" => Some(0),
        "pm" => Some(12),
        _ => None,
    }
}
