//! Noun phrases of an event's text.

use std::collections::BTreeSet;

use rashomon_doc::{Deprel, TokenId, Upos, View};

use super::Clause;
use crate::dossier::{EntityId, EntityKind, Party};
use crate::resolve::entities::Entities;

/// Words of one participant; a longer phrase is cut to its core.
const LONGEST_PARTY: usize = 8;

/// "A, B and C", each once.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut seen = BTreeSet::new();
    let names: Vec<&str> = names.filter(|name| !name.is_empty() && seen.insert(*name)).collect();
    match &names[..] {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

/// The name by which an entity is known; unnamed people have none.
pub(super) fn name(entities: &Entities, entity: Option<EntityId>) -> Option<&str> {
    let entity = entities.get(entity?)?;
    (entity.kind != EntityKind::People).then_some(entity.name.as_str())
}

impl Clause<'_> {
    /// Several who take part, by name or by their words.
    pub(super) fn parties(self, parties: &[Party]) -> String {
        let view = self.view;
        let is_known = |party: &&Party| {
            let head = view.head_of(party.span.span);
            name(self.entities, party.entity).is_some() || !head.is_some_and(|head| is_pronoun(view, head))
        };
        let texts: Vec<String> = parties
            .iter()
            .filter(is_known)
            .map(|party| match name(self.entities, party.entity) {
                Some(name)
                    if view.head_of(party.span.span).is_none_or(|head| stands_for_one(view, head, name)) =>
                {
                    name.to_owned()
                }
                _ => view.head_of(party.span.span).map_or_else(
                    || view.slice(party.span.span).to_owned(),
                    |head| self.spelled(&self.core(head), None),
                ),
            })
            .collect();
        listed(texts.iter().map(String::as_str))
    }

    /// A noun phrase of the clause, with its preposition; whoever has a name goes by it.
    pub(super) fn noun_phrase(self, head: TokenId) -> String {
        let view = self.view;
        let known = self.told.actors.iter().chain(&self.told.recipients).chain(&self.told.place);
        let party = known
            .filter(|party| view.head_of(party.span.span) == Some(head))
            .find_map(|party| name(self.entities, party.entity))
            .filter(|name| stands_for_one(view, head, name));
        let case: Vec<&str> = view
            .children(head)
            .filter(|id| *id < head && view.token(*id).deprel == Deprel::Case)
            .map(|id| view.word(id))
            .collect();
        let mut texts = vec![party.map_or_else(|| self.spelled(&self.core(head), None), str::to_owned)];
        let joint = view.children(head).filter(|id| {
            view.token(*id).deprel == Deprel::Conj && matches!(view.token(*id).upos, Upos::Noun | Upos::Propn)
        });
        texts.extend(joint.map(|id| self.spelled(&self.core(id), None)));
        format!("{} {}", case.join(" "), listed(texts.iter().map(String::as_str)))
    }

    /// The tokens of a noun phrase without clauses and asides; a long one loses what stands behind its noun.
    pub(super) fn core(self, head: TokenId) -> Vec<TokenId> {
        let view = self.view;
        let kept = |id: &TokenId, behind: bool| {
            std::iter::once(*id)
                .chain(view.ancestors(*id))
                .take_while(|up| *up != head)
                .all(|up| keeps(view, head, up) && (behind || up < head))
        };
        let subtree = view.subtree(head);
        let with: Vec<TokenId> = subtree.iter().copied().filter(|id| kept(id, true)).collect();
        if with.len() <= LONGEST_PARTY {
            return with;
        }
        subtree.into_iter().filter(|id| kept(id, false)).collect()
    }

    /// Tokens as they are written; for the event's own noun without an article in front.
    pub(super) fn spelled(self, tokens: &[TokenId], bare: Option<TokenId>) -> String {
        let view = self.view;
        let mut text = String::new();
        let mut end = None;
        for id in tokens {
            let token = view.token(*id);
            let article = token.deprel == Deprel::Det && bare.is_some() && token.head == bare;
            if article {
                continue;
            }
            if end.is_some_and(|end| end < token.span.start) {
                text.push(' ');
            }
            if end.is_none_or(|end| end <= token.span.start) {
                text.push_str(view.word(*id));
            }
            end = Some(token.span.end);
        }
        text
    }

    pub(super) fn is_time(self, id: TokenId) -> bool {
        let span = self.view.token(id).span;
        self.told.text.facts.times.iter().any(|time| time.span.overlaps(span))
    }
}

/// Whether a name can stand in the place of a phrase: for a pronoun, a part of the name and "the minister", and not for
/// the people of a country or for some of a body's members, whom the phrase tells from it.
fn stands_for_one(view: View<'_>, head: TokenId, name: &str) -> bool {
    let token = view.token(head);
    let word = view.word(head).to_lowercase();
    let has = |deprel: Deprel| view.children(head).any(|id| view.token(id).deprel == deprel);
    match token.upos {
        Upos::Pron | Upos::Det => true,
        Upos::Propn => !has(Deprel::Nummod) && name.to_lowercase().contains(&word),
        Upos::Noun => has(Deprel::Det) && !has(Deprel::Nummod) && token.lemma == word,
        _ => false,
    }
}

/// Whether a dependent belongs to the core of a noun phrase.
fn keeps(view: View<'_>, head: TokenId, id: TokenId) -> bool {
    let token = view.token(id);
    match token.deprel {
        // The preposition in front of the phrase is not of it.
        Deprel::Case => token.head != Some(head) || id > head,
        Deprel::Acl
        | Deprel::AclRelcl
        | Deprel::Advcl
        | Deprel::AdvclRelcl
        | Deprel::Appos
        | Deprel::Parataxis
        | Deprel::Punct
        | Deprel::Mark
        | Deprel::Nsubj
        | Deprel::Cop
        | Deprel::Aux
        | Deprel::Discourse
        | Deprel::List
        | Deprel::Dep
        | Deprel::CcPreconj => is_hyphen(view, id),
        // What is joined to the noun itself is a phrase of its own.
        Deprel::Conj | Deprel::Cc => token.head != Some(head),
        _ => true,
    }
}

/// A hyphen inside a word belongs to it; a dash between words does not.
fn is_hyphen(view: View<'_>, id: TokenId) -> bool {
    let span = view.token(id).span;
    let joins = |letters: Option<char>| letters.is_some_and(char::is_alphanumeric);
    view.token(id).deprel == Deprel::Punct
        && matches!(view.word(id), "-" | "‑" | "–")
        && joins(view.text.get(..span.start.index()).and_then(|before| before.chars().next_back()))
        && joins(view.text.get(span.end.index()..).and_then(|after| after.chars().next()))
}

/// A pronoun tells nothing without the sentence around it ("to what", "by he").
pub(super) fn is_pronoun(view: View<'_>, id: TokenId) -> bool {
    view.token(id).upos == Upos::Pron
        || matches!(view.word(id).to_lowercase().as_str(), "which" | "what" | "whom" | "who")
}
