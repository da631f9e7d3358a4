//! Voice, and the subjects and objects of verbs with those that they share with other verbs.

use rashomon_doc::{Deprel, TokenId, Upos, View};

use crate::ontology::frames::Frames;

/// Class of verbs whose object, not their subject, does what the complement says ("urged the firm to act").
const CONTROL: &str = "object-control";

/// Class of nouns that say behind "by" how or by how much, and of those whose "of" names who wills it.
const MANNER: &str = "manner";
const BEHEST: &str = "behest";

/// The first dependent with one of these relations.
pub(super) fn child(view: View<'_>, head: TokenId, relations: &[Deprel]) -> Option<TokenId> {
    view.children(head).find(|id| relations.contains(&view.token(*id).deprel))
}

/// Whether the trigger is passive: it has a passive subject or auxiliary, is a bare participle after a noun, or shares
/// the voice of the verb it is coordinated with.
pub(super) fn is_passive(view: View<'_>, trigger: TokenId) -> bool {
    let has = |relations: &[Deprel]| child(view, trigger, relations).is_some();
    // "banned a march by teachers": the parser can hang the marchers on the verb, which has its subject and object.
    let active = has(&[Deprel::Nsubj]) && has(&[Deprel::Obj]);
    let token = view.token(trigger);
    // "The dairy recalled two cheeses": an object of its own, and no auxiliary, speaks against a passive subject.
    let subject = has(&[Deprel::NsubjPass, Deprel::CsubjPass]) && !has(&[Deprel::Obj]);
    subject
        || has(&[Deprel::AuxPass])
        || has(&[Deprel::OblAgent]) && !active
        || token.deprel == Deprel::Acl && is_participle(view, trigger)
        || token.deprel == Deprel::Conj && shares_voice(view, trigger)
}

/// "was arrested and beaten": the second verb shares the first one's voice unless it has a subject, auxiliary or object.
fn shares_voice(view: View<'_>, trigger: TokenId) -> bool {
    let own = [Deprel::Nsubj, Deprel::Aux, Deprel::Obj, Deprel::Ccomp];
    child(view, trigger, &own).is_none()
        && is_participle(view, trigger)
        && view.token(trigger).head.is_some_and(|head| {
            view.token(head).upos == Upos::Verb && head < trigger && is_passive(view, head)
        })
}

/// Whether the trigger has a subject of its own or is passive. A participle at the end of a clause ("…, killing three")
/// has neither: what killed is the whole clause.
pub(super) fn has_own_subject(view: View<'_>, trigger: TokenId) -> bool {
    is_passive(view, trigger) || child(view, trigger, &[Deprel::Nsubj, Deprel::NsubjOuter]).is_some()
}

/// A past participle by its form: no "-ing", no "to" in front.
fn is_participle(view: View<'_>, trigger: TokenId) -> bool {
    let word = view.word(trigger).to_lowercase();
    !word.ends_with("ing") && child(view, trigger, &[Deprel::Mark]).is_none()
}

/// The subject of an active verb, the agent of a passive one.
pub(super) fn subject(view: View<'_>, frames: &Frames, trigger: TokenId) -> Option<TokenId> {
    if is_passive(view, trigger) {
        return by_phrase(view, frames, trigger);
    }
    match child(view, trigger, &[Deprel::Nsubj, Deprel::NsubjOuter, Deprel::NsubjPass]) {
        Some(found) => Some(antecedent(view, trigger, found)),
        None => inherited_subject(view, frames, trigger),
    }
}

/// Who acts by a phrase with "by": not "by half", "by mistake"; "by order of the court" is the court.
fn by_phrase(view: View<'_>, frames: &Frames, trigger: TokenId) -> Option<TokenId> {
    let acts = |id: &TokenId| {
        !frames.is(MANNER, &view.token(*id).lemma.to_lowercase()) && view.token(*id).upos != Upos::Num
    };
    let with = |relation: Deprel| {
        view.children(trigger).find(|id| {
            view.token(*id).deprel == relation
                && (relation == Deprel::OblAgent || has_case(view, *id, "by"))
                && acts(id)
        })
    };
    let found = with(Deprel::OblAgent).or_else(|| with(Deprel::Obl))?;
    let behest = frames.is(BEHEST, &view.token(found).lemma.to_lowercase());
    let behind = || view.children(found).find(|id| has_case(view, *id, "of"));
    Some(if behest { behind().unwrap_or(found) } else { found })
}

