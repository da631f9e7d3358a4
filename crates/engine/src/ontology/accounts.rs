//! `accounts.toml`: how reports tell that an account has changed, and by which phrases one outcome is told in two ways.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Overrides, TableError, parse_toml};

/// Phrases of changed, withheld and rival accounts.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// How an office ends, beside the acts of resigning and sacking.
    pub departures: Phrases,
    /// Nouns for those who print and broadcast.
    pub media: BTreeSet<String>,
    /// By which a report says that someone gave no answer.
    pub silences: Phrases,
    /// By which a report says that something is not known or not said.
    pub unknowns: Phrases,
    /// Words that begin what is not known.
    pub questions: BTreeSet<String>,
    /// By which a report leaves open whether what it tells is so.
    pub reserves: Phrases,
    /// Someone's word itself is taken back or put right.
    pub taken_back: Phrases,
    /// Someone says something else now.
    pub changed: Phrases,
    /// Someone admits something.
    pub admitted: Phrases,
    /// One outcome told in ways that cannot both hold.
    pub rivals: Phrases,
}

/// Phrases, by their first words.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    by_first: BTreeMap<String, Vec<Phrase>>,
}

/// A phrase of a group.
#[derive(Clone, Debug)]
pub struct Phrase {
    /// Which group of phrases that exclude one another.
    pub group: usize,
    /// Which side of the group.
    pub side: usize,
    /// It is told of many things.
    pub alike: bool,
    /// Some word of it says that something is not so.
    pub negates: bool,
    words: Vec<String>,
}

/// `accounts.toml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    negations: BTreeSet<String>,
    departures: Vec<String>,
    media: BTreeSet<String>,
    silences: Vec<String>,
    unknowns: Vec<String>,
    questions: BTreeSet<String>,
    reserves: Vec<String>,
    retractions: Retractions,
    rivals: Vec<Rivals>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Retractions {
    taken_back: Vec<String>,
    changed: Vec<String>,
    admitted: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rivals {
    #[serde(default)]
    alike: bool,
    sides: Vec<Vec<String>>,
}

impl Accounts {
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        let name = "accounts.toml";
        let raw: Raw = parse_toml(name, include_str!("../../../../data/accounts.toml"), overrides)?;
        let plain = |list: &[String]| {
            let mut phrases = Phrases::default();
            for phrase in list {
                phrases.add(phrase, (0, 0), false, &raw.negations);
            }
            phrases
        };
        let mut rivals = Phrases::default();
        for (group, one) in raw.rivals.iter().enumerate() {
            for (side, phrases) in one.sides.iter().enumerate() {
                for phrase in phrases {
                    rivals.add(phrase, (group, side), one.alike, &raw.negations);
                }
            }
        }
        Ok(Self {
            departures: plain(&raw.departures),
            media: raw.media.clone(),
            silences: plain(&raw.silences),
            unknowns: plain(&raw.unknowns),
            questions: raw.questions.clone(),
            reserves: plain(&raw.reserves),
            taken_back: plain(&raw.retractions.taken_back),
            changed: plain(&raw.retractions.changed),
            admitted: plain(&raw.retractions.admitted),
            rivals,
        })
    }
}

impl Phrases {
    fn add(
        &mut self,
        phrase: &str,
        (group, side): (usize, usize),
        alike: bool,
        negations: &BTreeSet<String>,
    ) {
        let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
        let Some(first) = words.first().cloned() else { return };
        let negates = words.iter().any(|word| word.ends_with("n't") || negations.contains(word));
        self.by_first.entry(first).or_default().push(Phrase { group, side, alike, negates, words });
    }

    /// The phrases that stand in some words, with the number of the word at which each begins.
    pub fn within<'p>(&'p self, words: &[&str]) -> Vec<(usize, &'p Phrase)> {
        let mut found = Vec::new();
        for (at, first) in words.iter().enumerate() {
            let starting = self.by_first.get(*first).map_or(&[][..], Vec::as_slice);
            let stands = |phrase: &&Phrase| {
                words.get(at..at + phrase.words.len()).is_some_and(|here| here.iter().eq(phrase.words.iter()))
            };
            found.extend(starting.iter().filter(stands).map(|phrase| (at, phrase)));
        }
        found
    }
}
