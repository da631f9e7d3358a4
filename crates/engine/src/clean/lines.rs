//! The lines of a text, with what their shape tells.

use rashomon_doc::{Block, BlockKind, Span};

use super::glue;
use crate::Tables;

/// Lines longer than this many bytes are running text, whatever they hold: they are not compared with phrases.
pub(super) const SHORT: usize = 600;
/// A text is taken for hard-wrapped if no line is longer than this many characters …
const WRAP_WIDTH: usize = 110;
/// … it has at least this many lines …
const WRAP_LINES: usize = 6;
/// … and at least this share of them begins with a small letter.
const WRAP_SHARE: f64 = 0.25;
/// How much shorter than the widest line a wrapped line can be, over the word that did not fit, in characters.
const WRAP_SLACK: usize = 6;

/// A line with a sentence and a pointer to another article has at least so many words.
const GLUED_WORDS: usize = 10;

/// One line of a text, or several that a hard wrap parted.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Where it stands, without white space around it.
    pub(super) span: Span,
    /// Its words without Markdown's marks in front.
    pub(super) words: &'a str,
    /// Marks of Markdown in front.
    pub(super) mark: Mark,
    /// How many words it has.
    pub(super) count: usize,
    /// How many of them are function words.
    pub(super) small: usize,
    /// Whether it ends as a sentence does.
    pub(super) stop: bool,
    /// Its words for comparison: lower case, straight quotation marks, one space, `#` for numbers. Empty for long lines.
    pub(super) plain: String,
    /// What it is, once that is known.
    pub(super) kind: Option<BlockKind>,
}

/// What Markdown says of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// A heading of some level.
    Heading,
    /// A quotation.
    Quote,
    /// An item of a list.
    Item,
}

impl<'a> Line<'a> {
    /// Whether Markdown sets the whole line in italics or bold.
    pub(super) fn is_emphasised(&self) -> bool {
        ['*', '_'].iter().any(|mark| self.words.starts_with(*mark) && self.words.ends_with(*mark))
    }

    fn new(text: &'a str, span: Span, tables: &Tables) -> Self {
        let whole = span.slice(text);
        let (mark, words) = marked(whole);
        let mut count = 0;
        let mut small = 0;
        for word in words.split_whitespace() {
            count += 1;
            let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
            // Function words are short; longer ones need no look-up.
            if word.len() <= 8 && tables.language.function_words.contains(&word.to_lowercase()) {
                small += 1;
            }
        }
        let plain = if words.len() <= SHORT { plain(words) } else { String::new() };
        // A pointer glued to the end hides the stop before it.
        let stop = ends_with_stop(words)
            || count >= GLUED_WORDS && glue::trailing_teaser(words, &tables.furniture).is_some();
        Self { span, words, mark, count, small, stop, plain, kind: None }
    }

    /// Where the words begin, after Markdown's marks.
    pub(super) fn words_span(&self) -> Span {
        let end = self.span.end.index();
        Span::new(end - self.words.len(), end)
    }

    /// The words for comparison, without punctuation at either end.
    pub(super) fn bare(&self) -> &str {
        bare(&self.plain)
    }

    /// Whether it opens with a quotation mark.
    pub(super) fn is_quoted(&self) -> bool {
        self.words.starts_with(['"', '“', '‘', '«', '\''])
    }

    /// Whether it reads like a sentence or more of running text.
    pub(super) fn is_prose(&self) -> bool {
        const LEAST: usize = 7;
        const LONG: usize = 28;
        /// The shares of function words: names and lists of links have few.
        const LEAST_SMALL: f64 = 0.12;
        const LONG_SMALL: f64 = 0.2;
        let share = self.small as f64 / self.count.max(1) as f64;
        let ends = self.stop || self.words.ends_with(':');
        (ends && self.count >= LEAST && share >= LEAST_SMALL) || (self.count >= LONG && share >= LONG_SMALL)
    }

    /// Whether nothing is known of it yet.
    pub(super) fn is_open(&self) -> bool {
        self.kind.is_none()
    }
}

