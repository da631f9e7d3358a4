//! Whose words a document holds that is called up again: "In a letter the union complained. … The letter says …".

use rashomon_doc::{Deprel, SentenceId, Span, TokenId, Upos, View};

use super::cue;
use super::speaker::Cast;
use super::syntax;
use crate::extract::name::{is_subject, phrase_nouns};
use crate::ontology::{CueClass, NounKind};

/// How many sentences back the one who wrote it can be named.
const REACH: u32 = 8;

/// What someone does by whom a document comes to be.
const WRITING: [&str; 16] = [
    "write",
    "issue",
    "release",
    "publish",
    "send",
    "post",
    "file",
    "sign",
    "produce",
    "prepare",
    "submit",
    "circulate",
    "present",
    "give",
    "make",
    "read",
];

/// The words for the one who wrote a document that is named with an article ("the letter"), or by "it".
pub(super) fn author(cast: &Cast<'_>, head: TokenId) -> Option<Span> {
    let view = cast.view;
    let noun = called(cast, head)?;
    let SentenceId(here) = view.sentence_of(head)?;
    let lemma = view.token(noun).lemma.to_lowercase();
    let first = SentenceId(here.saturating_sub(REACH));
    let start = view.tokens_of(first).next()?;
    (start.0..=noun.0).rev().map(TokenId).find_map(|id| {
        let token = view.token(id);
        (token.upos == Upos::Noun && token.lemma.to_lowercase() == lemma)
            .then(|| written_by(cast, id))
            .flatten()
    })
}

/// The noun for the document: itself behind a definite article, or the subject of the sentence before "it".
fn called(cast: &Cast<'_>, head: TokenId) -> Option<TokenId> {
    let view = cast.view;
    if view.token(head).upos == Upos::Pron {
        let SentenceId(here) = view.sentence_of(head)?;
        let it = view.word(head).eq_ignore_ascii_case("it");
        let before = SentenceId(here.checked_sub(1).filter(|_| it)?);
        let subject = view.tokens_of(before).find(|id| is_subject(view.token(*id).deprel))?;
        return is_document(cast, subject).then_some(subject);
    }
    let definite = view.children(head).any(|child| {
        view.token(child).deprel == Deprel::Det
            && matches!(view.word(child).to_lowercase().as_str(), "the" | "this" | "that")
    });
    (definite && is_document(cast, head)).then_some(head)
}

fn is_document(cast: &Cast<'_>, noun: TokenId) -> bool {
    let (senses, _) = phrase_nouns(cast.view, cast.tables, noun);
    senses.first().is_some_and(|noun| noun.kind == NounKind::Document)
}

/// Who wrote the document at its first mention: whose it is, who issues it, or who says something in it.
fn written_by(cast: &Cast<'_>, noun: TokenId) -> Option<Span> {
    let view = cast.view;
    let owner = view.children(noun).find(|child| match view.token(*child).deprel {
        Deprel::NmodPoss => true,
        Deprel::Nmod => has_case(view, *child, &["by", "from"]),
        _ => false,
    });
    if let Some(owner) = owner {
        return Some(syntax::phrase(view, owner));
    }
    let written = view
        .children(noun)
        .find(|child| view.token(*child).deprel == Deprel::Acl && is_writing(view, *child));
    let agent = written
        .and_then(|verb| view.children(verb).find(|child| view.token(*child).deprel == Deprel::OblAgent));
    if let Some(agent) = agent {
        return Some(syntax::phrase(view, agent));
    }
    let token = view.token(noun);
    let verb = token.head.filter(|verb| view.token(*verb).upos == Upos::Verb)?;
    let says = cue::entry(view, cast.tables, verb)
        .is_some_and(|cue| matches!(cue.class, CueClass::Speech | CueClass::Fragment));
    let inside = token.deprel == Deprel::Obl && has_case(view, noun, &["in"]) && says;
    let made = token.deprel == Deprel::Obj && (is_writing(view, verb) || says);
    (inside || made).then(|| syntax::source(view, verb)).flatten()
}

fn is_writing(view: View<'_>, verb: TokenId) -> bool {
    WRITING.contains(&view.token(verb).lemma.to_lowercase().as_str())
}

fn has_case(view: View<'_>, noun: TokenId, words: &[&str]) -> bool {
    view.children(noun).any(|case| {
        view.token(case).deprel == Deprel::Case && words.contains(&view.word(case).to_lowercase().as_str())
    })
}
