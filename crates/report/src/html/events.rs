//! What happened: events by date with a lane of publications, and figures.

use std::collections::BTreeSet;

use maud::{Markup, html};
use rashomon_doc::Date;
use rashomon_engine::dossier::{About, DocId, EventId, EventReport, Figure, FigureId, StoryEvent};

use super::book::{self, Book, Row, chip, date, text};
use super::filter;
use super::row::{Item, Keys, line, rows};
use super::scale::Scale;
use super::{compared, words};
use crate::front;
use crate::label::Label;

pub(super) fn view(book: &Book<'_>) -> Markup {
    let scale = Scale::new(book);
    let mut order: Vec<(EventId, bool)> =
        book.dossier.timeline.iter().map(|row| (row.event, row.background)).collect();
    let listed: BTreeSet<EventId> = order.iter().map(|(event, _)| *event).collect();
    // An event that the timeline lacks is still shown, at the end.
    order.extend(
        (0..book.dossier.events.len() as u32)
            .map(EventId)
            .filter(|id| !listed.contains(id))
            .map(|id| (id, false)),
    );
    let render = |lane: Lane| -> Vec<Markup> {
        (0..)
            .zip(&order)
            .filter_map(|(place, (id, behind))| {
                let event = book.dossier.events.get(id.index())?;
                let shown = Lane::of(event, *behind) == lane;
                shown.then(|| item(book, *id, event, *behind, place, scale.as_ref()).render())
            })
            .collect()
    };
    let (front, undated, behind) = (render(Lane::Dated), render(Lane::Undated), render(Lane::Background));
    html! {
        section.view #events aria-labelledby="events-title" {
            h2 #events-title { "What happened" }
            (filter::bar(book, &filter::of_events(book)))
            @if front.is_empty() && undated.is_empty() && behind.is_empty() { (book::nothing("No event was found in the reports.")) }
            @if let Some(scale) = &scale { (scale.publications(book)) }
            @if !front.is_empty() { (rows(book, &front)) }
            @if !undated.is_empty() {
                h3.group { "On a day that is not told" }
                (rows(book, &undated))
            }
            @if !behind.is_empty() {
                h3.group { "Background" }
                div.behind { (rows(book, &behind)) }
            }
            (figures(book))
        }
    }
}

/// Where an event stands in the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lane {
    Dated,
    /// Without a first day: unknown, or only known to lie before some day.
    Undated,
    Background,
}

impl Lane {
    fn of(event: &StoryEvent, background: bool) -> Self {
        match (background, event.date.start) {
            (true, _) => Self::Background,
            (false, Some(_)) => Self::Dated,
            (false, None) => Self::Undated,
        }
    }
}

fn item(
    book: &Book<'_>,
    id: EventId,
    event: &StoryEvent,
    background: bool,
    place: i64,
    scale: Option<&Scale>,
) -> Item {
    let parties: BTreeSet<_> = event.actors.iter().chain(&event.recipients).collect();
    let party = parties.iter().map(|entity| format!("e{}", entity.0 + 1)).collect::<Vec<_>>().join(" ");
    let docs: BTreeSet<DocId> = event.reports.iter().map(|account| account.span.doc).collect();
    let keys = Keys {
        story: format!("t{}", event.story.0 + 1),
        party,
        kind: words::happening(event),
        status: words::standing(event.status),
        differs: !event.differs.is_empty(),
        background,
        order: vec![
            ("date", place),
            ("reports", -(docs.len() as i64)),
            ("differs", -(event.differs.len() as i64)),
        ],
    };
    Item {
        id: book.id(Row::Event(id)),
        class: "event",
        keys,
        head: html! { (text(&event.text)) },
        facts: html! {
            p.meta {
                (date(&event.date))
                (chip("kind", words::happening(event)))
                @if let Some(status) = event.status { (chip("status", status.name())) }
                @if let Some(who) = front::according_to(book.dossier, event) {
                    span.claimed { "according to " (text(&who)) }
                }
                @if let Some(differs) = differs(event) { (chip("differs", &differs)) }
                " " (book.cites(event.reports.iter().map(|account| account.span)))
            }
            // Without a day there is nothing to draw.
            @if let Some(scale) = scale.filter(|_| event.date.is_known()) { (scale.bar(&event.date)) }
        },
        more: more(book, id, event),
    }
}

/// That accounts differ, and in what.
fn differs(event: &StoryEvent) -> Option<String> {
    let aspects: Vec<&str> = event.differs.iter().map(|aspect| words::aspect(*aspect)).collect();
    match (aspects.is_empty(), event.status) {
        (false, _) => Some(format!("accounts differ on {}", aspects.join(", "))),
        (true, None) => Some(words::standing(None).to_owned()),
        (true, Some(_)) => None,
    }
}

