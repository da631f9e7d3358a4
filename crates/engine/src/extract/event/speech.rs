//! Demands, promises, threats and refusals that are made by saying what must, will or will not be done.

use rashomon_doc::{Date, Deprel, Event, EventType, Participant, Quad, Status, TokenId, Upos, View};

use super::fit::fill;
use super::participant::Cast;
use super::{FULL_CONFIDENCE, MISSING_PARTY, voice};
use crate::ontology::frames::{Scope, Slot};

/// How events that no frame found are explained.
pub(super) const FRAME: &str = "embedding.tsv:saying";

/// "said that the port must open": a demand of the one who says it, though no word of demanding stands there.
pub(super) fn demand(cast: Cast<'_>, trigger: TokenId) -> Option<Event> {
    let view = cast.view;
    let saying = saying(cast, trigger)?;
    let modal = modal(view, trigger, &["must"])?;
    let actors = fill(cast, saying, &Slot::Subject);
    let recipients = fill(cast, trigger, &Slot::Holder);
    let acts = |heads: &[TokenId]| heads.iter().any(|head| cast.is_agent(*head));
    let both = acts(&actors) && acts(&recipients);
    let participants = |heads: &[TokenId]| heads.iter().map(|head| cast.participant(*head)).collect();
    both.then(|| Event {
        trigger: vec![view.token(modal).span, view.token(trigger).span],
        status: Status::Demanded,
        ..uttered(EventType::Request, participants(&actors), participants(&recipients))
    })
}

/// "said it would withdraw", "announced that they will not come": the speaker's own coming act is a promise, a threat or
/// a refusal. With it goes the verb of saying.
pub(super) fn commitment(cast: Cast<'_>, trigger: TokenId, act: &Event) -> Option<(TokenId, Event)> {
    let view = cast.view;
    let saying = saying(cast, trigger)?;
    let speaker = *fill(cast, saying, &Slot::Subject).first()?;
    if !cast.is_agent(speaker) {
        return None;
    }
    let (own, passive) =
        (voice::subject(view, &cast.tables.frames, trigger), voice::is_passive(view, trigger));
    let hostile = act.kind.is_some_and(|kind| kind.quad() == Quad::MaterialConflict)
        && act.kind != Some(EventType::Protest)
        && !act.recipients.is_empty();
    // "A minister said force would be used against the rebels", "officials in Lima said Peru might close its border".
    let side = match own {
        Some(own) => !passive && is_of_one_country(cast, speaker, own),
        None => passive && cast.is_state(speaker),
    };
    if hostile && side && modal(view, trigger, POSSIBLE).is_some() && !voice::is_negated(view, trigger) {
        let word = modal(view, trigger, POSSIBLE)?;
        let event = uttered(EventType::Threaten, threatening(cast, speaker, act), act.recipients.clone());
        let spans = [saying, word].map(|id| view.token(id).span).to_vec();
        return Some((saying, Event { trigger: spans, ..event }));
    }
    let modal = modal(view, trigger, &["will", "would", "'ll", "wo", "shall"])?;
    if !is_same(cast, speaker, own?) || passive {
        return None;
    }
    let negated = voice::is_negated(view, trigger);
    // "said they would walk out if the plan went ahead": a condition makes a threat of what is aimed at nobody named.
    let aimed = !act.recipients.is_empty() || is_conditional(view, trigger);
    let kind = match act.kind? {
        EventType::Accuse | EventType::Reject | EventType::Threaten => return None,
        _ if negated => EventType::Reject,
        EventType::Retreat | EventType::Concede => EventType::Agree,
        kind if kind.quad() == Quad::MaterialConflict && aimed => EventType::Threaten,
        EventType::Protest if is_conditional(view, trigger) => EventType::Threaten,
        _ => return None,
    };
    let spans = if kind == EventType::Reject {
        [modal, trigger].map(|id| view.token(id).span).to_vec()
    } else {
        [saying, modal].map(|id| view.token(id).span).to_vec()
    };
    let status = if kind == EventType::Reject { Status::Refused } else { Status::Occurred };
    let event = uttered(kind, vec![cast.participant(speaker)], act.recipients.clone());
    Some((saying, Event { trigger: spans, status, ..event }))
}

