//! Figures: what counts the same thing is compared by its bounds, not by its words.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{Comparator, Date, Field, NameType, Span};

use super::rows::{Account, Context, docs_of, leads, positions, quoted_sides};
use crate::dossier::{
    About, Aspect, Comparison, ComparisonKind, DocSpan, Dossier, Figure, FigureId, StoryId,
};
use crate::ontology::FigureThresholds;
use crate::resolve::words::{self, stem};

/// The values that a figure allows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Bounds {
    low: f64,
    high: f64,
}

/// Compares all figures that count the same thing.
pub(super) fn compare(dossier: &Dossier, context: Context<'_>) -> Vec<Comparison> {
    let mut rows = Vec::new();
    for group in groups(dossier, context) {
        rows.extend(row(dossier, &group, context));
    }
    rows
}

/// Figures of one story that count the same thing, in order. Parts of another figure are left out.
fn groups(dossier: &Dossier, context: Context<'_>) -> Vec<Vec<FigureId>> {
    let story_of = |figure: &Figure| {
        let holds = |story: &crate::dossier::Story| story.documents.contains(&figure.span.doc);
        dossier.stories.iter().position(holds).map(|index| StoryId(index as u32))
    };
    // People are counted with a unit and without one ("injuring 23"), so both are one block.
    let mut blocks: BTreeMap<(StoryId, &str), Vec<FigureId>> = BTreeMap::new();
    for (index, figure) in dossier.figures.iter().enumerate() {
        let unit = figure.unit.as_deref();
        let counts = figure.value.is_some()
            && figure.subset_of.is_none()
            && !follows(dossier, figure, &context.tables.compare.figures.no_count);
        let unit = match unit {
            Some(unit) if unit != "person" && !is_topic_word(figure, &context.tables.compare.figures) => unit,
            Some(_) | None => "",
        };
        if let (true, Some(story)) = (counts, story_of(figure)) {
            blocks.entry((story, unit)).or_default().push(FigureId(index as u32));
        }
    }
    let mut groups: Vec<Vec<FigureId>> = Vec::new();
    for block in blocks.values() {
        let from = groups.len();
        for id in block {
            let found = groups[from..]
                .iter()
                .position(|group| group.iter().all(|other| same_thing(dossier, *id, *other, context)));
            match found {
                Some(index) => groups[from + index].push(*id),
                None => groups.push(vec![*id]),
            }
        }
    }
    groups.retain(|group| group.len() > 1);
    groups.sort_unstable();
    groups
}

/// Whether two figures count the same thing.
///
/// Figures of one event do if they are worded alike; others if they are worded the same in sentences that tell much
/// the same, or if both stand beside words for one lot that befalls people (the dead, the injured, the strikers) and
/// are near enough in size to be counts of one thing.
fn same_thing(dossier: &Dossier, a: FigureId, b: FigureId, context: Context<'_>) -> bool {
    let (Some(a), Some(b)) = (dossier.figures.get(a.index()), dossier.figures.get(b.index())) else {
        return false;
    };
    // "Eleven of the 14": a part and its whole.
    if (a.span.doc, a.span.field) == (b.span.doc, b.span.field) && a.span.span.overlaps(b.span.span) {
        return false;
    }
    let thresholds = &context.tables.compare.figures;
    let same_event = a.event.is_some() && a.event == b.event;
    let same_report = a.span.doc == b.span.doc;
    let other_kind = match (event_kind(dossier, a), event_kind(dossier, b)) {
        (Some(x), Some(y)) => x != y,
        _ => false,
    };
    let (x, y) = (counted(a), counted(b));
    if other_people(&x, &y, thresholds) || other_place(dossier, a, b, thresholds) || other_time(dossier, a, b)
    {
        return false;
    }
    let (topic_a, topic_b) = (topic(dossier, a, thresholds), topic(dossier, b, thresholds));
    if topic_a.is_some() || topic_b.is_some() {
        let both_lead = leads(dossier, a.span, context) && leads(dossier, b.span, context);
        let share = if same_report { thresholds.same_sentence } else { thresholds.same_topic };
        return topic_a == topic_b
            && near_in_size(a, b, thresholds.topic_ratio)
            && (same_event || both_lead || told_alike(dossier, a, b, share, context));
    }
    let common = x.intersection(&y).count() as f64;
    let alike = common / x.len().min(y.len()).max(1) as f64 >= thresholds.same_thing;
    let is_measure = x.iter().chain(&y).any(|word| thresholds.measures.contains(word))
        || a.unit.as_ref().is_some_and(|unit| thresholds.measures.contains(unit));
    // One report gives many shares, distances and counts of like things side by side; only those of one event, told in
    // nearly the same words, are one figure told twice.
    if same_report
        && (is_measure || !same_event || !told_alike(dossier, a, b, thresholds.same_measure, context))
    {
        return false;
    }
    if is_measure {
        return x == y && !other_kind && told_alike(dossier, a, b, thresholds.same_measure, context);
    }
    (same_event && alike)
        || (!x.is_empty()
            && x == y
            && !other_kind
            && told_alike(dossier, a, b, thresholds.same_sentence, context))
}

