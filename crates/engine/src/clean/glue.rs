//! What is glued to the front or end of a line.

use rashomon_doc::Span;

use super::blocks::Known;
use super::{lines, phrases, stamp};
use crate::Tables;
use crate::ontology::Furniture;

/// The longest name of a site after a bar or dash, in words.
const SITE_WORDS: usize = 5;
/// The shortest word that is taken for a glued site name, in letters.
const SITE_LETTERS: usize = 6;
/// The fewest words that a title keeps.
const TITLE_WORDS: usize = 3;
/// The longest teaser at the end of a paragraph, in words.
const TEASER_WORDS: usize = 24;
/// How many bytes at the end of a paragraph are looked at for a teaser.
const TAIL: usize = 260;

/// A site's name glued to a headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::clean) struct Site {
    /// Its words.
    pub(in crate::clean) name: Span,
    /// Where the headline proper ends.
    pub(in crate::clean) title_end: usize,
    /// Whether a bar or dash, or metadata, say that it is the site's name; else it is guessed.
    pub(in crate::clean) stated: bool,
}

/// Where a stamp ends that stands in front of other words.
pub(super) fn leading_stamp(text: &str, line: Span, tables: &Tables) -> Option<usize> {
    let scan = stamp::scan(text, line, tables);
    let first = scan.rest.first()?.start;
    let last = scan.parts.iter().filter(|part| part.end <= first).map(|part| part.end).max()?;
    // Words of the headline that are stamp-like ("Friday", "date") do not make one: a day has to be among them.
    let day = scan.stamps.iter().find(|stamp| stamp.span.end <= first && is_dated(stamp))?;
    let end = last.max(day.span.end).index();
    let between = text.get(end..first.index()).unwrap_or_default();
    let skipped = between.len()
        - between.trim_start_matches([' ', '|', '-', '–', '—', ':', '/', '·', '•', ')', ',', '.']).len();
    Some(end + skipped)
}

/// Where a stamp begins that ends the line after other words.
pub(super) fn trailing_stamp(text: &str, line: Span, tables: &Tables) -> Option<usize> {
    let scan = stamp::scan(text, line, tables);
    let last = scan.rest.last()?.end;
    let stamp = scan.stamps.iter().find(|stamp| stamp.span.start >= last && is_dated(stamp))?;
    let start = scan
        .parts
        .iter()
        .filter(|part| part.start >= last)
        .map(|part| part.start)
        .min()
        .unwrap_or(stamp.span.start);
    let gap = text.get(last.index()..start.index())?;
    let mark = gap.trim_start();
    let skip = gap.len() - mark.len();
    Some(if mark.is_empty() { start.index() } else { last.index() + skip })
}

/// The runs of stamps in a line that names an author too, labels, weekdays and times with them, in order.
pub(super) fn stamps(text: &str, line: Span, tables: &Tables) -> Vec<Span> {
    let scan = stamp::scan(text, line, tables);
    let mut runs: Vec<Span> = Vec::new();
    for part in &scan.parts {
        match runs.last_mut() {
            Some(run) if !scan.rest.iter().any(|word| run.end <= word.start && word.end <= part.start) => {
                *run = run.cover(*part);
            }
            _ => runs.push(*part),
        }
    }
    let dated = scan.stamps.iter().filter(|stamp| is_dated(stamp));
    let dated: Vec<Span> = dated.map(|stamp| stamp.span).collect();
    runs.retain(|run| dated.iter().any(|stamp| run.overlaps(*stamp)));
    // What parts a name from a stamp belongs to the stamp.
    let before = |run: &Span| {
        let words = Span { start: line.start, end: run.start }.slice(text);
        let kept = words
            .trim_end_matches(|mark: char| !mark.is_alphanumeric() && !matches!(mark, '.' | ')' | '”' | '"'));
        Span::new(line.start.index() + kept.len(), run.end.index()).trimmed(text)
    };
    runs.iter().map(before).collect()
}

/// Whether the stamp has a day with its year.
fn is_dated(stamp: &stamp::Stamp) -> bool {
    matches!(stamp.day, Some(stamp::Day::Full(_) | stamp::Day::Ambiguous { .. }))
}

/// The name of a site at the end of a headline.
pub(super) fn site_name(text: &str, title: Span, known: Known<'_>, table: &Furniture) -> Option<Site> {
    barred(text, title, known, table).or_else(|| bare_word(text, title, known, table))
}

/// "… talks collapse | The Daily Harbor", "… - Daily Harbor".
fn barred(text: &str, title: Span, known: Known<'_>, table: &Furniture) -> Option<Site> {
    let words = title.slice(text);
    let (at, mark) = [" | ", " - ", " – ", " — ", " :: ", " » "]
        .iter()
        .filter_map(|mark| words.rfind(mark).map(|at| (at, *mark)))
        .max()?;
    let name = words.get(at + mark.len()..)?.trim();
    let before = words.get(..at)?;
    let plain = lines::plain(name);
    let fits = [known.outlet, known.host].into_iter().flatten().any(|outlet| is_same_name(&plain, outlet));
    let count = name.split_whitespace().count();
    let capitals = name.split_whitespace().all(|word| {
        word.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit())
            || matches!(word, "of" | "the" | "and" | "&")
    });
    let outlet_like =
        plain.split(' ').any(|word| table.outlets.parts.contains(word)) || holds_part(&plain, table);
    let sure = fits || mark == " | " && capitals || capitals && outlet_like;
    if !sure || count > SITE_WORDS || before.split_whitespace().count() < TITLE_WORDS {
        return None;
    }
    let start = title.start.index() + at + mark.len();
    Some(Site {
        name: Span::new(start, title.end.index()).trimmed(text),
        title_end: title.start.index() + at,
        stated: true,
    })
}

