//! What an input is, told from its first bytes and its name.

use super::Reason;
use super::fields::has_columns;
use crate::ontology::{Inputs, NamedKind};

/// Of this many bytes at most one may be a control character: prose has none, compressed data and programs have
/// one in ten or more.
const BYTES_PER_CONTROL: usize = 50;

/// So many control characters are a slip even in a short text.
const SLIPS: usize = 2;

/// The characters that can part the columns of a table, likeliest first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// How an input is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain text or Markdown.
    Text,
    /// A saved page.
    Html,
    /// A JSON object a line.
    JsonLines,
    /// JSON values one after another, or one list.
    Json,
    /// Rows of columns.
    Table {
        /// What parts the columns.
        delimiter: u8,
    },
}

/// Says what a file is that cannot be read as text, from its first bytes.
pub(super) fn binary(head: &[u8], wide: bool, inputs: &Inputs) -> Option<Reason> {
    if let Some(signature) = inputs.signatures.iter().find(|signature| head.starts_with(&signature.bytes)) {
        return Some(Reason::Binary(signature.shows.clone()));
    }
    let control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    let controls = head.iter().filter(|byte| control(**byte)).count();
    (!wide && controls > SLIPS && controls * BYTES_PER_CONTROL > head.len())
        .then(|| Reason::Binary("a binary file".to_owned()))
}

/// The kind of an input from its beginning, decoded, and its name. What the content shows goes before the name.
pub(super) fn detect(head: &str, name: &str, inputs: &Inputs) -> Result<Kind, Reason> {
    let named = inputs.named_kind(name);
    let start = head.trim_start();
    if let Some(kind) = json(start, named) {
        return Ok(kind);
    }
    match markup(start, inputs) {
        Some(Markup::Html) => return Ok(Kind::Html),
        Some(Markup::OtherXml) if named != Some(NamedKind::Text) => {
            return Err(Reason::Binary("XML other than XHTML".to_owned()));
        }
        Some(Markup::OtherXml) | None => {}
    }
    let table = delimiter(start, inputs);
    Ok(match (named, table) {
        (Some(NamedKind::Text), _) => Kind::Text,
        (Some(NamedKind::Html), _) => Kind::Html,
        (Some(NamedKind::Json | NamedKind::JsonLines), _) => Kind::JsonLines,
        (_, Some(delimiter)) => Kind::Table { delimiter },
        (Some(NamedKind::Table), None) => Kind::Table { delimiter: likely_delimiter(start) },
        (Some(NamedKind::Other) | None, None) => Kind::Text,
    })
}

/// Whether it begins like JSON, and like which: prose begins neither with `{"` nor with `[{`.
fn json(start: &str, named: Option<NamedKind>) -> Option<Kind> {
    let mut significant = start.chars().filter(|char| !char.is_whitespace());
    let object = match (significant.next()?, significant.next()) {
        ('{', Some('"' | '}')) => true,
        ('[', Some('{' | ']' | '[')) => false,
        ('{', _) if matches!(named, Some(NamedKind::Json | NamedKind::JsonLines)) => true,
        _ => return None,
    };
    let lines = object
        && match named {
            Some(NamedKind::JsonLines) => true,
            Some(NamedKind::Json) => first_line_is_whole(start) == Some(true),
            _ => first_line_is_whole(start) != Some(false),
        };
    Some(if lines { Kind::JsonLines } else { Kind::Json })
}

/// Whether the first line is a JSON value of its own with another below; `None` where no line ends.
fn first_line_is_whole(start: &str) -> Option<bool> {
    let (line, rest) = start.trim_end().split_once('\n')?;
    let another = rest.trim_start().starts_with('{');
    Some(another && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok())
}

enum Markup {
    Html,
    OtherXml,
}

