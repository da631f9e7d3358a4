//! `rashomon group`: which documents tell of the same affair.

use rashomon_doc::{Article, InputId};
use rashomon_engine::pipeline;
use rashomon_tagger::Reader;
use serde::Serialize;

use crate::args::GroupArgs;
use crate::console::Console;
use crate::output::Output;
use crate::problem::Fatal;
use crate::setup::Setup;
use crate::{Outcome, report};

/// A document and its story.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    path: &'a str,
    input_id: Option<Id<'a>>,
    story: Option<String>,
}

/// A row's own id.
#[derive(Serialize)]
#[serde(untagged)]
enum Id<'a> {
    Text(&'a str),
    Number(i64),
}

/// Runs the command.
pub(crate) fn run(args: &GroupArgs, console: &Console) -> Result<Outcome, Fatal> {
    let setup = Setup::load(&args.common, console)?;
    let reader = Reader::embedded()?;
    let mut output = Output::open(&args.output)?;
    console.show_progress(output.is_terminal());
    let reports = report::read(&args.common, &setup, &reader, output.replaces().as_deref(), console)?;
    let dossier = pipeline::report(reports, &setup.tables);
    for (index, report) in dossier.reports.iter().enumerate() {
        let holds = |story: &rashomon_engine::dossier::Story| {
            story.documents.iter().any(|document| document.index() == index)
        };
        let story = dossier.stories.iter().position(holds).map(|story| format!("t{}", story + 1));
        output.line(&line(&report.doc.article, story)?)?;
    }
    output.finish(console.finish())
}

fn line(article: &Article, story: Option<String>) -> Result<String, Fatal> {
    let input_id = article.input_id.as_ref().map(|id| match id {
        InputId::Text(text) => Id::Text(text),
        InputId::Number(number) => Id::Number(*number),
    });
    Ok(serde_json::to_string(&Line { id: &article.id, path: &article.path, input_id, story })?)
}
