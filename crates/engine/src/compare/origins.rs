//! Where claims and events entered the reports: "1 origin, 4 reports".
//!
//! The origin of a statement is the first link after the one who spoke (the agency, paper or channel that has the
//! words), else the speaker. What an outlet asserts itself has the outlet as its origin. A passage that was taken from
//! another report has that report's origin, and so has one that both credit to a third party.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::Sector;

use crate::Tables;
use crate::dossier::{
    Direction, DocId, DocSpan, Dossier, EntityId, EntityKind, Origin, OriginId, OriginKind, Party, Rank,
    Statement, StatementId,
};
use crate::resolve::Order;

/// What makes two tellings one origin.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A link or speaker that is an entity, with the speaker it passed on.
    Entity(EntityId, Option<EntityId>),
    /// Unnamed sources of one report, by their words.
    Unnamed(DocId, String),
    /// The report's own outlet, or the report where that is not known.
    Outlet(String),
    /// An agency that reports credit for a passage.
    Agency(String),
}

/// The origin of everything that is told.
#[derive(Debug, Default)]
pub(super) struct Origins {
    told: BTreeMap<(DocSpan, Option<StatementId>), OriginId>,
    statements: BTreeMap<StatementId, OriginId>,
    outlets: BTreeMap<DocId, OriginId>,
}

impl Origins {
    /// The origin of some words: their own, else that of the statement they stand in, else the report's outlet.
    pub(super) fn of(&self, span: DocSpan, statement: Option<StatementId>) -> Option<OriginId> {
        let by_words = self.told.get(&(span, statement));
        let by_statement = || statement.and_then(|id| self.statements.get(&id));
        let by_outlet = || self.outlets.get(&span.doc).filter(|_| statement.is_none());
        by_words.or_else(by_statement).or_else(by_outlet).copied()
    }
}

/// Origins found so far.
#[derive(Default)]
struct Register {
    ids: BTreeMap<Key, OriginId>,
    of: Origins,
    rows: Vec<Origin>,
}

/// Fills in the origins and what rests on them.
pub(super) fn trace(dossier: &mut Dossier, order: &Order, tables: &Tables) -> Origins {
    let mut register = Register::default();
    let passages = Passages::new(dossier);
    let looking = Looking { dossier, passages: &passages, order, tables };
    let claims: Vec<BTreeSet<OriginId>> = dossier
        .claims
        .iter()
        .map(|claim| {
            claim
                .tellings
                .iter()
                .map(|telling| register.add(looking, telling.span, telling.statement))
                .collect()
        })
        .collect();
    let events: Vec<BTreeSet<OriginId>> = dossier
        .events
        .iter()
        .map(|event| {
            event.reports.iter().map(|report| register.add(looking, report.span, report.statement)).collect()
        })
        .collect();
    for figure in &dossier.figures {
        register.add(looking, figure.span, figure.statement);
    }
    for label in &dossier.labels {
        register.add(looking, label.span, label.statement);
    }
    for (claim, ids) in dossier.claims.iter_mut().zip(claims) {
        claim.origins = ids.into_iter().collect();
    }
    for (event, ids) in dossier.events.iter_mut().zip(events) {
        event.origins = ids.into_iter().collect();
    }
    for row in &mut register.rows {
        row.documents.sort_unstable();
        row.documents.dedup();
        row.spans.sort_unstable();
        row.spans.dedup();
    }
    dossier.origins = register.rows;
    register.of
}

/// What finding an origin needs.
#[derive(Clone, Copy)]
struct Looking<'l> {
    dossier: &'l Dossier,
    passages: &'l Passages,
    order: &'l Order,
    tables: &'l Tables,
}

/// The shared passages of each report, by their place in the list.
struct Passages {
    of: BTreeMap<DocId, Vec<usize>>,
}

impl Passages {
    fn new(dossier: &Dossier) -> Self {
        let mut of: BTreeMap<DocId, Vec<usize>> = BTreeMap::new();
        for (index, reuse) in dossier.reuse.iter().enumerate() {
            of.entry(reuse.a.doc).or_default().push(index);
            of.entry(reuse.b.doc).or_default().push(index);
        }
        Self { of }
    }
}

