//! A name of one report, made ready for comparing.

use rashomon_doc::{MentionKind, NameId, NameType, Sector};

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
        }
    })
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
