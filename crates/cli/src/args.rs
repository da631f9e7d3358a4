//! The command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use rashomon_report::json::FactsList;

/// Positions in a text are 32 bits wide, so that no record can be longer.
const LONGEST_RECORD: u64 = u32::MAX as u64;

const EXAMPLES: &str = "\
Examples:
  rashomon report reports/ -o report.html        one page that compares all reports of a folder
  rashomon report a.txt b.html --format json     the same as JSON, on standard output
  rashomon annotate news.jsonl.gz -o facts.jsonl the facts of each article, a line each
  rashomon clean saved-pages/ | rashomon annotate - --without tokens,text
  rashomon group news.csv                        which articles tell of the same affair

Exit code: 0 done; 1 done, but some inputs could not be read (each is named); 2 nothing could be done.";

/// Reads many news reports of the same events and shows who did what, who said what and through whom, when and
/// where, and how the accounts agree, differ, copy or rename. Works offline.
#[derive(Debug, Parser)]
#[command(name = "rashomon", after_help = EXAMPLES, disable_version_flag = true, arg_required_else_help = true)]
pub(crate) struct Args {
    /// Print the versions of program and model
    #[arg(short = 'V', long)]
    pub(crate) version: bool,

    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compare several reports: one page, JSON or a short brief
    Report(ReportArgs),
    /// Draw the facts of each document, one a line of JSON, in constant memory
    Annotate(AnnotateArgs),
    /// Extract the articles of pages, one a line of JSON, which every command reads again
    Clean(CleanArgs),
    /// Find out which documents tell of the same affair, one a line of JSON
    Group(GroupArgs),
}

#[derive(Debug, Group)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) common: Common,

    /// Which of the built-in models reads
    #[arg(long, value_enum, default_value_t = Model::Full)]
    pub(crate) model: Model,

    /// Where to write; `-` is standard output [default: report.html for html, else standard output]. Of more than 1,000
    /// documents the page is an index, and each story has a page in a folder beside it
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Html)]
    pub(crate) format: Format,
}

/// Which weights read the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Model {
    /// The more exact one
    Full,
    /// Half the layers: faster, and less exact
    Fast,
}

/// How a dossier is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One page that needs nothing else
    Html,
    /// All facts and comparisons
    Json,
    /// A short brief
    Text,
}

#[derive(Debug, Group)]
pub(crate) struct AnnotateArgs {
    #[command(flatten)]
    pub(crate) common: Common,

    /// Which of the built-in models reads
    #[arg(long, value_enum, default_value_t = Model::Full)]
    pub(crate) model: Model,

    /// Where to write; `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,

    /// Lists to leave out, such as tokens,text
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub(crate) without: Vec<FactsList>,
}

#[derive(Debug, Group)]
pub(crate) struct CleanArgs {
    #[command(flatten)]
    pub(crate) common: Common,

    /// Where to write; `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, Group)]
pub(crate) struct GroupArgs {
    #[command(flatten)]
    pub(crate) common: Common,

    /// Where to write; `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
}

/// What all commands take.
#[derive(Debug, Group)]
pub(crate) struct Common {
    /// Files, folders (walked in the order of names), or `-` for JSON Lines on standard input. Text, Markdown, saved
    /// HTML, JSON Lines, JSON and CSV are told apart by content and name; gzip is read as it is
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<PathBuf>,

    /// CSV or JSON Lines with what files do not say: path, and any of outlet, url, title, author, published
    #[arg(long, value_name = "FILE")]
    pub(crate) meta: Option<PathBuf>,

    /// Folder with tables that replace those of the program, by file name
    #[arg(long, value_name = "DIR")]
    pub(crate) tables: Option<PathBuf>,

    /// Number of worker threads [default: one a core]; the output does not depend on it
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,

    /// Longest record in bytes; a longer one is named and left out
    #[arg(long, value_name = "BYTES", default_value_t = 32 * 1024 * 1024,
          value_parser = clap::value_parser!(u64).range(1..=LONGEST_RECORD))]
    pub(crate) max_record: u64,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Args::command().debug_assert();
    }
}
