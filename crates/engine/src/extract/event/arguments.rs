//! Where the parties of an event stand in the dependency tree.

use rashomon_doc::{Deprel, TokenId, Upos, View};

use crate::ontology::frames::Slot;

/// Verbs whose object, not their subject, does what the complement says ("urged the firm to act").
const OBJECT_CONTROL: &[&str] = &[
    "ask",
    "urge",
    "tell",
    "allow",
    "force",
    "order",
    "persuade",
    "press",
    "permit",
    "request",
    "invite",
    "compel",
    "encourage",
    "convince",
    "help",
    "let",
    "make",
    "want",
    "expect",
    "instruct",
    "warn",
    "call",
];

/// Verbs that carry a nominal event without saying more than that it takes place.
const LIGHT: &[&str] = &[
    "hold",
    "have",
    "make",
    "begin",
    "conduct",
    "start",
    "resume",
    "give",
    "express",
    "launch",
    "pay",
    "issue",
    "sign",
    "reach",
    "open",
    "continue",
    "stage",
    "carry",
    "conclude",
    "end",
    "finish",
    "take",
    "offer",
    "receive",
    "host",
    "attend",
    "join",
    "enter",
    "wage",
    "lead",
    "mount",
    "deliver",
    "voice",
    "plan",
    "schedule",
    "call",
    "set",
    "announce",
    "impose",
    "renew",
    "return",
    "propose",
    "seek",
    "demand",
    "call",
    "engage",
    "file",
    "order",
    "cancel",
    "postpone",
    "break",
    "complete",
    "reiterate",
    "repeat",
    "renew",
    "return",
    "engage",
];

/// The heads in a slot, in order: a phrase and what is coordinated with it.
pub(super) fn fill(view: View<'_>, trigger: TokenId, slot: &Slot) -> Vec<TokenId> {
    let heads = match slot {
        Slot::Subject => subject(view, trigger),
        Slot::Object => object(view, trigger),
        Slot::IndirectObject => child(view, trigger, &[Deprel::Iobj]),
        Slot::Possessor => child(view, trigger, &[Deprel::NmodPoss]),
        Slot::Complement => complement_subject(view, trigger),
        Slot::Modifier => child(view, trigger, &[Deprel::Compound, Deprel::Amod]),
        Slot::Light => light_subject(view, trigger),
        Slot::Predicate => child(view, trigger, &[Deprel::Xcomp, Deprel::Ccomp]),
        Slot::Preposition(word) => with_preposition(view, trigger, word),
    };
    heads.into_iter().flat_map(|head| with_conjuncts(view, head)).collect()
}

/// The first dependent with one of these relations.
fn child(view: View<'_>, head: TokenId, relations: &[Deprel]) -> Vec<TokenId> {
    view.children(head).find(|id| relations.contains(&view.token(*id).deprel)).into_iter().collect()
}

/// A phrase's head with the heads coordinated with it.
fn with_conjuncts(view: View<'_>, head: TokenId) -> Vec<TokenId> {
    let same = |id: &TokenId| view.token(*id).deprel == Deprel::Conj && is_nominal(view, *id);
    std::iter::once(head).chain(view.children(head).filter(same)).collect()
}

fn is_nominal(view: View<'_>, id: TokenId) -> bool {
    matches!(view.token(id).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X | Upos::Adj)
}

/// Whether the trigger is passive: it has a passive subject or auxiliary, or is a bare participle after a noun.
pub(super) fn is_passive(view: View<'_>, trigger: TokenId) -> bool {
    let marked = view.children(trigger).any(|id| {
        matches!(
            view.token(id).deprel,
            Deprel::NsubjPass | Deprel::AuxPass | Deprel::CsubjPass | Deprel::OblAgent
        )
    });
    marked || view.token(trigger).deprel == Deprel::Acl && is_participle(view, trigger)
}

/// Whether the trigger has a subject of its own or is passive. A participle at the end of a clause ("…, killing three")
/// has neither: what killed is the whole clause.
pub(super) fn has_own_subject(view: View<'_>, trigger: TokenId) -> bool {
    is_passive(view, trigger)
        || view
            .children(trigger)
            .any(|id| matches!(view.token(id).deprel, Deprel::Nsubj | Deprel::NsubjOuter))
}

/// A past participle by its form: no "-ing", no "to" in front.
fn is_participle(view: View<'_>, trigger: TokenId) -> bool {
    let word = view.word(trigger).to_lowercase();
    let infinitive = view.children(trigger).any(|id| view.token(id).deprel == Deprel::Mark);
    !word.ends_with("ing") && !infinitive
}

