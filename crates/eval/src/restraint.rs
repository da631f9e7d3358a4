//! How much is made an event in running news, against sentences labelled by hand (`crates/eval/labels/restraint.tsv`).
//!
//! An event in a labelled sentence is right if its trigger overlaps that of a label and its type is one of the label's;
//! a second event on the same label is wrong. Where the type is right the status is compared. Labels that say that no
//! event is defensible as well need not be found. Happenings that PLOVER does not code are left out.

use std::collections::BTreeMap;

use rashomon_doc::{Event, Span};
use rashomon_engine::dossier::Report;
use rashomon_engine::read::{Content, Page};
use rashomon_engine::{clean, pipeline};
use rashomon_tagger::Reader;
use serde::Deserialize;

use crate::score::ratio;
use crate::{Failure, Folder, article, articles};

const LABELS: &str = include_str!("../labels/restraint.tsv");
const ARTICLES: &str = "articles_10k.jsonl.gz";
/// Stands for no event in the lists of a label.
const NONE: &str = "-";

#[derive(Deserialize)]
struct Row {
    title: Option<String>,
    author: Option<String>,
    text: Option<String>,
}

/// One labelled event, or a sentence without any; positions in code points.
struct Label {
    sentence: (usize, usize),
    triggers: Vec<(usize, usize)>,
    types: Vec<String>,
    statuses: Vec<String>,
}

/// What was counted.
#[derive(Default)]
struct Tally {
    sentences: usize,
    events: usize,
    typed: usize,
    standing: usize,
    wanted: usize,
    found: usize,
}

/// Prints precision of type and of status, recall and events a sentence.
pub(crate) fn run(folder: &Folder) -> Result<(), Failure> {
    let tables = article::tables(folder.tables.as_deref())?;
    let reader = Reader::embedded()?;
    let labels = labels()?;
    let mut tally = Tally::default();
    for (number, line) in articles::lines(&folder.dir.join(ARTICLES))?.enumerate() {
        let Some(labels) = labels.get(&number) else { continue };
        let row: Row = serde_json::from_str(&line?)?;
        let text = row.text.unwrap_or_default();
        let mut page = Page::new("row", Content::Row { text, title: row.title });
        page.metadata.author = row.author;
        let report = pipeline::annotate(clean::clean(page, &tables), &reader, &tables);
        tally.add(number, &report, labels, folder.misses);
    }
    tally.print();
    Ok(())
}

/// The labels by article.
fn labels() -> Result<BTreeMap<usize, Vec<Label>>, Failure> {
    let mut labels: BTreeMap<usize, Vec<Label>> = BTreeMap::new();
    for line in LABELS.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [article, sentence, triggers, types, statuses] = fields.as_slice() else {
            return Err(format!("labels: {line}").into());
        };
        let list = |words: &str| words.split('|').map(str::to_owned).collect();
        let triggers = triggers.split(',').filter(|part| *part != NONE);
        let label = Label {
            sentence: range(sentence)?,
            triggers: triggers.map(range).collect::<Result<_, _>>()?,
            types: list(types),
            statuses: list(statuses),
        };
        labels.entry(article.parse()?).or_default().push(label);
    }
    Ok(labels)
}

fn range(words: &str) -> Result<(usize, usize), Failure> {
    let (start, end) = words.split_once('-').ok_or_else(|| format!("labels: {words}"))?;
    Ok((start.parse()?, end.parse()?))
}

impl Tally {
    fn add(&mut self, number: usize, report: &Report, labels: &[Label], list: bool) {
        let text = &report.doc.article.text;
        let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        offsets.push(text.len());
        let span = |(start, end): (usize, usize)| {
            let at = |position: usize| offsets.get(position).copied().unwrap_or(text.len());
            Span::new(at(start), at(end))
        };
        let mut sentences: Vec<(usize, usize)> = labels.iter().map(|label| label.sentence).collect();
        sentences.dedup();
        let told: Vec<&Event> =
            report.facts.body.events.iter().filter(|event| event.kind.is_some()).collect();
        for sentence in sentences {
            let whole = span(sentence);
            let inside = |event: &&&Event| event.trigger.first().is_some_and(|first| whole.contains(*first));
            let events: Vec<&Event> = told.iter().filter(inside).copied().collect();
            let labels: Vec<&Label> = labels.iter().filter(|label| label.sentence == sentence).collect();
            let mut taken = vec![false; labels.len()];
            for event in &events {
                let verdict = judge(event, &labels, &mut taken, span);
                self.typed += usize::from(verdict != Verdict::Wrong);
                self.standing += usize::from(verdict == Verdict::Right);
                if list && verdict != Verdict::Right {
                    println!(
                        "{verdict:?} [{number}] {}\n    {}",
                        crate::events::show(event, text),
                        whole.slice(text)
                    );
                }
            }
            self.sentences += 1;
            self.events += events.len();
            for (label, taken) in labels.iter().zip(taken) {
                let wanted = label.types.iter().all(|kind| kind != NONE);
                self.wanted += usize::from(wanted);
                self.found += usize::from(wanted && taken);
                if list && wanted && !taken {
                    let words: Vec<&str> =
                        label.triggers.iter().map(|part| span(*part).slice(text)).collect();
                    println!(
                        "Missed [{number}] {} {}\n    {}",
                        label.types.join("|"),
                        words.join("|"),
                        whole.slice(text)
                    );
                }
            }
        }
    }

    fn print(&self) {
        let percent = |part: usize, whole: usize| 100.0 * ratio(part, whole);
        println!(
            "{} sentences, {} events, {:.2} a sentence",
            self.sentences,
            self.events,
            ratio(self.events, self.sentences)
        );
        println!("  right type            {:.1} %", percent(self.typed, self.events));
        println!("  right status, of these {:.1} %", percent(self.standing, self.typed));
        println!("  found                 {:.1} % of {}", percent(self.found, self.wanted), self.wanted);
    }
}

/// How an event stands to the labels of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Right,
    Status,
    Wrong,
}

/// Takes the label that the event fits best.
fn judge(
    event: &Event,
    labels: &[&Label],
    taken: &mut [bool],
    span: impl Fn((usize, usize)) -> Span,
) -> Verdict {
    let kind = event.kind.map(|kind| kind.to_string()).unwrap_or_default();
    let fits = |label: &Label| {
        let placed =
            label.triggers.iter().any(|part| event.trigger.iter().any(|own| own.overlaps(span(*part))));
        placed && label.types.contains(&kind)
    };
    let right = |label: &Label| label.statuses.contains(&event.status.to_string());
    let best = (0..labels.len())
        .filter(|index| !taken[*index] && fits(labels[*index]))
        .max_by_key(|index| right(labels[*index]));
    match best {
        None => Verdict::Wrong,
        Some(index) => {
            taken[index] = true;
            if right(labels[index]) { Verdict::Right } else { Verdict::Status }
        }
    }
}
