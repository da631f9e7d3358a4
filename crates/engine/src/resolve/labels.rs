//! Who calls whom what: names and descriptions as each report puts them.

use std::collections::BTreeMap;

use rashomon_doc::{Deprel, Field, MentionKind, Span, TokenId, Upos};

use super::entities::Entities;
use super::events::Events;
use super::quoted::Quoted;
use super::statements::Statements;
use super::texts::{TextRef, texts};
use crate::Tables;
use crate::dossier::{EntityId, EventId, Label, Report, Voice};

/// The labels of all reports, each wording once a report, entity and voice, in order of place.
pub(crate) fn resolve(
    reports: &[Report],
    entities: &Entities,
    statements: &Statements,
    events: &Events,
    tables: &Tables,
) -> Vec<Label> {
    let mut labels = Vec::new();
    for text in texts(reports) {
        let quoted = quotations(text);
        let mut rows: Vec<Label> = Vec::new();
        for mention in text.facts.mentions.iter().filter(|mention| mention.kind != MentionKind::Pronoun) {
            let entity = mention.name.and_then(|name| entities.of(text.key(name)));
            if let Some(entity) = entity {
                let span = phrase(text, mention.span);
                rows.push(label(text, span, Some(entity), None, &quoted, statements, tables));
            }
        }
        for (index, event) in text.facts.events.iter().enumerate() {
            let id = events.of(text.doc, text.view.field, index);
            let noun = event.trigger.first().and_then(|trigger| noun_phrase(text, *trigger));
            if let (Some(id), Some(span)) = (id, noun) {
                rows.push(label(text, span, None, Some(id), &quoted, statements, tables));
            }
        }
        for (subject, name) in predicates(text, tables) {
            let Some((entity, event)) = bearer(text, subject, entities, events) else { continue };
            let span = phrase(text, text.view.token(name).span);
            rows.push(label(text, span, entity, event, &quoted, statements, tables));
        }
        labels.extend(each_once(text, rows));
    }
    labels
}

/// What a text says that someone or something is: "the strike is a stab in the back", "called it a farce".
fn predicates(text: TextRef<'_>, tables: &Tables) -> Vec<(TokenId, TokenId)> {
    let view = text.view;
    let child = |head: TokenId, relations: &[Deprel]| {
        view.children(head).find(|id| relations.contains(&view.token(*id).deprel))
    };
    let all = (0..view.layer.tokens.len() as u32).map(TokenId);
    all.filter_map(|id| {
        let token = view.token(id);
        match token.upos {
            Upos::Verb if tables.compare.labels.calling.contains(&token.lemma.to_lowercase()) => {
                let named = child(id, &[Deprel::Xcomp, Deprel::Obl])?;
                let is_name = view.token(named).deprel == Deprel::Xcomp
                    || view.children(named).any(|case| view.word(case).eq_ignore_ascii_case("as"));
                let bearer = child(id, &[Deprel::Obj, Deprel::NsubjPass])?;
                (is_name && view.token(named).upos == Upos::Noun).then_some((bearer, named))
            }
            Upos::Noun => {
                child(id, &[Deprel::Cop])?;
                let article = child(id, &[Deprel::Det])?;
                let plain = matches!(view.word(article).to_lowercase().as_str(), "a" | "an" | "the");
                let denied = view.children(id).any(|not| view.token(not).lemma == "not");
                let aside = child(id, &[Deprel::Case]).is_some();
                (plain && !denied && !aside).then_some((child(id, &[Deprel::Nsubj])?, id))
            }
            _ => None,
        }
    })
    .collect()
}

/// Whom or what a word stands for: an entity, or an event by its noun.
fn bearer(
    text: TextRef<'_>,
    word: TokenId,
    entities: &Entities,
    events: &Events,
) -> Option<(Option<EntityId>, Option<EventId>)> {
    let span = text.view.token(word).span;
    let mention = text.facts.mentions.iter().filter(|mention| mention.span.contains(span));
    let entity = mention
        .min_by_key(|mention| mention.span.len())
        .and_then(|mention| entities.of(text.key(mention.name?)));
    let event = || {
        let at = text.facts.events.iter().position(|event| event.trigger.contains(&span))?;
        events.of(text.doc, text.view.field, at)
    };
    match entity {
        Some(entity) => Some((Some(entity), None)),
        None => event().map(|event| (None, Some(event))),
    }
}

