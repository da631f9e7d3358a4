//! Events of one text: a trigger of the frame table (`data/frames.tsv`), its parties in the dependency tree, its
//! standing, time and place.
//!
//! Every event names the row of the table that found it. Comment without an act is no event: a frame fits only where
//! its conditions hold.

mod arguments;
mod participant;
mod setting;
mod standing;

use rashomon_doc::{
    Attribution, Date, Deprel, Event, EventType, Mention, Name, Participant, Status, TimeExpression, TokenId,
    Upos, View,
};

use crate::Tables;
use crate::ontology::frames::{Condition, Frame, Happening, Scope, Slot, TriggerPos};
use participant::Cast;

/// Certainty of an event whose parties are all known, and what each missing side takes away.
const FULL_CONFIDENCE: f32 = 0.9;
const MISSING_PARTY: f32 = 0.15;

/// Finds events by the frame table.
pub fn extract(
    view: View<'_>,
    mentions: &[Mention],
    names: &[Name],
    times: &[TimeExpression],
    attributions: &[Attribution],
    published: &Date,
    tables: &Tables,
) -> Vec<Event> {
    let cast = Cast { view, mentions, names, times, tables };
    let mut found: Vec<(TokenId, Event)> = Vec::new();
    for index in 0..view.layer.tokens.len() {
        let trigger = TokenId(index as u32);
        let fitting = || {
            fitting_frame(cast, trigger)
                .map(|(frame, pos, words)| describe(cast, trigger, pos, frame, &words))
        };
        let Some(mut event) = modal_demand(cast, trigger).or_else(fitting) else { continue };
        event.date = setting::date(view, trigger, times);
        event.place = setting::place(view, trigger);
        event.within = super::innermost(view.token(trigger).span, attributions);
        event.background = setting::is_background(view, trigger, &event.date, event.status, published);
        found.push((trigger, event));
    }
    keep_outer(view, found)
}

/// The first frame that fits a token, with the tokens that make up the trigger.
fn fitting_frame(cast: Cast<'_>, trigger: TokenId) -> Option<(&'_ Frame, TriggerPos, Vec<TokenId>)> {
    let view = cast.view;
    let token = view.token(trigger);
    let pos = match token.upos {
        Upos::Verb => TriggerPos::Verb,
        Upos::Noun => TriggerPos::Noun,
        Upos::Adj => TriggerPos::Adjective,
        _ => return None,
    };
    // A verb in front of a noun is a modifier ("the demanded sum"), a noun there part of its name ("talks venue").
    if matches!(token.deprel, Deprel::Amod | Deprel::Compound | Deprel::Flat | Deprel::Fixed) {
        return None;
    }
    for (lemma, words) in trigger_forms(view, trigger, pos) {
        if let Some(frame) = cast.tables.frames.of(pos, &lemma).find(|frame| fits(cast, trigger, frame)) {
            return Some((frame, pos, words));
        }
    }
    None
}

/// The forms under which a trigger is looked up, the longest first: with its particle, with its compound, alone.
fn trigger_forms(view: View<'_>, trigger: TokenId, pos: TriggerPos) -> Vec<(String, Vec<TokenId>)> {
    let lemma = view.token(trigger).lemma.to_lowercase();
    let mut forms = Vec::new();
    for child in view.children(trigger) {
        let other = view.token(child).lemma.to_lowercase();
        match (pos, view.token(child).deprel) {
            (TriggerPos::Verb, Deprel::CompoundPrt) => {
                forms.push((format!("{lemma}_{other}"), vec![trigger, child]));
            }
            (TriggerPos::Noun, Deprel::Compound | Deprel::Amod) => {
                forms.push((format!("{other} {lemma}"), vec![child, trigger]));
            }
            _ => {}
        }
    }
    // A verb with a particle is another verb; the bare form is tried only where no particle stands.
    if pos != TriggerPos::Verb || forms.is_empty() || !forms.iter().any(|(_, words)| words.len() > 1) {
        forms.push((lemma, vec![trigger]));
    }
    forms
}

