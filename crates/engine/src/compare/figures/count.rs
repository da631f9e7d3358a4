//! A figure with what is needed to tell what it counts: the dossier's figures, and durations and ages beside them.

use std::collections::BTreeSet;

use rashomon_doc::{BlockKind, Comparator, Date, Deprel, NameType, Span, Upos};

use super::bounds::Bounds;
use super::{spell, topic};
use crate::compare::scene::Scene;
use crate::dossier::{DocSpan, EntityId, EventId, Figure, FigureId, StatementId};
use crate::resolve::words::{self, stem};

/// What kind of thing a figure measures. Only figures of one kind are set side by side.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Person,
    Percent,
    /// In a currency.
    Money(String),
    /// In a currency, for one share.
    SharePrice(String),
    /// In minutes.
    Duration,
    /// Years of someone's life.
    Age(EntityId),
    /// Things of one noun, or of a topic's nouns.
    Thing(String),
}

/// A figure, a duration or an age.
#[derive(Clone, Debug)]
pub(super) struct Count {
    pub(super) figure: Option<FigureId>,
    pub(super) span: DocSpan,
    pub(super) sentence: Span,
    pub(super) value: Option<f64>,
    pub(super) comparator: Comparator,
    pub(super) bounds: Bounds,
    pub(super) kind: Kind,
    /// Index of its topic in the table.
    pub(super) topic: Option<usize>,
    /// What is counted, reduced.
    pub(super) nouns: BTreeSet<String>,
    pub(super) of_span: Option<DocSpan>,
    pub(super) event: Option<EventId>,
    pub(super) statement: Option<StatementId>,
    pub(super) as_of: Date,
    /// The past day or year that the words around it speak of; none for the news.
    pub(super) past: Option<Date>,
    /// The place that bounds it.
    pub(super) place: Option<String>,
    /// Content words of its sentence.
    pub(super) words: BTreeSet<String>,
    /// Whom its sentence names.
    pub(super) named: BTreeSet<EntityId>,
    /// The index of the figure whose topic it takes over.
    pub(super) like: Option<usize>,
    /// Its place in the list.
    pub(super) index: usize,
    /// Whether a noun or verb of its own says what it counts, not a word near it alone.
    pub(super) is_firm: bool,
}

/// All figures that count something, in order of report and place.
pub(super) fn all(scene: &Scene<'_>) -> Vec<Count> {
    let figures = scene.dossier.figures.iter().enumerate();
    let counted = figures.filter(|(_, figure)| counts(scene, figure));
    let mut found: Vec<Count> =
        counted.map(|(index, figure)| of_figure(scene, FigureId(index as u32), figure)).collect();
    for (doc, view, facts) in scene.texts() {
        let at = |span| DocSpan { doc, field: view.field, span };
        found.extend(spell::durations(view, facts).map(|(span, minutes, comparator)| {
            base(scene, at(span), Some(minutes), None, comparator, Kind::Duration)
        }));
    }
    found.extend(
        spell::ages(scene)
            .into_iter()
            .map(|(at, who, years)| base(scene, at, Some(years), None, Comparator::Exact, Kind::Age(who))),
    );
    found.sort_by_key(|count| (count.span, count.figure.is_none()));
    for (index, count) in found.iter_mut().enumerate() {
        count.index = index;
        (count.topic, count.is_firm) = topic::of(scene, count);
    }
    inherit(scene, &mut found);
    found
}

/// Whether a figure counts something as a whole: not a part of another, no size, name or rank.
fn counts(scene: &Scene<'_>, figure: &Figure) -> bool {
    let table = &scene.tables().compare.figures;
    let after = following(scene, figure.span);
    let of_them = &scene.tables().counted.of_them;
    // "31 of them were detained" counts those detained, whatever lot they come from.
    let whole_lot = ["were ", "was ", "are ", "had been ", "have been "].iter().any(|verb| {
        of_them.iter().any(|words| {
            after.strip_prefix(words.as_str()).is_some_and(|rest| rest.trim_start().starts_with(verb))
        })
    });
    let more_than = ["more than", "fewer than", "less than", "more dead", "more people"]
        .iter()
        .any(|words| after.starts_with(words));
    (figure.subset_of.is_none() || whole_lot)
        && !more_than
        && !follows(scene, figure.span, &table.no_count)
        && !follows(scene, figure.span, &table.partial)
        && !is_denied(scene, figure)
        && (whole_lot || !of_them.iter().any(|words| after.starts_with(words.as_str())))
        && !is_joined(scene, figure)
        && !is_share(scene, figure)
        && !is_whole(scene, figure)
}

