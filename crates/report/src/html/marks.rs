//! Which words of each report something rests on: for the anchors of a page without scripts, and, as data, for
//! what the reader may point at in a text.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{Field, Pos, Span};
use rashomon_engine::dossier::{
    ClaimId, DocId, DocSpan, Dossier, EntityId, EventId, FigureId, OriginId, StatementId,
};
use serde::Serialize;

use super::book::{Book, Row};

/// Where cited words begin, and their address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Start {
    pub(super) field: Field,
    pub(super) at: Pos,
    pub(super) address: String,
}

/// All words that a row rests on, in the order of the rows.
fn cited(dossier: &Dossier) -> Vec<(DocSpan, Option<Row>)> {
    let mut cited: Vec<(DocSpan, Option<Row>)> = Vec::new();
    let mut add = |row: Option<Row>, spans: &mut dyn Iterator<Item = DocSpan>| {
        cited.extend(spans.map(|span| (span, row)));
    };
    for (at, said) in (0..).zip(&dossier.statements) {
        let row = Row::Statement(StatementId(at));
        add(Some(row), &mut said.content.iter().copied());
        let parties = said.speaker.iter().chain(&said.addressee).chain(&said.chain);
        add(None, &mut said.cue.iter().copied().chain(parties.map(|party| party.span)));
    }
    for (at, event) in (0..).zip(&dossier.events) {
        for account in &event.reports {
            add(Some(Row::Event(EventId(at))), &mut std::iter::once(account.span));
            let parties = account.actors.iter().chain(&account.recipients).chain(&account.place);
            let here = |span: &Span| DocSpan { span: *span, ..account.span };
            let dates = account.date.evidence.iter().map(here);
            add(
                None,
                &mut std::iter::once(account.trigger).chain(parties.map(|party| party.span)).chain(dates),
            );
        }
    }
    for (at, claim) in (0..).zip(&dossier.claims) {
        add(Some(Row::Claim(ClaimId(at))), &mut claim.tellings.iter().map(|telling| telling.span));
    }
    for (at, figure) in (0..).zip(&dossier.figures) {
        add(Some(Row::Figure(FigureId(at))), &mut std::iter::once(figure.span));
        let here = |span: &Span| DocSpan { span: *span, ..figure.span };
        add(None, &mut figure.of_span.into_iter().chain(figure.as_of.evidence.iter().map(here)));
    }
    for (at, row) in (0..).zip(&dossier.comparisons) {
        add(Some(Row::Comparison(at)), &mut row.positions.iter().flat_map(|side| side.spans.iter().copied()));
    }
    for (at, reuse) in (0..).zip(&dossier.reuse) {
        add(Some(Row::Reuse(at)), &mut [reuse.a, reuse.b].into_iter());
    }
    for (at, origin) in (0..).zip(&dossier.origins) {
        add(Some(Row::Origin(OriginId(at))), &mut origin.spans.iter().copied());
    }
    for label in &dossier.labels {
        add(
            label.entity.map(Row::Names).or(label.event.map(Row::EventNames)),
            &mut std::iter::once(label.span),
        );
    }
    for (at, entity) in (0..).zip(&dossier.entities) {
        let row = Row::Entity(EntityId(at));
        add(
            Some(row),
            &mut entity.mentions.iter().map(|mention| mention.span).chain(entity.roles.iter().copied()),
        );
    }
    for (doc, report) in (0..).map(DocId).zip(&dossier.reports) {
        let article = &report.doc.article;
        let dates =
            std::iter::once(&article.published).chain(&article.updated).flat_map(|date| &date.evidence);
        add(None, &mut dates.map(|span| DocSpan { doc, field: Field::Text, span: *span }));
        let places = article.diagnostics.iter().filter_map(|notice| notice.place);
        add(None, &mut places.map(|(field, span)| DocSpan { doc, field, span }));
    }
    cited
}

/// Where cited words of one report begin.
pub(super) fn starts(book: &Book<'_>, doc: DocId) -> BTreeSet<Start> {
    cited(book.dossier)
        .into_iter()
        .filter(|(words, _)| words.doc == doc)
        .map(|(words, _)| Start { field: words.field, at: words.span.start, address: book.address(words) })
        .collect()
}

/// For one report, what rests on which words.
#[derive(Debug, Default, Serialize)]
struct Marks {
    /// Code points in the text and the id of the row.
    text: Vec<(u32, u32, String)>,
    /// The same for a title that stands apart.
    title: Vec<(u32, u32, String)>,
}

/// What rests on which words, by report, as JSON that may stand in a script element.
pub(super) fn data(book: &Book<'_>) -> String {
    let mut all: BTreeMap<&str, Marks> = BTreeMap::new();
    for (words, row) in cited(book.dossier) {
        let Some(row) = row else { continue };
        let [start, end] = book.points_of(words);
        let marks = all.entry(book.doc_id(words.doc)).or_default();
        let list = match words.field {
            Field::Text => &mut marks.text,
            Field::Title => &mut marks.title,
        };
        list.push((start, end, book.id(row)));
    }
    for marks in all.values_mut() {
        marks.text.sort();
        marks.text.dedup();
        marks.title.sort();
        marks.title.dedup();
    }
    // Such maps always serialise; an empty object would only mean that nothing can be pointed at.
    let json = serde_json::to_string(&all).unwrap_or_else(|_| "{}".into());
    json.replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}
