//! Dates as metadata fields write them.

use jiff::Timestamp;
use jiff::tz::Offset;
use rashomon_doc::{Basis, Date, Instant, Precision, Span};

use super::{Stamp, scan};
use crate::Tables;

/// Seconds of the epoch have so many digits from 1973 to 2286 …
const EPOCH_DIGITS: std::ops::RangeInclusive<usize> = 9..=10;
/// … and milliseconds so many.
const EPOCH_MILLIS_DIGITS: usize = 13;
/// Longer values are no dates.
const LONGEST: usize = 120;

/// What a field's value says.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::clean) enum FieldDate {
    /// A moment with its offset.
    Instant(Instant),
    /// A stamp as pages write it.
    Stamp(Stamp),
    /// A year alone.
    Year(i16),
}

/// Reads ISO 8601, RFC 2822, seconds or milliseconds of the epoch, compact digits, and stamps as pages write them.
pub(in crate::clean) fn field(value: &str, tables: &Tables) -> Option<FieldDate> {
    let value = value.trim();
    if value.is_empty() || value.len() > LONGEST {
        return None;
    }
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(value);
    }
    if let Ok(timestamp) = value.parse::<Timestamp>() {
        return Some(FieldDate::Instant(Instant { time: timestamp, offset: offset_of(value) }));
    }
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(value) {
        return Some(FieldDate::Instant(Instant { time: zoned.timestamp(), offset: zoned.offset() }));
    }
    if let Some(compact) = compact(value) {
        return Some(compact);
    }
    let scan = scan(value, Span::new(0, value.len()), tables);
    scan.stamps.into_iter().find(|stamp| stamp.day.is_some()).map(FieldDate::Stamp)
}

/// The offset that ends an ISO 8601 moment.
fn offset_of(value: &str) -> Offset {
    let parsed = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(value).ok();
    parsed.and_then(|pieces| pieces.to_numeric_offset()).unwrap_or(Offset::UTC)
}

fn digits(value: &str) -> Option<FieldDate> {
    let number: i64 = value.parse().ok()?;
    let epoch = |timestamp: Result<Timestamp, jiff::Error>| {
        timestamp.ok().map(|time| FieldDate::Instant(Instant { time, offset: Offset::UTC }))
    };
    match value.len() {
        4 => Some(FieldDate::Year(i16::try_from(number).ok().filter(|year| (1900..2100).contains(year))?)),
        8 | 14 => compact(value),
        length if EPOCH_DIGITS.contains(&length) => epoch(Timestamp::from_second(number)),
        EPOCH_MILLIS_DIGITS => epoch(Timestamp::from_millisecond(number)),
        _ => None,
    }
}

/// "20220304", "20220304101500", "20220304T101500Z".
fn compact(value: &str) -> Option<FieldDate> {
    let part = |from: usize, to: usize| value.get(from..to).and_then(|digits| digits.parse::<i16>().ok());
    let small = |number: i16| i8::try_from(number).ok();
    let day = jiff::civil::Date::new(part(0, 4)?, small(part(4, 6)?)?, small(part(6, 8)?)?).ok()?;
    let rest = value.get(8..)?.trim_start_matches('T');
    let zulu = rest.ends_with('Z');
    let rest = rest.trim_end_matches('Z');
    let time = match rest.len() {
        0 => None,
        6 if rest.bytes().all(|byte| byte.is_ascii_digit()) => {
            let two = |from: usize| rest.get(from..from + 2).and_then(|digits| digits.parse::<i8>().ok());
            Some(jiff::civil::Time::new(two(0)?, two(2)?, two(4)?, 0).ok()?)
        }
        _ => return None,
    };
    if let (Some(time), true) = (time, zulu) {
        let time = Offset::UTC.to_timestamp(day.to_datetime(time)).ok()?;
        return Some(FieldDate::Instant(Instant { time, offset: Offset::UTC }));
    }
    let (label, day) = (super::Label::None, Some(super::Day::Full(day)));
    Some(FieldDate::Stamp(Stamp {
        label,
        day,
        month_first: None,
        weekday: None,
        time,
        zone: None,
        span: Span::default(),
    }))
}

/// The date of a moment: its day where it was written.
pub(in crate::clean) fn of_instant(instant: Instant, basis: Basis) -> Date {
    let day = instant.offset.to_datetime(instant.time).date();
    Date { instant: Some(instant), precision: Precision::Minute, ..Date::day(day, basis) }
}
