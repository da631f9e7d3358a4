//! Shared passages over many articles: there is no gold, so counts, time and memory are what is measured.

use std::path::PathBuf;
use std::time::Instant;

use rashomon_engine::Tables;
use rashomon_engine::compare::reuse::{Source, find};
use rashomon_engine::dossier::{Direction, DocId, DocSpan, ReuseKind};

use crate::Failure;
use crate::articles::{Row, lines, peak_memory};

/// Which articles.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder that holds `articles_10k.jsonl.gz`
    dir: PathBuf,
    /// How many articles are read
    #[arg(long, default_value_t = 10_000)]
    first: usize,
    /// How many passages are shown
    #[arg(long, default_value_t = 0)]
    show: usize,
}

/// Prints counts, seconds and peak memory.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let tables = Tables::load(&std::collections::BTreeMap::new())?;
    let mut articles = Vec::new();
    for (index, line) in
        lines(&arguments.dir.join("articles_10k.jsonl.gz"))?.enumerate().take(arguments.first)
    {
        articles.push(serde_json::from_str::<Row>(&line?)?.article(&index.to_string()));
    }
    let before = peak_memory();
    let start = Instant::now();
    let sources: Vec<Source<'_>> = articles
        .iter()
        .enumerate()
        .map(|(index, article)| Source::of_article(DocId(index as u32), article, &tables))
        .collect();
    let cut = start.elapsed();
    let found = find(&sources, &tables);
    println!(
        "{} articles: sentences {:.1} s, passages {:.1} s, peak memory {} MiB ({before} MiB before)",
        articles.len(),
        cut.as_secs_f64(),
        start.elapsed().saturating_sub(cut).as_secs_f64(),
        peak_memory(),
    );
    let count = |direction| found.iter().filter(|reuse| reuse.direction == direction).count();
    println!(
        "{} passages, {} copies; a to b {}, b to a {}, common origin {}, unknown {}",
        found.len(),
        found.iter().filter(|reuse| reuse.kind == ReuseKind::Copy).count(),
        count(Direction::AToB),
        count(Direction::BToA),
        count(Direction::CommonOrigin),
        count(Direction::Unknown),
    );
    let step = (found.len() / arguments.show.max(1)).max(1);
    for reuse in found.iter().step_by(step).take(arguments.show) {
        let words = |span: DocSpan| span.span.slice(&articles[span.doc.index()].text).to_owned();
        let who = |span: DocSpan| &articles[span.doc.index()];
        println!("\n{:?} {:.2} {:?}: {}", reuse.kind, reuse.similarity, reuse.direction, reuse.basis);
        for span in [reuse.a, reuse.b] {
            let article = who(span);
            let outlet = article.outlet.as_ref().map_or("?", |outlet| &outlet.name);
            println!("  {outlet} {:?}: {}", article.published.start, words(span));
        }
    }
    Ok(())
}
