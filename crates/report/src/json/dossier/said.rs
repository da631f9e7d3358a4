//! Statements and claims.

use rashomon_doc::{Modality, QuotationKind, SpeechAct};
use rashomon_engine::dossier::{Claim, Party, Rank, Statement, Telling};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Scope, SpanJson};
use crate::json::base::id;
use crate::label::Named;

/// One attribution of one report.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Statement")]
pub(super) struct StatementJson<'a> {
    id: String,
    doc: &'a str,
    kind: Named<QuotationKind>,
    content: Vec<SpanJson<'a>>,
    cue: Vec<SpanJson<'a>>,
    speaker: Option<SpeakerJson<'a>>,
    /// Those who say it together with the speaker.
    with: Vec<PartyJson<'a>>,
    /// The one for whom the speaker is a spokesperson.
    behalf: Option<PartyJson<'a>>,
    addressee: Option<PartyJson<'a>>,
    act: Named<SpeechAct>,
    modality: Named<Modality>,
    /// 0 (neutral) to 3.
    #[schemars(range(max = 3))]
    strength: u8,
    negated: bool,
    hedged: bool,
    chain: Vec<LinkJson<'a>>,
    parent: Option<String>,
    claim: Option<String>,
}

/// Who spoke.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Speaker")]
struct SpeakerJson<'a> {
    #[serde(flatten)]
    party: PartyJson<'a>,
    rank: Named<Rank>,
}

/// Someone named in a statement.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Party")]
struct PartyJson<'a> {
    entity: Option<String>,
    text: &'a str,
    span: SpanJson<'a>,
}

impl<'a> PartyJson<'a> {
    fn new(party: Party, scope: &Scope<'a>) -> Self {
        let Party { entity, span } = party;
        let span = scope.span(span);
        Self { entity: entity.map(|entity| id("e", entity.0)), text: span.text, span }
    }
}

/// A link in the chain of telling; the last is the document.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Link")]
enum LinkJson<'a> {
    /// Someone the words went through.
    Party(PartyJson<'a>),
    /// The report itself.
    Document {
        /// Its id.
        document: &'a str,
    },
}

impl<'a> StatementJson<'a> {
    pub(super) fn new(index: u32, statement: &'a Statement, scope: &Scope<'a>) -> Self {
        let Statement {
            doc,
            kind,
            content,
            cue,
            speaker,
            with,
            behalf,
            rank,
            addressee,
            act,
            modality,
            strength,
            negated,
            hedged,
            chain,
            parent,
            claim,
        } = statement;
        let links = chain.iter().map(|party| LinkJson::Party(PartyJson::new(*party, scope)));
        let document = LinkJson::Document { document: scope.doc(*doc) };
        Self {
            id: id("s", index),
            doc: scope.doc(*doc),
            kind: Named(*kind),
            content: scope.spans(content),
            cue: scope.spans(cue),
            speaker: speaker
                .map(|party| SpeakerJson { party: PartyJson::new(party, scope), rank: Named(*rank) }),
            with: with.iter().map(|party| PartyJson::new(*party, scope)).collect(),
            behalf: behalf.map(|party| PartyJson::new(party, scope)),
            addressee: addressee.map(|party| PartyJson::new(party, scope)),
            act: Named(*act),
            modality: Named(*modality),
            strength: *strength,
            negated: *negated,
            hedged: *hedged,
            chain: links.chain([document]).collect(),
            parent: parent.map(|parent| id("s", parent.0)),
            claim: claim.map(|claim| id("c", claim.0)),
        }
    }
}

/// Statements and assertions that say the same.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Claim")]
pub(super) struct ClaimJson<'a> {
    id: String,
    story: String,
    text: &'a str,
    tellings: Vec<TellingJson<'a>>,
    statements: Vec<String>,
    speakers: Vec<String>,
    documents: Vec<&'a str>,
    silent: Vec<&'a str>,
    before: Vec<&'a str>,
    origins: Vec<String>,
}

/// One telling of a claim; `statement` is null in the outlet's own voice.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Telling")]
struct TellingJson<'a> {
    doc: &'a str,
    span: SpanJson<'a>,
    statement: Option<String>,
    negated: bool,
}

impl<'a> ClaimJson<'a> {
    pub(super) fn new(index: u32, claim: &'a Claim, scope: &Scope<'a>) -> Self {
        let Claim { story, text, tellings, speakers, silent, before, origins } = claim;
        let telling = |Telling { span, statement, negated }: &Telling| TellingJson {
            doc: scope.doc(span.doc),
            span: scope.span(*span),
            statement: statement.map(|statement| id("s", statement.0)),
            negated: *negated,
        };
        let statements = tellings.iter().filter_map(|telling| telling.statement);
        Self {
            id: id("c", index),
            story: id("t", story.0),
            text,
            tellings: tellings.iter().map(telling).collect(),
            statements: statements.map(|statement| id("s", statement.0)).collect(),
            speakers: speakers.iter().map(|entity| id("e", entity.0)).collect(),
            documents: scope.docs_of(tellings.iter().map(|telling| telling.span.doc)),
            silent: scope.docs(silent),
            before: scope.docs(before),
            origins: origins.iter().map(|origin| id("o", origin.0)).collect(),
        }
    }
}
