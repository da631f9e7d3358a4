//! How fast texts are read: sentences, words, trees, names and attribution spans, without drawing facts.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::Instant;

use flate2::read::GzDecoder;
use rashomon_engine::Tables;
use rayon::prelude::*;
use serde::Deserialize;

use crate::{Failure, article};

/// What is read for time.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The articles
    articles: PathBuf,
    /// Take only the first so many
    #[arg(long)]
    limit: Option<usize>,
    /// How many articles are read at once
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// A folder with the files of another model than the one compiled in
    #[arg(long)]
    model: Option<PathBuf>,
}

/// The one field of a record that is read.
#[derive(Deserialize)]
struct Record {
    text: Option<String>,
}

/// Prints words a second, and what the memory of passages gained.
#[allow(clippy::disallowed_methods, reason = "a measurement of time")]
pub(crate) fn run(input: &Arguments) -> Result<(), Failure> {
    let texts = texts(&input.articles, input.limit.unwrap_or(usize::MAX))?;
    let begin = Instant::now();
    let reader = article::reader(input.model.as_deref())?;
    let tables = Tables::load(&BTreeMap::new())?;
    let loaded = begin.elapsed();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(input.threads).build()?;
    let start = Instant::now();
    let tokens: usize = pool.install(|| {
        texts.par_iter().with_max_len(1).map(|text| article::read(text, &reader, &tables).tokens.len()).sum()
    });
    let seconds = start.elapsed().as_secs_f64();
    let (remembered, read) = reader.cache_counts();
    println!("model {}, loaded in {:.2} s", reader.version(), loaded.as_secs_f64());
    println!(
        "{} texts, {tokens} words in {seconds:.1} s: {:.0} words/s",
        texts.len(),
        tokens as f64 / seconds
    );
    println!("passages: {read} read, {remembered} remembered");
    Ok(())
}

fn texts(path: &Path, limit: usize) -> Result<Vec<String>, Failure> {
    let file = File::open(path)?;
    let source: Box<dyn Read> = if path.extension().is_some_and(|extension| extension == "gz") {
        Box::new(GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut texts = Vec::new();
    for line in BufReader::new(source).lines().take(limit) {
        let record: Record = serde_json::from_str(&line?)?;
        texts.extend(record.text);
    }
    Ok(texts)
}
