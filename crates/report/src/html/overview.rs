//! The story in a screenful, made from the tables alone: each line leads to its evidence.

use std::collections::BTreeMap;

use maud::{Markup, html};
use rashomon_doc::{Date, QuotationKind};
use rashomon_engine::dossier::{
    Comparison, ComparisonKind, DocId, EntityId, EventId, Statement, StatementId, Story, StoryEvent, StoryId,
    Voice,
};

use super::book::{self, Book, Row, chip, clip, date, text};
use super::words::{self, count};

/// How many lines a part of the overview shows; all stand in the view it leads to.
const LINES: usize = 6;
/// How many voices it shows.
const VOICES: usize = 5;
/// How many characters of a quotation it shows.
const QUOTATION: usize = 160;
/// How many stories are shown at length, the largest first.
const FRONTS: usize = 12;
/// How many of the most telling labels it shows.
const LABELS: usize = 5;

pub(super) fn view(book: &Book<'_>) -> Markup {
    let stories = &book.dossier.stories;
    let mut fronts: Vec<(StoryId, &Story)> = (0..).map(StoryId).zip(stories).collect();
    fronts.sort_by_key(|(id, story)| (std::cmp::Reverse(story.documents.len()), *id));
    let others = fronts.split_off(FRONTS.min(fronts.len()));
    html! {
        section.view #overview aria-labelledby="overview-title" {
            h2 #overview-title { "Overview" }
            @if book.dossier.reports.is_empty() {
                (book::nothing("No report was read."))
            }
            @for (id, story) in &fronts { (front(book, *id, story, stories.len() > 1)) }
            @if !others.is_empty() { (brief_stories(book, &others)) }
            @if stories.is_empty() && !book.dossier.reports.is_empty() {
                (book::nothing("No story was made out. The reports stand under Reports."))
            }
            (key(book))
        }
    }
}

/// Stories beyond those that are shown at length: a line each, with its reports.
fn brief_stories(book: &Book<'_>, stories: &[(StoryId, &Story)]) -> Markup {
    html! {
        div.story {
            h3.story-title { "Other stories" }
            ul.other-stories {
                @for (_, story) in stories {
                    li {
                        (text(&clip(&story.title, QUOTATION)))
                        @for doc in &story.documents { " " (book.report(*doc)) }
                    }
                }
            }
        }
    }
}

/// One story.
fn front(book: &Book<'_>, id: StoryId, story: &Story, one_of_many: bool) -> Markup {
    let events = main_events(book, id);
    let compared = |kind| -> Vec<(u32, &Comparison)> {
        let all = (0..).zip(&book.dossier.comparisons);
        let mut rows: Vec<_> = all.filter(|(_, row)| row.story == id && row.kind == kind).collect();
        rows.sort_by_key(|(at, row)| (std::cmp::Reverse(spread(row)), *at));
        rows
    };
    html! {
        div.story {
            @if one_of_many { h3.story-title { (text(&story.title)) } }
            (standfirst(book, id, story))
            div.front {
                div.front-column {
                    (happened(book, &events))
                    (comparisons(book, "Told by one", "only_one", &compared(ComparisonKind::OnlyOne), ""))
                }
                div.front-column {
                    (comparisons(book, "In dispute", "conflict", &compared(ComparisonKind::Conflict),
                        "No two reports were found to contradict one another."))
                    (comparisons(book, "Changed since", "update", &compared(ComparisonKind::Update), ""))
                    (comparisons(book, "Agreed", "agreement", &compared(ComparisonKind::Agreement),
                        "Nothing is told by two reports alike."))
                }
                div.front-column {
                    (voices(book, story))
                    (origins(book, story))
                    (labels(book, story))
                }
            }
        }
    }
}

/// How many reports a comparison speaks of.
fn spread(row: &Comparison) -> usize {
    row.positions.iter().map(|position| position.documents.len()).sum()
}

/// Reports and outlets, the period, and what the tables hold.
fn standfirst(book: &Book<'_>, id: StoryId, story: &Story) -> Markup {
    let dossier = book.dossier;
    let outlets: std::collections::BTreeSet<&str> = story
        .documents
        .iter()
        .filter_map(|doc| dossier.reports.get(doc.index()))
        .filter_map(|report| report.doc.article.outlet.as_ref())
        .map(|outlet| outlet.name.as_str())
        .collect();
    let unknown = story.documents.iter().filter(|doc| {
        dossier.reports.get(doc.index()).is_some_and(|report| report.doc.article.outlet.is_none())
    });
    let unknown = unknown.count();
    let events = dossier.events.iter().filter(|event| event.story == id).count();
    let claims = dossier.claims.iter().filter(|claim| claim.story == id).count();
    let said = dossier.statements.iter().filter(|said| story.documents.contains(&said.doc)).count();
    let origins = dossier
        .origins
        .iter()
        .filter(|origin| origin.documents.iter().any(|doc| story.documents.contains(doc)));
    let origins = origins.count();
    html! {
        p.standfirst {
            a href="#reports" { (count(story.documents.len(), "report")) }
            " from " (count(outlets.len(), "outlet"))
            @if unknown > 0 { " and " (count(unknown, "unnamed source")) }
            @if let Some(period) = period(book, story) { ", published " (period) }
            ". They tell of " a href="#events" { (count(events, "event")) }
            ", lay " a href="#statements" { (count(said, "statement")) } " to speakers"
            " and make " a href="#differences" { (count(claims, "claim")) }
            @if origins > 0 { ", which go back to " a href="#sources" { (count(origins, "origin")) } }
            "."
        }
    }
}

