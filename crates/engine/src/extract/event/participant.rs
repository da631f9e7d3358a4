//! Who the heads of arguments are: phrase, name, country and sector.

use std::collections::BTreeSet;

use rashomon_doc::{
    Attribution, Deprel, EntitySpan, Mention, MentionKind, Name, NameType, Participant, Sector, Span,
    TimeExpression, TokenId, Upos, View,
};

use super::memo::Memo;
use super::nominal;
use crate::Tables;
use crate::ontology::frames::{Frames, Topic, TriggerPos};
use crate::ontology::{CountryForm, NounKind, World};

/// A city so many times as large as the next of its name is meant where nothing speaks against it.
const DWARFS: u64 = 8;

/// What participants are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Cast<'a> {
    pub(super) view: View<'a>,
    pub(super) mentions: &'a [Mention],
    pub(super) names: &'a [Name],
    pub(super) times: &'a [TimeExpression],
    pub(super) attributions: &'a [Attribution],
    pub(super) tables: &'a Tables,
    /// The countries that the names of the text belong to.
    pub(super) countries: &'a BTreeSet<String>,
    /// Whether the text is about sport.
    pub(super) sport: bool,
    /// What else the text is about.
    pub(super) topics: &'a [Topic],
    /// What has been found out about its tokens.
    pub(super) memo: &'a Memo,
}

impl<'a> Cast<'a> {
    /// The party with this head.
    pub(super) fn participant(self, head: TokenId) -> Participant {
        let span = self.phrase(head);
        let who = self.sayer(head).unwrap_or_else(|| nominal::content(self.view, &self.tables.frames, head));
        let mention = self.mention(who).filter(|_| who != head).or_else(|| self.mention(head));
        let name = mention.and_then(|mention| mention.name);
        let named = name.and_then(|name| self.names.get(name.0 as usize));
        let (country, sector) =
            if who == head { self.look_up(head, span) } else { self.look_up(who, self.phrase(who)) };
        Participant {
            span,
            name,
            country: named.and_then(|name| name.country.clone()).or(country),
            sector: sector.or_else(|| named.and_then(|name| name.sector)),
        }
    }

