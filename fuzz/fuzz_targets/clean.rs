//! Bytes to articles.
#![no_main]

use std::io::Cursor;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rashomon_engine::Tables;
use rashomon_engine::clean::clean;
use rashomon_engine::read::{Content, Limits, pages};
use rashomon_report::json;

const LIMITS: Limits = Limits { max_record: 1 << 16 };
const NAMES: [&str; 4] = ["a.html", "a.txt", "a.jsonl", "a"];

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::load(&Default::default()).expect("sound tables"));

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(*choice) % NAMES.len()];
    for page in pages(Box::new(Cursor::new(bytes)), name, LIMITS, &TABLES).flatten() {
        let before = match &page.content {
            Content::Text(text) | Content::Row { text, .. } => Some(text.clone()),
            Content::Article(_) => continue,
            Content::Html(_) => None,
        };
        let article = clean(page, &TABLES);
        assert!(before.is_none_or(|text| text == article.text), "the text was changed");
        let mut end = 0;
        for block in &article.blocks {
            let between = article.text.get(end..block.span.start.index()).expect("blocks in order");
            assert!(between.trim().is_empty(), "{between:?} stands in no block");
            assert!(article.text.get(block.span.range()).is_some_and(|words| !words.is_empty()));
            end = block.span.end.index();
        }
        assert!(article.text[end..].trim().is_empty(), "the end stands in no block");
        assert!(article.title_str().is_none_or(|title| !title.is_empty()));
        json::article(&article).expect("JSON");
    }
});
