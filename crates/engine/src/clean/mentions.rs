//! Days named in running text, as far as they tell when an article was written.

use jiff::civil::Weekday;
use rashomon_doc::{Block, BlockKind, Span};

use super::stamp::{self, Day};
use crate::Tables;

/// How many bytes before a day are looked at for words that put it in the future.
const LOOK_BACK: usize = 70;
/// How many bytes after or before a weekday its date or "today" can stand.
const REACH: usize = 24;
/// Only so many bytes of a text are looked at: what tells the day of writing stands in front.
const SAMPLE: usize = 60_000;
/// Only so many days are kept.
const MOST: usize = 400;

/// Words that put the days after them in the sentence after the day of writing.
const AHEAD_IN_SENTENCE: [&str; 14] = [
    "will ",
    "would ",
    "is to ",
    "are to ",
    "scheduled ",
    "expected ",
    "due ",
    "plans ",
    "planned ",
    "set to ",
    "set for ",
    "ahead of ",
    "shall ",
    "slated ",
];
/// Words that do so right in front of a day.
const AHEAD_BESIDE: [&str; 7] = ["next", "until", "till", "by", "before", "from", "starting"];

/// Names of the day before the day of writing.
const RELATIVE: [&str; 2] = ["yesterday", "last night"];

/// A day named in running text.
#[allow(clippy::struct_excessive_bools, reason = "each is a sign of its own")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The words.
    pub(super) span: Span,
    /// The day of the week.
    pub(super) weekday: Option<Weekday>,
    /// Month and day.
    pub(super) month_day: Option<(i8, i8)>,
    /// The year.
    pub(super) year: Option<i16>,
    /// Whether "today" stands beside it.
    pub(super) today: bool,
    /// Whether the words before it put it after the day of writing.
    pub(super) ahead: bool,
    /// Whether "last", "next", "every" or a plural keep it from being a day of this week.
    pub(super) other_week: bool,
    /// Whether it stands in the dateline.
    pub(super) dateline: bool,
}

/// The days named in the blocks that are read, in order.
pub(super) fn of(text: &str, blocks: &[Block], tables: &Tables) -> Vec<Mention> {
    let Some(patterns) = &tables.dates.patterns else { return Vec::new() };
    let mut mentions = Vec::new();
    for block in read(blocks) {
        let words = block.span.slice(text);
        let base = block.span.start.index();
        let dateline = block.kind == BlockKind::Dateline;
        let mut weekdays: Vec<(std::ops::Range<usize>, Weekday)> = patterns
            .weekday
            .find_iter(words)
            .filter(|found| found.as_str().starts_with(char::is_uppercase) && is_written_out(found.as_str()))
            .filter_map(|found| Some((found.range(), tables.calendar.weekday(found.as_str())?)))
            .collect();
        for found in patterns.date.find_iter(words) {
            let Some((day, _)) = stamp::day_of(words, found.range(), tables) else { continue };
            let spelt = found.as_str().contains(char::is_alphabetic);
            // "may 4" is no date, and numbers alone can be anything.
            if spelt && !has_capital_month(found.as_str(), tables) {
                continue;
            }
            let (month_day, year) = match day {
                Day::Full(date) => (Some((date.month(), date.day())), Some(date.year())),
                Day::NoYear(month, day) => (Some((month, day)), None),
                Day::Ambiguous { .. } | Day::Month(..) => continue,
            };
            let near = weekdays.iter().position(|(range, _)| {
                range.end <= found.start() && found.start() - range.end <= 6
                    || is_beside(words.get(found.end()..range.start))
            });
            let weekday = near.map(|at| weekdays.remove(at));
            let range = weekday.as_ref().map_or(found.range(), |(other, _)| {
                other.start.min(found.start())..other.end.max(found.end())
            });
            mentions.push(mention(
                words,
                base,
                range,
                weekday.map(|(_, day)| day),
                month_day,
                year,
                dateline,
            ));
        }
        for (range, weekday) in weekdays {
            mentions.push(mention(words, base, range, Some(weekday), None, None, dateline));
        }
        if mentions.len() > MOST {
            break;
        }
    }
    mentions.truncate(MOST);
    mentions.sort_by_key(|mention| mention.span.start);
    mentions
}

