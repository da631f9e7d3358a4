//! The grammar of time expressions: which items form one, longest first.

use super::calendar;
use super::clock;
use super::form::{Form, Parsed, Year};
use super::lex::Item;
use crate::extract::number;
use crate::ontology::time::{Class, Shift, TimeWords, Unit};

/// Items with the words to read them by. All parsers look at the front of `items`.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    pub(super) items: &'a [Item<'a>],
    pub(super) words: &'a TimeWords,
    /// The item before the first, in lower case.
    pub(super) before: Option<&'a str>,
}

impl<'a> Input<'a> {
    /// The items after the first `count`.
    pub(super) fn skip(self, count: usize) -> Self {
        let before =
            count.checked_sub(1).and_then(|last| self.items.get(last)).map(|item| item.lower.as_str());
        Self { items: self.items.get(count..).unwrap_or(&[]), before: before.or(self.before), ..self }
    }

    /// The item at `index`.
    pub(super) fn at(self, index: usize) -> Option<&'a Item<'a>> {
        self.items.get(index)
    }

    /// Whether the item at `index` is this word or mark.
    pub(super) fn is(self, index: usize, text: &str) -> bool {
        self.at(index).is_some_and(|item| item.is(text))
    }

    /// The first meaning of the item at `index` that `pick` takes.
    pub(super) fn class<T>(self, index: usize, pick: impl Fn(&Class) -> Option<T>) -> Option<T> {
        self.at(index)?.classes.iter().find_map(pick)
    }

    pub(super) fn unit(self, index: usize) -> Option<Unit> {
        self.class(index, |class| if let Class::Unit(unit) = class { Some(*unit) } else { None })
    }

    pub(super) fn shift(self, index: usize) -> Option<Shift> {
        self.class(index, |class| if let Class::Shift(shift) = class { Some(*shift) } else { None })
    }

    pub(super) fn part(self, index: usize) -> Option<&'static str> {
        self.class(index, |class| if let Class::Part(part) = class { Some(*part) } else { None })
    }

    /// A hyphen that joins two items.
    pub(super) fn hyphen(self, index: usize) -> bool {
        self.at(index).is_some_and(|item| item.glued && matches!(item.lower.as_str(), "-" | "‑"))
            && self.at(index + 1).is_some_and(|item| item.glued)
    }

    fn modifier(self) -> bool {
        self.class(0, |class| matches!(class, Class::Modifier).then_some(())).is_some()
    }
}

/// The longest time expression at the front of the items.
pub(super) fn expression(input: Input<'_>) -> Option<Parsed> {
    let core = [
        calendar::expression(input),
        relative(input),
        modified(input),
        recurring(input),
        duration(input),
        clock::expression(input),
        vague(input),
    ];
    // The first of several equally long readings wins.
    core.into_iter().flatten().reduce(|best, next| if next.len > best.len { next } else { best })
}

/// "early 1998", "the end of March", "mid-November", "nearly two years ago".
fn modified(input: Input<'_>) -> Option<Parsed> {
    let article = usize::from(input.is(0, "the") || input.is(0, "a"));
    let inner = input.skip(article);
    if !inner.modifier() {
        return None;
    }
    let mut skipped = 1 + usize::from(inner.hyphen(1));
    while inner.at(skipped).is_some_and(|item| inner.words.is_link(&item.lower)) {
        skipped += 1;
    }
    let with_article = || {
        let the = skipped.checked_sub(1).filter(|last| *last > 0 && inner.is(*last, "the"))?;
        Some((expression(inner.skip(the))?, the))
    };
    let (found, skipped) = match expression(inner.skip(skipped)) {
        Some(found) => (found, skipped),
        None => with_article()?,
    };
    let loose = matches!(found.form, Form::Vague(_) | Form::Set(_) | Form::Clock);
    (!loose).then(|| found.widened(article + skipped))
}

/// "last year", "the same day", "two weeks ago", "a year earlier", "the past two months", "today".
fn relative(input: Input<'_>) -> Option<Parsed> {
    today(input)
        .or_else(|| distance(input))
        .or_else(|| neighbour(input))
        .or_else(|| shifted_length(input))
        .or_else(|| comparable(input))
        .or_else(|| with_article(input))
        .or_else(|| week_to(input))
}

