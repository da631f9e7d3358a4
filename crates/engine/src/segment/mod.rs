//! Sentences of news prose.

use rashomon_doc::{Block, Span};

/// The sentences of the blocks that are read, in order, trimmed, none across a block's border.
pub fn sentences(text: &str, blocks: &[Block]) -> Vec<Span> {
    blocks
        .iter()
        .filter(|block| block.kind.is_read())
        .map(|block| block.span.trimmed(text))
        .filter(|span| !span.is_empty())
        .collect()
}
