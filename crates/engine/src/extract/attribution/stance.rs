//! Words told against stances and acts: "She said that the bill was weak" tells, "She backed the bill" does not.

use rashomon_doc::{Deprel, NameType, QuotationKind, Span, SpeechAct, TokenId, Upos, View};

use super::cue::Reading;
use super::draft::{Draft, Origin};
use crate::Tables;
use crate::extract::marks::Quotation;
use crate::extract::name::is_subject;
use crate::ontology::{ContentForm, Cue, CueClass};

/// Whether a draft lays a stance, a plan or an act to its source, not words or a thought.
pub(super) fn is_stance(view: View<'_>, draft: &Draft, reading: &Reading, kind: QuotationKind) -> bool {
    if kind != QuotationKind::Indirect {
        // "is expected to publish a book called “Tides”": the marks quote nobody.
        return kind == QuotationKind::Mixed
            && draft.source.is_empty()
            && reading.entry.is_some_and(|entry| is_forecast(view, draft, entry, reading.word));
    }
    let form = form(view, &draft.content);
    let unsaid = reading.word.is_some_and(|word| is_unsaid(view, word, reading.entry));
    if reading.entry.is_some_and(tells_of_things) && is_someone_alone(view, &draft.content) {
        return true;
    }
    let told = match reading.entry {
        Some(entry) => {
            form >= entry.least
                && !is_forecast(view, draft, entry, reading.word)
                && !(form == ContentForm::Thing
                    && reading.word.is_some_and(|word| is_loose_noun(view, word, entry)))
        }
        // What the tree shows without a cue of the table is a construction that tells ("put the crowd at 2,500").
        None => form == ContentForm::Clause || draft.origin == Origin::Tree,
    };
    !told || unsaid
}

/// Drops what only the tree shows and what is no more than a stance.
pub(super) fn drop_loose(view: View<'_>, tables: &Tables, quotations: &[Quotation], drafts: &mut Vec<Draft>) {
    drafts.retain(|draft| {
        let kind = super::kind::kind(view, quotations, &draft.content);
        let kind = if super::kind::is_inside(quotations, draft) { QuotationKind::Indirect } else { kind };
        draft.origin != Origin::Tree || !is_stance(view, draft, &super::cue::read(view, tables, draft), kind)
    });
}

/// What the content is in its sentence, by the words whose heads lie outside it.
pub(super) fn form(view: View<'_>, content: &[Span]) -> ContentForm {
    let inside = |id: TokenId| content.iter().any(|span| span.contains(view.token(id).span));
    let roots: Vec<TokenId> = content
        .iter()
        .flat_map(|span| view.tokens_in(*span))
        .filter(|id| view.token(*id).upos != Upos::Punct)
        .filter(|id| view.token(*id).head.is_none_or(|head| !inside(head)))
        .collect();
    let most = roots.iter().map(|root| form_of(view, *root)).max().unwrap_or(ContentForm::Thing);
    // "wants the talks to end": the object and the infinitive are a clause together.
    let object = roots.iter().any(|id| {
        matches!(view.token(*id).upos, Upos::Noun | Upos::Propn | Upos::Pron)
            && matches!(view.token(*id).deprel, Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj)
    });
    if object && most == ContentForm::Infinitive { ContentForm::Clause } else { most }
}

fn form_of(view: View<'_>, root: TokenId) -> ContentForm {
    let child = |fits: &dyn Fn(TokenId) -> bool| view.children(root).any(fits);
    let predicates = child(&|id| {
        is_subject(view.token(id).deprel) || matches!(view.token(id).deprel, Deprel::Cop | Deprel::Expl)
    });
    if predicates {
        return ContentForm::Clause;
    }
    if !matches!(view.token(root).upos, Upos::Verb | Upos::Aux) {
        return ContentForm::Thing;
    }
    let finite = child(&|id| {
        view.token(id).deprel == Deprel::Aux && !matches!(view.word(id), "having" | "have" | "be")
    });
    let marked =
        child(&|id| view.token(id).deprel == Deprel::Mark && view.word(id).eq_ignore_ascii_case("to"));
    if finite && !marked { ContentForm::Clause } else { ContentForm::Infinitive }
}

/// Whether a cue is a noun for words of no certain kind: "his view of the press", "their comments on it" tell not what was said.
fn is_loose_noun(view: View<'_>, word: TokenId, entry: Cue) -> bool {
    view.token(word).upos == Upos::Noun
        && !super::frames::NOTES.contains(&lemma_of(view, word).as_str())
        && matches!(entry.act, SpeechAct::Say | SpeechAct::Confirm | SpeechAct::Praise | SpeechAct::Other)
}

