//! What can be wrong with an input, and where.

use super::Place;

/// An input, or a record of one, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {place}{reason}")]
pub struct ReadError {
    /// The path as given.
    pub path: String,
    /// Where in it.
    pub place: Place,
    /// What is wrong.
    pub reason: Reason,
}

/// What is wrong with an input or a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// No bytes, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// A list of records without any.
    #[error("there is no record in it")]
    NoRecords,
    /// Not text; the kind where its first bytes tell it.
    #[error("{0} is not text that can be read")]
    Binary(String),
    /// Longer than a record may be.
    #[error("longer than {limit} bytes; left out (--max-record raises the limit)")]
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// Compressed more often than is sensible.
    #[error("compressed more than {0} times over")]
    TooDeep(usize),
    /// Nothing could be read.
    #[error("{0}")]
    Unreadable(String),
    /// The input broke off or could not be read further; what came before was processed.
    #[error("{0}; what came before it was processed")]
    Broken(String),
    /// Not JSON, or JSON that breaks off.
    #[error("not JSON: {0}")]
    NotJson(String),
    /// JSON that is no object.
    #[error("expected an object with the fields of an article, found {0}")]
    NotAnObject(&'static str),
    /// An object or row without a field that is known to hold a text or title.
    #[error("no field is known as a text or title (fields: {0})")]
    NoText(String),
    /// A text field of another kind.
    #[error("`{name}` should hold a text, not {found}")]
    WrongType {
        /// The field.
        name: String,
        /// What it holds.
        found: &'static str,
    },
    /// A file of this program's own that is no list of documents.
    #[error("{0} is an output of this program that holds no articles to read")]
    NotArticles(String),
    /// A row of this program's own that was changed since.
    #[error("not as this program wrote it: {0}")]
    BadRow(String),
    /// A row of a later version of this program's own formats.
    #[error("{format} version {version} is newer than this program")]
    TooNew {
        /// The format.
        format: String,
        /// Its version.
        version: u64,
    },
    /// Standard input that does not begin like JSON Lines.
    #[error("standard input is read as JSON Lines, but does not begin with an object")]
    NotJsonLines,
    /// A list of metadata that is neither CSV nor JSON Lines.
    #[error("metadata are read from CSV or JSON Lines")]
    NotRows,
    /// A row of metadata that does not say what it is about.
    #[error("the row has no `path`")]
    NoPath,
}
