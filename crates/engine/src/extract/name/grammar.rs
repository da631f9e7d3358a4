//! Questions to the tree that several stages ask.

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

use crate::Tables;
use crate::ontology::Noun;

/// The head word of a span; its last noun if the tree gives none.
pub(super) fn head(view: View<'_>, span: Span) -> Option<TokenId> {
    view.head_of(span)
}

/// Whether a relation is that of a subject.
pub(in crate::extract) fn is_subject(deprel: Deprel) -> bool {
    matches!(deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
}

/// Whether a dependent belongs to the noun phrase proper, as against clauses and asides attached to it.
fn in_phrase(deprel: Deprel) -> bool {
    matches!(
        deprel,
        Deprel::Det
            | Deprel::DetPredet
            | Deprel::Amod
            | Deprel::Compound
            | Deprel::CompoundPrt
            | Deprel::Nmod
            | Deprel::NmodPoss
            | Deprel::NmodDesc
            | Deprel::Nummod
            | Deprel::Flat
            | Deprel::Fixed
            | Deprel::Goeswith
    )
}

/// Whether everything below a dependent of a phrase belongs to it.
fn tokens_of_phrase(view: View<'_>, head: TokenId) -> Vec<TokenId> {
    let mut out = vec![head];
    let mut next = 0;
    while let Some(parent) = out.get(next).copied() {
        let inside = parent != head;
        // "close to the talks" behind its noun.
        let postposed = inside && view.token(parent).deprel == Deprel::Amod && parent > head;
        out.extend(view.children(parent).filter(|child| {
            let deprel = view.token(*child).deprel;
            in_phrase(deprel)
                || deprel == Deprel::Advmod && view.token(*child).span.end <= view.token(parent).span.start
                || postposed
                || (inside && matches!(deprel, Deprel::Case | Deprel::Conj | Deprel::Cc | Deprel::Punct))
        }));
        next += 1;
    }
    out.sort_unstable();
    out
}

/// The noun phrase of a head: the run of its words without relative clauses, appositions and coordinated phrases.
pub(in crate::extract) fn noun_phrase(view: View<'_>, head: TokenId) -> Span {
    let tokens = tokens_of_phrase(view, head);
    let Ok(at) = tokens.binary_search(&head) else { return view.token(head).span };
    let mut first = at;
    while first > 0 && tokens[first - 1].0 + 1 == tokens[first].0 {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < tokens.len() && tokens[last].0 + 1 == tokens[last + 1].0 {
        last += 1;
    }
    while first < at && view.token(tokens[first]).upos == Upos::Punct {
        first += 1;
    }
    while last > at && matches!(view.token(tokens[last]).upos, Upos::Punct | Upos::Adp) {
        last -= 1;
    }
    view.cover(tokens[first..=last].iter().copied())
}

/// The senses of a noun with the nouns compounded to it ("police chief" before "chief"), and the form that was found.
pub(in crate::extract) fn phrase_nouns<'a>(
    view: View<'_>,
    tables: &'a Tables,
    head: TokenId,
) -> (&'a [Noun], String) {
    let lemma = lemma(view, head);
    if let Some(before) = previous(view, head) {
        let joined = format!("{} {lemma}", view.word(before).to_lowercase());
        let senses = tables.people.noun(&joined);
        if !senses.is_empty() {
            return (senses, joined);
        }
    }
    (tables.people.noun(&lemma), lemma)
}

/// The lemma in lower case.
pub(super) fn lemma(view: View<'_>, token: TokenId) -> String {
    view.token(token).lemma.to_lowercase()
}

/// The token before one in its sentence.
pub(super) fn previous(view: View<'_>, token: TokenId) -> Option<TokenId> {
    let sentence = view.sentence(view.sentence_of(token)?);
    (token.0 > sentence.tokens.start).then(|| TokenId(token.0 - 1))
}

/// Whether a noun stands in the plural: its form is not its dictionary form.
pub(super) fn is_plural(view: View<'_>, token: TokenId) -> bool {
    let word = view.word(token).to_lowercase();
    let lemma = lemma(view, token);
    word != lemma && (word.ends_with('s') || matches!(word.as_str(), "men" | "women" | "people" | "children"))
        || word.ends_with("men") && lemma.ends_with("man")
}

/// The determiner of a noun in lower case.
pub(super) fn determiner(view: View<'_>, head: TokenId) -> Option<String> {
    view.children(head)
        .find(|child| matches!(view.token(*child).deprel, Deprel::Det | Deprel::DetPredet))
        .map(|child| view.word(child).to_lowercase())
}

/// Nouns and adjectives that stand with a noun, in lemmas.
pub(super) fn modifiers(view: View<'_>, phrase: Span, head: TokenId) -> Vec<String> {
    view.tokens_in(phrase)
        .filter(|id| *id != head)
        .filter(|id| matches!(view.token(*id).upos, Upos::Noun | Upos::Propn | Upos::Adj))
        .map(|id| lemma(view, id))
        .collect()
}

/// The names behind a noun that say whose it is or where from ("officials of Norland", "a man from Tarn"), in lemmas.
pub(super) fn owners(view: View<'_>, head: TokenId) -> Vec<String> {
    let names = |child: &TokenId| {
        let token = view.token(*child);
        let tied = token.deprel == Deprel::Nmod && *child > head && token.upos == Upos::Propn;
        tied && view.children(*child).any(|case| {
            matches!(view.word(case).to_lowercase().as_str(), "of" | "from" | "for" | "at" | "with" | "in")
        })
    };
    view.children(head).filter(names).map(|child| lemma(view, child)).collect()
}
