//! Durations and ages, which are no quantities, as figures that accounts can differ in.

use rashomon_doc::{Comparator, Span, TextFacts, TimeType, TokenId, Upos, View};

use crate::compare::scene::Scene;
use crate::dossier::{DocSpan, EntityId, EntityKind};

/// Durations of known length, in minutes.
pub(super) fn durations<'v>(
    view: View<'v>,
    facts: &'v TextFacts,
) -> impl Iterator<Item = (Span, f64, Comparator)> + use<'v> {
    let spells = facts.times.iter().filter(|time| time.kind == TimeType::Duration);
    spells.filter_map(move |time| {
        let (count, minutes) = parts(&time.value)?;
        // "Three days after the fall" tells when, not how long.
        let after = view.text.get(time.span.end.index()..).unwrap_or_default().trim_start();
        let is_distance = ["after", "before", "later", "earlier", "ago", "since", "from", "old", "into"]
            .iter()
            .any(|word| after.starts_with(word));
        let words = view.slice(time.span).to_lowercase();
        let is_recent = ["last", "past", "next", "coming", "previous", "recent", "first"]
            .iter()
            .any(|word| words.starts_with(word));
        if is_distance || is_recent {
            return None;
        }
        Some((time.span, count * minutes, bound(view, time.span)))
    })
}

/// The minutes of the unit that a duration is given in.
pub(super) fn unit_of(scene: &Scene<'_>, at: DocSpan) -> Option<f64> {
    let time = scene.facts(at)?.times.iter().find(|time| time.span == at.span)?;
    Some(parts(&time.value)?.1)
}

/// The number and the unit (in minutes) of a TIMEX3 duration ("PT40M", "P9D"); of one with several parts ("PT4H10M") the
/// number of its largest unit.
fn parts(value: &str) -> Option<(f64, f64)> {
    let body = value.strip_prefix('P')?;
    let (days, hours) = body.split_once('T').unwrap_or((body, ""));
    let parts: Vec<(f64, f64)> =
        pieces(days, day_unit)?.into_iter().chain(pieces(hours, hour_unit)?).collect();
    let (_, unit) = *parts.first()?;
    let minutes: f64 = parts.iter().map(|(count, unit)| count * unit).sum();
    Some((minutes / unit, unit))
}

/// Numbers and the minutes of the letters behind them ("4H10M").
fn pieces(body: &str, unit: impl Fn(char) -> Option<f64>) -> Option<Vec<(f64, f64)>> {
    let parts = body.split_inclusive(char::is_alphabetic);
    parts
        .map(|part| {
            let letter = part.chars().last()?;
            Some((part.strip_suffix(letter)?.parse().ok()?, unit(letter)?))
        })
        .collect()
}

fn day_unit(letter: char) -> Option<f64> {
    const DAY: f64 = 1440.0;
    match letter {
        'D' => Some(DAY),
        'W' => Some(7.0 * DAY),
        'M' => Some(30.0 * DAY),
        'Y' => Some(365.0 * DAY),
        _ => None,
    }
}

fn hour_unit(letter: char) -> Option<f64> {
    match letter {
        'S' => Some(1.0 / 60.0),
        'M' => Some(1.0),
        'H' => Some(60.0),
        _ => None,
    }
}

/// How the words before a duration bound it.
fn bound(view: View<'_>, span: Span) -> Comparator {
    let from = span.start.index().saturating_sub(BOUND_REACH);
    let from = (from..span.start.index()).find(|at| view.text.is_char_boundary(*at)).unwrap_or(from);
    let before = view.text.get(from..span.end.index()).unwrap_or_default().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| before.contains(word));
    if has(&["not exceed", "no more than", "not more than", "at most", "up to"]) {
        Comparator::AtMost
    } else if has(&["more than", "over ", "at least"]) {
        Comparator::AtLeast
    } else if has(&["less than", "under ", "fewer than"]) {
        Comparator::LessThan
    } else if has(&[
        "about ",
        "around ",
        "some ",
        "roughly ",
        "nearly ",
        "almost ",
        "a good ",
        "approximately ",
    ]) {
        Comparator::About
    } else {
        Comparator::Exact
    }
}

