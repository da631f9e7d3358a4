//! `compare.toml`: thresholds of resolve and compare; `function_words.txt`: words that tell little.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Overrides, TableError, parse_toml};

const THRESHOLDS: &str = "compare.toml";
const FUNCTION_WORDS: &str = "function_words.txt";

/// Thresholds of resolve and compare. The file says what each one means.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compare {
    /// For shared passages.
    pub reuse: ReuseThresholds,
    /// Words that carry little of what a sentence tells, in lower case.
    #[serde(skip)]
    pub function_words: BTreeSet<String>,
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
        Ok(Self { function_words, ..table })
    }
}
