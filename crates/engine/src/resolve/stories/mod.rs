//! Which reports tell of one affair.
//!
//! A report is taken as the rare words of its title and beginning, weighted by how few documents of news hold them.
//! Reports are joined bottom-up by average linkage (Sokal and Michener, 1958), most alike first, so that one report
//! between two affairs does not draw them together. Only reports that share a rare word are ever compared. Where many
//! affairs are of one kind, reports of one affair must stand out from that crowd (local scaling, as in Zelnik-Manor and
//! Perona, 2004).

mod cluster;
mod features;
mod links;
mod order;

use rashomon_doc::Article;

use crate::Tables;
use crate::dossier::StoryId;
use crate::ontology::StoryThresholds;
use features::Features;
pub(crate) use order::Order;

/// Groups articles as they come; an article's text is not kept.
#[derive(Debug)]
pub struct Grouper<'t> {
    tables: &'t Tables,
    features: Features,
}

impl<'t> Grouper<'t> {
    /// With no article yet.
    pub fn new(tables: &'t Tables) -> Self {
        Self { tables, features: Features::default() }
    }

    /// Takes in the next article.
    pub fn add(&mut self, article: &Article) {
        self.features.add(article, self.tables);
    }

    /// The story of each article in order. Stories are numbered in the order of their first article.
    pub fn finish(self) -> Vec<StoryId> {
        let table = &self.tables.compare;
        let join = join_among(self.features.articles(), &table.stories);
        cluster::cluster(links::links(&self.features, table), join)
    }
}

/// The likeness from which reports are of one affair, in a collection of so many.
fn join_among(reports: usize, thresholds: &StoryThresholds) -> f64 {
    let grown = grown(reports, thresholds.handful, thresholds.collection);
    thresholds.join_handful + grown * (thresholds.join - thresholds.join_handful)
}

/// How far a collection has grown from `few` reports (0) to `many` (1), by the logarithm of their number.
fn grown(reports: usize, few: f64, many: f64) -> f64 {
    let few = few.max(1.0);
    ((reports as f64 / few).ln() / (many / few).ln()).clamp(0.0, 1.0)
}

/// Groups articles: the story of each, in order.
pub fn group<'a>(articles: impl IntoIterator<Item = &'a Article>, tables: &Tables) -> Vec<StoryId> {
    let mut grouper = Grouper::new(tables);
    for article in articles {
        grouper.add(article);
    }
    grouper.finish()
}

/// The words by which an article is compared: the content words of its title and beginning, reduced.
pub fn words_of(article: &Article, tables: &Tables) -> Vec<String> {
    features::words(article, &tables.compare)
}

#[cfg(test)]
mod tests;
