//! An attribution while it is being put together.

use rashomon_doc::Span;

/// Where a draft comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The reader's spans.
    Reader,
    /// A reporting cue and its tree.
    Tree,
    /// Quotation marks.
    Marks,
}

/// Source, cue and content that belong together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    pub(super) source: Vec<Span>,
    pub(super) cue: Vec<Span>,
    pub(super) content: Vec<Span>,
    pub(super) origin: Origin,
    /// 0 to 1.
    pub(super) confidence: f32,
    /// Whether a draft of the tree is of a form that seldom errs.
    pub(super) certain: bool,
}

impl Draft {
    /// Whether nothing says who speaks.
    pub(super) fn is_orphan(&self) -> bool {
        self.source.is_empty() && self.cue.is_empty()
    }

    /// Whether it has a source, a cue and a content: speech reported in a clause of its own.
    pub(super) fn is_clause(&self) -> bool {
        !self.source.is_empty() && !self.cue.is_empty()
    }
}