/// Splits a text into lines that hold something. Lines that a hard wrap parted are joined.
pub(super) fn split<'a>(text: &'a str, tables: &Tables) -> Vec<Line<'a>> {
    let mut raw: Vec<(Span, bool)> = Vec::new();
    let mut start = 0;
    let mut blank = true;
    for piece in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}', '\u{85}']) {
        let span = Span::new(start, start + piece.len()).trimmed(text);
        start += piece.len();
        if span.is_empty() {
            // The "\n" of "\r\n" is an empty piece, but no empty line.
            blank |= piece != "\n" || !text.get(..start - 1).is_some_and(|before| before.ends_with('\r'));
            continue;
        }
        raw.push((span, blank));
        blank = false;
    }
    let spans = match wrap_width(text, &raw) {
        Some(width) => unwrap_lines(text, &raw, width),
        None => raw.into_iter().map(|(span, _)| span).collect(),
    };
    spans.into_iter().map(|span| Line::new(text, span, tables)).collect()
}

/// The lines that blocks from markup stand for, with their kinds where the markup is sure.
pub(super) fn from_blocks<'a>(text: &'a str, blocks: &[Block], tables: &Tables) -> Vec<Line<'a>> {
    blocks
        .iter()
        .map(|block| {
            let mut line = Line::new(text, block.span.trimmed(text), tables);
            line.kind = (block.kind != BlockKind::Paragraph).then_some(block.kind);
            line
        })
        .filter(|line| !line.span.is_empty())
        .collect()
}

/// The width at which a text is wrapped, if it is.
fn wrap_width(text: &str, lines: &[(Span, bool)]) -> Option<usize> {
    let widest = lines.iter().map(|(span, _)| width(span.slice(text))).max()?;
    let small = lines.iter().filter(|(span, _)| span.slice(text).starts_with(char::is_lowercase)).count();
    let wrapped =
        widest <= WRAP_WIDTH && lines.len() >= WRAP_LINES && small as f64 >= WRAP_SHARE * lines.len() as f64;
    wrapped.then_some(widest)
}

/// Joins a line to the one before where the first word would not have fitted there.
fn unwrap_lines(text: &str, lines: &[(Span, bool)], widest: usize) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    let mut last_width = 0;
    for (span, blank) in lines {
        let words = span.slice(text);
        let first = words.split_whitespace().next().map_or(0, width);
        let fits = last_width + 1 + first + WRAP_SLACK <= widest;
        match joined.last_mut() {
            Some(before) if !blank && (!fits || words.starts_with(char::is_lowercase)) => {
                *before = before.cover(*span);
            }
            _ => joined.push(*span),
        }
        last_width = width(words);
    }
    joined
}

fn width(words: &str) -> usize {
    words.chars().count()
}

/// Takes Markdown's marks off the front of a line.
fn marked(line: &str) -> (Mark, &str) {
    let hashes = line.len() - line.trim_start_matches('#').len();
    let after = line.get(hashes..).unwrap_or_default();
    if (1..=6).contains(&hashes) && after.starts_with(' ') {
        return (Mark::Heading, after.trim_start());
    }
    if let Some(rest) = line.strip_prefix('>') {
        return (Mark::Quote, rest.trim_start_matches(['>', ' ']));
    }
    let item = ["* ", "- ", "• ", "•", "▪ ", "◦ ", "‣ ", "· "].iter().any(|bullet| line.starts_with(bullet));
    (if item { Mark::Item } else { Mark::None }, line)
}

/// Whether the words end as a sentence does, closing marks aside.
pub(super) fn ends_with_stop(words: &str) -> bool {
    let open = words.trim_end_matches(|mark: char| is_closing(mark) || mark.is_whitespace());
    open.ends_with(['.', '!', '?', '…'])
}

fn is_closing(mark: char) -> bool {
    matches!(mark, '"' | '”' | '’' | '\'' | ')' | ']' | '»' | '*' | '_')
}

/// Words for comparison: lower case, straight quotation marks, one space between words, `#` for numbers.
pub(super) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for letter in word.chars() {
            match letter {
                '‘' | '’' | '`' => out.push('\''),
                '“' | '”' | '„' => out.push('"'),
                digit if digit.is_ascii_digit() => {
                    if !out.ends_with('#') {
                        out.push('#');
                    }
                }
                other => out.extend(other.to_lowercase()),
            }
        }
    }
    out
}

/// Without punctuation at either end.
pub(super) fn bare(plain: &str) -> &str {
    plain.trim_matches(|mark: char| !mark.is_alphanumeric() && !matches!(mark, '#' | '+'))
}
