//! Events on the sentences of PLOVER's gold-standard records and of the CAMEO manual.
//!
//! Types are mapped as the contract says before they are compared: planned or expected CONSULT, SUPPORT, COOPERATE and
//! AID count as AGREE, demanded acts as REQUEST, refused ones as REJECT. Happenings that PLOVER does not code are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rashomon_doc::{Article, Block, BlockKind, Date, Event, EventType, Participant, Span, Status, Title};
use rashomon_engine::dossier::Report;
use rashomon_engine::{Tables, pipeline};
use rashomon_tagger::Reader;
use serde::Deserialize;

use crate::score::ratio;
use crate::{Failure, Folder, article, triples};

/// A record of either file, as far as it is scored.
#[derive(Deserialize)]
struct Record {
    id: String,
    text: String,
    #[serde(rename = "_plover2021_event_from_type")]
    plover: Option<String>,
    #[serde(default, rename = "_spans")]
    spans: Vec<Tagged>,
    code: Option<String>,
    in_plover_gsr: Option<bool>,
}

/// A marked stretch of a gold-standard record, in code points; some have no place in the text.
#[derive(Deserialize)]
struct Tagged {
    tag: String,
    start: Option<usize>,
    end: Option<usize>,
}

/// Hits over a set of sentences.
#[derive(Default)]
struct Tally {
    sentences: usize,
    events: usize,
    typed: usize,
    parties: usize,
    by_type: BTreeMap<String, (usize, usize)>,
}

/// Prints how often the right type is among the events returned, and with the right parties.
pub(crate) fn run(folder: &Folder) -> Result<(), Failure> {
    let (tables, reader) = (article::tables(folder.tables.as_deref())?, Reader::embedded()?);
    let gold = records(folder, "plover_gsr.jsonl")?;
    let mut tally = Tally::default();
    for record in gold.iter().filter(|record| folder.half.takes(&record.id)) {
        let Some(kind) = record.plover.as_deref().and_then(|kind| kind.parse().ok()) else { continue };
        tally.add(record, kind, &report_of(&record.text, &reader, &tables), folder.misses);
    }
    println!("PLOVER gold-standard sentences");
    tally.print();
    let mut tally = Tally::default();
    for record in records(folder, "cameo_manual_examples.jsonl")? {
        let Some(kind) = record.code.as_deref().and_then(plover_of_cameo) else { continue };
        if record.in_plover_gsr == Some(false) && folder.half.takes(&record.id) {
            tally.add(&record, kind, &report_of(&record.text, &reader, &tables), folder.misses);
        }
    }
    println!("CAMEO manual examples that are no gold-standard records");
    tally.print();
    triples::run(folder, &reader, &tables)
}

fn records(folder: &Folder, name: &str) -> Result<Vec<Record>, Failure> {
    let text = fs::read_to_string(folder.dir.join(name))?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// A sentence as an article of one paragraph.
pub(crate) fn report_of(text: &str, reader: &Reader, tables: &Tables) -> Report {
    let article = Article {
        id: String::new(),
        path: String::new(),
        input_id: None,
        url: None,
        sha256: String::new(),
        language: "en".to_owned(),
        outlet: None,
        author: None,
        title: Title::None,
        published: Date::unknown(),
        updated: None,
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()).trimmed(text) }],
        diagnostics: Vec::new(),
    };
    pipeline::annotate(article, reader, tables)
}

/// The type under which PLOVER codes an event of that standing.
pub(crate) fn plover_type(event: &Event) -> Option<EventType> {
    let kind = event.kind?;
    Some(match (event.status, kind) {
        (
            Status::Planned | Status::Expected,
            EventType::Consult | EventType::Support | EventType::Cooperate | EventType::Aid,
        ) => EventType::Agree,
        (Status::Demanded, _) => EventType::Request,
        (Status::Refused, _) => EventType::Reject,
        (_, kind) => kind,
    })
}

/// The type of a CAMEO code by its root; roots 01 and 02 have none. The few codes that leave their root follow the reference.
pub(crate) fn plover_of_cameo(code: &str) -> Option<EventType> {
    if matches!(code, "0813" | "0814")
        || code.starts_with("084")
        || code.starts_with("085")
        || code.starts_with("086")
        || code.starts_with("087")
    {
        return Some(EventType::Retreat);
    }
    Some(match code.get(..2)? {
        "03" => EventType::Agree,
        "04" => EventType::Consult,
        "05" => EventType::Support,
        "06" => EventType::Cooperate,
        "07" => EventType::Aid,
        "08" => EventType::Concede,
        "09" | "11" => EventType::Accuse,
        "10" => EventType::Request,
        "12" => EventType::Reject,
        "13" => EventType::Threaten,
        "14" => EventType::Protest,
        "15" => EventType::Mobilize,
        "16" => EventType::Sanction,
        "17" => EventType::Coerce,
        "18" | "19" | "20" => EventType::Assault,
        _ => return None,
    })
}

