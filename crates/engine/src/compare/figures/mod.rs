//! Figures: what counts the same thing is compared by its bounds, not by its words.

mod bounds;
mod copied;
mod count;
mod denied;
mod links;
mod lots;
mod main_figure;
mod nearby;
mod news;
mod revised;
mod same;
mod spell;
mod telling;
mod topic;
mod whole;

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{BlockKind, Comparator, SpeechAct};

use self::count::{Count, Kind};
use self::news::{has_grown, is_news};
use super::rows::{Account, docs_of, listed, positions, quoted, shortened};
use super::scene::Scene;
use crate::dossier::{
    About, Aspect, Comparison, ComparisonKind, DocId, DocSpan, EntityId, EventId, FigureId, Position,
};
use crate::resolve::whole;

/// Compares all figures that count the same thing.
pub(super) fn compare(scene: &Scene<'_>) -> Vec<Comparison> {
    let every = count::every(scene);
    let counts = count::wholes(scene, &every);
    let mut found: Vec<Comparison> = Vec::new();
    for group in lots::groups(scene, &counts) {
        // Lots can share figures: what one row holds needs no second.
        for row in rows(scene, &group) {
            if !found.iter().any(|known| links::is_part(&row, known)) {
                found.push(row);
            }
        }
    }
    let tied = [
        (copied::links(scene, &every), "A passage that was taken over gives another figure{what}"),
        (denied::links(scene, &every), "One report says that another's figure{what} is not so"),
        (revised::links(scene, &every), "The figure{what} that was given first is given no longer"),
        (telling::told_alike(scene, &every), "Several give one figure{what}"),
    ];
    for (links, text) in tied {
        let rows = links::rows(scene, &every, &links, &found, text);
        found.extend(rows);
    }
    found
}

/// The rows of one lot of figures: where they cannot all hold, who differs and what changed; else that they agree.
fn rows(scene: &Scene<'_>, group: &[&Count]) -> Vec<Comparison> {
    let clash: Vec<(&Count, &Count)> = group
        .iter()
        .enumerate()
        .flat_map(|(index, a)| group[index + 1..].iter().map(move |b| (*a, *b)))
        .filter(|(a, b)| (!a.bounds.meet(b.bounds) || has_grown(scene, a, b)) && a.is_firm && b.is_firm)
        .filter(|(a, b)| a.span.doc != b.span.doc || two_voices(scene, a, b) && are_beside(scene, a, b))
        .collect();
    // What has grown within the bounds that were given first goes together all the same.
    let settled = clash.iter().all(|(a, b)| a.bounds.meet(b.bounds));
    let (moved, opposed): (Vec<_>, Vec<_>) =
        clash.into_iter().partition(|(a, b)| is_news(scene, group, a, b) || is_news(scene, group, b, a));
    let of_pairs = |pairs: &[(&Count, &Count)]| -> Vec<Count> {
        let spans: BTreeSet<DocSpan> = pairs.iter().flat_map(|(a, b)| [a.span, b.span]).collect();
        group.iter().filter(|count| spans.contains(&count.span)).map(|count| (*count).clone()).collect()
    };
    let what = counted_thing(scene, group);
    let mut found = Vec::new();
    if !opposed.is_empty() {
        let text = format!("The accounts give different figures{what}");
        found.extend(row(scene, &of_pairs(&opposed), ComparisonKind::Conflict, &text));
    }
    if !moved.is_empty() {
        let text = format!("The figure{what} changed with time");
        found.extend(row(scene, &of_pairs(&moved), ComparisonKind::Update, &text));
    }
    let all: Vec<Count> = group.iter().map(|count| (*count).clone()).collect();
    let reports = all.iter().map(|count| count.span.doc).collect::<BTreeSet<_>>().len();
    // "One man" here and there tells nothing of whether they are the same; nor do vague words alone.
    let telling = |count: &&&Count| count.value.is_some() && count.value != Some(1.0);
    let tells = group.iter().filter(telling).count() > 1;
    if settled && tells && reports > 1 {
        found.extend(row(scene, &all, ComparisonKind::Agreement, &format!("The figures{what} go together")));
    } else if !settled {
        found.extend(shared_values(scene, &all, &what));
    }
    found.extend(within_report(scene, &all, &what));
    found.extend(credits(scene, &all, &what));
    found
}

