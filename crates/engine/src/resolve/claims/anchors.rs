//! Words, names and figures that single out a matter of a story: rare in the news, and told by several of its reports in one
//! place each. Two tellings that share one, and something beside it, tell of one matter however else they are worded.

use std::collections::{BTreeMap, BTreeSet};

use super::Unit;
use crate::Tables;
use crate::dossier::{DocId, StoryId};
use crate::resolve::meaning::{Meaning, Term};

/// The anchors of all stories.
pub(super) struct Anchors(BTreeSet<(StoryId, Term)>);

impl Anchors {
    /// Finds them among all tellings; one that stands inside another is not counted twice.
    pub(super) fn find<'u>(units: impl Iterator<Item = &'u Unit>, tables: &Tables) -> Self {
        let mut outer: Vec<&Unit> = units.collect();
        outer.sort_by_key(|unit| {
            (unit.span.doc, unit.span.field, unit.span.span.start, std::cmp::Reverse(unit.span.span.end))
        });
        outer.dedup_by(|next, held| {
            next.span.doc == held.span.doc
                && next.span.field == held.span.field
                && held.span.span.contains(next.span.span)
        });
        let mut places: BTreeMap<(StoryId, Term), BTreeMap<DocId, usize>> = BTreeMap::new();
        for unit in outer {
            for term in unit.meaning.rare(tables.compare.anchors.rare, tables) {
                *places.entry((unit.story, term)).or_default().entry(unit.doc).or_default() += 1;
            }
        }
        let most = tables.compare.anchors.places;
        places.retain(|_, docs| docs.len() > 1 && docs.values().all(|count| *count <= most));
        Self(places.into_keys().collect())
    }

    /// Whether two tellings tell of one matter.
    pub(super) fn tie(&self, a: &Unit, b: &Unit, tables: &Tables) -> bool {
        let thresholds = &tables.compare.anchors;
        let (anchored, beside) = a.meaning.common(&b.meaning, tables).into_iter().fold(
            (0.0, 0.0),
            |(anchored, beside), (term, weight)| {
                if self.0.contains(&(a.story, term)) {
                    (anchored + weight, beside)
                } else {
                    (anchored, beside + weight)
                }
            },
        );
        let shared = anchored + beside;
        let least =
            if a.meaning.has_other_figures(&b.meaning) { thresholds.other_figures } else { thresholds.least };
        anchored > 0.0
            && shared >= least
            && shared >= thresholds.share * a.meaning.weight(tables).min(b.meaning.weight(tables))
    }

    /// The anchors of a telling, by which others that share one are found.
    pub(super) fn of<'a>(
        &'a self,
        story: StoryId,
        meaning: &'a Meaning,
        tables: &'a Tables,
    ) -> impl Iterator<Item = (StoryId, Term)> + use<'a> {
        meaning
            .rare(tables.compare.anchors.rare, tables)
            .map(move |term| (story, term))
            .filter(|key| self.0.contains(key))
    }
}
