//! Which frame of the table a word of the text fits.

use std::collections::BTreeSet;

use rashomon_doc::{Deprel, EventType, TokenId, Upos, View};

use super::assertion::is_asserted;
use super::participant::Cast;
use super::{arguments, nominal, setting, voice};
use crate::ontology::frames::{Condition, Frame, Frames, Happening, Order, Slot, Test, TriggerPos};

/// The first frame that fits a token, with the tokens that make up the trigger.
pub(super) fn fitting_frame(cast: Cast<'_>, trigger: TokenId) -> Option<(&Frame, TriggerPos, Vec<TokenId>)> {
    let token = cast.view.token(trigger);
    let frames = &cast.tables.frames;
    let known = [nominal::lemma(cast.view, trigger), cast.view.word(trigger).to_lowercase()];
    if !known.iter().any(|word| frames.is_in_trigger(word)) {
        return None;
    }
    let readings: &[TriggerPos] = match (token.deprel, token.upos) {
        // A verb in front of a noun is a modifier ("the demanded sum"), unless it says what was done to it ("the sacked
        // stewards"); a noun there is part of its name ("talks venue").
        (Deprel::Amod, Upos::Verb | Upos::Adj) => &[TriggerPos::Adjective],
        (Deprel::Amod | Deprel::Compound | Deprel::Flat | Deprel::Fixed, _) => return None,
        // "is opposed to": a participle can be an adjective.
        (_, Upos::Verb) if voice::is_passive(cast.view, trigger) => {
            &[TriggerPos::Adjective, TriggerPos::Verb]
        }
        (_, Upos::Verb) => &[TriggerPos::Verb],
        (_, Upos::Noun) => &[TriggerPos::Noun],
        (_, Upos::Adj) => &[TriggerPos::Adjective],
        _ => return None,
    };
    let tables: &[Order] =
        if token.deprel == Deprel::Amod { &[Order::Further] } else { &[Order::First, Order::Further] };
    tables
        .iter()
        .find_map(|order| fitting_in(cast, trigger, readings, *order))
        .filter(|(frame, pos, _)| is_asserted(cast, trigger, *pos, frame))
}

/// The first frame of one table that fits.
fn fitting_in<'a>(
    cast: Cast<'a>,
    trigger: TokenId,
    readings: &[TriggerPos],
    order: Order,
) -> Option<(&'a Frame, TriggerPos, Vec<TokenId>)> {
    readings.iter().find_map(|pos| {
        trigger_forms(cast.view, &cast.tables.frames, trigger, *pos).into_iter().find_map(|(lemma, words)| {
            let mut frames = cast.tables.frames.rows(order, *pos, &lemma);
            frames.find(|frame| fits(cast, trigger, frame)).map(|frame| (frame, *pos, words))
        })
    })
}

/// The forms under which a trigger is looked up, the longest first: with its particle, with its compound, alone.
fn trigger_forms(
    view: View<'_>,
    frames: &Frames,
    trigger: TokenId,
    pos: TriggerPos,
) -> Vec<(String, Vec<TokenId>)> {
    let lemma = nominal::lemma(view, trigger);
    if pos == TriggerPos::Adjective && view.token(trigger).upos == Upos::Verb {
        return vec![(view.word(trigger).to_lowercase(), vec![trigger])];
    }
    let mut forms = Vec::new();
    let mut particle = false;
    for child in view.children(trigger) {
        let other = nominal::lemma(view, child);
        match (pos, view.token(child).deprel) {
            (TriggerPos::Verb, Deprel::CompoundPrt) => {
                particle = true;
                forms.push((format!("{lemma}_{other}"), vec![trigger, child]));
            }
            // "turned the experts away": the particle can stand behind the object.
            (TriggerPos::Verb, Deprel::Advmod)
                if child.0 == trigger.0 + 1 || child > trigger && frames.is("particle", &other) =>
            {
                forms.push((format!("{lemma}_{other}"), vec![trigger, child]));
            }
            (TriggerPos::Noun, Deprel::Compound) if is_hyphened(view, child, trigger) => {
                forms.push((format!("{other}-{lemma}"), vec![child, trigger]));
            }
            (TriggerPos::Noun, Deprel::Compound | Deprel::Amod) => {
                forms.push((format!("{other} {lemma}"), vec![child, trigger]));
            }
            _ => {}
        }
    }
    // "test-launched", "air-dropped": the parser parts verbs at the hyphen.
    if let Some(first) = trigger.0.checked_sub(2).map(TokenId)
        && pos == TriggerPos::Verb
        && view.token(first).head == Some(trigger)
        && is_hyphened(view, first, trigger)
    {
        forms.push((format!("{}-{lemma}", nominal::lemma(view, first)), vec![first, trigger]));
    }
    if pos == TriggerPos::Verb
        && !particle
        && let Some(stray) = voice::stray_particle(view, trigger)
    {
        forms.push((format!("{lemma}_{}", nominal::lemma(view, stray)), vec![trigger, stray]));
    }
    // A verb with a particle is another verb; the bare form is tried only where no particle stands, or one that may be a
    // preposition.
    if !particle || pos == TriggerPos::Verb && voice::is_preposition_astray(view, trigger) {
        forms.push((lemma, vec![trigger]));
    }
    forms
}

