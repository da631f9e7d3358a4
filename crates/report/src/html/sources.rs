//! Where things came from: the network of sources, origins, and passages that reports share.

use maud::{Markup, html};
use rashomon_engine::dossier::{Origin, OriginId, Reuse};

use super::book::{self, Book, Row, chip, text};
use super::row::{Item, Keys, rows};
use super::{diff, filter, network, words};

pub(super) fn view(book: &Book<'_>) -> Markup {
    let mut order: Vec<(OriginId, &Origin)> = (0..).map(OriginId).zip(&book.dossier.origins).collect();
    order.sort_by_key(|(id, origin)| (std::cmp::Reverse(origin.documents.len()), *id));
    let render = |several: bool| -> Vec<Markup> {
        let kept = (0..).zip(&order).filter(|(_, (_, one))| (one.documents.len() > 1) == several);
        kept.map(|(place, (id, one))| origin(book, *id, one, place).render()).collect()
    };
    let (several, single) = (render(true), render(false));
    let shared: Vec<Markup> =
        (0..).zip(&book.dossier.reuse).map(|(at, one)| reuse(book, at, one).render()).collect();
    let offer = filter::Offer {
        kinds: book.dossier.origins.iter().map(|origin| words::origin_kind(origin.kind)).collect(),
        ..filter::Offer::default()
    };
    html! {
        section.view #sources aria-labelledby="sources-title" {
            h2 #sources-title { "Sources" }
            (network::drawing(book))
            div.filtered.origins-list {
                h3.group { "One origin, several reports" }
                (filter::bar(book, &offer))
                @if several.is_empty() { (book::nothing("No two reports were found to rest on one source.")) }
                (rows(book, &several))
                @if !single.is_empty() {
                    h3.group { "Origins of one report" }
                    (rows(book, &single))
                }
            }
            h3.group { "Shared passages" }
            @if shared.is_empty() { (book::nothing("No two reports share a passage.")) }
            (rows(book, &shared))
        }
    }
}

fn origin(book: &Book<'_>, id: OriginId, origin: &Origin, place: i64) -> Item {
    let Origin { name, entity, kind, documents, spans } = origin;
    Item {
        id: book.id(Row::Origin(id)),
        class: "origin",
        keys: Keys { kind: words::origin_kind(*kind), order: vec![("place", place)], ..Keys::default() },
        head: html! { (text(name)) },
        facts: html! {
            p.meta {
                (chip("kind", words::origin_kind(*kind)))
                @if documents.len() > 1 { span.tag { "1 origin, " (words::count(documents.len(), "report")) } }
                " " (book.cites(spans.iter().copied()))
            }
        },
        more: html! {
            @if let Some(entity) = entity { p { "Who: " (book.who(*entity)) } }
            h5 { "Reports that rest on it" }
            ul.brief-rows { @for doc in documents { li { (book.report(*doc)) } } }
            @if !spans.is_empty() {
                h5 { "Words that say so" }
                ul.brief-rows { @for span in spans { li { (book.report(span.doc)) ": " q { (book.words(*span)) } } } }
            }
        },
    }
}

fn reuse(book: &Book<'_>, at: u32, reuse: &Reuse) -> Item {
    let Reuse { a, b, kind, similarity, direction, basis } = reuse;
    let (left, right) = diff::marked(book.dossier.text_of(*a), book.dossier.text_of(*b));
    let percent = (similarity * 100.0).round();
    Item {
        id: book.id(Row::Reuse(at)),
        class: "reuse",
        keys: Keys { kind: words::reuse(*kind), order: vec![("place", i64::from(at))], ..Keys::default() },
        head: html! {
            (words::reuse(*kind)) ": " (text(book.outlet(a.doc))) " and " (text(book.outlet(b.doc)))
        },
        facts: html! {
            p.meta {
                span.tag { (percent) "% of the words alike" }
                (chip("", words::direction(*direction)))
            }
            div.sides {
                div.side { p.side-head { (book.report(a.doc)) " " (book.cite(*a)) } blockquote { (left) } }
                div.side { p.side-head { (book.report(b.doc)) " " (book.cite(*b)) } blockquote { (right) } }
            }
        },
        more: html! {
            p { (text(basis)) }
            ul.brief-rows {
                li { (book.report(a.doc)) ": " q { (book.words(*a)) } }
                li { (book.report(b.doc)) ": " q { (book.words(*b)) } }
            }
        },
    }
}
