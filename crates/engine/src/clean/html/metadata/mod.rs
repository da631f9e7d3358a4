//! What a page says about itself: JSON-LD, OpenGraph and other meta elements, microdata, `time` and byline elements.

mod author;
mod date;
mod linked_data;
mod tags;

pub(super) use self::author::in_line as author_in_line;

use self::linked_data::LinkedData;
use self::tags::Metas;
use super::build;
use super::lines::Line;
use super::tag::Tag;
use super::title::{fold, without_site};
use super::tree::{Tree, squeeze};
use crate::ontology::Markup;

/// A value, and the field that holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) value: String,
    pub(super) from: String,
}

impl Found {
    fn new(value: &str, from: String) -> Self {
        Self { value: squeeze(value), from }
    }
}

/// What a page says about itself.
#[derive(Debug, Default)]
pub(super) struct PageData {
    pub(super) title: Option<Found>,
    pub(super) author: Option<Found>,
    pub(super) published: Option<Found>,
    pub(super) modified: Option<Found>,
    pub(super) outlet: Option<Found>,
    pub(super) url: Option<Found>,
    /// The article's text, in JSON-LD.
    pub(super) body: Option<String>,
    /// All wordings of the title.
    pub(super) titles: Vec<String>,
}

/// Reads what a page says.
pub(super) fn read(tree: &Tree, lines: &[Line], markup: &Markup) -> PageData {
    let metas = Metas::of(tree);
    let linked = linked_data::read(tree);
    let outlet = outlet(&metas, &linked, markup);
    let (title, titles) = title(tree, lines, &metas, &linked, outlet.as_ref(), markup);
    let published = date::of(linked.published.as_ref(), "datePublished", &metas, &markup.meta.published)
        .or_else(|| date::in_elements(tree));
    let is_address =
        |found: &Found| found.value.starts_with("http://") || found.value.starts_with("https://");
    PageData {
        title,
        author: author::of(tree, &metas, &linked.authors, markup),
        published,
        modified: date::of(linked.modified.as_ref(), "dateModified", &metas, &markup.meta.modified),
        outlet,
        url: tags::canonical(tree)
            .filter(is_address)
            .or_else(|| metas.named("og:url").filter(is_address))
            .or_else(|| from(linked.url.as_ref(), "url").filter(is_address)),
        body: linked.body,
        titles,
    }
}

fn from(value: Option<&String>, field: &str) -> Option<Found> {
    value.map(|value| Found::new(value, format!("json-ld {field}")))
}

fn outlet(metas: &Metas, linked: &LinkedData, markup: &Markup) -> Option<Found> {
    /// The longest name of an outlet, in bytes.
    const LONGEST: usize = 80;
    let is_name = |found: &Found| found.value.len() <= LONGEST && !found.value.contains("://");
    from(linked.publisher.as_ref(), "publisher")
        .filter(is_name)
        .or_else(|| metas.all(&markup.meta.outlet).find(is_name))
}

/// The title as readers see it, and all its wordings.
fn title(
    tree: &Tree,
    lines: &[Line],
    metas: &Metas,
    linked: &LinkedData,
    outlet: Option<&Found>,
    markup: &Markup,
) -> (Option<Found>, Vec<String>) {
    let site = metas.named("og:site_name").or_else(|| outlet.cloned()).map(|found| found.value);
    let element = tree.all().find(|node| tree.tag(*node) == Some(Tag::Title)).map(|node| tree.words(node));
    let element =
        element.filter(|title| !title.is_empty()).map(|title| Found::new(&title, "title".to_owned()));
    let stated: Vec<Found> = from(linked.headline.as_ref(), "headline")
        .into_iter()
        .chain(metas.first(&markup.meta.title))
        .chain(element)
        .collect();
    let headings = headings(tree, lines, site.as_deref());
    let shown = shown(&headings, &stated);
    let title = shown
        .map(|heading| Found::new(heading, "h1".to_owned()))
        .or_else(|| {
            stated
                .first()
                .map(|found| Found { value: without_site(&found.value, site.as_deref()), ..found.clone() })
        })
        .or_else(|| headings.first().map(|heading| Found::new(heading, "h1".to_owned())));
    let wordings = title.iter().chain(&stated).map(|found| found.value.clone()).collect();
    (title, wordings)
}

/// The main headings of a page, the site's name left out.
fn headings<'a>(tree: &Tree, lines: &'a [Line], site: Option<&str>) -> Vec<&'a str> {
    let site = site.map(fold);
    let mut headings: Vec<&str> = Vec::new();
    for line in lines.iter().filter(|line| tree.tag(line.owner) == Some(Tag::H1)) {
        if site.as_ref() != Some(&fold(&line.text)) && !headings.contains(&line.text.as_str()) {
            headings.push(&line.text);
        }
    }
    headings
}

/// The heading that shows the title: one that a stated wording begins with, else the only one of some length.
fn shown<'a>(headings: &[&'a str], stated: &[Found]) -> Option<&'a str> {
    const LETTERS: usize = 8;
    const WORDS: usize = 3;
    let wordings: Vec<String> = stated.iter().map(|found| fold(&found.value)).collect();
    let begins = |heading: &&&str| {
        let heading = fold(heading);
        heading.len() >= LETTERS && wordings.iter().any(|wording| wording.starts_with(&heading))
    };
    let long = |heading: &&&str| heading.split_whitespace().count() >= WORDS;
    let only = || match headings.iter().filter(long).collect::<Vec<_>>().as_slice() {
        [one] => Some(**one),
        _ => None,
    };
    headings.iter().find(begins).copied().or_else(only)
}

/// Text with character references read and tags left out: JSON-LD often holds HTML.
fn decoded(text: &str) -> String {
    if text.contains(['&', '<']) { build::parse(text).words(0) } else { squeeze(text) }
}
