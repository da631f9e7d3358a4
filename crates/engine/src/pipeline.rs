//! The visible pipeline: page → article → doc → facts → dossier.

use rashomon_doc::Article;
use rashomon_tagger::Reader;

use crate::dossier::{Dossier, Report};
use crate::{Tables, compare, extract, parse, resolve};

/// Reads one article and draws its facts.
pub fn annotate(article: Article, reader: &Reader, tables: &Tables) -> Report {
    let doc = parse::parse(article, reader, tables);
    let facts = extract::extract(&doc, tables);
    Report { doc, facts }
}

/// Joins and compares annotated reports.
pub fn report(reports: Vec<Report>, tables: &Tables) -> Dossier {
    let mut dossier = resolve::resolve(reports, tables);
    compare::compare(&mut dossier, tables);
    dossier
}
