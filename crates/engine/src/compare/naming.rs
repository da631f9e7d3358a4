//! Naming: what the reports call one person, body, place or event.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{Account, Context, docs_of, positions, sides};
use crate::dossier::{
    About, Aspect, Comparison, ComparisonKind, Dossier, EntityId, EntityKind, EventId, Label, StoryId,
};

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
    let accounts: Vec<Account> = labels
        .iter()
        .map(|label| Account {
            value: dossier.text_of(label.span).split_whitespace().collect::<Vec<_>>().join(" "),
            span: label.span,
            statement: label.statement,
        })
        .collect();
    let docs = docs_of(&accounts);
    // Each report's set of wordings, whatever the case and the article.
    let mut wordings: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for account in &accounts {
        let lower = account.value.to_lowercase();
        let bare = lower.strip_prefix("the ").unwrap_or(&lower).replace('’', "'");
        wordings.entry(account.span.doc).or_default().insert(bare);
    }
    let sets: BTreeSet<&BTreeSet<String>> = wordings.values().collect();
    if docs.len() < 2 || sets.len() < 2 {
        return None;
    }
    let story = docs
        .first()
        .and_then(|doc| dossier.stories.iter().position(|story| story.documents.contains(doc)))?;
    let sides_of = positions(dossier, &accounts, context);
    let name = match about {
        About::Entity(id) => dossier.entities.get(id.index()).map(|entity| entity.name.clone()),
        About::Event(id) => dossier.events.get(id.index()).map(|event| event.text.clone()),
        About::Claim(_) | About::Figure(_) | About::Document(_) => None,
    };
    let text = format!("{} is called: {}.", name.unwrap_or_default(), sides(dossier, &sides_of));
    Some(Comparison {
        story: StoryId(story as u32),
        kind: ComparisonKind::Rewording,
        aspect: Aspect::Naming,
        about,
        text,
        positions: sides_of,
    })
}
