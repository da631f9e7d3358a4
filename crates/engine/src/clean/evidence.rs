//! What decides between readings of a date: weekdays, other dates, the address, the outlet's country.

use jiff::civil::{self, Weekday};
use rashomon_doc::Span;

use super::date::Source;
use super::mentions::{self, Mention};
use super::stamp::{self, Day, FieldDate, Label, Stamp, Zone};
use crate::Tables;

/// Dates in the text that are so many days from a reading speak for it.
const NEAR_DAYS: i32 = 10;
/// The earliest year that a date without a year is taken to lie in.
const EARLIEST_YEAR: i16 = 1990;

/// What an article's other words and metadata say about its dates.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// Whether the outlet writes the month first, as its other stamps, zones or country tell.
    month_first: Option<bool>,
    /// The day in the address, or another unambiguous day of publication.
    known: Option<civil::Date>,
    /// Days named in running text.
    pub(super) mentions: Vec<Mention>,
    /// The pairs of readings of ambiguous stamps with their labels, to be read in one order.
    pairs: Vec<(Label, civil::Date, civil::Date)>,
    /// Unambiguous stamps.
    stamped: Vec<(Label, civil::Date)>,
    /// Years that the text names, latest first.
    years: Vec<i16>,
}

impl Evidence {
    /// Collects the evidence.
    pub(super) fn gather(
        source: Source<'_>,
        stamps: &[Stamp],
        url: Option<civil::Date>,
        tables: &Tables,
    ) -> Self {
        let mut evidence = Self { known: url, ..Self::default() };
        evidence.mentions = mentions::of(source.text, source.blocks, tables);
        evidence.years = mentions::years(source.text, source.blocks);
        let fields = [&source.given.published, &source.metadata.published, &source.metadata.updated];
        let fields: Vec<Stamp> = fields
            .into_iter()
            .filter_map(|field| match stamp::field(&field.as_ref()?.value, tables)? {
                FieldDate::Stamp(stamp) => Some(stamp),
                FieldDate::Instant(instant) => {
                    evidence.known = evidence.known.or(Some(instant.offset.to_datetime(instant.time).date()));
                    None
                }
                FieldDate::Year(_) => None,
            })
            .collect();
        for stamp in stamps.iter().chain(&fields) {
            evidence.month_first = evidence.month_first.or(stamp.month_first);
            match stamp.day {
                Some(Day::Ambiguous { month_first, day_first }) => {
                    evidence.pairs.push((stamp.label, month_first, day_first));
                }
                Some(Day::Full(day)) => evidence.stamped.push((stamp.label, day)),
                Some(Day::NoYear(..) | Day::Month(..)) | None => {}
            }
        }
        evidence.month_first =
            evidence.month_first.or_else(|| stamps.iter().find_map(|stamp| zone_order(stamp, tables)));
        evidence.month_first =
            evidence.month_first.or_else(|| source.url.and_then(|url| host_order(url, tables)));
        evidence
    }

    /// The readings of an ambiguous stamp, likeliest first, or the one that something decides for, with the words that do.
    pub(super) fn order(
        &self,
        stamp: &Stamp,
        month_first: civil::Date,
        day_first: civil::Date,
    ) -> (Vec<civil::Date>, Vec<Span>) {
        let decided = |first: bool| vec![if first { month_first } else { day_first }];
        if let Some(weekday) = stamp.weekday
            && let Some(first) = only(month_first.weekday() == weekday, day_first.weekday() == weekday)
        {
            return (decided(first), Vec::new());
        }
        if let Some(first) =
            self.known.and_then(|known| only(near(known, month_first, 1), near(known, day_first, 1)))
        {
            return (decided(first), Vec::new());
        }
        if let Some(first) = self.by_sequence() {
            return (decided(first), Vec::new());
        }
        if let Some((first, span)) = self.by_text(month_first, day_first) {
            return (decided(first), vec![span]);
        }
        match self.month_first {
            Some(first) => (decided(first), Vec::new()),
            None => (vec![month_first, day_first], Vec::new()),
        }
    }

    /// An update does not come before publication: an order of numbers that makes it so is wrong.
    fn by_sequence(&self) -> Option<bool> {
        let pick = |wanted: fn(Label) -> bool, first: bool| {
            let pair = self.pairs.iter().find(|(label, ..)| wanted(*label));
            pair.map(|(_, month, day)| if first { *month } else { *day })
                .or_else(|| self.stamped.iter().find(|(label, _)| wanted(*label)).map(|(_, day)| *day))
        };
        let fits = |first: bool| {
            let published = pick(|label| label != Label::Updated, first);
            let updated = pick(|label| label == Label::Updated, first);
            !matches!((published, updated), (Some(published), Some(updated)) if updated < published)
        };
        only(fits(true), fits(false))
    }

