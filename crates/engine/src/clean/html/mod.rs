//! The article inside a saved HTML page.
//!
//! Markup becomes a tree (`build`) and the tree lines (`lines`); names, roles and shapes in the markup say which lines
//! belong to the site (`zones`), and the rest is chosen with a library's second opinion (`select`, `opinion`).

mod attr;
mod build;
mod container;
mod ending;
mod headline;
mod lines;
mod metadata;
mod opinion;
mod prune;
mod select;
mod tag;
mod title;
mod tree;
mod weights;
mod write;
mod zones;

use rashomon_doc::{Block, BlockKind, Diagnostic, DiagnosticCode, Span};

pub(super) use self::prune::prune;

use self::attr::Attr;
use self::lines::Line;
use self::metadata::{Found, PageData};
use self::select::{Choice, Page};
use self::tag::Tag;
use self::title::Titles;
use self::tree::Tree;
use crate::Tables;
use crate::ontology::Markup;
use crate::read::{Field, Metadata};

/// An article whose text in the page has fewer words than this is taken from JSON-LD, if that holds more.
const SHORT: u32 = 60;

/// An article taken out of a page's markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The article's text: paragraphs, subheads, block quotations and list items, one a line; the title and the words of
    /// pictures are not part of it.
    pub text: String,
    /// The lines, labelled as the markup has them. Lines that look like running text are `Paragraph`; the labelling
    /// of plain text looks at those again for teasers, furniture and datelines.
    pub blocks: Vec<Block>,
    /// What JSON-LD, OpenGraph, meta tags, `time` and byline elements say.
    pub metadata: Metadata,
}

/// Takes the article out of `html`. Never fails: a page without an article gives an empty text and a diagnostic.
pub fn extract(html: &str, tables: &Tables, diagnostics: &mut Vec<Diagnostic>) -> Extracted {
    let tree = build::parse(html);
    let lines = lines::of(&tree);
    let markup = &tables.markup;
    let mut data = metadata::read(&tree, &lines, markup);
    let titles = Titles::new(data.titles.iter().map(String::as_str));
    let authors = names(data.author.as_ref());
    let page = Page {
        tree: &tree,
        lines: &lines,
        opinion: &opinion::of(&tree, &lines),
        titles: &titles,
        authors: &authors,
        markup,
        furniture: &tables.furniture,
    };
    let chosen = select::article(&page);
    let words: u32 = chosen.iter().filter_map(|choice| lines.get(choice.line)).map(|line| line.words).sum();
    let (text, blocks) = match &data.body {
        Some(body) if words < SHORT && body.split_whitespace().count() as u32 > 2 * words => stated(body),
        _ => compose(&page, &chosen),
    };
    headline::fill(&mut data, &page, &chosen, tables);
    if tree.limited {
        let message =
            "elements nested deeper than real pages do were read as if they stood side by side".to_owned();
        diagnostics.push(Diagnostic { code: DiagnosticCode::MarkupLimit, message, place: None });
    }
    if text.is_empty() {
        let message = "no article text was found in the page".to_owned();
        diagnostics.push(Diagnostic { code: DiagnosticCode::NoText, message, place: None });
    }
    Extracted { text, blocks, metadata: metadata(data) }
}

/// Authors' names by which notes about them are known: those of two words or more.
fn names(author: Option<&Found>) -> Vec<String> {
    let names = author.into_iter().flat_map(|found| found.value.split(';')).map(str::trim);
    names.filter(|name| name.contains(' ')).map(str::to_owned).collect()
}

/// The text of JSON-LD, which is plain text or markup.
fn stated(body: &str) -> (String, Vec<Block>) {
    let tree = build::parse(&body.replace('\n', "<br>"));
    let mut text = String::new();
    let mut blocks = Vec::new();
    for line in lines::of(&tree) {
        push(&mut text, &mut blocks, &line.text, BlockKind::Paragraph);
    }
    (text, blocks)
}

/// Appends a line.
fn push(text: &mut String, blocks: &mut Vec<Block>, line: &str, kind: BlockKind) {
    if !text.is_empty() {
        text.push('\n');
    }
    let start = text.len();
    text.push_str(line);
    blocks.push(Block { kind, span: Span::new(start, text.len()) });
}

/// Writes the chosen lines one below the other.
fn compose(page: &Page<'_>, chosen: &[Choice]) -> (String, Vec<Block>) {
    let mut text = String::new();
    let mut blocks = Vec::with_capacity(chosen.len());
    let mut begun = false;
    for choice in chosen {
        let Some(line) = page.lines.get(choice.line) else { continue };
        let kind = kind(page.tree, line, page.markup, !begun);
        begun |= kind == BlockKind::Paragraph && !choice.lead;
        push(&mut text, &mut blocks, &line.text, kind);
    }
    (text, blocks)
}

/// What a line is by its markup; `first` where no paragraph stands before it.
fn kind(tree: &Tree, line: &Line, markup: &Markup, first: bool) -> BlockKind {
    /// How far above a line the name of a deck can stand.
    const DECK_LEVELS: usize = 2;
    let around = || std::iter::once(line.owner).chain(tree.ancestors(line.owner));
    let is_deck = |node| tree.attr(node, Attr::Class).is_some_and(|class| zones::is_deck(class, markup));
    let heading = tree.tag(line.owner).is_some_and(Tag::is_heading);
    if first && (heading || around().take(DECK_LEVELS).any(is_deck)) && line.prose > 0 {
        BlockKind::Deck
    } else if heading {
        BlockKind::Subhead
    } else if around().any(|node| tree.tag(node) == Some(Tag::Blockquote)) {
        BlockKind::Blockquote
    } else {
        BlockKind::Paragraph
    }
}

fn metadata(data: PageData) -> Metadata {
    let value = |found: Option<Found>| found.map(|found| found.value);
    let field = |found: Option<Found>| found.map(|found| Field { name: found.from, value: found.value });
    Metadata {
        outlet: value(data.outlet),
        url: value(data.url),
        title: value(data.title),
        author: value(data.author),
        published: field(data.published),
        updated: field(data.modified),
    }
}
