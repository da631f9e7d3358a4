//! The units that a figure carries itself: currencies, percent and measures.

use super::amount;
use crate::extract::time::lex::Item;
use crate::ontology::quantity::QuantityWords;

/// The unit of percentages.
pub(super) const PERCENT: &str = "percent";

/// A currency sign in front of a number.
pub(super) struct Sign {
    pub(super) code: Option<String>,
    /// The item that holds the number.
    pub(super) first: usize,
    /// How many of its bytes belong to the sign ("RM23").
    pub(super) skip: usize,
}

/// The currency sign at item `at`: of one or two items ("$", "US$", "HK $") or glued to the number ("RM23", "$A5").
pub(super) fn sign(items: &[Item<'_>], at: usize, words: &QuantityWords) -> Sign {
    let none = Sign { code: None, first: at, skip: 0 };
    for taken in [2, 1] {
        let Some(parts) = items.get(at..at + taken) else { continue };
        let text: String = parts.iter().map(|item| item.lower.to_uppercase()).collect();
        let letters = parts[0].lower.starts_with(char::is_alphabetic);
        // "a $5 note" is no Australian dollar.
        let apart = taken == 2 && letters && !parts[1].glued && parts[0].lower.len() == 1;
        let behind = items.get(at + taken);
        let number = behind.is_some_and(|item| {
            amount::starts_digit(&item.lower) || matches!(item.lower.as_str(), "-" | "−") && item.glued
        });
        if number
            && !apart
            && (!letters || parts[0].capital)
            && let Some(code) = words.currency_signs.get(&text)
        {
            return Sign { code: Some(code.clone()), first: at + taken, skip: 0 };
        }
    }
    glued_sign(items, at, words).unwrap_or(none)
}

fn glued_sign(items: &[Item<'_>], at: usize, words: &QuantityWords) -> Option<Sign> {
    let dollar = usize::from(items.get(at)?.is("$"));
    let item = items.get(at + dollar).filter(|item| dollar == 0 || item.glued)?;
    let letters = item.lower.find(|c: char| !c.is_ascii_alphabetic())?;
    let number = item.lower[letters..].starts_with(|c: char| c.is_ascii_digit());
    let name = item.lower[..letters].to_uppercase();
    let name = if dollar == 1 { format!("{name}$") } else { name };
    let code = words.currency_signs.get(&name).filter(|_| number && letters > 0 && item.capital)?;
    Some(Sign { code: Some(code.clone()), first: at + dollar, skip: letters })
}

/// The unit behind a number that ends before item `end`: its name and the item after it.
pub(super) fn behind(
    items: &[Item<'_>],
    end: usize,
    skip: usize,
    words: &QuantityWords,
) -> Option<(String, usize)> {
    let last = items.get(end.checked_sub(1)?)?;
    let rest = amount::digits(last.lower.get(skip..).unwrap_or(&last.lower)).map_or("", |(_, rest)| rest);
    if words.percent.contains(rest) {
        return Some(points(items, end));
    }
    if words.pence.contains(rest) {
        return Some((PENNY.to_owned(), end));
    }
    let scaled = rest == "m"
        && amount::digits(&last.lower)
            .is_some_and(|(value, _)| amount::counts_millions(items, end - 1, value));
    if let Some(unit) = words.unit_signs.get(rest).filter(|_| !scaled) {
        return Some((unit.clone(), end));
    }
    let hyphen = usize::from(items.get(end).is_some_and(|item| item.is("-") && item.glued));
    let at = end + hyphen;
    let next = items.get(at)?;
    let per_cent = next.is("per") && items.get(at + 1).is_some_and(|item| item.is("cent"));
    let point = items.get(at + 1).is_some_and(|item| item.is("point") || item.is("points"));
    if next.is("percentage") && point {
        return Some(points(items, at + 1));
    }
    if words.percent.contains(&next.lower) || per_cent {
        return Some(points(items, at + 1 + usize::from(per_cent)));
    }
    currency(items, at, words)
        .or_else(|| measure(items, at, words))
        .or_else(|| abbreviation(items, at, words))
}

const PENNY: &str = "penny";

/// "percent", or "percentage point" with what follows.
fn points(items: &[Item<'_>], end: usize) -> (String, usize) {
    let point = |at: usize| items.get(at).is_some_and(|item| item.is("points") || item.is("point"));
    let hyphen = usize::from(items.get(end).is_some_and(|item| item.is("-")) && point(end + 1));
    if point(end + hyphen) {
        return ("percentage point".to_owned(), end + hyphen + 1);
    }
    (PERCENT.to_owned(), end)
}

fn singulars(lower: &str) -> impl Iterator<Item = &str> {
    [Some(lower), lower.strip_suffix('s'), lower.strip_suffix("es")].into_iter().flatten()
}

/// "dollars", "Australian dollars", "US dollars", "euro", "110 JPY", "1,200€".
fn currency(items: &[Item<'_>], at: usize, words: &QuantityWords) -> Option<(String, usize)> {
    let next = items.get(at)?;
    for taken in [3, 2, 1] {
        let Some(parts) = items.get(at..at + taken) else { continue };
        let (Some(last), before) = (parts.last(), &parts[..taken - 1]) else { continue };
        let named = singulars(&last.lower).find_map(|last| {
            let mut name: Vec<&str> = before.iter().map(|item| item.lower.as_str()).collect();
            name.push(last);
            words.currency_names.get(&name.join(" "))
        });
        if let Some(code) = named {
            return Some((code.clone(), at + taken));
        }
    }
    if let Some(code) = singulars(&next.lower).find_map(|singular| words.currency_words.get(singular)) {
        let weight = code == "GBP" && next.lower.starts_with("pound") && weighs(items, at);
        return (!weight).then(|| (code.clone(), at + 1));
    }
    let code = words.currency_signs.get(&next.lower.to_uppercase())?;
    let letters = next.lower.starts_with(char::is_alphabetic);
    let sign = !letters
        && next.glued
        && !items.get(at + 1).is_some_and(|item| item.glued && amount::starts_digit(&item.lower));
    (sign || letters && next.capital && next.lower.len() == 3).then(|| (code.clone(), at + 1))
}

/// Whether "pounds" are a weight here: hyphenated, or of something, or beside words of weight.
fn weighs(items: &[Item<'_>], at: usize) -> bool {
    /// How far words of weight may stand.
    const REACH: usize = 10;
    let hyphenated = at > 0 && items[at - 1].is("-");
    let of = items.get(at + 1).is_some_and(|next| next.is("of") || next.is("-"));
    let near = &items[at.saturating_sub(REACH)..items.len().min(at + REACH)];
    hyphenated
        || of
        || near.iter().any(|item| {
            item.lower.starts_with("weigh")
                || item.is("overweight")
                || item.is("heavier")
                || item.is("lighter")
        })
}

/// "miles", "square metres", "degrees Celsius", "miles per hour", "sq ft".
fn measure(items: &[Item<'_>], at: usize, words: &QuantityWords) -> Option<(String, usize)> {
    let next = items.get(at)?;
    let shape = match next.lower.as_str() {
        "square" | "sq" => Some("square"),
        "cubic" => Some("cubic"),
        "nautical" => Some("nautical"),
        "metric" => Some("metric"),
        _ => None,
    };
    let noun_at = at + usize::from(shape.is_some());
    let noun_at =
        noun_at + usize::from(shape.is_some() && items.get(noun_at).is_some_and(|item| item.is(".")));
    let noun = items.get(noun_at)?;
    let short = || words.unit_signs.get(&noun.lower).filter(|_| shape.is_some());
    let name = singulars(&noun.lower).find_map(|singular| words.measures.get(singular)).or_else(short)?;
    let end = noun_at + 1;
    if name == "degree" {
        let scale = items.get(end).and_then(|item| match item.lower.as_str() {
            "celsius" | "c" | "centigrade" => Some("degree Celsius"),
            "fahrenheit" | "f" => Some("degree Fahrenheit"),
            _ => None,
        });
        return Some(scale.map_or_else(|| (name.clone(), end), |scale| (scale.to_owned(), end + 1)));
    }
    let per = items.get(end).is_some_and(|item| item.is("per") || item.is("an") || item.is("a"));
    if let Some(time) = items.get(end + 1).filter(|item| per && (item.is("hour") || item.is("second"))) {
        return Some((format!("{name} per {}", time.lower), end + 2));
    }
    Some((shape.map_or_else(|| name.clone(), |shape| format!("{shape} {name}")), end))
}

/// "kg", "km/h", "°C", "sq": abbreviations set off from the number.
fn abbreviation(items: &[Item<'_>], at: usize, words: &QuantityWords) -> Option<(String, usize)> {
    let next = items.get(at)?;
    if next.is("°") || next.is("º") {
        let scale = items.get(at + 1).and_then(|item| match item.lower.as_str() {
            "c" => Some("degree Celsius"),
            "f" => Some("degree Fahrenheit"),
            _ => None,
        });
        return Some(scale.map_or(("degree".to_owned(), at + 1), |scale| (scale.to_owned(), at + 2)));
    }
    if words.pence.contains(&next.lower) && !next.capital {
        return Some((PENNY.to_owned(), at + 1));
    }
    if next.is("nm") && next.capital {
        return Some(("newton metre".to_owned(), at + 1));
    }
    let slash = items.get(at + 1).is_some_and(|item| item.glued && item.is("/"));
    if let Some(below) = items.get(at + 2).filter(|_| slash) {
        let joined = format!("{}/{}", next.lower, below.lower);
        if let Some(unit) = words.unit_signs.get(&joined) {
            return Some((unit.clone(), at + 3));
        }
    }
    // A single capital is a name's initial, a single letter "a" or "m" set off from the number a word.
    let single = next.lower.chars().count() == 1 && next.lower.starts_with(char::is_alphabetic);
    let unit = words.unit_signs.get(&next.lower)?;
    let alone =
        single && (next.capital || !next.glued && !matches!(next.lower.as_str(), "g" | "m" | "l" | "t"));
    // "5 in" is rather a place, "3 PS" a party.
    let word = !next.glued && matches!(next.lower.as_str(), "in" | "ps");
    (!alone && !word).then(|| (unit.clone(), at + 1))
}
