//! Sayings whose speaker stands in a phrase of place: "From the side of the company it was declared that …", "In the ministry
//! they were called a farce". The press of some languages tells so, and so do translations of it.

use rashomon_doc::{Deprel, NameType, Span, TokenId, Upos, View};

use super::cue;
use super::draft::Draft;
use super::syntax;
use crate::Tables;
use crate::extract::name::phrase_nouns;
use crate::ontology::{CueClass, NounKind};

/// Gives sayings without a source the body that their place names.
pub(super) fn settle(view: View<'_>, tables: &Tables, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.source.is_empty() && !draft.cue.is_empty()) {
        let reading = cue::read(view, tables, draft);
        let spoken =
            reading.entry.is_some_and(|entry| matches!(entry.class, CueClass::Speech | CueClass::Fragment));
        let Some(verb) = reading.word.filter(|_| spoken) else { continue };
        let Some(source) = place(view, tables, verb) else { continue };
        let free = |span: &Span| !span.overlaps(source);
        if draft.cue.iter().all(free) {
            // The place can have been read as part of what was said.
            draft.content = draft.content.iter().filter_map(|span| behind(*span, source)).collect();
            draft.content.retain(|span| !span.trimmed(view.text).is_empty());
            draft.source = vec![source];
        }
    }
}

/// A content without a place that it begins with.
fn behind(content: Span, place: Span) -> Option<Span> {
    if !content.overlaps(place) {
        return Some(content);
    }
    (content.end > place.end).then_some(Span { start: place.end, end: content.end })
}

/// Nouns for a side in a matter, whose owner is the one who speaks.
const SIDES: [&str; 4] = ["side", "part", "behalf", "name"];
/// Nouns for those who are known only by where they stand ("government circles").
const CIRCLES: [&str; 4] = ["circle", "quarter", "source", "surroundings"];
/// Bodies in which others speak.
const VENUES: [&str; 10] = [
    "parliament",
    "court",
    "congress",
    "senate",
    "house",
    "chamber",
    "assembly",
    "church",
    "school",
    "university",
];

/// The body in a phrase of place that opens the sentence of a saying nobody is the subject of.
pub(super) fn place(view: View<'_>, tables: &Tables, verb: TokenId) -> Option<Span> {
    let someone = view.children(verb).any(|child| {
        view.token(child).deprel == Deprel::Nsubj
            && !matches!(view.word(child).to_lowercase().as_str(), "it" | "this" | "that")
    });
    if someone {
        return None;
    }
    let first = view.sentence_of(verb).and_then(|sentence| view.tokens_of(sentence).next())?;
    let mut places = view
        .children(verb)
        .filter(|child| matches!(view.token(*child).deprel, Deprel::Obl | Deprel::OblAgent));
    places.find_map(|noun| {
        let case = view.children(noun).find(|case| view.token(*case).deprel == Deprel::Case)?;
        let opens = case == first || about_this(view, verb);
        let fits = match view.word(case).to_lowercase().as_str() {
            "from" => true,
            "in" | "at" | "within" | "on" => opens,
            _ => false,
        };
        fits.then(|| body(view, tables, noun)).flatten()
    })
}

/// "About this it was told in the ministry": what was told stands in the sentence before.
pub(super) fn about_this(view: View<'_>, verb: TokenId) -> bool {
    view.children(verb).any(|child| {
        view.token(child).deprel == Deprel::Obl
            && matches!(view.word(child).to_lowercase().as_str(), "this" | "that")
            && view.children(child).any(|case| view.word(case).eq_ignore_ascii_case("about"))
    })
}

/// Who speaks at a place: the body itself, the owner of a side, or those who issue a document.
fn body(view: View<'_>, tables: &Tables, noun: TokenId) -> Option<Span> {
    let lemma = view.token(noun).lemma.to_lowercase();
    let owner = || {
        view.children(noun).find(|child| match view.token(*child).deprel {
            Deprel::NmodPoss => true,
            Deprel::Nmod => view
                .children(*child)
                .any(|case| matches!(view.word(case).to_lowercase().as_str(), "of" | "by" | "from")),
            _ => false,
        })
    };
    if SIDES.contains(&lemma.as_str()) {
        return owner().map(|owner| syntax::phrase(view, owner));
    }
    if VENUES.contains(&lemma.as_str()) {
        return None;
    }
    let (senses, _) = phrase_nouns(view, tables, noun);
    let document = senses.first().is_some_and(|noun| noun.kind == NounKind::Document);
    if document || tables.cues.get(Upos::Noun, &lemma).is_some() {
        return owner().map(|owner| syntax::phrase(view, owner));
    }
    let bodies = senses.iter().any(|noun| matches!(noun.kind, NounKind::Body | NounKind::Teller));
    let span = view.token(noun).span;
    let entities = &view.layer.entities;
    let next = entities.partition_point(|entity| entity.span.end <= span.start);
    let named = entities
        .get(next)
        .is_some_and(|entity| entity.span.overlaps(span) && entity.kind == NameType::Organization);
    (bodies || named || CIRCLES.contains(&lemma.as_str())).then(|| syntax::phrase(view, noun))
}
