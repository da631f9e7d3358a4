//! Who published an article, and who wrote it.

use rashomon_doc::{Block, BlockKind, Outlet, Provenance, Span};

use super::glue;
use super::split::Site;
use super::{lines, phrases, stamp};
use crate::Tables;
use crate::read::Metadata;

/// The longest name of an outlet that is read from a notice, in words.
const NAME_WORDS: usize = 6;

/// The host of an address, without "www.".
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.rsplit('@').next()?.trim_start_matches("www.");
    (host.contains('.') && !host.contains(char::is_whitespace)).then_some(host)
}

/// The outlet: as given, as metadata name it, as the text states it, by the host of its address, or guessed.
pub(super) fn outlet(
    text: &str,
    blocks: &[Block],
    site: Option<Site>,
    given: &Metadata,
    metadata: &Metadata,
    url: Option<&str>,
    tables: &Tables,
) -> Option<Outlet> {
    let host = url.and_then(host);
    let named = |name: &str, basis| {
        let name = name.trim();
        (!name.is_empty()).then(|| Outlet { name: name.to_owned(), basis, span: None })
    };
    let in_text = |span: Span, basis| {
        named(span.slice(text), basis).map(|outlet| Outlet { span: Some(span), ..outlet })
    };
    given
        .outlet
        .as_deref()
        .and_then(|name| named(name, Provenance::Given))
        .or_else(|| {
            metadata
                .outlet
                .as_deref()
                .and_then(|name| named(name, Provenance::Metadata))
                .map(|outlet| spelt(outlet, text, blocks))
        })
        .or_else(|| site.filter(|site| site.stated).and_then(|site| in_text(site.name, Provenance::Stated)))
        .or_else(|| masthead(text, blocks, tables).and_then(|span| in_text(span, Provenance::Stated)))
        .or_else(|| by_for(text, blocks, tables).and_then(|span| in_text(span, Provenance::Stated)))
        .or_else(|| notice(text, blocks).and_then(|span| in_text(span, Provenance::Stated)))
        .or_else(|| {
            host.and_then(|host| named(host, Provenance::Metadata)).map(|outlet| spelt(outlet, text, blocks))
        })
        .or_else(|| site.and_then(|site| in_text(site.name, Provenance::Guessed)))
        .or_else(|| agency(text, blocks, tables).and_then(|span| in_text(span, Provenance::Guessed)))
}

/// A host name as the dateline or a notice spells it ("norvane.example", "(Norvane)").
fn spelt(outlet: Outlet, text: &str, blocks: &[Block]) -> Outlet {
    if !outlet.name.contains('.') {
        return outlet;
    }
    let found = blocks.iter().filter(|block| block.kind == BlockKind::Dateline).find_map(|block| {
        let span = brackets(text, block.span)?;
        glue::is_same_name(span.slice(text), &outlet.name).then_some(span)
    });
    match found {
        Some(span) => Outlet { name: span.slice(text).to_owned(), span: Some(span), ..outlet },
        None => outlet,
    }
}

/// What stands in brackets in a span.
fn brackets(text: &str, span: Span) -> Option<Span> {
    let words = span.slice(text);
    let open = words.find('(')?;
    let close = open + words.get(open..)?.find(')')?;
    let base = span.start.index();
    Some(Span::new(base + open + 1, base + close))
}

/// "© 2022 The Daily Harbor. All rights reserved."
fn notice(text: &str, blocks: &[Block]) -> Option<Span> {
    let furniture = blocks.iter().filter(|block| block.kind == BlockKind::Furniture);
    furniture.rev().find_map(|block| {
        let words = block.span.slice(text);
        let (at, mark) = ["©", "(c) ", "(C) ", "Copyright "]
            .iter()
            .find_map(|mark| words.find(mark).map(|at| (at, *mark)))?;
        let from = at + mark.len();
        let rest = words.get(from..)?;
        let name = rest.trim_start_matches(|mark: char| {
            mark.is_ascii_digit()
                || mark.is_whitespace()
                || matches!(mark, '©' | '-' | '–' | ',' | '.' | '(' | ')' | 'c' | 'C')
                    && !mark.is_alphabetic()
        });
        let start = block.span.start.index() + from + (rest.len() - name.len());
        let end = name.find(['.', '|', ',', ';', '\n', '–', '—', '/']).unwrap_or(name.len());
        let span = Span::new(start, start + end).trimmed(text);
        let found = span.slice(text);
        let lower = found.to_lowercase();
        let plain =
            lower.strip_suffix("all rights reserved").map_or(found.len(), |kept| kept.trim_end().len());
        let span = Span::new(start, span.start.index() + plain).trimmed(text);
        let found = span.slice(text);
        let fits = !found.is_empty()
            && found.starts_with(char::is_uppercase)
            && found.split_whitespace().count() <= NAME_WORDS;
        fits.then_some(span)
    })
}

/// "The Daily Harbor" on a line above the text, alone or before a stamp.
fn masthead(text: &str, blocks: &[Block], tables: &Tables) -> Option<Span> {
    let mut head = blocks.iter().take_while(|block| block.kind != BlockKind::Paragraph);
    head.find_map(|block| match block.kind {
        BlockKind::Furniture | BlockKind::Byline => {
            let words = block.span.slice(text);
            let name = words.trim_matches(|mark: char| !mark.is_alphanumeric());
            let start = block.span.start.index() + words.find(name)?;
            let section = tables.furniture.lines.contains(&lines::plain(name));
            (phrases::is_masthead(name, &tables.furniture) && !section)
                .then(|| Span::new(start, start + name.len()))
        }
        _ => None,
    })
}

