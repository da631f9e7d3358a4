//! Expressions that name days, months, seasons, quarters, years, decades and centuries.

use super::clock;
use super::form::{Form, Parsed, Year};
use super::grammar::{Input, year_beside};
use crate::extract::number;
use crate::ontology::time::{Class, Shift, Unit};

/// The longest calendar expression at the front.
pub(super) fn expression(input: Input<'_>) -> Option<Parsed> {
    let readings = [
        numeric(input),
        dotted(input),
        day_and_month(input),
        holiday(input),
        weekday(input),
        month(input),
        season(input),
        quarter(input),
        decade(input),
        century(input),
        end_of_year(input),
        year(input),
    ];
    readings.into_iter().flatten().reduce(|best, next| if next.len > best.len { next } else { best })
}

/// "2022-03-04", "2022/03/04", "3/4/2022", "4.3.2022" is left alone (it reads as a number).
fn numeric(input: Input<'_>) -> Option<Parsed> {
    let (first, mark, second, last) = (input.at(0)?, input.at(1)?, input.at(2)?, input.at(4)?);
    let same_mark = matches!(mark.lower.as_str(), "/" | "-") && input.is(3, &mark.lower);
    let glued = (1..5).all(|index| input.at(index).is_some_and(|item| item.glued));
    if !same_mark || !glued {
        return None;
    }
    let (a, b, c) = (first.number?, second.number?, last.number?);
    let form = if first.digits == 4 {
        Form::Day {
            year: Year::Of(year_number(a)?),
            month: month_number(b)?,
            day: day_number(c)?,
            last: None,
        }
    } else {
        let full = if last.digits == 2 { two_digit_year(c) } else { c };
        Form::Numeric { year: year_number(full)?, first: day_number(a)?, second: day_number(b)? }
    };
    Some(clock::with_part_of_day(input, Parsed::new(5, form)))
}

/// "4.3.2022": with full stops the day comes first.
fn dotted(input: Input<'_>) -> Option<Parsed> {
    let mut parts = input.at(0)?.lower.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || day.len() > 2 || month.len() > 2 {
        return None;
    }
    let form = Form::Day {
        year: Year::Of(year_number(year.parse().ok()?)?),
        month: month_number(month.parse().ok()?)?,
        day: day_number(day.parse().ok()?)?,
        last: None,
    };
    Some(clock::with_part_of_day(input, Parsed::new(1, form)))
}

/// "Christmas Eve", "New Year's Day 2020".
fn holiday(input: Input<'_>) -> Option<Parsed> {
    let first = input.at(0).filter(|item| item.capital)?;
    let words = |rest: &[String]| {
        let mut at = 1;
        for word in rest {
            at += usize::from(input.is(at, "'") || input.is(at, "’"));
            if !input.is(at, word) {
                return None;
            }
            at += 1;
        }
        Some(at)
    };
    let mut found = input.words.holidays(&first.lower).iter();
    let (len, holiday) = found.find_map(|holiday| Some((words(&holiday.rest)?, holiday)))?;
    // "a Christmas light" is no day; a name of one word needs a preposition, or nothing in front.
    let bare = holiday.rest.is_empty();
    if bare && input.before.is_some_and(|word| !input.words.is_before_holiday(word)) {
        return None;
    }
    let (taken, year) = trailing_year(input.skip(len)).unwrap_or((0, Year::Near(None)));
    let form = Form::Day { year, month: holiday.month, day: holiday.day, last: None };
    Some(Parsed::new(len + taken, form))
}

/// "March 3", "Thursday, March 3, 2022", "3 March", "the 3rd of March", "Nov. 12-14".
fn day_and_month(input: Input<'_>) -> Option<Parsed> {
    let (mut at, _) = leading_weekday(input).unwrap_or((0, None));
    let the = usize::from(input.is(at, "the"));
    let found = if the == 0 { month_first(input, at) } else { None };
    at += the;
    let (month, day, last, end) = found.or_else(|| day_first(input, at))?;
    let (taken, year) = trailing_year(input.skip(end)).unwrap_or((0, Year::Near(None)));
    Some(clock::with_part_of_day(input, Parsed::new(end + taken, Form::Day { year, month, day, last })))
}

