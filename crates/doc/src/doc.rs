//! A read article: its texts with sentences, words, names and attribution spans.

use std::ops::Range;

use crate::{Article, AttributionRole, Deprel, NameType, Span, Upos, View};

/// Index of a token in its layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(pub u32);

impl TokenId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Index of a sentence in its layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceId(pub u32);

impl SentenceId {
    /// As an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A word in the sense of Universal Dependencies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its letters; the parts of a contraction that do not spell it share the whole.
    pub span: Span,
    /// Part of speech.
    pub upos: Upos,
    /// Dictionary form.
    pub lemma: String,
    /// The word it depends on, in the same sentence; `None` at a root.
    pub head: Option<TokenId>,
    /// Its relation to the head.
    pub deprel: Deprel,
}

/// A sentence: trimmed of white space, inside one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its tokens in the layer.
    pub tokens: Range<u32>,
}

/// A name found by the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntitySpan {
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub kind: NameType,
}

/// A part of an attribution found by the reader, not yet linked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoleSpan {
    /// Where it stands.
    pub span: Span,
    /// Source, cue or content.
    pub role: AttributionRole,
    /// The reader's certainty, 0 to 1.
    pub score: f32,
}

/// What the reader found in one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// Sentences in order.
    pub sentences: Vec<Sentence>,
    /// Words in order.
    pub tokens: Vec<Token>,
    /// Names in order.
    pub entities: Vec<EntitySpan>,
    /// Attribution spans in order of start.
    pub roles: Vec<RoleSpan>,
}

/// Which text of an article a position refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `text`.
    #[default]
    Text,
    /// `title_text`.
    Title,
}

/// An article that has been read. It owns the layers; views look at them.
#[derive(Clone, Debug, PartialEq)]
pub struct Doc {
    /// The article.
    pub article: Article,
    /// The layer of its text.
    pub body: Layer,
    /// The layer of a title that stands apart from the text.
    pub title: Option<Layer>,
}

impl Doc {
    /// A look at the text.
    pub fn body(&self) -> View<'_> {
        View { text: &self.article.text, blocks: &self.article.blocks, layer: &self.body, field: Field::Text }
    }

    /// A look at a title that stands apart.
    pub fn title(&self) -> Option<View<'_>> {
        let layer = self.title.as_ref()?;
        match &self.article.title {
            crate::Title::Apart(text) => Some(View { text, blocks: &[], layer, field: Field::Title }),
            crate::Title::None | crate::Title::InText(_) => None,
        }
    }
}
