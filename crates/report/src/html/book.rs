//! What all parts of the page draw on: the dossier, the numbers of its reports, and links to words and rows.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use rashomon_doc::{Date, Field};
use rashomon_engine::dossier::{
    About, ClaimId, DocId, DocSpan, Dossier, EntityId, EventId, FigureId, OriginId, Party, StatementId,
    StoryId,
};

use super::numbers::Numbers;
use super::words;

/// Up to so many reports all tables stand in the page itself, so that it can be read without scripts.
const WHOLE: usize = 20;

/// Up to so many small numbers stay together in one line.
const FEW: usize = 8;

/// How many characters of outside text a line of a list shows; the rest stands in the report.
const LINE: usize = 280;

/// A dossier with what its page needs to know of it.
pub(super) struct Book<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) numbers: Numbers<'a>,
    index: Index,
}

/// A row that has a link of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Row {
    Event(EventId),
    Figure(FigureId),
    Statement(StatementId),
    Claim(ClaimId),
    Comparison(u32),
    Entity(EntityId),
    Origin(OriginId),
    Reuse(u32),
    /// What an entity is called.
    Names(EntityId),
    /// What an event is called.
    EventNames(EventId),
    Report(DocId),
}

impl<'a> Book<'a> {
    pub(super) fn new(dossier: &'a Dossier) -> Self {
        Self { dossier, numbers: Numbers::new(dossier), index: Index::new(dossier) }
    }

    /// The same for a part of a dossier, whose reports have these numbers in the whole.
    pub(super) fn of_part(dossier: &'a Dossier, numbers: Vec<usize>) -> Self {
        Self { dossier, numbers: Numbers::of_part(dossier, numbers), index: Index::new(dossier) }
    }

    /// Whether all tables stand in the page itself.
    pub(super) fn is_whole(&self) -> bool {
        self.dossier.reports.len() <= WHOLE
    }

    /// How many statements an entity made.
    pub(super) fn said_by(&self, entity: EntityId) -> u32 {
        self.index.said.get(entity.index()).copied().unwrap_or(0)
    }

    /// In how many events an entity takes part.
    pub(super) fn acts_of(&self, entity: EntityId) -> usize {
        self.index.acts.get(entity.index()).copied().unwrap_or(0)
    }

    /// How much of the story an entity is in: sayings and acts before mere mentions.
    pub(super) fn weight(&self, entity: EntityId) -> (usize, usize) {
        let mentions = self.dossier.entities.get(entity.index()).map_or(0, |entity| entity.mentions.len());
        (self.said_by(entity) as usize + self.acts_of(entity), mentions)
    }

    /// An entity's place in the order of names.
    pub(super) fn place_by_name(&self, entity: EntityId) -> i64 {
        self.index.by_name.get(entity.index()).copied().unwrap_or(0)
    }

    /// The story of a report.
    pub(super) fn story_of(&self, doc: DocId) -> Option<StoryId> {
        self.index.story.get(doc.index()).copied().flatten()
    }

    /// The comparisons about one thing.
    pub(super) fn compared(&self, about: About) -> &[u32] {
        self.index.compared.get(&about).map_or(&[], Vec::as_slice)
    }

    pub(super) fn number(&self, doc: DocId) -> usize {
        self.numbers.number(doc)
    }

    pub(super) fn outlet(&self, doc: DocId) -> &str {
        self.numbers.outlet(doc)
    }