/// "the week to 4 March", "the week ending Friday".
fn week_to(input: Input<'_>) -> Option<Parsed> {
    let the = usize::from(input.is(0, "the"));
    let ends = ["to", "ending", "ended", "through"].iter().any(|word| input.is(the + 1, word));
    input.unit(the).filter(|unit| *unit == Unit::Week && ends && !input.is_plural(the))?;
    let at = the + 2 + usize::from(input.is(the + 2, "on"));
    let day = calendar::expression(input.skip(at))?;
    let single = matches!(day.form, Form::Day { last: None, .. } | Form::Weekday { .. });
    single.then(|| Parsed::new(at + day.len, Form::WeekTo(Box::new(day.form))))
}

fn today(input: Input<'_>) -> Option<Parsed> {
    let the = usize::from(input.is(0, "the"));
    if input.is(the, "day") {
        let beyond = match (input.at(the + 1)?.lower.as_str(), input.at(the + 2)?.lower.as_str()) {
            ("before", "yesterday") => -2,
            ("after", "tomorrow") => 2,
            _ => return None,
        };
        return Some(Parsed::new(the + 3, Form::Today(beyond)));
    }
    let days = input.class(0, |class| if let Class::Deictic(days) = class { Some(*days) } else { None })?;
    let mut parsed = Parsed::new(1, Form::Today(days));
    if input.is(0, "tonight") {
        parsed.part = Some("NI");
    }
    Some(clock::with_part_of_day(input, parsed))
}

/// An amount in front of a unit, with what widens it: "two and a half", "two to three" (the lower end). Items taken, value.
fn amount(input: Input<'_>) -> Option<(usize, Option<f64>)> {
    let (at, value) = plain_amount(input)?;
    let (at, value) = match and_a_half(input, at) {
        Some(end) => (end, value.map(|value| value + 0.5)),
        None => (at, value),
    };
    let Some(low) = value else { return Some((at, value)) };
    let mark =
        usize::from(input.hyphen(at) && !matches!(input.at(at + 1), Some(item) if item.number.is_some()));
    let link = input.at(at + mark).filter(|item| matches!(item.lower.as_str(), "to" | "or" | "-" | "–"));
    let high = link.and_then(|_| plain_amount(input.skip(at + mark + 1 + mark)));
    match high {
        Some((taken, Some(high))) if high > low => Some((at + mark + 1 + mark + taken, value)),
        _ => Some((at, value)),
    }
}

/// "and a half", with or without hyphens, after an amount or its unit: the index after it.
fn and_a_half(input: Input<'_>, at: usize) -> Option<usize> {
    let mut end = at;
    for word in ["and", "a", "half"] {
        end += usize::from(input.hyphen(end));
        if !input.is(end, word) {
            return None;
        }
        end += 1;
    }
    Some(end)
}

/// A number, "several", "a few", "a couple of", "half a". Items taken, value.
fn plain_amount(input: Input<'_>) -> Option<(usize, Option<f64>)> {
    let mut at = usize::from(input.is(0, "the") || input.is(0, "a") && input.class(1, is_amount).is_some());
    if let Some(value) = input.at(at).and_then(|item| item.lower.replace(',', "").parse::<f64>().ok()) {
        let hyphen = usize::from(input.hyphen(at + 1));
        let from = at + 1 + hyphen;
        let half = input.is(from, "1") && input.is(from + 1, "/") && input.is(from + 2, "2");
        return Some(if half { (from + 3, Some(value + 0.5)) } else { (at + 1, Some(value)) });
    }
    if let Some((value, taken)) = number::from_words(spelled(input.skip(at)).iter().map(String::as_str)) {
        let joined = hyphens(input.skip(at), taken);
        return Some((at + taken + joined, Some(value as f64)));
    }
    if input.class(at, |class| matches!(class, Class::Half).then_some(())).is_some() {
        at += 1 + usize::from(input.is(at + 1, "a") || input.is(at + 1, "an"));
        return Some((at, Some(0.5)));
    }
    let value = input.class(at, is_amount)?;
    at += 1;
    if input.is(at, "of") {
        at += 1;
    }
    Some((at, value.0.map(|value| value as f64)))
}

/// An amount that the text may leave open.
struct OpenAmount(Option<i64>);

/// The words ahead, without the hyphens inside "twenty-five".
fn spelled(input: Input<'_>) -> Vec<String> {
    const LONGEST: usize = 10;
    let words = input.items.iter().take(LONGEST);
    words.filter(|item| !(item.glued && item.is("-"))).map(|item| item.lower.clone()).collect()
}

