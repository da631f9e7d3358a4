//! An article: a text that never changes, with what is known about it.

use crate::{Date, Diagnostic, Span};

/// What a stretch of an article's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The title above the text.
    Headline,
    /// A summary under the headline.
    Deck,
    /// Who wrote it.
    Byline,
    /// The place (and day) in front of the first sentence.
    Dateline,
    /// When it was published or updated.
    Datestamp,
    /// A heading inside the text.
    Subhead,
    /// Running text.
    Paragraph,
    /// A quotation set apart.
    Blockquote,
    /// Words under a picture.
    Caption,
    /// A pointer to another article.
    Teaser,
    /// What belongs to the site, not to the article.
    Furniture,
}

impl BlockKind {
    /// Whether facts are drawn from such a block.
    pub fn is_read(self) -> bool {
        match self {
            Self::Headline
            | Self::Deck
            | Self::Subhead
            | Self::Paragraph
            | Self::Blockquote
            | Self::Caption => true,
            Self::Byline | Self::Dateline | Self::Datestamp | Self::Teaser | Self::Furniture => false,
        }
    }
}

/// A labelled stretch of text. Blocks are in order, disjoint, and cover all but white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: Span,
}

/// How a field of an article is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provenance {
    /// The text says so.
    Stated,
    /// The page's metadata or the record say so.
    Metadata,
    /// The user says so.
    Given,
    /// Guessed from traces.
    Guessed,
}

/// The outlet that published an article.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Outlet {
    /// Its name as found.
    pub name: String,
    /// How it is known.
    pub basis: Provenance,
    /// Where the text names it, if it does.
    pub span: Option<Span>,
}

/// Where the title of an article stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Title {
    /// None was found.
    #[default]
    None,
    /// In the text.
    InText(Span),
    /// Apart from the text: a field of a record, or of a page.
    Apart(String),
}

/// The `id` of a row, which comes back untouched.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InputId {
    /// A string.
    Text(String),
    /// A whole number.
    Number(i64),
}

/// One report as published. `text` never changes after reading; all positions refer to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// `d` and 12 hex digits of the SHA-256 over path, input id and text.
    pub id: String,
    /// The path it was read from, as given, with `/` between parts.
    pub path: String,
    /// The row's own id.
    pub input_id: Option<InputId>,
    /// Its address.
    pub url: Option<String>,
    /// SHA-256 of the file's bytes, or of a row's text in UTF-8, in hex.
    pub sha256: String,
    /// ISO 639-1 code of the text's language; `und` where it cannot be told.
    pub language: String,
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its title.
    pub title: Title,
    /// When it was published.
    pub published: Date,
    /// When it was last updated.
    pub updated: Option<Date>,
    /// The text.
    pub text: String,
    /// What each stretch of the text is.
    pub blocks: Vec<Block>,
    /// What was doubtful in reading and cleaning.
    pub diagnostics: Vec<Diagnostic>,
}

impl Article {
    /// Whether its facts are drawn: only English is read.
    pub fn is_english(&self) -> bool {
        self.language == "en"
    }

    /// The title's words, wherever it stands.
    pub fn title_str(&self) -> Option<&str> {
        match &self.title {
            Title::None => None,
            Title::InText(span) => Some(span.slice(&self.text)),
            Title::Apart(title) => Some(title),
        }
    }
}
