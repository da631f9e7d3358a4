//! The reports: a list of them, and the whole text of each to read.

use std::collections::BTreeSet;

use maud::{Markup, PreEscaped, html};
use rashomon_doc::{Article, BlockKind, DiagnosticCode, Field, Span, Title};
use rashomon_engine::dossier::{DocId, DocSpan, Report};

use super::book::{self, Book, Row, chip, clip, date, text};
use super::{events, marks, words};

pub(super) fn view(book: &Book<'_>) -> Markup {
    html! {
        section.view #reports aria-labelledby="reports-title" {
            h2 #reports-title { "Reports" }
            @if book.numbers.order.is_empty() { (book::nothing("No report was read.")) }
            ol.reports {
                @for doc in &book.numbers.order {
                    @if let Some(report) = book.dossier.reports.get(doc.index()) { li { (entry(book, *doc, report)) } }
                }
            }
            @if !book.dossier.diagnostics.is_empty() {
                h3.group { "Notices" }
                ul.notices { @for notice in &book.dossier.diagnostics { li { (text(&notice.message)) } } }
            }
        }
    }
}

fn entry(book: &Book<'_>, doc: DocId, report: &Report) -> Markup {
    let article = &report.doc.article;
    html! {
        article.row.item.source data-party="" {
            h4 { a.open href={ "#" (book.id(Row::Report(doc))) } {
                span.number { (book.number(doc)) } " " (text(article.title_str().unwrap_or("Untitled")))
            } }
            p.meta {
                (outlet(article)) (date(&article.published))
                @if let Some(author) = &article.author { span { "by " (text(author)) } }
            }
            details.more { summary { "About this report" } div.evidence { (about(book, doc, article)) } }
        }
    }
}

fn outlet(article: &Article) -> Markup {
    match &article.outlet {
        None => html! { span.outlet { "unknown outlet" } },
        Some(outlet) => html! {
            span.outlet {
                (text(&outlet.name))
                @if outlet.basis == rashomon_doc::Provenance::Guessed { " " span.guess { "guessed" } }
            }
        },
    }
}

fn about(book: &Book<'_>, doc: DocId, article: &Article) -> Markup {
    html! {
        dl {
            @if let Some(outlet) = &article.outlet {
                (super::row::line("Outlet", &html! { (text(&outlet.name)) " " span.basis { (words::provenance(outlet.basis)) } }))
            }
            (super::row::line("Published", &html! { (date(&article.published)) (events::evidence(book, doc, Field::Text, &article.published)) }))
            @if let Some(updated) = &article.updated {
                (super::row::line("Updated", &html! { (date(updated)) (events::evidence(book, doc, Field::Text, updated)) }))
            }
            @if let Some(url) = &article.url { (super::row::line("Address", &text(url))) }
            (super::row::line("File", &text(&article.path)))
            (super::row::line("SHA-256", &html! { code { (clip(&article.sha256, 16)) } }))
        }
        @if !article.diagnostics.is_empty() {
            ul.notices {
                @for notice in &article.diagnostics {
                    li {
                        (text(&notice.message))
                        @if let Some((field, span)) = notice.place {
                            " " (book.cite(DocSpan { doc, field, span }))
                        }
                    }
                }
            }
        }
    }
}

/// The texts of all reports, as published, each block by what it is.
pub(super) fn texts(book: &Book<'_>) -> Markup {
    html! {
        @for doc in &book.numbers.order {
            @if let Some(report) = book.dossier.reports.get(doc.index()) { (whole(book, *doc, report)) }
        }
    }
}

