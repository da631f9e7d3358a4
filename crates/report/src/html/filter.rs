//! The bar over a table: by what it can be narrowed and sorted. It works with scripts only and is hidden without.

use std::collections::BTreeSet;

use maud::{Markup, html};
use rashomon_engine::dossier::EntityId;

use super::book::{Book, clip, isolated};
use super::words;
use crate::label::Label;

/// How many parties a filter names: those that most rows have.
const PARTIES: usize = 200;

/// What a bar offers.
#[derive(Debug, Default)]
pub(super) struct Offer {
    pub(super) parties: Vec<EntityId>,
    pub(super) kinds: BTreeSet<&'static str>,
    pub(super) statuses: BTreeSet<&'static str>,
    /// What the statuses are called.
    pub(super) status_name: &'static str,
    /// Whether rows can be narrowed to those in which accounts differ.
    pub(super) differs: bool,
    /// Orders: the key and what it is called.
    pub(super) orders: Vec<(&'static str, &'static str)>,
}

/// Entities in order of how many rows name them.
pub(super) fn ranked(entities: impl Iterator<Item = EntityId>) -> Vec<EntityId> {
    let mut counts = std::collections::BTreeMap::<EntityId, usize>::new();
    for entity in entities {
        *counts.entry(entity).or_default() += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_by_key(|(entity, count)| (std::cmp::Reverse(*count), *entity));
    ranked.into_iter().take(PARTIES).map(|(entity, _)| entity).collect()
}

/// What the events can be narrowed by.
pub(super) fn of_events(book: &Book<'_>) -> Offer {
    let events = &book.dossier.events;
    Offer {
        parties: ranked(
            events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients)).copied(),
        ),
        kinds: events.iter().map(words::happening).collect(),
        statuses: events.iter().map(|event| words::standing(event.status)).collect(),
        status_name: "Standing",
        differs: events.iter().any(|event| !event.differs.is_empty()),
        orders: vec![("date", "date"), ("reports", "most reports"), ("differs", "most disputed")],
    }
}

/// What the statements can be narrowed by.
pub(super) fn of_statements(book: &Book<'_>) -> Offer {
    let said = &book.dossier.statements;
    Offer {
        parties: ranked(said.iter().filter_map(|one| one.speaker.and_then(|party| party.entity))),
        kinds: said.iter().map(|one| one.act.name()).collect(),
        statuses: said.iter().map(|one| one.kind.name()).collect(),
        status_name: "Words",
        differs: false,
        orders: vec![("speaker", "speaker"), ("report", "report"), ("strength", "strongest words")],
    }
}

/// The bar itself.
pub(super) fn bar(book: &Book<'_>, offer: &Offer) -> Markup {
    let Offer { parties, kinds, statuses, status_name, differs, orders } = offer;
    html! {
        form.filters.js-only {
            @if parties.len() > 1 {
                label { span { "Party" } select data-filter="party" {
                    option value="" { "all" }
                    @for entity in parties {
                        option value={ "e" (entity.0 + 1) } {
                            (isolated(book.dossier.entities.get(entity.index()).map_or("", |one| &one.name)))
                        }
                    }
                } }
            }
            (choice("kind", "Type", kinds))
            (choice("status", status_name, statuses))
            @if book.dossier.stories.len() > 1 {
                label { span { "Story" } select data-filter="story" {
                    option value="" { "all" }
                    @for (at, story) in book.dossier.stories.iter().enumerate() {
                        option value={ "t" (at + 1) } { (clip(&isolated(&story.title), 60)) }
                    }
                } }
            }
            @if *differs { label.check { input type="checkbox" data-filter="differs"; span { "only where accounts differ" } } }
            @if orders.len() > 1 {
                label { span { "Sort by" } select data-sort {
                    @for (key, name) in orders { option value=(key) { (name) } }
                } }
            }
            output.kept aria-live="polite" {}
        }
    }
}

fn choice(key: &str, name: &str, values: &BTreeSet<&'static str>) -> Markup {
    html! {
        @if values.len() > 1 {
            label { span { (name) } select data-filter=(key) {
                option value="" { "all" }
                @for value in values { option value=(value) { (value) } }
            } }
        }
    }
}
