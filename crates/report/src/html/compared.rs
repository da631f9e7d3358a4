//! How accounts stand to one another: comparisons with their sides, and where things entered.

use maud::{Markup, html};
use rashomon_engine::dossier::{
    About, Aspect, Comparison, ComparisonKind, Origin, OriginId, Position, StoryId,
};

use super::book::{self, Book, Row, chip, text};
use super::row::{Item, Keys, rows};
use super::{diff, filter, matrix, words};

/// How many places of one side are shown side by side; the rest are numbers.
const PLACES: usize = 4;

pub(super) fn view(book: &Book<'_>) -> Markup {
    let mut order: Vec<(u32, &Comparison)> = (0..).zip(&book.dossier.comparisons).collect();
    order.sort_by_key(|(at, row)| (urgency(row.kind), *at));
    let list: Vec<Markup> =
        (0..).zip(&order).map(|(place, (at, row))| item(book, *at, row, place).render()).collect();
    let offer = filter::Offer {
        kinds: order.iter().map(|(_, row)| words::comparison(row.kind)).collect(),
        statuses: order.iter().map(|(_, row)| words::aspect(row.aspect)).collect(),
        status_name: "In what",
        ..filter::Offer::default()
    };
    html! {
        section.view #differences aria-labelledby="differences-title" {
            h2 #differences-title { "How they differ" }
            (matrix::tables(book))
            h3.group #side-by-side { "Side by side" }
            div.filtered {
                (filter::bar(book, &offer))
                @if list.is_empty() { (book::nothing("Nothing was found that two reports tell differently or alike.")) }
                (rows(book, &list))
            }
        }
    }
}

/// Conflicts first, agreements last.
fn urgency(kind: ComparisonKind) -> u8 {
    match kind {
        ComparisonKind::Conflict => 0,
        ComparisonKind::AttributionDiffers => 1,
        ComparisonKind::Update => 2,
        ComparisonKind::Rewording => 3,
        ComparisonKind::OnlyOne => 4,
        ComparisonKind::Agreement => 5,
    }
}

fn item(book: &Book<'_>, at: u32, row: &Comparison, place: i64) -> Item {
    let Comparison { story: StoryId(story), kind, aspect, about, text: sentence, positions } = row;
    Item {
        id: book.id(Row::Comparison(at)),
        class: "comparison",
        keys: Keys {
            story: format!("t{}", story + 1),
            kind: words::comparison(*kind),
            status: words::aspect(*aspect),
            differs: *kind == ComparisonKind::Conflict,
            order: vec![("kind", place)],
            ..Keys::default()
        },
        head: html! { (text(sentence)) },
        facts: html! {
            p.meta {
                (chip(class(*kind), words::comparison(*kind)))
                (chip("", words::aspect(*aspect)))
                (subject(book, *about))
            }
            (sides(book, row))
        },
        more: html! {
            @for (at, side) in positions.iter().enumerate() {
                @if positions.len() > 1 { h5 { "Side " (matrix::letter(at)) } }
                ul.brief-rows { @for span in &side.spans { li { (book.report(span.doc)) ": " q { (book.words(*span)) } } } }
                (origins(book, &side.origins))
            }
        },
    }
}

/// The style of a kind: conflict and agreement also differ in the sign before them.
fn class(kind: ComparisonKind) -> &'static str {
    match kind {
        ComparisonKind::Conflict => "differs",
        ComparisonKind::Agreement => "agrees",
        ComparisonKind::Update
        | ComparisonKind::Rewording
        | ComparisonKind::AttributionDiffers
        | ComparisonKind::OnlyOne => "",
    }
}

/// What a comparison is about, as a link.
fn subject(book: &Book<'_>, about: About) -> Markup {
    match about {
        About::Event(event) => html! { a href={ "#" (book.id(Row::Event(event))) } { "the event" } },
        About::Claim(claim) => html! { a href={ "#" (book.id(Row::Claim(claim))) } { "the claim" } },
        About::Entity(entity) => book.who(entity),
        About::Figure(figure) => html! { a href={ "#" (book.id(Row::Figure(figure))) } { "the figure" } },
        About::Document(doc) => book.report(doc),
    }
}

