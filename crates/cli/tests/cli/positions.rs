//! Positions in JSON are those of the words, counted in code points, whatever the text holds.

use std::sync::LazyLock;

use proptest::prelude::*;
use rashomon_doc::Span;
use rashomon_engine::clean::clean;
use rashomon_engine::dossier::Report;
use rashomon_engine::ontology::Overrides;
use rashomon_engine::read::{Content, Page};
use rashomon_engine::{Tables, pipeline};
use rashomon_report::json::{self, Without};
use rashomon_tagger::Reader;
use serde_json::Value;

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::load(&Overrides::new()).unwrap());
static READER: LazyLock<Reader> = LazyLock::new(|| Reader::embedded().unwrap());

/// Pieces of reports, of markup and of trouble.
const PIECES: [&str; 30] = [
    "The ferry sailed",
    "Maria Ortiz",
    "“We will not move,” she said",
    "'no'",
    "\"",
    "”",
    "on Friday",
    "3/4/2022",
    "Last updated: 3/4/202209:15 AM (Lima time)",
    "more than 1,200 dockers",
    "told reporters",
    "Älvsborg",
    "naïve",
    "🚢",
    "e\u{301}",
    "\u{200D}",
    "\u{FEFF}",
    "\u{2028}",
    "\r\n",
    "\n\n",
    "\n",
    "\t",
    " ",
    ".",
    ", ",
    "— ",
    "Read more: ",
    "LIMA:",
    "İstanbul",
    "\0",
];

fn report(text: &str, title: Option<String>) -> Report {
    let page = Page::new("a.txt", Content::Row { text: text.to_owned(), title });
    let mut article = clean(page, &TABLES);
    "en".clone_into(&mut article.language);
    pipeline::annotate(article, &READER, &TABLES)
}

/// The pair of a JSON value, as words of the text in Python's sense.
fn words(chars: &[char], pair: &Value) -> String {
    let index = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let (start, end) = match pair {
        Value::Array(pair) => (index(&pair[0]), index(&pair[1])),
        object => (index(&object["start"]), index(&object["end"])),
    };
    chars[start..end].iter().collect()
}

fn assert_rows(list: &Value, chars: &[char], text: &str, spans: impl Iterator<Item = Span>) {
    let spans: Vec<_> = spans.map(|span| span.slice(text).to_owned()).collect();
    let rows: Vec<_> = list.as_array().unwrap().iter().map(|row| words(chars, row)).collect();
    assert_eq!(rows, spans);
}

/// Every span of a dossier that carries its words has the right ones.
fn assert_spans(value: &Value, texts: &[(String, Vec<char>, Vec<char>)]) -> usize {
    let inside =
        |values: &mut dyn Iterator<Item = &Value>| values.map(|value| assert_spans(value, texts)).sum();
    match value {
        Value::Array(items) => inside(&mut items.iter()),
        Value::Object(fields) => {
            let mut count = inside(&mut fields.values());
            if let (Some(Value::String(doc)), Some(Value::String(text)), Some(_)) =
                (fields.get("doc"), fields.get("text"), fields.get("start"))
            {
                let (_, body, title) = texts.iter().find(|(id, _, _)| id == doc).unwrap();
                let chars =
                    if fields.get("field").is_some_and(|field| field == "title") { title } else { body };
                assert_eq!(&words(chars, value), text);
                count += 1;
            }
            count
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![4 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => "\\PC{0,6}"],
        0..60,
    )
    .prop_map(|pieces| pieces.concat())
}

fn assert_dossier(texts: &[String]) {
    let title = || Some("Ferry “Älvsborg” sails".to_owned());
    let reports: Vec<_> = texts.iter().map(|text| report(text, title())).collect();
    let dossier = pipeline::report(reports, &TABLES);
    let words = |report: &Report| {
        let article = &report.doc.article;
        let title = article.title_str().unwrap_or_default().chars().collect();
        (article.id.clone(), article.text.chars().collect(), title)
    };
    let texts: Vec<_> = dossier.reports.iter().map(words).collect();
    let json: Value = serde_json::from_str(&json::dossier(&dossier, "none").unwrap()).unwrap();
    assert_spans(&json, &texts);
}

/// What shows the day of publication stands in the text, and the event that it dates in the title.
#[test]
fn the_day_of_a_title_points_into_no_other_text() {
    assert_dossier(&["3/4/2022Last updated: 3/4/202209:15 AM (Lima time)".to_owned()]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn facts_point_at_their_words(text in text(), title in prop::option::of("\\PC{1,30}")) {
        let report = report(&text, title);
        let line: Value = serde_json::from_str(&json::facts(&report, &Without::new()).unwrap()).unwrap();
        prop_assert_eq!(line["text"].as_str(), Some(text.as_str()));
        let chars: Vec<char> = text.chars().collect();
        let Report { doc, facts } = &report;
        assert_rows(&line["blocks"], &chars, &text, doc.article.blocks.iter().map(|block| block.span));
        assert_rows(&line["sentences"], &chars, &text, doc.body.sentences.iter().map(|sentence| sentence.span));
        assert_rows(&line["tokens"], &chars, &text, doc.body.tokens.iter().map(|token| token.span));
        assert_rows(&line["entities"], &chars, &text, doc.body.entities.iter().map(|entity| entity.span));
        assert_rows(&line["mentions"], &chars, &text, facts.body.mentions.iter().map(|mention| mention.span));
        assert_rows(&line["times"], &chars, &text, facts.body.times.iter().map(|time| time.span));
        assert_rows(&line["quantities"], &chars, &text, facts.body.quantities.iter().map(|quantity| quantity.span));
    }

    #[test]
    fn dossiers_point_at_their_words(texts in prop::collection::vec(text(), 1..4)) {
        assert_dossier(&texts);
    }
}
