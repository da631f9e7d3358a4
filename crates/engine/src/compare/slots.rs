//! One thing told with another day: claims whose tellings agree in all but when.

use std::collections::BTreeSet;

use rashomon_doc::{Date, TimeType};

use super::rows::{Account, docs_of, positions, quoted, quoted_sides, shortened};
use super::scene::Scene;
use crate::dossier::{About, Aspect, Claim, ClaimId, Comparison, ComparisonKind, DocSpan, Telling};

/// A row for each claim whose reports date it differently.
pub(super) fn compare(scene: &Scene<'_>) -> Vec<Comparison> {
    let claims = scene.dossier.claims.iter().enumerate();
    claims.filter_map(|(index, claim)| row(scene, ClaimId(index as u32), claim)).collect()
}

fn row(scene: &Scene<'_>, id: ClaimId, claim: &Claim) -> Option<Comparison> {
    let dated: Vec<(DocSpan, &Date, &Telling)> =
        claim.tellings.iter().filter_map(|telling| Some((day(scene, telling)?, telling))).map(|((at, date), telling)| (at, date, telling)).collect();
    // Two counts on two days are two stages, not two datings of one.
    let one_stage = |a: &Telling, b: &Telling| {
        let (x, y) = (numbers(scene, a), numbers(scene, b));
        x.is_empty() || y.is_empty() || !x.is_disjoint(&y)
    };
    let differ = dated.iter().any(|(a, x, one)| {
        dated.iter().any(|(b, y, other)| a.doc != b.doc && !x.can_equal(y) && one_stage(one, other))
    });
    if !differ {
        return None;
    }
    let account = |(at, _, telling): &(DocSpan, &Date, &Telling)| Account {
        value: scene.dossier.text_of(*at).to_owned(),
        span: *at,
        statement: telling.statement,
    };
    let accounts: Vec<Account> = dated.iter().map(account).collect();
    let sides = positions(&accounts, scene.context);
    if sides.len() < 2 || docs_of(&accounts).len() < 2 {
        return None;
    }
    let text = format!(
        "The reports date this differently: {}. The words: {}.",
        quoted_sides(scene.dossier, &sides),
        quoted(&shortened(&claim.text))
    );
    Some(Comparison {
        story: claim.story,
        kind: ComparisonKind::Conflict,
        aspect: Aspect::Date,
        about: About::Claim(id),
        text,
        positions: sides,
    })
}

/// The figures in a telling, as they are written.
fn numbers(scene: &Scene<'_>, telling: &Telling) -> BTreeSet<String> {
    let words = scene.dossier.text_of(telling.span).split_whitespace();
    let digits = words.filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    digits.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect()
}

/// The one day that a telling names; none where it names several or none.
fn day<'s>(scene: &Scene<'s>, telling: &Telling) -> Option<(DocSpan, &'s Date)> {
    let times = &scene.facts(telling.span)?.times;
    let mut inside = times.iter().filter(|time| telling.span.span.contains(time.span) && time.kind == TimeType::Date);
    let only = inside.next().filter(|_| inside.next().is_none())?;
    only.date.single_day()?;
    Some((DocSpan { span: only.span, ..telling.span }, &only.date))
}
