//! Makes `data/news_words.tsv`: in how many articles of a collection each word stands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rashomon_engine::Tables;
use rashomon_engine::resolve::stories::words_of;

use crate::Failure;
use crate::articles::{Row, lines};

/// A word of fewer articles than this is as good as unknown.
const LEAST: u32 = 20;

/// Which articles.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder that holds `articles_10k.jsonl.gz`
    dir: PathBuf,
}

/// Prints the table.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let tables = Tables::load(&BTreeMap::new())?;
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    let mut articles = 0;
    for line in lines(&arguments.dir.join("articles_10k.jsonl.gz"))? {
        let article = serde_json::from_str::<Row>(&line?)?.article("");
        articles += 1;
        let words: BTreeSet<String> = words_of(&article, &tables).into_iter().collect();
        for word in words {
            *counts.entry(word).or_default() += 1;
        }
    }
    println!(
        "# In how many of a number of news articles each word stands (title and beginning), reduced as the program\n\
         # reduces words; words of fewer than {LEAST} articles are left out. The row without a word is their number.\n\
         # Made by `rashomon-eval words DIR > data/news_words.tsv` from {articles} news articles of 2010 to 2021: counts\n\
         # of words, no text.\nword\tdocuments\n\t{articles}"
    );
    for (word, count) in counts.iter().filter(|(_, count)| **count >= LEAST) {
        println!("{word}\t{count}");
    }
    Ok(())
}
