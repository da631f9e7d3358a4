//! Someone who gives no answer in an earlier report and speaks in a later one: "declined to comment", "she told us".

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{QuotationKind, Span};

use super::clause::{Clause, Clauses};
use super::rows::{Account, positions, shortened, told};
use super::scene::{Scene, bare_words};
use crate::dossier::{
    About, Aspect, Comparison, ComparisonKind, DocId, DocSpan, EntityId, EntityKind, Statement, StatementId,
    StoryId,
};

/// One row for each one who is silent first and quoted later.
pub(super) fn compare(scene: &Scene<'_>, clauses: &Clauses) -> Vec<Comparison> {
    let mut silent: BTreeMap<(StoryId, EntityId), &Clause> = BTreeMap::new();
    for clause in &clauses.list {
        let lower = scene.lower(clause.at);
        if scene.tables().accounts.silences.within(&bare_words(&lower)).is_empty() {
            continue;
        }
        for who in clause.actor.who.iter().filter(|id| is_speaker(scene, **id)) {
            silent.entry((clause.story, *who)).or_insert(clause);
        }
    }
    silent
        .iter()
        .filter_map(|((_, who), clause)| Some(row(scene, *who, clause, speaks(scene, *who, clause)?)))
        .collect()
}

fn is_speaker(scene: &Scene<'_>, id: EntityId) -> bool {
    scene
        .dossier
        .entities
        .get(id.index())
        .is_some_and(|one| matches!(one.kind, EntityKind::Person | EntityKind::Organization))
}

/// The first thing that the one, or someone of the body, says in a later report. None where the one is quoted before too.
fn speaks(scene: &Scene<'_>, who: EntityId, silence: &Clause) -> Option<(DocSpan, StatementId)> {
    let one = scene.dossier.entities.get(who.index())?;
    let is_body = one.kind == EntityKind::Organization;
    let belongs = |id: EntityId| {
        let whole = scene.dossier.entities.get(id.index()).and_then(|speaker| speaker.part_of);
        id == who || is_body && whole == Some(who)
    };
    let said: Vec<(StatementId, &Statement)> = scene
        .dossier
        .statements
        .iter()
        .enumerate()
        .filter(|(_, said)| said.speaker.and_then(|party| party.entity).is_some_and(belongs))
        .filter(|(_, said)| scene.story(said.doc) == silence.story)
        .map(|(index, said)| (StatementId(index as u32), said))
        .collect();
    let later: BTreeSet<DocId> =
        said.iter().map(|(_, said)| said.doc).filter(|doc| scene.earlier(silence.at.doc, *doc)).collect();
    let quoted = said.iter().filter(|(_, said)| said.kind != QuotationKind::Indirect);
    let (mut before, mut after): (Vec<_>, Vec<_>) = quoted.partition(|(_, said)| !later.contains(&said.doc));
    // What one of its people says of another matter leaves the body silent on this one.
    before.retain(|(_, said)| said.speaker.and_then(|party| party.entity) == Some(who));
    after.retain(|(_, said)| said.parent.is_none());
    if !before.is_empty() {
        return None;
    }
    let (id, said) = after.first()?;
    let first = said.content.first()?;
    let inside = said.content.iter().filter(|part| part.field == first.field).map(|part| part.span);
    Some((DocSpan { span: Span::cover_all(inside)?, ..*first }, *id))
}

fn row(scene: &Scene<'_>, who: EntityId, silence: &Clause, (at, id): (DocSpan, StatementId)) -> Comparison {
    let account =
        |at: DocSpan, statement| Account { value: shortened(scene.dossier.text_of(at)), span: at, statement };
    let accounts = [account(silence.at, silence.statement), account(at, Some(id))];
    let name = scene.dossier.entities.get(who.index()).map_or("", |entity| entity.name.as_str());
    Comparison {
        story: silence.story,
        kind: ComparisonKind::Update,
        aspect: Aspect::Status,
        about: About::Entity(who),
        text: format!(
            "{name} gives no answer at first: {}; a later report quotes one: {}.",
            told(scene.dossier, &accounts[0]),
            told(scene.dossier, &accounts[1])
        ),
        positions: positions(&accounts, scene.context),
    }
}
