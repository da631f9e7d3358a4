//! One thing told with another day: claims whose tellings agree in all but when.

use std::collections::BTreeSet;

use rashomon_doc::{Date, TimeType};

use super::opposed::about_words;
use super::rows::{Account, docs_of, positions, quoted, quoted_sides, shortened};
use super::scene::Scene;
use crate::dossier::{About, Aspect, Claim, ClaimId, Comparison, ComparisonKind, DocSpan, StatementId};

/// A row for each claim, and each passage taken over, that reports date differently.
pub(super) fn compare(scene: &Scene<'_>) -> Vec<Comparison> {
    let claims = scene.dossier.claims.iter().enumerate();
    let mut rows: Vec<Comparison> =
        claims.filter_map(|(index, claim)| of_claim(scene, ClaimId(index as u32), claim)).collect();
    for reuse in &scene.dossier.reuse {
        let told: Vec<Told> = [reuse.a, reuse.b]
            .into_iter()
            .map(|span| Told { span, statement: scene.statement_in(span) })
            .collect();
        let known = |span: DocSpan| {
            rows.iter().flat_map(|row| &row.positions).flat_map(|side| &side.spans).any(|shown| {
                (shown.doc, shown.field) == (span.doc, span.field) && span.span.contains(shown.span)
            })
        };
        if reuse.a.doc != reuse.b.doc && !known(reuse.a) {
            let about = about_words(scene, reuse.a, told.first().and_then(|told| told.statement));
            rows.extend(row(scene, about, scene.dossier.text_of(reuse.a), &told));
        }
    }
    rows
}

/// Words that tell a claim, with the statement they stand in.
struct Told {
    span: DocSpan,
    statement: Option<StatementId>,
}

fn of_claim(scene: &Scene<'_>, id: ClaimId, claim: &Claim) -> Option<Comparison> {
    let tellings = claim.tellings.iter();
    let told: Vec<Told> =
        tellings.map(|telling| Told { span: telling.span, statement: telling.statement }).collect();
    row(scene, About::Claim(id), &claim.text, &told)
}

fn row(scene: &Scene<'_>, about: About, words: &str, told: &[Told]) -> Option<Comparison> {
    let dated: Vec<(DocSpan, &Date, &Told)> =
        told.iter().filter_map(|told| day(scene, told.span).map(|(at, date)| (at, date, told))).collect();
    // Two counts on two days are two stages, not two datings of one.
    let one_stage = |a: &Told, b: &Told| {
        let (x, y) = (numbers(scene, a.span), numbers(scene, b.span));
        x.is_empty() || y.is_empty() || !x.is_disjoint(&y)
    };
    let differ = dated.iter().any(|(a, x, one)| {
        dated.iter().any(|(b, y, other)| a.doc != b.doc && !x.can_equal(y) && one_stage(one, other))
    });
    if !differ {
        return None;
    }
    let account = |(at, _, told): &(DocSpan, &Date, &Told)| Account {
        value: scene.dossier.text_of(*at).to_owned(),
        span: *at,
        statement: told.statement,
    };
    let accounts: Vec<Account> = dated.iter().map(account).collect();
    let sides = positions(&accounts, scene.context);
    if sides.len() < 2 || docs_of(&accounts).len() < 2 {
        return None;
    }
    let text = format!(
        "The reports date this differently: {}. The words: {}.",
        quoted_sides(scene.dossier, &sides),
        quoted(&shortened(words))
    );
    let story = scene.story(told.first()?.span.doc);
    let (kind, aspect) = (ComparisonKind::Conflict, Aspect::Date);
    Some(Comparison { story, kind, aspect, about, text, positions: sides })
}

/// The figures in a telling, as they are written.
fn numbers(scene: &Scene<'_>, telling: DocSpan) -> BTreeSet<String> {
    let words = scene.dossier.text_of(telling).split_whitespace();
    let digits = words.filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    digits.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect()
}

/// The one day that some words name; none where they name several or none.
fn day<'s>(scene: &Scene<'s>, telling: DocSpan) -> Option<(DocSpan, &'s Date)> {
    let times = &scene.facts(telling)?.times;
    let is_day = |time: &&rashomon_doc::TimeExpression| {
        telling.span.contains(time.span) && time.kind == TimeType::Date
    };
    let mut inside = times.iter().filter(is_day);
    let only = inside.next().filter(|_| inside.next().is_none())?;
    only.date.single_day()?;
    Some((DocSpan { span: only.span, ..telling }, &only.date))
}
