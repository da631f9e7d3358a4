//! Sayings that stand inside longer ones: a sentence or clause of a statement can be what another report tells by itself.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

use super::anchors::Anchors;
use super::{KEYS, NEAR, Unit};
use crate::Tables;
use crate::dossier::{DocId, StoryId};
use crate::resolve::meaning::Term;

/// The sentences and clauses of some words, in order; clauses without the conjunction that leads to them. What only tells
/// which one is meant ("who left in May") is cut off and left out: it is no saying.
pub(super) fn cut(view: View<'_>, span: Span) -> Vec<Span> {
    let mut borders: BTreeMap<usize, usize> = BTreeMap::new();
    let mut asides: Vec<Span> = Vec::new();
    for id in view.tokens_in(span) {
        if !begins_clause(view, id) {
            continue;
        }
        let own = view.subtree(id);
        let leads = |id: &&TokenId| matches!(view.token(**id).deprel, Deprel::Cc | Deprel::Punct);
        let Some(first) = own.first() else { continue };
        let Some(start) = own.iter().find(|id| !leads(id)) else { continue };
        if view.token(id).deprel == Deprel::AclRelcl {
            let aside = view.cover(own.iter().copied());
            borders.insert(aside.end.index(), aside.end.index());
            asides.push(aside);
        }
        borders.insert(view.token(*first).span.start.index(), view.token(*start).span.start.index());
    }
    let first = view.layer.sentences.partition_point(|sentence| sentence.span.end <= span.start);
    let sentences = view.layer.sentences[first..].iter().map(|sentence| sentence.span.start);
    borders
        .extend(sentences.take_while(|start| *start < span.end).map(|start| (start.index(), start.index())));
    let mut parts = Vec::new();
    let mut from = span.start.index();
    let end = span.end.index();
    for (border, start) in borders.range(from + 1..end.max(from + 1)) {
        parts.push(Span::new(from, *border));
        from = (*start).min(end);
    }
    parts.push(Span::new(from, end));
    let bare = parts.into_iter().map(|part| part.trimmed(view.text));
    let is_aside = |part: &Span| asides.iter().any(|aside| aside.contains_pos(part.start));
    bare.filter(|part| !part.slice(view.text).is_empty() && !is_aside(part)).collect()
}

/// Whether a token heads a clause that could stand alone: one that is joined on, or one with a subject of its own.
fn begins_clause(view: View<'_>, id: TokenId) -> bool {
    let token = view.token(id);
    let has =
        |relations: &[Deprel]| view.children(id).any(|child| relations.contains(&view.token(child).deprel));
    let is_clause = token.upos == Upos::Verb || has(&[Deprel::Cop]);
    let subject = || has(&[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl]);
    match token.deprel {
        Deprel::Conj | Deprel::Parataxis => is_clause,
        Deprel::Advcl | Deprel::AclRelcl | Deprel::AdvclRelcl => is_clause && subject(),
        _ => false,
    }
}

/// A part of a saying, and which of the sayings it is a part of.
pub(super) struct Piece {
    pub(super) unit: Unit,
    of: usize,
    /// The saying tells a claim with others as a whole, and goes on doing so.
    is_bound: bool,
}

/// The parts of sayings: of those that no other report tells as a whole, and from `bound` on of others.
pub(super) fn pieces(loose: &[&Unit], bound: usize) -> Vec<Piece> {
    let parts = |(of, unit): (usize, &&Unit)| {
        let whole = || Unit { parts: Vec::new(), ..(*unit).clone() };
        if unit.parts.is_empty() {
            return vec![Piece { unit: whole(), of, is_bound: of >= bound }];
        }
        let part = |(span, meaning): &(crate::dossier::DocSpan, crate::resolve::meaning::Meaning)| Piece {
            unit: Unit {
                span: *span,
                negated: meaning.negated != (unit.negated != unit.meaning.negated),
                meaning: meaning.clone(),
                quoted: unit
                    .quoted
                    .iter()
                    .filter(|(at, _)| at.overlaps(span.span) && unit.span.field == span.field)
                    .cloned()
                    .collect(),
                ..whole()
            },
            of,
            is_bound: of >= bound,
        };
        unit.parts.iter().map(part).collect()
    };
    loose.iter().enumerate().flat_map(parts).collect()
}

/// A lot of parts, or a claim that stands already.
#[derive(Clone, Copy)]
pub(super) enum Lot {
    /// By its place among the claims there are.
    Claim(usize),
    /// By its place among the new ones.
    New(usize),
}

/// What came of joining parts.
pub(super) struct Joined<'u> {
    /// New claims.
    pub(super) claims: Vec<Vec<&'u Unit>>,
    /// The sayings, by their place, of which a part tells a claim with others, and the first such claim.
    pub(super) taken: BTreeMap<usize, Lot>,
    /// Their other parts.
    pub(super) rest: Vec<&'u Unit>,
}

