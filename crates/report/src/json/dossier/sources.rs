//! Reports, stories, entities, names, shared passages, origins.

use rashomon_doc::{Article, Doc, Field, MentionKind, Outlet, Provenance, Sector, Sentence};
use rashomon_engine::dossier::{
    Direction, DocId, DocSpan, Entity, EntityKind, EntityMention, Label, Origin, OriginKind, Report, Reuse,
    ReuseKind, Story, Voice,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Scope, SpanJson};
use crate::json::base::{self, BlockJson, InputIdJson, Pair, id, share};
use crate::json::date::DateJson;
use crate::label::Named;

/// A report as it was read.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Document")]
pub(super) struct DocumentJson<'a> {
    #[schemars(regex(pattern = r"^d[0-9a-f]{12}(-\d+)?$"))]
    id: &'a str,
    input_id: Option<InputIdJson<'a>>,
    path: &'a str,
    url: Option<&'a str>,
    sha256: &'a str,
    outlet: Option<OutletJson<'a>>,
    author: Option<&'a str>,
    title: Option<SpanJson<'a>>,
    title_text: Option<&'a str>,
    language: &'a str,
    published: DateJson<SpanJson<'a>>,
    updated: Option<DateJson<SpanJson<'a>>>,
    text: &'a str,
    blocks: Vec<BlockJson>,
    sentences: Vec<Pair>,
}

/// Who published a report, and where its text says so.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Outlet")]
struct OutletJson<'a> {
    name: &'a str,
    basis: Named<Provenance>,
    span: Option<SpanJson<'a>>,
}

impl<'a> DocumentJson<'a> {
    pub(super) fn new(doc: DocId, report: &'a Report, scope: &Scope<'a>) -> Self {
        let Report { doc: Doc { article, body, title: _ }, facts: _ } = report;
        let Article {
            id,
            path,
            input_id,
            url,
            sha256,
            language,
            outlet,
            author,
            title,
            published,
            updated,
            text,
            blocks,
            diagnostics: _,
        } = article;
        let in_text = |span| scope.span(DocSpan { doc, field: Field::Text, span });
        let (title, title_text) = base::title(title);
        let outlet = outlet.as_ref().map(|Outlet { name, basis, span }| OutletJson {
            name,
            basis: Named(*basis),
            span: span.map(in_text),
        });
        let block =
            |block: &_| scope.points.get(doc.index()).map(|(points, _)| BlockJson::new(*block, points));
        let sentence = |Sentence { span, tokens: _ }: &Sentence| scope.pair(doc, Field::Text, *span);
        Self {
            id,
            input_id: InputIdJson::new(input_id.as_ref()),
            path,
            url: url.as_deref(),
            sha256,
            outlet,
            author: author.as_deref(),
            title: title.map(in_text),
            title_text,
            language,
            published: scope.date(published, doc, Field::Text),
            updated: updated.as_ref().map(|date| scope.date(date, doc, Field::Text)),
            text,
            blocks: blocks.iter().filter_map(block).collect(),
            sentences: body.sentences.iter().map(sentence).collect(),
        }
    }
}

/// Reports that tell of one affair.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Story")]
pub(super) struct StoryJson<'a> {
    id: String,
    title: &'a str,
    documents: Vec<&'a str>,
}

impl<'a> StoryJson<'a> {
    pub(super) fn new(index: u32, story: &'a Story, scope: &Scope<'a>) -> Self {
        let Story { title, documents } = story;
        Self { id: id("t", index), title, documents: scope.docs(documents) }
    }
}

/// Someone or something in the reports.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Entity")]
pub(super) struct EntityJson<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: Named<EntityKind>,
    name: &'a str,
    variants: Vec<&'a str>,
    country: Option<&'a str>,
    sector: Option<Named<Sector>>,
    part_of: Option<String>,
    roles: Vec<RoleJson<'a>>,
    mentions: Vec<MentionJson<'a>>,
    why: Vec<&'a str>,
}

/// A title or role given to an entity.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Role")]
struct RoleJson<'a> {
    text: &'a str,
    span: SpanJson<'a>,
}

/// A mention of an entity.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Mention")]
struct MentionJson<'a> {
    #[serde(flatten)]
    span: SpanJson<'a>,
    kind: Named<MentionKind>,
}

impl<'a> EntityJson<'a> {
    pub(super) fn new(index: u32, entity: &'a Entity, scope: &Scope<'a>) -> Self {
        let Entity { kind, name, variants, country, sector, part_of, roles, mentions, why } = entity;
        let role =
            |words: &DocSpan| RoleJson { text: scope.dossier.text_of(*words), span: scope.span(*words) };
        let mention = |EntityMention { span, kind }: &EntityMention| MentionJson {
            span: scope.span(*span),
            kind: Named(*kind),
        };
        Self {
            id: id("e", index),
            kind: Named(*kind),
            name,
            variants: variants.iter().map(String::as_str).collect(),
            country: country.as_deref(),
            sector: sector.map(Named),
            part_of: part_of.map(|whole| id("e", whole.0)),
            roles: roles.iter().map(role).collect(),
            mentions: mentions.iter().map(mention).collect(),
            why: why.iter().map(String::as_str).collect(),
        }
    }
}

/// What someone or an event is called.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Label")]
pub(super) struct LabelJson<'a> {
    entity: Option<String>,
    event: Option<String>,
    doc: &'a str,
    span: SpanJson<'a>,
    voice: Named<Voice>,
    scare: bool,
    statement: Option<String>,
    of_source: bool,
}

impl<'a> LabelJson<'a> {
    pub(super) fn new(label: &Label, scope: &Scope<'a>) -> Self {
        let Label { entity, event, span, voice, scare, statement, of_source } = label;
        Self {
            entity: entity.map(|entity| id("e", entity.0)),
            event: event.map(|event| id("v", event.0)),
            doc: scope.doc(span.doc),
            span: scope.span(*span),
            voice: Named(*voice),
            scare: *scare,
            statement: statement.map(|statement| id("s", statement.0)),
            of_source: *of_source,
        }
    }
}

/// Two passages that share words.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Reuse")]
pub(super) struct ReuseJson<'a> {
    a: SpanJson<'a>,
    b: SpanJson<'a>,
    kind: Named<ReuseKind>,
    #[schemars(range(min = 0, max = 1))]
    similarity: f64,
    direction: Named<Direction>,
    basis: &'a str,
}

impl<'a> ReuseJson<'a> {
    pub(super) fn new(reuse: &'a Reuse, scope: &Scope<'a>) -> Self {
        let Reuse { a, b, kind, similarity, direction, basis } = reuse;
        Self {
            a: scope.span(*a),
            b: scope.span(*b),
            kind: Named(*kind),
            similarity: share(*similarity),
            direction: Named(*direction),
            basis,
        }
    }
}

/// Where words or facts entered the reports.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Origin")]
pub(super) struct OriginJson<'a> {
    id: String,
    name: &'a str,
    entity: Option<String>,
    kind: Named<OriginKind>,
    documents: Vec<&'a str>,
    spans: Vec<SpanJson<'a>>,
}

impl<'a> OriginJson<'a> {
    pub(super) fn new(index: u32, origin: &'a Origin, scope: &Scope<'a>) -> Self {
        let Origin { name, entity, kind, documents, spans } = origin;
        Self {
            id: id("o", index),
            name,
            entity: entity.map(|entity| id("e", entity.0)),
            kind: Named(*kind),
            documents: scope.docs(documents),
            spans: scope.spans(spans),
        }
    }
}
