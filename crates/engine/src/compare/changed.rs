//! Words that were changed or taken back, as a later report says itself: "now says", "took that back", "admitted".
//!
//! The later report names the change; what the same one said of it before must stand in an earlier report.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{BlockKind, SentenceId, Span, SpeechAct, View};

use super::clause::{Clause, Clauses};
use super::opposed::about_words;
use super::rows::{Account, positions, shortened, told};
use super::scene::{Scene, bare_words};
use crate::dossier::{
    Aspect, Comparison, ComparisonKind, DocId, DocSpan, Entity, EntityId, EntityKind, Statement, StatementId,
};
use crate::resolve::whole;

/// A sentence that says that someone's word has changed.
struct Change {
    at: DocSpan,
    who: BTreeSet<EntityId>,
    force: Force,
    /// The words and names of it and of the sentences beside it.
    content: BTreeSet<String>,
    named: BTreeSet<EntityId>,
    /// The words and names of it alone.
    own: BTreeSet<String>,
    own_named: BTreeSet<EntityId>,
}

/// How a change is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Force {
    /// The word itself is taken back or put right.
    TakenBack,
    /// Something else is said now.
    Changed,
    /// Something is admitted, which changes a denial.
    Admitted,
}

/// What was said before.
struct Before {
    at: DocSpan,
    statement: Option<StatementId>,
    weight: f64,
}

/// One row for each change whose earlier word is found.
pub(super) fn compare(scene: &Scene<'_>, clauses: &Clauses) -> Vec<Comparison> {
    let mut found: BTreeMap<(DocSpan, DocId), (Before, Vec<Change>)> = BTreeMap::new();
    for (doc, view, _) in scene.texts() {
        let mut last: Option<(DocSpan, SentenceId)> = None;
        for id in view.sentences() {
            let Some(change) = change(scene, clauses, doc, view, id) else { continue };
            // A sentence that goes on with the change of the one before belongs to it.
            let goes_on = last.filter(|(_, before)| before.0 + 1 == id.0).map(|(at, _)| at);
            let before = before(scene, clauses, &change);
            if let Some(at) = goes_on.or_else(|| before.as_ref().map(|before| before.at)) {
                last = Some((at, id));
                match found.get_mut(&(at, doc)) {
                    Some((_, changes)) if changes.len() < MOST => changes.push(change),
                    Some(_) => {}
                    None => {
                        found.extend(before.map(|before| ((at, doc), (before, vec![change]))));
                    }
                }
            }
        }
    }
    found.values().filter_map(|(before, changes)| row(scene, before, changes)).collect()
}

/// So many sentences of one change are shown.
const MOST: usize = 3;

fn change(
    scene: &Scene<'_>,
    clauses: &Clauses,
    doc: DocId,
    view: View<'_>,
    id: SentenceId,
) -> Option<Change> {
    let span = view.sentence(id).span;
    let at = DocSpan { doc, field: view.field, span };
    if !matches!(
        view.block_kind(span.start),
        BlockKind::Paragraph | BlockKind::Deck | BlockKind::Headline | BlockKind::Blockquote
    ) {
        return None;
    }
    let lower = scene.lower(at);
    let words = bare_words(&lower);
    let tables = &scene.tables().accounts;
    let force = if !tables.taken_back.within(&words).is_empty() {
        Force::TakenBack
    } else if !tables.changed.within(&words).is_empty() {
        Force::Changed
    } else if !tables.admitted.within(&words).is_empty() {
        Force::Admitted
    } else {
        return None;
    };
    let mut who = speakers(scene, clauses, at);
    // "It took that back": the one can be named in the sentence before.
    let asks_back = who.is_empty() || force == Force::TakenBack;
    if let Some(before) = id.0.checked_sub(1).map(SentenceId).filter(|_| asks_back) {
        who.extend(speakers(scene, clauses, DocSpan { span: view.sentence(before).span, ..at }));
    }
    if who.is_empty() {
        return None;
    }
    let around = around(view, id);
    let near = DocSpan { span: around, ..at };
    Some(Change {
        at,
        who,
        force,
        content: scene.content(near),
        named: scene.entities_in(near),
        own: scene.content(at),
        own_named: scene.entities_in(at),
    })
}

/// A sentence with the one before and the one behind it.
fn around(view: View<'_>, id: SentenceId) -> Span {
    let span = view.sentence(id).span;
    let before = id.0.checked_sub(1).map(|before| view.sentence(SentenceId(before)).span);
    let next = SentenceId(id.0 + 1);
    let behind = (next.index() < view.layer.sentences.len()).then(|| view.sentence(next).span);
    [before, behind].into_iter().flatten().fold(span, Span::cover)
}

/// Those whose word it can be: who speaks in the sentence, and the subjects of its clauses.
fn speakers(scene: &Scene<'_>, clauses: &Clauses, at: DocSpan) -> BTreeSet<EntityId> {
    let is_one = |id: &EntityId| {
        entity(scene, *id)
            .is_some_and(|one| matches!(one.kind, EntityKind::Person | EntityKind::Organization))
    };
    let inside = |span: DocSpan| (span.doc, span.field) == (at.doc, at.field) && at.span.overlaps(span.span);
    let acting = clauses.of(at.doc).filter(|clause| inside(clause.at)).flat_map(|clause| &clause.actor.who);
    let speaking = scene.dossier.statements.iter().filter(|said| said.doc == at.doc);
    let speaking = speaking.filter(|said| said.content.iter().chain(&said.cue).any(|span| inside(*span)));
    let speaking = speaking.filter_map(|said| said.speaker?.entity);
    acting.copied().chain(speaking).filter(is_one).collect()
}