/// Whether a modal tells what will or shall be.
pub(super) fn is_future(view: View<'_>, frames: &Frames, trigger: TokenId) -> bool {
    view.children(trigger)
        .any(|id| view.token(id).deprel == Deprel::Aux && frames.is("future", &view.word(id).to_lowercase()))
}

/// Whether "not" or "never" stands with the trigger, or "no" with its object.
pub(super) fn is_negated(view: View<'_>, trigger: TokenId) -> bool {
    let no = |id: TokenId| {
        view.token(id).deprel == Deprel::Obj
            && view
                .children(id)
                .any(|det| view.token(det).deprel == Deprel::Det && view.word(det).eq_ignore_ascii_case("no"))
    };
    view.children(trigger).any(|id| {
        matches!(view.token(id).lemma.to_lowercase().as_str(), "not" | "never" | "n't" | "n’t") || no(id)
    })
}

/// Whether a phrase stands under this preposition.
pub(super) fn has_case(view: View<'_>, noun: TokenId, word: &str) -> bool {
    view.children(noun)
        .any(|id| view.token(id).deprel == Deprel::Case && view.word(id).eq_ignore_ascii_case(word))
}

/// "who", "which" and "that" stand for the noun that the relative clause modifies.
fn antecedent(view: View<'_>, trigger: TokenId, found: TokenId) -> TokenId {
    let relative = matches!(view.token(found).lemma.as_str(), "who" | "which" | "that" | "whom");
    let clause = std::iter::once(trigger).chain(view.ancestors(trigger));
    let modified = clause
        .take_while(|id| {
            matches!(view.token(*id).deprel, Deprel::AclRelcl | Deprel::Conj | Deprel::Xcomp | Deprel::Acl)
        })
        .find(|id| view.token(*id).deprel == Deprel::AclRelcl)
        .and_then(|id| view.token(id).head);
    modified.filter(|_| relative).unwrap_or(found)
}

/// "the coup for which he apologized": what a relative pronoun in any place of its clause stands for.
pub(super) fn relative_antecedent(view: View<'_>, id: TokenId) -> TokenId {
    let relative = view.token(id).upos == Upos::Pron
        && matches!(view.token(id).lemma.as_str(), "who" | "which" | "that" | "whom");
    let clause = view.ancestors(id).find(|up| view.token(*up).deprel == Deprel::AclRelcl);
    clause.and_then(|up| view.token(up).head).filter(|_| relative).unwrap_or(id)
}

/// The subject of the verb that governs or coordinates one without a subject.
fn inherited_subject(view: View<'_>, frames: &Frames, trigger: TokenId) -> Option<TokenId> {
    let token = view.token(trigger);
    let head = token.head?;
    match token.deprel {
        Deprel::Conj | Deprel::Parataxis if view.token(head).upos == Upos::Verb => holder(view, frames, head),
        Deprel::Xcomp | Deprel::Ccomp => {
            let control = frames.is(CONTROL, &view.token(head).lemma.to_lowercase());
            let object = if control { object(view, head) } else { None };
            object.or_else(|| holder(view, frames, head))
        }
        Deprel::Advcl | Deprel::AdvclRelcl => holder(view, frames, head),
        Deprel::Acl if child(view, trigger, &[Deprel::Mark]).is_some() => noun_holder(view, frames, head),
        Deprel::Acl if !is_participle(view, trigger) => Some(head),
        _ => None,
    }
}

/// "its decision to attack", "made a promise to leave": whose the noun is does what the infinitive says.
fn noun_holder(view: View<'_>, frames: &Frames, noun: TokenId) -> Option<TokenId> {
    child(view, noun, &[Deprel::NmodPoss]).or_else(|| {
        let verb = view.token(noun).head.filter(|verb| view.token(*verb).upos == Upos::Verb)?;
        let object = matches!(view.token(noun).deprel, Deprel::Obj | Deprel::Obl);
        if object { holder(view, frames, verb) } else { None }
    })
}

/// The grammatical subject, whatever the voice: of a predicate noun or adjective too.
pub(super) fn holder(view: View<'_>, frames: &Frames, verb: TokenId) -> Option<TokenId> {
    let passive = child(view, verb, &[Deprel::NsubjPass]).map(|found| antecedent(view, verb, found));
    passive.or_else(|| if is_passive(view, verb) { object(view, verb) } else { subject(view, frames, verb) })
}

