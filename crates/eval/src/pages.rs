//! Articles out of saved pages: the Scrapinghub article extraction benchmark and the development articles of WCXB.
//!
//! Scrapinghub: runs of four words; precision and recall of each page are averaged, and F1 is that of the averages, as the
//! benchmark defines it. WCXB: words as written and words without their marks, F1 averaged over the pages.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use flate2::read::GzDecoder;
use rashomon_doc::{Article, Date};
use rashomon_engine::read::{self, Limits, Metadata};
use rashomon_engine::{Tables, clean};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::{Failure, Half};

/// What is measured.
#[derive(Args)]
pub(crate) struct PagesFolder {
    /// A folder with scrapinghub/ and wcxb-dev/
    dir: PathBuf,
    /// Which pages: halves by the first byte of the SHA-256 of a page's id
    #[arg(long, value_enum, default_value_t = Half::All)]
    half: Half,
    /// Measure another extractor: a folder with scrapinghub.jsonl and wcxb-dev.jsonl, lines of "id" and "text"
    #[arg(long)]
    predictions: Option<PathBuf>,
    /// List the pages with an F1 below this
    #[arg(long, default_value_t = 0.0)]
    misses: f64,
}

#[derive(Deserialize)]
struct ScrapinghubItem {
    #[serde(rename = "articleBody")]
    body: String,
}

#[derive(Deserialize)]
struct WcxbItem {
    file_id: String,
    url: Option<String>,
    title: Option<String>,
    author: Option<String>,
    publish_date: Option<String>,
    #[serde(default)]
    main_content: String,
}

#[derive(Deserialize)]
struct Prediction {
    id: String,
    text: String,
}

/// Prints how much of the articles is found, and how often title, author and date are right.
pub(crate) fn run(folder: &PagesFolder) -> Result<(), Failure> {
    let tables = Tables::load(&rashomon_engine::ontology::Overrides::new())?;
    scrapinghub(folder, &tables)?;
    wcxb(folder, &tables)
}

fn takes(half: Half, id: &str) -> bool {
    let even = Sha256::digest(id.as_bytes()).first().is_some_and(|byte| byte % 2 == 0);
    match half {
        Half::Even => even,
        Half::Odd => !even,
        Half::All => true,
    }
}

fn scrapinghub(folder: &PagesFolder, tables: &Tables) -> Result<(), Failure> {
    let dir = folder.dir.join("scrapinghub");
    let gold: BTreeMap<String, ScrapinghubItem> =
        serde_json::from_slice(&fs::read(dir.join("ground-truth.json"))?)?;
    let mut source = Source::new(folder, "scrapinghub", tables)?;
    let mut mean = Mean::default();
    for (id, item) in gold.iter().filter(|(id, _)| takes(folder.half, id)) {
        let text = source.article(id, None)?.0;
        let score = Overlap::of(&shingles(&item.body), &shingles(&text));
        miss(folder, id, score);
        mean.add(score);
    }
    println!("scrapinghub, {} pages, runs of four words", mean.pages);
    println!("  {mean}");
    source.print_speed();
    Ok(())
}

fn wcxb(folder: &PagesFolder, tables: &Tables) -> Result<(), Failure> {
    let dir = folder.dir.join("wcxb-dev");
    let lines = BufReader::new(GzDecoder::new(File::open(dir.join("ground-truth.jsonl.gz"))?)).lines();
    let mut source = Source::new(folder, "wcxb-dev", tables)?;
    let (mut written, mut bare) = (Mean::default(), Mean::default());
    let mut fields = Fields::default();
    for line in lines {
        let item: WcxbItem = serde_json::from_str(&line?)?;
        if !takes(folder.half, &item.file_id) {
            continue;
        }
        let (text, article) = source.article(&item.file_id, item.url.as_deref())?;
        if let Some(article) = article {
            fields.add(&item, &article);
        }
        // Two items have no text to compare with.
        if !item.main_content.is_empty() {
            let score = Overlap::of(&as_written(&item.main_content), &as_written(&text));
            miss(folder, &item.file_id, score);
            written.add(score);
            bare.add(Overlap::of(&without_marks(&item.main_content), &without_marks(&text)));
        }
    }
    println!("wcxb-dev, {} pages, words", written.pages);
    println!("  as written     {written}");
    println!("  without marks  {bare}");
    if folder.predictions.is_none() {
        fields.print();
    }
    source.print_speed();
    Ok(())
}

