//! Names of months and weekdays (`data/calendar.toml`), shared by date stamps and time expressions.

use std::collections::BTreeMap;

use jiff::civil::Weekday;
use serde::Deserialize;

use super::{Overrides, TableError, parse_toml};

const NAME: &str = "calendar.toml";
const BUILT_IN: &str = include_str!("../../../../data/calendar.toml");

/// Names of months and weekdays, lower case and without full stops.
#[derive(Debug, Default)]
pub struct Calendar {
    /// Month number, 1 to 12, by name or abbreviation.
    pub months: BTreeMap<String, i8>,
    /// Day of the week by name or abbreviation.
    pub weekdays: BTreeMap<String, Weekday>,
    full_weekdays: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    months: BTreeMap<String, Vec<String>>,
    weekdays: BTreeMap<String, Vec<String>>,
}

impl Calendar {
    /// Parses the table.
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        let error = |message: String| TableError { name: NAME.to_owned(), message };
        let raw: Raw = parse_toml(NAME, BUILT_IN, overrides)?;
        let mut calendar = Self::default();
        for (number, names) in raw.months {
            let month = number.parse().ok().filter(|month| (1..=12).contains(month));
            let month = month.ok_or_else(|| error(format!("no month {number}")))?;
            calendar.months.extend(names.into_iter().map(|name| (name, month)));
        }
        for (number, names) in raw.weekdays {
            let day = number.parse().ok().and_then(|day| Weekday::from_monday_one_offset(day).ok());
            let day = day.ok_or_else(|| error(format!("no weekday {number}")))?;
            calendar.full_weekdays.extend(names.first().cloned());
            calendar.weekdays.extend(names.into_iter().map(|name| (name, day)));
        }
        Ok(calendar)
    }

    /// The month that `word` names ("March", "Sept."), in any case.
    pub fn month(&self, word: &str) -> Option<i8> {
        self.months.get(&key(word)).copied()
    }

    /// The day of the week that `word` names ("Friday", "Fri."), in any case.
    pub fn weekday(&self, word: &str) -> Option<Weekday> {
        self.weekdays.get(&key(word)).copied()
    }

    /// The full names of the weekdays, Monday first, lower case.
    pub fn full_weekdays(&self) -> &[String] {
        &self.full_weekdays
    }

    /// The names of months as alternatives of a regular expression, longest first.
    pub fn month_pattern(&self) -> String {
        alternatives(self.months.keys())
    }

    /// The names of weekdays as alternatives of a regular expression, longest first.
    pub fn weekday_pattern(&self) -> String {
        alternatives(self.weekdays.keys())
    }
}

fn key(word: &str) -> String {
    word.trim_end_matches('.').to_lowercase()
}

fn alternatives<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let mut names: Vec<String> = names.map(|name| regex::escape(name)).collect();
    names.sort_by_key(|name| (std::cmp::Reverse(name.len()), name.clone()));
    names.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_abbreviations_are_known() {
        let calendar = Calendar::load(&Overrides::new()).expect("the built-in table parses");
        assert_eq!(calendar.month("Sept."), Some(9));
        assert_eq!(calendar.month("MARCH"), Some(3));
        assert_eq!(calendar.month("marching"), None);
        assert_eq!(calendar.weekday("Thurs"), Some(Weekday::Thursday));
        assert_eq!(calendar.full_weekdays().first().map(String::as_str), Some("monday"));
        assert!(calendar.month_pattern().starts_with("september"));
    }

    #[test]
    fn a_bad_table_is_an_error() {
        let overrides = Overrides::from([(NAME.to_owned(), "months = 3".to_owned())]);
        assert!(Calendar::load(&overrides).is_err());
    }
}
