//! A row of a view: a line that can be read at once, and evidence that opens beside it.

use maud::{Markup, html};

use super::book::Book;
use super::packed;

/// By what a row is filtered and sorted. Values are ids and label names, never outside text.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    pub(super) story: String,
    /// Ids of entities, with spaces between.
    pub(super) party: String,
    pub(super) kind: &'static str,
    pub(super) status: &'static str,
    /// Whether accounts differ.
    pub(super) differs: bool,
    pub(super) background: bool,
    /// The place of the row in each order that it can be sorted by.
    pub(super) order: Vec<(&'static str, i64)>,
}

/// One row.
pub(super) struct Item {
    pub(super) id: String,
    pub(super) class: &'static str,
    pub(super) keys: Keys,
    /// The line, inside the link that opens the row.
    pub(super) head: Markup,
    /// What stands under the line.
    pub(super) facts: Markup,
    /// What opens in the card.
    pub(super) more: Markup,
}

impl Item {
    pub(super) fn render(&self) -> Markup {
        let Self { id, class, keys, head, facts, more } = self;
        let Keys { story, party, kind, status, differs, background, order } = keys;
        let order = order.iter().map(|(name, place)| format!("{name}:{place}")).collect::<Vec<_>>().join(" ");
        html! {
            article class={ "row item " (class) } id=(id) data-story=(story) data-party=(party) data-kind=(kind)
                data-status=(status) data-differs[*differs] data-background[*background] data-order=(order) {
                h4 { a.open href={ "#" (id) } { (head) } }
                div.facts { (facts) }
                details.more { summary { "Evidence" } div.evidence { (more) } }
            }
        }
    }
}

/// Rows, all at once on a small page, piece by piece on a large one.
pub(super) fn rows(book: &Book<'_>, rows: &[Markup]) -> Markup {
    html! {
        @if book.is_whole() {
            div.rows { @for row in rows { (row) } }
        } @else {
            div.rows { (packed::chunks(rows)) }
            noscript { p.nothing { "This table is long and needs scripts. The overview and all reports can be read without." } }
        }
    }
}

/// A line of evidence: what it says, and the words.
pub(super) fn line(term: &str, value: &Markup) -> Markup {
    html! { div.line { dt { (term) } dd { (value) } } }
}
