//! Figures that count the same thing, lot by lot.

use std::collections::{BTreeMap, BTreeSet};

use super::count::{Count, Kind};
use super::{same, two_voices};
use crate::compare::scene::Scene;
use crate::dossier::{DocSpan, StoryId};

/// Figures of one story that count the same thing, in order.
pub(super) fn groups<'c>(scene: &Scene<'_>, counts: &'c [Count]) -> Vec<Vec<&'c Count>> {
    let mut blocks: BTreeMap<(StoryId, &Kind, Option<usize>), Vec<&Count>> = BTreeMap::new();
    for count in counts {
        // Durations of a time long past go by that time, whatever word stands beside them.
        let by_past = count.kind == Kind::Duration && count.past.is_some();
        let topic = count.topic.filter(|_| !by_past);
        blocks.entry((scene.story(count.span.doc), &count.kind, topic)).or_default().push(count);
    }
    let mut groups: Vec<Vec<&Count>> = Vec::new();
    for block in blocks.values() {
        let from = groups.len();
        let apart = told_apart(scene, block);
        for count in block {
            // A figure joins the lot of which it is like most figures, if none of them speaks against it.
            let like = |group: &Vec<&Count>| {
                let alike = group.iter().filter(|other| same::same_thing(scene, count, other)).count();
                let barred = group.iter().any(|other| {
                    same::is_other(scene, count, other)
                        || values(count, other).is_some_and(|pair| apart.contains(&pair))
                });
                (alike > 0 && !barred).then_some(alike)
            };
            let found = groups[from..]
                .iter()
                .enumerate()
                .filter_map(|(index, group)| Some((like(group)?, index)))
                .max_by_key(|(alike, index)| (*alike, std::cmp::Reverse(*index)));
            if let Some((_, index)) = found {
                groups[from + index].push(count);
            } else {
                let alike = alike_elsewhere(scene, &groups[from..], count, &apart);
                groups.push(alike.into_iter().chain([*count]).collect());
            }
        }
    }
    // "Three … and eight others": a second figure of the lot in one sentence, told of others, is a part.
    for group in &mut groups {
        let all = group.clone();
        group.retain(|count| {
            let is_others = count.nouns.contains("other");
            !is_others
                || !all.iter().any(|first| {
                    first.span < count.span
                        && first.span.doc == count.span.doc
                        && first.sentence == count.sentence
                })
        });
    }
    groups.retain(|group| group.len() > 1);
    groups.sort_by_key(|group| group.first().map(|count| count.span));
    groups
}

/// The figures that one is like though it cannot join their lot, since another of the lot speaks against it: "more than 100"
/// bars the later 71 from "at least 60", which it is news of all the same.
fn alike_elsewhere<'c>(
    scene: &Scene<'_>,
    groups: &[Vec<&'c Count>],
    count: &Count,
    apart: &BTreeSet<(u64, u64)>,
) -> Vec<&'c Count> {
    let like = |other: &&&Count| {
        other.is_main
            && same::same_thing(scene, count, other)
            && values(count, other).is_none_or(|pair| !apart.contains(&pair))
    };
    let near = |group: &&Vec<&'c Count>| group.iter().any(|other| like(&other));
    let topic = count.topic.and_then(|index| scene.tables().counted.topics.get(index));
    let is_toll = count.is_main && topic.is_some_and(|topic| topic.grows);
    let lot = groups.iter().filter(|_| is_toll).find(near);
    let mut chosen: Vec<&Count> = lot.into_iter().flatten().filter(like).copied().collect();
    chosen.sort_by_key(|count| count.span);
    chosen.dedup_by_key(|count| count.span);
    chosen
}

/// Pairs of values that one voice gives in one sentence for things of one kind ("a ban of 90 days, a freeze of 120 days"): they
/// are of two things there, and so they are elsewhere. "From 120 to 90" gives a change of one.
fn told_apart(scene: &Scene<'_>, block: &[&Count]) -> BTreeSet<(u64, u64)> {
    let mut pairs = BTreeSet::new();
    for (index, a) in block.iter().enumerate() {
        let rest =
            block[index + 1..].iter().take_while(|b| b.span.doc == a.span.doc && b.sentence == a.sentence);
        for b in rest.filter(|b| !a.bounds.meet(b.bounds) && !two_voices(scene, a, b)) {
            let between = scene.dossier.text_of(DocSpan {
                span: rashomon_doc::Span {
                    start: a.span.span.end.min(b.span.span.start),
                    end: b.span.span.start,
                },
                ..a.span
            });
            let changes = ["from", "to", "not", "than", "or"]
                .iter()
                .any(|word| between.split_whitespace().any(|w| w == *word));
            let takes_over = a.like.is_some() || b.like.is_some();
            pairs.extend(values(a, b).filter(|_| !changes && !takes_over));
        }
    }
    pairs
}

/// Two values in order.
fn values(a: &Count, b: &Count) -> Option<(u64, u64)> {
    let (x, y) = (a.value?.to_bits(), b.value?.to_bits());
    Some((x.min(y), x.max(y)))
}