/// Items up to the end of a weekday and its comma.
fn leading_weekday(input: Input<'_>) -> Option<(usize, Option<Shift>)> {
    input.class(0, |class| matches!(class, Class::Weekday(_)).then_some(()))?;
    let part = usize::from(input.part(1).is_some());
    Some((1 + part + usize::from(input.is(1 + part, ",") || input.is(1 + part, ".")), None))
}

fn month_first(input: Input<'_>, at: usize) -> Option<(i8, i8, Option<i8>, usize)> {
    let month = month_at(input, at)?;
    let the = usize::from(input.is(at + 1, "the"));
    let at = at + 1 + the;
    let (day, end) = day_at(input, at)?;
    // "In October the first fire broke out" names no first of October.
    let spelled =
        input.at(at).is_some_and(|item| item.digits == 0 && item.lower.starts_with(char::is_alphabetic));
    if spelled && the == 1 && input.at(end).is_some_and(|next| next.is_word() && next.digits == 0) {
        return None;
    }
    // "March 12:30" is no day; "May 1990" is read as a month.
    if input.is(end, ":") && input.at(end + 1).is_some_and(|item| item.glued && item.number.is_some())
        || input.at(end).is_some_and(|item| item.glued && item.is("%"))
    {
        return None;
    }
    let range = input
        .at(end)
        .filter(|item| matches!(item.lower.as_str(), "-" | "–" | "to"))
        .and_then(|_| day_at(input, end + 1));
    match range {
        Some((last, stop)) if last > day && !input.is(stop, ":") => Some((month, day, Some(last), stop)),
        _ => Some((month, day, None, end)),
    }
}

fn day_first(input: Input<'_>, at: usize) -> Option<(i8, i8, Option<i8>, usize)> {
    let (day, end) = day_at(input, at)?;
    let (last, end) = match input
        .at(end)
        .filter(|item| matches!(item.lower.as_str(), "-" | "–" | "to" | "and" | "or"))
        .and_then(|_| day_at(input, end + 1))
    {
        Some((last, stop)) if last > day => (Some(last), stop),
        _ => (None, end),
    };
    let end = end + usize::from(input.is(end, "of"));
    let month = month_at(input, end)?;
    Some((month, day, last, end + 1))
}

/// A day of the month, in digits or as an ordinal: its value and the index after it.
fn day_at(input: Input<'_>, at: usize) -> Option<(i8, usize)> {
    let item = input.at(at)?;
    let value = item
        .number
        .filter(|_| item.digits <= 2)
        .or_else(|| number::ordinal(&item.lower).map(|value| value as i64))?;
    Some((day_number(value)?, at + 1))
}

/// A month. "may", "march" and the short forms need a capital; "May" needs a neighbour that makes it a month.
fn month_at(input: Input<'_>, at: usize) -> Option<i8> {
    let month = input.class(at, |class| if let Class::Month(month) = class { Some(*month) } else { None })?;
    input.at(at)?.capital.then_some(month)
}

/// ", 2022", "2022", "of last year".
fn trailing_year(input: Input<'_>) -> Option<(usize, Year)> {
    if let Some(found) = year_beside(input) {
        return Some(found);
    }
    let at = usize::from(input.is(0, ",") || input.is(0, "of"));
    if let Some(Parsed { len, form: Form::Year(year), .. }) = spelled_year(input.skip(at)) {
        return Some((at + len, Year::Of(year)));
    }
    let item = input.at(at).filter(|item| item.digits == 4)?;
    let year = item.number.filter(|year| in_range(*year, input.words.years))?;
    Some((at + 1, Year::Of(year_number(year)?)))
}

/// "Friday", "last Friday", "next Monday morning", "Friday night".
fn weekday(input: Input<'_>) -> Option<Parsed> {
    let the = usize::from(input.is(0, "the"));
    let shift = input
        .shift(the)
        .filter(|shift| matches!(shift, Shift::Last | Shift::This | Shift::Next | Shift::Following));
    // "Following Wednesday's votes" is no weekday that follows.
    let shift = shift.filter(|shift| the == 1 || *shift != Shift::Following);
    let at = if shift.is_some() { the + 1 } else { 0 };
    let day = input.class(at, |class| if let Class::Weekday(day) = class { Some(*day) } else { None })?;
    let item = input.at(at)?;
    let named = item.is("sun") && matches!(input.before, Some("the"));
    // "sun", "sat" and "wed" are words of their own.
    if !item.capital
        || named
        || item.lower.len() <= 3
            && item.lower != "mon"
            && !input.at(at + 1).is_some_and(|next| next.is(",") || next.is("."))
    {
        return None;
    }
    if let Some((taken, weeks)) = week_beside(input.skip(at + 1)) {
        return Some(Parsed::new(at + 1 + taken, Form::WeekdayOf { day, weeks }));
    }
    Some(clock::with_part_of_day(input, Parsed::new(at + 1, Form::Weekday { day, shift })))
}

