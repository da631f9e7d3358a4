//! Figures on NewsQuant: value, comparator, unit, and what is counted. Units of time and ages are left out on both sides.

use std::collections::BTreeMap;
use std::fs;

use rashomon_doc::{Comparator, Quantity};
use rashomon_engine::Tables;
use rashomon_tagger::Reader;
use serde::Deserialize;

use crate::events::report_of;
use crate::score::{Score, ratio};
use crate::{Failure, Folder};

#[derive(Deserialize)]
struct Record {
    text: String,
    quantities: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    change: String,
    value: String,
    unit: String,
    normalized_unit: String,
    referred_concepts: String,
}

/// Units of time, which are no figures here.
const TIME: &[&str] = &[
    "year",
    "year of age",
    "day",
    "month",
    "month of age",
    "minute",
    "second",
    "hour",
    "week",
    "decade",
    "century",
    "millisecond",
    "night",
    "quarter",
    "week of age",
    "day of age",
];

/// Prints value recall and F1, and value with comparator and unit.
pub(crate) fn run(folder: &Folder) -> Result<(), Failure> {
    let (tables, reader) = (Tables::load(&BTreeMap::new())?, Reader::embedded()?);
    let path = folder.dir.join("newsquant_dev.json");
    let records: Vec<Record> = serde_json::from_str(&fs::read_to_string(&path)?)?;
    let (mut values, mut full) = (Score::default(), Score::default());
    let (mut counted, mut with_concept) = (0, 0);
    for record in &records {
        let report = report_of(&record.text, &reader, &tables);
        let all_found = report.facts.body.quantities.iter();
        let found: Vec<&Quantity> = all_found
            .filter(|quantity| quantity.value.is_some() || vague_range(quantity, &record.text).is_some())
            .collect();
        let gold: Vec<&Gold> =
            record.quantities.iter().filter(|gold| !TIME.contains(&gold.normalized_unit.as_str())).collect();
        let mut free = vec![true; found.len()];
        let (mut right, mut all) = (0, 0);
        for gold in &gold {
            let hit = (0..found.len())
                .filter(|at| free[*at] && same_value(gold, found[*at], &record.text))
                .max_by_key(|at| same_unit(gold, found[*at]));
            let Some(at) = hit else {
                if folder.misses {
                    println!("missed {} {}: {}", gold.value, gold.unit, record.text);
                }
                continue;
            };
            free[at] = false;
            right += 1;
            let whole = same_unit(gold, found[at]) && same_comparator(gold, found[at]);
            all += usize::from(whole);
            if folder.misses && !whole {
                println!(
                    "part   {} {} {} ({}), not {:?} {}: {}",
                    gold.change,
                    gold.value,
                    gold.unit,
                    gold.normalized_unit,
                    found[at].unit,
                    found[at].comparator,
                    record.text
                );
            }
            if gold.referred_concepts != "-" {
                with_concept += 1;
                let shared = shares_word(gold, found[at], &record.text);
                counted += usize::from(shared);
                if folder.misses && !shared {
                    let of = found[at].of_span.map_or("nothing", |span| span.slice(&record.text));
                    println!("of     {} {}: not {of}: {}", gold.unit, gold.referred_concepts, record.text);
                }
            }
        }
        values += Score::of(right, found.len(), gold.len());
        full += Score::of(all, found.len(), gold.len());
        for (at, quantity) in found.iter().enumerate().filter(|(at, _)| folder.misses && free[*at]) {
            println!("extra  {at} {}: {}", quantity.span.slice(&record.text), record.text);
        }
    }
    println!("value                      {values}");
    println!("value, comparator and unit {full}");
    println!("counted thing overlaps     {:.1} % of {with_concept}", 100.0 * ratio(counted, with_concept));
    Ok(())
}

/// What NewsQuant gives for a vague word: "hundreds" is 100-1000. The program leaves its value open.
fn vague_range(found: &Quantity, text: &str) -> Option<(f64, f64)> {
    let words = found.span.slice(text).to_lowercase();
    let has = |word: &str| words.split(|c: char| !c.is_alphabetic()).any(|other| other == word);
    let sizes =
        [("dozens", 12.0), ("hundreds", 1e2), ("thousands", 1e3), ("millions", 1e6), ("billions", 1e9)];
    let size = sizes.iter().rev().find(|(word, _)| has(word)).map(|(_, size)| *size)?;
    let factor = if has("tens") {
        10.0
    } else if has("hundreds") && size > 100.0 {
        100.0
    } else {
        1.0
    };
    found.value.is_none().then_some((size * factor, size * factor * 10.0))
}

