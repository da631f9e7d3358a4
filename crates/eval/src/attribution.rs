//! Sources, cues and contents against PolNeAR, from text.
//!
//! The gold of an article is its first annotator's (files in name order). Spans that overlap are made flat: a cue
//! keeps its words before a source, a source before a content; what is left of a span counts as spans. Borders are
//! widened to whole words. Exact: the same words; token: word by word.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rashomon_doc::{AttributionRole, Layer, Pos, Span};
use rashomon_engine::Tables;
use rayon::prelude::*;

use crate::score::Score;
use crate::{Failure, ModelFolder, article};

/// What keeps its words where spans overlap, first to last.
const PRIORITY: [AttributionRole; 3] =
    [AttributionRole::Cue, AttributionRole::Source, AttributionRole::Content];

struct Document {
    text: String,
    gold: Vec<(Span, AttributionRole)>,
}

/// A span of words with its role.
type RoleRange = (usize, usize, AttributionRole);

/// Prints exact-span and token F1 of each role.
pub(crate) fn run(folder: &ModelFolder) -> Result<(), Failure> {
    let reader = article::reader(folder.model.as_deref())?;
    let tables = Tables::load(&BTreeMap::new())?;
    println!("model {}", reader.version());
    let documents = documents(&folder.dir)?;
    let layers: Vec<Layer> =
        documents.par_iter().map(|document| article::read(&document.text, &reader, &tables)).collect();
    let mut exact: BTreeMap<AttributionRole, Score> = BTreeMap::new();
    let mut token: BTreeMap<AttributionRole, Score> = BTreeMap::new();
    for (document, layer) in documents.iter().zip(&layers) {
        let found: BTreeSet<RoleRange> = layer
            .roles
            .iter()
            .map(|role| (first(layer, role.span), behind(layer, role.span), role.role))
            .collect();
        let gold = flat(document, layer);
        for role in PRIORITY {
            let of = |spans: &BTreeSet<RoleRange>| -> BTreeSet<RoleRange> {
                spans.iter().filter(|span| span.2 == role).copied().collect()
            };
            let (found, gold) = (of(&found), of(&gold));
            *exact.entry(role).or_default() += score(&found, &gold);
            let words = |spans: &BTreeSet<RoleRange>| -> BTreeSet<usize> {
                spans.iter().flat_map(|span| span.0..span.1).collect()
            };
            *token.entry(role).or_default() += score(&words(&found), &words(&gold));
        }
        if folder.misses {
            list(document, layer, &found, &gold);
        }
    }
    println!(
        "{} articles, {} words",
        documents.len(),
        layers.iter().map(|layer| layer.tokens.len()).sum::<usize>()
    );
    for (way, scores) in [("exact", exact), ("token", token)] {
        let mut all = Score::default();
        for (role, score) in scores {
            println!("{way} {role:8} {score}");
            all += score;
        }
        println!("{way} all      {all}");
    }
    Ok(())
}

fn score<T: Ord>(found: &BTreeSet<T>, gold: &BTreeSet<T>) -> Score {
    Score::of(found.intersection(gold).count(), found.len(), gold.len())
}

/// The number of the first word that ends behind the span's start.
fn first(layer: &Layer, span: Span) -> usize {
    layer.tokens.partition_point(|token| token.span.end <= span.start)
}

/// The number of the first word that starts at the span's end or later.
fn behind(layer: &Layer, span: Span) -> usize {
    layer.tokens.partition_point(|token| token.span.start < span.end)
}

/// Gold spans over words, none overlapping.
fn flat(document: &Document, layer: &Layer) -> BTreeSet<RoleRange> {
    let mut taken = vec![false; layer.tokens.len()];
    let mut out = BTreeSet::new();
    for role in PRIORITY {
        let mut spans: Vec<Span> =
            document.gold.iter().filter(|(_, other)| *other == role).map(|(span, _)| *span).collect();
        spans.sort_unstable();
        spans.dedup();
        for span in spans {
            let mut start = None;
            let end = behind(layer, span);
            for word in first(layer, span)..=end {
                let is_free = word < end && !taken[word];
                match (start, is_free) {
                    (None, true) => start = Some(word),
                    (Some(from), false) => {
                        out.insert((from, word, role));
                        start = None;
                    }
                    (None, false) | (Some(_), true) => {}
                }
            }
            for word in taken.iter_mut().take(end).skip(first(layer, span)) {
                *word = true;
            }
        }
    }
    out
}

fn list(document: &Document, layer: &Layer, found: &BTreeSet<RoleRange>, gold: &BTreeSet<RoleRange>) {
    for range in found.symmetric_difference(gold) {
        let side = if gold.contains(range) { "missed" } else { "wrong" };
        let tokens = &layer.tokens[range.0..range.1];
        let span = Span::cover_all(tokens.iter().map(|token| token.span)).unwrap_or_default();
        println!("  {side:6} {:8} {}", range.2.as_str(), span.slice(&document.text).replace('\n', "⏎"));
    }
}

fn documents(dir: &Path) -> Result<Vec<Document>, Failure> {
    let mut annotations: BTreeMap<String, String> = BTreeMap::new();
    for entry in fs::read_dir(dir.join("attributions"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some((article, _)) = name.rsplit_once('_') {
            let first = annotations.entry(article.to_owned()).or_insert_with(|| name.clone());
            if name < *first {
                *first = name;
            }
        }
    }
    let mut documents = Vec::new();
    for (article, file) in annotations {
        let text = fs::read_to_string(dir.join("text").join(format!("{article}.txt")))?;
        let gold = spans(&fs::read_to_string(dir.join("attributions").join(file))?, &text);
        documents.push(Document { text, gold });
    }
    Ok(documents)
}

/// The spans that the attributions of a brat file name. Lines broken by stray newlines are passed over.
fn spans(annotation: &str, text: &str) -> Vec<(Span, AttributionRole)> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let place = |point: &str| point.parse::<usize>().ok().and_then(|point| starts.get(point).copied());
    let fragment = |fragment: &str| {
        let (start, end) = fragment.split_once(' ')?;
        Some(Span { start: Pos::at(place(start)?), end: Pos::at(place(end)?) })
    };
    let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for line in annotation.lines() {
        let mut columns = line.split('\t');
        if let (Some(id), Some((_, ranges))) =
            (columns.next(), columns.next().and_then(|column| column.split_once(' ')))
            && id.starts_with('T')
        {
            places.insert(id, ranges.split(';').filter_map(fragment).collect());
        }
    }
    let mut out = Vec::new();
    for line in annotation.lines().filter(|line| line.starts_with('E')) {
        let arguments = line.split('\t').nth(1).unwrap_or_default().split(' ').skip(1);
        for (name, id) in arguments.filter_map(|argument| argument.split_once(':')) {
            let name = name.trim_end_matches(|c: char| c.is_ascii_digit()).to_lowercase();
            if let (Ok(role), Some(spans)) = (name.parse::<AttributionRole>(), places.get(id)) {
                out.extend(spans.iter().map(|span| (*span, role)));
            }
        }
    }
    out
}
