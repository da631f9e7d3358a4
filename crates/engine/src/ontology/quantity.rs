//! Words of figures (`data/quantity.toml`).

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::Comparator;
use serde::Deserialize;

use super::{Overrides, TableError};

const NAME: &str = "quantity.toml";
const BUILT_IN: &str = include_str!("../../../../data/quantity.toml");

/// All words of figures.
#[derive(Debug, Default)]
pub struct QuantityWords {
    /// ISO 4217 code by the sign in front of a figure, upper case.
    pub currency_signs: BTreeMap<String, String>,
    /// ISO 4217 code by the word behind a figure, singular.
    pub currency_words: BTreeMap<String, String>,
    /// ISO 4217 code by the words behind a figure where they are several, singular.
    pub currency_names: BTreeMap<String, String>,
    /// Unit by the noun behind a figure, singular.
    pub measures: BTreeMap<String, String>,
    /// Letters for hundredths of a pound.
    pub pence: BTreeSet<String>,
    /// Words for percent.
    pub percent: BTreeSet<String>,
    /// Unit by its abbreviation, lower case.
    pub unit_signs: BTreeMap<String, String>,
    /// Factor by the letters glued to a figure, lower case.
    pub scale_signs: BTreeMap<String, f64>,
    /// Vague amounts.
    pub vague: BTreeSet<String>,
    /// Phrases in front of a figure that bound it, the longest first, as words.
    pub before: Vec<(Vec<String>, Comparator)>,
    /// Phrases behind.
    pub after: Vec<(Vec<String>, Comparator)>,
    /// Phrases that may stand between those in front and the figure.
    pub between: Vec<Vec<String>>,
    /// Verbs and nouns of change.
    pub changes: BTreeSet<String>,
    /// Nouns whose number is a name.
    pub labels: BTreeSet<String>,
    /// Words of streets.
    pub streets: BTreeSet<String>,
    /// Words beside a score.
    pub scores: BTreeSet<String>,
    /// Words in front of votes.
    pub votes: BTreeSet<String>,
    /// Verbs whose subject a figure measures, lemmas.
    pub measuring: BTreeSet<String>,
    /// Words behind a figure that say it counts people.
    pub casualties: BTreeSet<String>,
    /// Verbs whose bare figure counts people.
    pub casualty_verbs: BTreeSet<String>,
    /// Nouns for people.
    pub people: BTreeSet<String>,
    /// Nouns for groups of people, each of which is one.
    pub groups: BTreeSet<String>,
    /// Phrases that make the next figure a part of the one before.
    pub subset: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    currency_signs: BTreeMap<String, String>,
    currency_words: BTreeMap<String, String>,
    currency_names: BTreeMap<String, String>,
    measures: BTreeMap<String, String>,
    pence: Words,
    percent: Words,
    unit_signs: BTreeMap<String, String>,
    scale_signs: BTreeMap<String, f64>,
    vague: Words,
    before: BTreeMap<String, Vec<String>>,
    after: BTreeMap<String, Vec<String>>,
    between: Words,
    changes: Words,
    labels: Words,
    streets: Words,
    scores: Words,
    votes: Words,
    measuring: Words,
    casualties: Words,
    casualty_verbs: Words,
    people: Words,
    groups: Words,
    subset: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: BTreeSet<String>,
}

impl QuantityWords {
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        let raw: Raw = super::parse_toml(NAME, BUILT_IN, overrides)?;
        Ok(Self {
            currency_signs: raw
                .currency_signs
                .into_iter()
                .map(|(sign, code)| (sign.to_uppercase(), code))
                .collect(),
            currency_names: raw.currency_names,
            measures: raw.measures,
            pence: raw.pence.words,
            between: raw.between.words.iter().map(|phrase| split(phrase)).collect(),
            changes: raw.changes.words,
            labels: raw.labels.words,
            streets: raw.streets.words,
            scores: raw.scores.words,
            votes: raw.votes.words,
            measuring: raw.measuring.words,
            currency_words: raw.currency_words,
            percent: raw.percent.words,
            unit_signs: raw.unit_signs,
            scale_signs: raw.scale_signs,
            vague: raw.vague.words,
            before: phrases(raw.before)?,
            after: phrases(raw.after)?,
            casualties: raw.casualties.words,
            casualty_verbs: raw.casualty_verbs.words,
            people: raw.people.words,
            groups: raw.groups.words,
            subset: raw.subset.words.iter().map(|phrase| split(phrase)).collect(),
        })
    }
}

fn split(phrase: &str) -> Vec<String> {
    phrase.split(' ').map(str::to_owned).collect()
}

fn phrases(raw: BTreeMap<String, Vec<String>>) -> Result<Vec<(Vec<String>, Comparator)>, TableError> {
    let mut all = Vec::new();
    for (name, phrases) in raw {
        let comparator = name
            .parse()
            .map_err(|()| TableError { name: NAME.to_owned(), message: format!("no comparator {name}") })?;
        all.extend(phrases.iter().map(|phrase| (split(phrase), comparator)));
    }
    all.sort_by(|(left, _), (right, _)| right.len().cmp(&left.len()).then_with(|| left.cmp(right)));
    Ok(all)
}
