//! Events of one text: a trigger of the frame table (`data/frames_*.tsv`), its parties in the dependency tree, its
//! standing, time and place.
//!
//! Every event names the row of the table that found it. Comment without an act is no event: a frame fits only where
//! its conditions hold.

mod arguments;
mod assertion;
mod choose;
mod fit;
mod memo;
mod nominal;
mod participant;
mod party;
mod setting;
mod speech;
mod standing;
mod voice;

use std::collections::BTreeSet;

use rashomon_doc::{
    Attribution, Date, Deprel, Event, EventType, Mention, Mode, Name, Participant, Status, TimeExpression,
    TokenId, Upos, View,
};

use crate::Tables;
use crate::ontology::frames::{Condition, Frame, Happening, Topic, TriggerPos};
use fit::{acting_parties, fitting_frame};
use participant::Cast;

/// Certainty of an event whose parties are all known, and what each missing side takes away.
const FULL_CONFIDENCE: f32 = 0.9;
const MISSING_PARTY: f32 = 0.15;

/// A text in which at least so many words in a hundred, and so many words, are of sport is about sport, if so many
/// different ones among them are of nothing else: elections and markets have races, points, wins and losses too.
const SPORT_PERCENT: usize = 2;
const SPORT_WORDS: usize = 5;
const SPORT_ALONE: usize = 2;
/// The same for other topics, whose words are plainer.
const TOPIC_PERCENT: usize = 1;
const TOPIC_WORDS: usize = 3;
/// Certainty of what is only mentioned in passing, by a noun in an aside or by a participle in front of a noun.
pub(crate) const IN_PASSING: f32 = 0.4;

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
    let topics: Vec<Topic> = Topic::ALL.into_iter().filter(|topic| is_about(view, *topic, tables)).collect();
    let countries = names.iter().filter_map(|name| name.country.clone()).collect();
    let cast = Cast {
        view,
        mentions,
        names,
        times,
        attributions,
        tables,
        countries: &countries,
        sport: is_sport(view, tables),
        topics: &topics,
        memo: &memo::Memo::new(view.layer.tokens.len()),
    };
    let mut found: Vec<(TokenId, Event)> = Vec::new();
    for index in 0..view.layer.tokens.len() {
        let trigger = TokenId(index as u32);
        let Some(event) = speech::demand(cast, trigger).or_else(|| {
            let (frame, pos, words) = fitting_frame(cast, trigger)?;
            describe(cast, trigger, pos, frame, &words)
        }) else {
            continue;
        };
        match speech::commitment(cast, trigger, &event) {
            Some((_, refusal)) if refusal.kind == Some(EventType::Reject) => found.push((trigger, refusal)),
            Some((saying, promise)) => found.extend([(saying, promise), (trigger, event)]),
            None => found.push((trigger, event)),
        }
    }
    for (trigger, event) in &mut found {
        event.place = setting::place(view, *trigger);
        event.within = super::innermost(view.token(*trigger).span, attributions);
        speech::own_up(cast, event);
        setting::set_time(cast, *trigger, event, published);
    }
    choose::choose(view, found)
}

/// Whether the text is about sport, by its words.
fn is_sport(view: View<'_>, tables: &Tables) -> bool {
    let (words, all) = count(view, "sport", tables);
    words >= SPORT_WORDS
        && words * 100 >= all * SPORT_PERCENT
        && kinds(view, "sport-alone", tables) >= SPORT_ALONE
}

/// Whether the text is about a topic, by its words: more of them are asked of a longer text.
fn is_about(view: View<'_>, topic: Topic, tables: &Tables) -> bool {
    let (words, all) = count(view, topic.class(), tables);
    words >= TOPIC_WORDS && words * 100 >= all * TOPIC_PERCENT
}

/// How many words of a text are of a class, of how many.
fn count(view: View<'_>, class: &str, tables: &Tables) -> (usize, usize) {
    let tokens = &view.layer.tokens;
    let words = tokens.iter().filter(|token| tables.frames.is(class, &token.lemma.to_lowercase())).count();
    (words, tokens.len())
}

