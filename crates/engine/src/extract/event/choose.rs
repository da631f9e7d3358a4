//! Which of the events found in a sentence are told, where one governs the other.

use std::collections::BTreeMap;

use rashomon_doc::{Deprel, Event, EventType, Mode, Participant, Quad, Status, TokenId, View};

/// What was demanded, refused or threatened is told by the demand, refusal or threat; what was agreed on tells more than
/// the agreeing; a light verb and its noun are one event; what protesters ask for is told by the protest.
pub(super) fn choose(view: View<'_>, mut found: Vec<(TokenId, Event)>) -> Vec<Event> {
    let mut dropped = vec![false; found.len()];
    let mut by_trigger: BTreeMap<TokenId, Vec<usize>> = BTreeMap::new();
    for (index, (trigger, _)) in found.iter().enumerate() {
        by_trigger.entry(*trigger).or_default().push(index);
    }
    for inner in 0..found.len() {
        let Some(trigger) = found.get(inner).map(|(trigger, _)| *trigger) else { continue };
        let Some((path, outers)) = governors(view, trigger, &by_trigger) else { continue };
        for &outer in outers {
            let (Some((_, event)), Some((_, governing))) = (found.get(inner), found.get(outer)) else {
                continue;
            };
            if dropped.get(outer).copied().unwrap_or(true) {
                continue;
            }
            let fate = fate(&path, governing, event);
            let (mode, parties) =
                (told_mode(governing, event), (event.actors.clone(), event.recipients.clone()));
            if matches!(path.as_slice(), [Deprel::Xcomp | Deprel::Ccomp])
                && let Some((_, outer)) = found.get_mut(outer)
                && outer.recipients.is_empty()
            {
                // "agreed to open its border to the refugees": whom the act concerns, the agreeing does.
                fill_up(outer, (Vec::new(), parties.1.clone()));
            }
            match fate {
                Fate::Both => {}
                Fate::OuterGoes => mark(&mut dropped, outer),
                Fate::InnerGoes | Fate::Merge => {
                    mark(&mut dropped, inner);
                    if let Some((_, kept)) = found.get_mut(outer) {
                        kept.mode = kept.mode.or(mode);
                        if fate == Fate::Merge {
                            fill_up(kept, parties);
                        }
                    }
                }
            }
        }
    }
    let kept = found.into_iter().zip(dropped).filter(|(_, dropped)| !dropped);
    let mut kept: Vec<(TokenId, Event)> = kept.map(|(found, _)| found).collect();
    kept.sort_by_key(|(trigger, event)| (*trigger, event.trigger.first().copied()));
    kept.into_iter().map(|(_, event)| event).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Both,
    OuterGoes,
    InnerGoes,
    Merge,
}

fn mark(dropped: &mut [bool], index: usize) {
    if let Some(slot) = dropped.get_mut(index) {
        *slot = true;
    }
}

/// How far up the tree the event is looked for that governs another.
const REACH: usize = 3;

/// The events at the nearest trigger above, with the relations on the way to it, the lowest first.
fn governors<'f>(
    view: View<'_>,
    trigger: TokenId,
    by_trigger: &'f BTreeMap<TokenId, Vec<usize>>,
) -> Option<(Vec<Deprel>, &'f [usize])> {
    let mut path = Vec::new();
    let mut at = trigger;
    while path.len() < REACH {
        path.push(view.token(at).deprel);
        at = view.token(at).head?;
        if let Some(found) = by_trigger.get(&at) {
            return Some((path, found));
        }
    }
    None
}

fn is_argument(relation: Deprel) -> bool {
    matches!(
        relation,
        Deprel::Xcomp
            | Deprel::Ccomp
            | Deprel::Obj
            | Deprel::Obl
            | Deprel::Acl
            | Deprel::Nmod
            | Deprel::NsubjPass
    )
}

