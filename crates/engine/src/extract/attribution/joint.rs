//! Who stands beside a speaker: others who say it too ("Kroll and Brandt said"), and the body that a spokesperson speaks for.

use rashomon_doc::{ChainLink, Deprel, MentionKind, NameId, Span, TokenId, Upos};

use super::draft::Draft;
use super::speaker::Cast;
use super::syntax;
use crate::extract::name::{is_subject, noun_phrase, phrase_nouns};

/// The others who say the same in the same breath, each once; none of them is `speaker`.
pub(super) fn others(cast: &mut Cast<'_>, draft: &Draft, speaker: Option<NameId>) -> Vec<ChainLink> {
    let mut out: Vec<ChainLink> = Vec::new();
    for source in &draft.source {
        let Some(head) = cast.view.head_of(*source) else { continue };
        let mut found: Vec<ChainLink> = Vec::new();
        for one in beside(cast, *source, head) {
            let span = syntax::phrase(cast.view, one);
            found.push(ChainLink { name: cast.speaker(span), span });
        }
        // "they" and "the two" stand for several at once.
        let span = cast.view.token(head).span;
        found.extend(
            cast.bearers(*source, span).into_iter().map(|id| ChainLink { name: Some(id), span: *source }),
        );
        for link in found {
            let new = link.name.is_some()
                && link.name != speaker
                && !out.iter().any(|known| known.name == link.name);
            if new {
                out.push(link);
            }
        }
    }
    out
}

/// The heads that are joined to the head of a source: people and bodies, no second noun for one and the same.
fn beside(cast: &Cast<'_>, source: Span, head: TokenId) -> Vec<TokenId> {
    let view = cast.view;
    let someone = |id: &TokenId| {
        let (senses, _) = phrase_nouns(view, cast.tables, *id);
        let named = cast
            .mentions_in(source)
            .any(|mention| mention.kind == MentionKind::Name && mention.span.contains(view.token(*id).span));
        named || senses.iter().any(|noun| noun.kind != crate::ontology::NounKind::Document)
    };
    // "the mayor and party leader": a bare second noun says what the first one is as well.
    let apart = |id: &TokenId| {
        view.token(*id).upos == Upos::Propn
            || view.token(head).upos == Upos::Propn
            || view.children(*id).any(|child| {
                matches!(view.token(child).deprel, Deprel::Det | Deprel::NmodPoss | Deprel::Nummod)
            })
            || view.word(*id).ends_with('s')
    };
    let joined =
        |id: &TokenId| view.token(*id).deprel == Deprel::Conj && source.contains(view.token(*id).span);
    let with = |id: &TokenId| {
        let token = view.token(*id);
        matches!(token.deprel, Deprel::Nmod | Deprel::Obl)
            && source.contains(token.span)
            && view.children(*id).any(|case| {
                view.word(case).eq_ignore_ascii_case("with")
                    && view.tokens_in(source).any(|before| {
                        before.0 + 1 == case.0
                            && matches!(view.word(before).to_lowercase().as_str(), "along" | "together")
                    })
            })
    };
    view.children(head).filter(|id| joined(id) || with(id)).filter(someone).filter(apart).collect()
}

/// The body or person for whom the speaker speaks, where the words for the speaker or an earlier description say that it is a
/// spokesperson's.
pub(super) fn behalf(cast: &Cast<'_>, draft: &Draft, speaker: Option<NameId>) -> Option<ChainLink> {
    let id = speaker?;
    let mut spans: Vec<Span> = draft.source.clone();
    spans.extend(cast.roles(id));
    spans.extend(cast.descriptions(id).take(MAX_DESCRIPTIONS));
    spans.into_iter().find_map(|span| {
        let spoken_for = cast.view.tokens_in(span).find(|token| is_spokesperson(cast, *token))?;
        owner(cast, spoken_for, id)
    })
}

/// How many of a name's descriptions are looked at: what someone is, is said early.
const MAX_DESCRIPTIONS: usize = 4;

fn is_spokesperson(cast: &Cast<'_>, noun: TokenId) -> bool {
    let (senses, _) = phrase_nouns(cast.view, cast.tables, noun);
    senses.iter().any(|noun| noun.spokesperson)
}

/// Whose spokesperson it is: "the ministry's", "a spokeswoman for the ministry", "police spokesman".
fn owner(cast: &Cast<'_>, noun: TokenId, speaker: NameId) -> Option<ChainLink> {
    let view = cast.view;
    let tied = |child: &TokenId| match view.token(*child).deprel {
        Deprel::NmodPoss | Deprel::Compound | Deprel::NmodDesc | Deprel::Amod => true,
        Deprel::Nmod => view.children(*child).any(|case| {
            matches!(view.word(case).to_lowercase().as_str(), "for" | "of" | "at" | "from" | "with")
        }),
        _ => false,
    };
    let of = |child: TokenId| {
        let word = view.token(child).span;
        let known = cast.at(word).filter(|(id, _)| *id != speaker)?;
        Some(ChainLink { name: Some(known.0), span: known.1 })
    };
    let children: Vec<TokenId> = view.children(noun).filter(tied).collect();
    let named = children.iter().find_map(|child| of(*child));
    // "the ministry's spokesman" where nobody is named: its words at least.
    named.or_else(|| {
        let body = children.into_iter().find(|child| {
            let (senses, _) = phrase_nouns(view, cast.tables, *child);
            senses.iter().any(|noun| noun.kind == crate::ontology::NounKind::Body)
                && !is_subject(view.token(*child).deprel)
        })?;
        Some(ChainLink { name: None, span: noun_phrase(view, body) })
    })
}
