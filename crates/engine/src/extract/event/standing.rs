//! The standing of an event: occurred, planned, demanded, denied …

use rashomon_doc::{Deprel, EventType, Status, TokenId, Upos, View};

use super::nominal::{calls_it_something, carrier};
use super::voice::has_case;
use crate::ontology::frames::{Frames, Happening, Scope, TriggerPos};

/// How far up the tree governing words are asked.
const REACH: usize = 3;
/// Class of pronouns that stand for none at all.
const NONE: &str = "none";

/// The standing that the words around a trigger give the event; none where it is only the purpose of something else.
pub(super) fn status(
    view: View<'_>,
    trigger: TokenId,
    pos: TriggerPos,
    happening: Happening,
    frames: &Frames,
) -> Option<Status> {
    let own = match pos {
        TriggerPos::Verb | TriggerPos::Adjective => of_verb(view, trigger, frames),
        TriggerPos::Noun => of_noun(view, trigger, frames)
            .filter(|status| *status != Status::Denied || !is_undone(view, trigger, happening, frames)),
    };
    if own.is_some() {
        return own;
    }
    // "is expected in the capital", "the report is due": the trigger itself says that it is to come.
    let lemma = view.token(trigger).lemma.to_lowercase();
    if matches!(happening, Happening::Other(_)) && frames.is("foretells", &lemma) {
        let scope = if pos == TriggerPos::Adjective { Scope::Adjective } else { Scope::Verb };
        return frames.standing(scope, &lemma).or(Some(Status::Expected));
    }
    let idle = match pos {
        TriggerPos::Verb => is_idle_infinitive(view, trigger, frames),
        TriggerPos::Noun => {
            carrying_verb(view, trigger, frames).is_some_and(|verb| is_idle_infinitive(view, verb, frames))
        }
        TriggerPos::Adjective => false,
    };
    if idle {
        return None;
    }
    // A demand that was made is demanded, a refusal refused; other acts of speech occurred in being uttered.
    Some(match happening {
        Happening::Plover(EventType::Request) => Status::Demanded,
        Happening::Plover(EventType::Reject) => Status::Refused,
        Happening::Plover(_) | Happening::Other(_) => Status::Occurred,
    })
}

/// "scrapped the accord", "postponed the order": what was uttered or agreed on has been, whatever became of it.
fn is_undone(view: View<'_>, trigger: TokenId, happening: Happening, frames: &Frames) -> bool {
    use EventType::{Accuse, Agree, Reject, Request, Support, Threaten};
    let uttered =
        matches!(happening, Happening::Plover(Agree | Request | Accuse | Reject | Threaten | Support));
    let governor = view.token(carrier(view, frames, trigger)).head;
    uttered
        && governor.is_some_and(|head| {
            let undoes = frames.standing(Scope::Verb, &view.token(head).lemma.to_lowercase());
            undoes == Some(Status::Denied) && of_verb(view, head, frames) != Some(Status::Denied)
        })
}

/// "the way to win", "appears to favour": an infinitive that nothing says was done, planned or demanded.
fn is_idle_infinitive(view: View<'_>, trigger: TokenId, frames: &Frames) -> bool {
    let infinitive = view
        .children(trigger)
        .any(|id| view.token(id).deprel == Deprel::Mark && view.word(id).eq_ignore_ascii_case("to"));
    infinitive && !is_reported_perfect(view, trigger) && !implied(view, trigger, frames)
}

/// "is understood to have left": what is said, believed or known to have been done.
fn is_reported_perfect(view: View<'_>, trigger: TokenId) -> bool {
    let perfect = view
        .children(trigger)
        .any(|id| view.token(id).deprel == Deprel::Aux && view.word(id).eq_ignore_ascii_case("have"));
    perfect && matches!(view.token(trigger).deprel, Deprel::Xcomp | Deprel::Ccomp)
}

/// The light verb whose object the nominal event is.
fn carrying_verb(view: View<'_>, trigger: TokenId, frames: &Frames) -> Option<TokenId> {
    let token = view.token(carrier(view, frames, trigger));
    let verb = token.head.filter(|head| view.token(*head).upos == Upos::Verb)?;
    let object = matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass);
    (object && carries(view, verb, frames)).then_some(verb)
}

/// Whether the verb says of its object no more than that it takes place.
fn carries(view: View<'_>, verb: TokenId, frames: &Frames) -> bool {
    let lemma = view.token(verb).lemma.to_lowercase();
    !calls_it_something(view, verb)
        && ["light", "undergo", "happen"].iter().any(|class| frames.is(class, &lemma))
}

