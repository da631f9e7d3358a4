//! Who said what on PolNeAR: pairs of source and content from raw text.
//!
//! A pair is right if a gold pair of the same text shares at least half of the source and half of the content with it
//! (intersection over union, counted in letters and digits, so that marks and stops weigh nothing). Gold attributions
//! without a source are left out, as are predictions without one. PolNeAR marks no speech inside speech, so
//! predictions that lie in another's content are left out too. Of a text read by several annotators the first counts.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rashomon_doc::{Attribution, AttributionRole, Block, BlockKind, Field, Layer, RoleSpan, Span, View};
use rashomon_engine::{Tables, extract, segment};
use rashomon_tagger::Reader;
use rayon::prelude::*;

use crate::score::Score;
use crate::{Failure, PairsFolder};

/// What two spans must share to be the same.
pub(crate) const OVERLAP: f64 = 0.5;

/// One attribution, as spans.
#[derive(Clone, Debug, Default)]
struct Pair {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
}

/// A text with its gold pairs.
struct Document {
    name: String,
    text: String,
    gold: Vec<Pair>,
}

/// What was counted.
#[derive(Default)]
struct Tally {
    all: Score,
    quoted: Score,
    contents: Score,
    faults: BTreeMap<&'static str, usize>,
    misses: Vec<String>,
    /// Time spent in the reader, and in names and attributions.
    spent: [Duration; 2],
}

/// Prints scores of pairs, of those in quotation marks, and faults by class.
pub(crate) fn run(folder: &PairsFolder) -> Result<(), Failure> {
    let tables = Tables::load(&BTreeMap::new())?;
    let reader = Reader::embedded()?;
    let mut documents = documents(&folder.dir)?;
    documents.truncate(folder.limit.unwrap_or(usize::MAX));
    let tallies: Vec<Tally> =
        documents.par_iter().map(|document| measure(document, folder, &reader, &tables)).collect();
    let mut whole = Tally::default();
    for tally in tallies {
        whole.all += tally.all;
        whole.quoted += tally.quoted;
        whole.contents += tally.contents;
        for (sum, spent) in whole.spent.iter_mut().zip(tally.spent) {
            *sum += spent;
        }
        for (class, count) in tally.faults {
            *whole.faults.entry(class).or_default() += count;
        }
        for miss in &tally.misses {
            println!("{miss}");
        }
    }
    println!("{} documents, reader {}", documents.len(), reader.version());
    println!("pairs              {}", whole.all);
    println!("pairs, quoted      {}", whole.quoted);
    println!("contents           {}", whole.contents);
    for (class, count) in &whole.faults {
        println!("{count:5}  {class}");
    }
    let [reading, linking] = whole.spent.map(|spent| spent.as_secs_f64());
    println!(
        "time: names and attributions take {:.1} % of what the reader takes",
        100.0 * linking / reading.max(f64::MIN_POSITIVE)
    );
    Ok(())
}

/// The layer of a text, as annotating gives it, with the roles that were asked for.
fn layer(
    document: &Document,
    folder: &PairsFolder,
    blocks: &[Block],
    reader: &Reader,
    tables: &Tables,
) -> Layer {
    let sentences = segment::sentences(&document.text, blocks, tables);
    let mut layer = reader.read(&document.text, &sentences);
    if folder.no_spans {
        layer.roles.clear();
    }
    if folder.gold_spans {
        let mut roles: Vec<RoleSpan> = Vec::new();
        for pair in &document.gold {
            for (role, spans) in [
                (AttributionRole::Source, &pair.source),
                (AttributionRole::Cue, &pair.cue),
                (AttributionRole::Content, &pair.content),
            ] {
                for span in spans {
                    if !roles.iter().any(|known| known.role == role && known.span == *span) {
                        roles.push(RoleSpan { span: *span, role, score: 1.0 });
                    }
                }
            }
        }
        roles.sort_by_key(|role| (role.span, role.role));
        layer.roles = roles;
    }
    layer
}

