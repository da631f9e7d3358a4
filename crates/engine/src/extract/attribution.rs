//! Attributions of one text.

use rashomon_doc::{Attribution, Mention, Name, View};

use crate::Tables;

/// Links sources, cues and contents; adds unnamed speakers to `names` and their mentions to `mentions`.
pub fn extract(
    view: View<'_>,
    mentions: &mut Vec<Mention>,
    names: &mut Vec<Name>,
    tables: &Tables,
) -> Vec<Attribution> {
    let _ = (view, mentions, names, tables);
    Vec::new()
}
