//! Which tellings are one event.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{EventKind, EventType, Field};

use super::likeness::{contradict, likeness, places_exclude, same_word};
use super::telling::Told;
use crate::Tables;
use crate::dossier::{DocId, StoryId};

/// What tellings must share to be compared at all.
type Block = (StoryId, Option<EventType>, Option<EventKind>);

/// Groups of tellings, in order of their first one.
pub(super) fn merge(tellings: &[Told<'_>], tables: &Tables) -> Vec<Vec<usize>> {
    let mut blocks: BTreeMap<Block, Vec<usize>> = BTreeMap::new();
    let usual = usual_kinds(tellings);
    for (index, told) in tellings.iter().enumerate() {
        let other =
            usual.get(&(told.story, told.lemma.as_str())).copied().filter(|_| told.event.kind.is_none());
        blocks.entry((told.story, told.event.kind, other.or(told.event.other))).or_default().push(index);
    }
    let single = single(tellings, &blocks, tables);
    let mut recalled: Vec<(usize, usize)> = Vec::new();
    let mut told: Vec<Vec<usize>> = Vec::new();
    for block in blocks.values() {
        let taken_up = |index: &usize| Some((*index, antecedent(tellings, block, *index, tables)?));
        let known: BTreeMap<usize, usize> = block.iter().filter_map(taken_up).collect();
        told.push(block.iter().copied().filter(|index| !known.contains_key(index)).collect());
        recalled.extend(known);
    }
    let mut groups = cluster(tellings, &told, &single, tables);
    let members = groups.iter().enumerate();
    let group_of: BTreeMap<usize, usize> =
        members.flat_map(|(at, group)| group.iter().map(move |index| (*index, at))).collect();
    for (index, first) in recalled {
        let date = |other: &usize| &tellings[*other].event.date;
        let group = group_of.get(&first).and_then(|at| groups.get_mut(*at));
        match group.filter(|group| group.iter().all(|other| date(other).can_equal(date(&index)))) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    for group in &mut groups {
        group.sort_unstable();
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
            && (takes_up_any || same_word(before, told))
            && !before.is_other
            && !before.is_generic
            && !before.is_past
            && before.event.date.can_equal(&told.event.date)
            && !places_exclude(before, told)
    };
    let before = block[..at].iter().rev().find(can_mean).copied()?;
    Some(antecedent(tellings, block, before, tables).unwrap_or(before))
}

/// Joins the tellings of each block, and those of different blocks that one word can mean, most alike first.
fn cluster(
    tellings: &[Told<'_>],
    blocks: &[Vec<usize>],
    single: &BTreeSet<usize>,
    tables: &Tables,
) -> Vec<Vec<usize>> {
    let thresholds = &tables.compare.events;
    let likeness = |a: usize, b: usize| {
        let (x, y) = (&tellings[a], &tellings[b]);
        let broad = x.event.other.is_some_and(|kind| thresholds.broad_kinds.contains(kind.as_str()));
        let bonus =
            !broad && single.contains(&a) && single.contains(&b) && x.key.0 != y.key.0 && same_word(x, y);
        let likeness = likeness(x, y, tables);
        if bonus && likeness > 0.0 { (likeness + thresholds.only_one_bonus).min(1.0) } else { likeness }
    };
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for block in blocks {
        for (position, a) in block.iter().enumerate() {
            for b in &block[position + 1..] {
                let likeness = likeness(*a, *b);
                if likeness >= thresholds.join {
                    pairs.push((likeness, *a, *b));
                }
            }
        }
    }
    for (a, b) in across(tellings, blocks) {
        let likeness = likeness(a, b);
        if likeness >= thresholds.join_across {
            pairs.push((likeness, a, b));
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
    let all = || blocks.iter().flatten();
    let mut group: BTreeMap<usize, usize> = all().map(|index| (*index, *index)).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = all().map(|index| (*index, vec![*index])).collect();
    for (_, a, b) in pairs {
        let (Some(a), Some(b)) = (group.get(&a).copied(), group.get(&b).copied()) else { continue };
        if a == b {
            continue;
        }
        let (Some(x), Some(y)) = (members.get(&a), members.get(&b)) else { continue };
        let apart = |one: &usize, other: &usize| {
            let (one, other) = (&tellings[*one], &tellings[*other]);
            contradict(one, other, thresholds) || type_of(one) != type_of(other) && !same_word(one, other)
        };
        let contradicted = x.iter().any(|one| y.iter().any(|other| apart(one, other)));
        let sum: f64 = x.iter().flat_map(|one| y.iter().map(|other| likeness(*one, *other))).sum();
        let mean = sum / (x.len() * y.len()).max(1) as f64;
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
    for group in &mut found {
        group.sort_unstable();
    }
    found
}

/// What a telling is told as.
fn type_of(told: &Told<'_>) -> (Option<EventType>, Option<EventKind>) {
    (told.event.kind, told.event.other)
}

/// Whether the act is one of speech: the demand for a resignation is no resignation.
fn utters(told: &Told<'_>) -> bool {
    use EventType::{Agree, Reject, Request, Support, Threaten};
    matches!(told.event.kind, Some(Agree | Reject | Request | Support | Threaten))
}

/// Pairs of tellings of different types in two reports whose words can mean one happening ("resigned", "lost his post"),
/// where a day, a place or somebody is common to both.
fn across(tellings: &[Told<'_>], blocks: &[Vec<usize>]) -> BTreeSet<(usize, usize)> {
    let mut by_sense: BTreeMap<(StoryId, &str), Vec<(usize, usize)>> = BTreeMap::new();
    for (block, indices) in blocks.iter().enumerate() {
        for index in indices {
            let told = &tellings[*index];
            for sense in &told.senses {
                by_sense.entry((told.story, sense)).or_default().push((block, *index));
            }
        }
    }
    let common = |a: &Told<'_>, b: &Told<'_>| {
        let day =
            a.event.date.single_day().is_some() && a.event.date.single_day() == b.event.date.single_day();
        let place = a.place_id.is_some() && a.place_id == b.place_id;
        day || place || !a.named.is_disjoint(&b.named) || !a.nouns.is_disjoint(&b.nouns)
    };
    let mut pairs = BTreeSet::new();
    for group in by_sense.values() {
        for (position, (block, a)) in group.iter().enumerate() {
            for (other, b) in group[position + 1..].iter().take(NEXT) {
                let (x, y) = (&tellings[*a], &tellings[*b]);
                if block != other && x.key.0 != y.key.0 && !utters(x) && !utters(y) && common(x, y) {
                    pairs.insert((*a.min(b), *a.max(b)));
                }
            }
        }
    }
    pairs
}

/// A telling is compared with so many others of its story that one word can mean as well, so that the work stays near-linear.
const NEXT: usize = 200;

/// The kind that a story gives a word most often: what is closed is closed, whether it is told of a business or of a road.
fn usual_kinds<'t>(tellings: &'t [Told<'_>]) -> BTreeMap<(StoryId, &'t str), EventKind> {
    let mut counts: BTreeMap<(StoryId, &str), BTreeMap<EventKind, usize>> = BTreeMap::new();
    for told in tellings {
        if let (None, Some(kind)) = (told.event.kind, told.event.other) {
            *counts.entry((told.story, &told.lemma)).or_default().entry(kind).or_default() += 1;
        }
    }
    let most = |kinds: BTreeMap<EventKind, usize>| {
        kinds.into_iter().max_by_key(|(kind, count)| (*count, std::cmp::Reverse(*kind))).map(|(kind, _)| kind)
    };
    counts.into_iter().filter_map(|(word, kinds)| Some((word, most(kinds)?))).collect()
}

/// What one report of a story tells by one word as one kind of event.
type OneWord<'a> = (StoryId, DocId, Option<EventType>, Option<EventKind>, &'a str);

/// The tellings whose report tells only one happening by their word: all of that word in it are alike.
fn single(tellings: &[Told<'_>], blocks: &BTreeMap<Block, Vec<usize>>, tables: &Tables) -> BTreeSet<usize> {
    let mut by_word: BTreeMap<OneWord<'_>, Vec<usize>> = BTreeMap::new();
    for ((story, kind, other), block) in blocks {
        for index in block {
            let told = &tellings[*index];
            let senses = told.senses.iter();
            for sense in senses {
                by_word.entry((*story, told.key.0, *kind, *other, sense)).or_default().push(*index);
            }
        }
    }
    let join = tables.compare.events.join;
    let mut several = BTreeSet::new();
    for group in by_word.values() {
        let differ = |a: &usize, b: &usize| {
            let (a, b) = (&tellings[*a], &tellings[*b]);
            !(a.recalls && b.recalls) && likeness(a, b, tables) < join
        };
        if group.iter().enumerate().any(|(at, a)| group[at + 1..].iter().any(|b| differ(a, b))) {
            several.extend(group.iter().copied());
        }
    }
    (0..tellings.len())
        .filter(|index| !several.contains(index) && tellings[*index].key.1 == Field::Text)
        .collect()
}