/// "sit-in": the word in front hangs on the next by a hyphen.
fn is_hyphened(view: View<'_>, first: TokenId, second: TokenId) -> bool {
    second.0 == first.0 + 2 && view.word(TokenId(first.0 + 1)) == "-"
}

fn fits(cast: Cast<'_>, trigger: TokenId, frame: &Frame) -> bool {
    let acts = |slots: &[Slot]| parties(cast, trigger, slots).iter().any(|head| cast.is_agent(*head));
    let told_by_object = || is_told_by_object(cast, trigger, frame);
    frame.when.iter().all(|condition| match condition {
        Condition::Recipient => acts(&frame.recipient),
        Condition::Actor => acts(&frame.actor) || told_by_object() || unnamed_actor(cast, trigger, frame),
        Condition::NoActor => !acts(&frame.actor),
        Condition::NoObject => fill(cast, trigger, &Slot::Object).is_empty(),
        Condition::OwnSubject => voice::has_own_subject(cast.view, trigger),
        Condition::Future => voice::is_future(cast.view, &cast.tables.frames, trigger),
        Condition::Negated => voice::is_negated(cast.view, trigger),
        Condition::Sport(wanted) => cast.sport == *wanted,
        Condition::About(topic) => cast.topics.contains(topic),
        Condition::Dated => setting::is_dated(cast, trigger),
        Condition::News => setting::is_dated(cast, trigger) || setting::opens(cast.view, trigger),
        Condition::Clause => !fill(cast, trigger, &Slot::Predicate).is_empty(),
        Condition::Slot { slot, test, not } => {
            // The word in front of a nominal event is asked for whether or not it could act.
            // Of two objects either may be the one that is named, and "ten years in prison" are no time.
            let heads = match (slot, test) {
                (Slot::Modifier, _) | (Slot::Object | Slot::Preposition(_), Test::Lemmas(_)) => {
                    named(cast, trigger, slot)
                }
                _ => fill(cast, trigger, slot),
            };
            heads.iter().any(|head| passes(cast, *head, test)) != *not
                || !not && *slot == Slot::Subject && asks_who(test) && told_by_object()
                || !not && unsaid(cast, trigger, slot, test)
        }
    })
}

/// All heads in a slot with what is coordinated with them, whether or not they can be parties.
fn named(cast: Cast<'_>, trigger: TokenId, slot: &Slot) -> Vec<TokenId> {
    let heads = arguments::heads(cast.view, &cast.tables.frames, trigger, slot);
    if *slot == Slot::Modifier {
        return heads;
    }
    heads
        .into_iter()
        .map(|head| voice::relative_antecedent(cast.view, head))
        .flat_map(|head| arguments::with_conjuncts(cast.view, head, &cast.tables.world))
        .collect()
}

/// "sanctions were lifted", "the curfew was imposed": nobody is said to act, and what it is done to, which the frame asks
/// for by its words, tells the act.
fn is_told_by_object(cast: Cast<'_>, trigger: TokenId, frame: &Frame) -> bool {
    let named = frame.when.iter().any(|condition| {
        matches!(condition, Condition::Slot { slot: Slot::Object, test: Test::Lemmas(_), not: false })
    });
    // A road or a school is closed by storms and owners as well as by governments.
    let frames = &cast.tables.frames;
    let civil = |head: &TokenId| {
        let lemma = nominal::lemma(cast.view, *head);
        ["facility", "structure", "street"].iter().any(|class| frames.is(class, &lemma))
    };
    // It takes somebody to refuse: talks that "were called off" are off, whoever did it.
    let refused = frame.happening == Happening::Plover(EventType::Reject);
    named
        && !refused
        && voice::is_passive(cast.view, trigger)
        && fill(cast, trigger, &Slot::Subject).is_empty()
        && !fill(cast, trigger, &Slot::Object).iter().any(civil)
}

/// Whether a test asks no more than who acts.
fn asks_who(test: &Test) -> bool {
    matches!(test, Test::Agent | Test::Force | Test::Official | Test::Statesman | Test::State)
}

/// "was expelled": nobody is said to act, and whom it is done to decides.
fn unsaid(cast: Cast<'_>, trigger: TokenId, slot: &Slot, test: &Test) -> bool {
    if *slot != Slot::Subject
        || !voice::is_passive(cast.view, trigger)
        || !fill(cast, trigger, slot).is_empty()
    {
        return false;
    }
    let objects = fill(cast, trigger, &Slot::Object);
    objects.iter().any(|head| match test {
        Test::Agent | Test::Force => cast.is_agent(*head),
        Test::Official | Test::Statesman | Test::State => cast.is_official(*head),
        Test::Any | Test::Politician | Test::Future | Test::Conflict | Test::Place | Test::Lemmas(_) => false,
    })
}

