//! Where a word ends, and where it is cut in two.

use super::chars::{Chunk, equals_lower, is_apostrophe, is_decimal, is_hyphen, is_letter, is_word_char};
use super::lists::Lists;

/// A run of parts with dots between, remembered so that it is walked once.
pub(super) struct DottedRun {
    first_dot: usize,
    last_dot: usize,
    is_domain: bool,
}

/// The end of the word that starts at `i`, before it is cut.
pub(super) fn word(chunk: Chunk<'_>, i: usize, lists: &Lists, memo: &mut Option<DottedRun>) -> usize {
    let mut part = i;
    let mut j = chunk.run(i, is_word_char);
    let mut capitals = is_capitals(chunk.slice(i, j));
    let mut acronym = false;
    while let (Some(c), Some(left)) = (chunk.at(j), chunk.before(j)) {
        let behind = j + c.len_utf8();
        let Some(right) = chunk.at(behind) else { break };
        match c {
            _ if is_apostrophe(c) && is_letter(left) && is_letter(right) => capitals = false,
            '&' if right.is_ascii_uppercase() && capitals => capitals = false,
            '.' if is_letter(left) && is_letter(right) => {
                capitals = false;
                if is_letter_part(chunk, part, j) {
                    acronym = true;
                } else if !is_domain(chunk, j, lists, memo) {
                    break;
                }
                part = behind;
            }
            _ if is_hyphen(c) && is_word_char(right) && lists.is_prefix(chunk.slice(part, j)) => {
                capitals = false;
                part = behind;
            }
            _ => break,
        }
        j = chunk.run(behind, is_word_char);
    }
    if takes_stop(chunk, i, j, acronym, lists) { j + 1 } else { j }
}

fn is_capitals(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether the dot at `j` stands between single letters ("U.S"), or behind the Ph of "Ph.D".
fn is_letter_part(chunk: Chunk<'_>, part: usize, j: usize) -> bool {
    let single = |from: usize, to: usize| from < to && chunk.next(from) == to;
    let behind = chunk.run(j + 1, is_word_char);
    single(j + 1, behind) && (single(part, j) || chunk.slice(part, j) == "Ph")
}

/// Whether the dotted run over the dot at `j` ends as internet names do.
fn is_domain(chunk: Chunk<'_>, j: usize, lists: &Lists, memo: &mut Option<DottedRun>) -> bool {
    if let Some(run) = memo.as_ref().filter(|run| run.first_dot <= j && j <= run.last_dot) {
        return run.is_domain;
    }
    let mut last_dot = j;
    let mut end = chunk.run(j + 1, is_word_char);
    while chunk.at(end) == Some('.') && chunk.is(end + 1, is_word_char) {
        last_dot = end;
        end = chunk.run(end + 1, is_word_char);
    }
    let is_domain = lists.is_domain(chunk.slice(last_dot + 1, end));
    *memo = Some(DottedRun { first_dot: j, last_dot, is_domain });
    is_domain
}

/// Whether the full stop at `j` belongs to the word from `i`.
fn takes_stop(chunk: Chunk<'_>, i: usize, j: usize, acronym: bool, lists: &Lists) -> bool {
    if chunk.at(j) != Some('.') || chunk.at(j + 1) == Some('.') {
        return false;
    }
    let word = chunk.slice(i, j);
    let initial = word.len() == 1 && word != "I" && is_capitals(word);
    let number_follows =
        || chunk.text[j + 1..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(is_decimal));
    acronym || initial || lists.is_abbreviation(word) || (lists.is_numbered(word) && number_follows())
}

/// Where the word from `i` to `end` is cut in two: before "n't" or a clitic, behind "can" of "cannot".
pub(super) fn cut(chunk: Chunk<'_>, i: usize, end: usize, lists: &Lists) -> Option<usize> {
    let word = chunk.slice(i, end);
    // The capital I with a dot is two characters in lower case: the training code leaves such words whole.
    if word.contains('İ') {
        return None;
    }
    if let Some(middle) = negation(word) {
        return Some(i + middle);
    }
    for tail in &lists.clitics {
        if let Some(middle) = clitic(word, tail) {
            return Some(i + middle);
        }
    }
    lists.fused.iter().any(|fused| equals_lower(word, fused)).then_some(i + 3)
}

/// The length of the word before "n't", if a letter stands there.
fn negation(word: &str) -> Option<usize> {
    let mut rest = word.char_indices().rev();
    let (_, t) = rest.next()?;
    let (_, mark) = rest.next()?;
    let (middle, n) = rest.next()?;
    let (_, letter) = rest.next()?;
    let fits = matches!(t, 't' | 'T') && is_apostrophe(mark) && matches!(n, 'n' | 'N') && is_letter(letter);
    fits.then_some(middle)
}

/// The length of the word before the apostrophe of `tail`, if there is any.
fn clitic(word: &str, tail: &str) -> Option<usize> {
    let mut rest = word.char_indices().rev();
    for want in tail.chars().rev() {
        rest.next().filter(|(_, c)| c.to_lowercase().eq([want]))?;
    }
    rest.next().filter(|(middle, c)| is_apostrophe(*c) && *middle > 0).map(|(middle, _)| middle)
}