/// From the first to the last day of publication.
fn period(book: &Book<'_>, story: &Story) -> Option<String> {
    let dates = story.documents.iter().filter_map(|doc| book.dossier.reports.get(doc.index()));
    let dates: Vec<&Date> =
        dates.map(|report| &report.doc.article.published).filter(|date| date.is_known()).collect();
    let start = dates.iter().filter_map(|date| date.start.or(date.end)).min()?;
    let end = dates.iter().filter_map(|date| date.end.or(date.start)).max()?;
    let range =
        Date::range(Some(start), Some(end), rashomon_doc::Precision::Range, rashomon_doc::Basis::Computed);
    Some(words::date(&range))
}

/// The events that most reports tell, in order of date.
fn main_events<'a>(book: &Book<'a>, id: StoryId) -> Vec<(EventId, &'a StoryEvent)> {
    let dossier = book.dossier;
    let mut rows: Vec<(EventId, &StoryEvent)> = (0..)
        .map(EventId)
        .zip(&dossier.events)
        .filter(|(_, event)| event.story == id && !event.background)
        .collect();
    // Of those that equally many tell, the fuller accounts first: dated, with someone who acts on someone.
    let lacks = |event: &StoryEvent| {
        usize::from(!event.date.is_known())
            + usize::from(event.actors.is_empty())
            + usize::from(event.recipients.is_empty())
    };
    rows.sort_by_key(|(at, event)| (std::cmp::Reverse(tellers(event)), lacks(event), *at));
    rows.truncate(LINES + 2);
    rows.sort_by_key(|(at, event)| (!event.date.is_known(), event.date.start, event.date.end, *at));
    rows
}

/// How many reports tell an event.
fn tellers(event: &StoryEvent) -> usize {
    event.reports.iter().map(|account| account.span.doc).collect::<std::collections::BTreeSet<_>>().len()
}

fn happened(book: &Book<'_>, events: &[(EventId, &StoryEvent)]) -> Markup {
    html! {
        section.lead {
            h3 { a href="#events" { "What happened" } }
            @if events.is_empty() { (book::nothing("No event was found.")) }
            ol.events-brief {
                @for (id, event) in events {
                    li {
                        (date(&event.date))
                        p {
                            a.row-link href={ "#" (book.id(Row::Event(*id))) } { (text(&event.text)) }
                            " " span.tag { (words::standing(event.status)) }
                            " " (book.cites(event.reports.iter().map(|account| account.span)))
                        }
                    }
                }
            }
        }
    }
}

/// Who is heard most, with the strongest of what they said.
fn voices(book: &Book<'_>, story: &Story) -> Markup {
    let mut by_speaker: BTreeMap<EntityId, Vec<(StatementId, &Statement)>> = BTreeMap::new();
    for (id, said) in (0..).map(StatementId).zip(&book.dossier.statements) {
        if let Some(entity) = said.speaker.and_then(|party| party.entity)
            && story.documents.contains(&said.doc)
        {
            by_speaker.entry(entity).or_default().push((id, said));
        }
    }
    let mut speakers: Vec<_> = by_speaker.into_iter().collect();
    speakers.sort_by_key(|(entity, said)| (std::cmp::Reverse(said.len()), *entity));
    html! {
        section {
            h3 { a href="#statements" { "Who is heard" } }
            @if speakers.is_empty() { (book::nothing("No one is quoted.")) }
            ul.voices {
                @for (entity, said) in speakers.iter().take(VOICES) {
                    li {
                        p { (book.who(*entity)) " " span.tag { (count(said.len(), "statement")) } }
                        @if let Some((id, best)) = strongest(said) { (quotation(book, id, best)) }
                    }
                }
            }
        }
    }
}

/// The strongest, before others in the speaker's own words.
fn strongest<'a>(said: &[(StatementId, &'a Statement)]) -> Option<(StatementId, &'a Statement)> {
    let own = |statement: &Statement| u8::from(statement.kind != QuotationKind::Indirect);
    said.iter().max_by_key(|(id, one)| (own(one), one.strength, std::cmp::Reverse(*id))).copied()
}

