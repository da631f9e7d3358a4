//! `senses.toml`: words of one meaning, words of opposite meaning, and what turns into what.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Overrides, TableError, parse_toml};

/// Words of one meaning and how acts stand to one another.
#[derive(Clone, Debug, Default)]
pub struct Senses {
    acts: BTreeMap<String, String>,
    meanings: BTreeMap<String, String>,
    opposites: BTreeSet<(String, String)>,
    turns: BTreeSet<(String, String)>,
    /// Acts and nouns whose denial denies nothing that others tell.
    pub idle: BTreeSet<String>,
    /// Acts whose object there need not be.
    pub unfulfilled: BTreeSet<String>,
    /// Acts of asking and offering, which whoever turns one down tells of.
    pub made: BTreeSet<String>,
    /// Verbs of having, getting and making.
    pub having: BTreeSet<String>,
    /// Nouns whose verbs are idle, though it tells something that there was none.
    pub telling_nouns: BTreeSet<String>,
    /// Nouns by which a denial is widened.
    pub widening: BTreeSet<String>,
    /// Acts by which someone takes a stand: of two who take two stands neither undoes the other.
    pub stances: BTreeSet<String>,
    /// Acts that are states which last.
    pub qualities: BTreeSet<String>,
    /// Acts by which something is agreed or foreseen.
    pub plans: BTreeSet<String>,
    /// Words that say of an office that it is held no longer.
    pub former: BTreeSet<String>,
    /// Words by which a report corrects what was printed.
    pub corrections: Vec<String>,
    /// How names are withheld and given.
    pub identities: Identities,
    /// How a report says that accounts differ.
    pub contrast: Contrast,
    /// The phrases that tell how things go on, by their first words.
    stages: BTreeMap<String, Vec<Stage>>,
}

/// A phrase that tells a stage of a course of things.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Which course.
    pub course: usize,
    /// Which stage of it, in order.
    pub step: usize,
    /// No other stage follows it.
    pub is_last: bool,
    /// It is told of many things: two stages are of one course only where the clauses share what is told.
    pub alike: bool,
    /// Its words, in lower case.
    pub words: Vec<String>,
}

/// Stages that come one after the other, each by the phrases that tell it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Course {
    #[serde(default)]
    alike: bool,
    steps: Vec<Vec<String>>,
}

/// How a report says that a name is withheld, and how a later one says that it is known.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identities {
    /// Someone's name is withheld or not known.
    pub withheld: Vec<String>,
    /// It is given now.
    pub named: Vec<String>,
    /// Nouns for someone who told a report something.
    pub sources: BTreeSet<String>,
}

/// Words by which a report itself says that accounts differ.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contrast {
    /// The account before is told otherwise; `$` stands for the end of a clause.
    pub back: Vec<String>,
    /// The sentence tells of both accounts.
    pub both: Vec<String>,
    /// What a rival account is called.
    pub names: Vec<String>,
    /// Verbs of calling, as lemmas.
    pub callings: BTreeSet<String>,
}

/// `senses.toml` as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    acts: BTreeMap<String, Vec<String>>,
    opposites: Vec<Opposites>,
    turns: Vec<Turn>,
    things: BTreeMap<String, Vec<String>>,
    idle: BTreeSet<String>,
    unfulfilled: BTreeSet<String>,
    made: BTreeSet<String>,
    having: BTreeSet<String>,
    telling_nouns: BTreeSet<String>,
    widening: BTreeSet<String>,
    stances: BTreeSet<String>,
    qualities: BTreeSet<String>,
    plans: BTreeSet<String>,
    former: BTreeSet<String>,
    corrections: Vec<String>,
    identities: Identities,
    contrast: Contrast,
    courses: Vec<Course>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Opposites {
    of: [String; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Turn {
    first: Vec<String>,
    later: Vec<String>,
}

impl Senses {
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        let name = "senses.toml";
        let raw: Raw = parse_toml(name, include_str!("../../../../data/senses.toml"), overrides)?;
        let unknown = |act: &String| !raw.acts.contains_key(act);
        let used = raw.opposites.iter().flat_map(|pair| pair.of.iter());
        let turned = raw.turns.iter().flat_map(|turn| turn.first.iter().chain(&turn.later));
        if let Some(act) = used.chain(turned).find(|act| unknown(act)) {
            return Err(TableError { name: name.to_owned(), message: format!("no act {act}") });
        }
        let mut table = Self {
            contrast: raw.contrast,
            stages: stages(&raw.courses),
            idle: raw.idle,
            unfulfilled: raw.unfulfilled,
            made: raw.made,
            having: raw.having,
            telling_nouns: raw.telling_nouns,
            widening: raw.widening,
            stances: raw.stances,
            qualities: raw.qualities,
            plans: raw.plans,
            former: raw.former,
            corrections: raw.corrections,
            identities: raw.identities,
            ..Self::default()
        };
        for (group, words) in &raw.acts {
            for word in words.iter().chain([group]) {
                table.acts.entry(word.clone()).or_insert_with(|| group.clone());
            }
        }
        for (group, words) in &raw.things {
            for word in words.iter().chain([group]) {
                table.meanings.entry(word.clone()).or_insert_with(|| group.clone());
            }
        }
        for pair in &raw.opposites {
            let [a, b] = &pair.of;
            table.opposites.insert((a.clone(), b.clone()));
            table.opposites.insert((b.clone(), a.clone()));
        }
        for turn in &raw.turns {
            let pairs =
                turn.first.iter().flat_map(|first| turn.later.iter().map(move |later| (first, later)));
            table.turns.extend(pairs.map(|(first, later)| (first.clone(), later.clone())));
        }
        Ok(table)
    }

    /// The act that a lemma names.
    pub fn act(&self, lemma: &str) -> Option<&str> {
        self.acts.get(lemma).map(String::as_str)
    }

    /// The word that stands for all of its meaning; the word itself where the table has none.
    pub fn meaning<'w>(&'w self, lemma: &'w str) -> &'w str {
        self.meanings.get(lemma).or_else(|| self.acts.get(lemma)).map_or(lemma, String::as_str)
    }

    /// The phrases of stages that begin with a word.
    pub fn stages(&self, first: &str) -> &[Stage] {
        self.stages.get(first).map_or(&[], Vec::as_slice)
    }

    /// Whether two acts undo or exclude one another.
    pub fn are_opposite(&self, a: &str, b: &str) -> bool {
        self.opposites.contains(&(a.to_owned(), b.to_owned()))
    }

    /// The acts that undo or exclude one.
    pub fn opposites<'s>(&'s self, act: &'s str) -> impl Iterator<Item = &'s String> + use<'s> {
        let from = (act.to_owned(), String::new());
        self.opposites.range(from..).take_while(move |(one, _)| one == act).map(|(_, other)| other)
    }

    /// Whether what the one act was done to can later meet with the other.
    pub fn turns_into(&self, first: &str, later: &str) -> bool {
        self.turns.contains(&(first.to_owned(), later.to_owned()))
    }
}

fn stages(courses: &[Course]) -> BTreeMap<String, Vec<Stage>> {
    let mut stages: BTreeMap<String, Vec<Stage>> = BTreeMap::new();
    for (course, one) in courses.iter().enumerate() {
        for (step, phrases) in one.steps.iter().enumerate() {
            for phrase in phrases {
                let words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
                let Some(first) = words.first().cloned() else { continue };
                let is_last = step + 1 == one.steps.len();
                stages.entry(first).or_default().push(Stage {
                    course,
                    step,
                    is_last,
                    alike: one.alike,
                    words,
                });
            }
        }
    }
    stages
}
