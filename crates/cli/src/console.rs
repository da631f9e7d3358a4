//! Standard error: problems, notices and progress.

use std::fmt::Display;
use std::io::{self, IsTerminal as _, Read, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::Outcome;
use crate::problem::{Fatal, Problem};

/// How often the progress line is drawn again while nothing happens.
const TICK: Duration = Duration::from_millis(200);

/// Says on standard error what goes wrong and, on a terminal, how far the run is.
pub(crate) struct Console {
    progress: ProgressBar,
    documents: AtomicU64,
    problems: AtomicU64,
}

impl Console {
    /// A console without progress.
    pub(crate) fn new() -> Self {
        let progress = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self { progress, documents: AtomicU64::new(0), problems: AtomicU64::new(0) }
    }

    /// Shows progress if standard error is a terminal and the data go elsewhere.
    pub(crate) fn show_progress(&self, output_is_terminal: bool) {
        if !io::stderr().is_terminal() || output_is_terminal {
            return;
        }
        self.progress.set_draw_target(ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {bytes} read, {elapsed}") {
            self.progress.set_style(style);
        }
        self.progress.enable_steady_tick(TICK);
    }

    /// Counts the bytes of an input as they are read.
    pub(crate) fn follow<R: Read>(&self, input: R) -> impl Read + use<R> {
        self.progress.wrap_read(input)
    }

    /// Counts a document that is done.
    pub(crate) fn done(&self) {
        let count = self.documents.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.progress.is_hidden() {
            self.progress.set_message(format!("{count} documents,"));
        }
    }

    /// Names an input that could not be processed.
    pub(crate) fn problem(&self, problem: &Problem) {
        self.problems.fetch_add(1, Ordering::Relaxed);
        self.line(problem);
    }

    /// Says something worth knowing that is no failure.
    pub(crate) fn notice(&self, notice: &dyn Display) {
        self.line(notice);
    }

    /// Says why the run ended without a result.
    pub(crate) fn fatal(&self, error: &Fatal) {
        self.line(error);
    }

    /// Ends the progress line and sums up.
    pub(crate) fn finish(&self) -> Outcome {
        self.progress.finish_and_clear();
        Outcome {
            documents: self.documents.load(Ordering::Relaxed),
            problems: self.problems.load(Ordering::Relaxed),
        }
    }

    fn line(&self, text: &dyn Display) {
        // A standard error that cannot be written to leaves nobody to be told.
        self.progress.suspend(|| {
            let _ = writeln!(io::stderr(), "rashomon: {text}");
        });
    }
}
