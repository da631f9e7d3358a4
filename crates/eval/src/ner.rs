//! Names against CoNLL-style columns: once with the corpus's words, once from its text as English is printed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rashomon_doc::{EntitySpan, Layer, NameType, Span};
use rashomon_engine::Tables;
use rayon::prelude::*;

use crate::score::Score;
use crate::{Failure, ModelFolder, article};

/// A set: its file below the folder, the columns of word and label, and what its labels mean.
struct Set {
    name: &'static str,
    file: &'static str,
    word: usize,
    label: usize,
    kind: fn(&str) -> Option<NameType>,
    types: &'static [NameType],
}

const SETS: [Set; 3] = [
    Set {
        name: "CoNLL++ dev",
        file: "conll2003pp-dev.txt",
        word: 0,
        label: 3,
        kind: |label| label.parse().ok(),
        types: NameType::ALL,
    },
    Set {
        name: "UNER EWT dev",
        file: "uner_en_ewt-dev.iob2",
        word: 1,
        label: 2,
        kind: |label| label.parse().ok().filter(|kind| *kind != NameType::Misc),
        types: &[NameType::Person, NameType::Organization, NameType::Location],
    },
    Set {
        name: "CrossNER politics dev",
        file: "crossner-politics/dev.txt",
        word: 0,
        label: 1,
        kind: crossner,
        types: NameType::ALL,
    },
];

/// CrossNER's types as the four of CoNLL.
fn crossner(label: &str) -> Option<NameType> {
    match label {
        "person" | "politician" => Some(NameType::Person),
        "politicalparty" | "organisation" => Some(NameType::Organization),
        "country" | "location" => Some(NameType::Location),
        "election" | "event" | "misc" => Some(NameType::Misc),
        _ => None,
    }
}

/// Sentences of one document, as printed.
#[derive(Default)]
struct Document {
    text: String,
    /// Places of the corpus's words.
    words: Vec<Vec<Span>>,
    gold: BTreeSet<(Span, NameType)>,
}

/// Prints entity F1, by type and over all.
pub(crate) fn run(folder: &ModelFolder) -> Result<(), Failure> {
    let reader = article::reader(folder.model.as_deref())?;
    let tables = Tables::load(&BTreeMap::new())?;
    println!("model {}", reader.version());
    for set in &SETS {
        let documents = documents(&folder.dir.join(set.file), set)?;
        let given = |document: &Document| reader.read_words(&document.text, &document.words);
        let from_text = |document: &Document| article::read(&document.text, &reader, &tables);
        print(set, "gold words", &documents, &given, folder.misses);
        print(set, "from text", &documents, &from_text, false);
    }
    Ok(())
}

fn print(
    set: &Set,
    way: &str,
    documents: &[Document],
    read: &(dyn Fn(&Document) -> Layer + Sync),
    misses: bool,
) {
    let layers: Vec<Layer> = documents.par_iter().map(read).collect();
    let mut totals: BTreeMap<NameType, Score> = BTreeMap::new();
    for (document, layer) in documents.iter().zip(&layers) {
        let found: BTreeSet<(Span, NameType)> = layer
            .entities
            .iter()
            .map(|EntitySpan { span, kind }| (*span, *kind))
            .filter(|(_, kind)| set.types.contains(kind))
            .collect();
        for kind in set.types {
            let of =
                |names: &BTreeSet<(Span, NameType)>| names.iter().filter(|(_, other)| other == kind).count();
            let right = document.gold.intersection(&found).filter(|(_, other)| other == kind).count();
            *totals.entry(*kind).or_default() += Score::of(right, of(&found), of(&document.gold));
        }
        if misses {
            for (span, kind) in document.gold.symmetric_difference(&found) {
                let side = if document.gold.contains(&(*span, *kind)) { "missed" } else { "wrong" };
                println!("  {side:6} {kind} {}", span.slice(&document.text));
            }
        }
    }
    let mut all = Score::default();
    for (kind, score) in totals {
        println!("{:22} {way:10} {kind:4} {score}", set.name);
        all += score;
    }
    println!("{:22} {way:10} all  {all}", set.name);
}

/// Reads columns. CoNLL's documents hold their sentences one a line; the others give sentences without context.
fn documents(path: &Path, set: &Set) -> Result<Vec<Document>, Failure> {
    let source = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let has_documents = source.contains("-DOCSTART-");
    let mut documents = vec![Document::default()];
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for line in source.lines().chain([""]) {
        let starts_document = line.starts_with("-DOCSTART-");
        if line.trim().is_empty() || starts_document {
            if let Some(document) = documents.last_mut().filter(|_| !rows.is_empty()) {
                sentence(document, &rows, set);
                if !has_documents {
                    documents.push(Document::default());
                }
            }
            rows.clear();
            if starts_document {
                documents.push(Document::default());
            }
            continue;
        }
        // A comment has no columns; a word can be "#".
        if line.starts_with("# ") && line.contains(" = ") && !line.contains('\t') {
            continue;
        }
        let columns: Vec<&str> = line.split(if line.contains('\t') { '\t' } else { ' ' }).collect();
        if let (Some(word), Some(label)) = (columns.get(set.word), columns.get(set.label)) {
            rows.push((*word, *label));
        }
    }
    documents.retain(|document| !document.words.is_empty());
    Ok(documents)
}

/// Appends a sentence as English is printed.
fn sentence(document: &mut Document, rows: &[(&str, &str)], set: &Set) {
    if !document.text.is_empty() {
        document.text.push('\n');
    }
    let mut places: Vec<Span> = Vec::new();
    let mut is_open = false;
    let mut quotes = 0;
    for (word, _) in rows {
        let is_quote = matches!(*word, "\"" | "''" | "``");
        quotes += usize::from(is_quote);
        let closes_quote = is_quote && quotes % 2 == 0;
        if !places.is_empty() && !is_open && !closes_quote && !leans_left(word) {
            document.text.push(' ');
        }
        let start = document.text.len();
        document.text.push_str(word);
        places.push(Span::new(start, document.text.len()));
        is_open = matches!(*word, "(" | "[" | "{" | "$" | "#") || (is_quote && !closes_quote);
    }
    document.gold.extend(names(rows, &places, set));
    document.words.push(places);
}

/// Whether no space is printed before a token.
fn leans_left(word: &str) -> bool {
    matches!(
        word,
        "." | ","
            | ";"
            | ":"
            | "!"
            | "?"
            | ")"
            | "]"
            | "}"
            | "%"
            | "'s"
            | "'S"
            | "n't"
            | "N'T"
            | "'re"
            | "'ve"
            | "'ll"
            | "'d"
            | "'m"
            | "'"
    )
}

/// The names that BIO labels give.
fn names(rows: &[(&str, &str)], places: &[Span], set: &Set) -> Vec<(Span, NameType)> {
    let mut out: Vec<(Span, NameType, &str)> = Vec::new();
    let mut open: Option<&str> = None;
    for ((_, label), place) in rows.iter().zip(places) {
        let Some((begin, name)) = label.split_once('-') else {
            open = None;
            continue;
        };
        if begin == "I" && open == Some(name) {
            if let Some((span, _, last)) = out.last_mut()
                && *last == name
            {
                *span = span.cover(*place);
            }
        } else if let Some(kind) = (set.kind)(name) {
            out.push((*place, kind, name));
        }
        open = Some(name);
    }
    out.into_iter().map(|(span, kind, _)| (span, kind)).collect()
}
