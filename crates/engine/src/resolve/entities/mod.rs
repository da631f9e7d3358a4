//! Who and what the reports name, joined across reports.
//!
//! Names are joined from the surest ground to the weakest: one country or well-known body of the tables, the same
//! name, a spelling of it, a shorter form that fits one bearer only. Two names that one report keeps apart are never
//! joined. Every merge leaves a line that says why.

mod join;
mod label;
mod node;

use std::collections::BTreeMap;

use rashomon_doc::{MentionKind, NameType, Sector};

use crate::Tables;
use crate::dossier::{DocSpan, Entity, EntityId, EntityKind, EntityMention, Report, StoryId};
use join::Groups;
use node::{Identity, Node};

use super::texts::{NameKey, TextRef, texts};

/// The entities with the names that refer to them.
#[derive(Debug, Default)]
pub(crate) struct Entities {
    /// In order of first mention.
    pub(crate) list: Vec<Entity>,
    of: BTreeMap<NameKey, EntityId>,
}

impl Entities {
    /// Whom a name refers to.
    pub(crate) fn of(&self, key: NameKey) -> Option<EntityId> {
        self.of.get(&key).copied()
    }

    /// An entity.
    pub(crate) fn get(&self, id: EntityId) -> Option<&Entity> {
        self.list.get(id.index())
    }

    /// The body or country that an entity belongs to in the end; itself if to none.
    pub(crate) fn whole(&self, id: EntityId) -> EntityId {
        whole(&self.list, id)
    }
}

/// The last link of `part_of`. The walk is bounded, so that a loop does no harm.
pub(crate) fn whole(list: &[Entity], id: EntityId) -> EntityId {
    let mut at = id;
    for _ in 0..8 {
        match list.get(at.index()).and_then(|entity| entity.part_of) {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

/// Joins the names of all reports.
pub(crate) fn resolve(reports: &[Report], stories: &[StoryId], tables: &Tables) -> Entities {
    let nodes: Vec<Node> = texts(reports).flat_map(|text| node::nodes(text, stories, tables)).collect();
    let mut groups = Groups::new(&nodes);
    join::by_identity(&mut groups, tables);
    join::by_name(&mut groups);
    join::by_spelling(&mut groups, tables);
    join::by_acronym(&mut groups);
    join::by_short_form(&mut groups, tables);
    join::by_description(&mut groups, tables);
    label::by_single(&mut groups, tables);
    let mut entities = Entities::default();
    let by_key: BTreeMap<NameKey, TextRef<'_>> = texts(reports)
        .flat_map(|text| {
            (0..text.facts.names.len()).map(move |i| (text.key(rashomon_doc::NameId(i as u32)), text))
        })
        .collect();
    for (members, why) in groups.finish() {
        let id = EntityId(entities.list.len() as u32);
        let members: Vec<&Node> = members.into_iter().map(|index| &nodes[index]).collect();
        entities.list.push(entity(&members, why, &by_key, tables));
        entities.of.extend(members.iter().map(|node| (node.key, id)));
    }
    link_parts(&mut entities, tables);
    entities
}

/// The entity of joined names.
fn entity(
    members: &[&Node],
    why: Vec<String>,
    texts: &BTreeMap<NameKey, TextRef<'_>>,
    tables: &Tables,
) -> Entity {
    let mut mentions: Vec<EntityMention> = Vec::new();
    let mut roles: Vec<DocSpan> = Vec::new();
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    for node in members {
        let Some(text) = texts.get(&node.key) else { continue };
        *forms.entry(node.name.clone()).or_default() += 1;
        for mention in text.facts.mentions.iter().filter(|mention| mention.name == Some(node.key.name)) {
            if mention.kind == MentionKind::Name {
                *forms.entry(text.view.slice(mention.span).to_owned()).or_default() += 1;
            }
            mentions.push(EntityMention { span: text.at(mention.span), kind: mention.kind });
        }
        if let Some(name) = text.facts.names.get(node.key.name.0 as usize) {
            roles.extend(name.roles.iter().map(|span| text.at(*span)));
        }
    }
    mentions.sort_by_key(|mention| mention.span);
    mentions.dedup_by_key(|mention| mention.span);
    roles.sort_unstable();
    roles.dedup();
    let country = most(members.iter().filter_map(|node| node.country.clone()));
    let kind = kind(members, tables);
    let name = display(members, &forms, tables);
    forms.remove(&name);
    let mut variants: Vec<(String, usize)> = forms.into_iter().collect();
    variants.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Entity {
        kind,
        variants: variants.into_iter().map(|(form, _)| form).collect(),
        country,
        sector: most(members.iter().filter_map(|node| node.sector)),
        name,
        part_of: None,
        roles,
        mentions,
        why,
    }
}

/// The commonest value, the least among equals.
fn most<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0))).map(|(value, _)| value)
}

