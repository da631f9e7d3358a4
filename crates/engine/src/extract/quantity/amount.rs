//! Numbers in digits, words and fractions, with their scale.

use crate::extract::number;
use crate::extract::time::lex::Item;
use crate::ontology::quantity::QuantityWords;

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    pub(super) value: f64,
    /// The item after it.
    pub(super) end: usize,
    /// What a word or letter of scale multiplied it by.
    pub(super) scale: f64,
}

/// Reads the number at item `at`, of which the first `skip` bytes are a currency sign.
pub(super) fn read(items: &[Item<'_>], at: usize, skip: usize, words: &QuantityWords) -> Option<Amount> {
    let (negative, at) = minus(items, at);
    let found = in_digits(items, at, skip, words)
        .or_else(|| fraction(items, at))
        .or_else(|| with_article(items, at))
        .or_else(|| in_words(items, at))?;
    Some(if negative { Amount { value: -found.value, ..found } } else { found })
}

/// A minus sign or word in front: whether there is one, and where the number begins.
fn minus(items: &[Item<'_>], at: usize) -> (bool, usize) {
    let Some(item) = items.get(at) else { return (false, at) };
    let digit_at = |index: usize| items.get(index).is_some_and(|next| starts_digit(&next.lower));
    if item.is("minus") {
        let hyphen = usize::from(items.get(at + 1).is_some_and(|next| next.is("-")));
        return if digit_at(at + 1 + hyphen) { (true, at + 1 + hyphen) } else { (false, at) };
    }
    let sign = matches!(item.lower.as_str(), "-" | "−") && (!item.glued || at > 0 && items[at - 1].is("$"));
    let joined = items.get(at + 1).is_some_and(|next| next.glued);
    if sign && joined && digit_at(at + 1) { (true, at + 1) } else { (false, at) }
}

/// Whether the item begins with a digit or a fraction sign.
pub(super) fn starts_digit(lower: &str) -> bool {
    lower.starts_with(|c: char| c.is_ascii_digit() || sign_value(c).is_some())
}

fn in_digits(items: &[Item<'_>], at: usize, skip: usize, words: &QuantityWords) -> Option<Amount> {
    let item = items.get(at)?;
    // ".5 per cent": a point that touches the number behind it only.
    let point =
        item.is(".") && !item.glued && items.get(at + 1).is_some_and(|next| next.glued && next.digits > 0);
    if point {
        let next = items.get(at + 1)?;
        let value = format!("0.{}", next.lower).parse().ok()?;
        return Some(Amount { value, end: at + 2, scale: 1.0 });
    }
    let (value, rest) = digits(item.lower.get(skip..)?)?;
    let factor = words.scale_signs.get(rest).copied();
    let is_unit = rest.is_empty()
        || factor.is_some()
        || words.unit_signs.contains_key(rest)
        || words.percent.contains(rest)
        || words.pence.contains(rest);
    if !is_unit {
        return None;
    }
    let (value, end) = slashed(items, at, value);
    // "5m" of money is millions, of a length metres; the sign in front decides, and a capital M.
    let money = skip > 0 || at.checked_sub(1).is_some_and(|before| ends_in_sign(&items[before].lower));
    let millions = money || rest == "m" && counts_millions(items, at, value);
    let factor = factor.filter(|_| millions || !words.unit_signs.contains_key(rest)).unwrap_or(1.0);
    let (value, end) = with_half(items, value, end);
    let (scale, end) = scale_at(items, end);
    Some(Amount { value: value * factor * scale, end, scale: factor * scale })
}

/// "4.3m users", "2m people": what is counted follows; "a 50m pool" and "4.3m long" are lengths.
pub(super) fn counts_millions(items: &[Item<'_>], at: usize, value: f64) -> bool {
    /// How far the plural may stand behind its adjectives.
    const REACH: usize = 4;
    /// Longer races and walls than this are told in kilometres.
    const LONGEST: f64 = 100.0;
    let ahead = items.get(at + 1..).unwrap_or_default().iter().take(REACH);
    let mut ahead = ahead.take_while(|item| item.is_word() && !stops(&item.lower));
    let plural = |item: &Item<'_>| item.is("people") || item.lower.len() > 3 && item.lower.ends_with('s');
    value < LONGEST && ahead.any(plural)
}

fn stops(lower: &str) -> bool {
    matches!(
        lower,
        "long"
            | "tall"
            | "high"
            | "wide"
            | "deep"
            | "away"
            | "of"
            | "in"
            | "from"
            | "at"
            | "to"
            | "above"
            | "below"
            | "hurdles"
            | "freestyle"
            | "was"
            | "is"
            | "has"
            | "as"
            | "this"
            | "across"
            | "towards"
    )
}

fn ends_in_sign(lower: &str) -> bool {
    lower.ends_with(['$', '£', '€', '¥', '₹'])
}

/// "2 1/2", "3/4": a fraction in digits, alone or behind a whole number.
fn slashed(items: &[Item<'_>], at: usize, value: f64) -> (f64, usize) {
    let parts = |from: usize| {
        let slash = items.get(from + 1).is_some_and(|item| item.glued && (item.is("/") || item.is("⁄")));
        let below = items.get(from + 2).filter(|item| item.glued && slash)?.number?;
        let above = items.get(from)?.number?;
        /// Denominators that fractions in digits have; others are dates and rates.
        const COMMON: [i64; 9] = [2, 3, 4, 5, 8, 16, 32, 64, 128];
        (above > 0 && above < below && COMMON.contains(&below)).then_some(above as f64 / below as f64)
    };
    if let Some(value) = parts(at) {
        return (value, at + 3);
    }
    match parts(at + 1).filter(|_| items.get(at + 1).is_some_and(|next| !next.glued)) {
        Some(part) => (value + part, at + 4),
        None => (value, at + 1),
    }
}

/// "and a half" behind a number.
fn with_half(items: &[Item<'_>], value: f64, end: usize) -> (f64, usize) {
    let is = |at: usize, word: &str| items.get(at).is_some_and(|item| item.is(word));
    if is(end, "and") && is(end + 1, "a") && is(end + 2, "half") {
        (value + 0.5, end + 3)
    } else {
        (value, end)
    }
}

/// Words of scale: "million", "-million", "hundred thousand", "dozen".
fn scale_at(items: &[Item<'_>], mut end: usize) -> (f64, usize) {
    let mut scale = 1.0;
    loop {
        let hyphen = usize::from(items.get(end).is_some_and(|next| next.is("-") && next.glued));
        let Some(next) = items.get(end + hyphen) else { return (scale, end) };
        let factor = match next.lower.as_str() {
            "hundred" => 100.0,
            "dozen" => 12.0,
            other => match number::scale(other) {
                Some(factor) => factor as f64,
                None => return (scale, end),
            },
        };
        scale *= factor;
        end += hyphen + 1;
    }
}

/// "1,234.5kg" as value and rest; "2½" and "½" too.
pub(super) fn digits(lower: &str) -> Option<(f64, &str)> {
    let split = lower.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(lower.len());
    let (number, rest) = lower.split_at(split);
    let sign = rest.chars().next().and_then(|first| Some((sign_value(first)?, first.len_utf8())));
    let value = number.replace(',', "").trim_end_matches('.').parse::<f64>().ok();
    match (value, sign) {
        (value, Some((part, len))) => Some((value.unwrap_or(0.0) + part, rest.get(len..)?)),
        (Some(value), None) => Some((value, rest)),
        (None, None) => None,
    }
}

/// The value of a fraction sign.
fn sign_value(sign: char) -> Option<f64> {
    match sign {
        '½' => Some(0.5),
        '¼' => Some(0.25),
        '¾' => Some(0.75),
        '⅓' => Some(1.0 / 3.0),
        '⅔' => Some(2.0 / 3.0),
        '⅛' => Some(0.125),
        _ => None,
    }
}

/// "two-thirds", "a third of", "half the", "one in five", "nine out of ten".
fn fraction(items: &[Item<'_>], at: usize) -> Option<Amount> {
    let is = |index: usize, word: &str| items.get(index).is_some_and(|item| item.is(word));
    let found = |value: f64, end: usize| Some(Amount { value, end, scale: 1.0 });
    let small = |index: usize| {
        let item = items.get(index)?;
        item.number.or_else(|| {
            number::from_words(std::iter::once(item.lower.as_str())).map(|(value, _)| value as i64)
        })
    };
    if is(at, "half") {
        let whole = ["of", "the", "its", "their", "his", "her", "our", "all", "those", "these"];
        let ordinal = at > 0 && number::ordinal(&items[at - 1].lower).is_some();
        return whole
            .iter()
            .any(|word| is(at + 1, word))
            .then_some(())
            .filter(|()| !ordinal)
            .and_then(|()| found(0.5, at + 1));
    }
    let above = if is(at, "a") || is(at, "one") { 1 } else { small(at)? };
    let hyphen = usize::from(is(at + 1, "-") && items[at + 1].glued);
    if let Some(below) = items.get(at + 1 + hyphen).and_then(|item| denominator(&item.lower, above > 1)) {
        let end = at + 2 + hyphen;
        let part = above > 1 || hyphen == 1 || is(end, "of");
        return (part && above < below).then_some(()).and_then(|()| found(above as f64 / below as f64, end));
    }
    let out = usize::from(is(at + 1, "out")) + 1;
    let (below, end) = match (is(at + out, "in") && above == 1 && out == 1, is(at + 2, "of") && out == 2) {
        (true, _) => (small(at + 2)?, at + 3),
        (_, true) => (small(at + 3)?, at + 4),
        _ => return None,
    };
    /// Shares are told out of a hundred or less ("one in 2019" is no share).
    const LARGEST: i64 = 100;
    let noun = items.get(end).is_none_or(Item::is_word);
    (above > 0 && above < below && below <= LARGEST && noun && !is(at, "a"))
        .then_some(())
        .and_then(|()| found(above as f64 / below as f64, end))
}

/// The denominator that an ordinal names.
fn denominator(lower: &str, plural: bool) -> Option<i64> {
    let singular = if plural { lower.strip_suffix('s')? } else { lower };
    match singular {
        "half" | "halve" => Some(2),
        "quarter" => Some(4),
        other => number::ordinal(other).filter(|value| (3..=20).contains(value)).map(|value| value as i64),
    }
}

/// "a hundred", "a dozen", "half a million", "half a dozen".
fn with_article(items: &[Item<'_>], at: usize) -> Option<Amount> {
    let half = usize::from(items.get(at)?.is("half"));
    let article = items.get(at + half)?;
    if !article.is("a") && !article.is("an") {
        return None;
    }
    // "a pair of swans".
    let of = items.get(at + 2).is_some_and(|next| next.is("of"));
    let few = items.get(at + 1).filter(|_| of && half == 0).and_then(|next| match next.lower.as_str() {
        "pair" | "duo" => Some(2.0),
        "trio" => Some(3.0),
        "quartet" => Some(4.0),
        _ => None,
    });
    if let Some(value) = few {
        return Some(Amount { value, end: at + 2, scale: 1.0 });
    }
    let (scale, end) = scale_at(items, at + half + 1);
    let part = if half == 1 { 0.5 } else { 1.0 };
    (end > at + half + 1).then_some(Amount { value: part * scale, end, scale })
}

/// No number in words is longer.
const LONGEST_NUMBER: usize = 12;

fn in_words(items: &[Item<'_>], at: usize) -> Option<Amount> {
    let ahead = items.get(at..)?.iter().take(LONGEST_NUMBER).filter(|item| !(item.glued && item.is("-")));
    let (value, taken) = number::from_words(ahead.map(|item| item.lower.as_str()))?;
    let end = skip_hyphens(items, at, taken);
    let (value, end) = with_half(items, value as f64, end);
    let (scale, end) = scale_at(items, end);
    Some(Amount { value: value * scale, end, scale })
}

fn skip_hyphens(items: &[Item<'_>], at: usize, mut words: usize) -> usize {
    let mut end = at;
    while words > 0 && end < items.len() {
        words -= usize::from(!(items[end].glued && items[end].is("-")));
        end += 1;
    }
    end
}