/// "of last week", "next week" behind a weekday: items taken and weeks from publication.
fn week_beside(input: Input<'_>) -> Option<(usize, i64)> {
    let of = usize::from(input.is(0, "of"));
    let weeks = match input.shift(of)? {
        Shift::Last => -1,
        Shift::This => 0,
        Shift::Next => 1,
        Shift::Preceding
        | Shift::Following
        | Shift::Same
        | Shift::Told
        | Shift::Ago
        | Shift::Earlier
        | Shift::Later => {
            return None;
        }
    };
    (input.unit(of + 1) == Some(Unit::Week)).then_some((of + 2, weeks))
}

/// "March 2019", "last June", "June of this year", "March".
fn month(input: Input<'_>) -> Option<Parsed> {
    let shift = input.shift(0).filter(|shift| matches!(shift, Shift::Last | Shift::This | Shift::Next));
    let at = usize::from(shift.is_some());
    let month = month_at(input, at)?;
    if let Some((taken, year)) = trailing_year(input.skip(at + 1)) {
        return Some(Parsed::new(at + 1 + taken, Form::Month { year, month }));
    }
    let item = input.at(at)?;
    // A lone "May", "March" or "Jan" can be a verb or a name; a preposition or pointer in front makes it a month.
    let doubtful =
        matches!(item.lower.as_str(), "may" | "march" | "april" | "june" | "august") || item.lower.len() <= 3;
    // "the March on the capital" is none.
    let supported = shift.is_some()
        || input.before.is_some_and(|word| input.words.makes_month(word)) && !input.is(at + 1, "on");
    (!doubtful || supported).then(|| Parsed::new(at + 1, Form::Month { year: Year::Near(shift), month }))
}

/// "last summer", "the winter of 1994", "summer 2016".
fn season(input: Input<'_>) -> Option<Parsed> {
    let the = usize::from(input.is(0, "the"));
    let shift = input.shift(the).filter(|shift| matches!(shift, Shift::Last | Shift::This | Shift::Next));
    let told = input.is(0, "that") || the == 1 && input.is(1, "same");
    let at = the + usize::from(shift.is_some() || told);
    let season_at = |at: usize| {
        input.class(at, |class| if let Class::Season(season) = class { Some(*season) } else { None })
    };
    let year = input.at(the).filter(|item| item.digits == 4).and_then(|item| item.number);
    if let (Some(year), Some(season)) =
        (year.filter(|year| in_range(*year, input.words.bare_years)), season_at(the + 1))
    {
        let year = Year::Of(year_number(year)?);
        return Some(Parsed::new(the + 2, Form::Season { year, season }));
    }
    let season = season_at(at)?;
    if let Some((taken, year)) = trailing_year(input.skip(at + 1)) {
        return Some(Parsed::new(at + 1 + taken, Form::Season { year, season }));
    }
    if told {
        return Some(Parsed::new(at + 1, Form::Season { year: Year::Same, season }));
    }
    // "fall" and "spring" alone are verbs; a pointer makes them seasons.
    let safe =
        shift.is_some() || the == 1 && matches!(input.at(at)?.lower.as_str(), "summer" | "winter" | "autumn");
    safe.then(|| Parsed::new(at + 1, Form::Season { year: Year::Near(shift), season }))
}