fn entity<'s>(scene: &Scene<'s>, id: EntityId) -> Option<&'s Entity> {
    scene.dossier.entities.get(id.index())
}

/// How one speaker stands to those whose word has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// One of them, or a body and one of its people.
    Same,
    /// Someone of the same body or country.
    Side,
}

fn voice(scene: &Scene<'_>, id: EntityId, who: &BTreeSet<EntityId>) -> Option<Voice> {
    if who.iter().any(|other| is_one(scene, id, *other)) {
        return Some(Voice::Same);
    }
    let of = |id: EntityId| whole(&scene.dossier.entities, id);
    who.iter().any(|other| of(id) == of(*other)).then_some(Voice::Side)
}

/// Whether one speaks for the other: the same, or a body and one of its people.
fn is_one(scene: &Scene<'_>, a: EntityId, b: EntityId) -> bool {
    let part = |x: EntityId, y: EntityId| {
        let whole = entity(scene, x).and_then(|one| one.part_of);
        whole == Some(y) && entity(scene, y).is_some_and(|one| one.kind == EntityKind::Organization)
    };
    a == b || part(a, b) || part(b, a)
}

/// What the same one said before in an earlier report that shares most with the change; for what is only admitted, what
/// it denied.
fn before(scene: &Scene<'_>, clauses: &Clauses, change: &Change) -> Option<Before> {
    let story = scene.story(change.at.doc);
    let is_earlier = |doc: DocId| scene.story(doc) == story && scene.earlier(doc, change.at.doc);
    let said = scene.dossier.statements.iter().enumerate().filter(|(_, said)| is_earlier(said.doc));
    let said = said.filter_map(|(index, said)| {
        let voice = voice(scene, said.speaker?.entity?, &change.who)?;
        let at = cover(said)?;
        let denies = said.act == SpeechAct::Deny
            || said.negated
            || clauses.of(at.doc).any(|clause| is_most(clause, at) && clause.negated);
        let fits = denies || change.force != Force::Admitted && voice == Voice::Same;
        fits.then_some((at, Some(StatementId(index as u32)), voice))
    });
    let denied = clauses.list.iter().filter(|clause| clause.act == "deny" && is_earlier(clause.at.doc));
    let denied = denied.filter_map(|clause| {
        let voices = clause.actor.who.iter().filter_map(|id| voice(scene, *id, &change.who));
        let nearest = voices.min_by_key(|voice| *voice != Voice::Same)?;
        Some((clause.at, clause.statement, nearest))
    });
    said.chain(denied)
        .filter_map(|(at, statement, voice)| {
            let weight = likeness(scene, at, change, voice)?;
            Some(Before { at, statement, weight })
        })
        .max_by(|a, b| a.weight.total_cmp(&b.weight).then(b.at.cmp(&a.at)))
}

/// Whether a clause is the greater part of some words.
fn is_most(clause: &Clause, at: DocSpan) -> bool {
    (clause.at.doc, clause.at.field) == (at.doc, at.field)
        && 2 * at.span.shared(clause.at.span) >= at.span.len()
}

/// All words of a statement.
fn cover(said: &Statement) -> Option<DocSpan> {
    let first = said.content.first()?;
    let inside = said.content.iter().filter(|part| part.field == first.field).map(|part| part.span);
    Some(DocSpan { span: Span::cover_all(inside)?, ..*first })
}

/// How much of what was said before stands in the words about the change; none where that is too little.
fn likeness(scene: &Scene<'_>, at: DocSpan, change: &Change, voice: Voice) -> Option<f64> {
    let (words, names) = (scene.content(at), scene.entities_in(at));
    let entity = scene.tables().compare.claims.entity_weight;
    let weigh = |words: &mut dyn Iterator<Item = &String>| words.map(|word| scene.weight(word)).sum::<f64>();
    let others = |names: &BTreeSet<EntityId>| names.difference(&change.who).count() as f64;
    let common = weigh(&mut words.intersection(&change.content))
        + entity * others(&names.intersection(&change.named).copied().collect());
    let all = weigh(&mut words.iter()) + entity * others(&names);
    let limits = &scene.tables().compare.changes;
    let least = match (voice, change.force) {
        (Voice::Same, Force::TakenBack) => limits.taken_back,
        (Voice::Same, Force::Changed | Force::Admitted) => limits.least,
        (Voice::Side, _) => limits.side,
    };
    let share = if change.force == Force::TakenBack { 0.0 } else { limits.share };
    // What is said now has to be of the same matter by itself, not only the words around it.
    let of_matter = change.force == Force::TakenBack
        || !words.is_disjoint(&change.own)
        || others(&names.intersection(&change.own_named).copied().collect()) > 0.0;
    (common >= least && common >= share * all && of_matter).then_some(common)
}

fn row(scene: &Scene<'_>, before: &Before, changes: &[Change]) -> Option<Comparison> {
    let account =
        |at: DocSpan, statement| Account { value: shortened(scene.dossier.text_of(at)), span: at, statement };
    let later = changes.iter().map(|change| account(change.at, scene.statement_in(change.at)));
    let accounts: Vec<Account> = [account(before.at, before.statement)].into_iter().chain(later).collect();
    let said: Vec<String> = accounts.iter().skip(1).map(|account| told(scene.dossier, account)).collect();
    Some(Comparison {
        story: scene.story(before.at.doc),
        kind: ComparisonKind::Update,
        aspect: Aspect::Status,
        about: about_words(scene, before.at, before.statement),
        text: format!(
            "What was said first: {}; a later report tells that it was changed: {}.",
            told(scene.dossier, accounts.first()?),
            said.join(", ")
        ),
        positions: positions(&accounts, scene.context),
    })
}
