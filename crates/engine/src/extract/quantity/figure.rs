//! Reading a figure from the items of a sentence: value or range, and the unit that it carries.

use super::amount::{self, Amount};
use super::unit::{self, Sign};
use crate::extract::number;
use crate::extract::time::lex::Item;
use crate::ontology::quantity::QuantityWords;

/// A figure as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Figure {
    /// The first item.
    pub(super) start: usize,
    /// The item after the last.
    pub(super) end: usize,
    /// The value; `None` for vague words.
    pub(super) value: Option<f64>,
    /// The upper end of a range.
    pub(super) value_max: Option<f64>,
    /// The unit, where the figure itself carries it.
    pub(super) unit: Option<String>,
    /// Whether a hyphen joins the ends of the range, as it does in scores.
    pub(super) hyphened: bool,
}

/// Reads the figure that begins at item `at`.
pub(super) fn read(items: &[Item<'_>], at: usize, words: &QuantityWords) -> Option<Figure> {
    let sign = unit::sign(items, at, words);
    let Some(low) = amount::read(items, sign.first, sign.skip, words) else {
        let end = vague(items, at, words).filter(|_| sign.code.is_none())?;
        let unit =
            unit::behind(items, end, 0, words).filter(|_| !items.get(end).is_some_and(|item| item.is("-")));
        let of = items.get(end).is_some_and(|item| item.is("of"));
        let money = unit.or_else(|| unit::behind(items, end + 1, 0, words).filter(|_| of));
        let (unit, end) = money.map_or((None, end), |(unit, end)| (Some(unit), end));
        return Some(Figure { start: at, end, value: None, value_max: None, unit, hyphened: false });
    };
    let behind = unit::behind(items, low.end, sign_skip(&sign, &low), words).filter(|_| sign.code.is_none());
    let (unit, end) = match (&sign.code, behind) {
        (Some(code), _) => (Some(code.clone()), low.end),
        (None, Some((unit, end))) => (Some(unit), end),
        (None, None) => (None, low.end),
    };
    let mut figure =
        Figure { start: at, end, value: Some(low.value), value_max: None, unit, hyphened: false };
    add_upper(&mut figure, low, items, words);
    Some(figure)
}

/// The bytes of a glued sign count only where the number is the item that holds it.
fn sign_skip(sign: &Sign, low: &Amount) -> usize {
    if low.end == sign.first + 1 { sign.skip } else { 0 }
}

/// "to 15", "-15 %", "and 15" after "between": adds the upper end of a range and the unit behind it.
fn add_upper(figure: &mut Figure, low: Amount, items: &[Item<'_>], words: &QuantityWords) {
    let Some(low_value) = figure.value else { return };
    let Some((link, at)) = link(items, figure, words) else { return };
    let sign = unit::sign(items, at, words);
    let Some(high) = amount::read(items, sign.first, sign.skip, words).filter(|_| link_fits(link, items, at))
    else {
        return;
    };
    let behind = unit::behind(items, high.end, sign_skip(&sign, &high), words);
    let (upper_unit, end) = match (sign.code, behind) {
        (Some(code), _) => (Some(code), high.end),
        (None, Some((unit, end))) => (Some(unit), end),
        (None, None) => (None, high.end),
    };
    // "1 to 2 thousand" scales both ends, "$200 to $4 million" does not.
    let shared = low.scale == 1.0 && high.scale > 1.0 && low_value < high.value / high.scale;
    let value = if shared { low_value * high.scale } else { low_value };
    let same = figure.unit.is_none() || upper_unit.is_none() || figure.unit == upper_unit;
    if value >= high.value || !same {
        return;
    }
    figure.value = Some(value);
    figure.value_max = Some(high.value);
    figure.hyphened = link == Link::Hyphen;
    figure.unit = upper_unit.or(figure.unit.take());
    figure.end = end;
}

/// What joins the ends of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    To,
    Or,
    And,
    Hyphen,
}

/// What joins the figure to a number behind it, and the item where that begins. A change is no range: "rose from 5 to 7".
fn link(items: &[Item<'_>], figure: &Figure, words: &QuantityWords) -> Option<(Link, usize)> {
    let item = items.get(figure.end)?;
    let link = match item.lower.as_str() {
        "to" => Link::To,
        "or" => Link::Or,
        "-" | "–" | "—" => Link::Hyphen,
        "and" => Link::And,
        _ => return None,
    };
    let hyphen = items.get(figure.end + 1).is_some_and(|next| next.is("-") && link == Link::To);
    let before = |back: usize| figure.start.checked_sub(back).map_or("", |at| items[at].lower.as_str());
    /// How far the verb of a change or "between" may stand in front.
    const REACH: usize = 6;
    let near = &items[figure.start.saturating_sub(REACH)..figure.start];
    let changes = near.iter().any(|item| words.changes.contains(&item.lower));
    let own = figure.unit.is_some();
    let fits = match link {
        Link::To => !(changes && (before(1) == "from" || before(2) == "from" || own)),
        Link::And => before(1) == "between" || before(2) == "between",
        Link::Or | Link::Hyphen => true,
    };
    fits.then_some((link, figure.end + 1 + usize::from(hyphen)))
}

/// Whether the number at item `at` can be the upper end: after "or" only the next few, as in "two or three".
fn link_fits(link: Link, items: &[Item<'_>], at: usize) -> bool {
    let Some(item) = items.get(at) else { return false };
    let in_words = number::is_number_word(&item.lower);
    match link {
        Link::Hyphen => item.glued || !in_words,
        Link::Or => in_words || item.number.is_some(),
        Link::To | Link::And => true,
    }
}

/// "dozens", "tens of thousands", "several hundred", "a few", "a couple of": the item after.
fn vague(items: &[Item<'_>], at: usize, words: &QuantityWords) -> Option<usize> {
    let is = |index: usize, word: &str| items.get(index).is_some_and(|item| item.is(word));
    let article = usize::from(
        is(at, "a") && ["few", "handful", "couple", "number"].iter().any(|word| is(at + 1, word)),
    );
    let word = items.get(at + article)?;
    // "scores 20 goals" and "the tens" are no amounts; a couple and a number are only with "of".
    let needs_of = matches!(word.lower.as_str(), "scores" | "tens" | "couple" | "number" | "handful");
    if needs_of && !is(at + article + 1, "of")
        || matches!(word.lower.as_str(), "couple" | "number") && article == 0
        || !words.vague.contains(&word.lower)
    {
        return None;
    }
    let mut end = at + article + 1;
    while is(end, "of") && items.get(end + 1).is_some_and(|next| words.vague.contains(&next.lower)) {
        end += 2;
    }
    let scaled = |index: usize| {
        items.get(index).is_some_and(|next| {
            next.is("hundred") || next.is("dozen") || number::scale(&next.lower).is_some()
        })
    };
    while scaled(end) {
        end += 1;
    }
    Some(end)
}
