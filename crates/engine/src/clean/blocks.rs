//! Blocks of plain text.

use rashomon_doc::{Block, BlockKind, Span};

use crate::Tables;

/// Labels the lines of a text.
pub(super) fn label(text: &str, tables: &Tables) -> Vec<Block> {
    let _ = tables;
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        if !span.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
    }
    blocks
}
