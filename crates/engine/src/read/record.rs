//! One record of a list, whatever the list was written in.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::{Place, Reason};

/// The fields of a foreign record: nothing is known of their shape.
pub(super) type Fields = Map<String, Value>;

/// A record with its fields.
#[derive(Debug)]
pub(super) struct Record {
    /// Where it stands.
    pub(super) place: Place,
    /// Its fields.
    pub(super) fields: Fields,
    /// Whether bytes of it could not be decoded.
    pub(super) undecodable: bool,
    /// What else was doubtful, in plain sentences.
    pub(super) doubts: Vec<String>,
}

/// Bytes up to a limit; of what is longer nothing is kept.
#[derive(Debug)]
pub(super) struct Bytes {
    held: Vec<u8>,
    limit: usize,
    over: bool,
    blank: bool,
}

impl Bytes {
    pub(super) fn new(limit: usize) -> Self {
        Self { held: Vec::new(), limit, over: false, blank: true }
    }

    /// Adds bytes, or lets go of all when they become too many.
    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.blank &= bytes.iter().all(u8::is_ascii_whitespace);
        if self.over || self.held.len() + bytes.len() > self.limit {
            self.over = true;
            self.held = Vec::new();
        } else {
            self.held.extend_from_slice(bytes);
        }
    }

    /// Whether nothing but white space has come.
    pub(super) fn is_blank(&self) -> bool {
        self.blank
    }

    /// All bytes, or `None` if there were too many.
    pub(super) fn whole(self) -> Option<Vec<u8>> {
        (!self.over).then_some(self.held)
    }
}

/// The fields of a record written in JSON.
pub(super) fn parse(place: Place, bytes: Bytes) -> Result<Record, Reason> {
    let limit = bytes.limit;
    let bytes = bytes.whole().ok_or(Reason::TooLong { limit })?;
    let text = String::from_utf8_lossy(&bytes);
    let undecodable = matches!(text, Cow::Owned(_));
    let (value, doubts) = value(&text)?;
    match value {
        Value::Object(fields) => Ok(Record { place, fields, undecodable, doubts }),
        other => Err(Reason::NotAnObject(kind_of(&other))),
    }
}

/// What a JSON value is, in plain words.
pub(super) fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Parses JSON; what common writers get wrong is mended.
fn value(text: &str) -> Result<(Value, Vec<String>), Reason> {
    let error = match serde_json::from_str(text) {
        Ok(value) => return Ok((value, Vec::new())),
        Err(error) => error,
    };
    let mended = mend(text);
    let doubt =
        "Numbers that are not JSON (NaN) were read as null, halves of characters as U+FFFD.".to_owned();
    match serde_json::from_str(&mended) {
        Ok(value) if mended != text => Ok((value, vec![doubt])),
        _ => Err(Reason::NotJson(error.to_string())),
    }
}

/// Makes null of NaN and infinities, and U+FFFD of the escape of half a surrogate pair: Python writes both.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_string = false;
    while let Some(char) = rest.chars().next() {
        let taken = match (in_string, char) {
            (true, '\\') => escape(rest, &mut out),
            (false, 'N' | 'I' | '-') => number(rest, &mut out),
            (_, char) => {
                in_string ^= char == '"';
                out.push(char);
                char.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// Copies the number or word at the start of `rest`; returns its length.
fn number(rest: &str, out: &mut String) -> usize {
    const WORDS: [&str; 3] = ["NaN", "Infinity", "-Infinity"];
    let word = WORDS.into_iter().find(|word| rest.starts_with(word));
    out.push_str(if word.is_some() { "null" } else { rest.get(..1).unwrap_or_default() });
    word.map_or(1, str::len)
}

/// Copies the escape at the start of `rest`; returns its length.
fn escape(rest: &str, out: &mut String) -> usize {
    /// The length of `\uXXXX`.
    const LENGTH: usize = 6;
    let unit = |at: usize| {
        let digits = rest.get(at..at + LENGTH)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let (copied, taken) = match (unit(0), unit(LENGTH)) {
        (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (rest.get(..2 * LENGTH), 2 * LENGTH),
        (Some(0xD800..=0xDFFF), _) => (Some("\\ufffd"), LENGTH),
        _ => {
            let length = 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
            (rest.get(..length), length)
        }
    };
    out.push_str(copied.unwrap_or_default());
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_python_writes_is_mended() {
        let (mended, doubts) = value(
            r#"{"a": NaN, "b": [-Infinity, -1], "c": "NaN \ud83d\udea2 \ud83d \\ud83d \"", "d": "\udea2x"}"#,
        )
        .unwrap();
        assert_eq!(
            mended,
            serde_json::json!({"a": null, "b": [null, -1], "c": "NaN 🚢 \u{FFFD} \\ud83d \"", "d": "\u{FFFD}x"})
        );
        assert_eq!(doubts.len(), 1);
        assert!(value(r#"{"a": 1}"#).unwrap().1.is_empty());
        assert!(matches!(value(r#"{"a": }"#), Err(Reason::NotJson(_))));
        assert!(matches!(value(&"[".repeat(100_000)), Err(Reason::NotJson(_))));
    }
}
