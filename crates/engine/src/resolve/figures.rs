//! Figures of the reports, tied to the event they count and to who asserts them.

use std::collections::BTreeMap;

use rashomon_doc::{Field, QuantityId, Span};

use super::events::Events;
use super::statements::Statements;
use super::texts::{TextRef, texts};
use crate::dossier::{DocId, EventId, Figure, FigureId, Report};

/// The figures of all reports, in order.
pub(crate) fn resolve(reports: &[Report], statements: &Statements, events: &Events) -> Vec<Figure> {
    let mut ids: BTreeMap<(DocId, Field, QuantityId), FigureId> = BTreeMap::new();
    for text in texts(reports) {
        for index in 0..text.facts.quantities.len() {
            let id = FigureId(ids.len() as u32);
            ids.insert((text.doc, text.view.field, QuantityId(index as u32)), id);
        }
    }
    let mut figures = Vec::new();
    for text in texts(reports) {
        for quantity in &text.facts.quantities {
            figures.push(Figure {
                span: text.at(quantity.span),
                value: quantity.value,
                value_max: quantity.value_max,
                comparator: quantity.comparator,
                unit: quantity.unit.clone(),
                of: quantity.of.clone(),
                of_span: quantity.of_span.map(|span| text.at(span)),
                subset_of: quantity
                    .subset_of
                    .and_then(|whole| ids.get(&(text.doc, text.view.field, whole)).copied()),
                event: event_of(text, quantity.span, events),
                statement: statements.of(text, quantity.within),
                as_of: quantity.as_of.clone(),
            });
        }
    }
    figures
}

/// The event that a figure counts: the one whose trigger governs it in the tree; without a tree the nearest of its
/// sentence.
fn event_of(text: TextRef<'_>, span: Span, events: &Events) -> Option<EventId> {
    let sentence = text.sentence(span);
    let inside: Vec<(usize, Span)> = text
        .facts
        .events
        .iter()
        .enumerate()
        .filter_map(|(index, event)| Some((index, *event.trigger.first()?)))
        .filter(|(_, trigger)| sentence.contains(*trigger))
        .collect();
    let head = text.view.head_of(span);
    let governs = head.and_then(|head| {
        text.view.ancestors(head).chain([head]).find_map(|above| {
            let word = text.view.token(above).span;
            inside.iter().find(|(_, trigger)| trigger.contains(word))
        })
    });
    let distance = |trigger: Span| {
        let gap = |end: u32, start: u32| start.saturating_sub(end);
        gap(span.end.0, trigger.start.0).max(gap(trigger.end.0, span.start.0))
    };
    let nearest = || inside.iter().min_by_key(|(index, trigger)| (distance(*trigger), *index));
    // Without a tree the nearest has to do; with one, a trigger that does not govern the figure does not count it.
    let (index, _) = if head.is_some() { governs? } else { nearest()? };
    events.of(text.doc, text.view.field, *index)
}
