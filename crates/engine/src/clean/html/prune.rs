//! Leaving out what the labelling of lines found to be the site's after all.

use rashomon_doc::{Block, BlockKind, Span};

/// A text and its blocks without furniture, pointers to other articles and credits of pictures. `lines` are the blocks as
/// the markup has them, `labelled` those after labelling; `None` if nothing is to be left out.
pub(in crate::clean) fn prune(
    text: &str,
    lines: &[Block],
    labelled: &[Block],
) -> Option<(String, Vec<Block>)> {
    if labelled.iter().all(|block| is_article(block.kind)) {
        return None;
    }
    let mut pruned = String::with_capacity(text.len());
    let mut blocks = Vec::with_capacity(lines.len());
    let mut next = 0;
    for line in lines {
        let rest = labelled.get(next..).unwrap_or_default();
        let inside = rest.iter().take_while(|block| block.span.start < line.span.end).count();
        next += inside;
        let kept = rest.iter().take(inside).filter(|block| is_article(block.kind)).map(|block| block.span);
        let Some(kept) = Span::cover_all(kept) else { continue };
        if !pruned.is_empty() {
            pruned.push('\n');
        }
        let start = pruned.len();
        pruned.push_str(kept.slice(text));
        blocks.push(Block { kind: line.kind, span: Span::new(start, pruned.len()) });
    }
    Some((pruned, blocks))
}

fn is_article(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Teaser | BlockKind::Furniture | BlockKind::Caption => false,
        BlockKind::Headline
        | BlockKind::Deck
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Datestamp
        | BlockKind::Subhead
        | BlockKind::Paragraph
        | BlockKind::Blockquote => true,
    }
}