/// "The vote is expected to be close": nobody is named who expects it, so that the outlet itself does.
fn is_forecast(view: View<'_>, draft: &Draft, entry: Cue, word: Option<TokenId>) -> bool {
    let heard = word.is_some_and(|word| HEARSAY.contains(&view.token(word).lemma.to_lowercase().as_str()));
    draft.source.is_empty() && entry.class == CueClass::Thought && !heard
}

/// Thoughts that tell of hearsay where nobody is named who has them: "is believed to have fled".
const HEARSAY: [&str; 7] = ["believe", "think", "fear", "understand", "suspect", "presume", "assume"];

/// Whether the saying is not said to have happened: "should say", "tried to explain", "failed to mention".
fn is_unsaid(view: View<'_>, word: TokenId, entry: Option<Cue>) -> bool {
    // "had tests made to determine whether …": what is to be found out is not told yet.
    let purpose = entry.is_some_and(|entry| {
        entry.class != CueClass::Speech || SOUGHT.contains(&lemma_of(view, word).as_str())
    }) && matches!(view.token(word).deprel, Deprel::Advcl | Deprel::Acl)
        && view.children(word).any(|mark| {
            view.token(mark).deprel == Deprel::Mark && view.word(mark).eq_ignore_ascii_case("to")
        });
    if purpose {
        return true;
    }
    let required = view.children(word).any(|child| {
        view.token(child).deprel == Deprel::Aux
            && REQUIRED.contains(&view.token(child).lemma.to_lowercase().as_str())
    });
    let attempted = view.token(word).deprel == Deprel::Xcomp
        && view
            .token(word)
            .head
            .is_some_and(|head| ATTEMPTS.contains(&view.token(head).lemma.to_lowercase().as_str()));
    required || attempted || is_asked(view, word) || is_withheld(view, word, entry)
}

/// "Did the mayor promise to pay?": what the outlet asks is not told. "He would have agreed to go" is not told either.
fn is_asked(view: View<'_>, word: TokenId) -> bool {
    let aux = |form: &str| {
        view.children(word).find(|child| {
            view.token(*child).deprel == Deprel::Aux && view.word(*child).eq_ignore_ascii_case(form)
        })
    };
    let subject = view.children(word).find(|child| is_subject(view.token(*child).deprel));
    let first = view.children(word).find(|child| view.token(*child).deprel == Deprel::Aux);
    let turned = first.is_some_and(|aux| subject.is_some_and(|subject| aux < subject));
    let question = view
        .sentence_of(word)
        .is_some_and(|sentence| view.slice(view.sentence(sentence).span).trim_end().ends_with('?'));
    let supposed = aux("would").or_else(|| aux("wouldn't")).is_some() && aux("have").is_some();
    view.token(word).deprel == Deprel::Root && turned && question || supposed
}

/// "The ministry denied the reporter a seat": what is withheld from someone is done, not said.
fn is_withheld(view: View<'_>, word: TokenId, entry: Option<Cue>) -> bool {
    entry.is_some_and(|entry| entry.negative)
        && view.children(word).any(|child| view.token(child).deprel == Deprel::Iobj)
}

/// What is done to find something out, where a purpose is told.
const SOUGHT: [&str; 5] = ["determine", "establish", "clarify", "verify", "discover"];

fn lemma_of(view: View<'_>, word: TokenId) -> String {
    view.token(word).lemma.to_lowercase()
}

/// Whether a cue tells of things and facts, so that a person as all of its content is what it was done to: "the senate
/// confirmed Kroll".
fn tells_of_things(entry: Cue) -> bool {
    matches!(entry.act, SpeechAct::Say | SpeechAct::Confirm | SpeechAct::Other)
}

/// Whether a content is no more than a person's name or a personal pronoun.
fn is_someone_alone(view: View<'_>, content: &[Span]) -> bool {
    let person = |span: &Span| {
        let entities = &view.layer.entities;
        let next = entities.partition_point(|entity| entity.span.end <= span.start);
        let named = entities.get(next).is_some_and(|entity| {
            entity.kind == NameType::Person && entity.span.shared(*span) * 2 > span.len()
        });
        let pronoun =
            matches!(view.slice(*span).to_lowercase().as_str(), "him" | "her" | "them" | "me" | "us");
        let clause = view.tokens_in(*span).any(|id| matches!(view.token(id).upos, Upos::Verb | Upos::Aux));
        (named || pronoun) && !clause
    };
    !content.is_empty() && content.iter().all(person)
}

/// Auxiliaries that make a saying one that is owed or possible.
const REQUIRED: [&str; 5] = ["should", "must", "may", "might", "ought"];
/// Verbs and adjectives after which a saying is wanted or tried, not done.
const ATTEMPTS: [&str; 21] = [
    "want", "plan", "seek", "try", "attempt", "fail", "avoid", "hope", "hesitate", "intend", "prefer",
    "need", "expect", "likely", "ready", "require", "oblige", "force", "order", "invite", "press",
];
