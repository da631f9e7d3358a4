//! The words of a text as numbers, for everything that compares texts without the reader.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use rashomon_doc::Span;

/// A word form, reduced: lower case, without a possessive or plural ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

/// Numbers for word forms, given in the order they are met. The numbers never reach an output.
#[derive(Debug, Default)]
pub struct Lexicon {
    ids: HashMap<String, WordId>,
    content: Vec<bool>,
}

impl Lexicon {
    /// The number of a word that stands in a text as `word`.
    pub fn intern(&mut self, word: &str, function_words: &BTreeSet<String>) -> WordId {
        let lower = normal(word);
        let form = stem(&lower);
        if let Some(id) = self.ids.get(form.as_ref()) {
            return *id;
        }
        let id = WordId(u32::try_from(self.content.len()).unwrap_or(u32::MAX));
        let is_content = !function_words.contains(&lower) && !function_words.contains(form.as_ref());
        self.content.push(is_content);
        self.ids.insert(form.into_owned(), id);
        id
    }

    /// Whether the word carries meaning of its own.
    pub fn is_content(&self, id: WordId) -> bool {
        self.content.get(id.0 as usize).copied().unwrap_or(false)
    }

    /// How many words are known.
    pub fn len(&self) -> usize {
        self.content.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }
}

/// Lower case, with straight apostrophes and without separators in figures.
pub(crate) fn normal(word: &str) -> String {
    word.chars()
        .filter(|c| *c != ',')
        .flat_map(|c| if c == '’' { '\''.to_lowercase() } else { c.to_lowercase() })
        .collect()
}

/// The form without possessive and plural endings: Harman's S-stemmer (1991), which seldom joins what differs.
pub fn stem(lower: &str) -> Cow<'_, str> {
    let word = lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).unwrap_or(lower);
    let keeps = ["ss", "us", "is", "as", "os"].iter().any(|ending| word.ends_with(ending));
    if word.len() <= 3 || keeps || !word.ends_with('s') {
        return Cow::Borrowed(word);
    }
    match word.strip_suffix("ies") {
        Some(base) if base.len() > 1 && !base.ends_with(['e', 'a']) => Cow::Owned(format!("{base}y")),
        Some(_) | None => Cow::Borrowed(word.strip_suffix('s').unwrap_or(word)),
    }
}

/// Where the words of `text` stand between two bytes: runs of letters and digits, joined by inner apostrophes and
/// by separators inside figures.
pub fn spans(text: &str, within: Span) -> Vec<Span> {
    let base = within.start.index();
    let chars: Vec<(usize, char)> = within.slice(text).char_indices().collect();
    let at = |index: usize| chars.get(index).map(|(_, c)| *c);
    let mut found = Vec::new();
    let mut index = 0;
    while let Some((start, first)) = chars.get(index).copied() {
        index += 1;
        if !first.is_alphanumeric() {
            continue;
        }
        while let Some(c) = at(index) {
            let before = at(index - 1).unwrap_or(' ');
            let after = at(index + 1).unwrap_or(' ');
            let joins = match c {
                '\'' | '’' => before.is_alphabetic() && after.is_alphabetic(),
                ',' | '.' => before.is_ascii_digit() && after.is_ascii_digit(),
                _ => c.is_alphanumeric(),
            };
            if !joins {
                break;
            }
            index += 1;
        }
        let end = chars.get(index).map_or(within.slice(text).len(), |(at, _)| *at);
        found.push(Span::new(base + start, base + end));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        spans(text, Span::new(0, text.len())).into_iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn words_keep_apostrophes_and_figures_whole() {
        assert_eq!(
            words("The mayor’s 1,250 boats—3.5% of “all” didn't sail."),
            ["The", "mayor’s", "1,250", "boats", "3.5", "of", "all", "didn't", "sail"]
        );
    }

    #[test]
    fn forms_of_one_word_are_one() {
        let mut lexicon = Lexicon::default();
        let none = BTreeSet::new();
        let ids: Vec<_> =
            ["Boat", "boats", "boat’s", "BOATS'"].iter().map(|word| lexicon.intern(word, &none)).collect();
        assert!(ids.iter().all(|id| *id == ids[0]));
        assert_ne!(lexicon.intern("crisis", &none), lexicon.intern("crisi", &none));
        assert_eq!(lexicon.intern("1,200", &none), lexicon.intern("1200", &none));
    }
}
