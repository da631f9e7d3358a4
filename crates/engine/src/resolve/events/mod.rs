//! Events merged over reports.
//!
//! Two tellings are one event if type, trigger, participants, time, place and the words around them agree well enough,
//! and nothing speaks against it: another day or another place keeps look-alikes apart. Tellings are joined most alike
//! first, and a group is joined with another only if no member contradicts any member of the other.

mod likeness;
mod merge;
mod telling;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use rashomon_doc::{Date, Event, Precision, Status};

use super::entities::Entities;
use super::statements::Statements;
use super::stories::Order;
use super::texts::texts;
use crate::Tables;
use crate::dossier::{DocId, EntityId, EventId, EventReport, Report, StoryEvent, StoryId};
use telling::Told;
pub(crate) use telling::family;

/// The events, and which one each telling became.
#[derive(Debug, Default)]
pub(crate) struct Events {
    /// In order of story and first telling.
    pub(crate) list: Vec<StoryEvent>,
    of: BTreeMap<(DocId, rashomon_doc::Field, usize), EventId>,
}

impl Events {
    /// The merged event of the `index`-th event of a text.
    pub(crate) fn of(&self, doc: DocId, field: rashomon_doc::Field, index: usize) -> Option<EventId> {
        self.of.get(&(doc, field, index)).copied()
    }
}

/// Merges the events of all reports.
pub(crate) fn resolve(
    reports: &[Report],
    stories: &[StoryId],
    order: &Order,
    entities: &Entities,
    statements: &Statements,
    tables: &Tables,
) -> Events {
    let unknown = Date::unknown();
    let tellings: Vec<Told<'_>> = texts(reports)
        .flat_map(|text| {
            let published =
                reports.get(text.doc.index()).map_or(&unknown, |report| &report.doc.article.published);
            telling::of(text, stories, published, entities, statements, tables)
        })
        .collect();
    let mut events = Events::default();
    for group in merge::merge(&tellings, tables) {
        let members: Vec<&Told<'_>> = group.iter().map(|index| &tellings[*index]).collect();
        if is_idle(&members) {
            continue;
        }
        let id = EventId(events.list.len() as u32);
        events.of.extend(members.iter().map(|told| (told.key, id)));
        events.list.push(row(&members, order, entities));
    }
    events
}

/// Whether nothing is told of it: one report mentions it in passing, without a day or anyone who takes part.
fn is_idle(members: &[&Told<'_>]) -> bool {
    let first = members.first().map(|told| told.key.0);
    members.iter().all(|told| {
        told.in_passing
            && Some(told.key.0) == first
            && told.event.date.single_day().is_none()
            && told.named.is_empty()
    })
}

/// The row of one merged event.
fn row(members: &[&Told<'_>], order: &Order, entities: &Entities) -> StoryEvent {
    let documents: BTreeSet<DocId> = members.iter().map(|told| told.key.0).collect();
    let story = members.first().map_or(StoryId(0), |told| told.story);
    let (silent, before) = order.silent(story, &documents);
    let first = members.iter().find(|told| told.event.kind.is_some() || told.event.other.is_some());
    let actors = union(members, |told| &told.actor_ids);
    let recipients = union(members, |told| &told.recipient_ids);
    let places: BTreeSet<EntityId> = members.iter().filter_map(|told| told.place_id).collect();
    StoryEvent {
        story,
        kind: first.and_then(|told| told.event.kind),
        other: first.and_then(|told| told.event.other),
        mode: members.iter().find_map(|told| told.event.mode),
        text: wording::plain(members, entities),
        actors,
        recipients,
        place: if places.len() == 1 { places.first().copied() } else { None },
        date: date(members.iter().map(|told| &told.event.date)),
        status: status(members, order),
        differs: Vec::new(),
        background: members.iter().all(|told| told.event.background),
        reports: members.iter().map(|told| report(told)).collect(),
        silent,
        before,
        origins: Vec::new(),
    }
}

/// One report's account.
fn report(told: &Told<'_>) -> EventReport {
    let Event { status, date, background, .. } = told.event;
    EventReport {
        span: told.sentence,
        trigger: told.trigger,
        statement: told.statement,
        status: *status,
        date: date.clone(),
        actors: told.actors.clone(),
        recipients: told.recipients.clone(),
        place: told.place,
        background: *background,
    }
}

/// All participants, each once, in order.
fn union<'t>(members: &[&'t Told<'_>], of: impl Fn(&'t Told<'_>) -> &'t BTreeSet<EntityId>) -> Vec<EntityId> {
    let all: BTreeSet<EntityId> = members.iter().flat_map(|told| of(told)).copied().collect();
    all.into_iter().collect()
}

/// What all dates have in common; the range that holds them all where they have nothing.
pub(crate) fn date<'d>(dates: impl Iterator<Item = &'d Date>) -> Date {
    let known: Vec<&Date> = dates.filter(|date| date.is_known()).collect();
    let Some(first) = known.first() else { return Date::unknown() };
    let start = known.iter().filter_map(|date| date.start).max();
    let end = known.iter().filter_map(|date| date.end).min();
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) if end < start => hull(&known),
        agreed => agreed,
    };
    // The account that already says this much keeps its precision, basis and moment.
    if let Some(same) = known.iter().find(|date| (date.start, date.end) == (start, end)) {
        return Date { evidence: Vec::new(), alternatives: Vec::new(), ..(*same).clone() };
    }
    let precision = if start == end { Precision::Day } else { Precision::Range };
    Date::range(start, end, precision, first.basis)
}

/// The range that holds all dates; open where one of them is.
fn hull(known: &[&Date]) -> (Option<civil::Date>, Option<civil::Date>) {
    let start = known.iter().map(|date| date.start).min().flatten();
    let is_open = known.iter().any(|date| date.end.is_none());
    let end = if is_open { None } else { known.iter().filter_map(|date| date.end).max() };
    (start, end)
}

/// What the latest reports know; `None` where they differ.
fn status(members: &[&Told<'_>], order: &Order) -> Option<Status> {
    let latest =
        members.iter().filter(|told| !members.iter().any(|other| order.earlier(told.key.0, other.key.0)));
    let mut known: BTreeSet<Status> = latest.map(|told| told.event.status).collect();
    // A later account overtakes a plan, but not a denial.
    known.extend(members.iter().map(|told| told.event.status).filter(|status| *status == Status::Denied));
    if known.len() == 1 { known.first().copied() } else { None }
}
