//! Finding the parts of stamps in a line and putting them together.

use jiff::civil;
use rashomon_doc::Span;
use regex::Captures;

use super::{Day, Label, Stamp, Zone};
use crate::Tables;
use crate::clean::lines::SHORT;
use crate::ontology::dates::Patterns;

/// Two-digit years from this one on belong to the twentieth century.
const CENTURY_PIVOT: i16 = 70;
/// Marks that stand between the parts of a stamp, and "T" of ISO 8601.
const SEPARATORS: &[char] = &[
    ',', '.', ':', ';', '|', '-', '–', '—', '/', '(', ')', '[', ']', '•', '·', '*', '_', '@', '~', '»', '>',
    '#',
];

/// What stands in a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::clean) struct Scan {
    /// The stamps, in order.
    pub(in crate::clean) stamps: Vec<Stamp>,
    /// The parts of stamps, labels and relative times among them, in order.
    pub(in crate::clean) parts: Vec<Span>,
    /// Whether a part dates something, even if only by "2 hours ago".
    pub(in crate::clean) dated: bool,
    /// The words that belong to no stamp.
    pub(in crate::clean) rest: Vec<Span>,
}

impl Scan {
    /// Whether the line holds stamps and nothing else.
    pub(in crate::clean) fn is_only_stamps(&self) -> bool {
        self.dated && self.rest.is_empty()
    }
}

enum Item {
    Label(Label),
    Day(Day, Option<bool>),
    Time(civil::Time),
    Zone(Zone),
    Weekday(civil::Weekday),
    Ago,
}

/// Reads the stamps in `line` of `text`; there are none in a line too long to be one of stamps. The time is proportional to
/// the line's length times the number of parts, so the bound keeps it linear in the text.
pub(in crate::clean) fn scan(text: &str, line: Span, tables: &Tables) -> Scan {
    let Some(patterns) = tables.dates.patterns.as_ref().filter(|_| line.len() <= SHORT) else {
        return Scan::default();
    };
    let words = line.slice(text);
    let base = line.start.index();
    let items = items(words, patterns, tables);
    let mut scan = Scan::default();
    let mut at = 0;
    for (range, item) in &items {
        leftover(words, at..range.start, base, tables, &mut scan.rest);
        at = range.end;
        scan.dated |= matches!(item, Item::Day(..) | Item::Ago);
        scan.parts.push(Span::new(base + range.start, base + range.end));
    }
    leftover(words, at..words.len(), base, tables, &mut scan.rest);
    scan.stamps = assemble(items, base);
    scan
}

type Range = std::ops::Range<usize>;

fn items(words: &str, patterns: &Patterns, tables: &Tables) -> Vec<(Range, Item)> {
    let mut items: Vec<(Range, Item)> = Vec::new();
    let mut at = 0;
    while let Some((range, item)) = next_item(words, at, patterns, tables) {
        let timed = matches!(item, Item::Time(_));
        at = range.end.max(at + 1);
        items.push((range, item));
        if timed && let Some((range, zone)) = zone_at(words, at, patterns, tables) {
            at = range.end;
            items.push((range, Item::Zone(zone)));
        }
        while !words.is_char_boundary(at) && at < words.len() {
            at += 1;
        }
    }
    items
}

/// The first part at or after `at`: the leftmost, and of those that begin together the one of the earlier kind.
fn next_item(words: &str, at: usize, patterns: &Patterns, tables: &Tables) -> Option<(Range, Item)> {
    let mut best: Option<(Range, Item)> = None;
    let mut offer = |range: Range, item: Item| {
        if best.as_ref().is_none_or(|(found, _)| range.start < found.start) {
            best = Some((range, item));
        }
    };
    let mut from = at;
    while let Some(captures) = patterns.date.captures_at(words, from) {
        let Some(whole) = captures.get(0) else { break };
        match day(&captures, tables) {
            Some((day, month_first)) if stands_free(words, whole.range()) => {
                offer(whole.range(), Item::Day(day, month_first));
                break;
            }
            _ => from = next_boundary(words, whole.start()),
        }
    }
    let mut from = at;
    while let Some(captures) = patterns.time.captures_at(words, from) {
        let Some(whole) = captures.get(0) else { break };
        if let Some(time) = time(&captures) {
            offer(whole.range(), Item::Time(time));
            break;
        }
        from = next_boundary(words, whole.start());
    }
    if let Some(found) = patterns.ago.find_at(words, at) {
        offer(found.range(), Item::Ago);
    }
    if let Some(found) = patterns.weekday.find_at(words, at)
        && let Some(weekday) = tables.calendar.weekday(found.as_str())
    {
        offer(found.range(), Item::Weekday(weekday));
    }
    if let Some((range, label)) = label(words, at, patterns) {
        offer(range, Item::Label(label));
    }
    best
}

