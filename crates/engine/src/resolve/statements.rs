//! Who said what: attributions as rows of the dossier.

use std::collections::BTreeMap;

use rashomon_doc::{Attribution, AttributionId, Field, NameId, Sector, Span};

use super::entities::Entities;
use super::texts::{TextRef, texts};
use crate::Tables;
use crate::dossier::{DocId, DocSpan, EntityKind, Party, Rank, Report, Statement, StatementId};

/// The statements, and which attribution each one was.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    /// In order of report and place.
    pub(crate) list: Vec<Statement>,
    of: BTreeMap<(DocId, Field, AttributionId), StatementId>,
}

impl Statements {
    /// The statement of an attribution; of a stance, which is none, the one that it stands in.
    pub(crate) fn of(&self, text: TextRef<'_>, attribution: Option<AttributionId>) -> Option<StatementId> {
        let attributions = &text.facts.attributions;
        let above = |id: &AttributionId| attributions.get(id.0 as usize).and_then(|one| one.parent);
        let mut chain = std::iter::successors(attribution, above).take(attributions.len());
        chain.find_map(|id| self.of.get(&(text.doc, text.view.field, id)).copied())
    }

    /// The innermost statement of a report whose content holds `span`.
    pub(crate) fn around(&self, span: DocSpan) -> Option<StatementId> {
        let holds = |statement: &Statement| {
            let inside = |part: &DocSpan| part.field == span.field && part.span.contains(span.span);
            statement.content.iter().any(inside)
        };
        let length =
            |statement: &Statement| statement.content.iter().map(|part| part.span.len()).sum::<usize>();
        // The list is in order of reports.
        let from = self.list.partition_point(|statement| statement.doc < span.doc);
        let of_doc = self.list.iter().enumerate().skip(from).take_while(|(_, row)| row.doc == span.doc);
        let found = of_doc.filter(|(_, statement)| holds(statement));
        found.min_by_key(|(_, statement)| length(statement)).map(|(index, _)| StatementId(index as u32))
    }
}

/// Resolves the attributions of all reports; stances and acts that are laid to someone are no statements.
pub(crate) fn resolve(reports: &[Report], entities: &Entities, tables: &Tables) -> Statements {
    let mut statements = Statements::default();
    for text in texts(reports) {
        let said = || text.facts.attributions.iter().enumerate().filter(|(_, one)| !one.stance);
        for (row, (index, _)) in said().enumerate() {
            let id = StatementId((statements.list.len() + row) as u32);
            statements.of.insert((text.doc, text.view.field, AttributionId(index as u32)), id);
        }
        for (_, attribution) in said() {
            let row = statement(text, attribution, entities, &statements, tables);
            statements.list.push(row);
        }
    }
    statements
}

fn statement(
    text: TextRef<'_>,
    attribution: &Attribution,
    entities: &Entities,
    statements: &Statements,
    tables: &Tables,
) -> Statement {
    let party = |span: Span, name: Option<NameId>| Party {
        entity: name.and_then(|name| entities.of(text.key(name))),
        span: text.at(span),
    };
    let speaker = speaker_span(text, attribution).map(|span| party(span, attribution.speaker));
    Statement {
        doc: text.doc,
        kind: attribution.kind,
        content: attribution.content.iter().map(|span| text.at(*span)).collect(),
        cue: attribution.cue.iter().map(|span| text.at(*span)).collect(),
        rank: rank(text, attribution, speaker, entities, tables),
        speaker,
        with: attribution.with.iter().map(|link| party(link.span, link.name)).collect(),
        behalf: attribution.behalf.map(|link| party(link.span, link.name)),
        addressee: attribution.addressee.map(|span| party(span, name_at(text, span))),
        act: attribution.act,
        modality: attribution.modality,
        strength: attribution.strength,
        negated: attribution.negated,
        hedged: attribution.hedged,
        chain: attribution.chain.iter().map(|link| party(link.span, link.name)).collect(),
        parent: statements.of(text, attribution.parent),
        claim: None,
    }
}

/// The words for the speaker: the source, or, where the cue has none, the name's last mention before the content.
fn speaker_span(text: TextRef<'_>, attribution: &Attribution) -> Option<Span> {
    if let Some(first) = attribution.source.first() {
        return Some(*first);
    }
    let name = attribution.speaker?;
    let content = attribution.content.first()?;
    let of_speaker = |mention: &&rashomon_doc::Mention| mention.name == Some(name);
    let mentions = text.facts.mentions.iter().filter(of_speaker);
    let before = mentions.clone().rfind(|mention| mention.span.end <= content.start);
    before.or_else(|| mentions.clone().next()).map(|mention| mention.span)
}

/// The name whose mention `span` is, or the longest mention inside it.
pub(crate) fn name_at(text: TextRef<'_>, span: Span) -> Option<NameId> {
    let inside = text.facts.mentions.iter().filter(|mention| span.contains(mention.span));
    inside.max_by_key(|mention| (mention.span.len(), std::cmp::Reverse(mention.span.start)))?.name
}

/// The standing of the speaker, by the words of the source and the roles that the report gives.
fn rank(
    text: TextRef<'_>,
    attribution: &Attribution,
    speaker: Option<Party>,
    entities: &Entities,
    tables: &Tables,
) -> Rank {
    let name = attribution.speaker.and_then(|name| text.facts.names.get(name.0 as usize));
    let Some(name) = name else { return if speaker.is_some() { Rank::Other } else { Rank::Unnamed } };
    let mut words: String =
        name.roles.iter().map(|span| text.view.slice(*span)).collect::<Vec<_>>().join(" ");
    for span in &attribution.source {
        words.push(' ');
        words.push_str(text.view.slice(*span));
    }
    let words = words.to_lowercase();
    let has = |list: &[String]| {
        words
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .any(|word| list.iter().any(|known| known == word))
    };
    let ranks = &tables.compare.ranks;
    let entity = speaker.and_then(|party| party.entity).and_then(|id| entities.get(id));
    let sector = name.sector.or(entity.and_then(|entity| entity.sector));
    let is_body =
        entity.is_some_and(|entity| matches!(entity.kind, EntityKind::Organization | EntityKind::Place));
    if has(&ranks.former) {
        Rank::Former
    } else if has(&ranks.spokesperson) {
        Rank::Spokesperson
    } else if name.unnamed {
        Rank::Unnamed
    } else if has(&ranks.legislator) || (sector == Some(Sector::Leg) && !is_body) {
        Rank::Legislator
    } else if has(&ranks.commentator) {
        Rank::Commentator
    } else if sector.is_some_and(of_state) {
        Rank::State
    } else {
        Rank::Other
    }
}

fn of_state(sector: Sector) -> bool {
    matches!(sector, Sector::Gov | Sector::Mil | Sector::Cop | Sector::Jud | Sector::Leg | Sector::Spy)
}