/// How many hyphens stand inside the first `words` words.
fn hyphens(input: Input<'_>, words: usize) -> usize {
    let mut left = words;
    let mut found = 0;
    for item in input.items {
        if left == 0 {
            break;
        }
        if item.glued && item.is("-") {
            found += 1;
        } else {
            left -= 1;
        }
    }
    found
}

/// The number that a word of amount stands for, not a number for "several".
fn is_amount(class: &Class) -> Option<OpenAmount> {
    if let Class::Amount(amount) = class { Some(OpenAmount(*amount)) } else { None }
}

/// An amount with its unit: "two weeks", "three-year", "several months", "years". Items taken, value, unit.
fn measure(input: Input<'_>) -> Option<(usize, Option<f64>, Unit)> {
    let (at, value) = amount(input).unwrap_or((0, None));
    let at = at + usize::from(at > 0 && input.hyphen(at));
    let filled = at > 0 && input.at(at).is_some_and(|item| input.words.is_filler(&item.lower));
    let at = at + usize::from(filled);
    let unit = input.unit(at)?;
    if at == 0 && !input.is_plural(0) {
        return None;
    }
    match and_a_half(input, at + 1) {
        Some(end) => Some((end, value.map(|value| value + 0.5), unit)),
        None => Some((at + 1, value, unit)),
    }
}

impl Input<'_> {
    fn is_plural(self, index: usize) -> bool {
        self.at(index).is_some_and(|item| item.lower.ends_with('s'))
    }
}

/// "two weeks ago", "a year earlier", "three days after", "five months later".
fn distance(input: Input<'_>) -> Option<Parsed> {
    let (len, value, unit) = measure(input)?;
    let at = len + usize::from(input.hyphen(len));
    let shift =
        input.shift(at).filter(|shift| matches!(shift, Shift::Ago | Shift::Earlier | Shift::Later))?;
    // "two weeks before the vote", "three days on strike": the words that follow are what it is counted from.
    let counts_on = matches!(input.at(at)?.lower.as_str(), "before" | "after" | "on" | "prior")
        && input.at(at + 1).is_some_and(Item::is_word);
    if counts_on {
        return None;
    }
    let amount = value.map(|value| value.round() as i64);
    Some(Parsed::new(at + 1, Form::Distance { amount, unit, shift }))
}

/// "last week", "the following day", "this morning", "next year", "that time", "the day".
fn neighbour(input: Input<'_>) -> Option<Parsed> {
    let the = usize::from(input.is(0, "the"));
    let shift =
        input.shift(the).filter(|shift| !matches!(shift, Shift::Ago | Shift::Earlier | Shift::Later))?;
    // "The next day" goes on from what was told, "next week" from publication.
    let shift = if the == 1 && input.is(1, "next") { Shift::Following } else { shift };
    // "Following the vote" is a preposition, and "the past year" a length that ends now.
    if the == 0 && shift == Shift::Following || input.is(the, "past") && input.unit(the + 1).is_some() {
        return None;
    }
    let at = the + 1 + usize::from(input.is(the + 1, "fiscal") || input.is(the + 1, "full"));
    if matches!(shift, Shift::Same) && (input.is(at, "time") || input.is(at, "moment")) {
        // "At the same time" mostly means "besides".
        let besides = match (the, input.before) {
            (1, before) => before == Some("at"),
            (_, before) => before == Some("the") || input.is(0, "same"),
        };
        return (!besides).then(|| Parsed::new(at + 1, Form::SameTime));
    }
    if let Some(part) = input.part(at) {
        let form = match shift {
            Shift::Last => Form::Today(-1),
            Shift::This => Form::Today(0),
            Shift::Next | Shift::Following => Form::Neighbour { unit: Unit::Day, shift: Shift::Following },
            Shift::Preceding => Form::Neighbour { unit: Unit::Day, shift: Shift::Preceding },
            Shift::Same | Shift::Told | Shift::Ago | Shift::Earlier | Shift::Later => {
                Form::Neighbour { unit: Unit::Day, shift: Shift::Same }
            }
        };
        return Some(Parsed { part: Some(part), ..Parsed::new(at + 1, form) });
    }
    let unit = input.unit(at)?;
    if input.is_plural(at) || matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
        return None;
    }
    Some(clock::with_part_of_day(input, Parsed::new(at + 1, Form::Neighbour { unit, shift })))
}

