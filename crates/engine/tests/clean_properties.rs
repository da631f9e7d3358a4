//! What holds for the blocks and sentences of any text.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "tests measure time, and fail by panicking"
)]

use std::sync::OnceLock;

use proptest::prelude::*;
use rashomon_doc::{Article, Block, Diagnostic, DiagnosticCode, Span};
use rashomon_engine::ontology::Overrides;
use rashomon_engine::read::{Content, Field, Page};
use rashomon_engine::{Tables, clean, segment};

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables::load(&Overrides::new()).expect("the built-in tables parse"))
}

fn cleaned(text: &str) -> Article {
    clean::clean(Page::new("a.txt", Content::Text(text.to_owned())), tables())
}

/// Blocks are in order, disjoint, on character boundaries, trimmed, and cover all but white space.
fn check_blocks(text: &str, blocks: &[Block]) {
    let mut at = 0;
    for block in blocks {
        let range = block.span.range();
        assert!(
            at <= range.start && range.start < range.end && range.end <= text.len(),
            "{block:?} in {text:?}"
        );
        assert!(
            text.is_char_boundary(range.start) && text.is_char_boundary(range.end),
            "{block:?} in {text:?}"
        );
        assert!(text[at..range.start].trim().is_empty(), "words before {block:?} in {text:?}");
        assert_eq!(block.span.trimmed(text), block.span, "in {text:?}");
        at = range.end;
    }
    assert!(text[at..].trim().is_empty(), "words after the last block in {text:?}");
}

/// Sentences are in order, disjoint, not empty, each inside one block, and hold all words of the blocks that are read.
fn check_sentences(text: &str, blocks: &[Block]) {
    let sentences = segment::sentences(text, blocks, tables());
    let mut at = 0;
    for span in &sentences {
        assert!(at <= span.start.index() && !span.is_empty(), "{span:?} in {text:?}");
        assert!(
            blocks.iter().any(|block| block.kind.is_read() && block.span.contains(*span)),
            "{span:?} in {text:?}"
        );
        at = span.end.index();
    }
    let letters = |spans: &mut dyn Iterator<Item = Span>| -> String {
        spans
            .flat_map(|span| {
                span.slice(text).chars().filter(|letter| !letter.is_whitespace()).collect::<Vec<_>>()
            })
            .collect()
    };
    let read = letters(&mut blocks.iter().filter(|block| block.kind.is_read()).map(|block| block.span));
    let cut = letters(&mut sentences.iter().copied());
    assert_eq!(read, cut, "in {text:?}");
}

/// Lines as pages have them, and lines that no page has.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("By Ana Vell | 3/4/2022 9:15 PM (Lima time)".to_owned()),
        Just(" date 2022-03-04 Crews stay ashore brasknews".to_owned()),
        Just("BRASK, March 4 (AP) — Crews stayed ashore on Friday. Read more: What crews earn".to_owned()),
        Just("“We go at dawn” Maria OrtizUnion secretary".to_owned()),
        Just("Photo: Archive".to_owned()),
        Just("Leave a comment".to_owned()),
        Just("# Heading … “odd”".to_owned()),
        Just("> quoted — Ana Vell (@vell) March 4, 2022".to_owned()),
        Just("The council met again,and nobody came.Then it rained [3] on Mr. Kell.".to_owned()),
        Just(String::new()),
        "[ -~“”’—…é日\u{a0}\u{2028}\r\t]{0,60}",
        "([A-Z][a-z]{0,8}[ .,:;\"”—-]{0,2}){1,14}",
        "\\PC{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn blocks_and_sentences_hold_any_text(lines in prop::collection::vec(line(), 0..14), ending in prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n")]) {
        let text = lines.join(ending);
        let article = cleaned(&text);
        prop_assert_eq!(&article.text, &text);
        check_blocks(&text, &article.blocks);
        check_sentences(&text, &article.blocks);
        for diagnostic in &article.diagnostics {
            if let Some((_, span)) = diagnostic.place {
                prop_assert!(text.get(span.range()).is_some());
            }
        }
        for span in &article.published.evidence {
            prop_assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()));
        }
    }

    #[test]
    fn dates_of_any_field_do_not_panic(value in "\\PC{0,40}|[0-9T:Z+./ -]{0,30}") {
        let mut page = Page::new("a.txt", Content::Row { text: "Nothing happened on Friday, March 4.".to_owned(), title: None });
        page.metadata.published = Some(Field { name: "date".to_owned(), value });
        let article = clean::clean(page, tables());
        let date = &article.published;
        if let (Some(start), Some(end)) = (date.start, date.end) {
            prop_assert!(start <= end);
        }
    }
}

/// Text of any shape comes back whole: blocks and sentences hold, and nothing grows beyond bounds on the way. The sizes
/// are such that a step that is quadratic in the length of a line would be felt at once; speed itself is for benches.
#[test]
fn hostile_text_is_cleaned_and_cut() {
    type Shape = (&'static str, fn(usize) -> String);
    let shapes: [Shape; 9] = [
        ("no spaces", |size| "a".repeat(size)),
        ("one line of words", |size| "the crews stay ".repeat(size / 15)),
        ("stops", |size| ".".repeat(size)),
        ("quotes", |size| "“\"”'".repeat(size / 10)),
        ("glued sentences", |size| "end.Next".repeat(size / 8)),
        ("dates", |size| "3/4/2022 09:15 ".repeat(size / 15)),
        ("short lines", |size| "Some Line Here\n".repeat(size / 15)),
        ("different lines", |size| {
            (0..size / 20).fold(String::new(), |text, at| text + &format!("Line {at} of the list\n"))
        }),
        ("brackets and dashes", |size| "([—- ".repeat(size / 7)),
    ];
    const SIZE: usize = 200_000;
    for (name, shape) in shapes {
        let text = shape(SIZE);
        let article = cleaned(&text);
        check_sentences(&text, &article.blocks);
        assert_eq!(article.text, text, "{name}");
    }
}

/// A place in the file is no place in the article that was taken out of it.
#[test]
fn notices_of_a_saved_page_point_at_no_words_of_the_article() {
    let html =
        "<p>The pier at Brask was closed on Monday, the harbour master said in a letter.</p>".repeat(3);
    let span = Span::new(30, 33);
    let notice = Diagnostic {
        code: DiagnosticCode::UndecodableBytes,
        message: "some bytes could not be decoded".to_owned(),
        place: Some((rashomon_doc::Field::Text, span)),
    };
    let page = Page { diagnostics: vec![notice], ..Page::new("a.html", Content::Html(html)) };
    let article = clean::clean(page, tables());
    assert!(article.text.contains("harbour master"));
    assert!(article.diagnostics.iter().any(|found| found.code == DiagnosticCode::UndecodableBytes));
    assert!(article.diagnostics.iter().all(|found| found.place.is_none()));
}