    /// "Peru said it would help": the speaker, where nothing else is known of the pronoun that begins what is said.
    fn sayer(self, head: TokenId) -> Option<TokenId> {
        let view = self.view;
        let token = view.token(head);
        let word = view.word(head).to_lowercase();
        if matches!(word.as_str(), "we" | "i") {
            // "We condemn it": whoever is quoted.
            let quoted = crate::extract::innermost(token.span, self.attributions)?;
            let source = self.attributions.get(quoted.0 as usize)?.source.first()?;
            return view.head_of(*source).filter(|speaker| view.token(*speaker).upos != Upos::Pron);
        }
        let pronoun = token.upos == Upos::Pron
            && matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass)
            && matches!(word.as_str(), "it" | "he" | "she" | "they")
            && self.mention(head).is_none_or(|mention| mention.name.is_none());
        let clause = token.head.filter(|clause| pronoun && view.token(*clause).deprel == Deprel::Ccomp)?;
        let saying = view.token(clause).head?;
        let speaker = super::voice::child(view, saying, &[Deprel::Nsubj])?;
        (view.token(speaker).upos != Upos::Pron && self.is_agent(speaker)).then_some(speaker)
    }

    /// The mention whose head this is: the shortest that holds it.
    fn mention(self, head: TokenId) -> Option<&'a Mention> {
        let span = self.view.token(head).span;
        self.mentions
            .iter()
            .filter(|mention| mention.span.contains(span))
            .min_by_key(|mention| mention.span.len())
    }

    /// The noun phrase around a head, without clauses, appositions and what is coordinated with it.
    fn phrase(self, head: TokenId) -> Span {
        let inside = |id: &TokenId| {
            let mut path = std::iter::once(*id).chain(self.view.ancestors(*id)).take_while(|up| *up != head);
            *id == head || path.all(|up| keeps(self.view, &self.tables.frames, head, up))
        };
        self.view.cover(self.view.subtree(head).into_iter().filter(inside))
    }

    /// Whether the head is a time ("protested Monday"), which the tree can take for an object.
    pub(super) fn is_time(self, head: TokenId) -> bool {
        let inside = |id: TokenId| {
            let span = self.view.token(id).span;
            let at = self.times.partition_point(|time| time.span.end <= span.start);
            self.times.get(at).is_some_and(|time| time.span.overlaps(span))
        };
        // "ten days of talks" are talks.
        let content = nominal::content(self.view, &self.tables.frames, head);
        inside(head) && (content == head || inside(content))
    }

    /// Whether the head can act: people, a body, a country, or a pronoun for one.
    pub(super) fn is_agent(self, head: TokenId) -> bool {
        self.memo.is_agent(head, || self.can_act(head))
    }

    fn can_act(self, head: TokenId) -> bool {
        let head = nominal::content(self.view, &self.tables.frames, head);
        let token = self.view.token(head);
        if self.tables.frames.is("crowd", &nominal::lemma(self.view, head)) {
            return true;
        }
        match token.upos {
            Upos::Pron => {
                let word = self.view.word(head).to_lowercase();
                // "Nobody was charged" speaks of people.
                let people = matches!(word.as_str(), "nobody" | "no-one" | "none");
                (people || !self.tables.frames.is("nobody", &word))
                    && !matches!(token.lemma.as_str(), "that" | "this" | "which" | "what" | "there")
            }
            Upos::Propn => self.entity(head).is_some() || token.deprel != Deprel::Compound,
            // "killed 12", "dozens more".
            Upos::Num => !self.tables.frames.is("unit", &token.lemma.to_lowercase()),
            _ => {
                let (_, sector) = self.look_up(head, self.phrase(head));
                sector.is_some()
                    || self.is_known_noun(&self.lemmas(head), self.view.word(head))
                    || self.is_of_country(head)
            }
        }
    }

    /// "Israeli bulldozers": what a country's name or people stands in front of acts for it, but for things and happenings.
    fn is_of_country(self, head: TokenId) -> bool {
        let (frames, token) = (&self.tables.frames, self.view.token(head));
        let lemma = nominal::lemma(self.view, head);
        let named = |id: TokenId| {
            matches!(self.view.token(id).deprel, Deprel::Amod | Deprel::Compound | Deprel::NmodPoss)
                && !self.tables.world.country(self.view.word(id)).is_empty()
        };
        let happening = frames.of(TriggerPos::Noun, &lemma).next().is_some();
        let people = token.upos == Upos::Adj && !self.tables.world.country(self.view.word(head)).is_empty();
        people || !happening && !frames.is("thing", &lemma) && self.view.children(head).any(named)
    }

    /// The first naming of what a pronoun refers to; the head itself for others.
    pub(super) fn referent(self, head: TokenId) -> TokenId {
        let name = match self.view.token(head).upos {
            Upos::Pron => self.mention(head).and_then(|mention| mention.name),
            _ => None,
        };
        let named = self
            .mentions
            .iter()
            .find(|mention| name.is_some() && mention.name == name && mention.kind != MentionKind::Pronoun);
        named.and_then(|mention| self.view.head_of(mention.span)).unwrap_or(head)
    }

    /// Whether a noun is in the table of those who speak and act, by its lemma or in its plural form.
    fn is_known_noun(self, lemmas: &str, word: &str) -> bool {
        let people = &self.tables.people;
        let last = lemmas.rsplit(' ').next().unwrap_or(lemmas);
        [lemmas, last, &word.to_lowercase()]
            .iter()
            .any(|form| people.noun(form).iter().any(|noun| !matches!(noun.kind, NounKind::Document)))
    }

    /// The name that a token belongs to.
    pub(super) fn entity(self, id: TokenId) -> Option<&'a EntitySpan> {
        let span = self.view.token(id).span;
        let entities = &self.view.layer.entities;
        let at = entities.partition_point(|entity| entity.span.end <= span.start);
        entities.get(at).filter(|entity| entity.span.contains(span))
    }

    /// Country and sector from the words of the phrase.
    fn look_up(self, head: TokenId, span: Span) -> (Option<String>, Option<Sector>) {
        let world = &self.tables.world;
        let words = self.view.slice(span);
        let entity = self.entity(head);
        let named = entity.map(|entity| self.view.slice(entity.span));
        let body = named.into_iter().chain([words]).find_map(|name| world.body(name));
        // "UN troops": a body in front gives its code, not what it is.
        let before = self.view.children(head).filter(|id| {
            matches!(self.view.token(*id).deprel, Deprel::Compound | Deprel::Amod | Deprel::NmodPoss)
        });
        let owner = || {
            before
                .filter_map(|id| self.entity(id))
                .find_map(|entity| world.body(self.view.slice(entity.span)))
        };
        let country = body
            .or_else(owner)
            .and_then(|body| body.code.clone())
            .or_else(|| self.country(world, span))
            .or_else(|| self.country_of_place(world, span));
        let role = |id: TokenId| world.role(&self.lemmas(id)).map(|role| role.sector);
        let title = |id: &TokenId| {
            matches!(self.view.token(*id).deprel, Deprel::NmodDesc | Deprel::Appos | Deprel::Compound)
                && self.view.token(head).upos == Upos::Propn
        };
        let sector = body
            .map(|body| body.sector)
            .or_else(|| role(head))
            .or_else(|| self.view.children(head).filter(title).find_map(role));
        let state = named.is_some_and(|name| !world.country(name).is_empty()) && sector.is_none();
        (country, sector.or(state.then_some(Sector::Gov)))
    }

    /// The first country that the words of the phrase name, as a name, a people, a capital or a seat.
    fn country(self, world: &World, span: Span) -> Option<String> {
        let all = &self.view.layer.entities;
        let first = all.partition_point(|entity| entity.span.start < span.start);
        let entities = all.iter().skip(first).take_while(|entity| entity.span.end <= span.end);
        let of_entities = entities.map(|entity| self.view.slice(entity.span));
        let of_tokens = self.view.tokens_in(span).map(|id| self.view.word(id));
        let forms = of_entities.chain(of_tokens).filter_map(|word| world.country(word).first());
        forms.min_by_key(|found| matches!(found.form, CountryForm::Capital)).map(|found| found.code.clone())
    }

    /// The country of a region or city named in the phrase: of several cities of that name the one in a country that the
    /// text names, or one that dwarfs the others; otherwise it stays open.
    fn country_of_place(self, world: &World, span: Span) -> Option<String> {
        let all = &self.view.layer.entities;
        let first = all.partition_point(|entity| entity.span.start < span.start);
        let inside = all.iter().skip(first).take_while(|entity| entity.span.end <= span.end);
        let mut places = inside.filter(|entity| entity.kind == NameType::Location);
        places.find_map(|entity| {
            let words = self.view.slice(entity.span);
            if let Some(code) = world.region(words) {
                return Some(code.to_owned());
            }
            let cities = world.place(words);
            let named = || cities.iter().find(|(code, _)| self.countries.contains(code));
            match cities {
                [] => None,
                [(code, _)] => Some(code.clone()),
                [(code, people), (_, next), ..] if *people / DWARFS > *next => Some(code.clone()),
                _ => named().map(|(code, _)| code.clone()),
            }
        })
    }

    /// The lemmas of the noun and its compounds, in lower case.
    pub(super) fn lemmas(self, head: TokenId) -> String {
        let compound = |id: &TokenId| {
            *id == head
                || *id < head
                    && self.view.token(*id).head == Some(head)
                    && matches!(self.view.token(*id).deprel, Deprel::Compound | Deprel::Amod)
        };
        let lemmas =
            self.view.subtree(head).into_iter().filter(compound).map(|id| nominal::lemma(self.view, id));
        lemmas.collect::<Vec<_>>().join(" ")
    }
}

