//! Bytes to pages.
#![no_main]

use std::io::Cursor;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use rashomon_engine::Tables;
use rashomon_engine::read::{Content, Given, Limits, Repeats, pages};

const LIMITS: Limits = Limits { max_record: 4096 };
const NAMES: [&str; 7] = ["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a", "-"];

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::load(&Default::default()).expect("sound tables"));

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let name = NAMES[usize::from(*choice) % NAMES.len()];
    let (mut given, _) = Given::read(Box::new(Cursor::new(bytes)), name, LIMITS, &TABLES);
    let mut repeats = Repeats::default();
    let mut errors = 0;
    for page in pages(Box::new(Cursor::new(bytes)), name, LIMITS, &TABLES) {
        match page {
            Err(error) => {
                errors += 1;
                // Every byte can be at fault once, no more.
                assert!(errors <= bytes.len() + 2 && !error.to_string().is_empty());
            }
            Ok(mut page) => {
                given.apply(&mut page);
                repeats.mark(&mut page);
                let text = match &page.content {
                    Content::Text(text) | Content::Html(text) | Content::Row { text, .. } => text,
                    Content::Article(article) => &article.text,
                };
                // A byte becomes three at most: U+FFFD.
                assert!(text.len() <= 3 * LIMITS.max_record);
                if let (Content::Text(text), Ok(words)) = (&page.content, std::str::from_utf8(bytes)) {
                    let plain = !bytes.starts_with(&[0x1F, 0x8B]) && !bytes.contains(&0);
                    assert!(!plain || words.trim_start_matches('\u{FEFF}') == text.trim_start_matches('\u{FEFF}'));
                }
            }
        }
    }
});
