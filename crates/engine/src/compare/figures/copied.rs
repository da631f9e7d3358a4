//! Figures that were changed in a passage that was taken over: words around them say that both stand for one thing.

use std::collections::BTreeMap;

use rashomon_doc::{Field, Span};

use super::count::Count;
use super::links::{Link, by_text};
use super::whole;
use crate::compare::reuse::edits;
use crate::compare::scene::Scene;
use crate::dossier::{ComparisonKind, DocId, DocSpan};

/// Pairs of figures that stand in one place of a passage and cannot both hold.
pub(super) fn links(scene: &Scene<'_>, counts: &[Count]) -> Vec<Link> {
    let texts = by_text(counts);
    let mut found = Vec::new();
    for reuse in scene.dossier.reuse.iter().filter(|reuse| reuse.a.doc != reuse.b.doc) {
        let (Some(view), Some(other)) = (scene.view(reuse.a), scene.view(reuse.b)) else { continue };
        let words = &scene.tables().compare.function_words;
        for (a, b) in edits((view.text, reuse.a.span), (other.text, reuse.b.span), words) {
            let one = only(scene, counts, &texts, DocSpan { span: a, ..reuse.a });
            let two = only(scene, counts, &texts, DocSpan { span: b, ..reuse.b });
            let (Some(one), Some(two)) = (one, two) else { continue };
            found.extend(link(scene, counts, one, two));
        }
    }
    found
}

/// The one figure that some words give; none where they give several.
fn only(
    scene: &Scene<'_>,
    counts: &[Count],
    texts: &BTreeMap<(DocId, Field), Vec<usize>>,
    at: DocSpan,
) -> Option<usize> {
    let list = texts.get(&(at.doc, at.field))?;
    let from = list.partition_point(|index| counts[*index].sentence.end <= at.span.start);
    let near = list[from..].iter().take_while(|index| counts[**index].sentence.start < at.span.end);
    let mut inside = near.filter(|index| {
        let count = &counts[**index];
        at.span.overlaps(number(scene, count)) && !whole::is_name(scene, count.span)
    });
    let first = inside.next()?;
    inside.next().is_none().then_some(*first)
}

/// Where the number of a figure stands: its first word with a digit, else its first word for a number, else all of it.
fn number(scene: &Scene<'_>, count: &Count) -> Span {
    let Some(view) = scene.view(count.span) else { return count.span.span };
    let is_number = |id: &rashomon_doc::TokenId| {
        view.token(*id).upos == rashomon_doc::Upos::Num
            || view.word(*id).contains(|c: char| c.is_ascii_digit())
    };
    view.tokens_in(count.span.span).find(is_number).map_or(count.span.span, |id| view.token(id).span)
}

fn link(scene: &Scene<'_>, counts: &[Count], one: usize, two: usize) -> Option<Link> {
    let (a, b) = (counts.get(one)?, counts.get(two)?);
    let differ = a.kind == b.kind && !a.bounds.meet(b.bounds);
    let pair = [a, b];
    let is_news = super::news::is_news(scene, &pair, a, b) || super::news::is_news(scene, &pair, b, a);
    let grows =
        a.topic.and_then(|index| scene.tables().counted.topics.get(index)).is_some_and(|topic| topic.grows);
    let kind = if is_news && grows { ComparisonKind::Update } else { ComparisonKind::Conflict };
    differ.then_some(Link { kind, one, other: two })
}
