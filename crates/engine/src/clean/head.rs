//! The head of a text: headline, deck, byline, stamps and captions above the first paragraph.

use rashomon_doc::BlockKind;

use super::blocks::Known;
use super::lines::{self, Line, Mark};
use super::{glue, phrases, stamp};
use crate::Tables;

/// The longest headline, in words.
const HEADLINE_WORDS: usize = 32;
/// A first line that ends as a sentence is a headline only if it is this short.
const STOPPED_WORDS: usize = 14;
/// A line above the headline with at most this many words names a section, not the event.
const KICKER_WORDS: usize = 3;
/// The longest caption without a picture agency's name, in words.
const CAPTION_WORDS: usize = 24;
/// The share of a deck's longer words that come again in the next paragraph.
const DECK_SHARE: f64 = 0.6;

/// Labels the lines in front of `first`, the first line of running text, and decides whether that is a deck.
pub(super) fn label(text: &str, lines: &mut [Line<'_>], first: usize, known: Known<'_>, tables: &Tables) {
    let title = known.title.map(lines::plain);
    let headline = find_headline(text, lines, first, title.as_deref(), tables);
    if let Some(at) = headline
        && let Some(line) = lines.get_mut(at)
    {
        line.kind = Some(BlockKind::Headline);
    }
    let start = headline.map_or(0, |at| at + 1);
    for at in 0..first.max(start).min(lines.len()) {
        let Some(line) = lines.get(at).filter(|line| line.is_open()) else { continue };
        let before = at.checked_sub(1).and_then(|at| lines.get(at)).and_then(|line| line.kind);
        let after = lines
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .find(|line| line.kind != Some(BlockKind::Furniture));
        let stamped = before == Some(BlockKind::Datestamp)
            || after.is_some_and(|line| line.kind == Some(BlockKind::Datestamp));
        let above = at < start;
        let credited = at > 0
            && lines.get(..at).is_some_and(|before| {
                before.iter().rev().take(2).any(|line| phrases::is_credit(line, &tables.furniture))
            });
        let place = Place { above, stamped, credited, apart: title.is_some() };
        let kind = of_line(text, line, place, known, tables);
        if let Some(line) = lines.get_mut(at) {
            line.kind = Some(kind);
        }
    }
    label_deck(lines, headline, first, tables);
    label_captions(lines, first, headline.is_some(), tables);
}

fn find_headline(
    text: &str,
    lines: &[Line<'_>],
    first: usize,
    title: Option<&str>,
    tables: &Tables,
) -> Option<usize> {
    if let Some(title) = title {
        // A row's text can begin with its own title, or with an older state of it.
        return lines
            .iter()
            .take(first + 2)
            .position(|line| line.is_open() && line.mark == Mark::None && is_title(line, title));
    }
    if let Some(at) = lines.iter().take(first + 1).position(|line| line.mark == Mark::Heading) {
        return Some(at);
    }
    let is_candidate = |line: &Line<'_>| {
        line.is_open()
            && line.mark == Mark::None
            && !line.plain.is_empty()
            && line.count <= HEADLINE_WORDS
            && !phrases::is_byline(line, &tables.furniture)
            && !line.words.ends_with([':', ';', ','])
    };
    let mut candidates =
        lines.iter().take(first).enumerate().filter(|(_, line)| is_candidate(line)).map(|(at, _)| at);
    let Some(at) = candidates.next() else {
        return stopped_headline(text, lines, first, tables);
    };
    let line = lines.get(at)?;
    // A masthead, a menu and a section's name can stand above a headline one after the other.
    let is_short = |at: &usize| lines.get(*at).is_some_and(|line| line.count <= KICKER_WORDS + 1);
    if phrases::is_masthead(line.words, &tables.furniture) {
        let rest: Vec<usize> = candidates.filter(|next| !lines.get(*next).is_some_and(is_name)).collect();
        return rest.iter().find(|next| !is_short(next)).or(rest.first()).copied().or(Some(at));
    }
    let capitals = !line.words.contains(char::is_lowercase);
    let is_kicker = line.count <= KICKER_WORDS
        && candidates
            .find(|next| !capitals || !is_short(next))
            .and_then(|next| lines.get(next))
            .is_some_and(|next| next.count > KICKER_WORDS + 1 && next.count <= HEADLINE_WORDS);
    if !is_kicker {
        return Some(at);
    }
    lines
        .iter()
        .take(first)
        .enumerate()
        .skip(at + 1)
        .find(|(_, line)| is_candidate(line) && line.count > KICKER_WORDS + 1)
        .map(|(at, _)| at)
}

/// Whether the line says what the title says: the same words, or most of them without a stop.
fn is_title(line: &Line<'_>, title: &str) -> bool {
    const ALIKE: f64 = 0.7;
    if line.plain.is_empty() || line.count > HEADLINE_WORDS || title.len() > lines::SHORT {
        return false;
    }
    let words = |plain: &str| -> std::collections::BTreeSet<String> {
        plain
            .split(|letter: char| !letter.is_alphanumeric() && letter != '#')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (own, title_words) = (words(&line.plain), words(title));
    let shared = own.intersection(&title_words).count() as f64;
    lines::bare(title) == line.bare()
        || !line.stop && shared >= ALIKE * own.len().max(title_words.len()) as f64
}

/// A first line that ends as a sentence can still be a headline, if a byline or stamp follows, or if it is a short
/// question above longer paragraphs.
fn stopped_headline(text: &str, lines: &[Line<'_>], first: usize, tables: &Tables) -> Option<usize> {
    let line = lines.get(first).filter(|line| line.is_open() && line.count <= STOPPED_WORDS + 6)?;
    if lines
        .iter()
        .take(first)
        .any(|line| line.kind != Some(BlockKind::Furniture) && line.kind != Some(BlockKind::Datestamp))
    {
        return None;
    }
    let next = lines.get(first + 1)?;
    let framed = next.kind == Some(BlockKind::Datestamp)
        || next.kind == Some(BlockKind::Byline)
        || phrases::is_byline(next, &tables.furniture)
        || stamp::scan(text, next.span, tables).dated && next.count <= stamp::LINE_WORDS;
    let asks = line.words.trim_end_matches(['"', '”', '’']).ends_with(['?', '!'])
        && !line.is_quoted()
        && next.count > 2 * line.count;
    let short = line.count <= STOPPED_WORDS && line.words.matches(['.', '!', '?']).count() <= 1;
    (short && (framed || asks)).then_some(first)
}

/// What stands around a line of the head.
#[allow(clippy::struct_excessive_bools, reason = "each tells of another neighbour")]
#[derive(Clone, Copy)]
struct Place {
    /// It stands above the headline.
    above: bool,
    /// A stamp stands beside it.
    stamped: bool,
    /// A picture's credit stands above it.
    credited: bool,
    /// The title stands apart from the text.
    apart: bool,
}

/// What a line of the head is that no phrase tells.
fn of_line(text: &str, line: &Line<'_>, place: Place, known: Known<'_>, tables: &Tables) -> BlockKind {
    let table = &tables.furniture;
    if phrases::is_masthead(line.words, table) {
        return BlockKind::Furniture;
    }
    if phrases::is_byline(line, table) || is_author(line, known.author) {
        return BlockKind::Byline;
    }
    if line.count <= stamp::LINE_WORDS
        && stamp::scan(text, line.span, tables).stamps.iter().any(|stamp| stamp.day.is_some())
        && !line.is_prose()
        && is_stamp_with_name(text, line, tables)
    {
        return BlockKind::Byline;
    }
    if phrases::is_teaser(line, table) && !place.above {
        return BlockKind::Teaser;
    }
    if phrases::is_list_heading(line, table) {
        return BlockKind::Furniture;
    }
    if phrases::holds_credit(line, table)
        || (place.credited && line.stop)
        || glue::trailing_credit(line.words, table).is_some()
    {
        return BlockKind::Caption;
    }
    if place.above {
        return if line.count <= KICKER_WORDS { BlockKind::Furniture } else { BlockKind::Deck };
    }
    if is_name(line) && (place.stamped || has_role(line, tables)) || is_name_with_role(line, tables) {
        return BlockKind::Byline;
    }
    if line.count > KICKER_WORDS {
        return if line.mark == Mark::Heading { BlockKind::Subhead } else { BlockKind::Deck };
    }
    if is_name(line) && !place.apart && line.count >= 2 { BlockKind::Byline } else { BlockKind::Subhead }
}

/// "Jane Doe | 4 March 2022": a stamp whose other words are capitalised.
fn is_stamp_with_name(text: &str, line: &Line<'_>, tables: &Tables) -> bool {
    const NAME_WORDS: usize = 6;
    let scan = stamp::scan(text, line.span, tables);
    scan.rest.len() <= NAME_WORDS
        && scan.rest.iter().all(|word| word.slice(text).starts_with(char::is_uppercase))
}

fn is_author(line: &Line<'_>, author: Option<&str>) -> bool {
    const MORE_WORDS: usize = 6;
    author.is_some_and(|author| {
        let author = lines::plain(author);
        let first = author.split([',', ';']).next().unwrap_or_default().trim();
        !first.is_empty()
            && line.plain.contains(first)
            && line.count <= first.split(' ').count() + MORE_WORDS
            && !line.stop
    })
}

/// Two to five capitalised words without a stop: what a name looks like.
pub(super) fn is_name(line: &Line<'_>) -> bool {
    (2..=5).contains(&line.count)
        && !line.stop
        && line.small == 0
        && line.words.split_whitespace().all(|word| {
            word.chars().next().is_some_and(char::is_uppercase)
                || matches!(word, "de" | "van" | "von" | "bin" | "al" | "and")
        })
        && line.words.chars().all(|letter| {
            letter.is_alphabetic() || letter.is_whitespace() || matches!(letter, '.' | '-' | '’' | '\'')
        })
}

/// "Jane Doe, court reporter".
fn is_name_with_role(line: &Line<'_>, tables: &Tables) -> bool {
    const WORDS: usize = 8;
    line.count <= WORDS
        && !line.stop
        && line.words.split_once(", ").is_some_and(|(name, role)| {
            name.split_whitespace().count() >= 2
                && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
                && role
                    .split_whitespace()
                    .next_back()
                    .is_some_and(|last| tables.furniture.byline.roles.contains(&last.to_lowercase()))
        })
}

fn has_role(line: &Line<'_>, tables: &Tables) -> bool {
    tables.furniture.byline.roles.iter().any(|role| role.contains(' ') && line.plain.ends_with(role.as_str()))
}

/// The first line of running text under the headline is a deck, if a byline or stamp stands between it and the next one, or
/// if the next one says the same again.
fn label_deck(lines: &mut [Line<'_>], headline: Option<usize>, first: usize, tables: &Tables) {
    let Some(headline) = headline.filter(|at| *at < first) else { return };
    let decked =
        lines.get(headline..first).unwrap_or_default().iter().any(|line| line.kind == Some(BlockKind::Deck));
    let Some(second) = (first + 1..lines.len())
        .find(|at| lines.get(*at).is_some_and(|line| line.is_open() && line.is_prose()))
    else {
        return;
    };
    let framed = lines.get(headline + 1..first).unwrap_or_default().iter().any(is_frame);
    let between = lines.get(first + 1..second).unwrap_or_default();
    let parted = between.iter().any(|line| is_frame(line) || phrases::is_byline(line, &tables.furniture));
    let (Some(deck), Some(lead)) = (lines.get(first), lines.get(second)) else { return };
    let short = deck.count <= HEADLINE_WORDS * 2;
    let is_deck = !decked && short && (parted && !framed && second - first <= 6 || repeats(deck, lead));
    if is_deck && let Some(line) = lines.get_mut(first) {
        line.kind = Some(BlockKind::Deck);
    }
}

fn is_frame(line: &Line<'_>) -> bool {
    matches!(line.kind, Some(BlockKind::Byline | BlockKind::Datestamp))
}

/// Whether most longer words of `deck` come again in `lead`.
fn repeats(deck: &Line<'_>, lead: &Line<'_>) -> bool {
    const LONGER: usize = 4;
    const ENOUGH: usize = 6;
    const SAME_START: usize = 6;
    let same = deck
        .words
        .split_whitespace()
        .zip(lead.words.split_whitespace())
        .take_while(|(one, other)| one == other);
    if same.count() >= SAME_START {
        return true;
    }
    let words: Vec<&str> = deck
        .plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| word.len() >= LONGER)
        .collect();
    let again = words.iter().filter(|word| lead.plain.contains(**word)).count();
    words.len() >= ENOUGH && again as f64 >= DECK_SHARE * words.len() as f64
}

/// A short sentence under a picture's credit, in front of longer paragraphs, is the picture's caption.
fn label_captions(lines: &mut [Line<'_>], first: usize, titled: bool, tables: &Tables) {
    const AFTER_FIRST: usize = 6;
    for at in 0..lines.len().min(first + AFTER_FIRST) {
        let Some(line) = lines.get(at).filter(|line| line.is_open()) else { continue };
        let before = lines.get(..at).unwrap_or_default().iter().rev().take(2);
        let credited =
            before.take_while(|line| !line.is_open()).any(|line| phrases::is_credit(line, &tables.furniture));
        let longer =
            lines.get(at + 1..).unwrap_or_default().iter().find(|line| line.is_open() && line.is_prose());
        let is_caption = titled
            && credited
            && line.count <= CAPTION_WORDS
            && longer.is_some_and(|next| next.count > line.count);
        let slug = phrases::holds_credit(line, &tables.furniture) && line.count <= 2 * CAPTION_WORDS;
        if (is_caption || slug)
            && let Some(line) = lines.get_mut(at)
        {
            line.kind = Some(BlockKind::Caption);
        }
    }
}
