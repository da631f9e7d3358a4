//! A figure with what is needed to tell what it counts: the dossier's figures, and durations and ages beside them.

use std::collections::BTreeSet;

use rashomon_doc::{BlockKind, Comparator, Date, Deprel, NameType, Span, TokenId, Upos};

use super::bounds::Bounds;
use super::nearby::{self, following};
use super::{main_figure, spell, topic, whole};
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
    /// Of one dimension ("speed"), in the unit that stands for it.
    Measure(String),
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
    /// The people or country of those who are counted ("three Dravonians", "citizens of Dravonia"), in lower case.
    pub(super) tribe: Option<String>,
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
    /// Whether it is the figure of its topic that its report gives first, or the same once more.
    pub(super) is_main: bool,
}

/// All figures that count something as a whole, in order of report and place, of all that there are.
pub(super) fn wholes(scene: &Scene<'_>, every: &[Count]) -> Vec<Count> {
    let is_whole = |count: &&Count| {
        let figure = count.figure.and_then(|id| scene.dossier.figures.get(id.index()));
        figure.is_none_or(|figure| whole::counts(scene, figure, count.figure.map_or(0, FigureId::index)))
    };
    let mut found: Vec<Count> = every.iter().filter(is_whole).cloned().collect();
    for (index, count) in found.iter_mut().enumerate() {
        count.index = index;
    }
    inherit(scene, &mut found);
    main_figure::mark(scene, &mut found);
    found
}

/// All figures, durations, magnitudes and ages, in order of report and place, parts of others and what is denied too.
pub(super) fn every(scene: &Scene<'_>) -> Vec<Count> {
    let figures = scene.dossier.figures.iter().enumerate();
    let mut found: Vec<Count> =
        figures.map(|(index, figure)| of_figure(scene, FigureId(index as u32), figure)).collect();
    for (doc, view, facts) in scene.texts() {
        let at = |span| DocSpan { doc, field: view.field, span };
        found.extend(spell::durations(view, facts).map(|(span, minutes, comparator)| {
            base(scene, at(span), Some(minutes), None, comparator, Kind::Duration)
        }));
    }
    found.extend(spell::magnitudes(scene).into_iter().map(|(at, value)| {
        base(scene, at, Some(value), None, Comparator::Exact, Kind::Measure(spell::MAGNITUDE.to_owned()))
    }));
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
    found
}

/// What a bare figure counts by the words of its sentence: "how many jobs would go … about 800", "the number of posts".
fn asked_for(scene: &Scene<'_>, figure: &Figure) -> Option<String> {
    let view = scene.view(figure.span)?;
    let start = scene.sentence(figure.span).start.index();
    let words = nearby::preceding(scene, figure.span);
    let asks = &scene.tables().counted.wording.asks;
    let at = asks.iter().find_map(|ask| Some(words.rfind(ask.as_str())? + ask.len()))?;
    let mut after = view.tokens_in(Span::new(start + at, figure.span.span.start.index().max(start + at)));
    let noun = after.find(|id| view.token(*id).upos == Upos::Noun)?;
    Some(view.token(noun).lemma.to_lowercase())
}

fn of_figure(scene: &Scene<'_>, id: FigureId, figure: &Figure) -> Count {
    let asked = figure.of.is_none().then(|| asked_for(scene, figure)).flatten();
    let unit = if figure.unit.is_none() { asked.as_deref() } else { figure.unit.as_deref() };
    let kind = kind(scene, figure, unit);
    let scale =
        unit.and_then(|unit| scene.tables().counted.measure(unit)).map_or(1.0, |measure| measure.scale);
    let scaled = |value: f64| value * scale;
    let (value, top) = (figure.value.map(scaled), figure.value_max.map(scaled));
    // "The dead add up to 163".
    let sums = follows_verb(scene, figure, &["add", "adds", "added", "adding"]);
    let comparator = if sums { Comparator::Exact } else { figure.comparator };
    let count = base(scene, figure.span, value, top, comparator, kind);
    let of = figure.of.as_deref().or(asked.as_deref()).unwrap_or_default().to_lowercase();
    let long = |word: &&str| word.chars().count() > 2;
    // What befell people is counted for its day; a sum or a lot can be told of years and stand for today.
    let befell = || {
        let topic = topic::of(scene, &Count { figure: Some(id), ..count.clone() }).0;
        topic.and_then(|index| scene.tables().counted.topics.get(index)).is_some_and(|topic| topic.grows)
    };
    let past = count.past.clone().or_else(|| {
        let told = figure.as_of.end.zip(scene.published(figure.span.doc).and_then(|date| date.start));
        let far = told.is_some_and(|(day, published)| {
            (published - day).get_days() > scene.tables().compare.figures.past_days
        });
        (far && count.kind == Kind::Person && befell()).then(|| figure.as_of.clone())
    });
    Count {
        past,
        figure: Some(id),
        nouns: of.split_whitespace().filter(long).map(|word| stem(word).into_owned()).collect(),
        of_span: figure.of_span,
        event: figure.event,
        statement: figure.statement,
        as_of: figure.as_of.clone(),
        place: place(scene, figure),
        tribe: tribe(scene, figure),
        ..count
    }
}