/// What markup an input begins with.
fn markup(start: &str, inputs: &Inputs) -> Option<Markup> {
    let mut rest = start;
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->")?.1.trim_start();
    }
    let begins = |name: &String| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    if inputs.html.iter().any(begins) {
        return Some(Markup::Html);
    }
    if !inputs.xml.iter().any(begins) {
        return None;
    }
    let xhtml = rest.to_ascii_lowercase().contains("<html");
    Some(if xhtml { Markup::Html } else { Markup::OtherXml })
}

/// What parts the columns of the first line, if that names columns of articles.
fn delimiter(start: &str, inputs: &Inputs) -> Option<u8> {
    let line = start.lines().next()?;
    DELIMITERS.into_iter().find(|delimiter| {
        let names = line.split(char::from(*delimiter)).map(|name| name.trim().trim_matches('"'));
        has_columns(names, inputs)
    })
}

/// The delimiter that the first line holds most of.
fn likely_delimiter(start: &str) -> u8 {
    let line = start.lines().next().unwrap_or_default();
    let count = |delimiter: u8| line.bytes().filter(|byte| *byte == delimiter).count();
    // The first of equals wins, so the likeliest comes last in reverse.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::{Overrides, Tables};

    fn kind(head: &str, name: &str) -> Result<Kind, Reason> {
        detect(head, name, &Tables::load(&Overrides::new()).unwrap().inputs)
    }

    #[test]
    fn content_goes_before_the_name() {
        let cases = [
            ("The ferry sailed.", "a.txt", Kind::Text),
            ("The ferry sailed.", "a", Kind::Text),
            ("# Ferry sails\n\nAt noon.", "a.md", Kind::Text),
            ("<!DOCTYPE html><html>", "a.txt", Kind::Html),
            ("  <!-- saved --> <HTML lang=en>", "a", Kind::Html),
            ("<?xml version='1.0'?><html xmlns='x'>", "a", Kind::Html),
            ("Words without any tag", "a.html", Kind::Html),
            ("{\"text\": \"x\"}\n{\"text\": \"y\"}\n", "a.txt", Kind::JsonLines),
            ("{\"text\": \"x\"}\n{\"text\": \"y\"}\n", "a.json", Kind::JsonLines),
            ("{\"text\": \"x\"}", "a.json", Kind::Json),
            ("{\n  \"text\": \"x\"\n}\n", "a.json", Kind::Json),
            ("{\n  \"text\": \"x\"\n}\n", "-", Kind::Json),
            ("{\"text\": \"x\"}", "-", Kind::JsonLines),
            ("[{\"text\": \"x\"}]", "a.jsonl.gz", Kind::Json),
            ("{broken\n{\"text\": 1}", "a.jsonl", Kind::JsonLines),
            ("title,text\nA,B\n", "a.csv", Kind::Table { delimiter: b',' }),
            ("title;text;url\nA;B;C\n", "export", Kind::Table { delimiter: b';' }),
            ("Headline\tBody\nA\tB\n", "a.csv", Kind::Table { delimiter: b'\t' }),
            ("a,b\n1,2\n", "a.csv", Kind::Table { delimiter: b',' }),
            ("Title, text and time: what to know\n", "a", Kind::Text),
            ("[Photo by the harbour office]\nThe ferry sailed.", "a", Kind::Text),
            ("{Corrects the time} The ferry sailed.", "a", Kind::Text),
        ];
        for (head, name, expected) in cases {
            assert_eq!(kind(head, name), Ok(expected), "{head:?} as {name}");
        }
        assert!(matches!(kind("<rss version='2.0'><channel>", "feed"), Err(Reason::Binary(_))));
    }

    #[test]
    fn binaries_are_told() {
        let inputs = &Tables::load(&Overrides::new()).unwrap().inputs;
        assert!(binary(b"%PDF-1.7 words", false, inputs).is_some());
        assert!(binary(&(0..=255).collect::<Vec<u8>>(), false, inputs).is_some());
        assert!(
            binary(
                "Ein Stück Prosa, with a stray \0 in the midst of sixty bytes or so.".as_bytes(),
                false,
                inputs
            )
            .is_none()
        );
        assert!(binary(b"T\0h\0e\0", true, inputs).is_none());
    }
}