fn more(book: &Book<'_>, id: EventId, event: &StoryEvent) -> Markup {
    html! {
        dl {
            @if !event.actors.is_empty() { (line("Who", &book.whos(&event.actors))) }
            @if !event.recipients.is_empty() { (line("To whom", &book.whos(&event.recipients))) }
            @if let Some(place) = event.place { (line("Where", &book.who(place))) }
            (line("When", &date(&event.date)))
        }
        h5 { "Accounts" }
        ul.accounts { @for account in &event.reports { li { (told(book, account)) } } }
        (silence(book, &event.silent, &event.before))
        (compared::about(book, About::Event(id)))
        (compared::origins(book, &event.origins))
        @if let Some(kind) = event.kind {
            p.origins { "PLOVER " (kind.name()) @if let Some(mode) = event.mode { ", " (mode.name()) } }
        }
    }
}

/// One report's account.
fn told(book: &Book<'_>, account: &EventReport) -> Markup {
    let EventReport { span, trigger, statement, status, date: when, actors, recipients, place, background } =
        account;
    let title = rashomon_engine::dossier::DocSpan { ..*span };
    html! {
        p.meta { (book.report(span.doc)) (chip("status", status.name())) @if *background { (chip("", "background")) } }
        p { q { (book.words(title)) } }
        dl {
            (line("Named by", &book.words(*trigger)))
            (line("When", &html! { (date(when)) (evidence(book, span.doc, span.field, when)) }))
            @if !actors.is_empty() {
                (line("Who", &html! { @for party in actors { (book.words(party.span)) " " } }))
            }
            @if !recipients.is_empty() {
                (line("To whom", &html! { @for party in recipients { (book.words(party.span)) " " } }))
            }
            @if let Some(place) = place { (line("Where", &book.words(place.span))) }
            (line("Told by", &html! {
                @if let Some(said) = statement {
                    a href={ "#" (book.id(Row::Statement(*said))) } { "a source it names" }
                } @else { "the outlet itself" }
            }))
        }
    }
}

/// The words that a date rests on, and how it was reckoned from them.
pub(super) fn evidence(book: &Book<'_>, doc: DocId, field: rashomon_doc::Field, date: &Date) -> Markup {
    html! {
        @for span in &date.evidence {
            " " q { (book.words(rashomon_engine::dossier::DocSpan { doc, field, span: *span })) }
        }
        " " span.basis { (words::basis(date.basis)) }
        @if let Some(from) = &date.from { " " code { bdi { (book::clip(from, 80)) } } }
        @for other in &date.alternatives { span.alternative { " or " (words::date(other)) } }
    }
}

/// Who does not tell it. Silence is no denial, and who came before could not know.
pub(super) fn silence(book: &Book<'_>, silent: &[DocId], before: &[DocId]) -> Markup {
    html! {
        @if !silent.is_empty() {
            p.silent { "Not told by " @for doc in silent { (book.report(*doc)) " " } }
        }
        @if !before.is_empty() {
            p.silent { "Published before it: " @for doc in before { (book.report(*doc)) " " } }
        }
    }
}

fn figures(book: &Book<'_>) -> Markup {
    let list: Vec<Markup> =
        (0..).zip(&book.dossier.figures).map(|(at, one)| figure(book, FigureId(at), one).render()).collect();
    html! {
        @if !list.is_empty() {
            h3.group { "How many" }
            div.figures { (rows(book, &list)) }
        }
    }
}

fn figure(book: &Book<'_>, id: FigureId, figure: &Figure) -> Item {
    let Figure {
        span,
        value: _,
        value_max: _,
        comparator: _,
        unit,
        of,
        of_span: _,
        subset_of,
        event,
        statement,
        as_of,
    } = figure;
    Item {
        id: book.id(Row::Figure(id)),
        class: "figure",
        keys: Keys { order: vec![("date", i64::from(id.0))], ..Keys::default() },
        head: html! { (text(book.dossier.text_of(*span))) },
        facts: html! {
            p.meta {
                @if let Some(value) = words::figure(figure) { span.value { (value) } }
                @else { span.value { "no number given" } }
                @if let Some(of) = of.as_ref().or(unit.as_ref()) { " " (text(of)) }
                " " (book.cite(*span))
            }
        },
        more: html! {
            dl {
                (line("Words", &book.quoted(*span)))
                @if let Some(unit) = unit { (line("Unit", &text(unit))) }
                @if as_of.is_known() { (line("As of", &html! { (date(as_of)) (evidence(book, span.doc, span.field, as_of)) })) }
                @if let Some(whole) = subset_of.and_then(|whole| book.dossier.figures.get(whole.index())) {
                    (line("Part of", &book.words(whole.span)))
                }
                @if let Some(event) = event {
                    (line("Counts", &html! { a href={ "#" (book.id(Row::Event(*event))) } {
                        (text(book.dossier.events.get(event.index()).map_or("", |event| &event.text)))
                    } }))
                }
                (line("Told by", &html! {
                    @if let Some(said) = statement {
                        a href={ "#" (book.id(Row::Statement(*said))) } { "a source" }
                    } @else { "the outlet itself" }
                }))
            }
            (compared::about(book, About::Figure(id)))
        },
    }
}
