//! Options, and what a user gets wrong in them.

use crate::run::Folder;

fn folder() -> Folder {
    Folder::with(&[("a.txt", b"The ferry sailed at noon."), ("b.txt", b"It carried mail to the island.")])
}

#[test]
fn wrong_arguments_are_exit_code_2() {
    let folder = folder();
    let wrong: [&[&str]; 10] = [
        &[],
        &["annotate"],
        &["sing", "a.txt"],
        &["annotate", "a.txt", "--without", "tokens,songs"],
        &["report", "a.txt", "--format", "song"],
        &["annotate", "a.txt", "--model", "song"],
        &["clean", "a.txt", "--threads", "0"],
        &["clean", "a.txt", "--max-record", "0"],
        &["clean", "a.txt", "--meta", "missing.csv"],
        &["clean", "a.txt", "-o", "missing/out.jsonl"],
    ];
    for args in wrong {
        let ran = folder.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(!ran.err.is_empty(), "{args:?}");
    }
    let unknown = folder.run(&["annotate", "a.txt", "--without", "songs"]).err;
    assert!(unknown.contains("songs") && unknown.contains("quantities"), "{unknown}");
}

#[test]
fn version_names_program_and_model() {
    let ran = folder().run(&["--version"]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.starts_with(&format!("rashomon {} (model ", env!("CARGO_PKG_VERSION"))), "{}", ran.out);
}

#[test]
fn the_fast_model_reads_too() {
    let ran = folder().run(&["report", "a.txt", "b.txt", "--format", "json", "--model", "fast"]);
    let dossier: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let model = dossier["generator"]["model"].as_str().unwrap();
    assert!(model.contains("3 layers"), "{model}");
    assert_eq!(dossier["documents"].as_array().map(Vec::len), Some(2));
}

#[test]
fn lists_can_be_left_out() {
    let ran = folder().run(&["annotate", "a.txt", "--without", "tokens,text,events"]);
    let rows = ran.rows();
    let row = rows[0].as_object().unwrap();
    assert!(!row.contains_key("tokens") && !row.contains_key("text") && !row.contains_key("events"));
    assert!(row.contains_key("sentences") && row.contains_key("quantities"));
}

#[test]
fn metadata_can_be_given() {
    let folder = Folder::with(&[
        ("a.txt", b"The ferry sailed at noon."),
        ("meta.jsonl", b"{\"path\": \"a.txt\", \"outlet\": \"The Harbour\", \"author\": \"Ann Lee\", \"url\": \"https://harbour.example/1\"}\n{\"path\": \"c.txt\"}\n5\n"),
    ]);
    let ran = folder.run(&["annotate", "a.txt", "--meta", "meta.jsonl"]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.err,
        "rashomon: meta.jsonl: line 3: expected an object with the fields of an article, found a number\n\
         rashomon: meta.jsonl: line 2: no document has the path c.txt\n"
    );
    let rows = ran.rows();
    assert_eq!(rows[0]["outlet"], serde_json::json!({"name": "The Harbour", "basis": "given"}));
    assert_eq!(
        (rows[0]["author"].as_str(), rows[0]["url"].as_str()),
        (Some("Ann Lee"), Some("https://harbour.example/1"))
    );
}

#[test]
fn tables_can_be_replaced_and_errors_name_the_line() {
    let fields = include_str!("../../../../data/fields.toml");
    let folder = Folder::with(&[
        ("a.jsonl", b"{\"tidings\": \"The ferry sailed.\"}"),
        ("mine/fields.toml", fields.replacen("text = [", "text = [\"tidings\", ", 1).as_bytes()),
        ("bad/fields.toml", b"[fields]\ntext = 5\n"),
        ("unknown/songs.toml", b""),
    ]);
    assert_eq!(folder.run(&["clean", "a.jsonl"]).code, 2);
    let ran = folder.run(&["clean", "a.jsonl", "--tables", "mine"]);
    assert_eq!((ran.code, ran.rows().len()), (0, 1), "{}", ran.err);
    let ran = folder.run(&["clean", "a.jsonl", "--tables", "bad"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("fields.toml") && ran.err.contains("line 2"), "{}", ran.err);
    let ran = folder.run(&["clean", "a.jsonl", "--tables", "unknown"]);
    assert_eq!((ran.code, ran.err.as_str()), (2, "rashomon: unknown: no table is called songs.toml\n"));
}
