//! Times and figures as lines.
//!
//! A time is `TYPE VALUE: WORDS` (`DATE 2022-03-04: Friday`), then, where its date is known, `BASIS START..END: WORDS`
//! (`inferred 1951-01-01..1951-01-31: January`; an open side is empty; `[PRECISION]` is not shown) and `from WORDS: WORDS`
//! where it goes on from other words.
//!
//! A figure is `COMPARATOR VALUE UNIT: WORDS` (`more_than 1200 person: more than 1,200 dockers`; a range `3-5`, no value or
//! unit `?`), `of WORDS: NUMBER` for what is counted, `part of WORDS: WORDS` for a part of another, `as of START..END: WORDS`,
//! and `said by NAME: WORDS` for what is asserted by someone.

use rashomon_doc::{Date, Quantity, Span, TextFacts, TimeExpression};
use rashomon_engine::pipeline;

use crate::attribution;
use crate::case::{Case, tables};

/// The times of the first document.
pub(crate) fn times(case: &Case) -> Vec<String> {
    facts(case, |facts, text| facts.times.iter().flat_map(|time| of_time(time, text)).collect())
}

/// The figures of the first document.
pub(crate) fn quantities(case: &Case) -> Vec<String> {
    facts(case, |facts, text| facts.quantities.iter().flat_map(|one| of_quantity(one, facts, text)).collect())
}

fn facts(case: &Case, lines: impl Fn(&TextFacts, &str) -> Vec<String>) -> Vec<String> {
    let reader = attribution::reader();
    let tables = tables();
    let article = case.articles(&tables).into_iter().next().expect("a case has a document");
    let report = pipeline::annotate(article, reader, &tables);
    lines(&report.facts.body, &report.doc.article.text)
}

fn of_time(time: &TimeExpression, text: &str) -> Vec<String> {
    let said = words(text, time.span);
    let mut lines = vec![format!("{} {}: {said}", time.kind, time.value)];
    if time.date.is_known() {
        lines.push(format!("{} {}: {said}", basis(&time.date), days(&time.date)));
    }
    let others = time.date.evidence.iter().filter(|span| **span != time.span);
    lines.extend(others.map(|span| format!("from {}: {said}", words(text, *span))));
    lines
}

fn of_quantity(one: &Quantity, facts: &TextFacts, text: &str) -> Vec<String> {
    let said = words(text, one.span);
    let value = match (one.value, one.value_max) {
        (None, _) => "?".to_owned(),
        (Some(value), None) => value.to_string(),
        (Some(low), Some(high)) => format!("{low}-{high}"),
    };
    let unit = one.unit.as_deref().unwrap_or("?");
    let mut lines = vec![format!("{} {value} {unit}: {said}", one.comparator)];
    lines.extend(one.of_span.map(|span| format!("of {}: {value} {unit}", words(text, span))));
    let whole = one.subset_of.and_then(|id| facts.quantities.get(id.0 as usize));
    lines.extend(whole.map(|whole| format!("part of {}: {said}", words(text, whole.span))));
    lines.extend(one.as_of.is_known().then(|| format!("as of {}: {said}", days(&one.as_of))));
    let speaker = one.within.and_then(|id| facts.attributions.get(id.0 as usize)).and_then(|one| one.speaker);
    let speaker = speaker.and_then(|name| facts.names.get(name.0 as usize));
    lines.extend(speaker.map(|name| format!("said by {}: {said}", name.name)));
    lines
}

fn days(date: &Date) -> String {
    let day = |day: Option<_>| day.map_or_else(String::new, |day: jiff::civil::Date| day.to_string());
    if date.start == date.end { day(date.start) } else { format!("{}..{}", day(date.start), day(date.end)) }
}

fn words(text: &str, span: Span) -> String {
    span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn basis(date: &Date) -> String {
    format!("{:?}", date.basis).to_lowercase()
}
