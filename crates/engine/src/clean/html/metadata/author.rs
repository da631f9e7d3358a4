//! Who wrote it: JSON-LD, meta elements, microdata, byline elements.

use super::Found;
use super::tags::Metas;
use crate::clean::html::attr::Attr;
use crate::clean::html::tag::Tag;
use crate::clean::html::tree::{Tree, squeeze};
use crate::clean::html::zones;
use crate::ontology::{Authors, Markup};

/// The longest line of names, in words.
const NAME_WORDS: usize = 12;
/// A name with more digits is none.
const DIGITS: usize = 3;
/// What stands behind a name in a byline.
const BEHIND: &[&str] = &["|", "•", "·", "–", "—", "/", "("];

/// Finds the author, or several joined by "; ".
pub(super) fn of(tree: &Tree, metas: &Metas, linked: &[String], markup: &Markup) -> Option<Found> {
    let mut names: Vec<String> = Vec::new();
    for name in linked.iter().filter_map(|name| clean(name, &markup.authors)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if !names.is_empty() {
        return Some(Found::new(&names.join("; "), "json-ld author".to_owned()));
    }
    metas
        .all(&markup.meta.author)
        .find_map(|found| clean(&found.value, &markup.authors).map(|value| Found { value, ..found }))
        .or_else(|| {
            labelled(metas)
                .and_then(|found| Some(Found { value: clean(&found.value, &markup.authors)?, ..found }))
        })
        .or_else(|| in_elements(tree, markup))
}

/// "Written by" in the labels for sharing cards.
fn labelled(metas: &Metas) -> Option<Found> {
    ["twitter:label1", "twitter:label2"].iter().zip(["twitter:data1", "twitter:data2"]).find_map(
        |(label, data)| {
            let label = metas.named(label)?.value.to_lowercase();
            label.contains("written by").then(|| metas.named(data))?
        },
    )
}

/// How plainly an element names the author.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Itemprop,
    Rel,
    Name,
}

fn in_elements(tree: &Tree, markup: &Markup) -> Option<Found> {
    let mut found: Vec<(Rank, usize)> =
        tree.all().filter_map(|node| rank(tree, node).map(|rank| (rank, node))).collect();
    found.sort_unstable();
    found.into_iter().find_map(|(rank, node)| {
        let name = clean(&text(tree, node), &markup.authors)?;
        let from = match rank {
            Rank::Itemprop => "itemprop author",
            Rank::Rel => "rel author",
            Rank::Name => "byline",
        };
        Some(Found::new(&name, from.to_owned()))
    })
}

fn rank(tree: &Tree, node: usize) -> Option<Rank> {
    let has = |attr, word: &str| {
        tree.attr(node, attr).is_some_and(|value| value.split_whitespace().any(|one| one == word))
    };
    if has(Attr::Itemprop, "author") {
        return Some(Rank::Itemprop);
    }
    if has(Attr::Rel, "author") {
        return Some(Rank::Rel);
    }
    let class = tree.attr(node, Attr::Class)?;
    let named = class.split_whitespace().any(|name| {
        zones::words(name)
            .any(|word| matches!(word.as_str(), "byline" | "author" | "authors" | "contributor"))
    });
    named.then_some(Rank::Name)
}

/// The text of a byline element: the name in it, where one is marked; elements parted by spaces.
fn text(tree: &Tree, node: usize) -> String {
    let named = |node: &usize| tree.attr(*node, Attr::Itemprop) == Some("name");
    let node = tree.subtree(node).find(named).unwrap_or(node);
    if tree.tag(node) == Some(Tag::Meta) {
        return tree.attr(node, Attr::Content).unwrap_or_default().to_owned();
    }
    let parts: Vec<&str> = tree.subtree(node).filter_map(|node| tree.text(node)).collect();
    squeeze(&parts.join(" "))
}

/// The name or names in a byline; `None` if it holds something else.
fn clean(raw: &str, table: &Authors) -> Option<String> {
    let raw = squeeze(raw);
    if raw.contains("://") || raw.contains("www.") {
        return None;
    }
    let mut name = raw.as_str();
    while let Some(rest) = table.starts.iter().find_map(|start| after(name, start)) {
        name = rest;
    }
    for mark in BEHIND {
        name = name.split_once(mark).map_or(name, |(name, _)| name);
    }
    let name = name.trim_matches(|mark: char| !mark.is_alphanumeric() && !matches!(mark, '.' | '\''));
    let words = name.split_whitespace().count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let fits = (1..=NAME_WORDS).contains(&words) && digits <= DIGITS && name.contains(char::is_alphabetic);
    (fits && !table.placeholders.contains(&name.to_lowercase())).then(|| name.to_owned())
}

/// The names in a line that begins as bylines do ("By …", "Written by …") and holds names and nothing else.
pub(in crate::clean::html) fn in_line(line: &str, table: &Authors) -> Option<String> {
    /// Small words in names and between them.
    const SMALL: &[&str] =
        &["and", "&", "de", "van", "von", "der", "den", "la", "le", "al", "bin", "di", "da", "dos"];
    table.starts.iter().find_map(|start| after(line, start))?;
    let name = clean(line, table)?;
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = |word: &&str| word.starts_with(char::is_uppercase) || SMALL.contains(word);
    ((2..=NAME_WORDS).contains(&words.len()) && words.iter().all(named)).then_some(name)
}

/// What comes after a phrase and a colon or space.
fn after<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    let head = text.get(..phrase.len())?;
    let rest = text.get(phrase.len()..)?;
    (head.eq_ignore_ascii_case(phrase) && rest.starts_with([':', ' ']))
        .then(|| rest.trim_start_matches([':', ' ']))
}
