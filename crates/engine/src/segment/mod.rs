//! Sentences of news prose.
//!
//! A rule at each stop, with the word before it and the words after it; no look further than a fixed window, so the
//! time is linear in the text however it is written.

mod boundary;

use rashomon_doc::{Block, BlockKind, Span};

use crate::Tables;
use crate::clean::speaker_tag;

/// The sentences of the blocks that are read, in order, trimmed, none across a block's border.
///
/// A speaker tag at the end of a block quotation is a sentence of its own, and so is the role glued to its name.
pub fn sentences(text: &str, blocks: &[Block], tables: &Tables) -> Vec<Span> {
    let mut sentences = Vec::new();
    for block in blocks.iter().filter(|block| block.kind.is_read()) {
        let mut cuts = Vec::new();
        let mut end = block.span.end.index();
        if block.kind == BlockKind::Blockquote
            && let Some(tag) = speaker_tag(text, block.span, tables)
        {
            end = tag.quotation.end.index();
            cuts.extend([tag.name.start.index(), block.span.end.index()]);
            cuts.extend(tag.role.map(|role| role.start.index()));
        }
        boundary::ends(text, Span::new(block.span.start.index(), end), &tables.sentences, &mut cuts);
        cuts.push(end);
        cuts.sort_unstable();
        let mut start = block.span.start.index();
        for cut in cuts {
            let span = Span::new(start, cut).trimmed(text);
            if !span.is_empty() {
                sentences.push(span);
            }
            start = cut;
        }
    }
    sentences
}
