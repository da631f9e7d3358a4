//! What reads like a figure and is none: times, ages, scores, addresses, parts and numbers of names.

use rashomon_doc::{Deprel, Span, TimeExpression, TimeType, TokenId, Upos, View};

use super::figure::Figure;
use super::span_of;
use crate::extract::time::lex::Item;
use crate::ontology::quantity::QuantityWords;
use crate::ontology::time::Class;

/// What reads like a figure.
pub(super) enum Reading {
    /// It is one.
    Figure,
    /// It is none; the next can begin at this item.
    Sham(usize),
}

/// Tells whether what reads like a figure is one.
pub(super) fn read(
    view: View<'_>,
    items: &[Item<'_>],
    figure: &Figure,
    times: &[TimeExpression],
    words: &QuantityWords,
) -> Reading {
    if let Some(next) = votes(items, figure, words) {
        return Reading::Sham(next);
    }
    if is_score(items, figure, words) {
        // Both of its numbers.
        let open = figure.value_max.is_none() && is_mark(items, figure.end);
        return Reading::Sham(if open { figure.end + 2 } else { figure.end });
    }
    if is_figure(view, items, figure, times, words) {
        return Reading::Figure;
    }
    // What is no figure as a whole holds none either: "two to three weeks".
    Reading::Sham(if figure.value_max.is_some() { figure.end } else { figure.start + 1 })
}

fn is_figure(
    view: View<'_>,
    items: &[Item<'_>],
    figure: &Figure,
    times: &[TimeExpression],
    words: &QuantityWords,
) -> bool {
    let span = span_of(items, figure.start, figure.end);
    let timed = times
        .iter()
        .any(|time| time.span.overlaps(span) && (time.kind != TimeType::Set || time.span.contains(span)));
    let own = figure.unit.is_some();
    let named =
        !own && view.layer.entities.iter().any(|entity| entity.span.contains(span) && entity.span != span);
    let before = figure.start.checked_sub(1).map_or("", |at| items[at].lower.as_str());
    let definite =
        matches!(before, "the" | "this" | "that" | "any" | "every" | "no" | "which" | "another" | "each");
    let pronoun = is_one(items, figure) && (definite || !is_number(view, span));
    // "as many as", "how many", "too few".
    let degree = figure.value.is_none() && matches!(before, "as" | "how" | "so" | "too" | "very" | "that");
    !(timed
        || named
        || pronoun
        || degree
        || is_generation(items, figure)
        || !own && is_length_of_time(items, figure)
        || is_age(items, figure)
        || !own && (is_address(items, figure, words) || is_label(view, items, figure, span, words)))
}

/// "20 minutes", "a 40-year-old": lengths of time and ages.
fn is_length_of_time(items: &[Item<'_>], figure: &Figure) -> bool {
    let hyphen = usize::from(items.get(figure.end).is_some_and(|item| item.glued && item.is("-")));
    // "hundreds of years" counts time too.
    let of = usize::from(figure.value.is_none() && items.get(figure.end).is_some_and(|item| item.is("of")));
    let next = items.get(figure.end + hyphen + of);
    let unit = next.is_some_and(|item| {
        item.classes.iter().any(|class| matches!(class, Class::Unit(_)))
            && !item.is("quarter")
            && !item.is("second")
    });
    let more =
        next.is_some_and(|item| matches!(item.lower.as_str(), "more" | "consecutive" | "straight" | "full"));
    let later = items.get(figure.end + hyphen + 1).filter(|_| more);
    unit || later.is_some_and(|item| item.classes.iter().any(|class| matches!(class, Class::Unit(_))))
}

/// "5G": a generation of networks, not five grams of something.
fn is_generation(items: &[Item<'_>], figure: &Figure) -> bool {
    const LATEST: f64 = 6.0;
    let gram = figure.unit.as_deref() == Some("gram") && figure.value.is_some_and(|value| value <= LATEST);
    let glued = items[figure.start].lower.ends_with('g');
    gram && glued && !items.get(figure.end).is_some_and(|item| item.is("of"))
}

/// "3-2", "9/11", "a 5-4 vote": two numbers joined by a hyphen, without a unit, beside the words of a score.
fn is_score(items: &[Item<'_>], figure: &Figure, words: &QuantityWords) -> bool {
    if figure.unit.is_some() {
        return false;
    }
    let mark = |at: usize| is_mark(items, at);
    let digit = |at: usize| items.get(at).is_some_and(|item| item.glued && item.number.is_some());
    let open = mark(figure.end) && digit(figure.end + 1);
    let behind =
        figure.start > 1 && mark(figure.start - 1) && digit(figure.start - 2) && items[figure.start].glued;
    let next = items.get(figure.end).map_or(".", |item| item.lower.as_str());
    let beside = words.scores.contains(next) || !next.starts_with(char::is_alphanumeric);
    open && figure.value_max.is_none() || behind || figure.hyphened && beside
}

/// "ruled 5 to 4", "by 230 votes to 197": the item after both numbers.
fn votes(items: &[Item<'_>], figure: &Figure, words: &QuantityWords) -> Option<usize> {
    let before = figure.start.checked_sub(1).map(|at| items[at].lower.as_str())?;
    if figure.unit.is_some() || !words.votes.contains(before) {
        return None;
    }
    let joined = items.get(figure.end).is_some_and(|item| item.is("to"));
    let second = items.get(figure.end + 1).is_some_and(|item| item.number.is_some());
    // A range that counts something ("killed by 20 to 30 men") is none.
    let bare =
        |end: usize| items.get(end).is_none_or(|item| !item.is_word() || words.scores.contains(&item.lower));
    if joined && second && bare(figure.end + 2) {
        return Some(figure.end + 2);
    }
    (figure.value_max.is_some() && bare(figure.end)).then_some(figure.end)
}

fn is_mark(items: &[Item<'_>], at: usize) -> bool {
    items.get(at).is_some_and(|item| item.glued && matches!(item.lower.as_str(), "-" | "–" | ":" | "/"))
}

/// "Maria Ortiz, 45, said", "aged 45", "the age of 21".
fn is_age(items: &[Item<'_>], figure: &Figure) -> bool {
    const OLDEST: f64 = 120.0;
    let before = |back: usize| figure.start.checked_sub(back).map_or("", |at| items[at].lower.as_str());
    let closes =
        items.get(figure.end).is_none_or(|item| matches!(item.lower.as_str(), "," | "." | ";" | ")"));
    let opens = matches!(before(1), "," | "(");
    let aged = matches!(before(1), "aged" | "age" | "ages")
        || matches!(before(1), "of" | "between") && matches!(before(2), "age" | "ages" | "aged");
    // "since I was 18", "she is 30", "he's 27", "turned 50".
    let being = matches!(
        before(1),
        "was" | "is" | "am" | "were" | "are" | "s" | "m" | "turned" | "turns" | "turning"
    );
    let someone = |word: &str| matches!(word, "i" | "he" | "she" | "you" | "who" | "we");
    let told = being && (someone(before(2)) || someone(before(3))) && closes
        || matches!(before(1), "turned" | "turns") && closes;
    let named = figure.start > 1 && opens && items[figure.start - 2].capital && closes;
    figure.unit.is_none()
        && figure.value.is_some_and(|value| (0.0..OLDEST).contains(&value))
        && (aged || named || told)
}

fn is_one(items: &[Item<'_>], figure: &Figure) -> bool {
    figure.end == figure.start + 1 && items[figure.start].is("one")
}

/// Whether the word is a number to the tagger ("one ship"), not a pronoun ("one of them").
fn is_number(view: View<'_>, span: Span) -> bool {
    view.tokens_in(span)
        .any(|id: TokenId| view.token(id).upos == Upos::Num && view.token(id).deprel == Deprel::Nummod)
}

/// "12 Harbour Road": a number in front of a name that ends in a word of streets.
fn is_address(items: &[Item<'_>], figure: &Figure, words: &QuantityWords) -> bool {
    /// Names of streets are no longer.
    const LONGEST: usize = 5;
    let name = items.get(figure.end..).unwrap_or_default().iter().take(LONGEST);
    let mut name =
        name.take_while(|item| item.capital || item.number.is_none() && item.lower.ends_with("st"));
    name.any(|item| words.streets.contains(&item.lower))
}

/// "Category 4", "Game 7", "the S&P 500": a bare number behind a label or a name that it belongs to.
fn is_label(view: View<'_>, items: &[Item<'_>], figure: &Figure, span: Span, words: &QuantityWords) -> bool {
    let Some(at) = figure.start.checked_sub(1) else { return false };
    let hyphen = items[at].is("-") && at > 0;
    let before = &items[if hyphen { at - 1 } else { at }];
    let lone = figure.end == figure.start + 1 && figure.value_max.is_none();
    let counts = view.head_of(span).is_some_and(|id| {
        let token = view.token(id);
        token.head.is_some_and(|head| {
            let head = view.token(head);
            head.span.start >= span.end
                && matches!(head.upos, Upos::Noun | Upos::Propn)
                && matches!(token.deprel, Deprel::Nummod | Deprel::Amod | Deprel::Compound | Deprel::Det)
        })
    });
    let label = words.labels.contains(&before.lower);
    let whole = items[figure.start].number.is_some();
    let initial = at == 0;
    let name = before.capital && !initial && whole && before.lower.len() > 1 && belongs(view, span);
    lone && !counts && (label || name)
}

/// Whether the tree hangs the number on a word in front of it, as a part of its name.
fn belongs(view: View<'_>, span: Span) -> bool {
    view.head_of(span).is_some_and(|id| {
        let token = view.token(id);
        let names = matches!(
            token.deprel,
            Deprel::Nummod | Deprel::Flat | Deprel::Compound | Deprel::Appos | Deprel::Nmod
        );
        token.head.is_some_and(|head| {
            names && view.token(head).span.end <= span.start && view.token(head).upos == Upos::Propn
        })
    })
}
