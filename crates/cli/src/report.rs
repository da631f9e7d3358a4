//! `rashomon report`: several reports compared.

use std::path::PathBuf;

use rashomon_doc::Article;
use rashomon_engine::dossier::{Dossier, Report};
use rashomon_engine::pipeline;
use rashomon_report::{html, json, text};
use rashomon_tagger::Reader;

use crate::Outcome;
use crate::args::{Format, ReportArgs};
use crate::console::Console;
use crate::documents;
use crate::output::{Output, STANDARD_OUTPUT};
use crate::pool;
use crate::problem::Fatal;
use crate::setup::{Setup, reader};
use crate::stories::Stories;

/// Where a page goes by default.
const PAGE: &str = "report.html";

/// Runs the command.
pub(crate) fn run(args: &ReportArgs, console: &Console) -> Result<Outcome, Fatal> {
    let setup = Setup::load(&args.common, console)?;
    let reader = reader(args.model)?;
    let mut output = Output::open(&target(args))?;
    console.show_progress(output.is_terminal());
    let stories = match args.format {
        Format::Html => output.file().and_then(Stories::beside),
        Format::Json | Format::Text => None,
    };
    let mut own = output.replaces();
    own.extend(stories.iter().flat_map(Stories::present));
    let articles = documents::articles(&args.common, &setup, &own, console)?;
    if !articles.is_empty() {
        let dossier = pipeline::report(annotate(articles, &setup, &reader)?, &setup.tables);
        match stories {
            Some(stories) if dossier.reports.len() > html::ONE_PAGE => {
                stories.write(&dossier, reader.version())?;
                output.line(&html::index(&dossier, reader.version(), &stories.name))?;
                console.notice(&format_args!(
                    "{} documents: one page a story in {}, and their index in {}",
                    dossier.reports.len(),
                    target(args).with_file_name(&stories.name).display(),
                    target(args).display()
                ));
            }
            Some(_) | None => output.line(&render(&dossier, args.format, &reader)?)?,
        }
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

/// Annotates articles on all threads.
fn annotate(articles: Vec<Article>, setup: &Setup, reader: &Reader) -> Result<Vec<Report>, Fatal> {
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
        Format::Html => Ok(html::page(dossier, reader.version())),
        Format::Text => Ok(text::brief(dossier).trim_end().to_owned()),
    }
}
