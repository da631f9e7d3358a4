//! Whether two figures count the same thing.

use std::collections::BTreeSet;

use super::count::{Count, Kind};
use super::nearby::following;
use crate::compare::rows::leads;
use crate::compare::scene::Scene;
use crate::ontology::CountTopic;
use crate::resolve::words::stem;

/// Whether two figures count the same thing: by their topic where both have one, else by the words for what they count
/// in sentences that tell much the same.
pub(super) fn same_thing(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let same_text = (a.span.doc, a.span.field) == (b.span.doc, b.span.field);
    // "Eleven of the 14": a part and its whole.
    if a.kind != b.kind || (same_text && a.span.span.overlaps(b.span.span)) {
        return false;
    }
    if let Kind::Age(_) = a.kind {
        return a.span.doc != b.span.doc;
    }
    if is_other(scene, a, b) {
        return false;
    }
    if a.like == Some(b.index) || b.like == Some(a.index) || a.like.is_some() && a.like == b.like {
        return true;
    }
    let clash = !a.bounds.meet(b.bounds);
    let one_is_rest = a.nouns.contains("other") != b.nouns.contains("other");
    let one_voice = same_text
        && a.sentence == b.sentence
        && scene.speaker_of(a.statement) == scene.speaker_of(b.statement);
    if clash && (one_is_rest || one_voice) {
        return false;
    }
    if a.kind == Kind::Duration && a.past.is_some() && b.past.is_some() && one_past(scene, a, b) {
        return true;
    }
    match (a.topic, b.topic) {
        (Some(x), Some(y)) => x == y && near_in_size(scene, a, b) && linked(scene, a, b),
        (None, None) => match a.kind {
            Kind::Measure(_) => measured_alike(scene, a, b),
            Kind::Duration => one_past(scene, a, b),
            _ => worded_alike(scene, a, b) || is_lot(scene, a, b),
        },
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Whether something speaks against two figures of one kind counting the same thing: another time, place, part of the
/// people, or size.
pub(super) fn is_other(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    if matches!(a.kind, Kind::Age(_)) {
        return false;
    }
    other_time(scene, a, b)
        || other_place(a, b)
        || other_parts(scene, a, b)
        || other_tribe(scene, a, b)
        || !near_in_size(scene, a, b)
}

/// First figures of one topic farther apart than this are of two things, if nothing else joins them.
const MAIN_RATIO: f64 = 6.0;

/// Whether two figures count two peoples, or, of what befalls people, the one of them all and the other one people.
fn other_tribe(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    match (&a.tribe, &b.tribe) {
        (Some(x), Some(y)) => !same_tribe(scene, x, y),
        (None, None) => false,
        (Some(_), None) | (None, Some(_)) => {
            let topic = a.topic.and_then(|index| scene.tables().counted.topics.get(index));
            a.kind == Kind::Person && a.value != b.value && topic.is_some_and(|topic| topic.grows)
        }
    }
}

/// Whether two words name one people: by the table of countries, else, as a country and its people mostly begin alike, by
/// their beginnings.
fn same_tribe(scene: &Scene<'_>, x: &str, y: &str) -> bool {
    let (own, their) = (scene.tables().world.country(x), scene.tables().world.country(y));
    if !own.is_empty() && !their.is_empty() {
        return own.iter().any(|country| their.contains(country));
    }
    let common = x.chars().zip(y.chars()).take_while(|(a, b)| a == b).count();
    common >= x.chars().count().min(y.chars().count()).min(TRIBE)
}

/// Letters that two names of one people have in common at the beginning.
const TRIBE: usize = 5;

/// Whether two figures of one topic speak of one happening.
fn linked(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let table = &scene.tables().compare.figures;
    let same_event = a.event.is_some() && a.event == b.event;
    let both_lead =
        leads(scene.dossier, a.span, scene.context) && leads(scene.dossier, b.span, scene.context);
    let same_day = a.as_of.single_day().is_some() && a.as_of.single_day() == b.as_of.single_day();
    let named = a.named.intersection(&b.named).count();
    let both_past = a.past.is_some() && b.past.is_some();
    let like = share(a, b);
    let same_report = a.span.doc == b.span.doc;
    let is_person = a.kind == Kind::Person;
    let other_speakers = scene.speaker_of(a.statement) != scene.speaker_of(b.statement);
    let topic = a.topic.and_then(|index| scene.tables().counted.topics.get(index));
    let single = topic.is_some_and(|topic| topic.single);
    let is_money = matches!(a.kind, Kind::Money(_) | Kind::SharePrice(_));
    let main = topic.is_some_and(|topic| topic.main)
        && a.is_main
        && b.is_main
        && near_in_days(scene, a, b)
        && matches!((a.value, b.value), (Some(x), Some(y)) if x.max(y) <= MAIN_RATIO.max(topic.map_or(1.0, |topic| topic.ratio / 2.0)) * x.min(y))
        && (!is_money || single || named > 0 || like >= table.same_topic / 2.0);
    let one_tribe = matches!((&a.tribe, &b.tribe), (Some(x), Some(y)) if same_tribe(scene, x, y));
    let main = main || one_tribe && is_person && near_in_days(scene, a, b);
    // "The organisers put the crowd at 20,000. The police said 6,500": two counts of what does not grow, one behind the other.
    let beside = same_report
        && other_speakers
        && a.is_firm
        && b.is_firm
        && topic.is_some_and(|topic| !topic.grows)
        && sentences_apart(scene, a, b) == Some(1);
    same_event
        || (single && !same_report && a.is_firm && b.is_firm)
        || (main && !same_report)
        || beside
        || (is_person && both_lead)
        || (is_person && (same_day || both_past) && !same_report)
        || (is_person && named > 0 && like >= table.same_topic / 2.0)
        || like
            >= if same_report && (!other_speakers || !is_person) {
                table.same_sentence
            } else {
                table.same_topic
            }
}

/// How many sentences lie between two figures of one text; one for neighbours.
pub(super) fn sentences_apart(scene: &Scene<'_>, a: &Count, b: &Count) -> Option<u32> {
    if (a.span.doc, a.span.field) != (b.span.doc, b.span.field) {
        return None;
    }
    let view = scene.view(a.span)?;
    let at = |count: &Count| view.sentence_at(count.span.span.start);
    Some(at(a)?.0.abs_diff(at(b)?.0))
}

/// Whether two reports came out so close to one another that both tell of one happening; unknown days can be any.
fn near_in_days(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let day = |count: &Count| scene.published(count.span.doc).and_then(|date| date.start);
    match (day(a), day(b)) {
        (Some(x), Some(y)) => {
            (x - y).get_days().unsigned_abs() <= scene.tables().compare.figures.past_days.unsigned_abs()
        }
        _ => true,
    }
}

/// Measures of one dimension: of one thing, by what is measured and the words around.
fn measured_alike(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let table = &scene.tables().compare.figures;
    let other_report = a.span.doc != b.span.doc;
    let near = matches!((a.value, b.value), (Some(x), Some(y)) if x.max(y) <= table.topic_ratio * x.min(y));
    let speed = matches!(&a.kind, Kind::Measure(of) if table.main_measures.contains(of));
    let main = speed && a.is_main && b.is_main && near_in_days(scene, a, b);
    let like = share(a, b);
    let same_noun = !a.nouns.is_disjoint(&b.nouns);
    let beside = !other_report
        && sentences_apart(scene, a, b) == Some(1)
        && scene.speaker_of(a.statement) != scene.speaker_of(b.statement);
    // Ratios of distances are of no use: the point that both are measured from says what they measure.
    let from = |count: &Count| measured_from(scene, count);
    let one_point = other_report
        && a.is_main
        && b.is_main
        && near_in_days(scene, a, b)
        && from(a).is_some()
        && from(a) == from(b)
        && matches!((a.value, b.value), (Some(x), Some(y)) if x.max(y) <= MAIN_RATIO * x.min(y));
    speed && near && beside
        || one_point
        || near
            && other_report
            && (main || like >= table.same_measure || same_noun && like >= table.same_sentence)
}

/// Words behind a distance in which the point that it is measured from stands.
const POINT_REACH: usize = 5;

/// The noun that a distance is measured from ("31 nautical miles from the coast": "coast"), with the word before it.
fn measured_from(scene: &Scene<'_>, count: &Count) -> Option<(String, String)> {
    let own = scene.dossier.text_of(count.span).to_ascii_lowercase();
    let behind = following(scene, count.span);
    let points = &scene.tables().counted.wording.points;
    let split = |text: &'_ str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).collect()
    };
    // The phrase of a figure can hold the point already.
    let all = [split(&own), split(&behind).into_iter().take(POINT_REACH).collect()].concat();
    let mut words = all.iter().map(String::as_str);
    let preposition = words.find_map(|word| points.get(word))?;
    let noun = words.find(|word| !scene.tables().compare.function_words.contains(*word))?;
    Some((preposition.clone(), stem(noun).into_owned()))
}

/// Durations told of one past time in sentences that have more than a word in common ("closed for 41 days in 1994").
fn one_past(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let same_past = matches!((&a.past, &b.past), (Some(x), Some(y)) if x.can_equal(y));
    let near = matches!((a.value, b.value), (Some(x), Some(y)) if x.max(y) <= scene.tables().compare.figures.topic_ratio * x.min(y));
    let common: f64 = a.words.intersection(&b.words).map(|word| scene.weight(word)).sum();
    a.span.doc != b.span.doc && same_past && near && common >= scene.tables().compare.figures.common_weight
}

/// Things of one rare noun, of which each report gives one figure first: one lot, whatever stands beside the noun, if no
/// two names do.
fn is_lot(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let table = &scene.tables().compare.figures;
    let (Kind::Thing(x), Kind::Thing(y)) = (&a.kind, &b.kind) else { return false };
    let near = matches!((a.value, b.value), (Some(x), Some(y)) if x.max(y) <= LOT_RATIO * x.min(y) && x.min(y) > 2.0);
    let names = |count: &Count| {
        let at = count.of_span.unwrap_or(count.span);
        let own = scene.entities_in(crate::dossier::DocSpan { span: at.span.cover(count.span.span), ..at });
        own.into_iter().map(|id| crate::resolve::whole(&scene.dossier.entities, id)).collect::<BTreeSet<_>>()
    };
    let (own, their) = (names(a), names(b));
    let other_names = !own.is_empty() && !their.is_empty() && own.is_disjoint(&their);
    x == y
        && !table.measures.contains(x)
        && scene.weight(x) >= table.rare_noun
        && a.span.doc != b.span.doc
        && a.is_main
        && b.is_main
        && near
        && !other_names
        && near_in_days(scene, a, b)
        && share(a, b) >= table.rare_sentence
}

/// First figures of a rare noun farther apart than this count other lots.
const LOT_RATIO: f64 = 4.0;

/// Figures without a topic: worded the same, in sentences that tell much the same.
fn worded_alike(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let table = &scene.tables().compare.figures;
    if a.nouns.is_empty() || a.nouns != b.nouns || a.kind == Kind::Duration {
        return false;
    }
    let other_kind = match (event_kind(scene, a), event_kind(scene, b)) {
        (Some(x), Some(y)) => x != y,
        _ => false,
    };
    let unit = |count: &Count| match &count.kind {
        Kind::Thing(unit) => table.measures.contains(unit),
        Kind::Percent => true,
        Kind::Measure(_) => true,
        Kind::Person | Kind::Money(_) | Kind::SharePrice(_) | Kind::Duration | Kind::Age(_) => false,
    };
    let is_measure = unit(a) || a.nouns.iter().any(|word| table.measures.contains(word));
    let same_event = a.event.is_some() && a.event == b.event;
    // One report gives many shares, distances and counts of like things side by side; only those of one event, told in
    // nearly the same words, are one figure told twice.
    let same_report = a.span.doc == b.span.doc;
    // Figures that cannot both hold are set against one another only where the sentences leave little doubt.
    let clash = !a.bounds.meet(b.bounds);
    let least = if is_measure || same_report || clash { table.same_measure } else { table.same_sentence };
    let least =
        if !is_measure && !same_report && is_rare_lot(scene, a, b) { table.rare_sentence } else { least };
    !(other_kind || same_report && (is_measure || !same_event)) && share(a, b) >= least
}

/// Whether two large figures count things of a rare noun ("42,000 cheeses"): a story has seldom two lots of them.
fn is_rare_lot(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let table = &scene.tables().compare.figures;
    let thing = matches!((&a.kind, &b.kind), (Kind::Thing(x), Kind::Thing(y)) if x == y && scene.weight(x) >= table.rare_noun);
    let large = |count: &Count| count.value.is_some_and(|value| value >= table.rare_least);
    let near = matches!((a.value, b.value), (Some(x), Some(y)) if x.max(y) <= table.topic_ratio * x.min(y));
    thing && near && large(a) && large(b)
}

fn event_kind(
    scene: &Scene<'_>,
    count: &Count,
) -> Option<(Option<rashomon_doc::EventType>, Option<rashomon_doc::EventKind>)> {
    let event = scene.dossier.events.get(count.event?.index())?;
    (event.kind.is_some() || event.other.is_some()).then_some((event.kind, event.other))
}

/// The share of the content words of the shorter sentence that stand in the other.
pub(super) fn share(a: &Count, b: &Count) -> f64 {
    let common = a.words.intersection(&b.words).count() as f64;
    common / (a.words.len().min(b.words.len()) as f64).max(1.0)
}

/// Whether one figure counts some people by what they are ("children") and the other all of them, or others.
fn other_parts(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    if a.kind != Kind::Person {
        return false;
    }
    let table = &scene.tables().counted;
    let of = |count: &Count| -> BTreeSet<String> {
        let own = |topic: &CountTopic, noun: &String| topic.nouns.contains(noun);
        let topic = count.topic.and_then(|index| table.topics.get(index));
        let parts = count.nouns.iter().filter(|noun| table.parts.contains(*noun));
        parts
            .filter(|noun| !topic.is_some_and(|topic| own(topic, noun) || topic.members.contains(*noun)))
            .cloned()
            .collect()
    };
    of(a) != of(b)
}

/// Whether two figures are bounded by two places ("11 in the one town, 35 in the other"), or, in one report, one figure
/// by a place and the other by none.
pub(super) fn other_place(a: &Count, b: &Count) -> bool {
    match (&a.place, &b.place) {
        (Some(x), Some(y)) => x != y,
        (None, None) => false,
        (Some(_), None) | (None, Some(_)) => a.span.doc == b.span.doc,
    }
}

/// Whether two figures count happenings of other days.
fn other_time(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let date = |count: &Count| Some(&scene.dossier.events.get(count.event?.index())?.date);
    let other_past = match (&a.past, &b.past) {
        (Some(x), Some(y)) => !x.can_equal(y),
        (None, None) => false,
        (Some(_), None) | (None, Some(_)) => true,
    };
    // The toll of a happening can be told with the death of the last.
    let mains = a.is_main && b.is_main && a.topic.is_some() && a.topic == b.topic;
    other_past
        || !mains && matches!((date(a), date(b)), (Some(x), Some(y)) if a.event != b.event && !x.can_equal(y))
}

/// Whether two values can be counts of one thing. Of what grows, a later one can be any number of times the earlier.
fn near_in_size(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let Some(topic) = a.topic.and_then(|index| scene.tables().counted.topics.get(index)) else { return true };
    let (Some(x), Some(y)) = (a.value, b.value) else { return true };
    let grown =
        scene.earlier(a.span.doc, b.span.doc) && y >= x || scene.earlier(b.span.doc, a.span.doc) && x >= y;
    let grown = topic.grows && grown && x.max(y) <= GROWTH * x.min(y);
    // A toll that is much lower in a later report is that of something else.
    let shrunk =
        scene.earlier(a.span.doc, b.span.doc) && y < x || scene.earlier(b.span.doc, a.span.doc) && x < y;
    let same_event = a.event.is_some() && a.event == b.event;
    if topic.grows && shrunk && !same_event && a.kind == Kind::Person && x.max(y) > SHRUNK * x.min(y) {
        return false;
    }
    grown || x.max(y) <= topic.ratio * x.min(y)
}

/// How much lower a later toll can be.
const SHRUNK: f64 = 1.25;

/// A count that has grown more than this counts something else.
const GROWTH: f64 = 12.0;