/// How many different words of a class are in a text.
fn kinds(view: View<'_>, class: &str, tables: &Tables) -> usize {
    let lemmas = view.layer.tokens.iter().map(|token| token.lemma.to_lowercase());
    lemmas.filter(|lemma| tables.frames.is(class, lemma)).collect::<BTreeSet<_>>().len()
}

fn describe(
    cast: Cast<'_>,
    trigger: TokenId,
    pos: TriggerPos,
    frame: &Frame,
    words: &[TokenId],
) -> Option<Event> {
    let told = standing::status(cast.view, trigger, pos, frame.happening, &cast.tables.frames)?;
    let mut actor_heads = acting_parties(cast, trigger, &frame.actor);
    if actor_heads.is_empty() && is_sent(frame) && voice::is_passive(cast.view, trigger) {
        actor_heads.extend(
            arguments::owner(cast.view, &cast.tables.frames, trigger).filter(|id| cast.has_country(*id)),
        );
    }
    let (happening, status) = standing_of(cast, trigger, frame, told, &actor_heads);
    let mut recipient_heads = acting_parties(cast, trigger, &frame.recipient);
    recipient_heads.retain(|head| !actor_heads.contains(head));
    let owned = match frame.happening {
        Happening::Plover(kind) => object_owner(cast, trigger, kind, frame, &recipient_heads),
        Happening::Other(_) => None,
    };
    if owned.is_some_and(|owner| !actor_heads.contains(&owner)) {
        recipient_heads = owned.into_iter().collect();
    }
    if let Happening::Plover(kind) = frame.happening
        && !recipient_heads.iter().any(|head| cast.is_agent(*head))
        && (kind != EventType::Assault || recipient_heads.is_empty())
        && owned.is_none()
        && let Some(found) = complement_party(cast, trigger, kind, &actor_heads)
    {
        recipient_heads = vec![found];
    }
    let participants = |heads: &[TokenId]| -> Vec<Participant> {
        heads.iter().flat_map(|head| cast.parties(*head)).collect()
    };
    let (actors, recipients) = (participants(&actor_heads), participants(&recipient_heads));
    let (kind, other) = match happening {
        Happening::Plover(kind) => (Some(kind), None),
        Happening::Other(kind) => (None, Some(kind)),
    };
    let missing = usize::from(actors.is_empty()) + usize::from(recipients.is_empty());
    let mut spans: Vec<_> = words.iter().map(|word| cast.view.token(*word).span).collect();
    spans.sort();
    Some(Event {
        trigger: spans,
        kind,
        other,
        mode: frame.mode.filter(|_| happening == frame.happening),
        frame: format!("{}:{}", frame.row.0, frame.row.1),
        actors,
        recipients,
        place: None,
        date: Date::unknown(),
        status,
        background: false,
        within: None,
        confidence: if assertion::is_in_passing(cast, trigger, pos, frame) {
            IN_PASSING
        } else {
            FULL_CONFIDENCE - MISSING_PARTY * missing as f32
        },
    })
}

/// "Pakistani reservists were called up", "Peru's ambassador was recalled": who is sent or called home belongs to who does it.
fn is_sent(frame: &Frame) -> bool {
    frame.happening == Happening::Plover(EventType::Mobilize) || frame.mode == Some(Mode::Withdraw)
}

/// What is told, and how it stands. A negation that the frame asks for is part of what is told; a state that "will not" talk,
/// help or yield refuses to.
fn standing_of(
    cast: Cast<'_>,
    trigger: TokenId,
    frame: &Frame,
    told: Status,
    actors: &[TokenId],
) -> (Happening, Status) {
    use EventType::{Agree, Aid, Concede, Consult, Cooperate, Reject, Retreat, Support};
    let view = cast.view;
    if told != Status::Denied {
        return (frame.happening, told);
    }
    if frame.when.contains(&Condition::Negated) {
        let refused = frame.happening == Happening::Plover(Reject);
        return (frame.happening, if refused { Status::Refused } else { Status::Occurred });
    }
    let friendly = matches!(
        frame.happening,
        Happening::Plover(Agree | Aid | Concede | Consult | Cooperate | Retreat | Support)
    );
    // "Peru said it would not come": whose words they are refuses.
    let refuses = friendly
        && speech::saying(cast, trigger).is_none()
        && voice::is_negated(view, trigger)
        && voice::is_future(view, &cast.tables.frames, trigger)
        && actors.iter().any(|head| cast.is_official(*head));
    if refuses { (Happening::Plover(Reject), Status::Refused) } else { (frame.happening, told) }
}

