//! Reports built by hand: facts are named by the words they stand on. For tests of resolve and compare.

use jiff::civil;
use rashomon_doc::{
    Article, Attribution, AttributionId, Basis, Block, BlockKind, Comparator, Date, Doc, Event, EventKind,
    EventType, Facts, Layer, Link, Mention, MentionKind, Modality, Name, NameId, NameType, Outlet,
    Participant, Provenance, Quantity, QuotationKind, Sentence, Span, SpeechAct, Status, TextFacts, Title,
};

use crate::Tables;
use crate::dossier::{Dossier, Report};
use crate::ontology::Overrides;
use crate::{compare, resolve};

/// A report in the making.
pub(crate) struct Draft {
    report: Report,
}

/// A day of March 2022.
pub(crate) fn march(day: i8) -> Date {
    Date::day(civil::date(2022, 3, day), Basis::Computed)
}

impl Draft {
    /// A report of an outlet, published on a day of March 2022, each line a sentence and a paragraph.
    pub(crate) fn new(outlet: &str, day: i8, text: &str) -> Self {
        let mut at = 0;
        let mut blocks = Vec::new();
        for line in text.split('\n') {
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(at, at + line.len()) });
            at += line.len() + 1;
        }
        let sentences = blocks.iter().map(|block| Sentence { span: block.span, tokens: 0..0 }).collect();
        let article = Article {
            id: format!("d{outlet}"),
            path: outlet.to_owned(),
            input_id: None,
            url: None,
            sha256: String::new(),
            language: "en".to_owned(),
            outlet: Some(Outlet { name: outlet.to_owned(), basis: Provenance::Given, span: None }),
            author: None,
            title: Title::None,
            published: Date { basis: Basis::Given, ..march(day) },
            updated: None,
            text: text.to_owned(),
            blocks,
            diagnostics: Vec::new(),
        };
        let body = Layer { sentences, ..Layer::default() };
        let doc = Doc { article, body, title: None };
        Self { report: Report { doc, facts: Facts::default() } }
    }

    fn facts(&mut self) -> &mut TextFacts {
        &mut self.report.facts.body
    }

    /// Where some words stand first.
    fn span(&self, words: &str) -> Span {
        let start = self.report.doc.article.text.find(words).unwrap_or_else(|| panic!("no “{words}”"));
        Span::new(start, start + words.len())
    }

    /// A name, mentioned wherever it stands. The last word of a person's name is a mention too.
    pub(crate) fn name(self, name: &str, kind: NameType) -> Self {
        self.known_as(name, kind, &[name])
    }

    /// A name that is mentioned by several forms, the first of each.
    pub(crate) fn known_as(mut self, name: &str, kind: NameType, forms: &[&str]) -> Self {
        let id = NameId(self.facts().names.len() as u32);
        let name = name.to_owned();
        self.facts().names.push(Name {
            name,
            kind,
            country: None,
            sector: None,
            roles: Vec::new(),
            unnamed: false,
        });
        for form in forms {
            let span = self.span(form);
            let is_name = form.chars().any(char::is_uppercase);
            let kind = if is_name { MentionKind::Name } else { MentionKind::Nominal };
            self.facts().mentions.push(Mention { span, kind, name: Some(id), link: Link::Same });
        }
        self.facts().mentions.sort_by_key(|mention| mention.span);
        self
    }

    /// The last name is a description of someone whom the report does not name.
    pub(crate) fn unnamed(mut self) -> Self {
        if let Some(name) = self.facts().names.last_mut() {
            name.unnamed = true;
        }
        self
    }

    /// A country's code for the last name.
    pub(crate) fn of_country(mut self, code: &str) -> Self {
        if let Some(name) = self.facts().names.last_mut() {
            name.country = Some(code.to_owned());
        }
        self
    }

    fn id(&self, name: &str) -> NameId {
        let names = &self.report.facts.body.names;
        let index =
            names.iter().position(|known| known.name == name).unwrap_or_else(|| panic!("no name {name}"));
        NameId(index as u32)
    }

    /// Someone says something; direct if the words stand in marks.
    pub(crate) fn says(mut self, speaker: &str, content: &str) -> Self {
        let (name, span) = (self.id(speaker), self.span(content));
        let text = &self.report.doc.article.text;
        let before = text[..span.start.index()].chars().last();
        let kind = if before == Some('“') { QuotationKind::Direct } else { QuotationKind::Indirect };
        let source = self
            .facts()
            .mentions
            .iter()
            .find(|mention| mention.name == Some(name))
            .map(|mention| mention.span);
        self.facts().attributions.push(Attribution {
            source: source.into_iter().collect(),
            cue: Vec::new(),
            content: vec![span],
            kind,
            speaker: Some(name),
            with: Vec::new(),
            behalf: None,
            addressee: None,
            act: SpeechAct::Say,
            strength: 0,
            modality: Modality::None,
            negated: false,
            hedged: false,
            stance: false,
            chain: Vec::new(),
            parent: None,
            confidence: 1.0,
        });
        self
    }

    /// The last attribution came through someone.
    pub(crate) fn through(mut self, link: &str) -> Self {
        let (name, span) = (self.id(link), self.span(link));
        if let Some(last) = self.facts().attributions.last_mut() {
            last.chain.push(rashomon_doc::ChainLink { name: Some(name), span });
        }
        self
    }

    /// A happening, named by its trigger.
    pub(crate) fn event(
        mut self,
        trigger: &str,
        kind: EventType,
        actors: &[&str],
        recipients: &[&str],
    ) -> Self {
        let participants = |names: &[&str]| {
            let one = |name: &&str| Participant {
                span: self.span(name),
                name: Some(self.id(name)),
                country: None,
                sector: None,
            };
            names.iter().map(one).collect::<Vec<_>>()
        };
        let event = Event {
            trigger: vec![self.span(trigger)],
            kind: Some(kind),
            other: None,
            mode: None,
            frame: String::new(),
            actors: participants(actors),
            recipients: participants(recipients),
            place: None,
            date: Date::unknown(),
            status: Status::Occurred,
            background: false,
            within: None,
            confidence: 1.0,
        };
        self.facts().events.push(event);
        self
    }

    fn last_event(&mut self, change: impl FnOnce(&mut Event)) {
        if let Some(event) = self.facts().events.last_mut() {
            change(event);
        }
    }

    /// The last event happened on a day.
    pub(crate) fn on(mut self, date: Date) -> Self {
        self.last_event(|event| event.date = date);
        self
    }

    /// The last event happened at a place.
    pub(crate) fn at(mut self, place: &str) -> Self {
        let span = self.span(place);
        self.last_event(|event| event.place = Some(span));
        self
    }

    /// The standing of the last event.
    pub(crate) fn status(mut self, status: Status) -> Self {
        self.last_event(|event| event.status = status);
        self
    }

    /// The last event is one that PLOVER does not code.
    pub(crate) fn happening(mut self, kind: EventKind) -> Self {
        self.last_event(|event| (event.kind, event.other) = (None, Some(kind)));
        self
    }

    /// A count of people.
    pub(crate) fn count(mut self, words: &str, comparator: Comparator, value: f64, of: &str) -> Self {
        let span = self.span(words);
        self.facts().quantities.push(Quantity {
            span,
            value: Some(value),
            value_max: None,
            comparator,
            unit: Some("person".to_owned()),
            of: Some(of.to_owned()),
            of_span: None,
            subset_of: None,
            as_of: Date::unknown(),
            within: None,
        });
        self
    }

    /// The last figure is asserted by the first attribution.
    pub(crate) fn within(mut self) -> Self {
        if let Some(last) = self.facts().quantities.last_mut() {
            last.within = Some(AttributionId(0));
        }
        self
    }
}

/// The dossier of some reports, all of one story.
pub(crate) fn dossier(drafts: Vec<Draft>) -> Dossier {
    let tables = Tables::load(&Overrides::new()).unwrap();
    let reports: Vec<Report> = drafts.into_iter().map(|draft| draft.report).collect();
    let stories = vec![crate::dossier::StoryId(0); reports.len()];
    let mut dossier = resolve::resolve_stories(reports, &stories, &tables);
    compare::compare(&mut dossier, &tables);
    dossier
}
