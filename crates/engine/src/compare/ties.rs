//! Of whom or what a clause tells something, so that two clauses can be told of one.

use std::collections::BTreeSet;

use super::clause::{Clause, Part};
use super::scene::Scene;
use crate::dossier::{EntityId, EntityKind};

/// One of whom or which something is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tie {
    /// Someone named.
    One(EntityId),
    /// People or things that bear no name, by their noun.
    Noun(String),
}

/// Those who stand as subject or object of a clause, or give it its name ("the Tres Rios dam"); the speaker where it speaks of
/// itself.
pub(super) fn ties(scene: &Scene<'_>, clause: &Clause) -> BTreeSet<Tie> {
    let kind = |id: &EntityId| scene.dossier.entities.get(id.index()).map(|entity| entity.kind);
    let named = |id: &EntityId| kind(id).is_some_and(|kind| kind != EntityKind::People);
    let speaks = |id: &EntityId| matches!(kind(id), Some(EntityKind::Person | EntityKind::Organization));
    let parts = [&clause.actor, &clause.patient];
    let who = parts.iter().flat_map(|part| &part.who).copied().filter(named);
    let of = parts
        .iter()
        .flat_map(|part| &part.of)
        .copied()
        .filter(|id| matches!(kind(id), Some(EntityKind::Place | EntityKind::Work | EntityKind::Other)));
    let mut found: BTreeSet<Tie> = who.chain(of).map(Tie::One).collect();
    let first = clause.actor.span.map(|span| span.slice(scene.view(clause.at).map_or("", |view| view.text)));
    if first.is_some_and(|word| word.eq_ignore_ascii_case("i") || word.eq_ignore_ascii_case("we")) {
        found.extend(clause.speaker.filter(speaks).map(Tie::One));
    }
    // "He said he was leaving": a pronoun that nobody resolved is mostly the speaker in reported words.
    let stands_for =
        first.is_some_and(|word| matches!(word.to_lowercase().as_str(), "he" | "she" | "it" | "they"));
    if stands_for && clause.actor.who.is_empty() {
        found.extend(clause.speaker.filter(speaks).map(Tie::One));
    }
    let nouns = [&clause.actor, &clause.patient].into_iter().filter_map(|part| part.noun.clone());
    found.extend(nouns.map(Tie::Noun));
    found
}

/// The one person named in a clause, in whatever place: a looser tie.
pub(super) fn only_person(scene: &Scene<'_>, clause: &Clause) -> Option<Tie> {
    let is_person = |id: &&EntityId| {
        scene.dossier.entities.get(id.index()).is_some_and(|entity| entity.kind == EntityKind::Person)
    };
    let mut people = clause.named.iter().filter(is_person);
    people.next().filter(|_| people.next().is_none()).copied().map(Tie::One)
}

/// Whether two clauses that are tied by a noun speak of the same ones: by more words than that noun, which weigh enough.
pub(super) fn is_one(scene: &Scene<'_>, tie: &Tie, a: &Clause, b: &Clause) -> bool {
    let Tie::Noun(noun) = tie else { return true };
    let parts = |clause: &'_ Clause| -> Vec<Part> {
        let both = [&clause.actor, &clause.patient].into_iter();
        both.filter(|part| part.noun.as_ref() == Some(noun)).cloned().collect()
    };
    let (of_a, of_b) = (parts(a), parts(b));
    of_a.iter().any(|one| {
        of_b.iter().any(|other| {
            let common: Vec<&String> = one.words.intersection(&other.words).collect();
            let weight: f64 = common.iter().map(|word| scene.weight(word)).sum();
            // Two names are two, whatever nouns go with them.
            let two = !one.who.is_empty() && !other.who.is_empty() && one.who.is_disjoint(&other.who);
            let nominal = |part: &Part| part.who.iter().all(|id| is_nominal(scene, *id));
            let one_noun = !two || nominal(one) || nominal(other);
            one_noun && !one.apart(other) && (common.len() > 1 && weight >= SAME || weight >= RARE)
        })
    })
}

/// Whether someone bears no name and goes by a description ("the three aid workers").
fn is_nominal(scene: &Scene<'_>, id: EntityId) -> bool {
    let name = scene.dossier.entities.get(id.index()).map_or("", |entity| entity.name.as_str());
    name.split(' ').skip(1).all(|word| word.chars().next().is_none_or(char::is_lowercase))
        && name.contains(' ')
}

/// A noun that news has so seldom is told of one lot in a story ("barge").
const RARE: f64 = 5.5;

/// The words that two phrases for the same ones share weigh so much: "three aid workers", not "two people".
const SAME: f64 = 5.0;

/// The weight of the words and names that two clauses share.
pub(super) fn shared(scene: &Scene<'_>, a: &Clause, b: &Clause) -> f64 {
    let words = a.content.intersection(&b.content).map(|word| scene.weight(word)).sum::<f64>();
    let entity = scene.tables().compare.claims.entity_weight;
    words + entity * a.named.intersection(&b.named).count() as f64
}
