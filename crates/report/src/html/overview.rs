//! The story in a screenful, made from the tables alone: each line leads to its evidence.

use maud::{Markup, html};
use rashomon_doc::{QuotationKind, Status};
use rashomon_engine::dossier::{
    Comparison, ComparisonKind, DocSpan, EventId, Statement, StatementId, Story, StoryEvent, StoryId,
};

use super::book::{self, Book, Row, chip, clip, date, text};
use super::words::{self, count};
use crate::front;

/// How many lines a part of the overview shows; all stand in the view it leads to.
const LINES: usize = 6;
/// How many events it shows.
const EVENTS: usize = 8;
/// How many voices it shows.
const VOICES: usize = 5;
/// How many characters of a quotation it shows.
const QUOTATION: usize = 160;
/// How many stories are shown at length, the largest first.
const FRONTS: usize = 12;
/// How many of those whom reports call most differently it shows.
const CALLED: usize = 5;

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
    let events = front::events(book.dossier, id, EVENTS);
    let compared = |kind| front::compared(book.dossier, id, kind);
    // Where nothing can be compared, that is not said three times.
    let alone = story.documents.len() < 2;
    let unless_alone = |message: &'static str| if alone { "" } else { message };
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
                        unless_alone("No two reports were found to contradict one another.")))
                    (comparisons(book, "Changed since", "update", &compared(ComparisonKind::Update), ""))
                    (comparisons(book, "Agreed", "agreement", &compared(ComparisonKind::Agreement),
                        unless_alone("Nothing was found that two reports tell alike.")))
                    @if alone { (voices(book, story)) }
                }
                div.front-column {
                    @if !alone { (voices(book, story)) }
                    (origins(book, story))
                    (called(book, story))
                }
            }
        }
    }
}

/// Reports and outlets, the period, and what the tables hold.
fn standfirst(book: &Book<'_>, id: StoryId, story: &Story) -> Markup {
    let front::Sum { reports, outlets, unnamed, period, events, statements, origins, shared } =
        front::sum(book.dossier, id, story);
    html! {
        p.standfirst {
            a href="#reports" { (count(reports, "report")) }
            (words::from_outlets(outlets, unnamed))
            @if let Some(period) = period { ", published " (period) }
            ": " a href="#events" { (count(events, "event")) }
            " and " a href="#statements" { (count(statements, "statement")) }
            @if origins > 0 {
                " from " a href="#sources" { (count(origins, "origin")) }
                @if shared > 0 { ", " (shared) " of which several reports share" }
            }
            "."
        }
    }
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
                            // That a thing took place goes without saying.
                            @if event.status != Some(Status::Occurred) {
                                " " span.tag { (words::standing(event.status)) }
                            }
                            @if let Some(who) = front::according_to(book.dossier, event) {
                                " " span.tag.claimed { "according to " (text(&who)) }
                            }
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
    let speakers = front::voices(book.dossier, story);
    html! {
        section {
            h3 { a href="#statements" { "Who is heard" } }
            @if speakers.is_empty() { (book::nothing("No one is quoted.")) }
            ul.voices {
                @for speaker in speakers.iter().take(VOICES) {
                    li {
                        p { (book.who(speaker.entity)) " " span.tag { (count(speaker.times, "statement")) } }
                        @if let Some((id, best)) = speaker.best { (quotation(book, id, best)) }
                    }
                }
            }
        }
    }
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

/// The numbers of the reports of each side, with a stroke between sides that stand against one another.
fn sides(book: &Book<'_>, row: &Comparison) -> Markup {
    let apart = match row.kind {
        ComparisonKind::Conflict
        | ComparisonKind::Update
        | ComparisonKind::Rewording
        | ComparisonKind::AttributionDiffers => true,
        ComparisonKind::Agreement | ComparisonKind::OnlyOne => false,
    };
    html! {
        @if apart {
            @for (at, side) in row.positions.iter().enumerate() {
                @if at > 0 { span.against aria-hidden="true" { " | " } }
                (book.cites(side.spans.iter().copied()))
            }
        } @else {
            (book.cites(row.positions.iter().flat_map(|side| side.spans.iter().copied())))
        }
    }
}

/// What many reports owe to one source.
fn origins(book: &Book<'_>, story: &Story) -> Markup {
    let rows = front::shared(book.dossier, story);
    html! {
        @if !rows.is_empty() {
            section.brief {
                h3 { a href="#sources" { "One origin, many reports" } }
                ul {
                    @for row in rows.iter().take(LINES) {
                        li {
                            a.row-link href={ "#" (book.id(Row::Origin(row.id))) } { (text(&row.origin.name)) }
                            " " span.tag { "1 origin, " (count(row.reports, "report")) }
                            " " (book.cites(row.spans.iter().copied()))
                        }
                    }
                }
            }
        }
    }
}

/// Whom the reports call most differently in their own voice.
fn called(book: &Book<'_>, story: &Story) -> Markup {
    let rows = front::called(book.dossier, story);
    let form = |spans: &[DocSpan]| {
        html! {
            @if let Some(first) = spans.first() { q { (text(book.dossier.text_of(*first))) } }
            (book.cites(spans.iter().copied()))
        }
    };
    html! {
        @if !rows.is_empty() {
            section.brief.called-brief {
                h3 { a href="#names" { "Called by different names" } }
                ul {
                    @for (entity, forms) in rows.iter().take(CALLED) {
                        li {
                            a.row-link href={ "#" (book.id(Row::Names(*entity))) } {
                                (text(book.dossier.entities.get(entity.index()).map_or("", |one| &one.name)))
                            }
                            ": "
                            @for (at, spans) in forms.values().take(LINES).enumerate() {
                                @if at > 0 { ", " }
                                (form(spans))
                            }
                            @if forms.len() > LINES { span.tag { " and " (forms.len() - LINES) " more" } }
                        }
                    }
                }
            }
        }
    }
}

/// The reports of a page as a list of numbers: what the small numbers mean.
fn key(book: &Book<'_>) -> Markup {
    html! {
        nav.key aria-label="Reports by number" {
            h3 { a href="#reports" { "The reports" } }
            ol {
                @for doc in &book.numbers.order {
                    @if let Some(report) = book.dossier.reports.get(doc.index()) {
                        @let article = &report.doc.article;
                        li {
                            a.report-link href={ "#" (book.id(Row::Report(*doc))) } {
                                span.number { (book.number(*doc)) }
                                " " (text(article.outlet.as_ref().map_or("unknown outlet", |outlet| &outlet.name)))
                            }
                            " " span.headline { (text(article.title_str().unwrap_or("Untitled"))) }
                            " " (date(&article.published))
                            @if !article.is_english() { " " (chip("warn", "not read: not English")) }
                        }
                    }
                }
            }
        }
    }
}
