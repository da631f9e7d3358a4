//! Words of time expressions (`data/time.toml`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Weekday;
use serde::Deserialize;

use super::{Calendar, Overrides, TableError};

const NAME: &str = "time.toml";
const BUILT_IN: &str = include_str!("../../../../data/time.toml");

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A night.
    Night,
    /// Saturday and Sunday.
    Weekend,
    /// A week.
    Week,
    /// Two weeks.
    Fortnight,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// Which neighbour of its anchor an expression points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shift {
    /// The one before publication.
    Last,
    /// The one that holds the publication.
    This,
    /// The one after publication.
    Next,
    /// The one after what was told last.
    Following,
    /// The one before what was told last.
    Preceding,
    /// What was told last.
    Same,
    /// With nothing but an article: the one told last, or the one publication looks back on.
    Told,
    /// So long before publication.
    Ago,
    /// So long before what was told last.
    Earlier,
    /// So long after what was told last.
    Later,
}

/// What a word can mean in a time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Class {
    /// A month, 1 to 12.
    Month(i8),
    /// A day of the week.
    Weekday(Weekday),
    /// A unit.
    Unit(Unit),
    /// An amount without a number: `None` for "several".
    Amount(Option<i64>),
    /// Half of what follows.
    Half,
    /// Days from today.
    Deictic(i64),
    /// A TIMEX3 value without a date.
    Vague(&'static str),
    /// A pointer to a neighbour.
    Shift(Shift),
    /// A part of the day, TIMEX3 suffix.
    Part(&'static str),
    /// A season, TIMEX3 suffix.
    Season(&'static str),
    /// A recurring time, TIMEX3 value.
    Set(String),
    /// A time of day, hour and minute.
    Clock(i8, i8),
    /// A word that narrows or loosens what follows.
    Modifier,
    /// A zone, in minutes east of UTC.
    Zone(i32),
    /// The first word of a holiday.
    Holiday,
}

/// A holiday that falls on the same day each year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// Its words after the first, lower case, an "s" for a genitive.
    pub rest: Vec<String>,
    /// Its month.
    pub month: i8,
    /// Its day.
    pub day: i8,
}

/// When a text tells of other years than that of its publication.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoryLimits {
    /// How many expressions must name an old year.
    pub mentions: usize,
    /// A year is old so many years before publication.
    pub years: i16,
    /// How many of them there must be for each expression that is reckoned from publication.
    pub share: usize,
}