/// "the third quarter of 1998", "first-half", "this year's second quarter".
fn quarter(input: Input<'_>) -> Option<Parsed> {
    let owner = possessive_year(input);
    let mut at =
        owner.map_or_else(|| usize::from(input.is(0, "the") || input.is(0, "its")), |(taken, _)| taken);
    at += usize::from(input.is(at, "fiscal"));
    at += usize::from(input.is(at, "-"));
    if let (Some((taken, Year::Of(year))), true) = (owner, input.is(at, "quarter")) {
        return (at == taken).then(|| Parsed::new(at + 1, Form::Period(year)));
    }
    let last = input.is(at, "last") || input.is(at, "latter");
    let which = if last { 2 } else { number::ordinal(&input.at(at)?.lower)? };
    at += 1 + usize::from(input.hyphen(at + 1));
    let quarter = matches!(input.at(at)?.lower.as_str(), "quarter" | "quarters");
    let half = input.is(at, "half");
    if !quarter && !half || last && quarter {
        return None;
    }
    at += 1;
    let (taken, year) = match owner {
        Some((_, year)) => (0, year),
        None => trailing_year(input.skip(at)).unwrap_or((0, Year::Near(None))),
    };
    if half && matches!(year, Year::Near(_)) {
        return None;
    }
    let form = match (quarter, i8::try_from(which).ok()?) {
        (true, quarter @ 1..=4) => Form::Quarter { year, quarter },
        (false, half @ 1..=2) => Form::Half { year, half },
        _ => return None,
    };
    Some(Parsed::new(at + taken, form))
}

/// "next year's", "the 1990": what stands in front of a quarter to say of which year it is. Items taken.
fn possessive_year(input: Input<'_>) -> Option<(usize, Year)> {
    if let Some((taken, year)) = year_beside(input) {
        let marked = matches!(input.at(taken)?.lower.as_str(), "'" | "’") && input.is(taken + 1, "s");
        return marked.then_some((taken + 2, year));
    }
    let the = usize::from(input.is(0, "the"));
    let item = input.at(the).filter(|item| item.digits == 4)?;
    let year = item.number.filter(|year| in_range(*year, input.words.bare_years))?;
    Some((the + 1, Year::Of(year_number(year)?)))
}

/// "the 1990s", "the '90s", "mid-1990s".
fn decade(input: Input<'_>) -> Option<Parsed> {
    let mut at = usize::from(input.is(0, "the"));
    at += usize::from(matches!(input.at(at)?.lower.as_str(), "'" | "’"));
    let digits = input.at(at)?.lower.strip_suffix('s')?;
    let value: i16 = digits.parse().ok().filter(|value| value % 10 == 0)?;
    let start = match digits.len() {
        4 => value,
        2 if at > 0 => 1900 + value,
        _ => return None,
    };
    Some(Parsed::new(at + 1, Form::Decade(start)))
}

/// "the 19th century", "the seventeenth century".
fn century(input: Input<'_>) -> Option<Parsed> {
    let the = usize::from(input.is(0, "the"));
    let which = number::ordinal(&input.at(the)?.lower)?;
    let at = the + 1 + usize::from(input.hyphen(the + 1));
    let named = input.is(at, "century");
    (named && (1..=21).contains(&which)).then(|| Parsed::new(at + 1, Form::Century(which as i16 - 1)))
}

/// "year-end", "the year's end": the year itself, as "the end of the year" is.
fn end_of_year(input: Input<'_>) -> Option<Parsed> {
    input.unit(0).filter(|unit| *unit == Unit::Year)?;
    let hyphen = usize::from(input.hyphen(1));
    let form = Form::Neighbour { unit: Unit::Year, shift: Shift::Told };
    (input.is(1 + hyphen, "end") && input.at(2 + hyphen).is_none_or(|next| !next.is_word() || next.is("and")))
        .then(|| Parsed::new(2 + hyphen, form))
}

/// "1998", "the year 1998", "fiscal 1990", "nineteen ninety-six".
fn year(input: Input<'_>) -> Option<Parsed> {
    let the = usize::from(input.is(0, "the"));
    let word = usize::from(input.is(the, "year") || input.is(the, "fiscal"));
    let at = if word == 1 { the + 1 } else { 0 };
    let at = at + usize::from(word == 1 && input.is(at, "year"));
    if let Some(spelled) = spelled_year(input.skip(at)) {
        return Some(spelled.widened(at));
    }
    let item = input.at(at).filter(|item| item.digits == 4)?;
    let value = item.number?;
    let before = if at == 0 { input.before } else { Some("year") };
    if !is_year(input.skip(at), value, before) {
        return None;
    }
    let first = year_number(value)?;
    Some(match last_year(input.skip(at), value) {
        Some((len, last)) => Parsed::new(at + len, Form::Years { first, last }),
        None => Parsed::new(at + 1, Form::Year(first)),
    })
}