/// The object of an active verb, the subject of a passive one.
pub(super) fn object(view: View<'_>, trigger: TokenId) -> Option<TokenId> {
    let token = view.token(trigger);
    if is_passive(view, trigger) {
        return match child(view, trigger, &[Deprel::NsubjPass]) {
            Some(found) => Some(antecedent(view, trigger, found)),
            None => match token.deprel {
                Deprel::Acl => token.head,
                Deprel::Conj => token.head.and_then(|head| object(view, head)),
                _ => None,
            },
        };
    }
    match child(view, trigger, &[Deprel::Obj]) {
        Some(found) => Some(antecedent(view, trigger, found)),
        // "allowed the candidate to run": the parser takes the one allowed for an indirect object.
        None => child(view, trigger, &[Deprel::Iobj])
            .filter(|_| child(view, trigger, &[Deprel::Xcomp]).is_some())
            .or_else(|| particle_object(view, trigger))
            .or_else(|| bare_oblique(view, trigger))
            .or_else(|| relativized_object(view, trigger)),
    }
}

/// Particles that the parser can take for the preposition of what follows them.
const PARTICLES: &[&str] = &["up", "down", "out", "off", "over", "away", "back"];

/// The particle right behind a verb that the parser hung on the phrase behind it ("voted down the bill", "pulled out of
/// the town", "handed over 700 rifles").
pub(super) fn stray_particle(view: View<'_>, trigger: TokenId) -> Option<TokenId> {
    let next = TokenId(trigger.0 + 1);
    let relation = view.layer.tokens.get(next.0 as usize)?.deprel;
    let case = relation == Deprel::Case;
    let counted = relation == Deprel::Advmod
        && view.token(next).head.is_some_and(|id| view.token(id).upos == Upos::Num);
    let hangs = view.ancestors(next).take(if counted { 2 } else { 1 }).any(|head| {
        view.token(head).head == Some(trigger) && matches!(view.token(head).deprel, Deprel::Obl | Deprel::Obj)
    });
    let particle = PARTICLES.iter().any(|word| view.word(next).eq_ignore_ascii_case(word));
    ((case || counted) && hangs && particle).then_some(next)
}

/// "laid down their arms": what stands behind such a particle, without a preposition of its own, is the object.
fn particle_object(view: View<'_>, trigger: TokenId) -> Option<TokenId> {
    let noun = stray_particle(view, trigger).and_then(|particle| view.token(particle).head)?;
    let cases = view.children(noun).filter(|id| view.token(*id).deprel == Deprel::Case).count();
    (cases == 1).then_some(noun)
}

/// "laid down their weapons", "went on strike": the parser can take what stands behind a particle, without a preposition, for
/// an oblique.
pub(super) fn bare_oblique(view: View<'_>, trigger: TokenId) -> Option<TokenId> {
    let particle = child(view, trigger, &[Deprel::CompoundPrt])?;
    let bare = |id: &TokenId| {
        view.token(*id).deprel == Deprel::Obl && *id > particle && child(view, *id, &[Deprel::Case]).is_none()
    };
    view.children(trigger).find(bare)
}

/// Whether a particle may be the preposition of such a phrase ("went on strike").
pub(super) fn is_preposition_astray(view: View<'_>, trigger: TokenId) -> bool {
    const PREPOSITIONS: [&str; 4] = ["on", "in", "under", "to"];
    let particle = child(view, trigger, &[Deprel::CompoundPrt]);
    particle.is_some_and(|id| PREPOSITIONS.iter().any(|word| view.word(id).eq_ignore_ascii_case(word)))
        && bare_oblique(view, trigger).is_some()
}

/// "the pact they signed": a relative clause with a subject, without an object and without a preposition left over.
fn relativized_object(view: View<'_>, trigger: TokenId) -> Option<TokenId> {
    let token = view.token(trigger);
    let subject = child(view, trigger, &[Deprel::Nsubj])?;
    let relative = matches!(view.token(subject).lemma.as_str(), "who" | "which" | "that");
    let filled = child(view, trigger, &[Deprel::Ccomp, Deprel::Xcomp, Deprel::Obl, Deprel::Advmod]).is_some();
    token.head.filter(|_| token.deprel == Deprel::AclRelcl && !relative && !filled)
}