/// The first label at or after `at` that is no end of a longer word; a digit may touch it ("06:12Updated").
fn label(words: &str, at: usize, patterns: &Patterns) -> Option<(Range, Label)> {
    let mut from = at;
    loop {
        let captures = patterns.label.captures_at(words, from)?;
        let whole = captures.get(0)?;
        if !words.get(..whole.start()).is_some_and(|before| before.ends_with(char::is_alphabetic)) {
            let label = if captures.name("updated").is_some() { Label::Updated } else { Label::Published };
            return Some((whole.range(), label));
        }
        from = next_boundary(words, whole.start());
    }
}

/// The day written at `range` of `words`, where the pattern for dates was found.
pub(in crate::clean) fn day_of(words: &str, range: Range, tables: &Tables) -> Option<(Day, Option<bool>)> {
    let captures = tables.dates.patterns.as_ref()?.date.captures_at(words, range.start)?;
    if captures.get(0)?.range() != range || !stands_free(words, range) {
        return None;
    }
    day(&captures, tables)
}

fn next_boundary(words: &str, at: usize) -> usize {
    let step = words.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    at + step
}

/// Whether no digit touches a date in front, as in a longer number.
fn stands_free(words: &str, range: Range) -> bool {
    !words.get(..range.start).is_some_and(|before| before.ends_with(|letter: char| letter.is_ascii_digit()))
}