/// "1950–53", "1980-1981": items taken and the last year.
fn last_year(input: Input<'_>, first: i64) -> Option<(usize, i16)> {
    let mark = input.at(1).filter(|item| item.glued && matches!(item.lower.as_str(), "-" | "–" | "/"))?;
    let item = input.at(2).filter(|item| item.glued)?;
    let last = match (item.digits, item.number?) {
        (2, short) => first - first % 100 + short,
        (4, full) if !mark.is("/") => full,
        _ => return None,
    };
    let dated = input.at(3).is_some_and(|next| next.glued && next.is(&mark.lower));
    (last > first && last < first + 100 && !dated).then_some(())?;
    Some((3, year_number(last)?))
}

/// Whether the four digits at the front are a year and no count, sum or part of another number.
fn is_year(input: Input<'_>, value: i64, before: Option<&str>) -> bool {
    let Some(item) = input.at(0) else { return false };
    let marked = before.is_some_and(|word| input.words.makes_year(word) || word == "(");
    let range = if marked { input.words.years } else { input.words.bare_years };
    let money = before.is_some_and(|word| matches!(word, "$" | "£" | "€" | "¥" | "." | "#" | "no"));
    let plural = input.at(1).is_some_and(|next| {
        let verb = matches!(
            next.lower.as_str(),
            "as" | "was" | "is" | "has" | "does" | "this" | "elections" | "olympics" | "games" | "levels"
        );
        next.is_word() && !next.capital && next.lower.ends_with('s') && !verb
    });
    // "of 2000 workers" counts, "after 2016 protests" dates: round numbers are counts.
    const ROUND: i64 = 50;
    let doubtful = before.is_none_or(|word| input.words.makes_count(word)) || !marked;
    let bare = in_range(value, input.words.bare_years);
    let counted = plural && doubtful && (!marked || value % ROUND == 0 || !bare);
    let clock = input.at(2).is_some_and(|item| item.glued && item.number.is_some());
    let glued = input.at(1).is_some_and(|next| next.glued && (next.is("%") || next.is(":") && clock))
        || input.at(1).is_some_and(|next| next.glued && next.is("/")) && last_year(input, value).is_none();
    let scaled = input
        .at(1)
        .is_some_and(|next| number::scale(&next.lower).is_some() || next.is("percent") || next.is("people"));
    let part = item.glued && before.is_some_and(|word| matches!(word, "-" | "/" | ":" | ","));
    in_range(value, range) && !money && !counted && !glued && !scaled && !part
}

/// "nineteen ninety-six": two numbers below a hundred side by side.
fn spelled_year(input: Input<'_>) -> Option<Parsed> {
    let hundreds = match input.at(0)?.lower.as_str() {
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        _ => return None,
    };
    let tens = input.at(1).filter(|item| !item.glued)?;
    let (value, _) = number::from_words(std::iter::once(tens.lower.as_str()))?;
    let (units, len) = match (input.hyphen(2), input.at(3)) {
        (true, Some(item)) => {
            (number::from_words(std::iter::once(item.lower.as_str())).map_or(0, |found| found.0), 4)
        }
        _ => (0, 2),
    };
    let year = hundreds * 100 + (value + units) as i16;
    ((10..100).contains(&value) && units < 10).then(|| Parsed::new(len, Form::Year(year)))
}

fn in_range(value: i64, range: (i64, i64)) -> bool {
    (range.0..=range.1).contains(&value)
}

fn year_number(value: i64) -> Option<i16> {
    i16::try_from(value).ok().filter(|year| (1..=9999).contains(year))
}

fn month_number(value: i64) -> Option<i8> {
    i8::try_from(value).ok().filter(|month| (1..=12).contains(month))
}

fn day_number(value: i64) -> Option<i8> {
    i8::try_from(value).ok().filter(|day| (1..=31).contains(day))
}

/// '68 is 1968, '22 is 2022: the pivot of POSIX's two-digit years.
fn two_digit_year(value: i64) -> i64 {
    const PIVOT: i64 = 69;
    if value < PIVOT { 2000 + value } else { 1900 + value }
}
