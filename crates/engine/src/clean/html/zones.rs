//! What the place of an element says about the text in it: menus, footers, comments, captions, cards of other articles.

use super::attr::Attr;
use super::lines::Line;
use super::tag::Tag;
use super::tree::Tree;
use super::weights::Weights;
use crate::ontology::{Markup, NameKind};

/// Running text, in words, above which a name is not believed.
const BYLINE_WORDS: u32 = 60;
const DOUBTFUL_WORDS: u32 = 40;
const FIGURE_WORDS: u32 = 150;

/// What the text in an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Zone {
    /// Perhaps the article.
    Open,
    /// The site.
    Furniture,
    /// Perhaps the site.
    Doubtful,
    /// Readers' comments.
    Comments,
    /// Words of a picture.
    Figure,
    /// Author and date.
    Byline,
    /// A row of pointers to other articles.
    Cards,
}

/// What a zone rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    /// Nothing.
    None,
    /// The element itself.
    Tag(Tag),
    /// Its ARIA role.
    Role,
    /// A word of its class name or id, by number.
    Name(u16),
    /// The shape of what it holds, and the element.
    Shape(Tag),
}

/// The zone of an element and all in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) zone: Zone,
    pub(super) cause: Cause,
    /// Whether no name on the way to it says anything, believed or not.
    pub(super) plain: bool,
}

/// The places of all nodes. What rests on a cause in `distrusted` is open.
pub(super) fn of(
    tree: &Tree,
    weights: &Weights,
    lines: &[Line],
    markup: &Markup,
    distrusted: &[Cause],
) -> Vec<Place> {
    let site = Site { tree, weights, markup, total: lines.iter().map(|line| line.prose).sum() };
    let mut places: Vec<Place> = Vec::with_capacity(tree.nodes.len());
    for node in tree.all() {
        let above = tree.parent(node).and_then(|parent| places.get(parent)).copied();
        let above = above.unwrap_or(Place { zone: Zone::Open, cause: Cause::None, plain: true });
        let place = match tree.tag(node) {
            Some(tag) if above.zone == Zone::Open => site.place(node, tag, above.plain, distrusted),
            Some(_) | None => above,
        };
        places.push(place);
    }
    places
}

struct Site<'a> {
    tree: &'a Tree,
    weights: &'a Weights,
    markup: &'a Markup,
    /// All running text of the page, in words.
    total: u32,
}