/// Whether one of some words stands before a figure that begins with "up to".
fn follows_verb(scene: &Scene<'_>, figure: &Figure, verbs: &[&str]) -> bool {
    let words = nearby::preceding(scene, figure.span);
    scene.dossier.text_of(figure.span).to_lowercase().starts_with("up to")
        && words.split_whitespace().last().is_some_and(|word| verbs.contains(&word))
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
        _ if table.measure(unit).is_some() => {
            Kind::Measure(table.measure(unit).map_or_else(String::new, |measure| measure.of.clone()))
        }
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
    let past = past(scene, around, matches!(kind, Kind::Person | Kind::Duration));
    Count {
        figure: None,
        span,
        sentence,
        value,
        comparator,
        bounds: bounds(scene, span, (value, top, comparator), &kind),
        kind,
        tribe: None,
        topic: None,
        nouns: BTreeSet::new(),
        of_span: None,
        event: None,
        statement: scene.statement_at(span),
        as_of: Date::unknown(),
        past,
        place: None,
        words: scene.content(around),
        named: scene.entities_in(around),
        like: None,
        index: 0,
        is_firm: true,
        is_main: false,
    }
}

/// The people or country of those who are counted: a noun or adjective with a capital inside the sentence, or what the
/// citizens are of.
pub(super) fn tribe(scene: &Scene<'_>, figure: &Figure) -> Option<String> {
    let view = scene.view(figure.span)?;
    let head = view.head_of(figure.span.span)?;
    let above = view.token(head).head;
    let noun = above.filter(|_| view.token(head).deprel == Deprel::Nummod).unwrap_or(head);
    let first = view.sentence_at(figure.span.span.start).map(|id| view.sentence(id).tokens.start);
    let is_capital = |id: TokenId| {
        Some(id.0) != first
            && matches!(view.token(id).upos, Upos::Noun | Upos::Adj | Upos::Propn)
            && view.word(id).chars().next().is_some_and(char::is_uppercase)
            && view.word(id).chars().any(char::is_lowercase)
    };
    let of_noun = |noun: TokenId| {
        let is_citizen = matches!(
            view.token(noun).lemma.to_lowercase().as_str(),
            "citizen" | "national" | "subject" | "resident"
        );
        let beside = view.children(noun).find(|id| {
            let relation = view.token(*id).deprel;
            is_capital(*id)
                && (matches!(relation, Deprel::Amod | Deprel::Compound)
                    || is_citizen && matches!(relation, Deprel::Nmod | Deprel::NmodPoss))
        });
        is_capital(noun).then_some(noun).or(beside)
    };
    // "Four of the dead were Dravonian", "five are citizens of Dravonia".
    let said = || {
        let subject = view.token(noun).deprel == Deprel::Nsubj;
        let of = view.token(noun).head.filter(|_| subject)?;
        let has_copula = view.children(of).any(|id| view.token(id).deprel == Deprel::Cop);
        of_noun(of).filter(|_| has_copula)
    };
    let word = view.word(of_noun(noun).or_else(said)?).to_lowercase();
    Some(stem(&word).into_owned())
}

/// What a figure allows; units of measure are rounded when one is turned into another.
fn bounds(
    scene: &Scene<'_>,
    at: DocSpan,
    (value, top, comparator): (Option<f64>, Option<f64>, Comparator),
    kind: &Kind,
) -> Bounds {
    let bounds = Bounds::of(value, top, comparator, scene.tables().compare.figures.about);
    match kind {
        Kind::Measure(of) if of != spell::MAGNITUDE => {
            Bounds { low: bounds.low * (1.0 - ROUNDED), high: bounds.high * (1.0 + ROUNDED) }
        }
        // "Hundreds" is no dozen.
        _ if comparator == Comparator::Vague => {
            let words = scene.dossier.text_of(at).to_lowercase();
            let vague = scene.tables().counted.vague.iter();
            let least = vague.filter(|vague| words.contains(&vague.word)).map(|vague| vague.least).next();
            Bounds { low: least.unwrap_or(bounds.low), ..bounds }
        }
        _ => bounds,
    }
}

/// The share by which a measure in another unit is rounded at most.
const ROUNDED: f64 = 0.03;

/// The past day or year that a sentence speaks of; on demand, where it names none, that of the one before it in its block.
fn past(scene: &Scene<'_>, sentence: DocSpan, from_before: bool) -> Option<Date> {
    let view = scene.view(sentence)?;
    let id = view.sentence_at(sentence.span.start)?;
    let published = scene.published(sentence.doc)?.start?;
    let far = |date: &Date| {
        date.end.is_some_and(|end| (published - end).get_days() > scene.tables().compare.figures.past_days)
    };
    let times = &scene.facts(sentence)?.times;
    let of = |span: Span| -> Vec<&Date> {
        // "Who has lived here since 2009" speaks of today.
        let since = |time: &rashomon_doc::TimeExpression| {
            let before = Span { start: span.start, end: time.span.start };
            let last = before.slice(view.text).split_whitespace().last().unwrap_or_default();
            ["since", "from"].iter().any(|word| last.eq_ignore_ascii_case(word))
        };
        let inside =
            times.iter().filter(|time| span.contains(time.span) && time.date.end.is_some() && !since(time));
        inside.map(|time| &time.date).collect()
    };
    let own = of(sentence.span);
    if !own.is_empty() {
        // A sentence that speaks of the news too ("the worst since 1998") is no background.
        return own.iter().all(|date| far(date)).then(|| own[0].clone());
    }
    let before =
        id.0.checked_sub(1)
            .filter(|_| from_before)
            .map(|id| view.sentence(rashomon_doc::SentenceId(id)).span)?;
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
        count.is_firm = whole.is_firm;
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
        scene.tables().counted.wording.hours.iter().any(|word| after.starts_with(word.as_str()))
    };
    let apart = !count.span.span.overlaps(whole.span.span);
    // "The one airline has 16 of them, the other has 13": each has its own.
    let owned = view.head_of(count.span.span).and_then(|id| view.token(id).head).is_some_and(|above| {
        let token = view.token(above);
        token.upos == Upos::Verb
            && matches!(token.lemma.to_lowercase().as_str(), "have" | "own" | "hold" | "get")
    });
    apart
        && !owned
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
