//! Classes of characters, and a text that is looked at by byte position.

use unicode_general_category::{GeneralCategory, get_general_category};

/// White space, control characters and invisible spaces part words.
pub(crate) fn is_separator(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// A letter (Unicode category L).
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    matches!(
        get_general_category(c),
        GeneralCategory::UppercaseLetter
            | GeneralCategory::LowercaseLetter
            | GeneralCategory::TitlecaseLetter
            | GeneralCategory::ModifierLetter
            | GeneralCategory::OtherLetter
    )
}

/// A digit of a decimal system (Unicode category Nd).
pub(crate) fn is_decimal(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    get_general_category(c) == GeneralCategory::DecimalNumber
}

/// A letter, a number, the underscore or a combining mark.
pub(crate) fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    is_letter(c)
        || matches!(
            get_general_category(c),
            GeneralCategory::DecimalNumber | GeneralCategory::LetterNumber | GeneralCategory::OtherNumber
        )
        || ('\u{300}'..='\u{36F}').contains(&c)
}

/// The typewriter's and the typographic apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// The hyphens that join words.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether `word` in lower case is `lower`.
pub(crate) fn equals_lower(word: &str, lower: &str) -> bool {
    word.chars().flat_map(char::to_lowercase).eq(lower.chars())
}

/// A text with an end to the scan; all positions are bytes on character boundaries.
#[derive(Clone, Copy)]
pub(crate) struct Chunk<'a> {
    /// The whole text.
    pub(crate) text: &'a str,
    /// Where the chunk begins.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

impl<'a> Chunk<'a> {
    /// The character at `i`, if that is inside.
    pub(crate) fn at(self, i: usize) -> Option<char> {
        if i < self.end { self.text.get(i..)?.chars().next() } else { None }
    }

    /// The character before `i`, if that is inside.
    pub(crate) fn before(self, i: usize) -> Option<char> {
        if i > self.start { self.text.get(..i)?.chars().next_back() } else { None }
    }

    /// Whether the character at `i` is inside and passes.
    pub(crate) fn is(self, i: usize, test: impl Fn(char) -> bool) -> bool {
        self.at(i).is_some_and(test)
    }

    /// The position behind the character at `i`.
    pub(crate) fn next(self, i: usize) -> usize {
        self.at(i).map_or(self.end, |c| i + c.len_utf8())
    }

    /// The end of the run of characters from `i` that pass.
    pub(crate) fn run(self, i: usize, test: impl Fn(char) -> bool) -> usize {
        let rest = self.slice(i, self.end);
        i + rest.find(|c| !test(c)).unwrap_or(rest.len())
    }

    /// The words from `i` to `j`; empty where that is none.
    pub(crate) fn slice(self, i: usize, j: usize) -> &'a str {
        self.text.get(i..j).unwrap_or("")
    }

    /// The end of `lower` if the text at `i` reads so in any case.
    pub(crate) fn starts_lower(self, i: usize, lower: &str) -> Option<usize> {
        let mut j = i;
        for want in lower.chars() {
            let c = self.at(j)?;
            if !c.to_lowercase().eq([want]) {
                return None;
            }
            j += c.len_utf8();
        }
        Some(j)
    }

    /// Whether no word goes on at `i`.
    pub(crate) fn is_free(self, i: usize) -> bool {
        !self.is(i, is_word_char)
    }

    /// Whether a word ends right before `i`.
    pub(crate) fn follows_word(self, i: usize) -> bool {
        self.before(i).is_some_and(is_word_char)
    }
}
