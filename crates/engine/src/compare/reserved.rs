//! What one report tells as a fact and another with a reserve: "he took", "he allegedly took".

use std::collections::{BTreeMap, BTreeSet};

use super::clause::{Clause, Clauses, Mood};
use super::opposed::about;
use super::rows::{Account, positions, shortened, told};
use super::scene::{Scene, bare_words};
use super::ties::shared;
use crate::dossier::{Aspect, Comparison, ComparisonKind, DocId, DocSpan};

/// One row for each clause told with a reserve that another report tells as a fact in its own voice.
pub(super) fn compare(scene: &Scene<'_>, clauses: &Clauses) -> Vec<Comparison> {
    let is_reserved = |clause: &Clause| {
        let lower = scene.lower(clause.at);
        !scene.tables().accounts.reserves.within(&bare_words(&lower)).is_empty()
    };
    let reserved: Vec<&Clause> = clauses.list.iter().filter(|clause| is_reserved(clause)).collect();
    let known: BTreeSet<DocSpan> = reserved.iter().map(|clause| clause.at).collect();
    let mut found: BTreeMap<(DocSpan, DocId), (f64, &Clause, &Clause)> = BTreeMap::new();
    for clause in reserved {
        let near = clause.content.iter().flat_map(|word| clauses.with(clause.story, word));
        for other in near.filter(|other| is_fact(clause, other) && !known.contains(&other.at)) {
            let weight = shared(scene, clause, other);
            let words: f64 = clause.content.intersection(&other.content).map(|word| scene.weight(word)).sum();
            if words < WORDS {
                continue;
            }
            let lighter = own(scene, clause).min(own(scene, other));
            if weight < LEAST || weight < SHARE * lighter {
                continue;
            }
            let entry = found.entry((clause.at, other.at.doc)).or_insert((weight, clause, other));
            if weight > entry.0 {
                *entry = (weight, clause, other);
            }
        }
    }
    let mut shown: BTreeSet<DocSpan> = BTreeSet::new();
    let pairs = found.into_values().filter(|(_, clause, _)| shown.insert(clause.at));
    pairs.map(|(_, clause, other)| row(scene, clause, other)).collect()
}

/// Whether another report tells something flatly, in its own voice.
fn is_fact(clause: &Clause, other: &Clause) -> bool {
    other.at.doc != clause.at.doc
        && other.mood == Mood::Told
        && !other.negated
        && !other.denies
        && other.statement.is_none()
        && other.act == clause.act
}

fn own(scene: &Scene<'_>, clause: &Clause) -> f64 {
    shared(scene, clause, clause)
}

/// Words without names that are in common weigh so much: two acts of one man are two.
const WORDS: f64 = 6.0;
/// Words and names of this weight are in common,
const LEAST: f64 = 9.0;
/// and they are this share of the lighter clause.
const SHARE: f64 = 0.4;

fn row(scene: &Scene<'_>, reserved: &Clause, flat: &Clause) -> Comparison {
    let account = |clause: &Clause| Account {
        value: shortened(scene.dossier.text_of(clause.at)),
        span: clause.at,
        statement: clause.statement,
    };
    let accounts = [account(flat), account(reserved)];
    Comparison {
        story: reserved.story,
        kind: ComparisonKind::AttributionDiffers,
        aspect: Aspect::Wording,
        about: about(scene, reserved),
        text: format!(
            "This is told as a fact here: {}; and with a reserve there: {}.",
            told(scene.dossier, &accounts[0]),
            told(scene.dossier, &accounts[1])
        ),
        positions: positions(&accounts, scene.context),
    }
}
