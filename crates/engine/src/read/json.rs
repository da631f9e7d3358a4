//! JSON values one after another, a list of records, or an API's answer around one: taken apart while it streams.

use std::io::BufRead;

use super::record::{self, Bytes, Record};
use super::{Place, Reason};
use crate::ontology::inputs::field_key;
use crate::ontology::{FieldRole, Inputs};

/// How deep the objects around a list of records can lie in one another.
const AROUND: usize = 4;

/// Takes JSON apart into records; none but the current one is held, and of that no more than the limit.
pub(super) struct Stream<'a> {
    bytes: Box<dyn BufRead + 'a>,
    inputs: &'a Inputs,
    limit: usize,
    stack: Vec<Frame>,
    /// The outermost object so far: it is a record itself unless a list is found in it.
    held: Bytes,
    /// Whether the outermost object has a text of its own.
    has_text: bool,
    offset: u64,
    records: u64,
    done: bool,
}

/// Something open around the current position.
enum Frame {
    /// A list of records.
    List,
    /// An object that can be a record or lie around a list.
    Object {
        /// Whether a list of records was found in it.
        found: bool,
        /// Whether a member came before.
        any: bool,
    },
}

/// Why reading on is not possible.
struct Stop(Reason);

fn not_json(message: &str) -> Stop {
    Stop(Reason::NotJson(message.to_owned()))
}

impl<'a> Stream<'a> {
    pub(super) fn new(bytes: Box<dyn BufRead + 'a>, inputs: &'a Inputs, limit: usize) -> Self {
        Self {
            bytes,
            inputs,
            limit,
            stack: Vec::new(),
            held: Bytes::new(limit),
            has_text: false,
            offset: 0,
            records: 0,
            done: false,
        }
    }

    /// The next record.
    pub(super) fn next(&mut self) -> Option<(Place, Result<Record, Reason>)> {
        while !self.done {
            match self.step() {
                Ok(None) => {}
                Ok(Some(record)) => {
                    let place = Place::Record(self.records);
                    return Some((place, record.and_then(|bytes| record::parse(place, bytes))));
                }
                Err(Stop(reason)) => {
                    self.done = true;
                    return Some((Place::Byte(self.offset), Err(reason)));
                }
            }
        }
        None
    }

    fn step(&mut self) -> Result<Option<Result<Bytes, Reason>>, Stop> {
        match self.stack.last() {
            None => self.top(),
            Some(Frame::List) => self.list(),
            Some(Frame::Object { found, any }) => {
                let (found, any) = (*found, *any);
                self.object(found, any)
            }
        }
    }

    /// Between values.
    fn top(&mut self) -> Result<Option<Result<Bytes, Reason>>, Stop> {
        match self.significant(b"") {
            None => self.done = true,
            Some(b'[') => self.open_list(),
            Some(b'{') => {
                self.held = Bytes::new(self.limit);
                self.has_text = false;
                self.open_object();
            }
            Some(_) => return self.element().map(Some),
        }
        Ok(None)
    }

    /// Inside a list of records.
    fn list(&mut self) -> Result<Option<Result<Bytes, Reason>>, Stop> {
        match self.significant(b",") {
            None => return Err(not_json("the list is not closed")),
            Some(b']') => {
                self.bump();
                self.stack.pop();
            }
            Some(b'[') if self.stack.len() < AROUND => self.open_list(),
            Some(b'}' | b':') => return Err(not_json("a list is closed as if it were an object")),
            Some(_) => return self.element().map(Some),
        }
        Ok(None)
    }

    /// Inside an object that may lie around a list.
    fn object(&mut self, found: bool, any: bool) -> Result<Option<Result<Bytes, Reason>>, Stop> {
        match self.significant(b",") {
            None => Err(not_json("the object is not closed")),
            Some(b'}') => {
                self.keep_one();
                self.stack.pop();
                if let Some(Frame::Object { found: outer, .. }) = self.stack.last_mut() {
                    *outer |= found;
                    return Ok(None);
                }
                let held = std::mem::replace(&mut self.held, Bytes::new(self.limit));
                if found {
                    return Ok(None);
                }
                self.records += 1;
                Ok(Some(Ok(held)))
            }
            Some(b'"') => {
                if any {
                    self.held.extend(b",");
                }
                if let Some(Frame::Object { any, .. }) = self.stack.last_mut() {
                    *any = true;
                }
                self.member().map(|()| None)
            }
            Some(_) => Err(not_json("expected the name of a field in quotation marks")),
        }
    }