impl Register {
    /// The origin of a telling, with the telling's report added to it.
    fn add(&mut self, looking: Looking<'_>, span: DocSpan, statement: Option<StatementId>) -> OriginId {
        let (key, evidence) = key_of(looking, span, statement);
        let next = OriginId(self.rows.len() as u32);
        let id = *self.ids.entry(key.clone()).or_insert(next);
        if id == next {
            let (name, entity, kind) = describe(looking.dossier, &key, statement);
            self.rows.push(Origin { name, entity, kind, documents: Vec::new(), spans: Vec::new() });
        }
        if let Some(row) = self.rows.get_mut(id.index()) {
            row.documents.push(span.doc);
            row.spans.push(evidence);
        }
        self.of.told.insert((span, statement), id);
        if let Some(statement) = statement {
            self.of.statements.entry(statement).or_insert(id);
        } else if key == Key::Outlet(outlet_name(looking.dossier, span.doc)) {
            self.of.outlets.entry(span.doc).or_insert(id);
        }
        id
    }
}

/// The key of a telling's origin, and the words that say so.
fn key_of(looking: Looking<'_>, span: DocSpan, statement: Option<StatementId>) -> (Key, DocSpan) {
    let dossier = looking.dossier;
    let spoken = statement.and_then(|id| dossier.statements.get(id.index()));
    if let Some(found) = spoken.and_then(|statement| source_key(dossier, statement)) {
        return found;
    }
    // Copies inherit: follow the passage to the report it was taken from, as far as that is known.
    let mut at = span;
    for _ in 0..dossier.reports.len() {
        match taken_from(looking, at) {
            Taken::From(earlier) => at = earlier,
            Taken::Agency(name) => return (agency(dossier, &name, looking.tables), span),
            Taken::Not => break,
        }
    }
    (Key::Outlet(outlet_name(dossier, at.doc)), span)
}

/// The key that a statement's own chain gives: its first link, else its speaker.
fn source_key(dossier: &Dossier, statement: &Statement) -> Option<(Key, DocSpan)> {
    let speaker_id = statement.speaker.and_then(|party| party.entity);
    let party = source(dossier, statement)?;
    if let Some(id) = party.entity.filter(|id| is_named(dossier, *id)) {
        let passed_on = speaker_id.filter(|speaker| *speaker != id && is_named(dossier, *speaker));
        Some((Key::Entity(id, passed_on), party.span))
    } else {
        Some((Key::Unnamed(party.span.doc, words_for(dossier, party).to_lowercase()), party.span))
    }
}

/// Whom a statement entered the reports through: its first link, else its speaker.
fn source(dossier: &Dossier, statement: &Statement) -> Option<Party> {
    // What is told to a paper or an agency entered through it.
    let told_to = statement.addressee.filter(|party| party.entity.is_some_and(|id| is_media(dossier, id)));
    statement.chain.first().copied().or(told_to).or(statement.speaker)
}