/// The name an entity goes by: a country's usual name; else the form with the most telling words, the commonest
/// among those.
fn display(members: &[&Node], forms: &BTreeMap<String, usize>, tables: &Tables) -> String {
    if let Some(Identity::Country(code)) = members.iter().find_map(|node| node.identity.as_ref())
        && let Some(name) = tables.world.country_name(code)
    {
        return name.to_owned();
    }
    let fullest = members.iter().map(|node| (node.parts.len(), &node.name));
    let best = fullest.max_by(|a, b| {
        let count = |name: &String| forms.get(name).copied().unwrap_or(0);
        a.0.cmp(&b.0).then(count(a.1).cmp(&count(b.1))).then_with(|| b.1.cmp(a.1))
    });
    best.map(|(_, name)| name.clone()).unwrap_or_default()
}

fn kind(members: &[&Node], tables: &Tables) -> EntityKind {
    if members.iter().all(|node| node.unnamed) {
        return EntityKind::People;
    }
    if members.iter().any(|node| matches!(node.identity, Some(Identity::Country(_)))) {
        return EntityKind::Place;
    }
    if members.iter().any(|node| node.identity.is_some()) {
        return EntityKind::Organization;
    }
    let is_work =
        |node: &&Node| node.parts.last().is_some_and(|part| tables.names.works.contains(&part.form));
    match most(members.iter().filter(|node| !node.unnamed).map(|node| node.kind)) {
        Some(NameType::Person) => EntityKind::Person,
        Some(NameType::Location) => EntityKind::Place,
        Some(NameType::Organization | NameType::Misc) if members.iter().all(is_work) => EntityKind::Work,
        Some(NameType::Organization) => EntityKind::Organization,
        Some(NameType::Misc) | None => EntityKind::Other,
    }
}

/// Ties parts to their wholes: "X's delegation" to X, a body of state to its country.
fn link_parts(entities: &mut Entities, tables: &Tables) {
    let countries: BTreeMap<String, EntityId> = entities
        .list
        .iter()
        .enumerate()
        .filter(|(_, entity)| entity.kind == EntityKind::Place)
        .filter_map(|(index, entity)| {
            let code = entity.country.clone()?;
            let is_country = tables.world.country_name(&code) == Some(entity.name.as_str());
            is_country.then_some((code, EntityId(index as u32)))
        })
        .collect();
    let names: BTreeMap<String, EntityId> = entities
        .list
        .iter()
        .enumerate()
        .filter(|(_, entity)| !matches!(entity.kind, EntityKind::People))
        .map(|(index, entity)| (entity.name.to_lowercase(), EntityId(index as u32)))
        .collect();
    for (index, entity) in entities.list.iter_mut().enumerate() {
        if entity.kind != EntityKind::Organization {
            continue;
        }
        let own = EntityId(index as u32);
        let body = named_whole(&entity.name, &names, tables).filter(|whole| *whole != own);
        let of_state = entity.sector.is_some_and(is_of_state);
        let country =
            entity.country.as_ref().filter(|_| of_state).and_then(|code| countries.get(code).copied());
        entity.part_of = body.or(country);
    }
}

/// The body named before a word for a part: "Harbour Union delegation", "the embassy of X".
fn named_whole(name: &str, names: &BTreeMap<String, EntityId>, tables: &Tables) -> Option<EntityId> {
    let lower = name.to_lowercase().replace(['’', '\''], "'");
    let (front, last) = lower.rsplit_once(' ')?;
    if tables.names.parts.contains(last) {
        let front = front.strip_suffix("'s").unwrap_or(front);
        if let Some(id) = names.get(front) {
            return Some(*id);
        }
    }
    let (part, of) = lower.split_once(" of ")?;
    let head = part.rsplit(' ').next().unwrap_or(part);
    tables.names.parts.contains(head).then(|| names.get(of.strip_prefix("the ").unwrap_or(of)).copied())?
}

/// Whether a sector is a branch of the state.
fn is_of_state(sector: Sector) -> bool {
    matches!(sector, Sector::Gov | Sector::Mil | Sector::Cop | Sector::Jud | Sector::Leg | Sector::Spy)
}