    /// A field of an object that may lie around a list.
    fn member(&mut self) -> Result<(), Stop> {
        let name = self.apart()?.whole().unwrap_or_default();
        self.held.extend(&name);
        let key = field_key(&serde_json::from_slice::<String>(&name).unwrap_or_default());
        if self.significant(b"") != Some(b':') {
            return Err(not_json("expected a colon behind the name of a field"));
        }
        self.keep_one();
        match self.significant(b"") {
            Some(b'[') if self.inputs.lists.contains(&key) && !self.has_text => {
                self.keep_one();
                if self.significant(b"") != Some(b'{') {
                    return self.value(1);
                }
                for frame in &mut self.stack {
                    if let Frame::Object { found, .. } = frame {
                        *found = true;
                    }
                }
                self.stack.push(Frame::List);
                Ok(())
            }
            Some(b'{') if self.inputs.around.contains(&key) && self.stack.len() < AROUND => {
                self.open_object();
                Ok(())
            }
            Some(_) => {
                self.has_text |= self.inputs.is(&key, FieldRole::Text);
                self.value(0)
            }
            None => Err(not_json("the object is not closed")),
        }
    }

    /// A value of a list or one that stands alone.
    fn element(&mut self) -> Result<Result<Bytes, Reason>, Stop> {
        self.records += 1;
        self.apart().map(Ok)
    }

    /// A value held apart from the outermost object.
    fn apart(&mut self) -> Result<Bytes, Stop> {
        let outer = std::mem::replace(&mut self.held, Bytes::new(self.limit));
        let scanned = self.value(0);
        let value = std::mem::replace(&mut self.held, outer);
        scanned.map(|()| value)
    }

    fn open_list(&mut self) {
        self.bump();
        self.stack.push(Frame::List);
    }

    fn open_object(&mut self) {
        self.keep_one();
        self.stack.push(Frame::Object { found: false, any: false });
    }

    /// The next byte that is neither white space nor one of `also`; it is not taken.
    fn significant(&mut self, also: &[u8]) -> Option<u8> {
        loop {
            let buffer = self.bytes.fill_buf().ok().filter(|buffer| !buffer.is_empty())?;
            let skipped = |byte: &u8| byte.is_ascii_whitespace() || also.contains(byte);
            let at = buffer.iter().position(|byte| !skipped(byte));
            let byte = at.and_then(|at| buffer.get(at)).copied();
            let count = at.unwrap_or(buffer.len());
            self.bytes.consume(count);
            self.offset += count as u64;
            if byte.is_some() {
                return byte;
            }
        }
    }

    /// Takes one byte.
    fn bump(&mut self) {
        self.bytes.consume(1);
        self.offset += 1;
    }

    /// Takes one byte and holds it.
    fn keep_one(&mut self) {
        let byte = self.bytes.fill_buf().ok().and_then(|buffer| buffer.first().copied());
        if let Some(byte) = byte {
            self.held.extend(&[byte]);
            self.bump();
        }
    }