fn measure(document: &Document, folder: &PairsFolder, reader: &Reader, tables: &Tables) -> Tally {
    let blocks = paragraphs(&document.text);
    let begun = Instant::now();
    let layer = layer(document, folder, &blocks, reader, tables);
    let read = begun.elapsed();
    let view = View { text: &document.text, blocks: &blocks, layer: &layer, field: Field::Text };
    let extract::name::Names { mut mentions, mut names } = extract::name::extract(view, tables);
    let found = extract::attribution::extract(view, &mut mentions, &mut names, tables);
    let linked = begun.elapsed().saturating_sub(read);
    let found: Vec<&Attribution> =
        found.iter().filter(|one| one.parent.is_none() && !one.source.is_empty()).collect();
    let gold: Vec<&Pair> = document.gold.iter().filter(|pair| !pair.source.is_empty()).collect();
    let mut tally = compare(document, &gold, &found, folder.misses);
    tally.spent = [read, linked];
    tally
}

fn compare(document: &Document, gold: &[&Pair], found: &[&Attribution], list: bool) -> Tally {
    let text = &document.text;
    let mut tally = Tally::default();
    let mut gold_hit = vec![false; gold.len()];
    let mut found_hit = vec![false; found.len()];
    let mut content_hit = (vec![false; gold.len()], vec![false; found.len()]);
    for (g, pair) in gold.iter().enumerate() {
        for (f, one) in found.iter().enumerate() {
            if overlap(text, &pair.content, &one.content) < OVERLAP {
                continue;
            }
            content_hit.0[g] = true;
            content_hit.1[f] = true;
            if !gold_hit[g] && !found_hit[f] && overlap(text, &pair.source, &one.source) >= OVERLAP {
                gold_hit[g] = true;
                found_hit[f] = true;
            }
        }
    }
    let count = |hits: &[bool]| hits.iter().filter(|hit| **hit).count();
    tally.all = Score::of(count(&found_hit), found.len(), gold.len());
    tally.contents = Score {
        right: count(&content_hit.1),
        predicted: found.len(),
        found: count(&content_hit.0),
        gold: gold.len(),
    };
    let gold_quoted: Vec<bool> = gold.iter().map(|pair| is_quoted(text, &pair.content)).collect();
    let found_quoted: Vec<bool> = found.iter().map(|one| is_quoted(text, &one.content)).collect();
    let both = |hits: &[bool], quoted: &[bool]| {
        hits.iter().zip(quoted).filter(|(hit, quoted)| **hit && **quoted).count()
    };
    tally.quoted = Score {
        right: both(&found_hit, &found_quoted),
        predicted: count(&found_quoted),
        found: both(&gold_hit, &gold_quoted),
        gold: count(&gold_quoted),
    };
    for (g, pair) in gold.iter().enumerate().filter(|(g, _)| !gold_hit[*g]) {
        let touching = found.iter().any(|one| overlap(text, &pair.content, &one.content) > 0.0);
        let class = match (content_hit.0[g], touching) {
            (true, _) => "missed: content found, source wrong",
            (false, true) => "missed: content has other borders",
            (false, false) if gold_quoted[g] => "missed: quoted content not found",
            (false, false) => "missed: content not found",
        };
        note(&mut tally, list, class, document, &pair.source, &pair.cue, &pair.content);
    }
    if list {
        // The confidence of all predictions, to see what it is worth.
        for (one, hit) in found.iter().zip(&found_hit) {
            let verdict = if *hit { "right" } else { "wrong" };
            tally.misses.push(format!("confidence {:.2} {verdict}", one.confidence));
        }
    }
    for (f, one) in found.iter().enumerate().filter(|(f, _)| !found_hit[*f]) {
        let touching = gold.iter().any(|pair| overlap(text, &pair.content, &one.content) > 0.0);
        let class = match (content_hit.1[f], touching) {
            (true, _) => "false: content right, source wrong",
            (false, true) => "false: content has other borders",
            (false, false) if found_quoted[f] => "false: quoted, nothing in gold",
            (false, false) => "false: nothing in gold",
        };
        note(&mut tally, list, class, document, &one.source, &one.cue, &one.content);
    }
    tally
}

