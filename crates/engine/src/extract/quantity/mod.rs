//! Figures of one text: value or bounds, comparator, unit, what is counted, and who asserts it.

mod amount;
mod bounds;
mod counted;
mod figure;
mod measured;
mod sham;
mod unit;

use rashomon_doc::{
    Attribution, Comparator, Date, Quantity, QuantityId, SentenceId, Span, TimeExpression, TimeType, View,
};

use super::innermost;
use super::time::lex::{self, Item};
use crate::Tables;
use crate::ontology::quantity::QuantityWords;
use figure::Figure;
use sham::Reading;

/// Finds figures with their bounds, unit and what is counted; what `times` covers is no figure.
pub fn extract(
    view: View<'_>,
    times: &[TimeExpression],
    attributions: &[Attribution],
    tables: &Tables,
) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    // Where the figures of this sentence and of the one before it begin.
    let mut before = 0;
    for sentence in view.sentences() {
        let last = before;
        before = found.len();
        for (items, figure) in figures(view, sentence, times, tables) {
            let quantity = describe(view, &items, &figure, attributions, tables);
            // "Many booed": an amount of nothing named says nothing.
            if quantity.value.is_none() && quantity.unit.is_none() {
                continue;
            }
            let mut part = subset_of(&items, &figure, before, found.len(), &tables.quantity);
            let mut quantity = quantity;
            // "Eleven climbers set out. Three of them …": a part of what was counted last.
            if let Some(whole) = found.last().filter(|_| found.len() > last && is_of_them(&items, &figure)) {
                part = Some(QuantityId(found.len() as u32 - 1));
                quantity.unit = quantity.unit.or_else(|| whole.unit.clone());
            }
            let as_of = as_of(view.sentence(sentence).span, times);
            let same = found[before..].last().filter(|_| restates(&items, &figure));
            // "seven miles (11 km)": the figure in brackets is of what the one before it is.
            let (of, of_span) = match same {
                Some(last) => (last.of.clone(), last.of_span),
                None => (quantity.of.clone(), quantity.of_span),
            };
            let span = if same.is_some() { span_of(&items, figure.start, figure.end) } else { quantity.span };
            found.push(Quantity { subset_of: part, as_of, of, of_span, span, ..quantity });
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
        let Some(figure) = figure::read(&items, at, &tables.quantity) else {
            at += 1;
            continue;
        };
        match sham::read(view, &items, &figure, times, &tables.quantity) {
            Reading::Figure => {
                at = figure.end;
                found.push((items.clone(), figure));
            }
            Reading::Sham(next) => at = next,
        }
    }
    found
}

fn is_of_them(items: &[Item<'_>], figure: &Figure) -> bool {
    let is = |at: usize, word: &str| items.get(at).is_some_and(|item| item.is(word));
    figure.unit.is_none()
        && is(figure.end, "of")
        && ["them", "those", "these"].iter().any(|word| is(figure.end + 1, word))
}

/// Whether a figure with a unit of its own says again in brackets what the one before it says.
fn restates(items: &[Item<'_>], figure: &Figure) -> bool {
    let opens = figure.start.checked_sub(1).is_some_and(|at| items[at].is("("));
    let closes = items.get(figure.end).is_some_and(|item| item.is(")"));
    opens && closes && figure.unit.is_some()
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
    let (comparator, first, last) = bounds::of(items, figure, words);
    let counted = counted::counted(view, number, figure.unit.is_some(), tables);
    let whole = span_of(items, first, last);
    // What is counted belongs to the phrase where it follows the number; a subject in front of the verb does not.
    let behind = counted.span.filter(|counted| {
        let between = view.text.get(number.end.index()..counted.start.index());
        between.is_some_and(|between| !between.contains(|c: char| c.is_ascii_digit()))
    });
    let span = behind.map_or(whole, |counted| whole.cover(counted));
    let vague = figure.value.is_none();
    Quantity {
        span,
        value: figure.value,
        value_max: figure.value_max,
        comparator: if vague { Comparator::Vague } else { comparator },
        unit: figure.unit.clone().or(counted.unit),
        of: counted.lemmas,
        of_span: counted.span,
        subset_of: None,
        as_of: Date::unknown(),
        within: innermost(number, attributions),
    }
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