/// Bytes before a duration in which words bound it.
const BOUND_REACH: usize = 14;

/// Ages behind names ("Ana Torv, 51," and "Torv, a 51-year-old baker"): where, whose, years.
pub(super) fn ages(scene: &Scene<'_>) -> Vec<(DocSpan, EntityId, f64)> {
    let mut found = Vec::new();
    for (index, entity) in scene.dossier.entities.iter().enumerate() {
        if entity.kind != EntityKind::Person {
            continue;
        }
        for mention in &entity.mentions {
            let Some(view) = scene.view(mention.span) else { continue };
            let Some((span, years)) = age_behind(view.text, mention.span.span) else { continue };
            found.push((DocSpan { span, ..mention.span }, EntityId(index as u32), years));
        }
    }
    found
}

/// The dimension of the strength of earthquakes, which has no unit to be turned into another.
pub(super) const MAGNITUDE: &str = "magnitude";

fn strip_article(words: &str) -> &str {
    words.strip_prefix("a ").or_else(|| words.strip_prefix("the ")).unwrap_or(words)
}

/// Magnitudes of earthquakes: numbers with one decimal in sentences that speak of a magnitude, and in those right behind that
/// measure it too. Aftershocks have their own.
pub(super) fn magnitudes(scene: &Scene<'_>) -> Vec<(DocSpan, f64)> {
    let mut found = Vec::new();
    for (doc, view, _) in scene.texts() {
        let mut before = false;
        for id in view.sentences() {
            let span = view.sentence(id).span;
            let lower = view.slice(span).to_lowercase();
            let other =
                lower.contains("aftershock") || lower.contains("foreshock") || lower.contains("tremor");
            let names = lower.contains("magnitude") || lower.contains("richter");
            let measures =
                before && ["measured", "put it at", "estimated"].iter().any(|word| lower.contains(word));
            before = names && !other;
            if other || !names && !measures {
                continue;
            }
            let numbers = view.tokens_in(span).filter(|id| view.token(*id).upos == Upos::Num);
            found.extend(numbers.filter_map(|id| {
                let word = view.word(id);
                let value: f64 = word.parse().ok()?;
                let is_one = word.len() == 3 && word.as_bytes().get(1) == Some(&b'.');
                (is_one && !is_counted(view, id))
                    .then_some((DocSpan { doc, field: view.field, span: view.token(id).span }, value))
            }));
        }
    }
    found
}

/// Whether what a number counts stands behind it ("6.2 miles", "2.5 million"); a quake is no unit.
fn is_counted(view: View<'_>, number: TokenId) -> bool {
    let next = TokenId(number.0 + 1);
    let measured = ["magnitude", "quake", "earthquake", "temblor", "shock"];
    next.index() < view.layer.tokens.len()
        && matches!(view.token(next).upos, Upos::Noun | Upos::Num | Upos::Sym)
        && !measured.iter().any(|word| view.word(next).to_lowercase().contains(word))
}

/// A number in commas behind a name, or one of years in the description that follows it.
fn age_behind(text: &str, name: Span) -> Option<(Span, f64)> {
    let rest = text.get(name.end.index()..)?;
    let said = [" was ", " is ", ", who is ", ", who was "].iter().find_map(|words| rest.strip_prefix(words));
    let inner = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(" ("));
    let inner = said.or_else(|| inner.map(strip_article))?;
    let digits = inner.find(|c: char| !c.is_ascii_digit())?;
    let (number, after) = inner.split_at_checked(digits)?;
    let ends = ["-year-old", " years old", " years of age"].iter().any(|words| after.starts_with(words))
        || ((said.is_some() || rest.len() - inner.len() == 2)
            && [",", ")", ".", ";", " when"].iter().any(|mark| after.starts_with(mark))
            && !after.starts_with(",0")
            && !after.get(1..2).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit())));
    let years: f64 =
        number.parse().ok().filter(|years| ends && (LEAST_AGE..=GREATEST_AGE).contains(years))?;
    let start = name.end.index() + rest.len() - inner.len();
    Some((Span::new(start, start + digits), years))
}

/// A number behind a name outside of these is no age.
const LEAST_AGE: f64 = 4.0;
const GREATEST_AGE: f64 = 110.0;