    /// "today, Friday", or a date in running text that is near to one reading alone.
    fn by_text(&self, month_first: civil::Date, day_first: civil::Date) -> Option<(bool, Span)> {
        let today = self.mentions.iter().filter(|mention| mention.today).find_map(|mention| {
            let weekday = mention.weekday?;
            Some((only(month_first.weekday() == weekday, day_first.weekday() == weekday)?, mention.span))
        });
        let dated = || {
            self.mentions.iter().find_map(|mention| {
                let (month, day) = mention.month_day?;
                let fits = |reading: civil::Date| {
                    civil::Date::new(mention.year.unwrap_or(reading.year()), month, day).is_ok_and(|date| {
                        near(date, reading, NEAR_DAYS)
                            && mention.weekday.is_none_or(|weekday| weekday == date.weekday())
                    })
                };
                Some((only(fits(month_first), fits(day_first))?, mention.span))
            })
        };
        today.or_else(dated)
    }

    /// The days that a month and day without a year can be, likeliest first.
    pub(super) fn years(
        &self,
        month: i8,
        day: i8,
        weekday: Option<Weekday>,
        tables: &Tables,
    ) -> Vec<civil::Date> {
        let at = |year: i16| {
            civil::Date::new(year, month, day)
                .ok()
                .filter(|date| weekday.is_none_or(|weekday| date.weekday() == weekday))
        };
        if let Some(known) = self.known.or(self.stamped.first().map(|(_, day)| *day)) {
            let nearest = (known.year() - 1..=known.year() + 1)
                .filter_map(at)
                .min_by_key(|date| days_between(*date, known));
            return nearest.into_iter().collect();
        }
        if let Some(date) = self.years.iter().find_map(|year| at(*year)) {
            return vec![date];
        }
        if weekday.is_none() {
            return Vec::new();
        }
        let latest = tables.dates.latest_year;
        (EARLIEST_YEAR..=latest).rev().filter_map(at).take(1 + tables.dates.other_years).collect()
    }
}

/// Which of two alone holds.
fn only(one: bool, other: bool) -> Option<bool> {
    (one != other).then_some(one)
}

/// How many days lie between two days.
pub(super) fn days_between(one: civil::Date, other: civil::Date) -> i32 {
    one.until(other).map_or(i32::MAX, |span| span.get_days().abs())
}

fn near(one: civil::Date, other: civil::Date, days: i32) -> bool {
    days_between(one, other) <= days
}

/// Whether the zone of a stamp is one of a country that writes the month first.
fn zone_order(stamp: &Stamp, tables: &Tables) -> Option<bool> {
    match stamp.zone.as_ref()? {
        Zone::Letters(letters) => {
            let region = tables.dates.zones.get(letters)?.first()?.region.as_ref()?;
            Some(tables.dates.order.month_first_regions.contains(region))
        }
        Zone::Place(place) => tables
            .dates
            .local
            .get(place)
            .map(|region| tables.dates.order.month_first_regions.contains(region)),
        Zone::Offset(_) => None,
    }
}

/// Whether the country of an address writes the month first; none where the address tells no country.
fn host_order(url: &str, tables: &Tables) -> Option<bool> {
    let host = super::outlet::host(url)?;
    let label = host.rsplit('.').next()?;
    if tables.dates.order.month_first.contains(label) {
        return Some(true);
    }
    (label.len() == 2 && !tables.dates.order.generic.contains(label)).then_some(false)
}

/// The day in the path of an address: "/2016/08/10/", "/2016/aug/10/", "-2016-08-10", "/20160810".
pub(super) fn url_day(url: &str, tables: &Tables) -> Option<civil::Date> {
    let path = url.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i16>().ok()).flatten()
    };
    let year_of = |part: &str| {
        number(part)
            .filter(|year| part.len() == 4 && (EARLIEST_YEAR..=tables.dates.latest_year + 10).contains(year))
    };
    let spelt = parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let month = number(month)
            .filter(|_| month.len() <= 2)
            .map_or_else(|| tables.calendar.month(month), |month| i8::try_from(month).ok())?;
        let day = number(day).filter(|_| day.len() <= 2)?;
        civil::Date::new(year_of(year)?, month, i8::try_from(day).ok()?).ok()
    });
    spelt.or_else(|| {
        parts.iter().filter(|part| part.len() == 8).find_map(|part| {
            number_day(part)
                .filter(|date| (EARLIEST_YEAR..=tables.dates.latest_year + 10).contains(&date.year()))
        })
    })
}

fn number_day(part: &str) -> Option<civil::Date> {
    if !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let two = |from: usize| part.get(from..from + 2)?.parse::<i8>().ok();
    civil::Date::new(part.get(..4)?.parse().ok()?, two(4)?, two(6)?).ok()
}
