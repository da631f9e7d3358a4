//! Which tellings are one event.

use std::collections::BTreeMap;

use rashomon_doc::{Date, EventKind, EventType, Status};

use super::telling::Told;
use crate::Tables;
use crate::dossier::StoryId;
use crate::ontology::EventThresholds;

/// What tellings must share to be compared at all.
type Block = (StoryId, Option<EventType>, Option<EventKind>);

/// Groups of tellings, in order of their first one.
pub(super) fn merge(tellings: &[Told<'_>], tables: &Tables) -> Vec<Vec<usize>> {
    let mut blocks: BTreeMap<Block, Vec<usize>> = BTreeMap::new();
    for (index, told) in tellings.iter().enumerate() {
        blocks.entry((told.story, told.event.kind, told.event.other)).or_default().push(index);
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for block in blocks.values() {
        let recalled: BTreeMap<usize, usize> = block
            .iter()
            .filter_map(|index| Some((*index, antecedent(tellings, block, *index, tables)?)))
            .collect();
        let told: Vec<usize> = block.iter().copied().filter(|index| !recalled.contains_key(index)).collect();
        let mut found = cluster(tellings, &told, tables);
        for (index, first) in recalled {
            let date = |other: &usize| &tellings[*other].event.date;
            let group = found.iter_mut().find(|group| group.contains(&first));
            match group.filter(|group| group.iter().all(|other| date(other).can_equal(date(&index)))) {
                Some(group) => group.push(index),
                None => found.push(vec![index]),
            }
        }
        found.iter_mut().for_each(|group| group.sort_unstable());
        groups.extend(found);
    }
    groups.sort_unstable();
    groups
}

/// The telling that a bare definite noun takes up: the nearest one before it in its report that it can mean.
///
/// What that one takes up itself is followed to its first telling.
fn antecedent(tellings: &[Told<'_>], block: &[usize], index: usize, tables: &Tables) -> Option<usize> {
    let told = tellings.get(index)?;
    let takes_up_any = tables.compare.events.generic.contains(&told.lemma);
    if !told.recalls || told.is_other {
        return None;
    }
    let at = block.iter().position(|other| *other == index)?;
    let can_mean = |other: &&usize| {
        let before = &tellings[**other];
        before.key.0 == told.key.0
            && (takes_up_any || before.lemma == told.lemma)
            && !before.is_other
            && !before.is_generic
            && !before.is_past
            && before.event.date.can_equal(&told.event.date)
            && !places_exclude(before, told)
    };
    let before = block[..at].iter().rev().find(can_mean).copied()?;
    Some(antecedent(tellings, block, before, tables).unwrap_or(before))
}

/// Joins the tellings of one block, most alike first.
fn cluster(tellings: &[Told<'_>], block: &[usize], tables: &Tables) -> Vec<Vec<usize>> {
    let thresholds = &tables.compare.events;
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (position, a) in block.iter().enumerate() {
        for b in &block[position + 1..] {
            let likeness = likeness(&tellings[*a], &tellings[*b], tables);
            if likeness >= thresholds.join {
                pairs.push((likeness, *a, *b));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
    let mut group: BTreeMap<usize, usize> = block.iter().map(|index| (*index, *index)).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = block.iter().map(|index| (*index, vec![*index])).collect();
    for (_, a, b) in pairs {
        let (Some(a), Some(b)) = (group.get(&a).copied(), group.get(&b).copied()) else { continue };
        if a == b {
            continue;
        }
        let (Some(x), Some(y)) = (members.get(&a), members.get(&b)) else { continue };
        let contradicted =
            x.iter().any(|i| y.iter().any(|j| contradict(&tellings[*i], &tellings[*j], thresholds)));
        let mean = mean_likeness(tellings, x, y, tables);
        if contradicted || mean < thresholds.join * thresholds.group_share {
            continue;
        }
        let moved = members.remove(&b.max(a)).unwrap_or_default();
        for index in &moved {
            group.insert(*index, a.min(b));
        }
        members.entry(a.min(b)).or_default().extend(moved);
    }
    let mut found: Vec<Vec<usize>> = members.into_values().collect();
    found.iter_mut().for_each(|group| group.sort_unstable());
    found
}

fn mean_likeness(tellings: &[Told<'_>], x: &[usize], y: &[usize], tables: &Tables) -> f64 {
    let sum: f64 =
        x.iter().flat_map(|i| y.iter().map(|j| likeness(&tellings[*i], &tellings[*j], tables))).sum();
    sum / (x.len() * y.len()).max(1) as f64
}

/// Whether two tellings cannot be one event: other days, or other places.
///
/// A day's difference between accounts that agree in all else is left standing, as a difference of accounts.
fn contradict(a: &Told<'_>, b: &Told<'_>, thresholds: &EventThresholds) -> bool {
    let one_undated = !a.event.date.is_known() || !b.event.date.is_known();
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
        return !(close && same_place && same_people && a.lemma == b.lemma);
    }
    let same_day =
        a.event.date.single_day().is_some() && a.event.date.single_day() == b.event.date.single_day();
    other_place && !(same_day && same_people && a.lemma == b.lemma)
}

/// Whether one telling has it that the event came about and the other that it did not.
fn opposed(a: &Told<'_>, b: &Told<'_>) -> bool {
    let came = |told: &Told<'_>| matches!(told.event.status, Status::Occurred | Status::Ongoing);
    let failed = |told: &Told<'_>| matches!(told.event.status, Status::Denied | Status::Refused);
    (came(a) && failed(b)) || (failed(a) && came(b))
}

/// Whether it is plain that two tellings speak of one matter: what the one denies is what the other tells.
fn same_matter(a: &Told<'_>, b: &Told<'_>) -> bool {
    let same_day =
        a.event.date.single_day().is_some() && a.event.date.single_day() == b.event.date.single_day();
    a.lemma == b.lemma && (same_day || a.named.intersection(&b.named).count() >= 2 || (a.leads && b.leads))
}

/// Whether two tellings place it differently. A country does not exclude a place that can lie in it.
fn places_exclude(a: &Told<'_>, b: &Told<'_>) -> bool {
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
fn likeness(a: &Told<'_>, b: &Told<'_>, tables: &Tables) -> f64 {
    let thresholds = &tables.compare.events;
    if contradict(a, b, thresholds) {
        return 0.0;
    }
    let trigger = if a.lemma == b.lemma { 1.0 } else { 0.0 };
    // Reports lead with the news, and tell it first in the title: the same happening in both is hardly another one.
    let both_lead = a.leads && b.leads && a.sentence != b.sentence && a.lemma == b.lemma;
    let lead = if both_lead { thresholds.lead_bonus } else { 0.0 };
    let words = a.meaning.likeness(&b.meaning, tables);
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
    (sum / all + lead).min(1.0)
}

/// The share of those who take part that both name; a body stands for its country at less.
fn participants(a: &Told<'_>, b: &Told<'_>, thresholds: &EventThresholds) -> f64 {
    // Nothing says that unnamed people of two reports are the same, or that they are not.
    let (x, y) = (&a.named, &b.named);
    if x.is_empty() || y.is_empty() {
        return thresholds.unknown;
    }
    let exact = x.intersection(y).count() as f64 / x.len().min(y.len()) as f64;
    let sides = !a.sides.is_disjoint(&b.sides);
    if sides { exact.max(thresholds.same_side) } else { exact }
}

/// How well two dates that can be one agree.
fn date(a: &Date, b: &Date, thresholds: &EventThresholds) -> f64 {
    match (a.single_day(), b.single_day()) {
        (Some(x), Some(y)) if x == y => 1.0,
        _ if a.is_known() && b.is_known() => thresholds.range,
        _ => thresholds.unknown,
    }
}
