//! The moments that a local time with a zone can mean.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use rashomon_doc::Instant;

use super::Zone;
use crate::Tables;

/// The continents of the IANA time zone database, under which cities stand.
const CONTINENTS: [&str; 9] = [
    "Europe",
    "America",
    "Asia",
    "Africa",
    "Australia",
    "Pacific",
    "Atlantic",
    "Indian",
    "America/Argentina",
];

/// One reading of a local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::clean) enum Clock {
    /// As the letters say.
    Strict(Instant),
    /// As the clocks of the region showed, where the letters contradict the season.
    Season(Instant),
}

impl Clock {
    /// The moment.
    pub(in crate::clean) fn instant(self) -> Instant {
        match self {
            Self::Strict(instant) | Self::Season(instant) => instant,
        }
    }
}

/// The moments that `local` in `zone` can mean, the likeliest first; none for a zone that is not known.
pub(in crate::clean) fn instants(local: civil::DateTime, zone: &Zone, tables: &Tables) -> Vec<Clock> {
    let mut found: Vec<Clock> = Vec::new();
    let mut add = |clock: Option<Clock>| {
        if let Some(clock) = clock
            && !found.iter().any(|other| other.instant() == clock.instant())
        {
            found.push(clock);
        }
    };
    match zone {
        Zone::Offset(minutes) => add(at_offset(local, *minutes).map(Clock::Strict)),
        Zone::Place(place) => {
            add(region_of(place, tables).and_then(|zone| at_region(local, &zone)).map(Clock::Strict));
        }
        Zone::Letters(letters) => {
            for meaning in tables.dates.zones.get(letters).map(Vec::as_slice).unwrap_or_default() {
                let strict =
                    meaning.offset.as_deref().and_then(minutes).and_then(|minutes| at_offset(local, minutes));
                let region = meaning.region.as_deref().and_then(|name| TimeZone::get(name).ok());
                let season = region.and_then(|zone| at_region(local, &zone));
                match (strict, season) {
                    (None, season) => add(season.map(Clock::Strict)),
                    (strict, None) => add(strict.map(Clock::Strict)),
                    (strict, season) => {
                        add(strict.map(Clock::Strict));
                        add(season.map(Clock::Season));
                    }
                }
            }
        }
    }
    found
}

fn at_offset(local: civil::DateTime, minutes: i32) -> Option<Instant> {
    let offset = Offset::from_seconds(minutes * 60).ok()?;
    Some(Instant { time: offset.to_timestamp(local).ok()?, offset })
}

fn at_region(local: civil::DateTime, zone: &TimeZone) -> Option<Instant> {
    let zoned = zone.to_zoned(local).ok()?;
    Some(Instant { time: zoned.timestamp(), offset: zoned.offset() })
}

/// Minutes east of UTC of "+05:30".
fn minutes(offset: &str) -> Option<i32> {
    let (sign, rest) = match offset.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, offset.strip_prefix('+')?),
    };
    let (hours, minutes) = rest.split_once(':')?;
    Some(sign * (hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok()?))
}

/// The zone of a place in "… time": from the table, or a city of the IANA database.
fn region_of(place: &str, tables: &Tables) -> Option<TimeZone> {
    let place = place.trim_start_matches("the ").trim();
    let place = place.strip_suffix(" standard").or(place.strip_suffix(" daylight")).unwrap_or(place);
    if let Some(region) = tables.dates.local.get(place) {
        return TimeZone::get(region).ok();
    }
    let city: Vec<String> = place.split(' ').map(capitalised).collect();
    let city = city.join("_");
    CONTINENTS.iter().find_map(|continent| TimeZone::get(&format!("{continent}/{city}")).ok())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