fn whole(book: &Book<'_>, doc: DocId, report: &Report) -> Markup {
    let article = &report.doc.article;
    let anchors = if book.is_whole() { marks::starts(book, doc) } else { BTreeSet::new() };
    html! {
        article.report lang=(lang(article)) id=(book.id(Row::Report(doc))) data-doc=(article.id) tabindex="-1"
            aria-label={ "Report " (book.number(doc)) } {
            p.report-head { span.number { (book.number(doc)) } " " (outlet(article)) " · " (date(&article.published)) }
            @if let Title::Apart(title) = &article.title {
                h3.block.headline data-title data-start="0" {
                    (pieces(book, &Part { doc, field: Field::Title, text: title, span: Span::new(0, title.len()) }, &anchors))
                }
            }
            @for block in &article.blocks {
                (element(block.kind, book.points_of(DocSpan { doc, field: Field::Text, span: block.span })[0], &pieces(
                    book,
                    &Part { doc, field: Field::Text, text: &article.text, span: block.span },
                    &anchors,
                )))
            }
            @if article.diagnostics.iter().any(|notice| notice.code == DiagnosticCode::NotEnglish) {
                (chip("warn", "This report is not in English and was not read."))
            }
        }
    }
}

/// A language tag that is one: what is not is left out.
fn lang(article: &Article) -> &str {
    let plain = article.language.chars().all(|char| char.is_ascii_alphanumeric() || char == '-');
    if plain { &article.language } else { "" }
}

/// A stretch of one text of a report.
struct Part<'a> {
    doc: DocId,
    field: Field,
    text: &'a str,
    span: Span,
}

/// A block's element, with where it starts in the text.
fn element(kind: BlockKind, start: u32, inner: &Markup) -> Markup {
    let class = words::block_class(kind);
    match kind {
        BlockKind::Headline => html! { h3 class={ "block " (class) } data-start=(start) { (inner) } },
        BlockKind::Subhead => html! { h4 class={ "block " (class) } data-start=(start) { (inner) } },
        BlockKind::Blockquote => {
            html! { blockquote class={ "block " (class) } data-start=(start) { (inner) } }
        }
        BlockKind::Deck
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Datestamp
        | BlockKind::Paragraph
        | BlockKind::Caption
        | BlockKind::Teaser
        | BlockKind::Furniture => html! { p class={ "block " (class) } data-start=(start) { (inner) } },
    }
}

/// The text of a block by sentences, with a place to go to where cited words begin.
fn pieces(book: &Book<'_>, part: &Part<'_>, anchors: &BTreeSet<marks::Start>) -> Markup {
    let sentences = book.dossier.reports.get(part.doc.index()).map(|report| match part.field {
        Field::Text => report.doc.body.sentences.as_slice(),
        Field::Title => &[],
    });
    let sentences = sentences.unwrap_or(&[]);
    let first = sentences.partition_point(|sentence| sentence.span.end <= part.span.start);
    let mut cuts = vec![part.span.start];
    for sentence in sentences.iter().skip(first).take_while(|sentence| sentence.span.start < part.span.end) {
        if sentence.span.start > part.span.start {
            cuts.push(sentence.span.start);
        }
    }
    cuts.push(part.span.end);
    html! {
        @for pair in cuts.windows(2) {
            @if let [start, end] = pair {
                span.s { (anchored(part, Span { start: *start, end: *end }, anchors)) }
            }
        }
    }
}

/// The words of a sentence, an empty anchor in front of all words that something cites.
fn anchored(part: &Part<'_>, sentence: Span, anchors: &BTreeSet<marks::Start>) -> Markup {
    let from = marks::Start { field: part.field, at: sentence.start, address: String::new() };
    let mut at = sentence.start;
    let here = anchors.range(from..).take_while(|start| start.field == part.field && start.at < sentence.end);
    html! {
        @for start in here {
            (exact(Span { start: at, end: start.at }.slice(part.text)))
            i.at id=(start.address) {}
            @let () = { at = start.at };
        }
        (exact(Span { start: at, end: sentence.end }.slice(part.text)))
    }
}

/// Text whose every character a browser keeps: a bare carriage return would become a line feed or vanish, and a null
/// character would vanish, and all positions behind them would move.
fn exact(text: &str) -> Markup {
    let escaped = html! { (text) };
    if text.contains(['\r', '\0']) {
        PreEscaped(escaped.into_string().replace('\r', "&#13;").replace('\0', "\u{fffd}"))
    } else {
        escaped
    }
}