impl Site<'_> {
    fn place(&self, node: usize, tag: Tag, plain: bool, distrusted: &[Cause]) -> Place {
        let (zone, cause) = self.named(node, tag);
        let plain = plain && zone == Zone::Open;
        if zone != Zone::Open && !distrusted.contains(&cause) && !self.is_too_large(node, tag, zone) {
            return Place { zone, cause, plain };
        }
        let shape = Cause::Shape(tag);
        if !distrusted.contains(&shape) && self.is_row_of_cards(node) {
            return Place { zone: Zone::Cards, cause: shape, plain };
        }
        Place { zone: Zone::Open, cause: Cause::None, plain }
    }

    /// What an element's tag, role and names say.
    fn named(&self, node: usize, tag: Tag) -> (Zone, Cause) {
        let of_tag = |zone| (zone, Cause::Tag(tag));
        match tag {
            Tag::Nav | Tag::Footer | Tag::Aside | Tag::Menu | Tag::Dialog => return of_tag(Zone::Furniture),
            Tag::Header if self.is_site_header(node) => return of_tag(Zone::Furniture),
            Tag::Form | Tag::Address | Tag::Fieldset => return of_tag(Zone::Doubtful),
            Tag::Figcaption => return of_tag(Zone::Figure),
            Tag::Body | Tag::Html | Tag::Root | Tag::Main => return of_tag(Zone::Open),
            // The names of rows and cells tell what a table is about.
            Tag::Tr | Tag::Td | Tag::Th => return of_tag(Zone::Open),
            _ => {}
        }
        if self.tree.attr(node, Attr::Role).is_some_and(|role| self.markup.roles.contains(role)) {
            return (Zone::Furniture, Cause::Role);
        }
        if self.tree.attr(node, Attr::Itemprop).is_some_and(|prop| prop.contains("articleBody")) {
            return (Zone::Open, Cause::None);
        }
        let name = [Attr::Class, Attr::Id]
            .into_iter()
            .filter_map(|attr| self.tree.attr(node, attr))
            .filter_map(|value| strongest(value, self.markup))
            .min_by_key(|(kind, _)| *kind);
        match name {
            Some((NameKind::Comments, number)) => (Zone::Comments, Cause::Name(number)),
            Some((NameKind::Furniture, number)) => (Zone::Furniture, Cause::Name(number)),
            Some((NameKind::Figure, number)) => (Zone::Figure, Cause::Name(number)),
            _ if tag == Tag::Figure => of_tag(Zone::Figure),
            Some((NameKind::Byline, number)) => (Zone::Byline, Cause::Name(number)),
            Some((NameKind::Doubtful, number)) => (Zone::Doubtful, Cause::Name(number)),
            None => (Zone::Open, Cause::None),
        }
    }

    /// A header that belongs to the page and not to an article.
    fn is_site_header(&self, node: usize) -> bool {
        let within = |ancestor| matches!(self.tree.tag(ancestor), Some(Tag::Article | Tag::Main));
        !self.tree.holds(node, &[Tag::H1]) && !self.tree.ancestors(node).any(within)
    }

    /// Whether an element holds too much running text to be what its name says.
    fn is_too_large(&self, node: usize, tag: Tag, zone: Zone) -> bool {
        let words = self.weights.prose(self.tree.subtree(node));
        let most = words * 2 > self.total;
        match zone {
            Zone::Open | Zone::Cards => false,
            Zone::Byline => words > BYLINE_WORDS || most,
            Zone::Doubtful => words > DOUBTFUL_WORDS || most || self.holds_post(node),
            Zone::Figure => {
                let holds_text = || self.tree.holds(node, &[Tag::Blockquote, Tag::Table, Tag::Pre, Tag::Ul]);
                words > FIGURE_WORDS || most || tag == Tag::Figure && holds_text()
            }
            Zone::Furniture => most,
            // A name such as "has comments" on the whole page.
            Zone::Comments => words == self.total || self.tree.holds(node, &[Tag::H1]),
        }
    }

    /// Whether an element shows somebody's post on a social network.
    fn holds_post(&self, node: usize) -> bool {
        let is_post = |node: usize| {
            let class = self.tree.attr(node, Attr::Class);
            class.is_some_and(|class| class.split_whitespace().any(|name| self.markup.posts.contains(name)))
        };
        self.tree.subtree(node).any(is_post)
    }

    /// Whether most children of an element are cards: a linked headline, perhaps with a few words of summary.
    fn is_row_of_cards(&self, node: usize) -> bool {
        /// The most words of a card.
        const CARD_WORDS: u32 = 100;
        /// The most running text beside the cards, in words.
        const OTHER_WORDS: u32 = 40;
        let (mut cards, mut filled, mut others) = (0, 0, 0);
        for child in self.tree.children(node) {
            let Some(tag) = self.tree.tag(child).filter(|tag| tag.is_block() || *tag == Tag::A) else {
                continue;
            };
            let inside = self.weights.count(self.tree.subtree(child));
            if inside.words == 0 {
                continue;
            }
            filled += 1;
            // Items and articles often carry a longer summary under their headline.
            let fewest_linked = if matches!(tag, Tag::Li | Tag::Article) { 14 } else { 5 };
            if inside.headlines > 0
                && inside.words <= CARD_WORDS
                && inside.linked * fewest_linked >= inside.words
            {
                cards += 1;
            } else {
                others += inside.prose;
            }
        }
        cards >= 2 && cards * 4 >= filled * 3 && others < OTHER_WORDS
    }
}

/// The most telling word of a class list or an id.
fn strongest(value: &str, markup: &Markup) -> Option<(NameKind, u16)> {
    let mut best: Option<(NameKind, u16)> = None;
    for token in tokens(value, markup) {
        let found = match markup.whole.get(token) {
            Some(number) => Some((NameKind::Doubtful, *number)),
            None => words(token).filter_map(|word| markup.names.get(&word).copied()).min(),
        };
        best = [best, found].into_iter().flatten().min();
    }
    best
}

/// Whether a class list or id holds a word of a deck.
pub(super) fn is_deck(value: &str, markup: &Markup) -> bool {
    tokens(value, markup).flat_map(words).any(|word| markup.deck.contains(&word))
}

/// The names in a class list that may say what the element holds.
fn tokens<'a>(value: &'a str, markup: &'a Markup) -> impl Iterator<Item = &'a str> {
    value.split_whitespace().filter(|token| {
        !token.contains([':', '[', '/'])
            && !markup.modifiers.iter().any(|modifier| token.starts_with(modifier.as_str()))
    })
}

/// The words of a name: `related-posts`, `relatedPosts`.
pub(super) fn words(name: &str) -> impl Iterator<Item = String> {
    let mut rest = name;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|letter: char| !letter.is_ascii_alphabetic());
        let capitals = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        let small = rest.bytes().skip(capitals).take_while(u8::is_ascii_lowercase).count();
        let (word, after) = rest.split_at_checked(capitals + small)?;
        rest = after;
        (!word.is_empty()).then(|| word.to_ascii_lowercase())
    })
}
