//! A list of findings made by hand: Markdown tables whose cells quote the reports.

use std::collections::BTreeMap;

use rashomon_doc::{Field, Span};
use rashomon_engine::dossier::{DocId, DocSpan, Dossier};
use regex::Regex;

use crate::Failure;

/// What the rows under a heading list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    Entities,
    Statements,
    Events,
    Quantities,
    Claims,
    Copied,
    Agreements,
    Conflicts,
    Updates,
    Differences,
    Labels,
    OnlyOne,
    NotJoined,
}

impl Part {
    /// By the words of a heading; parts that are not measured here (documents, blocks) have none.
    fn of(heading: &str) -> Option<Self> {
        const WORDS: [(&str, Part); 13] = [
            ("not be joined", Part::NotJoined),
            ("only one", Part::OnlyOne),
            ("entities", Part::Entities),
            ("statements", Part::Statements),
            ("events", Part::Events),
            ("quantities", Part::Quantities),
            ("claims", Part::Claims),
            ("copied", Part::Copied),
            ("agreements", Part::Agreements),
            ("updates", Part::Updates),
            ("conflicts", Part::Conflicts),
            ("differences", Part::Differences),
            ("labels", Part::Labels),
        ];
        let heading = heading.to_lowercase();
        WORDS.iter().find(|(words, _)| heading.contains(words)).map(|(_, part)| *part)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Entities => "entities",
            Self::Statements => "statements",
            Self::Events => "events",
            Self::Quantities => "quantities",
            Self::Claims => "claims",
            Self::Copied => "copied passages",
            Self::Agreements => "agreements",
            Self::Conflicts => "conflicts",
            Self::Updates => "updates",
            Self::Differences => "differences",
            Self::Labels => "labels",
            Self::OnlyOne => "only one has",
            Self::NotJoined => "not to be joined",
        }
    }
}

/// A row, its quoted words found in the reports.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) part: Part,
    pub(super) id: String,
    pub(super) cells: BTreeMap<String, String>,
    pub(super) anchors: Vec<DocSpan>,
}

struct Raw {
    part: Option<Part>,
    id: String,
    cells: BTreeMap<String, String>,
    /// Code of the report and the quoted words.
    quotes: Vec<(String, String)>,
}

/// Reads a list. The code that stands before quoted words names a report: the one that holds most of what is quoted under it.
pub(super) fn read(list: &str, dossier: &Dossier) -> Result<Vec<Row>, Failure> {
    let raw = rows(list)?;
    let docs = codes(&raw, dossier);
    let anchors = |row: &Raw| -> Vec<DocSpan> {
        let found = row.quotes.iter().filter_map(|(code, words)| find(dossier, *docs.get(code)?, words));
        found.collect()
    };
    let by_id: BTreeMap<&str, DocSpan> =
        raw.iter().filter_map(|row| Some((row.id.as_str(), anchors(row).first().copied()?))).collect();
    let reference = Regex::new(r"\b[A-Z]\d+\b")?;
    let rows = raw.iter().filter_map(|row| {
        let part = row.part?;
        let mut all = anchors(row);
        if matches!(part, Part::Claims | Part::Agreements) {
            let cells = row.cells.values().flat_map(|cell| reference.find_iter(cell));
            all.extend(cells.filter(|id| id.as_str() != row.id).filter_map(|id| by_id.get(id.as_str())));
        }
        Some(Row { part, id: row.id.clone(), cells: row.cells.clone(), anchors: all })
    });
    Ok(rows.collect())
}

fn rows(list: &str) -> Result<Vec<Raw>, Failure> {
    let quote = Regex::new(r"([A-Z]\d+) `([^`]+)`")?;
    let mut part = None;
    let mut heads: Vec<String> = Vec::new();
    let mut rows = Vec::new();
    for line in list.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            part = Part::of(heading);
            heads.clear();
        }
        let Some(inner) = line.strip_prefix('|').and_then(|line| line.trim_end().strip_suffix('|')) else {
            continue;
        };
        let cells: Vec<String> =
            inner.replace("\\|", "\u{1}").split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect();
        match cells.first() {
            Some(first) if first == "id" => heads = cells.iter().map(|head| head.to_lowercase()).collect(),
            Some(first) if !first.starts_with('-') && !heads.is_empty() => {
                let quotes = cells
                    .iter()
                    .flat_map(|cell| quote.captures_iter(cell))
                    .map(|found| (found[1].to_owned(), found[2].to_owned()))
                    .collect();
                let id = first.trim_end_matches(['?', ' ']).to_owned();
                rows.push(Raw {
                    part,
                    id,
                    cells: heads.iter().cloned().zip(cells.clone()).collect(),
                    quotes,
                });
            }
            _ => {}
        }
    }
    Ok(rows)
}

/// The report that each code names.
fn codes(rows: &[Raw], dossier: &Dossier) -> BTreeMap<String, DocId> {
    let mut votes: BTreeMap<&str, BTreeMap<DocId, usize>> = BTreeMap::new();
    for (code, words) in rows.iter().flat_map(|row| &row.quotes) {
        for doc in (0..dossier.reports.len() as u32).map(DocId) {
            if find(dossier, doc, words).is_some() {
                *votes.entry(code).or_default().entry(doc).or_default() += 1;
            }
        }
    }
    let most = |votes: BTreeMap<DocId, usize>| votes.into_iter().max_by_key(|(_, count)| *count);
    votes.into_iter().filter_map(|(code, votes)| Some((code.to_owned(), most(votes)?.0))).collect()
}

/// The first place of words in a report's text or title.
fn find(dossier: &Dossier, doc: DocId, words: &str) -> Option<DocSpan> {
    let article = &dossier.reports.get(doc.index())?.doc.article;
    let place = |field, text: &str| {
        let start = text.find(words)?;
        Some(DocSpan { doc, field, span: Span::new(start, start + words.len()) })
    };
    place(Field::Text, &article.text).or_else(|| place(Field::Title, article.title_str()?))
}
