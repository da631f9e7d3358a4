//! From many documents' facts to one account: entities, stories, statements, events.

mod claims;
mod entities;
mod events;
mod figures;
mod labels;
mod meaning;
pub mod names;
pub mod quoted;
mod statements;
pub mod stories;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod texts;
pub mod words;

pub(crate) use claims::text_of;
pub(crate) use entities::whole;
pub(crate) use events::family;
pub(crate) use meaning::with_particle;
pub(crate) use quoted::{in_pairs, single_marks};
pub(crate) use stories::Order;

use crate::Tables;
use crate::dossier::{Dossier, Report, StoryId};

/// Joins the facts of many reports: entities, stories, statements, claims, merged events, figures, labels.
pub fn resolve(reports: Vec<Report>, tables: &Tables) -> Dossier {
    let stories = stories::group(reports.iter().map(|report| &report.doc.article), tables);
    resolve_stories(reports, &stories, tables)
}

/// The same where the story of each report is known.
pub fn resolve_stories(reports: Vec<Report>, stories: &[StoryId], tables: &Tables) -> Dossier {
    let order = Order::new(&reports, stories);
    let entities = entities::resolve(&reports, stories, tables);
    let mut statements = statements::resolve(&reports, &entities, tables);
    let claims = claims::resolve(&reports, stories, &order, &entities, &mut statements, tables);
    let events = events::resolve(&reports, stories, &order, &entities, &statements, tables);
    let figures = figures::resolve(&reports, &statements, &events);
    let labels = labels::resolve(&reports, &entities, &statements, &events, tables);
    Dossier {
        stories: order.rows(&reports),
        entities: entities.list,
        statements: statements.list,
        claims,
        events: events.list,
        figures,
        labels,
        reports,
        ..Dossier::default()
    }
}