/// What someone without a name is called, as it stands.
fn words_for(dossier: &Dossier, party: Party) -> String {
    let entity = party.entity.and_then(|id| dossier.entities.get(id.index()));
    let words = entity.map_or_else(|| dossier.text_of(party.span), |entity| &entity.name);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_named(dossier: &Dossier, id: EntityId) -> bool {
    dossier.entities.get(id.index()).is_some_and(|entity| entity.kind != EntityKind::People)
}

/// Whether an entity is in the trade of telling.
fn is_media(dossier: &Dossier, id: EntityId) -> bool {
    let entity = dossier.entities.get(id.index());
    entity.is_some_and(|entity| {
        matches!(entity.sector, Some(Sector::Med | Sector::Jrn)) && entity.kind == EntityKind::Organization
    })
}

/// Where a passage came from.
enum Taken {
    /// Another report's words.
    From(DocSpan),
    /// A third party that both credit.
    Agency(String),
    /// Nowhere that is known.
    Not,
}

/// Follows one shared passage that holds most of `span`.
fn taken_from(looking: Looking<'_>, span: DocSpan) -> Taken {
    let of_doc = looking.passages.of.get(&span.doc).into_iter().flatten();
    for reuse in of_doc.filter_map(|index| looking.dossier.reuse.get(*index)) {
        let holds = |passage: DocSpan| {
            (passage.doc, passage.field) == (span.doc, span.field)
                && 2 * passage.span.shared(span.span) > span.span.len()
        };
        let other = match reuse.direction {
            Direction::AToB if holds(reuse.b) => reuse.a,
            Direction::BToA if holds(reuse.a) => reuse.b,
            Direction::CommonOrigin if holds(reuse.a) || holds(reuse.b) => {
                let credited = reuse.basis.rsplit_once(" credits ").map(|(_, name)| name.to_owned());
                return credited.map_or(Taken::Not, Taken::Agency);
            }
            Direction::AToB | Direction::BToA | Direction::CommonOrigin | Direction::Unknown => continue,
        };
        if !looking.order.earlier(span.doc, other.doc) {
            return Taken::From(other);
        }
    }
    Taken::Not
}

/// An agency as an entity of the dossier where it is one.
fn agency(dossier: &Dossier, name: &str, tables: &Tables) -> Key {
    let known =
        |words: &str| tables.world.agency(words).map_or(words.to_owned(), |agency| agency.name.clone());
    let found = dossier.entities.iter().position(|entity| known(&entity.name) == known(name));
    found.map_or_else(|| Key::Agency(name.to_owned()), |index| Key::Entity(EntityId(index as u32), None))
}

/// The outlet's name, or what else the report goes by.
pub(super) fn outlet_name(dossier: &Dossier, doc: DocId) -> String {
    let Some(report) = dossier.reports.get(doc.index()) else { return String::new() };
    let article = &report.doc.article;
    let outlet = article.outlet.as_ref().map(|outlet| outlet.name.clone());
    let file = || article.path.rsplit('/').next().unwrap_or(&article.path).to_owned();
    let title = || article.title_str().map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    outlet.or_else(title).unwrap_or_else(file)
}

/// Name, entity and kind of an origin.
fn describe(
    dossier: &Dossier,
    key: &Key,
    statement: Option<StatementId>,
) -> (String, Option<EntityId>, OriginKind) {
    match key {
        Key::Entity(id, passed_on) => {
            let name = |id: EntityId| dossier.entities.get(id.index()).map_or("", |entity| &entity.name);
            let kind = origin_kind(dossier, *id, passed_on.is_some());
            let full = match passed_on {
                Some(speaker) => format!("{}, with {}", name(*id), name(*speaker)),
                None => name(*id).to_owned(),
            };
            (full, Some(*id), kind)
        }
        // The key holds them in lower case; a name is shown as it stands.
        Key::Unnamed(_, words) => {
            let said = statement.and_then(|id| dossier.statements.get(id.index()));
            let party = said.and_then(|said| source(dossier, said));
            (
                party.map_or_else(|| words.clone(), |party| words_for(dossier, party)),
                None,
                OriginKind::Unnamed,
            )
        }
        Key::Outlet(name) => (name.clone(), None, OriginKind::Outlet),
        Key::Agency(name) => (name.clone(), None, OriginKind::Agency),
    }
}

/// What kind of source an entity is: one that passes another's words on is an agency or an interviewer.
fn origin_kind(dossier: &Dossier, id: EntityId, passes_on: bool) -> OriginKind {
    let entity = dossier.entities.get(id.index());
    let media = is_media(dossier, id);
    let agency_word = entity.is_some_and(|entity| {
        let is_agency = |words: &str| words.to_lowercase().contains("agency");
        is_agency(&entity.name) || entity.variants.iter().any(|form| is_agency(form))
    });
    let speaks_here = dossier.statements.iter().any(|statement| {
        statement.speaker.and_then(|party| party.entity) == Some(id) && statement.rank == Rank::Unnamed
    });
    match (passes_on, media, agency_word) {
        (_, _, true) => OriginKind::Agency,
        (true, _, false) => OriginKind::Interview,
        (false, true, false) => OriginKind::Outlet,
        (false, false, false) if speaks_here => OriginKind::Unnamed,
        (false, false, false) => OriginKind::Official,
    }
}
