//! `compare.toml`: thresholds of resolve and compare; `function_words.txt`: words that tell little.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Overrides, TableError, parse_toml, tsv};

const THRESHOLDS: &str = "compare.toml";
const BACKGROUND: &str = "news_words.tsv";
const FUNCTION_WORDS: &str = "function_words.txt";

/// Thresholds of resolve and compare. The file says what each one means.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// For shared passages.
    pub reuse: ReuseThresholds,
    /// For grouping reports into stories.
    pub stories: StoryThresholds,
    /// Words that carry little of what a sentence tells, in lower case.
    #[serde(skip)]
    pub function_words: BTreeSet<String>,
    /// How common words are in news.
    #[serde(skip)]
    pub background: Background,
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

/// Thresholds for grouping reports into stories.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryThresholds {
    /// How often a word of the title counts.
    pub title_weight: f64,
    /// Content words read.
    pub lead_words: usize,
    /// How much two words in a row count.
    pub pair_weight: f64,
    /// The least collection by which the rarity of pairs is reckoned.
    pub pair_documents: usize,
    /// 0 to 1.
    pub join: f64,
    /// 0 to 1.
    pub least: f64,
    /// Articles that hold a word.
    pub max_postings: usize,
    /// Days.
    pub free_days: f64,
    /// Similarity for each day.
    pub day_cost: f64,
}

/// Thresholds for shared passages.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReuseThresholds {
    /// Content words of a fingerprint.
    pub shingle: usize,
    /// Documents that a fingerprint may stand in.
    pub max_documents: usize,
    /// Fingerprints that two sentences must share.
    pub min_fingerprints: usize,
    /// Common words of a passage.
    pub min_words: usize,
    /// Common content words of a passage.
    pub min_content_words: usize,
    /// 0 to 1.
    pub min_similarity: f64,
    /// 0 to 1.
    pub copy_similarity: f64,
    /// Words that may lie between two parts of a passage.
    pub max_gap_words: usize,
    /// 0 to 1.
    pub whole_sentence: f64,
    /// Words aligned in one piece.
    pub max_sentence_words: usize,
    /// 0 to 1.
    pub repetition: f64,
    /// Reports of one outlet.
    pub boilerplate: usize,
    /// 0 to 1.
    pub quoted_share: f64,
}

impl Compare {
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        let text =
            overrides.get(THRESHOLDS).map_or(include_str!("../../../../data/compare.toml"), String::as_str);
        let table: Self = toml::from_str(text)
            .map_err(|error| TableError { name: THRESHOLDS.to_owned(), message: error.to_string() })?;
        let words = overrides
            .get(FUNCTION_WORDS)
            .map_or(include_str!("../../../../data/function_words.txt"), String::as_str);
        let function_words = words
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .map(str::to_owned)
            .collect();
        let counts =
            overrides.get(BACKGROUND).map_or(include_str!("../../../../data/news_words.tsv"), String::as_str);
        Ok(Self { function_words, background: Background::parse(counts)?, ..table })
    }
}