/// Modals under which an act of conflict by the speaker's side is a threat.
const POSSIBLE: &[&str] = &["will", "would", "'ll", "wo", "shall", "may", "might", "could"];

/// Who threatens: whoever is said to act, else the speaker.
fn threatening(cast: Cast<'_>, speaker: TokenId, act: &Event) -> Vec<Participant> {
    if act.actors.is_empty() { vec![cast.participant(speaker)] } else { act.actors.clone() }
}

/// Whether the speaker speaks for the one who is to act.
fn is_of_one_country(cast: Cast<'_>, speaker: TokenId, own: TokenId) -> bool {
    let (a, b) = (cast.participant(speaker).country, cast.participant(own).country);
    a.is_some() && a == b
}

/// "Libya would pay for it, the minister declared": a threat that names nobody who makes it is made by whose words it is.
pub(super) fn own_up(cast: Cast<'_>, event: &mut Event) {
    if !event.actors.is_empty() || event.kind != Some(EventType::Threaten) {
        return;
    }
    let source = event
        .within
        .and_then(|id| cast.attributions.get(id.0 as usize))
        .and_then(|attribution| attribution.source.first())
        .and_then(|source| cast.view.head_of(*source))
        .filter(|head| cast.is_agent(*head));
    if let Some(speaker) = source {
        let party = cast.participant(speaker);
        if !event.recipients.iter().any(|other| other.span.overlaps(party.span)) {
            event.actors.push(party);
        }
    }
}

/// Whether a clause with "if" or "unless" hangs on the trigger.
fn is_conditional(view: View<'_>, trigger: TokenId) -> bool {
    let condition = |id: TokenId| {
        view.children(id).any(|mark| {
            view.token(mark).deprel == Deprel::Mark
                && ["if", "unless"].iter().any(|word| view.word(mark).eq_ignore_ascii_case(word))
        })
    };
    view.children(trigger).any(|id| view.token(id).deprel == Deprel::Advcl && condition(id))
}

/// The verb of saying whose content the trigger heads.
pub(super) fn saying(cast: Cast<'_>, trigger: TokenId) -> Option<TokenId> {
    let token = cast.view.token(trigger);
    let saying = token.head.filter(|_| token.deprel == Deprel::Ccomp)?;
    cast.tables.frames.standing(Scope::Saying, &cast.view.token(saying).lemma.to_lowercase())?;
    Some(saying)
}

fn modal(view: View<'_>, trigger: TokenId, words: &[&str]) -> Option<TokenId> {
    view.children(trigger).find(|id| {
        view.token(*id).deprel == Deprel::Aux && words.contains(&view.word(*id).to_lowercase().as_str())
    })
}

/// Whether the subject of what is said is the speaker or the speaker's ("its forces").
fn is_same(cast: Cast<'_>, speaker: TokenId, own: TokenId) -> bool {
    let view = cast.view;
    let pronoun = |id: TokenId| view.token(id).upos == Upos::Pron;
    let personal = |id: TokenId| {
        matches!(view.token(id).lemma.to_lowercase().as_str(), "it" | "he" | "she" | "they" | "we" | "i")
    };
    let possessed = voice::child(view, own, &[Deprel::NmodPoss]).is_some_and(pronoun);
    let (a, b) = (cast.participant(speaker).name, cast.participant(own).name);
    personal(own) || possessed || own == speaker || a.is_some() && a == b
}

/// An act of speech, which has taken place in being uttered.
fn uttered(kind: EventType, actors: Vec<Participant>, recipients: Vec<Participant>) -> Event {
    Event {
        trigger: Vec::new(),
        kind: Some(kind),
        other: None,
        mode: None,
        frame: FRAME.to_owned(),
        actors,
        recipients,
        place: None,
        date: Date::unknown(),
        status: Status::Occurred,
        background: false,
        within: None,
        confidence: FULL_CONFIDENCE - MISSING_PARTY,
    }
}