fn note(
    tally: &mut Tally,
    list: bool,
    class: &'static str,
    document: &Document,
    source: &[Span],
    cue: &[Span],
    content: &[Span],
) {
    *tally.faults.entry(class).or_default() += 1;
    if list {
        let words = |spans: &[Span]| -> String {
            let parts: Vec<&str> = spans.iter().map(|span| span.slice(&document.text)).collect();
            parts.join(" … ").replace('\n', "⏎")
        };
        tally.misses.push(format!(
            "{class} [{}] <{}> <{}> {}",
            document.name,
            words(source),
            words(cue),
            words(content)
        ));
    }
}

/// Whether a content begins in or with a quotation mark.
fn is_quoted(text: &str, content: &[Span]) -> bool {
    const MARKS: [char; 8] = ['"', '“', '”', '‘', '’', '\'', '«', '„'];
    content.iter().min().is_some_and(|first| {
        let before = text.get(..first.start.index()).unwrap_or_default();
        first.slice(text).starts_with(MARKS) || before.ends_with(MARKS) && !before.ends_with("s'")
    })
}

/// Intersection over union of two sets of spans, in letters and digits.
pub(crate) fn overlap(text: &str, a: &[Span], b: &[Span]) -> f64 {
    let letters = |span: Span| span.slice(text).chars().filter(|c| c.is_alphanumeric()).count();
    let mut shared = 0;
    for x in a {
        for y in b {
            if x.overlaps(*y) {
                shared += letters(Span { start: x.start.max(y.start), end: x.end.min(y.end) });
            }
        }
    }
    if shared == 0 {
        return 0.0;
    }
    let sum = |spans: &[Span]| -> usize { spans.iter().map(|span| letters(*span)).sum() };
    shared as f64 / (sum(a) + sum(b) - shared) as f64
}

/// One paragraph a line.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        if !span.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
    }
    blocks
}

fn documents(dir: &Path) -> Result<Vec<Document>, Failure> {
    let mut annotations: Vec<PathBuf> = fs::read_dir(dir.join("attributions"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    annotations.sort();
    let mut documents = BTreeMap::new();
    for path in annotations {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some((name, _annotator)) = stem.rsplit_once('_') else { continue };
        if documents.contains_key(name) {
            continue;
        }
        let text = fs::read_to_string(dir.join("text").join(format!("{name}.txt")))?;
        let gold = pairs(&text, &fs::read_to_string(&path)?);
        documents.insert(name.to_owned(), Document { name: name.to_owned(), text, gold });
    }
    Ok(documents.into_values().collect())
}

/// Reads brat stand-off: `T` lines give spans in code points, `E` lines put them together.
fn pairs(text: &str, annotation: &str) -> Vec<Pair> {
    let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    offsets.push(text.len());
    let span = |part: &str| -> Option<Span> {
        let (start, end) = part.split_once(' ')?;
        let at = |number: &str| offsets.get(number.parse::<usize>().ok()?).copied();
        Some(Span::new(at(start)?, at(end)?))
    };
    let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for line in annotation.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(body)) = (fields.next(), fields.next()) else { continue };
        if id.starts_with('T')
            && let Some((_, places)) = body.split_once(' ')
        {
            spans.insert(id, places.split(';').filter_map(span).collect());
        }
    }
    for line in annotation.lines().filter(|line| line.starts_with('E')) {
        let Some((_, body)) = line.split_once('\t') else { continue };
        let mut pair = Pair::default();
        for part in body.split(' ') {
            let Some((role, id)) = part.split_once(':') else { continue };
            let Some(found) = spans.get(id) else { continue };
            match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => pair.source.extend(found),
                "Cue" => pair.cue.extend(found),
                "Content" => pair.content.extend(found),
                _ => {}
            }
        }
        if !pair.content.is_empty() {
            pairs.push(pair);
        }
    }
    pairs
}