/// "the past two months", "the next few days", "recent years".
fn shifted_length(input: Input<'_>) -> Option<Parsed> {
    let the = usize::from(input.is(0, "the"));
    if input.is(0, "these") && input.is(1, "days") {
        return Some(Parsed::new(2, Form::Vague("PRESENT_REF")));
    }
    if input.is(the, "recent") || input.is(the, "coming") {
        input.unit(the + 1).filter(|_| input.is_plural(the + 1))?;
        let reference = if input.is(the, "recent") { "PAST_REF" } else { "FUTURE_REF" };
        return Some(Parsed::new(the + 2, Form::Vague(reference)));
    }
    let shift = input.shift(the).filter(|shift| {
        matches!(shift, Shift::Last | Shift::Preceding | Shift::Next | Shift::Following | Shift::This)
    })?;
    if input.is(the, "past")
        && let Some(unit) = input.unit(the + 1).filter(|_| !input.is_plural(the + 1))
    {
        return Some(Parsed::new(the + 2, Form::Duration { amount: Some(1.0), unit, shift: Some(shift) }));
    }
    let (len, amount, unit) = measure(input.skip(the + 1))?;
    Some(Parsed::new(the + 1 + len, Form::Duration { amount, unit, shift: Some(shift) }))
}

/// "the year-earlier quarter", "the year-ago period", "year-earlier": the same stretch of the year before.
fn comparable(input: Input<'_>) -> Option<Parsed> {
    let mut at = usize::from(input.is(0, "the"));
    at += usize::from(matches!(input.at(at)?.lower.as_str(), "comparable" | "corresponding"));
    let hyphen = input.hyphen(at + 1);
    let shift = input.shift(at + 2).filter(|shift| matches!(shift, Shift::Ago | Shift::Earlier))?;
    if !hyphen || input.unit(at) != Some(Unit::Year) {
        return None;
    }
    let noun = usize::from(input.is(at + 3, "quarter") || input.is(at + 3, "period"));
    Some(Parsed::new(at + 3 + noun, Form::Distance { amount: Some(1), unit: Unit::Year, shift }))
}

/// "the quarter", "the latest quarter", "the latest period", "the weekend", "the year".
fn with_article(input: Input<'_>) -> Option<Parsed> {
    let shift = Shift::Told;
    if !input.is(0, "the") {
        return None;
    }
    if input.is(1, "latest") && (input.is(2, "quarter") || input.is(2, "period")) {
        return Some(Parsed::new(3, Form::Neighbour { unit: Unit::Quarter, shift }));
    }
    let at = 1 + usize::from(["fiscal", "full", "whole", "entire"].iter().any(|word| input.is(1, word)));
    let unit = input
        .unit(at)
        .filter(|unit| matches!(unit, Unit::Quarter | Unit::Weekend | Unit::Year | Unit::Month))?;
    // A year that ends on a day of its own is as long as a year, not a calendar one.
    if unit == Unit::Year && ["ended", "ending"].iter().any(|word| input.is(at + 1, word)) {
        return Some(Parsed::new(at + 1, Form::Duration { amount: Some(1.0), unit, shift: None }));
    }
    // "the year of the flood" and "the month that followed" say which one; they are left to those words.
    let specified = input
        .at(at + 1)
        .is_some_and(|next| matches!(next.lower.as_str(), "of" | "that" | "when" | "in" | "-"));
    let supported = unit == Unit::Weekend
        || input
            .before
            .is_some_and(|word| matches!(word, "in" | "of" | "during" | "over" | "for" | "through"));
    let numbered = input.is_plural(at);
    (supported && !specified && !numbered).then(|| Parsed::new(at + 1, Form::Neighbour { unit, shift }))
}

/// "two weeks", "a three-year", "the first nine months", "decades".
fn duration(input: Input<'_>) -> Option<Parsed> {
    let the = usize::from(input.is(0, "the"));
    let first = usize::from(matches!(
        input.at(the).map(|item| item.lower.as_str()),
        Some("first" | "latest" | "final")
    ));
    let (len, amount, unit) = measure(input.skip(the + first))?;
    let from = the + first;
    // "three-quarters" and "a quarter of" are fractions; only counted or pointed quarters are lengths.
    let counted = amount.is_some_and(|amount| amount > 1.0) && !input.hyphen(from + len - 2);
    if unit == Unit::Quarter && (!counted || first == 0 && input.is(from + len, "of")) {
        return None;
    }
    // "the second day" is no length, and one unit with an article alone says little ("a second", "a day" as a rate is a set).
    let bare_article = input.is(from, "a") || input.is(from, "an");
    if bare_article && len == 2 && matches!(unit, Unit::Second | Unit::Night | Unit::Weekend) {
        return None;
    }
    Some(Parsed::new(from + len, Form::Duration { amount, unit, shift: None }))
}

