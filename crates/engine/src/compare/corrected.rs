//! What a report corrects of what it had printed: "an earlier version of this article gave the length as 83 pages".

use rashomon_doc::Field;

use super::rows::{Account, listed, positions, quoted, shortened};
use super::scene::Scene;
use crate::dossier::{About, Aspect, Comparison, ComparisonKind, DocSpan, Figure, FigureId};

/// One row for each correction that names a figure of which the report gives another.
pub(super) fn compare(scene: &Scene<'_>) -> Vec<Comparison> {
    let phrases = &scene.tables().senses.corrections;
    let mut rows = Vec::new();
    for (index, figure) in scene.dossier.figures.iter().enumerate() {
        let at = DocSpan { span: scene.sentence(figure.span), ..figure.span };
        let lower = scene.dossier.text_of(at).to_lowercase();
        if at.field != Field::Text || !phrases.iter().any(|phrase| lower.contains(phrase.as_str())) {
            continue;
        }
        rows.extend(now(scene, figure, at).map(|now| row(scene, FigureId(index as u32), figure, now)));
    }
    rows
}

/// The figure of the same unit that the report gives now: the one whose sentence has most in common with the correction.
fn now<'s>(scene: &'s Scene<'_>, was: &Figure, correction: DocSpan) -> Option<&'s Figure> {
    let words = scene.content(correction);
    let others = scene.dossier.figures.iter().filter(|other| {
        other.span.doc == was.span.doc
            && other.unit == was.unit
            && other.unit.is_some()
            && other.value != was.value
            && other.span.field == correction.field
            && !correction.span.overlaps(other.span.span)
    });
    let common = |other: &Figure| {
        let at = DocSpan { span: scene.sentence(other.span), ..other.span };
        scene.content(at).intersection(&words).count()
    };
    let first = |other: &Figure| std::cmp::Reverse(other.span);
    let weighed = others.map(|other| (common(other), first(other), other)).filter(|(common, ..)| *common > 0);
    weighed.max_by_key(|(common, first, _)| (*common, *first)).map(|(.., other)| other)
}

fn row(scene: &Scene<'_>, id: FigureId, was: &Figure, now: &Figure) -> Comparison {
    let account = |figure: &Figure| Account {
        value: shortened(scene.dossier.text_of(figure.span)),
        span: figure.span,
        statement: figure.statement,
    };
    let accounts = [account(was), account(now)];
    Comparison {
        story: scene.story(was.span.doc),
        kind: ComparisonKind::Update,
        aspect: Aspect::Number,
        about: About::Figure(id),
        text: format!(
            "{} corrects a figure that it had printed: first {}; now {}.",
            listed(scene.dossier, &[was.span.doc]),
            quoted(&accounts[0].value),
            quoted(&accounts[1].value)
        ),
        positions: positions(&accounts, scene.context),
    }
}
