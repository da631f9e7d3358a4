//! How accounts agree, differ, copy and rename.

pub mod reuse;

use crate::Tables;
use crate::dossier::{DocId, Dossier};

/// Fills in reuse, origins, comparisons and the timeline.
pub fn compare(dossier: &mut Dossier, tables: &Tables) {
    let sources: Vec<reuse::Source<'_>> = dossier
        .reports
        .iter()
        .enumerate()
        .map(|(index, report)| reuse::Source::of_report(DocId(index as u32), report, tables))
        .collect();
    dossier.reuse = reuse::find(&sources, tables);
}
