//! Collections of articles in JSON Lines, and what a measurement took.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use flate2::read::GzDecoder;
use rashomon_doc::{Article, Basis, Block, BlockKind, Date, Outlet, Provenance, Span, Title};

use crate::Failure;

/// The lines of a gzipped file.
pub(crate) fn lines(path: &Path) -> Result<impl Iterator<Item = std::io::Result<String>>, Failure> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(BufReader::new(GzDecoder::new(file)).lines())
}

/// What a collection says of an article.
#[derive(serde::Deserialize)]
pub(crate) struct Row {
    title: Option<String>,
    #[serde(alias = "hostname")]
    outlet: Option<String>,
    author: Option<String>,
    date: Option<String>,
    text: Option<String>,
}

impl Row {
    /// The article, each line a paragraph. `id` is its place in the collection.
    pub(crate) fn article(self, id: &str) -> Article {
        let text = self.text.unwrap_or_default();
        let day = self.date.and_then(|date| date.parse().ok());
        Article {
            id: id.to_owned(),
            path: id.to_owned(),
            input_id: None,
            url: None,
            sha256: String::new(),
            language: "en".to_owned(),
            outlet: self.outlet.map(|name| Outlet { name, basis: Provenance::Metadata, span: None }),
            author: self.author,
            title: self.title.map_or(Title::None, Title::Apart),
            published: day.map_or_else(Date::unknown, |day| Date::day(day, Basis::Metadata)),
            updated: None,
            blocks: paragraphs(&text),
            text,
            diagnostics: Vec::new(),
        }
    }
}

/// Each line a paragraph.
fn paragraphs(text: &str) -> Vec<Block> {
    let mut at = 0;
    let mut blocks = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len()).trimmed(text);
        at += line.len();
        if !span.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
    }
    blocks
}

/// The most memory this process has held so far, in MiB; 0 where the system does not say.
pub(crate) fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
