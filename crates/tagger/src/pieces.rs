//! Wordpieces as BERT's uncased models cut them.

use std::collections::HashMap;

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;

use crate::ModelError;

/// At most so many pieces of a word are read: enough for any word of a language.
pub(crate) const MAX_PIECES: usize = 16;
/// A run of characters longer than this is not looked up (as in BERT).
const LONGEST_PART: usize = 100;
/// No more characters of a word are looked at: they cannot reach its first pieces.
const LONGEST_WORD: usize = (LONGEST_PART + 1) * MAX_PIECES;

/// The vocabulary of wordpieces.
#[derive(Debug)]
pub(crate) struct Pieces {
    /// Pieces that begin a word.
    first: HashMap<String, i32>,
    /// Pieces that go on, without their `##`.
    later: HashMap<String, i32>,
    /// The piece before a passage.
    pub(crate) cls: i32,
    /// The piece behind a passage.
    pub(crate) sep: i32,
    unknown: i32,
}

impl Pieces {
    /// Reads a vocabulary: a piece a line, the line number is the id.
    pub(crate) fn new(vocabulary: &str) -> Result<Self, ModelError> {
        let (mut first, mut later) = (HashMap::new(), HashMap::new());
        for (id, piece) in (0..).zip(vocabulary.lines()) {
            match piece.strip_prefix("##") {
                Some(rest) if !rest.is_empty() => later.insert(rest.to_owned(), id),
                _ => first.insert(piece.to_owned(), id),
            };
        }
        let special = |name: &str| {
            first.get(name).copied().ok_or_else(|| ModelError::new("vocab.txt", format!("no piece {name}")))
        };
        let (cls, sep, unknown) = (special("[CLS]")?, special("[SEP]")?, special("[UNK]")?);
        Ok(Self { first, later, cls, sep, unknown })
    }

    /// Whether the vocabulary has the word (lower case) in one piece.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.first.contains_key(word)
    }

    /// Appends the pieces of one word, at least one and at most [`MAX_PIECES`].
    pub(crate) fn cut(&self, word: &str, out: &mut Vec<i32>) {
        let before = out.len();
        let plain = normal(word);
        for part in parts(&plain) {
            self.part(part, out);
            if out.len() - before >= MAX_PIECES {
                break;
            }
        }
        if out.len() == before {
            out.push(self.unknown);
        }
        out.truncate(before + MAX_PIECES);
    }

    /// Longest match first; a part that cannot be spelt is one unknown piece.
    fn part(&self, part: &str, out: &mut Vec<i32>) {
        if part.chars().count() > LONGEST_PART {
            out.push(self.unknown);
            return;
        }
        let before = out.len();
        let mut rest = part;
        let mut table = &self.first;
        while !rest.is_empty() {
            let found = ends(rest).find_map(|end| table.get(&rest[..end]).map(|id| (end, *id)));
            let Some((end, id)) = found else {
                out.truncate(before);
                out.push(self.unknown);
                return;
            };
            out.push(id);
            rest = &rest[end..];
            table = &self.later;
        }
    }
}

/// The ends of all prefixes, longest first.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().rev().map(|(at, c)| at + c.len_utf8())
}

/// Without accents, control and format characters, in lower case.
fn normal(word: &str) -> String {
    if word.is_ascii() {
        return word.bytes().take(LONGEST_WORD).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    }
    word.chars()
        .filter(|c| !is_dropped(*c))
        .take(LONGEST_WORD)
        .nfd()
        .filter(|c| get_general_category(*c) != GeneralCategory::NonspacingMark)
        .flat_map(char::to_lowercase)
        .collect()
}

fn is_dropped(c: char) -> bool {
    c == '\u{FFFD}'
        || matches!(
            get_general_category(c),
            GeneralCategory::Control
                | GeneralCategory::Format
                | GeneralCategory::PrivateUse
                | GeneralCategory::Unassigned
                | GeneralCategory::Surrogate
        )
}

/// Runs without punctuation, and every sign and CJK character by itself.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word.trim_start();
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = if stands_alone(first) {
            first.len_utf8()
        } else {
            rest.find(|c: char| stands_alone(c) || c.is_whitespace()).unwrap_or(rest.len())
        };
        let (part, behind) = rest.split_at(end);
        rest = behind.trim_start();
        Some(part)
    })
}

fn stands_alone(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    is_cjk(c)
        || matches!(
            get_general_category(c),
            GeneralCategory::ConnectorPunctuation
                | GeneralCategory::DashPunctuation
                | GeneralCategory::OpenPunctuation
                | GeneralCategory::ClosePunctuation
                | GeneralCategory::InitialPunctuation
                | GeneralCategory::FinalPunctuation
                | GeneralCategory::OtherPunctuation
        )
}

/// The blocks of CJK ideographs that BERT's tokenizer parts.
fn is_cjk(c: char) -> bool {
    matches!(u32::from(c),
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F | 0x2B740..=0x2B81F
        | 0x2B920..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(word: &str) -> Vec<i32> {
        let vocabulary = "[UNK]\n[CLS]\n[SEP]\ndock\n##er\n##s\n.\n5\n港\ne\n##";
        let mut out = Vec::new();
        Pieces::new(vocabulary).unwrap().cut(word, &mut out);
        out
    }

    #[test]
    fn longest_pieces_first() {
        assert_eq!(cut("Dockers"), [3, 4, 5]);
        assert_eq!(cut("dockx"), [0]);
        assert_eq!(cut("5.5"), [7, 6, 7]);
        assert_eq!(cut("é港\u{AD}"), [9, 8]);
        assert_eq!(cut("\u{200D}"), [0]);
    }

    #[test]
    fn endless_words() {
        assert_eq!(cut(&"x".repeat(1_000_000)), [0]);
        assert_eq!(cut(&".".repeat(1_000_000)), [6; MAX_PIECES]);
        assert_eq!(cut(&"é".repeat(1_000_000)), [0]);
    }

    #[test]
    fn a_vocabulary_without_special_pieces_is_refused() {
        assert!(Pieces::new("a\nb").is_err());
    }
}
