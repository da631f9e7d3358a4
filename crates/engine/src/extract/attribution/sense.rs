//! What a content claims: modality, negation, hedges.

use rashomon_doc::{Deprel, Modality, Span, SpeechAct, TokenId, Upos, View};

use super::cue::{self, Reading};
use super::draft::Draft;
use crate::Tables;
use crate::ontology::CueClass;

/// The word that the first clause of a content turns on.
fn root(view: View<'_>, draft: &Draft) -> Option<TokenId> {
    let first = draft.content.first()?;
    let heads = view.tokens_in(*first).filter(|id| match view.token(*id).head {
        None => true,
        Some(head) => !first.overlaps(view.token(head).span),
    });
    let clause = |id: &TokenId| {
        matches!(
            view.token(*id).upos,
            Upos::Verb | Upos::Adj | Upos::Noun | Upos::Aux | Upos::Pron | Upos::Propn
        )
    };
    heads.into_iter().find(clause)
}

/// Possible, intended, obliged or conditional, by the auxiliaries and conditions of the first clause.
pub(super) fn modality(view: View<'_>, draft: &Draft, reading: &Reading) -> Modality {
    let Some(root) = root(view, draft) else { return Modality::None };
    if has_condition(view, draft, root) {
        return Modality::Conditional;
    }
    let lemma = view.token(root).lemma.to_lowercase();
    let auxiliaries: Vec<String> = view
        .children(root)
        .filter(|child| matches!(view.token(*child).deprel, Deprel::Aux | Deprel::AuxPass))
        .map(|child| view.token(child).lemma.to_lowercase())
        .collect();
    let has = |words: &[&str]| auxiliaries.iter().any(|word| words.contains(&word.as_str()));
    if has(&["must", "should", "ought"])
        || matches!(lemma.as_str(), "need" | "have") && governs_infinitive(view, root)
    {
        return Modality::Obliged;
    }
    if has(&["may", "might", "can", "could"]) || possibly(view, root) || reading.left_open {
        return Modality::Possible;
    }
    let plans = matches!(lemma.as_str(), "plan" | "intend" | "aim" | "want" | "hope" | "go")
        && governs_infinitive(view, root);
    let promised =
        reading.entry.is_some_and(|cue| matches!(cue.act, SpeechAct::Promise | SpeechAct::Threaten));
    if has(&["will", "would", "shall"]) || plans || promised || names_a_plan(view, root) {
        return Modality::Intended;
    }
    Modality::None
}

fn governs_infinitive(view: View<'_>, verb: TokenId) -> bool {
    view.children(verb).any(|child| {
        view.token(child).deprel == Deprel::Xcomp
            && view.children(child).any(|mark| view.token(mark).deprel == Deprel::Mark)
    })
}

/// "no plans to meet", "has no intention of".
fn names_a_plan(view: View<'_>, root: TokenId) -> bool {
    view.children(root).any(|child| {
        matches!(view.token(child).deprel, Deprel::Obj | Deprel::Nsubj)
            && matches!(view.token(child).lemma.as_str(), "plan" | "intention" | "aim")
    })
}

fn possibly(view: View<'_>, root: TokenId) -> bool {
    view.children(root).any(|child| {
        matches!(
            view.token(child).lemma.to_lowercase().as_str(),
            "perhaps" | "maybe" | "possibly" | "probably" | "likely"
        )
    })
}

/// Whether the first clause hangs on a condition: "if", "unless", "until", "once", "as long as".
fn has_condition(view: View<'_>, draft: &Draft, root: TokenId) -> bool {
    let inside = |id: TokenId| draft.content.iter().any(|span| span.contains(view.token(id).span));
    let conditional = |clause: TokenId| {
        view.children(clause).any(|mark| {
            let deprel = view.token(mark).deprel;
            let word = view.word(mark).to_lowercase();
            // As a preposition "until" gives a time, not a condition.
            matches!(deprel, Deprel::Mark | Deprel::Advmod)
                && matches!(word.as_str(), "if" | "unless" | "until" | "till" | "once" | "provided")
        })
    };
    let clauses = view.children(root).flat_map(|child| std::iter::once(child).chain(view.children(child)));
    clauses
        .filter(|child| {
            matches!(view.token(*child).deprel, Deprel::Advcl | Deprel::Obl | Deprel::Ccomp | Deprel::Xcomp)
        })
        .filter(|child| inside(*child))
        .any(conditional)
}

/// Whether the first clause of the content is negated.
pub(super) fn is_negated(view: View<'_>, draft: &Draft) -> bool {
    let Some(root) = root(view, draft) else { return false };
    cue::is_negated(view, root)
        || view.children(root).any(|child| {
            let deprel = view.token(child).deprel;
            matches!(deprel, Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass) && cue::is_negated(view, child)
                || matches!(view.word(child).to_lowercase().as_str(), "nobody" | "nothing" | "none")
        })
}

/// Whether the outlet keeps its distance: "reportedly"; a cue in the passive without a source; or the speaker does.
pub(super) fn is_hedged(view: View<'_>, tables: &Tables, draft: &Draft, reading: &Reading) -> bool {
    let hedge = |span: &Span| {
        view.tokens_in(*span)
            .any(|id| cue::entry(view, tables, id).is_some_and(|cue| cue.class == CueClass::Hedge))
    };
    if draft.cue.iter().chain(&draft.content).any(hedge) {
        return true;
    }
    let Some(word) = reading.word else { return false };
    let beside = view
        .children(word)
        .any(|child| cue::entry(view, tables, child).is_some_and(|cue| cue.class == CueClass::Hedge));
    let passive = view.children(word).any(|child| view.token(child).deprel == Deprel::AuxPass);
    beside || draft.source.is_empty() && passive || in_opinion(view, draft)
}

/// "I think", "in our view" at the beginning of a content.
fn in_opinion(view: View<'_>, draft: &Draft) -> bool {
    const OPENINGS: [&str; 8] = [
        "i think",
        "we think",
        "i believe",
        "we believe",
        "in my opinion",
        "in my view",
        "in our view",
        "in our opinion",
    ];
    draft.content.first().is_some_and(|span| {
        let start: String = view.slice(*span).chars().take(24).collect::<String>().to_lowercase();
        OPENINGS.iter().any(|opening| start.trim_start_matches(['"', '“', '‘', '\'']).starts_with(opening))
    })
}