fn fits(cast: Cast<'_>, trigger: TokenId, frame: &Frame) -> bool {
    let acts = |slots: &[Slot]| parties(cast, trigger, slots).iter().any(|head| cast.is_agent(*head));
    frame.when.iter().all(|condition| match condition {
        Condition::Recipient => acts(&frame.recipient),
        Condition::Actor => acts(&frame.actor) || unnamed_actor(cast, trigger, frame),
        Condition::NoActor => !acts(&frame.actor),
        Condition::NoObject => arguments::fill(cast.view, trigger, &Slot::Object).is_empty(),
        Condition::OwnSubject => arguments::has_own_subject(cast.view, trigger),
        Condition::Clause => !arguments::fill(cast.view, trigger, &Slot::Predicate).is_empty(),
        Condition::Lemma { slot, lemmas, not } => {
            let heads = arguments::fill(cast.view, trigger, slot);
            heads.iter().any(|head| lemmas.contains(&cast.view.token(*head).lemma.to_lowercase())) != *not
        }
    })
}

/// "was accused of theft", "the attack on the town": no one is said to act, but someone is acted on.
fn unnamed_actor(cast: Cast<'_>, trigger: TokenId, frame: &Frame) -> bool {
    let passive = cast.view.token(trigger).upos == Upos::Noun || arguments::is_passive(cast.view, trigger);
    passive
        && parties(cast, trigger, &frame.actor).is_empty()
        && parties(cast, trigger, &frame.recipient).iter().any(|head| cast.is_agent(*head))
}

/// The heads in one slot that can be parties.
fn fill(cast: Cast<'_>, trigger: TokenId, slot: &Slot) -> Vec<TokenId> {
    let mut heads = arguments::fill(cast.view, trigger, slot);
    heads.retain(|head| !cast.is_time(*head));
    heads
}

/// The heads in the first of the slots that holds any.
fn parties(cast: Cast<'_>, trigger: TokenId, slots: &[Slot]) -> Vec<TokenId> {
    let heads = slots.iter().map(|slot| fill(cast, trigger, slot));
    heads.into_iter().find(|heads| !heads.is_empty()).unwrap_or_default()
}

fn describe(cast: Cast<'_>, trigger: TokenId, pos: TriggerPos, frame: &Frame, words: &[TokenId]) -> Event {
    let actor_heads = parties(cast, trigger, &frame.actor);
    let mut recipient_heads = acting_parties(cast, trigger, &frame.recipient);
    recipient_heads.retain(|head| !actor_heads.contains(head));
    if let Happening::Plover(kind) = frame.happening
        && !recipient_heads.iter().any(|head| cast.is_agent(*head))
        && let Some(found) = complement_party(cast, trigger, kind, &actor_heads)
    {
        recipient_heads = vec![found];
    }
    let participants =
        |heads: &[TokenId]| heads.iter().map(|head| cast.participant(*head)).collect::<Vec<Participant>>();
    let (actors, recipients) = (participants(&actor_heads), participants(&recipient_heads));
    let (kind, other) = match frame.happening {
        Happening::Plover(kind) => (Some(kind), None),
        Happening::Other(kind) => (None, Some(kind)),
    };
    let missing = usize::from(actors.is_empty()) + usize::from(recipients.is_empty());
    let mut spans: Vec<_> = words.iter().map(|word| cast.view.token(*word).span).collect();
    spans.sort();
    Event {
        trigger: spans,
        kind,
        other,
        mode: frame.mode,
        frame: format!("frames.tsv:{}", frame.row + 1),
        actors,
        recipients,
        place: None,
        date: Date::unknown(),
        status: standing::status(cast.view, trigger, pos, frame.happening, &cast.tables.frames),
        background: false,
        within: None,
        confidence: FULL_CONFIDENCE - MISSING_PARTY * missing as f32,
    }
}

/// "said that the port must open": a demand of the one who says it, though no word of demanding stands there.
fn modal_demand(cast: Cast<'_>, trigger: TokenId) -> Option<Event> {
    let (view, frames) = (cast.view, &cast.tables.frames);
    let token = view.token(trigger);
    let saying = token.head.filter(|_| token.deprel == Deprel::Ccomp)?;
    frames.standing(Scope::Saying, &view.token(saying).lemma.to_lowercase())?;
    let modal = view
        .children(trigger)
        .find(|id| view.token(*id).deprel == Deprel::Aux && view.word(*id).eq_ignore_ascii_case("must"))?;
    let actors = arguments::fill(view, saying, &Slot::Subject);
    let recipients = arguments::fill(view, trigger, &Slot::Subject);
    if !actors.iter().any(|head| cast.is_agent(*head)) || !recipients.iter().any(|head| cast.is_agent(*head))
    {
        return None;
    }
    let participants =
        |heads: &[TokenId]| heads.iter().map(|head| cast.participant(*head)).collect::<Vec<Participant>>();
    Some(Event {
        trigger: vec![view.token(modal).span, token.span],
        kind: Some(EventType::Request),
        other: None,
        mode: None,
        frame: "embedding.tsv:saying".to_owned(),
        actors: participants(&actors),
        recipients: participants(&recipients),
        place: None,
        date: Date::unknown(),
        status: Status::Demanded,
        background: false,
        within: None,
        confidence: FULL_CONFIDENCE - MISSING_PARTY,
    })
}

