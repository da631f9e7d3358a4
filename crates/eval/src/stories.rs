//! Grouping of mixed reports into stories, against stories of three reports each (NeuS): B-cubed (Bagga and Baldwin,
//! 1998). Halves are by the hash of the story's id; each half is grouped by itself, and so are all.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use rashomon_doc::Article;
use rashomon_engine::Tables;
use rashomon_engine::resolve::stories::group;

use crate::articles::{Row, lines, peak_memory};
use crate::{Failure, Half};

/// Which stories.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder that holds `neus_triples_train_val.jsonl.gz`, or, with --load, `articles_10k.jsonl.gz`
    dir: PathBuf,
    /// Group so many articles of a plain collection instead: time, memory and sizes only
    #[arg(long)]
    load: Option<usize>,
    /// Group folders of so many stories each, every folder by itself, as someone does who compares a few reports
    #[arg(long)]
    folders: Option<usize>,
    /// List stories that were torn or mixed
    #[arg(long)]
    misses: bool,
}

#[derive(serde::Deserialize)]
struct Story {
    story: String,
    articles: Vec<Row>,
}

/// Prints B-cubed for both halves and all, or what grouping a plain collection took.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let tables = Tables::load(&BTreeMap::new())?;
    if let Some(count) = arguments.load {
        return load(arguments, count, &tables);
    }
    for (name, half) in [("even", Half::Even), ("odd", Half::Odd), ("all", Half::All)] {
        let (mut articles, mut gold) = (Vec::new(), Vec::new());
        for (index, line) in lines(&arguments.dir.join("neus_triples_train_val.jsonl.gz"))?.enumerate() {
            let story: Story = serde_json::from_str(&line?)?;
            if half.takes(&story.story) {
                gold.extend(story.articles.iter().map(|_| index as u32));
                articles.extend(story.articles.into_iter().map(|row| row.article("")));
            }
        }
        let start = Instant::now();
        let found = arguments.folders.map_or_else(
            || numbers(&articles, &tables),
            |stories| in_folders(&articles, &gold, stories, &tables),
        );
        let seconds = start.elapsed().as_secs_f64();
        let (precision, recall) = bcubed(&found, &gold);
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::EPSILON);
        println!(
            "{name:5} {} reports: B-cubed P {precision:.3}  R {recall:.3}  F1 {f1:.3}  ({seconds:.1} s)",
            articles.len()
        );
        if arguments.misses && half == Half::Even {
            list_misses(&articles, &found, &gold);
        }
    }
    Ok(())
}

fn numbers(articles: &[Article], tables: &Tables) -> Vec<u32> {
    group(articles, tables).iter().map(|story| story.0).collect()
}

/// Groups folders of so many stories each; no two folders share a number.
fn in_folders(articles: &[Article], gold: &[u32], stories: usize, tables: &Tables) -> Vec<u32> {
    let mut found: Vec<u32> = Vec::new();
    let mut rest = articles;
    for folder in gold.chunk_by(|a, b| a == b).collect::<Vec<_>>().chunks(stories.max(1)) {
        let (now, later) = rest.split_at(folder.iter().map(|story| story.len()).sum());
        let next = found.iter().max().map_or(0, |last| last + 1);
        found.extend(numbers(now, tables).into_iter().map(|story| next + story));
        rest = later;
    }
    found
}

fn load(arguments: &Arguments, count: usize, tables: &Tables) -> Result<(), Failure> {
    let mut articles = Vec::new();
    for line in lines(&arguments.dir.join("articles_10k.jsonl.gz"))?.take(count) {
        articles.push(serde_json::from_str::<Row>(&line?)?.article(""));
    }
    let before = peak_memory();
    let start = Instant::now();
    let found = group(&articles, tables);
    let seconds = start.elapsed().as_secs_f64();
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for story in &found {
        *sizes.entry(story.0).or_default() += 1;
    }
    println!(
        "{} articles: {seconds:.1} s, peak memory {} MiB ({before} MiB before); {} stories, the largest of {}",
        articles.len(),
        peak_memory(),
        sizes.len(),
        sizes.values().max().unwrap_or(&0)
    );
    if arguments.misses {
        for (story, _) in sizes.iter().filter(|(_, size)| **size > 2).take(40) {
            println!();
            for (article, _) in articles.iter().zip(&found).filter(|(_, found)| found.0 == *story) {
                println!("{story} {:?} {}", article.published.start, article.title_str().unwrap_or(""));
            }
        }
    }
    Ok(())
}

/// Precision and recall, each the mean over reports.
fn bcubed(found: &[u32], gold: &[u32]) -> (f64, f64) {
    let mut by_found: BTreeMap<u32, f64> = BTreeMap::new();
    let mut by_gold: BTreeMap<u32, f64> = BTreeMap::new();
    let mut by_both: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for (found, gold) in found.iter().zip(gold) {
        *by_found.entry(*found).or_default() += 1.0;
        *by_gold.entry(*gold).or_default() += 1.0;
        *by_both.entry((*found, *gold)).or_default() += 1.0;
    }
    let all = found.len().max(1) as f64;
    let share = |of: &dyn Fn(u32, u32) -> f64| {
        by_both.iter().map(|((found, gold), both)| both * both / of(*found, *gold)).sum::<f64>() / all
    };
    (share(&|found, _| by_found[&found]), share(&|_, gold| by_gold[&gold]))
}

fn list_misses(articles: &[Article], found: &[u32], gold: &[u32]) {
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (index, story) in found.iter().enumerate() {
        members.entry(*story).or_default().push(index);
    }
    for (story, members) in members.iter().filter(|(_, members)| {
        members.len() != 3 || members.iter().any(|index| gold[*index] != gold[members[0]])
    }) {
        println!();
        for index in members {
            println!("{story} gold {}: {}", gold[*index], articles[*index].title_str().unwrap_or(""));
        }
    }
}
