//! Meta and link elements.

use super::Found;
use crate::clean::html::attr::Attr;
use crate::clean::html::tag::Tag;
use crate::clean::html::tree::{Tree, squeeze};

/// The meta elements of a page: names in lower case and contents, in order.
pub(super) struct Metas(Vec<(String, String)>);

impl Metas {
    /// Gathers those that have a content.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut metas = Vec::new();
        for node in tree.all().filter(|node| tree.tag(*node) == Some(Tag::Meta)) {
            let content = squeeze(tree.attr(node, Attr::Content).unwrap_or_default());
            if content.is_empty() {
                continue;
            }
            for names in [Attr::Property, Attr::Name, Attr::Itemprop]
                .into_iter()
                .filter_map(|attr| tree.attr(node, attr))
            {
                metas.extend(
                    names.split_whitespace().map(|name| (name.to_ascii_lowercase(), content.clone())),
                );
            }
        }
        Self(metas)
    }

    /// What elements of these names hold, by the order of `names`.
    pub(super) fn all<'a>(&'a self, names: &'a [String]) -> impl Iterator<Item = Found> + 'a {
        names.iter().flat_map(|name| {
            let named = self.0.iter().filter(move |(other, _)| other == name);
            named.map(move |(_, content)| Found::new(content, format!("meta {name}")))
        })
    }

    /// The first of them.
    pub(super) fn first(&self, names: &[String]) -> Option<Found> {
        self.all(names).next()
    }

    /// What the element of one name holds.
    pub(super) fn named(&self, name: &str) -> Option<Found> {
        let (_, content) = self.0.iter().find(|(other, _)| other == name)?;
        Some(Found::new(content, format!("meta {name}")))
    }
}

/// The address of `<link rel="canonical">`.
pub(super) fn canonical(tree: &Tree) -> Option<Found> {
    let is_canonical = |node: &usize| {
        tree.tag(*node) == Some(Tag::Link)
            && tree.attr(*node, Attr::Rel).is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"))
    };
    let address = tree.all().filter(is_canonical).find_map(|node| tree.attr(node, Attr::Href))?;
    Some(Found::new(address, "link canonical".to_owned()))
}
