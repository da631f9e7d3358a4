//! The reports of each story in order of publication, and who could have known what.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;

use crate::dossier::{DocId, Report, Story, StoryId};

/// Stories with the publication days of their reports.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    docs: BTreeMap<StoryId, Vec<DocId>>,
    days: BTreeMap<DocId, (civil::Date, civil::Date)>,
    /// Where one side alone may be known.
    firsts: BTreeMap<DocId, civil::Date>,
    lasts: BTreeMap<DocId, civil::Date>,
}

impl Order {
    /// Sorts the reports of each story by publication, undated ones last.
    pub(crate) fn new(reports: &[Report], stories: &[StoryId]) -> Self {
        let mut order = Self::default();
        for (index, (report, story)) in reports.iter().zip(stories).enumerate() {
            let doc = DocId(index as u32);
            let published = &report.doc.article.published;
            if let Some(days) = published.start.zip(published.end) {
                order.days.insert(doc, days);
            }
            order.firsts.extend(published.start.map(|day| (doc, day)));
            order.lasts.extend(published.end.map(|day| (doc, day)));
            order.docs.entry(*story).or_default().push(doc);
        }
        let instant = |doc: &DocId| reports[doc.index()].doc.article.published.instant.map(|at| at.time);
        for docs in order.docs.values_mut() {
            docs.sort_by_key(|doc| {
                let days = order.days.get(doc).copied();
                (days.is_none(), days, instant(doc), *doc)
            });
        }
        order
    }

    /// The reports of a story, in order.
    pub(crate) fn docs(&self, story: StoryId) -> &[DocId] {
        self.docs.get(&story).map_or(&[], Vec::as_slice)
    }

    /// First and last day that a report can have been published.
    pub(crate) fn days(&self, doc: DocId) -> Option<(civil::Date, civil::Date)> {
        self.days.get(&doc).copied()
    }

    /// Whether a report came out on an earlier day than another, for certain.
    pub(crate) fn earlier(&self, a: DocId, b: DocId) -> bool {
        matches!((self.lasts.get(&a), self.firsts.get(&b)), (Some(end), Some(start)) if end < start)
    }

    /// The reports of a story that do not tell what `tellers` tell: those that could have known (published on or after
    /// the first teller's day, or undated), and those that came before.
    pub(crate) fn silent(&self, story: StoryId, tellers: &BTreeSet<DocId>) -> (Vec<DocId>, Vec<DocId>) {
        let first = tellers.iter().filter_map(|doc| self.days(*doc)).map(|(start, _)| start).min();
        let others = self.docs(story).iter().copied().filter(|doc| !tellers.contains(doc));
        others.partition(|doc| match (self.days(*doc), first) {
            (Some((_, end)), Some(first)) => end >= first,
            _ => true,
        })
    }

    /// The rows of the dossier.
    pub(crate) fn rows(&self, reports: &[Report]) -> Vec<Story> {
        let title = |docs: &[DocId]| {
            let mut titles = docs.iter().filter_map(|doc| reports.get(doc.index())?.doc.article.title_str());
            titles.find(|title| !title.trim().is_empty()).unwrap_or_default().trim().to_owned()
        };
        self.docs.values().map(|docs| Story { title: title(docs), documents: docs.clone() }).collect()
    }
}
