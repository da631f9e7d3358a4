//! Comparisons as lines.
//!
//! `KIND ASPECT: VALUE | VALUE` for each comparison but those of naming and of what only one report has; the values are the
//! words of its sides, in order (`conflict number: 600 people | more than 2,000`).

use rashomon_engine::dossier::{Aspect, Comparison, ComparisonKind};
use rashomon_engine::pipeline;

use crate::attribution::reader;
use crate::case::{Case, tables};

/// The comparisons of a case's documents.
pub(crate) fn lines(case: &Case) -> Vec<String> {
    let (reader, tables) = (reader(), tables());
    let articles = case.articles(&tables);
    let reports = articles.into_iter().map(|article| pipeline::annotate(article, reader, &tables)).collect();
    let dossier = pipeline::report(reports, &tables);
    let told = |row: &&Comparison| row.kind != ComparisonKind::OnlyOne && row.aspect != Aspect::Naming;
    dossier.comparisons.iter().filter(told).map(line).collect()
}

fn line(row: &Comparison) -> String {
    let values: Vec<&str> = row.positions.iter().map(|side| side.value.as_str()).collect();
    format!("{} {}: {}", kind(row.kind), format!("{:?}", row.aspect).to_lowercase(), values.join(" | "))
}

fn kind(kind: ComparisonKind) -> &'static str {
    match kind {
        ComparisonKind::Agreement => "agreement",
        ComparisonKind::Conflict => "conflict",
        ComparisonKind::Update => "update",
        ComparisonKind::Rewording => "rewording",
        ComparisonKind::AttributionDiffers => "attribution",
        ComparisonKind::OnlyOne => "only one",
    }
}
