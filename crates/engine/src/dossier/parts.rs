//! The part of a dossier that tells one story: what a page of that story alone is made from.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    About, Claim, ClaimId, Comparison, DocId, DocSpan, Dossier, Entity, EntityId, EntityMention, EventId,
    EventReport, Figure, FigureId, Label, Origin, OriginId, Party, Position, Reuse, Statement, StatementId,
    Story, StoryEvent, StoryId, Telling, TimelineRow,
};

/// The rows of a dossier by story. Made once, so that taking all parts costs no more than the rows they hold.
pub struct Parts<'a> {
    dossier: &'a Dossier,
    rows: Vec<Rows>,
    /// The number of each report.
    numbers: Vec<usize>,
}

/// Which rows belong to a story, each list in the order of the dossier.
#[derive(Default)]
struct Rows {
    /// Entities with those of their mentions that stand in the story's reports.
    entities: BTreeMap<EntityId, Vec<usize>>,
    statements: Vec<StatementId>,
    claims: Vec<ClaimId>,
    events: Vec<EventId>,
    figures: Vec<FigureId>,
    labels: Vec<usize>,
    reuse: Vec<usize>,
    origins: Vec<OriginId>,
    comparisons: Vec<usize>,
    timeline: Vec<TimelineRow>,
}

impl<'a> Parts<'a> {
    /// Sorts the rows of a dossier by story.
    pub fn new(dossier: &'a Dossier) -> Self {
        let mut story_of = vec![None; dossier.reports.len()];
        for (id, story) in (0..).map(StoryId).zip(&dossier.stories) {
            for doc in &story.documents {
                story_of.get_mut(doc.index()).into_iter().for_each(|place| *place = Some(id));
            }
        }
        let mut sorted = Sorted { story_of, rows: Vec::new() };
        sorted.rows.resize_with(dossier.stories.len(), Rows::default);
        sorted.entities(dossier);
        sorted.told(dossier);
        sorted.compared(dossier);
        let mut numbers = vec![0; dossier.reports.len()];
        for (at, doc) in dossier.reading_order().into_iter().enumerate() {
            numbers.get_mut(doc.index()).into_iter().for_each(|number| *number = at + 1);
        }
        Self { dossier, rows: sorted.rows, numbers }
    }

    /// The numbers that the reports of a story have in the whole, in the order in which its part has them.
    pub fn numbers(&self, story: StoryId) -> Vec<usize> {
        let docs = self.documents(story);
        docs.iter().filter_map(|doc| self.numbers.get(doc.index()).copied()).collect()
    }

    /// The reports of a story as the whole has them, in the order in which its part has them.
    fn documents(&self, story: StoryId) -> Vec<DocId> {
        let mut docs =
            self.dossier.stories.get(story.index()).map(|told| told.documents.clone()).unwrap_or_default();
        docs.retain(|doc| doc.index() < self.dossier.reports.len());
        docs.sort();
        docs.dedup();
        docs
    }

    /// The part that tells one story, its rows numbered anew; empty where there is no such story.
    pub fn part(&self, story: StoryId) -> Dossier {
        match (self.rows.get(story.index()), self.dossier.stories.get(story.index())) {
            (Some(rows), Some(told)) => Part::new(self.dossier, told, rows, self.documents(story)).dossier(),
            _ => Dossier::default(),
        }
    }
}

/// Rows on their way to the stories.
struct Sorted {
    story_of: Vec<Option<StoryId>>,
    rows: Vec<Rows>,
}

impl Sorted {
    fn of(&mut self, story: Option<StoryId>) -> Option<&mut Rows> {
        self.rows.get_mut(story?.index())
    }

    fn story(&self, doc: DocId) -> Option<StoryId> {
        self.story_of.get(doc.index()).copied().flatten()
    }

    fn of_doc(&mut self, doc: DocId) -> Option<&mut Rows> {
        self.of(self.story(doc))
    }

    fn entities(&mut self, dossier: &Dossier) {
        for (id, entity) in (0..).map(EntityId).zip(&dossier.entities) {
            for (at, mention) in entity.mentions.iter().enumerate() {
                if let Some(rows) = self.of_doc(mention.span.doc) {
                    rows.entities.entry(id).or_default().push(at);
                }
            }
        }
    }

