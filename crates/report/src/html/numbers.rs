//! The numbers that stand for reports, and positions as the outside counts them.

use rashomon_doc::{Article, CodePoints, Field};
use rashomon_engine::dossier::{DocId, DocSpan, Dossier};
use rashomon_engine::resolve::quoted::single_marks;

use super::book::clip;

/// How many characters of its title stand for the outlet of a report whose outlet is not known.
const TITLE: usize = 24;

/// The reports of a dossier by number.
pub(crate) struct Numbers<'a> {
    dossier: &'a Dossier,
    points: Vec<(CodePoints<'a>, CodePoints<'a>)>,
    /// The number of each report, as the sentences of comparisons have it.
    by_doc: Vec<usize>,
    /// What each report is called: its outlet, or else the beginning of its title.
    names: Vec<String>,
    /// The reports in order of reading: story by story, by publication.
    pub(crate) order: Vec<DocId>,
}

impl<'a> Numbers<'a> {
    pub(crate) fn new(dossier: &'a Dossier) -> Self {
        let mut numbers = vec![0; dossier.reports.len()];
        for (at, doc) in dossier.reading_order().into_iter().enumerate() {
            numbers.get_mut(doc.index()).into_iter().for_each(|number| *number = at + 1);
        }
        Self::of_part(dossier, numbers)
    }

    /// The same for a part of a dossier, whose reports have these numbers in the whole.
    pub(crate) fn of_part(dossier: &'a Dossier, numbers: Vec<usize>) -> Self {
        let points = dossier
            .reports
            .iter()
            .map(|report| {
                let article = &report.doc.article;
                (CodePoints::new(&article.text), CodePoints::new(article.title_str().unwrap_or("")))
            })
            .collect();
        let names = dossier.reports.iter().map(|report| name(&report.doc.article)).collect();
        Self { dossier, points, by_doc: numbers, names, order: dossier.reading_order() }
    }

    pub(crate) fn number(&self, doc: DocId) -> usize {
        self.by_doc.get(doc.index()).copied().unwrap_or(0)
    }

    /// What a report is called: its outlet, or else the beginning of its title.
    pub(crate) fn outlet(&self, doc: DocId) -> &str {
        self.names.get(doc.index()).map_or("", String::as_str)
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

/// The words that a title begins with.
fn beginning(title: &str) -> String {
    let clipped = clip(title, TITLE);
    match clipped.strip_suffix('…').and_then(|cut| cut.rsplit_once(char::is_whitespace)) {
        Some((whole, _)) => format!("{} …", whole.trim_end_matches(|char: char| !char.is_alphanumeric())),
        None => clipped,
    }
}

fn name(article: &Article) -> String {
    if let Some(outlet) = &article.outlet {
        return outlet.name.clone();
    }
    match article.title_str().map(str::trim).filter(|title| !title.is_empty()) {
        Some(title) => format!("“{}”", single_marks(&beginning(title))),
        None => "untitled".into(),
    }
}
