//! The tail of a text: credits, authors' notes, related articles and comments after the last paragraph.

use rashomon_doc::BlockKind;

use super::blocks::Known;
use super::lines::{self, Line, Mark};
use super::{head, phrases};
use crate::Tables;

/// Comments begin only after so many words of running text; above that a comment button stands.
const ARTICLE_WORDS: usize = 30;
/// The longest note about the author, in words.
const NOTE_WORDS: usize = 70;
/// How many lines from the end a note about the author can stand.
const NOTE_LINES: usize = 3;
/// A line of the tail with fewer words points nowhere.
const TITLE_WORDS: usize = 4;

/// Labels what stands after the running text.
pub(super) fn label(lines: &mut [Line<'_>], known: Known<'_>, tables: &Tables) {
    label_comments(lines);
    label_notes(lines, known, tables);
    let Some(last) = lines.iter().rposition(|line| is_running(line, tables)) else { return };
    let mut listed = false;
    for at in last + 1..lines.len() {
        let Some(line) = lines.get_mut(at) else { break };
        listed |= phrases::is_list_heading(line, &tables.furniture);
        if !line.is_open() {
            continue;
        }
        line.kind = Some(of_line(line, listed, known, tables));
    }
}

/// Whether the line is running text or stands within it.
fn is_running(line: &Line<'_>, tables: &Tables) -> bool {
    match line.kind {
        Some(BlockKind::Paragraph | BlockKind::Blockquote) => true,
        Some(_) => false,
        None => {
            !phrases::is_teaser(line, &tables.furniture)
                && (line.is_prose()
                    || line.stop && line.count >= 2 && !line.words.ends_with('…')
                    || line.is_quoted() && line.words.ends_with(['"', '”'])
                    || line.mark == Mark::Item && line.small > 0)
        }
    }
}

fn of_line(line: &Line<'_>, listed: bool, known: Known<'_>, tables: &Tables) -> BlockKind {
    if phrases::is_list_heading(line, &tables.furniture) {
        BlockKind::Furniture
    } else if phrases::is_byline(line, &tables.furniture)
        || is_agency(line, tables)
        || head::is_name(line) && !listed && line.words.starts_with(['—', '–', '-'])
    {
        BlockKind::Byline
    } else if phrases::is_teaser(line, &tables.furniture) {
        BlockKind::Teaser
    } else if !listed && (known.selected || line.count >= 10 && line.small >= 3) {
        // A list at the end, or a last paragraph that was cut short.
        BlockKind::Paragraph
    } else if line.count >= TITLE_WORDS {
        BlockKind::Teaser
    } else {
        BlockKind::Furniture
    }
}

/// A line that names an agency and nothing else ("— Reuters", "AP, AFP").
fn is_agency(line: &Line<'_>, tables: &Tables) -> bool {
    let mut names = line
        .words
        .split([',', '/', '&', '|'])
        .map(|name| name.trim_matches(|mark: char| !mark.is_alphanumeric()))
        .filter(|name| !name.is_empty())
        .peekable();
    names.peek().is_some()
        && names.all(|name| tables.world.agency(name).is_some() || name.eq_ignore_ascii_case("agencies"))
}

/// Everything after the heading of the comments belongs to the site.
fn label_comments(lines: &mut [Line<'_>]) {
    let mut words = 0;
    let mut open = false;
    for line in lines.iter_mut() {
        if open {
            line.kind = Some(BlockKind::Furniture);
        } else if words >= ARTICLE_WORDS
            && line.kind == Some(BlockKind::Furniture)
            && is_comment_heading(line.bare())
        {
            open = true;
        } else if line.is_open() && line.is_prose() {
            words += line.count;
        }
    }
}

fn is_comment_heading(bare: &str) -> bool {
    matches!(
        bare,
        "comments"
            | "# comments"
            | "# comment"
            | "comments (#"
            | "comments #"
            | "leave a comment"
            | "leave a reply"
            | "post a comment"
            | "there are no comments"
            | "+ there are no comments"
            | "no comments"
            | "no comments yet"
            | "add a comment"
            | "add yours"
            | "write a comment"
            | "join the conversation"
            | "join the discussion"
            | "be the first to comment"
            | "reader comments"
            | "recent comments"
    )
}

/// Labels notes about the author at the very end.
fn label_notes(lines: &mut [Line<'_>], known: Known<'_>, tables: &Tables) {
    let byline =
        lines.iter().find(|line| line.kind == Some(BlockKind::Byline)).map(|line| line.plain.clone());
    let author = known.author.map(lines::plain);
    let open: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| line.is_open()).map(|(at, _)| at).collect();
    for at in open.iter().rev().take(NOTE_LINES) {
        let Some(line) = lines.get(*at) else { continue };
        let is_note = is_note(line, author.as_deref(), byline.as_deref(), tables);
        if is_note && let Some(line) = lines.get_mut(*at) {
            line.kind = Some(BlockKind::Furniture);
        }
    }
}

/// Whether the line begins with a name that a byline gives, or tells of its trade, as notes about authors do.
fn is_note(line: &Line<'_>, author: Option<&str>, byline: Option<&str>, tables: &Tables) -> bool {
    if line.plain.is_empty() || line.count > NOTE_WORDS || line.is_quoted() {
        return false;
    }
    let bullet = line.words.starts_with(['•', '*', '—', '–', '■', '▪', '(']);
    let start = line.plain.trim_start_matches(|mark: char| !mark.is_alphanumeric());
    let mut words = start.split(' ');
    let name_words = line
        .words
        .split_whitespace()
        .skip_while(|word| !word.starts_with(char::is_alphanumeric))
        .take_while(|word| word.starts_with(char::is_uppercase))
        .count();
    if !(2..=6).contains(&name_words) {
        return false;
    }
    let name: Vec<&str> = words.by_ref().take(name_words).collect();
    let name = name.join(" ");
    let name = name.trim_end_matches([',', ':', '.']);
    let rest = start.get(name.len()..).unwrap_or_default().trim_start_matches([',', ' ']);
    let notes = &tables.furniture.notes;
    let goes_on = notes.verbs.iter().any(|verb| rest.starts_with(verb.as_str()));
    let tells = notes.words.iter().filter(|word| rest.contains(word.as_str())).count();
    let known =
        [author, byline].into_iter().flatten().any(|known| known.contains(name) || name.contains(known));
    known && goes_on || bullet && goes_on && tells >= 1 || known && tells >= 2
}