fn miss(folder: &PagesFolder, id: &str, score: Overlap) {
    if score.f1() < folder.misses {
        println!("{id}  P {:.3}  R {:.3}  F1 {:.3}", score.precision, score.recall, score.f1());
    }
}

/// Where articles come from: our own cleaning, or the lines of another extractor.
struct Source<'a> {
    dir: PathBuf,
    tables: &'a Tables,
    predictions: Option<BTreeMap<String, String>>,
    pages: u32,
    bytes: usize,
    took: Duration,
}

impl<'a> Source<'a> {
    fn new(folder: &PagesFolder, name: &str, tables: &'a Tables) -> Result<Self, Failure> {
        let predictions = match &folder.predictions {
            Some(dir) => Some(predictions(&dir.join(format!("{name}.jsonl")))?),
            None => None,
        };
        let dir = folder.dir.join(name).join("html");
        Ok(Self { dir, tables, predictions, pages: 0, bytes: 0, took: Duration::ZERO })
    }

    /// The text of a page's article, and the article itself if it is ours.
    fn article(&mut self, id: &str, url: Option<&str>) -> Result<(String, Option<Article>), Failure> {
        if let Some(predictions) = &self.predictions {
            return Ok((predictions.get(id).cloned().unwrap_or_default(), None));
        }
        let mut page = Vec::new();
        GzDecoder::new(File::open(self.dir.join(format!("{id}.html.gz")))?).read_to_end(&mut page)?;
        let start = Instant::now();
        let mut pages = read::pages(Box::new(page.as_slice()), "page.html", Limits::default(), self.tables);
        let mut page_read = pages.next().ok_or("no page")??;
        page_read.given = Metadata { url: url.map(str::to_owned), ..Metadata::default() };
        let article = clean::clean(page_read, self.tables);
        self.took += start.elapsed();
        self.pages += 1;
        self.bytes += page.len();
        Ok((article.text.clone(), Some(article)))
    }

    fn print_speed(&self) {
        if self.pages > 0 {
            let seconds = self.took.as_secs_f64();
            println!(
                "  reading and cleaning: {:.0} pages/s, {:.1} MB/s, one thread",
                f64::from(self.pages) / seconds,
                self.bytes as f64 / 1e6 / seconds
            );
        }
    }
}

fn predictions(path: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let lines = BufReader::new(File::open(path)?).lines();
    lines
        .map(|line| {
            let Prediction { id, text } = serde_json::from_str(&line?)?;
            Ok((id, text))
        })
        .collect()
}

/// How often each item comes.
type Bag<T> = BTreeMap<T, usize>;

fn bag<T: Ord>(items: impl Iterator<Item = T>) -> Bag<T> {
    let mut bag = Bag::new();
    for item in items {
        *bag.entry(item).or_default() += 1;
    }
    bag
}

/// Words: letters, digits and underscores.
fn words(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .collect()
}

fn shingles(text: &str) -> Bag<Vec<&str>> {
    const RUN: usize = 4;
    let words = words(text);
    if words.is_empty() {
        return Bag::new();
    }
    bag(words.windows(RUN.min(words.len())).map(<[&str]>::to_vec))
}

fn as_written(text: &str) -> Bag<String> {
    bag(text.to_lowercase().split_whitespace().map(str::to_owned))
}

fn without_marks(text: &str) -> Bag<String> {
    bag(words(&text.to_lowercase()).into_iter().map(str::to_owned))
}

/// Precision and recall of one page.
#[derive(Clone, Copy)]
struct Overlap {
    precision: f64,
    recall: f64,
}