    fn told(&mut self, dossier: &Dossier) {
        for (id, said) in (0..).map(StatementId).zip(&dossier.statements) {
            if let Some(rows) = self.of_doc(said.doc) {
                rows.statements.push(id);
            }
        }
        for (id, claim) in (0..).map(ClaimId).zip(&dossier.claims) {
            if let Some(rows) = self.of(Some(claim.story)) {
                rows.claims.push(id);
            }
        }
        for (id, event) in (0..).map(EventId).zip(&dossier.events) {
            if let Some(rows) = self.of(Some(event.story)) {
                rows.events.push(id);
            }
        }
        for (id, figure) in (0..).map(FigureId).zip(&dossier.figures) {
            if let Some(rows) = self.of_doc(figure.span.doc) {
                rows.figures.push(id);
            }
        }
        for row in &dossier.timeline {
            let story = dossier.events.get(row.event.index()).map(|event| event.story);
            if let Some(rows) = self.of(story) {
                rows.timeline.push(*row);
            }
        }
    }

    fn compared(&mut self, dossier: &Dossier) {
        for (at, label) in dossier.labels.iter().enumerate() {
            if let Some(rows) = self.of_doc(label.span.doc) {
                rows.labels.push(at);
            }
        }
        for (at, reuse) in dossier.reuse.iter().enumerate() {
            let (a, b) = (self.story(reuse.a.doc), self.story(reuse.b.doc));
            if let Some(rows) = self.of(a.filter(|_| a == b)) {
                rows.reuse.push(at);
            }
        }
        for (id, origin) in (0..).map(OriginId).zip(&dossier.origins) {
            let stories: BTreeSet<StoryId> =
                origin.documents.iter().filter_map(|doc| self.story(*doc)).collect();
            for story in stories {
                if let Some(rows) = self.of(Some(story)) {
                    rows.origins.push(id);
                }
            }
        }
        for (at, row) in dossier.comparisons.iter().enumerate() {
            if let Some(rows) = self.of(Some(row.story)) {
                rows.comparisons.push(at);
            }
        }
    }
}

/// The only story of a part.
const STORY: StoryId = StoryId(0);

/// New numbers for the rows that are kept.
fn renumbered<Id: Ord + Copy>(kept: impl IntoIterator<Item = Id>, new: fn(u32) -> Id) -> BTreeMap<Id, Id> {
    kept.into_iter().zip((0..).map(new)).collect()
}

/// A part in the making: what is kept, and its new numbers.
struct Part<'a> {
    dossier: &'a Dossier,
    told: &'a Story,
    rows: &'a Rows,
    docs: BTreeMap<DocId, DocId>,
    entities: BTreeMap<EntityId, EntityId>,
    statements: BTreeMap<StatementId, StatementId>,
    claims: BTreeMap<ClaimId, ClaimId>,
    events: BTreeMap<EventId, EventId>,
    figures: BTreeMap<FigureId, FigureId>,
    origins: BTreeMap<OriginId, OriginId>,
}

impl<'a> Part<'a> {
    fn new(dossier: &'a Dossier, told: &'a Story, rows: &'a Rows, docs: Vec<DocId>) -> Self {
        Self {
            dossier,
            told,
            rows,
            docs: renumbered(docs, DocId),
            entities: renumbered(rows.entities.keys().copied(), EntityId),
            statements: renumbered(rows.statements.iter().copied(), StatementId),
            claims: renumbered(rows.claims.iter().copied(), ClaimId),
            events: renumbered(rows.events.iter().copied(), EventId),
            figures: renumbered(rows.figures.iter().copied(), FigureId),
            origins: renumbered(rows.origins.iter().copied(), OriginId),
        }
    }

