//! From bytes to pages: formats, encodings and records.

use rashomon_doc::{Date, Diagnostic, InputId};

/// What a page holds before cleaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Plain text or Markdown, decoded and otherwise untouched.
    Text(String),
    /// A saved HTML page, decoded.
    Html(String),
    /// A row of JSON Lines, JSON or CSV: the text is the field's own, the title stands apart.
    Row {
        /// The article's text.
        text: String,
        /// The title field.
        title: Option<String>,
    },
}

/// What a row's fields or `--meta` say of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The outlet.
    pub outlet: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The publication date as written in the field.
    pub published: Option<Field>,
    /// The date of the last update as written in the field.
    pub updated: Option<Field>,
}

/// A metadata value with the name of the field that held it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The field's name.
    pub name: String,
    /// Its value as written.
    pub value: String,
}

/// One document as read, before cleaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The path as given, with `/` between parts.
    pub path: String,
    /// The row's own id.
    pub input_id: Option<InputId>,
    /// SHA-256 of the file's bytes, or of a row's text in UTF-8, in hex.
    pub sha256: String,
    /// What it holds.
    pub content: Content,
    /// What the record itself says.
    pub metadata: Metadata,
    /// What the user says (`--meta`); it goes before `metadata`.
    pub given: Metadata,
    /// What was doubtful in reading.
    pub diagnostics: Vec<Diagnostic>,
    /// The publication date the user gave, already read.
    pub given_published: Option<Date>,
}
