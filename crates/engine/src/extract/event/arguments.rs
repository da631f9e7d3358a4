//! Where the parties of an event stand in the dependency tree.

use rashomon_doc::{Deprel, TokenId, Upos, View};

use super::nominal::{light_subject, undergoer, with_preposition};
use super::voice::{child, has_case, holder, object, subject};
use crate::ontology::World;
use crate::ontology::frames::{Frames, Slot};

/// Prepositions of place.
const PLACE: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "inside",
    "across",
    "around",
    "over",
    "off",
    "throughout",
    "through",
    "along",
];

/// The heads that stand in a slot, without what is coordinated with them.
pub(super) fn heads<'w>(view: View<'w>, frames: &Frames, trigger: TokenId, slot: &'w Slot) -> Vec<TokenId> {
    let one = |found: Option<TokenId>| found.into_iter().collect();
    match slot {
        Slot::Subject => one(subject(view, frames, trigger)),
        Slot::Object => objects(view, trigger),
        Slot::Owner => one(owner(view, frames, trigger)),
        Slot::IndirectObject => one(receiver(view, trigger)),
        Slot::Possessor => one(child(view, trigger, &[Deprel::NmodPoss])),
        Slot::Complement => one(complement_subject(view, trigger)),
        Slot::Modifier => {
            let before = |id: &TokenId| matches!(view.token(*id).deprel, Deprel::Compound | Deprel::Amod);
            view.children(trigger).filter(before).collect()
        }
        Slot::Light => one(light_subject(view, frames, trigger)),
        Slot::Undergoer => one(undergoer(view, frames, trigger)),
        Slot::Predicate => one(child(view, trigger, &[Deprel::Xcomp, Deprel::Ccomp])),
        Slot::Holder => one(holder(view, frames, trigger)),
        Slot::Modified => {
            let token = view.token(trigger);
            one(token.head.filter(|_| token.deprel == Deprel::Amod))
        }
        Slot::Preposition(word) => with_preposition(view, frames, trigger, word),
    }
}

/// The indirect object: of a passive with an object of its own, its subject ("Chad was granted a loan").
fn receiver(view: View<'_>, trigger: TokenId) -> Option<TokenId> {
    child(view, trigger, &[Deprel::Iobj]).or_else(|| {
        child(view, trigger, &[Deprel::Obj])?;
        child(view, trigger, &[Deprel::NsubjPass])
    })
}

/// The object, the likeliest first: of an unknown compound ("its arms embargo") the parser can make two objects.
fn objects(view: View<'_>, trigger: TokenId) -> Vec<TokenId> {
    let mut found: Vec<TokenId> = object(view, trigger).into_iter().collect();
    let others = view.children(trigger).filter(|id| view.token(*id).deprel == Deprel::Obj);
    found.extend(others.filter(|id| !found.contains(id)).collect::<Vec<_>>());
    found
}

/// "Egypt's ambassador was recalled", "Pakistani reservists were called up": whose the object is.
pub(super) fn owner(view: View<'_>, frames: &Frames, trigger: TokenId) -> Option<TokenId> {
    let object = super::nominal::content(view, frames, object(view, trigger)?);
    let named = |id: &TokenId| view.token(*id).upos != Upos::Pron;
    child(view, object, &[Deprel::NmodPoss])
        .or_else(|| child(view, object, &[Deprel::Amod, Deprel::Compound]))
        .filter(named)
}

/// A phrase's head with the heads coordinated with it.
pub(super) fn with_conjuncts(view: View<'_>, head: TokenId, world: &World) -> Vec<TokenId> {
    let same = |id: &TokenId| {
        view.token(*id).deprel == Deprel::Conj && is_nominal(view, *id) || is_hyphened(view, head, *id, world)
    };
    let mut all: Vec<TokenId> = std::iter::once(head).chain(view.children(head).filter(same)).collect();
    all.sort();
    all
}

/// "US-China talks": two countries joined by a hyphen, the one under the other.
fn is_hyphened(view: View<'_>, head: TokenId, id: TokenId, world: &World) -> bool {
    let (first, second) = (head.min(id), head.max(id));
    let country = |id: TokenId| !world.country(view.word(id)).is_empty();
    let joined = second.0 == first.0 + 2 && matches!(view.word(TokenId(first.0 + 1)), "-" | "–" | "—");
    joined && country(first) && country(second)
}

fn is_nominal(view: View<'_>, id: TokenId) -> bool {
    matches!(view.token(id).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X | Upos::Adj)
}

/// The one who is to do what the complement says.
fn complement_subject(view: View<'_>, trigger: TokenId) -> Option<TokenId> {
    object(view, trigger).or_else(|| {
        let clause = child(view, trigger, &[Deprel::Ccomp, Deprel::Xcomp, Deprel::Acl])?;
        child(view, clause, &[Deprel::Nsubj, Deprel::NsubjPass])
    })
}

/// Whether a phrase stands under a preposition of place.
pub(super) fn is_place(view: View<'_>, noun: TokenId) -> bool {
    PLACE.iter().any(|word| has_case(view, noun, word))
}
