//! The body of a text: paragraphs, subheads, block quotations, and what stands between them.

use rashomon_doc::BlockKind;

use super::blockquote;
use super::blocks::Known;
use super::lines::{Line, Mark};
use super::{glue, head, phrases};
use crate::Tables;

/// The longest subhead, in words.
const SUBHEAD_WORDS: usize = 17;
/// The longest caption, in words.
const CAPTION_WORDS: usize = 60;
/// The shortest title that a label and a colon, or capitals alone, show to be another article's, in words.
const OTHER_TITLE_WORDS: usize = 7;
/// The longest question that can be a subhead, in words.
const QUESTION_WORDS: usize = 12;
/// The shortest block quotation without marks, in words.
const QUOTATION_WORDS: usize = 9;
/// So many short lines in a row are a list.
const LIST_LINES: usize = 3;
/// A line of a list with at least so many words can be a title.
const TITLE_WORDS: usize = 5;

/// Labels every line that is still open.
pub(super) fn label<'a>(text: &'a str, lines: &mut Vec<Line<'a>>, known: Known<'_>, tables: &Tables) {
    label_repeats(lines);
    label_lists(lines, known, tables);
    for at in 0..lines.len() {
        let introduced = at
            .checked_sub(1)
            .and_then(|before| lines.get(before))
            .is_some_and(|before| introduces(before, tables));
        let Some(line) = lines.get(at).filter(|line| line.is_open()) else { continue };
        let after = lines.get(at + 1..).unwrap_or_default().iter().find(|next| !is_aside(next));
        let kind = match of_line(text, line, after, tables) {
            BlockKind::Paragraph if introduced && is_unmarked_quotation(line) => BlockKind::Blockquote,
            kind => kind,
        };
        if let Some(line) = lines.get_mut(at) {
            line.kind = Some(kind);
        }
    }
    join_speakers(text, lines);
}

/// Lines that do not part a subhead from its paragraph.
fn is_aside(line: &Line<'_>) -> bool {
    matches!(
        line.kind,
        Some(
            BlockKind::Furniture
                | BlockKind::Teaser
                | BlockKind::Caption
                | BlockKind::Datestamp
                | BlockKind::Byline
        )
    )
}

fn of_line(text: &str, line: &Line<'_>, after: Option<&Line<'_>>, tables: &Tables) -> BlockKind {
    let table = &tables.furniture;
    if phrases::is_teaser(line, table) {
        return BlockKind::Teaser;
    }
    if line.mark == Mark::Heading {
        return BlockKind::Subhead;
    }
    if line.mark == Mark::Item || line.plain.is_empty() {
        return BlockKind::Paragraph;
    }
    let follows = after.is_some_and(|next| {
        next.is_prose() || next.stop && next.count > 2 || next.mark == Mark::Item || next.is_quoted()
    });
    if phrases::holds_credit(line, table) && line.count <= CAPTION_WORDS
        || phrases::is_slugged(line, &tables.world)
        || line.count <= CAPTION_WORDS && glue::trailing_credit(line.words, table).is_some()
    {
        return BlockKind::Caption;
    }
    if line.stop {
        return if is_question_subhead(line, after) { BlockKind::Subhead } else { BlockKind::Paragraph };
    }
    if line.count >= QUOTATION_WORDS && blockquote::speaker_tag(text, line.span, tables).is_some() {
        return BlockKind::Blockquote;
    }
    if is_other_title(line) {
        return BlockKind::Teaser;
    }
    if line.words.ends_with(':') && is_heading_case(line) && line.count <= SUBHEAD_WORDS {
        return BlockKind::Subhead;
    }
    if line.words.ends_with([':', ',', ';', '-', '–', '—']) || line.count > SUBHEAD_WORDS {
        return BlockKind::Paragraph;
    }
    let opens = line.words.chars().next().is_some_and(|first| {
        first.is_uppercase() || first.is_ascii_digit() || matches!(first, '"' | '“' | '‘' | '\'' | '*')
    });
    if opens && follows { BlockKind::Subhead } else { BlockKind::Paragraph }
}