/// "By Jane Doe for The Daily Harbor".
fn by_for(text: &str, blocks: &[Block], tables: &Tables) -> Option<Span> {
    let bylines = blocks.iter().filter(|block| block.kind == BlockKind::Byline);
    bylines.into_iter().find_map(|block| {
        let words = block.span.slice(text);
        let at = words.find(" for ")? + " for ".len();
        let name = words.get(at..)?;
        let end = name.find([',', '|', '(', ';']).unwrap_or(name.len());
        let start = block.span.start.index() + at;
        let span = Span::new(start, start + end).trimmed(text);
        let name = span.slice(text).trim_start_matches("the ").trim_start_matches("The ");
        // An agency's reporter can stand in any paper.
        (name.starts_with(char::is_uppercase) && tables.world.agency(name).is_none()).then_some(span)
    })
}

/// The agency of the dateline: whoever published the text, it most likely comes from there.
fn agency(text: &str, blocks: &[Block], tables: &Tables) -> Option<Span> {
    let datelines = blocks.iter().filter(|block| block.kind == BlockKind::Dateline);
    datelines.into_iter().find_map(|block| brackets(text, block.span)).filter(|span| {
        let name = span.slice(text);
        tables.world.agency(name).is_some() || name.starts_with(char::is_uppercase)
    })
}

/// The authors that bylines above or below the text name, without "By", places, roles and outlets.
pub(super) fn author(text: &str, blocks: &[Block], tables: &Tables) -> Option<String> {
    let bylines = blocks.iter().filter(|block| block.kind == BlockKind::Byline);
    // Where things stand side by side, the outlet's name can come before "by …".
    let says_by = |block: &&Block| {
        let plain =
            lines::plain(block.span.slice(text).trim_start_matches(|mark: char| !mark.is_alphanumeric()));
        phrases::prefix(&plain, &tables.furniture.byline.starts).is_some()
    };
    let first = bylines.clone().filter(says_by);
    first.chain(bylines).find_map(|block| of_byline(text, block.span, tables))
}

/// What stands before a stop that ends more than an initial or a title: "Jane Doe. Filed under: Deals".
fn first_sentence(words: &str) -> &str {
    const SHORT: usize = 3;
    let ends = |at: usize| {
        let word =
            words.get(..at).and_then(|before| before.split_whitespace().next_back()).unwrap_or_default();
        word.len() >= SHORT && word.ends_with(char::is_lowercase)
    };
    words
        .match_indices(". ")
        .map(|(at, _)| at)
        .find(|at| ends(*at))
        .and_then(|at| words.get(..at))
        .unwrap_or(words)
}

fn of_byline(text: &str, span: Span, tables: &Tables) -> Option<String> {
    let words = span.slice(text).trim_matches(|mark: char| !mark.is_alphanumeric() && mark != '.');
    if phrases::is_masthead(words, &tables.furniture) {
        return None;
    }
    let plain = lines::plain(words);
    if phrases::prefix(&plain, &tables.furniture.byline.credits).is_some()
        && !plain.starts_with("written by")
        && !plain.starts_with("story by")
        && !plain.starts_with("reporting by")
    {
        return None;
    }
    let skip =
        phrases::prefix(&plain, &tables.furniture.byline.starts).map_or(0, |found| found.split(' ').count());
    let names: Vec<&str> = words.split_whitespace().skip(skip).collect();
    let joined = names.join(" ");
    let joined = joined.trim_start_matches([':', '|', ' ']);
    let end = [
        " for ", " in ", " at ", " of ", " | ", " – ", " — ", " - ", " • ", " · ", ";", " with ", "(", " @",
        "/",
    ]
    .iter()
    .filter_map(|mark| joined.find(mark))
    .min()
    .unwrap_or(joined.len());
    let joined = first_sentence(joined.get(..end)?);
    let mut authors: Vec<String> = Vec::new();
    for part in joined.split([',', '&']).flat_map(|part| part.split(" and ")) {
        let name = part.trim();
        let lower = lines::plain(name);
        let role = tables
            .furniture
            .byline
            .roles
            .iter()
            .any(|role| lower == *role || role.contains(' ') && lower.ends_with(role.as_str()))
            || lower.ends_with("writer")
            || lower.ends_with("editor")
            || lower.ends_with("correspondent");
        let place = !tables.world.place(name).is_empty()
            || tables.world.agency(name).is_some()
            || lower.ends_with(" press")
            || lower.ends_with(" news");
        let first = name.chars().next().is_some_and(char::is_uppercase);
        let dated = stamp::scan(name, Span::new(0, name.len()), tables).dated;
        if first
            && !dated
            && !name.starts_with("The ")
            && (authors.is_empty() && !role || !role && !place && name.contains(' '))
            && name.split_whitespace().count() <= 5
        {
            authors.push(name.trim_end_matches('.').to_owned());
        }
    }
    (!authors.is_empty()).then(|| authors.join(", "))
}
