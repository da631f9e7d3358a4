//! What all comparisons share: sides, and sentences made from templates.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::Field;

use super::origins::Origins;
use crate::Tables;
use crate::dossier::{DocId, DocSpan, Dossier, OriginId, Position, StatementId};
use crate::resolve::{Order, in_pairs, single_marks};

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
        side.origins.extend(context.origins.of(account.span, account.statement));
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

/// "A, B and C": each report by its outlet, or by its number where no outlet is known; at most four by name. One report
/// alone goes by its title too.
pub(super) fn outlets(dossier: &Dossier, docs: &[DocId]) -> String {
    match docs {
        [one] => report_name(dossier, *one, true),
        _ => listed(dossier, docs),
    }
}

/// The same with no titles.
pub(super) fn listed(dossier: &Dossier, docs: &[DocId]) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for doc in docs {
        *counts.entry(report_name(dossier, *doc, false)).or_default() += 1;
    }
    let name = |(name, count): (String, usize)| match count {
        1 => name,
        _ => format!("{name} ({count} reports)"),
    };
    let names: Vec<String> = counts.into_iter().map(name).collect();
    match &names[..] {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] if names.len() <= NAMED => format!("{} and {last}", front.join(", ")),
        _ => format!("{} and {} more", names[..NAMED - 1].join(", "), names.len() + 1 - NAMED),
    }
}

/// What a report is called in a sentence: its outlet; else "report 3", on demand with the beginning of its title.
fn report_name(dossier: &Dossier, doc: DocId, titled: bool) -> String {
    let article = dossier.reports.get(doc.index()).map(|report| &report.doc.article);
    if let Some(outlet) = article.and_then(|article| article.outlet.as_ref()) {
        return outlet.name.clone();
    }
    let number = dossier.number(doc);
    let title = article.filter(|_| titled).and_then(|article| article.title_str()).unwrap_or_default();
    let words: Vec<&str> = title.split_whitespace().collect();
    match words.len() {
        0 => format!("report {number}"),
        few if few <= TITLE_WORDS => format!("report {number} ({})", quoted(&words.join(" "))),
        _ => format!("report {number} ({})", quoted(&format!("{} …", words[..TITLE_WORDS].join(" ")))),
    }
}

/// So many words tell one title from another.
const TITLE_WORDS: usize = 6;

/// So many outlets are named in a sentence.
const NAMED: usize = 4;

/// "all from 1 origin", "from 3 origins".
pub(super) fn count_origins(origins: &[OriginId]) -> String {
    match origins.len() {
        1 => "all from 1 origin".to_owned(),
        count => format!("from {count} origins"),
    }
}

/// Each value with who has it: "3 May (A); 4 May (B and C)".
pub(super) fn sides(dossier: &Dossier, positions: &[Position]) -> String {
    let side = |position: &Position| format!("{} ({})", position.value, listed(dossier, &position.documents));
    positions.iter().map(side).collect::<Vec<_>>().join("; ")
}

/// The same for values that are words of the reports.
pub(super) fn quoted_sides(dossier: &Dossier, positions: &[Position]) -> String {
    let side = |position: &Position| {
        format!("{} ({})", quoted(&position.value), listed(dossier, &position.documents))
    };
    positions.iter().map(side).collect::<Vec<_>>().join("; ")
}

/// The words of an account and its report, for a sentence.
pub(super) fn told(dossier: &Dossier, account: &Account) -> String {
    format!("{} ({})", quoted(&account.value), listed(dossier, &[account.span.doc]))
}

/// Words of a report in quotation marks, without the marks that enclose all of them and without a last stop. Marks
/// inside become single ones, as in print.
pub(super) fn quoted(words: &str) -> String {
    let is_end = |c: char| matches!(c, ',' | '.') || c.is_whitespace();
    let mut bare = words.trim_matches(is_end);
    let enclosed = bare.trim_matches('"');
    if !enclosed.contains('"') {
        bare = enclosed.trim_matches(is_end);
    }
    while let Some(inner) = bare.strip_prefix('“') {
        let closing = closing_mark(inner);
        if closing.is_some_and(|at| at + '”'.len_utf8() < inner.len()) {
            break;
        }
        bare = inner.strip_suffix('”').unwrap_or(inner).trim_matches(is_end);
    }
    let inside = in_pairs(bare);
    format!("“{}”", single_marks(&inside))
}

/// Where the mark stands that answers to an opening one before these words.
fn closing_mark(words: &str) -> Option<usize> {
    let mut depth = 1_usize;
    for (at, letter) in words.char_indices() {
        match letter {
            '“' => depth += 1,
            '”' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Whether some words stand where a report says what its news is: in its title or first sentences.
pub(super) fn leads(dossier: &Dossier, at: DocSpan, context: Context<'_>) -> bool {
    let first = context.tables.compare.events.lead_sentences;
    let doc = dossier.reports.get(at.doc.index()).map(|report| &report.doc);
    at.field == Field::Title
        || doc.and_then(|doc| doc.body().sentence_at(at.span.start)).is_some_and(|id| (id.0 as usize) < first)
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

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn marks_are_not_doubled_and_those_inside_stay_in_pairs() {
        assert_eq!(quoted("“The gates stay shut.”"), "“The gates stay shut”");
        assert_eq!(quoted("“The gates stay shut"), "“The gates stay shut”");
        assert_eq!(quoted("“No,” he said. “Never.”"), "“‘No,’ he said. ‘Never.’”");
        assert_eq!(quoted("his “last word”"), "“his ‘last word’”");
        assert_eq!(quoted("his “last word"), "“his ‘last word’”");
        assert_eq!(quoted("a plain word."), "“a plain word”");
        assert_eq!(quoted(r#"she should "go home"#), "“she should ‘go home’”");
        assert_eq!(quoted(r#""No," he said. "Never.""#), "“‘No,’ he said. ‘Never.’”");
    }
}
