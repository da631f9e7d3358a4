//! When and where an event took place, and whether it is background.

use jiff::ToSpan;
use rashomon_doc::{
    BlockKind, Date, Deprel, NameType, Span, Status, TimeExpression, TimeType, TokenId, Upos, View,
};

/// What ended so many days before publication is background.
const BACKGROUND_AFTER_DAYS: i64 = 14;

/// The time expression that dates the event: the nearest below the trigger, or below the verbs it depends on.
pub(super) fn date(view: View<'_>, trigger: TokenId, times: &[TimeExpression]) -> Date {
    let Some(sentence) = view.sentence_of(trigger) else { return Date::unknown() };
    let span = view.sentence(sentence).span;
    let first = times.partition_point(|time| time.span.start < span.start);
    let inside = times[first..].iter().take_while(|time| time.span.start < span.end);
    let dated =
        inside.filter(|time| matches!(time.kind, TimeType::Date | TimeType::Time) && time.date.is_known());
    let near = dated.filter_map(|time| Some((distance(view, trigger, time.span)?, time)));
    near.min_by_key(|(steps, time)| (*steps, time.span.start))
        .map_or_else(Date::unknown, |(_, time)| time.date.clone())
}

/// Steps in the tree from a trigger to a time; `None` where the time belongs to another clause.
fn distance(view: View<'_>, trigger: TokenId, time: Span) -> Option<usize> {
    let head = view.head_of(time)?;
    let above = |from: TokenId| std::iter::once(from).chain(view.ancestors(from));
    let down = above(head).position(|id| id == trigger);
    if let Some(down) = down {
        // A finite clause between the two has events of its own to date.
        let crossed = above(head).take(down).any(|id| opens_clause(view, id));
        return (!crossed).then_some(down);
    }
    // "talks began on Friday": the time hangs on the verb that the nominal event is an argument of.
    let (up, meeting) = above(trigger).enumerate().find(|(_, id)| view.dominates(*id, head))?;
    let crossed = above(trigger).take(up).any(|id| opens_clause(view, id))
        || above(head).take_while(|id| *id != meeting).any(|id| opens_clause(view, id));
    (!crossed).then_some(up * 2 + above(head).position(|id| id == meeting)?)
}

fn opens_clause(view: View<'_>, id: TokenId) -> bool {
    matches!(
        view.token(id).deprel,
        Deprel::Ccomp
            | Deprel::Advcl
            | Deprel::AclRelcl
            | Deprel::Acl
            | Deprel::Parataxis
            | Deprel::AdvclRelcl
            | Deprel::Csubj
    ) && matches!(view.token(id).upos, Upos::Verb | Upos::Aux)
}

/// A place below the trigger, or beside it on the verb that carries it.
pub(super) fn place(view: View<'_>, trigger: TokenId) -> Option<Span> {
    let below = |head: TokenId| view.children(head).find_map(|id| named_place(view, id));
    below(trigger).or_else(|| {
        let token = view.token(trigger);
        let carrier = token.head.filter(|head| {
            matches!(
                token.deprel,
                Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj | Deprel::Xcomp | Deprel::Conj
            ) && view.token(*head).upos == Upos::Verb
        });
        carrier.and_then(below)
    })
}

/// A location under a preposition of place. Names inside other names are no place.
fn named_place(view: View<'_>, id: TokenId) -> Option<Span> {
    let token = view.token(id);
    if !matches!(token.deprel, Deprel::Obl | Deprel::Nmod) {
        return None;
    }
    let preposition = super::arguments::is_place(view, id);
    let entity = view.layer.entities.iter().find(|entity| entity.span.contains(token.span))?;
    (preposition && entity.kind == NameType::Location).then_some(entity.span)
}

/// Whether the text recalls the event rather than reports it.
pub(super) fn is_background(
    view: View<'_>,
    trigger: TokenId,
    date: &Date,
    status: Status,
    published: &Date,
) -> bool {
    let kind = view.block_kind(view.token(trigger).span.start);
    if matches!(kind, BlockKind::Headline | BlockKind::Deck)
        || !matches!(status, Status::Occurred | Status::Denied | Status::Refused)
    {
        return false;
    }
    if let (Some(end), Some(published)) = (date.end, published.start) {
        return published.checked_sub(BACKGROUND_AFTER_DAYS.days()).is_ok_and(|limit| end < limit);
    }
    // Without a date the past perfect of the main clause looks back ("the two had met").
    let perfect = view
        .children(trigger)
        .any(|id| view.token(id).deprel == Deprel::Aux && view.word(id).eq_ignore_ascii_case("had"));
    perfect && !matches!(view.token(trigger).deprel, Deprel::Ccomp | Deprel::Advcl)
}
