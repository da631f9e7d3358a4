//! Which figures count something as a whole.

use std::collections::BTreeSet;

use rashomon_doc::{Deprel, Span, TokenId, Upos};

use super::count::tribe;
use super::nearby::{self, ends_in, following};
use crate::compare::scene::Scene;
use crate::dossier::{DocSpan, Figure};
use crate::ontology::NounKind;

/// Whether a figure counts something as a whole: not a part of another, no size, name or rank.
pub(super) fn counts(scene: &Scene<'_>, figure: &Figure, index: usize) -> bool {
    let table = &scene.tables().compare.figures;
    let after = following(scene, figure.span);
    let wording = &scene.tables().counted.wording;
    let of_them = &scene.tables().counted.of_them;
    // "31 of them were detained" counts those detained, whatever lot they come from.
    let whole_lot = wording.befell.iter().any(|verb| {
        of_them.iter().any(|words| {
            let rest = after.strip_prefix(words.as_str());
            rest.is_some_and(|rest| nearby::begins_with(rest.trim_start(), verb))
        })
    });
    let more_than = wording.more_than.iter().any(|words| after.starts_with(words.as_str()));
    (figure.subset_of.is_none() || whole_lot)
        && !more_than
        && !is_name(scene, figure.span)
        && (!follows(scene, figure.span, &table.partial) || is_size_of(scene, figure))
        && !nearby::preceding(scene, figure.span).trim_end().ends_with(" not")
        && !is_hour(scene, figure)
        && (whole_lot || !of_them.iter().any(|words| after.starts_with(words.as_str())))
        && !is_joined(scene, figure)
        && !is_share(scene, figure, index)
        && !is_whole(scene, figure, index)
        && !is_ratio(scene, figure)
        && !is_limit(scene, figure)
        && (!is_of_lot(scene, figure) || tribe(scene, figure).is_some())
        && !is_listed(scene, figure)
}

/// "A crowd of 25,000", "a speed of 181 km/h": the figure behind "of" is the size of what stands before it. Behind a number or a
/// word for a share ("one of", "most of") it is a lot of which a part is told.
fn is_size_of(scene: &Scene<'_>, figure: &Figure) -> bool {
    let Some(view) = scene.view(figure.span) else { return false };
    let sentence = scene.sentence(figure.span);
    let before = Span { start: sentence.start, end: figure.span.span.start };
    let mut ids: Vec<TokenId> = view.tokens_in(before).collect();
    // "A crowd of about 600": what bounds the figure belongs to it.
    while ids.last().is_some_and(|id| matches!(view.token(*id).upos, Upos::Adv | Upos::Adj | Upos::Det)) {
        ids.pop();
    }
    let of = ids.pop().filter(|id| view.word(*id).eq_ignore_ascii_case("of"));
    let noun = of.and_then(|_| ids.pop());
    noun.is_some_and(|id| {
        let token = view.token(id);
        let counted = view.children(id).any(|child| view.token(child).deprel == Deprel::Nummod);
        let lemma = token.lemma.to_lowercase();
        // "A student of 19".
        let is_age = scene.tables().people.noun_as(&lemma, NounKind::Person).is_some();
        token.upos == Upos::Noun
            && !counted
            && !is_age
            && !scene.tables().counted.wording.shares.contains(&lemma)
    })
}

/// "Thirty-one of the dead": a part of those whom a topic's own noun names.
fn is_of_lot(scene: &Scene<'_>, figure: &Figure) -> bool {
    let at = figure.of_span.map_or(figure.span.span, |of| of.span.cover(figure.span.span));
    let words = scene.dossier.text_of(DocSpan { span: at, ..figure.span }).to_lowercase();
    let after = following(scene, figure.span);
    let lots = &scene.tables().counted.wording.lots;
    lots.iter().any(|lot| words.contains(lot.as_str()) || after.starts_with(lot.as_str()))
}

/// "They rang me at six", "at 3.40": an hour of the day, unless the sentence puts a size at it ("put the dead at five").
fn is_hour(scene: &Scene<'_>, figure: &Figure) -> bool {
    let bare = figure.unit.is_none() && figure.of.is_none();
    let small = figure.value.is_some_and(|value| value < HOURS);
    let before = nearby::preceding(scene, figure.span);
    let sizes = &scene.tables().counted.sizes;
    let sized = before.split(|c: char| !c.is_alphanumeric()).any(|word| sizes.contains(word));
    bare && small && !sized && ends_in(before.trim_end(), "at")
}

/// A day has so many hours.
const HOURS: f64 = 25.0;

/// "The limit of 60 kph", "a maximum of 300 people": what is allowed, not what was.
fn is_limit(scene: &Scene<'_>, figure: &Figure) -> bool {
    let words = nearby::preceding(scene, figure.span);
    let limits = &scene.tables().counted.wording.limits;
    words.split_whitespace().rev().take(LIMIT_REACH).any(|word| limits.contains(word))
}

/// Words before a figure in which a word says that it is a limit.
const LIMIT_REACH: usize = 3;

