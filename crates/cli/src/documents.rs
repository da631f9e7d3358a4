//! All documents of all inputs, in order.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use rashomon_doc::Article;
use rashomon_engine::clean::{clean, infer_from_siblings};
use rashomon_engine::read::{Given, Page, Repeats, pages};

use crate::args::Common;
use crate::console::Console;
use crate::inputs::{Input, files};
use crate::pool::{self, Feed};
use crate::problem::{Fatal, Problem, Whereabouts};
use crate::setup::Setup;

/// A page, or what is said in its place.
type Item = Result<Page, Problem>;

/// Puts every page through `work` on all threads and gives the results to `take` in input order. Problems are told
/// where they fall in that order. Only a fixed number of pages is held. What is `own`, the output, is
/// not read as an input.
pub(crate) fn each<R: Send>(
    common: &Common,
    setup: &Setup,
    own: &BTreeSet<PathBuf>,
    console: &Console,
    work: impl Fn(Page) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), Fatal>,
) -> Result<(), Fatal> {
    let read = |feed: &mut Feed<Item>| {
        let mut reading =
            Reading { setup, console, feed, given: setup.given.clone(), repeats: Repeats::default() };
        let kinds = &setup.tables.inputs;
        for input in common.inputs.iter().flat_map(|input| files(input, kinds, own, console)) {
            if reading.input(&input).is_break() {
                return;
            }
        }
        if let Some(meta) = &common.meta {
            for (path, place) in reading.given.unused() {
                console.notice(&format_args!("{}: {place}no document has the path {path}", meta.display()));
            }
        }
    };
    let work = |item: Item| {
        let page = item?;
        let whereabouts = Whereabouts::from(&page);
        catch_unwind(AssertUnwindSafe(|| work(page)))
            .map_err(|fault| Problem::internal(&whereabouts, fault.as_ref()))
    };
    let take = |result: Result<R, Problem>| match result {
        Ok(result) => take(result).map(|()| console.done()),
        Err(problem) => {
            console.problem(&problem);
            Ok(())
        }
    };
    pool::ordered(setup.threads, read, work, take)
}

/// All articles, in input order, with dates that only the collection tells.
pub(crate) fn articles(
    common: &Common,
    setup: &Setup,
    own: &BTreeSet<PathBuf>,
    console: &Console,
) -> Result<Vec<Article>, Fatal> {
    let mut articles = Vec::new();
    let cleaned = |page| clean(page, &setup.tables);
    each(common, setup, own, console, cleaned, |article| {
        articles.push(article);
        Ok(())
    })?;
    infer_from_siblings(&mut articles, &setup.tables);
    Ok(articles)
}

/// What is kept while inputs are read.
struct Reading<'a> {
    setup: &'a Setup,
    console: &'a Console,
    feed: &'a mut Feed<Item>,
    given: Given,
    repeats: Repeats,
}

impl Reading<'_> {
    /// Gives on the pages of one input.
    fn input(&mut self, input: &Input) -> ControlFlow<()> {
        let bytes = match input.open(self.console) {
            Ok(bytes) => bytes,
            Err(problem) => return self.feed.give(Err(problem)),
        };
        for page in pages(bytes, &input.name, self.setup.limits, &self.setup.tables) {
            let page = page.map(|mut page| {
                self.given.apply(&mut page);
                self.repeats.mark(&mut page);
                page
            });
            self.feed.give(page.map_err(Problem::from))?;
        }
        ControlFlow::Continue(())
    }
}
