//! `compare.toml`: thresholds of resolve and compare; `function_words.toml`: words that tell little.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::thresholds::{
    AloneThresholds, AnchorThresholds, ChangeThresholds, ClaimThresholds, ClauseThresholds, ClockThresholds,
    EventThresholds, FigureThresholds, LabelThresholds, NameThresholds, RankWords, ReuseThresholds,
    StoryThresholds,
};
use super::{Overrides, TableError, parse_toml, tsv};

const THRESHOLDS: &str = "compare.toml";
const BACKGROUND: &str = "news_words.tsv";
const FAMILIES: &str = "event_families.tsv";
const FUNCTION_WORDS: &str = "function_words.toml";

/// Thresholds of resolve and compare. The file says what each one means.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// For shared passages.
    pub reuse: ReuseThresholds,
    /// For grouping reports into stories.
    pub stories: StoryThresholds,
    /// For joining names.
    pub names: NameThresholds,
    /// For joining statements into claims.
    pub claims: ClaimThresholds,
    /// For what only one report has in its own voice.
    pub alone: AloneThresholds,
    /// What singles out a matter of a story.
    pub anchors: AnchorThresholds,
    /// For setting clauses against one another.
    pub clauses: ClauseThresholds,
    /// For finding what was said before it was changed.
    pub changes: ChangeThresholds,
    /// Words that tell a speaker's standing.
    pub ranks: RankWords,
    /// For merging events.
    pub events: EventThresholds,
    /// For labels.
    pub labels: LabelThresholds,
    /// For comparing times of day.
    pub clock: ClockThresholds,
    /// For comparing figures.
    pub figures: FigureThresholds,
    /// Words that carry little of what a sentence tells, in lower case.
    #[serde(skip)]
    pub function_words: BTreeSet<String>,
    /// How common words are in news.
    #[serde(skip)]
    pub background: Background,
}

/// `function_words.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionWords {
    /// Separated by white space.
    words: String,
}

/// In how many of a number of news articles each word stands.
#[derive(Clone, Debug, Default)]
pub struct Background {
    /// How many articles were counted.
    pub documents: u32,
    counts: BTreeMap<String, u32>,
}

impl Background {
    /// Articles of the background that hold a word, which is given reduced; 0 for rare and unknown ones.
    pub fn documents_with(&self, word: &str) -> u32 {
        self.counts.get(word).copied().unwrap_or(0)
    }

    fn parse(text: &str) -> Result<Self, TableError> {
        let error = |message: &str| TableError { name: BACKGROUND.to_owned(), message: message.to_owned() };
        let mut table = Self::default();
        for row in tsv::rows(BACKGROUND, text, &["word", "documents"])? {
            let count = row.get("documents").parse().map_err(|_| error("a count is no number"))?;
            table.counts.insert(row.get("word").to_owned(), count);
        }
        table.documents = table.counts.remove("").ok_or_else(|| error("no row for all documents"))?;
        Ok(table)
    }
}

/// The families of each lemma.
fn parse_families(text: &str) -> Result<BTreeMap<String, Vec<String>>, TableError> {
    let mut families: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in tsv::rows(FAMILIES, text, &["family", "words"])? {
        for word in row.list("words") {
            families.entry(word.to_owned()).or_default().push(row.get("family").to_owned());
        }
    }
    Ok(families)
}

impl Compare {
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        let built_in = include_str!("../../../../data/compare.toml");
        let table: Self = parse_toml(THRESHOLDS, built_in, overrides)?;
        let built_in = include_str!("../../../../data/function_words.toml");
        let words: FunctionWords = parse_toml(FUNCTION_WORDS, built_in, overrides)?;
        let function_words = words.words.split_whitespace().map(str::to_owned).collect();
        let counts =
            overrides.get(BACKGROUND).map_or(include_str!("../../../../data/news_words.tsv"), String::as_str);
        let families = overrides
            .get(FAMILIES)
            .map_or(include_str!("../../../../data/event_families.tsv"), String::as_str);
        let events = EventThresholds { families: parse_families(families)?, ..table.events };
        Ok(Self { events, function_words, background: Background::parse(counts)?, ..table })
    }
}
