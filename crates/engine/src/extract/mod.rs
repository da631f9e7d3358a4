//! From a doc to its facts: names, times, quantities, attributions, events.

pub mod attribution;
pub mod event;
mod marks;
pub mod name;
pub(crate) mod number;
pub mod quantity;
pub mod time;
mod transcript;

pub(crate) use event::IN_PASSING;

use rashomon_doc::{Attribution, AttributionId, Date, Doc, Facts, Span, TextFacts, View};

use crate::Tables;

/// Draws the facts of one document.
pub fn extract(doc: &Doc, tables: &Tables) -> Facts {
    let published = &doc.article.published;
    Facts {
        body: facts_of(doc.body(), published, tables),
        title: doc.title().map(|view| facts_of(view, published, tables)),
    }
}

/// Draws the facts of one text, each extractor building on those before it.
fn facts_of(view: View<'_>, published: &Date, tables: &Tables) -> TextFacts {
    let times = time::extract(view, published, tables);
    let name::Names { mut mentions, mut names } = name::extract(view, tables);
    let attributions = attribution::extract(view, &mut mentions, &mut names, tables);
    let events = event::extract(view, &mentions, &names, &times, &attributions, published, tables);
    let quantities = quantity::extract(view, &times, &attributions, tables);
    TextFacts { mentions, names, times, quantities, attributions, events }
}

/// The innermost attribution whose content holds the trigger.
fn innermost(span: Span, attributions: &[Attribution]) -> Option<AttributionId> {
    let holding = attributions
        .iter()
        .enumerate()
        .filter(|(_, attribution)| attribution.content.iter().any(|part| part.contains(span)));
    let length = |attribution: &Attribution| attribution.content.iter().map(|part| part.len()).sum::<usize>();
    holding.min_by_key(|(_, attribution)| length(attribution)).map(|(index, _)| AttributionId(index as u32))
}
