//! The word lists of `data/words.toml`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// The lists, parsed once.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lists {
    pub(crate) clitics: Vec<String>,
    pub(crate) elisions: Vec<String>,
    pub(crate) ordinals: Vec<String>,
    pub(crate) units: Vec<String>,
    pub(crate) fused: Vec<String>,
    prefixes: BTreeSet<String>,
    domains: BTreeSet<String>,
    numbered: BTreeSet<String>,
    abbreviations: BTreeSet<String>,
}

/// Longer than any entry in bytes: keeps look-ups of endless words short.
const LONGEST: usize = 24;

impl Lists {
    /// The lists that are compiled in. A test checks that they parse.
    pub(crate) fn get() -> &'static Self {
        static LISTS: LazyLock<Lists> =
            LazyLock::new(|| toml::from_str(include_str!("../../../../data/words.toml")).unwrap_or_default());
        &LISTS
    }

    /// Whether the hyphen behind `part` belongs to the word.
    pub(crate) fn is_prefix(&self, part: &str) -> bool {
        has_lower(&self.prefixes, part)
    }

    /// Whether `part` ends an internet name.
    pub(crate) fn is_domain(&self, part: &str) -> bool {
        has_lower(&self.domains, part)
    }

    /// Whether `word` is an abbreviation that stands before a number.
    pub(crate) fn is_numbered(&self, word: &str) -> bool {
        self.numbered.contains(word)
    }

    /// Whether `word` keeps its full stop.
    pub(crate) fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }
}

fn has_lower(list: &BTreeSet<String>, word: &str) -> bool {
    word.len() <= LONGEST && list.contains(&word.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_parses() {
        toml::from_str::<Lists>(include_str!("../../../../data/words.toml")).expect("data/words.toml");
        let longest = |list: &BTreeSet<String>| list.iter().map(String::len).max().unwrap_or(0);
        assert!(longest(&Lists::get().prefixes).max(longest(&Lists::get().domains)) <= LONGEST);
        assert!(Lists::get().is_prefix("Non") && Lists::get().is_abbreviation("Mr"));
    }
}