/// How the words of the sides are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// Marked where they differ from those of the first side.
    Marked,
    /// As they stand, under what the side tells.
    Told,
    /// As they stand: they are what the side tells.
    Alone,
}

impl Shown {
    fn of(row: &Comparison) -> Self {
        match (row.kind, row.aspect) {
            (ComparisonKind::OnlyOne, _) | (_, Aspect::Naming) => Self::Alone,
            (ComparisonKind::Rewording, _) | (_, Aspect::Wording) => Self::Marked,
            (
                ComparisonKind::Agreement
                | ComparisonKind::Conflict
                | ComparisonKind::Update
                | ComparisonKind::AttributionDiffers,
                _,
            ) => Self::Told,
        }
    }
}

/// The sides beside one another.
fn sides(book: &Book<'_>, row: &Comparison) -> Markup {
    let shown = Shown::of(row);
    let lettered = row.positions.len() > 1 && row.kind != ComparisonKind::OnlyOne;
    html! {
        @if !row.positions.is_empty() {
            div class={ "sides" @if row.aspect == Aspect::Naming { " of-names" } } {
                @for (at, side) in row.positions.iter().enumerate() {
                    div.side {
                        p.side-head {
                            @if lettered { span.letter aria-hidden="true" { (matrix::letter(at)) } " " }
                            @if shown == Shown::Told && !repeats(book, side) { strong { (text(&side.value)) } " " }
                            // Words that stand one by one have their numbers beside them.
                            @if shown != Shown::Told { (book.cites(side.spans.iter().copied())) }
                        }
                        @match shown {
                            Shown::Marked => { (rendering(book, row, at, side)) }
                            Shown::Told => { (places(book, side)) }
                            Shown::Alone => { blockquote { @if let Some(span) = side.spans.first() { (book.words(*span)) } } }
                        }
                    }
                }
            }
        }
    }
}

/// Whether what a side tells is said by its words already.
fn repeats(book: &Book<'_>, side: &Position) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let bare = |text: &str| plain(text.trim_matches(|char: char| !char.is_alphanumeric()));
    side.spans.first().is_some_and(|span| bare(book.dossier.text_of(*span)) == bare(&side.value))
}

/// One side's words, marked against those of the first side, or the first against the second.
fn rendering(book: &Book<'_>, row: &Comparison, at: usize, side: &Position) -> Markup {
    let words_of = |side: &Position| side.spans.first().map(|span| book.dossier.text_of(*span));
    let first = row.positions.first().and_then(words_of);
    let (Some(words), Some(first)) = (words_of(side), first) else { return places(book, side) };
    let second = row.positions.get(1).and_then(words_of).unwrap_or(first);
    let shown = if at == 0 { diff::marked(first, second).0 } else { diff::marked(first, words).1 };
    html! { blockquote { (shown) } }
}

/// The words of a side, each with its report.
fn places(book: &Book<'_>, side: &Position) -> Markup {
    html! {
        @for span in side.spans.iter().take(PLACES) { blockquote { (book.words(*span)) " " (book.cite(*span)) } }
        @if side.spans.len() > PLACES { p.rest { "and " (side.spans.len() - PLACES) " more" } }
    }
}

/// The comparisons about one thing, as links.
pub(super) fn about(book: &Book<'_>, about: About) -> Markup {
    let rows = book.compared(about);
    html! {
        @if !rows.is_empty() {
            h5 { "How accounts compare" }
            ul.brief-rows {
                @for at in rows {
                    @if let Some(row) = book.dossier.comparisons.get(*at as usize) {
                        li {
                            (chip(class(row.kind), words::comparison(row.kind))) " "
                            a href={ "#" (book.id(Row::Comparison(*at))) } { (text(&row.text)) }
                        }
                    }
                }
            }
        }
    }
}

/// Where a thing entered the reports, as links.
pub(super) fn origins(book: &Book<'_>, origins: &[OriginId]) -> Markup {
    let rows = origins.iter().filter_map(|id| Some((*id, book.dossier.origins.get(id.index())?)));
    let rows: Vec<(OriginId, &Origin)> = rows.collect();
    html! {
        @if !rows.is_empty() {
            p.origins {
                "Came in through "
                @for (at, (id, origin)) in rows.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ "#" (book.id(Row::Origin(*id))) } { (text(&origin.name)) }
                }
            }
        }
    }
}