/// "83 and not 57": the second figure is what it is not. "Not more than 57" is a bound and holds its "not" itself.
fn is_denied(scene: &Scene<'_>, figure: &Figure) -> bool {
    let sentence = scene.sentence(figure.span);
    let before = Span { start: sentence.start, end: figure.span.span.start };
    let words = scene.dossier.text_of(DocSpan { span: before, ..figure.span }).to_lowercase();
    words.trim_end().ends_with(" not")
}

/// "He and two others": a figure behind "and" that goes on a list of people, not one that begins a new clause.
fn is_joined(scene: &Scene<'_>, figure: &Figure) -> bool {
    let Some(view) = scene.view(figure.span) else { return false };
    let Some(head) = view.head_of(figure.span.span) else { return false };
    let noun =
        if view.token(head).deprel == Deprel::Nummod { view.token(head).head.unwrap_or(head) } else { head };
    let joined = view.token(noun).deprel == Deprel::Conj;
    let first = view.token(noun).head.filter(|_| joined);
    first.is_some_and(|first| {
        matches!(view.token(first).upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && !view.children(first).any(|id| view.token(id).deprel == Deprel::Nummod)
    })
}

/// "More than 40 of the yard's 52 joiners": the second figure is the lot that the first is a part of.
fn is_whole(scene: &Scene<'_>, figure: &Figure) -> bool {
    let own = figure.span;
    scene.dossier.figures.iter().any(|other| {
        let at = other.span;
        (at.doc, at.field) == (own.doc, own.field)
            && at.span.end <= own.span.start
            && own.span.start.index() - at.span.end.index() <= WHOLE_REACH
            && scene
                .dossier
                .text_of(DocSpan { span: Span { start: at.span.end, end: own.span.start }, ..own })
                .starts_with(" of ")
    })
}

/// Letters between a part and its whole.
const WHOLE_REACH: usize = 30;

/// "Nine of the fifteen", "eleven of the 14": a figure of a lot whose figure follows it. Fractions of people are shares.
fn is_share(scene: &Scene<'_>, figure: &Figure) -> bool {
    let own = figure.span;
    let of_whole = scene.dossier.figures.iter().any(|other| {
        let at = other.span;
        (at.doc, at.field) == (own.doc, own.field)
            && own.span.start < at.span.start
            && at.span.start.index() - own.span.start.index() <= WHOLE_REACH
            && scene
                .dossier
                .text_of(DocSpan { span: Span { start: own.span.start, end: at.span.start }, ..own })
                .contains(" of ")
            && !scene.dossier.text_of(own).to_lowercase().contains("people")
            && has_no_noun(other)
    });
    let people = figure.unit.as_deref() == Some("person") || figure.unit.is_none();
    of_whole || figure.value.is_some_and(|value| value.fract() != 0.0 && people)
}

/// "of the fifteen", "of the 14 stewards": the whole is counted in the same phrase; what is counted beside it is not.
fn has_no_noun(figure: &Figure) -> bool {
    figure.of.is_none() || figure.unit.as_deref() == Some("person") || figure.unit.is_none()
}

/// The lower-case words behind some words in their sentence.
pub(super) fn following(scene: &Scene<'_>, at: DocSpan) -> String {
    let sentence = scene.sentence(at);
    let rest = DocSpan { span: Span { start: at.span.end, end: sentence.end.max(at.span.end) }, ..at };
    scene.dossier.text_of(rest).trim_start().to_lowercase()
}

/// What a bare figure counts by the words of its sentence: "how many jobs would go … about 800", "the number of posts".
fn asked_for(scene: &Scene<'_>, figure: &Figure) -> Option<String> {
    let view = scene.view(figure.span)?;
    let sentence = scene.sentence(figure.span);
    let before = Span { start: sentence.start, end: figure.span.span.start };
    let words = view.slice(before).to_lowercase();
    let at = ["how many ", "the number of ", "number of "]
        .iter()
        .find_map(|ask| Some(words.rfind(ask)? + ask.len()))?;
    let from = before.start.index() + at;
    let mut after = view.tokens_in(Span::new(from, before.end.index()));
    let noun = after.find(|id| view.token(*id).upos == Upos::Noun)?;
    Some(view.token(noun).lemma.to_lowercase())
}

/// Whether one of some words stands right before or at the beginning of a figure.
fn follows(scene: &Scene<'_>, at: DocSpan, list: &BTreeSet<String>) -> bool {
    let sentence = scene.sentence(at);
    let before =
        scene.dossier.text_of(DocSpan { span: Span { start: sentence.start, end: at.span.start }, ..at });
    let last = before.split_whitespace().last().unwrap_or_default().to_lowercase();
    let inside = scene.dossier.text_of(at).to_lowercase();
    list.contains(last.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'))
        || list.iter().any(|word| inside.starts_with(word.as_str()))
}

fn of_figure(scene: &Scene<'_>, id: FigureId, figure: &Figure) -> Count {
    let asked = figure.of.is_none().then(|| asked_for(scene, figure)).flatten();
    let unit = if figure.unit.is_none() { asked.as_deref() } else { figure.unit.as_deref() };
    let kind = kind(scene, figure, unit);
    let count = base(scene, figure.span, figure.value, figure.value_max, figure.comparator, kind);
    let of = figure.of.as_deref().or(asked.as_deref()).unwrap_or_default().to_lowercase();
    let long = |word: &&str| word.chars().count() > 2;
    Count {
        figure: Some(id),
        nouns: of.split_whitespace().filter(long).map(|word| stem(word).into_owned()).collect(),
        of_span: figure.of_span,
        event: figure.event,
        statement: figure.statement,
        as_of: figure.as_of.clone(),
        place: place(scene, figure),
        ..count
    }
}

/// What a figure measures, by its unit.
fn kind(scene: &Scene<'_>, figure: &Figure, unit: Option<&str>) -> Kind {
    let Some(unit) = unit else { return Kind::Person };
    let table = &scene.tables().counted;
    if table.pence.contains(unit) {
        return Kind::SharePrice(table.pence.first().cloned().unwrap_or_default());
    }
    let is_money = unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase())
        || scene.tables().counted.money.contains(unit);
    if is_money {
        let after = following(scene, figure.span);
        let share = scene.tables().counted.per_share.iter().any(|words| after.starts_with(words.as_str()));
        return if share { Kind::SharePrice(unit.to_owned()) } else { Kind::Money(unit.to_owned()) };
    }
    match unit {
        "percent" => Kind::Percent,
        "person" => Kind::Person,
        _ if topic::is_of_people(scene, unit) => Kind::Person,
        _ => Kind::Thing(topic::of_noun(scene, unit).map_or_else(|| unit.to_owned(), str::to_owned)),
    }
}

fn base(
    scene: &Scene<'_>,
    span: DocSpan,
    value: Option<f64>,
    top: Option<f64>,
    comparator: Comparator,
    kind: Kind,
) -> Count {
    let sentence = scene.sentence(span);
    let around = DocSpan { span: sentence, ..span };
    Count {
        figure: None,
        span,
        sentence,
        value,
        comparator,
        bounds: Bounds::of(value, top, comparator, scene.tables().compare.figures.about),
        kind,
        topic: None,
        nouns: BTreeSet::new(),
        of_span: None,
        event: None,
        statement: scene.statement_at(span),
        as_of: Date::unknown(),
        past: past(scene, around),
        place: None,
        words: scene.content(around),
        named: scene.entities_in(around),
        like: None,
        index: 0,
        is_firm: true,
    }
}

/// The past day or year that a sentence speaks of; where it names none, the one before it in its block.
fn past(scene: &Scene<'_>, sentence: DocSpan) -> Option<Date> {
    let view = scene.view(sentence)?;
    let id = view.sentence_at(sentence.span.start)?;
    let published = scene.published(sentence.doc)?.start?;
    let far = |date: &Date| {
        date.end.is_some_and(|end| (published - end).get_days() > scene.tables().compare.events.past_days)
    };
    let times = &scene.facts(sentence)?.times;
    let of = |span: Span| -> Vec<&Date> {
        let inside = times.iter().filter(|time| span.contains(time.span) && time.date.end.is_some());
        inside.map(|time| &time.date).collect()
    };
    let own = of(sentence.span);
    if !own.is_empty() {
        // A sentence that speaks of the news too ("the worst since 1998") is no background.
        return own.iter().all(|date| far(date)).then(|| own[0].clone());
    }
    let before = id.0.checked_sub(1).map(|id| view.sentence(rashomon_doc::SentenceId(id)).span)?;
    let block = |span: Span| view.blocks.partition_point(|block| block.span.end <= span.start);
    let dates = if block(before) == block(sentence.span) { of(before) } else { Vec::new() };
    (!dates.is_empty() && dates.iter().all(|date| far(date))).then(|| dates[0].clone())
}

/// The place named close behind a figure.
fn place(scene: &Scene<'_>, figure: &Figure) -> Option<String> {
    let view = scene.view(figure.span)?;
    let sentence = scene.sentence(figure.span);
    let from = figure.span.span.start;
    let to = figure.of_span.map_or(figure.span.span.end, |of| of.span.end.max(figure.span.span.end));
    let near = view.layer.entities.iter().find(|entity| {
        let gap = entity.span.start.index().saturating_sub(to.index());
        entity.kind == NameType::Location
            && sentence.contains(entity.span)
            && entity.span.start >= from
            && gap <= scene.tables().compare.figures.place_reach
    });
    near.map(|entity| words::normal(view.slice(entity.span)))
}

/// A bare figure beside a word for counting takes over what the figure before it counts ("police counted 600 people, the
/// organisers more than 2,000").
fn inherit(scene: &Scene<'_>, counts: &mut [Count]) {
    for index in 1..counts.len() {
        let (before, rest) = counts.split_at_mut(index);
        let Some(count) = rest.first_mut() else { continue };
        let Some((at, whole)) = before.iter().enumerate().rev().find(|(_, other)| {
            other.figure.is_some() == count.figure.is_some() || other.kind == Kind::Duration
        }) else {
            continue;
        };
        let like = whole.like.unwrap_or(at);
        if !takes_over(scene, count, whole) {
            continue;
        }
        let Some(whole) = before.get(like) else { continue };
        count.like = Some(like);
        count.topic = whole.topic;
        count.kind = whole.kind.clone();
        count.nouns.clone_from(&whole.nouns);
        if count.kind == Kind::Duration {
            let scale = |value: f64| value * spell::unit_of(scene, whole.span).unwrap_or(1.0);
            count.value = count.value.map(scale);
            count.bounds = Bounds { low: scale(count.bounds.low), high: scale(count.bounds.high) };
        }
    }
}

fn takes_over(scene: &Scene<'_>, count: &Count, whole: &Count) -> bool {
    let view = scene.view(count.span);
    let same_text = (count.span.doc, count.span.field) == (whole.span.doc, whole.span.field);
    let (Some(view), true) = (view, same_text) else { return false };
    let text = view.slice(count.sentence);
    let puts = words::spans(text, Span::new(0, text.len()))
        .into_iter()
        .any(|span| scene.tables().counted.put.contains(&words::normal(span.slice(text))));
    let near = match (view.sentence_at(whole.span.span.start), view.sentence_at(count.span.span.start)) {
        (Some(x), Some(y)) => y.0 - x.0 <= 1,
        _ => false,
    };
    let is_bare = count.figure.is_some_and(|id| {
        let figure = scene.dossier.figures.get(id.index());
        figure.is_some_and(|figure| {
            figure.of.is_none() && matches!(figure.unit.as_deref(), None | Some("person"))
        })
    });
    let higher = text.contains("put it ") || text.contains("put the ");
    let block = view.block_kind(count.span.span.start);
    let near_in_size = match (count.value, unscaled(scene, whole)) {
        (Some(x), Some(y)) if x > 0.0 && y > 0.0 => x.max(y) / x.min(y) <= SAME_LOT,
        _ => false,
    };
    let follows_hour = {
        let after = following(scene, count.span);
        ["am", "pm", "a.m", "p.m", "o'clock", "o’clock", "on ", "in the"]
            .iter()
            .any(|word| after.starts_with(word))
    };
    let apart = !count.span.span.overlaps(whole.span.span);
    apart
        && near_in_size
        && near
        && !follows_hour
        && block == BlockKind::Paragraph
        && ((is_bare
            && count.topic.is_none_or(|topic| Some(topic) == whole.topic)
            && puts
            && whole.like.is_none())
            || higher)
}

/// Figures farther apart than this count other lots.
const SAME_LOT: f64 = 6.0;

/// A duration in the unit it is given in.
fn unscaled(scene: &Scene<'_>, count: &Count) -> Option<f64> {
    match count.kind {
        Kind::Duration => Some(count.value? / spell::unit_of(scene, count.span)?),
        _ => count.value,
    }
}