/// "A 2-to-1 margin": a proportion counts nothing.
fn is_ratio(scene: &Scene<'_>, figure: &Figure) -> bool {
    let text = scene.view(figure.span).map_or("", |view| view.text);
    let (start, end) = (figure.span.span.start.index(), figure.span.span.end.index());
    let inside = text.get(start..end).unwrap_or_default();
    text.get(end..).is_some_and(|after| after.starts_with("-to-"))
        || text.get(..start).is_some_and(|before| before.ends_with("-to-"))
        || inside.contains("-to-")
}

/// "65 passengers and six crew": parts of the people told one beside the other, neither of them all.
fn is_listed(scene: &Scene<'_>, figure: &Figure) -> bool {
    let parts = &scene.tables().counted.parts;
    let Some(view) = scene.view(figure.span) else { return false };
    let Some(head) = view.head_of(figure.span.span) else { return false };
    let noun =
        if view.token(head).deprel == Deprel::Nummod { view.token(head).head.unwrap_or(head) } else { head };
    let is_part = |id: TokenId| parts.contains(&view.token(id).lemma.to_lowercase());
    let earlier = nearby::preceding(scene, figure.span);
    let mut last = earlier.split_whitespace().rev();
    // "A third of the 412,600".
    if last.next().is_some_and(|word| matches!(word, "the" | "its" | "their" | "these" | "those"))
        && last.next() == Some("of")
        && last.next().is_some_and(|word| scene.tables().counted.wording.shares.contains(word))
    {
        return true;
    }
    let counted = |id: TokenId| {
        view.children(id).any(|child| matches!(view.token(child).deprel, Deprel::Nummod | Deprel::Det))
    };
    let beside = view.children(noun).filter(|id| view.token(*id).deprel == Deprel::Conj);
    is_part(noun) && beside.into_iter().any(|id| is_part(id) && counted(id))
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
fn is_whole(scene: &Scene<'_>, figure: &Figure, index: usize) -> bool {
    let own = figure.span;
    beside(scene, index).any(|other| {
        let at = other.span;
        (at.doc, at.field) == (own.doc, own.field)
            && at.span.end <= own.span.start
            && own.span.start.index() - at.span.end.index() <= WHOLE_REACH
            && {
                let gap = Span { start: at.span.end, end: own.span.start };
                let between = scene.dossier.text_of(DocSpan { span: gap, ..own });
                between.starts_with(" of ") || between.starts_with(" out of ")
            }
    })
}

/// The figures around one in the list, which is in order.
fn beside<'s>(scene: &'s Scene<'_>, index: usize) -> impl Iterator<Item = &'s Figure> + use<'s> {
    let figures = &scene.dossier.figures;
    let (from, to) = (index.saturating_sub(AROUND), (index + AROUND + 1).min(figures.len()));
    figures.get(from..to).unwrap_or_default().iter()
}

/// So many figures before and behind one can belong to its phrase.
const AROUND: usize = 4;

/// Out of more than so many, how many is told and no share.
const SHARE_OF: f64 = 10.0;

/// Letters between a part and its whole.
const WHOLE_REACH: usize = 30;

/// "Nine of the fifteen", "eleven of the 14": a figure of a lot whose figure follows it. Fractions of people are shares.
fn is_share(scene: &Scene<'_>, figure: &Figure, index: usize) -> bool {
    let own = figure.span;
    let of_whole = beside(scene, index).any(|other| {
        let at = other.span;
        (at.doc, at.field) == (own.doc, own.field)
            && own.span.end <= at.span.start
            && at.span.start.index() - own.span.end.index() <= WHOLE_REACH
            && {
                let gap = Span { start: own.span.end, end: at.span.start };
                let between = scene.dossier.text_of(DocSpan { span: gap, ..own });
                let many = other.value.is_some_and(|value| value > SHARE_OF);
                // "Four of its men died and 11 were hurt": what stands between is no article alone, and the second no lot.
                let beside = between.split_whitespace().count() <= 1;
                let begins = between.trim_start().starts_with("of ")
                    || beside && scene.dossier.text_of(own).contains(" of ");
                // "800 out of 21,000" gives how many; "nine out of ten" gives a share.
                begins || between.trim_start().starts_with("out of ") && !many
            }
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

/// "Flight 752", "magnitude 6": a number that is a name, a size or a rank.
pub(super) fn is_name(scene: &Scene<'_>, at: DocSpan) -> bool {
    follows(scene, at, &scene.tables().compare.figures.no_count)
}

/// Whether one of some words stands right before or at the beginning of a figure.
fn follows(scene: &Scene<'_>, at: DocSpan, list: &BTreeSet<String>) -> bool {
    let before = nearby::preceding(scene, at);
    let last = before.split_whitespace().last().unwrap_or_default();
    let inside = scene.dossier.text_of(at).to_lowercase();
    list.contains(last.trim_matches(|c: char| !c.is_alphanumeric() && c != '.'))
        || list.iter().any(|word| inside.starts_with(word.as_str()))
}
