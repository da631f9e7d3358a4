//! Naming: what the reports call one person, body, place or event.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{Account, Context, docs_of, positions, quoted_sides};
use crate::dossier::{
    About, Aspect, Comparison, ComparisonKind, DocId, Dossier, EntityId, EntityKind, EventId, Label, StoryId,
};
use crate::resolve::names;
use crate::resolve::words::stem;

/// A row for each thing that two reports call differently in their own voice.
pub(super) fn compare(dossier: &Dossier, context: Context<'_>) -> Vec<Comparison> {
    let mut by_entity: BTreeMap<EntityId, Vec<&Label>> = BTreeMap::new();
    let mut by_event: BTreeMap<EventId, Vec<&Label>> = BTreeMap::new();
    for label in &dossier.labels {
        if let Some(entity) = label.entity {
            by_entity.entry(entity).or_default().push(label);
        }
        if let Some(event) = label.event {
            by_event.entry(event).or_default().push(label);
        }
    }
    let entities = by_entity
        .into_iter()
        .filter(|(id, _)| is_compared(dossier, *id))
        .map(|(id, labels)| (About::Entity(id), labels));
    let events = by_event.into_iter().map(|(id, labels)| (About::Event(id), labels));
    entities.chain(events).filter_map(|(about, labels)| row(dossier, about, &labels, context)).collect()
}

/// Unnamed people are not compared: nothing says that two reports speak of the same ones.
fn is_compared(dossier: &Dossier, id: EntityId) -> bool {
    dossier.entities.get(id.index()).is_some_and(|entity| entity.kind != EntityKind::People)
}

fn row(dossier: &Dossier, about: About, labels: &[&Label], context: Context<'_>) -> Option<Comparison> {
    // One wording, whatever its case and article, has one value: as it stands first.
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let mut by_doc: BTreeMap<DocId, BTreeSet<String>> = BTreeMap::new();
    let mut accounts = Vec::new();
    let plain = plain_words(dossier, about, context);
    for label in labels {
        let words = dossier.text_of(label.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let bare = bare(&words);
        let value = first.entry(bare.clone()).or_insert(words).clone();
        // The name itself, or a part of it, tells nothing of how it is called.
        let telling = names::parts(&bare, &context.tables.names);
        if !telling.iter().all(|part| plain.contains(&part.form)) {
            by_doc.entry(label.span.doc).or_default().insert(what(about, &bare));
        }
        accounts.push(Account { value, span: label.span, statement: label.statement });
    }
    let docs = docs_of(&accounts);
    let none = BTreeSet::new();
    let sets: BTreeSet<&BTreeSet<String>> = docs.iter().map(|doc| by_doc.get(doc).unwrap_or(&none)).collect();
    if docs.len() < 2 || sets.len() < 2 {
        return None;
    }
    let story = docs
        .first()
        .and_then(|doc| dossier.stories.iter().position(|story| story.documents.contains(doc)))?;
    let sides_of = positions(&accounts, context);
    let name = match about {
        About::Entity(id) => dossier.entities.get(id.index()).map(|entity| entity.name.clone()),
        About::Event(id) => dossier.events.get(id.index()).map(|event| event.text.clone()),
        About::Claim(_) | About::Figure(_) | About::Document(_) => None,
    };
    let text = format!("{} is called {}.", name.unwrap_or_default(), quoted_sides(dossier, &sides_of));
    Some(Comparison {
        story: StoryId(story as u32),
        kind: ComparisonKind::Rewording,
        aspect: Aspect::Naming,
        about,
        text,
        positions: sides_of,
    })
}

/// By what a wording differs from another: the whole of it; for an event its noun, since what stands before that tells
/// of the event and does not name it.
fn what(about: About, bare: &str) -> String {
    match about {
        About::Event(_) => stem(bare.rsplit(' ').next().unwrap_or(bare)).into_owned(),
        About::Claim(_) | About::Entity(_) | About::Figure(_) | About::Document(_) => bare.to_owned(),
    }
}

/// A wording without its article, in lower case.
fn bare(words: &str) -> String {
    let lower = words.to_lowercase().replace('’', "'");
    let articles = ["the ", "a ", "an "];
    articles.iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(&lower).to_owned()
}

/// The words of an entity's name and its forms; for an event, none.
fn plain_words(dossier: &Dossier, about: About, context: Context<'_>) -> BTreeSet<String> {
    let About::Entity(id) = about else { return BTreeSet::new() };
    let Some(entity) = dossier.entities.get(id.index()) else { return BTreeSet::new() };
    let forms = entity.variants.iter().chain([&entity.name]);
    let own = forms.flat_map(|form| names::parts(form, &context.tables.names)).map(|part| part.form);
    match entity.kind {
        EntityKind::Place => own.chain(context.tables.compare.labels.plain.iter().cloned()).collect(),
        _ => own.collect(),
    }
}
