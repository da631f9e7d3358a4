//! The dossier as one JSON file.

use rashomon_doc::{CodePoints, Date, Diagnostic, DiagnosticCode, Field, Span};
use rashomon_engine::dossier::{DocId, DocSpan, Dossier};
use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use super::base::Pair;
use super::date::DateJson;
use crate::label::Named;

mod compared;
mod said;
mod sources;
mod told;

use compared::{ComparisonJson, TimelineJson};
use said::{ClaimJson, StatementJson};
use sources::{DocumentJson, EntityJson, LabelJson, OriginJson, ReuseJson, StoryJson};
use told::{EventJson, FigureJson};

/// Everything that the reports together tell.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "rashomon/dossier")]
pub(super) struct DossierFile<'a> {
    #[schemars(extend("const" = "rashomon/dossier"))]
    format: &'static str,
    #[schemars(extend("const" = VERSION))]
    version: u32,
    generator: Generator<'a>,
    documents: Vec<DocumentJson<'a>>,
    stories: Vec<StoryJson<'a>>,
    entities: Vec<EntityJson<'a>>,
    statements: Vec<StatementJson<'a>>,
    claims: Vec<ClaimJson<'a>>,
    events: Vec<EventJson<'a>>,
    quantities: Vec<FigureJson<'a>>,
    names: Vec<LabelJson<'a>>,
    reuse: Vec<ReuseJson<'a>>,
    origins: Vec<OriginJson<'a>>,
    comparisons: Vec<ComparisonJson<'a>>,
    timeline: Vec<TimelineJson<'a>>,
    diagnostics: Vec<DiagnosticJson<'a>>,
}

/// What made the file.
#[derive(Debug, Serialize, JsonSchema)]
struct Generator<'a> {
    name: &'static str,
    version: &'static str,
    model: &'a str,
}

/// Words of one report.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Span")]
struct SpanJson<'a> {
    doc: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
    /// `title` where the positions count in the document's `title_text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<Named<Field>>,
}

/// A notice, about a document or about the whole.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
struct DiagnosticJson<'a> {
    code: Named<DiagnosticCode>,
    message: &'a str,
    doc: Option<&'a str>,
    span: Option<SpanJson<'a>>,
}

/// A dossier with what turns its rows into JSON.
struct Scope<'a> {
    dossier: &'a Dossier,
    /// For each report the code points of its text and of its title.
    points: Vec<(CodePoints<'a>, CodePoints<'a>)>,
}

impl<'a> Scope<'a> {
    fn new(dossier: &'a Dossier) -> Self {
        let points = dossier
            .reports
            .iter()
            .map(|report| {
                let article = &report.doc.article;
                (CodePoints::new(&article.text), CodePoints::new(article.title_str().unwrap_or("")))
            })
            .collect();
        Self { dossier, points }
    }

    fn doc(&self, doc: DocId) -> &'a str {
        self.dossier.reports.get(doc.index()).map_or("", |report| &report.doc.article.id)
    }

    fn docs(&self, docs: &[DocId]) -> Vec<&'a str> {
        docs.iter().map(|doc| self.doc(*doc)).collect()
    }

    /// Documents in order, each once.
    fn docs_of(&self, docs: impl Iterator<Item = DocId>) -> Vec<&'a str> {
        let docs: std::collections::BTreeSet<DocId> = docs.collect();
        docs.into_iter().map(|doc| self.doc(doc)).collect()
    }

    fn pair(&self, doc: DocId, field: Field, span: Span) -> Pair {
        self.points.get(doc.index()).map_or([0, 0], |(text, title)| match field {
            Field::Text => text.pair(span),
            Field::Title => title.pair(span),
        })
    }

    fn span(&self, words: DocSpan) -> SpanJson<'a> {
        let DocSpan { doc, field, span } = words;
        let [start, end] = self.pair(doc, field, span);
        let field = (field == Field::Title).then_some(Named(field));
        SpanJson { doc: self.doc(doc), start, end, text: self.dossier.text_of(words), field }
    }

    fn spans(&self, words: &[DocSpan]) -> Vec<SpanJson<'a>> {
        words.iter().map(|words| self.span(*words)).collect()
    }

    /// A date whose evidence stands in one text of one report.
    fn date(&self, date: &Date, doc: DocId, field: Field) -> DateJson<SpanJson<'a>> {
        DateJson::new(date, &|span| Some(self.span(DocSpan { doc, field, span })))
    }

    /// The notices of all documents, then those about the whole.
    fn diagnostics(&self) -> Vec<DiagnosticJson<'a>> {
        let of_docs = (0..).map(DocId).zip(&self.dossier.reports).flat_map(|(doc, report)| {
            report.doc.article.diagnostics.iter().map(move |notice| self.diagnostic(notice, Some(doc)))
        });
        of_docs.chain(self.dossier.diagnostics.iter().map(|notice| self.diagnostic(notice, None))).collect()
    }

    fn diagnostic(&self, notice: &'a Diagnostic, doc: Option<DocId>) -> DiagnosticJson<'a> {
        let Diagnostic { code, message, place } = notice;
        let words = doc.zip(*place).map(|(doc, (field, span))| self.span(DocSpan { doc, field, span }));
        DiagnosticJson { code: Named(*code), message, doc: doc.map(|doc| self.doc(doc)), span: words }
    }
}

/// Rows of one list, each with its place.
fn rows<'a, R, J>(list: &'a [R], row: impl Fn(u32, &'a R) -> J) -> Vec<J> {
    (0..).zip(list).map(|(at, item)| row(at, item)).collect()
}

impl<'a> DossierFile<'a> {
    pub(super) fn new(dossier: &'a Dossier, model: &'a str) -> Self {
        let Dossier {
            reports,
            stories,
            entities,
            statements,
            claims,
            events,
            figures,
            labels,
            reuse,
            origins,
            comparisons,
            timeline,
            diagnostics: _,
        } = dossier;
        let scope = Scope::new(dossier);
        Self {
            format: "rashomon/dossier",
            version: VERSION,
            generator: Generator { name: "rashomon", version: env!("CARGO_PKG_VERSION"), model },
            documents: rows(reports, |at, report| DocumentJson::new(DocId(at), report, &scope)),
            stories: rows(stories, |at, story| StoryJson::new(at, story, &scope)),
            entities: rows(entities, |at, entity| EntityJson::new(at, entity, &scope)),
            statements: rows(statements, |at, statement| StatementJson::new(at, statement, &scope)),
            claims: rows(claims, |at, claim| ClaimJson::new(at, claim, &scope)),
            events: rows(events, |at, event| EventJson::new(at, event, &scope)),
            quantities: rows(figures, |at, figure| FigureJson::new(at, figure, &scope)),
            names: rows(labels, |_, label| LabelJson::new(label, &scope)),
            reuse: rows(reuse, |_, reuse| ReuseJson::new(reuse, &scope)),
            origins: rows(origins, |at, origin| OriginJson::new(at, origin, &scope)),
            comparisons: rows(comparisons, |at, comparison| ComparisonJson::new(at, comparison, &scope)),
            timeline: rows(timeline, |_, row| TimelineJson::new(*row, &scope)),
            diagnostics: scope.diagnostics(),
        }
    }
}