fn of_verb(view: View<'_>, trigger: TokenId, frames: &Frames) -> Option<Status> {
    let children: Vec<TokenId> = view.children(trigger).collect();
    let standing =
        |scope: Scope, id: TokenId| frames.standing(scope, &view.word(id).to_lowercase().replace('’', "'"));
    let by = |scope: Scope, relation: &[Deprel]| {
        children
            .iter()
            .filter(|id| relation.contains(&view.token(**id).deprel))
            .find_map(|id| standing(scope, *id))
    };
    let token = view.token(trigger);
    let shared = token.deprel == Deprel::Conj
        && view.word(trigger).eq_ignore_ascii_case(&token.lemma)
        && !children
            .iter()
            .any(|id| matches!(view.token(*id).deprel, Deprel::Aux | Deprel::Nsubj | Deprel::Mark));
    if let Some(head) =
        token.head.filter(|head| shared && view.token(*head).upos == Upos::Verb && *head < trigger)
    {
        // "will visit and address": a bare second verb shares the first one's auxiliary.
        return of_verb(view, head, frames);
    }
    by(Scope::Adverb, &[Deprel::Advmod])
        .or_else(|| of_none(view, trigger, frames))
        .or_else(|| arranged(view, trigger, &children))
        .or_else(|| governed(view, trigger, frames))
        .or_else(|| implying(view, trigger, &children, frames))
        .or_else(|| future_in_past(view, trigger, &children))
        .or_else(|| by(Scope::Auxiliary, &[Deprel::Aux]))
        .or_else(|| by(Scope::Mark, &[Deprel::Mark]))
        .or_else(|| purpose(view, trigger, &children, frames))
        .or_else(|| progressive(view, trigger, &children))
}

/// Whether a noun phrase is of none: "nobody", "no one", "no gas".
pub(super) fn is_none(view: View<'_>, frames: &Frames, noun: TokenId) -> bool {
    frames.is(NONE, &view.word(noun).to_lowercase())
        || view
            .children(noun)
            .any(|id| view.token(id).deprel == Deprel::Det && view.word(id).eq_ignore_ascii_case("no"))
}

/// "Nobody was charged", "they fired no shots": said not to have happened.
fn of_none(view: View<'_>, trigger: TokenId, frames: &Frames) -> Option<Status> {
    let argument = |id: &TokenId| {
        matches!(view.token(*id).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj)
            && is_none(view, frames, *id)
    };
    view.children(trigger).any(|id| argument(&id)).then_some(Status::Denied)
}

/// "is to be buried on Friday": an infinitive under a form of "be" is arranged; under "was" nothing says what became of it.
fn arranged(view: View<'_>, trigger: TokenId, children: &[TokenId]) -> Option<Status> {
    let to = *children
        .iter()
        .find(|id| view.token(**id).deprel == Deprel::Mark && view.word(**id).eq_ignore_ascii_case("to"))?;
    let finite = ["is", "are", "'s", "'re", "was", "were"];
    let before = children.iter().any(|id| {
        matches!(view.token(*id).deprel, Deprel::Aux | Deprel::Cop)
            && *id < to
            && *id < trigger
            && finite.contains(&view.word(*id).to_lowercase().as_str())
    });
    before.then_some(Status::Planned)
}

/// "said it would leave": what is told of the future from the past. "Would have left" is another thing.
fn future_in_past(view: View<'_>, trigger: TokenId, children: &[TokenId]) -> Option<Status> {
    let aux = |words: &[&str]| {
        children.iter().any(|id| {
            view.token(*id).deprel == Deprel::Aux && words.contains(&view.word(*id).to_lowercase().as_str())
        })
    };
    let conditional = children.iter().any(|id| {
        view.token(*id).deprel == Deprel::Advcl
            && view.children(*id).any(|mark| view.word(mark).eq_ignore_ascii_case("if"))
    });
    let reported = view.token(trigger).deprel == Deprel::Ccomp
        && view.token(trigger).head.is_some_and(|head| view.word(head).to_lowercase().ends_with('d'));
    (reported && aux(&["would", "'d"]) && !aux(&["have", "could"]) && !conditional).then_some(Status::Planned)
}

