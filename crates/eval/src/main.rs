//! Accuracy on the public development corpora: `rashomon-eval SET DIR` prints a table.
//!
//! These are measurements, not tests: nothing here passes or fails. `DIR` is a folder laid out as the corpus is
//! published; which one each set reads is said in its help.
#![allow(clippy::disallowed_methods, reason = "this crate stands at the edge: it reads corpora")]

mod article;
mod articles;
mod attribution;
mod blocks;
mod coref;
mod ecb;
mod events;
mod findings;
mod names;
mod ner;
mod pages;
mod pairs;
mod quantities;
mod restraint;
mod reuse;
mod score;
mod sentences;
mod speakers;
mod speed;
mod stories;
mod times;
mod triples;
mod ud;
mod words;

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

#[derive(Parser)]
#[command(version, about = "Accuracy on the public development corpora")]
struct Cli {
    #[command(subcommand)]
    set: Set,
}

#[derive(Subcommand)]
enum Set {
    /// Block labels on news articles, against labels made by hand: a folder with `articles_10k.jsonl.gz`
    Blocks(Folder),
    /// Articles out of saved pages: a folder with scrapinghub/ and wcxb-dev/
    Pages(pages::PagesFolder),
    /// Sentence borders on Universal Dependencies: a folder of *-dev.conllu files
    Sentences(Folder),
    /// Events on PLOVER's gold-standard sentences, the CAMEO manual's and PETRARCH2's: a folder with the .jsonl files
    Events(Folder),
    /// Figures on NewsQuant: a folder with `newsquant_dev.json`
    Quantities(Folder),
    /// Time expressions on TimeML documents (TempEval-3's TimeBank, WikiWars): a folder of .tml files
    Times(Folder),
    /// Sources with their contents on PolNeAR: a folder with text/ and attributions/
    Pairs(PairsFolder),
    /// Who said what, against labels made by hand: a folder with `articles_10k.jsonl.gz`
    Speakers(Folder),
    /// Events in sentences of running news, against labels made by hand: a folder with `articles_10k.jsonl.gz`
    Restraint(Folder),
    /// Parts of speech, lemmas and trees on CoNLL-U treebanks: a folder of *-dev.conllu files, or one file
    Ud(ModelFolder),
    /// Names on CoNLL++, UNER and CrossNER: a folder with their dev files
    Ner(ModelFolder),
    /// Sources, cues and contents on PolNeAR: a folder with text/ and attributions/
    Attribution(ModelFolder),
    /// How fast articles are read: JSON Lines with a "text", as they are or gzipped
    Speed(speed::Arguments),
    /// Names, descriptions and pronouns on GUM's development part: a folder with en_gum-dev.conllu
    Coref(Folder),
    /// Shared passages: time, memory and counts over a file of articles (JSON Lines, gzip) in DIR
    Reuse(reuse::Arguments),
    /// Pairs of names, the same bearer or not (`name_pairs_dev.csv` in DIR)
    Names(Folder),
    /// Grouping of mixed reports into stories (NeuS triples in DIR)
    Stories(stories::Arguments),
    /// Events and entities over documents (ECB+ in DIR), beside a head-lemma baseline
    Ecb(ecb::Arguments),
    /// A dossier against findings listed by hand: a folder with reports/ and FINDINGS.md
    Findings(Folder),
    /// Makes the table of news words from a file of articles in DIR
    Words(words::Arguments),
}

/// PolNeAR, and what is taken from it.
#[derive(Args)]
struct PairsFolder {
    /// The corpus part
    dir: PathBuf,
    /// Link the gold spans instead of the reader's
    #[arg(long)]
    gold_spans: bool,
    /// Leave the reader's spans out: cues, trees and quotation marks alone
    #[arg(long)]
    no_spans: bool,
    /// List the misses
    #[arg(long)]
    misses: bool,
    /// Take only the first so many documents
    #[arg(long)]
    limit: Option<usize>,
}

/// Where a set with a development part lies.
#[derive(Args)]
struct ModelFolder {
    /// The corpus
    dir: PathBuf,
    /// A folder with the files of another model than the one compiled in
    #[arg(long)]
    model: Option<PathBuf>,
    /// List the misses
    #[arg(long)]
    misses: bool,
}

/// Where a set lies, and which half of it is measured.
#[derive(Args)]
struct Folder {
    /// The corpus
    dir: PathBuf,
    /// Of sets without a split: which records, by a hash of their id
    #[arg(long, value_enum, default_value_t = Half::Even)]
    half: Half,
    /// List the misses
    #[arg(long)]
    misses: bool,
    /// Take tables of this folder in the place of those compiled in (events, findings, restraint)
    #[arg(long)]
    tables: Option<PathBuf>,
}

/// Which records of a set without a split.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Half {
    /// Those that development looks at
    Even,
    /// Those kept for one look at the end
    Odd,
    /// All
    All,
}

impl Half {
    /// Whether a record is in this half. The hash is FNV-1a, so that it is the same everywhere.
    fn takes(self, id: &str) -> bool {
        let hash = fnv(id);
        match self {
            Self::Even => hash.is_multiple_of(2),
            Self::Odd => !hash.is_multiple_of(2),
            Self::All => true,
        }
    }
}

/// FNV-1a, by which records are split and samples drawn: the same everywhere.
fn fnv(id: &str) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    id.bytes().fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// What a measurement can fail with: a file that cannot be read or is not what it should be.
type Failure = Box<dyn Error + Send + Sync>;

fn main() -> ExitCode {
    let result = match Cli::parse().set {
        Set::Blocks(folder) => blocks::run(&folder),
        Set::Pages(folder) => pages::run(&folder),
        Set::Sentences(folder) => sentences::run(&folder),
        Set::Events(folder) => events::run(&folder),
        Set::Quantities(folder) => quantities::run(&folder),
        Set::Times(folder) => times::run(&folder),
        Set::Pairs(folder) => pairs::run(&folder),
        Set::Speakers(folder) => speakers::run(&folder),
        Set::Restraint(folder) => restraint::run(&folder),
        Set::Coref(folder) => coref::run(&folder),
        Set::Ud(folder) => ud::run(&folder),
        Set::Ner(folder) => ner::run(&folder),
        Set::Attribution(folder) => attribution::run(&folder),
        Set::Reuse(arguments) => reuse::run(&arguments),
        Set::Names(folder) => names::run(&folder),
        Set::Stories(arguments) => stories::run(&arguments),
        Set::Ecb(arguments) => ecb::run(&arguments),
        Set::Findings(folder) => findings::run(&folder),
        Set::Words(arguments) => words::run(&arguments),
        Set::Speed(arguments) => speed::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rashomon-eval: {error}");
            ExitCode::FAILURE
        }
    }
}
