//! The figure of each topic that a report gives as that of its story.

use std::collections::BTreeMap;

use rashomon_doc::{BlockKind, Comparator};

use super::count::{Count, Kind};
use crate::compare::scene::Scene;
use crate::dossier::DocId;

/// Marks the figure of each topic and kind that a report gives first outside of its background, of people the greatest, and
/// its repetitions: what a report says first is that of its story; what follows may be that of a part or of another day.
pub(super) fn mark(scene: &Scene<'_>, counts: &mut [Count]) {
    type Key = (DocId, Kind, Option<usize>, Option<String>);
    let fits = |count: &Count| -> Option<(Key, f64)> {
        let named = count.topic.is_some() || matches!(count.kind, Kind::Thing(_) | Kind::Measure(_));
        let topic = count.topic.and_then(|index| scene.tables().counted.topics.get(index));
        let is_part = |noun: &String| {
            scene.tables().counted.parts.contains(noun)
                && topic.is_none_or(|topic| !topic.nouns.contains(noun) && !topic.members.contains(noun))
        };
        let part = count.kind == Kind::Person && count.nouns.iter().any(is_part);
        let fits =
            named && !part && count.is_firm && count.past.is_none() && count.comparator != Comparator::Vague;
        let value = count.value.filter(|value| fits && *value != 1.0)?;
        let tribe = count.tribe.clone().filter(|_| count.kind == Kind::Person);
        Some(((count.span.doc, count.kind.clone(), count.topic, tribe), value))
    };
    let in_title =
        |count: &Count| matches!(scene.dossier.block_of(count.span), BlockKind::Headline | BlockKind::Deck);
    let mut first: BTreeMap<Key, f64> = BTreeMap::new();
    for count in counts.iter().filter(|count| !in_title(count)) {
        let Some((key, value)) = fits(count) else { continue };
        let topic = count.topic.and_then(|index| scene.tables().counted.topics.get(index));
        // The greatest number of people is the whole.
        let greatest = topic.is_some() && count.kind == Kind::Person;
        let known = first.entry(key).or_insert(value);
        if greatest && value > *known {
            *known = value;
        }
    }
    for count in counts.iter_mut() {
        let Some((key, value)) = fits(count) else { continue };
        // A headline can round what the text gives exactly.
        let known = first.get(&key).copied();
        count.is_main = known.is_none_or(|known| {
            known.to_bits() == value.to_bits()
                || in_title(count) && known.max(value) <= TITLE_ROUNDS * known.min(value)
        });
    }
}

/// A figure in a headline is at most so many times that in the text, or the other way round.
const TITLE_ROUNDS: f64 = 1.25;