/// Whom the complement speaks of, where no slot names a recipient: the first party behind the trigger and below it
/// ("threatened to cut off electricity to the province").
fn complement_party(
    cast: Cast<'_>,
    trigger: TokenId,
    kind: EventType,
    actors: &[TokenId],
) -> Option<TokenId> {
    let view = cast.view;
    let acted_on_in_place =
        matches!(kind, EventType::Coerce | EventType::Concede | EventType::Assault | EventType::Sanction);
    let party = |id: &TokenId| {
        let relation = view.token(*id).deprel;
        let argument = matches!(
            relation,
            Deprel::Obj
                | Deprel::Iobj
                | Deprel::Obl
                | Deprel::Nmod
                | Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::NmodPoss
        );
        let place = matches!(relation, Deprel::Obl | Deprel::Nmod) && arguments::is_place(view, *id);
        argument
            && *id > trigger
            && (!place || acted_on_in_place)
            && !actors.iter().any(|actor| view.dominates(*actor, *id))
            && !matches!(view.token(*id).upos, Upos::Pron)
            && !cast.is_time(*id)
            && cast.is_agent(*id)
    };
    let crosses = |id: &TokenId| {
        let mut path = std::iter::once(*id).chain(view.ancestors(*id)).take_while(|up| *up != trigger);
        path.any(|up| {
            matches!(view.token(up).deprel, Deprel::Conj | Deprel::Parataxis | Deprel::AclRelcl)
                && view.token(up).upos == Upos::Verb
        })
    };
    view.subtree(trigger).into_iter().filter(|id| !crosses(id)).find(party)
}

/// The recipients: in the first slot that holds someone who can be acted on, else in the first that holds anything.
fn acting_parties(cast: Cast<'_>, trigger: TokenId, slots: &[Slot]) -> Vec<TokenId> {
    let filled = || slots.iter().map(|slot| fill(cast, trigger, slot)).filter(|heads| !heads.is_empty());
    filled()
        .find(|heads| heads.iter().any(|head| cast.is_agent(*head)))
        .or_else(|| filled().next())
        .unwrap_or_default()
}

/// What was demanded, refused or threatened is told by the demand, refusal or threat; what was agreed on tells more than
/// the agreeing. Of two events of which one governs the other the one that says more is kept.
fn keep_outer(view: View<'_>, found: Vec<(TokenId, Event)>) -> Vec<Event> {
    let governs = |outer: TokenId, inner: TokenId| {
        let relation = view.token(inner).deprel;
        view.token(inner).head == Some(outer)
            && matches!(
                relation,
                Deprel::Xcomp | Deprel::Ccomp | Deprel::Obj | Deprel::Obl | Deprel::Acl | Deprel::Nmod
            )
    };
    let covers = |kind: Option<EventType>| {
        matches!(kind, Some(EventType::Request | EventType::Reject | EventType::Threaten))
    };
    let plannable = |kind: Option<EventType>| {
        matches!(kind, Some(EventType::Consult | EventType::Support | EventType::Cooperate | EventType::Aid))
    };
    let dropped: Vec<bool> = found
        .iter()
        .map(|(trigger, event)| {
            found.iter().any(|(other, governing)| {
                let inner =
                    governs(*other, *trigger) && (covers(governing.kind) || event.status == Status::Refused);
                let outer = event.kind == Some(EventType::Agree)
                    && governs(*trigger, *other)
                    && plannable(governing.kind);
                inner || outer
            })
        })
        .collect();
    found.into_iter().zip(dropped).filter(|(_, dropped)| !dropped).map(|((_, event), _)| event).collect()
}
