//! Dates and authors in the lines about the headline, for pages whose markup does not say when they were published and by whom.

use std::ops::Range;

use rashomon_doc::Span;

use super::metadata::{Found, PageData, author_in_line};
use super::select::{Choice, Page};
use super::tag::Tag;
use crate::Tables;
use crate::clean::stamp::{self, Day, Label};

/// How many lines before the headline a date can stand.
const BEFORE: usize = 4;
/// How many lines after it, if the article does not begin before.
const AFTER: usize = 10;
/// The most words of such a line: a date, an author, a time of reading.
const WORDS: u32 = 16;
/// Where a date or name came from, as it is told.
const PLACE: &str = "a line by the headline";

/// Fills in what the lines about the headline give and the markup does not.
pub(super) fn fill(data: &mut PageData, page: &Page<'_>, chosen: &[Choice], tables: &Tables) {
    let lines = page.lines.get(around(page, chosen)).unwrap_or_default();
    let short = || lines.iter().filter(|line| line.words <= WORDS && line.prose == 0);
    let found = |value: String| Found { value, from: PLACE.to_owned() };
    if data.author.is_none() {
        data.author = short().find_map(|line| author_in_line(&line.text, &page.markup.authors)).map(found);
    }
    if data.published.is_none() {
        for line in short() {
            fill_dates(data, &line.text, tables);
        }
    }
}

fn fill_dates(data: &mut PageData, line: &str, tables: &Tables) {
    for found in stamp::scan(line, Span::new(0, line.len()), tables).stamps {
        if !matches!(found.day, Some(Day::Full(_) | Day::Ambiguous { .. })) {
            continue;
        }
        let date = match found.label {
            Label::None | Label::Published => &mut data.published,
            Label::Updated => &mut data.modified,
        };
        date.get_or_insert_with(|| Found {
            value: found.span.slice(line).to_owned(),
            from: PLACE.to_owned(),
        });
    }
}

/// The lines from a little before the headline to the first of the running text.
fn around(page: &Page<'_>, chosen: &[Choice]) -> Range<usize> {
    let is_prose = |choice: &&Choice| page.lines.get(choice.line).is_some_and(|line| line.prose > 0);
    let Some(first) = chosen.iter().find(is_prose).map(|choice| choice.line) else { return 0..0 };
    let is_head = |at: &usize| {
        page.lines.get(*at).is_some_and(|line| page.tag(line) == Tag::H1 || page.titles.is_title(&line.text))
    };
    let Some(head) = (0..first).rev().find(is_head) else { return 0..0 };
    head.saturating_sub(BEFORE)..first.min(head + AFTER)
}
