//! When and where an event took place, and whether it is background.

use jiff::ToSpan;
use rashomon_doc::{
    Basis, BlockKind, Date, Deprel, Event, EventType, Field, NameType, Precision, Span, Status,
    TimeExpression, TimeType, TokenId, Upos, View,
};

use super::participant::Cast;

/// What ended so many days before publication is background.
const BACKGROUND_AFTER_DAYS: i64 = 14;

/// The time expression that dates the event: the nearest below the trigger, or below the verbs it depends on.
fn date(view: View<'_>, trigger: TokenId, times: &[TimeExpression]) -> Date {
    // "The sacked stewards met on Friday": the day is not that of the sacking.
    if view.token(trigger).deprel == Deprel::Amod {
        return Date::unknown();
    }
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

/// Whether the words say when it was: on which day, in which month or year. A noun is dated by what stands below it.
pub(super) fn is_dated(cast: Cast<'_>, trigger: TokenId) -> bool {
    let view = cast.view;
    let below = || {
        let phrase = view.cover(view.subtree(trigger));
        let first = cast.times.partition_point(|time| time.span.start < phrase.start);
        let inside = cast.times[first..].iter().take_while(|time| time.span.end <= phrase.end);
        inside.filter_map(|time| view.head_of(time.span)).any(|head| view.dominates(trigger, head))
    };
    date(view, trigger, cast.times).is_known() && (view.token(trigger).upos == Upos::Verb || below())
}

/// Whether a trigger stands where a report says what its news is: in a headline or the first paragraph.
pub(super) fn opens(view: View<'_>, trigger: TokenId) -> bool {
    let place = view.token(trigger).span.start;
    let lead = view.blocks.iter().find(|block| block.kind == BlockKind::Paragraph);
    matches!(view.block_kind(place), BlockKind::Headline | BlockKind::Deck)
        || lead.is_some_and(|block| block.span.contains_pos(place))
}

/// Steps in the tree from a trigger to a time; `None` where the time belongs to another clause.
fn distance(view: View<'_>, trigger: TokenId, time: Span) -> Option<usize> {
    let head = view.head_of(time)?;
    let above = |from: TokenId| std::iter::once(from).chain(view.ancestors(from));
    let down = above(head).position(|id| id == trigger);
    if let Some(down) = down {
        // A finite clause between the two has events of its own to date, and so has "after the attack on Monday".
        let crossed =
            above(head).take(down).any(|id| opens_clause(view, id) || id != head && is_apart(view, id));
        return (!crossed).then_some(down);
    }
    // "talks began on Friday": the time hangs on the verb that the nominal event is an argument of.
    let (up, meeting) = above(trigger).enumerate().find(|(_, id)| view.dominates(*id, head))?;
    let crossed = above(trigger).take(up).any(|id| opens_clause(view, id) || is_apart(view, id))
        || above(head).take_while(|id| *id != meeting).any(|id| opens_clause(view, id));
    (!crossed).then_some(up * 2 + above(head).position(|id| id == meeting)?)
}

/// "after the attack": told to set another event before or behind it.
fn is_apart(view: View<'_>, noun: TokenId) -> bool {
    const APART: [&str; 7] = ["after", "before", "since", "following", "until", "till", "ahead"];
    matches!(view.token(noun).upos, Upos::Noun | Upos::Propn)
        && APART.iter().any(|word| super::voice::has_case(view, noun, word))
}

fn opens_clause(view: View<'_>, id: TokenId) -> bool {
    let token = view.token(id);
    // ", killing three" happens when the clause before it does.
    let participle = matches!(token.deprel, Deprel::Advcl)
        && view.word(id).to_lowercase().ends_with("ing")
        && !view.children(id).any(|child| matches!(view.token(child).deprel, Deprel::Mark | Deprel::Nsubj));
    let clause = matches!(
        token.deprel,
        Deprel::Ccomp
            | Deprel::Advcl
            | Deprel::AclRelcl
            | Deprel::Acl
            | Deprel::Parataxis
            | Deprel::AdvclRelcl
            | Deprel::Csubj
    );
    clause && !participle && matches!(token.upos, Upos::Verb | Upos::Aux)
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
    let entities = &view.layer.entities;
    let at = entities.partition_point(|entity| entity.span.end <= token.span.start);
    let entity = entities.get(at).filter(|entity| entity.span.contains(token.span))?;
    (preposition && entity.kind == NameType::Location).then_some(entity.span)
}

/// Dates the event and tells background from news.
///
/// A time expression dates it; else the day on which it is told bounds it ("said on Friday that it had left"), else the
/// day of publication does, and says so by its basis.
pub(super) fn set_time(cast: Cast<'_>, trigger: TokenId, event: &mut Event, published: &Date) {
    let view = cast.view;
    event.date = date(view, trigger, cast.times);
    if let Some(day) = announced_for(cast, trigger, event)
        && event.status == Status::Occurred
    {
        event.status = Status::Planned;
        event.date = if day.is_known() { day } else { event.date.clone() };
    } else if event.status == Status::Occurred && is_timetable(cast, trigger, event, published) {
        event.status = Status::Planned;
    }
    if let Some(turned) = turned(event, published) {
        event.date = turned;
    }
    event.background = is_background(cast, trigger, event, published);
    if !event.date.is_known() {
        let told = telling(view, trigger, cast.times).map(|day| bounded(event, &day, Basis::Computed));
        let by_publication = || {
            let mut bound = bounded(event, published, Basis::Inferred);
            // What shows the day of publication stands in the text; a title cannot point there.
            if view.field == Field::Title {
                bound.evidence.clear();
            }
            if event.background { bound } else { recent(view, trigger, event, bound) }
        };
        event.date = told.filter(Date::is_known).unwrap_or_else(by_publication);
    }
}

/// "have announced a march for Sunday": a day with "for" beside a verb of planning is that of what is planned.
fn announced_for(cast: Cast<'_>, trigger: TokenId, event: &Event) -> Option<Date> {
    const PLANNING: [&str; 7] = ["announce", "schedule", "call", "fix", "convene", "plan", "set"];
    let view = cast.view;
    let token = view.token(trigger);
    let plans = |id: TokenId| PLANNING.contains(&view.token(id).lemma.to_lowercase().as_str());
    // "called a strike for Sunday": the verb itself stands for the protest or meeting that it calls.
    let gathers = matches!(event.kind, Some(EventType::Protest | EventType::Consult));
    let verb = if gathers && plans(trigger) {
        Some(trigger)
    } else {
        token.head.filter(|_| matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass))
    };
    let verb = verb.filter(|verb| plans(*verb))?;
    let day = |id: TokenId| {
        let aimed = view.children(id).any(|case| view.word(case).eq_ignore_ascii_case("for"));
        let span = view.token(id).span;
        let is_day = |time: &&TimeExpression| {
            matches!(time.kind, TimeType::Date | TimeType::Time) && time.span.overlaps(span)
        };
        let time = || cast.times.iter().find(is_day);
        if aimed { time().map(|time| time.date.clone()) } else { None }
    };
    let objects = view.children(verb).filter(|id| view.token(*id).deprel == Deprel::Obj);
    [verb, trigger].into_iter().chain(objects).find_map(|head| view.children(head).find_map(day))
}

