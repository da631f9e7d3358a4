//! Records of one input, whatever they are written in.

use std::io::{BufRead, BufReader, Cursor};

use encoding_rs::UTF_8;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::encoding::Reading;
use super::json::Stream;
use super::kind::Kind;
use super::lines::Lines;
use super::record::{self, Record};
use super::source::Source;
use super::table::Table;
use super::{Place, Reason, fields};
use crate::ontology::Inputs;
use crate::ontology::inputs::field_key;

/// The records of one input, one at a time.
pub(super) struct Rows<'a> {
    format: Format<'a>,
    inputs: &'a Inputs,
    limit: usize,
}

enum Format<'a> {
    Lines {
        lines: Lines<'a>,
        /// The records of a line that is an API's answer.
        answer: Option<(Place, Stream<'a>)>,
    },
    Json(Stream<'a>),
    Table(Box<Table<'a>>),
}

impl<'a> Rows<'a> {
    /// Rows of a kind that has some; otherwise the source comes back.
    pub(super) fn open(
        source: Source<'a>,
        kind: Kind,
        reading: Reading,
        limit: usize,
        inputs: &'a Inputs,
    ) -> Result<Self, Source<'a>> {
        let format = match kind {
            Kind::Text | Kind::Html => return Err(source),
            Kind::JsonLines => {
                Format::Lines { lines: Lines::new(utf8(source, reading), limit), answer: None }
            }
            Kind::Json => Format::Json(Stream::new(utf8(source, reading), inputs, limit)),
            Kind::Table { delimiter } => {
                Format::Table(Box::new(Table::new(utf8(source, reading), delimiter, limit)))
            }
        };
        Ok(Self { format, inputs, limit })
    }

    /// Refuses a table whose columns hold no words that are known; other formats name the fields of each record.
    pub(super) fn check_columns(&mut self) -> Result<(), Reason> {
        match &mut self.format {
            Format::Table(table) => fields::check_columns(table.header()?, self.inputs),
            Format::Lines { .. } | Format::Json(_) => Ok(()),
        }
    }

    /// The next record.
    pub(super) fn next(&mut self) -> Option<(Place, Result<Record, Reason>)> {
        match &mut self.format {
            Format::Json(stream) => stream.next(),
            Format::Table(table) => table.next(),
            Format::Lines { lines, answer } => loop {
                if let Some((place, stream)) = answer {
                    match stream.next() {
                        Some((_, record)) => return Some((*place, record)),
                        None => *answer = None,
                    }
                }
                let (place, line) = lines.next()?;
                match record::parse(place, line) {
                    Ok(record) if is_answer(&record, self.inputs) => {
                        *answer = Some((place, unpack(&record, self.inputs, self.limit)));
                    }
                    record => return Some((place, record)),
                }
            },
        }
    }

    /// Whether the last record may have been cut off by an early end: only a table cannot tell by itself.
    pub(super) fn may_be_cut(&mut self) -> bool {
        match &mut self.format {
            Format::Table(table) => table.is_at_end(),
            Format::Lines { .. } | Format::Json(_) => false,
        }
    }
}

/// The bytes of a source in UTF-8, without a byte-order mark.
fn utf8<'a>(source: Source<'a>, reading: Reading) -> Box<dyn BufRead + 'a> {
    let source = source.skip(reading.mark);
    if reading.encoding == UTF_8 {
        return source.bytes;
    }
    let decoder = DecodeReaderBytesBuilder::new()
        .encoding(Some(reading.encoding))
        .bom_sniffing(false)
        .build(source.bytes);
    Box::new(BufReader::new(decoder))
}

/// Whether a line has no text or title but a list of records, as the answer of an API.
fn is_answer(record: &Record, inputs: &Inputs) -> bool {
    use crate::ontology::FieldRole::{Text, Title};
    let keys: Vec<String> = record.fields.keys().map(|name| field_key(name)).collect();
    let named = |key: &String| inputs.is(key, Text) || inputs.is(key, Title);
    let holds = |key: &String| inputs.lists.contains(key) || inputs.around.contains(key);
    !keys.iter().any(named)
        && keys.iter().any(holds)
        && record.fields.values().any(|value| !value.is_string())
}

/// Takes an answer apart. It is small, having come as one record.
fn unpack<'a>(record: &Record, inputs: &'a Inputs, limit: usize) -> Stream<'a> {
    let bytes = serde_json::to_vec(&record.fields).unwrap_or_default();
    Stream::new(Box::new(Cursor::new(bytes)), inputs, limit)
}
