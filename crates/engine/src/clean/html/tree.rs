//! A page as a tree.
//!
//! Elements stand in document order and know where their subtree ends, so every walk is a loop, whatever the depth.

use super::attr::Attr;
use super::tag::Tag;

/// What a node is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// An element, with its attributes as a range of those of the tree.
    Element(Tag, u32, u32),
    /// A run of text, as a range of the tree's characters.
    Text(u32, u32),
}

/// A node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) kind: Kind,
    /// The element it stands in; the root is its own parent.
    pub(super) parent: u32,
    /// The index after its last descendant.
    pub(super) end: u32,
}

/// A page: nodes in document order, of which node 0 is the root.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The nodes.
    pub(super) nodes: Vec<Node>,
    /// Attributes with their values as ranges of `chars`.
    pub(super) attrs: Vec<(Attr, u32, u32)>,
    /// The text of runs and attributes.
    pub(super) chars: String,
    /// Links that ended before the block that stands in them did, with the first node after the link.
    pub(super) ended_links: Vec<(u32, u32)>,
    /// Whether something was nested deeper, or was larger, than is kept apart.
    pub(super) limited: bool,
}

impl Tree {
    /// The indices of all nodes.
    pub(super) fn all(&self) -> std::ops::Range<usize> {
        0..self.nodes.len()
    }

    /// The tag of an element; `None` for text.
    pub(super) fn tag(&self, node: usize) -> Option<Tag> {
        match self.nodes.get(node)?.kind {
            Kind::Element(tag, ..) => Some(tag),
            Kind::Text(..) => None,
        }
    }

    /// The characters of a text node; `None` for an element.
    pub(super) fn text(&self, node: usize) -> Option<&str> {
        match self.nodes.get(node)?.kind {
            Kind::Element(..) => None,
            Kind::Text(start, end) => self.chars.get(start as usize..end as usize),
        }
    }

    /// An element's attributes with their values.
    pub(super) fn attrs(&self, node: usize) -> impl Iterator<Item = (Attr, &str)> {
        let range = match self.nodes.get(node).map(|node| node.kind) {
            Some(Kind::Element(_, start, end)) => start as usize..end as usize,
            Some(Kind::Text(..)) | None => 0..0,
        };
        let attrs = self.attrs.get(range).unwrap_or_default();
        attrs
            .iter()
            .filter_map(|(attr, start, end)| Some((*attr, self.chars.get(*start as usize..*end as usize)?)))
    }

    /// The value of an attribute.
    pub(super) fn attr(&self, node: usize, wanted: Attr) -> Option<&str> {
        self.attrs(node).find(|(attr, _)| *attr == wanted).map(|(_, value)| value)
    }

    /// The element that a node stands in; `None` for the root.
    pub(super) fn parent(&self, node: usize) -> Option<usize> {
        let parent = self.nodes.get(node)?.parent as usize;
        (parent != node).then_some(parent)
    }

    /// The index after the last descendant of a node.
    pub(super) fn end(&self, node: usize) -> usize {
        self.nodes.get(node).map_or(node + 1, |node| node.end as usize)
    }

    /// A node and all under it.
    pub(super) fn subtree(&self, node: usize) -> std::ops::Range<usize> {
        node..self.end(node)
    }

    /// The nodes directly under a node.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        let end = self.end(node);
        std::iter::successors(Some(node + 1), |&child| Some(self.end(child)))
            .take_while(move |&child| child < end)
    }

    /// A node's ancestors, nearest first.
    pub(super) fn ancestors(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(self.parent(node), |&node| self.parent(node))
    }

    /// Whether an element of one of these kinds is the node or stands under it.
    pub(super) fn holds(&self, node: usize, wanted: &[Tag]) -> bool {
        self.subtree(node).any(|node| self.tag(node).is_some_and(|tag| wanted.contains(&tag)))
    }

    /// Whether `node` stands in the link `link`, one of its ancestors, and the link leads somewhere.
    pub(super) fn is_linked(&self, link: usize, node: usize) -> bool {
        let ended = || self.ended_links.iter().rev().find(|(ended, _)| *ended as usize == link);
        self.tag(link) == Some(Tag::A)
            && self.attr(link, Attr::Href).is_some()
            && ended().is_none_or(|(_, end)| node < *end as usize)
    }

    /// The text under a node, white space collapsed; blocks and breaks part words.
    pub(super) fn words(&self, node: usize) -> String {
        let mut text = String::new();
        for node in self.subtree(node) {
            match self.nodes.get(node).map(|node| node.kind) {
                Some(Kind::Element(tag, ..)) if tag.is_block() || tag == Tag::Br => text.push(' '),
                Some(Kind::Element(..)) | None => {}
                Some(Kind::Text(..)) => text.push_str(self.text(node).unwrap_or_default()),
            }
        }
        squeeze(&text)
    }
}

/// Text with its white space collapsed.
pub(super) fn squeeze(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}
