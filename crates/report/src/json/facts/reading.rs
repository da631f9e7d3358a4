//! Words, names and mentions.

use rashomon_doc::{Deprel, EntitySpan, Mention, MentionKind, Name, NameType, Sector, Token, Upos};
use schemars::JsonSchema;
use serde::Serialize;

use super::Scope;
use crate::json::base::Pair;
use crate::label::Named;

/// A word in the sense of Universal Dependencies.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Token")]
pub(super) struct TokenJson<'a> {
    start: u32,
    end: u32,
    upos: Named<Upos>,
    lemma: &'a str,
    /// The head's index in `tokens`; -1 at a root.
    #[schemars(range(min = -1))]
    head: i64,
    deprel: Named<Deprel>,
}

impl<'a> TokenJson<'a> {
    pub(super) fn new(token: &'a Token, scope: &Scope<'_>) -> Self {
        let Token { span, upos, lemma, head, deprel } = token;
        let [start, end] = scope.points.pair(*span);
        let head = head.map_or(-1, |head| i64::from(head.0));
        Self { start, end, upos: Named(*upos), lemma, head, deprel: Named(*deprel) }
    }
}

/// A name as the reader marked it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Entity")]
pub(super) struct EntityJson {
    start: u32,
    end: u32,
    #[serde(rename = "type")]
    kind: Named<NameType>,
}

impl EntityJson {
    pub(super) fn new(entity: EntitySpan, scope: &Scope<'_>) -> Self {
        let EntitySpan { span, kind } = entity;
        let [start, end] = scope.points.pair(span);
        Self { start, end, kind: Named(kind) }
    }
}

/// A place that refers to someone or something.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Mention")]
pub(super) struct MentionJson {
    id: String,
    start: u32,
    end: u32,
    kind: Named<MentionKind>,
    /// The name it refers to.
    name: Option<String>,
}

impl MentionJson {
    pub(super) fn new(index: u32, mention: &Mention, scope: &Scope<'_>) -> Self {
        let Mention { span, kind, name, link: _ } = mention;
        let [start, end] = scope.points.pair(*span);
        let name = name.map(|name| scope.id("N", name.0));
        Self { id: scope.id("M", index), start, end, kind: Named(*kind), name }
    }
}

/// Someone or something that the text names or describes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Name")]
pub(super) struct NameJson<'a> {
    id: String,
    name: &'a str,
    #[serde(rename = "type")]
    kind: Named<NameType>,
    country: Option<&'a str>,
    sector: Option<Named<Sector>>,
    /// Titles and roles that the text gives.
    roles: Vec<Pair>,
    /// Whether it stands for people or bodies without a name.
    unnamed: bool,
}

impl<'a> NameJson<'a> {
    pub(super) fn new(index: u32, name: &'a Name, scope: &Scope<'_>) -> Self {
        let Name { name, kind, country, sector, roles, unnamed } = name;
        Self {
            id: scope.id("N", index),
            name,
            kind: Named(*kind),
            country: country.as_deref(),
            sector: sector.map(Named),
            roles: scope.pairs(roles),
            unnamed: *unnamed,
        }
    }
}
