//! Who said what in news articles, against labels made by hand (`crates/eval/labels/speakers*.tsv`): content, kind and speaker.
//!
//! An attribution with a source that is no mere stance (what a dossier shows as a statement) is right if a label shares at least half of its content (intersection over union, in
//! letters and digits), is of the same kind, and its speaker is the same: the source, or a mention that the program ties
//! to the same name, overlaps the labelled one.

use std::collections::BTreeMap;

use rashomon_doc::{Attribution, QuotationKind, Span, TextFacts};
use rashomon_engine::read::{Content, Page};
use rashomon_engine::{Tables, clean, pipeline};
use rashomon_tagger::Reader;
use serde::Deserialize;

use crate::pairs::{OVERLAP, overlap};
use crate::score::Score;
use crate::{Failure, Folder, articles, fnv};

/// The labels of each draw: of the first were read what the program did wrong, of the second were not.
const DRAWS: [(&str, &str); 2] = [
    ("first draw", include_str!("../labels/speakers.tsv")),
    ("second draw", include_str!("../labels/speakers_second.tsv")),
];
const ARTICLES: &str = "articles_10k.jsonl.gz";
/// How long, in code points, an article of the sample is: short enough to label all of it.
const LENGTHS: std::ops::RangeInclusive<usize> = 1_000..=2_600;
/// How many articles a draw takes.
const DRAWN: usize = 30;

#[derive(Deserialize)]
struct Row {
    title: Option<String>,
    author: Option<String>,
    text: Option<String>,
}

/// One labelled attribution, in code points.
#[derive(Clone)]
struct Label {
    kind: String,
    speaker: (usize, usize),
    content: Vec<(usize, usize)>,
}

/// What was counted.
#[derive(Default)]
struct Tally {
    all: Score,
    quoted: Score,
    contents: Score,
    faults: BTreeMap<&'static str, usize>,
}

/// Prints precision and recall, and the faults by class.
pub(crate) fn run(folder: &Folder) -> Result<(), Failure> {
    let tables = Tables::load(&rashomon_engine::ontology::Overrides::new())?;
    let reader = Reader::embedded()?;
    let rows: Vec<Row> = articles::lines(&folder.dir.join(ARTICLES))?
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect::<Result<_, Failure>>()?;
    let order = order(&rows);
    for ((name, table), drawn) in DRAWS.iter().zip(order.chunks(DRAWN)) {
        let labels = labels(table)?;
        if let Some(strange) = labels.keys().find(|number| !drawn.contains(number)) {
            let message = format!("article {strange} is labelled but was not drawn: is this the same file?");
            return Err(message.into());
        }
        println!("{name}: {} articles", labels.len());
        print(&tally(&rows, &labels, &reader, &tables, folder.misses));
    }
    Ok(())
}

/// Annotates the labelled articles and counts.
fn tally(
    rows: &[Row],
    labels: &BTreeMap<usize, Vec<Label>>,
    reader: &Reader,
    tables: &Tables,
    misses: bool,
) -> Tally {
    let mut tally = Tally::default();
    for (number, labels) in labels {
        let Some(row) = rows.get(*number) else { continue };
        let text = row.text.clone().unwrap_or_default();
        let mut page = Page::new("row", Content::Row { text, title: row.title.clone() });
        page.metadata.author.clone_from(&row.author);
        let report = pipeline::annotate(clean::clean(page, tables), reader, tables);
        compare(*number, &report.doc.article.text, &report.facts.body, labels, misses, &mut tally);
    }
    tally
}

fn print(tally: &Tally) {
    println!("speaker and kind     {}", tally.all);
    println!("  in quotation marks {}", tally.quoted);
    println!("contents             {}", tally.contents);
    for (class, count) in &tally.faults {
        println!("{count:5}  {class}");
    }
}

/// The numbers of the articles that fit, in the order of the draws.
fn order(rows: &[Row]) -> Vec<usize> {
    let fits = |row: &Row| row.text.as_ref().is_some_and(|text| LENGTHS.contains(&text.chars().count()));
    let mut order: Vec<(u64, usize)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| fits(row))
        .map(|(number, _)| (fnv(&format!("speakers {number}")), number))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, number)| number).collect()
}

