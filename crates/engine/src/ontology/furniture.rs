//! Phrases by which sites frame an article (`data/furniture.toml`).

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Overrides, TableError, parse_toml};

/// Phrases in lower case, with straight apostrophes, `#` for a number, and without final punctuation.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Furniture {
    /// Whole lines of furniture.
    pub lines: BTreeSet<String>,
    /// Beginnings of short lines of furniture.
    pub starts: BTreeSet<String>,
    /// What only furniture holds.
    pub contains: Vec<String>,
    /// Headings of lists of pointers to other articles.
    pub headings: BTreeSet<String>,
    /// Beginnings of pointers to other articles.
    pub teasers: BTreeSet<String>,
    /// Those of them that need a colon.
    pub weak_teasers: BTreeSet<String>,
    /// Beginnings of credits of pictures.
    pub credits: BTreeSet<String>,
    /// What only credits of pictures hold.
    pub credit_words: Vec<String>,
    /// Authors.
    pub byline: Byline,
    /// Headings with a colon.
    pub labels: Labels,
    /// Authors' notes.
    pub notes: Notes,
    /// Outlets.
    pub outlets: Outlets,
}

/// How authors are named.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Byline {
    /// In front of a name.
    pub starts: BTreeSet<String>,
    /// In credits at the end.
    pub credits: BTreeSet<String>,
    /// Roles beside a name.
    pub roles: BTreeSet<String>,
}

/// Headings with a colon that are no place.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// The headings.
    pub kickers: BTreeSet<String>,
}

/// Authors' notes at the end of an article.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// How they go on after the name.
    pub verbs: BTreeSet<String>,
    /// What they hold.
    pub words: Vec<String>,
}

/// Names of outlets.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlets {
    /// Parts by which a word is known for one.
    pub parts: BTreeSet<String>,
    /// Last words of names that stand on a line of their own.
    pub mastheads: BTreeSet<String>,
}

impl Furniture {
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        parse_toml("furniture.toml", include_str!("../../../../data/furniture.toml"), overrides)
    }
}