/// "The minister flies to the capital on Thursday": in running text the present with a day that is not past is a plan.
fn is_timetable(cast: Cast<'_>, trigger: TokenId, event: &Event, published: &Date) -> bool {
    let view = cast.view;
    let verb = match view.token(trigger).upos {
        Upos::Verb => Some(trigger),
        _ => view.token(trigger).head.filter(|head| view.token(*head).upos == Upos::Verb),
    };
    let (Some(day), Some(today)) = (event.date.single_day(), published.single_day()) else { return false };
    verb.is_some_and(|verb| super::assertion::is_simple_present(view, verb))
        && view.block_kind(view.token(trigger).span.start) == BlockKind::Paragraph
        && (day > today || event.date.basis == Basis::Computed && is_weekday(cast, trigger, &event.date))
}

/// Whether the name of a weekday gives the event its date.
fn is_weekday(cast: Cast<'_>, trigger: TokenId, date: &Date) -> bool {
    let Some(sentence) = cast.view.sentence_of(trigger) else { return false };
    let span = cast.view.sentence(sentence).span;
    let mut dating = cast.times.iter().filter(|time| span.contains(time.span) && time.date == *date);
    dating.any(|time| cast.view.slice(time.span).to_lowercase().trim_end_matches('s').ends_with("day"))
}

