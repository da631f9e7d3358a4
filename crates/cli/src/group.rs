//! `rashomon group`: which documents tell of the same affair.

use rashomon_doc::{Article, InputId};
use rashomon_engine::clean::clean;
use rashomon_engine::dossier::StoryId;
use rashomon_engine::resolve::stories::Grouper;
use serde::Serialize;

use crate::Outcome;
use crate::args::GroupArgs;
use crate::console::Console;
use crate::documents;
use crate::output::Output;
use crate::problem::Fatal;
use crate::setup::Setup;

/// What is kept of a document until all are read.
struct Document {
    id: String,
    path: String,
    input_id: Option<InputId>,
}

/// A document and its story.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    path: &'a str,
    input_id: Option<Id<'a>>,
    story: String,
}

/// A row's own id.
#[derive(Serialize)]
#[serde(untagged)]
enum Id<'a> {
    Text(&'a str),
    Number(i64),
}

/// Runs the command. Of each document no more is kept than grouping compares.
pub(crate) fn run(args: &GroupArgs, console: &Console) -> Result<Outcome, Fatal> {
    let setup = Setup::load(&args.common, console)?;
    let mut output = Output::open(&args.output)?;
    console.show_progress(output.is_terminal());
    let mut grouper = Grouper::new(&setup.tables);
    let mut documents = Vec::new();
    let cleaned = |page| clean(page, &setup.tables);
    documents::each(&args.common, &setup, &output.replaces(), console, cleaned, |article| {
        grouper.add(&article);
        let Article { id, path, input_id, .. } = article;
        documents.push(Document { id, path, input_id });
        Ok(())
    })?;
    for (document, story) in documents.iter().zip(grouper.finish()) {
        output.line(&line(document, story)?)?;
    }
    output.finish(console.finish())
}

fn line(document: &Document, story: StoryId) -> Result<String, Fatal> {
    let Document { id, path, input_id } = document;
    let input_id = input_id.as_ref().map(|id| match id {
        InputId::Text(text) => Id::Text(text),
        InputId::Number(number) => Id::Number(*number),
    });
    let story = format!("t{}", story.index() + 1);
    Ok(serde_json::to_string(&Line { id, path, input_id, story })?)
}
