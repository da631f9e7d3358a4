//! Attributions and names as lines.
//!
//! `says NAME: CONTENT` (`holds` for a stance or an act, which is not told), `direct: CONTENT` (or `indirect`, `mixed`),
//! `act ACT STRENGTH: CONTENT`, `to WORDS: CONTENT`,
//! `chain NAME > NAME: CONTENT`, `with NAME: CONTENT` (who says it too), `behalf NAME: CONTENT` (whose spokesperson it is), `within NAME: CONTENT` (the speaker of the outer speech), `negated: CONTENT`,
//! `hedged: CONTENT`, `stance: CONTENT`, `possible: CONTENT` (or `intended`, `obliged`, `conditional`); then
//! `mention WORDS = NAME`, `role NAME: WORDS`, `unnamed NAME`, `country NAME: CODE`, `sector NAME: CODE`. `nobody` stands where no name is known.

use std::sync::OnceLock;

use rashomon_doc::{Attribution, Modality, NameId, Span, TextFacts};
use rashomon_engine::pipeline;
use rashomon_tagger::Reader;

use crate::case::{Case, tables};

/// The reader with its weights.
pub(crate) fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::embedded().expect("the embedded model is well-formed"))
}

/// The facts of the first document.
pub(crate) fn lines(case: &Case) -> Vec<String> {
    let reader = reader();
    let tables = tables();
    let article = case.articles(&tables).into_iter().next().expect("a case has a document");
    let report = pipeline::annotate(article, reader, &tables);
    let text = &report.doc.article.text;
    let facts = &report.facts.body;
    let mut lines: Vec<String> = facts.attributions.iter().flat_map(|one| of(one, facts, text)).collect();
    for mention in &facts.mentions {
        lines.push(format!("mention {} = {}", words(text, &[mention.span]), name(facts, mention.name)));
    }
    for known in &facts.names {
        lines
            .extend(known.roles.iter().map(|role| format!("role {}: {}", known.name, words(text, &[*role]))));
        lines.extend(known.unnamed.then(|| format!("unnamed {}", known.name)));
        lines.extend(known.country.iter().map(|code| format!("country {}: {code}", known.name)));
        lines.extend(known.sector.iter().map(|sector| format!("sector {}: {sector}", known.name)));
    }
    lines
}

fn of(one: &Attribution, facts: &TextFacts, text: &str) -> Vec<String> {
    let content = words(text, &one.content);
    let mut lines = vec![
        format!("{} {}: {content}", if one.stance { "holds" } else { "says" }, name(facts, one.speaker)),
        format!("{}: {content}", one.kind),
        format!("act {} {}: {content}", one.act, one.strength),
    ];
    if let Some(addressee) = one.addressee {
        lines.push(format!("to {}: {content}", words(text, &[addressee])));
    }
    for other in &one.with {
        lines.push(format!("with {}: {content}", name(facts, other.name)));
    }
    if let Some(body) = &one.behalf {
        let of = body.name.map_or_else(|| words(text, &[body.span]), |id| name(facts, Some(id)));
        lines.push(format!("behalf {of}: {content}"));
    }
    if one.chain.len() > 1 {
        let links: Vec<String> = one
            .chain
            .iter()
            .map(|link| link.name.map_or_else(|| words(text, &[link.span]), |id| name(facts, Some(id))))
            .collect();
        lines.push(format!("chain {}: {content}", links.join(" > ")));
    }
    if let Some(parent) = one.parent.and_then(|id| facts.attributions.get(id.0 as usize)) {
        lines.push(format!("within {}: {content}", name(facts, parent.speaker)));
    }
    lines.extend(one.negated.then(|| format!("negated: {content}")));
    lines.extend(one.stance.then(|| format!("stance: {content}")));
    lines.extend(one.hedged.then(|| format!("hedged: {content}")));
    lines.extend((one.modality != Modality::None).then(|| format!("{}: {content}", one.modality)));
    lines
}

/// The name of a bearer, `nobody` where none is known.
pub(crate) fn name(facts: &TextFacts, id: Option<NameId>) -> String {
    id.and_then(|id| facts.names.get(id.0 as usize))
        .map_or_else(|| "nobody".to_owned(), |name| name.name.clone())
}

/// The words of spans, with one blank where the text has white space.
pub(crate) fn words(text: &str, spans: &[Span]) -> String {
    let parts: Vec<String> =
        spans.iter().map(|span| span.slice(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    parts.join(" / ")
}
