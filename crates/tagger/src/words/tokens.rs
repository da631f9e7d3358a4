//! The rules of the scan, one token at a position.

use std::ops::Range;

use super::chars::{Chunk, equals_lower, is_apostrophe, is_decimal, is_letter, is_word_char};
use super::lists::Lists;
use super::word::{DottedRun, cut, word};

/// Signs that make one token when repeated.
const REPEATED: &str = ".-!?*=~_#<>";
/// What an address gives back at its end.
const ADDRESS_TAIL: &str = ".,;:!?)]}'’";
/// What cannot stand in an address.
const ADDRESS_END: &str = "<>\"“”";

/// Scans one chunk. It remembers how far runs reach, so that no run is walked more than once.
pub(super) struct Scanner<'a> {
    chunk: Chunk<'a>,
    lists: &'static Lists,
    mail: Option<MailRun>,
    dotted: Option<DottedRun>,
}

/// A run of characters that could be the name part of an e-mail address.
struct MailRun {
    end: usize,
    /// Where the address ends, if `@` and a host follow.
    address: Option<usize>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(chunk: Chunk<'a>) -> Self {
        Self { chunk, lists: Lists::get(), mail: None, dotted: None }
    }

    /// Takes the token at `i`, or the two tokens of a cut word, and gives where the scan goes on.
    pub(super) fn token(&mut self, i: usize, out: &mut Vec<Range<usize>>) -> usize {
        let chunk = self.chunk;
        let whole = web(chunk, i)
            .or_else(|| self.mail(i))
            .or_else(|| handle(chunk, i))
            .or_else(|| self.apostrophe(i))
            .or_else(|| self.number(i))
            .or_else(|| repeated(chunk, i))
            .or_else(|| currency(chunk, i));
        let end = if let Some(end) = whole {
            out.push(i..end);
            end
        } else if chunk.is(i, is_word_char) {
            let end = word(chunk, i, self.lists, &mut self.dotted);
            match cut(chunk, i, end, self.lists) {
                Some(middle) => out.extend([i..middle, middle..end]),
                None => out.push(i..end),
            }
            end
        } else {
            let end = other(chunk, i);
            out.push(i..end);
            end
        };
        // Every rule takes at least a character; this keeps the scan going if one ever did not.
        end.max(chunk.next(i))
    }

    fn mail(&mut self, i: usize) -> Option<usize> {
        let chunk = self.chunk;
        if !chunk.is(i, is_word_char) {
            return None;
        }
        if let Some(run) = self.mail.as_ref().filter(|run| i < run.end) {
            return run.address;
        }
        let end = chunk.run(i, |c| is_word_char(c) || matches!(c, '.' | '+' | '-'));
        let address = if chunk.at(end) == Some('@') { mail_host(chunk, end + 1) } else { None };
        self.mail = Some(MailRun { end, address });
        address
    }

    fn apostrophe(&self, i: usize) -> Option<usize> {
        let chunk = self.chunk;
        if !chunk.is(i, is_apostrophe) {
            return None;
        }
        let behind = chunk.next(i);
        let ends = |tail: &String| chunk.starts_lower(behind, tail).filter(|end| chunk.is_free(*end));
        let elision = || self.lists.elisions.iter().find_map(ends);
        let clitic = || self.lists.clitics.iter().find_map(ends);
        let before = chunk.before(i);
        let word_before = before.is_some_and(is_word_char);
        if !word_before && let Some(end) = elision() {
            return Some(end);
        }
        if word_before || matches!(before, Some('.' | ')')) { clitic() } else { None }
    }

