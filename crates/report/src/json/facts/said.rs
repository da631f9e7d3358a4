//! Times, quantities, attributions and events.

use rashomon_doc::{
    Attribution, ChainLink, Comparator, Event, EventKind, EventType, Modality, Mode, Participant, Quantity,
    QuotationKind, Sector, SpeechAct, Status, TimeExpression, TimeType,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::Scope;
use crate::json::base::{Number, Pair, share};
use crate::json::date::DateJson;
use crate::label::Named;

/// A time expression.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Time")]
pub(super) struct TimeJson<'a> {
    start: u32,
    end: u32,
    #[serde(rename = "type")]
    kind: Named<TimeType>,
    /// The TIMEX3 value.
    value: &'a str,
    date: DateJson<Pair>,
}

impl<'a> TimeJson<'a> {
    pub(super) fn new(time: &'a TimeExpression, scope: &Scope<'_>) -> Self {
        let TimeExpression { span, kind, value, date } = time;
        let [start, end] = scope.points.pair(*span);
        Self { start, end, kind: Named(*kind), value, date: scope.date(date) }
    }
}

/// A figure.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Quantity")]
pub(super) struct QuantityJson<'a> {
    id: String,
    start: u32,
    end: u32,
    value: Option<Number>,
    value_max: Option<Number>,
    comparator: Named<Comparator>,
    unit: Option<&'a str>,
    of: Option<&'a str>,
    of_span: Option<Pair>,
    subset_of: Option<String>,
    as_of: DateJson<Pair>,
    within: Option<String>,
}

impl<'a> QuantityJson<'a> {
    pub(super) fn new(index: u32, quantity: &'a Quantity, scope: &Scope<'_>) -> Self {
        let Quantity { span, value, value_max, comparator, unit, of, of_span, subset_of, as_of, within } =
            quantity;
        let [start, end] = scope.points.pair(*span);
        Self {
            id: scope.id("Q", index),
            start,
            end,
            value: value.map(Number),
            value_max: value_max.map(Number),
            comparator: Named(*comparator),
            unit: unit.as_deref(),
            of: of.as_deref(),
            of_span: of_span.map(|span| scope.points.pair(span)),
            subset_of: subset_of.map(|whole| scope.id("Q", whole.0)),
            as_of: scope.date(as_of),
            within: within.map(|said| scope.id("A", said.0)),
        }
    }
}

/// Words or thoughts laid to a source.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Attribution")]
pub(super) struct AttributionJson<'a> {
    id: String,
    source: Vec<Pair>,
    cue: Vec<Pair>,
    content: Vec<Pair>,
    kind: Named<QuotationKind>,
    speaker: Option<String>,
    /// Those who say it together with the speaker.
    with: Vec<LinkJson<'a>>,
    /// The one for whom the speaker is a spokesperson.
    behalf: Option<LinkJson<'a>>,
    addressee: Option<Pair>,
    act: Named<SpeechAct>,
    /// 0 (neutral) to 3.
    #[schemars(range(max = 3))]
    strength: u8,
    modality: Named<Modality>,
    negated: bool,
    hedged: bool,
    /// A stance, plan or act laid to the source ("backed the bill"), not words or a thought: no statement of a dossier.
    stance: bool,
    chain: Vec<LinkJson<'a>>,
    parent: Option<String>,
    #[schemars(range(min = 0, max = 1))]
    confidence: f64,
}

/// A link in the chain of telling.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Link")]
struct LinkJson<'a> {
    name: Option<String>,
    text: &'a str,
    span: Pair,
}

impl<'a> AttributionJson<'a> {
    pub(super) fn new(index: u32, attribution: &'a Attribution, scope: &Scope<'a>) -> Self {
        let Attribution {
            source,
            cue,
            content,
            kind,
            speaker,
            with,
            behalf,
            addressee,
            act,
            strength,
            modality,
            negated,
            hedged,
            stance,
            chain,
            parent,
            confidence,
        } = attribution;
        let link = |ChainLink { name, span }: &ChainLink| LinkJson {
            name: name.map(|name| scope.id("N", name.0)),
            text: span.slice(scope.text),
            span: scope.points.pair(*span),
        };
        Self {
            id: scope.id("A", index),
            source: scope.pairs(source),
            cue: scope.pairs(cue),
            content: scope.pairs(content),
            kind: Named(*kind),
            speaker: speaker.map(|name| scope.id("N", name.0)),
            with: with.iter().map(link).collect(),
            behalf: behalf.as_ref().map(link),
            addressee: addressee.map(|span| scope.points.pair(span)),
            act: Named(*act),
            strength: *strength,
            modality: Named(*modality),
            negated: *negated,
            hedged: *hedged,
            stance: *stance,
            chain: chain.iter().map(link).collect(),
            parent: parent.map(|said| scope.id("A", said.0)),
            confidence: share(f64::from(*confidence)),
        }
    }
}

/// Something that happened, or is said to have, or is to.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Event")]
pub(super) struct EventJson<'a> {
    id: String,
    trigger: Vec<Pair>,
    #[serde(rename = "type")]
    plover: Option<Named<EventType>>,
    kind: Option<Named<EventKind>>,
    mode: Option<Named<Mode>>,
    /// PLOVER's class, 1 to 4; null where `type` is.
    #[schemars(range(min = 1, max = 4))]
    quad: Option<u8>,
    actors: Vec<ParticipantJson<'a>>,
    recipients: Vec<ParticipantJson<'a>>,
    place: Option<Pair>,
    date: DateJson<Pair>,
    status: Named<Status>,
    background: bool,
    within: Option<String>,
    #[schemars(range(min = 0, max = 1))]
    confidence: f64,
}

/// Who takes part in an event.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Participant")]
struct ParticipantJson<'a> {
    span: Pair,
    /// The name it refers to.
    name: Option<String>,
    country: Option<&'a str>,
    sector: Option<Named<Sector>>,
}

impl<'a> EventJson<'a> {
    pub(super) fn new(index: u32, event: &'a Event, scope: &Scope<'_>) -> Self {
        let Event {
            trigger,
            kind,
            other,
            mode,
            frame: _,
            actors,
            recipients,
            place,
            date,
            status,
            background,
            within,
            confidence,
        } = event;
        let people = |list: &'a [Participant]| {
            list.iter()
                .map(|Participant { span, name, country, sector }| ParticipantJson {
                    span: scope.points.pair(*span),
                    name: name.map(|name| scope.id("N", name.0)),
                    country: country.as_deref(),
                    sector: sector.map(Named),
                })
                .collect()
        };
        Self {
            id: scope.id("V", index),
            trigger: scope.pairs(trigger),
            plover: kind.map(Named),
            kind: other.map(Named),
            mode: mode.map(Named),
            quad: kind.map(|kind| kind.quad() as u8),
            actors: people(actors),
            recipients: people(recipients),
            place: place.map(|span| scope.points.pair(span)),
            date: scope.date(date),
            status: Named(*status),
            background: *background,
            within: within.map(|said| scope.id("A", said.0)),
            confidence: share(f64::from(*confidence)),
        }
    }
}