/// Keeps the first of each wording.
fn each_once(text: TextRef<'_>, rows: Vec<Label>) -> Vec<Label> {
    type Key = (Option<EntityId>, Option<EventId>, String, bool, bool, bool);
    let mut first: BTreeMap<Key, Label> = BTreeMap::new();
    for row in rows {
        let words = text.view.slice(row.span.span).to_lowercase();
        let bare = words.strip_prefix("the ").unwrap_or(&words).to_owned();
        let key = (row.entity, row.event, bare, row.voice == Voice::Quoted, row.scare, row.of_source);
        first.entry(key).or_insert(row);
    }
    let mut rows: Vec<Label> = first.into_values().collect();
    rows.sort_by_key(|row| (row.span, row.entity, row.event));
    rows
}

fn label(
    text: TextRef<'_>,
    span: Span,
    entity: Option<EntityId>,
    event: Option<EventId>,
    quoted: &Quoted,
    statements: &Statements,
    tables: &Tables,
) -> Label {
    let at = text.at(span);
    let statement = statements.around(at);
    let around = quoted
        .around(span)
        .or_else(|| quoted.around(Span { start: span.end, end: span.end }).filter(|q| span.overlaps(*q)));
    let spoken = statement.and_then(|id| statements.list.get(id.index()));
    let in_words = around.is_some_and(|words| {
        spoken.is_some_and(|statement| statement.content.iter().any(|part| part.span.overlaps(words)))
    });
    // A few words in marks that no one is said to have spoken are set off by the outlet itself.
    let short = around.is_some_and(|words| {
        words.slice(text.view.text).split_whitespace().count() <= tables.compare.labels.scare_words
    });
    let voice = if around.is_some() && in_words { Voice::Quoted } else { Voice::Own };
    Label {
        entity,
        event,
        span: at,
        voice,
        scare: around.is_some() && !in_words && short,
        statement,
        of_source: is_source(text, span),
    }
}

/// The quotations of a text; a title has no blocks of its own.
fn quotations(text: TextRef<'_>) -> Quoted {
    match text.view.field {
        Field::Text => Quoted::find(text.view.text, text.view.blocks),
        Field::Title => {
            let span = Span::new(0, text.view.text.len());
            let block = rashomon_doc::Block { kind: rashomon_doc::BlockKind::Headline, span };
            Quoted::find(text.view.text, &[block])
        }
    }
}

/// Whether the words name the source of an attribution or a link of its chain.
fn is_source(text: TextRef<'_>, span: Span) -> bool {
    text.facts.attributions.iter().any(|attribution| {
        let links = attribution.chain.iter().map(|link| link.span);
        attribution.source.iter().copied().chain(links).any(|part| part.overlaps(span))
    })
}

/// A mention with the words that qualify it, to the left: "the left-wing Union", "state agency Veltag".
fn phrase(text: TextRef<'_>, span: Span) -> Span {
    let Some(head) = text.view.head_of(span) else { return span };
    let qualifies = |id: &TokenId| {
        let token = text.view.token(*id);
        let kind = matches!(
            token.deprel,
            Deprel::Amod
                | Deprel::Compound
                | Deprel::NmodDesc
                | Deprel::Det
                | Deprel::Nummod
                | Deprel::NmodPoss
        );
        kind && token.span.end <= span.start
    };
    let left: Vec<TokenId> = text.view.children(head).filter(qualifies).collect();
    let start =
        left.iter().flat_map(|id| text.view.subtree(*id)).map(|id| text.view.token(id).span.start).min();
    Span { start: start.unwrap_or(span.start).min(span.start), end: span.end }
}

/// The noun phrase of a trigger that is a noun.
fn noun_phrase(text: TextRef<'_>, trigger: Span) -> Option<Span> {
    let head = text.view.head_of(trigger)?;
    if text.view.token(head).upos != Upos::Noun {
        return None;
    }
    let word = text.view.token(head).span;
    Some(phrase(text, Span { start: trigger.start, end: word.end.max(trigger.end) }))
}
