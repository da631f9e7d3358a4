//! An event in plain words: the clause or phrase of one telling, cut to its core, with the names that the story uses.

mod phrase;

use rashomon_doc::{Deprel, EventKind, EventType, TokenId, Upos, View};

use super::telling::Told;
use crate::dossier::{EntityKind, Party};
use crate::resolve::entities::Entities;
use phrase::{is_pronoun, listed, name};

/// Words of an event's text; beyond them only what the verb needs is kept.
const LONGEST: usize = 16;

/// The event in plain words, from the telling that says most with least.
pub(super) fn plain(members: &[&Told<'_>], entities: &Entities) -> String {
    let worded = members.iter().map(|told| (rank(told), text(told, entities)));
    let best = worded.filter(|(_, text)| !text.is_empty()).min_by(|(x, a), (y, b)| {
        leads_with_pronoun(a)
            .cmp(&leads_with_pronoun(b))
            .then(x.cmp(y))
            .then_with(|| words(a).abs_diff(IDEAL).cmp(&words(b).abs_diff(IDEAL)))
            .then(a.cmp(b))
    });
    best.map(|(_, text)| capitalised(&text)).unwrap_or_default()
}

/// Whether the text begins with a pronoun, of which one cannot tell whom it means.
fn leads_with_pronoun(text: &str) -> bool {
    const PRONOUNS: [&str; 12] =
        ["he", "she", "it", "they", "we", "i", "you", "his", "her", "its", "their", "who"];
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    PRONOUNS.contains(&first.as_str())
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
    let token = view.token(head);
    let mut pieces = match (token.deprel, token.upos) {
        // "The dismissed stewards".
        (Deprel::Amod, _) => clause.of_noun(token.head.unwrap_or(head)),
        (_, Upos::Verb | Upos::Aux) => clause.of_verb(head),
        // "Three people are dead".
        (_, Upos::Adj) if view.children(head).any(|id| is_subject(view, id)) => clause.of_verb(head),
        _ => clause.of_noun_or_clause(head),
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
        if !parties.is_empty() {
            return parties;
        }
        // "… collapsed, killing three and injuring ten": up over joined verbs and participles to one with a subject.
        let mut at = head;
        while matches!(view.token(at).deprel, Deprel::Conj | Deprel::Advcl)
            && let Some(up) = view.token(at).head
        {
            if by_agent && view.token(at).deprel == Deprel::Advcl {
                break;
            }
            if let Some(subject) = view.children(up).find(|id| is_subject(view, *id)) {
                return self.noun_phrase(subject);
            }
            at = up;
        }
        parties
    }

    /// Whether a word heads the name of the event's place.
    fn is_place(self, id: TokenId) -> bool {
        self.told.place.is_some_and(|place| self.view.head_of(place.span.span) == Some(id))
    }

    /// Whether a word is part of the trigger, as "down" is in "came down".
    fn is_of_trigger(self, id: TokenId) -> bool {
        self.told.event.trigger.contains(&self.view.token(id).span)
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
            // "A bill that the mayor did not support": what "that" stands for comes first.
            Deprel::Obj if is_relative(view, id) => {
                let noun = verb.and_then(|verb| view.token(verb).head)?;
                Some(piece(format!("{} {word}", self.spelled(&self.core(noun), None))))
            }
            Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::NsubjOuter
            | Deprel::Expl
            | Deprel::Obj
            | Deprel::Iobj => Some(piece(self.noun_phrase(id))),
            Deprel::OblAgent => Some(piece(self.noun_phrase(id))),
            // What stands in front of the clause ("in a related development") sets a scene; a place is kept.
            Deprel::Obl if verb.is_some_and(|verb| id < verb) && has_subject && !self.is_place(id) => None,
            Deprel::Obl if !self.is_time(id) && !is_pronoun(view, id) => {
                Some(Piece { text: self.noun_phrase(id), can_go: true })
            }
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::CompoundPrt => Some(piece(word.to_owned())),
            Deprel::Mark if word.eq_ignore_ascii_case("to") => {
                // Without its subject an infinitive reads as a heading does: "Ortega to meet owners".
                Some(piece(if has_subject { String::new() } else { word.to_owned() }))
            }
            Deprel::Advmod if is_negation(word) || self.is_of_trigger(id) => Some(piece(word.to_owned())),
            Deprel::Xcomp => {
                let inner: Vec<Piece> = self.complement(id);
                Some(Piece { text: joined(&inner), can_go: true })
            }
            // "Abrams insisted this was no defeat": without what it says a verb of saying or hoping tells nothing.
            Deprel::Ccomp if verb.is_some_and(|verb| id > verb) => {
                Some(Piece { text: joined(&self.complement(id)), can_go: true })
            }
            _ => None,
        }
    }

    /// "to leave the quay", "that the quay was closed": a clause below the verb, with what completes it in turn.
    fn complement(self, head: TokenId) -> Vec<Piece> {
        let view = self.view;
        let is_verb = matches!(view.token(head).upos, Upos::Verb | Upos::Aux);
        let is_clause = is_verb || view.children(head).any(|id| is_subject(view, id));
        if !is_clause {
            return vec![piece(self.noun_phrase(head))];
        }
        let own = if is_verb { view.word(head).to_owned() } else { self.spelled(&self.core(head), None) };
        let mut pieces: Vec<(TokenId, Piece)> = vec![(head, piece(own))];
        for id in view.children(head) {
            let text = match view.token(id).deprel {
                _ if is_subject(view, id) => self.noun_phrase(id),
                Deprel::Mark | Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::CompoundPrt => {
                    view.word(id).to_owned()
                }
                Deprel::Advmod if is_negation(view.word(id)) => view.word(id).to_owned(),
                // What is no verb has its objects in its own phrase.
                _ if !is_verb => continue,
                Deprel::Obj | Deprel::Iobj | Deprel::OblAgent => self.noun_phrase(id),
                Deprel::Obl if !self.is_time(id) && !is_pronoun(view, id) => self.noun_phrase(id),
                Deprel::Xcomp => joined(&self.complement(id)),
                _ => continue,
            };
            pieces.push((id, piece(text)));
        }
        pieces.sort_by_key(|(id, _)| *id);
        pieces.into_iter().map(|(_, piece)| piece).collect()
    }

    /// A noun alone ("the trial") tells too little: the clause whose subject or object it is tells more.
    fn of_noun_or_clause(self, head: TokenId) -> Vec<Piece> {
        const TOO_LITTLE: usize = 2;
        let pieces = self.of_noun(head);
        let token = self.view.token(head);
        let is_core = matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj);
        let verb = token.head.filter(|verb| {
            let verb = self.view.token(*verb);
            verb.upos == Upos::Verb && verb.deprel != Deprel::AclRelcl
        });
        match verb {
            Some(verb) if is_core && words(&joined(&pieces)) <= TOO_LITTLE => self.of_verb(verb),
            _ => pieces,
        }
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
        let event = self.told.event;
        if event.kind == Some(EventType::Consult) {
            // Who meets meets one another.
            let both = [actors, recipients].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>();
            let several = both.len() > 1 || both.iter().any(|text| text.contains(" and "));
            if !both.is_empty() {
                let link = if several { "between" } else { "with" };
                pieces.push(piece(format!("{link} {}", both.join(" and "))));
            }
            return pieces;
        }
        if !actors.is_empty() {
            let link = if befalls(event.other) { "of" } else { "by" };
            pieces.push(piece(format!("{link} {actors}")));
        }
        if !recipients.is_empty() {
            pieces.push(piece(format!("{} {recipients}", towards(event.kind))));
        }
        pieces
    }
}

/// Whether what happens befalls those who take part, rather than being done by them.
fn befalls(kind: Option<EventKind>) -> bool {
    use EventKind::{Accident, Closure, Damage, Death, Disaster, Health, Injury, Resignation};
    kind.is_some_and(|kind| {
        matches!(kind, Accident | Closure | Damage | Death | Disaster | Health | Injury | Resignation)
    })
}

/// The word before those an act is directed at.
fn towards(kind: Option<EventType>) -> &'static str {
    use EventType::{
        Accuse, Agree, Aid, Assault, Coerce, Concede, Consult, Cooperate, Mobilize, Protest, Reject, Request,
        Retreat, Sanction, Support, Threaten,
    };
    match kind {
        Some(Accuse | Assault | Protest | Sanction | Threaten | Mobilize | Coerce) => "against",
        Some(Agree | Consult | Cooperate) => "with",
        Some(Aid | Support | Request | Concede) => "to",
        Some(Reject | Retreat) | None => "involving",
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

/// With a capital first.
fn capitalised(text: &str) -> String {
    let mut letters = text.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
