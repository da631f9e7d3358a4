//! What all comparisons share: sides, and sentences made from templates.

use std::collections::{BTreeMap, BTreeSet};

use super::origins::{Origins, outlet_name};
use crate::Tables;
use crate::dossier::{DocId, DocSpan, Dossier, OriginId, Position, StatementId};
use crate::resolve::Order;

/// What comparing needs beside the dossier.
#[derive(Clone, Copy)]
pub(super) struct Context<'c> {
    pub(super) order: &'c Order,
    pub(super) tables: &'c Tables,
    pub(super) origins: &'c Origins,
}

/// One report's word on one thing.
#[derive(Clone, Debug)]
pub(super) struct Account {
    /// What it says, in plain words.
    pub(super) value: String,
    pub(super) span: DocSpan,
    pub(super) statement: Option<StatementId>,
}

/// Accounts of one value become one side. Sides are in order of their first account.
pub(super) fn positions(accounts: &[Account], context: Context<'_>) -> Vec<Position> {
    let mut sides: Vec<Position> = Vec::new();
    let mut index_of: BTreeMap<&str, usize> = BTreeMap::new();
    for account in accounts {
        let index = *index_of.entry(&account.value).or_insert_with(|| {
            let value = account.value.clone();
            sides.push(Position { value, documents: Vec::new(), origins: Vec::new(), spans: Vec::new() });
            sides.len() - 1
        });
        let Some(side) = sides.get_mut(index) else { continue };
        side.documents.push(account.span.doc);
        side.spans.push(account.span);
        side.origins.extend(context.origins.get(&(account.span, account.statement)));
    }
    for side in &mut sides {
        tidy(&mut side.documents);
        tidy(&mut side.origins);
        tidy(&mut side.spans);
    }
    sides
}

fn tidy<T: Ord>(list: &mut Vec<T>) {
    list.sort_unstable();
    list.dedup();
}

/// "A, B and C", by outlet, at most four by name.
pub(super) fn outlets(dossier: &Dossier, docs: &[DocId]) -> String {
    let names: BTreeSet<String> =
        docs.iter().map(|doc| format!("“{}”", outlet_name(dossier, *doc))).collect();
    let names: Vec<String> = names.into_iter().collect();
    let all = names.len().max(docs.len());
    match &names[..] {
        [] => String::new(),
        [one] if all == 1 => one.clone(),
        [one] => format!("{one} ({all} reports)"),
        [front @ .., last] if names.len() <= NAMED => format!("{} and {last}", front.join(", ")),
        _ => format!("{} and {} more", names[..NAMED - 1].join(", "), names.len() + 1 - NAMED),
    }
}

/// So many outlets are named in a sentence.
const NAMED: usize = 4;

/// "1 origin", "3 origins".
pub(super) fn count_origins(origins: &[OriginId]) -> String {
    match origins.len() {
        1 => "1 origin".to_owned(),
        count => format!("{count} origins"),
    }
}

/// Each side with what it says: "“A” has 3; “B” and “C” have 4".
pub(super) fn sides(dossier: &Dossier, positions: &[Position]) -> String {
    let side = |position: &Position| {
        let verb = if position.documents.len() == 1 { "has" } else { "have" };
        format!("{} {verb} “{}”", outlets(dossier, &position.documents), position.value)
    };
    positions.iter().map(side).collect::<Vec<_>>().join("; ")
}

/// A value short enough for a sentence.
pub(super) fn shortened(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>();
    if line.len() <= LONGEST {
        return line.join(" ");
    }
    format!("{} …", line[..LONGEST].join(" "))
}

/// Words of a value in a sentence.
const LONGEST: usize = 30;

/// The reports of accounts, each once.
pub(super) fn docs_of(accounts: &[Account]) -> BTreeSet<DocId> {
    accounts.iter().map(|account| account.span.doc).collect()
}