    fn dossier(&self) -> Dossier {
        let all = self.dossier;
        let story = Story { title: self.told.title.clone(), documents: self.docs(&self.told.documents) };
        Dossier {
            reports: rows(&all.reports, self.docs.keys().map(|doc| doc.index())).cloned().collect(),
            stories: vec![story],
            entities: self
                .rows
                .entities
                .iter()
                .filter_map(|(id, mentions)| Some(self.entity(all.entities.get(id.index())?, mentions)))
                .collect(),
            statements: rows(&all.statements, self.statements.keys().map(|id| id.index()))
                .map(|row| self.statement(row))
                .collect(),
            claims: rows(&all.claims, self.claims.keys().map(|id| id.index()))
                .map(|row| self.claim(row))
                .collect(),
            events: rows(&all.events, self.events.keys().map(|id| id.index()))
                .map(|row| self.event(row))
                .collect(),
            figures: rows(&all.figures, self.figures.keys().map(|id| id.index()))
                .map(|row| self.figure(row))
                .collect(),
            labels: rows(&all.labels, self.rows.labels.iter().copied()).map(|row| self.label(row)).collect(),
            reuse: rows(&all.reuse, self.rows.reuse.iter().copied()).map(|row| self.reuse(row)).collect(),
            origins: rows(&all.origins, self.origins.keys().map(|id| id.index()))
                .map(|row| self.origin(row))
                .collect(),
            comparisons: rows(&all.comparisons, self.rows.comparisons.iter().copied())
                .filter_map(|row| self.comparison(row))
                .collect(),
            timeline: self.rows.timeline.iter().filter_map(|row| self.place(*row)).collect(),
            diagnostics: Vec::new(),
        }
    }

    /// A report's new number. Rows of a story rest on its own reports; should one not, it is laid to none.
    fn doc(&self, doc: DocId) -> DocId {
        self.docs.get(&doc).copied().unwrap_or(DocId(u32::MAX))
    }

    fn span(&self, span: DocSpan) -> DocSpan {
        DocSpan { doc: self.doc(span.doc), ..span }
    }

    fn docs(&self, docs: &[DocId]) -> Vec<DocId> {
        docs.iter().filter_map(|doc| self.docs.get(doc).copied()).collect()
    }

    fn spans(&self, spans: &[DocSpan]) -> Vec<DocSpan> {
        spans.iter().filter(|span| self.docs.contains_key(&span.doc)).map(|span| self.span(*span)).collect()
    }

    fn entity_ids(&self, entities: &[EntityId]) -> Vec<EntityId> {
        entities.iter().filter_map(|id| self.entities.get(id).copied()).collect()
    }

    fn origin_ids(&self, origins: &[OriginId]) -> Vec<OriginId> {
        origins.iter().filter_map(|id| self.origins.get(id).copied()).collect()
    }

    fn who(&self, entity: Option<EntityId>) -> Option<EntityId> {
        self.entities.get(&entity?).copied()
    }

    fn said(&self, statement: Option<StatementId>) -> Option<StatementId> {
        self.statements.get(&statement?).copied()
    }

    fn happened(&self, event: Option<EventId>) -> Option<EventId> {
        self.events.get(&event?).copied()
    }

    fn party(&self, party: Party) -> Party {
        Party { entity: self.who(party.entity), span: self.span(party.span) }
    }

    fn parties(&self, parties: &[Party]) -> Vec<Party> {
        parties.iter().map(|party| self.party(*party)).collect()
    }

    fn entity(&self, row: &Entity, mentions: &[usize]) -> Entity {
        let mentions = rows(&row.mentions, mentions.iter().copied());
        Entity {
            part_of: self.who(row.part_of),
            roles: self.spans(&row.roles),
            mentions: mentions
                .map(|mention| EntityMention { span: self.span(mention.span), ..*mention })
                .collect(),
            kind: row.kind,
            name: row.name.clone(),
            variants: row.variants.clone(),
            country: row.country.clone(),
            sector: row.sector,
            why: row.why.clone(),
        }
    }

    fn statement(&self, row: &Statement) -> Statement {
        Statement {
            doc: self.doc(row.doc),
            content: self.spans(&row.content),
            cue: self.spans(&row.cue),
            speaker: row.speaker.map(|party| self.party(party)),
            with: self.parties(&row.with),
            behalf: row.behalf.map(|party| self.party(party)),
            addressee: row.addressee.map(|party| self.party(party)),
            chain: self.parties(&row.chain),
            parent: self.said(row.parent),
            claim: row.claim.and_then(|claim| self.claims.get(&claim).copied()),
            ..*row
        }
    }

