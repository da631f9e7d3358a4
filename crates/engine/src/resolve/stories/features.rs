//! What an article is about, as weighted words.

use std::collections::{BTreeMap, HashMap};

use jiff::civil;
use rashomon_doc::{Article, BlockKind, Span};

use crate::Tables;
use crate::ontology::{Compare, StoryThresholds};
use crate::resolve::words::{self, stem};

/// A word, or two content words in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TermId(pub(super) u32);

/// A term with its weight.
pub(super) type Vector = Vec<(TermId, f64)>;

/// The words of all articles so far.
#[derive(Debug, Default)]
pub(super) struct Features {
    ids: HashMap<String, TermId>,
    terms: Vec<Term>,
    counts: Vec<Vec<(TermId, f64)>>,
    /// Days on which each can have been published, in all honest readings of its date; none where unknown.
    pub(super) days: Vec<Vec<(civil::Date, civil::Date)>>,
}

#[derive(Debug)]
struct Term {
    /// Articles that hold it.
    articles: u32,
    /// Documents of the background that hold it.
    background: u32,
    /// Two words, not one.
    is_pair: bool,
}

impl Features {
    /// Counts the terms of one article's title and beginning.
    pub(super) fn add(&mut self, article: &Article, tables: &Tables) {
        let table = &tables.compare;
        let mut counts: BTreeMap<TermId, f64> = BTreeMap::new();
        if let Some(title) = article.title_str() {
            let words = content_words(title, Span::new(0, title.len()), table);
            self.count(&words, table.stories.title_weight, table, &mut counts);
        }
        for words in lead(article, table) {
            self.count(&words, 1.0, table, &mut counts);
        }
        for id in counts.keys() {
            if let Some(term) = self.terms.get_mut(id.0 as usize) {
                term.articles += 1;
            }
        }
        self.counts.push(counts.into_iter().collect());
        let readings = std::iter::once(&article.published).chain(&article.published.alternatives);
        self.days.push(readings.filter_map(|date| date.start.zip(date.end)).collect());
    }

    fn count(&mut self, words: &[String], weight: f64, table: &Compare, counts: &mut BTreeMap<TermId, f64>) {
        for word in words {
            *counts.entry(self.intern(word, false, table)).or_default() += weight;
        }
        for pair in words.windows(2) {
            let id = self.intern(&pair.join(" "), true, table);
            *counts.entry(id).or_default() += weight * table.stories.pair_weight;
        }
    }

    fn intern(&mut self, form: &str, is_pair: bool, table: &Compare) -> TermId {
        if let Some(id) = self.ids.get(form) {
            return *id;
        }
        let id = TermId(u32::try_from(self.terms.len()).unwrap_or(u32::MAX));
        let background = if is_pair { 0 } else { table.background.documents_with(form) };
        self.terms.push(Term { articles: 0, background, is_pair });
        self.ids.insert(form.to_owned(), id);
        id
    }

    /// In how many articles a term stands.
    pub(super) fn articles_with(&self, id: TermId) -> usize {
        self.terms.get(id.0 as usize).map_or(0, |term| term.articles as usize)
    }

    /// How many terms are known.
    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    /// How many articles there are.
    pub(super) fn articles(&self) -> usize {
        self.counts.len()
    }

    /// The vectors of all articles, of length one. The background tells what is rare where there are few articles.
    pub(super) fn vectors(&self, table: &Compare) -> Vec<Vector> {
        let thresholds = &table.stories;
        let articles = self.counts.len();
        let all = (articles as f64) + f64::from(table.background.documents);
        let weight = |id: TermId, count: f64| {
            let term = self.terms.get(id.0 as usize)?;
            let holders = f64::from(term.articles) + f64::from(term.background);
            // A pair of words is not in the background: in a small collection it is as rare as its count there.
            let of = if term.is_pair { articles.max(thresholds.pair_documents) as f64 } else { all };
            let rarity = (of / holders.max(1.0)).ln().max(0.0);
            let tf = if count > 1.0 { 1.0 + count.ln() } else { count };
            Some((id, tf * rarity.powf(thresholds.rarity_power)))
        };
        self.counts
            .iter()
            .map(|counts| unit(counts.iter().filter_map(|(id, count)| weight(*id, *count)).collect()))
            .collect()
    }
}

/// The vector at length one.
fn unit(mut vector: Vector) -> Vector {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    if length > 0.0 {
        for (_, weight) in &mut vector {
            *weight /= length;
        }
    }
    vector
}

/// The content words of a title and of the beginning, as they are compared.
pub(super) fn words(article: &Article, table: &Compare) -> Vec<String> {
    let title = article.title_str().unwrap_or_default();
    let mut words = content_words(title, Span::new(0, title.len()), table);
    words.extend(lead(article, table).into_iter().flatten());
    words
}

/// The content words of the beginning, block by block.
fn lead(article: &Article, table: &Compare) -> Vec<Vec<String>> {
    let mut left = table.stories.lead_words;
    let mut lead = Vec::new();
    for block in &article.blocks {
        let is_body = matches!(block.kind, BlockKind::Paragraph | BlockKind::Deck | BlockKind::Blockquote);
        if is_body && left > 0 {
            let mut words = content_words(&article.text, block.span, table);
            words.truncate(left);
            left -= words.len();
            lead.push(words);
        }
    }
    lead
}

/// The content words of a stretch of text, reduced.
fn content_words(text: &str, within: Span, table: &Compare) -> Vec<String> {
    words::spans(text, within)
        .into_iter()
        .filter_map(|span| {
            let lower = words::normal(span.slice(text));
            let form = stem(&lower);
            let is_content = form.chars().nth(1).is_some()
                && !table.function_words.contains(&lower)
                && !table.function_words.contains(form.as_ref());
            is_content.then(|| form.into_owned())
        })
        .collect()
}

/// How many of the days between two publications count against their being one affair. Of dates that can be read in
/// several ways the nearest count.
pub(super) fn days_apart(
    a: &[(civil::Date, civil::Date)],
    b: &[(civil::Date, civil::Date)],
    thresholds: &StoryThresholds,
) -> f64 {
    let gap = |end: civil::Date, start: civil::Date| (start - end).get_days().max(0);
    let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x, y)));
    let days = pairs.map(|(x, y)| gap(x.1, y.0).max(gap(y.1, x.0))).min().unwrap_or(0);
    (f64::from(days) - thresholds.free_days).max(0.0)
}