/// Whether the line announces somebody's words: a paragraph that ends in a colon, with a verb of saying in its last sentence.
fn introduces(line: &Line<'_>, tables: &Tables) -> bool {
    const LAST_WORDS: usize = 25;
    if line.kind != Some(BlockKind::Paragraph) || !line.words.ends_with(':') {
        return false;
    }
    let words = &tables.sentences;
    line.words
        .rsplit(|letter: char| !letter.is_alphabetic())
        .take(LAST_WORDS)
        .any(|word| words.speech.contains(word) || words.introducing.contains(word))
}

/// A paragraph of running text without marks of its own, as a quotation set apart stands.
fn is_unmarked_quotation(line: &Line<'_>) -> bool {
    line.is_prose()
        && !line.is_quoted()
        && line.mark == Mark::None
        && !line.words.starts_with(|first: char| {
            first.is_ascii_digit() || !first.is_alphanumeric() && first != '[' && first != '.'
        })
}

/// Whether a line inside the text is the title of another article, as links are set there: after a label of a few words and a
/// colon ("New threats: Minister warns of …"), or all in capitals.
fn is_other_title(line: &Line<'_>) -> bool {
    const LABEL_WORDS: usize = 3;
    const TITLE_WORDS: usize = 30;
    if !(OTHER_TITLE_WORDS..=TITLE_WORDS).contains(&line.count) || line.mark != Mark::None {
        return false;
    }
    let letters = line.words.chars().filter(|letter| letter.is_alphabetic());
    let capitals = letters.clone().filter(|letter| letter.is_uppercase()).count();
    if capitals * 10 >= letters.count() * 9 {
        return true;
    }
    let Some((label, title)) = line.words.split_once(": ") else { return false };
    let labelled = label.split_whitespace().count() <= LABEL_WORDS && label.starts_with(char::is_uppercase);
    let title = title.trim_start_matches(['‘', '“', '"', '\'']);
    labelled
        && title.starts_with(char::is_uppercase)
        && title.split_whitespace().count() + LABEL_WORDS >= OTHER_TITLE_WORDS
}

/// Whether most words begin with a capital, as headings are written.
fn is_heading_case(line: &Line<'_>) -> bool {
    let capitals = line.words.split_whitespace().filter(|word| {
        word.starts_with(char::is_uppercase) || word.starts_with(|first: char| first.is_ascii_digit())
    });
    capitals.count() * 2 > line.count
}

/// A short question of one's own above a longer paragraph, as explainers have it.
fn is_question_subhead(line: &Line<'_>, after: Option<&Line<'_>>) -> bool {
    line.words.ends_with('?')
        && line.count <= QUESTION_WORDS
        && !line.is_quoted()
        && line.words.matches(['.', '!', '?', '"', '“']).count() == 1
        && after
            .is_some_and(|next| next.is_prose() && next.count >= 2 * line.count && !next.words.ends_with('?'))
}

/// A short line that comes again as a line of its own belongs to the site (or to a table of contents); of two equal lines in a
/// row the second says nothing new.
fn label_repeats(lines: &mut [Line<'_>]) {
    let mut places: std::collections::BTreeMap<String, Vec<usize>> = std::collections::BTreeMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.plain.is_empty()) {
        places.entry(line.bare().to_owned()).or_default().push(at);
    }
    for places in places.values().filter(|places| places.len() > 1) {
        for pair in places.windows(2) {
            let [one, other] = pair else { continue };
            let short = lines
                .get(*other)
                .is_some_and(|line| line.is_open() && !line.stop && line.count <= SUBHEAD_WORDS);
            let doubled = one + 1 == *other && lines.get(*other).is_some_and(Line::is_open);
            // Contents come before the subheads they list.
            let contents = one + 1 < *other
                && short
                && lines.get(*one).is_some_and(Line::is_open)
                && other - one <= lines.len()
                && in_list(lines, *one);
            let label = if contents {
                Some(*one)
            } else if doubled || short && places.len() > 2 {
                Some(*other)
            } else {
                None
            };
            if let Some(line) = label.and_then(|at| lines.get_mut(at)) {
                line.kind = Some(BlockKind::Furniture);
            }
        }
    }
}