/// "… talks collapse dailyharbor": a small word that metadata, an address in the text or its parts tell to be a site.
fn bare_word(text: &str, title: Span, known: Known<'_>, table: &Furniture) -> Option<Site> {
    let words = title.slice(text);
    let at = words.rfind(' ')?;
    let word = words.get(at + 1..)?;
    let before = words.get(..at)?;
    let letters = word.chars().count();
    let small = word
        .chars()
        .all(|letter| letter.is_lowercase() || letter.is_ascii_digit() || letter == '.' || letter == '-');
    if letters < SITE_LETTERS || before.split_whitespace().count() < TITLE_WORDS {
        return None;
    }
    let fits = [known.outlet, known.host]
        .into_iter()
        .flatten()
        .any(|outlet| is_same_name(&lines::plain(word), outlet));
    let linked = small && is_in_address(text, word);
    let coined = small && holds_part(word, table) && text.matches(word).take(2).count() == 1;
    if !(fits || linked || coined) {
        return None;
    }
    let start = title.start.index() + at + 1;
    Some(Site {
        name: Span::new(start, title.end.index()),
        title_end: title.start.index() + at,
        stated: fits,
    })
}

/// Whether a word is made of a part that names of outlets have, and something else.
fn holds_part(word: &str, table: &Furniture) -> bool {
    const OTHER_LETTERS: usize = 3;
    table.outlets.parts.iter().any(|part| {
        let other = word.strip_prefix(part.as_str()).or_else(|| word.strip_suffix(part.as_str()));
        part.len() > 3
            && other.is_some_and(|other| {
                other.len() >= OTHER_LETTERS
                    && !matches!(
                        other,
                        "paper"
                            | "papers"
                            | "letter"
                            | "letters"
                            | "room"
                            | "rooms"
                            | "worthy"
                            | "maker"
                            | "makers"
                            | "men"
                            | "man"
                            | "line"
                            | "lines"
                            | "cast"
                            | "reel"
                            | "wide"
                            | "print"
                            | "ing"
                            | "some"
                            | "time"
                            | "place"
                            | "poned"
                            | "pone"
                            | "ponement"
                    )
            })
    })
}

/// Whether the word is the name in the host of an address in the text.
fn is_in_address(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + word.len()..).unwrap_or_default();
        (before.ends_with("//") || before.ends_with("www.") || before.ends_with('@'))
            && after.starts_with('.')
    })
}

/// Whether two names are the same but for case, spaces, "the" and the ends of host names.
pub(super) fn is_same_name(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> String {
        let name = name.to_lowercase();
        let name = name.trim_start_matches("www.").trim_start_matches("the ");
        let name = name.split_once('.').map_or(name, |(first, _)| first);
        name.chars().filter(|letter| letter.is_alphanumeric()).collect()
    };
    let (one, other) = (letters(one), letters(other));
    !one.is_empty()
        && (one == other
            || other.strip_prefix("the") == Some(&one)
            || one.strip_prefix("the") == Some(&other))
}

/// Where a teaser begins that stands at the end of a paragraph, after its last sentence.
pub(super) fn trailing_teaser(paragraph: &str, table: &Furniture) -> Option<usize> {
    let mut from = paragraph.len().saturating_sub(TAIL);
    while !paragraph.is_char_boundary(from) {
        from += 1;
    }
    let tail = paragraph.get(from..)?;
    if lines::ends_with_stop(tail) && !tail.ends_with('?') {
        return None;
    }
    tail.match_indices(['.', '!', '?', '”', '"']).find_map(|(at, mark)| {
        let rest = tail.get(at + mark.len()..)?;
        let start = rest.trim_start();
        let plain = lines::plain(start);
        let found = phrases::prefix(&plain, &table.teasers)?;
        let marked = plain.get(found.len()..)?.trim_start().starts_with([':', '|', '»']);
        let short = start.split_whitespace().count() <= TEASER_WORDS;
        (marked && short && found.contains(' '))
            .then_some(from + at + mark.len() + (rest.len() - start.len()))
    })
}

/// Where the credit begins that stands after a caption.
pub(super) fn trailing_credit(caption: &str, table: &Furniture) -> Option<usize> {
    if caption.len() > lines::SHORT {
        return None;
    }
    caption.match_indices(['.', '”', '"', ')', '|']).find_map(|(at, mark)| {
        let rest = caption.get(at + mark.len()..)?;
        let start = rest.trim_start_matches([' ', '|', '[', '(']);
        let plain = lines::plain(start);
        let found = phrases::prefix(&plain, &table.credits)?;
        let marked =
            plain.get(found.len()..)?.trim_start().starts_with([':', '/', '|']) || found.ends_with(" by");
        marked.then_some(at + mark.len() + (rest.len() - start.len()))
    })
}