fn quotation(book: &Book<'_>, id: StatementId, said: &Statement) -> Markup {
    let Some(first) = said.content.first() else { return html! {} };
    let words = clip(book.dossier.text_of(*first), QUOTATION);
    let open = book.id(Row::Statement(id));
    html! {
        p.saying {
            span.verb { (words::verb(said.act)) " " }
            @if said.kind == QuotationKind::Direct {
                q { a.row-link href={ "#" (open) } { bdi { (words) } } }
            } @else {
                a.row-link href={ "#" (open) } { bdi { (words) } }
            }
            " " (book.cite(*first))
        }
    }
}

fn comparisons(
    book: &Book<'_>,
    title: &str,
    class: &str,
    rows: &[(u32, &Comparison)],
    empty: &str,
) -> Markup {
    html! {
        @if !(rows.is_empty() && empty.is_empty()) {
            section class={ "brief " (class) } {
                h3 { a href="#differences" { (title) } @if !rows.is_empty() { " " span.tally { (rows.len()) } } }
                @if rows.is_empty() { (book::nothing(empty)) }
                ul {
                    @for (at, row) in rows.iter().take(LINES) {
                        li {
                            a.row-link href={ "#" (book.id(Row::Comparison(*at))) } { (text(&row.text)) }
                            " " (sides(book, row))
                        }
                    }
                }
                @if rows.len() > LINES { p.rest { a href="#differences" { "All " (rows.len()) } } }
            }
        }
    }
}

/// The numbers of the reports of each side, with a stroke between the sides.
fn sides(book: &Book<'_>, row: &Comparison) -> Markup {
    html! {
        @for (at, side) in row.positions.iter().enumerate() {
            @if at > 0 { span.against aria-hidden="true" { " | " } }
            (book.cites(side.spans.iter().copied()))
        }
    }
}

/// What many reports owe to one source.
fn origins(book: &Book<'_>, story: &Story) -> Markup {
    let mut rows: Vec<_> = (0..)
        .zip(&book.dossier.origins)
        .filter(|(_, origin)| {
            origin.documents.len() > 1 && origin.documents.iter().any(|doc| story.documents.contains(doc))
        })
        .collect();
    rows.sort_by_key(|(at, origin)| (std::cmp::Reverse(origin.documents.len()), *at));
    html! {
        @if !rows.is_empty() {
            section.brief {
                h3 { a href="#sources" { "One origin, many reports" } }
                ul {
                    @for (at, origin) in rows.iter().take(LINES) {
                        li {
                            a.row-link href={ "#" (book.id(Row::Origin(rashomon_engine::dossier::OriginId(*at)))) } {
                                (text(&origin.name))
                            }
                            " " span.tag { "1 origin, " (count(origin.documents.len(), "report")) }
                            " " (book.cites(origin.spans.iter().copied()))
                        }
                    }
                }
            }
        }
    }
}

/// Whom the reports call most differently in their own voice.
fn labels(book: &Book<'_>, story: &Story) -> Markup {
    let mut called: BTreeMap<EntityId, BTreeMap<String, Vec<rashomon_engine::dossier::DocSpan>>> =
        BTreeMap::new();
    for label in &book.dossier.labels {
        let Some(entity) = label.entity else { continue };
        if label.voice == Voice::Own && is_of(story, label.span.doc) {
            let key = book.dossier.text_of(label.span).to_lowercase();
            called.entry(entity).or_default().entry(key).or_default().push(label.span);
        }
    }
    let mut rows: Vec<_> = called.into_iter().filter(|(_, names)| names.len() > 1).collect();
    rows.sort_by_key(|(entity, names)| (std::cmp::Reverse(names.len()), *entity));
    html! {
        @if !rows.is_empty() {
            section.brief {
                h3 { a href="#names" { "Called by" } }
                ul {
                    @for (entity, names) in rows.iter().take(LABELS) {
                        li {
                            a.row-link href={ "#" (book.id(Row::Names(*entity))) } {
                                (text(book.dossier.entities.get(entity.index()).map_or("", |one| &one.name)))
                            }
                            ": "
                            @for (at, spans) in names.values().take(LINES).enumerate() {
                                @if at > 0 { ", " }
                                @if let Some(first) = spans.first() { q { (text(book.dossier.text_of(*first))) } }
                                (book.cites(spans.iter().copied()))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn is_of(story: &Story, doc: DocId) -> bool {
    story.documents.contains(&doc)
}

/// The reports of a page as a list of numbers: what the small numbers mean.
fn key(book: &Book<'_>) -> Markup {
    html! {
        nav.key aria-label="Reports by number" {
            h3 { a href="#reports" { "The reports" } }
            ol {
                @for doc in &book.numbers.order {
                    @if let Some(report) = book.dossier.reports.get(doc.index()) {
                        li {
                            (book.report(*doc))
                            " " span.headline { (text(report.doc.article.title_str().unwrap_or("Untitled"))) }
                            " " (date(&report.doc.article.published))
                            @if !report.doc.article.is_english() { " " (chip("warn", "not read: not English")) }
                        }
                    }
                }
            }
        }
    }
}
