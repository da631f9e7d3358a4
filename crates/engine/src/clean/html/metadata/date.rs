//! When it was published and changed: JSON-LD, meta elements, microdata, `time` elements.

use super::Found;
use super::tags::Metas;
use crate::clean::html::attr::Attr;
use crate::clean::html::tag::Tag;
use crate::clean::html::tree::{Tree, squeeze};

/// The longest date, in bytes.
const LONGEST: usize = 60;
/// The fewest digits of a date.
const DIGITS: usize = 4;

/// The first date among what JSON-LD and meta elements say.
pub(super) fn of(linked: Option<&String>, field: &str, metas: &Metas, names: &[String]) -> Option<Found> {
    linked
        .map(|value| Found::new(value, format!("json-ld {field}")))
        .filter(is_date)
        .or_else(|| metas.all(names).find(is_date))
}

/// How plainly an element dates the article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Updated,
    Time,
    Published,
    Itemprop,
}

/// The date that microdata or a `time` element gives, the plainest and first.
pub(super) fn in_elements(tree: &Tree) -> Option<Found> {
    let mut best: Option<(Rank, Found)> = None;
    for node in tree.all() {
        let Some((rank, found)) = element(tree, node) else { continue };
        if is_date(&found) && best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, found));
        }
    }
    best.filter(|(rank, _)| *rank != Rank::Updated).map(|(_, found)| found)
}

fn element(tree: &Tree, node: usize) -> Option<(Rank, Found)> {
    let tag = tree.tag(node)?;
    let value = [Attr::Datetime, Attr::Content].into_iter().find_map(|attr| tree.attr(node, attr));
    let found = |value: String, from: &str| Found::new(&value, from.to_owned());
    if tree.attr(node, Attr::Itemprop) == Some("datePublished") {
        let value = value.map_or_else(|| tree.words(node), squeeze);
        return Some((Rank::Itemprop, found(value, "itemprop datePublished")));
    }
    if tag != Tag::Time {
        return None;
    }
    let class = tree.attr(node, Attr::Class).unwrap_or_default().to_ascii_lowercase();
    let rank = if class.contains("update") || class.contains("modif") {
        Rank::Updated
    } else if class.contains("publish") || class.contains("entry-date") {
        Rank::Published
    } else {
        Rank::Time
    };
    Some((rank, found(squeeze(value?), "time")))
}

fn is_date(found: &Found) -> bool {
    let digits = found.value.chars().filter(char::is_ascii_digit).count();
    found.value.len() <= LONGEST && digits >= DIGITS
}
