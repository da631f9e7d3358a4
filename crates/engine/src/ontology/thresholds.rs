//! The shapes of `compare.toml`. The file says what each figure means.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// Thresholds for joining names.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameThresholds {
    /// 0 to 1.
    pub same: f64,
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
    /// An exponent.
    pub rarity_power: f64,
    /// 0 to 1.
    pub join: f64,
    /// 0 to 1.
    pub join_handful: f64,
    /// Articles.
    pub handful: f64,
    /// Articles.
    pub collection: f64,
    /// 0 to 1.
    pub sure: f64,
    /// 0 to 1.
    pub least: f64,
    /// Articles that hold a word.
    pub max_postings: usize,
    /// Words of an article.
    pub finders: usize,
    /// Articles.
    pub compared: usize,
    /// Articles.
    pub neighbours: usize,
    /// A rank.
    pub crowd_first: usize,
    /// A rank.
    pub crowd_last: usize,
    /// Articles.
    pub few_reports: f64,
    /// Articles.
    pub many_reports: f64,
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
    /// Words of a run.
    pub run_words: usize,
    /// Content words of a run.
    pub run_content_words: usize,
    /// Words of a run that both quote.
    pub quoted_run_words: usize,
    /// Natural logarithm.
    pub run_rarity: f64,
    /// Natural logarithm.
    pub quoted_run_rarity: f64,
    /// Common content words of two sentences that are mostly one.
    pub sentence_content_words: usize,
    /// 0 to 1.
    pub sentence_similarity: f64,
    /// Natural logarithm.
    pub sentence_rarity: f64,
    /// Words of a fingerprint of a run.
    pub run_shingle: usize,
    /// Documents that such a fingerprint may stand in.
    pub run_documents: usize,
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

/// When two times of day stand for one happening.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockThresholds {
    /// Words before a time of day that make it rough, in lower case.
    pub about: BTreeSet<String>,
    /// Words before a time of day that only bounds something, in lower case.
    pub bounds: BTreeSet<String>,
    /// Minutes that a rough time may be off.
    pub about_minutes: i32,
    /// Minutes that another may be off.
    pub exact_minutes: i32,
    /// Minutes.
    pub most_minutes: i32,
    /// A sum of weights.
    pub common: f64,
    /// The same where one event is told in both sentences.
    pub common_with_event: f64,
}

/// Thresholds for tying tellings by what singles out a matter.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnchorThresholds {
    /// Natural logarithm.
    pub rare: f64,
    /// Tellings of one report.
    pub places: usize,
    /// Natural logarithm.
    pub figure_weight: f64,
    /// Natural logarithm.
    pub round_weight: f64,
    /// Sum of weights.
    pub least: f64,
    /// The least likeness of what both are about.
    pub gist: f64,
    /// Sum of weights.
    pub other_figures: f64,
    /// 0 to 1.
    pub share: f64,
}

/// Thresholds for joining statements into claims.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimThresholds {
    /// Natural logarithm.
    pub entity_weight: f64,
    /// Natural logarithm.
    pub rarest: f64,
    /// 0 to 1.
    pub held_weight: f64,
    /// Words.
    pub full_words: f64,
    /// A factor.
    pub other_numbers: f64,
    /// How much the words' likeness grows for a gist above the usual one.
    pub gist: f64,
    /// The gist of two tellings at which their words count for what they are, -1 to 1.
    pub usual_gist: f64,
    /// Added.
    pub same_numbers: f64,
    /// Logarithms, for figures of one digit, of two, and of more.
    pub number_weights: Vec<f64>,
    /// 0 to 1.
    pub same_quotation: f64,
    /// 0 to 1.
    pub same_report: f64,
    /// 0 to 1.
    pub same_speaker: f64,
    /// 0 to 1.
    pub same_side: f64,
    /// 0 to 1.
    pub other_speaker: f64,
    /// 0 to 1.
    pub short: f64,
    /// 0 to 1.
    pub part_same_speaker: f64,
    /// 0 to 1.
    pub part: f64,
    /// 0 to 1.
    pub short_part: f64,
    /// 0 to 1.
    pub own_voice: f64,
    /// Words and names.
    pub least_words: usize,
    /// Words and names.
    pub least_terms: usize,
    /// 0 to 1.
    pub contrary: f64,
    /// Words and names.
    pub contrary_words: usize,
    /// In lower case.
    pub negations: BTreeSet<String>,
}

/// Thresholds for what only one report has in its own voice.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AloneThresholds {
    /// A share of the sentences of a report.
    pub share: f64,
    /// A sum of weights over the root of the number of words.
    pub least: f64,
    /// Words of a sentence.
    pub words: usize,
}

