//! Inputs that are broken, hostile or not there: each is named, the rest is processed, and the exit code tells.

use std::io::{Read as _, Write as _};

use crate::run::{Folder, Ran, gzip};

const GOOD: &str = "The ferry sailed at noon. It carried mail.\n";

/// Runs `clean` over a bad file between two good ones.
fn between(name: &str, bytes: &[u8]) -> Ran {
    let folder = Folder::with(&[("a.txt", GOOD.as_bytes()), (name, bytes), ("z.txt", GOOD.as_bytes())]);
    folder.run(&["annotate", "a.txt", name, "z.txt", "--without", "tokens"])
}

/// Expects the bad file to be named for `reason` and the good ones to be processed.
fn refused(name: &str, bytes: &[u8], reason: &str) {
    let ran = between(name, bytes);
    assert_eq!(ran.err, format!("rashomon: {name}: {reason}\n"));
    assert_eq!((ran.code, ran.field("path")), (1, vec!["a.txt".to_owned(), "z.txt".to_owned()]));
}

/// Expects the bad file to be processed like the good ones; returns its text.
fn accepted(name: &str, bytes: &[u8]) -> String {
    let ran = between(name, bytes);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.field("path"), ["a.txt", name, "z.txt"]);
    ran.field("text").swap_remove(1)
}

#[test]
fn empty_and_binary_files_are_refused() {
    refused("b.txt", b"", "the file is empty");
    refused("b.txt", b" \r\n\t\n", "the file is empty");
    refused("b.jsonl", b"", "the file is empty");
    refused("b.txt", &[0x7F, b'E', b'L', b'F', 2, 1, 1, 0], "a program is not text that can be read");
    let noise: Vec<u8> =
        (0..4096_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    refused("b.txt", &noise, "a binary file is not text that can be read");
    refused("b.pdf", b"%PDF-1.7\n", "a PDF is not text that can be read");
}

#[test]
fn nothing_readable_is_exit_code_2_and_leaves_no_output() {
    let folder = Folder::with(&[("a.txt", b""), ("sub/.hidden", b"x"), ("sub/b.png", b"\x89PNG")]);
    for args in [["a.txt"], ["sub"], ["missing.txt"]] {
        for command in ["clean", "annotate", "report", "group"] {
            let ran = folder.run(&[command, args[0], "-o", "out"]);
            assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command} {args:?}: {}", ran.err);
        }
    }
    assert_eq!(folder.names(), ["a.txt", "sub"]);
    let ran = folder.run(&["clean", "sub"]);
    assert_eq!(
        ran.err,
        "rashomon: sub: 1 file of other kinds left out (1 png)\nrashomon: sub: no file in this folder can be read\n"
    );
}

#[test]
fn missing_paths_are_named() {
    let folder = Folder::with(&[("a.txt", GOOD.as_bytes())]);
    let ran = folder.run(&["clean", "missing.txt", "a.txt", "no/folder"]);
    assert_eq!((ran.code, ran.rows().len()), (1, 1));
    let lines: Vec<_> = ran.err.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("rashomon: missing.txt: ") && lines[1].starts_with("rashomon: no/folder: "));
}

#[test]
fn text_is_kept_to_the_last_byte() {
    for text in [
        "The ferry\r\nsailed.\r\n\r\n",
        "\u{FEFF}The ferry sailed",
        "\n\n  The ferry\0 sailed.\u{B} ",
        "e\u{301}a\u{2028}b\u{85}c",
    ] {
        assert_eq!(accepted("b.txt", text.as_bytes()), text.trim_start_matches('\u{FEFF}'));
    }
    assert_eq!(accepted("b.txt.gz", &gzip(&gzip(GOOD.as_bytes()))), GOOD);
}

#[test]
fn invalid_utf8_becomes_replacement_characters() {
    let bytes = ["“Café” — ".as_bytes(), b"\xff\xfe\x80 noon", " “at ease” ".as_bytes()].concat();
    let folder = Folder::with(&[("a.txt", &bytes)]);
    let ran = folder.run(&["annotate", "a.txt"]);
    assert_eq!(ran.field("text"), ["“Café” — \u{FFFD}\u{FFFD}\u{FFFD} noon “at ease” "]);
    assert!(ran.codes().contains(&"undecodable-bytes".to_owned()));
    let place = &ran.rows()[0]["diagnostics"][0]["span"];
    assert_eq!((place[0].as_u64(), place[1].as_u64()), (Some(9), Some(10)));
}

#[test]
fn a_truncated_gzip_gives_what_came() {
    let lines: String = (0..3000_u32)
        .map(|number| format!("{{\"text\": \"Ferry {} sailed.\"}}\n", number.wrapping_mul(2_654_435_761)))
        .collect();
    let mut packed = gzip(lines.as_bytes());
    packed.truncate(packed.len() / 2);
    let ran = between("b.jsonl.gz", &packed);
    let rows = ran.rows().len();
    assert!((100..2900).contains(&rows), "{rows}");
    assert_eq!((ran.code, ran.field("path").last().map(String::as_str)), (1, Some("z.txt")));
    let told: Vec<_> = ran.err.lines().collect();
    assert!(told[0].starts_with(&format!("rashomon: b.jsonl.gz: line {}: not JSON: ", rows - 1)), "{told:?}");
    assert!(told[1].starts_with("rashomon: b.jsonl.gz: byte ") && told[1].contains("end before their time"));
    let damaged = [&gzip(GOOD.as_bytes())[..], b"and then some"].concat();
    let ran = between("b.txt.gz", &damaged);
    assert_eq!((ran.code, ran.field("text")), (1, vec![GOOD.to_owned(); 3]));
    assert!(ran.err.contains("b.txt.gz: byte 43: "), "{}", ran.err);
}

