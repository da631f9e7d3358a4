//! `name_words.toml` and `name_spelling.tsv`: what does not tell two names apart.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Overrides, TableError, parse_toml, tsv};

const WORDS: &str = "name_words.toml";
const SPELLING: &str = "name_spelling.tsv";

/// Words inside names. The file says what each list means.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    /// Before a person's name.
    pub titles: BTreeSet<String>,
    /// Written, joined or left out.
    pub particles: BTreeSet<String>,
    /// Particles that are given names too.
    pub given_particles: BTreeSet<String>,
    /// Forms of companies.
    pub company_forms: BTreeSet<String>,
    /// Parts of a body.
    pub parts: BTreeSet<String>,
    /// Regions that are listed under a country's code.
    pub regions: BTreeSet<String>,
    /// Things written or agreed.
    pub works: BTreeSet<String>,
    /// Groups of forms of one given name.
    pub nicknames: Vec<BTreeSet<String>>,
    /// Letters for one sound, in order of replacement.
    #[serde(skip)]
    pub spelling: Vec<(String, String)>,
}

impl NameWords {
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        let words: Self = parse_toml(WORDS, include_str!("../../../../data/name_words.toml"), overrides)?;
        let text = overrides
            .get(SPELLING)
            .map_or(include_str!("../../../../data/name_spelling.tsv"), String::as_str);
        let rows = tsv::rows(SPELLING, text, &["from", "to"])?;
        let spelling =
            rows.iter().map(|row| (row.get("from").to_owned(), row.get("to").to_owned())).collect();
        Ok(Self { spelling, ..words })
    }
}
