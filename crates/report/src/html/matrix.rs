//! The matrix of reports by events and claims: who tells, who differs, who is silent.

use maud::{Markup, html};
use rashomon_engine::dossier::{
    About, Claim, ClaimId, Comparison, ComparisonKind, DocId, DocSpan, EventId, Story, StoryEvent, StoryId,
};

use super::book::{self, Book, Row, isolated, text};
use super::filter::{self, Offer};
use super::row::line;
use super::{compared, diff, events, packed, words};
use crate::front;

/// Above so many reports a story's matrix holds only what two or more tell: the rest is in the lists.
const WIDE: usize = 20;

/// How one report stands to one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    /// Tells it, and nobody contradicts.
    Tells(DocSpan),
    /// Tells it on one side of a conflict.
    Side(usize, DocSpan),
    /// Tells that it is not so.
    Denies(DocSpan),
    /// Tells that some say it is so and others that it is not.
    Both(DocSpan),
    /// Could have known, and does not tell it.
    Silent,
    /// Was published before it.
    Before,
    /// Nothing is known of how it stands.
    Blank,
}

/// The letter of a side of a conflict.
pub(super) fn letter(at: usize) -> char {
    u8::try_from(at).ok().and_then(|at| b'A'.checked_add(at.min(25))).map_or('?', char::from)
}

/// A matrix for each story, with what its signs mean.
pub(super) fn tables(book: &Book<'_>) -> Markup {
    let stories = &book.dossier.stories;
    html! {
        div.filtered {
            (filter::bar(book, &offer(book)))
            p.legend {
                span { (sign("tells")) " tells it" } span { (sign("side")) " tells it, on side A, B… of a conflict" }
                span { (sign("denies")) " denies it" } span { (sign("both")) " gives both" }
                span { (sign("silent")) " silent, which is not denial" } span { (sign("before")) " came out before it" }
            }
            @for (at, story) in (0..).zip(stories) {
                @if stories.len() > 1 { h3.group { (text(&story.title)) } }
                (table(book, StoryId(at), story))
            }
        }
    }
}

fn offer(book: &Book<'_>) -> Offer {
    let mut offer = filter::of_events(book);
    let speakers = book.dossier.claims.iter().flat_map(|claim| claim.speakers.iter().copied());
    let parties =
        book.dossier.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients).copied());
    offer.parties = filter::ranked(parties.chain(speakers));
    offer.kinds.insert("claim");
    offer.differs = true;
    offer.orders = vec![("reports", "most reports"), ("date", "date"), ("differs", "most disputed")];
    offer
}

/// The drawing of a sign, for the legend.
fn sign(class: &str) -> Markup {
    html! { span class={ "sign is-" (class) } aria-hidden="true" { @if class == "side" { "A" } } }
}

fn table(book: &Book<'_>, id: StoryId, story: &Story) -> Markup {
    let docs: Vec<DocId> =
        book.numbers.order.iter().filter(|doc| story.documents.contains(doc)).copied().collect();
    let shown = |tellers: usize| docs.len() <= WIDE || tellers > 1;
    let events = (0..).map(EventId).zip(&book.dossier.events).filter(|(_, event)| event.story == id);
    let events = events.filter(|(_, event)| shown(event.reports.len()));
    let claims = (0..).map(ClaimId).zip(&book.dossier.claims).filter(|(_, claim)| claim.story == id);
    let claims = claims.filter(|(_, claim)| shown(claim.tellings.len()));
    let mut rows: Vec<(usize, i64, Markup)> = events
        .map(|(event_id, event)| event_row(book, event_id, event, &docs))
        .chain(claims.map(|(claim_id, claim)| claim_row(book, claim_id, claim, &docs)))
        .collect();
    rows.sort_by_key(|(told, place, _)| (std::cmp::Reverse(*told), *place));
    let shared = rows.partition_point(|(told, ..)| *told > 1);
    let rows: Vec<Markup> = rows.into_iter().map(|(.., row)| row).collect();
    let (several, single) = rows.split_at(shared);
    html! {
        @if rows.is_empty() {
            (book::nothing("No event or claim stands against another."))
        } @else {
            div.matrix-frame tabindex="0" role="region" aria-label="Matrix of reports by events and claims" {
                table.matrix {
                    thead { tr {
                        th scope="col" { "Event or claim" }
                        @for doc in &docs {
                            th scope="col" { a href={ "#" (book.id(Row::Report(*doc))) } title=(isolated(book.outlet(*doc))) {
                                span.number { (book.number(*doc)) } span.outlet { (text(book.outlet(*doc))) }
                            } }
                        }
                    } }
                    @if book.is_whole() {
                        @if !several.is_empty() { tbody { @for row in several { (row) } } }
                        @if !single.is_empty() {
                            tbody {
                                tr.part { th colspan=(docs.len() + 1) scope="rowgroup" { "Told by one report" } }
                                @for row in single { (row) }
                            }
                        }
                    } @else {
                        tbody.rows { (packed::chunks(&rows)) }
                    }
                }
            }
        }
    }
}

