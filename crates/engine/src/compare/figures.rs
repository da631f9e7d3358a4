//! Figures: what counts the same thing is compared by its bounds, not by its words.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{Comparator, Date, Field, Span};

use super::rows::{Account, Context, docs_of, positions, sides};
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
        let counts = figure.value.is_some() && figure.subset_of.is_none();
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
    let other_kind = match (event_kind(dossier, a), event_kind(dossier, b)) {
        (Some(x), Some(y)) => x != y,
        _ => false,
    };
    let (x, y) = (counted(a), counted(b));
    let common = x.intersection(&y).count() as f64;
    let alike = common / x.len().min(y.len()).max(1) as f64 >= thresholds.same_thing;
    let (topic_a, topic_b) = (topic(dossier, a, thresholds), topic(dossier, b, thresholds));
    if topic_a.is_some() || topic_b.is_some() {
        return topic_a == topic_b && near_in_size(a, b, thresholds.topic_ratio);
    }
    (same_event && alike) || (!x.is_empty() && x == y && !other_kind && told_alike(dossier, a, b, context))
}

/// Which lot of people the words beside a figure speak of, by the table; the nearest word of its sentence decides.
fn topic<'t>(dossier: &Dossier, figure: &Figure, table: &'t FigureThresholds) -> Option<&'t str> {
    if !matches!(figure.unit.as_deref(), Some("person") | None) && !is_topic_word(figure, table) {
        return None;
    }
    let sentence = sentence(dossier, figure.span);
    let text = dossier.text_of(DocSpan { span: sentence, ..figure.span });
    let base = sentence.start.index();
    let own = figure.span.span;
    let before =
        dossier.text_of(DocSpan { span: Span { start: sentence.start, end: own.start }, ..figure.span });
    // "He and two others": a part of the count only.
    let partial =
        before.split_whitespace().last().is_some_and(|word| table.partial.contains(&word.to_lowercase()));
    if partial {
        return None;
    }
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
fn told_alike(dossier: &Dossier, a: &Figure, b: &Figure, context: Context<'_>) -> bool {
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
    common >= context.tables.compare.figures.same_sentence * x.len().min(y.len()) as f64
}

/// The sentence around a figure.
fn sentence(dossier: &Dossier, at: DocSpan) -> Span {
    let doc = dossier.reports.get(at.doc.index()).map(|report| &report.doc);
    let view = match at.field {
        Field::Text => doc.map(rashomon_doc::Doc::body),
        Field::Title => doc.and_then(rashomon_doc::Doc::title),
    };
    let found = view.and_then(|view| Some(view.sentence(view.sentence_at(at.span.start)?).span));
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
    if clash.is_empty() && reports < 2 {
        return None;
    }
    let update = clash.iter().all(|(i, j)| in_order(figures[*i], figures[*j], context));
    let sides_of = positions(&accounts, context);
    let words = sides(dossier, &sides_of);
    let what = figures
        .iter()
        .find_map(|figure| figure.of.clone().or_else(|| figure.unit.clone()))
        .unwrap_or_default();
    let (kind, text) = match (clash.is_empty(), update) {
        (true, _) => (ComparisonKind::Agreement, format!("The figures for “{what}” go together: {words}.")),
        (false, true) => {
            (ComparisonKind::Update, format!("The figure for “{what}” changed with time: {words}."))
        }
        (false, false) => {
            (ComparisonKind::Conflict, format!("The figures for “{what}” exclude one another: {words}."))
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