fn passes(cast: Cast<'_>, head: TokenId, test: &Test) -> bool {
    let (view, frames) = (cast.view, &cast.tables.frames);
    match test {
        Test::Any => true,
        Test::Agent => cast.is_agent(head),
        Test::Official => cast.is_official(head),
        Test::Statesman => cast.is_statesman(head),
        Test::State => cast.is_state(head),
        Test::Force => cast.is_force(head),
        Test::Politician => cast.is_politician(head),
        Test::Place => cast.is_place(head),
        Test::Future => view.children(head).any(|id| {
            let token = view.token(id);
            let modal = token.deprel == Deprel::Aux && frames.is("future", &view.word(id).to_lowercase());
            modal || token.deprel == Deprel::Mark && view.word(id).eq_ignore_ascii_case("to")
        }),
        Test::Conflict => {
            let pos = if view.token(head).upos == Upos::Verb { TriggerPos::Verb } else { TriggerPos::Noun };
            trigger_forms(view, frames, head, pos).iter().any(|(form, _)| frames.is_conflict(pos, form))
        }
        Test::Lemmas(lemmas) => {
            let content = nominal::content(view, frames, cast.referent(head));
            // "a crowd of 5,000" is a crowd.
            let own = nominal::lemma(view, cast.referent(head));
            let forms = [nominal::lemma(view, content), view.word(content).to_lowercase(), own];
            let compound = || {
                trigger_forms(view, frames, content, TriggerPos::Noun)
                    .iter()
                    .any(|(form, _)| lemmas.contains(form))
            };
            forms.iter().any(|form| lemmas.contains(form)) || compound() || is_called(view, content, lemmas)
        }
    }
}

/// "the newspaper Herald": what a name is called stands beside it.
fn is_called(view: View<'_>, name: TokenId, lemmas: &BTreeSet<String>) -> bool {
    view.token(name).upos == Upos::Propn
        && view.children(name).any(|id| {
            let beside = matches!(view.token(id).deprel, Deprel::NmodDesc | Deprel::Compound | Deprel::Appos);
            let noun = matches!(view.token(id).upos, Upos::Noun | Upos::Propn);
            beside && noun && lemmas.contains(&nominal::lemma(view, id))
        })
}

/// "was accused of theft", "the attack on the town": no one is said to act, but someone is acted on.
fn unnamed_actor(cast: Cast<'_>, trigger: TokenId, frame: &Frame) -> bool {
    let passive = cast.view.token(trigger).upos == Upos::Noun || voice::is_passive(cast.view, trigger);
    passive
        && parties(cast, trigger, &frame.actor).is_empty()
        && acting_parties(cast, trigger, &frame.recipient).iter().any(|head| cast.is_agent(*head))
}

/// The heads in one slot that can be parties: the first that can act, else the first, and what is coordinated with it.
pub(super) fn fill(cast: Cast<'_>, trigger: TokenId, slot: &Slot) -> Vec<TokenId> {
    cast.memo.filled(trigger, slot, || find_fill(cast, trigger, slot))
}

fn find_fill(cast: Cast<'_>, trigger: TokenId, slot: &Slot) -> Vec<TokenId> {
    let mut heads = arguments::heads(cast.view, &cast.tables.frames, trigger, slot);
    for head in &mut heads {
        *head = voice::relative_antecedent(cast.view, *head);
    }
    heads.retain(|head| !cast.is_time(*head));
    let acting = heads.iter().copied().find(|head| cast.is_agent(*head));
    let chosen = match slot {
        // What stands in front of a nominal event is a party only where it can act ("roadside bombing").
        Slot::Modifier => acting,
        _ => acting.or(heads.first().copied()),
    };
    chosen
        .into_iter()
        .flat_map(|head| arguments::with_conjuncts(cast.view, head, &cast.tables.world))
        .collect()
}

/// The heads in the first of the slots that holds any.
pub(super) fn parties(cast: Cast<'_>, trigger: TokenId, slots: &[Slot]) -> Vec<TokenId> {
    let heads = slots.iter().map(|slot| fill(cast, trigger, slot));
    heads.into_iter().find(|heads| !heads.is_empty()).unwrap_or_default()
}

/// The heads in the first slot that holds someone who can act or be acted on, else in the first that holds anything.
pub(super) fn acting_parties(cast: Cast<'_>, trigger: TokenId, slots: &[Slot]) -> Vec<TokenId> {
    let filled = || slots.iter().map(|slot| fill(cast, trigger, slot)).filter(|heads| !heads.is_empty());
    let acting = || filled().filter(|heads| heads.iter().any(|head| cast.is_agent(*head)));
    // "Peru and Chile signed a pact between the two countries": those whom the clause names are told by their names.
    acting()
        .find(|heads| !heads.iter().any(|head| is_the_two(cast.view, *head)))
        .or_else(|| acting().next())
        .or_else(|| filled().next())
        .unwrap_or_default()
}

/// "the two countries", "the two sides": said of those who are named elsewhere.
fn is_the_two(view: View<'_>, head: TokenId) -> bool {
    let has = |relation: Deprel, word: &str| {
        view.children(head)
            .any(|id| view.token(id).deprel == relation && view.word(id).eq_ignore_ascii_case(word))
    };
    has(Deprel::Det, "the") && has(Deprel::Nummod, "two")
}
