//! What an earlier report says is not known or not said, and a later one tells: "declined to say whether it had paid", "it paid".

use std::collections::BTreeSet;

use super::clause::{Clause, Clauses, Mood};
use super::opposed::{RARE, about, likeness};
use super::rows::{Account, positions, shortened, told};
use super::scene::{Scene, bare_words};
use super::ties::shared;
use crate::dossier::{Aspect, Comparison, ComparisonKind, DocSpan};

/// One row for each question that a later report answers.
pub(super) fn compare(scene: &Scene<'_>, clauses: &Clauses) -> Vec<Comparison> {
    let mut seen: BTreeSet<DocSpan> = BTreeSet::new();
    let mut rows = Vec::new();
    for (index, clause) in clauses.list.iter().enumerate() {
        if !is_unknown(scene, clause) {
            continue;
        }
        // What is asked stands behind, in the same sentence.
        let behind = clauses.list[index + 1..].iter();
        let asked = behind
            .take_while(|other| other.at.doc == clause.at.doc && other.sentence == clause.sentence)
            .find(|other| is_question(scene, other));
        let Some(asked) = asked else { continue };
        if let Some(answer) = answer(scene, clauses, asked)
            && seen.insert(asked.at)
        {
            rows.push(row(scene, clause, asked, answer));
        }
    }
    rows
}

fn is_unknown(scene: &Scene<'_>, clause: &Clause) -> bool {
    let at = DocSpan { span: clause.sentence, ..clause.at };
    let lower = scene.lower(at);
    !scene.tables().accounts.unknowns.within(&bare_words(&lower)).is_empty()
}

fn is_question(scene: &Scene<'_>, clause: &Clause) -> bool {
    let lower = scene.lower(clause.at);
    bare_words(&lower).first().is_some_and(|word| scene.tables().accounts.questions.contains(*word))
}

/// The clause of a later report that tells the same act of the same one, and shares most.
fn answer<'c>(scene: &Scene<'_>, clauses: &'c Clauses, asked: &Clause) -> Option<&'c Clause> {
    let acts = asked.is_known && !scene.tables().senses.idle.contains(&asked.act)
        || scene.weight(&asked.act) >= RARE;
    let object = |clause: &Clause| clause.patient.span.is_some() && clause.patient.span != clause.actor.span;
    let fits = |other: &&Clause| {
        // Who attends a school and goes to a party does two things.
        let party = if object(asked) || object(other) {
            asked.patient.is_same(&other.patient)
        } else {
            asked.actor.is_same(&other.actor)
        };
        let words: f64 = asked.content.intersection(&other.content).map(|word| scene.weight(word)).sum();
        other.act == asked.act
            && other.mood == Mood::Told
            && other.is_background == asked.is_background
            && scene.earlier(asked.at.doc, other.at.doc)
            && (party && words >= LEAST || shared(scene, asked, other) >= ALIKE)
            && !is_question(scene, other)
            && !is_unknown(scene, other)
    };
    let found = clauses.with(asked.story, &asked.act).filter(|_| acts).filter(fits);
    found.max_by(|a, b| {
        let weight = |other: &Clause| likeness(scene, asked, other, "");
        weight(a).total_cmp(&weight(b)).then(b.at.cmp(&a.at))
    })
}

/// Words of this weight are shared beside the act where one who takes part is the same,
const LEAST: f64 = 2.5;
/// and words and names of this one where that is not known.
const ALIKE: f64 = 8.0;

fn row(scene: &Scene<'_>, open: &Clause, asked: &Clause, answer: &Clause) -> Comparison {
    let account = |clause: &Clause, at: DocSpan| Account {
        value: shortened(scene.dossier.text_of(at)),
        span: at,
        statement: clause.statement,
    };
    let sentence = DocSpan { span: open.sentence, ..open.at };
    let accounts = [account(asked, sentence), account(answer, answer.at)];
    Comparison {
        story: asked.story,
        kind: ComparisonKind::Update,
        aspect: Aspect::Status,
        about: about(scene, asked),
        text: format!(
            "This was open at first: {}; a later report tells it: {}.",
            told(scene.dossier, &accounts[0]),
            told(scene.dossier, &accounts[1])
        ),
        positions: positions(&accounts, scene.context),
    }
}