/// "rejected a Greek offer", "condemned the militia's raid": what is answered or judged is somebody's.
fn object_owner(
    cast: Cast<'_>,
    trigger: TokenId,
    kind: EventType,
    frame: &Frame,
    found: &[TokenId],
) -> Option<TokenId> {
    use EventType::{Accuse, Agree, Concede, Reject, Support};
    let view = cast.view;
    let answers = matches!(kind, Reject | Accuse | Support | Concede | Agree);
    if !answers || view.token(trigger).upos != Upos::Verb {
        return None;
    }
    let object = voice::object(view, trigger).or_else(|| {
        frame
            .recipient
            .iter()
            .find_map(|slot| arguments::heads(view, &cast.tables.frames, trigger, slot).first().copied())
    })?;
    let open = found.is_empty() || found.contains(&object);
    if !open || cast.is_agent(object) {
        return None;
    }
    let owner = |relations: &[Deprel]| {
        view.children(object).find(|id| {
            relations.contains(&view.token(*id).deprel)
                && (cast.is_agent(*id) || !cast.tables.world.country(view.word(*id)).is_empty())
        })
    };
    let by = || {
        view.children(object).find(|id| {
            view.token(*id).deprel == Deprel::Nmod
                && ["by", "from", "of"].iter().any(|word| voice::has_case(view, *id, word))
                && cast.is_agent(*id)
        })
    };
    // "the Greek offer" says by its own words whose it is.
    owner(&[Deprel::NmodPoss])
        .or_else(by)
        .or_else(|| owner(&[Deprel::Compound, Deprel::Amod]).map(|_| object))
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
        matches!(kind, EventType::Coerce | EventType::Concede | EventType::Assault | EventType::Sanction)
            || kind == EventType::Threaten;
    // "agreed to send its troops to the island": what is sent is no party.
    let sent = |id: TokenId| {
        let own = voice::child(view, id, &[Deprel::NmodPoss]);
        own.is_some_and(|own| view.token(own).upos == Upos::Pron)
            || view.token(id).deprel == Deprel::Obj
                && cast.tables.frames.is("troops", &nominal::lemma(view, id))
    };
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
        let mut path = std::iter::once(*id).chain(view.ancestors(*id)).take_while(|up| *up != trigger);
        let place = path.any(|up| {
            matches!(view.token(up).deprel, Deprel::Obl | Deprel::Nmod) && arguments::is_place(view, up)
        });
        argument
            && *id > trigger
            && (!place || acted_on_in_place)
            && !sent(*id)
            && !actors.iter().any(|actor| view.dominates(*actor, *id))
            && !matches!(view.token(*id).upos, Upos::Pron)
            && !cast.is_time(*id)
            && (cast.is_agent(*id) || relation == Deprel::Obj && acted_on_in_place && cast.has_country(*id))
    };
    let crosses = |id: &TokenId| {
        let mut path = std::iter::once(*id).chain(view.ancestors(*id)).take_while(|up| *up != trigger);
        path.any(|up| {
            matches!(view.token(up).deprel, Deprel::Conj | Deprel::Parataxis | Deprel::AclRelcl)
                && view.token(up).upos == Upos::Verb
        })
    };
    let found: Vec<TokenId> =
        view.subtree(trigger).into_iter().filter(|id| !crosses(id)).filter(|id| party(id)).collect();
    // "offered to send firefighters to the island": to whom comes before what.
    let addressed = found
        .iter()
        .find(|id| ["to", "with", "against"].iter().any(|word| voice::has_case(view, **id, word)));
    addressed.or(found.first()).copied()
}
