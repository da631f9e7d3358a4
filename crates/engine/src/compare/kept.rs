//! What was announced for a day, told by a later report as of that day: "a strike announced for 17 March", "the stoppage of
//! March 17".

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{Date, TimeType, Upos};

use super::clause::{Clause, Clauses, Mood};
use super::opposed::about;
use super::rows::{Account, positions, shortened, told};
use super::scene::Scene;
use crate::dossier::{Aspect, Comparison, ComparisonKind, DocSpan, StoryId};

/// A noun for an act beside the day on which it was.
struct Deed {
    at: DocSpan,
    act: String,
    day: Date,
}

/// One row for each act that an earlier report tells as coming on a day and a later one as of that day.
pub(super) fn compare(scene: &Scene<'_>, clauses: &Clauses) -> Vec<Comparison> {
    let mut deeds: BTreeMap<(StoryId, String), Vec<Deed>> = BTreeMap::new();
    for deed in self::deeds(scene) {
        deeds.entry((scene.story(deed.at.doc), deed.act.clone())).or_default().push(deed);
    }
    let mut shown: BTreeSet<(DocSpan, String)> = BTreeSet::new();
    let ahead = clauses.list.iter().filter(|clause| clause.mood == Mood::Ahead && clause.is_known);
    let pairs = ahead.filter_map(|clause| {
        let fits = |deed: &&Deed| {
            let one_day =
                |day: &Date| day.single_day().is_some() && day.single_day() == deed.day.single_day();
            scene.earlier(clause.at.doc, deed.at.doc)
                && clause.days.iter().any(one_day)
                && has_passed(scene, deed)
        };
        Some((clause, deeds.get(&(clause.story, clause.act.clone()))?.iter().find(fits)?))
    });
    let first = |(_, deed): &(&Clause, &Deed)| shown.insert((deed.at, deed.act.clone()));
    pairs.filter(first).map(|(clause, deed)| row(scene, clause, deed)).collect()
}

/// Whether a day had passed when the report came out.
fn has_passed(scene: &Scene<'_>, deed: &Deed) -> bool {
    let out = scene.published(deed.at.doc).and_then(|date| date.start);
    matches!((deed.day.end, out), (Some(day), Some(out)) if day < out)
}

/// The nouns for acts close to the days that the reports name.
fn deeds(scene: &Scene<'_>) -> Vec<Deed> {
    let senses = &scene.tables().senses;
    let mut found = Vec::new();
    for (doc, view, facts) in scene.texts() {
        let days =
            facts.times.iter().filter(|time| time.kind == TimeType::Date && time.date.single_day().is_some());
        for time in days {
            let Some(sentence) = view.sentence_at(time.span.start) else { continue };
            for id in view.tokens_of(sentence) {
                let token = view.token(id);
                let gap = token.span.start.index().abs_diff(time.span.start.index());
                let act = senses
                    .act(&token.lemma.to_lowercase())
                    .or_else(|| senses.act(&view.word(id).to_lowercase()));
                let Some(act) = act.filter(|_| token.upos == Upos::Noun && gap <= REACH) else { continue };
                let at = DocSpan { doc, field: view.field, span: view.sentence(sentence).span };
                found.push(Deed { at, act: act.to_owned(), day: time.date.clone() });
            }
        }
    }
    found
}

/// Bytes between a noun and its day.
const REACH: usize = 24;

fn row(scene: &Scene<'_>, clause: &Clause, deed: &Deed) -> Comparison {
    let accounts = [
        Account {
            value: shortened(scene.dossier.text_of(clause.at)),
            span: clause.at,
            statement: clause.statement,
        },
        Account {
            value: shortened(scene.dossier.text_of(deed.at)),
            span: deed.at,
            statement: scene.statement_at(deed.at),
        },
    ];
    Comparison {
        story: clause.story,
        kind: ComparisonKind::Update,
        aspect: Aspect::Status,
        about: about(scene, clause),
        text: format!(
            "This was ahead at first: {}; later it is told of its day: {}.",
            told(scene.dossier, &accounts[0]),
            told(scene.dossier, &accounts[1])
        ),
        positions: positions(&accounts, scene.context),
    }
}