/// Thresholds for setting clauses against one another: shares of the lighter clause.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseThresholds {
    /// 0 to 1.
    pub denial: f64,
    /// 0 to 1.
    pub none: f64,
    /// 0 to 1.
    pub planned: f64,
    /// 0 to 1.
    pub undone: f64,
    /// 0 to 1.
    pub came: f64,
    /// 0 to 1.
    pub became: f64,
    /// 0 to 1.
    pub conflict: f64,
    /// A sum of weights.
    pub least: f64,
}

/// Thresholds for finding what was said before it was changed.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeThresholds {
    /// A sum of weights.
    pub least: f64,
    /// The same where the word itself is taken back.
    pub taken_back: f64,
    /// The same where only the bodies or countries of the speakers are one.
    pub side: f64,
    /// 0 to 1.
    pub share: f64,
}

/// Words that tell a speaker's standing, in lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankWords {
    /// Once in office.
    pub former: Vec<String>,
    /// Speaks for someone by office.
    pub spokesperson: Vec<String>,
    /// Sits in a legislature.
    pub legislator: Vec<String>,
    /// Comments from outside.
    pub commentator: Vec<String>,
}

/// Thresholds for merging events.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventThresholds {
    /// A weight.
    pub trigger_weight: f64,
    /// A weight.
    pub people_weight: f64,
    /// A weight.
    pub date_weight: f64,
    /// A weight.
    pub place_weight: f64,
    /// A weight.
    pub words_weight: f64,
    /// 0 to 1.
    pub same_mode: f64,
    /// 0 to 1.
    pub same_kind: f64,
    /// 0 to 1.
    pub same_speech: f64,
    /// Names of kinds.
    pub broad_kinds: BTreeSet<String>,
    /// 0 to 1.
    pub same_noun: f64,
    /// 0 to 1.
    pub other_noun: f64,
    /// 0 to 1.
    pub only_one_bonus: f64,
    /// 0 to 1.
    pub same_day_bonus: f64,
    /// 0 to 1.
    pub unknown: f64,
    /// 0 to 1.
    pub range: f64,
    /// 0 to 1.
    pub same_side: f64,
    /// 0 to 1.
    pub join: f64,
    /// 0 to 1.
    pub same_number: f64,
    /// 0 to 1.
    pub join_across: f64,
    /// 0 to 1.
    pub group_share: f64,
    /// Days.
    pub days_off: i32,
    /// 0 to 1.
    pub lead_bonus: f64,
    /// Sentences.
    pub lead_sentences: usize,
    /// Days.
    pub past_days: i32,
    /// Lemmas, in lower case.
    pub others: BTreeSet<String>,
    /// Lemmas, in lower case.
    pub generic: BTreeSet<String>,
    /// The rows of `event_families.tsv` that each lemma stands in, by their first word; lower case.
    #[serde(skip)]
    pub families: BTreeMap<String, Vec<String>>,
}

/// Thresholds for labels.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelThresholds {
    /// Lemmas of verbs.
    pub calling: BTreeSet<String>,
    /// Words.
    pub scare_words: usize,
    /// In lower case.
    pub plain: BTreeSet<String>,
}

/// Thresholds for comparing figures.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureThresholds {
    /// 0 to 1.
    pub same_thing: f64,
    /// A share of the value.
    pub about: f64,
    /// 0 to 1.
    pub same_sentence: f64,
    /// Bytes.
    pub topic_reach: usize,
    /// A factor.
    pub topic_ratio: f64,
    /// Bytes.
    pub place_reach: usize,
    /// 0 to 1.
    pub same_measure: f64,
    /// Natural logarithm.
    pub rare_noun: f64,
    /// 0 to 1.
    pub rare_sentence: f64,
    /// A value.
    pub rare_least: f64,
    /// A sum of weights.
    pub common_weight: f64,
    /// Days.
    pub past_days: i32,
    /// Dimensions.
    pub main_measures: BTreeSet<String>,
    /// 0 to 1.
    pub same_topic: f64,
    /// Nouns for people as such, as they are counted, in lower case.
    pub people: BTreeSet<String>,
    /// Units of measure, in lower case.
    pub measures: BTreeSet<String>,
    /// Words before a figure that numbers a thing and counts none, in lower case.
    pub no_count: BTreeSet<String>,
    /// Words before a figure that is a part only, in lower case.
    pub partial: BTreeSet<String>,
    /// Words for what befalls people, in lower case, by its name.
    pub topics: BTreeMap<String, BTreeSet<String>>,
}
