//! An event in plain words: the clause or phrase of one telling, cut to its core, with the names that the story uses.

use std::collections::BTreeSet;

use rashomon_doc::{Deprel, TokenId, Upos, View};

use super::telling::Told;
use crate::dossier::{EntityId, EntityKind, Party};
use crate::resolve::entities::Entities;

/// Words of an event's text; beyond them only what the verb needs is kept.
const LONGEST: usize = 16;

/// Words of one participant; a longer phrase is cut to its core.
const LONGEST_PARTY: usize = 8;

/// The event in plain words, from the telling that says most with least.
pub(super) fn plain(members: &[&Told<'_>], entities: &Entities) -> String {
    let worded = members.iter().map(|told| (rank(told), text(told, entities)));
    let best = worded.filter(|(_, text)| !text.is_empty()).min_by(|(x, a), (y, b)| {
        x.cmp(y).then_with(|| words(a).abs_diff(IDEAL).cmp(&words(b).abs_diff(IDEAL))).then(a.cmp(b))
    });
    best.map(|(_, text)| capitalised(&text)).unwrap_or_default()
}

/// Words at which a text tells enough and can still be taken in at a glance.
const IDEAL: usize = 8;

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Lower is better: a telling with all who take part before one without, own voice before speech, a whole clause before
/// a phrase.
fn rank(told: &Told<'_>) -> (bool, usize, bool, bool) {
    let missing = usize::from(told.actors.is_empty()) + usize::from(told.recipients.is_empty());
    let view = told.text.view;
    let has_subject = told.head.is_some_and(|head| view.children(head).any(|id| is_subject(view, id)));
    (told.event.background, missing, told.statement.is_some(), !has_subject)
}

/// One telling in plain words.
fn text(told: &Told<'_>, entities: &Entities) -> String {
    let view = told.text.view;
    let Some(head) = told.head else { return without_tree(told, entities) };
    let clause = Clause { told, entities, view };
    let mut pieces = match view.token(head).upos {
        Upos::Verb | Upos::Aux => clause.of_verb(head),
        _ => clause.of_noun(head),
    };
    while pieces.iter().map(|piece| words(&piece.text)).sum::<usize>() > LONGEST {
        let Some(last) = pieces.iter().rposition(|piece| piece.can_go) else { break };
        pieces.remove(last);
    }
    joined(&pieces)
}

/// Who, what, whom: all that is known where the reader gave no tree.
fn without_tree(told: &Told<'_>, entities: &Entities) -> String {
    let view = told.text.view;
    let list = |parties: &[Party]| {
        let names =
            parties.iter().map(|party| name(entities, party.entity).unwrap_or(view.slice(party.span.span)));
        listed(names)
    };
    let parts = [list(&told.actors), told.words.to_owned(), list(&told.recipients)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// "A, B and C", each once.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut seen = BTreeSet::new();
    let names: Vec<&str> = names.filter(|name| !name.is_empty() && seen.insert(*name)).collect();
    match &names[..] {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

/// The name by which an entity is known; unnamed people have none.
fn name(entities: &Entities, entity: Option<EntityId>) -> Option<&str> {
    let entity = entities.get(entity?)?;
    (entity.kind != EntityKind::People).then_some(entity.name.as_str())
}

/// Some words of the text to be.
struct Piece {
    text: String,
    /// Whether the text makes sense without it.
    can_go: bool,
}

fn piece(text: String) -> Piece {
    Piece { text, can_go: false }
}

fn joined(pieces: &[Piece]) -> String {
    let mut joined = String::new();
    for text in pieces.iter().map(|piece| piece.text.trim()).filter(|text| !text.is_empty()) {
        // "would" and "n't" are one word.
        let clings = ["'", "’", "n't", "n’t"].iter().any(|clitic| text.starts_with(clitic));
        if !joined.is_empty() && !clings {
            joined.push(' ');
        }
        joined.push_str(text);
    }
    joined
}

/// One telling with its tree.
#[derive(Clone, Copy)]
struct Clause<'a> {
    told: &'a Told<'a>,
    entities: &'a Entities,
    view: View<'a>,
}

impl Clause<'_> {
    /// Subject, verb, object and what completes them, in their order.
    fn of_verb(self, head: TokenId) -> Vec<Piece> {
        let view = self.view;
        let passive = view
            .children(head)
            .any(|id| matches!(view.token(id).deprel, Deprel::AuxPass | Deprel::NsubjPass));
        let has_subject = view.children(head).any(|id| is_subject(view, id));
        let mut pieces = Vec::new();
        let mut done = false;
        for id in view.children(head) {
            if !done && id > head {
                pieces.push(piece(view.word(head).to_owned()));
                done = true;
            }
            pieces.extend(self.dependent(id, has_subject));
        }
        if !done {
            pieces.push(piece(view.word(head).to_owned()));
        }
        if !has_subject {
            let by_agent = passive || self.is_participle(head, "ed");
            let subject = self.missing_subject(head, by_agent);
            // Whoever stands in the clause already is not named again.
            if !joined(&pieces).to_lowercase().contains(&subject.to_lowercase()) {
                pieces.insert(0, piece(subject));
            }
        }
        pieces
    }

    /// Who does it, where the verb has no subject of its own: that of the verb it is joined to, else who is known.
    fn missing_subject(self, head: TokenId, by_agent: bool) -> String {
        let view = self.view;
        let parties = self.parties(if by_agent { &self.told.recipients } else { &self.told.actors });
        let first = view.token(head).head.filter(|_| view.token(head).deprel == Deprel::Conj);
        match first.and_then(|first| view.children(first).find(|id| is_subject(view, *id))) {
            Some(subject) if parties.is_empty() => self.noun_phrase(subject),
            _ => parties,
        }
    }

    /// Whether the verb is a participle behind a noun ("the plane shot down over the bay").
    fn is_participle(self, head: TokenId, ending: &str) -> bool {
        self.view.token(head).deprel == Deprel::Acl && self.view.word(head).to_lowercase().ends_with(ending)
    }

    /// A dependent of the verb, if it belongs to the core of the clause.
    fn dependent(self, id: TokenId, has_subject: bool) -> Option<Piece> {
        let view = self.view;
        let word = view.word(id);
        let verb = view.token(id).head;
        match view.token(id).deprel {
            // "The storm, which buried the road": whom "which" means.
            _ if is_subject(view, id) && is_relative(view, id) => {
                let known =
                    self.missing_subject(verb.unwrap_or(id), view.token(id).deprel == Deprel::NsubjPass);
                let noun = verb.and_then(|verb| view.token(verb).head);
                Some(piece(match noun {
                    Some(noun) if known.is_empty() => self.spelled(&self.core(noun), None),
                    _ => known,
                }))
            }
            Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::NsubjOuter
            | Deprel::Expl
            | Deprel::Obj
            | Deprel::Iobj => Some(piece(self.noun_phrase(id))),
            Deprel::OblAgent => Some(piece(self.noun_phrase(id))),
            Deprel::Obl if !self.is_time(id) && !is_pronoun(view, id) => {
                Some(Piece { text: self.noun_phrase(id), can_go: true })
            }
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::CompoundPrt => Some(piece(word.to_owned())),
            Deprel::Mark if word.eq_ignore_ascii_case("to") => {
                // Without its subject an infinitive reads as a heading does: "Ortega to meet owners".
                Some(piece(if has_subject { String::new() } else { word.to_owned() }))
            }
            Deprel::Advmod if is_negation(word) => Some(piece(word.to_owned())),
            Deprel::Xcomp => {
                let inner: Vec<Piece> = self.complement(id);
                Some(Piece { text: joined(&inner), can_go: true })
            }
            _ => None,
        }
    }

    /// "to leave the quay": a verb below the verb, without what stands below that again.
    fn complement(self, head: TokenId) -> Vec<Piece> {
        let view = self.view;
        if !matches!(view.token(head).upos, Upos::Verb | Upos::Aux) {
            return vec![piece(self.noun_phrase(head))];
        }
        let mut pieces: Vec<(TokenId, Piece)> = vec![(head, piece(view.word(head).to_owned()))];
        for id in view.children(head) {
            let text = match view.token(id).deprel {
                Deprel::Mark | Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::CompoundPrt => {
                    view.word(id).to_owned()
                }
                Deprel::Obj | Deprel::Iobj | Deprel::OblAgent => self.noun_phrase(id),
                Deprel::Obl if !self.is_time(id) && !is_pronoun(view, id) => self.noun_phrase(id),
                _ => continue,
            };
            pieces.push((id, piece(text)));
        }
        pieces.sort_by_key(|(id, _)| *id);
        pieces.into_iter().map(|(_, piece)| piece).collect()
    }

    /// "attack on the harbour by raiders": the phrase of a noun, with those who take part and stand outside it.
    fn of_noun(self, head: TokenId) -> Vec<Piece> {
        let view = self.view;
        let tokens = self.core(head);
        let phrase = piece(self.spelled(&tokens, Some(head)));
        let cover = view.cover(tokens);
        let is_place = |party: &Party| {
            let entity = party.entity.and_then(|id| self.entities.get(id));
            entity.is_some_and(|entity| entity.kind == EntityKind::Place)
        };
        let outside = |parties: &[Party]| -> Vec<Party> {
            parties.iter().filter(|party| !cover.overlaps(party.span.span)).copied().collect()
        };
        let actors = self.parties(&outside(&self.told.actors));
        // Of a place outside the phrase it is not sure that anything was done to it.
        let mut recipients = outside(&self.told.recipients);
        recipients.retain(|party| !is_place(party));
        let recipients = self.parties(&recipients);
        let mut pieces = vec![phrase];
        if !actors.is_empty() {
            pieces.push(piece(format!("by {actors}")));
        }
        if !recipients.is_empty() {
            pieces.push(piece(format!("involving {recipients}")));
        }
        pieces
    }

    /// Several who take part, by name or by their words.
    fn parties(self, parties: &[Party]) -> String {
        let view = self.view;
        let is_known = |party: &&Party| {
            let head = view.head_of(party.span.span);
            name(self.entities, party.entity).is_some() || !head.is_some_and(|head| is_pronoun(view, head))
        };
        let texts: Vec<String> = parties
            .iter()
            .filter(is_known)
            .map(|party| match name(self.entities, party.entity) {
                Some(name) => name.to_owned(),
                None => view.head_of(party.span.span).map_or_else(
                    || view.slice(party.span.span).to_owned(),
                    |head| self.spelled(&self.core(head), None),
                ),
            })
            .collect();
        listed(texts.iter().map(String::as_str))
    }

    /// A noun phrase of the clause, with its preposition; whoever has a name goes by it.
    fn noun_phrase(self, head: TokenId) -> String {
        let view = self.view;
        let known = self.told.actors.iter().chain(&self.told.recipients).chain(&self.told.place);
        let party = known
            .filter(|party| view.head_of(party.span.span) == Some(head))
            .find_map(|party| name(self.entities, party.entity));
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
    fn core(self, head: TokenId) -> Vec<TokenId> {
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
    fn spelled(self, tokens: &[TokenId], bare: Option<TokenId>) -> String {
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

    fn is_time(self, id: TokenId) -> bool {
        let span = self.view.token(id).span;
        self.told.text.facts.times.iter().any(|time| time.span.overlaps(span))
    }
}

fn is_subject(view: View<'_>, id: TokenId) -> bool {
    matches!(view.token(id).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Csubj)
}

fn is_relative(view: View<'_>, id: TokenId) -> bool {
    let word = view.word(id).to_lowercase();
    let verb = view.token(id).head.map(|verb| view.token(verb).deprel);
    verb == Some(Deprel::AclRelcl) && matches!(word.as_str(), "who" | "which" | "that" | "whom")
}

fn is_negation(word: &str) -> bool {
    ["not", "n't", "n’t", "never"].iter().any(|negation| word.eq_ignore_ascii_case(negation))
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
fn is_pronoun(view: View<'_>, id: TokenId) -> bool {
    view.token(id).upos == Upos::Pron
        || matches!(view.word(id).to_lowercase().as_str(), "which" | "what" | "whom" | "who")
}

/// With a capital first.
fn capitalised(text: &str) -> String {
    let mut letters = text.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
