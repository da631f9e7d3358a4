//! Passives: "he was asked whether", "when asked why": the subject hears, and who speaks is the agent or nobody named.

use rashomon_doc::{Deprel, TokenId, Upos, View};

use super::cue;
use super::draft::Draft;
use super::syntax;
use crate::Tables;
use crate::extract::name::is_subject;
use crate::ontology::{AddresseeForm, Cue, CueClass};

/// Takes the subject of a passive cue out of the source; its agent, if there is one, comes in.
pub(super) fn turn(view: View<'_>, tables: &Tables, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.is_clause()) {
        let reading = cue::read(view, tables, draft);
        let (Some(verb), Some(entry)) = (reading.word, reading.entry) else { continue };
        let speech = matches!(entry.class, CueClass::Speech | CueClass::Fragment);
        let agent = view.children(verb).find(|child| speech && view.token(*child).deprel == Deprel::OblAgent);
        // "The crew had left, as claimed by Kroll": whoever has an agent beside it is not told by its subject.
        if !is_passive(view, verb, entry) && agent.is_none() {
            continue;
        }
        // "Kroll was told by the master that …": who hears is no part of what is said.
        if entry.addressee == AddresseeForm::Object && draft.content.len() > 1 {
            let hears = |span: &rashomon_doc::Span| {
                let clause =
                    view.tokens_in(*span).any(|id| matches!(view.token(id).upos, Upos::Verb | Upos::Aux));
                !clause && view.tokens_in(*span).any(|id| is_passive_subject(view, id, verb))
            };
            if !draft.content.iter().all(hears) {
                draft.content.retain(|span| !hears(span));
            }
        }
        // "Kroll, who owns it, was asked whether …": the relative clause is part of who hears.
        if agent.is_none() && entry.addressee == AddresseeForm::Object {
            let heard = view
                .children(verb)
                .find(|child| view.token(*child).deprel == Deprel::NsubjPass)
                .map(|child| syntax::phrase(view, child));
            draft.source.retain(|span| !heard.is_some_and(|heard| heard.contains(*span)));
        }
        if let Some(agent) = agent.map(|agent| syntax::phrase(view, agent)) {
            if !draft.source.iter().any(|span| span.overlaps(agent)) {
                draft.source = vec![agent];
            }
        } else {
            let hears = |span: &rashomon_doc::Span| {
                view.tokens_in(*span).any(|id| is_passive_subject(view, id, verb))
            };
            draft.source.retain(|span| !hears(span));
        }
    }
}

/// Whether a word is the subject of a passive verb, or of the clause that a bare participle hangs on.
fn is_passive_subject(view: View<'_>, word: TokenId, verb: TokenId) -> bool {
    let token = view.token(word);
    let above = view.token(verb).head;
    token.deprel == Deprel::NsubjPass && token.head == Some(verb)
        || is_subject(token.deprel) && token.head.is_some() && token.head == above
}

/// Whether someone is spoken to or of in the passive: with an auxiliary, or as a participle ("when asked").
fn is_passive(view: View<'_>, verb: TokenId, entry: Cue) -> bool {
    if !matches!(entry.class, CueClass::Speech | CueClass::Fragment) || view.token(verb).upos != Upos::Verb {
        return false;
    }
    let child = |deprel: Deprel| view.children(verb).any(|child| view.token(child).deprel == deprel);
    if child(Deprel::AuxPass) {
        return true;
    }
    let word = view.word(verb).to_lowercase();
    let participle = word.ends_with("ed") || word == "told";
    let bare = !view.children(verb).any(|child| {
        is_subject(view.token(child).deprel) || matches!(view.token(child).deprel, Deprel::Aux | Deprel::Obj)
    });
    let after = view.children(verb).any(|child| {
        matches!(view.token(child).deprel, Deprel::Mark | Deprel::Advmod)
            && matches!(
                view.word(child).to_lowercase().as_str(),
                "when" | "if" | "once" | "while" | "though" | "although"
            )
    });
    let clause = matches!(view.token(verb).deprel, Deprel::Advcl | Deprel::Acl);
    participle
        && bare
        && clause
        && entry.addressee == AddresseeForm::Object
        && (after || begins_sentence(view, verb))
}

/// "Asked whether …, she said": the participle opens the sentence.
fn begins_sentence(view: View<'_>, verb: TokenId) -> bool {
    let first = view
        .sentence_of(verb)
        .and_then(|sentence| view.tokens_of(sentence).find(|id| view.token(*id).upos != Upos::Punct));
    first == Some(verb)
}
