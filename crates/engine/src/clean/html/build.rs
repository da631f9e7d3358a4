//! From markup to a tree: a tolerant builder over a tokenizer that follows the WHATWG standard.
//!
//! The tree construction of the standard rebuilds formatting elements and looks through the whole stack of open elements,
//! so that small hostile pages grow or take time without bound. Extraction needs no such fidelity: this builder keeps the
//! depth within bounds and takes time linear in the size of the page.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::attr::Attr;
use super::tag::Tag;
use super::tree::{Kind, Node, Tree};

/// The deepest level of elements that is kept apart; real pages stay below 80. What is deeper hangs on the last level.
const MAX_DEPTH: usize = 200;
/// The most bytes of an attribute that are kept; real names and addresses are far shorter.
const MAX_ATTRIBUTE: usize = 4096;

/// Reads a page. Markup can be broken in any way.
pub(super) fn parse(html: &str) -> Tree {
    let mut builder = Builder::new(html.len());
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<()> {
        builder.event(&event);
        None
    });
    emitter.naively_switch_states(true);
    for () in Tokenizer::new_with_emitter(html, emitter).flatten() {}
    builder.finish()
}

struct Builder {
    tree: Tree,
    /// The open elements, the root first.
    open: Vec<(usize, Tag)>,
    /// How many elements beyond the greatest depth are open.
    overflow: usize,
    /// The start tag that is being read, with its first attribute.
    pending: Option<(Tag, usize)>,
    /// Whether the next value belongs to the last attribute of the tree.
    valued: bool,
    /// The open element whose content is not read.
    skipped: Option<Tag>,
}

