//! From aligned sentences to passages: the best pairs, each word used once, grown over neighbours.

use std::ops::Range;

use rashomon_doc::Span;

use super::align::{Alignment, align, align_wholes};
use super::source::{Collection, PieceId};
use crate::dossier::{DocSpan, ReuseKind};
use crate::ontology::ReuseThresholds;

/// A passage that two reports share.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    /// In the first report.
    pub(super) a: DocSpan,
    /// In the second.
    pub(super) b: DocSpan,
    /// How near they are.
    pub(super) kind: ReuseKind,
    /// Twice the common words over all words, 0 to 1.
    pub(super) similarity: f64,
    /// The common words of both reports.
    pub(super) matches: Vec<(Span, Span)>,
    /// The piece that it begins in, of both reports.
    pub(super) pieces: (PieceId, PieceId),
}

/// Words of one report, counted from the start of the collection.
type Words = Range<usize>;

/// A part of a passage: one sentence aligned with another.
#[derive(Clone, Debug)]
struct Part {
    pieces: (PieceId, PieceId),
    a: Words,
    b: Words,
    matches: Vec<(usize, usize)>,
}

impl Part {
    fn similarity(&self) -> f64 {
        2.0 * self.matches.len() as f64 / (self.a.len() + self.b.len()).max(1) as f64
    }
}

/// The passages of two reports, from the candidate pairs of their sentences, in order of the first report.
pub(super) fn passages(
    collection: &Collection<'_, '_>,
    pairs: &[(PieceId, PieceId)],
    thresholds: &ReuseThresholds,
) -> Vec<Passage> {
    let mut parts: Vec<Part> = pairs.iter().filter_map(|pair| part(collection, *pair, thresholds)).collect();
    parts.sort_by_key(|part| (std::cmp::Reverse(part.matches.len()), part.a.start, part.b.start));
    let mut chosen: Vec<Part> = Vec::new();
    for part in parts {
        // A sentence told twice in one report answers to one passage of the other only.
        let taken = |held: &Part| overlap(&held.a, &part.a) || overlap(&held.b, &part.b);
        if !chosen.iter().any(taken) {
            chosen.push(part);
        }
    }
    chosen.sort_by_key(|part| (part.a.start, part.b.start));
    grow(chosen, thresholds).iter().map(|part| passage(collection, part, thresholds)).collect()
}

/// Whether two stretches share more than half of the shorter one.
fn overlap(x: &Words, y: &Words) -> bool {
    let shared = x.end.min(y.end).saturating_sub(x.start.max(y.start));
    2 * shared > x.len().min(y.len())
}

/// Aligns two sentences; `None` if too little is common.
fn part(
    collection: &Collection<'_, '_>,
    pieces: (PieceId, PieceId),
    thresholds: &ReuseThresholds,
) -> Option<Part> {
    let (a, b) = (collection.words_of(pieces.0), collection.words_of(pieces.1));
    let found = align(a, b, |word| collection.lexicon.is_content(word));
    let content = |(i, _): &&(usize, usize)| collection.lexicon.is_content(a[*i]);
    let enough = found.matches.len() >= thresholds.min_words
        && found.matches.iter().filter(content).count() >= thresholds.min_content_words;
    let found = if enough {
        found
    } else {
        exact_run(collection, pieces, &found, thresholds)
            .or_else(|| whole_sentence(collection, pieces, thresholds))?
    };
    let (in_a, in_b) = widened(&found, a.len(), b.len(), thresholds);
    let (from_a, from_b) =
        (collection.piece(pieces.0).start as usize, collection.piece(pieces.1).start as usize);
    let shift = |range: Words, by: usize| range.start + by..range.end + by;
    let part = Part {
        pieces,
        a: shift(in_a, from_a),
        b: shift(in_b, from_b),
        matches: found.matches.iter().map(|(i, j)| (i + from_a, j + from_b)).collect(),
    };
    (part.similarity() >= thresholds.min_similarity).then_some(part)
}

/// The common words of two sentences of which one is mostly the other, however many words were put for others.
fn whole_sentence(
    collection: &Collection<'_, '_>,
    pieces: (PieceId, PieceId),
    thresholds: &ReuseThresholds,
) -> Option<Alignment> {
    let (a, b) = (collection.words_of(pieces.0), collection.words_of(pieces.1));
    let found = align_wholes(a, b, |word| collection.lexicon.is_content(word));
    let similarity = 2.0 * found.matches.len() as f64 / (a.len() + b.len()).max(1) as f64;
    let content = found
        .matches
        .iter()
        .filter(|(i, _)| a.get(*i).is_some_and(|word| collection.lexicon.is_content(*word)));
    let rarity = || found.matches.iter().map(|(i, _)| collection.rarity(pieces.0, *i..i + 1)).sum::<f64>();
    let is_copy = found.matches.len() >= thresholds.min_words
        && content.count() >= thresholds.sentence_content_words
        && similarity >= thresholds.sentence_similarity
        && rarity() >= thresholds.sentence_rarity;
    is_copy.then_some(found)
}

