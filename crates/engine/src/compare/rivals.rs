//! One outcome told in two ways that cannot both hold: "he left at his own request", "it sacked him".
//!
//! `data/accounts.toml` has the phrases of each side. Both must be told, in two voices, of the same one.

use std::collections::{BTreeMap, BTreeSet};

use super::clause::{Clause, Clauses, Mood};
use super::denied::is_beside;
use super::opposed::about;
use super::rows::{Account, positions, shortened, told};
use super::scene::{Scene, bare_words};
use super::ties::{Tie, is_one, only_person, shared, ties};
use crate::dossier::{Aspect, Comparison, ComparisonKind, DocId, DocSpan, StoryId};

/// A clause that tells one side.
struct Told<'c> {
    side: usize,
    alike: bool,
    clause: &'c Clause,
}

/// One row for each one of whom an outcome is told in two ways.
pub(super) fn compare(scene: &Scene<'_>, clauses: &Clauses) -> Vec<Comparison> {
    let mut found: BTreeMap<(StoryId, usize, Tie), Vec<Told<'_>>> = BTreeMap::new();
    let mut spoken: BTreeMap<(DocId, usize), Vec<Told<'_>>> = BTreeMap::new();
    for clause in clauses.list.iter().filter(|clause| clause.mood == Mood::Told) {
        let of = sides(scene, clause);
        if of.is_empty() {
            continue;
        }
        for (group, side, alike) in of.iter().filter(|_| clause.speaker.is_some()) {
            let told = Told { side: *side, alike: *alike, clause };
            spoken.entry((clause.at.doc, *group)).or_default().push(told);
        }
        for tie in ties(scene, clause).into_iter().chain(only_person(scene, clause)) {
            for (group, side, alike) in &of {
                let told = Told { side: *side, alike: *alike, clause };
                found.entry((clause.story, *group, tie.clone())).or_default().push(told);
            }
        }
    }
    let mut seen: BTreeSet<(DocSpan, DocSpan)> = BTreeSet::new();
    let mut rows = Vec::new();
    for ((_, _, tie), tellings) in &found {
        let pair = tellings.iter().enumerate().find_map(|(index, a)| {
            let b = tellings[index + 1..].iter().find(|b| is_rival(scene, tie, a, b))?;
            Some((a.clause, b.clause))
        });
        if let Some((a, b)) = pair.filter(|(a, b)| seen.insert((a.at, b.at))) {
            rows.push(row(scene, a, b));
        }
    }
    // Two who speak one after the other in one report, each for a side, speak of one outcome.
    for tellings in spoken.values() {
        let pair = tellings.iter().enumerate().find_map(|(index, a)| {
            let b = tellings[index + 1..].iter().find(|b| is_answer(scene, a, b))?;
            Some((a.clause, b.clause))
        });
        if let Some((a, b)) = pair.filter(|(a, b)| seen.insert((a.at, b.at))) {
            rows.push(row(scene, a, b));
        }
    }
    rows
}

/// The sides of outcomes that a clause tells: the group, the side, and whether clauses have to share more. One that tells
/// two sides of one outcome sets them against each other itself.
fn sides(scene: &Scene<'_>, clause: &Clause) -> BTreeSet<(usize, usize, bool)> {
    let lower = scene.lower(clause.at);
    let words = bare_words(&lower);
    let phrases = scene.tables().accounts.rivals.within(&words);
    let one_side = |group: usize, side: usize| {
        phrases.iter().all(|(_, other)| other.group != group || other.side == side)
    };
    let tells = |negates: bool| negates || !clause.negated;
    phrases
        .iter()
        .filter(|(_, phrase)| one_side(phrase.group, phrase.side) && tells(phrase.negates))
        .map(|(_, phrase)| (phrase.group, phrase.side, phrase.alike))
        .collect()
}

fn is_rival(scene: &Scene<'_>, tie: &Tie, a: &Told<'_>, b: &Told<'_>) -> bool {
    let (x, y) = (a.clause, b.clause);
    a.side != b.side
        && x.other_voice(y)
        && x.is_background == y.is_background
        && x.can_be_one_day(y)
        && is_one(scene, tie, x, y)
        && (!(a.alike || b.alike) || shared(scene, x, y) >= ALIKE)
}

/// Whether two who speak one after the other take two sides; of what can be told of many they share something.
fn is_answer(scene: &Scene<'_>, a: &Told<'_>, b: &Told<'_>) -> bool {
    let (x, y) = (a.clause, b.clause);
    a.side != b.side
        && is_beside(x, y)
        && x.can_be_one_day(y)
        && (!(a.alike || b.alike) || shared(scene, x, y) >= ALIKE / 2.0)
}

/// Two tellings of what can be told of many things share words and names of this weight.
const ALIKE: f64 = 6.0;

fn row(scene: &Scene<'_>, a: &Clause, b: &Clause) -> Comparison {
    let account = |clause: &Clause| Account {
        value: shortened(scene.dossier.text_of(clause.at)),
        span: clause.at,
        statement: clause.statement,
    };
    let accounts = [account(a), account(b)];
    Comparison {
        story: a.story,
        kind: ComparisonKind::Conflict,
        aspect: Aspect::Status,
        about: about(scene, a),
        text: format!(
            "The accounts of one outcome differ: {}; as against {}.",
            told(scene.dossier, &accounts[0]),
            told(scene.dossier, &accounts[1])
        ),
        positions: positions(&accounts, scene.context),
    }
}