fn day(captures: &Captures<'_>, tables: &Tables) -> Option<(Day, Option<bool>)> {
    let number = |name: &str| captures.name(name).and_then(|found| found.as_str().parse::<i16>().ok());
    let month = |name: &str| captures.name(name).and_then(|found| tables.calendar.month(found.as_str()));
    let full = |year: i16, month: i16, day: i16| {
        civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    let year = |long: &str, short: &str| number(long).or_else(|| number(short).map(century));
    if let (Some(y), Some(m), Some(d)) = (number("y1"), number("m1"), number("d1")) {
        return Some((Day::Full(full(y, m, d)?), None));
    }
    if let (Some(a), Some(b), Some(y)) = (number("a2"), number("b2"), year("y2", "s2")) {
        return match (full(y, a, b), full(y, b, a)) {
            (Some(one), Some(other)) if one == other => Some((Day::Full(one), None)),
            (Some(month_first), Some(day_first)) => Some((Day::Ambiguous { month_first, day_first }, None)),
            (Some(one), None) => Some((Day::Full(one), Some(true))),
            (None, Some(other)) => Some((Day::Full(other), Some(false))),
            (None, None) => None,
        };
    }
    if let (Some(m), Some(y)) = (month("m4"), number("y4")) {
        return Some((Day::Month(y, m), None));
    }
    let (m, d, y) = match month("m3") {
        Some(m) => (m, number("d3")?, year("y3", "s3")),
        None => (month("m5")?, number("d5")?, year("y5", "s5")),
    };
    match y {
        Some(y) => Some((Day::Full(full(y, i16::from(m), d)?), None)),
        // 2000 was a leap year, so that 29 February passes.
        None => Some((Day::NoYear(m, full(2000, i16::from(m), d)?.day()), None)),
    }
}

fn century(year: i16) -> i16 {
    if year >= CENTURY_PIVOT { 1900 + year } else { 2000 + year }
}

fn time(captures: &Captures<'_>) -> Option<civil::Time> {
    let number = |name: &str| captures.name(name).and_then(|found| found.as_str().parse::<i8>().ok());
    let hour = number("h1").or(number("h2")).or(number("h3")).or(number("h4"))?;
    let minute = number("n1").or(number("n3")).or(number("n4")).unwrap_or(0);
    let half = captures.name("p1").or(captures.name("p2")).map(|found| found.as_str().to_lowercase());
    let hour = match half.as_deref() {
        Some("p") if hour < 12 => hour + 12,
        Some("a") if hour == 12 => 0,
        _ => hour,
    };
    civil::Time::new(hour, minute, number("s1").unwrap_or(0), 0).ok()
}

/// The zone that follows a time.
fn zone_at(words: &str, at: usize, patterns: &Patterns, tables: &Tables) -> Option<(Range, Zone)> {
    let rest = words.get(at..)?;
    let captures = patterns.zone.captures(rest)?;
    let range = at..at + captures.get(0)?.end();
    let number = |one: &str, other: &str| {
        captures.name(one).or(captures.name(other)).and_then(|found| found.as_str().parse::<i32>().ok())
    };
    if let Some(sign) = captures.name("sign").or(captures.name("sign2")) {
        let minutes = number("oh", "oh2")? * 60 + number("om", "om2").unwrap_or(0);
        return Some((range, Zone::Offset(if sign.as_str() == "+" { minutes } else { -minutes })));
    }
    if let Some(place) = captures.name("place") {
        return Some((range, Zone::Place(place.as_str().to_lowercase())));
    }
    let letters = captures.name("abbr")?;
    let known = tables.dates.zones.contains_key(letters.as_str());
    known.then(|| (range, Zone::Letters(letters.as_str().to_owned())))
}

/// Appends the words of a gap between parts that are no filler.
fn leftover(words: &str, gap: Range, base: usize, tables: &Tables, rest: &mut Vec<Span>) {
    let Some(text) = words.get(gap.clone()) else { return };
    let is_break = |letter: char| letter.is_whitespace() || SEPARATORS.contains(&letter);
    let mut at = gap.start;
    for piece in text.split_inclusive(is_break) {
        let word = piece.trim_end_matches(is_break);
        let between = gap.start > 0 && gap.end < words.len() && word == "T";
        let number = !word.is_empty() && word.chars().all(|letter| letter.is_ascii_digit());
        let filler = tables.dates.labels.filler.contains(&word.to_lowercase());
        let read_time = number && text.contains("min");
        let idle = word.is_empty() || between || filler || read_time;
        if !idle {
            rest.push(Span::new(base + at, base + at + word.len()));
        }
        at += piece.len();
    }
}

/// Puts the parts together: a label, a day or a time that is there already begins the next stamp.
fn assemble(items: Vec<(Range, Item)>, base: usize) -> Vec<Stamp> {
    let mut stamps: Vec<Stamp> = Vec::new();
    let mut open: Option<Stamp> = None;
    let mut label = Label::None;
    for (range, item) in items {
        let full = open.as_ref().is_some_and(|stamp| match item {
            Item::Label(_) => true,
            Item::Day(..) => stamp.day.is_some(),
            Item::Time(_) => stamp.time.is_some(),
            Item::Zone(_) | Item::Ago => false,
            Item::Weekday(_) => stamp.weekday.is_some() || (stamp.day.is_some() && stamp.time.is_some()),
        });
        if full {
            stamps.extend(open.take());
        }
        let span = Span::new(base + range.start, base + range.end);
        if let Item::Label(found) = item {
            label = found;
            continue;
        }
        if matches!(item, Item::Ago) {
            label = Label::None;
            continue;
        }
        let stamp = open.get_or_insert_with(|| Stamp {
            label: std::mem::take(&mut label),
            day: None,
            month_first: None,
            weekday: None,
            time: None,
            zone: None,
            span,
        });
        stamp.span = stamp.span.cover(span);
        match item {
            Item::Day(day, month_first) => {
                stamp.day = Some(day);
                stamp.month_first = month_first;
            }
            Item::Time(time) => stamp.time = Some(time),
            Item::Zone(zone) => stamp.zone = Some(zone),
            Item::Weekday(weekday) => stamp.weekday = Some(weekday),
            Item::Label(_) | Item::Ago => {}
        }
    }
    stamps.extend(open);
    stamps.retain(|stamp| stamp.day.is_some() || stamp.time.is_some());
    stamps
}
