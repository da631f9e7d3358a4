//! How date stamps are written (`data/dates.toml`).

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;
use serde::Deserialize;

use super::{Calendar, Overrides, TableError, parse_toml};

const NAME: &str = "dates.toml";

/// Labels, zones and orders of date stamps.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// The latest year for a date without a year.
    pub latest_year: i16,
    /// How many earlier years are kept as other readings.
    pub other_years: usize,
    /// Words in front of a stamp.
    pub labels: Labels,
    /// Meanings of zone abbreviations, the most usual first.
    pub zones: BTreeMap<String, Vec<Zone>>,
    /// IANA regions by the name of a place in "… time", lower case.
    pub local: BTreeMap<String, String>,
    /// Who writes the month first.
    pub order: Order,
    /// How dates and times are written, compiled from the tables.
    #[serde(skip)]
    pub patterns: Option<Patterns>,
}

/// Regular expressions for the parts of a stamp.
#[derive(Debug)]
pub struct Patterns {
    /// A day, or a month with its year. Groups: `y1 m1 d1` (year first), `a2 b2 y2|s2` (in numbers), `m3 d3 y3|s3` (month
    /// first), `m4 y4` (no day), `d5 m5 y5|s5` (day first).
    pub date: Regex,
    /// A time of day. Groups: `h n s p`, with a number for each way of writing it; `z4` is a zone.
    pub time: Regex,
    /// A zone right after a time. Groups: `sign oh om`, `abbr`, `place`.
    pub zone: Regex,
    /// A day of the week.
    pub weekday: Regex,
    /// A label in front of a stamp. Groups: `updated`, `published`.
    pub label: Regex,
    /// "2 hours ago", "yesterday".
    pub ago: Regex,
}

/// Words in and around a stamp; lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// In front of a publication date.
    pub published: BTreeSet<String>,
    /// In front of the date of an update.
    pub updated: BTreeSet<String>,
    /// Without meaning.
    pub filler: BTreeSet<String>,
    /// Units of "… ago".
    pub ago: BTreeSet<String>,
}

/// One meaning of a zone abbreviation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// What the letters mean where they are used strictly, as in "+01:00".
    pub offset: Option<String>,
    /// The region of the IANA database whose clocks are meant.
    pub region: Option<String>,
}

/// Who writes the month first in numbers.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// Last labels of host names of countries that do.
    pub month_first: BTreeSet<String>,
    /// Last labels of two letters that tell no country.
    pub generic: BTreeSet<String>,
    /// Regions of the IANA database that do.
    pub month_first_regions: BTreeSet<String>,
}

impl Dates {
    pub(super) fn load(overrides: &Overrides, calendar: &Calendar) -> Result<Self, TableError> {
        let mut dates: Self = parse_toml(NAME, include_str!("../../../../data/dates.toml"), overrides)?;
        let patterns = Patterns::new(&dates.labels, calendar)
            .map_err(|cause| TableError { name: NAME.to_owned(), message: cause.to_string() })?;
        dates.patterns = Some(patterns);
        Ok(dates)
    }
}

impl Patterns {
    fn new(labels: &Labels, calendar: &Calendar) -> Result<Self, regex::Error> {
        let month = calendar.month_pattern();
        let weekday = calendar.weekday_pattern();
        let any = |words: &BTreeSet<String>| {
            let mut words: Vec<String> =
                words.iter().map(|word| regex::escape(word).replace(' ', r"\s+")).collect();
            words.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
            words.join("|")
        };
        let date = format!(
            r"(?xi)
              (?P<y1>(?:19|20)\d\d) \s?[-/.]\s? (?P<m1>\d\d?) \s?[-/.]\s? (?P<d1>\d\d?)
            | (?P<a2>\d\d?) \s?[-/.]\s? (?P<b2>\d\d?) \s?[-/.]\s? (?:(?P<y2>(?:19|20)\d\d)|(?P<s2>\d\d)\b)
            | \b(?P<m4>{month})\b \.?,?\s+ (?P<y4>(?:19|20)\d\d)
            | \b(?P<m3>{month}) (?:\.|\b) [\s/-]* (?P<d3>\d\d?) (?:st|nd|rd|th)?
              (?: [\s,./–—-]* (?P<y3>(?:19|20)\d\d) | ,?\s*['’](?P<s3>\d\d)\b )?
            | (?P<d5>\d\d?) (?:st|nd|rd|th)? (?:\s+of)? [\s./-]* (?P<m5>{month}) (?:\.|\b)
              (?: [\s,./-]* (?P<y5>(?:19|20)\d\d) | (?:-|,?\s*['’])(?P<s5>\d\d)\b )?"
        );
        let time = r"(?xi)
              (?P<h1>\d\d?) [:.] (?P<n1>[0-5]\d) (?:[:.] (?P<s1>[0-5]\d) (?:\.\d{1,9})?)? (?:\s*(?P<p1>[ap])\.?\s?m\b\.?)?
            | \b(?P<h2>\d\d?) \s* (?P<p2>[ap])\.?m\b\.?
            | \b(?P<h3>[0-2]?\d) h (?P<n3>[0-5]\d)\b
            | \b(?P<h4>[0-2]\d) (?P<n4>[0-5]\d) \s* (?:hrs?\b|hours\b|h\b|(?P<z4>GMT|UTC))";
        let zone = r"(?x) ^[\s,]* (?: \(\s*(?:.{0,20},\s*)? )?
            (?: (?: (?i:GMT|UTC)\s*(?P<sign>[+−-])\s?(?P<oh>\d\d?)(?::?(?P<om>\d\d))? )
              | (?: (?P<sign2>[+−-])(?P<oh2>\d\d)(?::?(?P<om2>\d\d))? )
              | (?P<abbr>[A-Z]{1,5})\b
              | (?P<place>\p{L}[\p{L}.'’]*(?:\s\p{L}[\p{L}.'’]*){0,3}?) \s+ (?i:(?:standard\s+|daylight\s+|local\s+)?time)\b
            ) (?:\s*\))?";
        Ok(Self {
            date: Regex::new(&date)?,
            time: Regex::new(time)?,
            zone: Regex::new(zone)?,
            weekday: Regex::new(&format!(r"(?i)\b(?:{weekday})\b"))?,
            label: Regex::new(&format!(
                r"(?i)(?:(?P<updated>{})|(?P<published>{}))\b\s*:?",
                any(&labels.updated),
                any(&labels.published)
            ))?,
            ago: Regex::new(&format!(
                r"(?i)\b(?:(?:\d+|an?|one)\s*(?:{})s?\s+ago|yesterday|just now)\b",
                any(&labels.ago)
            ))?,
        })
    }
}