/// A row with how many reports tell it and its place by date.
fn event_row(book: &Book<'_>, id: EventId, event: &StoryEvent, docs: &[DocId]) -> (usize, i64, Markup) {
    let side = |doc| side_of(book, About::Event(id), doc);
    let cell = |doc: DocId| -> Cell {
        let told = event.reports.iter().find(|account| account.span.doc == doc);
        match (told, side(doc)) {
            (Some(account), Stand::On(at)) => Cell::Side(at, account.span),
            (Some(account), Stand::Several) => Cell::Both(account.span),
            (Some(account), Stand::Nowhere) if account.status == rashomon_doc::Status::Denied => {
                Cell::Denies(account.span)
            }
            (Some(account), Stand::Nowhere) => Cell::Tells(account.span),
            (None, _) => absent(&event.silent, &event.before, doc),
        }
    };
    let cells: Vec<(DocId, Cell)> = docs.iter().map(|doc| (*doc, cell(*doc))).collect();
    let party = event.actors.iter().chain(&event.recipients).map(|entity| format!("e{}", entity.0 + 1));
    let keys = Line {
        target: book.id(Row::Event(id)),
        own: None,
        kind: words::happening(event),
        status: words::standing(event.status),
        party: party.collect::<Vec<_>>().join(" "),
        story: event.story,
        place: date_place(event),
        more: html! {},
    };
    let head = html! {
        (text(&event.text)) " "
        @if let Some(who) = front::according_to(book.dossier, event) {
            span.tag.claimed { "according to " (text(&who)) } " "
        }
        span.tag.date { (words::date(&event.date)) }
    };
    render(book, &keys, &head, &cells)
}

/// Days are an order too: undated events come last.
fn date_place(event: &StoryEvent) -> i64 {
    event.date.start.or(event.date.end).map_or(i64::MAX / 2, |day| {
        i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
    })
}

fn claim_row(book: &Book<'_>, id: ClaimId, claim: &Claim, docs: &[DocId]) -> (usize, i64, Markup) {
    let cell = |doc: DocId| -> Cell {
        let mut yes = claim.tellings.iter().filter(|telling| telling.span.doc == doc && !telling.negated);
        let mut no = claim.tellings.iter().filter(|telling| telling.span.doc == doc && telling.negated);
        match (yes.next(), no.next()) {
            (Some(telling), Some(_)) => Cell::Both(telling.span),
            (None, Some(telling)) => Cell::Denies(telling.span),
            (Some(telling), None) => match side_of(book, About::Claim(id), doc) {
                Stand::On(at) => Cell::Side(at, telling.span),
                Stand::Several => Cell::Both(telling.span),
                Stand::Nowhere => Cell::Tells(telling.span),
            },
            (None, None) => absent(&claim.silent, &claim.before, doc),
        }
    };
    let cells: Vec<(DocId, Cell)> = docs.iter().map(|doc| (*doc, cell(*doc))).collect();
    let keys = Line {
        target: book.id(Row::Claim(id)),
        own: Some(book.id(Row::Claim(id))),
        kind: "claim",
        status: "",
        party: claim.speakers.iter().map(|entity| format!("e{}", entity.0 + 1)).collect::<Vec<_>>().join(" "),
        story: claim.story,
        place: i64::MAX / 2 + i64::from(id.0),
        more: claim_more(book, id, claim),
    };
    render(book, &keys, &html! { (text(&claim.text)) }, &cells)
}

/// How a report stands in the conflicts about a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Nowhere,
    /// On one side.
    On(usize),
    /// On several: it tells of both.
    Several,
}

fn side_of(book: &Book<'_>, about: About, doc: DocId) -> Stand {
    let rows = book.compared(about).iter().filter_map(|at| book.dossier.comparisons.get(*at as usize));
    let conflicts = rows.filter(|row| row.kind == ComparisonKind::Conflict);
    let stand = |row: &Comparison| {
        let mut sides = row.positions.iter().enumerate().filter(|(_, side)| side.documents.contains(&doc));
        match (sides.next(), sides.next()) {
            (None, _) => Stand::Nowhere,
            (Some((at, _)), None) => Stand::On(at),
            (Some(_), Some(_)) => Stand::Several,
        }
    };
    conflicts.map(stand).find(|stand| *stand != Stand::Nowhere).unwrap_or(Stand::Nowhere)
}

