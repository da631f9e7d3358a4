//! Passages that two reports share, word for word or reworded.
//!
//! Works on text alone. Fingerprints of content words lead to pairs of sentences worth aligning (`index`), so that
//! no two documents are compared that share nothing; a local alignment says which words are common (`align`);
//! aligned sentences grow into passages (`passage`); dates and credits say who can have taken what from whom
//! (`credit`).

mod align;
mod credit;
mod edits;
mod index;
mod passage;
mod source;

pub(in crate::compare) use edits::edits;
pub use source::{Credit, Source};

use crate::Tables;
use crate::dossier::Reuse;
use passage::Passage;
use source::Collection;

/// Finds the passages that any two of `sources` share, in order of document and place.
pub fn find(sources: &[Source<'_>], tables: &Tables) -> Vec<Reuse> {
    let thresholds = &tables.compare.reuse;
    let collection = Collection::new(sources, &tables.compare);
    let candidates = index::candidates(&collection, thresholds);
    let mut found = Vec::new();
    for pair in candidates.chunk_by(|x, y| collection.docs_of(*x) == collection.docs_of(*y)) {
        let passages = passage::passages(&collection, pair, thresholds);
        found.extend(passages.iter().map(|passage| row(&collection, passage, tables)));
    }
    found.sort_by_key(|reuse| (reuse.a.doc, reuse.b.doc, reuse.a.span, reuse.b.span));
    found
}

/// The row of the dossier for one passage.
fn row(collection: &Collection<'_, '_>, passage: &Passage, tables: &Tables) -> Reuse {
    let judged = credit::direction(collection, passage, tables);
    Reuse {
        a: passage.a,
        b: passage.b,
        kind: passage.kind,
        similarity: passage.similarity,
        direction: judged.direction,
        basis: judged.basis,
    }
}

#[cfg(test)]
mod tests;
