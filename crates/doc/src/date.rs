//! Dates as reports give them: a range of days, how exact, and on what ground.

use jiff::{Timestamp, civil, tz::Offset};

use crate::Span;

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// To the minute or better.
    Minute,
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
    /// Some other range of days.
    Range,
    /// Not known.
    #[default]
    Unknown,
}

/// What a date rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The text states it in full.
    Stated,
    /// A metadata field states it; `Date::from` names the field.
    Metadata,
    /// The user gave it.
    Given,
    /// Reckoned from a stated expression and a known anchor ("on Friday").
    Computed,
    /// Guessed from dates and weekdays in the text.
    Inferred,
    /// Guessed from other reports of the story.
    Siblings,
    /// Nothing to go by.
    #[default]
    Unknown,
}

/// A moment with the offset it was given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    /// The moment.
    pub time: Timestamp,
    /// The offset from UTC that the text gave or its zone implies.
    pub offset: Offset,
}

/// The first and last local day that a date can be, with its ground.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Date {
    /// The first day it can be; `None` where that side is open.
    pub start: Option<civil::Date>,
    /// The last day it can be; `None` where that side is open.
    pub end: Option<civil::Date>,
    /// How exact it is. `Unknown` goes with both sides open.
    pub precision: Precision,
    /// What it rests on.
    pub basis: Basis,
    /// The moment, where a time of day with an offset is known.
    pub instant: Option<Instant>,
    /// The metadata field it came from, for `Basis::Metadata`.
    pub from: Option<String>,
    /// The words it rests on; empty for metadata and siblings.
    pub evidence: Vec<Span>,
    /// Other honest readings of the same words, most likely first; this date is the likeliest.
    pub alternatives: Vec<Date>,
}

impl Date {
    /// A date of which nothing is known.
    pub fn unknown() -> Self {
        Self::default()
    }

    /// One day.
    pub fn day(day: civil::Date, basis: Basis) -> Self {
        Self { start: Some(day), end: Some(day), precision: Precision::Day, basis, ..Self::default() }
    }

    /// A range of days, both included.
    pub fn range(
        start: Option<civil::Date>,
        end: Option<civil::Date>,
        precision: Precision,
        basis: Basis,
    ) -> Self {
        Self { start, end, precision, basis, ..Self::default() }
    }

    /// The same date resting on `evidence`.
    #[must_use]
    pub fn with_evidence(mut self, evidence: Vec<Span>) -> Self {
        self.evidence = evidence;
        self
    }

    /// Whether anything is known.
    pub fn is_known(&self) -> bool {
        self.start.is_some() || self.end.is_some()
    }

    /// The one day it stands for, if it is exact to the day.
    pub fn single_day(&self) -> Option<civil::Date> {
        self.start.filter(|start| self.end == Some(*start))
    }

    /// Whether some day can be meant by both; an unknown date can be any day.
    pub fn can_equal(&self, other: &Self) -> bool {
        let before = |end: Option<civil::Date>, start: Option<civil::Date>| matches!((end, start), (Some(end), Some(start)) if end < start);
        !before(self.end, other.start) && !before(other.end, self.start)
    }
}
