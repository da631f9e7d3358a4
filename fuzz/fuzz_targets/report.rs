//! Bytes to several reports compared, in all three forms.
#![no_main]

use std::io::Cursor;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rashomon_engine::clean::{clean, infer_from_siblings};
use rashomon_engine::read::{Limits, pages};
use rashomon_engine::{Tables, pipeline};
use rashomon_report::{html, json, text};
use rashomon_tagger::Reader;
use serde_json::Value;

const LIMITS: Limits = Limits { max_record: 1 << 13 };
/// What parts the input into reports.
const BORDER: u8 = 0;
const MOST_REPORTS: usize = 5;

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::load(&Default::default()).expect("sound tables"));
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().expect("a sound model"));

fuzz_target!(|data: &[u8]| {
    let mut articles = Vec::new();
    for (number, part) in data.split(|byte| *byte == BORDER).take(MOST_REPORTS).enumerate() {
        let name = format!("{number}.{}", if number % 2 == 0 { "txt" } else { "html" });
        for page in pages(Box::new(Cursor::new(part.to_vec())), &name, LIMITS, &TABLES).flatten() {
            let mut article = clean(page, &TABLES);
            article.language = "en".to_owned();
            articles.push(article);
        }
    }
    infer_from_siblings(&mut articles, &TABLES);
    let reports = articles.into_iter().map(|article| pipeline::annotate(article, &READER, &TABLES)).collect();
    let dossier = pipeline::report(reports, &TABLES);
    let page = html::page(&dossier, "fuzzed");
    assert!(page.starts_with("<!DOCTYPE html>"));
    let _ = text::brief(&dossier);
    let value: Value = serde_json::from_str(&json::dossier(&dossier, "fuzzed").expect("JSON")).expect("JSON");
    check(&value, &value);
});

/// Every span has the words that it says it has.
fn check(value: &Value, dossier: &Value) {
    match value {
        Value::Object(fields) => {
            if let (Some(start), Some(end), Some(words), Some(doc), None) = (
                fields.get("start").and_then(Value::as_u64),
                fields.get("end").and_then(Value::as_u64),
                fields.get("text").and_then(Value::as_str),
                fields.get("doc").and_then(Value::as_str),
                fields.get("field"),
            ) {
                let documents = dossier["documents"].as_array().expect("a list");
                let document = documents.iter().find(|known| known["id"] == doc).expect("a known document");
                let text = document["text"].as_str().expect("a text");
                let found: String =
                    text.chars().skip(start as usize).take((end - start) as usize).collect();
                assert_eq!(found, words);
            }
            fields.values().for_each(|value| check(value, dossier));
        }
        Value::Array(rows) => rows.iter().for_each(|value| check(value, dossier)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