    fn claim(&self, row: &Claim) -> Claim {
        let telling = |telling: &Telling| Telling {
            span: self.span(telling.span),
            statement: self.said(telling.statement),
            ..*telling
        };
        Claim {
            story: STORY,
            text: row.text.clone(),
            tellings: row.tellings.iter().map(telling).collect(),
            speakers: self.entity_ids(&row.speakers),
            silent: self.docs(&row.silent),
            before: self.docs(&row.before),
            origins: self.origin_ids(&row.origins),
        }
    }

    fn event(&self, row: &StoryEvent) -> StoryEvent {
        StoryEvent {
            story: STORY,
            text: row.text.clone(),
            actors: self.entity_ids(&row.actors),
            recipients: self.entity_ids(&row.recipients),
            place: self.who(row.place),
            date: row.date.clone(),
            differs: row.differs.clone(),
            reports: row.reports.iter().map(|account| self.account(account)).collect(),
            silent: self.docs(&row.silent),
            before: self.docs(&row.before),
            origins: self.origin_ids(&row.origins),
            ..*row
        }
    }

    fn account(&self, row: &EventReport) -> EventReport {
        EventReport {
            span: self.span(row.span),
            trigger: self.span(row.trigger),
            statement: self.said(row.statement),
            date: row.date.clone(),
            actors: self.parties(&row.actors),
            recipients: self.parties(&row.recipients),
            place: row.place.map(|party| self.party(party)),
            ..*row
        }
    }

    fn figure(&self, row: &Figure) -> Figure {
        Figure {
            span: self.span(row.span),
            unit: row.unit.clone(),
            of: row.of.clone(),
            of_span: row.of_span.map(|span| self.span(span)),
            subset_of: row.subset_of.and_then(|whole| self.figures.get(&whole).copied()),
            event: self.happened(row.event),
            statement: self.said(row.statement),
            as_of: row.as_of.clone(),
            ..*row
        }
    }

    fn label(&self, row: &Label) -> Label {
        Label {
            entity: self.who(row.entity),
            event: self.happened(row.event),
            span: self.span(row.span),
            statement: self.said(row.statement),
            ..*row
        }
    }

    fn reuse(&self, row: &Reuse) -> Reuse {
        Reuse { a: self.span(row.a), b: self.span(row.b), basis: row.basis.clone(), ..*row }
    }

    fn origin(&self, row: &Origin) -> Origin {
        Origin {
            name: row.name.clone(),
            entity: self.who(row.entity),
            documents: self.docs(&row.documents),
            spans: self.spans(&row.spans),
            ..*row
        }
    }

    /// A comparison; `None` where what it is about stands in another story.
    fn comparison(&self, row: &Comparison) -> Option<Comparison> {
        let about = match row.about {
            About::Event(event) => About::Event(self.happened(Some(event))?),
            About::Claim(claim) => About::Claim(*self.claims.get(&claim)?),
            About::Entity(entity) => About::Entity(self.who(Some(entity))?),
            About::Figure(figure) => About::Figure(*self.figures.get(&figure)?),
            About::Document(doc) => About::Document(*self.docs.get(&doc)?),
        };
        let position = |side: &Position| Position {
            value: side.value.clone(),
            documents: self.docs(&side.documents),
            origins: self.origin_ids(&side.origins),
            spans: self.spans(&side.spans),
        };
        let positions = row.positions.iter().map(position).collect();
        Some(Comparison { story: STORY, about, text: row.text.clone(), positions, ..*row })
    }

    fn place(&self, row: TimelineRow) -> Option<TimelineRow> {
        Some(TimelineRow { event: self.happened(Some(row.event))?, ..row })
    }
}

/// Those of the rows that stand at the given places.
fn rows<Row>(all: &[Row], places: impl Iterator<Item = usize>) -> impl Iterator<Item = &Row> {
    places.filter_map(|at| all.get(at))
}
