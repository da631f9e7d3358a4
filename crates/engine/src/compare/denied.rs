//! What one account denies and another tells: by one act ("did not meet", "met"), or by a thing of which there is said to
//! have been none ("no warning", "after three warnings").

use std::collections::BTreeSet;

use super::clause::{Clause, Clauses, Mood, Part};
use super::opposed::{Pair, RARE, Turn, likeness, overlaps};
use super::scene::{Scene, bare_words};
use crate::dossier::{ComparisonKind, DocSpan, EntityId, EntityKind};

/// What is denied: an act, or a thing by its noun.
struct Key {
    word: String,
    is_noun: bool,
}

/// Clauses that tell what this one denies.
pub(super) fn denials<'c>(scene: &Scene<'_>, clauses: &'c Clauses, denial: &'c Clause) -> Vec<Pair<'c>> {
    if denial.mood == Mood::Open || denial.is_bounded {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut seen: BTreeSet<DocSpan> = BTreeSet::new();
    for key in keys(scene, denial) {
        for told in clauses.with(denial.story, &key.word) {
            if told.other_voice(denial) && !overlaps(told, denial) && seen.insert(told.at) {
                found.extend(pair(scene, denial, told, &key));
            }
        }
    }
    found
}

/// What a clause denies. Acts of saying, knowing and being are left out, and acts that no table knows but for rare ones.
fn keys(scene: &Scene<'_>, denial: &Clause) -> Vec<Key> {
    let senses = &scene.tables().senses;
    let telling = |noun: &&String| !senses.idle.contains(*noun) || senses.telling_nouns.contains(*noun);
    let nouns = denial.none_of.iter().filter(telling);
    let by_verb = denial.negated
        && denial.none_of.is_empty()
        && (denial.is_known || is_rare(scene, denial))
        && !senses.idle.contains(&denial.act);
    let act = by_verb.then(|| Key { word: denial.act.clone(), is_noun: false });
    nouns.map(|noun| Key { word: noun.clone(), is_noun: true }).chain(act).collect()
}

/// An act that no table knows and that is rare in news.
fn is_rare(scene: &Scene<'_>, denial: &Clause) -> bool {
    !denial.is_known && denial.is_verb && scene.weight(&denial.act) >= RARE
}

fn pair<'c>(scene: &Scene<'_>, denial: &'c Clause, told: &'c Clause, key: &Key) -> Option<Pair<'c>> {
    // "Denied that any meeting had been agreed": that denies the plan of one.
    let planned = key.is_noun
        && told.mood == Mood::Ahead
        && told.act == key.word
        && scene.tables().senses.plans.contains(&denial.act);
    let stands = told.mood == Mood::Told || planned || is_planned_later(scene, denial, told, key);
    let affirms = !told.negated && told.none_of.is_empty() && !told.denies;
    if !stands || !affirms || told.is_background != denial.is_background {
        return None;
    }
    if !tells(scene, denial, told, key) || !told.can_be_one_day(denial) {
        return None;
    }
    let taken_up = takes_up(scene, denial, told, key);
    let limits = &scene.tables().compare.clauses;
    let least = match (key.is_noun, planned) {
        (true, true) => limits.planned,
        (true, false) => limits.none,
        (false, _) => limits.denial,
    };
    // Two who speak one after the other in one report speak of one matter.
    let least = if is_beside(denial, told) { least * BESIDE_SHARE } else { least };
    let weight = likeness(scene, told, denial, &key.word);
    let parties = planned || agree(scene, told, denial, key.is_noun);
    if !taken_up && (weight < least || !parties) {
        return None;
    }
    let kind = kind(scene, denial, told)?;
    Some(Pair { turn: Turn::Denied, kind, a: denial, b: told, weight })
}

/// Whether what was not planned at first is planned later.
fn is_planned_later(scene: &Scene<'_>, denial: &Clause, told: &Clause, key: &Key) -> bool {
    !key.is_noun
        && told.mood == Mood::Ahead
        && denial.mood == Mood::Ahead
        && !scene.lower(told.at).starts_with("to ")
        && scene.earlier(denial.at.doc, told.at.doc)
}

/// Whether a clause tells the act, or tells of the thing in such a way that there was one.
fn tells(scene: &Scene<'_>, denial: &Clause, told: &Clause, key: &Key) -> bool {
    // "No call came", "the boat, as they call it": such a verb names nothing that was done.
    let only_noun = key.is_noun && scene.tables().senses.telling_nouns.contains(&key.word);
    if told.act == key.word && !only_noun {
        return key.is_noun || !is_rare(scene, denial) || is_of_one(denial, told);
    }
    if !key.is_noun {
        return false;
    }
    let counted = is_counted(scene, told, &key.word);
    let undergoes = told.patient.noun.as_ref() == Some(&key.word);
    if !(undergoes || told.actor.noun.as_ref() == Some(&key.word) || counted) {
        return false;
    }
    // "Seeking proof", "asked for talks": that there were any is not told, but for what was turned down.
    let senses = &scene.tables().senses;
    let made = told.act == "reject" && senses.made.contains(&key.word);
    if senses.unfulfilled.contains(&told.act) && !made {
        return false;
    }
    // Nor does "the cap" tell that there is one, but for a thing that was there before, of which the denial says that there
    // was none at all.
    let shared = is_total(scene, denial) || meet(scene, told, denial, &key.word);
    let known = undergoes && shared && !is_of_any(scene, denial);
    known || told.new_nouns.contains(&key.word) || counted
}