/// The years from 1990 on that the text names, latest first.
pub(super) fn years(text: &str, blocks: &[Block]) -> Vec<i16> {
    let mut years: Vec<i16> = read(blocks)
        .flat_map(|block| block.span.slice(text).split(|letter: char| !letter.is_ascii_alphanumeric()))
        .filter(|word| word.len() == 4 && (word.starts_with("199") || word.starts_with("20")))
        .filter_map(|word| word.parse().ok())
        .collect();
    years.sort_unstable_by(|one, other| other.cmp(one));
    years.dedup();
    years
}

/// Whether the text, outside quotation marks, names the day before it was written "yesterday" or "last night": a weekday
/// in it is then neither that day nor the day of writing.
pub(super) fn counts_from_today(text: &str, blocks: &[Block]) -> bool {
    let holds = |words: &str| {
        let words = words.to_lowercase();
        RELATIVE.iter().any(|relative| {
            words.match_indices(relative).any(|(at, _)| {
                let after = words.get(at + relative.len()..).unwrap_or_default();
                !after.starts_with(['\'', '’'])
            })
        })
    };
    read(blocks).any(|block| block.span.slice(text).split(['"', '“', '”']).step_by(2).any(holds))
}

fn read(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    let mut bytes = 0;
    blocks.iter().filter(|block| block.kind.is_read() || block.kind == BlockKind::Dateline).take_while(
        move |block| {
            bytes += block.span.len();
            bytes <= SAMPLE
        },
    )
}

/// Whether no more than marks part a date from a weekday after it, and no stop.
fn is_beside(between: Option<&str>) -> bool {
    between.is_some_and(|between| {
        between.len() <= 4 && !between.contains(|mark: char| mark.is_alphanumeric() || mark == '.')
    })
}

fn mention(
    words: &str,
    base: usize,
    range: std::ops::Range<usize>,
    weekday: Option<Weekday>,
    month_day: Option<(i8, i8)>,
    year: Option<i16>,
    dateline: bool,
) -> Mention {
    let before = window(words, range.start.saturating_sub(LOOK_BACK), range.start);
    let sentence = before.rsplit(['.', '!', '?', ';', '”', '\n']).next().unwrap_or_default().to_lowercase();
    let close = window(words, range.start.saturating_sub(REACH), range.start).to_lowercase();
    let after = window(words, range.end, range.end + REACH).to_lowercase();
    let last_word = close.split_whitespace().next_back().unwrap_or_default();
    let today = matches!(last_word.trim_end_matches([',', '(', '–', '-']), "today")
        || after.trim_start_matches([',', ' ', '(']).starts_with("today");
    let later = |word: &&str| AHEAD_BESIDE.contains(word);
    let ahead = AHEAD_IN_SENTENCE.iter().any(|word| sentence.contains(word))
        || close.split_whitespace().rev().take(2).any(|word| later(&word))
        || after.starts_with(" will ");
    let other_week = matches!(
        last_word,
        "last"
            | "next"
            | "every"
            | "each"
            | "previous"
            | "black"
            | "good"
            | "following"
            | "ash"
            | "super"
            | "cyber"
            | "bloody"
            | "holy"
            | "palm"
            | "easter"
            | "any"
            | "a"
            | "one"
    ) || after.starts_with('s')
        || after.starts_with(" last week")
        || after.starts_with(" next week");
    Mention {
        span: Span::new(base + range.start, base + range.end),
        weekday,
        month_day,
        year,
        today,
        ahead,
        other_week,
        dateline,
    }
}

/// Whether the weekday is written in full, or as an abbreviation with a stop that is no other word ("Sun", "Sat", "Wed").
fn is_written_out(word: &str) -> bool {
    word.to_lowercase().ends_with("day")
}

fn has_capital_month(words: &str, tables: &Tables) -> bool {
    words
        .split(|letter: char| !letter.is_alphabetic())
        .any(|word| word.starts_with(char::is_uppercase) && tables.calendar.month(word).is_some())
}

/// A piece of `words` whose ends are moved to character boundaries.
fn window(words: &str, mut from: usize, to: usize) -> &str {
    let mut to = to.min(words.len());
    while !words.is_char_boundary(from) {
        from += 1;
    }
    while !words.is_char_boundary(to) {
        to -= 1;
    }
    words.get(from..to).unwrap_or_default()
}
