//! What a full stop can mean (`data/sentences.toml`).

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Overrides, TableError, parse_toml};

/// Words that decide whether a stop ends a sentence; lower case, without the last full stop.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentences {
    /// Abbreviations in front of a name or number; the stop after them ends nothing.
    pub leading: BTreeSet<String>,
    /// Abbreviations that can end a sentence.
    pub either: BTreeSet<String>,
    /// Words that begin a sentence when they have a capital.
    pub starters: BTreeSet<String>,
    /// Verbs of speech that follow a speaker's name.
    pub speech: BTreeSet<String>,
    /// Other words that announce a quotation before a colon.
    pub introducing: BTreeSet<String>,
    /// Endings of host names.
    pub domains: BTreeSet<String>,
}

impl Sentences {
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        parse_toml("sentences.toml", include_str!("../../../../data/sentences.toml"), overrides)
    }
}