/// "came to sign": the purpose of a journey or gathering is planned, not done.
fn purpose(view: View<'_>, trigger: TokenId, children: &[TokenId], frames: &Frames) -> Option<Status> {
    let infinitive = children
        .iter()
        .any(|id| view.token(*id).deprel == Deprel::Mark && view.word(*id).eq_ignore_ascii_case("to"));
    let hangs = !implied(view, trigger, frames)
        && matches!(view.token(trigger).deprel, Deprel::Advcl | Deprel::Acl | Deprel::Xcomp | Deprel::Csubj);
    let going = view
        .token(trigger)
        .head
        .is_some_and(|head| frames.is("motion", &view.token(head).lemma.to_lowercase()));
    (infinitive && hangs && going).then_some(Status::Planned)
}

/// "threatened to send troops to quash the protests": what is implied stands as what implies it.
fn implying(view: View<'_>, trigger: TokenId, children: &[TokenId], frames: &Frames) -> Option<Status> {
    let token = view.token(trigger);
    let infinitive = children
        .iter()
        .any(|id| view.token(*id).deprel == Deprel::Mark && view.word(*id).eq_ignore_ascii_case("to"));
    let head = token.head.filter(|head| {
        *head < trigger && infinitive && token.deprel == Deprel::Advcl && view.token(*head).upos == Upos::Verb
    })?;
    if implied(view, trigger, frames) { of_verb(view, head, frames) } else { None }
}

/// "used gas to disperse the crowd", "was forced to resign": what is told as a purpose has been done.
fn implied(view: View<'_>, trigger: TokenId, frames: &Frames) -> bool {
    let head = view.token(trigger).head;
    head.is_some_and(|head| frames.is("implicative", &view.token(head).lemma.to_lowercase()))
}

/// "are holding talks".
fn progressive(view: View<'_>, trigger: TokenId, children: &[TokenId]) -> Option<Status> {
    let present = |id: &TokenId| {
        matches!(view.word(*id).to_lowercase().as_str(), "is" | "are" | "am" | "'s" | "'re" | "been")
    };
    let running = view.word(trigger).to_lowercase().ends_with("ing");
    let aux = children.iter().any(|id| view.token(*id).deprel == Deprel::Aux && present(id));
    (running && aux).then_some(Status::Ongoing)
}

/// What the verbs above say of a clause or infinitive.
fn governed(view: View<'_>, trigger: TokenId, frames: &Frames) -> Option<Status> {
    let mut below = trigger;
    for head in view.ancestors(trigger).take(REACH) {
        let relation = view.token(below).deprel;
        match relation {
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Acl => {}
            // "denied bombing the camp".
            Deprel::Obj if view.token(below).upos == Upos::Verb => {}
            Deprel::Conj => {
                below = head;
                continue;
            }
            _ => return None,
        }
        // "the call she made before the train crashed": what sets the time of something is no part of it.
        let sets_time = view.children(below).any(|id| {
            view.token(id).deprel == Deprel::Mark
                && ["before", "after", "when", "while", "since", "as"]
                    .iter()
                    .any(|word| view.word(id).eq_ignore_ascii_case(word))
        });
        if sets_time {
            return None;
        }
        let word = view.token(head).lemma.to_lowercase();
        if relation == Deprel::Xcomp && frames.is("implicative", &word) {
            return of_verb(view, head, frames);
        }
        if let Some(status) = frames.standing(Scope::Verb, &word) {
            return applies(view, below, relation, status, &word, frames).then_some(status);
        }
        below = head;
    }
    None
}

/// Verbs of planning and wishing govern infinitives; a full clause after them ("he hopes that they met") tells less.
/// "suggested that they had met" says so; "suggested that they meet" asks for it.
fn applies(
    view: View<'_>,
    below: TokenId,
    relation: Deprel,
    status: Status,
    governor: &str,
    frames: &Frames,
) -> bool {
    let finite =
        view.children(below).any(|id| matches!(view.token(id).deprel, Deprel::Nsubj | Deprel::NsubjPass));
    let told = frames.is("tells-or-asks", governor)
        && view.word(below).to_lowercase() != view.token(below).lemma.to_lowercase()
        && !view.children(below).any(|id| {
            view.token(id).deprel == Deprel::Aux && frames.is("duty", &view.word(id).to_lowercase())
        });
    if finite && told {
        return false;
    }
    let hedged =
        matches!(status, Status::Denied | Status::Demanded | Status::Expected | Status::Hypothetical);
    relation == Deprel::Xcomp || relation == Deprel::Acl || !finite || hedged
}

