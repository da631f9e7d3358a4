//! Events as lines.
//!
//! `TYPE TRIGGER: ACTORS > RECIPIENTS` for each event (the words of the parties joined by ` + `, `-` where none is known;
//! a lower-case type is a happening that PLOVER does not code); then, where the event has them, `mode MODE: TRIGGER`,
//! `STATUS: TRIGGER`, `background: TRIGGER`, `at PLACE: TRIGGER`, `on FIRST LAST BASIS: TRIGGER` (`-` for an open side) and
//! `within NAME: TRIGGER` (whose claim it is), `country CODE: PARTY` and `sector SECTOR: PARTY`.

use rashomon_doc::{Event, Participant, TextFacts};
use rashomon_engine::pipeline;

use crate::attribution::{name, reader, words};
use crate::case::{Case, tables};

/// The events of the first document.
pub(crate) fn lines(case: &Case) -> Vec<String> {
    let reader = reader();
    let tables = tables();
    let article = case.articles(&tables).into_iter().next().expect("a case has a document");
    let report = pipeline::annotate(article, reader, &tables);
    let text = &report.doc.article.text;
    let body = report.facts.body.events.iter().flat_map(|event| of(event, &report.facts.body, text));
    let title = report.facts.title.iter().zip(report.doc.title()).flat_map(|(facts, view)| {
        facts.events.iter().flat_map(move |event| of(event, facts, view.text)).collect::<Vec<_>>()
    });
    body.chain(title).collect()
}

fn of(event: &Event, facts: &TextFacts, text: &str) -> Vec<String> {
    let trigger = event.trigger.iter().map(|span| words(text, &[*span])).collect::<Vec<_>>().join(" ");
    let parties = |parties: &[Participant]| {
        let all: Vec<String> = parties.iter().map(|party| words(text, &[party.span])).collect();
        if all.is_empty() { "-".to_owned() } else { all.join(" + ") }
    };
    let kind = event.kind.map(|kind| kind.to_string()).or_else(|| event.other.map(|other| other.to_string()));
    let mut lines = vec![format!(
        "{} {trigger}: {} > {}",
        kind.unwrap_or_default(),
        parties(&event.actors),
        parties(&event.recipients)
    )];
    lines.extend(event.mode.map(|mode| format!("mode {mode}: {trigger}")));
    lines.push(format!("{}: {trigger}", event.status));
    lines.extend(event.background.then(|| format!("background: {trigger}")));
    lines.extend(event.place.map(|place| format!("at {}: {trigger}", words(text, &[place]))));
    if event.date.is_known() {
        let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let (first, last) = (day(event.date.start), day(event.date.end));
        lines.push(format!(
            "on {first} {last} {}: {trigger}",
            format!("{:?}", event.date.basis).to_lowercase()
        ));
    }
    if let Some(within) = event.within.and_then(|id| facts.attributions.get(id.0 as usize)) {
        lines.push(format!("within {}: {trigger}", name(facts, within.speaker)));
    }
    for party in event.actors.iter().chain(&event.recipients) {
        let words = words(text, &[party.span]);
        lines.extend(party.country.iter().map(|code| format!("country {code}: {words}")));
        lines.extend(party.sector.map(|sector| format!("sector {sector}: {words}")));
    }
    lines
}
