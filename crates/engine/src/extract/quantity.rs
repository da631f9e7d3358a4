//! Quantities of one text.

use rashomon_doc::{Attribution, Date, Quantity, TimeExpression, View};

use crate::Tables;

/// Finds figures with their bounds, unit and what is counted; what `times` covers is no figure.
pub fn extract(
    view: View<'_>,
    times: &[TimeExpression],
    attributions: &[Attribution],
    published: &Date,
    tables: &Tables,
) -> Vec<Quantity> {
    let _ = (view, times, attributions, published, tables);
    Vec::new()
}