/// Joins parts that tell the same in several reports, with one another and with the claims of several reports.
///
/// A part is compared with those before it that share one of its weightiest words, so that the work stays near-linear.
pub(super) fn join<'u>(
    groups: &mut [Vec<&'u Unit>],
    pieces: &'u [Piece],
    anchors: &Anchors,
    tables: &Tables,
) -> Joined<'u> {
    let mut holders: BTreeMap<(StoryId, Term), Vec<Lot>> = BTreeMap::new();
    let keys = |unit: &Unit| -> Vec<(StoryId, Term)> {
        let weightiest = unit.meaning.weightiest(KEYS).into_iter().map(|term| (unit.story, term));
        let all: BTreeSet<_> = weightiest.chain(anchors.of(unit.story, &unit.meaning, tables)).collect();
        all.into_iter().collect()
    };
    for (index, group) in groups.iter().enumerate().filter(|(_, group)| docs(group).len() > 1) {
        for key in group.first().map(|unit| keys(unit)).unwrap_or_default() {
            holders.entry(key).or_default().push(Lot::Claim(index));
        }
    }
    let mut lots: Vec<Vec<usize>> = Vec::new();
    let mut added: Vec<(usize, usize)> = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        let near = keys(&piece.unit);
        let lists = near.iter().filter_map(|key| holders.get(key));
        let found = lists.flat_map(|list| list.iter().rev().take(NEAR)).filter_map(|lot| {
            let (first, apart) = match *lot {
                Lot::Claim(index) => {
                    let group = groups.get(index)?;
                    (*group.first()?, group.iter().all(|other| other.doc != piece.unit.doc))
                }
                Lot::New(index) => {
                    let members = lots.get(index)?;
                    let apart = members.iter().all(|at| pieces[*at].unit.doc != piece.unit.doc);
                    (&pieces[*members.first()?].unit, apart)
                }
            };
            let words = likeness(&piece.unit, first, anchors, tables);
            (apart && words > 0.0).then_some((*lot, words))
        });
        // Among equals the first stays.
        let best = found.fold(None, |best: Option<(Lot, f64)>, next| match best {
            Some(held) if held.1 >= next.1 => Some(held),
            _ => Some(next),
        });
        match best {
            Some((Lot::Claim(_), _)) if piece.is_bound => {}
            Some((Lot::Claim(index), _)) => added.push((index, place)),
            Some((Lot::New(index), _)) => lots[index].push(place),
            None => {
                for key in near {
                    holders.entry(key).or_default().push(Lot::New(lots.len()));
                }
                lots.push(vec![place]);
            }
        }
    }
    lots.retain(|lot| lot.len() > 1 && lot.iter().any(|place| !pieces[*place].is_bound));
    let mut used: BTreeMap<usize, Lot> = BTreeMap::new();
    for (index, place) in added {
        let doc = pieces[place].unit.doc;
        if groups[index].iter().all(|other| other.doc != doc) {
            groups[index].push(&pieces[place].unit);
            used.insert(place, Lot::Claim(index));
        }
    }
    let in_lots =
        lots.iter().enumerate().flat_map(|(index, lot)| lot.iter().map(move |place| (*place, index)));
    used.extend(in_lots.map(|(place, index)| (place, Lot::New(index))));
    let mut taken: BTreeMap<usize, Lot> = BTreeMap::new();
    for (place, lot) in used.iter().filter(|(place, _)| !pieces[**place].is_bound) {
        taken.entry(pieces[*place].of).or_insert(*lot);
    }
    let is_rest = |(place, piece): &(usize, &Piece)| {
        taken.contains_key(&piece.of)
            && !used.contains_key(place)
            && piece.unit.statement.is_some()
            && piece.unit.meaning.len() >= tables.compare.claims.least_terms
    };
    let rest = pieces.iter().enumerate().filter(is_rest).map(|(_, piece)| &piece.unit).collect();
    let claims = lots.iter().map(|lot| lot.iter().map(|place| &pieces[*place].unit).collect()).collect();
    Joined { claims, taken, rest }
}

pub(super) fn docs(group: &[&Unit]) -> BTreeSet<DocId> {
    group.iter().map(|unit| unit.doc).collect()
}

/// The likeness of a part and another telling; 0 if they are not like enough to be one saying.
fn likeness(a: &Unit, b: &Unit, anchors: &Anchors, tables: &Tables) -> f64 {
    let thresholds = &tables.compare.claims;
    if quotes_same(a, b) {
        return 1.0;
    }
    let shorter = a.meaning.len().min(b.meaning.len());
    let words = a.meaning.likeness(&b.meaning, tables);
    let same_speaker = a.speaker.is_some() && a.speaker == b.speaker;
    let needed = match (a.statement.is_some() && b.statement.is_some(), same_speaker) {
        (true, true) => thresholds.part_same_speaker,
        (true, false) => thresholds.part,
        (false, _) => thresholds.own_voice.max(thresholds.part),
    };
    let needed = if shorter < thresholds.least_words { needed.max(thresholds.short_part) } else { needed };
    let turned = a.negated != b.negated;
    let needed = if turned { needed.max(thresholds.short) } else { needed };
    // Quoted in both reports, fewer words are enough if they are the same.
    let quoted = a.direct && b.direct && shorter > 1 && words >= thresholds.same_quotation;
    let alike = quoted || shorter >= thresholds.least_terms && words >= needed;
    let is_about_it = || a.meaning.gist.likeness(&b.meaning.gist) >= tables.compare.anchors.gist;
    let tied = || a.doc != b.doc && is_about_it() && anchors.tie(a, b, tables);
    if alike || tied() { words } else { 0.0 }
}

/// Whether all that the one quotes in one place stands word for word in what the other quotes.
fn quotes_same(a: &Unit, b: &Unit) -> bool {
    let holds = |short: &str, long: &str| {
        let words = short.split(' ').count();
        words >= SAME_WORDS && format!(" {long} ").contains(&format!(" {short} "))
    };
    let in_other = |x: &Unit, y: &Unit| {
        x.quoted.iter().any(|(_, short)| y.quoted.iter().any(|(_, long)| holds(short, long)))
    };
    in_other(a, b) || in_other(b, a)
}

/// Fewer words can be the same by chance.
const SAME_WORDS: usize = 5;
