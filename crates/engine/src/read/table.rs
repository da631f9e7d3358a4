//! Rows of comma- or tab-separated values.

use std::io::BufRead;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use serde_json::Value;

use super::record::{Fields, Record};
use super::{Place, Reason};

/// More columns than any table of articles has; a row with more is refused.
const COLUMNS: usize = 16 * 1024;

/// How much room a row gets at first, in bytes.
const ROOM: usize = 16 * 1024;

/// Reads rows under a header; a row that is longer than the limit passes without being held.
pub(super) struct Table<'a> {
    bytes: Box<dyn BufRead + 'a>,
    reader: Reader,
    limit: usize,
    /// Names of the columns, once they are read.
    header: Option<Vec<String>>,
    /// Line ends between rows.
    between: u64,
    room: Vec<u8>,
    ends: Vec<usize>,
}

/// The cells of one row.
struct Row {
    cells: Vec<String>,
    undecodable: bool,
}

impl<'a> Table<'a> {
    pub(super) fn new(bytes: Box<dyn BufRead + 'a>, delimiter: u8, limit: usize) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { bytes, reader, limit, header: None, between: 0, room: Vec::new(), ends: Vec::new() }
    }

    /// Names of the columns.
    pub(super) fn header(&mut self) -> Result<&[String], Reason> {
        if self.header.is_none() {
            let cells = self.row().transpose()?.map(|row| row.cells).unwrap_or_default();
            self.header = Some(cells);
        }
        Ok(self.header.as_deref().unwrap_or_default())
    }

    /// The next row that is not blank.
    pub(super) fn next(&mut self) -> Option<(Place, Result<Record, Reason>)> {
        if let Err(reason) = self.header() {
            self.header = Some(Vec::new());
            return Some((Place::Line(1), Err(reason)));
        }
        loop {
            self.skip_blank_lines();
            let place = Place::Line(self.reader.line() + self.between);
            let row = self.row()?;
            match row {
                Ok(row) if row.cells.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(row) => return Some((place, Ok(self.record(place, row)))),
                Err(reason) => return Some((place, Err(reason))),
            }
        }
    }

    /// Whether the input is used up.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.bytes.fill_buf().map_or(true, <[u8]>::is_empty)
    }

    fn record(&self, place: Place, row: Row) -> Record {
        let header = self.header.as_deref().unwrap_or_default();
        let Row { cells, undecodable } = row;
        let mut doubts = Vec::new();
        if cells.len() != header.len() {
            doubts.push(format!("The row has {} cells, the header {}.", cells.len(), header.len()));
        }
        let mut fields = Fields::new();
        for (name, cell) in header.iter().zip(cells) {
            let filled =
                fields.get(name).is_some_and(|known| known.as_str().is_some_and(|text| !text.is_empty()));
            if !filled {
                fields.insert(name.clone(), Value::String(cell));
            }
        }
        Record { place, fields, undecodable, doubts }
    }

    /// Takes the line ends in front of a row: the parser would count them as lines of that row.
    fn skip_blank_lines(&mut self) {
        loop {
            let buffer = self.bytes.fill_buf().unwrap_or_default();
            let count = buffer.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            for byte in buffer.get(..count).unwrap_or_default() {
                self.between += u64::from(*byte == b'\n');
            }
            self.bytes.consume(count);
            if count == 0 {
                return;
            }
        }
    }

    /// Reads one row; the source does not fail.
    fn row(&mut self) -> Option<Result<Row, Reason>> {
        let (mut written, mut ended, mut over) = (0, 0, false);
        self.room.resize(self.room.len().max(ROOM), 0);
        self.ends.resize(self.ends.len().max(1), 0);
        loop {
            let buffer = self.bytes.fill_buf().unwrap_or_default();
            let room = self.room.get_mut(written..).unwrap_or_default();
            let ends = self.ends.get_mut(ended..).unwrap_or_default();
            let (result, used, came, cells) = self.reader.read_record(buffer, room, ends);
            self.bytes.consume(used);
            written += came;
            ended += cells;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.room.len() < self.limit => {
                    self.room.resize((self.room.len() * 2).min(self.limit), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < COLUMNS => {
                    self.ends.resize((self.ends.len() * 2).min(COLUMNS), 0);
                }
                // What was written is let go, and the row goes on.
                ReadRecordResult::OutputFull => (written, over) = (0, true),
                ReadRecordResult::OutputEndsFull => (ended, over) = (0, true),
                ReadRecordResult::Record if over => {
                    self.room = Vec::new();
                    return Some(Err(Reason::TooLong { limit: self.limit }));
                }
                ReadRecordResult::Record => return Some(Ok(self.cells(ended))),
                ReadRecordResult::End => return None,
            }
        }
    }

    /// The cells that the last row left in the room.
    fn cells(&self, count: usize) -> Row {
        let mut undecodable = false;
        let mut start = 0;
        let mut cells = Vec::with_capacity(count);
        for end in self.ends.iter().take(count) {
            let bytes = self.room.get(start..*end).unwrap_or_default();
            let text = String::from_utf8_lossy(bytes);
            undecodable |= matches!(text, std::borrow::Cow::Owned(_));
            cells.push(text.into_owned());
            start = *end;
        }
        Row { cells, undecodable }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, BufReader, Cursor, Read};

    use super::*;

    fn rows(table: &[u8], delimiter: u8) -> Vec<String> {
        let mut table = Table::new(Box::new(Cursor::new(table)), delimiter, 1000);
        let mut rows = Vec::new();
        while let Some((place, row)) = table.next() {
            rows.push(match row {
                Ok(row) => format!("{place}{} {:?}", Value::Object(row.fields), row.doubts),
                Err(reason) => format!("{place}{reason}"),
            });
        }
        rows
    }

    #[test]
    fn rows_carry_their_lines() {
        let table = b"title,text\r\nA,\"one\r\n\"\"two\"\"\"\r\n\r\nB,caf\xe9\r\n";
        assert_eq!(
            rows(table, b','),
            [
                "line 2: {\"text\":\"one\\r\\n\\\"two\\\"\",\"title\":\"A\"} []",
                "line 5: {\"text\":\"caf\u{FFFD}\",\"title\":\"B\"} []",
            ]
        );
    }

    #[test]
    fn uneven_rows_are_said() {
        let found = rows(b"title\ttext\nA\nB\tx\ty\n\t\nC\tz", b'\t');
        assert_eq!(found.len(), 3);
        assert!(found[0].contains("The row has 1 cells, the header 2."), "{found:?}");
        assert!(
            found[1].contains("\"text\":\"x\"") && found[1].contains("The row has 3 cells, the header 2.")
        );
        assert!(found[2].contains("[]"));
    }

    #[test]
    fn a_long_row_passes_without_being_held() {
        let long = io::repeat(b'x').take(3_000_000);
        let input = b"title,text\nA,\"".chain(long).chain(&b"\"\nB,y\n"[..]);
        let mut table = Table::new(Box::new(BufReader::new(input)), b',', 1000);
        assert!(matches!(table.next(), Some((_, Err(Reason::TooLong { limit: 1000 })))));
        let (_, row) = table.next().unwrap();
        assert_eq!(row.unwrap().fields["title"], "B");
        assert!(table.next().is_none());
        let commas = io::repeat(b',').take(3_000_000);
        let input = b"title,text\n".chain(commas).chain(&b"\nB,y\n"[..]);
        let mut table = Table::new(Box::new(BufReader::new(input)), b',', 1_000_000);
        assert!(matches!(table.next(), Some((_, Err(_)))));
        assert!(matches!(table.next(), Some((_, Ok(_)))));
    }
}
