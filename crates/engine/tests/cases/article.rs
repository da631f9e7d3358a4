//! Articles as lines: what each document holds, and how its date is known.

use std::fmt::Write;

use rashomon_doc::{Article, Basis, BlockKind, Date, Precision, Provenance, Span, Title};
use rashomon_engine::segment;

use crate::case::{Case, tables};

/// Blocks, title, outlet, author, dates, language and diagnostics. With several documents each line begins with
/// the document's path.
pub(crate) fn lines(case: &Case) -> Vec<String> {
    let articles = case.articles(&tables());
    let many = articles.len() > 1;
    articles
        .iter()
        .flat_map(|article| {
            let prefix = if many { format!("{} ", article.path) } else { String::new() };
            of_article(article).into_iter().map(move |line| format!("{prefix}{line}"))
        })
        .collect()
}

/// The sentences of the first document.
pub(crate) fn sentences(case: &Case) -> Vec<String> {
    let tables = tables();
    let articles = case.articles(&tables);
    let article = articles.first().expect("a case has a document");
    segment::sentences(&article.text, &article.blocks, &tables)
        .into_iter()
        .map(|span| one_line(span.slice(&article.text)))
        .collect()
}

fn of_article(article: &Article) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &article.blocks {
        lines.push(format!("{}: {}", kind(block.kind), one_line(block.span.slice(&article.text))));
    }
    match &article.title {
        Title::None => lines.push("title none".to_owned()),
        Title::InText(span) => lines.push(format!("title in text: {}", one_line(span.slice(&article.text)))),
        Title::Apart(title) => lines.push(format!("title apart: {title}")),
    }
    match &article.outlet {
        None => lines.push("outlet none".to_owned()),
        Some(outlet) => lines.push(format!("outlet {}: {}", provenance(outlet.basis), outlet.name)),
    }
    lines.push(format!("author: {}", article.author.as_deref().unwrap_or("none")));
    lines.push(format!("published: {}", date(&article.published, &article.text)));
    if let Some(updated) = &article.updated {
        lines.push(format!("updated: {}", date(updated, &article.text)));
    }
    lines.push(format!("language: {}", article.language));
    lines.extend(article.diagnostics.iter().map(|found| format!("diagnostic: {:?}", found.code)));
    lines
}

/// `2022-03-04 day stated`, `2022-03-04T14:15:00Z -05 minute stated`, `2022-03-01..2022-03-04 range inferred`,
/// `unknown`; then ` from FIELD`, ` by WORDS | WORDS`, ` or ALTERNATIVE`.
pub(crate) fn date(date: &Date, text: &str) -> String {
    if date.precision == Precision::Unknown && !date.is_known() {
        return "unknown".to_owned();
    }
    let day = |day: Option<jiff::civil::Date>| day.map_or("open".to_owned(), |day| day.to_string());
    let when = match (&date.instant, date.start == date.end) {
        (Some(instant), _) => format!("{} {}", instant.time, instant.offset),
        (None, true) => day(date.start),
        (None, false) => format!("{}..{}", day(date.start), day(date.end)),
    };
    let mut line = format!("{when} {} {}", precision(date.precision), basis(date.basis));
    if let Some(field) = &date.from {
        let _ = write!(line, " from {field}");
    }
    if !date.evidence.is_empty() {
        let words: Vec<String> =
            date.evidence.iter().map(|span| one_line(Span::slice(*span, text))).collect();
        let _ = write!(line, " by {}", words.join(" | "));
    }
    for other in &date.alternatives {
        let _ = write!(line, " or {}", self::date(other, text));
    }
    line
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Deck => "deck",
        BlockKind::Byline => "byline",
        BlockKind::Dateline => "dateline",
        BlockKind::Datestamp => "datestamp",
        BlockKind::Subhead => "subhead",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Blockquote => "blockquote",
        BlockKind::Caption => "caption",
        BlockKind::Teaser => "teaser",
        BlockKind::Furniture => "furniture",
    }
}

fn provenance(basis: Provenance) -> &'static str {
    match basis {
        Provenance::Stated => "stated",
        Provenance::Metadata => "metadata",
        Provenance::Given => "given",
        Provenance::Guessed => "guessed",
    }
}

fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Minute => "minute",
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Year => "year",
        Precision::Range => "range",
        Precision::Unknown => "unknown",
    }
}

fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "stated",
        Basis::Metadata => "metadata",
        Basis::Given => "given",
        Basis::Computed => "computed",
        Basis::Inferred => "inferred",
        Basis::Siblings => "siblings",
        Basis::Unknown => "unknown",
    }
}
