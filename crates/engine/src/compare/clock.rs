//! Times of day: one happening that reports put at two hours of one day, or at one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil;
use rashomon_doc::{Span, TimeExpression, TimeType, View};

use super::opposed::about_words;
use super::rows::{Account, docs_of, positions, quoted_sides};
use super::scene::Scene;
use crate::dossier::{Aspect, Comparison, ComparisonKind, DocId, DocSpan, EventId, StoryId};

/// A time of day that a report gives for something.
struct Clock {
    span: DocSpan,
    story: StoryId,
    day: civil::Date,
    /// Whether no day stands beside it, so that it goes by a day told elsewhere.
    bare: bool,
    minute: i32,
    /// Minutes that it may be off.
    slack: i32,
    /// Content words of its sentence.
    words: BTreeSet<String>,
    /// What is told in its sentence.
    events: BTreeSet<EventId>,
}

/// Rows for happenings of one day that reports time differently, or alike.
pub(super) fn compare(scene: &Scene<'_>) -> Vec<Comparison> {
    let mut clocks: Vec<Clock> = Vec::new();
    let events = triggers(scene);
    for (doc, view, facts) in scene.texts() {
        for time in facts.times.iter().filter(|time| time.kind == TimeType::Time) {
            let (Some(minute), Some(day)) = (minute(&time.value), time.date.single_day()) else { continue };
            let Some(slack) = slack(scene, view, time) else { continue };
            let span = DocSpan { doc, field: view.field, span: time.span };
            let sentence = DocSpan { span: scene.sentence(span), ..span };
            let told = events.get(&(doc, view.field)).map_or(&[][..], Vec::as_slice);
            let inside = told.iter().filter(|(trigger, _)| sentence.span.contains(*trigger));
            let words = scene
                .content(sentence)
                .into_iter()
                .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
            clocks.push(Clock {
                span,
                story: scene.story(doc),
                day,
                bare: time.date.evidence.len() > 1,
                minute,
                slack,
                words: words.collect(),
                events: inside.map(|(_, id)| *id).collect(),
            });
        }
    }
    clocks.sort_by_key(|clock| (clock.story, clock.day, clock.span));
    rows(scene, &clocks)
}

/// The triggers of each text, with their events.
fn triggers(scene: &Scene<'_>) -> BTreeMap<(DocId, rashomon_doc::Field), Vec<(Span, EventId)>> {
    let mut found: BTreeMap<_, Vec<(Span, EventId)>> = BTreeMap::new();
    for (index, event) in scene.dossier.events.iter().enumerate() {
        for report in &event.reports {
            let at = report.trigger;
            found.entry((at.doc, at.field)).or_default().push((at.span, EventId(index as u32)));
        }
    }
    found
}

/// The minute of the day of a TIMEX3 value ("2024-05-06T09:40").
fn minute(value: &str) -> Option<i32> {
    let (_, clock) = value.split_once('T')?;
    let (hour, minute) = clock.get(..5)?.split_once(':')?;
    Some(hour.parse::<i32>().ok()? * 60 + minute.parse::<i32>().ok()?)
}

/// Minutes that a time of day may be off by the words before it; none if it only bounds something ("until 9 p.m.").
fn slack(scene: &Scene<'_>, view: View<'_>, time: &TimeExpression) -> Option<i32> {
    let clock = &scene.tables().compare.clock;
    let sentence = view.sentence(view.sentence_at(time.span.start)?).span;
    let before = Span { start: sentence.start.min(time.span.start), end: time.span.start };
    let (lead, own) = (view.slice(before).to_lowercase(), view.slice(time.span).to_lowercase());
    let has = |list: &BTreeSet<String>| {
        let near = lead.split_whitespace().rev().take(REACH);
        near.chain(own.split_whitespace()).any(|word| list.contains(word))
    };
    if has(&clock.bounds) {
        return None;
    }
    Some(if has(&clock.about) { clock.about_minutes } else { clock.exact_minutes })
}

/// Words before a time of day that say how exact it is.
const REACH: usize = 2;

fn rows(scene: &Scene<'_>, clocks: &[Clock]) -> Vec<Comparison> {
    let table = &scene.tables().compare.clock;
    let mut lots: Vec<(bool, BTreeSet<usize>)> = Vec::new();
    for (index, a) in clocks.iter().enumerate() {
        let next = clocks.iter().enumerate().skip(index + 1);
        // The day of a bare hour is that of the words before, which can be the day of the report.
        let near = |b: &Clock| b.story == a.story && (b.day - a.day).get_days() <= 1;
        for (other, b) in next.take_while(|(_, b)| near(b)) {
            let apart = (a.minute - b.minute).abs();
            let one_day = a.day == b.day || a.bare || b.bare;
            if a.span.doc == b.span.doc
                || apart > table.most_minutes
                || !one_day
                || !one_happening(scene, a, b)
            {
                continue;
            }
            let differ = apart > a.slack + b.slack;
            match lots
                .iter_mut()
                .find(|(kind, lot)| *kind == differ && (lot.contains(&index) || lot.contains(&other)))
            {
                Some((_, lot)) => lot.extend([index, other]),
                None => lots.push((differ, BTreeSet::from([index, other]))),
            }
        }
    }
    lots.iter().filter_map(|(differ, lot)| row(scene, clocks, lot, *differ)).collect()
}

/// Whether two sentences tell of one happening: words in common that tell much, or one event and some words.
fn one_happening(scene: &Scene<'_>, a: &Clock, b: &Clock) -> bool {
    let table = &scene.tables().compare.clock;
    let common: f64 = a.words.intersection(&b.words).map(|word| scene.weight(word)).sum();
    common >= table.common || !a.events.is_disjoint(&b.events) && common >= table.common_with_event
}

fn row(scene: &Scene<'_>, clocks: &[Clock], lot: &BTreeSet<usize>, differ: bool) -> Option<Comparison> {
    let chosen = lot.iter().filter_map(|index| clocks.get(*index));
    let account = |clock: &Clock| Account {
        value: scene.dossier.text_of(clock.span).split_whitespace().collect::<Vec<_>>().join(" "),
        span: clock.span,
        statement: scene.statement_at(clock.span),
    };
    let accounts: Vec<Account> = chosen.map(account).collect();
    let first = accounts.first()?;
    if docs_of(&accounts).len() < 2 {
        return None;
    }
    let sides = positions(&accounts, scene.context);
    let (kind, says) = if differ {
        (ComparisonKind::Conflict, "The reports put this at different times of the day")
    } else {
        (ComparisonKind::Agreement, "The reports put this at one time of the day")
    };
    let sentence = DocSpan { span: scene.sentence(first.span), ..first.span };
    let text = format!("{says}: {}.", quoted_sides(scene.dossier, &sides));
    let about = about_words(scene, sentence, first.statement);
    Some(Comparison {
        story: scene.story(first.span.doc),
        kind,
        aspect: Aspect::Date,
        about,
        text,
        positions: sides,
    })
}
