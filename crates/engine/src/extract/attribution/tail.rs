//! Sayings told behind a comma at the end of what was said, whatever the tree makes of them: "…, decreed the President", "…, has
//! pointed out Kroll", "…, a source of the clinic advanced to the agency". The words are read in their order.

use rashomon_doc::{SentenceId, Span, SpeechAct, TokenId, Upos, View};

use super::cue;
use super::draft::{Draft, Origin};
use super::nested;
use crate::Tables;
use crate::extract::marks::Quotation;
use crate::ontology::{Cue, CueClass};

/// Confidence in such a saying.
const TOLD: f32 = 0.7;
/// How many words can name who speaks.
const MAX_NAME: usize = 14;
/// How many words "with emotion" or "to the agency" can have, between the verb and who speaks or behind it.
const MAX_ASIDE: usize = 6;

/// Within how many words a conjunction shows that a clause only opens another.
const MAX_OPENING: usize = 2;

/// A saying behind a comma.
pub(super) struct Tail {
    /// Who speaks.
    pub(super) source: Span,
    /// The verb with its auxiliary and particle.
    pub(super) cue: Span,
}

/// The readings of a text.
pub(super) fn read(view: View<'_>, tables: &Tables, quotations: &[Quotation]) -> Vec<Draft> {
    let sentences = (0..view.layer.sentences.len() as u32).map(SentenceId);
    sentences.filter_map(|sentence| of_sentence(view, tables, quotations, sentence)).collect()
}

fn of_sentence(
    view: View<'_>,
    tables: &Tables,
    quotations: &[Quotation],
    sentence: SentenceId,
) -> Option<Draft> {
    let tokens: Vec<TokenId> = view.tokens_of(sentence).collect();
    let quoted = |id: TokenId| {
        let span = view.token(id).span;
        let next = quotations.partition_point(|quotation| quotation.outer.end <= span.start);
        quotations.get(next).is_some_and(|quotation| quotation.outer.contains(span))
    };
    let first = *tokens.first()?;
    // "When the pay was cut, the union protested": what opens so is no saying of its own.
    let opening = tokens.iter().take(MAX_OPENING).any(|id| view.token(*id).upos == Upos::Sconj);
    let begins = matches!(view.token(first).upos, Upos::Verb | Upos::Adv | Upos::Aux);
    if quoted(first) || opening || begins {
        return None;
    }
    let commas = tokens.iter().enumerate().filter(|(_, id)| view.word(**id) == "," && !quoted(**id));
    commas.rev().find_map(|(at, comma)| {
        let before = tokens.get(..at)?;
        let finite = before.iter().any(|id| matches!(view.token(*id).upos, Upos::Verb | Upos::Aux));
        let rest = tokens.get(at + 1..).filter(|_| finite)?;
        let tail = behind_verb(view, tables, rest).or_else(|| before_verb(view, tables, rest))?;
        let content = Span { start: view.token(first).span.start, end: view.token(*comma).span.start };
        Some(Draft {
            source: vec![tail.source],
            cue: vec![tail.cue],
            content: vec![content.trimmed(view.text)],
            origin: Origin::Tree,
            confidence: TOLD,
            certain: true,
        })
    })
}

/// The saying at the beginning of what stands behind a quotation: "“Not yet,” related with a sigh Captain Kroll".
pub(super) fn behind_quotation(view: View<'_>, tables: &Tables, quotation: &Quotation) -> Option<Tail> {
    let SentenceId(sentence) =
        view.sentence_at(rashomon_doc::Pos(quotation.outer.end.0.saturating_sub(1)))?;
    let end = view.sentence(SentenceId(sentence)).span.end;
    let rest: Vec<TokenId> = view.tokens_in(Span { start: quotation.outer.end, end }).collect();
    let words = rest.iter().position(|id| view.token(*id).upos != Upos::Punct)?;
    behind_verb(view, tables, rest.get(words..)?)
}

