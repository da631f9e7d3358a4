//! Lines known by their phrases: furniture, teasers, credits of pictures, bylines.

use std::collections::BTreeSet;
use std::ops::Bound;

use super::lines::Line;
use crate::ontology::{Furniture, World};

/// A line with more words than this is no furniture by how it begins.
const START_WORDS: usize = 32;
/// A line with more words than this is no furniture by one thing that it holds.
const HOLD_WORDS: usize = 28;
/// A line that holds two such things can be this long.
const HOLD_TWICE_WORDS: usize = 160;
/// The longest pointer to another article, in words.
const TEASER_WORDS: usize = 34;
/// The longest credit of a picture, in words.
const CREDIT_WORDS: usize = 24;
/// The longest byline, in words.
const BYLINE_WORDS: usize = 18;

/// Whether the line belongs to the site.
pub(super) fn is_furniture(line: &Line<'_>, table: &Furniture) -> bool {
    if line.plain.is_empty() {
        return false;
    }
    if !line.plain.contains(char::is_alphabetic) || table.lines.contains(line.bare()) {
        return true;
    }
    if is_tags(line) || is_trail(line) || is_address(line) {
        return true;
    }
    if line.is_quoted() {
        return false;
    }
    let start =
        line.plain.trim_start_matches(['*', '•', '-', '–', '>', '[', '_', ' ', '+', '→', '▶', '►', '✉']);
    if line.count <= START_WORDS && prefix(start, &table.starts).is_some() {
        return true;
    }
    let held = table.contains.iter().filter(|phrase| line.plain.contains(phrase.as_str())).take(2).count();
    held == 1 && line.count <= HOLD_WORDS || held == 2 && line.count <= HOLD_TWICE_WORDS
}

/// Whether the line opens a list of pointers to other articles.
pub(super) fn is_list_heading(line: &Line<'_>, table: &Furniture) -> bool {
    const WORDS: usize = 7;
    let bare = line.bare();
    line.count <= WORDS
        && !line.stop
        && (table.headings.contains(bare)
            || [
                "more from ",
                "more on ",
                "more in ",
                "more about ",
                "read more about ",
                "latest on ",
                "related to ",
            ]
            .iter()
            .any(|start| bare.starts_with(start)))
}

/// Whether the line points to another article.
pub(super) fn is_teaser(line: &Line<'_>, table: &Furniture) -> bool {
    if line.plain.is_empty() || line.count > TEASER_WORDS {
        return false;
    }
    let start = line.plain.trim_start_matches(|mark: char| !mark.is_alphanumeric());
    // A line that is nothing but a link, as Markdown writes it.
    if line.words.starts_with('[') && line.words.contains("](") && line.words.ends_with(')') {
        return true;
    }
    let Some(found) = prefix(start, &table.teasers) else { return false };
    let rest = start.get(found.len()..).unwrap_or_default();
    let after = rest.trim_start();
    let sentence = line.stop && !line.words.ends_with('?');
    if after.starts_with([':', '|', '»', '→', '›', '>']) {
        let title = after.trim_start_matches([':', '|', '»', '→', '›', '>', ' ']);
        let doubtful = sentence && table.weak_teasers.contains(found);
        return !title.is_empty() && !doubtful;
    }
    if table.weak_teasers.contains(found) || sentence {
        return false;
    }
    // Without a mark the title has to begin with a capital: "Also read Port talks collapse".
    !after.is_empty() && (after.starts_with(['-', '–', '—']) || capital_after(line.words, found))
}

/// Whether the word after `phrase` begins with a capital, a digit or a quotation mark.
fn capital_after(words: &str, phrase: &str) -> bool {
    let skip = phrase.split(' ').count();
    words.split_whitespace().nth(skip).and_then(|word| word.chars().next()).is_some_and(|first| {
        first.is_uppercase() || first.is_ascii_digit() || matches!(first, '"' | '“' | '‘' | '\'')
    })
}

/// Whether the line is the credit of a picture.
pub(super) fn is_credit(line: &Line<'_>, table: &Furniture) -> bool {
    if line.plain.is_empty() || line.count > CREDIT_WORDS {
        return false;
    }
    let start = line.plain.trim_start_matches(['(', '[', '*', '_', '|', ' ', '©']);
    let marked = prefix(start, &table.credits).is_some_and(|found| {
        let rest = start.get(found.len()..).unwrap_or_default().trim_start();
        rest.starts_with([':', '/', '|', '©', '-', '–', '—'])
            || found.ends_with(" by")
            || found.ends_with(" of")
    });
    marked && !(line.is_prose() && line.count > CREDIT_WORDS / 2)
        || holds_credit(line, table) && (!line.stop || line.count <= 8) && line.small <= 2
}

/// Whether the line names a picture agency the way captions do.
pub(super) fn holds_credit(line: &Line<'_>, table: &Furniture) -> bool {
    table.credit_words.iter().any(|word| line.plain.contains(word.as_str()))
}