fn absent(silent: &[DocId], before: &[DocId], doc: DocId) -> Cell {
    if silent.contains(&doc) {
        Cell::Silent
    } else if before.contains(&doc) {
        Cell::Before
    } else {
        Cell::Blank
    }
}

/// What a line of the matrix is besides its cells.
struct Line {
    target: String,
    /// Its own id, where the matrix is the only place of the row.
    own: Option<String>,
    kind: &'static str,
    status: &'static str,
    party: String,
    story: StoryId,
    place: i64,
    more: Markup,
}

fn render(book: &Book<'_>, keys: &Line, head: &Markup, cells: &[(DocId, Cell)]) -> (usize, i64, Markup) {
    let Line { target, own, kind, status, party, story, place, more } = keys;
    let differs =
        cells.iter().any(|(_, cell)| matches!(cell, Cell::Side(..) | Cell::Denies(_) | Cell::Both(_)));
    let told = cells.iter().filter(|(_, cell)| span_of(*cell).is_some()).count();
    let order = format!("date:{place} reports:-{told} differs:{}", if differs { -(told as i64) } else { 0 });
    let row = html! {
        tr.item id=[own.as_ref()] data-story={ "t" (story.0 + 1) } data-party=(party) data-kind=(kind) data-status=(status)
            data-differs[differs] data-order=(order) {
            th scope="row" {
                a.open href={ "#" (target) } { (head) }
                " " (book::chip("kind", kind))
                @if own.is_some() { details.more { summary { "Evidence" } div.evidence { (more) } } }
            }
            @for (doc, cell) in cells { (cell_markup(book, *doc, *cell)) }
        }
    };
    (told, *place, row)
}

fn span_of(cell: Cell) -> Option<DocSpan> {
    match cell {
        Cell::Tells(span) | Cell::Side(_, span) | Cell::Denies(span) | Cell::Both(span) => Some(span),
        Cell::Silent | Cell::Before | Cell::Blank => None,
    }
}

fn cell_markup(book: &Book<'_>, doc: DocId, cell: Cell) -> Markup {
    let (class, says) = match cell {
        Cell::Tells(_) => ("tells", "tells it".to_owned()),
        Cell::Side(at, _) => ("side", format!("tells it, side {}", letter(at))),
        Cell::Denies(_) => ("denies", "denies it".to_owned()),
        Cell::Both(_) => ("both", "gives both".to_owned()),
        Cell::Silent => ("silent", "silent".to_owned()),
        Cell::Before => ("before", "published before".to_owned()),
        Cell::Blank => ("blank", String::new()),
    };
    let mark = html! {
        span class={ "sign is-" (class) } aria-hidden="true" { @if let Cell::Side(at, _) = cell { (letter(at)) } }
        span.said { (says) }
    };
    html! {
        td class={ "is-" (class) } {
            @if let Some(span) = span_of(cell) {
                a href={ "#" (book.address(span)) } title={ (isolated(book.outlet(doc))) " " (says) } { (mark) }
            } @else { (mark) }
        }
    }
}

/// The tellings of a claim, their words against those of the first.
fn claim_more(book: &Book<'_>, id: ClaimId, claim: &Claim) -> Markup {
    let first = claim.tellings.first().map(|telling| book.dossier.text_of(telling.span));
    html! {
        dl { @if !claim.speakers.is_empty() { (line("Said by", &book.whos(&claim.speakers))) } }
        h5 { "As told" }
        ul.accounts {
            @for (at, telling) in claim.tellings.iter().enumerate() {
                @let words = book.dossier.text_of(telling.span);
                li {
                    p.meta {
                        (book.report(telling.span.doc))
                        @if telling.negated { (book::chip("", "in the negative")) }
                        @if let Some(said) = telling.statement {
                            a href={ "#" (book.id(Row::Statement(said))) } { (speaker(book, said)) }
                        } @else { span { "in its own voice" } }
                        (book.cite(telling.span))
                    }
                    blockquote {
                        @match first {
                            Some(first) if at > 0 => { (diff::marked(first, words).1) }
                            _ => { (book.words(telling.span)) }
                        }
                    }
                }
            }
        }
        (events::silence(book, &claim.silent, &claim.before))
        (compared::about(book, About::Claim(id)))
        (compared::origins(book, &claim.origins))
    }
}

fn speaker(book: &Book<'_>, said: rashomon_engine::dossier::StatementId) -> Markup {
    let party = book.dossier.statements.get(said.index()).and_then(|said| said.speaker);
    let entity = party.and_then(|party| party.entity).and_then(|id| book.dossier.entities.get(id.index()));
    match (entity, party) {
        (Some(entity), _) => text(&entity.name),
        (None, Some(party)) => text(book.dossier.text_of(party.span)),
        (None, None) => html! { "no one named" },
    }
}
