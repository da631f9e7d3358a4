//! A figure that one report lays to a source and another gives with none, or with another one.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{Account, docs_of, positions, quoted, shortened, sides};
use super::scene::Scene;
use crate::dossier::{
    About, Aspect, Comparison, ComparisonKind, DocId, DocSpan, EntityId, Figure, FigureId, StoryId,
};
use crate::resolve::whole;

/// What makes two figures one: the story, the value and the unit.
type Key = (StoryId, u64, String);

/// One row for each figure that reports credit differently, but for those that a row of its saying shows already.
pub(super) fn compare(scene: &Scene<'_>, known: &[Comparison]) -> Vec<Comparison> {
    let mut groups: BTreeMap<Key, Vec<(FigureId, &Figure)>> = BTreeMap::new();
    for (index, figure) in scene.dossier.figures.iter().enumerate() {
        if let Some(key) = key(scene, figure) {
            groups.entry(key).or_default().push((FigureId(index as u32), figure));
        }
    }
    groups.values().filter_map(|group| row(scene, group, known)).collect()
}

/// The key of a figure that tells enough to be one wherever the story has it: no small number, no round one, and of something.
fn key(scene: &Scene<'_>, figure: &Figure) -> Option<Key> {
    let value = figure.value.filter(|value| *value >= LEAST && value.fract() == 0.0)?;
    let unit = figure.unit.as_deref()?.to_lowercase();
    let measures = &scene.tables().compare.figures.measures;
    if measures.contains(&unit) || unit.is_empty() {
        return None;
    }
    Some((scene.story(figure.span.doc), value as u64, scene.tables().senses.meaning(&unit).to_owned()))
}

/// Smaller numbers count too many things.
const LEAST: f64 = 11.0;

fn row(scene: &Scene<'_>, group: &[(FigureId, &Figure)], known: &[Comparison]) -> Option<Comparison> {
    let first = group.first()?;
    // The sentences share more than the figure: what is counted is one lot.
    let content =
        |figure: &Figure| scene.content(DocSpan { span: scene.sentence(figure.span), ..figure.span });
    let words = content(first.1);
    let alike: Vec<&Figure> = group
        .iter()
        .map(|(_, figure)| *figure)
        .filter(|figure| {
            let shared = words.intersection(&content(figure)).map(|word| scene.weight(word)).sum::<f64>();
            shared >= ALIKE
        })
        .collect();
    let mut accounts = Vec::new();
    let mut credited: BTreeMap<DocId, BTreeSet<EntityId>> = BTreeMap::new();
    let mut own: BTreeSet<DocId> = BTreeSet::new();
    for figure in alike {
        let said = figure.statement.and_then(|id| scene.dossier.statements.get(id.index()));
        let value = match said.map(|said| said.speaker) {
            Some(Some(speaker)) => {
                credited.entry(figure.span.doc).or_default().extend(speaker.entity);
                scene.party_name(speaker)
            }
            Some(None) => continue,
            None => {
                own.insert(figure.span.doc);
                "told with no source".to_owned()
            }
        };
        let at = DocSpan { span: scene.sentence(figure.span), ..figure.span };
        let party = said.and_then(|said| said.speaker).filter(|party| party.span.doc == at.doc);
        let account = |span| Account { value: value.clone(), span, statement: figure.statement };
        accounts.extend(party.map(|party| account(party.span)));
        accounts.push(account(at));
    }
    let dropped = own.iter().any(|doc| !credited.contains_key(doc)) && !credited.is_empty();
    if !dropped && !has_two(scene, &credited) || docs_of(&accounts).len() < 2 {
        return None;
    }
    let shown = known.iter().filter(|row| row.kind == ComparisonKind::AttributionDiffers).any(|row| {
        let spans: Vec<DocSpan> = row.positions.iter().flat_map(|side| side.spans.iter().copied()).collect();
        let meets = |span: &DocSpan, at: DocSpan| {
            (span.doc, span.field) == (at.doc, at.field) && span.span.overlaps(at.span)
        };
        let docs: BTreeSet<DocId> = accounts
            .iter()
            .filter(|account| spans.iter().any(|span| meets(span, account.span)))
            .map(|account| account.span.doc)
            .collect();
        docs.len() > 1
    });
    if shown {
        return None;
    }
    let positions = positions(&accounts, scene.context);
    let figure = quoted(&shortened(scene.dossier.text_of(first.1.span)));
    let told = sides(scene.dossier, &positions);
    let text = if dropped {
        format!("Some name a source for this figure and some do not: {told}. The figure: {figure}.")
    } else {
        format!("The reports lay this figure to different sources: {told}. The figure: {figure}.")
    };
    Some(Comparison {
        story: scene.story(first.1.span.doc),
        kind: ComparisonKind::AttributionDiffers,
        aspect: Aspect::Speaker,
        about: About::Figure(first.0),
        text,
        positions,
    })
}

/// Words of this weight in common beside the figure say that one lot is counted.
const ALIKE: f64 = 5.0;

/// Whether two reports name sources of which none belongs to the other's.
fn has_two(scene: &Scene<'_>, credited: &BTreeMap<DocId, BTreeSet<EntityId>>) -> bool {
    let wholes = |ids: &BTreeSet<EntityId>| -> BTreeSet<EntityId> {
        ids.iter().map(|id| whole(&scene.dossier.entities, *id)).collect()
    };
    let sets: Vec<BTreeSet<EntityId>> = credited.values().map(wholes).filter(|set| !set.is_empty()).collect();
    sets.iter().enumerate().any(|(index, a)| sets[index + 1..].iter().any(|b| a.is_disjoint(b)))
}
