//! Who can have taken a passage from whom, by what the reports credit and when they appeared.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rashomon_doc::{Article, BlockKind, Date, Pos, Span};

use super::passage::Passage;
use super::source::{Collection, PieceId, Source};
use crate::Tables;
use crate::dossier::{Direction, ReuseKind};
use crate::ontology::World;
use crate::resolve::words;

/// A direction with its ground in plain words.
pub(super) struct Judgement {
    pub(super) direction: Direction,
    pub(super) basis: String,
}

/// Judges one passage.
pub(super) fn direction(collection: &Collection<'_, '_>, passage: &Passage, tables: &Tables) -> Judgement {
    let (a, b) = (collection.source(passage.pieces.0), collection.source(passage.pieces.1));
    let credited_a = credits(collection, passage.pieces.0, passage.a.span, &tables.world);
    let credited_b = credits(collection, passage.pieces.1, passage.b.span, &tables.world);
    let order = order(&a.article.published, &b.article.published);
    let judged = by_credit(a, b, &credited_a, &credited_b, order)
        .unwrap_or_else(|| by_date(passage, &credited_a, &credited_b, order));
    if quoted_by_both(collection, passage, tables.compare.reuse.quoted_share) {
        return quoted(&judged);
    }
    judged
}

/// What two reports that quote the same words allow to say: both can have them from the speaker, so dates alone
/// show no direction.
fn quoted(judged: &Judgement) -> Judgement {
    let direction = judged.direction;
    match direction {
        Direction::CommonOrigin => {
            Judgement { direction, basis: format!("both quote the same words; {}", judged.basis) }
        }
        Direction::AToB | Direction::BToA if judged.basis.contains(CREDITS) => {
            Judgement { direction, basis: format!("both quote the same words; {}", judged.basis) }
        }
        Direction::AToB | Direction::BToA | Direction::Unknown => Judgement {
            direction: Direction::Unknown,
            basis: "both quote the same words; either may have them from the speaker".to_owned(),
        },
    }
}

/// The verb of every basis that rests on a credit.
const CREDITS: &str = " credits ";

/// What credits say: a report that names the other's outlet, or both the same third party.
fn by_credit(
    a: &Source<'_>,
    b: &Source<'_>,
    credited_a: &BTreeSet<String>,
    credited_b: &BTreeSet<String>,
    order: Option<Ordering>,
) -> Option<Judgement> {
    let (name_a, name_b) = (outlet(a.article), outlet(b.article));
    let credits = |credited: &BTreeSet<String>, name: Option<&str>| {
        name.is_some_and(|name| credited.iter().any(|credit| same_outlet(credit, name)))
    };
    let judge = |direction, basis| Some(Judgement { direction, basis });
    match (credits(credited_b, name_a), credits(credited_a, name_b)) {
        (true, false) if order != Some(Ordering::Greater) => {
            return judge(
                Direction::AToB,
                format!("the second report{CREDITS}{}", name_a.unwrap_or_default()),
            );
        }
        (false, true) if order != Some(Ordering::Less) => {
            return judge(
                Direction::BToA,
                format!("the first report{CREDITS}{}", name_b.unwrap_or_default()),
            );
        }
        (true | false, true | false) => {}
    }
    let common: Vec<&str> = credited_a.intersection(credited_b).map(String::as_str).collect();
    let first = common.first()?;
    judge(Direction::CommonOrigin, format!("each report{CREDITS}{first}"))
}

/// What dates say, where credits say nothing.
fn by_date(
    passage: &Passage,
    credited_a: &BTreeSet<String>,
    credited_b: &BTreeSet<String>,
    order: Option<Ordering>,
) -> Judgement {
    let (earlier, later, direction) = match order {
        Some(Ordering::Less) => ("first", "second", Direction::AToB),
        Some(Ordering::Greater) => ("second", "first", Direction::BToA),
        Some(Ordering::Equal) | None => {
            let basis = "which report appeared first is not known, and neither credits the other";
            return Judgement { direction: Direction::Unknown, basis: basis.to_owned() };
        }
    };
    let third = credited_a.iter().chain(credited_b).next();
    match (third, passage.kind) {
        (Some(third), _) => Judgement {
            direction: Direction::Unknown,
            basis: format!("one report{CREDITS}{third}; the {earlier} report appeared before the {later}"),
        },
        (None, ReuseKind::Copy) => Judgement {
            direction,
            basis: format!("the {earlier} report appeared before the {later}; neither names another source"),
        },
        (None, ReuseKind::Rewording) => Judgement {
            direction: Direction::Unknown,
            basis: format!(
                "the {earlier} report appeared before the {later}, so it did not take the words from there; \
                 whether the {later} took them is not known"
            ),
        },
    }
}