impl Overlap {
    fn of<T: Ord>(gold: &Bag<T>, found: &Bag<T>) -> Self {
        let shared: usize =
            gold.iter().map(|(item, count)| found.get(item).copied().unwrap_or(0).min(*count)).sum();
        let ratio = |all: usize| match all {
            0 if gold.is_empty() && found.is_empty() => 1.0,
            0 => 0.0,
            all => shared as f64 / all as f64,
        };
        Self { precision: ratio(found.values().sum()), recall: ratio(gold.values().sum()) }
    }

    fn f1(self) -> f64 {
        harmonic(self.precision, self.recall)
    }
}

fn harmonic(one: f64, other: f64) -> f64 {
    if one + other == 0.0 { 0.0 } else { 2.0 * one * other / (one + other) }
}

/// Averages over pages.
#[derive(Default)]
struct Mean {
    pages: u32,
    precision: f64,
    recall: f64,
    f1: f64,
}

impl Mean {
    fn add(&mut self, page: Overlap) {
        self.pages += 1;
        self.precision += page.precision;
        self.recall += page.recall;
        self.f1 += page.f1();
    }
}

impl std::fmt::Display for Mean {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mean = |sum: f64| sum / f64::from(self.pages.max(1));
        let (precision, recall) = (mean(self.precision), mean(self.recall));
        let of_means = harmonic(precision, recall);
        write!(f, "P {precision:.4}  R {recall:.4}  F1 of means {of_means:.4}  mean F1 {:.4}", mean(self.f1))
    }
}

/// Right, stated and asked for, of one field.
#[derive(Default)]
struct Field {
    right: usize,
    wrong: usize,
    missed: usize,
    invented: usize,
    rightly_none: usize,
}

impl Field {
    fn add(&mut self, gold: Option<&str>, found: Option<&str>, same: bool) {
        match (gold, found) {
            (Some(_), Some(_)) if same => self.right += 1,
            (Some(_), Some(_)) => self.wrong += 1,
            (Some(_), None) => self.missed += 1,
            (None, Some(_)) => self.invented += 1,
            (None, None) => self.rightly_none += 1,
        }
    }

    fn print(&self, name: &str) {
        let Self { right, wrong, missed, invented, rightly_none } = self;
        let gold = right + wrong + missed;
        let share = 100.0 * *right as f64 / gold.max(1) as f64;
        println!(
            "  {name:10} {share:5.1} % of {gold}: {right} the same, {wrong} others, {missed} missed; without gold {invented} found, {rightly_none} none"
        );
    }
}

/// Agreement on what pages say about themselves.
#[derive(Default)]
struct Fields {
    title: Field,
    author: Field,
    date: Field,
    /// Dates that are stated by the page or its text; the rest is inferred.
    stated: Field,
}

impl Fields {
    fn add(&mut self, gold: &WcxbItem, found: &Article) {
        let fold = |text: &str| words(&text.to_lowercase()).concat();
        let same = |gold: Option<&str>, found: Option<&str>| gold.map(fold) == found.map(fold);
        let some = |field: &'_ Option<String>| field.clone().filter(|text| !text.is_empty());
        let (title, author, date) = (some(&gold.title), some(&gold.author), some(&gold.publish_date));
        self.title.add(title.as_deref(), found.title_str(), same(title.as_deref(), found.title_str()));
        let found_author = found.author.as_deref();
        self.author.add(author.as_deref(), found_author, same(author.as_deref(), found_author));
        let day = |date: &Date| date.single_day().map(|day| day.to_string());
        let gold_day = date.as_deref().and_then(|date| date.get(..10));
        let published = day(&found.published);
        self.date.add(gold_day, published.as_deref(), published.as_deref() == gold_day);
        let stated = published.filter(|_| is_stated(&found.published));
        self.stated.add(gold_day, stated.as_deref(), stated.as_deref() == gold_day);
    }

    fn print(&self) {
        self.title.print("title");
        self.author.print("author");
        self.date.print("date");
        self.stated.print("  stated");
    }
}

fn is_stated(date: &Date) -> bool {
    use rashomon_doc::Basis;
    matches!(date.basis, Basis::Stated | Basis::Metadata | Basis::Given)
}