/// Whether one figure counts some people by what they are ("children") and the other people as such, or by something
/// else: a part and its whole, or two parts.
fn other_people(x: &BTreeSet<String>, y: &BTreeSet<String>, table: &FigureThresholds) -> bool {
    let is_special = |word: &&String| {
        !table.people.contains(*word) && !table.topics.values().any(|forms| forms.contains(*word))
    };
    let special =
        |words: &BTreeSet<String>| words.iter().filter(is_special).cloned().collect::<BTreeSet<_>>();
    let (x, y) = (special(x), special(y));
    (x.is_empty() != y.is_empty()) || (!x.is_empty() && x.is_disjoint(&y))
}

/// Whether two figures are bounded by two places ("11 in the one town, 35 in the other"), or, in one report, one figure
/// by a place and the other by none.
fn other_place(dossier: &Dossier, a: &Figure, b: &Figure, table: &FigureThresholds) -> bool {
    match (place_behind(dossier, a, table), place_behind(dossier, b, table)) {
        (Some(x), Some(y)) => x != y,
        (None, None) => false,
        (Some(_), None) | (None, Some(_)) => a.span.doc == b.span.doc,
    }
}

/// Whether two figures count events of other days.
fn other_time(dossier: &Dossier, a: &Figure, b: &Figure) -> bool {
    let date = |figure: &Figure| Some(&dossier.events.get(figure.event?.index())?.date);
    matches!((date(a), date(b)), (Some(x), Some(y)) if a.event != b.event && !x.can_equal(y))
}

/// The place named close behind a figure.
fn place_behind(dossier: &Dossier, figure: &Figure, table: &FigureThresholds) -> Option<String> {
    let view = view(dossier, figure.span)?;
    let sentence = sentence(dossier, figure.span);
    let from = figure.of_span.map_or(figure.span.span.end, |of| of.span.end.max(figure.span.span.end));
    let near = view.layer.entities.iter().find(|entity| {
        let gap = entity.span.start.index().checked_sub(from.index());
        entity.kind == NameType::Location
            && sentence.contains(entity.span)
            && gap.is_some_and(|gap| gap <= table.place_reach)
    });
    near.map(|entity| words::normal(view.slice(entity.span)))
}

/// Whether one of some words stands right before a figure.
fn follows(dossier: &Dossier, figure: &Figure, words: &BTreeSet<String>) -> bool {
    let sentence = sentence(dossier, figure.span);
    let own = figure.span.span;
    let before =
        dossier.text_of(DocSpan { span: Span { start: sentence.start, end: own.start }, ..figure.span });
    let last = before.split_whitespace().last().unwrap_or_default().to_lowercase();
    // "Magnitude-6.2" and "Flight 752" can stand in the figure's own words too.
    let inside = dossier.text_of(figure.span).to_lowercase();
    words.contains(last.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'))
        || words.iter().any(|word| inside.starts_with(word.as_str()))
}

/// The text that some words stand in.
fn view(dossier: &Dossier, at: DocSpan) -> Option<rashomon_doc::View<'_>> {
    let doc = dossier.reports.get(at.doc.index()).map(|report| &report.doc)?;
    match at.field {
        Field::Text => Some(doc.body()),
        Field::Title => doc.title(),
    }
}

