//! One telling of an event, made ready for comparing.

use std::collections::BTreeSet;

use rashomon_doc::{Event, Field, Participant, Span};

use crate::Tables;
use crate::dossier::{DocId, DocSpan, EntityId, EntityKind, Party, StatementId, StoryId};
use crate::resolve::entities::Entities;
use crate::resolve::meaning::Meaning;
use crate::resolve::statements::{Statements, name_at};
use crate::resolve::texts::TextRef;

/// An event as one text tells it.
pub(super) struct Told<'a> {
    pub(super) key: (DocId, Field, usize),
    pub(super) story: StoryId,
    pub(super) event: &'a Event,
    /// The words of the trigger.
    pub(super) words: &'a str,
    /// Lemma of the trigger's head.
    pub(super) lemma: String,
    pub(super) sentence: DocSpan,
    pub(super) trigger: DocSpan,
    pub(super) statement: Option<StatementId>,
    pub(super) actors: Vec<Party>,
    pub(super) recipients: Vec<Party>,
    pub(super) place: Option<Party>,
    pub(super) actor_ids: BTreeSet<EntityId>,
    pub(super) recipient_ids: BTreeSet<EntityId>,
    pub(super) place_id: Option<EntityId>,
    /// Everyone who takes part and has a name.
    pub(super) named: BTreeSet<EntityId>,
    /// The same, and the wholes they belong to.
    pub(super) sides: BTreeSet<EntityId>,
    /// The sentence around it.
    pub(super) meaning: Meaning,
}

/// The events of one text.
pub(super) fn of<'a>(
    text: TextRef<'a>,
    stories: &'a [StoryId],
    entities: &'a Entities,
    statements: &'a Statements,
    tables: &'a Tables,
) -> impl Iterator<Item = Told<'a>> + use<'a> {
    text.facts.events.iter().enumerate().filter_map(move |(index, event)| {
        let trigger = Span::cover_all(event.trigger.iter().copied())?;
        let head = text.view.head_of(*event.trigger.first()?);
        let party = |participant: &Participant| Party {
            entity: participant.name.and_then(|name| entities.of(text.key(name))),
            span: text.at(participant.span),
        };
        let actors: Vec<Party> = event.actors.iter().map(party).collect();
        let recipients: Vec<Party> = event.recipients.iter().map(party).collect();
        let place = event.place.map(|span| Party {
            entity: name_at(text, span).and_then(|name| entities.of(text.key(name))),
            span: text.at(span),
        });
        let ids =
            |parties: &[Party]| parties.iter().filter_map(|party| party.entity).collect::<BTreeSet<_>>();
        let (actor_ids, recipient_ids) = (ids(&actors), ids(&recipients));
        let is_named =
            |id: &EntityId| entities.get(*id).is_some_and(|entity| entity.kind != EntityKind::People);
        let named: BTreeSet<EntityId> = actor_ids.union(&recipient_ids).copied().filter(is_named).collect();
        let sides = named.iter().flat_map(|id| [*id, entities.whole(*id)]).collect();
        let sentence = text.sentence(trigger);
        Some(Told {
            key: (text.doc, text.view.field, index),
            story: stories.get(text.doc.index()).copied().unwrap_or(StoryId(0)),
            event,
            words: text.view.slice(trigger),
            lemma: head.map_or_else(
                || text.view.slice(trigger).to_lowercase(),
                |id| text.view.token(id).lemma.to_lowercase(),
            ),
            sentence: text.at(sentence),
            trigger: text.at(trigger),
            statement: statements.of(text, event.within),
            place_id: place.and_then(|party| party.entity),
            meaning: Meaning::of(text, &[sentence], entities, tables),
            actors,
            recipients,
            place,
            actor_ids,
            recipient_ids,
            named,
            sides,
        })
    })
}
