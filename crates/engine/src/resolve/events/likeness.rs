//! How well two tellings agree, and what keeps them apart.

use rashomon_doc::{Basis, Date, Quad, Status};

use super::telling::Told;
use crate::Tables;
use crate::ontology::EventThresholds;

/// Whether two tellings cannot be one event: other days, or other places.
///
/// A day's difference between accounts that agree in all else is left standing, as a difference of accounts.
pub(super) fn contradict(a: &Told<'_>, b: &Told<'_>, thresholds: &EventThresholds) -> bool {
    // What is bounded by the day of publication alone is as good as undated, where nothing else says that it is the same.
    let undated = |date: &Date| date.basis == Basis::Inferred;
    let known_alike = a.lemma == b.lemma || !a.named.is_disjoint(&b.named);
    let one_undated = !a.event.date.is_known()
        || !b.event.date.is_known()
        || !known_alike && (undated(&a.event.date) || undated(&b.event.date));
    if (a.is_other != b.is_other && a.key.0 == b.key.0)
        || (a.is_past != b.is_past && one_undated)
        || a.is_generic != b.is_generic
        || (opposed(a, b) && !same_matter(a, b))
    {
        return true;
    }
    let same_place = matches!((a.place_id, b.place_id), (Some(x), Some(y)) if x == y);
    let other_place = places_exclude(a, b);
    let same_people = !a.actor_ids.is_disjoint(&b.actor_ids)
        && (a.recipient_ids.is_empty() == b.recipient_ids.is_empty())
        && (a.recipient_ids.is_empty() || !a.recipient_ids.is_disjoint(&b.recipient_ids));
    if !a.event.date.can_equal(&b.event.date) {
        let close = days_between(&a.event.date, &b.event.date) <= thresholds.days_off;
        return !(close && same_place && same_people && same_word(a, b));
    }
    let same_day =
        a.event.date.single_day().is_some() && a.event.date.single_day() == b.event.date.single_day();
    other_place && !(same_day && same_people && same_word(a, b))
}

/// Whether one telling has it that the event came about and the other that it did not.
fn opposed(a: &Told<'_>, b: &Told<'_>) -> bool {
    let came = |told: &Told<'_>| matches!(told.event.status, Status::Occurred | Status::Ongoing);
    let failed = |told: &Told<'_>| matches!(told.event.status, Status::Denied | Status::Refused);
    (came(a) && failed(b)) || (failed(a) && came(b))
}

/// Whether it is plain that two tellings speak of one matter: what the one denies is what the other tells.
fn same_matter(a: &Told<'_>, b: &Told<'_>) -> bool {
    let (x, y) = (&a.event.date, &b.event.date);
    let same_time = x.start.is_some() && x.end.is_some() && (x.start, x.end) == (y.start, y.end);
    same_word(a, b) && (same_time || a.named.intersection(&b.named).count() >= 2 || (a.leads && b.leads))
}

/// Whether two tellings place it differently. A country does not exclude a place that can lie in it.
pub(super) fn places_exclude(a: &Told<'_>, b: &Told<'_>) -> bool {
    let (Some(x), Some(y)) = (a.place_id, b.place_id) else { return false };
    let in_other = |place: &Told<'_>, country: &Told<'_>| {
        country.place_is_country
            && (place.place_country.is_none() || place.place_country == country.place_country)
            && !place.place_is_country
    };
    x != y && !in_other(a, b) && !in_other(b, a)
}

/// Days that lie between two ranges that cannot be one day.
fn days_between(a: &Date, b: &Date) -> i32 {
    let gap = |end: Option<jiff::civil::Date>, start: Option<jiff::civil::Date>| match (end, start) {
        (Some(end), Some(start)) if end < start => (start - end).get_days(),
        _ => 0,
    };
    gap(a.end, b.start).max(gap(b.end, a.start))
}

