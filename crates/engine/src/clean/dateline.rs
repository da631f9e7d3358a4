//! Datelines: the place, day and agency in front of the first sentence.

use std::collections::BTreeMap;

use super::lines::{self, Line};
use crate::Tables;

/// How many bytes of a paragraph a dateline can take.
const LONGEST: usize = 110;
/// The longest dateline, in words.
const WORDS: usize = 12;
/// The longest name of a place before a colon, in words.
const PLACE_WORDS: usize = 4;

/// How often the words before a colon begin a line: the names of an interview's speakers come again, a dateline does not.
pub(super) fn colon_labels(lines: &[Line<'_>]) -> BTreeMap<String, usize> {
    let mut labels = BTreeMap::new();
    for line in lines {
        if let Some((label, _)) = line.plain.split_once(':')
            && label.split(' ').count() <= PLACE_WORDS
        {
            *labels.entry(label.to_owned()).or_default() += 1;
        }
    }
    labels
}

/// Where the dateline of a paragraph ends, its dash or colon included, in bytes from the paragraph's start.
pub(super) fn end(
    paragraph: &str,
    first: bool,
    colons: &BTreeMap<String, usize>,
    tables: &Tables,
) -> Option<usize> {
    let mut limit = paragraph.len().min(LONGEST);
    while !paragraph.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = paragraph.get(..limit)?;
    bracketed(head, tables)
        .or_else(|| dashed(head, tables))
        .or_else(|| if first { colon(head, colons, tables) } else { None })
}

/// "LIMA, Peru, March 4 (Reuters) - ", "Washington (CNN) ", "(AP) — ": an agency in brackets.
fn bracketed(head: &str, tables: &Tables) -> Option<usize> {
    let open = head.find('(')?;
    let close = open + head.get(open..)?.find(')')?;
    let before = head.get(..open)?.trim();
    let inside = head.get(open + 1..close)?;
    let after = head.get(close + 1..)?;
    let dash = leading_dash(after);
    let agency = is_agency(inside, tables);
    let place = before.is_empty() || is_place_phrase(before, tables);
    let spaced = after.starts_with(' ')
        && after.trim_start().starts_with(|first: char| first.is_uppercase() || is_quote(first));
    // Without a dash only letters that stand for an agency are trusted, not a remark in brackets.
    let sure = dash.is_some() && (agency || place && !before.is_empty()) || agency && spaced && place;
    if !(place && sure) {
        return None;
    }
    Some(close + 1 + dash.unwrap_or(0))
}

/// "LIMA, March 4 - ", "BEIRUT/LONDON — ", "Lima, Peru – ".
fn dashed(head: &str, tables: &Tables) -> Option<usize> {
    let (at, dash) = [" — ", " – ", " - ", " -- ", "— ", "– ", " —", "--", "—"]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| (at, *dash)))
        .min_by_key(|(at, dash)| (*at, std::cmp::Reverse(dash.len())))?;
    let before = head.get(..at)?.trim();
    let sure = is_capitals(before) || has_date(before, tables) || is_known_place(before, tables);
    (sure && is_place_phrase(before, tables) && !is_kicker(before, tables)).then_some(at + dash.len())
}

/// "LIMA: ", not "UPDATE: " and not the speaker of an interview.
fn colon(head: &str, colons: &BTreeMap<String, usize>, tables: &Tables) -> Option<usize> {
    let at = head.find(':')?;
    let before = head.get(..at)?;
    let after = head.get(at + 1..)?;
    let again = colons.get(&lines::plain(before)).copied().unwrap_or(0);
    let speakers = colons.len() > 3 && colons.values().sum::<usize>() > 2 * colons.len();
    let short = before.split_whitespace().count() <= PLACE_WORDS;
    let place = is_capitals(before) || is_known_place(before, tables);
    (short && place && again <= 1 && !speakers && !is_kicker(before, tables) && after.starts_with(' '))
        .then_some(at + 1)
}

fn leading_dash(after: &str) -> Option<usize> {
    let start = after.trim_start();
    let dash = start.len() - start.trim_start_matches(['-', '–', '—', ':', '_', '\u{2015}']).len();
    (dash > 0).then(|| after.len() - start.len() + dash)
}

fn is_quote(mark: char) -> bool {
    matches!(mark, '"' | '“' | '‘' | '\'')
}

fn is_agency(inside: &str, tables: &Tables) -> bool {
    const LETTERS: usize = 12;
    let name = inside.trim();
    inside.split(['/', ',']).all(|name| tables.world.agency(name.trim()).is_some())
        || (name.chars().count() <= LETTERS
            && name.chars().count() >= 2
            && name.split_whitespace().count() <= 2
            && name.chars().next().is_some_and(char::is_uppercase)
            && name.chars().filter(|letter| letter.is_uppercase()).count() >= 2)
}

/// Whether every word is a place, a day or a mark between them: capitalised, a month, a number, or a small word of a name.
fn is_place_phrase(words: &str, tables: &Tables) -> bool {
    let mut count = 0;
    words.split_whitespace().all(|word| {
        count += 1;
        let word = word.trim_matches([',', '.', '/', ';']);
        count <= WORDS
            && (word.is_empty()
                || word.starts_with(char::is_uppercase)
                || word.chars().all(|letter| letter.is_ascii_digit())
                || tables.calendar.month(word).is_some()
                || matches!(
                    word,
                    "of" | "the" | "de" | "la" | "and" | "al" | "el" | "near" | "in" | "du" | "do" | "da"
                ))
    }) && count > 0
}

/// Whether the place, the part before the first comma, is written in capitals.
fn is_capitals(words: &str) -> bool {
    const LETTERS: usize = 3;
    let place = words.split(',').next().unwrap_or_default();
    let letters = place.chars().filter(|letter| letter.is_alphabetic()).count();
    letters >= LETTERS
        && place.split_whitespace().count() <= PLACE_WORDS
        && !place.chars().any(char::is_lowercase)
}

fn is_known_place(words: &str, tables: &Tables) -> bool {
    let place = words.split([',', '/']).next().unwrap_or_default().trim();
    !tables.world.place(place).is_empty() || !tables.world.country(place).is_empty()
}

fn has_date(words: &str, tables: &Tables) -> bool {
    let month =
        words.split_whitespace().any(|word| tables.calendar.month(word.trim_matches([',', '.'])).is_some());
    month && words.contains(|letter: char| letter.is_ascii_digit())
}

fn is_kicker(words: &str, tables: &Tables) -> bool {
    let label = lines::plain(words);
    tables.furniture.labels.kickers.contains(lines::bare(&label))
}
