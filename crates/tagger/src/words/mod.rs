//! Words of English text as Universal Dependencies (EWT, GUM) cuts them.
//!
//! The rules are those of `training/tokenize_words.py`, to the letter: the model learnt from words cut so.
//! Time is linear in the text, whatever it holds.

mod chars;
mod lists;
mod shape;
mod tokens;
mod word;

use std::ops::Range;

pub(crate) use chars::is_separator;
pub(crate) use shape::{PLAIN_SHAPE, shape};

use chars::Chunk;
use tokens::Scanner;

/// Byte ranges of the words of `text`, in order, disjoint, without separators; they cover everything else.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut start = 0;
    while let Some(first) = text[start..].find(|c| !is_separator(c)) {
        start += first;
        let end = text[start..].find(is_separator).map_or(text.len(), |length| start + length);
        let mut scanner = Scanner::new(Chunk { text, start, end });
        let mut i = start;
        while i < end {
            i = scanner.token(i, &mut out);
        }
        start = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn contractions_and_possessives() {
        assert_eq!(
            cut("They don't, can't and won’t."),
            ["They", "do", "n't", ",", "ca", "n't", "and", "wo", "n’t", "."]
        );
        assert_eq!(
            cut("Mara's and the dockers' O'Neil's"),
            ["Mara", "'s", "and", "the", "dockers", "'", "O'Neil", "'s"]
        );
        assert_eq!(cut("I cannot; 'twas 'em"), ["I", "can", "not", ";", "'twas", "'em"]);
    }

    #[test]
    fn full_stops() {
        assert_eq!(
            cut("Mr. Ito of the U.S. left at 5 p.m. on Nov. 3."),
            ["Mr.", "Ito", "of", "the", "U.S.", "left", "at", "5", "p.m.", "on", "Nov.", "3", "."]
        );
        assert_eq!(
            cut("So did I. No. 4 said no... twice."),
            ["So", "did", "I", ".", "No.", "4", "said", "no", "...", "twice", "."]
        );
    }

    #[test]
    fn numbers_and_money() {
        assert_eq!(
            cut("US$1,200.50, 3.5m, 1990s, 2nd, 10-year 4x4 50% 555-123-4567"),
            [
                "US$",
                "1,200.50",
                ",",
                "3.5",
                "m",
                ",",
                "1990s",
                ",",
                "2nd",
                ",",
                "10",
                "-",
                "year",
                "4x4",
                "50",
                "%",
                "555-123-4567"
            ]
        );
    }

    #[test]
    fn hyphens_and_signs() {
        assert_eq!(
            cut("non-profit well-known AT&T — \"yes\"(no) and/or"),
            [
                "non-profit",
                "well",
                "-",
                "known",
                "AT&T",
                "—",
                "\"",
                "yes",
                "\"",
                "(",
                "no",
                ")",
                "and",
                "/",
                "or"
            ]
        );
    }

    #[test]
    fn addresses_and_handles() {
        assert_eq!(
            cut("See https://a.example/b?c=1, mail x.y@z.example or @dock_watch #5 example.com."),
            [
                "See",
                "https://a.example/b?c=1",
                ",",
                "mail",
                "x.y@z.example",
                "or",
                "@dock_watch",
                "#",
                "5",
                "example.com",
                "."
            ]
        );
    }

    #[test]
    fn emoji_and_invisible_characters() {
        assert_eq!(
            cut("ships 🚢👍🏽 a\u{200B}b 👩\u{200D}🚒!!"),
            ["ships", "🚢", "👍🏽", "a", "b", "👩\u{200D}🚒", "!!"]
        );
    }

    #[test]
    fn endless_words_take_linear_time() {
        for piece in
            ["a", "a.", "ab.", "a@", "A&", "a'", "1.", "x-", "re-", "(", "a+", "www.", "http://", "é"]
        {
            let text = piece.repeat(1_000_000 / piece.len());
            let found = words(&text);
            assert_eq!(found.iter().map(ExactSizeIterator::len).sum::<usize>(), text.len(), "{piece}");
        }
    }

    proptest! {
        #[test]
        fn words_cover_all_but_separators(text in "\\PC{0,40}|[a-zA-Z0-9.'’@&$_#/:!? \\-\u{200B}\u{301}İß]{0,40}") {
            let mut last = 0;
            for range in words(&text) {
                prop_assert!(last <= range.start && range.start < range.end);
                prop_assert!(text[last..range.start].chars().all(is_separator));
                prop_assert!(!text[range.clone()].chars().any(is_separator));
                last = range.end;
            }
            prop_assert!(text[last..].chars().all(is_separator));
        }
    }
}