impl Builder {
    fn new(size: usize) -> Self {
        let mut tree = Tree { chars: String::with_capacity(size / 2), ..Tree::default() };
        tree.nodes.push(Node { kind: Kind::Element(Tag::Root, 0, 0), parent: 0, end: 0 });
        Self { tree, open: vec![(0, Tag::Root)], overflow: 0, pending: None, valued: false, skipped: None }
    }

    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.pending = Some((Tag::from_name(name), self.tree.attrs.len()));
                self.valued = false;
            }
            CallbackEvent::AttributeName { name } => self.attribute(name),
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some((tag, first)) = self.pending.take() {
                    self.start(tag, first, *self_closing);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.pending = None;
                self.end(Tag::from_name(name));
            }
            CallbackEvent::String { value } => {
                if self.skipped.is_none() {
                    let (start, end) = self.keep(value);
                    self.push(Kind::Text(start, end));
                }
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// The first of several attributes of one name counts.
    fn attribute(&mut self, name: &[u8]) {
        self.valued = false;
        let (Some((_, first)), Some(attr)) = (self.pending, Attr::from_name(name)) else { return };
        let seen = self.tree.attrs.get(first..).unwrap_or_default();
        if seen.iter().all(|(other, ..)| *other != attr) {
            let at = self.tree.chars.len() as u32;
            self.tree.attrs.push((attr, at, at));
            self.valued = true;
        }
    }

    fn value(&mut self, value: &[u8]) {
        if !std::mem::take(&mut self.valued) {
            return;
        }
        let (start, end) = self.keep(value.get(..value.len().min(MAX_ATTRIBUTE)).unwrap_or_default());
        if let Some(last) = self.tree.attrs.last_mut() {
            (last.1, last.2) = (start, end);
        }
    }

    fn keep(&mut self, bytes: &[u8]) -> (u32, u32) {
        let start = self.tree.chars.len() as u32;
        self.tree.chars.push_str(&String::from_utf8_lossy(bytes));
        (start, self.tree.chars.len() as u32)
    }

    fn push(&mut self, kind: Kind) -> usize {
        let parent = self.open.last().map_or(0, |(node, _)| *node) as u32;
        let node = self.tree.nodes.len();
        self.tree.nodes.push(Node { kind, parent, end: node as u32 + 1 });
        node
    }

    fn start(&mut self, tag: Tag, first: usize, self_closing: bool) {
        self.end_implied(tag);
        let node = self.push(Kind::Element(tag, first as u32, self.tree.attrs.len() as u32));
        if tag.is_void() || (self_closing && tag == Tag::Other) {
            return;
        }
        if self.open.len() >= MAX_DEPTH {
            self.tree.limited = true;
            self.overflow += 1;
            return;
        }
        let linked_data = tag == Tag::Script
            && self.tree.attr(node, Attr::Type).is_some_and(|kind| kind.contains("ld+json"));
        if self.skipped.is_none() && tag.is_unread() && !linked_data {
            self.skipped = Some(tag);
        }
        self.open.push((node, tag));
    }

    /// Ends what the start of `tag` ends: `<li>` an open `<li>`, a block an open `<p>`, a link an open link.
    fn end_implied(&mut self, tag: Tag) {
        match tag {
            Tag::Li => self.pop_to(&[Tag::Li], &[Tag::Ul, Tag::Ol]),
            Tag::Dt | Tag::Dd => self.pop_to(&[Tag::Dt, Tag::Dd], &[Tag::Dl]),
            Tag::Tr => self.pop_to(&[Tag::Tr], &[Tag::Table]),
            Tag::Td | Tag::Th => self.pop_to(&[Tag::Td, Tag::Th], &[Tag::Tr, Tag::Table]),
            Tag::Option => self.pop_to(&[Tag::Option], &[Tag::Select]),
            Tag::Body => self.pop_to(&[Tag::Head], &[]),
            Tag::A => self.end_link(),
            _ => {}
        }
        if tag.ends_paragraph() {
            self.pop_to(&[Tag::P], &[Tag::Td, Tag::Th, Tag::Table, Tag::Button, Tag::Object]);
        }
    }

    fn end(&mut self, tag: Tag) {
        if self.skipped == Some(tag) {
            self.skipped = None;
        }
        if self.overflow > 0 && !tag.is_void() {
            self.overflow -= 1;
            return;
        }
        match tag {
            // Text after them still belongs to the body.
            Tag::Html | Tag::Body | Tag::Root => {}
            Tag::A => self.end_link(),
            Tag::Table => self.pop_to(&[tag], &[]),
            Tag::Tr | Tag::Td | Tag::Th => self.pop_to(&[tag], &[Tag::Table]),
            Tag::Li => self.pop_to(&[tag], &[Tag::Ul, Tag::Ol]),
            tag if tag.is_inline() => {
                // A stray end of an inline element does not end the block it stands in.
                let mut within = self.open.iter().rev().take_while(|(_, open)| open.is_inline());
                if within.any(|(_, open)| *open == tag) {
                    self.pop_to(&[tag], &[]);
                }
            }
            tag => self.pop_to(&[tag], &[Tag::Td, Tag::Th]),
        }
    }

    /// Ends the open link. One whose end stands inside a block that it opened, or that was never ended, stays in the tree
    /// but is a link no more from here on.
    fn end_link(&mut self) {
        let Some(at) = self.open.iter().rposition(|(_, tag)| *tag == Tag::A) else { return };
        let crossed = self.open.iter().skip(at + 1).any(|(_, tag)| tag.is_block());
        if !crossed {
            self.pop_from(at);
        } else if let Some((node, tag)) = self.open.get_mut(at) {
            *tag = Tag::Span;
            self.tree.ended_links.push((*node as u32, self.tree.nodes.len() as u32));
        }
    }

    /// Ends the innermost open element whose tag is in `ends`, unless one in `stops` stands inside it.
    fn pop_to(&mut self, ends: &[Tag], stops: &[Tag]) {
        let found = self.open.iter().rposition(|(_, tag)| ends.contains(tag) || stops.contains(tag));
        let Some(at) = found.filter(|at| *at > 0) else { return };
        if self.open.get(at).is_some_and(|(_, tag)| ends.contains(tag)) {
            self.pop_from(at);
        }
    }

    /// Ends the open elements from the one at `at` of the stack on.
    fn pop_from(&mut self, at: usize) {
        let end = self.tree.nodes.len() as u32;
        for (node, tag) in self.open.drain(at..) {
            if self.skipped == Some(tag) {
                self.skipped = None;
            }
            if let Some(node) = self.tree.nodes.get_mut(node) {
                node.end = end;
            }
        }
    }

    fn finish(mut self) -> Tree {
        self.pop_from(0);
        self.tree
    }
}