impl Tally {
    fn add(&mut self, record: &Record, gold: EventType, report: &Report, misses: bool) {
        let events: Vec<&Event> =
            report.facts.body.events.iter().filter(|event| event.kind.is_some()).collect();
        let right: Vec<&&Event> = events.iter().filter(|event| plover_type(event) == Some(gold)).collect();
        let spans = gold_spans(record);
        let parties = right.iter().any(|event| {
            let actors = with_mentions(&event.actors, report);
            let recipients = with_mentions(&event.recipients, report);
            overlaps(&actors, &spans, "SRC") && overlaps_recipients(&actors, &recipients, &spans)
        });
        self.sentences += 1;
        self.events += events.len();
        self.typed += usize::from(!right.is_empty());
        self.parties += usize::from(parties);
        let entry = self.by_type.entry(gold.to_string()).or_default();
        entry.0 += usize::from(!right.is_empty());
        entry.1 += 1;
        if misses && (right.is_empty() || !spans.is_empty() && !parties) {
            let found: Vec<String> = events.iter().map(|event| show(event, &record.text)).collect();
            println!("{gold} {}: {}\n      {}", record.id, record.text, found.join(" | "));
        }
    }

    fn print(&self) {
        let percent = |part: usize| 100.0 * ratio(part, self.sentences);
        println!(
            "  {} sentences, {:.2} events a sentence",
            self.sentences,
            ratio(self.events, self.sentences)
        );
        println!(
            "  right type {:.1} %, with both parties {:.1} %",
            percent(self.typed),
            percent(self.parties)
        );
        let rows: Vec<String> =
            self.by_type.iter().map(|(kind, (right, all))| format!("{kind} {right}/{all}")).collect();
        println!("  {}", rows.join(", "));
    }
}

pub(crate) fn show(event: &Event, text: &str) -> String {
    let words = |parties: &[Participant]| {
        parties.iter().map(|party| party.span.slice(text)).collect::<Vec<_>>().join("+")
    };
    let trigger: Vec<&str> = event.trigger.iter().map(|span| span.slice(text)).collect();
    let kind = plover_type(event).map(|kind| kind.to_string()).unwrap_or_default();
    format!(
        "{kind}/{} {}({} -> {})",
        event.status,
        trigger.join(" "),
        words(&event.actors),
        words(&event.recipients)
    )
}

/// The marked stretches in bytes.
fn gold_spans(record: &Record) -> Vec<(BTreeSet<String>, Span)> {
    let bytes: Vec<usize> = record.text.char_indices().map(|(at, _)| at).chain([record.text.len()]).collect();
    let at = |index: usize| bytes.get(index).copied().unwrap_or(record.text.len());
    let tags = |tagged: &Tagged| tagged.tag.split('/').map(str::to_owned).collect();
    let placed = |tagged: &Tagged| Some((tags(tagged), Span::new(at(tagged.start?), at(tagged.end?))));
    record.spans.iter().filter_map(placed).collect()
}

/// The words for the parties, and where a party is tied to a name the other mentions of it ("Peru said it had sent aid").
fn with_mentions(parties: &[Participant], report: &Report) -> Vec<Span> {
    let same = |party: &Participant| {
        let mentions = report.facts.body.mentions.iter();
        mentions
            .filter(|mention| mention.name.is_some() && mention.name == party.name)
            .map(|mention| mention.span)
            .collect::<Vec<_>>()
    };
    parties.iter().flat_map(|party| std::iter::once(party.span).chain(same(party))).collect()
}

/// Whether some party overlaps a stretch with the tag; right where nothing is marked so.
fn overlaps(parties: &[Span], spans: &[(BTreeSet<String>, Span)], tag: &str) -> bool {
    let mut marked = spans.iter().filter(|(tags, _)| tags.contains(tag)).peekable();
    marked.peek().is_none() || marked.any(|(_, span)| parties.iter().any(|party| party.overlaps(*span)))
}

/// Parties marked as both stand among the actors of a mutual event.
fn overlaps_recipients(actors: &[Span], recipients: &[Span], spans: &[(BTreeSet<String>, Span)]) -> bool {
    let mutual = spans.iter().any(|(tags, _)| tags.contains("SRC") && tags.contains("TAR"));
    overlaps(recipients, spans, "TAR") || mutual && overlaps(actors, spans, "TAR")
}
