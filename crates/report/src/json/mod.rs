//! JSON as the contract has it: a line of facts, a dossier, a line of an article.
//!
//! Positions are counted in Unicode code points. The types that are written here are also those that the published
//! schemas come from ([`schemas`]), so that the two cannot part.

mod article;
mod base;
mod date;
mod dossier;
mod facts;

use rashomon_doc::Article;
use rashomon_engine::dossier::{Dossier, Report};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

pub(crate) use date::offset_text;
pub use facts::{FactsList, Without};

/// The version of all JSON formats; renaming or dropping a field raises it.
const VERSION: u32 = 1;

/// The facts of one report as a line of JSON, without a line end. Lists named in `without` are left out.
///
/// # Errors
/// None in practice: the types hold nothing that JSON cannot.
pub fn facts(report: &Report, without: &Without) -> serde_json::Result<String> {
    serde_json::to_string(&facts::FactsLine::new(report, without))
}

/// The dossier as JSON. `model` names the weights that read the reports.
///
/// # Errors
/// None in practice: the types hold nothing that JSON cannot.
pub fn dossier(dossier: &Dossier, model: &str) -> serde_json::Result<String> {
    serde_json::to_string(&dossier::DossierFile::new(dossier, model))
}

/// An article as a line of JSON, without a line end: its body a block a line, furniture left out.
///
/// # Errors
/// None in practice: the types hold nothing that JSON cannot.
pub fn article(article: &Article) -> serde_json::Result<String> {
    let body = article::Body::new(article);
    serde_json::to_string(&article::ArticleLine::new(article, &body))
}

/// The JSON Schemas of all formats, each with the name of its file.
pub fn schemas() -> [(&'static str, Schema); 3] {
    [
        ("facts.json", schema::<facts::FactsLine<'_>>()),
        ("dossier.json", schema::<dossier::DossierFile<'_>>()),
        ("article.json", schema::<article::ArticleLine<'_>>()),
    ]
}

/// The schema of what a type writes.
fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
