//! How accounts agree, differ, copy and rename.
//!
//! The program compares; it never says who is right. Every row holds the words it rests on, and its sentence is made
//! from a template that takes no side's words as its own.

mod ages;
mod alone;
mod changed;
mod claims;
mod clause;
mod clock;
mod contrast;
mod corrected;
mod courses;
mod credited;
mod denied;
mod events;
mod figures;
mod kept;
mod naming;
mod opposed;
mod origins;
mod posts;
mod reserved;
pub mod reuse;
mod rivals;
mod rows;
mod scene;
mod silences;
mod slots;
#[cfg(test)]
mod tests;
mod ties;
mod timeline;
mod unknowns;
mod withheld;

use crate::Tables;
use crate::dossier::{DocId, Dossier, StoryId};
use crate::resolve::Order;

/// Fills in reuse, origins, comparisons and the timeline.
pub fn compare(dossier: &mut Dossier, tables: &Tables) {
    let sources: Vec<reuse::Source<'_>> = dossier
        .reports
        .iter()
        .enumerate()
        .map(|(index, report)| reuse::Source::of_report(DocId(index as u32), report, tables))
        .collect();
    let reuse = reuse::find(&sources, tables);
    dossier.reuse = reuse;
    let order = Order::new(&dossier.reports, &stories_of(dossier));
    let origins = origins::trace(dossier, &order, tables);
    let context = rows::Context { order: &order, tables, origins: &origins };
    let scene = scene::Scene::new(dossier, context);
    let clauses = clause::Clauses::read(&scene);
    let mut comparisons = claims::compare(dossier, &clauses, context);
    let (of_events, differs) = events::compare(dossier, context);
    comparisons.extend(of_events);
    comparisons.extend(slots::compare(&scene));
    comparisons.extend(figures::compare(&scene));
    comparisons.extend(clock::compare(&scene));
    comparisons.extend(opposed::compare(&scene, &clauses));
    comparisons.extend(courses::compare(&scene, &clauses));
    comparisons.extend(rivals::compare(&scene, &clauses));
    comparisons.extend(kept::compare(&scene, &clauses));
    comparisons.extend(changed::compare(&scene, &clauses));
    comparisons.extend(silences::compare(&scene, &clauses));
    comparisons.extend(unknowns::compare(&scene, &clauses));
    comparisons.extend(contrast::compare(&scene));
    comparisons.extend(posts::compare(&scene, &clauses));
    comparisons.extend(withheld::compare(&scene));
    comparisons.extend(ages::compare(&scene));
    comparisons.extend(corrected::compare(&scene));
    comparisons.extend(naming::compare(dossier, context));
    comparisons.extend(reserved::compare(&scene, &clauses));
    let credited = credited::compare(&scene, &comparisons);
    comparisons.extend(credited);
    let alone = alone::compare(&scene, &comparisons);
    comparisons.extend(alone);
    for (event, differs) in dossier.events.iter_mut().zip(differs) {
        event.differs = differs;
    }
    dossier.comparisons = comparisons;
    dossier.timeline = timeline::timeline(dossier);
}

/// The story of each report.
fn stories_of(dossier: &Dossier) -> Vec<StoryId> {
    let mut stories = vec![StoryId(0); dossier.reports.len()];
    for (index, story) in dossier.stories.iter().enumerate() {
        for doc in &story.documents {
            if let Some(slot) = stories.get_mut(doc.index()) {
                *slot = StoryId(index as u32);
            }
        }
    }
    stories
}
