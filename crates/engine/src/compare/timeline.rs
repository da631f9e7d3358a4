//! The events in order of their own dates.

use crate::dossier::{Dossier, EventId, TimelineRow};

/// Rows for all events whose date is known, by first day (open first), last day and place in the list.
pub(super) fn timeline(dossier: &Dossier) -> Vec<TimelineRow> {
    let dated = dossier.events.iter().enumerate().filter(|(_, event)| event.date.is_known());
    let mut rows: Vec<_> =
        dated.map(|(index, event)| (&event.date, EventId(index as u32), event.background)).collect();
    rows.sort_by_key(|(date, event, _)| {
        let moment = date.instant.map(|instant| instant.time);
        (date.start, date.end.is_none(), date.end, moment, *event)
    });
    rows.into_iter().map(|(_, event, background)| TimelineRow { event, background }).collect()
}
