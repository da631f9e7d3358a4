//! Cutting lines where two things are glued together: a stamp and a headline, a dateline and a sentence, a caption and
//! its credit, a paragraph and a teaser.

use rashomon_doc::{Block, BlockKind, Span};

use super::blocks::{Known, Labelled};
use super::lines::{Line, Mark};
use super::{dateline, glue};
use crate::Tables;

pub(super) use glue::Site;

/// Datelines stand in one of the first so many paragraphs.
const DATELINE_PARAGRAPHS: usize = 2;

/// The blocks of labelled lines.
pub(super) fn blocks(text: &str, lines: &[Line<'_>], known: Known<'_>, tables: &Tables) -> Labelled {
    let mut labelled = Labelled::default();
    let mut paragraphs = 0;
    let colons = dateline::colon_labels(lines);
    for line in lines {
        let kind = line.kind.unwrap_or(BlockKind::Paragraph);
        let mut rest = line.span;
        if matches!(line.mark, Mark::Heading | Mark::Quote) {
            rest = line.words_span();
            push(
                text,
                &mut labelled.blocks,
                BlockKind::Furniture,
                Span { start: line.span.start, end: rest.start },
            );
        }
        match kind {
            BlockKind::Headline => headline(text, rest, known, tables, &mut labelled),
            BlockKind::Paragraph => {
                paragraphs += 1;
                if paragraphs <= DATELINE_PARAGRAPHS
                    && let Some(end) = dateline::end(rest.slice(text), paragraphs == 1, &colons, tables)
                {
                    rest =
                        cut(text, &mut labelled.blocks, BlockKind::Dateline, rest, rest.start.index() + end);
                }
                let teaser = glue::trailing_teaser(rest.slice(text), &tables.furniture)
                    .map_or(rest.end.index(), |at| rest.start.index() + at);
                rest = cut(text, &mut labelled.blocks, BlockKind::Paragraph, rest, teaser);
                push(text, &mut labelled.blocks, BlockKind::Teaser, rest);
            }
            BlockKind::Caption => {
                let credit = glue::trailing_credit(rest.slice(text), &tables.furniture)
                    .map_or(rest.end.index(), |at| rest.start.index() + at);
                rest = cut(text, &mut labelled.blocks, BlockKind::Caption, rest, credit);
                push(text, &mut labelled.blocks, BlockKind::Furniture, rest);
            }
            BlockKind::Byline => byline(text, rest, tables, &mut labelled.blocks),
            BlockKind::Deck
            | BlockKind::Dateline
            | BlockKind::Datestamp
            | BlockKind::Subhead
            | BlockKind::Blockquote
            | BlockKind::Teaser
            | BlockKind::Furniture => push(text, &mut labelled.blocks, kind, rest),
        }
    }
    labelled
}

/// A headline, with a stamp glued before or after it and a site's name after it.
fn headline(text: &str, line: Span, known: Known<'_>, tables: &Tables, labelled: &mut Labelled) {
    let mut rest = line;
    if let Some(end) = glue::leading_stamp(text, rest, tables) {
        rest = cut(text, &mut labelled.blocks, BlockKind::Datestamp, rest, end);
    }
    let stamp = glue::trailing_stamp(text, rest, tables).unwrap_or(rest.end.index());
    let title = Span::new(rest.start.index(), stamp).trimmed(text);
    labelled.site = glue::site_name(text, title, known, &tables.furniture);
    let end = labelled.site.map_or(title.end.index(), |site| site.title_end);
    labelled.title = Some(Span::new(title.start.index(), end).trimmed(text));
    rest = cut(text, &mut labelled.blocks, BlockKind::Headline, rest, end);
    rest = cut(text, &mut labelled.blocks, BlockKind::Furniture, rest, title.end.index());
    push(text, &mut labelled.blocks, BlockKind::Datestamp, rest);
}

/// A byline, with stamps before, in or after it on the same line.
fn byline(text: &str, line: Span, tables: &Tables, blocks: &mut Vec<Block>) {
    let mut rest = line;
    for stamp in glue::stamps(text, line, tables) {
        rest = cut(text, blocks, BlockKind::Byline, rest, stamp.start.index());
        rest = cut(text, blocks, BlockKind::Datestamp, rest, stamp.end.index());
    }
    push(text, blocks, BlockKind::Byline, rest);
}

/// Pushes what of `rest` stands before `end`, and gives back the remainder.
fn cut(text: &str, blocks: &mut Vec<Block>, kind: BlockKind, rest: Span, end: usize) -> Span {
    let end = end.clamp(rest.start.index(), rest.end.index());
    push(text, blocks, kind, Span::new(rest.start.index(), end));
    Span::new(end, rest.end.index()).trimmed(text)
}

fn push(text: &str, blocks: &mut Vec<Block>, kind: BlockKind, span: Span) {
    let span = span.trimmed(text);
    if !span.is_empty() {
        blocks.push(Block { kind, span });
    }
}
