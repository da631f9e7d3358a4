//! The same input gives the same bytes, and what one command writes another reads.

use serde_json::Value;

use crate::run::Folder;

/// Many short articles of unlike length, so that the threads finish them out of order.
fn rows() -> String {
    let article = |number: usize| {
        let body =
            "The “Älvsborg” ferry sailed at noon, the harbour office said. ".repeat(1 + number * 7 % 23);
        format!("{{\"id\": {number}, \"title\": \"Ferry {number} sails\", \"text\": \"{body}\"}}\n")
    };
    let mut rows: String = (0..60).map(article).collect();
    rows.push_str("{\"broken\n{\"id\": 3, \"text\": \"Twice.\"}\n{\"id\": 3, \"text\": \"Twice.\"}\n");
    rows
}

#[test]
fn threads_do_not_change_a_byte() {
    let folder =
        Folder::with(&[("a.jsonl", rows().as_bytes()), ("b/c.txt", "A ferry — “new” — sailed.".as_bytes())]);
    for command in [&["clean"][..], &["annotate"], &["group"], &["report", "--format", "json"]] {
        let run = |threads: &str| {
            let mut args = command.to_vec();
            args.extend(["a.jsonl", "b", "-o", "-", "--threads", threads]);
            let ran = folder.run(&args);
            assert_eq!(ran.code, 1, "{}", ran.err);
            (ran.out, ran.err)
        };
        let one = run("1");
        assert!(!one.0.is_empty());
        assert_eq!(one, run("2"));
        assert_eq!(one, run("5"));
    }
}

#[test]
fn exact_repeats_get_ids_of_their_own() {
    let folder = Folder::with(&[("a.jsonl", rows().as_bytes())]);
    let ran = folder.run(&["annotate", "a.jsonl", "a.jsonl", "--without", "tokens"]);
    let ids = ran.field("id");
    assert_eq!(ids.len(), 124);
    let twice = &ids[60];
    assert_eq!(
        [&ids[61], &ids[122], &ids[123]],
        [&format!("{twice}-2"), &format!("{twice}-3"), &format!("{twice}-4")]
    );
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len());
}

#[test]
fn articles_and_facts_are_read_again_as_they_were() {
    let folder =
        Folder::with(&[("a.jsonl", rows().as_bytes()), ("b.txt", "A ferry — “new” — sailed.".as_bytes())]);
    let annotated = folder.run(&["annotate", "a.jsonl", "b.txt"]);
    assert_eq!(folder.pipe(&["annotate", "-"], annotated.out.as_bytes()).out, annotated.out);
    let cleaned = folder.run(&["clean", "a.jsonl", "b.txt"]);
    assert_eq!(folder.pipe(&["clean", "-"], cleaned.out.as_bytes()).out, cleaned.out);
    let through = folder.pipe(&["annotate", "-"], cleaned.out.as_bytes());
    let part = |rows: Vec<Value>| -> Vec<_> {
        rows.into_iter()
            .map(|row| (row["path"].clone(), row["sha256"].clone(), row["input_id"].clone()))
            .collect()
    };
    assert_eq!(part(through.rows()), part(annotated.rows()));
}

#[test]
fn standard_output_and_a_file_get_the_same() {
    let folder = Folder::with(&[("a.jsonl", rows().as_bytes())]);
    let piped = folder.run(&["clean", "a.jsonl"]);
    let written = folder.run(&["clean", "a.jsonl", "-o", "out.jsonl"]);
    assert_eq!((written.code, written.out.as_str()), (1, ""));
    assert_eq!(std::fs::read_to_string(folder.path("out.jsonl")).unwrap(), piped.out);
    assert_eq!(folder.names(), ["a.jsonl", "out.jsonl"]);
    let packed = crate::run::gzip(rows().as_bytes());
    assert_eq!(folder.pipe(&["clean", "-"], &packed).rows().len(), piped.rows().len());
}