/// Whether a neighbour of the line is a short line too.
fn in_list(lines: &[Line<'_>], at: usize) -> bool {
    let short = |at: Option<usize>| {
        at.and_then(|at| lines.get(at)).is_some_and(|line| {
            !line.stop && line.count <= SUBHEAD_WORDS && line.kind != Some(BlockKind::Headline)
        })
    };
    short(at.checked_sub(1)) || short(Some(at + 1))
}

/// Runs of short lines under a heading for related articles, and runs of titles, are pointers; others are lists of the article.
fn label_lists(lines: &mut [Line<'_>], known: Known<'_>, tables: &Tables) {
    let mut at = 0;
    while at < lines.len() {
        let Some(line) = lines.get(at) else { break };
        let heading = phrases::is_list_heading(line, &tables.furniture);
        if heading
            && line.is_open()
            && let Some(line) = lines.get_mut(at)
        {
            line.kind = Some(BlockKind::Furniture);
        }
        let start = if heading { at + 1 } else { at };
        let run = lines.get(start..).unwrap_or_default().iter().take_while(|line| is_list_line(line)).count();
        let titles = lines.get(start..start + run).unwrap_or_default();
        let introduced = start
            .checked_sub(1)
            .and_then(|at| lines.get(at))
            .is_some_and(|line| line.words.ends_with(':') && line.count > 3);
        let named = titles.iter().filter(|line| line.count >= TITLE_WORDS && is_titled(line)).count();
        let under_heading = heading && run > 0 && (run > 1 || named == run);
        let kind = if under_heading || run >= LIST_LINES && !introduced && !known.selected && named == run {
            Some(BlockKind::Teaser)
        } else if run >= LIST_LINES {
            Some(BlockKind::Paragraph)
        } else {
            None
        };
        if let Some(kind) = kind {
            for line in lines.get_mut(start..start + run).unwrap_or_default() {
                line.kind = Some(kind);
            }
        }
        at = (start + run).max(at + 1);
    }
}

fn is_list_line(line: &Line<'_>) -> bool {
    line.is_open()
        && !line.stop
        && line.mark != Mark::Heading
        && !line.plain.is_empty()
        && line.count <= 2 * SUBHEAD_WORDS
        && !line.words.ends_with([':', ',', ';'])
}

/// Whether the line begins with a capital and holds one more.
fn is_titled(line: &Line<'_>) -> bool {
    let capitals = line
        .words
        .split_whitespace()
        .filter(|word| word.trim_start_matches(['"', '“', '‘', '\'']).starts_with(char::is_uppercase))
        .count();
    capitals >= 2 && line.words.trim_start_matches(['"', '“', '‘', '\'']).starts_with(char::is_uppercase)
}

/// A paragraph all in quotation marks with a name on the next line is a block quotation with its speaker: the two lines
/// become one.
fn join_speakers<'a>(text: &'a str, lines: &mut Vec<Line<'a>>) {
    let mut joined: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    for line in lines.drain(..) {
        match joined.last_mut() {
            Some(quote) if is_tag_of(&line, quote) => {
                quote.span = quote.span.cover(line.span);
                quote.words = quote.span.slice(text);
                quote.kind = Some(BlockKind::Blockquote);
            }
            _ => joined.push(line),
        }
    }
    *lines = joined;
}

fn is_tag_of(tag: &Line<'_>, quote: &Line<'_>) -> bool {
    let marked = quote.words.starts_with(['“', '"'])
        && quote.words.ends_with(['”', '"'])
        && quote.words.matches(['“', '”', '"']).count() == 2;
    let quoted = match quote.kind {
        Some(BlockKind::Blockquote) => true,
        Some(BlockKind::Paragraph) => marked,
        _ => false,
    };
    let dashed = tag.words.starts_with(['—', '–']) && tag.count <= SUBHEAD_WORDS;
    let named = tag.kind == Some(BlockKind::Subhead) && head::is_name(tag) && marked;
    quoted && (dashed || named) && !tag.stop && tag.kind != Some(BlockKind::Furniture)
}
