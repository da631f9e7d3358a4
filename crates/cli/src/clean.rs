//! `rashomon clean`: the articles of pages, one a line.

use rashomon_engine::clean::clean;
use rashomon_report::json;

use crate::Outcome;
use crate::args::CleanArgs;
use crate::console::Console;
use crate::documents;
use crate::output::Output;
use crate::problem::Fatal;
use crate::setup::Setup;

/// Runs the command.
pub(crate) fn run(args: &CleanArgs, console: &Console) -> Result<Outcome, Fatal> {
    let setup = Setup::load(&args.common, console)?;
    let mut output = Output::open(&args.output)?;
    console.show_progress(output.is_terminal());
    let replaces = output.replaces();
    let line = |page| json::article(&clean(page, &setup.tables));
    documents::each(&args.common, &setup, &replaces, console, line, |line| output.line(&line?))?;
    output.finish(console.finish())
}
