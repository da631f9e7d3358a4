//! Figures that a report denies: "nineteen minutes, not 11". Who gives the figure that is denied is told otherwise there.

use std::collections::BTreeMap;

use rashomon_doc::Comparator;

use super::count::{Count, Kind};
use super::links::Link;
use super::nearby::{ends_in, preceding};
use super::{same, spell};
use crate::compare::scene::Scene;
use crate::dossier::ComparisonKind;

/// Figures of other reports that a report says are not so, each with what it says instead.
pub(super) fn links(scene: &Scene<'_>, counts: &[Count]) -> Vec<Link> {
    let values = by_value(counts);
    let mut found = Vec::new();
    for (index, denied) in counts.iter().enumerate().filter(|(_, count)| is_denied(scene, count)) {
        let Some((instead, given)) = given(scene, counts, index) else { continue };
        let value = value_as(scene, denied, given);
        let told = value.and_then(|value| values.get(&value.to_bits())).map_or(&[][..], Vec::as_slice);
        let tellers = told.iter().filter(|other| tells(scene, &counts[**other], given, denied));
        found.extend(tellers.map(|other| Link {
            kind: ComparisonKind::Conflict,
            one: *other,
            other: instead,
        }));
    }
    found
}

/// The figures of each value.
pub(super) fn by_value(counts: &[Count]) -> BTreeMap<u64, Vec<usize>> {
    let mut found: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, count) in counts.iter().enumerate() {
        if let Some(value) = count.value.filter(|_| count.comparator != Comparator::Vague) {
            found.entry(value.to_bits()).or_default().push(index);
        }
    }
    found
}

/// Whether a word of denial stands right before a figure, up to words that may stand between.
pub(super) fn is_denied(scene: &Scene<'_>, count: &Count) -> bool {
    let wording = &scene.tables().counted.wording;
    let before = preceding(scene, count.span);
    let mut words = before.trim_end();
    while let Some((rest, last)) = words.rsplit_once(' ')
        && wording.fillers.contains(last)
    {
        words = rest.trim_end();
    }
    count.value.is_some_and(|value| value != 1.0) && wording.denials.iter().any(|word| ends_in(words, word))
}

/// The figure that is given instead of a denied one: the last before it in its sentence that is of its kind, or the next
/// behind "but".
fn given<'c>(scene: &Scene<'_>, counts: &'c [Count], at: usize) -> Option<(usize, &'c Count)> {
    let denied = counts.get(at)?;
    let fits = |other: &&(usize, &'c Count)| {
        let (_, count) = other;
        count.span.doc == denied.span.doc
            && count.span.field == denied.span.field
            && count.sentence == denied.sentence
            && !count.span.span.overlaps(denied.span.span)
            && !is_denied(scene, count)
            && (is_bare(scene, denied) || count.kind == denied.kind)
            && value_as(scene, denied, count)
                .zip(count.value)
                .is_some_and(|(x, y)| x.to_bits() != y.to_bits())
    };
    let near = |index: usize| counts.get(index).map(|count| (index, count));
    let before = (at.saturating_sub(NEAR)..at).rev().filter_map(near).find(|count| fits(&count));
    let behind = (at + 1..at + NEAR).filter_map(near).find(|count| fits(&count)).filter(|(_, count)| {
        let gap = rashomon_doc::Span { start: denied.span.span.end, end: count.span.span.start };
        let between = scene.dossier.text_of(crate::dossier::DocSpan { span: gap, ..denied.span });
        between.split_whitespace().any(|word| word == "but")
    });
    before.or(behind)
}

/// So many figures before and behind are looked at.
const NEAR: usize = 4;

/// Whether nothing is said of what a figure counts.
pub(super) fn is_bare(scene: &Scene<'_>, count: &Count) -> bool {
    let figure = count.figure.and_then(|id| scene.dossier.figures.get(id.index()));
    figure
        .is_some_and(|figure| figure.of.is_none() && matches!(figure.unit.as_deref(), None | Some("person")))
}

/// The value of a figure, in the unit of another where it is bare.
pub(super) fn value_as(scene: &Scene<'_>, count: &Count, like: &Count) -> Option<f64> {
    let value = count.value?;
    if !is_bare(scene, count)
        || count.kind == like.kind && !matches!(like.kind, Kind::Duration | Kind::Money(_))
    {
        return Some(value);
    }
    match like.kind {
        Kind::Duration => Some(value * spell::unit_of(scene, like.span)?),
        Kind::Measure(_) | Kind::Money(_) => Some(value * scale_of(scene, like)),
        _ => Some(value),
    }
}

/// How many times the number that is written a figure is ("$2 million": a million; "3 miles": 4,828 metres).
fn scale_of(scene: &Scene<'_>, count: &Count) -> f64 {
    let words = scene.dossier.text_of(count.span);
    let digits: String = words
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    let written: Option<f64> = digits.replace(',', "").trim_end_matches('.').parse().ok();
    // A number in words with a word for thousands or more behind it.
    let in_words = || {
        let scales = [(1e9, "billion"), (1e6, "million"), (1e3, "thousand")];
        scales.iter().find(|(_, word)| words.contains(word)).map_or(1.0, |(scale, _)| *scale)
    };
    match (written, count.value) {
        (Some(written), Some(value)) if written > 0.0 => value / written,
        _ => in_words(),
    }
}

/// Whether a figure of another report is the one that is denied: of the kind of what is given instead, and no chance.
pub(super) fn tells(scene: &Scene<'_>, told: &Count, given: &Count, denied: &Count) -> bool {
    let value = told.value.unwrap_or_default();
    let telling = match told.kind {
        Kind::Money(_) | Kind::SharePrice(_) | Kind::Measure(_) => true,
        Kind::Person | Kind::Thing(_) => value >= DISTINCT,
        Kind::Duration => spell::unit_of(scene, told.span).is_some_and(|unit| value / unit >= FEW),
        Kind::Percent | Kind::Age(_) => false,
    };
    let common = || {
        let words = given.words.union(&denied.words);
        words.filter(|word| told.words.contains(*word)).map(|word| scene.weight(word)).sum::<f64>()
    };
    told.span.doc != given.span.doc
        && told.kind == given.kind
        && scene.story(told.span.doc) == scene.story(given.span.doc)
        && !is_denied(scene, told)
        && !same::other_place(told, given)
        && (telling || told.topic.is_some() && told.topic == given.topic || common() >= COMMON)
}

/// From so many people or things on a number is seldom met twice by chance in one story.
const DISTINCT: f64 = 10.0;
/// The same for durations in their own unit.
const FEW: f64 = 4.0;
/// What words of two sentences weigh together that tell of one matter.
const COMMON: f64 = 4.0;
