//! What stands in front: the rows of a story that its overview and its brief show, most telling first.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::QuotationKind;
use rashomon_engine::dossier::{
    Comparison, ComparisonKind, DocId, DocSpan, Dossier, EntityId, EventId, Origin, OriginId, Statement,
    StatementId, Story, StoryEvent, StoryId, Voice,
};

use crate::html::words;

/// What a story comes to in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    pub(crate) reports: usize,
    pub(crate) outlets: usize,
    /// Reports whose outlet is not known.
    pub(crate) unnamed: usize,
    /// When they were published, in words.
    pub(crate) period: Option<String>,
    pub(crate) events: usize,
    pub(crate) statements: usize,
    pub(crate) origins: usize,
    /// Origins that several reports share.
    pub(crate) shared: usize,
}

pub(crate) fn sum(dossier: &Dossier, id: StoryId, story: &Story) -> Sum {
    let articles =
        || story.documents.iter().filter_map(|doc| Some(&dossier.reports.get(doc.index())?.doc.article));
    let outlets: BTreeSet<&str> =
        articles().filter_map(|article| Some(article.outlet.as_ref()?.name.as_str())).collect();
    let docs: BTreeSet<DocId> = story.documents.iter().copied().collect();
    Sum {
        reports: story.documents.len(),
        outlets: outlets.len(),
        unnamed: articles().filter(|article| article.outlet.is_none()).count(),
        period: words::period(articles().map(|article| &article.published)),
        events: dossier.events.iter().filter(|event| event.story == id).count(),
        statements: dossier.statements.iter().filter(|said| docs.contains(&said.doc)).count(),
        origins: origins(dossier, story).len(),
        shared: shared(dossier, story).len(),
    }
}

/// The events that most reports tell, at most `most`, in order of date.
pub(crate) fn events(dossier: &Dossier, story: StoryId, most: usize) -> Vec<(EventId, &StoryEvent)> {
    let mut rows: Vec<(EventId, &StoryEvent)> = (0..)
        .map(EventId)
        .zip(&dossier.events)
        .filter(|(_, event)| event.story == story && !event.background)
        .collect();
    // Of those that equally many tell, the fuller accounts first: dated, with someone who acts on someone.
    let lacks = |event: &StoryEvent| {
        usize::from(event.date.start.is_none())
            + usize::from(event.actors.is_empty())
            + usize::from(event.recipients.is_empty())
    };
    rows.sort_by_key(|(id, event)| (std::cmp::Reverse(tellers(event)), lacks(event), *id));
    rows.truncate(most);
    // What is only known to lie before a day has no place of its own in the order.
    let without = |event: &StoryEvent| (event.date.start.is_none(), event.date.end.is_none());
    rows.sort_by_key(|(id, event)| match without(event) {
        (true, open) => (1 + u8::from(open), None, event.date.end, *id),
        (false, _) => (0, event.date.start, event.date.end, *id),
    });
    rows
}

/// Who tells an event, where no report tells it in its own voice: then it is but their word. `None` among them stands
/// for someone who is not named.
pub(crate) fn claimants(dossier: &Dossier, event: &StoryEvent) -> Option<BTreeSet<Option<EntityId>>> {
    let speaker = |id: StatementId| {
        let said = dossier.statements.get(id.index());
        said.and_then(|said| said.speaker).and_then(|party| party.entity)
    };
    let told = event.reports.iter().map(|account| account.statement.map(speaker));
    told.collect::<Option<BTreeSet<_>>>().filter(|speakers| !speakers.is_empty())
}

/// The same in words.
pub(crate) fn according_to(dossier: &Dossier, event: &StoryEvent) -> Option<String> {
    let speakers = claimants(dossier, event)?;
    let all = speakers.len();
    let name = |id: &Option<EntityId>| {
        let entity = id.and_then(|id| dossier.entities.get(id.index()));
        entity.map_or_else(|| "someone not named".to_owned(), |entity| entity.name.clone())
    };
    // Those with a name before the one without.
    let names: Vec<String> = speakers.iter().rev().take(CLAIMANTS).map(name).collect();
    let rest = if all > CLAIMANTS { format!(" and {} more", all - CLAIMANTS) } else { String::new() };
    Some(format!("{}{rest}", names.join(", ")))
}

/// How many of those who tell an event are named.
const CLAIMANTS: usize = 2;

/// How many reports tell an event.
fn tellers(event: &StoryEvent) -> usize {
    event.reports.iter().map(|account| account.span.doc).collect::<BTreeSet<_>>().len()
}

