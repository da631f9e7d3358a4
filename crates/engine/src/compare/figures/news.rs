//! Whether the later of two figures is news or another account.

use rashomon_doc::{Comparator, Date};

use super::count::{Count, Kind};
use super::same;
use crate::compare::scene::Scene;
use crate::resolve::whole;

/// Whether one of two figures that go together is news of the other: at least so many first, and more in a later report.
pub(super) fn has_grown(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let grows = |count: &Count| {
        count
            .topic
            .and_then(|index| scene.tables().counted.topics.get(index))
            .is_some_and(|topic| topic.grows && !topic.settled)
    };
    let more = |first: &Count, later: &Count| {
        matches!(first.comparator, Comparator::AtLeast | Comparator::MoreThan)
            && matches!((first.value, later.value), (Some(x), Some(y)) if y > x * (1.0 + scene.tables().compare.figures.about))
            && !matches!(later.comparator, Comparator::LessThan | Comparator::AtMost | Comparator::Vague)
            && scene.earlier(first.span.doc, later.span.doc)
            && !same_day(&first.as_of, &later.as_of)
            && first.past.is_none()
            && later.past.is_none()
    };
    grows(a) && a.topic == b.topic && (more(a, b) || more(b, a))
}

/// Whether the later of two figures is news: it holds for another day or stands in a later report, what is counted is not
/// over, and no one still tells the earlier figure by then.
pub(super) fn is_news(scene: &Scene<'_>, group: &[&Count], a: &Count, b: &Count) -> bool {
    let topic = a.topic.and_then(|index| scene.tables().counted.topics.get(index));
    let is_distance = matches!(&a.kind, Kind::Measure(of) if of == LENGTH);
    let is_over = topic.is_some_and(|topic| topic.settled)
        || a.past.is_some()
        || matches!(a.kind, Kind::Age(_))
        || is_distance;
    let other_day = |x: &Date, y: &Date| x.end.zip(y.start).is_some_and(|(x, y)| x < y);
    let grows = topic.is_some_and(|topic| topic.grows);
    // One body that gives a higher number later corrects itself, whatever day both hold for.
    let corrected = grows && b.value > a.value && same_source(scene, a, b);
    let later = other_day(&a.as_of, &b.as_of)
        || (scene.earlier(a.span.doc, b.span.doc) && (corrected || !same_day(&a.as_of, &b.as_of)));
    let still_told = || {
        group.iter().any(|other| {
            // "37 cases, up from 14": who gives both tells that it changed.
            let gives_both =
                group.iter().any(|third| third.span.doc == other.span.doc && third.value == b.value);
            other.value == a.value
                && other.span != a.span
                && !gives_both
                && !scene.earlier(other.span.doc, b.span.doc)
        })
    };
    // A number that changed inside a sentence that was taken over is another account, unless it was to grow.
    let taken_over = same::share(a, b) >= scene.tables().compare.figures.same_measure && !grows;
    later && !is_over && !taken_over && !is_other_account(scene, a, b) && !still_told()
}

/// The dimension of what does not change with time.
const LENGTH: &str = "length";

/// Whether the later of two figures that came out within a few days is another account: what it counts does not grow, nor is
/// it set anew from time to time, and no one source gives both.
fn is_other_account(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let topic = a.topic.and_then(|index| scene.tables().counted.topics.get(index));
    let changes = topic.is_some_and(|topic| topic.grows || topic.moves);
    let main =
        matches!(&a.kind, Kind::Measure(of) if scene.tables().compare.figures.main_measures.contains(of));
    let day = |count: &Count| scene.published(count.span.doc).and_then(|date| date.start);
    let soon = matches!((day(a), day(b)), (Some(x), Some(y)) if (y - x).get_days() <= SOON);
    main || !changes && soon && topic.is_some() && !same_source(scene, a, b)
}

/// Days in which what does not grow seldom changes.
const SOON: i32 = 5;

/// Whether two figures come from one speaker, or from speakers of one body.
fn same_source(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let side = |count: &Count| {
        let said = scene.dossier.statements.get(count.statement?.index())?;
        Some(whole(&scene.dossier.entities, said.speaker?.entity?))
    };
    side(a).is_some() && side(a) == side(b)
}

fn same_day(a: &Date, b: &Date) -> bool {
    a.single_day().is_some() && a.single_day() == b.single_day()
}
