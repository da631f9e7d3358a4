//! Where an article ends: headings of lists of sources and of other articles, notes about the author.

use super::select::{Choice, Page};

/// An article is not over before this share of its words, in percent.
const BODY: u32 = 65;
/// Nor in its first lines.
const FIRST_LINES: usize = 3;
/// The most words of such a heading.
const HEADING_WORDS: u32 = 5;
/// The most words of a note about the author.
const NOTE_WORDS: u32 = 120;
/// An article of fewer lines has no such note.
const NOTE_LINES: usize = 5;

/// Cuts off what stands after the article.
pub(super) fn cut(page: &Page<'_>, kept: &mut Vec<Choice>) {
    let words = |choice: &Choice| page.lines.get(choice.line).map_or(0, |line| line.words);
    let total: u32 = kept.iter().map(words).sum();
    let mut before = 0;
    let end = kept.iter().enumerate().find_map(|(index, choice)| {
        let late = before * 100 >= total * BODY && index >= FIRST_LINES;
        before += words(choice);
        (late && is_ending(page, choice.line)).then_some(index)
    });
    if let Some(end) = end {
        kept.truncate(end);
    }
    while kept.len() >= NOTE_LINES && kept.last().is_some_and(|last| is_note(page, last.line)) {
        kept.pop();
    }
}

/// Whether a line is a heading after which nothing of the article comes.
fn is_ending(page: &Page<'_>, line: usize) -> bool {
    let Some(line) = page.lines.get(line).filter(|line| line.words <= HEADING_WORDS) else { return false };
    let bare = line.text.trim_matches(|mark: char| !mark.is_alphanumeric()).to_lowercase().replace('’', "'");
    let endings = &page.markup.endings;
    let starts = endings.starts.iter().any(|start| bare.starts_with(start.as_str()));
    let known = endings.headings.contains(&bare) || page.furniture.headings.contains(&bare) || starts;
    let set_apart = page.tag(line).is_heading() || line.stressed > 0.5 || starts;
    known && set_apart
}

/// Whether a line says who an author of the article is.
fn is_note(page: &Page<'_>, line: usize) -> bool {
    let Some(line) = page.lines.get(line).filter(|line| line.words < NOTE_WORDS) else { return false };
    let after = page.authors.iter().find_map(|name| line.text.strip_prefix(name.as_str()));
    after.is_some_and(|after| {
        let after = after.trim_start_matches([',', ' ']);
        page.furniture.notes.verbs.iter().any(|verb| after.starts_with(verb.as_str()))
    })
}