/// All words of time expressions.
#[derive(Debug, Default)]
pub struct TimeWords {
    classes: BTreeMap<String, Vec<Class>>,
    links: BTreeSet<String>,
    future: BTreeSet<String>,
    schedule: BTreeSet<String>,
    past: BTreeSet<String>,
    before_year: BTreeSet<String>,
    before_count: BTreeSet<String>,
    before_month: BTreeSet<String>,
    fillers: BTreeSet<String>,
    holidays: BTreeMap<String, Vec<Holiday>>,
    before_holiday: BTreeSet<String>,
    /// When a text is a history.
    pub history: HistoryLimits,
    /// First and last number that can be a year after a word that makes it one.
    pub years: (i64, i64),
    /// The same for a bare number.
    pub bare_years: (i64, i64),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    units: BTreeMap<Unit, Vec<String>>,
    amounts: BTreeMap<String, Vec<String>>,
    deictic: BTreeMap<String, i64>,
    vague: BTreeMap<String, Vec<String>>,
    shifts: BTreeMap<Shift, Vec<String>>,
    parts: BTreeMap<String, Vec<String>>,
    seasons: BTreeMap<String, Vec<String>>,
    sets: BTreeMap<String, Vec<String>>,
    clock: BTreeMap<String, String>,
    modifiers: RawModifiers,
    future: RawFuture,
    year: RawYear,
    zones: BTreeMap<String, i32>,
    fillers: RawWords,
    months: RawMonths,
    before_holiday: RawWords,
    holidays: BTreeMap<String, String>,
    history: HistoryLimits,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    words: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMonths {
    before: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawModifiers {
    words: Vec<String>,
    links: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFuture {
    words: BTreeSet<String>,
    schedule: BTreeSet<String>,
    past: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYear {
    before: BTreeSet<String>,
    or_count: BTreeSet<String>,
    first: i64,
    last: i64,
    bare_first: i64,
    bare_last: i64,
}

/// The suffixes and references that TIMEX3 knows.
const SUFFIXES: &[&str] =
    &["PRESENT_REF", "PAST_REF", "FUTURE_REF", "MO", "MI", "AF", "EV", "NI", "DT", "SP", "SU", "FA", "WI"];

impl TimeWords {
    pub(super) fn load(overrides: &Overrides, calendar: &Calendar) -> Result<Self, TableError> {
        let raw: Raw = super::parse_toml(NAME, BUILT_IN, overrides)?;
        let mut words = Self {
            links: raw.modifiers.links,
            future: raw.future.words,
            schedule: raw.future.schedule,
            past: raw.future.past,
            before_year: raw.year.before,
            before_count: raw.year.or_count,
            before_month: raw.months.before,
            fillers: raw.fillers.words,
            before_holiday: raw.before_holiday.words,
            history: raw.history,
            years: (raw.year.first, raw.year.last),
            bare_years: (raw.year.bare_first, raw.year.bare_last),
            ..Self::default()
        };
        for (name, month) in &calendar.months {
            words.add(name, Class::Month(*month));
        }
        for (name, day) in &calendar.weekdays {
            words.add(name, Class::Weekday(*day));
        }
        for (unit, names) in raw.units {
            words.add_all(&names, &Class::Unit(unit));
        }
        for (amount, names) in raw.amounts {
            let class = match amount.as_str() {
                "one" => Class::Amount(Some(1)),
                "two" => Class::Amount(Some(2)),
                "some" => Class::Amount(None),
                "half" => Class::Half,
                other => return Err(error(format!("no amount {other}"))),
            };
            words.add_all(&names, &class);
        }
        for (name, days) in raw.deictic {
            words.add(&name, Class::Deictic(days));
        }
        for (value, names) in raw.vague {
            words.add_all(&names, &Class::Vague(suffix(&value)?));
        }
        for (shift, names) in raw.shifts {
            words.add_all(&names, &Class::Shift(shift));
        }
        for (value, names) in raw.parts {
            words.add_all(&names, &Class::Part(suffix(&value)?));
        }
        for (value, names) in raw.seasons {
            words.add_all(&names, &Class::Season(suffix(&value)?));
        }
        for (value, names) in raw.sets {
            words.add_all(&names, &Class::Set(value));
        }
        for (name, value) in raw.clock {
            let clock = value
                .split_once(':')
                .and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
            let (hour, minute) = clock.ok_or_else(|| error(format!("no time of day {value}")))?;
            words.add(&name, Class::Clock(hour, minute));
        }
        for (name, minutes) in raw.zones {
            words.add(&name, Class::Zone(minutes));
        }
        for (name, date) in raw.holidays {
            words.add_holiday(&name, &date)?;
        }
        words.add_all(&raw.modifiers.words, &Class::Modifier);
        Ok(words)
    }

    fn add_holiday(&mut self, name: &str, date: &str) -> Result<(), TableError> {
        let day =
            date.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
        let (month, day) = day.ok_or_else(|| error(format!("no day of a month: {date}")))?;
        let mut parts = name.split(' ').map(str::to_owned);
        let first = parts.next().unwrap_or_default();
        let all = self.holidays.entry(first.clone()).or_default();
        all.push(Holiday { rest: parts.collect(), month, day });
        all.sort_by_key(|holiday| std::cmp::Reverse(holiday.rest.len()));
        self.add(&first, Class::Holiday);
        Ok(())
    }

    fn add(&mut self, word: &str, class: Class) {
        self.classes.entry(word.to_owned()).or_default().push(class);
    }

    fn add_all(&mut self, names: &[String], class: &Class) {
        for name in names {
            self.add(name, class.clone());
        }
    }

    /// What a word in lower case, without full stop, can mean.
    pub fn classes(&self, word: &str) -> &[Class] {
        self.classes.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether the word may link a modifier to what it narrows.
    pub fn is_link(&self, word: &str) -> bool {
        self.links.contains(word)
    }

    /// Whether the word puts what stands beside it into the future.
    pub fn is_future(&self, word: &str) -> bool {
        self.future.contains(word)
    }

    /// Whether the word puts what follows it into the future.
    pub fn is_schedule(&self, word: &str) -> bool {
        self.schedule.contains(word)
    }

    /// Whether the word says that a sentence looks back.
    pub fn is_past(&self, word: &str) -> bool {
        self.past.contains(word)
    }

    /// The holidays whose names begin with the word, the longest first.
    pub fn holidays(&self, word: &str) -> &[Holiday] {
        self.holidays.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a holiday's name after the word is a day.
    pub fn is_before_holiday(&self, word: &str) -> bool {
        self.before_holiday.contains(word)
    }

    /// Whether the word may stand between an amount and its unit ("two more weeks").
    pub fn is_filler(&self, word: &str) -> bool {
        self.fillers.contains(word)
    }

    /// Whether a word that can be a month and something else is a month after this one.
    pub fn makes_month(&self, word: &str) -> bool {
        self.before_month.contains(word)
    }

    /// Whether a number after the word can be a year and as well a count.
    pub fn makes_count(&self, word: &str) -> bool {
        self.before_count.contains(word)
    }

    /// Whether a bare number after the word can be a year.
    pub fn makes_year(&self, word: &str) -> bool {
        self.before_year.contains(word)
    }
}

fn suffix(value: &str) -> Result<&'static str, TableError> {
    SUFFIXES
        .iter()
        .copied()
        .find(|known| *known == value)
        .ok_or_else(|| error(format!("no TIMEX3 value {value}")))
}

fn error(message: String) -> TableError {
    TableError { name: NAME.to_owned(), message }
}
