//! The numbers that stand for reports, and positions as the outside counts them.

use std::collections::BTreeSet;

use rashomon_doc::{CodePoints, Field};
use rashomon_engine::dossier::{DocId, DocSpan, Dossier};

/// The reports of a dossier by number.
pub(crate) struct Numbers<'a> {
    dossier: &'a Dossier,
    points: Vec<(CodePoints<'a>, CodePoints<'a>)>,
    /// The number of each report, from one, in order of reading.
    by_doc: Vec<usize>,
    /// The reports in order of reading: story by story, by publication.
    pub(crate) order: Vec<DocId>,
}

impl<'a> Numbers<'a> {
    pub(crate) fn new(dossier: &'a Dossier) -> Self {
        let points = dossier
            .reports
            .iter()
            .map(|report| {
                let article = &report.doc.article;
                (CodePoints::new(&article.text), CodePoints::new(article.title_str().unwrap_or("")))
            })
            .collect();
        let mut order: Vec<DocId> = Vec::with_capacity(dossier.reports.len());
        let mut seen = BTreeSet::new();
        let of_stories = dossier.stories.iter().flat_map(|story| story.documents.iter().copied());
        for doc in of_stories.chain((0..dossier.reports.len() as u32).map(DocId)) {
            if doc.index() < dossier.reports.len() && seen.insert(doc) {
                order.push(doc);
            }
        }
        let mut by_doc = vec![0; dossier.reports.len()];
        for (at, doc) in order.iter().enumerate() {
            if let Some(number) = by_doc.get_mut(doc.index()) {
                *number = at + 1;
            }
        }
        Self { dossier, points, by_doc, order }
    }

    pub(crate) fn number(&self, doc: DocId) -> usize {
        self.by_doc.get(doc.index()).copied().unwrap_or(0)
    }

    /// The outlet's name; what stands for it where it is not known.
    pub(crate) fn outlet(&self, doc: DocId) -> &'a str {
        let article = self.dossier.reports.get(doc.index()).map(|report| &report.doc.article);
        article.and_then(|article| article.outlet.as_ref()).map_or("unknown outlet", |outlet| &outlet.name)
    }

    pub(crate) fn doc_id(&self, doc: DocId) -> &'a str {
        self.dossier.reports.get(doc.index()).map_or("", |report| &report.doc.article.id)
    }

    /// Words as code points of their text.
    pub(crate) fn points_of(&self, words: DocSpan) -> [u32; 2] {
        let DocSpan { doc, field, span } = words;
        self.points.get(doc.index()).map_or([0, 0], |(text, title)| match field {
            Field::Text => text.pair(span),
            Field::Title => title.pair(span),
        })
    }

    /// Words as a citation of plain text: the report's number and code points.
    pub(crate) fn citation(&self, words: DocSpan) -> String {
        let [start, end] = self.points_of(words);
        let title = if words.field == Field::Title { "t" } else { "" };
        format!("[{}:{title}{start}-{end}]", self.number(words.doc))
    }
}
