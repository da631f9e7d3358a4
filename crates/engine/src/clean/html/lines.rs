//! The lines of a page: runs of text between the borders of blocks.

use super::tag::Tag;
use super::tree::Tree;

/// The fewest words of a line that counts as running text.
const PROSE_WORDS: u32 = 8;
/// The greatest share of a line of running text that is linked.
const PROSE_LINKED: f32 = 0.33;

/// What a browser shows as a paragraph, a heading, a list item or a row of a table of its own.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The nearest block-level element around it.
    pub(super) owner: usize,
    /// The first of its text nodes.
    pub(super) at: usize,
    /// Its words, white space collapsed, cells of a row parted by tabs.
    pub(super) text: String,
    /// How many words that is.
    pub(super) words: u32,
    /// Its words if it is running text, else 0.
    pub(super) prose: u32,
    /// The share of its bytes that is linked, 0 to 1.
    pub(super) linked: f32,
    /// The share of its bytes in bold or italic type, 0 to 1.
    pub(super) stressed: f32,
}

impl Line {
    fn new(owner: usize, at: usize, text: String, linked: f32, stressed: f32) -> Self {
        let words = count_words(&text);
        let marked = || text.contains(['.', '!', '?', ',', ';', ':', '"', '”', '。', '、', '।', '؟', '،']);
        let running = words >= PROSE_WORDS && linked <= PROSE_LINKED && marked();
        Self { owner, at, words, prose: if running { words } else { 0 }, text, linked, stressed }
    }
}

/// Words of a text; of scripts without spaces two signs count as a word.
fn count_words(text: &str) -> u32 {
    let spaced = text.split_whitespace().count();
    let dense = text.chars().filter(|letter| {
        matches!(letter, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
    });
    (spaced + dense.count() / 2) as u32
}

/// All lines of a page in order; those of scripts, buttons and the head of the page are left out.
pub(super) fn of(tree: &Tree) -> Vec<Line> {
    let mut walk = Walk { tree, lines: Vec::new(), open: None, space: false };
    let mut node = 0;
    while node < tree.nodes.len() {
        node = if walk.enter(node) { node + 1 } else { tree.end(node) };
    }
    walk.flush();
    walk.lines
}

/// A line as it grows.
struct Open {
    owner: usize,
    at: usize,
    text: String,
    linked: usize,
    stressed: usize,
}

struct Walk<'a> {
    tree: &'a Tree,
    lines: Vec<Line>,
    open: Option<Open>,
    /// Whether white space waits to be written before the next word.
    space: bool,
}

impl Walk<'_> {
    /// Takes one node; whether what stands under it is read too.
    fn enter(&mut self, node: usize) -> bool {
        let Some(tag) = self.tree.tag(node) else {
            self.text(node);
            return true;
        };
        match tag {
            Tag::Br => self.mark('\n'),
            Tag::Td | Tag::Th => self.mark('\t'),
            tag if tag.is_unread() || matches!(tag, Tag::Head | Tag::Title | Tag::Button) => return false,
            tag if tag.is_block() => self.flush(),
            _ => {}
        }
        true
    }

    /// Writes a break of the line or the border of a cell.
    fn mark(&mut self, mark: char) {
        if let Some(open) = self.open.as_mut() {
            open.text.push(mark);
            self.space = false;
        }
    }

    fn text(&mut self, node: usize) {
        let Some(text) = self.tree.text(node) else { return };
        if text.trim().is_empty() {
            self.space |= !text.is_empty();
            return;
        }
        let (owner, linked, stressed) = self.surroundings(node);
        if self.open.as_ref().is_some_and(|open| open.owner != owner) {
            self.flush();
        }
        let open = self.open.get_or_insert_with(|| Open {
            owner,
            at: node,
            text: String::new(),
            linked: 0,
            stressed: 0,
        });
        let before = open.text.len();
        let mut space = self.space || text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            if space && !open.text.is_empty() && !open.text.ends_with(['\n', '\t']) {
                open.text.push(' ');
            }
            open.text.push_str(word);
            space = true;
        }
        self.space = text.ends_with(char::is_whitespace);
        let added = open.text.len() - before;
        open.linked += if linked { added } else { 0 };
        open.stressed += if stressed { added } else { 0 };
    }

    /// The block around a text node, and whether the text is linked and stressed.
    fn surroundings(&self, node: usize) -> (usize, bool, bool) {
        /// How far above the block a link can stand that holds it.
        const LINK_LEVELS: usize = 4;
        let (mut owner, mut linked, mut stressed) = (0, false, false);
        for ancestor in self.tree.ancestors(node) {
            let tag = self.tree.tag(ancestor).unwrap_or(Tag::Root);
            linked |= self.tree.is_linked(ancestor, node);
            stressed |= matches!(tag, Tag::B | Tag::Strong | Tag::I | Tag::Em);
            if tag.is_block() {
                owner = ancestor;
                break;
            }
        }
        let around =
            || self.tree.ancestors(owner).take(LINK_LEVELS).any(|link| self.tree.is_linked(link, node));
        (owner, linked || around(), stressed)
    }

    fn flush(&mut self) {
        self.space = false;
        let Some(open) = self.open.take() else { return };
        let share = |part: usize| part as f32 / open.text.len().max(1) as f32;
        for part in split_breaks(&open.text) {
            self.lines.push(Line::new(open.owner, open.at, part, share(open.linked), share(open.stressed)));
        }
    }
}

/// Splits at line breaks, but joins a sentence that a single break runs through.
fn split_breaks(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut blank = true;
    for piece in text.split('\n') {
        let piece = piece.trim();
        if piece.is_empty() {
            blank = true;
            continue;
        }
        match parts.last_mut() {
            Some(last) if !blank && runs_on(last, piece) => {
                last.push(' ');
                last.push_str(piece);
            }
            _ => parts.push(piece.to_owned()),
        }
        blank = false;
    }
    parts
}

fn runs_on(before: &str, after: &str) -> bool {
    after.starts_with(char::is_lowercase) && !before.ends_with(['.', '!', '?', ':', ';', '"', '”'])
}
