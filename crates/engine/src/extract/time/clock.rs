//! Times of day and parts of the day, alone or beside a date.

use super::calendar;
use super::form::{Clock, Form, Parsed};
use super::grammar::Input;
use crate::extract::number;
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

/// A time of day with what says whose it is ("local time"): items taken and the time.
fn time_of_day(input: Input<'_>) -> Option<(usize, Clock)> {
    let (len, clock) = bare_time(input)?;
    let owner = usize::from(input.at(len).is_some_and(|item| item.is("local") || item.capital));
    let named = input.is(len + owner, "time");
    Some((if named { len + owner + 1 } else { len }, clock))
}

fn bare_time(input: Input<'_>) -> Option<(usize, Clock)> {
    if let Some((hour, minute)) = input
        .class(0, |class| if let Class::Clock(hour, minute) = class { Some((*hour, *minute)) } else { None })
    {
        return Some((1, Clock { hour, minute, zone: None }));
    }
    let first = input.at(0)?;
    if let Some(found) = four_digits(input).or_else(|| with_point(input)).or_else(|| half_past(input)) {
        return Some(found);
    }
    let spelled = || number::from_words(std::iter::once(first.lower.as_str())).map(|(hour, _)| hour as i64);
    let (hour, glued_half) = match first.number.or_else(spelled) {
        Some(hour) => (hour, None),
        None => split_half(&first.lower)?,
    };
    let hour = i8::try_from(hour).ok().filter(|hour| (0..=24).contains(hour))?;
    let (minute, late_half) = minute_after(input).unzip();
    let mut at = 1 + if minute.is_some() { 2 } else { 0 };
    let half = glued_half.or(late_half.flatten()).or_else(|| {
        let half = input.at(at).and_then(|item| half_of_day(&item.lower))?;
        at += 1;
        Some(half)
    });
    let oclock = half.is_none() && input.at(at).is_some_and(|item| item.is("o")) && input.is(at + 2, "clock");
    if oclock {
        at += 3;
    }
    let zone = zone_at(input, at);
    at += usize::from(zone.is_some());
    if half.is_none() && minute.is_none() && !oclock && zone.is_none() {
        return None;
    }
    // "a score of 2:30" cannot be told from a time; two digits after the colon are asked for.
    let hour = on_the_clock(hour, half);
    Some((at, Clock { hour, minute: minute.unwrap_or(0), zone }))
}

fn on_the_clock(hour: i8, half: Option<i8>) -> i8 {
    match half {
        Some(12) if hour < 12 => hour + 12,
        Some(0) if hour == 12 => 0,
        _ => hour,
    }
}

fn zone_at(input: Input<'_>, at: usize) -> Option<i32> {
    let zone = input.class(at, |class| if let Class::Zone(minutes) = class { Some(*minutes) } else { None });
    zone.filter(|_| input.at(at).is_some_and(|item| item.capital))
}

/// "half past six": items taken and the time as told, with "p.m." where that stands.
fn half_past(input: Input<'_>) -> Option<(usize, Clock)> {
    if !input.is(0, "half") || !input.is(1, "past") {
        return None;
    }
    let item = input.at(2)?;
    let spelled = || number::from_words(std::iter::once(item.lower.as_str())).map(|(hour, _)| hour as i64);
    let hour = item.number.or_else(spelled).and_then(|hour| i8::try_from(hour).ok())?;
    let half = input.at(3).and_then(|item| half_of_day(&item.lower));
    let clock = Clock { hour: on_the_clock(hour, half), minute: 30, zone: None };
    (1..=12).contains(&hour).then_some((3 + usize::from(half.is_some()), clock))
}

/// "2100 GMT", "0830hrs", "1430 local time": four digits, which are no year only with what follows.
fn four_digits(input: Input<'_>) -> Option<(usize, Clock)> {
    let item = input.at(0)?;
    let (digits, glued) = (item.lower.trim_end_matches(char::is_alphabetic), item.digits == 0);
    let value: i64 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    let zone = zone_at(input, 1);
    let unit = ["hours", "hrs", "local"].iter().any(|word| input.is(1, word));
    let marked =
        if glued { item.lower.ends_with("hrs") || item.lower.ends_with('h') } else { zone.is_some() || unit };
    let (hour, minute) = (i8::try_from(value / 100).ok()?, i8::try_from(value % 100).ok()?);
    if !marked || hour > 24 || minute > 59 {
        return None;
    }
    let taken = 1 + usize::from(zone.is_some() || !glued && unit && !input.is(1, "local"));
    Some((taken, Clock { hour, minute, zone }))
}

/// "5.30pm", "7.15 a.m.": the British full stop, which only a half of the day tells from a decimal.
fn with_point(input: Input<'_>) -> Option<(usize, Clock)> {
    let item = input.at(0)?;
    let digits = item.lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (hour, rest) = digits.split_once('.')?;
    let minute = rest.trim_end_matches('.');
    let letters = item.lower[digits.len()..].replace('.', "");
    let (half, taken) =
        if letters.is_empty() { (half_of_day(&input.at(1)?.lower)?, 2) } else { (half_of_day(&letters)?, 1) };
    let (hour, minute): (i8, i8) = (hour.parse().ok()?, minute.parse().ok().filter(|_| minute.len() == 2)?);
    if !(0..=12).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    let zone = zone_at(input, taken);
    let clock = Clock { hour: on_the_clock(hour, Some(half)), minute, zone };
    Some((taken + usize::from(zone.is_some()), clock))
}

/// ":30" or ":30pm" after the hour: minutes and half of the day.
fn minute_after(input: Input<'_>) -> Option<(i8, Option<i8>)> {
    let item = input.at(2).filter(|item| item.glued)?;
    let colon = input.at(1).is_some_and(|item| item.glued && item.is(":"));
    let digits = item.lower.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '.');
    let letters = item.lower[digits.len()..].replace('.', "");
    let half = half_of_day(&letters);
    let known = letters.is_empty() || half.is_some() || matches!(letters.as_str(), "hrs" | "h");
    let minute = digits.parse().ok().filter(|minute| digits.len() == 2 && *minute < 60)?;
    (colon && known).then_some((minute, half))
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