/// Which of two dates lies before the other; `None` where they can be the same or are not known.
fn order(a: &Date, b: &Date) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (a.instant, b.instant)
        && a.time != b.time
    {
        return Some(a.time.cmp(&b.time));
    }
    match (a.start, a.end, b.start, b.end) {
        (_, Some(end), Some(start), _) if end < start => Some(Ordering::Less),
        (Some(start), _, _, Some(end)) if end < start => Some(Ordering::Greater),
        _ => None,
    }
}

/// The outlet's name.
fn outlet(article: &Article) -> Option<&str> {
    article.outlet.as_ref().map(|outlet| outlet.name.as_str())
}

/// Whether a credit names an outlet, whatever article stands in front.
fn same_outlet(credit: &str, name: &str) -> bool {
    let plain = |name: &str| {
        let lower = name.to_lowercase();
        lower.strip_prefix("the ").map_or(lower.clone(), str::to_owned)
    };
    plain(credit) == plain(name)
}

/// Who is credited for a passage: in its own paragraph, or for the whole report in byline, dateline or tail.
fn credits(collection: &Collection<'_, '_>, piece: PieceId, span: Span, world: &World) -> BTreeSet<String> {
    let source = collection.source(piece);
    let article = source.article;
    let mut found = BTreeSet::new();
    let own = outlet(article);
    let mut add = |name: &str| {
        if own.is_none_or(|own| !same_outlet(name, own)) {
            found.insert(name.to_owned());
        }
    };
    let near = paragraph(article, span);
    for zone in whole_credits(article).into_iter().chain([near]) {
        for name in agencies_in(&article.text, zone, world) {
            add(&name);
        }
    }
    if let Some(author) = &article.author {
        for name in agencies_in(author, Span::new(0, author.len()), world) {
            add(&name);
        }
    }
    for credit in source.credits.iter().filter(|credit| near.contains(credit.span)) {
        add(world.agency(&credit.name).map_or(&credit.name, |agency| &agency.name));
    }
    found
}

/// The block that holds the beginning of `span`, up to the end of `span`.
fn paragraph(article: &Article, span: Span) -> Span {
    let block = article.blocks.iter().find(|block| block.span.contains_pos(span.start));
    block.map_or(span, |block| block.span.cover(span))
}

/// How far from the beginning of the text an agency can stand in a dateline ("LIMA, March 4 (Agency) — ").
const DATELINE_BYTES: usize = 80;
/// How long a last block can be and still be a credit line.
const TAIL_BYTES: usize = 120;

/// The most words that an agency's name has.
const AGENCY_WORDS: usize = 5;

/// Where credits for a whole report stand.
fn whole_credits(article: &Article) -> Vec<Span> {
    let mut zones: Vec<Span> = article
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Byline | BlockKind::Dateline))
        .map(|block| block.span)
        .collect();
    if let Some(zone) =
        article.blocks.iter().find_map(|block| lead_credit(&article.text, block.span, block.kind))
    {
        zones.push(zone);
    }
    let last = article.blocks.iter().rev().find(|block| block.kind != BlockKind::Furniture);
    zones.extend(last.map(|block| block.span).filter(|span| span.len() <= TAIL_BYTES));
    zones
}

/// The brackets of a dateline that was left in the first paragraph.
fn lead_credit(text: &str, span: Span, kind: BlockKind) -> Option<Span> {
    if kind != BlockKind::Paragraph {
        return None;
    }
    let words = span.slice(text);
    let open = words.find('(').filter(|open| *open <= DATELINE_BYTES);
    let zone = open.and_then(|open| {
        let close = open + words.get(open..)?.find(')')?;
        Some(Span::new(span.start.index() + open, span.start.index() + close))
    });
    // Only the first paragraph counts: stop there, with or without a credit.
    Some(zone.unwrap_or(Span { start: span.start, end: span.start }))
}

/// The agencies named in a stretch of text, by their names of record.
fn agencies_in(text: &str, zone: Span, world: &World) -> Vec<String> {
    let words = words::spans(text, zone);
    let mut found = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let longest = AGENCY_WORDS.min(words.len() - index);
        let hit = (1..=longest).rev().find_map(|count| {
            let form = Span { start: words[index].start, end: words[index + count - 1].end };
            world.agency(form.slice(text)).map(|agency| (count, agency.name.clone()))
        });
        match hit {
            Some((count, name)) => {
                found.push(name);
                index += count;
            }
            None => index += 1,
        }
    }
    found
}

/// Whether the common words stand in quotation marks in both reports.
fn quoted_by_both(collection: &Collection<'_, '_>, passage: &Passage, share: f64) -> bool {
    let inside = |piece: PieceId, words: &mut dyn Iterator<Item = Pos>| {
        let quoted = collection.quoted.get(collection.piece(piece).source as usize);
        let count = words.filter(|pos| quoted.is_some_and(|quoted| quoted.holds(*pos))).count();
        count as f64 >= share * passage.matches.len() as f64
    };
    inside(passage.pieces.0, &mut passage.matches.iter().map(|(a, _)| a.start))
        && inside(passage.pieces.1, &mut passage.matches.iter().map(|(_, b)| b.start))
}
