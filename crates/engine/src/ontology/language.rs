//! Signs of English and of machine translation (`data/language.toml`).

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Overrides, TableError, parse_toml};

/// By what English is known.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// The commonest words, lower case.
    pub function_words: BTreeSet<String>,
    /// The share of them from which a text is English without asking further, 0 to 1.
    pub certain_share: f64,
    /// The share below which a text that seems to be in another language is.
    pub least_share: f64,
    /// A text with fewer words is too short for the detector.
    pub least_words: usize,
    /// How many bytes of a text are looked at.
    pub sample: usize,
    /// Signs of machine translation.
    pub translation: Translation,
}

/// Signs of machine translation; all lower case.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translation {
    /// Words that say it outright.
    pub stated: Vec<String>,
    /// Auxiliaries of the perfect.
    pub perfect: BTreeSet<String>,
    /// Past forms that are no participles.
    pub not_participles: BTreeSet<String>,
    /// Modal verbs.
    pub modals: BTreeSet<String>,
    /// Bodies that are no "she".
    pub bodies: BTreeSet<String>,
    /// Feminine pronouns.
    pub feminine: BTreeSet<String>,
    /// Verbs after such a pronoun.
    pub verbs: BTreeSet<String>,
    /// Turns that translations carry over.
    pub turns: Vec<String>,
    /// How many different signs are needed.
    pub least_signs: usize,
}

impl Language {
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        parse_toml("language.toml", include_str!("../../../../data/language.toml"), overrides)
    }
}
