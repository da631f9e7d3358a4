//! Who is who: each person and party with names, roles, sayings and acts.

use std::collections::BTreeMap;

use maud::{Markup, html};
use rashomon_doc::MentionKind;
use rashomon_engine::dossier::{
    About, DocId, DocSpan, Entity, EntityId, EventId, Statement, StatementId, StoryEvent,
};

use super::book::{self, Book, Row, text};
use super::row::{Item, Keys, line, rows};
use super::{compared, filter, names, statements, words};
use crate::label::Label;

/// How many of an entity's sayings, acts and places of mention its page shows; the rest stand in the tables.
const SHOWN: usize = 40;

pub(super) fn view(book: &Book<'_>) -> Markup {
    let mut order: Vec<(EntityId, &Entity)> = (0..).map(EntityId).zip(&book.dossier.entities).collect();
    order.sort_by_key(|(id, entity)| (std::cmp::Reverse(book.weight(*id)), entity.name.to_lowercase(), *id));
    let render = |named: bool| -> Vec<Markup> {
        let kept = (0..).zip(&order).filter(|(_, (_, entity))| words::is_named(entity.kind) == named);
        kept.map(|(place, (id, entity))| item(book, *id, entity, place).render()).collect()
    };
    let (named, unnamed) = (render(true), render(false));
    let offer = filter::Offer {
        kinds: book.dossier.entities.iter().map(|entity| words::entity_kind(entity.kind)).collect(),
        orders: vec![("weight", "most in the story"), ("name", "name")],
        ..filter::Offer::default()
    };
    html! {
        section.view #people aria-labelledby="people-title" {
            h2 #people-title { "Who is who" }
            (filter::bar(book, &offer))
            @if named.is_empty() { (book::nothing("No one is named in the reports.")) }
            (rows(book, &named))
            @if !unnamed.is_empty() {
                h3.group { "Without a name" }
                (rows(book, &unnamed))
            }
        }
    }
}

fn item(book: &Book<'_>, id: EntityId, entity: &Entity, place: i64) -> Item {
    let said = book.said_by(id);
    let acts = book.acts_of(id);
    let keys = Keys {
        kind: words::entity_kind(entity.kind),
        order: vec![("weight", place), ("name", book.place_by_name(id))],
        ..Keys::default()
    };
    let first_role = entity.roles.first();
    Item {
        id: book.id(Row::Entity(id)),
        class: "entity",
        keys,
        head: html! { (text(&entity.name)) },
        facts: html! {
            p.meta {
                (book::chip("kind", words::entity_kind(entity.kind)))
                @if let Some(role) = first_role { span.role { (book.words(*role)) } }
                @if let Some(whole) = entity.part_of { span { "of " (book.who(whole)) } }
                @if said > 0 { span.tag { (words::count(said as usize, "statement")) } }
                @if acts > 0 { span.tag { (words::count(acts, "event")) } }
                (book.cites(entity.mentions.iter().map(|mention| mention.span)))
            }
        },
        more: more(book, id, entity),
    }
}

fn more(book: &Book<'_>, id: EntityId, entity: &Entity) -> Markup {
    let Entity { kind: _, name: _, variants, country, sector, part_of, roles, mentions, why } = entity;
    html! {
        dl {
            @if !variants.is_empty() {
                (line("Also", &html! { @for (at, form) in variants.iter().enumerate() { @if at > 0 { ", " } (text(form)) } }))
            }
            @if !roles.is_empty() {
                (line("Roles", &html! { @for role in roles { p { (book.quoted(*role)) } } }))
            }
            @if let Some(whole) = part_of { (line("Part of", &book.who(*whole))) }
            @if let Some(country) = country { (line("Country", &text(country))) }
            @if let Some(sector) = sector { (line("Sector", &html! { (sector.name()) })) }
        }
        (sayings(book, id))
        (acts(book, id))
        (names::of_entity(book, id))
        (compared::about(book, About::Entity(id)))
        (places(book, mentions.iter().map(|mention| (mention.span, mention.kind))))
        @if !why.is_empty() {
            h5 { "Why these mentions are one" }
            ul.why { @for reason in why { li { (text(reason)) } } }
        }
    }
}

fn sayings(book: &Book<'_>, id: EntityId) -> Markup {
    let all = (0..).map(StatementId).zip(&book.dossier.statements);
    let said: Vec<(StatementId, &Statement)> =
        all.filter(|(_, said)| said.speaker.is_some_and(|party| party.entity == Some(id))).collect();
    html! {
        @if !said.is_empty() {
            h5 { "Said" }
            ul.brief-rows {
                @for (at, said) in said.iter().take(SHOWN) {
                    li {
                        span.verb { (words::verb(said.act)) } " "
                        a href={ "#" (book.id(Row::Statement(*at))) } { (statements::content(book, said)) }
                        " " (book.cites(said.content.iter().copied()))
                    }
                }
            }
            (rest(said.len()))
        }
    }
}

fn acts(book: &Book<'_>, id: EntityId) -> Markup {
    let all = (0..).map(EventId).zip(&book.dossier.events);
    let acts: Vec<(EventId, &StoryEvent)> =
        all.filter(|(_, event)| event.actors.contains(&id) || event.recipients.contains(&id)).collect();
    html! {
        @if !acts.is_empty() {
            h5 { "Did, or had done to it" }
            ul.brief-rows {
                @for (at, event) in acts.iter().take(SHOWN) {
                    li {
                        (book::date(&event.date)) " "
                        a href={ "#" (book.id(Row::Event(*at))) } { (text(&event.text)) }
                        " " (book.cites(event.reports.iter().map(|account| account.span)))
                    }
                }
            }
            (rest(acts.len()))
        }
    }
}

/// Where it is mentioned, report by report.
fn places(book: &Book<'_>, mentions: impl Iterator<Item = (DocSpan, MentionKind)>) -> Markup {
    let mut by_doc: BTreeMap<usize, (DocId, Vec<(DocSpan, MentionKind)>)> = BTreeMap::new();
    for (span, kind) in mentions {
        by_doc.entry(book.number(span.doc)).or_insert((span.doc, Vec::new())).1.push((span, kind));
    }
    html! {
        @if !by_doc.is_empty() {
            h5 { "Mentioned" }
            ul.brief-rows {
                @for (doc, spans) in by_doc.values() {
                    li {
                        (book.report(*doc)) ": "
                        @for (at, (span, kind)) in spans.iter().take(SHOWN).enumerate() {
                            @if at > 0 { ", " }
                            @if *kind == MentionKind::Name { (book.words(*span)) }
                            @else { span class={ "mention " (kind.name()) } { (book.words(*span)) } }
                        }
                        (rest(spans.len()))
                    }
                }
            }
        }
    }
}

fn rest(all: usize) -> Markup {
    html! { @if all > SHOWN { p.rest { "and " (all - SHOWN) " more" } } }
}
