//! What a time expression says before it is anchored.

use jiff::civil::Weekday;

use crate::ontology::time::{Shift, Unit};

/// The year of a date, as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// In full.
    Of(i16),
    /// By its distance from the year of publication.
    Relative(i16),
    /// "June", "last June", "next June".
    Near(Option<Shift>),
    /// "June of that year": the one told last.
    Same,
}

/// What a time expression says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// A day of a month; `last` is the last of several ("March 3-5").
    Day { year: Year, month: i8, day: i8, last: Option<i8> },
    /// A day written in numbers of which either can be the month.
    Numeric { year: i16, first: i8, second: i8 },
    /// A month.
    Month { year: Year, month: i8 },
    /// A season, TIMEX3 suffix.
    Season { year: Year, season: &'static str },
    /// A quarter, 1 to 4.
    Quarter { year: Year, quarter: i8 },
    /// A half, 1 or 2.
    Half { year: Year, half: i8 },
    /// A year.
    Year(i16),
    /// Years from the first to the last ("1950–53").
    Years { first: i16, last: i16 },
    /// "The 1988 quarter".
    Period(i16),
    /// Ten years from the given one.
    Decade(i16),
    /// The century that begins with the given hundred.
    Century(i16),
    /// A day of the week.
    Weekday { day: Weekday, shift: Option<Shift> },
    /// A day of last, this or next week, so many weeks from publication.
    WeekdayOf { day: Weekday, weeks: i64 },
    /// The seven days that end with a day ("the week to 4 March").
    WeekTo(Box<Form>),
    /// Days from publication.
    Today(i64),
    /// The unit that is so many away from publication's or the narrative's.
    Neighbour { unit: Unit, shift: Shift },
    /// "At that time".
    SameTime,
    /// An amount of units before or after an anchor.
    Distance { amount: Option<i64>, unit: Unit, shift: Shift },
    /// A length of time; `shift` anchors it ("the past two months").
    Duration { amount: Option<f64>, unit: Unit, shift: Option<Shift> },
    /// A recurring time, TIMEX3 value.
    Set(String),
    /// A TIMEX3 reference without a date.
    Vague(&'static str),
    /// A time of day alone.
    Clock,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// 0 to 24.
    pub(super) hour: i8,
    /// 0 to 59.
    pub(super) minute: i8,
    /// Minutes east of UTC.
    pub(super) zone: Option<i32>,
}

/// An expression as parsed: how many items it takes and what they say.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parsed {
    /// The number of items.
    pub(super) len: usize,
    /// What they say.
    pub(super) form: Form,
    /// A part of the day, TIMEX3 suffix.
    pub(super) part: Option<&'static str>,
    /// A time of day.
    pub(super) clock: Option<Clock>,
}

impl Parsed {
    /// An expression without a time of day.
    pub(super) fn new(len: usize, form: Form) -> Self {
        Self { len, form, part: None, clock: None }
    }

    /// The same with so many more items in front of it or behind it.
    pub(super) fn widened(self, items: usize) -> Self {
        Self { len: self.len + items, ..self }
    }
}
