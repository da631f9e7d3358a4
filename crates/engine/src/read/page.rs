//! A document as read, before cleaning.

use std::fmt;

use rashomon_doc::{Article, Diagnostic, InputId};

use super::id;

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
    /// A row that `clean` or `annotate` wrote: blocks, dates and outlet stand as they were found then.
    /// Only what the user gives goes before them. `id`, `path`, `input_id`, `sha256` and `diagnostics`
    /// are those of the page, and empty here.
    Article(Box<Article>),
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

/// Where in an input something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The whole input.
    Whole,
    /// A line, counted from 1.
    Line(u64),
    /// A record of a list, counted from 1.
    Record(u64),
    /// A byte of the decompressed input, counted from 0.
    Byte(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Line(number) => write!(f, "line {number}: "),
            Self::Record(number) => write!(f, "record {number}: "),
            Self::Byte(offset) => write!(f, "byte {offset}: "),
        }
    }
}

/// One document as read, before cleaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The path as given, with `/` between parts.
    pub path: String,
    /// Where it stands in the input of that path.
    pub place: Place,
    /// The row's own id.
    pub input_id: Option<InputId>,
    /// SHA-256 of the file's bytes, or of a row's text in UTF-8, in hex.
    pub sha256: String,
    /// 1, or more for an exact repeat of a document that was read before.
    pub repeat: u32,
    /// What it holds.
    pub content: Content,
    /// What the record itself says.
    pub metadata: Metadata,
    /// What the user says (`--meta`); it goes before `metadata`.
    pub given: Metadata,
    /// What was doubtful in reading.
    pub diagnostics: Vec<Diagnostic>,
}

impl Page {
    /// A page of its own, with nothing known about it but its content. `sha256` is that of the content in UTF-8.
    pub fn new(path: &str, content: Content) -> Self {
        let sha256 = match &content {
            Content::Text(text) | Content::Html(text) | Content::Row { text, .. } => {
                id::sha256(text.as_bytes())
            }
            Content::Article(article) => id::sha256(article.text.as_bytes()),
        };
        Self {
            path: path.to_owned(),
            place: Place::Whole,
            input_id: None,
            sha256,
            repeat: 1,
            content,
            metadata: Metadata::default(),
            given: Metadata::default(),
            diagnostics: Vec::new(),
        }
    }

    /// The document's id, once `text` is known.
    pub fn id(&self, text: &str) -> String {
        id::document_id(&self.path, self.input_id.as_ref(), text, self.repeat)
    }
}
