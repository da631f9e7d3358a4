//! The tables of `data/`: compiled in, and overridable by the user.
//!
//! A table is parsed once, by a submodule that knows its shape. What a table holds is true of the language or the
//! world, never of one story.

mod accounts;
pub mod calendar;
mod compare;
mod counted;
mod country;
mod cue;
pub mod dates;
pub mod frames;
pub mod furniture;
pub mod inputs;
pub mod language;
pub mod markup;
mod name_words;
mod noun;
pub mod quantity;
mod senses;
pub mod sentences;
mod thresholds;
pub mod time;
mod tsv;

use std::collections::BTreeMap;

pub use accounts::{Accounts, Phrase, Phrases};
pub use calendar::Calendar;
pub use compare::{Background, Compare};
pub use counted::{CountKind, CountTopic, Counted};
pub use country::{Agency, Body, CountryForm, CountryRef, Role, RoleKind, World};
pub use cue::{AddresseeForm, ContentForm, Cue, CueClass, Cues};
pub use dates::Dates;
pub use furniture::Furniture;
pub use inputs::{FieldRole, Inputs, NamedKind};
pub use language::Language;
pub use markup::{Authors, Markup, NameKind};
pub use name_words::NameWords;
pub use noun::{Gender, Noun, NounKind, People};
pub use senses::{Contrast, Senses, Stage};
pub use sentences::Sentences;
pub use thresholds::{
    ChangeThresholds, ClaimThresholds, ClauseThresholds, ClockThresholds, EventThresholds, FigureThresholds,
    LabelThresholds, NameThresholds, RankWords, ReuseThresholds, StoryThresholds,
};

/// An error in a table.
#[derive(Debug, thiserror::Error)]
#[error("table {name}: {message}")]
pub struct TableError {
    /// File name of the table.
    pub name: String,
    /// What is wrong, with the line where it is known.
    pub message: String,
}

/// Texts of tables that replace those compiled in, by file name.
pub type Overrides = BTreeMap<String, String>;

/// The file names of all tables, in order.
pub const TABLE_NAMES: &[&str] = &[
    "accounts.toml",
    "agencies.tsv",
    "bodies.tsv",
    "calendar.toml",
    "countries.tsv",
    "counted.toml",
    "cues.tsv",
    "embedding.tsv",
    "event_families.tsv",
    "event_words.tsv",
    "fields.toml",
    "frames_conflict.tsv",
    "frames_cooperation.tsv",
    "frames_dispute.tsv",
    "frames_happenings.tsv",
    "frames_phrases.tsv",
    "given_names.tsv",
    "happenings.tsv",
    "html.toml",
    "kinds.toml",
    "leaders.tsv",
    "nouns.tsv",
    "places.tsv",
    "regions.tsv",
    "roles.tsv",
    "senses.toml",
    "sentences.toml",
    "time.toml",
    "titles.tsv",
    "words.toml",
];

/// All tables, parsed.
#[derive(Debug, Default)]
pub struct Tables {
    /// Names of months and weekdays.
    pub calendar: Calendar,
    /// Words of time expressions.
    pub time: time::TimeWords,
    /// Words of figures.
    pub quantity: quantity::QuantityWords,
    /// Frames of events.
    pub frames: frames::Frames,
    /// Countries, places, bodies, agencies and roles.
    pub world: World,
    /// How inputs are recognised and how their records name things.
    pub inputs: Inputs,
    /// What a full stop can mean.
    pub sentences: Sentences,
    /// Reporting cues.
    pub cues: Cues,
    /// Nouns for those who speak and act, titles and given names.
    pub people: People,
    /// How date stamps are written.
    pub dates: Dates,
    /// Phrases by which sites frame an article.
    pub furniture: Furniture,
    /// Names in the markup of pages.
    pub markup: Markup,
    /// Signs of English and of machine translation.
    pub language: Language,
    /// Thresholds of resolve and compare.
    pub compare: Compare,
    /// What figures count.
    pub counted: Counted,
    /// Words of one meaning, and acts that undo one another.
    pub senses: Senses,
    /// Phrases of changed, withheld and rival accounts.
    pub accounts: Accounts,
    /// Words inside names.
    pub names: NameWords,
}

/// The text of a table of `data/`: the user's, or the one compiled in.
macro_rules! source {
    ($overrides:expr, $name:literal) => {
        $overrides.get($name).map_or(include_str!(concat!("../../../../data/", $name)), String::as_str)
    };
}

impl Tables {
    /// Parses the tables compiled in, with `overrides` in their stead.
    ///
    /// # Errors
    /// Where a table does not parse; the error names the table and the place.
    pub fn load(overrides: &Overrides) -> Result<Self, TableError> {
        let calendar = Calendar::load(overrides)?;
        Ok(Self {
            time: time::TimeWords::load(overrides, &calendar)?,
            dates: Dates::load(overrides, &calendar)?,
            calendar,
            inputs: Inputs::load(overrides)?,
            sentences: Sentences::load(overrides)?,
            frames: frames::Frames::parse(
                &[
                    ("frames_phrases.tsv", source!(overrides, "frames_phrases.tsv")),
                    ("frames_cooperation.tsv", source!(overrides, "frames_cooperation.tsv")),
                    ("frames_dispute.tsv", source!(overrides, "frames_dispute.tsv")),
                    ("frames_conflict.tsv", source!(overrides, "frames_conflict.tsv")),
                    ("frames_happenings.tsv", source!(overrides, "frames_happenings.tsv")),
                ],
                source!(overrides, "happenings.tsv"),
                source!(overrides, "embedding.tsv"),
                source!(overrides, "event_words.tsv"),
            )?,
            quantity: quantity::QuantityWords::load(overrides)?,
            furniture: Furniture::load(overrides)?,
            language: Language::load(overrides)?,
            compare: Compare::load(overrides)?,
            names: NameWords::load(overrides)?,
            counted: Counted::load(overrides)?,
            senses: Senses::load(overrides)?,
            accounts: Accounts::load(overrides)?,
            markup: Markup::load(overrides)?,
            world: World::parse(&country::Sources {
                countries: source!(overrides, "countries.tsv"),
                places: source!(overrides, "places.tsv"),
                regions: source!(overrides, "regions.tsv"),
                leaders: source!(overrides, "leaders.tsv"),
                bodies: source!(overrides, "bodies.tsv"),
                agencies: source!(overrides, "agencies.tsv"),
                roles: source!(overrides, "roles.tsv"),
            })?,
            cues: Cues::parse(source!(overrides, "cues.tsv"))?,
            people: People::parse(
                source!(overrides, "nouns.tsv"),
                source!(overrides, "titles.tsv"),
                source!(overrides, "given_names.tsv"),
            )?,
        })
    }
}

/// Parses the TOML table `name`: the user's text, or else the one compiled in.
fn parse_toml<T: serde::de::DeserializeOwned>(
    name: &str,
    built_in: &str,
    overrides: &Overrides,
) -> Result<T, TableError> {
    let text = overrides.get(name).map_or(built_in, String::as_str);
    toml::from_str(text).map_err(|cause| TableError { name: name.to_owned(), message: cause.to_string() })
}