/// The gold value is a number, a negative number or a range "5.0-10.0".
fn same_value(gold: &Gold, found: &Quantity, text: &str) -> bool {
    let (sign, digits) = gold.value.strip_prefix('-').map_or((1.0, gold.value.as_str()), |rest| (-1.0, rest));
    let mut parts: Vec<f64> = digits.split('-').filter_map(|part| part.trim().parse().ok()).collect();
    if let Some(first) = parts.first_mut() {
        *first *= sign;
    }
    if let Some((low, high)) = vague_range(found, text) {
        // Some annotators give the lower end alone.
        return parts == [low, high] || parts == [low];
    }
    let close = |left: f64, right: f64| (left - right).abs() <= f64::EPSILON * 8.0 * left.abs().max(1.0);
    let same = |gold: f64, found: Option<f64>| found.is_some_and(|found| close(gold, found));
    match parts.as_slice() {
        [only] => same(*only, found.value) && found.value_max.is_none(),
        [low, high] => same(*low, found.value) && same(*high, found.value_max),
        _ => false,
    }
}

/// Money by currency, percent as such, other units by the head word of the gold's normalised unit or of its own words.
fn same_unit(gold: &Gold, found: &Quantity) -> bool {
    let Some(unit) = &found.unit else { return gold.normalized_unit == "-" || gold.unit == "-" };
    let normal = gold.normalized_unit.to_lowercase();
    let money = [
        ("dollar", "USD"),
        ("pound sterling", "GBP"),
        ("euro", "EUR"),
        ("yen", "JPY"),
        ("shekel", "ILS"),
        ("ringgit", "MYR"),
        ("australian dollar", "AUD"),
        ("hong kong dollar", "HKD"),
        ("canadian dollar", "CAD"),
        ("yuan", "CNY"),
        ("rupee", "INR"),
        ("franc", "CHF"),
        ("krona", "SEK"),
        ("rouble", "RUB"),
        ("ruble", "RUB"),
        ("singapore dollar", "SGD"),
        ("real", "BRL"),
    ];
    if let Some((_, code)) = money
        .iter()
        .rev()
        .find(|(name, _)| normal.contains(name))
        .or_else(|| money.iter().find(|(name, _)| normal.contains(name)))
    {
        return money.iter().any(|(name, known)| normal.contains(name) && known == unit) || unit == code;
    }
    if normal.starts_with("percent") {
        return unit.starts_with("percent");
    }
    if unit == "person" {
        return true;
    }
    let words = |text: &str| {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 1)
            .map(|word| word.trim_end_matches('s').to_owned())
            .collect::<Vec<_>>()
    };
    let own = words(unit);
    words(&normal).iter().chain(&words(&gold.unit)).any(|word| own.contains(word))
}

/// NewsQuant knows "=", "~", ">", "<", and "up" and "down" for changes, which say nothing of bounds.
fn same_comparator(gold: &Gold, found: &Quantity) -> bool {
    match gold.change.as_str() {
        "~" => found.comparator == Comparator::About,
        ">" => matches!(found.comparator, Comparator::MoreThan | Comparator::AtLeast),
        "<" => matches!(found.comparator, Comparator::LessThan | Comparator::AtMost),
        "=" => matches!(found.comparator, Comparator::Exact | Comparator::Vague),
        _ => true,
    }
}

/// Whether what is counted shares a word with the gold's concepts.
fn shares_word(gold: &Gold, found: &Quantity, text: &str) -> bool {
    let concepts = format!("{} {}", gold.referred_concepts, gold.unit).to_lowercase();
    let Some(span) = found.of_span else { return false };
    span.slice(text)
        .to_lowercase()
        .split_whitespace()
        .any(|word| word.len() > 2 && concepts.contains(word.trim_matches(|c: char| !c.is_alphanumeric())))
}