/// A weekday that was taken for the one on the wrong side of publication: what is planned is to come, what has happened is past.
fn turned(event: &Event, published: &Date) -> Option<Date> {
    const WEEK: i64 = 7;
    let (day, today) = (event.date.single_day()?, published.single_day()?);
    let near = (day - today).get_days().unsigned_abs() < WEEK as u32;
    if event.date.basis != Basis::Computed || !near {
        return None;
    }
    let turned = match event.status {
        Status::Planned | Status::Expected if day < today => day.checked_add(WEEK.days()).ok()?,
        Status::Occurred | Status::Ongoing if day > today => day.checked_sub(WEEK.days()).ok()?,
        _ => return None,
    };
    Some(Date { start: Some(turned), end: Some(turned), instant: None, ..event.date.clone() })
}

/// The day on which the saying above the trigger is dated.
fn telling(view: View<'_>, trigger: TokenId, times: &[TimeExpression]) -> Option<Date> {
    let above = std::iter::once(trigger).chain(view.ancestors(trigger));
    let content = above.take_while(|id| !matches!(view.token(*id).deprel, Deprel::AclRelcl | Deprel::Root));
    let clause = content.filter(|id| view.token(*id).deprel == Deprel::Ccomp).last()?;
    let saying = view.token(clause).head?;
    Some(date(view, saying, times)).filter(|day| day.end.is_some() && day.start.is_some())
}

/// What has happened was over by that day; what is planned comes no earlier.
fn bounded(event: &Event, day: &Date, basis: Basis) -> Date {
    let (start, end) = match event.status {
        Status::Occurred | Status::Demanded | Status::Refused => (None, day.end),
        Status::Planned | Status::Expected if !event.background => (day.start, None),
        _ => (None, None),
    };
    if start.is_none() && end.is_none() {
        return Date::unknown();
    }
    Date::range(start, end, Precision::Range, basis).with_evidence(day.evidence.clone())
}

/// What a headline or lead tells as news has happened since anything that counts as background.
fn recent(view: View<'_>, trigger: TokenId, event: &Event, bound: Date) -> Date {
    match bound.end {
        Some(end)
            if opens(view, trigger)
                && matches!(event.status, Status::Occurred | Status::Demanded | Status::Refused) =>
        {
            Date { start: end.checked_sub(BACKGROUND_AFTER_DAYS.days()).ok(), ..bound }
        }
        _ => bound,
    }
}

/// Whether the text recalls the event rather than reports it.
fn is_background(cast: Cast<'_>, trigger: TokenId, event: &Event, published: &Date) -> bool {
    let view = cast.view;
    let kind = view.block_kind(view.token(trigger).span.start);
    if matches!(kind, BlockKind::Headline | BlockKind::Deck)
        || !matches!(event.status, Status::Occurred | Status::Denied | Status::Refused | Status::Demanded)
    {
        return false;
    }
    if let (Some(end), Some(published)) = (event.date.end, published.start) {
        return published.checked_sub(BACKGROUND_AFTER_DAYS.days()).is_ok_and(|limit| end < limit);
    }
    // Without a date the past perfect of the main clause looks back ("the two had met"), and so do words like "previous".
    let perfect = view
        .children(trigger)
        .any(|id| view.token(id).deprel == Deprel::Aux && view.word(id).eq_ignore_ascii_case("had"));
    let past = |id: TokenId| {
        matches!(view.token(id).deprel, Deprel::Amod | Deprel::Advmod | Deprel::Mark | Deprel::Case)
            && cast.tables.frames.is("past", &view.token(id).lemma.to_lowercase())
    };
    perfect && !matches!(view.token(trigger).deprel, Deprel::Ccomp | Deprel::Advcl)
        || view.children(trigger).any(past)
}
