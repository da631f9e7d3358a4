//! Who calls whom what: labels by outlet, the outlet's own voice told apart from reported and quoted ones.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use rashomon_engine::dossier::{DocId, EntityId, EventId, Label, Voice};

use super::book::{self, Book, Row, text};
use super::row::{Item, Keys, rows};

/// How many labels of one report a row shows.
const SHOWN: usize = 24;

/// Whose words a label is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Own,
    Indirect,
    Quoted,
}

impl Standing {
    fn of(label: &Label) -> Self {
        match (label.voice, label.statement) {
            (Voice::Quoted, _) => Self::Quoted,
            (Voice::Own, Some(_)) => Self::Indirect,
            (Voice::Own, None) => Self::Own,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Indirect => "indirect",
            Self::Quoted => "quoted",
        }
    }

    fn says(self) -> &'static str {
        match self {
            Self::Own => "in its own voice",
            Self::Indirect => "in its own words, reporting someone",
            Self::Quoted => "quoting someone",
        }
    }
}

pub(super) fn view(book: &Book<'_>) -> Markup {
    let mut by_entity: BTreeMap<EntityId, Vec<&Label>> = BTreeMap::new();
    let mut by_event: BTreeMap<EventId, Vec<&Label>> = BTreeMap::new();
    for label in &book.dossier.labels {
        match (label.entity, label.event) {
            (Some(entity), _) => by_entity.entry(entity).or_default().push(label),
            (None, Some(event)) => by_event.entry(event).or_default().push(label),
            (None, None) => {}
        }
    }
    let mut entities: Vec<_> = by_entity.into_iter().collect();
    entities.sort_by_key(|(entity, labels)| (std::cmp::Reverse(labels.len()), *entity));
    let named = entities.iter().map(|(entity, labels)| {
        let name = book.dossier.entities.get(entity.index()).map_or("", |one| &one.name);
        (book.id(Row::Names(*entity)), name, labels)
    });
    let events = by_event.iter().map(|(event, labels)| {
        let name = book.dossier.events.get(event.index()).map_or("", |one| &one.text);
        (book.id(Row::EventNames(*event)), name, labels)
    });
    let (differently, alike): (Vec<_>, Vec<_>) =
        named.chain(events).partition(|(_, _, labels)| forms(book, labels).len() > 1);
    let render = |list: Vec<(String, &str, &Vec<&Label>)>| -> Vec<Markup> {
        list.into_iter().map(|(id, name, labels)| item(book, id, name, labels).render()).collect()
    };
    let (differently, alike) = (render(differently), render(alike));
    html! {
        section.view #names aria-labelledby="names-title" {
            h2 #names-title { "Names" }
            fieldset.voices-switch.js-only {
                legend { "Voices shown" }
                @for standing in [Standing::Own, Standing::Indirect, Standing::Quoted] {
                    label.check { input type="checkbox" checked data-voice=(standing.class()); span class={ "label " (standing.class()) } { (standing.says()) } }
                }
            }
            @if differently.is_empty() { (book::nothing("No one was found who is called by different names.")) }
            (rows(book, &differently))
            @if !alike.is_empty() {
                h3.group { "Called by one name throughout" }
                (rows(book, &alike))
            }
        }
    }
}

/// The forms of labels, in small letters and without an article.
fn forms(book: &Book<'_>, labels: &[&Label]) -> BTreeSet<String> {
    labels.iter().map(|label| form(book.dossier.text_of(label.span))).collect()
}

fn form(words: &str) -> String {
    let small = words.to_lowercase();
    small.strip_prefix("the ").unwrap_or(&small).to_owned()
}

/// Labels of one report that are alike, with how often they stand there.
fn together<'a>(book: &Book<'_>, labels: &[&'a Label]) -> Vec<(&'a Label, usize)> {
    let mut kinds: Vec<(&Label, String, usize)> = Vec::new();
    for label in labels {
        let form = form(book.dossier.text_of(label.span));
        let alike = kinds.iter_mut().find(|(other, known, _)| {
            *known == form && Standing::of(other) == Standing::of(label) && other.scare == label.scare
        });
        match alike {
            Some((_, _, times)) => *times += 1,
            None => kinds.push((label, form, 1)),
        }
    }
    kinds.into_iter().map(|(label, _, times)| (label, times)).collect()
}

fn item(book: &Book<'_>, id: String, name: &str, labels: &[&Label]) -> Item {
    Item {
        id,
        class: "names-row",
        keys: Keys { order: vec![("place", -(labels.len() as i64))], ..Keys::default() },
        head: html! { (text(name)) },
        facts: by_report(book, labels),
        more: html! {
            ul.brief-rows {
                @for label in labels.iter().take(SHOWN * 4) {
                    li {
                        (book.report(label.span.doc)) ": " q { (book.words(label.span)) } ", " (Standing::of(label).says())
                        @if label.scare { ", held at a distance by quotation marks" }
                        @if label.of_source { ", of a source" }
                        @if let Some(said) = label.statement {
                            " " a href={ "#" (book.id(Row::Statement(said))) } { "in this statement" }
                        }
                    }
                }
            }
        },
    }
}

/// A line a report.
fn by_report(book: &Book<'_>, labels: &[&Label]) -> Markup {
    let mut by_doc: BTreeMap<usize, (DocId, Vec<&Label>)> = BTreeMap::new();
    for label in labels {
        by_doc.entry(book.number(label.span.doc)).or_insert((label.span.doc, Vec::new())).1.push(label);
    }
    html! {
        dl.called {
            @for (doc, labels) in by_doc.values() {
                div {
                    dt { (book.report(*doc)) }
                    dd {
                        @for (label, times) in together(book, labels).into_iter().take(SHOWN) {
                            a class={ "label " (Standing::of(label).class()) @if label.scare { " scare" } }
                                href={ "#" (book.address(label.span)) } title=(Standing::of(label).says()) {
                                (text(book.dossier.text_of(label.span)))
                            }
                            @if times > 1 { span.times { "×" (times) } }
                            " "
                        }
                    }
                }
            }
        }
    }
}

/// What one entity is called, for its own page.
pub(super) fn of_entity(book: &Book<'_>, id: EntityId) -> Markup {
    let labels: Vec<&Label> = book.dossier.labels.iter().filter(|label| label.entity == Some(id)).collect();
    html! {
        @if !labels.is_empty() {
            h5 { "Called" }
            (by_report(book, &labels))
        }
    }
}
