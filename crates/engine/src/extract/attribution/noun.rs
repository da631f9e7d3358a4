//! Nouns and adjectives of saying with what is said: "their claim that …", "calls for her to resign".

use rashomon_doc::{Deprel, SpeechAct, TokenId, Upos, View};

use super::draft::{Draft, Origin};
use super::syntax;
use crate::extract::name::is_subject;
use crate::ontology::{Cue, CueClass};

/// What stands in a paper or goes out on a channel: "a report in the Herald that …".
const PUBLISHED: [&str; 7] = ["report", "story", "article", "account", "broadcast", "claim", "rumour"];

/// "their claim that …", "afraid that …", "a report by the Herald that …".
pub(super) fn read(view: View<'_>, word: TokenId, entry: Cue) -> Option<Draft> {
    let governed = view.children(word).find(|child| {
        matches!(view.token(*child).deprel, Deprel::Ccomp | Deprel::Acl | Deprel::Advcl)
            && view.children(*child).any(|mark| syntax::is_that(view, mark))
    });
    let clause = governed.or_else(|| clause_behind(view, word)).or_else(|| asked_for(view, word, entry))?;
    let owner = owner(view, word).or_else(|| owner_behind(view, word, clause))?;
    Some(Draft {
        source: vec![syntax::phrase(view, owner)],
        cue: vec![view.token(word).span],
        content: syntax::without(view, clause, owner),
        origin: Origin::Tree,
        confidence: syntax::LOOSE,
        certain: governed.is_some() && entry.class == CueClass::Speech,
    })
}

/// "calls from the families for her to resign", "their demand to see the files": the infinitive behind a noun of asking.
fn asked_for(view: View<'_>, word: TokenId, entry: Cue) -> Option<TokenId> {
    let asks = matches!(entry.act, SpeechAct::Ask | SpeechAct::Demand | SpeechAct::Urge);
    view.children(word).filter(|_| asks).find(|child| {
        view.token(*child).deprel == Deprel::Acl
            && *child > word
            && view.children(*child).any(|mark| {
                view.token(mark).deprel == Deprel::Mark && view.word(mark).eq_ignore_ascii_case("to")
            })
    })
}

/// Whose claim it is, by the tree.
fn owner(view: View<'_>, word: TokenId) -> Option<TokenId> {
    view.children(word).find(|child| {
        let deprel = view.token(*child).deprel;
        let by = || view.children(*child).any(|case| names_owner(view, word, case));
        deprel == Deprel::NmodPoss || is_subject(deprel) || deprel == Deprel::Nmod && by()
    })
}

/// Whether a preposition stands between a noun of saying and whose it is.
fn names_owner(view: View<'_>, word: TokenId, case: TokenId) -> bool {
    match view.word(case).to_lowercase().as_str() {
        "by" | "from" | "of" => true,
        "in" | "on" => PUBLISHED.contains(&view.token(word).lemma.to_lowercase().as_str()),
        _ => false,
    }
}

/// The owner directly behind the noun, where the tree hangs it elsewhere.
fn owner_behind(view: View<'_>, word: TokenId, clause: TokenId) -> Option<TokenId> {
    let case = TokenId(word.0 + 1);
    let behind = case.0 < clause.0 && names_owner(view, word, case);
    view.token(case).head.filter(|head| behind && *head > case && *head < clause)
}

/// The clause that "that" opens behind the noun and its owner, where the tree hangs it elsewhere.
fn clause_behind(view: View<'_>, word: TokenId) -> Option<TokenId> {
    let sentence = view.sentence_of(word)?;
    let last = view.tokens_of(sentence).next_back()?;
    let case = TokenId(word.0 + 1);
    if view.token(word).upos != Upos::Noun || case > last || !names_owner(view, word, case) {
        return None;
    }
    let that =
        (case.0..=(case.0 + MAX_OWNER).min(last.0)).map(TokenId).find(|id| syntax::is_that(view, *id))?;
    view.token(that).head.filter(|verb| *verb > that)
}

/// How many words the owner of a report can take.
const MAX_OWNER: u32 = 9;
