//! What became of someone: two stages of one course of things ("in a coma", "died"), the later told by a later report.
//!
//! `data/senses.toml` has the courses. Both stages must be told of one who is named, as the subject or object of the clause.

use std::collections::{BTreeMap, BTreeSet};

use super::clause::{Clause, Clauses, Mood};
use super::opposed::about;
use super::rows::{Account, listed, positions, quoted, shortened};
use super::scene::{Scene, bare_words};
use super::ties::{Tie, is_one, only_person, shared, ties};
use crate::dossier::{Aspect, Comparison, ComparisonKind, EntityId, EntityKind, StoryId};
use crate::ontology::Stage;

/// A clause that tells a stage.
struct Told<'c> {
    step: usize,
    alike: bool,
    /// The one is named in the clause, but need not be the one of whom it tells.
    is_loose: bool,
    clause: &'c Clause,
}

/// One row for each one of whom a later report tells a later stage.
pub(super) fn compare(scene: &Scene<'_>, clauses: &Clauses) -> Vec<Comparison> {
    let mut found: BTreeMap<(StoryId, Tie, usize), Vec<Told<'_>>> = BTreeMap::new();
    for clause in clauses.list.iter().filter(|clause| !clause.is_background) {
        for stage in told(scene, clause) {
            // The last stage has come about; an earlier one can be told, planned or denied.
            if stage.is_last && (clause.negated || clause.mood != Mood::Told) {
                continue;
            }
            // "The death of Ana Reyes": it is told of those named behind it.
            let behind = stage.words.len() == 2 && stage.words.last().is_some_and(|word| word == "of");
            let who = if behind { named(scene, clause) } else { ties(scene, clause) };
            let loose = only_person(scene, clause).filter(|one| !behind && !who.contains(one));
            let strict = who.into_iter().map(|tie| (tie, false));
            for (tie, is_loose) in strict.chain(loose.map(|one| (one, true))) {
                let told = Told { step: stage.step, alike: stage.alike, is_loose, clause };
                found.entry((clause.story, tie, stage.course)).or_default().push(told);
            }
        }
    }
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for ((_, tie, _), stages) in &found {
        if let Some((first, later)) = turn(scene, tie, stages)
            && seen.insert((first.first().map(|clause| clause.at), later.first().map(|clause| clause.at)))
        {
            rows.extend(row(scene, tie, &first, &later));
        }
    }
    rows
}

/// The stages that a clause tells. One that tells of two stages of a course ("denies the theft of which he was convicted")
/// tells of the turn itself.
fn told<'s>(scene: &Scene<'s>, clause: &Clause) -> Vec<&'s Stage> {
    let lower = scene.lower(clause.at);
    let words = bare_words(&lower);
    let mut found: Vec<&Stage> = Vec::new();
    for (at, first) in words.iter().enumerate() {
        let stands = |stage: &&Stage| {
            words.get(at..at + stage.words.len()).is_some_and(|here| here.iter().eq(&stage.words))
        };
        found.extend(scene.tables().senses.stages(first).iter().filter(stands));
    }
    let one_step =
        |stage: &&Stage| found.iter().all(|other| other.course != stage.course || other.step == stage.step);
    let mut kept: Vec<&Stage> = found.iter().copied().filter(one_step).collect();
    kept.dedup_by_key(|stage| (stage.course, stage.step));
    kept
}

/// Who is named in a clause beside its subject.
fn named(scene: &Scene<'_>, clause: &Clause) -> BTreeSet<Tie> {
    let is_person = |id: &EntityId| {
        scene.dossier.entities.get(id.index()).is_some_and(|entity| entity.kind == EntityKind::Person)
    };
    clause.named.difference(&clause.actor.who).copied().filter(is_person).map(Tie::One).collect()
}

/// The tellings of earlier stages and of a later one, in reports that came out later for certain. Where an early report
/// tells the later stage too, nothing has changed.
fn turn<'c>(scene: &Scene<'_>, tie: &Tie, stages: &[Told<'c>]) -> Option<(Vec<&'c Clause>, Vec<&'c Clause>)> {
    stages.iter().find_map(|first| {
        let before = |other: &&Told<'c>| scene.earlier(first.clause.at.doc, other.clause.at.doc);
        let fits = |later: &Told<'c>| {
            is_one(scene, tie, first.clause, later.clause)
                && (!first.alike || shared(scene, first.clause, later.clause) >= ALIKE)
        };
        let later = stages.iter().find(|later| later.step > first.step && before(later) && fits(later))?;
        let known = stages.iter().any(|other| !other.is_loose && other.step >= later.step && !before(&other));
        let early = stages.iter().filter(|other| {
            other.step < later.step && scene.earlier(other.clause.at.doc, later.clause.at.doc)
        });
        let late = stages.iter().filter(|other| other.step >= later.step && before(other));
        (!known).then(|| (few(early), few(late)))
    })
}

/// Two stages that are told of many things share words of this weight.
const ALIKE: f64 = 5.0;

fn few<'t, 'c: 't>(told: impl Iterator<Item = &'t Told<'c>>) -> Vec<&'c Clause> {
    told.map(|told| told.clause).take(MOST).collect()
}

/// So many tellings of a stage are shown.
const MOST: usize = 3;

fn row(scene: &Scene<'_>, tie: &Tie, first: &[&Clause], later: &[&Clause]) -> Option<Comparison> {
    let account = |clause: &&Clause| Account {
        value: shortened(scene.dossier.text_of(clause.at)),
        span: clause.at,
        statement: clause.statement,
    };
    let told = |clauses: &[&Clause]| {
        let one = |clause: &&Clause| {
            let words = quoted(&shortened(scene.dossier.text_of(clause.at)));
            format!("{words} ({})", listed(scene.dossier, &[clause.at.doc]))
        };
        clauses.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let name = match tie {
        Tie::One(who) => scene.dossier.entities.get(who.index()).map_or("", |entity| entity.name.as_str()),
        Tie::Noun(_) => "this",
    };
    let accounts: Vec<Account> = first.iter().chain(later).map(account).collect();
    let start = first.first()?;
    Some(Comparison {
        story: start.story,
        kind: ComparisonKind::Update,
        aspect: Aspect::Status,
        about: about(scene, start),
        text: format!("What became of {name}: first {}; later {}.", told(first), told(later)),
        positions: positions(&accounts, scene.context),
    })
}
