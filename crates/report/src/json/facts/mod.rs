//! One line of `rashomon annotate`.

use std::collections::BTreeSet;
use std::str::FromStr;

use rashomon_doc::{Article, CodePoints, DiagnosticCode, Doc, Facts, Field, Layer, Sentence, TextFacts};
use rashomon_engine::dossier::Report;
use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use super::base::{self, BlockJson, InputIdJson, OutletJson, Pair};
use super::date::DateJson;
use crate::label::Named;

mod reading;
mod said;

use reading::{EntityJson, MentionJson, NameJson, TokenJson};
use said::{AttributionJson, EventJson, QuantityJson, TimeJson};

/// A list that can be left out of a line of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactsList {
    /// `text`.
    Text,
    /// `blocks`.
    Blocks,
    /// `sentences`.
    Sentences,
    /// `tokens`.
    Tokens,
    /// `entities`.
    Entities,
    /// `mentions`.
    Mentions,
    /// `names`.
    Names,
    /// `times`.
    Times,
    /// `quantities`.
    Quantities,
    /// `attributions`.
    Attributions,
    /// `events`.
    Events,
    /// `diagnostics`.
    Diagnostics,
}

impl FactsList {
    /// All lists, in the order of the line.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Blocks,
        Self::Sentences,
        Self::Tokens,
        Self::Entities,
        Self::Mentions,
        Self::Names,
        Self::Times,
        Self::Quantities,
        Self::Attributions,
        Self::Events,
        Self::Diagnostics,
    ];

    /// The field's name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Blocks => "blocks",
            Self::Sentences => "sentences",
            Self::Tokens => "tokens",
            Self::Entities => "entities",
            Self::Mentions => "mentions",
            Self::Names => "names",
            Self::Times => "times",
            Self::Quantities => "quantities",
            Self::Attributions => "attributions",
            Self::Events => "events",
            Self::Diagnostics => "diagnostics",
        }
    }
}

impl FromStr for FactsList {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.iter().find(|list| list.as_str() == name).copied().ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|list| list.as_str()).collect();
            format!("no list is called {name:?}; there are {}", known.join(", "))
        })
    }
}

/// The lists to leave out.
pub type Without = BTreeSet<FactsList>;

/// The facts of one document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "rashomon/facts")]
pub(super) struct FactsLine<'a> {
    #[schemars(extend("const" = "rashomon/facts"))]
    format: &'static str,
    #[schemars(extend("const" = VERSION))]
    version: u32,
    #[schemars(regex(pattern = r"^d[0-9a-f]{12}(-\d+)?$"))]
    id: &'a str,
    input_id: Option<InputIdJson<'a>>,
    path: &'a str,
    url: Option<&'a str>,
    sha256: &'a str,
    language: &'a str,
    outlet: Option<OutletJson<'a>>,
    author: Option<&'a str>,
    title: Option<Pair>,
    title_text: Option<&'a str>,
    published: DateJson<Pair>,
    updated: Option<DateJson<Pair>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocks: Option<Vec<BlockJson>>,
    #[serde(flatten)]
    facts: TextFactsJson<'a>,
    /// The facts of a title that stands apart; positions count in `title_text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    title_facts: Option<TextFactsJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    diagnostics: Option<Vec<DiagnosticJson<'a>>>,
}

/// The facts of one text.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TextFacts")]
struct TextFactsJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    sentences: Option<Vec<Pair>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tokens: Option<Vec<TokenJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<EntityJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mentions: Option<Vec<MentionJson>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<Vec<NameJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<Vec<TimeJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantities: Option<Vec<QuantityJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributions: Option<Vec<AttributionJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Vec<EventJson<'a>>>,
}

/// A notice about a document.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Diagnostic")]
struct DiagnosticJson<'a> {
    code: Named<DiagnosticCode>,
    message: &'a str,
    span: Option<Pair>,
    /// `title` where the span counts in `title_text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<Named<Field>>,
}

/// One text with what turns its facts into JSON.
struct Scope<'a> {
    text: &'a str,
    points: CodePoints<'a>,
    /// Set before all ids; those of a title that stands apart are not those of the text.
    prefix: &'static str,
}

impl Scope<'_> {
    /// The id of the fact at `index` of its list.
    fn id(&self, letter: &str, index: u32) -> String {
        base::id(&format!("{}{letter}", self.prefix), index)
    }

    /// Spans as pairs.
    fn pairs(&self, spans: &[rashomon_doc::Span]) -> Vec<Pair> {
        spans.iter().map(|span| self.points.pair(*span)).collect()
    }

    /// A date whose evidence stands in this text.
    fn date(&self, date: &rashomon_doc::Date) -> DateJson<Pair> {
        DateJson::new(date, &|span| Some(self.points.pair(span)))
    }
}