fn subject(view: View<'_>, trigger: TokenId) -> Vec<TokenId> {
    if is_passive(view, trigger) {
        let agent = child(view, trigger, &[Deprel::OblAgent]);
        return if agent.is_empty() { with_preposition(view, trigger, "by") } else { agent };
    }
    let own = child(view, trigger, &[Deprel::Nsubj, Deprel::NsubjOuter]);
    match own.first() {
        Some(found) => vec![antecedent(view, trigger, *found)],
        None => inherited_subject(view, trigger),
    }
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

/// The subject of the verb that governs or coordinates one without a subject.
fn inherited_subject(view: View<'_>, trigger: TokenId) -> Vec<TokenId> {
    let token = view.token(trigger);
    let Some(head) = token.head else { return Vec::new() };
    match token.deprel {
        Deprel::Conj if view.token(head).upos == Upos::Verb => {
            // "was arrested and beaten": the second verb shares the first one's voice unless it shows its own.
            if is_passive(view, head) { child(view, head, &[Deprel::NsubjPass]) } else { subject(view, head) }
        }
        Deprel::Xcomp | Deprel::Ccomp => {
            let control = OBJECT_CONTROL.contains(&view.token(head).lemma.as_str());
            let object = if control { object(view, head) } else { Vec::new() };
            if object.is_empty() { subject_or_passive(view, head) } else { object }
        }
        Deprel::Advcl => subject_or_passive(view, head),
        Deprel::Acl if !is_participle(view, trigger) => vec![head],
        _ => Vec::new(),
    }
}

fn subject_or_passive(view: View<'_>, verb: TokenId) -> Vec<TokenId> {
    let passive = child(view, verb, &[Deprel::NsubjPass]);
    if passive.is_empty() { subject(view, verb) } else { passive }
}

fn object(view: View<'_>, trigger: TokenId) -> Vec<TokenId> {
    if is_passive(view, trigger) {
        let subject = child(view, trigger, &[Deprel::NsubjPass]);
        return match (subject.first(), view.token(trigger)) {
            (Some(found), _) => vec![antecedent(view, trigger, *found)],
            (None, token) if token.deprel == Deprel::Acl => token.head.into_iter().collect(),
            (None, token) if token.deprel == Deprel::Conj => {
                token.head.map(|head| child(view, head, &[Deprel::NsubjPass])).unwrap_or_default()
            }
            (None, _) => Vec::new(),
        };
    }
    let own = child(view, trigger, &[Deprel::Obj]);
    match own.first() {
        Some(found) => vec![antecedent(view, trigger, *found)],
        None => Vec::new(),
    }
}

/// The one who is to do what the complement says.
fn complement_subject(view: View<'_>, trigger: TokenId) -> Vec<TokenId> {
    let object = object(view, trigger);
    if !object.is_empty() {
        return object;
    }
    let clause = child(view, trigger, &[Deprel::Ccomp, Deprel::Xcomp, Deprel::Acl]);
    clause.first().map(|clause| child(view, *clause, &[Deprel::Nsubj, Deprel::NsubjPass])).unwrap_or_default()
}

fn light_subject(view: View<'_>, noun: TokenId) -> Vec<TokenId> {
    let token = view.token(noun);
    let Some(verb) = token.head.filter(|verb| view.token(*verb).upos == Upos::Verb) else {
        return Vec::new();
    };
    let light = LIGHT.contains(&view.token(verb).lemma.as_str());
    match token.deprel {
        Deprel::Obj if light => subject(view, verb),
        Deprel::NsubjPass if light => with_preposition(view, verb, "by"),
        Deprel::Obl if is_preposition(view, noun, "in") => subject_or_passive(view, verb),
        _ => Vec::new(),
    }
}

/// Prepositions of place.
const PLACE: &[&str] =
    &["in", "at", "near", "outside", "inside", "across", "around", "over", "off", "throughout"];

/// Whether a phrase stands under a preposition of place.
pub(super) fn is_place(view: View<'_>, noun: TokenId) -> bool {
    PLACE.iter().any(|word| is_preposition(view, noun, word))
}

fn is_preposition(view: View<'_>, noun: TokenId, word: &str) -> bool {
    view.children(noun)
        .any(|id| view.token(id).deprel == Deprel::Case && view.word(id).eq_ignore_ascii_case(word))
}

/// Obliques and nominal modifiers of the trigger with this preposition; of a noun under a light verb, the verb's too.
fn with_preposition(view: View<'_>, trigger: TokenId, word: &str) -> Vec<TokenId> {
    let own = |head: TokenId| {
        view.children(head).find(|id| {
            let relation = view.token(*id).deprel;
            matches!(relation, Deprel::Obl | Deprel::Nmod | Deprel::OblAgent)
                && is_preposition(view, *id, word)
        })
    };
    let token = view.token(trigger);
    let verb = token.head.filter(|head| {
        token.upos == Upos::Noun
            && matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass)
            && view.token(*head).upos == Upos::Verb
    });
    own(trigger).or_else(|| verb.and_then(own)).into_iter().collect()
}