/// The labels of a draw by article.
fn labels(table: &str) -> Result<BTreeMap<usize, Vec<Label>>, Failure> {
    let mut labels: BTreeMap<usize, Vec<Label>> = BTreeMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [article, kind, speaker, content] = fields.as_slice() else {
            return Err(format!("labels: {line}").into());
        };
        let label = Label {
            kind: (*kind).to_owned(),
            speaker: range(speaker)?,
            content: content.split(',').map(range).collect::<Result<_, _>>()?,
        };
        labels.entry(article.parse()?).or_default().push(label);
    }
    Ok(labels)
}

fn range(words: &str) -> Result<(usize, usize), Failure> {
    let (start, end) = words.split_once('-').ok_or_else(|| format!("labels: {words}"))?;
    Ok((start.parse()?, end.parse()?))
}

fn compare(number: usize, text: &str, facts: &TextFacts, labels: &[Label], list: bool, tally: &mut Tally) {
    let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    offsets.push(text.len());
    let span = |(start, end): (usize, usize)| {
        let at = |position: usize| offsets.get(position).copied().unwrap_or(text.len());
        Span::new(at(start), at(end))
    };
    let contents: Vec<Vec<Span>> =
        labels.iter().map(|label| label.content.iter().map(|part| span(*part)).collect()).collect();
    let told = |one: &&Attribution| !one.source.is_empty() && !one.stance;
    let found: Vec<&Attribution> = facts.attributions.iter().filter(told).collect();
    let mut taken = vec![false; labels.len()];
    let mut right = vec![false; labels.len()];
    let mut good = Vec::new();
    for one in &found {
        // Of labels with the same content (a post told twice) the one whose speaker fits.
        let rank = |index: &usize| {
            let fits = speaker_fits(facts, one, span(labels[*index].speaker));
            (!taken[*index], fits, (overlap(text, &contents[*index], &one.content) * 1e6) as u64)
        };
        let best = (0..labels.len())
            .filter(|index| overlap(text, &contents[*index], &one.content) >= OVERLAP)
            .max_by_key(rank);
        let class = match best {
            None => "false: nothing is said there, or other words",
            Some(index) if !speaker_fits(facts, one, span(labels[index].speaker)) => {
                taken[index] = true;
                "false: speaker"
            }
            Some(index) if labels[index].kind != one.kind.to_string() => {
                taken[index] = true;
                "false: kind"
            }
            Some(index) => {
                taken[index] = true;
                right[index] = true;
                "right"
            }
        };
        good.push(class == "right");
        tally.contents.right += usize::from(best.is_some());
        *tally.faults.entry(class).or_default() += 1;
        if list && class != "right" {
            println!(
                "{class} [{number}] <{}> <{}> {} {} {}",
                words(text, &one.source),
                words(text, &one.cue),
                one.act,
                one.kind,
                words(text, &one.content)
            );
        }
    }
    for (index, label) in labels.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        *tally.faults.entry("missed").or_default() += 1;
        if list {
            let speaker = span(label.speaker).slice(text);
            println!("missed [{number}] <{speaker}> {} {}", label.kind, words(text, &contents[index]));
        }
    }
    let count = |flags: &[bool]| flags.iter().filter(|flag| **flag).count();
    tally.all +=
        Score { right: count(&good), predicted: found.len(), found: count(&right), gold: labels.len() };
    let marked = |one: &&Attribution| one.kind != QuotationKind::Indirect;
    let marked_label = |label: &Label| label.kind != QuotationKind::Indirect.to_string();
    tally.quoted += Score {
        right: found.iter().zip(&good).filter(|(one, good)| **good && marked(one)).count(),
        predicted: found.iter().filter(|one| marked(one)).count(),
        found: labels.iter().zip(&right).filter(|(label, right)| **right && marked_label(label)).count(),
        gold: labels.iter().filter(|label| marked_label(label)).count(),
    };
    tally.contents.predicted += found.len();
    tally.contents.found += count(&taken);
    tally.contents.gold += labels.len();
}

/// Whether the source or a mention of the same name overlaps where the speaker is named.
fn speaker_fits(facts: &TextFacts, one: &Attribution, speaker: Span) -> bool {
    let mentions =
        facts.mentions.iter().filter(|mention| mention.name.is_some() && mention.name == one.speaker);
    one.source.iter().any(|span| span.overlaps(speaker))
        || mentions.map(|mention| mention.span).any(|span| span.overlaps(speaker))
}

fn words(text: &str, spans: &[Span]) -> String {
    let parts: Vec<&str> = spans.iter().map(|span| span.slice(text)).collect();
    parts.join(" … ").replace('\n', "⏎")
}
