//! Figures that a report says were given at first and are no longer: "had earlier put the number at 18", "13 more than it
//! first announced", "from six to two million".

use rashomon_doc::Span;

use super::count::Count;
use super::denied::{by_value, is_bare, tells, value_as};
use super::links::Link;
use super::nearby::{begins_with, ends_in, following, preceding};
use super::{same, whole};
use crate::compare::scene::Scene;
use crate::dossier::{ComparisonKind, DocSpan};

/// Figures that have become others, each with what is given now, in the report that says so and in those that gave it.
pub(super) fn links(scene: &Scene<'_>, counts: &[Count]) -> Vec<Link> {
    let values = by_value(counts);
    let update = |one, other| Link { kind: ComparisonKind::Update, one, other };
    let mut found = Vec::new();
    for (index, count) in counts.iter().enumerate() {
        let change = changed_to(scene, counts, index).map(|now| (now, value_as(scene, count, &counts[now])));
        let first = given_first(scene, count).then(|| now(scene, counts, index)).flatten();
        let more = more_than_first(scene, counts, index);
        found.extend(first.map(|now| update(index, now)));
        let first = first.map(|now| (now, value_as(scene, count, &counts[now])));
        for (now, value) in [change, first, more].into_iter().flatten() {
            let told = value.and_then(|value| values.get(&value.to_bits())).map_or(&[][..], Vec::as_slice);
            let others = told.iter().filter(|other| {
                let told = &counts[**other];
                tells(scene, told, &counts[now], count) && !scene.earlier(count.span.doc, told.span.doc)
            });
            found.extend(others.map(|other| update(*other, now)));
        }
    }
    found
}

