//! A name of one report, made ready for comparing.

use rashomon_doc::{Field, MentionKind, NameId, NameType, Sector};

use crate::Tables;
use crate::dossier::StoryId;
use crate::ontology::CountryForm;
use crate::resolve::names::{self, Part};
use crate::resolve::texts::{NameKey, TextRef};

/// What the tables of the world know a name to be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Identity {
    /// A country with its government, by its code.
    Country(String),
    /// A well-known body, by its full name.
    Body(String),
    /// A news agency, by its common name.
    Agency(String),
}

/// A name of one text.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) key: NameKey,
    pub(super) story: StoryId,
    pub(super) name: String,
    pub(super) kind: NameType,
    pub(super) country: Option<String>,
    pub(super) sector: Option<Sector>,
    pub(super) unnamed: bool,
    /// Its telling words.
    pub(super) parts: Vec<Part>,
    pub(super) identity: Option<Identity>,
    /// Mentions by name.
    pub(super) named: usize,
    /// The words of its roles, reduced.
    pub(super) roles: Vec<String>,
    /// Of a description, the noun by which an affair knows one bearer as a rule.
    pub(super) single: Option<String>,
}

/// The names of one text.
pub(super) fn nodes<'a>(
    text: TextRef<'a>,
    stories: &'a [StoryId],
    tables: &'a Tables,
) -> impl Iterator<Item = Node> + use<'a> {
    text.facts.names.iter().enumerate().map(move |(index, name)| {
        let id = NameId(index as u32);
        let by_name =
            |mention: &&rashomon_doc::Mention| mention.name == Some(id) && mention.kind == MentionKind::Name;
        let roles = name.roles.iter().flat_map(|span| {
            let words = text.view.slice(*span).to_lowercase();
            words.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        });
        Node {
            key: text.key(id),
            story: stories.get(text.doc.index()).copied().unwrap_or(StoryId(0)),
            name: name.name.clone(),
            kind: name.kind,
            country: name.country.clone(),
            sector: name.sector,
            unnamed: name.unnamed,
            parts: names::parts(&name.name, &tables.names),
            identity: if name.unnamed { None } else { identity(&name.name, name.kind, tables) },
            named: text.facts.mentions.iter().filter(by_name).count(),
            roles: roles.collect(),
            single: if name.unnamed && is_definite(text, id) { single(&name.name, tables) } else { None },
        }
    })
}

/// Whether a description is given as known: with an article that says so, or in a headline.
fn is_definite(text: TextRef<'_>, id: NameId) -> bool {
    let the = |words: &str| words.split_once(' ').is_some_and(|(first, _)| first.eq_ignore_ascii_case("the"));
    let mut mentions = text.facts.mentions.iter().filter(|mention| mention.name == Some(id));
    text.view.field == Field::Title
        || mentions.any(|mention| {
            let words = text.view.slice(mention.span);
            the(words) || !words.contains(' ')
        })
}

/// The head of a description that ends in it ("the 30-year-old defendant"), if an affair has one as a rule.
fn single(words: &str, tables: &Tables) -> Option<String> {
    let lower = words.to_lowercase();
    // "the lawyer for the defendant" has its head elsewhere.
    if lower.split(' ').skip(1).any(|word| tables.compare.function_words.contains(word)) {
        return None;
    }
    let pair = lower.rmatch_indices(' ').nth(1).map_or(lower.as_str(), |(at, _)| &lower[at + 1..]);
    let last = lower.rsplit(' ').next().unwrap_or(&lower);
    let is_single = |noun: &&str| tables.people.noun(noun).iter().any(|sense| sense.single);
    [pair, last].into_iter().find(is_single).map(str::to_owned)
}

/// What the tables know of a name. A capital stands for the place; where it stands for the government, the extractor
/// has tied the mention to the country's name. A person can be called like a country (Jordan).
fn identity(name: &str, kind: NameType, tables: &Tables) -> Option<Identity> {
    if kind == NameType::Person {
        return None;
    }
    if let Some(agency) = tables.world.agency(name) {
        return Some(Identity::Agency(agency.name.clone()));
    }
    if let Some(body) = tables.world.body(name) {
        return Some(Identity::Body(body.name.clone()));
    }
    // A region that the table of countries lists under a country's code is a place of its own.
    let lower = name.to_lowercase();
    if tables.names.regions.contains(lower.strip_prefix("the ").unwrap_or(&lower)) {
        return None;
    }
    let countries = tables.world.country(name);
    let stands_for = |form| matches!(form, CountryForm::Name | CountryForm::Demonym);
    let found = countries.iter().find(|found| stands_for(found.form))?;
    Some(Identity::Country(found.code.clone()))
}
