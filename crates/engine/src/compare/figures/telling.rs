//! Numbers so telling that two reports that give one speak of one thing.

use super::count::{Count, Kind};
use super::links::Link;
use super::{denied, same};
use crate::compare::scene::Scene;
use crate::dossier::ComparisonKind;

/// Figures of two reports that give one telling number for things of one noun: no chance, whatever their sentences say.
pub(super) fn told_alike(scene: &Scene<'_>, counts: &[Count]) -> Vec<Link> {
    let table = &scene.tables().compare.figures;
    let telling = |count: &Count| {
        // Three digits that are not zero are seldom met twice.
        let digits = count.value.map(|value| format!("{value}").trim_end_matches('0').replace('.', "").len());
        let noun = match &count.kind {
            Kind::Thing(noun) => !table.measures.contains(noun),
            Kind::Person => !count.nouns.is_empty(),
            Kind::Money(_) | Kind::Measure(_) | Kind::Percent => true,
            Kind::SharePrice(_) | Kind::Duration | Kind::Age(_) => false,
        };
        let year = count.value.is_some_and(|value| (FIRST_YEAR..LAST_YEAR).contains(&value));
        noun && !year
            && digits.is_some_and(|digits| digits >= TELLING_DIGITS)
            && !denied::is_denied(scene, count)
    };
    let mut links = Vec::new();
    for same in denied::by_value(counts).values() {
        let chosen: Vec<usize> = same.iter().copied().filter(|index| telling(&counts[*index])).collect();
        for pair in chosen.windows(2) {
            let (a, b) = (&counts[pair[0]], &counts[pair[1]]);
            let one = a.kind == b.kind
                && scene.story(a.span.doc) == scene.story(b.span.doc)
                && !same::is_other(scene, a, b)
                && (a.kind != Kind::Person || !a.nouns.is_disjoint(&b.nouns));
            if one && a.span.doc != b.span.doc {
                links.push(Link { kind: ComparisonKind::Agreement, one: pair[0], other: pair[1] });
            }
        }
    }
    links
}

/// Digits of a number that is no chance.
const TELLING_DIGITS: usize = 3;

/// "The 2020 census": numbers between these are years as soon as counts.
const FIRST_YEAR: f64 = 1800.0;
const LAST_YEAR: f64 = 2100.0;
