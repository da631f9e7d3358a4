//! What each stretch of a text is.
//!
//! Lines are labelled in four passes: what phrases and stamps tell by themselves; the head, up to the first line of running
//! text; the tail, after the last; the body between. Then lines are cut where two things are glued together.

use rashomon_doc::{Block, BlockKind, Span};

use super::lines::{self, Line, Mark};
use super::{body, glue, head, phrases, split, stamp, tail};
use crate::Tables;

/// What is known of a text before its blocks are labelled.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known<'a> {
    /// The title, where it stands apart from the text.
    pub(super) title: Option<&'a str>,
    /// The author, as metadata name them.
    pub(super) author: Option<&'a str>,
    /// The outlet, as metadata name it.
    pub(super) outlet: Option<&'a str>,
    /// The host of its address.
    pub(super) host: Option<&'a str>,
    /// Fields in front of the text.
    pub(super) front: Option<Span>,
    /// Whether markup has told the article's lines from the site's: lists are the article's then.
    pub(super) selected: bool,
}

/// The labelled blocks of a text, with what was found on the way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Labelled {
    /// The blocks: in order, disjoint, covering all but white space.
    pub(super) blocks: Vec<Block>,
    /// The headline's words, where the text holds one.
    pub(super) title: Option<Span>,
    /// A site's name glued to the headline.
    pub(super) site: Option<split::Site>,
}

/// Labels plain text, Markdown or the text of a row.
pub(super) fn label(text: &str, known: Known<'_>, tables: &Tables) -> Labelled {
    label_lines(text, lines::split(text, tables), known, tables)
}

/// Labels blocks that markup gave: those it is not sure of are looked at again.
pub(super) fn relabel(text: &str, blocks: &[Block], known: Known<'_>, tables: &Tables) -> Labelled {
    let known = Known { selected: true, ..known };
    label_lines(text, lines::from_blocks(text, blocks, tables), known, tables)
}

fn label_lines<'a>(text: &'a str, mut lines: Vec<Line<'a>>, known: Known<'_>, tables: &Tables) -> Labelled {
    for line in lines.iter_mut().filter(|line| known.front.is_some_and(|front| front.contains(line.span))) {
        line.kind = Some(BlockKind::Furniture);
    }
    by_phrase(text, &mut lines, tables);
    let first = body_starts(&lines);
    head::label(text, &mut lines, first, known, tables);
    tail::label(&mut lines, known, tables);
    body::label(text, &mut lines, known, tables);
    split::blocks(text, &lines, known, tables)
}

/// Labels the lines that need no context.
fn by_phrase(text: &str, lines: &mut [Line<'_>], tables: &Tables) {
    let table = &tables.furniture;
    let head = body_starts(lines);
    for (at, line) in lines.iter_mut().enumerate().filter(|(_, line)| line.is_open()) {
        line.kind = if phrases::is_credits_line(line, table) {
            Some(BlockKind::Byline)
        } else if line.words.len() <= lines::SHORT
            && line.count <= stamp::LINE_WORDS
            && stamp::scan(text, line.span, tables).is_only_stamps()
        {
            Some(BlockKind::Datestamp)
        } else if line.is_emphasised()
            && line.count <= stamp::LINE_WORDS
            && !glue::stamps(text, line.span, tables).is_empty()
        {
            // A line in italics with a date is about the article, whatever else it holds.
            Some(BlockKind::Byline)
        } else if at < head && is_strip(text, line, tables) {
            Some(BlockKind::Byline)
        } else if phrases::is_credit(line, table) || phrases::is_furniture(line, table) {
            Some(BlockKind::Furniture)
        } else {
            match line.mark {
                Mark::Quote => Some(BlockKind::Blockquote),
                Mark::Heading | Mark::Item | Mark::None => None,
            }
        };
    }
}

/// "The Courier · 5 April 2025 · by Ada Kroll · 6 min read": things about the article side by side, a date among them.
fn is_strip(text: &str, line: &Line<'_>, tables: &Tables) -> bool {
    let mut start = line.words_span().start.index();
    let mut parts = line.words.split_inclusive(['·', '|', '•']).map(|part| {
        let span = Span::new(start, start + part.len());
        start += part.len();
        span
    });
    let is_day = |span: Span| {
        let scan = stamp::scan(text, span, tables);
        scan.is_only_stamps() && scan.stamps.iter().any(|stamp| stamp.day.is_some())
    };
    line.count <= stamp::LINE_WORDS && line.words.contains(['·', '|', '•']) && parts.any(is_day)
}

/// The index of the first line of running text.
fn body_starts(lines: &[Line<'_>]) -> usize {
    lines
        .iter()
        .position(|line| line.is_open() && line.mark == Mark::None && line.is_prose())
        .unwrap_or(lines.len())
}