    fn number(&self, i: usize) -> Option<usize> {
        let chunk = self.chunk;
        let mut j = i;
        if chunk.at(i) == Some('.') && !chunk.follows_word(i) {
            j += 1;
        }
        if !chunk.is(j, is_decimal) {
            return None;
        }
        j = chunk.run(j, is_decimal);
        while chunk.is(j, |c| matches!(c, '.' | ',' | ':' | '/')) && chunk.is(j + 1, is_decimal) {
            j = chunk.run(j + 1, is_decimal);
        }
        let plain = chunk.slice(i, j).chars().all(is_decimal);
        if plain && let Some(end) = telephone(chunk, i, j) {
            return Some(end);
        }
        let k = chunk.run(j, is_letter);
        let letters = chunk.slice(j, k);
        let is_in =
            |list: &[String]| chunk.is_free(k) && list.iter().any(|entry| equals_lower(letters, entry));
        if is_in(&self.lists.ordinals) {
            return Some(k);
        }
        if letters.is_empty() || !plain || is_in(&self.lists.units) {
            return Some(j);
        }
        Some(chunk.run(j, is_word_char))
    }
}

fn web(chunk: Chunk<'_>, i: usize) -> Option<usize> {
    if !chunk.is(i, |c| matches!(c, 'h' | 'H' | 'w' | 'W')) {
        return None;
    }
    let head = ["http://", "https://", "www."].iter().find_map(|head| chunk.starts_lower(i, head))?;
    let mut end = chunk.run(i, |c| !ADDRESS_END.contains(c));
    while let Some(c) = chunk.before(end).filter(|c| ADDRESS_TAIL.contains(*c)) {
        end -= c.len_utf8();
    }
    (end > head).then_some(end)
}

/// The end of a host name with a dot strictly inside.
fn mail_host(chunk: Chunk<'_>, start: usize) -> Option<usize> {
    let end = chunk.run(start, |c| is_word_char(c) || matches!(c, '.' | '-'));
    let host = chunk.slice(start, end).trim_end_matches(['.', '-']);
    let mut rest = host.chars();
    rest.next();
    rest.as_str().contains('.').then_some(start + host.len())
}

fn handle(chunk: Chunk<'_>, i: usize) -> Option<usize> {
    let is_handle = matches!(chunk.at(i), Some('@' | '#')) && chunk.is(i + 1, is_letter);
    is_handle.then(|| chunk.run(i + 1, is_word_char))
}

/// The end of `555-123-4567`, whose first part stands from `i` to `j`.
fn telephone(chunk: Chunk<'_>, i: usize, j: usize) -> Option<usize> {
    let digits = |from: usize, count: usize| {
        let mut end = from;
        for _ in 0..count {
            if !chunk.is(end, is_decimal) {
                return None;
            }
            end = chunk.next(end);
        }
        Some(end)
    };
    let dash = |at: usize| (chunk.at(at) == Some('-')).then_some(at + 1);
    if digits(i, 3)? != j {
        return None;
    }
    let end = digits(dash(digits(dash(j)?, 3)?)?, 4)?;
    chunk.is_free(end).then_some(end)
}

fn repeated(chunk: Chunk<'_>, i: usize) -> Option<usize> {
    let c = chunk.at(i).filter(|c| REPEATED.contains(*c))?;
    let end = match c {
        '!' | '?' => chunk.run(i, |x| matches!(x, '!' | '?')),
        _ => chunk.run(i, |x| x == c),
    };
    if c == '_' && (chunk.follows_word(i) || !chunk.is_free(end)) {
        return None;
    }
    (end - i >= 2).then_some(end)
}

fn currency(chunk: Chunk<'_>, i: usize) -> Option<usize> {
    if !chunk.is(i, |c| c.is_ascii_uppercase()) || chunk.follows_word(i) {
        return None;
    }
    let end = (i..i + 3).find(|j| !chunk.is(*j, |c| c.is_ascii_uppercase())).unwrap_or(i + 3);
    (chunk.at(end) == Some('$')).then_some(end + 1)
}

/// One character with what modifies it: joined emoji, variation selectors, skin tones.
fn other(chunk: Chunk<'_>, i: usize) -> usize {
    let mut end = chunk.next(i);
    while let Some(c) = chunk.at(end) {
        match c {
            '\u{200D}' => end = chunk.next(chunk.next(end)),
            '\u{FE00}'..='\u{FE0F}' | '\u{20E3}' | '\u{1F3FB}'..='\u{1F3FF}' => end += c.len_utf8(),
            _ => break,
        }
    }
    end
}
