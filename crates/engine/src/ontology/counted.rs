//! `counted.toml`: what the figures of news count.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Overrides, TableError, parse_toml};

/// What figures count.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// In the order in which they are tried.
    pub topics: Vec<CountTopic>,
    /// Nouns for people that are a part of those who are counted.
    pub parts: BTreeSet<String>,
    /// Words by which a figure is given with nothing that says of what.
    pub put: BTreeSet<String>,
    /// Nouns for the small coin in which shares are priced; the first stands for all.
    pub pence: BTreeSet<String>,
    /// Nouns for money beside the currencies.
    pub money: BTreeSet<String>,
    /// Words of a sentence that gives the size of something.
    pub sizes: BTreeSet<String>,
    /// Words behind a figure for one share.
    pub per_share: Vec<String>,
    /// Words behind a figure for a part of a larger lot.
    pub of_them: Vec<String>,
    /// Words by which a figure is known for a part, a limit, an hour or a denial.
    pub wording: Wording,
    /// Vague words, the longer first.
    pub vague: Vec<VagueWord>,
    /// Units of measure, by their names in the singular.
    pub measures: BTreeMap<String, Measure>,
}

/// A vague word and what it can stand for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VagueWord {
    /// In lower case.
    pub word: String,
    /// The least that it stands for.
    pub least: f64,
}

/// Words by which a figure is known for a part, a limit, an hour or a denial; all in lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Before a bare figure: the noun behind them is what it counts.
    pub asks: Vec<String>,
    /// Nouns for a share of what stands behind their "of".
    pub shares: BTreeSet<String>,
    /// A part of those whom a topic's own noun names.
    pub lots: Vec<String>,
    /// Behind "of them", so that all whom it befell are counted.
    pub befell: Vec<String>,
    /// Behind a figure that only says by how much another is larger.
    pub more_than: Vec<String>,
    /// Shortly before a figure that is allowed.
    pub limits: BTreeSet<String>,
    /// Behind an hour of the day.
    pub hours: Vec<String>,
    /// Right before a figure that is not so.
    pub denials: Vec<String>,
    /// Words that may stand between those and the figure.
    pub fillers: BTreeSet<String>,
    /// A figure was given at first and is given no longer.
    pub firsts: Vec<String>,
    /// Verbs by which such a figure was given.
    pub tells: BTreeSet<String>,
    /// Between a figure that was given at first and the one that is given now.
    pub turns: BTreeSet<String>,
    /// Words between a distance and the point that it is measured from, with the one that stands for all of one sense.
    pub points: BTreeMap<String, String>,
    /// Right before a figure that has become another.
    pub change: Vec<String>,
}

/// A unit of measure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// What is measured in it ("speed").
    pub of: String,
    /// How many units that stand for all of the dimension make one.
    pub scale: f64,
}

/// Which figures a topic takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountKind {
    /// Of people.
    Person,
    /// Shares.
    Percent,
    /// Sums.
    Money,
    /// Sums for one share or piece.
    SharePrice,
    /// Lengths of time.
    Duration,
    /// Things.
    Thing,
}

/// One thing that figures count.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "marks that do not depend on one another")]
pub struct CountTopic {
    /// In plain words.
    pub name: String,
    /// Which figures it takes.
    pub kind: CountKind,
    /// What is counted is this by itself.
    pub nouns: BTreeSet<String>,
    /// What stands beside a figure of this topic.
    pub words: BTreeSet<String>,
    /// Nouns that name those who are counted, though elsewhere they name a part.
    #[serde(default)]
    pub members: BTreeSet<String>,
    /// A later and higher figure is news.
    pub grows: bool,
    /// The happening is over: a later figure is another account, not news.
    #[serde(default)]
    pub settled: bool,
    /// A story has seldom two of them.
    #[serde(default)]
    pub single: bool,
    /// The figure that each report gives first is that of the story.
    #[serde(default)]
    pub main: bool,
    /// What it gives is set anew from time to time ("the price"), so that another figure soon after is news.
    #[serde(default)]
    pub moves: bool,
    /// The report has to hold one of these words ("cases" are of many kinds).
    #[serde(default)]
    pub needs: BTreeSet<String>,
    /// Lower figures count other things.
    #[serde(default)]
    pub least: Option<f64>,
    /// Figures farther apart count other things.
    pub ratio: f64,
}

impl Counted {
    /// The unit of measure of a name.
    pub fn measure(&self, unit: &str) -> Option<&Measure> {
        self.measures.get(unit)
    }

    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        parse_toml("counted.toml", include_str!("../../../../data/counted.toml"), overrides)
    }
}