/// 0 to 1: how well two tellings of one type agree.
pub(super) fn likeness(a: &Told<'_>, b: &Told<'_>, tables: &Tables) -> f64 {
    let thresholds = &tables.compare.events;
    if contradict(a, b, thresholds) {
        return 0.0;
    }
    let trigger = trigger(a, b, thresholds);
    // Reports lead with the news, and tell it first in the title: the same happening in both is hardly another one.
    let both_lead = a.leads && b.leads && a.sentence != b.sentence && same_word(a, b);
    let lead = if both_lead { thresholds.lead_bonus } else { 0.0 };
    let words = a.meaning.same_words(&b.meaning, tables);
    let people = participants(a, b, thresholds);
    let date = date(&a.event.date, &b.event.date, thresholds);
    let place = match (a.place_id, b.place_id) {
        (Some(x), Some(y)) if x == y => 1.0,
        _ => thresholds.unknown,
    };
    let sum = thresholds.trigger_weight * trigger
        + thresholds.people_weight * people
        + thresholds.date_weight * date
        + thresholds.place_weight * place
        + thresholds.words_weight * words;
    let all = thresholds.trigger_weight
        + thresholds.people_weight
        + thresholds.date_weight
        + thresholds.place_weight
        + thresholds.words_weight;
    let same_day = a.event.date.single_day().is_some()
        && a.event.date.single_day() == b.event.date.single_day()
        && same_word(a, b);
    let day = if same_day { thresholds.same_day_bonus } else { 0.0 };
    (sum / all + lead + day).min(1.0)
}

/// Whether both triggers can be words for one happening.
pub(super) fn same_word(a: &Told<'_>, b: &Told<'_>) -> bool {
    a.lemma == b.lemma || !a.senses.is_disjoint(&b.senses)
}

/// How well two triggers agree.
fn trigger(a: &Told<'_>, b: &Told<'_>, thresholds: &EventThresholds) -> f64 {
    if same_word(a, b) {
        // One letter and several letters are hardly the same; "talks" and "talks" can be.
        return if a.lemma == b.lemma && a.is_plural != b.is_plural { thresholds.same_kind } else { 1.0 };
    }
    if (a.event.kind, a.event.other) != (b.event.kind, b.event.other) {
        return 0.0;
    }
    if a.event.mode.is_some() && a.event.mode == b.event.mode {
        return thresholds.same_mode;
    }
    match (a.event.kind, a.event.other) {
        (Some(kind), _) if matches!(kind.quad(), Quad::VerbalCooperation | Quad::VerbalConflict) => {
            thresholds.same_speech
        }
        (None, Some(kind)) if !thresholds.broad_kinds.contains(kind.as_str()) => thresholds.same_kind,
        _ => 0.0,
    }
}

/// The share of those who take part that both name; a body stands for its country at less.
fn participants(a: &Told<'_>, b: &Told<'_>, thresholds: &EventThresholds) -> f64 {
    let (x, y) = (&a.named, &b.named);
    if x.is_empty() || y.is_empty() {
        // Nothing says that unnamed people of two reports are the same, or that they are not; one noun for both says a little.
        // "A road bridge" can be the Mill Bridge.
        let meets = |x: &Told<'_>, y: &Told<'_>| {
            !x.nouns.is_disjoint(&y.nouns) || !x.nouns.is_disjoint(&y.name_words)
        };
        let unnamed = x.is_empty() && y.is_empty() && !a.nouns.is_empty() && !b.nouns.is_empty();
        if x.is_empty() && y.is_empty() && !a.numbers.is_disjoint(&b.numbers) {
            return thresholds.same_number;
        }
        return match (meets(a, b) || meets(b, a), unnamed) {
            (true, _) => thresholds.same_noun,
            (false, true) => thresholds.other_noun,
            (false, false) => thresholds.unknown,
        };
    }
    let exact = x.intersection(y).count() as f64 / x.len().min(y.len()) as f64;
    let sides = !a.sides.is_disjoint(&b.sides);
    if sides { exact.max(thresholds.same_side) } else { exact }
}

/// How well two dates that can be one agree.
fn date(a: &Date, b: &Date, thresholds: &EventThresholds) -> f64 {
    match (a.single_day(), b.single_day()) {
        (Some(x), Some(y)) if x == y => 1.0,
        // "In June" is "in June".
        _ if a.start.is_some() && a.end.is_some() && (a.start, a.end) == (b.start, b.end) => 1.0,
        _ if a.is_known() && b.is_known() => thresholds.range,
        _ => thresholds.unknown,
    }
}
