//! Block labels on rows, against labels made by hand (`crates/eval/labels/blocks.tsv`).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};

use flate2::read::GzDecoder;
use rashomon_doc::BlockKind;
use rashomon_engine::read::{Content, Page};
use rashomon_engine::{Tables, clean};
use serde::Deserialize;

use crate::score::Score;
use crate::{Failure, Folder};

const LABELS: &str = include_str!("../labels/blocks.tsv");
const ARTICLES: &str = "articles_10k.jsonl.gz";

#[derive(Deserialize)]
struct Row {
    title: Option<String>,
    author: Option<String>,
    text: String,
}

/// Prints precision and recall of each kind of block, by lines, and of all that is left out together.
pub(crate) fn run(folder: &Folder) -> Result<(), Failure> {
    let tables = Tables::load(&rashomon_engine::ontology::Overrides::new())?;
    let labels = labels()?;
    let last = labels.keys().next_back().copied().unwrap_or(0);
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let lines = BufReader::new(GzDecoder::new(File::open(folder.dir.join(ARTICLES))?)).lines();
    for (number, line) in lines.enumerate().take(last + 1) {
        let Some(gold) = labels.get(&number) else { continue };
        let row: Row = serde_json::from_str(&line?)?;
        compare(number, row, gold, folder.misses, &tables, &mut scores);
    }
    for (kind, score) in &scores {
        println!("{kind:12} {score}");
    }
    Ok(())
}

/// The labels by article and line.
fn labels() -> Result<BTreeMap<usize, BTreeMap<usize, String>>, Failure> {
    let mut labels: BTreeMap<usize, BTreeMap<usize, String>> = BTreeMap::new();
    for line in LABELS.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(article), Some(at), Some(kind)) = (fields.next(), fields.next(), fields.next()) else {
            return Err(format!("labels: {line}").into());
        };
        let lines = labels.entry(article.parse()?).or_default();
        if at != "-" {
            lines.insert(at.parse()?, kind.to_owned());
        }
    }
    Ok(labels)
}

fn compare(
    number: usize,
    row: Row,
    gold: &BTreeMap<usize, String>,
    misses: bool,
    tables: &Tables,
    scores: &mut BTreeMap<&'static str, Score>,
) {
    let mut page = Page::new("row", Content::Row { text: row.text, title: row.title });
    page.metadata.author = row.author;
    let article = clean::clean(page, tables);
    let mut at = 0;
    for (line, words) in article.text.split('\n').enumerate() {
        let range = at..at + words.len();
        at = range.end + 1;
        if words.trim().is_empty() {
            continue;
        }
        // A line is what most of it is.
        let main = article
            .blocks
            .iter()
            .filter(|block| block.span.start.index() < range.end && block.span.end.index() > range.start)
            .max_by_key(|block| block.span.len().min(range.len()));
        let found = main.map_or("none", |block| name(block.kind));
        let wanted = gold.get(&line).map_or("paragraph", String::as_str);
        for kind in [
            "headline",
            "deck",
            "byline",
            "datestamp",
            "subhead",
            "paragraph",
            "blockquote",
            "caption",
            "teaser",
            "furniture",
        ] {
            let (is_found, is_wanted) = (found == kind, wanted == kind);
            if is_found || is_wanted {
                *scores.entry(kind).or_default() += Score::of(
                    usize::from(is_found && is_wanted),
                    usize::from(is_found),
                    usize::from(is_wanted),
                );
            }
        }
        let (is_found, is_wanted) = (is_left_out(found), is_left_out(wanted));
        if is_found || is_wanted {
            *scores.entry("left out").or_default() +=
                Score::of(usize::from(is_found && is_wanted), usize::from(is_found), usize::from(is_wanted));
        }
        if misses && found != wanted {
            println!("{number}:{line} {found}, not {wanted}");
        }
    }
}

/// Whether no facts are drawn from such a line.
fn is_left_out(kind: &str) -> bool {
    matches!(kind, "teaser" | "furniture" | "byline" | "datestamp")
}

fn name(kind: BlockKind) -> &'static str {
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
