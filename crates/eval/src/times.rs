//! Time expressions against TimeML documents (TIMEX3), scored as TempEval-3 does: relaxed is any overlap, strict the
//! same words, value an overlap whose TIMEX3 value is the same too.

use std::path::{Path, PathBuf};
use std::{fs, io};

use rashomon_doc::{Basis, Block, BlockKind, Date, Layer, Sentence, Span, View};
use rashomon_engine::{Tables, extract, segment};
use regex::Regex;

use crate::score::Score;
use crate::{Failure, Folder};

/// A gold expression.
struct Gold {
    span: Span,
    kind: String,
    value: String,
}

/// A TimeML document without its markup.
struct Document {
    text: String,
    published: Date,
    gold: Vec<Gold>,
}

/// Prints relaxed, strict, type and value scores.
pub(crate) fn run(folder: &Folder) -> Result<(), Failure> {
    let tables = Tables::load(&std::collections::BTreeMap::new())?;
    let (mut relaxed, mut strict, mut typed, mut valued) =
        (Score::default(), Score::default(), Score::default(), Score::default());
    let mut documents = 0;
    for path in tml_files(&folder.dir)? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !folder.half.takes(&name) {
            continue;
        }
        let Some(document) = read(&fs::read_to_string(&path)?)? else { continue };
        documents += 1;
        let found = times_of(&document, &tables);
        let pairs = matches(&document.gold, &found);
        let score = |test: &dyn Fn(&Gold, &rashomon_doc::TimeExpression) -> bool| {
            Score::of(
                pairs.iter().filter(|(gold, at)| test(gold, &found[*at])).count(),
                found.len(),
                document.gold.len(),
            )
        };
        relaxed += score(&|_, _| true);
        strict += score(&|gold, found| gold.span == found.span);
        typed += score(&|gold, found| gold.kind == found.kind.as_str());
        valued += score(&|gold, found| gold.value == found.value);
        if folder.misses {
            list_misses(&name, &document, &found, &pairs);
        }
    }
    println!("{documents} documents");
    for (name, score) in [("relaxed", relaxed), ("strict", strict), ("type", typed), ("value", valued)] {
        println!("{name:8} {score}");
    }
    Ok(())
}

fn tml_files(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(tml_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "tml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Takes the text out of the markup. `None` where the document has no text.
fn read(source: &str) -> Result<Option<Document>, Failure> {
    let tag = Regex::new(r"<(/?)(\w+)([^>]*)>")?;
    let value = Regex::new(r#"value="([^"]*)""#)?;
    let kind = Regex::new(r#"type="([^"]*)""#)?;
    let created = Regex::new(r#"(?s)<DCT>.*?value="(\d{4}-\d{2}-\d{2})"#)?;
    let published = created.captures(source).and_then(|found| found[1].parse().ok());
    let published = published.map_or_else(Date::unknown, |day| Date::day(day, Basis::Given));
    let Some(body) =
        source.split_once("<TEXT>").and_then(|(_, rest)| rest.split_once("</TEXT>")).map(|(body, _)| body)
    else {
        return Ok(None);
    };
    let (mut text, mut gold, mut open, mut last) = (String::new(), Vec::new(), None, 0);
    for found in tag.captures_iter(body) {
        let Some(whole) = found.get(0) else { continue };
        text.push_str(&unescape(&body[last..whole.start()]));
        last = whole.end();
        if &found[2] != "TIMEX3" {
            continue;
        }
        if found[1].is_empty() {
            let of = |pattern: &Regex| {
                pattern.captures(&found[3]).map(|found| found[1].to_owned()).unwrap_or_default()
            };
            open = Some((text.len(), of(&kind), of(&value)));
        } else if let Some((start, kind, value)) = open.take() {
            gold.push(Gold { span: Span::new(start, text.len()), kind, value });
        }
    }
    text.push_str(&unescape(&body[last..]));
    Ok(Some(Document { text, published, gold }))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// Reads the plain text as one paragraph a blank line.
fn times_of(document: &Document, tables: &Tables) -> Vec<rashomon_doc::TimeExpression> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for paragraph in document.text.split_inclusive("\n\n") {
        let span = Span::new(start, start + paragraph.len()).trimmed(&document.text);
        start += paragraph.len();
        if !span.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
    }
    let sentences = segment::sentences(&document.text, &blocks, tables);
    let layer = Layer {
        sentences: sentences.into_iter().map(|span| Sentence { span, tokens: 0..0 }).collect(),
        ..Layer::default()
    };
    let view =
        View { text: &document.text, blocks: &blocks, layer: &layer, field: rashomon_doc::Field::Text };
    extract::time::extract(view, &document.published, tables)
}

/// Pairs each gold expression with the first found one that overlaps it and is not taken.
fn matches<'a>(gold: &'a [Gold], found: &[rashomon_doc::TimeExpression]) -> Vec<(&'a Gold, usize)> {
    let mut taken = vec![false; found.len()];
    let mut pairs = Vec::new();
    for gold in gold {
        let hit = (0..found.len()).find(|at| !taken[*at] && found[*at].span.overlaps(gold.span));
        if let Some(at) = hit {
            taken[at] = true;
            pairs.push((gold, at));
        }
    }
    pairs
}

fn list_misses(
    name: &str,
    document: &Document,
    found: &[rashomon_doc::TimeExpression],
    pairs: &[(&Gold, usize)],
) {
    let words = |span: Span| span.slice(&document.text).replace('\n', " ");
    for gold in &document.gold {
        match pairs.iter().find(|(paired, _)| std::ptr::eq(*paired, gold)) {
            None => println!("missed  {name}: {} = {}", words(gold.span), gold.value),
            Some((_, at)) if found[*at].value != gold.value => {
                println!("value   {name}: {} = {}, not {}", words(gold.span), gold.value, found[*at].value);
            }
            Some(_) => {}
        }
    }
    for (at, time) in found.iter().enumerate() {
        if !pairs.iter().any(|(_, paired)| *paired == at) {
            println!("extra   {name}: {} = {}", words(time.span), time.value);
        }
    }
}
