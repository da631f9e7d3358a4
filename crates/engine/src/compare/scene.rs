//! The reports of a dossier, made quick to look into: whom some words stand for, which statement holds them.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{Date, Doc, Field, Span, SpeechAct, TextFacts, Upos, View};

use super::rows::Context;
use crate::Tables;
use crate::dossier::{DocId, DocSpan, Dossier, EntityId, EntityKind, Party, StatementId, StoryId};
use crate::resolve::words::{self, stem};

/// The dossier with what makes it quick to look into.
pub(super) struct Scene<'d> {
    pub(super) dossier: &'d Dossier,
    pub(super) context: Context<'d>,
    stories: Vec<StoryId>,
    mentions: BTreeMap<(DocId, Field), Vec<(Span, EntityId)>>,
    said: BTreeMap<(DocId, Field), Vec<(Span, StatementId)>>,
}

impl<'d> Scene<'d> {
    pub(super) fn new(dossier: &'d Dossier, context: Context<'d>) -> Self {
        let mut mentions: BTreeMap<(DocId, Field), Vec<(Span, EntityId)>> = BTreeMap::new();
        for (index, entity) in dossier.entities.iter().enumerate() {
            for mention in &entity.mentions {
                let at = mention.span;
                mentions.entry((at.doc, at.field)).or_default().push((at.span, EntityId(index as u32)));
            }
        }
        for list in mentions.values_mut() {
            list.sort_unstable();
        }
        let mut said: BTreeMap<(DocId, Field), Vec<(Span, StatementId)>> = BTreeMap::new();
        for (index, statement) in dossier.statements.iter().enumerate() {
            for part in &statement.content {
                said.entry((part.doc, part.field)).or_default().push((part.span, StatementId(index as u32)));
            }
        }
        Self { dossier, context, stories: super::stories_of(dossier), mentions, said }
    }

