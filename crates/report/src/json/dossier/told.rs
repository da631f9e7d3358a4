//! Events and figures.

use rashomon_doc::{Comparator, Date, EventKind, EventType, Mode, Status};
use rashomon_engine::dossier::{Aspect, EntityId, EventReport, Figure, Party, StoryEvent};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Scope, SpanJson};
use crate::json::base::{Number, id};
use crate::json::date::DateJson;
use crate::label::Named;

/// An event merged over its reports.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Event")]
pub(super) struct EventJson<'a> {
    id: String,
    story: String,
    #[serde(rename = "type")]
    plover: Option<Named<EventType>>,
    kind: Option<Named<EventKind>>,
    mode: Option<Named<Mode>>,
    #[schemars(range(min = 1, max = 4))]
    quad: Option<u8>,
    text: &'a str,
    actors: Vec<String>,
    recipients: Vec<String>,
    place: Option<String>,
    date: DateJson<SpanJson<'a>>,
    /// What the latest reports know; null where they differ.
    status: Option<Named<Status>>,
    differs: Vec<Named<Aspect>>,
    background: bool,
    reports: Vec<AccountJson<'a>>,
    documents: Vec<&'a str>,
    silent: Vec<&'a str>,
    before: Vec<&'a str>,
    origins: Vec<String>,
}

/// One report's account of an event.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Account")]
struct AccountJson<'a> {
    doc: &'a str,
    span: SpanJson<'a>,
    trigger: SpanJson<'a>,
    statement: Option<String>,
    status: Named<Status>,
    date: DateJson<SpanJson<'a>>,
    actors: Vec<PartyJson<'a>>,
    recipients: Vec<PartyJson<'a>>,
    place: Option<PartyJson<'a>>,
    background: bool,
}

/// Who takes part in an event, by the words of one report.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Participant")]
struct PartyJson<'a> {
    entity: Option<String>,
    span: SpanJson<'a>,
}

impl<'a> PartyJson<'a> {
    fn new(party: Party, scope: &Scope<'a>) -> Self {
        let Party { entity, span } = party;
        Self { entity: entity.map(|entity| id("e", entity.0)), span: scope.span(span) }
    }

    fn all(parties: &[Party], scope: &Scope<'a>) -> Vec<Self> {
        parties.iter().map(|party| Self::new(*party, scope)).collect()
    }
}

impl<'a> AccountJson<'a> {
    fn new(account: &EventReport, scope: &Scope<'a>) -> Self {
        let EventReport { span, trigger, statement, status, date, actors, recipients, place, background } =
            account;
        Self {
            doc: scope.doc(span.doc),
            span: scope.span(*span),
            trigger: scope.span(*trigger),
            statement: statement.map(|statement| id("s", statement.0)),
            status: Named(*status),
            date: scope.date(date, span.doc, span.field),
            actors: PartyJson::all(actors, scope),
            recipients: PartyJson::all(recipients, scope),
            place: place.map(|place| PartyJson::new(place, scope)),
            background: *background,
        }
    }
}

/// The date of an event over all accounts, resting on the words of each.
pub(super) fn merged_date<'a>(event: &StoryEvent, scope: &Scope<'a>) -> DateJson<SpanJson<'a>> {
    let words = |report: &EventReport| {
        let Date { evidence, .. } = &report.date;
        let (doc, field) = (report.span.doc, report.span.field);
        let spans: Vec<_> =
            evidence.iter().map(|span| scope.span(super::DocSpan { doc, field, span: *span })).collect();
        spans
    };
    DateJson::new(&event.date, &|_| None).resting_on(event.reports.iter().flat_map(words).collect())
}

impl<'a> EventJson<'a> {
    pub(super) fn new(index: u32, event: &'a StoryEvent, scope: &Scope<'a>) -> Self {
        let StoryEvent {
            story,
            kind,
            other,
            mode,
            text,
            actors,
            recipients,
            place,
            date: _,
            status,
            differs,
            background,
            reports,
            silent,
            before,
            origins,
        } = event;
        let ids = |list: &[EntityId]| list.iter().map(|entity| id("e", entity.0)).collect();
        Self {
            id: id("v", index),
            story: id("t", story.0),
            plover: kind.map(Named),
            kind: other.map(Named),
            mode: mode.map(Named),
            quad: kind.map(|kind| kind.quad() as u8),
            text,
            actors: ids(actors),
            recipients: ids(recipients),
            place: place.map(|place| id("e", place.0)),
            date: merged_date(event, scope),
            status: status.map(Named),
            differs: differs.iter().copied().map(Named).collect(),
            background: *background,
            reports: reports.iter().map(|account| AccountJson::new(account, scope)).collect(),
            documents: scope.docs_of(reports.iter().map(|account| account.span.doc)),
            silent: scope.docs(silent),
            before: scope.docs(before),
            origins: origins.iter().map(|origin| id("o", origin.0)).collect(),
        }
    }
}

/// A figure of one report.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Quantity")]
pub(super) struct FigureJson<'a> {
    id: String,
    doc: &'a str,
    span: SpanJson<'a>,
    value: Option<Number>,
    value_max: Option<Number>,
    comparator: Named<Comparator>,
    unit: Option<&'a str>,
    of: Option<&'a str>,
    of_span: Option<SpanJson<'a>>,
    subset_of: Option<String>,
    event: Option<String>,
    statement: Option<String>,
    as_of: DateJson<SpanJson<'a>>,
}

impl<'a> FigureJson<'a> {
    pub(super) fn new(index: u32, figure: &'a Figure, scope: &Scope<'a>) -> Self {
        let Figure {
            span,
            value,
            value_max,
            comparator,
            unit,
            of,
            of_span,
            subset_of,
            event,
            statement,
            as_of,
        } = figure;
        Self {
            id: id("q", index),
            doc: scope.doc(span.doc),
            span: scope.span(*span),
            value: value.map(Number),
            value_max: value_max.map(Number),
            comparator: Named(*comparator),
            unit: unit.as_deref(),
            of: of.as_deref(),
            of_span: of_span.map(|words| scope.span(words)),
            subset_of: subset_of.map(|whole| id("q", whole.0)),
            event: event.map(|event| id("v", event.0)),
            statement: statement.map(|statement| id("s", statement.0)),
            as_of: scope.date(as_of, span.doc, span.field),
        }
    }
}
