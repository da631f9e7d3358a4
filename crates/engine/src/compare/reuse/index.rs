//! Which sentences are worth aligning: those that share rare runs of content words.

use std::collections::{HashMap, HashSet};

use super::source::{Collection, PieceId};
use crate::ontology::ReuseThresholds;
use crate::resolve::words::WordId;

/// A fingerprint and the piece it stands in.
type Posting = (u64, PieceId);

/// Pairs of pieces of different reports that share enough fingerprints, in order of reports and pieces.
///
/// Time and memory grow with the number of words, not of pairs of reports: a fingerprint in many documents is
/// a common phrase and is dropped, so each one yields a bounded number of pairs.
pub(super) fn candidates(
    collection: &Collection<'_, '_>,
    thresholds: &ReuseThresholds,
) -> Vec<(PieceId, PieceId)> {
    let repeated = boilerplate(collection, thresholds);
    let content =
        postings(collection, &repeated, thresholds, |id| fingerprints(collection, id, thresholds.shingle));
    let runs = postings(collection, &repeated, thresholds, |id| runs(collection, id, thresholds));
    let mut kept = pairs(collection, content, thresholds.max_documents, thresholds.min_fingerprints);
    kept.extend(pairs(collection, runs, thresholds.run_documents, 1));
    kept.sort_unstable_by_key(|pair| (collection.docs_of(*pair), *pair));
    kept.dedup();
    kept
}

/// Pairs of pieces that share at least `least` fingerprints that stand in no more than `spread_limit` reports.
fn pairs(
    collection: &Collection<'_, '_>,
    mut postings: Vec<Posting>,
    spread_limit: usize,
    least: usize,
) -> Vec<(PieceId, PieceId)> {
    postings.sort_unstable();
    let mut pairs: Vec<(PieceId, PieceId)> = Vec::new();
    for run in postings.chunk_by(|x, y| x.0 == y.0) {
        if spread(collection, run) <= spread_limit {
            pairs_of(collection, run, &mut pairs);
        }
    }
    pairs.sort_unstable();
    pairs.chunk_by(|x, y| x == y).filter(|run| run.len() >= least).map(|run| run[0]).collect()
}

/// The fingerprints of all pieces. A piece that repeats an earlier one of its own report gives none, nor does an
/// outlet's boilerplate.
fn postings(
    collection: &Collection<'_, '_>,
    repeated: &HashSet<PieceId>,
    thresholds: &ReuseThresholds,
    fingerprints: impl Fn(PieceId) -> Vec<u64>,
) -> Vec<Posting> {
    let mut postings = Vec::new();
    let mut seen: HashSet<u64> = HashSet::new();
    let mut current = None;
    for index in 0..collection.pieces.len() {
        let id = PieceId(index as u32);
        if repeated.contains(&id) {
            continue;
        }
        let source = collection.piece(id).source;
        if current != Some(source) {
            seen.clear();
            current = Some(source);
        }
        let prints = fingerprints(id);
        let known = prints.iter().filter(|print| seen.contains(print)).count();
        if known as f64 >= thresholds.repetition * prints.len() as f64 {
            continue;
        }
        seen.extend(&prints);
        postings.extend(prints.into_iter().map(|print| (print, id)));
    }
    postings
}

/// Pieces that stand word for word in several reports of one outlet: credits, notes on the author, calls to subscribe.
fn boilerplate(collection: &Collection<'_, '_>, thresholds: &ReuseThresholds) -> HashSet<PieceId> {
    let mut outlets: HashMap<&str, u64> = HashMap::new();
    let mut wordings: Vec<(u64, u32, PieceId)> = Vec::with_capacity(collection.pieces.len());
    for index in 0..collection.pieces.len() {
        let id = PieceId(index as u32);
        let Some(outlet) = &collection.source(id).article.outlet else { continue };
        let next = outlets.len() as u64;
        let outlet = *outlets.entry(&outlet.name).or_insert(next);
        let words: Vec<u32> = collection.words_of(id).iter().map(|word| word.0).collect();
        wordings.push((hash(&words) ^ hash(&[outlet as u32]), collection.piece(id).source, id));
    }
    wordings.sort_unstable();
    let mut found = HashSet::new();
    for run in wordings.chunk_by(|x, y| x.0 == y.0) {
        let reports = run.chunk_by(|x, y| x.1 == y.1).count();
        if reports >= thresholds.boilerplate {
            found.extend(run.iter().map(|(_, _, id)| *id));
        }
    }
    found
}

/// Runs of `length` content words of a piece, hashed, each once.
fn fingerprints(collection: &Collection<'_, '_>, id: PieceId, length: usize) -> Vec<u64> {
    let words = collection.words_of(id).iter().filter(|word| collection.lexicon.is_content(**word));
    let content: Vec<u32> = words.map(|word| word.0).collect();
    let mut prints: Vec<u64> = content.windows(length.max(1)).map(hash).collect();
    prints.sort_unstable();
    prints.dedup();
    prints
}

/// Runs of words in a row, hashed, each once, of which so many are content words that they tell something.
fn runs(collection: &Collection<'_, '_>, id: PieceId, thresholds: &ReuseThresholds) -> Vec<u64> {
    let words = collection.words_of(id);
    let telling = |run: &&[WordId]| {
        run.iter().filter(|word| collection.lexicon.is_content(**word)).count()
            >= thresholds.run_content_words
    };
    let wide = words.windows(thresholds.run_words.max(1)).filter(telling);
    // Runs shorter than a wide one are of use in quotations only.
    let narrow = if collection.has_quotation(id) { thresholds.run_shingle } else { words.len() + 1 };
    let narrow = words.windows(narrow.max(1)).filter(telling);
    let number = |run: &[WordId]| -> Vec<u32> { run.iter().map(|word| word.0).collect() };
    let mut prints: Vec<u64> = wide.chain(narrow).map(|run| hash(&number(run))).collect();
    prints.sort_unstable();
    prints.dedup();
    prints
}

/// FNV-1a over whole words, with a final mix (`SplitMix64`): fast, and the same on every machine.
fn hash(words: &[u32]) -> u64 {
    let folded = words.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, word| {
        (hash ^ u64::from(*word)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mixed = (folded ^ (folded >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 27)
}

/// In how many reports the postings of one fingerprint stand; they are in order of pieces, so of reports.
fn spread(collection: &Collection<'_, '_>, run: &[Posting]) -> usize {
    run.chunk_by(|x, y| collection.piece(x.1).source == collection.piece(y.1).source).count()
}

/// Adds all pairs of pieces of different reports.
fn pairs_of(collection: &Collection<'_, '_>, run: &[Posting], pairs: &mut Vec<(PieceId, PieceId)>) {
    for (index, (_, a)) in run.iter().enumerate() {
        for (_, b) in &run[index + 1..] {
            if collection.piece(*a).source != collection.piece(*b).source {
                pairs.push((*a, *b));
            }
        }
    }
}