fn of_noun(view: View<'_>, trigger: TokenId, frames: &Frames) -> Option<Status> {
    let children: Vec<TokenId> = view.children(trigger).collect();
    let modified = children
        .iter()
        .filter(|id| matches!(view.token(**id).deprel, Deprel::Amod | Deprel::Compound))
        .find_map(|id| {
            let lemma = view.token(*id).lemma.to_lowercase();
            frames
                .standing(Scope::Adjective, &lemma)
                .or_else(|| frames.standing(Scope::Adjective, &view.word(*id).to_lowercase()))
        });
    let scheduled = children
        .iter()
        .filter(|id| view.token(**id).deprel == Deprel::Acl)
        .find_map(|id| frames.standing(Scope::Adjective, &view.word(*id).to_lowercase()));
    let ahead = children
        .iter()
        .filter(|id| view.token(**id).deprel == Deprel::Case)
        .find_map(|id| frames.standing(Scope::Mark, &view.word(*id).to_lowercase()));
    let none =
        children.iter().any(|id| view.token(*id).deprel == Deprel::Det && view.token(*id).lemma == "no");
    if none {
        return Some(Status::Denied);
    }
    modified.or(scheduled).or(ahead).or_else(|| of_governor(view, trigger, frames))
}

/// "called for talks", "cancelled the visit", "will hold talks".
fn of_governor(view: View<'_>, trigger: TokenId, frames: &Frames) -> Option<Status> {
    let carrier = carrier(view, frames, trigger);
    let token = view.token(carrier);
    let head = token.head?;
    let governing = view.token(head);
    if governing.upos == Upos::Noun && token.deprel == Deprel::Nmod {
        // "calls for a ceasefire", "plans for a summit".
        let aimed = ["for", "against"].iter().any(|word| has_case(view, carrier, word));
        // "the threat of an invasion".
        let feared = |status: &Status| {
            has_case(view, carrier, "of") && matches!(status, Status::Hypothetical | Status::Expected)
        };
        let standing = frames.standing(Scope::Verb, &super::nominal::lemma(view, head));
        return standing.filter(|status| aimed || feared(status));
    }
    if governing.upos == Upos::Noun && token.deprel == Deprel::Conj {
        return of_governor(view, head, frames);
    }
    if !matches!(governing.upos, Upos::Verb) {
        return None;
    }
    match token.deprel {
        Deprel::Obj | Deprel::NsubjPass if calls_it_something(view, head) => None,
        // "called an election", unlike "called for one" and "called it off".
        Deprel::Obj | Deprel::NsubjPass
            if governing.lemma.eq_ignore_ascii_case("call")
                && view.children(head).all(|id| view.token(id).deprel != Deprel::CompoundPrt) =>
        {
            of_verb(view, head, frames).or(Some(Status::Planned))
        }
        Deprel::Obj | Deprel::NsubjPass => {
            let particle = view.children(head).find(|id| view.token(*id).deprel == Deprel::CompoundPrt);
            let lemma = governing.lemma.to_lowercase();
            // "will discuss the attack": only what says that it takes place says when.
            let carried = || if carries(view, head, frames) { of_verb(view, head, frames) } else { None };
            let whole = particle.map(|id| format!("{lemma}_{}", view.word(id).to_lowercase()));
            whole
                .and_then(|whole| frames.standing(Scope::Verb, &whole))
                .or_else(carried)
                .or_else(|| frames.standing(Scope::Verb, &lemma))
        }
        Deprel::Obl => {
            let for_it = view
                .children(carrier)
                .any(|id| view.token(id).deprel == Deprel::Case && view.word(id) == "for");
            let by_governor =
                for_it.then(|| frames.standing(Scope::Verb, &governing.lemma.to_lowercase())).flatten();
            let lasting = frames.standing(Scope::Verb, &governing.lemma.to_lowercase());
            let told = of_verb(view, head, frames).filter(|status| *status != Status::Ongoing);
            by_governor.or(told).or_else(|| lasting.filter(|status| *status == Status::Ongoing))
        }
        // "the hunt continues".
        Deprel::Nsubj
            if frames.standing(Scope::Verb, &governing.lemma.to_lowercase()) == Some(Status::Ongoing) =>
        {
            Some(Status::Ongoing)
        }
        Deprel::Nsubj => Some(head)
            .filter(|head| carries(view, *head, frames))
            .and_then(|head| of_verb(view, head, frames))
            .filter(|status| *status != Status::Planned || !matches!(governing.lemma.as_str(), "go")),
        _ => None,
    }
}
