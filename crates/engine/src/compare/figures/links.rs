//! Pairs of figures that a construction ties to one another, put together to rows.

use std::collections::{BTreeMap, BTreeSet};

use super::count::Count;
use crate::compare::scene::Scene;
use crate::dossier::{Comparison, ComparisonKind, DocSpan};

/// Two figures, by their places in the list, that stand for one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    /// What they are to one another.
    pub(super) kind: ComparisonKind,
    pub(super) one: usize,
    pub(super) other: usize,
}

/// Rows for links that no row shows yet; links of one kind that share a figure go into one row.
pub(super) fn rows(
    scene: &Scene<'_>,
    counts: &[Count],
    links: &[Link],
    shown: &[Comparison],
    text: &str,
) -> Vec<Comparison> {
    let is_shown = |link: &&Link| {
        let (Some(a), Some(b)) = (counts.get(link.one), counts.get(link.other)) else { return true };
        shown.iter().any(|row| row.kind == link.kind && holds(row, a.span) && holds(row, b.span))
    };
    let open: BTreeSet<Link> = links.iter().filter(|link| !is_shown(link)).copied().collect();
    let mut lots: Vec<(ComparisonKind, BTreeSet<usize>)> = Vec::new();
    for link in open {
        let own = BTreeSet::from([link.one, link.other]);
        let (joined, mut rest): (Vec<_>, Vec<_>) =
            lots.into_iter().partition(|(kind, lot)| *kind == link.kind && !lot.is_disjoint(&own));
        let all = joined.into_iter().flat_map(|(_, lot)| lot).chain(own).collect();
        rest.push((link.kind, all));
        lots = rest;
    }
    lots.sort_by(|a, b| a.1.cmp(&b.1));
    let row = |(kind, lot): &(ComparisonKind, BTreeSet<usize>)| {
        let chosen: Vec<Count> = lot.iter().filter_map(|index| counts.get(*index).cloned()).collect();
        let all: Vec<&Count> = chosen.iter().collect();
        let what = super::counted_thing(scene, &all);
        super::row(scene, &chosen, *kind, &text.replace("{what}", &what))
    };
    lots.iter().filter_map(row).collect()
}

/// Whether a row shows nothing but what another of its kind shows.
pub(super) fn is_part(row: &Comparison, known: &Comparison) -> bool {
    let spans = |row: &Comparison| -> BTreeSet<DocSpan> {
        row.positions.iter().flat_map(|side| side.spans.iter().copied()).collect()
    };
    row.kind == known.kind && row.aspect == known.aspect && spans(row).is_subset(&spans(known))
}

fn holds(row: &Comparison, at: DocSpan) -> bool {
    row.positions
        .iter()
        .flat_map(|side| &side.spans)
        .any(|span| (span.doc, span.field) == (at.doc, at.field) && span.span.overlaps(at.span))
}

/// The figures of each text, by the text and their places in the list, which is in order.
pub(super) fn by_text(
    counts: &[Count],
) -> BTreeMap<(crate::dossier::DocId, rashomon_doc::Field), Vec<usize>> {
    let mut found: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, count) in counts.iter().enumerate() {
        found.entry((count.span.doc, count.span.field)).or_default().push(index);
    }
    found
}