impl<'a> FactsLine<'a> {
    pub(super) fn new(report: &'a Report, without: &Without) -> Self {
        let Report {
            doc: Doc { article, body, title: title_layer },
            facts: Facts { body: found, title: title_found },
        } = report;
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
            diagnostics,
        } = article;
        let scope = Scope { text, points: CodePoints::new(text), prefix: "" };
        let (title, title_text) = base::title(title);
        let title_scope = title_text.map(|text| Scope { text, points: CodePoints::new(text), prefix: "T" });
        let keeps = |list| !without.contains(&list);
        let title_facts = match (&title_scope, title_layer, title_found) {
            (Some(scope), Some(layer), Some(found)) => Some(TextFactsJson::new(scope, layer, found, without)),
            _ => None,
        };
        Self {
            format: "rashomon/facts",
            version: VERSION,
            id,
            input_id: InputIdJson::new(input_id.as_ref()),
            path,
            url: url.as_deref(),
            sha256,
            language,
            outlet: OutletJson::new(outlet.as_ref()),
            author: author.as_deref(),
            title: title.map(|span| scope.points.pair(span)),
            title_text,
            published: scope.date(published),
            updated: updated.as_ref().map(|date| scope.date(date)),
            text: keeps(FactsList::Text).then_some(text.as_str()),
            blocks: keeps(FactsList::Blocks)
                .then(|| blocks.iter().map(|block| BlockJson::new(*block, &scope.points)).collect()),
            facts: TextFactsJson::new(&scope, body, found, without),
            title_facts,
            diagnostics: keeps(FactsList::Diagnostics).then(|| {
                diagnostics
                    .iter()
                    .map(|notice| DiagnosticJson::new(notice, &scope, title_scope.as_ref()))
                    .collect()
            }),
        }
    }
}

impl<'a> TextFactsJson<'a> {
    fn new(scope: &Scope<'a>, layer: &'a Layer, found: &'a TextFacts, without: &Without) -> Self {
        let Layer { sentences, tokens, entities, roles: _ } = layer;
        let TextFacts { mentions, names, times, quantities, attributions, events } = found;
        let keeps = |list| !without.contains(&list);
        Self {
            sentences: keeps(FactsList::Sentences).then(|| {
                sentences.iter().map(|Sentence { span, tokens: _ }| scope.points.pair(*span)).collect()
            }),
            tokens: keeps(FactsList::Tokens)
                .then(|| tokens.iter().map(|token| TokenJson::new(token, scope)).collect()),
            entities: keeps(FactsList::Entities)
                .then(|| entities.iter().map(|entity| EntityJson::new(*entity, scope)).collect()),
            mentions: keeps(FactsList::Mentions).then(|| {
                (0..).zip(mentions).map(|(at, mention)| MentionJson::new(at, mention, scope)).collect()
            }),
            names: keeps(FactsList::Names)
                .then(|| (0..).zip(names).map(|(at, name)| NameJson::new(at, name, scope)).collect()),
            times: keeps(FactsList::Times)
                .then(|| times.iter().map(|time| TimeJson::new(time, scope)).collect()),
            quantities: keeps(FactsList::Quantities).then(|| {
                (0..).zip(quantities).map(|(at, quantity)| QuantityJson::new(at, quantity, scope)).collect()
            }),
            attributions: keeps(FactsList::Attributions).then(|| {
                (0..).zip(attributions).map(|(at, said)| AttributionJson::new(at, said, scope)).collect()
            }),
            events: keeps(FactsList::Events)
                .then(|| (0..).zip(events).map(|(at, event)| EventJson::new(at, event, scope)).collect()),
        }
    }
}

impl<'a> DiagnosticJson<'a> {
    fn new(notice: &'a rashomon_doc::Diagnostic, text: &Scope<'_>, title: Option<&Scope<'_>>) -> Self {
        let rashomon_doc::Diagnostic { code, message, place } = notice;
        let (span, field) = match place {
            None => (None, None),
            Some((Field::Text, span)) => (Some(text.points.pair(*span)), None),
            Some((Field::Title, span)) => {
                (title.map(|title| title.points.pair(*span)), title.map(|_| Named(Field::Title)))
            }
        };
        Self { code: Named(*code), message, span, field }
    }
}
