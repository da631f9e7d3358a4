//! Lines of bounded length.

use std::io::BufRead;

use super::Place;
use super::record::Bytes;

/// Reads lines; one that is longer than the limit passes without being held.
pub(super) struct Lines<'a> {
    bytes: Box<dyn BufRead + 'a>,
    limit: usize,
    number: u64,
}

impl<'a> Lines<'a> {
    pub(super) fn new(bytes: Box<dyn BufRead + 'a>, limit: usize) -> Self {
        Self { bytes, limit, number: 0 }
    }

    /// The next line that is not blank, without its end; `None` for its bytes if it was too long.
    pub(super) fn next(&mut self) -> Option<(Place, Bytes)> {
        loop {
            let mut line = Bytes::new(self.limit);
            if !self.line(&mut line) {
                return None;
            }
            self.number += 1;
            if !line.is_blank() {
                return Some((Place::Line(self.number), line));
            }
        }
    }

    /// Reads one line; false at the end. The source does not fail.
    fn line(&mut self, line: &mut Bytes) -> bool {
        let mut came = false;
        loop {
            let Ok(buffer) = self.bytes.fill_buf() else { return came };
            if buffer.is_empty() {
                return came;
            }
            came = true;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            line.extend(part);
            let used = part.len() + usize::from(end.is_some());
            self.bytes.consume(used);
            if end.is_some() {
                return true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, BufReader, Read};

    use super::*;

    #[test]
    fn long_lines_pass_and_blank_ones_count() {
        let long = io::repeat(b'x').take(5_000_000);
        let input = b"one\r\n\n".chain(long).chain(&b"\nthree"[..]);
        let mut lines = Lines::new(Box::new(BufReader::new(input)), 100);
        let mut next = || lines.next().map(|(place, bytes)| (place, bytes.whole()));
        assert_eq!(next(), Some((Place::Line(1), Some(b"one\r".to_vec()))));
        assert_eq!(next(), Some((Place::Line(3), None)));
        assert_eq!(next(), Some((Place::Line(4), Some(b"three".to_vec()))));
        assert_eq!(next(), None);
    }
}
