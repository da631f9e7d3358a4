//! Inputs of all kinds, and what comes of them.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use rashomon_doc::{BlockKind, DiagnosticCode, InputId, Title};

use super::*;
use crate::Tables;
use crate::ontology::Overrides;

fn tables() -> Tables {
    Tables::load(&Overrides::new()).unwrap()
}

/// The pages of an input, and the errors as they are told.
fn read(name: &str, bytes: impl AsRef<[u8]>) -> (Vec<Page>, Vec<String>) {
    let tables = tables();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for page in pages(Box::new(Cursor::new(bytes)), name, Limits::default(), &tables) {
        match page {
            Ok(page) => good.push(page),
            Err(error) => bad.push(error.to_string()),
        }
    }
    (good, bad)
}

/// The only page of an input without errors.
fn one(name: &str, bytes: impl AsRef<[u8]>) -> Page {
    let (mut pages, errors) = read(name, bytes);
    assert_eq!((pages.len(), errors), (1, vec![]));
    pages.remove(0)
}

fn text_of(page: &Page) -> &str {
    match &page.content {
        Content::Text(text) | Content::Html(text) | Content::Row { text, .. } => text,
        Content::Article(article) => &article.text,
    }
}

fn codes(page: &Page) -> Vec<DiagnosticCode> {
    page.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn plain_text_is_left_untouched() {
    let text = "\n  Ferry sails \r\n\r\nAt noon.\t\0\r\n ";
    let page = one("a.txt", text);
    assert_eq!(page.content, Content::Text(text.to_owned()));
    assert_eq!(page.sha256, id::sha256(text.as_bytes()));
    assert_eq!((page.path.as_str(), page.place), ("a.txt", Place::Whole));
    let packed = gzip(text.as_bytes());
    let page = one("a.txt.gz", &packed);
    assert_eq!(page.content, Content::Text(text.to_owned()));
    assert_eq!(page.sha256, id::sha256(&packed));
}

#[test]
fn rows_of_many_tools_say_the_same() {
    let rows = [
        // trafilatura
        r#"{"title": "Ferry sails", "author": "Ann Lee", "hostname": "harbour.example", "date": "2021-05-04", "sitename": "The Harbour", "url": "https://harbour.example/1", "source": "https://harbour.example/1", "text": "At noon.", "comments": ""}"#,
        // news-please
        r#"{"title": "Ferry sails", "authors": ["Ann Lee"], "source_domain": "The Harbour", "date_publish": "2021-05-04", "date_download": "2022-01-01", "date_modify": null, "maintext": "At noon.", "text": null, "url": "https://harbour.example/1", "description": "A ferry."}"#,
        // newspaper4k
        r#"{"title": "Ferry sails", "authors": ["Ann Lee"], "publish_date": "2021-05-04", "text": "At noon.", "canonical_link": "https://harbour.example/1", "source_url": "https://harbour.example", "publisher": "The Harbour", "summary": ""}"#,
        // Fundus
        r#"{"title": "Ferry sails", "authors": ["Ann Lee"], "publishing_date": "2021-05-04", "body": {"summary": [], "sections": [{"headline": [], "paragraphs": ["At noon."]}]}, "publisher": {"name": "The Harbour"}, "html": {"responded_url": "https://harbour.example/1"}}"#,
        // schema.org
        r#"{"@type": "NewsArticle", "headline": "Ferry sails", "author": {"@type": "Person", "name": "Ann Lee"}, "publisher": {"name": "The Harbour"}, "datePublished": "2021-05-04", "articleBody": "At noon.", "url": "https://harbour.example/1"}"#,
        // News APIs
        r#"{"source": {"id": null, "name": "The Harbour"}, "author": "Ann Lee", "title": "Ferry sails", "description": "A ferry.", "url": "https://harbour.example/1", "publishedAt": "2021-05-04", "content": "At noon."}"#,
        r#"{"webTitle": "Ferry sails", "webUrl": "https://harbour.example/1", "webPublicationDate": "2021-05-04", "publication": "The Harbour", "fields": {"bodyText": "At noon.", "byline": "Ann Lee"}}"#,
        r#"{"headline": {"main": "Ferry sails"}, "byline": {"original": "Ann Lee"}, "pub_date": "2021-05-04", "web_url": "https://harbour.example/1", "source": "The Harbour", "content": "At noon."}"#,
        r#"{"title": "Ferry sails", "link": "https://harbour.example/1", "creator": ["Ann Lee"], "pubDate": "2021-05-04", "source_name": "The Harbour", "source_id": "harbour", "content": "At noon."}"#,
    ];
    for row in rows {
        let page = one("a.jsonl", row);
        assert_eq!(
            page.content,
            Content::Row { text: "At noon.".to_owned(), title: Some("Ferry sails".to_owned()) },
            "{row}"
        );
        let Metadata { outlet, url, title, author, published, updated } = page.metadata;
        assert_eq!(outlet.as_deref(), Some("The Harbour"), "{row}");
        assert_eq!(url.as_deref(), Some("https://harbour.example/1"), "{row}");
        assert_eq!(title.as_deref(), Some("Ferry sails"), "{row}");
        assert_eq!(author.as_deref(), Some("Ann Lee"), "{row}");
        assert_eq!(published.map(|field| field.value).as_deref(), Some("2021-05-04"), "{row}");
        assert_eq!(updated, None, "{row}");
    }
}

#[test]
fn rows_keep_their_words_ids_and_digests() {
    let (pages, errors) = read(
        "a.jsonl",
        "{\"id\": 7, \"text\": \" One.\\r\\n\"}\n{\"id\": \"x-2\", \"text\": [\"Two.\", \"Three.\"]}\n\
         {\"id\": {\"$oid\": 1}, \"text\": \"\", \"title\": \"Four\", \"date\": 1620118800}\n",
    );
    assert!(errors.is_empty());
    assert_eq!(pages.iter().map(text_of).collect::<Vec<_>>(), [" One.\r\n", "Two.\nThree.", ""]);
    let ids: Vec<_> = pages.iter().map(|page| page.input_id.clone()).collect();
    assert_eq!(ids, [Some(InputId::Number(7)), Some(InputId::Text("x-2".to_owned())), None]);
    assert_eq!(pages[0].sha256, id::sha256(b" One.\r\n"));
    assert_eq!(pages[2].metadata.published.as_ref().map(|field| field.value.as_str()), Some("1620118800"));
    assert_eq!(codes(&pages[2]), [DiagnosticCode::NoText, DiagnosticCode::BadField]);
}

#[test]
fn bad_records_are_named_and_the_rest_is_read() {
    let lines = "{\"text\": \"One.\"}\n\n{\"text\": \n[1]\n{\"text\": 5}\n{\"views\": 3, \"likes\": 4}\n5\n{\"text\": \"Two.\"}";
    let (pages, errors) = read("a.jsonl", lines);
    assert_eq!(pages.iter().map(text_of).collect::<Vec<_>>(), ["One.", "Two."]);
    assert_eq!(pages[1].place, Place::Line(8));
    assert_eq!(
        errors,
        [
            "a.jsonl: line 3: not JSON: EOF while parsing a value at line 1 column 9",
            "a.jsonl: line 4: expected an object with the fields of an article, found a list",
            "a.jsonl: line 5: `text` should hold a text, not a number",
            "a.jsonl: line 6: no field is known as a text or title (fields: likes, views)",
            "a.jsonl: line 7: expected an object with the fields of an article, found a number",
        ]
    );
}

#[test]
fn a_summary_stands_in_for_a_text() {
    let page = one("a.json", r#"{"title": "Ferry sails", "description": "A ferry left at noon."}"#);
    assert_eq!(text_of(&page), "A ferry left at noon.");
    assert_eq!(codes(&page), [DiagnosticCode::BadField]);
    let page = one("a.json", r#"{"text": 5, "content": "A ferry left.", "author": 7}"#);
    assert_eq!((text_of(&page), page.metadata.author.as_deref()), ("A ferry left.", None));
    assert_eq!(codes(&page), [DiagnosticCode::BadField]);
}

#[test]
fn answers_of_apis_are_unpacked_wherever_they_stand() {
    let answer = r#"{"status": "ok", "articles": [{"title": "A", "content": "One."}, {"title": "B", "content": "Two."}]}"#;
    for name in ["a.json", "a.jsonl", "-"] {
        let (pages, errors) = read(name, format!("{answer}\n"));
        assert_eq!(pages.iter().map(text_of).collect::<Vec<_>>(), ["One.", "Two."], "{name}");
        assert!(errors.is_empty());
    }
    let hit = r#"{"hits": {"total": 1, "hits": [{"_index": "news", "_id": "5", "_source": {"title": "A", "body": "One."}}]}}"#;
    let page = one("a.json", hit);
    assert_eq!((text_of(&page), page.input_id.clone()), ("One.", Some(InputId::Text("5".to_owned()))));
}

#[test]
fn tables_name_their_columns_in_many_ways() {
    let table = "ID,Headline,Article Body,Publish Date,Authors\r\n\
                 5,Ferry sails,\"At noon.\r\nIt \"\"left\"\".\",4 May 2021,\"['Ann Lee', \"\"Bo O'Neil\"\"]\"\r\n";
    let page = one("a.csv", table);
    assert_eq!(
        page.content,
        Content::Row { text: "At noon.\r\nIt \"left\".".to_owned(), title: Some("Ferry sails".to_owned()) }
    );
    assert_eq!(page.input_id, Some(InputId::Text("5".to_owned())));
    assert_eq!(page.metadata.author.as_deref(), Some("Ann Lee, Bo O'Neil"));
    assert_eq!(
        page.metadata.published,
        Some(Field { name: "Publish Date".to_owned(), value: "4 May 2021".to_owned() })
    );
    let utf16: Vec<u8> = format!("\u{FEFF}{table}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(one("a.csv", utf16).content, page.content);
    let (pages, errors) = read("a.csv", "a,b\n1,2\n3,4\n");
    assert!(pages.is_empty());
    assert_eq!(errors, ["a.csv: line 1: no field is known as a text or title (fields: a, b)"]);
}

#[test]
fn encodings_of_rows_are_found() {
    let page = one("a.jsonl", b"{\"text\": \"The caf\xe9 closed.\"}\n".as_slice());
    assert_eq!(text_of(&page), "The café closed.");
    assert_eq!(codes(&page), [DiagnosticCode::GuessedEncoding]);
    let rows =
        ["{\"text\": \"“The café,” she said — ‘closed’.\"}\n".as_bytes(), b"{\"text\": \"No\xff.\"}\n"]
            .concat();
    let (pages, errors) = read("a.jsonl", rows);
    assert!(errors.is_empty() && pages[0].diagnostics.is_empty());
    assert_eq!(text_of(&pages[1]), "No\u{FFFD}.");
    assert_eq!(codes(&pages[1]), [DiagnosticCode::UndecodableBytes]);
}

#[test]
fn what_came_of_a_truncated_input_is_read() {
    let words: String = (0..20_000_u32)
        .flat_map(|number| {
            ["Ferry ".to_owned(), number.wrapping_mul(2_654_435_761).to_string(), " sailed.\n".to_owned()]
        })
        .collect();
    let mut packed = gzip(words.as_bytes());
    packed.truncate(packed.len() / 2);
    let (pages, errors) = read("a.txt.gz", &packed);
    assert_eq!(codes(&pages[0]), [DiagnosticCode::Truncated]);
    assert!(words.starts_with(text_of(&pages[0])) && text_of(&pages[0]).len() > 1000);
    let came = text_of(&pages[0]).len();
    assert_eq!(
        errors,
        [format!(
            "a.txt.gz: byte {came}: the compressed data end before their time; what came before it was processed"
        )]
    );
    let table = format!("title,text\n{}", words.replace("Ferry", "Ferry,Ferry"));
    let mut packed = gzip(table.as_bytes());
    packed.truncate(packed.len() / 2);
    let (pages, errors) = read("a.csv.gz", &packed);
    assert_eq!(errors.len(), 1);
    let (last, others) = pages.split_last().unwrap();
    assert!(codes(last).contains(&DiagnosticCode::Truncated));
    assert!(others.iter().all(|page| page.diagnostics.is_empty()));
}

#[test]
fn inputs_without_words_are_errors() {
    assert_eq!(read("a.txt", "").1, ["a.txt: the file is empty"]);
    assert_eq!(read("a.jsonl", " \n\n").1, ["a.jsonl: the file is empty"]);
    assert_eq!(read("a.json", "[]").1, ["a.json: there is no record in it"]);
    assert_eq!(read("a.csv", "title,text\n").1, ["a.csv: there is no record in it"]);
    assert_eq!(read("a", b"%PDF-1.4\n1 0 obj".as_slice()).1, ["a: a PDF is not text that can be read"]);
    assert_eq!(read("a.txt", &gzip(b"")[..5]).1, ["a.txt: the compressed data end before their time"]);
    assert_eq!(
        read("-", "Ferry sails.").1,
        ["-: standard input is read as JSON Lines, but does not begin with an object"]
    );
}

#[test]
fn own_articles_are_read_again() {
    let row = r#"{"format": "rashomon/article", "version": 1, "path": "p/é.html", "url": "https://x.example", "input_id": 3,
        "sha256": "ab", "title": "Ferry sails", "author": null, "outlet": {"name": "The Harbour", "basis": "guessed"},
        "published": {"start": "2021-05-04", "end": "2021-05-04", "precision": "minute", "basis": "metadata", "from": "date",
            "time": "2021-05-04T10:00:00Z", "offset": "-05:30", "evidence": [[0, 4]],
            "alternatives": [{"start": null, "end": "2021-04-05", "precision": "day", "basis": "stated", "evidence": []}]},
        "updated": null, "language": "en", "text": "Café\nIt left.",
        "blocks": [{"kind": "subhead", "start": 0, "end": 4}, {"kind": "paragraph", "start": 5, "end": 13}]}"#
        .replace('\n', "");
    let page = one("again.jsonl", &row);
    assert_eq!((page.path.as_str(), page.sha256.as_str()), ("p/é.html", "ab"));
    assert_eq!(page.input_id, Some(InputId::Number(3)));
    let Content::Article(article) = page.content else { panic!("no article") };
    assert_eq!(article.title, Title::Apart("Ferry sails".to_owned()));
    let blocks: Vec<_> =
        article.blocks.iter().map(|block| (block.kind, block.span.slice(&article.text))).collect();
    assert_eq!(blocks, [(BlockKind::Subhead, "Café"), (BlockKind::Paragraph, "It left.")]);
    let date = &article.published;
    assert_eq!(date.evidence[0].slice(&article.text), "Café");
    assert_eq!(date.instant.unwrap().offset.seconds(), -(5 * 3600 + 30 * 60));
    assert_eq!(date.alternatives[0].end.unwrap().to_string(), "2021-04-05");
    for (from, to) in [
        ("subhead", "poem"),
        ("\"end\": 13", "\"end\": 14"),
        ("\"start\": 5", "\"start\": 3"),
        ("guessed", "dreamt"),
    ] {
        let errors = read("again.jsonl", row.replace(from, to)).1;
        assert_eq!(
            errors,
            [
                "again.jsonl: line 1: not as this program wrote it: its labels or positions are not those of the format"
            ]
        );
    }
    let errors = read("again.jsonl", row.replace("\"version\": 1", "\"version\": 2")).1;
    assert_eq!(errors, ["again.jsonl: line 1: rashomon/article version 2 is newer than this program"]);
}

#[test]
fn own_facts_are_read_again() {
    let row = r#"{"format": "rashomon/facts", "version": 1, "id": "d0", "input_id": null, "path": "a.txt", "language": "en",
        "title": [0, 4], "title_text": null, "published": {"start": null, "end": null, "precision": "unknown", "basis": "unknown", "evidence": []},
        "text": "Café\nIt left.", "blocks": [{"kind": "headline", "start": 0, "end": 4}], "tokens": [],
        "diagnostics": [{"code": "guessed-encoding", "message": "It was guessed.", "span": null}, {"code": "ambiguous-date", "message": "Or not.", "span": [2, 4]}]}"#
        .replace('\n', "");
    let page = one("-", &row);
    let Content::Article(article) = &page.content else { panic!("no article") };
    assert_eq!(article.title_str(), Some("Café"));
    assert_eq!(codes(&page), [DiagnosticCode::GuessedEncoding, DiagnosticCode::AmbiguousDate]);
    assert_eq!(page.diagnostics[1].place.unwrap().1.slice(&article.text), "fé");
    assert!(
        matches!(read("d.json", r#"{"format": "rashomon/dossier", "documents": []}"#).1.as_slice(), [error] if error.contains("no articles"))
    );
    let without = read("-", row.replace("\"text\"", "\"words\"")).1;
    assert!(without[0].contains("missing field `text`"), "{without:?}");
}

#[test]
fn what_the_user_gives_is_laid_beside() {
    let tables = tables();
    let list =
        "path,outlet,title,published\n./a.txt,The Harbour,,2021-05-04\nsub/b.txt,B,,\nb.txt,C,Ferry,\n,D,,\n";
    let (mut given, errors) =
        Given::read(Box::new(Cursor::new(list)), "meta.csv", Limits::default(), &tables);
    assert_eq!(
        errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["meta.csv: line 5: the row has no `path`"]
    );
    let mut outlet = |path: &str| {
        let mut page = Page::new(path, Content::Text("x".to_owned()));
        given.apply(&mut page);
        (page.given.outlet, page.given.published.map(|field| field.value))
    };
    assert_eq!(outlet("a.txt"), (Some("The Harbour".to_owned()), Some("2021-05-04".to_owned())));
    assert_eq!(outlet("x/a.txt").0.as_deref(), Some("The Harbour"));
    assert_eq!(outlet("x/sub/b.txt").0.as_deref(), Some("B"));
    assert_eq!(outlet("aa.txt"), (None, None));
    assert_eq!(
        given.unused().map(|(path, place)| format!("{place}{path}")).collect::<Vec<_>>(),
        ["line 4: b.txt"]
    );
    let (_, errors) =
        Given::read(Box::new(Cursor::new("Ferry sails.")), "meta.txt", Limits::default(), &tables);
    assert_eq!(
        errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["meta.txt: metadata are read from CSV or JSON Lines"]
    );
}
