//! Figures of one text: value or bounds, comparator, unit, what is counted, and who asserts it.

mod counted;
mod figure;

use rashomon_doc::{
    Attribution, Comparator, Date, Quantity, QuantityId, SentenceId, Span, TimeExpression, TimeType, TokenId,
    Upos, View,
};

use super::innermost;
use super::time::lex::{self, Item};
use crate::Tables;
use crate::ontology::quantity::QuantityWords;
use figure::Figure;

/// Finds figures with their bounds, unit and what is counted; what `times` covers is no figure.
pub fn extract(
    view: View<'_>,
    times: &[TimeExpression],
    attributions: &[Attribution],
    tables: &Tables,
) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    for sentence in view.sentences() {
        let before = found.len();
        for (items, figure) in figures(view, sentence, times, tables) {
            let quantity = describe(view, &items, &figure, attributions, tables);
            let part = subset_of(&items, &figure, before, found.len(), &tables.quantity);
            let as_of = as_of(view.sentence(sentence).span, times);
            found.push(Quantity { subset_of: part, as_of, ..quantity });
        }
    }
    found
}

/// The figures of a sentence, each with the items around it.
fn figures<'a>(
    view: View<'_>,
    sentence: SentenceId,
    times: &[TimeExpression],
    tables: &'a Tables,
) -> Vec<(std::rc::Rc<[Item<'a>]>, Figure)> {
    let items: std::rc::Rc<[Item<'a>]> =
        lex::items(view.text, view.sentence(sentence).span, &tables.time).into();
    let mut found = Vec::new();
    let mut at = 0;
    while at < items.len() {
        match figure::read(&items, at, &tables.quantity)
            .filter(|figure| is_figure(view, &items, figure, times))
        {
            Some(figure) => {
                at = figure.end;
                found.push((items.clone(), figure));
            }
            None => at += 1,
        }
    }
    found
}

/// Whether what reads like a figure is one: no time, no part of a name, no list number, no "one" that stands for a noun.
fn is_figure(view: View<'_>, items: &[Item<'_>], figure: &Figure, times: &[TimeExpression]) -> bool {
    let span = span_of(items, figure.start, figure.end);
    let timed = times
        .iter()
        .any(|time| time.span.overlaps(span) && (time.kind != TimeType::Set || time.span.contains(span)));
    let named = view.layer.entities.iter().any(|entity| entity.span.contains(span) && entity.span != span);
    if timed || named {
        return false;
    }
    let score = |at: usize| {
        items.get(at).is_some_and(|item| item.glued && matches!(item.lower.as_str(), "-" | "–" | ":" | "/"))
    };
    let digit = |at: usize| items.get(at).is_some_and(|item| item.glued && item.number.is_some());
    // "3-2" and "9/11" are scores and dates, not figures; a range with a unit is read as one figure before this.
    let scored = figure.value_max.is_none() && score(figure.end) && digit(figure.end + 1)
        || figure.start > 1
            && score(figure.start - 1)
            && digit(figure.start - 2)
            && items[figure.start].glued;
    let age = is_age(items, figure);
    let lone = figure.end == figure.start + 1 && items[figure.start].is("one");
    let pronoun = lone && !is_number(view, span);
    !scored && !age && !pronoun
}

/// "Maria Ortiz, 45, said".
fn is_age(items: &[Item<'_>], figure: &Figure) -> bool {
    const OLDEST: f64 = 120.0;
    let comma = |at: usize| items.get(at).is_some_and(|item| item.is(","));
    let closes =
        items.get(figure.end).is_none_or(|item| matches!(item.lower.as_str(), "," | "." | ";" | ")"));
    let aged = figure.start > 0 && items[figure.start - 1].is("aged");
    let between = figure.start > 1 && comma(figure.start - 1) && items[figure.start - 2].capital && closes;
    figure.unit.is_none() && figure.value.is_some_and(|value| value < OLDEST) && (aged || between)
}

/// Whether the word is a number to the tagger ("one ship"), not a pronoun ("one of them").
fn is_number(view: View<'_>, span: Span) -> bool {
    view.tokens_in(span).any(|id: TokenId| {
        view.token(id).upos == Upos::Num && view.token(id).deprel == rashomon_doc::Deprel::Nummod
    })
}

fn span_of(items: &[Item<'_>], start: usize, end: usize) -> Span {
    items[start].span.cover(items[end - 1].span)
}

fn describe(
    view: View<'_>,
    items: &[Item<'_>],
    figure: &Figure,
    attributions: &[Attribution],
    tables: &Tables,
) -> Quantity {
    let words = &tables.quantity;
    let number = span_of(items, figure.start, figure.end);
    let (comparator, first, last) = comparator(items, figure, words);
    let counted = counted::counted(view, number, tables);
    let whole = span_of(items, first, last);
    let span = counted.span.map_or(whole, |counted| whole.cover(counted));
    Quantity {
        span,
        value: figure.value,
        value_max: figure.value_max,
        comparator: if figure.value.is_none() { Comparator::Vague } else { comparator },
        unit: figure.unit.clone().or(counted.unit),
        of: counted.lemmas,
        of_span: counted.span,
        subset_of: None,
        as_of: Date::unknown(),
        within: innermost(number, attributions),
    }
}

/// How the words around a figure bound it, and the items that the bounded figure takes.
fn comparator(items: &[Item<'_>], figure: &Figure, words: &QuantityWords) -> (Comparator, usize, usize) {
    let matches = |from: usize, phrase: &[String]| {
        items
            .get(from..from + phrase.len())
            .is_some_and(|found| found.iter().zip(phrase).all(|(item, word)| item.is(word)))
    };
    for (phrase, comparator) in &words.after {
        if matches(figure.end, phrase) {
            return (*comparator, figure.start, figure.end + phrase.len());
        }
    }
    if items.get(figure.end).is_some_and(|item| item.glued && item.is("+")) {
        return (Comparator::AtLeast, figure.start, figure.end + 1);
    }
    for (phrase, comparator) in &words.before {
        let Some(from) = figure.start.checked_sub(phrase.len()) else { continue };
        if matches(from, phrase) {
            return (*comparator, from, figure.end);
        }
    }
    (Comparator::Exact, figure.start, figure.end)
}

/// The figure of the same sentence that "including 3" is a part of.
fn subset_of(
    items: &[Item<'_>],
    figure: &Figure,
    first: usize,
    count: usize,
    words: &QuantityWords,
) -> Option<QuantityId> {
    const REACH: usize = 3;
    let from = figure.start.saturating_sub(REACH);
    let near = &items[from..figure.start];
    let marked = words.subset.iter().any(|phrase| {
        near.windows(phrase.len()).any(|found| found.iter().zip(phrase).all(|(item, word)| item.is(word)))
    });
    (marked && count > first).then(|| QuantityId(count as u32 - 1))
}

/// The day for which a figure holds: the one date of its sentence, else unknown.
fn as_of(sentence: Span, times: &[TimeExpression]) -> Date {
    let mut dates = times
        .iter()
        .filter(|time| sentence.contains(time.span) && time.kind == TimeType::Date && time.date.is_known());
    match (dates.next(), dates.next()) {
        (Some(only), None) => only.date.clone(),
        _ => Date::unknown(),
    }
}