/// Whether a figure was given at first: an adverb of that before it, a verb of telling beside it.
fn given_first(scene: &Scene<'_>, count: &Count) -> bool {
    let wording = &scene.tables().counted.wording;
    let tells = |word: &str| wording.tells.contains(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let (before, after) = (preceding(scene, count.span), following(scene, count.span));
    let clause = before.rsplit([';', '—', '(', ',']).next().unwrap_or_default();
    let first = |phrase: &String| {
        let told = |at: usize| {
            let rest: Vec<&str> = clause[at + phrase.len()..].split_whitespace().collect();
            rest.len() <= REACH && rest.first().is_some_and(|word| tells(word))
        };
        let at = clause
            .rfind(phrase.as_str())
            .filter(|at| clause[..*at].chars().next_back().is_none_or(|c| !c.is_alphanumeric()));
        at.is_some_and(told)
    };
    // "18 first reported", "the 18 reported earlier".
    let behind = || {
        wording.firsts.iter().any(|phrase| {
            begins_with(&after, phrase) && after[phrase.len()..].split_whitespace().next().is_some_and(tells)
        })
    };
    count.value.is_some_and(|value| value != 1.0) && (wording.firsts.iter().any(first) || behind())
}

/// Words between an adverb and the figure that it speaks of.
const REACH: usize = 9;

/// What is given now instead of a figure: another of its kind in its sentence, or the last before it in the two sentences before.
fn now(scene: &Scene<'_>, counts: &[Count], at: usize) -> Option<usize> {
    let was = counts.get(at)?;
    let view = scene.view(was.span)?;
    let sentence = |count: &Count| view.sentence_at(count.span.span.start).map(|id| id.0);
    let own = sentence(was)?;
    let fits = |index: &usize| {
        counts.get(*index).is_some_and(|count| {
            let same_text = (count.span.doc, count.span.field) == (was.span.doc, was.span.field);
            let near = sentence(count).is_some_and(|id| id <= own && own - id <= BACK);
            let same_kind = count.kind == was.kind;
            let one_topic = count.topic.is_some() && count.topic == was.topic;
            let common = || count.words.intersection(&was.words).map(|word| scene.weight(word)).sum::<f64>();
            let tied = sentence(count) == Some(own) || one_topic || common() >= TIED;
            same_text
                && near
                && (same_kind || is_bare(scene, was))
                && (is_bare(scene, was) || count.topic == was.topic)
                && !same::other_place(count, was)
                && tied
                && !given_first(scene, count)
                && is_whole(scene, count)
                && value_as(scene, was, count)
                    .zip(count.value)
                    .is_some_and(|(x, y)| x.to_bits() != y.to_bits() && x.max(y) <= RATIO * x.min(y))
        })
    };
    let before = (at.saturating_sub(NEAR)..at).rev().find(fits);
    // "First put at 40, it is now said to be 52".
    let behind = |index: &usize| {
        let words = counts.get(*index).map(|count| between(scene, was, count)).unwrap_or_default();
        let turns = &scene.tables().counted.wording.turns;
        fits(index)
            && words
                .split_whitespace()
                .any(|word| turns.contains(word.trim_matches(|c: char| !c.is_alphanumeric())))
    };
    // Else what the report gives first of its topic, be it in the title.
    let first = |index: &usize| {
        counts.get(*index).is_some_and(|count| {
            count.span.doc == was.span.doc
                && count.topic.is_some()
                && count.topic == was.topic
                && count.kind == was.kind
                && count.past.is_none()
                && is_near(was, count, count.value)
                && is_whole(scene, count)
        })
    };
    before.or_else(|| (at + 1..at + NEAR).find(behind)).or_else(|| (0..at).find(first))
}

/// Whether a figure is another than the first and not so far from it that it counts something else.
fn is_near(was: &Count, now: &Count, value: Option<f64>) -> bool {
    let other = was.span != now.span;
    other
        && was
            .value
            .zip(value)
            .is_some_and(|(x, y)| x.to_bits() != y.to_bits() && x.max(y) <= RATIO * x.min(y))
}

fn is_whole(scene: &Scene<'_>, count: &Count) -> bool {
    let figure = count.figure.and_then(|id| Some((id.index(), scene.dossier.figures.get(id.index())?)));
    figure.is_none_or(|(index, figure)| whole::counts(scene, figure, index))
}

/// The lower-case words between two figures of one text.
fn between(scene: &Scene<'_>, from: &Count, to: &Count) -> String {
    let gap = Span { start: from.span.span.end, end: to.span.span.start.max(from.span.span.end) };
    scene.dossier.text_of(DocSpan { span: gap, ..from.span }).trim().to_lowercase()
}

const NEAR: usize = 5;
const BACK: u32 = 2;
/// What words of two sentences weigh together that tell of one matter.
const TIED: f64 = 4.0;
/// A figure is seldom mended by more than this.
const RATIO: f64 = 6.0;

/// "From 41 to 38", "38, down from 41": the figure that has come to stand for another.
fn changed_to(scene: &Scene<'_>, counts: &[Count], at: usize) -> Option<usize> {
    let was = counts.get(at)?;
    let before = preceding(scene, was.span);
    let before = before.trim_end();
    let wording = &scene.tables().counted.wording;
    let fits = |index: usize| {
        counts.get(index).filter(|count| {
            (count.span.doc, count.span.field) == (was.span.doc, was.span.field)
                && count.sentence == was.sentence
                && !count.span.span.overlaps(was.span.span)
                && (count.kind == was.kind || is_bare(scene, was))
                && count.value != value_as(scene, was, count)
        })
    };
    if wording.change.iter().any(|phrase| ends_in(before, phrase)) {
        let now = at.checked_sub(1)?;
        return fits(now).map(|_| now);
    }
    let now = at + 1;
    let count = fits(now).filter(|_| ends_in(before, "from"))?;
    between(scene, was, count).split_whitespace().last().is_some_and(|word| word == "to").then_some(now)
}

/// "44 were held, 13 more than it first announced": what is given now, and what that leaves for the first figure.
fn more_than_first(scene: &Scene<'_>, counts: &[Count], at: usize) -> Option<(usize, Option<f64>)> {
    let wording = &scene.tables().counted.wording;
    let more = counts.get(at)?;
    let after = following(scene, more.span);
    let inside = scene.dossier.text_of(more.span).to_lowercase();
    let words: Vec<&str> = after.split_whitespace().take(REACH).collect();
    let sign = match words.first() {
        Some(&"more") => 1.0,
        Some(&("fewer" | "less")) => -1.0,
        _ if inside.ends_with(" more") => 1.0,
        _ if inside.ends_with(" fewer") || inside.ends_with(" less") => -1.0,
        _ => return None,
    };
    let than = words.iter().position(|word| *word == "than")?;
    let rest = words.get(than + 1..)?.join(" ");
    let first = wording.firsts.iter().any(|phrase| format!(" {rest} ").contains(&format!(" {phrase} ")));
    let told = rest
        .split_whitespace()
        .any(|word| wording.tells.contains(word.trim_matches(|c: char| !c.is_alphanumeric())));
    let now = at.checked_sub(1).filter(|_| first && told)?;
    let count = counts.get(now).filter(|count| {
        count.sentence == more.sentence
            && (count.span.doc, count.span.field) == (more.span.doc, more.span.field)
    })?;
    Some((now, count.value.zip(more.value).map(|(now, more)| now - sign * more)))
}