/// Whether the line is a caption by the agency it names: "Walsh/AP/File", or an agency after its last sentence.
pub(super) fn is_slugged(line: &Line<'_>, world: &World) -> bool {
    const CAPTION_WORDS: usize = 60;
    const SLUG_WORDS: usize = 3;
    if line.plain.is_empty() || line.count > CAPTION_WORDS || line.is_quoted() {
        return false;
    }
    let is_agency = |part: &str| {
        part.len() > 1 && world.agency(part.trim_matches(|mark: char| !mark.is_alphanumeric())).is_some()
    };
    let parted = line
        .words
        .split_whitespace()
        .any(|word| word.contains('/') && !word.contains("://") && word.split('/').any(is_agency));
    let after = line.words.rsplit(['.', ')', '!', '?']).next().unwrap_or_default().trim();
    let ends = !line.stop
        && after.len() < line.words.len()
        && after.split_whitespace().count() <= SLUG_WORDS
        && is_agency(after);
    parted || ends
}

/// Whether the line names the author: "By …", "Written by …".
pub(super) fn is_byline(line: &Line<'_>, table: &Furniture) -> bool {
    if line.plain.is_empty() || line.count > BYLINE_WORDS {
        return false;
    }
    let start = line.plain.trim_start_matches(['(', '[', '*', '_', '|', '—', '–', '-', ' ']);
    let Some(found) = prefix(start, &table.byline.starts) else { return false };
    let name = start.get(found.len()..).unwrap_or_default().trim_start();
    let marked = name.starts_with([':', '|']);
    let many = found.contains(' ');
    let skip = found.split(' ').count();
    let capital = line.words.split_whitespace().nth(skip).and_then(|word| word.chars().next());
    let named = capital.is_some_and(char::is_uppercase);
    let whole = name.is_empty() && many;
    let running = line.stop && line.small >= 3;
    !running && (whole || marked || named && (found == "by" || many))
}

/// Whether the line credits the people behind a report.
pub(super) fn is_credits_line(line: &Line<'_>, table: &Furniture) -> bool {
    const WORDS: usize = 60;
    if line.plain.is_empty() || line.count > WORDS || line.is_quoted() {
        return false;
    }
    let start = line.plain.trim_start_matches(|mark: char| !mark.is_alphanumeric());
    let bracket = line.words.starts_with(['(', '[', '—', '–', '*', '_']);
    prefix(start, &table.byline.credits).is_some() && (bracket || line.count <= WORDS / 2)
        || line.count <= WORDS
            && table
                .byline
                .credits
                .iter()
                .any(|phrase| phrase.contains("contributed") && line.plain.contains(phrase.as_str()))
}

/// The longest entry that the words begin with and that ends where a word ends.
pub(super) fn prefix<'t>(words: &str, entries: &'t BTreeSet<String>) -> Option<&'t str> {
    let first = words.get(..words.chars().next()?.len_utf8())?;
    // Only entries with the same first letter can fit.
    entries
        .range::<str, _>((Bound::Included(first), Bound::Unbounded))
        .map(String::as_str)
        .take_while(|entry| entry.starts_with(first))
        .filter(|entry| begins(words, entry))
        .max_by_key(|entry| entry.len())
}

fn begins(words: &str, entry: &str) -> bool {
    let Some(rest) = words.strip_prefix(entry) else { return false };
    !entry.ends_with(char::is_alphanumeric)
        || !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '\'')
}

/// A row of hashtags.
fn is_tags(line: &Line<'_>) -> bool {
    let tags = line
        .words
        .split_whitespace()
        .filter(|word| word.strip_prefix('#').is_some_and(|tag| tag.starts_with(char::is_alphabetic)));
    tags.count() * 2 > line.count
}

/// A trail of section names ("Home > World > Asia") or a bar of links ("News | Sport | Weather").
fn is_trail(line: &Line<'_>) -> bool {
    const LONGEST_PART: usize = 4;
    let parts: Vec<&str> = line
        .words
        .split(['|', '>', '»', '›', '·', '•'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    parts.len() >= 3 && !line.stop && parts.iter().all(|part| part.split_whitespace().count() <= LONGEST_PART)
}

/// Nothing but addresses.
fn is_address(line: &Line<'_>) -> bool {
    let mut words = line.words.split_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| {
            word.starts_with("http://")
                || word.starts_with("https://")
                || word.starts_with("www.")
                || (word.contains('@') && word.contains('.'))
                || (word.starts_with('@') && word.len() > 1)
        })
}

/// Whether words are the name of an outlet as a line of the head gives it: two to five capitalised words, the last of
/// which newspapers are named with.
pub(super) fn is_masthead(words: &str, table: &Furniture) -> bool {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=5;
    let words = words.trim_matches(|mark: char| !mark.is_alphanumeric());
    let capital =
        |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "of" | "the" | "&" | "and");
    WORDS.contains(&words.split_whitespace().count())
        && words.split_whitespace().all(capital)
        && words
            .split_whitespace()
            .next_back()
            .is_some_and(|last| table.outlets.mastheads.contains(&last.to_lowercase()))
}
