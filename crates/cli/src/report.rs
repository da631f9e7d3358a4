//! `rashomon report`: several reports compared.

use std::path::{Path, PathBuf};

use rashomon_engine::clean::{clean, infer_from_siblings};
use rashomon_engine::dossier::{Dossier, Report};
use rashomon_engine::pipeline;
use rashomon_report::json;
use rashomon_tagger::Reader;

use crate::Outcome;
use crate::args::{Common, Format, ReportArgs};
use crate::console::Console;
use crate::documents;
use crate::output::{Output, STANDARD_OUTPUT};
use crate::pool;
use crate::problem::Fatal;
use crate::setup::Setup;

/// Where a page goes by default.
const PAGE: &str = "report.html";

/// Runs the command.
pub(crate) fn run(args: &ReportArgs, console: &Console) -> Result<Outcome, Fatal> {
    let setup = Setup::load(&args.common, console)?;
    let reader = Reader::embedded()?;
    let mut output = Output::open(&target(args))?;
    console.show_progress(output.is_terminal());
    let reports = read(&args.common, &setup, &reader, output.replaces().as_deref(), console)?;
    if !reports.is_empty() {
        let dossier = pipeline::report(reports, &setup.tables);
        output.line(&render(&dossier, args.format, &reader)?)?;
    }
    output.finish(console.finish())
}

fn target(args: &ReportArgs) -> PathBuf {
    let default = match args.format {
        Format::Html => PAGE,
        Format::Json | Format::Text => STANDARD_OUTPUT,
    };
    args.output.clone().unwrap_or_else(|| PathBuf::from(default))
}

/// All reports, cleaned together and annotated, in input order.
pub(crate) fn read(
    common: &Common,
    setup: &Setup,
    reader: &Reader,
    output: Option<&Path>,
    console: &Console,
) -> Result<Vec<Report>, Fatal> {
    let mut articles = Vec::new();
    let cleaned = |page| clean(page, &setup.tables);
    documents::each(common, setup, output, console, cleaned, |article| {
        articles.push(article);
        Ok(())
    })?;
    infer_from_siblings(&mut articles, &setup.tables);
    let mut reports = Vec::with_capacity(articles.len());
    pool::ordered(
        setup.threads,
        |feed| {
            let _ = articles.into_iter().try_for_each(|article| feed.give(article));
        },
        |article| pipeline::annotate(article, reader, &setup.tables),
        |report| {
            reports.push(report);
            Ok(())
        },
    )?;
    Ok(reports)
}

fn render(dossier: &Dossier, format: Format, reader: &Reader) -> Result<String, Fatal> {
    match format {
        Format::Json => Ok(json::dossier(dossier, reader.version())?),
        Format::Html | Format::Text => Err(Fatal::NoCommand),
    }
}
