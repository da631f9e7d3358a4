//! How pages mark what is not the article, and where they say what they are (`data/html.toml`).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Overrides, TableError, parse_toml};

/// What a word of a class name or id says of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// Readers' comments.
    Comments,
    /// The site.
    Furniture,
    /// Words of a picture.
    Figure,
    /// Author and date.
    Byline,
    /// The site or a part of the article.
    Doubtful,
}

/// Names in the markup of pages. All words are in lower case.
#[derive(Debug, Default)]
pub struct Markup {
    /// What words of class names and ids say, with a number for each word.
    pub names: BTreeMap<String, (NameKind, u16)>,
    /// Whole class names and ids that are doubtful.
    pub whole: BTreeMap<String, u16>,
    /// Words of decks.
    pub deck: BTreeSet<String>,
    /// Beginnings of class names that say nothing.
    pub modifiers: Vec<String>,
    /// Class names of other people's posts that an article shows.
    pub posts: BTreeSet<String>,
    /// ARIA roles of the site's parts.
    pub roles: BTreeSet<String>,
    /// Headings that end articles.
    pub endings: Endings,
    /// Names of meta elements.
    pub meta: MetaNames,
    /// Authors' names.
    pub authors: Authors,
}

/// Headings that end articles.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Endings {
    /// Whole headings.
    pub headings: BTreeSet<String>,
    /// Their beginnings.
    pub starts: Vec<String>,
}

/// Names of meta elements by what they hold, the most telling first.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetaNames {
    /// The title.
    pub title: Vec<String>,
    /// The author.
    pub author: Vec<String>,
    /// The date of publication.
    pub published: Vec<String>,
    /// The date of the last change.
    pub modified: Vec<String>,
    /// The outlet.
    pub outlet: Vec<String>,
}

/// Authors' names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authors {
    /// What stands for a name and is none.
    pub placeholders: BTreeSet<String>,
    /// What stands in front of a name.
    pub starts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    names: Names,
    endings: Endings,
    meta: MetaNames,
    authors: Authors,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    furniture: Vec<String>,
    doubtful: Vec<String>,
    whole: Vec<String>,
    comments: Vec<String>,
    byline: Vec<String>,
    figure: Vec<String>,
    deck: BTreeSet<String>,
    modifiers: Vec<String>,
    posts: BTreeSet<String>,
    roles: BTreeSet<String>,
}

impl Markup {
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        let file: File = parse_toml("html.toml", include_str!("../../../../data/html.toml"), overrides)?;
        let Names { furniture, doubtful, whole, comments, byline, figure, deck, modifiers, posts, roles } =
            file.names;
        let kinds = [
            (NameKind::Furniture, furniture),
            (NameKind::Doubtful, doubtful),
            (NameKind::Comments, comments),
            (NameKind::Byline, byline),
            (NameKind::Figure, figure),
        ];
        let mut numbers = 0..u16::MAX;
        let words =
            kinds.into_iter().flat_map(|(kind, words)| words.into_iter().map(move |word| (kind, word)));
        let names =
            words.zip(numbers.by_ref()).map(|((kind, word), number)| (word, (kind, number))).collect();
        let whole = whole.into_iter().zip(numbers).collect();
        Ok(Self {
            names,
            whole,
            deck,
            modifiers,
            posts,
            roles,
            endings: file.endings,
            meta: file.meta,
            authors: file.authors,
        })
    }
}