/// "decreed the President", "has pointed out Kroll", "related with emotion Captain Kroll".
fn behind_verb(view: View<'_>, tables: &Tables, words: &[TokenId]) -> Option<Tail> {
    let has = |id: &TokenId| matches!(view.word(*id).to_lowercase().as_str(), "has" | "have" | "had");
    let auxiliaries = words.iter().take_while(|id| has(id)).count();
    let verb = *words.get(auxiliaries)?;
    says(view, tables, verb)?;
    let mut at = auxiliaries + 1;
    let mut last = verb;
    if let Some(particle) = words.get(at).filter(|id| is_particle(view, **id)) {
        last = *particle;
        at += 1;
    }
    if words.get(at).is_some_and(|id| view.token(*id).upos == Upos::Adp) {
        // The phrase between ends where the next noun phrase begins.
        let aside = words.get(at..(at + MAX_ASIDE).min(words.len()))?;
        let noun = aside.iter().position(|id| matches!(view.token(*id).upos, Upos::Noun | Upos::Propn))?;
        at += noun + 1;
    }
    let name: Vec<TokenId> = nominal(view, words.get(at..)?);
    let next = words.get(at + name.len());
    let ends = next.is_none_or(|id| matches!(view.word(*id), "." | "," | ";" | "!" | "?"));
    let source = view.cover(name.iter().copied());
    let cue = view.token(*words.first()?).span.cover(view.token(last).span);
    (ends && !name.is_empty() && nested::is_someone(view, tables, source)).then_some(Tail { source, cue })
}

/// "a source of the clinic advanced to the agency", "a foreman recounts, who …".
fn before_verb(view: View<'_>, tables: &Tables, words: &[TokenId]) -> Option<Tail> {
    let name = nominal(view, words);
    let verb = *words.get(name.len()).filter(|_| !name.is_empty())?;
    // "the minister's promise": a noun that is spelt like a verb of saying.
    says(view, tables, verb).filter(|entry| {
        // "When he fell, the union protested" is done, not told.
        matches!(entry.act, SpeechAct::Say | SpeechAct::Confirm)
            && matches!(view.token(verb).upos, Upos::Verb | Upos::Adj)
            && !name.last().is_some_and(|last| {
                matches!(view.token(*last).upos, Upos::Det | Upos::Adj | Upos::Part | Upos::Adp)
            })
    })?;
    let aside: Vec<TokenId> = words
        .get(name.len() + 1..)?
        .iter()
        .copied()
        .take_while(|id| !matches!(view.word(*id), "." | "," | ";" | "!" | "?"))
        .collect();
    let first = aside.first().map(|id| view.token(*id).upos);
    let bare = aside.is_empty()
        || first == Some(Upos::Adp)
            && (2..=MAX_ASIDE).contains(&aside.len())
            && aside.iter().all(|id| !matches!(view.token(*id).upos, Upos::Verb | Upos::Aux | Upos::Sconj));
    let source = view.cover(name.iter().copied());
    let someone = nested::is_someone(view, tables, source);
    (bare && someone).then(|| Tail { source, cue: view.token(verb).span })
}

/// The row of a verb that says, by its form: the tree may take it for an adjective.
fn says(view: View<'_>, tables: &Tables, verb: TokenId) -> Option<Cue> {
    if !matches!(view.token(verb).upos, Upos::Verb | Upos::Adj) {
        return None;
    }
    let entry = cue::by_form(tables, &view.word(verb).to_lowercase())?;
    let finite = !view.word(verb).to_lowercase().ends_with("ing");
    let told =
        !matches!(entry.act, SpeechAct::Condemn | SpeechAct::Praise | SpeechAct::Ask | SpeechAct::Urge);
    (told && entry.class == CueClass::Speech && !entry.negative && finite).then_some(entry)
}

fn is_particle(view: View<'_>, id: TokenId) -> bool {
    matches!(view.word(id).to_lowercase().as_str(), "out" | "on" | "back" | "up")
}

/// The words of a noun phrase at the beginning of some words, with what hangs on it by a preposition.
fn nominal(view: View<'_>, words: &[TokenId]) -> Vec<TokenId> {
    words
        .iter()
        .copied()
        .take(MAX_NAME)
        .take_while(|id| {
            matches!(
                view.token(*id).upos,
                Upos::Noun
                    | Upos::Propn
                    | Upos::Adj
                    | Upos::Det
                    | Upos::Adp
                    | Upos::Part
                    | Upos::Pron
                    | Upos::Num
            ) && !(view.token(*id).upos == Upos::Adj
                && view.word(*id).to_lowercase().ends_with("ed")
                && view.token(*id).deprel != rashomon_doc::Deprel::Amod)
        })
        .collect()
}
