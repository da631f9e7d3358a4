//! What time a text tells of: that of its publication, or another one that its years name.
//!
//! A history names years and hardly a weekday; there a month without a year is the narrative's. A news report goes back
//! for a passage: inside a paragraph, a month or a day takes the year of the dated sentence before it, until
//! something is again reckoned from publication.

use jiff::civil;

use super::anchor::{Tense, Told};
use super::form::{Form, Year};
use super::mention::{Mention, Role};
use crate::ontology::time::{HistoryLimits, Shift, Unit};

/// How a form is tied to time.
enum Tie {
    /// It names its year.
    Year(i16),
    /// It is reckoned from publication.
    News,
    /// Neither.
    Loose,
}

fn tie(form: &Form) -> Tie {
    match form {
        Form::Day { year, .. }
        | Form::Month { year, .. }
        | Form::Season { year, .. }
        | Form::Quarter { year, .. }
        | Form::Half { year, .. } => match year {
            Year::Of(year) => Tie::Year(*year),
            Year::Relative(_) | Year::Near(Some(_)) => Tie::News,
            Year::Near(None) | Year::Same => Tie::Loose,
        },
        Form::Numeric { year, .. } | Form::Year(year) | Form::Years { first: year, .. } => Tie::Year(*year),
        Form::WeekTo(day) => tie(day),
        Form::Weekday { .. } | Form::WeekdayOf { .. } | Form::Today(_) => Tie::News,
        Form::Neighbour { shift, .. } | Form::Distance { shift, .. } => match shift {
            Shift::Last | Shift::This | Shift::Next | Shift::Ago => Tie::News,
            Shift::Preceding
            | Shift::Following
            | Shift::Same
            | Shift::Told
            | Shift::Earlier
            | Shift::Later => Tie::Loose,
        },
        Form::Period(year) => Tie::Year(*year),
        Form::Decade(_)
        | Form::Century(_)
        | Form::Duration { .. }
        | Form::SameTime
        | Form::Set(_)
        | Form::Vague(_)
        | Form::Clock => Tie::Loose,
    }
}

/// A narrative goes on by so many years at most without beginning a sentence with the year.
const STEP: i16 = 2;

/// A passage is no longer than so many sentences after the one that named its year or went on from it.
const PASSAGE: usize = 2;

/// What the text told of last, as far as dates without a year go on from it.
pub(super) struct Narrative {
    /// Whether the whole text tells of other years than that of publication.
    history: bool,
    published: Option<civil::Date>,
    story: Option<Told>,
    /// The paragraph and sentence that named a year, in a news report.
    frame: Option<(usize, usize)>,
}

impl Narrative {
    /// Looks over all expressions of a text.
    pub(super) fn of(mentions: &[Mention], published: Option<civil::Date>, limits: HistoryLimits) -> Self {
        let named = || {
            mentions.iter().filter_map(|mention| match tie(&mention.parsed.form) {
                Tie::Year(year) => Some((year, mention.span)),
                Tie::News | Tie::Loose => None,
            })
        };
        let history = published.is_none_or(|published| {
            let old = named().filter(|(year, _)| *year <= published.year() - limits.years).count();
            let news =
                mentions.iter().filter(|mention| matches!(tie(&mention.parsed.form), Tie::News)).count();
            old >= limits.mentions && old >= news * limits.share
        });
        // What stands before the first year named belongs to that year, as far as one can tell.
        let first = named().next().filter(|_| history);
        let story = first.and_then(|(year, span)| {
            Some(Told { day: civil::Date::new(year, 1, 1).ok()?, unit: Unit::Year, span, guessed: true })
        });
        Self { history, published, story, frame: None }
    }

    /// What a date without a year goes on from; `None` where that is publication.
    pub(super) fn story(&self, mention: &Mention) -> Option<Told> {
        if self.history {
            return self.story;
        }
        let (paragraph, sentence) = self.frame?;
        let near = paragraph == mention.paragraph
            && mention.sentence - sentence <= PASSAGE
            && (sentence != mention.sentence || !mention.apart);
        let weekday = matches!(mention.parsed.form, Form::Weekday { .. });
        self.story.filter(|_| near && !weekday && mention.tense != Tense::Future)
    }

    /// Whether the whole text is a history.
    pub(super) fn is_history(&self) -> bool {
        self.history
    }

    /// Takes note of an expression and of what it was reckoned to be.
    pub(super) fn follow(&mut self, mention: &Mention, told: Option<Told>, took: bool) {
        let frames = mention.role != Role::Inner;
        let initial = mention.role == Role::Initial;
        let dated = told.is_some_and(|told| matches!(told.unit, Unit::Day | Unit::Month));
        match tie(&mention.parsed.form) {
            Tie::Year(year) => {
                let aside = self.story.is_some_and(|story| !(0..=STEP).contains(&(year - story.day.year())));
                let other = self.published.is_none_or(|published| year != published.year());
                if self.history {
                    // "the defeat of 1905" inside a sentence is a look aside, not where the narrative goes on.
                    if dated || initial || !aside {
                        self.story = told.or(self.story);
                    }
                } else if other && frames && (dated || initial) {
                    self.story = told;
                    self.frame = Some((mention.paragraph, mention.sentence));
                } else if !other {
                    self.frame = None;
                }
            }
            Tie::News => self.frame = None,
            Tie::Loose if took && dated => {
                self.story = told;
                self.frame = self.frame.map(|_| (mention.paragraph, mention.sentence));
            }
            Tie::Loose => {}
        }
    }
}

/// Gives "from 22 March to 3 April 1951" and "May and June 2003" one year: what stands in front of a dated month and is
/// joined to it takes its year, or the year before where its month is a later one.
pub(super) fn share_years(mentions: &mut [Mention]) {
    let mut next: Option<(i16, i8)> = None;
    for mention in mentions.iter_mut().rev() {
        let joined = next.filter(|_| mention.joined);
        next = match &mut mention.parsed.form {
            Form::Day { year, month, .. } | Form::Month { year, month } => {
                if let (Year::Near(None), Some((shared, later))) = (*year, joined) {
                    *year = Year::Of(if *month > later { shared - 1 } else { shared });
                }
                if let Year::Of(year) = year { Some((*year, *month)) } else { None }
            }
            _ => None,
        };
    }
}
