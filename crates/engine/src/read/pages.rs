//! The pages of one input, one at a time.

use std::io::Read;
use std::rc::Rc;

use rashomon_doc::{Diagnostic, DiagnosticCode};

use super::encoding::{self, Reading};
use super::kind::{self, Kind};
use super::record::Record;
use super::rows::Rows;
use super::source::{Notes, Source};
use super::{Content, Page, Place, ReadError, Reason, fields};
use crate::Tables;
use crate::ontology::Inputs;

/// The name of standard input.
pub const STANDARD_INPUT: &str = "-";

/// How much of an input is held.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many bytes a record (a row, or a file that is one document) may have, decompressed.
    pub max_record: usize,
}

impl Default for Limits {
    /// 32 MiB.
    fn default() -> Self {
        Self { max_record: 32 * 1024 * 1024 }
    }
}

/// The pages of one input. A record that cannot be read gives an error, and the rest goes on.
pub struct Pages<'a> {
    path: String,
    inputs: &'a Inputs,
    limits: Limits,
    notes: Rc<Notes>,
    state: State<'a>,
}

/// What is left to read.
enum State<'a> {
    /// A file that is one document.
    One(Source<'a>, Kind),
    /// Rows.
    Rows {
        rows: Box<Rows<'a>>,
        reading: Reading,
        /// Whether any came.
        any: bool,
    },
    /// Nothing more than an error.
    Failed(Place, Reason),
    /// Nothing more.
    Done,
}

/// Reads the pages of `input`. `path` is its name as given, with `/` between parts, and [`STANDARD_INPUT`] for
/// standard input. Only one record is held at a time.
pub fn pages<'a>(input: Box<dyn Read + 'a>, path: &str, limits: Limits, tables: &'a Tables) -> Pages<'a> {
    let inputs = &tables.inputs;
    let source = Source::open(input);
    let notes = Rc::clone(&source.notes);
    let reading = encoding::of_text(&source.head);
    let state = match kind_of(&source, path, reading, inputs) {
        // That nothing came is told by what ended it.
        Err(_) if notes.has_failed() => State::Done,
        Err(reason) => State::Failed(Place::Whole, reason),
        Ok(kind) => match Rows::open(source, kind, reading, limits.max_record, inputs) {
            Ok(mut rows) => match rows.check_columns() {
                Ok(()) => State::Rows { rows: Box::new(rows), reading, any: false },
                Err(reason) => State::Failed(Place::Line(1), reason),
            },
            Err(source) => State::One(source, kind),
        },
    };
    Pages { path: path.to_owned(), inputs, limits, notes, state }
}

/// The kind of an input, from its first bytes and its name.
pub(super) fn kind_of(
    source: &Source<'_>,
    path: &str,
    reading: Reading,
    inputs: &Inputs,
) -> Result<Kind, Reason> {
    if let Some(reason) = kind::binary(&source.head, reading.is_wide(), inputs) {
        return Err(reason);
    }
    let (head, _) = encoding::decode(source.head.clone(), reading);
    if source.is_all_head() && head.trim().is_empty() {
        return Err(Reason::Empty);
    }
    match kind::detect(&head, path, inputs)? {
        Kind::Text if path == STANDARD_INPUT => Err(Reason::NotJsonLines),
        kind => Ok(kind),
    }
}

impl Pages<'_> {
    fn error(&self, place: Place, reason: Reason) -> ReadError {
        ReadError { path: self.path.clone(), place, reason }
    }

    /// A file that is one document.
    fn one(&self, mut source: Source<'_>, html: bool) -> Result<Page, ReadError> {
        let limit = self.limits.max_record;
        let Some(bytes) = source.all(limit) else {
            return Err(self.error(Place::Whole, Reason::TooLong { limit }));
        };
        let reading = if html { encoding::of_html(&bytes) } else { encoding::of_text(&bytes) };
        let (text, mut diagnostics) = encoding::decode(bytes, reading);
        if text.trim().is_empty() {
            return Err(self.error(Place::Whole, Reason::Empty));
        }
        if self.notes.has_failed() {
            diagnostics.push(truncated());
        }
        let content = if html { Content::Html(text) } else { Content::Text(text) };
        let page = Page::new(&self.path, content);
        Ok(Page { sha256: self.notes.sha256(), diagnostics, ..page })
    }

    /// A row.
    fn row(&self, record: Record, reading: Reading) -> Result<Page, Reason> {
        let mut page = fields::page(&self.path, record, self.inputs)?;
        let text = match &page.content {
            Content::Text(text) | Content::Html(text) | Content::Row { text, .. } => text,
            Content::Article(article) => &article.text,
        };
        let transcoded = reading.encoding != encoding_rs::UTF_8;
        if transcoded && text.contains(char::REPLACEMENT_CHARACTER) {
            let diagnostic = encoding::undecodable(text);
            page.diagnostics.push(diagnostic);
        }
        if reading.guessed {
            page.diagnostics.push(encoding::guessed(reading));
        }
        Ok(page)
    }
}

impl Iterator for Pages<'_> {
    type Item = Result<Page, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Done => {
                let (place, reason) = self.notes.take_failure()?;
                Some(Err(self.error(place, reason)))
            }
            State::Failed(place, reason) => Some(Err(self.error(place, reason))),
            State::One(source, kind) => Some(self.one(source, kind == Kind::Html)),
            State::Rows { mut rows, reading, any } => {
                let Some((place, record)) = rows.next() else {
                    if any || self.notes.has_failed() {
                        return self.next();
                    }
                    return Some(Err(self.error(Place::Whole, Reason::NoRecords)));
                };
                let mut page = record
                    .and_then(|record| self.row(record, reading))
                    .map_err(|reason| self.error(place, reason));
                if let (Ok(page), true) = (&mut page, self.notes.has_failed() && rows.may_be_cut()) {
                    page.diagnostics.push(truncated());
                }
                self.state = State::Rows { rows, reading, any: true };
                Some(page)
            }
        }
    }
}

fn truncated() -> Diagnostic {
    Diagnostic {
        code: DiagnosticCode::Truncated,
        message: "The input breaks off; what came of it is here.".to_owned(),
        place: None,
    }
}
