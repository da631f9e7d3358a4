//! Date stamps: the lines that say when an article was published or updated.

mod field;
mod scan;
mod zone;

use jiff::civil;
use rashomon_doc::Span;

pub(super) use field::{FieldDate, field, of_instant};
pub(super) use scan::{day_of, scan};
pub(super) use zone::{Clock, instants};

/// A line with more words is no line of stamps.
pub(super) const LINE_WORDS: usize = 24;

/// What a stamp says of itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Label {
    /// Nothing.
    #[default]
    None,
    /// When the article was published.
    Published,
    /// When it was changed.
    Updated,
}

/// The day of a stamp as far as its words go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// One day.
    Full(civil::Date),
    /// Numbers that can be read in two orders.
    Ambiguous {
        /// The first number as the month.
        month_first: civil::Date,
        /// The first number as the day.
        day_first: civil::Date,
    },
    /// Month and day of some year.
    NoYear(i8, i8),
    /// A month of a year.
    Month(i16, i8),
}

/// The zone written after a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// Minutes east of UTC.
    Offset(i32),
    /// Letters such as "CET".
    Letters(String),
    /// A place in "… time", lower case.
    Place(String),
}

/// One stamp.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stamp {
    /// What it says of itself.
    pub(super) label: Label,
    /// Its day; none where only a time of day is given.
    pub(super) day: Option<Day>,
    /// Whether the month stands first, where the numbers show the order.
    pub(super) month_first: Option<bool>,
    /// The day of the week it names.
    pub(super) weekday: Option<civil::Weekday>,
    /// The time of day.
    pub(super) time: Option<civil::Time>,
    /// The zone of the time.
    pub(super) zone: Option<Zone>,
    /// Its words, without the label.
    pub(super) span: Span,
}
