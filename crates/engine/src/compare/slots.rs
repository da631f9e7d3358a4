//! One thing told with another day or name: claims whose tellings agree in all but when, passages in which a day, a person or a
//! place was put for another.

use std::collections::BTreeSet;

use rashomon_doc::{Date, MentionKind, TimeType};

use super::opposed::about_words;
use super::reuse::edits;
use super::rows::{Account, docs_of, positions, quoted, quoted_sides, shortened};
use super::scene::Scene;
use crate::dossier::{
    About, Aspect, Claim, ClaimId, Comparison, ComparisonKind, DocSpan, Entity, EntityId, EntityKind, Reuse,
    ReuseKind, StatementId,
};
use crate::resolve::whole;

/// A row for each claim, and each passage taken over, that reports date differently.
pub(super) fn compare(scene: &Scene<'_>) -> Vec<Comparison> {
    let claims = scene.dossier.claims.iter().enumerate();
    let mut rows: Vec<Comparison> =
        claims.filter_map(|(index, claim)| of_claim(scene, ClaimId(index as u32), claim)).collect();
    for reuse in scene.dossier.reuse.iter().filter(|reuse| reuse.a.doc != reuse.b.doc) {
        let found = of_passage(scene, reuse, &rows);
        rows.extend(found);
    }
    rows
}

/// Rows for what was put for what in a passage, if no row shows it yet.
fn of_passage(scene: &Scene<'_>, reuse: &Reuse, shown: &[Comparison]) -> Vec<Comparison> {
    let (Some(view), Some(other)) = (scene.view(reuse.a), scene.view(reuse.b)) else { return Vec::new() };
    let words = &scene.tables().compare.function_words;
    let known = |span: DocSpan| {
        let spans = shown.iter().flat_map(|row| &row.positions).flat_map(|side| &side.spans);
        spans
            .filter(|shown| (shown.doc, shown.field) == (span.doc, span.field))
            .any(|shown| span.span.overlaps(shown.span))
    };
    let about = || about_words(scene, reuse.a, scene.statement_in(reuse.a));
    let passage = scene.dossier.text_of(reuse.a);
    let mut rows = Vec::new();
    for (a, b) in edits((view.text, reuse.a.span), (other.text, reuse.b.span), words) {
        let pair = [DocSpan { span: a, ..reuse.a }, DocSpan { span: b, ..reuse.b }];
        if pair.iter().any(|span| known(*span)) {
            continue;
        }
        let told = pair.map(|span| Told { span, statement: scene.statement_in(span) });
        rows.extend(row(scene, about(), passage, &told).or_else(|| {
            (reuse.kind == ReuseKind::Copy).then(|| renamed(scene, about(), passage, pair)).flatten()
        }));
    }
    rows
}

/// A row for a person or a place whose name was put for another's.
fn renamed(scene: &Scene<'_>, about: About, words: &str, pair: [DocSpan; 2]) -> Option<Comparison> {
    let [a, b] = pair.map(|span| named(scene, span));
    let ((at, one), (other_at, other)) = (a?, b?);
    let (x, y) = (scene.dossier.entities.get(one.index())?, scene.dossier.entities.get(other.index())?);
    let parts = |name: &str| -> BTreeSet<String> {
        name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect()
    };
    let names = |entity: &Entity| -> BTreeSet<String> {
        entity.variants.iter().chain([&entity.name]).flat_map(|name| parts(name)).collect()
    };
    let apart = x.kind == y.kind
        && whole(&scene.dossier.entities, one) != whole(&scene.dossier.entities, other)
        && names(x).is_disjoint(&names(y));
    let aspect = match x.kind {
        EntityKind::Person => Aspect::Actor,
        EntityKind::Place => Aspect::Place,
        EntityKind::Organization | EntityKind::People | EntityKind::Work | EntityKind::Other => return None,
    };
    if !apart {
        return None;
    }
    let account = |span: DocSpan| Account {
        value: scene.dossier.text_of(span).to_owned(),
        span,
        statement: scene.statement_in(span),
    };
    let accounts = [account(at), account(other_at)];
    let sides = positions(&accounts, scene.context);
    let text = format!(
        "A passage that was taken over names another: {}. The words: {}.",
        quoted_sides(scene.dossier, &sides),
        quoted(&shortened(words))
    );
    let story = scene.story(at.doc);
    Some(Comparison { story, kind: ComparisonKind::Conflict, aspect, about, text, positions: sides })
}

/// The one name in some words, and whose it is; none where there are several, or words of another kind beside it.
fn named(scene: &Scene<'_>, at: DocSpan) -> Option<(DocSpan, EntityId)> {
    let found: Vec<EntityId> = scene.entities_in(at).into_iter().collect();
    let [only] = found[..] else { return None };
    let entity = scene.dossier.entities.get(only.index())?;
    let own = |mention: &&crate::dossier::EntityMention| {
        mention.kind == MentionKind::Name
            && (mention.span.doc, mention.span.field) == (at.doc, at.field)
            && at.span.contains(mention.span.span)
    };
    let mention = entity.mentions.iter().filter(own).max_by_key(|mention| mention.span.span.len())?;
    let is_all = 2 * mention.span.span.len() > at.span.len();
    is_all.then_some((mention.span, only))
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
        telling.span.overlaps(time.span) && time.kind == TimeType::Date
    };
    let mut inside = times.iter().filter(is_day);
    let only = inside.next().filter(|_| inside.next().is_none())?;
    only.date.single_day()?;
    Some((DocSpan { span: only.span, ..telling }, &only.date))
}