/// Whether two figures of one report stand so near to one another that the report sets them side by side; farther apart they
/// are seldom two counts of one thing.
fn are_beside(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let takes_over =
        a.like == Some(b.index) || b.like == Some(a.index) || a.like.is_some() && a.like == b.like;
    let near = same::sentences_apart(scene, a, b).is_some_and(|apart| apart <= SIDE_BY_SIDE);
    takes_over
        || near && matches!(a.kind, Kind::Person | Kind::Thing(_) | Kind::Duration)
        || same::share(a, b) >= scene.tables().compare.figures.same_measure
}

/// Sentences between two figures that are set side by side.
const SIDE_BY_SIDE: u32 = 2;

/// Whether two figures of one report stand in two voices, or in its title and its text.
fn two_voices(scene: &Scene<'_>, a: &Count, b: &Count) -> bool {
    let block = |count: &Count| scene.dossier.block_of(count.span);
    let title = |count: &Count| matches!(block(count), BlockKind::Headline | BlockKind::Deck);
    let (x, y) = (scene.speaker_of(a.statement), scene.speaker_of(b.statement));
    let takes_over = a.like.is_some() || b.like.is_some();
    x != y || (takes_over && x.is_none()) || title(a) != title(b)
}

/// One value told by two reports, where others give another.
fn shared_values(scene: &Scene<'_>, all: &[Count], what: &str) -> Vec<Comparison> {
    let mut values: Vec<Vec<Count>> = Vec::new();
    for count in all.iter().filter(|count| count.comparator != Comparator::Vague && count.value != Some(1.0))
    {
        match values.iter_mut().find(|same| same[0].value == count.value && same[0].bounds.meet(count.bounds))
        {
            Some(same) => same.push(count.clone()),
            None => values.push(vec![count.clone()]),
        }
    }
    let told_by_two =
        |same: &&Vec<Count>| same.iter().map(|count| count.span.doc).collect::<BTreeSet<_>>().len() > 1;
    values
        .iter()
        .filter(told_by_two)
        .filter_map(|same| {
            row(scene, same, ComparisonKind::Agreement, &format!("Several give one figure{what}"))
        })
        .collect()
}

/// A report that words one figure in two ways: its headline and its text, or vaguely and then exactly.
fn within_report(scene: &Scene<'_>, all: &[Count], what: &str) -> Vec<Comparison> {
    let mut by_doc: BTreeMap<DocId, Vec<Count>> = BTreeMap::new();
    for count in all.iter().filter(|count| !matches!(count.kind, Kind::Age(_))) {
        by_doc.entry(count.span.doc).or_default().push(count.clone());
    }
    let differs = |counts: &Vec<Count>| {
        counts.iter().any(|a| counts.iter().any(|b| a.bounds != b.bounds && a.bounds.meet(b.bounds)))
    };
    let own = by_doc.into_values().filter(differs);
    own.filter_map(|counts| {
        row(
            scene,
            &counts,
            ComparisonKind::Rewording,
            &format!("One report words the figure{what} in several ways"),
        )
    })
    .collect()
}

/// One value that the reports lay to different sources, or to none.
fn credits(scene: &Scene<'_>, all: &[Count], what: &str) -> Vec<Comparison> {
    let Some(first) = all.iter().find(|count| count.comparator != Comparator::Vague && count.value.is_some())
    else {
        return Vec::new();
    };
    let mut accounts = Vec::new();
    let mut sources: BTreeMap<DocId, BTreeSet<Option<String>>> = BTreeMap::new();
    for count in all.iter().filter(|count| count.value == first.value) {
        let statement = count.statement.and_then(|id| scene.dossier.statements.get(id.index()));
        // Of a promise or demand the source is a party, not a witness.
        let says = matches!(
            statement.map(|said| said.act),
            Some(SpeechAct::Say | SpeechAct::Confirm | SpeechAct::Deny | SpeechAct::Warn | SpeechAct::Other)
                | None
        );
        if !says {
            continue;
        }
        let speaker = statement.and_then(|statement| statement.speaker);
        let name = speaker.map(|party| scene.party_name(party));
        let value = name.clone().unwrap_or_else(|| NO_SOURCE.to_owned());
        sources.entry(count.span.doc).or_default().insert(name);
        let account = |span| Account { value: value.clone(), span, statement: count.statement };
        accounts.extend(speaker.map(|party| account(party.span)));
        accounts.push(account(count.span));
    }
    let sets: Vec<&BTreeSet<Option<String>>> = sources.values().collect();
    let differ = sets.iter().enumerate().any(|(index, a)| sets[index + 1..].iter().any(|b| a.is_disjoint(b)));
    let named = sets.iter().any(|set| set.iter().any(Option::is_some));
    if !differ || !named || first.value == Some(1.0) || matches!(first.kind, Kind::Age(_)) {
        return Vec::new();
    }
    let sides = positions(&accounts, scene.context);
    let words = quoted(&shortened(scene.dossier.text_of(first.span)));
    let listed = super::rows::sides(scene.dossier, &sides);
    let text = format!("One figure{what} ({words}) has different sources: {listed}.");
    comparison(scene, all, ComparisonKind::AttributionDiffers, Aspect::Speaker, text, sides)
        .into_iter()
        .collect()
}