/// Whether an act is done to one and the same, or by the same where it is done to nothing.
fn is_of_one(denial: &Clause, told: &Clause) -> bool {
    let same = |a: &Part, b: &Part| a.is_empty() && b.is_empty() || a.is_same(b);
    told.patient.is_same(&denial.patient)
        || same(&told.patient, &denial.patient) && same(&told.actor, &denial.actor)
}

/// "The memo … Nobody has signed it": a pronoun takes up the thing of a sentence before, to which the other account says that it
/// was done.
fn takes_up(scene: &Scene<'_>, denial: &Clause, told: &Clause, key: &Key) -> bool {
    let noun = told.patient.noun.as_ref().filter(|_| !key.is_noun && told.patient.span != told.actor.span);
    noun.is_some_and(|noun| denial.taken_up.contains(noun) && scene.weight(noun) >= BESIDE)
}

/// Words of this weight beside the thing denied say that two clauses are about one matter.
const BESIDE: f64 = 2.5;

/// A share of the likeness that is asked for elsewhere.
const BESIDE_SHARE: f64 = 0.6;

/// Whether two speakers of one report speak one after the other.
pub(super) fn is_beside(a: &Clause, b: &Clause) -> bool {
    let gap = a.sentence.start.index().abs_diff(b.sentence.start.index());
    (a.at.doc, a.at.field) == (b.at.doc, b.at.field)
        && a.speaker.is_some()
        && b.speaker.is_some()
        && a.speaker != b.speaker
        && gap <= NEAR
}

/// Bytes between the beginnings of two sentences that stand close together.
const NEAR: usize = 600;

/// "Has not lifted any ban": there can be bans. "No warning of any kind" says that there was none.
fn is_of_any(scene: &Scene<'_>, denial: &Clause) -> bool {
    let lower = scene.lower(denial.at);
    let words = bare_words(&lower);
    let widens =
        |word: Option<&&str>| word.is_some_and(|word| scene.tables().senses.widening.contains(*word));
    words.iter().enumerate().any(|(at, word)| *word == "any" && !widens(words.get(at + 1)))
}

/// Whether a clause says of a thing that there was none at all: it holds nothing else that would bound it.
fn is_total(scene: &Scene<'_>, denial: &Clause) -> bool {
    let senses = &scene.tables().senses;
    let widens = |word: &String| {
        denial.none_of.contains(word) || senses.widening.contains(word) || senses.idle.contains(word)
    };
    !denial.none_of.is_empty() && denial.content.iter().all(widens)
}

/// Whether two clauses share one who or which takes part, beside the thing that is denied.
fn meet(scene: &Scene<'_>, told: &Clause, denial: &Clause, key: &str) -> bool {
    let others = told.content.intersection(&denial.content).filter(|word| *word != key);
    let words: f64 = others.map(|word| scene.weight(word)).sum();
    words >= BESIDE || !told.named.is_disjoint(&denial.named) && words > 0.0
}

/// "After three clear warnings": a clause that gives a number of things tells that there were some.
fn is_counted(scene: &Scene<'_>, told: &Clause, noun: &str) -> bool {
    let at = told.at;
    let meaning = |word: &str| scene.tables().senses.meaning(word) == noun;
    scene.dossier.figures.iter().any(|figure| {
        (figure.span.doc, figure.span.field) == (at.doc, at.field)
            && at.span.contains(figure.span.span)
            && figure.value.is_some_and(|value| value > 0.0)
            && figure.unit.as_deref().is_some_and(meaning)
    })
}

/// A conflict; an update where what had not yet been so is told by a later report.
fn kind(scene: &Scene<'_>, denial: &Clause, told: &Clause) -> Option<ComparisonKind> {
    let later = scene.earlier(denial.at.doc, told.at.doc);
    let open = denial.mood == Mood::Ahead || !denial.is_past;
    let same_speaker = denial.speaker.is_some() && denial.speaker == told.speaker;
    match (later, open) {
        (true, true) => Some(ComparisonKind::Update),
        // One speaker's two sayings are seldom contraries.
        _ if same_speaker => None,
        // What is refused or not planned is not contradicted by what was before.
        (false, _) if denial.mood == Mood::Ahead => None,
        _ => Some(ComparisonKind::Conflict),
    }
}

/// Whether those who take part fit: where both name someone, one at least is the same.
fn agree(scene: &Scene<'_>, a: &Clause, b: &Clause, is_noun: bool) -> bool {
    let common = !a.named.is_disjoint(&b.named);
    let words = a.content.intersection(&b.content).count();
    if is_noun {
        return common || words >= 1 || a.at.doc == b.at.doc;
    }
    // What one does another need not have done.
    let entity = |id: &EntityId| scene.dossier.entities.get(id.index());
    let named = |clause: &Clause| {
        let who = clause.actor.who.iter().filter_map(entity);
        who.map(|entity| entity.kind)
            .any(|kind| matches!(kind, EntityKind::Person | EntityKind::Organization))
    };
    if named(a) && named(b) && a.actor.sides.is_disjoint(&b.actor.sides) {
        return false;
    }
    let patients = a.patient.is_empty() || b.patient.is_empty() || a.patient.is_same(&b.patient);
    let actors = a.actor.is_empty() || b.actor.is_empty() || a.actor.is_same(&b.actor);
    (patients && actors && (common || words >= 1)) || (common && words >= 1 && (patients || actors))
}