    /// Takes and holds a value, or the rest of one that is open `depth` deep.
    fn value(&mut self, depth: usize) -> Result<(), Stop> {
        let mut scan = Scan { depth, ..Scan::default() };
        loop {
            let buffer = match self.bytes.fill_buf() {
                Ok(buffer) if !buffer.is_empty() => buffer,
                _ if scan.is_word() => return Ok(()),
                _ => return Err(not_json("the input ends within a value")),
            };
            let end = scan.end(buffer);
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            self.held.extend(part);
            let count = part.len();
            self.bytes.consume(count);
            self.offset += count as u64;
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

/// How far a value has been seen.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
    started: bool,
}

impl Scan {
    /// Whether the value can end with the input: a number or word.
    fn is_word(&self) -> bool {
        self.depth == 0 && !self.in_string && self.started
    }

    /// Where in `bytes` the value ends, if it does.
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        for (at, byte) in bytes.iter().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => {
                        self.in_string = false;
                        if self.depth == 0 {
                            return Some(at + 1);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                // A bracket that closes nothing is taken if nothing else was: reading has to go on.
                b'}' | b']' if self.depth == 0 => return Some(if self.started { at } else { at + 1 }),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                b',' if self.depth == 0 => return Some(if self.started { at } else { at + 1 }),
                byte if self.depth == 0 && byte.is_ascii_whitespace() => return Some(at),
                _ => {}
            }
            self.started = true;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor, Read};

    use super::*;
    use crate::ontology::{Overrides, Tables};

    /// The `n` fields of the records, or the places and reasons of errors, with buffers of all small sizes.
    fn records(json: &str) -> Vec<String> {
        let inputs = Tables::load(&Overrides::new()).unwrap().inputs;
        let mut seen: Option<Vec<String>> = None;
        for capacity in [1, 2, 3, 7, 4096] {
            let reader = BufReader::with_capacity(capacity, Cursor::new(json.as_bytes()));
            let mut stream = Stream::new(Box::new(reader), &inputs, 200);
            let mut found = Vec::new();
            while let Some((place, record)) = stream.next() {
                found.push(match record {
                    Ok(record) => record.fields["n"].to_string(),
                    Err(reason) => format!("{place}{reason}"),
                });
            }
            assert!(seen.as_ref().is_none_or(|seen| *seen == found), "{json} at {capacity}");
            seen = Some(found);
        }
        seen.unwrap()
    }

    #[test]
    fn lists_objects_and_answers_are_taken_apart() {
        assert_eq!(records(r#"[{"n": 1, "x": [{"n": 5}]}, {"n": 2}]"#), ["1", "2"]);
        assert_eq!(records(r#"{"n": 1, "title": "a, ]} \" b"}"#), ["1"]);
        assert_eq!(records("{\"n\": 1}\n{\"n\":\n2} {\"n\": 3}"), ["1", "2", "3"]);
        assert_eq!(
            records(r#"{"status": "ok", "articles": [{"n": 1}, {"n": 2}], "more": {"a": [1]}}"#),
            ["1", "2"]
        );
        assert_eq!(records(r#"{"response": {"total": 2, "results": [{"n": 1}, {"n": 2}]}}"#), ["1", "2"]);
        assert_eq!(records(r#"{"hits": {"total": {"value": 2}, "hits": [{"n": 1}]}}"#), ["1"]);
        assert_eq!(records(r#"{"text": "x", "n": 1, "items": [{"n": 2}]}"#), ["1"]);
        assert_eq!(records(r#"{"n": 1, "data": {"a": 1}, "news": ["x"], "results": []}"#), ["1"]);
        assert_eq!(records(r#"{"articles": []}"#.replace("[]", "[{\"n\": 4}]").as_str()), ["4"]);
        assert_eq!(records("[]"), Vec::<String>::new());
    }

    #[test]
    fn errors_name_their_place_and_the_rest_is_read() {
        assert_eq!(
            records(r#"[{"n": 1}, 5, {"n": 2 2}, "x", {"n": 3}]"#),
            [
                "1",
                "record 2: expected an object with the fields of an article, found a number",
                "record 3: not JSON: expected `,` or `}` at line 1 column 9",
                "record 4: expected an object with the fields of an article, found a string",
                "3"
            ]
        );
        assert_eq!(
            records(r#"[{"n": 1}, {"n": "#),
            ["1", "byte 17: not JSON: the input ends within a value"]
        );
        assert_eq!(records(r#"[{"n": 1}"#), ["1", "byte 9: not JSON: the list is not closed"]);
        assert_eq!(records(r#"{"n": 1"#), ["byte 7: not JSON: the object is not closed"]);
        assert_eq!(records("{n: 1}").len(), 1);
        assert_eq!(records("[}").len(), 1);
        assert_eq!(records("]]").len(), 2);
    }

    #[test]
    fn a_long_record_passes_without_being_held() {
        let long = format!(r#"[{{"n": 1, "x": "{}"}}, {{"n": 2}}]"#, "y".repeat(300));
        let limit = "record 1: longer than 200 bytes; left out (--max-record raises the limit)";
        assert_eq!(records(&long), [limit, "2"]);
        let long = format!(r#"{{"n": 1, "x": "{}", "articles": [{{"n": 3}}]}}"#, "y".repeat(300));
        assert_eq!(records(&long), ["3"]);
        let inputs = Tables::load(&Overrides::new()).unwrap().inputs;
        let endless =
            Cursor::new(br#"{"a": ""#).chain(std::io::repeat(b'x').take(50_000_000)).chain(&b"\"}"[..]);
        let mut stream = Stream::new(Box::new(BufReader::new(endless)), &inputs, 100);
        assert!(matches!(stream.next(), Some((_, Err(Reason::TooLong { limit: 100 })))));
        assert!(stream.next().is_none());
    }
}