/// Which lot of people the words beside a figure speak of, by the table; the nearest word of its sentence decides.
fn topic<'t>(dossier: &Dossier, figure: &Figure, table: &'t FigureThresholds) -> Option<&'t str> {
    if !matches!(figure.unit.as_deref(), Some("person") | None) && !is_topic_word(figure, table) {
        return None;
    }
    // "He and two others": a part of the count only. People come in whole numbers.
    if follows(dossier, figure, &table.partial) || figure.value.is_some_and(|value| value.fract() != 0.0) {
        return None;
    }
    let sentence = sentence(dossier, figure.span);
    let text = dossier.text_of(DocSpan { span: sentence, ..figure.span });
    let base = sentence.start.index();
    let own = figure.span.span;
    let distance = |span: Span| {
        let (start, end) = (span.start.index() + base, span.end.index() + base);
        start.saturating_sub(own.end.index()).max(own.start.index().saturating_sub(end))
    };
    let spans = words::spans(text, Span::new(0, text.len()));
    spans
        .into_iter()
        .filter_map(|span| {
            let lower = words::normal(span.slice(text));
            let (name, _) = table.topics.iter().find(|(_, forms)| forms.contains(&lower))?;
            Some((distance(span), name.as_str()))
        })
        .filter(|(distance, _)| *distance <= table.topic_reach)
        .min()
        .map(|(_, name)| name)
}

/// Whether what is counted is itself such a word ("four dead").
fn is_topic_word(figure: &Figure, table: &FigureThresholds) -> bool {
    let of = figure.of.as_deref().unwrap_or_default();
    table.topics.values().any(|forms| of.split(' ').any(|word| forms.contains(word)))
}

fn near_in_size(a: &Figure, b: &Figure, ratio: f64) -> bool {
    match (a.value, b.value) {
        (Some(x), Some(y)) => x.max(y) <= ratio * x.min(y),
        _ => false,
    }
}

/// Whether the sentences around two figures share enough of their content words.
fn told_alike(dossier: &Dossier, a: &Figure, b: &Figure, share: f64, context: Context<'_>) -> bool {
    let content = |figure: &Figure| -> BTreeSet<String> {
        let text = dossier.text_of(DocSpan { span: sentence(dossier, figure.span), ..figure.span });
        words::spans(text, Span::new(0, text.len()))
            .into_iter()
            .map(|span| stem(&words::normal(span.slice(text))).into_owned())
            .filter(|word| !context.tables.compare.function_words.contains(word))
            .collect()
    };
    let (x, y) = (content(a), content(b));
    let common = x.intersection(&y).count() as f64;
    common >= share * x.len().min(y.len()) as f64
}

/// The sentence around a figure.
fn sentence(dossier: &Dossier, at: DocSpan) -> Span {
    let found = view(dossier, at).and_then(|view| Some(view.sentence(view.sentence_at(at.span.start)?).span));
    found.filter(|sentence| sentence.contains(at.span)).unwrap_or(at.span)
}

/// The type of the event that a figure counts.
fn event_kind(
    dossier: &Dossier,
    figure: &Figure,
) -> Option<(Option<rashomon_doc::EventType>, Option<rashomon_doc::EventKind>)> {
    let event = dossier.events.get(figure.event?.index())?;
    (event.kind.is_some() || event.other.is_some()).then_some((event.kind, event.other))
}

/// The words for what is counted, reduced.
fn counted(figure: &Figure) -> BTreeSet<String> {
    let of = figure.of.as_deref().unwrap_or_default().to_lowercase();
    of.split_whitespace()
        .filter(|word| word.chars().count() > 2)
        .map(|word| stem(word).into_owned())
        .collect()
}