#[test]
fn rows_of_the_wrong_kind_are_named() {
    let rows = "{\"text\": [1, 2]}\n{\"text\": {\"a\": \"b\"}}\nnull\n{\"text\": \"One.\", \"title\": {}, \"author\": 5, \"date\": [], \"id\": 1.5}\n\"x\n";
    let ran = between("b.jsonl", rows.as_bytes());
    assert_eq!((ran.code, ran.field("text")), (1, vec![GOOD.to_owned(), "One.".to_owned(), GOOD.to_owned()]));
    assert_eq!(
        ran.err,
        "rashomon: b.jsonl: line 1: `text` should hold a text, not a list\n\
         rashomon: b.jsonl: line 2: `text` should hold a text, not an object\n\
         rashomon: b.jsonl: line 3: expected an object with the fields of an article, found null\n\
         rashomon: b.jsonl: line 5: not JSON: EOF while parsing a string at line 1 column 2\n"
    );
    let row = &ran.rows()[1];
    assert_eq!(row["input_id"], "1.5");
    assert_eq!(row["diagnostics"][0]["code"], "bad-field");
}

#[test]
fn uneven_and_huge_cells_of_tables() {
    let folder = Folder::with(&[("a.csv", b"id,title,text\n1,A\n2,B,One.,more\n3,C,Two.\n")]);
    let ran = folder.run(&["annotate", "a.csv"]);
    assert_eq!((ran.code, ran.field("text")), (0, vec![String::new(), "One.".to_owned(), "Two.".to_owned()]));
    let codes = |row: usize| ran.rows()[row]["diagnostics"][0]["code"].clone();
    assert_eq!((codes(0), codes(1)), ("bad-field".into(), "bad-field".into()));
    let huge = format!("title,text\nA,\"{}\"\nB,Two.\n", "ferry ".repeat(200_000));
    let folder = Folder::with(&[("a.csv", huge.as_bytes())]);
    let ran = folder.run(&["clean", "a.csv", "--max-record", "100000"]);
    assert_eq!((ran.code, ran.field("title")), (1, vec!["B".to_owned()]));
    assert_eq!(
        ran.err,
        "rashomon: a.csv: line 2: longer than 100000 bytes; left out (--max-record raises the limit)\n"
    );
    assert_eq!(folder.run(&["clean", "a.csv"]).field("title"), ["A", "B"]);
}

#[test]
fn deep_nesting_does_no_harm() {
    let deep = 100_000;
    let page = format!("<html><body>{}<p>The ferry sailed at noon.</p>", "<div>".repeat(deep));
    let quotes = format!(
        "<html><body>{}The ferry sailed.{}",
        "<blockquote><b>".repeat(deep),
        "</b></blockquote>".repeat(deep)
    );
    for (name, bytes) in [("b.html", page.as_str()), ("b.html", quotes.as_str())] {
        let ran = between(name, bytes.as_bytes());
        assert!(ran.code == 0 || (ran.code == 1 && ran.err.contains("b.html: ")), "{} {}", ran.code, ran.err);
        assert!(!ran.err.contains("please report it"), "{}", ran.err);
        assert_eq!(ran.field("path").last().map(String::as_str), Some("z.txt"));
    }
    let lists = format!("{{\"text\": {}", "[".repeat(deep));
    let ran = between("b.json", lists.as_bytes());
    assert_eq!((ran.code, ran.rows().len()), (1, 2));
    assert!(ran.err.starts_with("rashomon: b.json: "));
}

/// The most memory that a running process has used, in bytes.
#[cfg(target_os = "linux")]
fn peak(child: &std::process::Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap() * 1024
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_of_200_megabytes_passes_without_being_held() {
    const MEGABYTE: usize = 1024 * 1024;
    let folder = Folder::with(&[]);
    let mut child = folder.start(&["clean", "-"]);
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(b"{\"title\": \"One\", \"text\": \"\"}\n{\"text\": \"").unwrap();
    let megabyte = vec![b'x'; MEGABYTE];
    for _ in 0..200 {
        stdin.write_all(&megabyte).unwrap();
    }
    stdin.write_all(b"\"}\n{\"title\": \"Two\", \"text\": \"\"}\n").unwrap();
    let used = peak(&child);
    drop(stdin);
    let ran = Ran::new(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.field("title")), (1, vec!["One".to_owned(), "Two".to_owned()]));
    assert_eq!(
        ran.err,
        "rashomon: -: line 2: longer than 33554432 bytes; left out (--max-record raises the limit)\n"
    );
    // The limit itself is 32 MiB, and a growing buffer is copied.
    assert!(used < 150 * MEGABYTE as u64, "{used}");
}

#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let rows = format!("{{\"text\": \"{GOOD}\"}}\n").replace(".\n\"", ".\"").repeat(20_000);
    let folder = Folder::with(&[("a.jsonl", rows.as_bytes())]);
    let mut child = folder.start(&["clean", "a.jsonl"]);
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 100]).unwrap();
    drop(stdout);
    let ran = Ran::new(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}
