//! Reading a figure from the items of a sentence: value, range, money, percent and glued units.

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
}

/// Reads the figure that begins at item `at`.
pub(super) fn read(items: &[Item<'_>], at: usize, words: &QuantityWords) -> Option<Figure> {
    let (sign, first) = money_sign(items, at, words);
    let (value, mut end) = match value(items, first, words) {
        Some((value, end)) => (Some(value), end),
        None if sign.is_none() => (None, vague(items, first, words)?),
        None => return None,
    };
    let mut figure = Figure { start: at, end, value, value_max: None, unit: sign };
    if value.is_some() {
        if let Some((upper, after)) = range(items, end, words) {
            figure.value_max = Some(upper);
            end = after;
        }
        scale_range(&mut figure, items, first);
    }
    figure.end = end;
    add_unit(&mut figure, items, words);
    Some(figure)
}

/// A currency sign in front, which can take two items ("US$", "HK $").
fn money_sign(items: &[Item<'_>], at: usize, words: &QuantityWords) -> (Option<String>, usize) {
    let sign = |from: usize, to: usize| {
        let text: String = items.get(from..to)?.iter().map(|item| item.lower.to_uppercase()).collect();
        let known = words.currency_signs.iter().find(|(known, _)| known.to_uppercase() == text);
        known.map(|(_, code)| code.clone())
    };
    for taken in [2, 1] {
        let figure =
            items.get(at + taken).is_some_and(|item| item.lower.starts_with(|c: char| c.is_ascii_digit()));
        if let Some(code) = sign(at, at + taken).filter(|_| figure) {
            return (Some(code), at + taken);
        }
    }
    (None, at)
}

/// A number in digits or words with its scale: value and the item after it.
fn value(items: &[Item<'_>], at: usize, words: &QuantityWords) -> Option<(f64, usize)> {
    let item = items.get(at)?;
    if let Some((value, rest)) = digits(&item.lower) {
        let factor = words.scale_signs.get(rest).copied();
        let is_unit = rest.is_empty()
            || factor.is_some()
            || words.unit_signs.contains_key(rest)
            || words.percent.contains(rest)
            || rest == "p";
        if !is_unit {
            return None;
        }
        // "5m" of money is millions, of a length metres; the sign in front decides.
        let money = at
            .checked_sub(1)
            .and_then(|before| items.get(before))
            .is_some_and(|before| before.lower.ends_with(['$', '£', '€', '¥']));
        let factor = factor.filter(|_| money || !words.unit_signs.contains_key(rest)).unwrap_or(1.0);
        let hyphen = usize::from(items.get(at + 1).is_some_and(|next| next.is("-") && next.glued));
        if let Some(scale) = items.get(at + 1 + hyphen).and_then(|next| number::scale(&next.lower)) {
            return Some((value * scale as f64, at + 2 + hyphen));
        }
        return Some((value * factor, at + 1));
    }
    let half = item.is("half") && items.get(at + 1).is_some_and(|next| next.is("a"));
    if half {
        let scale = items
            .get(at + 2)
            .and_then(|next| number::scale(&next.lower).or((next.is("dozen")).then_some(12)))?;
        return Some((scale as f64 / 2.0, at + 3));
    }
    if item.is("a") || item.is("an") {
        let next = items.get(at + 1)?;
        let scale = number::scale(&next.lower)
            .or(next.is("hundred").then_some(100))
            .or(next.is("dozen").then_some(12))?;
        return Some((scale as f64, at + 2));
    }
    let ahead = items[at..]
        .iter()
        .take(LONGEST_NUMBER)
        .filter(|item| !(item.glued && item.is("-")))
        .map(|item| item.lower.as_str());
    let (value, taken) = number::from_words(ahead)?;
    let end = skip_hyphens(items, at, taken);
    let dozen = items.get(end).is_some_and(|next| next.is("dozen"));
    Some(if dozen { (value as f64 * 12.0, end + 1) } else { (value as f64, end) })
}

/// No number in words is longer.
const LONGEST_NUMBER: usize = 12;

fn skip_hyphens(items: &[Item<'_>], at: usize, mut words: usize) -> usize {
    let mut end = at;
    while words > 0 && end < items.len() {
        words -= usize::from(!(items[end].glued && items[end].is("-")));
        end += 1;
    }
    end
}

/// "1,234.5kg" as value and rest.
fn digits(lower: &str) -> Option<(f64, &str)> {
    let split = lower.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(lower.len());
    let (number, rest) = lower.split_at(split);
    let value = number.replace(',', "").trim_end_matches('.').parse().ok()?;
    Some((value, rest))
}

/// "dozens", "tens of thousands", "several", "a few": the item after.
fn vague(items: &[Item<'_>], at: usize, words: &QuantityWords) -> Option<usize> {
    let article = usize::from(
        items.get(at)?.is("a") && items.get(at + 1).is_some_and(|next| next.is("few") || next.is("handful")),
    );
    let mut end = at + article;
    words.vague.contains(&items.get(end)?.lower).then_some(())?;
    end += 1;
    while items.get(end).is_some_and(|item| item.is("of"))
        && items.get(end + 1).is_some_and(|next| words.vague.contains(&next.lower))
    {
        end += 2;
    }
    Some(end)
}

/// "to 15", "-15", "and 15" after "between": the upper end and the item after it.
fn range(items: &[Item<'_>], end: usize, words: &QuantityWords) -> Option<(f64, usize)> {
    let link = items.get(end)?;
    let joins = matches!(link.lower.as_str(), "to" | "-" | "–") || link.is("and") && is_between(items, end);
    if !joins {
        return None;
    }
    let (_, first) = money_sign(items, end + 1, words);
    let next = items.get(first)?;
    if !next.lower.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    value(items, first, words)
}

/// Whether "between" or "from" stands at most three items before.
fn is_between(items: &[Item<'_>], at: usize) -> bool {
    const REACH: usize = 5;
    items[at.saturating_sub(REACH)..at].iter().any(|item| item.is("between"))
}

/// "1.2 to 1.5 million" scales both ends; "from 3 to 2" is no range.
fn scale_range(figure: &mut Figure, items: &[Item<'_>], first: usize) {
    let (Some(low), Some(high)) = (figure.value, figure.value_max) else { return };
    let scaled = items.get(first + 1).is_some_and(|next| number::scale(&next.lower).is_some());
    const SCALE: f64 = 1000.0;
    if !scaled && high >= SCALE * 10.0 && low < SCALE {
        let factor = [1e12, 1e9, 1e6, 1e3].into_iter().find(|factor| high / factor >= 1.0).unwrap_or(1.0);
        figure.value = Some(low * factor);
    }
}

/// Percent signs, currency words and abbreviated units behind the figure.
fn add_unit(figure: &mut Figure, items: &[Item<'_>], words: &QuantityWords) {
    let rest = items.get(figure.end - 1).and_then(|item| digits(&item.lower)).map(|(_, rest)| rest);
    if figure.unit.is_none()
        && let Some(rest) = rest.filter(|rest| !rest.is_empty())
    {
        figure.unit = words.unit_signs.get(rest).cloned();
        if words.percent.contains(rest) {
            figure.unit = Some(PERCENT.to_owned());
        }
    }
    let hyphen = usize::from(items.get(figure.end).is_some_and(|item| item.is("-") && item.glued));
    let Some(next) = items.get(figure.end + hyphen) else { return };
    let per_cent = next.is("per") && items.get(figure.end + hyphen + 1).is_some_and(|item| item.is("cent"));
    if words.percent.contains(&next.lower) || per_cent {
        figure.unit = Some(PERCENT.to_owned());
        figure.end += hyphen + 1 + usize::from(per_cent);
        let point = items.get(figure.end).is_some_and(|item| item.is("points") || item.is("point"));
        if point {
            figure.unit = Some("percentage point".to_owned());
            figure.end += 1;
        }
        return;
    }
    if figure.unit.is_some() {
        return;
    }
    let singular = next.lower.strip_suffix('s').unwrap_or(&next.lower);
    if let Some(code) = words.currency_words.get(singular).or_else(|| words.currency_words.get(&next.lower)) {
        figure.unit = Some(code.clone());
        figure.end += hyphen + 1;
    } else if let Some(unit) =
        words.unit_signs.get(&next.lower).filter(|_| !next.capital || next.lower.len() > 1)
    {
        figure.unit = Some(unit.clone());
        figure.end += hyphen + 1;
    }
}

/// The unit of percentages.
pub(super) const PERCENT: &str = "percent";
