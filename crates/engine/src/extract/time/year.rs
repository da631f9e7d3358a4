//! Which year a month, a day, a season or a quarter without one belongs to.

use jiff::civil;
use rashomon_doc::Basis;

use super::anchor::{Anchor, Tense, Told};
use super::form::Year;
use super::found::days_between;
use crate::ontology::time::{Shift, Unit};

/// A year, on what ground, and what was told before that it rests on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chosen {
    pub(super) year: i16,
    pub(super) basis: Basis,
    pub(super) leans: Option<Told>,
}

/// The year that an expression means. `day` gives its first day in a candidate year.
pub(super) fn choose(year: Year, anchor: Anchor, day: impl Fn(i16) -> Option<civil::Date>) -> Option<Chosen> {
    match year {
        Year::Of(year) => Some(Chosen { year, basis: Basis::Stated, leans: None }),
        Year::Relative(away) => {
            let base = anchor.published?;
            Some(Chosen { year: base.year() + away, basis: Basis::Computed, leans: None })
        }
        Year::Same => {
            let told = anchor.told?;
            Some(Chosen { year: told.day.year(), basis: Basis::Computed, leans: Some(told) })
        }
        Year::Near(shift) => {
            if let Some(base) = anchor.near.filter(|_| anchor.published.is_none()) {
                let year = nearest(base, shift, anchor.tense, day);
                return Some(Chosen { year, basis: Basis::Inferred, leans: None });
            }
            let story = anchor.story.filter(|_| shift.is_none());
            if let Some((told, year)) = story.and_then(|told| Some((told, in_story(told, anchor, &day)?))) {
                return Some(Chosen { year, basis: Basis::Inferred, leans: Some(told) });
            }
            let year = nearest(anchor.published?, shift, anchor.tense, day);
            Some(Chosen { year, basis: Basis::Computed, leans: None })
        }
    }
}

/// The year that the narrative has reached: the one it named, or where it named a month or a day, the one that goes on
/// from there. A narrative rather goes on than back, and not beyond the day of publication.
fn in_story(told: Told, anchor: Anchor, day: impl Fn(i16) -> Option<civil::Date>) -> Option<i16> {
    /// How far a narrative goes back without naming the year again.
    const BACK: i64 = 150;
    let year = told.day.year();
    let found = match told.unit {
        Unit::Decade | Unit::Century => return None,
        Unit::Year => day(year).map(|_| year),
        _ => [year, year + 1, year - 1].into_iter().find(|year| {
            day(*year).is_some_and(|day| (-BACK..366 - BACK).contains(&days_between(told.day, day)))
        }),
    }?;
    let late = anchor.published.zip(day(found)).is_some_and(|(published, day)| day > published);
    Some(if late && anchor.tense != Tense::Future && day(found - 1).is_some() { found - 1 } else { found })
}

/// The year that puts a date without one nearest to publication, on the side that the words beside it point to.
fn nearest(
    base: civil::Date,
    shift: Option<Shift>,
    tense: Tense,
    day: impl Fn(i16) -> Option<civil::Date>,
) -> i16 {
    /// A year has two halves: the nearer day wins where nothing points either way.
    const HALF_YEAR: i64 = 183;
    /// How far a date may lie on the side that the words do not point to (stamps late by a zone, loose tenses).
    const SLACK: i64 = 45;
    let this = base.year();
    let (earliest, latest) = match (shift, tense) {
        (Some(Shift::Last), _) => (-366, -1),
        (Some(Shift::Next), _) => (1, 366),
        (Some(Shift::This), _) => return this,
        // Results of the quarter just gone are "expected".
        (_, Tense::Future) => (-SLACK * 3, 366 - SLACK),
        (_, Tense::Past) => (SLACK - 366, SLACK),
        (_, Tense::Open) => (-HALF_YEAR, HALF_YEAR),
    };
    let fits =
        |year: &i16| day(*year).is_some_and(|day| (earliest..=latest).contains(&days_between(base, day)));
    // A leap day can be further away than a year.
    let valid = || (this - 4..=this + 4).rev().find(|year| *year <= this && day(*year).is_some());
    let other = if tense == Tense::Future { [this, this + 1, this - 1] } else { [this, this - 1, this + 1] };
    other.into_iter().find(fits).or_else(valid).unwrap_or(this)
}
