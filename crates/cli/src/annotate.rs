//! `rashomon annotate`: the facts of each document, one a line.

use rashomon_engine::clean::clean;
use rashomon_engine::pipeline;
use rashomon_report::json::{self, Without};

use crate::Outcome;
use crate::args::AnnotateArgs;
use crate::console::Console;
use crate::documents;
use crate::output::Output;
use crate::problem::Fatal;
use crate::setup::{Setup, reader};

/// Runs the command.
pub(crate) fn run(args: &AnnotateArgs, console: &Console) -> Result<Outcome, Fatal> {
    let setup = Setup::load(&args.common, console)?;
    let reader = reader(args.model)?;
    let without: Without = args.without.iter().copied().collect();
    let mut output = Output::open(&args.output)?;
    console.show_progress(output.is_terminal());
    let replaces = output.replaces();
    let line = |page| {
        let article = clean(page, &setup.tables);
        json::facts(&pipeline::annotate(article, &reader, &setup.tables), &without)
    };
    documents::each(&args.common, &setup, &replaces, console, line, |line| output.line(&line?))?;
    output.finish(console.finish())
}