const NO_SOURCE: &str = "no source named";

/// A row of some figures, if it has two sides or two reports.
fn row(scene: &Scene<'_>, counts: &[Count], kind: ComparisonKind, text: &str) -> Option<Comparison> {
    let account = |count: &Count| Account {
        value: scene.dossier.text_of(count.span).split_whitespace().collect::<Vec<_>>().join(" "),
        span: count.span,
        statement: count.statement,
    };
    let accounts: Vec<Account> = counts.iter().map(account).collect();
    let sides = positions(&accounts, scene.context);
    if sides.len() < 2 && docs_of(&accounts).len() < 2 {
        return None;
    }
    let words: Vec<String> = sides.iter().map(|side| told(scene, side, counts)).collect();
    let text = format!("{text}: {}.", words.join("; "));
    comparison(scene, counts, kind, Aspect::Number, text, sides)
}

/// A value with who says so and where.
fn told(scene: &Scene<'_>, side: &Position, counts: &[Count]) -> String {
    let own = counts.iter().filter(|count| side.spans.contains(&count.span));
    let statements = own.filter_map(|count| scene.dossier.statements.get(count.statement?.index()));
    let speakers: BTreeSet<String> =
        statements.filter_map(|said| Some(scene.party_name(said.speaker?))).collect();
    let outlets = listed(scene.dossier, &side.documents);
    let value = quoted(&side.value);
    match speakers.len() {
        0 => format!("{value} ({outlets})"),
        1..=MOST_NAMED => {
            let names = speakers.into_iter().collect::<Vec<_>>().join(", ");
            format!("{value} ({names}, in {outlets})")
        }
        _ => format!("{value} (several speakers, in {outlets})"),
    }
}

/// Speakers of one side who are named in a sentence.
const MOST_NAMED: usize = 3;

fn comparison(
    scene: &Scene<'_>,
    counts: &[Count],
    kind: ComparisonKind,
    aspect: Aspect,
    text: String,
    positions: Vec<Position>,
) -> Option<Comparison> {
    let first = counts.first()?;
    let figure = counts.iter().find_map(|count| count.figure);
    let about = match (&first.kind, figure) {
        (Kind::Age(who), _) => About::Entity(*who),
        (_, Some(figure)) => About::Figure(figure),
        _ => about_event(scene, first).map_or(About::Document(first.span.doc), About::Event),
    };
    Some(Comparison { story: scene.story(first.span.doc), kind, aspect, about, text, positions })
}

/// The event told in the sentence of a duration.
fn about_event(scene: &Scene<'_>, count: &Count) -> Option<EventId> {
    let holds = |span: DocSpan| {
        (span.doc, span.field) == (count.span.doc, count.span.field) && span.span.overlaps(count.sentence)
    };
    let found = scene
        .dossier
        .events
        .iter()
        .position(|event| event.reports.iter().any(|report| holds(report.trigger)));
    found.map(|index| EventId(index as u32))
}

/// " for the dead", " for “docker on strike”": what figures count; nothing where that is not known.
fn counted_thing(scene: &Scene<'_>, group: &[&Count]) -> String {
    let age = |who: EntityId| scene.dossier.entities.get(who.index()).map(|entity| entity.name.as_str());
    if let Some(Kind::Age(who)) = group.first().map(|count| &count.kind) {
        return format!(" for the age of {}", age(*who).unwrap_or("one person"));
    }
    let topic = group.iter().find_map(|count| scene.tables().counted.topics.get(count.topic?));
    if let Some(topic) = topic {
        return format!(" for {}", topic.name);
    }
    let of = group.iter().find_map(|count| count.of_span.map(|span| scene.dossier.text_of(span)));
    let unit = |id: FigureId| scene.dossier.figures.get(id.index()).and_then(|figure| figure.unit.as_deref());
    let what = of.or_else(|| group.iter().find_map(|count| unit(count.figure?))).unwrap_or_default();
    let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
    if what.is_empty() { String::new() } else { format!(" for “{what}”") }
}