    pub(super) fn tables(&self) -> &'d Tables {
        self.context.tables
    }

    pub(super) fn story(&self, doc: DocId) -> StoryId {
        self.stories.get(doc.index()).copied().unwrap_or(StoryId(0))
    }

    /// All texts, titles that stand apart before the text they belong to.
    pub(super) fn texts(&self) -> impl Iterator<Item = (DocId, View<'d>, &'d TextFacts)> + use<'d> {
        self.dossier.reports.iter().enumerate().flat_map(|(index, report)| {
            let doc = DocId(index as u32);
            let title = report.doc.title().zip(report.facts.title.as_ref());
            let body = (doc, report.doc.body(), &report.facts.body);
            title.map(|(view, facts)| (doc, view, facts)).into_iter().chain([body])
        })
    }

    /// The text that some words stand in.
    pub(super) fn view(&self, at: DocSpan) -> Option<View<'d>> {
        let doc = self.dossier.reports.get(at.doc.index()).map(|report| &report.doc)?;
        match at.field {
            Field::Text => Some(Doc::body(doc)),
            Field::Title => Doc::title(doc),
        }
    }

    /// The facts of the text that some words stand in.
    pub(super) fn facts(&self, at: DocSpan) -> Option<&'d TextFacts> {
        let facts = self.dossier.reports.get(at.doc.index()).map(|report| &report.facts)?;
        match at.field {
            Field::Text => Some(&facts.body),
            Field::Title => facts.title.as_ref(),
        }
    }

    /// The day a report came out.
    pub(super) fn published(&self, doc: DocId) -> Option<&'d Date> {
        self.dossier.reports.get(doc.index()).map(|report| &report.doc.article.published)
    }

    /// The sentence around some words, or the words themselves.
    pub(super) fn sentence(&self, at: DocSpan) -> Span {
        let view = self.view(at);
        let found = view.and_then(|view| Some(view.sentence(view.sentence_at(at.span.start)?).span));
        found.filter(|sentence| sentence.contains(at.span)).unwrap_or(at.span)
    }

    /// Everyone who is mentioned in some words.
    pub(super) fn entities_in(&self, at: DocSpan) -> BTreeSet<EntityId> {
        self.mentioned(at).collect()
    }

    /// The people who are mentioned in some words, in order.
    pub(super) fn people_in(&self, at: DocSpan) -> Vec<EntityId> {
        let is_person = |id: &EntityId| {
            self.dossier.entities.get(id.index()).is_some_and(|entity| entity.kind == EntityKind::Person)
        };
        self.mentioned(at).filter(is_person).collect()
    }

    fn mentioned(&self, at: DocSpan) -> impl Iterator<Item = EntityId> {
        let list = self.mentions.get(&(at.doc, at.field)).map_or(&[][..], Vec::as_slice);
        let first = list.partition_point(|(span, _)| span.start < at.span.start);
        let rest = list[first..].iter().take_while(move |(span, _)| span.start < at.span.end);
        rest.filter(move |(span, _)| at.span.contains(*span)).map(|(_, id)| *id)
    }

    /// Whom the word of a token stands for: the shortest mention around it.
    pub(super) fn entity_at(&self, at: DocSpan) -> Option<EntityId> {
        let list = self.mentions.get(&(at.doc, at.field))?;
        let end = list.partition_point(|(span, _)| span.start <= at.span.start);
        let around = list[..end].iter().rev().take(NEAR).filter(|(span, _)| span.contains(at.span));
        around.min_by_key(|(span, _)| span.len()).map(|(_, id)| *id)
    }

    /// The innermost statement whose content holds some words.
    pub(super) fn statement_at(&self, at: DocSpan) -> Option<StatementId> {
        let list = self.said.get(&(at.doc, at.field))?;
        let around = list.iter().filter(|(span, _)| span.contains(at.span));
        around.min_by_key(|(span, _)| span.len()).map(|(_, id)| *id)
    }

    /// The innermost statement that denies some words: whoever's report they are of, it speaks of them here.
    pub(super) fn denial_at(&self, at: DocSpan) -> Option<StatementId> {
        let list = self.said.get(&(at.doc, at.field))?;
        let denies = |id: &StatementId| {
            self.dossier.statements.get(id.index()).is_some_and(|said| said.act == SpeechAct::Deny)
        };
        let around = list.iter().filter(|(span, id)| span.contains(at.span) && denies(id));
        around.min_by_key(|(span, _)| span.len()).map(|(_, id)| *id)
    }

    /// Some words in lower case, with straight apostrophes.
    pub(super) fn lower(&self, at: DocSpan) -> String {
        self.dossier.text_of(at).to_lowercase().replace('’', "'")
    }

    /// The content words of some words, reduced to stems and, where the table has it, to the word that stands for all
    /// of one meaning.
    pub(super) fn content(&self, at: DocSpan) -> BTreeSet<String> {
        let Some(view) = self.view(at) else { return BTreeSet::new() };
        let tables = self.tables();
        let is_plain = |word: &String| !tables.compare.function_words.contains(word);
        let meaning = |form: &str| tables.senses.meaning(form).to_owned();
        let form = |span: Span| {
            let lower = words::normal(view.slice(span));
            let token = view.tokens_in(span).next().map(|id| view.token(id));
            match token {
                Some(token)
                    if matches!(token.upos, Upos::Noun | Upos::Verb | Upos::Adj) && is_plain(&lower) =>
                {
                    let by_form = meaning(&lower);
                    if by_form == lower { meaning(&token.lemma.to_lowercase()) } else { by_form }
                }
                _ if is_plain(&lower) => meaning(&stem(&lower)),
                _ => lower,
            }
        };
        words::spans(view.text, at.span).into_iter().map(form).filter(is_plain).collect()
    }

    /// The first statement whose content meets some words.
    pub(super) fn statement_in(&self, at: DocSpan) -> Option<StatementId> {
        let list = self.said.get(&(at.doc, at.field))?;
        list.iter().find(|(span, _)| span.overlaps(at.span)).map(|(_, id)| *id)
    }

    /// What the speaker of a statement is called.
    pub(super) fn speaker_of(&self, statement: Option<StatementId>) -> Option<String> {
        let said = self.dossier.statements.get(statement?.index())?;
        Some(self.party_name(said.speaker?))
    }

    /// How much a word tells: the logarithm of its rarity in news.
    pub(super) fn weight(&self, word: &str) -> f64 {
        let table = &self.tables().compare;
        let all = f64::from(table.background.documents.max(1));
        let holders = f64::from(table.background.documents_with(&stem(word)));
        (all / holders.max(1.0)).ln().clamp(LEAST_WEIGHT, table.claims.rarest)
    }

    /// What someone is called: the entity's name, else the words.
    pub(super) fn party_name(&self, party: Party) -> String {
        let entity = party.entity.and_then(|id| self.dossier.entities.get(id.index()));
        let words = || self.dossier.text_of(party.span).split_whitespace().collect::<Vec<_>>().join(" ");
        entity.map_or_else(words, |entity| entity.name.clone())
    }

    /// Whether the report of `a` came out on an earlier day than that of `b`, for certain.
    pub(super) fn earlier(&self, a: DocId, b: DocId) -> bool {
        self.context.order.earlier(a, b)
    }
}

/// The words of a text in lower case without any marks but the apostrophe.
pub(super) fn bare_words(lower: &str) -> Vec<&str> {
    let bare = lower.split(|c: char| !c.is_alphanumeric() && c != '\'');
    bare.filter(|word| !word.is_empty()).collect()
}

/// Mentions looked at around a word: longer ones that hold it begin close before it.
const NEAR: usize = 12;

/// Even the commonest word counts this much.
const LEAST_WEIGHT: f64 = 0.5;
