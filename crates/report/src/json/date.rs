//! Dates as the contract writes them.

use jiff::tz::Offset;
use rashomon_doc::{Basis, Date, Instant, Precision, Span};
use schemars::JsonSchema;
use serde::Serialize;

use crate::label::Named;

/// The first and last local day that a date can be, with its ground. `S` is how spans are written.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Date")]
pub(super) struct DateJson<S> {
    #[schemars(extend("format" = "date"))]
    start: Option<String>,
    #[schemars(extend("format" = "date"))]
    end: Option<String>,
    precision: Named<Precision>,
    basis: Named<Basis>,
    /// The moment in UTC, where one is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "date-time"))]
    time: Option<String>,
    /// The offset from UTC that goes with `time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = r"^[+-]\d{2}:\d{2}(:\d{2})?$"))]
    offset: Option<String>,
    /// The metadata field that the date stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// The words it rests on.
    evidence: Vec<S>,
    /// Other honest readings, most likely first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternatives: Vec<DateJson<S>>,
}

impl<S> DateJson<S> {
    /// `span` writes a span of the evidence, or drops one that has no place in the text that is written.
    pub(super) fn new(date: &Date, span: &impl Fn(Span) -> Option<S>) -> Self {
        let Date { start, end, precision, basis, instant, from, evidence, alternatives } = date;
        let (time, offset) = match instant {
            None => (None, None),
            Some(Instant { time, offset }) => (Some(time.to_string()), Some(offset_text(*offset))),
        };
        Self {
            start: start.map(|day| day.to_string()),
            end: end.map(|day| day.to_string()),
            precision: Named(*precision),
            basis: Named(*basis),
            time,
            offset,
            from: from.clone(),
            evidence: evidence.iter().filter_map(|words| span(*words)).collect(),
            alternatives: alternatives.iter().map(|other| Self::new(other, span)).collect(),
        }
    }

    /// The same date resting on other words.
    pub(super) fn resting_on(mut self, evidence: Vec<S>) -> Self {
        self.evidence = evidence;
        self
    }
}

/// An offset as `±hh:mm`, with seconds only where it has some.
pub(crate) fn offset_text(offset: Offset) -> String {
    let total = offset.seconds();
    let sign = if total < 0 { '-' } else { '+' };
    let total = total.unsigned_abs();
    let (hours, minutes, seconds) = (total / 3600, total / 60 % 60, total % 60);
    if seconds == 0 {
        format!("{sign}{hours:02}:{minutes:02}")
    } else {
        format!("{sign}{hours:02}:{minutes:02}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_have_hours_and_minutes() {
        let written = |seconds| Offset::from_seconds(seconds).map(offset_text).unwrap();
        assert_eq!(written(0), "+00:00");
        assert_eq!(written(-18_000), "-05:00");
        assert_eq!(written(19_800), "+05:30");
        assert_eq!(written(-1172), "-00:19:32");
    }
}