/// The comparisons of one kind: those that speak of most reports first. Of what only one report tells, each report has
/// its turn, so that the first does not take all the room.
pub(crate) fn compared(dossier: &Dossier, story: StoryId, kind: ComparisonKind) -> Vec<(u32, &Comparison)> {
    let all = (0..).zip(&dossier.comparisons);
    let mut rows: Vec<(u32, &Comparison)> =
        all.filter(|(_, row)| row.story == story && row.kind == kind).collect();
    if kind == ComparisonKind::OnlyOne {
        let mut turns: BTreeMap<Option<DocId>, usize> = BTreeMap::new();
        let mut turn = |row: &Comparison| {
            let doc = row.positions.iter().flat_map(|side| &side.documents).next().copied();
            let turn = turns.entry(doc).or_default();
            *turn += 1;
            (*turn, doc)
        };
        let mut placed: Vec<_> = rows.into_iter().map(|(at, row)| (turn(row), at, row)).collect();
        placed.sort_by_key(|(turn, at, _)| (*turn, *at));
        return placed.into_iter().map(|(_, at, row)| (at, row)).collect();
    }
    rows.sort_by_key(|(at, row)| (std::cmp::Reverse(spread(row)), *at));
    rows
}

/// How many reports a comparison speaks of.
fn spread(row: &Comparison) -> usize {
    row.positions.iter().flat_map(|side| &side.documents).collect::<BTreeSet<_>>().len()
}

/// Someone who is heard.
pub(crate) struct Speaker<'a> {
    pub(crate) entity: EntityId,
    /// How many statements.
    pub(crate) times: usize,
    /// The strongest of them, one in the speaker's own words before others.
    pub(crate) best: Option<(StatementId, &'a Statement)>,
}

/// Who is heard most.
pub(crate) fn voices<'a>(dossier: &'a Dossier, story: &Story) -> Vec<Speaker<'a>> {
    let docs: BTreeSet<DocId> = story.documents.iter().copied().collect();
    let mut by_speaker: BTreeMap<EntityId, Vec<(StatementId, &Statement)>> = BTreeMap::new();
    for (id, said) in (0..).map(StatementId).zip(&dossier.statements) {
        if let Some(entity) = said.speaker.and_then(|party| party.entity)
            && docs.contains(&said.doc)
        {
            by_speaker.entry(entity).or_default().push((id, said));
        }
    }
    let own = |said: &Statement| u8::from(said.kind != QuotationKind::Indirect);
    let speaker = |(entity, said): (EntityId, Vec<(StatementId, &'a Statement)>)| {
        let best =
            said.iter().max_by_key(|(id, one)| (own(one), one.strength, std::cmp::Reverse(*id))).copied();
        Speaker { entity, times: said.len(), best }
    };
    let mut speakers: Vec<Speaker<'_>> = by_speaker.into_iter().map(speaker).collect();
    speakers.sort_by_key(|one| (std::cmp::Reverse(one.times), one.entity));
    speakers
}

/// The origins of what a story's reports tell.
pub(crate) fn origins<'a>(dossier: &'a Dossier, story: &Story) -> Vec<(OriginId, &'a Origin)> {
    let docs: BTreeSet<DocId> = story.documents.iter().copied().collect();
    let all = (0..).map(OriginId).zip(&dossier.origins);
    all.filter(|(_, origin)| origin.documents.iter().any(|doc| docs.contains(doc))).collect()
}

/// An origin that several reports of a story share.
pub(crate) struct Shared<'a> {
    pub(crate) id: OriginId,
    pub(crate) origin: &'a Origin,
    /// How many reports of the story.
    pub(crate) reports: usize,
    /// The words in them that say so.
    pub(crate) spans: Vec<DocSpan>,
}

/// The origins that several reports of a story share, those behind most first.
pub(crate) fn shared<'a>(dossier: &'a Dossier, story: &Story) -> Vec<Shared<'a>> {
    let docs: BTreeSet<DocId> = story.documents.iter().copied().collect();
    let shared = |(id, origin): (OriginId, &'a Origin)| Shared {
        id,
        origin,
        reports: origin.documents.iter().filter(|doc| docs.contains(doc)).count(),
        spans: origin.spans.iter().filter(|span| docs.contains(&span.doc)).copied().collect(),
    };
    let mut rows: Vec<Shared<'_>> = origins(dossier, story).into_iter().map(shared).collect();
    rows.retain(|row| row.reports > 1);
    rows.sort_by_key(|row| (std::cmp::Reverse(row.reports), row.id));
    rows
}

/// Words by their form in small letters, each with where they stand.
pub(crate) type Forms = BTreeMap<String, Vec<DocSpan>>;

/// Whom the reports call most differently in their own voice.
pub(crate) fn called(dossier: &Dossier, story: &Story) -> Vec<(EntityId, Forms)> {
    let docs: BTreeSet<DocId> = story.documents.iter().copied().collect();
    let mut called: BTreeMap<EntityId, Forms> = BTreeMap::new();
    for label in &dossier.labels {
        let Some(entity) = label.entity else { continue };
        if label.voice == Voice::Own && docs.contains(&label.span.doc) {
            let form = dossier.text_of(label.span).to_lowercase();
            called.entry(entity).or_default().entry(form).or_default().push(label.span);
        }
    }
    let mut rows: Vec<(EntityId, Forms)> = called.into_iter().filter(|(_, forms)| forms.len() > 1).collect();
    rows.sort_by_key(|(entity, forms)| (std::cmp::Reverse(forms.len()), *entity));
    rows
}
