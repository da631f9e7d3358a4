//! Comparisons and the timeline.

use rashomon_engine::dossier::{About, Aspect, Comparison, ComparisonKind, Position, TimelineRow};
use schemars::JsonSchema;
use serde::Serialize;

use super::told::merged_date;
use super::{Scope, SpanJson};
use crate::json::base::id;
use crate::json::date::DateJson;
use crate::label::Named;

/// How accounts stand to one another in one thing.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Comparison")]
pub(super) struct ComparisonJson<'a> {
    id: String,
    story: String,
    kind: Named<ComparisonKind>,
    aspect: Named<Aspect>,
    about: AboutJson<'a>,
    text: &'a str,
    positions: Vec<PositionJson<'a>>,
}

/// What a comparison is about: exactly one field, with the id of a row.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "About")]
enum AboutJson<'a> {
    /// An event.
    Event(String),
    /// A claim.
    Claim(String),
    /// An entity.
    Entity(String),
    /// A quantity.
    Quantity(String),
    /// A document.
    Document(&'a str),
}

/// One side of a comparison.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Position")]
struct PositionJson<'a> {
    value: &'a str,
    documents: Vec<&'a str>,
    origins: Vec<String>,
    spans: Vec<SpanJson<'a>>,
}

impl<'a> ComparisonJson<'a> {
    pub(super) fn new(index: u32, comparison: &'a Comparison, scope: &Scope<'a>) -> Self {
        let Comparison { story, kind, aspect, about, text, positions } = comparison;
        let position = |Position { value, documents, origins, spans }: &'a Position| PositionJson {
            value,
            documents: scope.docs(documents),
            origins: origins.iter().map(|origin| id("o", origin.0)).collect(),
            spans: scope.spans(spans),
        };
        Self {
            id: id("x", index),
            story: id("t", story.0),
            kind: Named(*kind),
            aspect: Named(*aspect),
            about: match about {
                About::Event(event) => AboutJson::Event(id("v", event.0)),
                About::Claim(claim) => AboutJson::Claim(id("c", claim.0)),
                About::Entity(entity) => AboutJson::Entity(id("e", entity.0)),
                About::Figure(figure) => AboutJson::Quantity(id("q", figure.0)),
                About::Document(doc) => AboutJson::Document(scope.doc(*doc)),
            },
            text,
            positions: positions.iter().map(position).collect(),
        }
    }
}

/// A row of the timeline.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TimelineRow")]
pub(super) struct TimelineJson<'a> {
    date: Option<DateJson<SpanJson<'a>>>,
    event: String,
    background: bool,
}

impl<'a> TimelineJson<'a> {
    pub(super) fn new(row: TimelineRow, scope: &Scope<'a>) -> Self {
        let TimelineRow { event, background } = row;
        let date = scope.dossier.events.get(event.index()).map(|event| merged_date(event, scope));
        Self { date, event: id("v", event.0), background }
    }
}