/// The longest run of common words without a word put in or left out, if it is long enough to be no chance.
fn exact_run(
    collection: &Collection<'_, '_>,
    pieces: (PieceId, PieceId),
    found: &Alignment,
    thresholds: &ReuseThresholds,
) -> Option<Alignment> {
    let words = collection.words_of(pieces.0);
    let in_row = |x: &(usize, usize), y: &(usize, usize)| y.0 == x.0 + 1 && y.1 == x.1 + 1;
    let run = found.matches.chunk_by(in_row).max_by_key(|run| run.len())?;
    let content =
        run.iter().filter(|(i, _)| words.get(*i).is_some_and(|word| collection.lexicon.is_content(*word)));
    let (first, last) = (run.first()?, run.last()?);
    let quoted = || {
        collection.is_quoted(pieces.0, first.0..last.0 + 1)
            && collection.is_quoted(pieces.1, first.1..last.1 + 1)
    };
    let rarity = collection.rarity(pieces.0, first.0..last.0 + 1);
    let long = run.len() >= thresholds.run_words && rarity >= thresholds.run_rarity;
    let telling = long
        || run.len() >= thresholds.quoted_run_words && rarity >= thresholds.quoted_run_rarity && quoted();
    (telling && content.count() >= thresholds.run_content_words).then(|| Alignment { matches: run.to_vec() })
}

/// The aligned stretches, each widened to its whole sentence if it covers most of it, so that what was dropped
/// shows; never so far that the passages are no longer alike.
fn widened(
    found: &Alignment,
    a_words: usize,
    b_words: usize,
    thresholds: &ReuseThresholds,
) -> (Words, Words) {
    let widen = |range: Words, words: usize| {
        let covers = range.len() as f64 >= thresholds.whole_sentence * words as f64;
        if covers { 0..words } else { range }
    };
    let (a, b) = (widen(found.a(), a_words), widen(found.b(), b_words));
    let similarity = 2.0 * found.matches.len() as f64 / (a.len() + b.len()).max(1) as f64;
    if similarity >= thresholds.min_similarity { (a, b) } else { (found.a(), found.b()) }
}

/// Joins parts that follow one another in both reports with little between.
fn grow(parts: Vec<Part>, thresholds: &ReuseThresholds) -> Vec<Part> {
    let mut grown: Vec<Part> = Vec::new();
    for part in parts {
        if let Some(last) = grown.last_mut()
            && let Some(joined) = join(last, &part, thresholds)
        {
            *last = joined;
        } else {
            grown.push(part);
        }
    }
    grown
}

/// One passage of two, if the second follows the first closely in both reports and the whole is still alike.
fn join(first: &Part, second: &Part, thresholds: &ReuseThresholds) -> Option<Part> {
    let near = |x: &Words, y: &Words| {
        // The ends of a sentence can belong to both of its parts' alignments; a small overlap is no disorder.
        x.start <= y.start && x.end <= y.end && y.start.saturating_sub(x.end) <= thresholds.max_gap_words
    };
    if !near(&first.a, &second.a) || !near(&first.b, &second.b) {
        return None;
    }
    let mut matches = first.matches.clone();
    let last = matches.last().copied();
    let follows = |pair: &&(usize, usize)| last.is_none_or(|last| pair.0 > last.0 && pair.1 > last.1);
    matches.extend(second.matches.iter().filter(follows));
    let joined = Part {
        pieces: first.pieces,
        a: first.a.start..second.a.end,
        b: first.b.start..second.b.end,
        matches,
    };
    (joined.similarity() >= thresholds.min_similarity).then_some(joined)
}

/// The passage with its places in the texts.
fn passage(collection: &Collection<'_, '_>, part: &Part, thresholds: &ReuseThresholds) -> Passage {
    let a = Located::new(collection, part.pieces.0, &part.a);
    let b = Located::new(collection, part.pieces.1, &part.b);
    let similarity = part.similarity();
    Passage {
        a: collection.doc_span(part.pieces.0, a.cover()),
        b: collection.doc_span(part.pieces.1, b.cover()),
        kind: if similarity >= thresholds.copy_similarity { ReuseKind::Copy } else { ReuseKind::Rewording },
        similarity,
        matches: part.matches.iter().map(|(i, j)| (a.word(*i), b.word(*j))).collect(),
        pieces: part.pieces,
    }
}

/// Places of words that were only numbers so far.
struct Located {
    /// Number of the first word.
    first: usize,
    /// Their places, from there on.
    spans: Vec<Span>,
    /// What they cover; whole sentences with their punctuation.
    cover: Span,
}

impl Located {
    fn new(collection: &Collection<'_, '_>, from: PieceId, words: &Words) -> Self {
        let first = collection.piece(from).start as usize;
        let mut spans = Vec::new();
        let mut cover: Option<Span> = None;
        let mut id = from;
        let source = collection.piece(from).source;
        while let Some(piece) = collection.pieces.get(id.0 as usize)
            && (piece.start as usize) < words.end
            && piece.source == source
        {
            let places = collection.spans_of(id);
            let inside = words.start.max(piece.start as usize)..words.end.min(piece.end as usize);
            let at = |word: usize| places.get(word - piece.start as usize).copied();
            let begins = if inside.start == piece.start as usize {
                Some(Span { start: piece.span.start, end: piece.span.start })
            } else {
                at(inside.start)
            };
            let ends = if inside.end == piece.end as usize {
                Some(Span { start: piece.span.end, end: piece.span.end })
            } else {
                inside.end.checked_sub(1).and_then(at)
            };
            for span in begins.into_iter().chain(ends) {
                cover = Some(cover.map_or(span, |held| held.cover(span)));
            }
            spans.extend(places);
            id = PieceId(id.0 + 1);
        }
        Self { first, spans, cover: cover.unwrap_or_default() }
    }

    fn word(&self, word: usize) -> Span {
        self.spans.get(word.wrapping_sub(self.first)).copied().unwrap_or_default()
    }

    fn cover(&self) -> Span {
        self.cover
    }
}