/// The row of one group, if two reports are in it or one report differs with itself.
fn row(dossier: &Dossier, group: &[FigureId], context: Context<'_>) -> Option<Comparison> {
    let figures: Vec<&Figure> = group.iter().filter_map(|id| dossier.figures.get(id.index())).collect();
    let accounts: Vec<Account> = figures
        .iter()
        .map(|figure| Account {
            value: dossier.text_of(figure.span).to_owned(),
            span: figure.span,
            statement: figure.statement,
        })
        .collect();
    let bounds: Vec<Bounds> =
        figures.iter().map(|figure| bounds(figure, context.tables.compare.figures.about)).collect();
    let clash: Vec<(usize, usize)> = (0..figures.len())
        .flat_map(|i| (i + 1..figures.len()).map(move |j| (i, j)))
        .filter(|(i, j)| !compatible(bounds[*i], bounds[*j]))
        .collect();
    let reports = docs_of(&accounts).len();
    // "One man" here and there tells nothing of whether they are the same.
    let single = figures.iter().all(|figure| figure.value == Some(1.0));
    if clash.is_empty() && (reports < 2 || single) {
        return None;
    }
    let update = clash.iter().all(|(i, j)| in_order(figures[*i], figures[*j], context));
    let sides_of = positions(&accounts, context);
    let words = quoted_sides(dossier, &sides_of);
    let what = counted_thing(dossier, &figures, &context.tables.compare.figures);
    let (kind, text) = match (clash.is_empty(), update) {
        (true, _) => (ComparisonKind::Agreement, format!("The figures{what} go together: {words}.")),
        (false, true) => (ComparisonKind::Update, format!("The figure{what} changed with time: {words}.")),
        (false, false) => {
            (ComparisonKind::Conflict, format!("The figures{what} exclude one another: {words}."))
        }
    };
    let first = group.first()?;
    let story = dossier
        .stories
        .iter()
        .position(|story| figures.first().is_some_and(|figure| story.documents.contains(&figure.span.doc)))?;
    Some(Comparison {
        story: StoryId(story as u32),
        kind,
        aspect: Aspect::Number,
        about: About::Figure(*first),
        text,
        positions: sides_of,
    })
}

/// " for the dead", " for “docker on strike”": what figures count; nothing where that is not known.
fn counted_thing(dossier: &Dossier, figures: &[&Figure], table: &FigureThresholds) -> String {
    if let Some(topic) = figures.iter().find_map(|figure| topic(dossier, figure, table)) {
        return format!(" for the {topic}");
    }
    let of = figures.iter().find_map(|figure| figure.of_span.map(|span| dossier.text_of(span)));
    let what = of.or_else(|| figures.iter().find_map(|figure| figure.unit.as_deref())).unwrap_or_default();
    if what.is_empty() { String::new() } else { format!(" for “{what}”") }
}

/// What a figure allows. Vague words allow all; "about" allows a share to either side.
fn bounds(figure: &Figure, about: f64) -> Bounds {
    let everything = Bounds { low: f64::NEG_INFINITY, high: f64::INFINITY };
    let Some(value) = figure.value else { return everything };
    let top = figure.value_max.unwrap_or(value);
    let slack = value.abs() * about;
    match figure.comparator {
        Comparator::Exact => Bounds { low: value, high: top },
        // "More than 50" is said of 51 and more; that it is not 50 itself is seldom meant so strictly.
        Comparator::MoreThan | Comparator::AtLeast => Bounds { low: value, high: f64::INFINITY },
        Comparator::LessThan | Comparator::AtMost => Bounds { low: f64::NEG_INFINITY, high: top },
        Comparator::About => Bounds { low: value - slack, high: top + slack },
        Comparator::Vague => everything,
    }
}

/// Whether some value is allowed by both. Bounds that meet go together.
fn compatible(a: Bounds, b: Bounds) -> bool {
    a.low <= b.high && b.low <= a.high
}

/// Whether two figures hold for different times, or stand in reports of different days.
fn in_order(a: &Figure, b: &Figure, context: Context<'_>) -> bool {
    let other_day = |x: &Date, y: &Date| x.is_known() && y.is_known() && !x.can_equal(y);
    other_day(&a.as_of, &b.as_of)
        || (a.span.doc != b.span.doc
            && !both_known_same(&a.as_of, &b.as_of)
            && (context.order.earlier(a.span.doc, b.span.doc)
                || context.order.earlier(b.span.doc, a.span.doc)))
}

/// Whether both figures are said to hold for the same day.
fn both_known_same(a: &Date, b: &Date) -> bool {
    a.single_day().is_some() && a.single_day() == b.single_day()
}