/// Whether a dependent belongs to the phrase that names a party.
fn keeps(view: View<'_>, frames: &Frames, head: TokenId, id: TokenId) -> bool {
    match view.token(id).deprel {
        Deprel::Flat | Deprel::Compound if is_joined(view, head, id) => false,
        // What stands behind "by", "against" or "near" belongs to the event.
        Deprel::Nmod | Deprel::Obl if view.token(id).head == Some(head) => {
            let apart = |case: TokenId| {
                view.token(case).deprel == Deprel::Case && frames.is("apart", &view.word(case).to_lowercase())
            };
            !view.children(id).any(apart)
        }
        // "the capital Juba", but not "the capital, Juba".
        Deprel::Appos => {
            id.0.checked_sub(1).is_some_and(|before| view.token(TokenId(before)).upos != Upos::Punct)
                && !view.subtree(id).iter().any(|below| *below < id && view.token(*below).upos == Upos::Punct)
        }
        // A preposition inside the phrase ("the head of the union") stays with its noun; the outer one does not.
        Deprel::Case => view.token(id).head != Some(head),
        Deprel::Conj
        | Deprel::Cc
        | Deprel::Punct
        | Deprel::Acl
        | Deprel::AclRelcl
        | Deprel::Parataxis
        | Deprel::Advcl
        | Deprel::AdvclRelcl
        | Deprel::Mark
        | Deprel::CcPreconj => false,
        _ => true,
    }
}

/// Whether a token is joined to the head by a hyphen with blanks around neither ("US-China"), two names in one word.
fn is_joined(view: View<'_>, head: TokenId, id: TokenId) -> bool {
    let (first, second) = (head.min(id), head.max(id));
    let upper = |id: TokenId| view.token(id).upos == Upos::Propn;
    second.0 == first.0 + 2
        && matches!(view.word(TokenId(first.0 + 1)), "-" | "–" | "—")
        && view.token(TokenId(first.0 + 1)).upos == Upos::Punct
        && view.token(first).span.end == view.token(TokenId(first.0 + 1)).span.start
        && upper(first)
        && upper(second)
        && !one_name(view, first, second)
}

/// Whether two tokens stand in one name.
fn one_name(view: View<'_>, first: TokenId, second: TokenId) -> bool {
    let (start, end) = (view.token(first).span, view.token(second).span);
    let entities = &view.layer.entities;
    let at = entities.partition_point(|entity| entity.span.end <= start.start);
    entities.get(at).is_some_and(|entity| entity.span.contains(start) && entity.span.contains(end))
}
