//! What kind of party a head is: an official, a state, armed, a politician, a place.

use rashomon_doc::{Deprel, NameType, Participant, Sector, Span, TokenId, Upos};

use super::memo::Standing;
use super::nominal;
use super::participant::Cast;
use crate::ontology::RoleKind;

impl Cast<'_> {
    /// The parties with this head: "Peruvian and Chilean troops", "the presidents of Peru and Chile" are of two countries.
    pub(super) fn parties(self, head: TokenId) -> Vec<Participant> {
        let whole = self.participant(head);
        let Some((first, second)) = self.two_countries(head) else { return vec![whole] };
        let (view, world) = (self.view, &self.tables.world);
        let country = |id: TokenId| world.country(view.word(id)).first().map(|found| found.code.clone());
        let span = |from: TokenId, to: TokenId| {
            let (start, end) = (view.token(from).span.start, view.token(to).span.end);
            Span::new(start.index(), end.index())
        };
        let before = second < head;
        let one = Participant {
            span: if before { span(first, first) } else { whole.span },
            name: None,
            country: country(first),
            sector: whole.sector,
        };
        let other = Participant {
            span: span(second, if before { head } else { second }),
            country: country(second),
            ..one.clone()
        };
        vec![one, other]
    }

    /// Two countries coordinated in front of a noun, or behind "of" after several people or bodies.
    fn two_countries(self, head: TokenId) -> Option<(TokenId, TokenId)> {
        let (view, world) = (self.view, &self.tables.world);
        let code = |id: TokenId| world.country(view.word(id)).first().map(|found| found.code.as_str());
        let several = !view.word(head).eq_ignore_ascii_case(&nominal::lemma(view, head));
        let first = view.children(head).find(|id| {
            let relation = view.token(*id).deprel;
            let in_front = matches!(relation, Deprel::Amod | Deprel::Compound);
            let behind = relation == Deprel::Nmod && several && super::voice::has_case(view, *id, "of");
            (in_front || behind) && code(*id).is_some()
        })?;
        let second = view.children(first).find(|id| {
            view.token(*id).deprel == Deprel::Conj && code(*id).is_some_and(|_| code(*id) != code(first))
        })?;
        ((first < head) == (second < head)).then_some((first, second))
    }

    /// Whether the head acts in politics, as a name or pronoun of which nothing else is known may.
    pub(super) fn is_official(self, head: TokenId) -> bool {
        self.is_agent(head)
            && match self.standing(head) {
                (_, Some(sector)) => is_political(sector),
                (Some(_), None) => true,
                // Nothing speaks against a name; of a pronoun something must be known.
                (None, None) => {
                    self.is_unknown_name(head) && !self.sport && self.view.token(head).upos == Upos::Propn
                        || self.is_alone() && self.is_unknown_name(head)
                }
            }
    }

    /// Whether the phrase names a country or a place in one ("Iraqi towns").
    pub(super) fn has_country(self, head: TokenId) -> bool {
        self.standing(head).0.is_some()
    }

    /// Whether the text is a line or two, which cannot tell who its pronouns are.
    pub(super) fn is_alone(self) -> bool {
        const FEW: usize = 2;
        self.view.layer.sentences.len() <= FEW
    }

    /// Whether the head is a person in politics, who attacks with words.
    pub(super) fn is_politician(self, head: TokenId) -> bool {
        use Sector::{Eli, Gov, Leg, Opp, Pty};
        let body = self
            .entity(head)
            .is_some_and(|entity| self.tables.world.body(self.view.slice(entity.span)).is_some());
        let person = !body && self.entity_kind(head) == Some(NameType::Person)
            || self.tables.world.role(&self.lemmas(head)).is_some_and(|role| role.kind == RoleKind::Person)
            || matches!(self.view.word(head).to_lowercase().as_str(), "he" | "she");
        person && matches!(self.standing(head), (_, Some(Gov | Leg | Opp | Pty | Eli) | None))
    }

    /// Whether the head is a place, by its name or its noun.
    pub(super) fn is_place(self, head: TokenId) -> bool {
        self.entity_kind(head) == Some(NameType::Location)
            || self.tables.frames.is("place", &nominal::lemma(self.view, head))
    }

    fn entity_kind(self, id: TokenId) -> Option<NameType> {
        self.entity(id).map(|entity| entity.kind)
    }

    /// Whether the head holds an office, or is a country.
    pub(super) fn is_statesman(self, head: TokenId) -> bool {
        use Sector::{Eli, Gov, Igo, Leg, Mil, Opp, Pty, Reb, Rel};
        match self.standing(head) {
            (_, Some(sector)) => matches!(sector, Gov | Mil | Leg | Igo | Opp | Pty | Eli | Rel | Reb),
            (country, None) => country.is_some() && self.entity_kind(head) == Some(NameType::Location),
        }
    }

    /// Whether the head is a state, one of its organs or a body of states.
    pub(super) fn is_state(self, head: TokenId) -> bool {
        self.is_agent(head)
            && match self.standing(head) {
                (_, Some(sector)) => matches!(sector, Sector::Gov | Sector::Mil | Sector::Igo | Sector::Reb),
                (country, None) => country.is_some() && self.entity_kind(head) == Some(NameType::Location),
            }
    }

    /// Whether the head is a state or armed, as a name or pronoun of which nothing else is known may be.
    pub(super) fn is_force(self, head: TokenId) -> bool {
        use Sector::{Cop, Crm, Gov, Mil, Prm, Reb, Spy, Uaf};
        self.is_agent(head)
            && !self.is_politician(head)
            && match self.standing(head) {
                (_, Some(sector)) => matches!(sector, Gov | Mil | Cop | Reb | Prm | Uaf | Spy | Crm),
                (Some(_), None) => true,
                (None, None) => self.is_unknown_name(head) && !self.sport,
            }
    }

    fn is_unknown_name(self, head: TokenId) -> bool {
        let head = nominal::content(self.view, &self.tables.frames, head);
        self.is_agent(head) && matches!(self.view.token(head).upos, Upos::Propn | Upos::Pron)
    }

    /// Country and sector of the party with this head.
    fn standing(self, head: TokenId) -> Standing {
        self.memo.standing(head, || {
            let party = self.participant(nominal::content(self.view, &self.tables.frames, head));
            (party.country, party.sector)
        })
    }
}

/// Whether those of a sector act in politics by what they are.
fn is_political(sector: Sector) -> bool {
    use Sector::{Cop, Eli, Gov, Igo, Jud, Lab, Leg, Mil, Ngo, Opp, Pre, Prm, Pty, Reb, Rel, Spy, Uaf};
    matches!(
        sector,
        Cop | Eli | Gov | Igo | Jud | Lab | Leg | Mil | Ngo | Opp | Pre | Prm | Pty | Reb | Rel | Spy | Uaf
    )
}
