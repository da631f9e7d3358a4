//! How fast texts are read (sentences, words, trees, names and attribution spans), and what share of annotating each kind
//! of fact takes.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use rashomon_doc::{Date, Field, View};
use rashomon_engine::Tables;
use rashomon_engine::extract::{attribution, event, name, quantity, time};
use rashomon_tagger::Reader;
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
    /// Draw the facts too, and tell what share of the time each kind takes
    #[arg(long)]
    facts: bool,
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
    if input.facts {
        // A reader that remembers nothing yet.
        shares(&texts, &article::reader(input.model.as_deref())?, &tables);
    }
    Ok(())
}

/// Annotates the texts once more, one at a time, and prints what share each step takes.
#[allow(clippy::disallowed_methods, reason = "a measurement of time")]
fn shares(texts: &[String], reader: &Reader, tables: &Tables) {
    const STEPS: [&str; 6] = ["reading", "times", "names", "attributions", "events", "quantities"];
    let mut spent = [Duration::ZERO; STEPS.len()];
    let published = Date::unknown();
    for text in texts {
        let start = Instant::now();
        let layer = article::read(text, reader, tables);
        let read = Instant::now();
        let blocks = article::paragraphs(text);
        let view = View { text, layer: &layer, blocks: &blocks, field: Field::Text };
        let times = time::extract(view, &published, tables);
        let timed = Instant::now();
        let name::Names { mut mentions, mut names } = name::extract(view, tables);
        let named = Instant::now();
        let said = attribution::extract(view, &mut mentions, &mut names, tables);
        let attributed = Instant::now();
        event::extract(view, &mentions, &names, &times, &said, &published, tables);
        let told = Instant::now();
        quantity::extract(view, &times, &said, tables);
        let steps = [start, read, timed, named, attributed, told, Instant::now()];
        for (sum, pair) in spent.iter_mut().zip(steps.windows(2)) {
            *sum += pair[1] - pair[0];
        }
    }
    let all: f64 = spent.iter().map(Duration::as_secs_f64).sum();
    for (step, spent) in STEPS.iter().zip(spent) {
        println!("  {step:12} {:8.3} s  {:5.1} %", spent.as_secs_f64(), 100.0 * spent.as_secs_f64() / all);
    }
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
