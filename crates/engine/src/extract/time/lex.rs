//! A sentence as the items that time expressions are made of.

use rashomon_doc::Span;

use crate::ontology::time::{Class, TimeWords};

/// A word, a number or a mark.
#[derive(Clone, Debug)]
pub(in crate::extract) struct Item<'a> {
    /// Where it stands.
    pub(in crate::extract) span: Span,
    /// Its letters in lower case; of an abbreviation without the full stop.
    pub(in crate::extract) lower: String,
    /// Its value, for digits without a thousands separator.
    pub(in crate::extract) number: Option<i64>,
    /// How many digits.
    pub(in crate::extract) digits: usize,
    /// Whether it begins with a capital.
    pub(in crate::extract) capital: bool,
    /// Whether it touches the item before.
    pub(in crate::extract) glued: bool,
    /// What it can mean.
    pub(in crate::extract) classes: &'a [Class],
}

impl Item<'_> {
    /// Whether it is this word or mark.
    pub(in crate::extract) fn is(&self, text: &str) -> bool {
        self.lower == text
    }

    /// Whether it is a letter or digit item rather than a mark.
    pub(in crate::extract) fn is_word(&self) -> bool {
        self.lower.starts_with(char::is_alphanumeric)
    }
}

/// Splits the words of `sentence` into items.
pub(in crate::extract) fn items<'a>(text: &str, sentence: Span, words: &'a TimeWords) -> Vec<Item<'a>> {
    let mut items: Vec<Item<'a>> = Vec::new();
    let source = sentence.slice(text);
    let base = sentence.start.index();
    let mut chars = source.char_indices().peekable();
    let mut end_of_last = usize::MAX;
    while let Some((start, first)) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        if first.is_alphanumeric() {
            while let Some((at, next)) = chars.peek().copied() {
                if !continues(source, first, at, next) {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        let lower = source[start..end].to_lowercase();
        let undotted = lower.replace('.', "");
        // "a.m." is "am"; "RM23.50" stays as it is.
        let word = first.is_alphabetic() && !lower.contains(|c: char| c.is_ascii_digit());
        let lower = if word { undotted } else { lower };
        let number = lower.parse().ok().filter(|_| first.is_ascii_digit());
        items.push(Item {
            span: Span::new(base + start, base + end),
            number,
            digits: if number.is_some() { lower.len() } else { 0 },
            capital: first.is_uppercase(),
            glued: end_of_last == start,
            classes: words.classes(&lower),
            lower,
        });
        end_of_last = end;
    }
    items
}

/// Whether `next` at `at` belongs to the item that `first` began: letters and digits, the comma inside a number,
/// the full stops of "a.m." and of abbreviations before a space or digit ("Nov. 12").
fn continues(source: &str, first: char, at: usize, next: char) -> bool {
    let after = source[at + next.len_utf8()..].chars().next();
    let before = source[..at].chars().next_back();
    match next {
        _ if next.is_alphanumeric() => true,
        ',' => before.is_some_and(|c| c.is_ascii_digit()) && is_thousands(&source[at + 1..]),
        '.' if first.is_ascii_digit() || before.is_some_and(|c| c.is_ascii_digit()) => {
            after.is_some_and(|c| c.is_ascii_digit())
        }
        '.' => {
            let dotted = before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic);
            let closes = source[..at].to_ascii_lowercase().ends_with(".m");
            dotted || closes || is_abbreviation(source, at)
        }
        _ => false,
    }
}

/// Whether exactly three digits follow, as after a thousands comma.
fn is_thousands(rest: &str) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// Whether the full stop at `at` ends a short capitalised word that a number follows.
fn is_abbreviation(source: &str, at: usize) -> bool {
    const LONGEST: usize = 5;
    let word = source[..at].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let number_follows = source[at + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    word.len() <= LONGEST && word.starts_with(char::is_uppercase) && number_follows
}
