//! Positions in a text.

use std::ops::Range;

/// A byte offset into a document's text, always on a character boundary.
///
/// Texts are at most 4 GiB; readers refuse longer records long before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pos(pub u32);

impl Pos {
    /// The position at byte `offset`.
    pub fn at(offset: usize) -> Self {
        Self(u32::try_from(offset).unwrap_or(u32::MAX))
    }

    /// The offset as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The bytes from `start` up to and without `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Where the first character begins.
    pub start: Pos,
    /// Where the last character ends.
    pub end: Pos,
}

impl Span {
    /// The span between two byte offsets; an end before the start gives an empty span at the start.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: Pos::at(start), end: Pos::at(end.max(start)) }
    }

    /// The offsets as a range of indices.
    pub fn range(self) -> Range<usize> {
        self.start.index()..self.end.index()
    }

    /// Its length in bytes.
    pub fn len(self) -> usize {
        self.end.index() - self.start.index()
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the character at `pos` lies inside.
    pub fn contains_pos(self, pos: Pos) -> bool {
        self.start <= pos && pos < self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The bytes that the two share, as a length.
    pub fn shared(self, other: Self) -> usize {
        self.end.min(other.end).index().saturating_sub(self.start.max(other.start).index())
    }

    /// The words of `text` that this span stands for; empty where it does not fit the text.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The span without white space at either end.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let words = self.slice(text);
        let start = self.start.index() + (words.len() - words.trim_start().len());
        Self::new(start, start + words.trim().len())
    }

    /// The smallest span that holds all of `spans`.
    pub fn cover_all(spans: impl IntoIterator<Item = Self>) -> Option<Self> {
        spans.into_iter().reduce(Self::cover)
    }
}
