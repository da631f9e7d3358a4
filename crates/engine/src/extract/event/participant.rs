//! Who the heads of arguments are: phrase, name, country and sector.

use rashomon_doc::{Deprel, Mention, Name, Participant, Sector, Span, TimeExpression, TokenId, Upos, View};

use crate::Tables;
use crate::ontology::{CountryForm, World};

/// What participants are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Cast<'a> {
    pub(super) view: View<'a>,
    pub(super) mentions: &'a [Mention],
    pub(super) names: &'a [Name],
    pub(super) times: &'a [TimeExpression],
    pub(super) tables: &'a Tables,
}

impl<'a> Cast<'a> {
    /// The party with this head.
    pub(super) fn participant(self, head: TokenId) -> Participant {
        let span = self.phrase(head);
        let mention = self.mention(head);
        let name = mention.and_then(|mention| mention.name);
        let named = name.and_then(|name| self.names.get(name.0 as usize));
        let (country, sector) = self.look_up(head, span);
        Participant {
            span,
            name,
            country: named.and_then(|name| name.country.clone()).or(country),
            sector: sector.or_else(|| named.and_then(|name| name.sector)),
        }
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
            *id == head || path.all(|up| keeps(self.view, head, up))
        };
        self.view.cover(self.view.subtree(head).into_iter().filter(inside))
    }

    /// Whether the head is a time ("protested Monday"), which the tree can take for an object.
    pub(super) fn is_time(self, head: TokenId) -> bool {
        let span = self.view.token(head).span;
        let at = self.times.partition_point(|time| time.span.end <= span.start);
        self.times.get(at).is_some_and(|time| time.span.overlaps(span))
    }

    /// Whether the head can act: people, a body, a country, or a pronoun for one.
    pub(super) fn is_agent(self, head: TokenId) -> bool {
        let token = self.view.token(head);
        match token.upos {
            Upos::Pron => {
                !matches!(token.lemma.as_str(), "that" | "this" | "which" | "what" | "there" | "one")
            }
            Upos::Propn => {
                let span = token.span;
                self.view.layer.entities.iter().any(|entity| entity.span.contains(span))
                    || token.deprel != Deprel::Compound
            }
            _ => {
                let (country, sector) = self.look_up(head, self.phrase(head));
                country.is_some() || sector.is_some()
            }
        }
    }

    /// Country and sector from the words of the phrase.
    fn look_up(self, head: TokenId, span: Span) -> (Option<String>, Option<Sector>) {
        let world = &self.tables.world;
        let words = self.view.slice(span);
        let entity = self.view.layer.entities.iter().find(|entity| span.contains(entity.span));
        let named = entity.map(|entity| self.view.slice(entity.span));
        let body = named.into_iter().chain([words]).find_map(|name| world.body(name));
        let country = body.and_then(|body| body.code.clone()).or_else(|| self.country(world, span));
        let sector =
            body.map(|body| body.sector).or_else(|| world.role(&self.lemmas(head)).map(|role| role.sector));
        let state = named.is_some_and(|name| !world.country(name).is_empty()) && sector.is_none();
        (country, sector.or(state.then_some(Sector::Gov)))
    }

    /// The first country that the words of the phrase name, as a name, a people, a capital or a seat.
    fn country(self, world: &World, span: Span) -> Option<String> {
        let entities = self.view.layer.entities.iter().filter(|entity| span.contains(entity.span));
        let of_entities = entities.map(|entity| self.view.slice(entity.span));
        let of_tokens = self.view.tokens_in(span).map(|id| self.view.word(id));
        let forms = of_entities.chain(of_tokens).filter_map(|word| world.country(word).first());
        forms.min_by_key(|found| matches!(found.form, CountryForm::Capital)).map(|found| found.code.clone())
    }

    /// The lemmas of the noun and its compounds, in lower case.
    fn lemmas(self, head: TokenId) -> String {
        let compound = |id: &TokenId| {
            *id == head
                || *id < head
                    && self.view.token(*id).head == Some(head)
                    && matches!(self.view.token(*id).deprel, Deprel::Compound | Deprel::Amod)
        };
        let lemmas = self
            .view
            .subtree(head)
            .into_iter()
            .filter(compound)
            .map(|id| self.view.token(id).lemma.to_lowercase());
        lemmas.collect::<Vec<_>>().join(" ")
    }
}

/// Whether a dependent belongs to the phrase that names a party.
fn keeps(view: View<'_>, head: TokenId, id: TokenId) -> bool {
    match view.token(id).deprel {
        // A preposition inside the phrase ("the head of the union") stays with its noun; the outer one does not.
        Deprel::Case => view.token(id).head != Some(head),
        Deprel::Conj
        | Deprel::Cc
        | Deprel::Punct
        | Deprel::Acl
        | Deprel::AclRelcl
        | Deprel::Appos
        | Deprel::Parataxis
        | Deprel::Advcl
        | Deprel::AdvclRelcl
        | Deprel::Mark
        | Deprel::CcPreconj => false,
        _ => true,
    }
}
