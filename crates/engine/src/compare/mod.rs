//! How accounts agree, differ, copy and rename.

use crate::Tables;
use crate::dossier::Dossier;

/// Fills in reuse, origins, comparisons and the timeline.
pub fn compare(dossier: &mut Dossier, tables: &Tables) {
    let _ = (dossier, tables);
}
