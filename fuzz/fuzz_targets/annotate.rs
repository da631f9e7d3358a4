//! Bytes to a line of facts.
#![no_main]

use std::io::Cursor;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rashomon_engine::clean::clean;
use rashomon_engine::read::{Limits, pages};
use rashomon_engine::{Tables, pipeline};
use rashomon_report::json::{self, Without};
use rashomon_tagger::Reader;
use serde_json::Value;

const LIMITS: Limits = Limits { max_record: 1 << 14 };
const NAMES: [&str; 4] = ["a.txt", "a.html", "a.jsonl", "a"];

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::load(&Default::default()).expect("sound tables"));
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().expect("a sound model"));

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(*choice) % NAMES.len()];
    for page in pages(Box::new(Cursor::new(bytes)), name, LIMITS, &TABLES).flatten() {
        let mut article = clean(page, &TABLES);
        // Noise is in no language; it is to be read all the same.
        article.language = "en".to_owned();
        let report = pipeline::annotate(article, &READER, &TABLES);
        let line = json::facts(&report, &Without::new()).expect("JSON");
        let line: Value = serde_json::from_str(&line).expect("JSON");
        let length = line["text"].as_str().expect("a text").chars().count() as u64;
        for list in ["blocks", "tokens", "entities", "mentions", "times", "quantities"] {
            for row in line[list].as_array().expect("a list") {
                let (start, end) = (row["start"].as_u64().expect("start"), row["end"].as_u64().expect("end"));
                assert!(start <= end && end <= length, "{list}: {row}");
            }
        }
        let mut end = 0;
        for sentence in line["sentences"].as_array().expect("a list") {
            let span = (sentence[0].as_u64().expect("start"), sentence[1].as_u64().expect("end"));
            assert!(end <= span.0 && span.0 < span.1 && span.1 <= length, "sentence {sentence}");
            end = span.1;
        }
    }
});