    pub(super) fn doc_id(&self, doc: DocId) -> &'a str {
        self.numbers.doc_id(doc)
    }

    pub(super) fn points_of(&self, words: DocSpan) -> [u32; 2] {
        self.numbers.points_of(words)
    }

    /// The address of words: `@`, the report, and code points as in the dossier's JSON; `t` before those of a title.
    pub(super) fn address(&self, words: DocSpan) -> String {
        let [start, end] = self.points_of(words);
        let title = if words.field == Field::Title { "t" } else { "" };
        format!("@{}:{title}{start}-{end}", self.doc_id(words.doc))
    }

    /// The id of a row, which is its place in the address too.
    pub(super) fn id(&self, row: Row) -> String {
        match row {
            Row::Event(EventId(at)) => format!("events/v{}", at + 1),
            Row::Figure(FigureId(at)) => format!("events/q{}", at + 1),
            Row::Statement(StatementId(at)) => format!("statements/s{}", at + 1),
            Row::Claim(ClaimId(at)) => format!("differences/c{}", at + 1),
            Row::Comparison(at) => format!("differences/x{}", at + 1),
            Row::Entity(EntityId(at)) => format!("people/e{}", at + 1),
            Row::Origin(OriginId(at)) => format!("sources/o{}", at + 1),
            Row::Reuse(at) => format!("sources/r{}", at + 1),
            Row::Names(EntityId(at)) => format!("names/e{}", at + 1),
            Row::EventNames(EventId(at)) => format!("names/v{}", at + 1),
            Row::Report(doc) => format!("reports/{}", self.doc_id(doc)),
        }
    }

    /// A small number that leads to words.
    pub(super) fn cite(&self, words: DocSpan) -> Markup {
        let number = self.number(words.doc);
        let outlet = isolated(self.outlet(words.doc));
        html! {
            a.cite href={ "#" (self.address(words)) } aria-label={ "Report " (number) ", " (outlet) } { (number) }
        }
    }

    /// One small number a report, each leading to its first words.
    pub(super) fn cites(&self, words: impl IntoIterator<Item = DocSpan>) -> Markup {
        let mut first: Vec<DocSpan> = Vec::new();
        for span in words {
            if !first.iter().any(|other| other.doc == span.doc) {
                first.push(span);
            }
        }
        first.sort_by_key(|span| self.number(span.doc));
        let few = first.len() <= FEW;
        html! { span class={ "cites" @if few { " few" } } { @for span in first { (self.cite(span)) } } }
    }

    /// The words themselves, leading to their place.
    pub(super) fn words(&self, words: DocSpan) -> Markup {
        html! { a.words href={ "#" (self.address(words)) } { (text(self.dossier.text_of(words))) } }
    }

    /// Words in marks, with the number of their report.
    pub(super) fn quoted(&self, words: DocSpan) -> Markup {
        html! { q { (self.words(words)) } (self.cite(words)) }
    }

    /// A row's link with an entity's name.
    pub(super) fn who(&self, entity: EntityId) -> Markup {
        let name = self.dossier.entities.get(entity.index()).map_or("", |entity| &entity.name);
        html! { a.who href={ "#" (self.id(Row::Entity(entity))) } { (text(name)) } }
    }

    /// Someone named in a row: the entity if it is known, else the words.
    pub(super) fn party(&self, party: &Party) -> Markup {
        match party.entity {
            Some(entity) => self.who(entity),
            None => self.words(party.span),
        }
    }

    pub(super) fn whos(&self, entities: &[EntityId]) -> Markup {
        html! {
            @for (at, entity) in entities.iter().enumerate() {
                @if at > 0 { ", " }
                (self.who(*entity))
            }
        }
    }

    /// A report's number and outlet, leading to it.
    pub(super) fn report(&self, doc: DocId) -> Markup {
        html! {
            a.report-link href={ "#" (self.id(Row::Report(doc))) } {
                span.number { (self.number(doc)) } " " (text(self.outlet(doc)))
            }
        }
    }
}

/// Look-ups over the rows, made once.
struct Index {
    said: Vec<u32>,
    acts: Vec<usize>,
    by_name: Vec<i64>,
    story: Vec<Option<StoryId>>,
    compared: BTreeMap<About, Vec<u32>>,
}

impl Index {
    fn new(dossier: &Dossier) -> Self {
        let mut said = vec![0; dossier.entities.len()];
        for entity in dossier.statements.iter().filter_map(|said| said.speaker.and_then(|party| party.entity))
        {
            said.get_mut(entity.index()).into_iter().for_each(|count| *count += 1);
        }
        let mut acts = vec![0; dossier.entities.len()];
        for event in &dossier.events {
            let parties: BTreeSet<EntityId> = event.actors.iter().chain(&event.recipients).copied().collect();
            for entity in parties {
                acts.get_mut(entity.index()).into_iter().for_each(|count| *count += 1);
            }
        }
        let mut names: Vec<(String, usize)> = dossier
            .entities
            .iter()
            .enumerate()
            .map(|(at, entity)| (entity.name.to_lowercase(), at))
            .collect();
        names.sort();
        let mut by_name = vec![0; names.len()];
        for (place, (_, at)) in (0..).zip(&names) {
            by_name[*at] = place;
        }
        let mut story = vec![None; dossier.reports.len()];
        for (id, one) in (0..).map(StoryId).zip(&dossier.stories) {
            for doc in &one.documents {
                story.get_mut(doc.index()).into_iter().for_each(|place| *place = Some(id));
            }
        }
        let mut compared: BTreeMap<About, Vec<u32>> = BTreeMap::new();
        for (at, row) in (0..).zip(&dossier.comparisons) {
            compared.entry(row.about).or_default().push(at);
        }
        Self { said, acts, by_name, story, compared }
    }
}

/// Outside text: isolated, and no longer than a line can bear.
pub(super) fn text(text: &str) -> Markup {
    html! { bdi { (clip(text, LINE)) } }
}

/// Outside text inside an attribute, where no markup can isolate it.
pub(super) fn isolated(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", clip(text, 80))
}

/// At most so many characters, with a sign where something is left out.
pub(crate) fn clip(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or("").trim_end()),
    }
}

/// A date, marked where it is a guess.
pub(super) fn date(date: &Date) -> Markup {
    html! {
        span.date { (words::date(date)) @if words::is_guess(date) { " " span.guess { (words::basis(date.basis)) } } }
    }
}

/// A small label.
pub(super) fn chip(class: &str, label: &str) -> Markup {
    // What stands out does so by a sign as well as by its colour.
    let sign = match class {
        "differs" => "◆",
        "agrees" => "●",
        _ => "",
    };
    html! {
        span class={ "chip " (class) } {
            @if !sign.is_empty() { span.sign-of aria-hidden="true" { (sign) } }
            (label)
        }
    }
}

/// Said where a list is empty.
pub(super) fn nothing(message: &str) -> Markup {
    html! { p.nothing { (message) } }
}
