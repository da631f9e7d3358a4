//! A second opinion: which lines a readability library takes for the article.
//!
//! The library sees the page's text through Mozilla's Readability algorithm, which knows nothing of our rules. It is asked
//! for an opinion only: where it keeps much that the rules threw away, the rules are not believed.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use dom_smoothie::{Config, Readability, TextMode};

use super::lines::Line;
use super::tree::Tree;
use super::write;

/// Pages with more nodes are not given to the library, whose time grows faster than the page.
const MAX_NODES: usize = 100_000;
/// Words that have to follow one another as in the library's text.
const WINDOW: usize = 4;
/// The share of a line's windows that the library has to keep, in percent.
const KEPT: usize = 70;

/// For each line, whether the library keeps it.
pub(super) fn of(tree: &Tree, lines: &[Line]) -> Vec<bool> {
    let text = if tree.nodes.len() > MAX_NODES { String::new() } else { article(&write::html(tree)) };
    let words: Vec<&str> = text.split_whitespace().collect();
    let known: BTreeSet<u64> = (1..=WINDOW).flat_map(|size| windows(&words, size)).collect();
    lines
        .iter()
        .map(|line| {
            let words: Vec<&str> = line.text.split_whitespace().collect();
            let all = windows(&words, words.len().min(WINDOW));
            let (total, kept) = all.fold((0, 0), |(total, kept), window| {
                (total + 1, kept + usize::from(known.contains(&window)))
            });
            total > 0 && kept * 100 >= total * KEPT
        })
        .collect()
}

fn article(html: &str) -> String {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    Readability::new(html, None, Some(config))
        .and_then(|mut page| page.parse())
        .map(|article| article.text_content.to_string())
        .unwrap_or_default()
}

/// The hashes of all runs of `size` words.
pub(super) fn windows(words: &[&str], size: usize) -> impl Iterator<Item = u64> {
    words.windows(size.max(1)).map(|window| {
        let mut hasher = DefaultHasher::new();
        window.hash(&mut hasher);
        hasher.finish()
    })
}
