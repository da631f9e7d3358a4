//! Events as triples on PETRARCH2's validation sentences: who, which type, whom.
//!
//! A party counts by its country, or by what it is where it has none; CAMEO codes count by their PLOVER type; statements
//! and appeals, which have none, are left out on both sides: a triple of ours between the parties of one is not counted. Talks and
//! meetings, which the set codes now from one side and now from both, count once, whoever is named first.

use std::collections::BTreeSet;
use std::fs;

use rashomon_doc::{EventType, Participant};
use rashomon_engine::Tables;
use rashomon_engine::dossier::Report;
use rashomon_tagger::Reader;
use serde::Deserialize;

use crate::events::{plover_of_cameo, plover_type, report_of, show};
use crate::score::ratio;
use crate::{Failure, Folder};

#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    gold_events: Vec<Coded>,
    no_events: bool,
}

#[derive(Deserialize)]
struct Coded {
    source: String,
    target: String,
    code: String,
}

type Triple = (String, EventType, String);

/// Prints precision, recall and F1 of the triples, and how many of the sentences without events got one.
pub(crate) fn run(folder: &Folder, reader: &Reader, tables: &Tables) -> Result<(), Failure> {
    let text = fs::read_to_string(folder.dir.join("petr2_gsr_validation.jsonl"))?;
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    let (mut sentences, mut empty, mut disturbed) = (0, 0, 0);
    for line in text.lines() {
        let record: Record = serde_json::from_str(line)?;
        if !folder.half.takes(&record.id) {
            continue;
        }
        let report = report_of(&record.text, reader, tables);
        let (gold, mut ours) = (gold(&record), triples(&report));
        let dropped = dropped(&record);
        ours.retain(|triple| {
            gold.contains(triple) || !dropped.contains(&(triple.0.clone(), triple.2.clone()))
        });
        sentences += 1;
        empty += usize::from(record.no_events);
        disturbed += usize::from(record.no_events && !ours.is_empty());
        right += gold.intersection(&ours).count();
        found += ours.len();
        wanted += gold.len();
        if folder.misses && gold != ours {
            let events: Vec<String> =
                report.facts.body.events.iter().map(|event| show(event, &record.text)).collect();
            let write = |set: BTreeSet<Triple>| {
                set.into_iter().map(|(a, kind, b)| format!("{a} {kind} {b}")).collect::<Vec<_>>().join(", ")
            };
            println!(
                "{}: {}\n   gold {}\n   ours {}\n   {}",
                record.id,
                record.text,
                write(gold),
                write(ours),
                events.join(" | ")
            );
        }
    }
    let (precision, recall) = (ratio(right, found), ratio(right, wanted));
    let f1 = if right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    println!("PETRARCH2's validation sentences");
    println!("  {sentences} sentences; triples: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
    println!("  {disturbed} of {empty} sentences without events got one");
    Ok(())
}

/// The marked triples; those of statements and appeals have no type.
fn gold(record: &Record) -> BTreeSet<Triple> {
    let coded = record.gold_events.iter().filter_map(|event| {
        Some(ordered(short(&event.source), plover_of_cameo(&event.code)?, short(&event.target)))
    });
    coded.collect()
}

/// The parties of statements and appeals.
fn dropped(record: &Record) -> BTreeSet<(String, String)> {
    let without = record.gold_events.iter().filter(|event| plover_of_cameo(&event.code).is_none());
    without.map(|event| (short(&event.source), short(&event.target))).collect()
}

/// Meetings have no direction.
fn ordered(one: String, kind: EventType, other: String) -> Triple {
    if kind == EventType::Consult && other < one { (other, kind, one) } else { (one, kind, other) }
}

/// The country of a CAMEO actor code, or the agent after three dashes.
fn short(code: &str) -> String {
    match code.strip_prefix("---") {
        Some(agent) => agent.get(..3).unwrap_or("?").to_owned(),
        None => code.get(..3).unwrap_or(code).to_owned(),
    }
}

fn triples(report: &Report) -> BTreeSet<Triple> {
    let mut triples = BTreeSet::new();
    for event in &report.facts.body.events {
        let Some(kind) = plover_type(event) else { continue };
        let actors = codes(&event.actors);
        let recipients = codes(&event.recipients);
        for actor in &actors {
            for other in
                recipients.iter().chain(recipients.is_empty().then_some(&actors).into_iter().flatten())
            {
                let same = actor == other && recipients.is_empty();
                if !same {
                    triples.insert(ordered(actor.clone(), kind, other.clone()));
                }
            }
        }
    }
    triples
}

/// Country, else sector, of each party; the international codes are CAMEO's.
fn codes(parties: &[Participant]) -> Vec<String> {
    let code = |party: &Participant| match party.country.as_deref() {
        Some("UNO" | "EUR" | "IGO") => Some("IGO".to_owned()),
        Some(country) => Some(country.to_owned()),
        None => party.sector.map(|sector| sector.to_string()),
    };
    parties.iter().filter_map(code).collect()
}
