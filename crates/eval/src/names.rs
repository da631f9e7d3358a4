//! Pairs of names, the same bearer or not, across scripts and spellings.

use std::fs;

use rashomon_engine::Tables;
use rashomon_engine::resolve::names::similarity;

use crate::score::Score;
use crate::{Failure, Folder};

/// Prints precision, recall and F1 of "the same", at the program's threshold, and the best threshold beside it.
pub(crate) fn run(folder: &Folder) -> Result<(), Failure> {
    let tables = Tables::load(&std::collections::BTreeMap::new())?;
    let path = folder.dir.join("name_pairs_dev.csv");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut pairs = Vec::new();
    for record in csv::Reader::from_reader(text.as_bytes()).records() {
        let record = record?;
        let field = |index: usize| record.get(index).unwrap_or_default();
        let (a, b, same) = (field(2), field(3), field(4) == "true");
        if folder.half.takes(&format!("{a}|{b}")) {
            pairs.push((a.to_owned(), b.to_owned(), same, similarity(a, b, &tables.names)));
        }
    }
    let threshold = tables.compare.names.same;
    println!("{} pairs, threshold {threshold}: {}", pairs.len(), score(&pairs, threshold));
    for step in 60..100 {
        let at = f64::from(step) / 100.0;
        if folder.misses && step % 2 == 0 {
            println!("  at {at:.2}: {}", score(&pairs, at));
        }
    }
    if folder.misses {
        for (a, b, same, found) in pairs.iter().filter(|pair| pair.2 != (pair.3 >= threshold)) {
            println!("{} {found:.2}  {a} | {b}", if *same { "missed" } else { "wrong " });
        }
    }
    Ok(())
}

fn score(pairs: &[(String, String, bool, f64)], threshold: f64) -> Score {
    let found = |pair: &&(String, String, bool, f64)| pair.3 >= threshold;
    Score::of(
        pairs.iter().filter(found).filter(|pair| pair.2).count(),
        pairs.iter().filter(found).count(),
        pairs.iter().filter(|pair| pair.2).count(),
    )
}