fn fate(path: &[Deprel], outer: &Event, inner: &Event) -> Fate {
    use EventType::{
        Agree, Aid, Coerce, Concede, Consult, Cooperate, Protest, Reject, Request, Retreat, Sanction,
        Support, Threaten,
    };
    // "gave an interview", "lodged a petition": the verb and its noun tell one happening.
    let carried = matches!(path, [Deprel::Obj | Deprel::NsubjPass]) && inner.kind.is_none();
    if carried && outer.kind.is_none() && outer.other == inner.other {
        return Fate::Merge;
    }
    let (Some(relation), Some(kind)) = (path.first().copied(), outer.kind) else { return Fate::Both };
    // "opened fire", "broke up the funeral": what the act is done with or to is part of it.
    if carried && matches!(kind.quad(), Quad::MaterialConflict) {
        return Fate::InnerGoes;
    }
    let argument = path.iter().all(|relation| is_argument(*relation));
    let direct = path.len() == 1;
    let object = argument && matches!(relation, Deprel::Obj | Deprel::NsubjPass);
    // A promise or threat made by saying what will be done stands beside what is to be done.
    if outer.frame == super::speech::FRAME && !matches!(kind, Request | Reject) {
        return Fate::Both;
    }
    let purpose =
        argument || path.iter().all(|one| is_argument(*one) || matches!(one, Deprel::Advcl | Deprel::Conj));
    if kind == Protest && inner.kind == Some(Request) && purpose && direct {
        return Fate::Merge;
    }
    let same = inner.kind == Some(kind);
    if same && (object || direct && matches!(relation, Deprel::Xcomp | Deprel::Obl)) {
        return Fate::Merge;
    }
    // "said it was ready to talk": one offer; "used tear gas to disperse the crowd": one assault.
    let means =
        kind.quad() == Quad::MaterialConflict && relation == Deprel::Advcl && inner.actors == outer.actors;
    if same
        && direct
        && (kind == Agree && relation == Deprel::Ccomp || means && inner.recipients == outer.recipients)
    {
        return Fate::Merge;
    }
    // "agreed that they should cooperate", "signed the treaty".
    let settled = kind == Agree && inner.status == Status::Demanded
        || kind == Support && object && inner.kind == Some(Agree);
    if argument && direct && settled {
        return Fate::InnerGoes;
    }
    // "the talks ended": the noun tells them, and whose they are.
    if same && direct && relation == Deprel::Nsubj && outer.actors.is_empty() && !inner.actors.is_empty() {
        return Fate::OuterGoes;
    }
    // "a round of talks".
    if same && path == [Deprel::Nmod] && inner.actors == outer.actors && !inner.actors.is_empty() {
        return Fate::Merge;
    }
    // "met to discuss": one meeting.
    if same && direct && relation == Deprel::Advcl && inner.status == Status::Planned {
        return Fate::Merge;
    }
    let asked = kind == Reject && direct && relation == Deprel::Advcl && inner.status == Status::Demanded;
    if asked || argument && (matches!(kind, Request | Reject | Threaten) || inner.status == Status::Refused) {
        return Fate::InnerGoes;
    }
    let plannable = matches!(inner.kind, Some(Consult | Support | Cooperate | Aid))
        && matches!(inner.status, Status::Planned | Status::Expected);
    // "is seeking to deepen the partnership".
    if argument && kind == Agree && inner.status == Status::Hypothetical {
        return Fate::InnerGoes;
    }
    if argument && kind == Agree && plannable {
        return if direct { Fate::OuterGoes } else { Fate::InnerGoes };
    }
    // What is lifted, cut off or handed over is told by the lifting, cutting off or handing over.
    if object && matches!(kind, Sanction | Concede | Retreat | Coerce | Agree | Aid) {
        return Fate::InnerGoes;
    }
    Fate::Both
}

/// The parties that the merged event does not have itself.
fn fill_up(kept: &mut Event, (actors, recipients): (Vec<Participant>, Vec<Participant>)) {
    if kept.actors.is_empty() {
        kept.actors = actors;
    }
    let other = |party: &Participant| !kept.actors.iter().any(|actor| actor.span == party.span);
    if kept.recipients.is_empty() {
        kept.recipients = recipients.into_iter().filter(other).collect();
    }
}

/// The mode that a demand, refusal or threat has by what it is about.
fn told_mode(outer: &Event, inner: &Event) -> Option<Mode> {
    let inner_kind = inner.kind?;
    match outer.kind? {
        EventType::Request | EventType::Reject => Some(match inner_kind {
            EventType::Consult => Mode::Meet,
            EventType::Aid | EventType::Cooperate | EventType::Support => Mode::Assist,
            EventType::Retreat | EventType::Concede => Mode::Yield,
            _ => return None,
        }),
        EventType::Threaten => Some(match (inner_kind, inner.mode) {
            (EventType::Assault, _) => Mode::Violence,
            (EventType::Coerce, Some(Mode::Arrest)) => Mode::Arrest,
            (EventType::Coerce, _) => Mode::Restrict,
            (EventType::Sanction, Some(Mode::Expel)) => Mode::Expel,
            (EventType::Sanction, _) => Mode::Relations,
            _ => return None,
        }),
        _ => None,
    }
}
