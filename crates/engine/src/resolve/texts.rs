//! Walking over the texts of many reports.

use rashomon_doc::{Field, NameId, Span, TextFacts, View};

use crate::dossier::{DocId, DocSpan, Report};

/// One text of one report with its facts.
#[derive(Clone, Copy)]
pub(crate) struct TextRef<'a> {
    /// Which report.
    pub(crate) doc: DocId,
    /// The text.
    pub(crate) view: View<'a>,
    /// Its facts.
    pub(crate) facts: &'a TextFacts,
}

impl TextRef<'_> {
    /// Words of it in the dossier.
    pub(crate) fn at(self, span: Span) -> DocSpan {
        DocSpan { doc: self.doc, field: self.view.field, span }
    }

    /// A name of it.
    pub(crate) fn key(self, name: NameId) -> NameKey {
        NameKey { doc: self.doc, field: self.view.field, name }
    }

    /// The sentence around `span`, or the span itself.
    pub(crate) fn sentence(self, span: Span) -> Span {
        let id = self.view.sentence_at(span.start);
        id.map(|id| self.view.sentence(id).span).filter(|sentence| sentence.overlaps(span)).unwrap_or(span)
    }
}

/// A name of one text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NameKey {
    /// Which report.
    pub(crate) doc: DocId,
    /// Which text of it.
    pub(crate) field: Field,
    /// Which name of that text.
    pub(crate) name: NameId,
}

/// All texts of all reports: titles that stand apart before the text they belong to.
pub(crate) fn texts(reports: &[Report]) -> impl Iterator<Item = TextRef<'_>> {
    reports.iter().enumerate().flat_map(|(index, report)| {
        let doc = DocId(index as u32);
        let title = report.doc.title().zip(report.facts.title.as_ref());
        let title = title.map(|(view, facts)| TextRef { doc, view, facts });
        title.into_iter().chain([TextRef { doc, view: report.doc.body(), facts: &report.facts.body }])
    })
}
