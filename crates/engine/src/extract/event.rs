//! Events of one text.

use rashomon_doc::{Attribution, Date, Event, Mention, Name, TimeExpression, View};

use crate::Tables;

/// Finds events by the frame table.
pub fn extract(
    view: View<'_>,
    mentions: &[Mention],
    names: &[Name],
    times: &[TimeExpression],
    attributions: &[Attribution],
    published: &Date,
    tables: &Tables,
) -> Vec<Event> {
    let _ = (view, mentions, names, times, attributions, published, tables);
    Vec::new()
}