/// "daily", "every Friday", "each year", "twice a week".
fn recurring(input: Input<'_>) -> Option<Parsed> {
    if input.is(0, "every") || input.is(0, "each") {
        let other = usize::from(input.is(1, "other"));
        if let Some(unit) = input.unit(1 + other) {
            let value = super::value::length(Some((1 + other) as f64), unit);
            return Some(Parsed::new(2 + other, Form::Set(value)));
        }
        let day = input.class(1, |class| if let Class::Weekday(day) = class { Some(*day) } else { None })?;
        return Some(Parsed::new(2, Form::Set(format!("XXXX-WXX-{}", day.to_monday_one_offset()))));
    }
    if matches!(input.before, Some("once" | "twice" | "times" | "per")) {
        let at = usize::from(input.is(0, "a") || input.is(0, "an"));
        let unit = input.unit(at).filter(|_| !input.is_plural(at))?;
        return Some(Parsed::new(at + 1, Form::Set(super::value::length(Some(1.0), unit))));
    }
    if let Some(found) = weekdays(input) {
        return Some(found);
    }
    // "The Weekly Post" is a name.
    if input.before.is_some() && input.at(0)?.capital {
        return None;
    }
    let value =
        input.class(0, |class| if let Class::Set(value) = class { Some(value.clone()) } else { None })?;
    Some(Parsed::new(1, Form::Set(value)))
}

/// "Fridays", "Tuesday nights", "Sunday mornings".
fn weekdays(input: Input<'_>) -> Option<Parsed> {
    let item = input.at(0).filter(|item| item.capital)?;
    let plural = item.lower.strip_suffix('s').filter(|_| item.classes.is_empty());
    let classes = plural.map_or(item.classes, |singular| input.words.classes(singular));
    let day =
        classes.iter().find_map(|class| if let Class::Weekday(day) = class { Some(*day) } else { None })?;
    let next = input.at(1).and_then(|next| next.lower.strip_suffix('s'));
    let part = next.and_then(|part| {
        let mut classes = input.words.classes(part).iter();
        classes.find_map(|class| if let Class::Part(part) = class { Some(*part) } else { None })
    });
    let value = format!("XXXX-WXX-{}", day.to_monday_one_offset());
    match (part, plural) {
        (Some(part), _) => Some(Parsed::new(2, Form::Set(format!("{value}T{part}")))),
        (None, Some(_)) => Some(Parsed::new(1, Form::Set(value))),
        (None, None) => None,
    }
}

/// "now", "recently", "the future", "at present".
fn vague(input: Input<'_>) -> Option<Parsed> {
    if let Some(value) =
        input.class(0, |class| if let Class::Vague(value) = class { Some(*value) } else { None })
    {
        return Some(Parsed::new(1, Form::Vague(value)));
    }
    if input.is(0, "the") {
        let near = usize::from(input.is(1, "near") || input.is(1, "recent") || input.is(1, "foreseeable"));
        if input.is(1 + near, "future") {
            return Some(Parsed::new(2 + near, Form::Vague("FUTURE_REF")));
        }
        let ends = input.at(2 + near).is_none_or(|item| !item.is_word());
        if input.is(1 + near, "past") && ends {
            return Some(Parsed::new(2 + near, Form::Vague("PAST_REF")));
        }
    }
    None
}

/// The year that "last", "this" or "next" year means beside a month, season or quarter: "June last year". Items taken.
pub(super) fn year_beside(input: Input<'_>) -> Option<(usize, Year)> {
    let of = usize::from(input.is(0, "of") || input.is(0, ",") || input.is(0, "in"));
    let shift = input.shift(of)?;
    if !matches!(input.unit(of + 1), Some(Unit::Year)) {
        return None;
    }
    let away = match shift {
        Shift::Last => -1,
        Shift::This => 0,
        Shift::Next => 1,
        Shift::Same => return Some((of + 2, Year::Same)),
        Shift::Preceding | Shift::Following | Shift::Told | Shift::Ago | Shift::Earlier | Shift::Later => {
            return None;
        }
    };
    Some((of + 2, Year::Relative(away)))
}
