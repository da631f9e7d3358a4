//! The rashomon command: many reports of the same events in, one account of who says what out.
//!
//! Each subcommand has a file. This crate is the only place that reads files, prints, shows progress or exits:
//! documents come from [`documents`], go through an ordered pool ([`pool`]) and leave through [`output`].

// Reading files, arguments and the number of cores is what this crate is for.
#![allow(clippy::disallowed_methods)]

mod annotate;
mod args;
mod clean;
mod console;
mod documents;
mod group;
mod inputs;
mod output;
mod pool;
mod problem;
mod report;
mod setup;
mod stories;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};
use console::Console;
use problem::Fatal;

/// How a run ended, by the documents that were processed and the inputs that could not be read.
#[derive(Clone, Copy, Debug)]
struct Outcome {
    documents: u64,
    problems: u64,
}

impl Outcome {
    /// 0: all done. 1: done, but some inputs could not be read. 2: nothing could be done.
    fn exit_code(self) -> ExitCode {
        match (self.documents, self.problems) {
            (0, _) => ExitCode::from(2),
            (_, 0) => ExitCode::SUCCESS,
            (_, _) => ExitCode::from(1),
        }
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    let console = Console::new();
    match run(args, &console) {
        Ok(code) => code,
        // Whoever read the output has seen enough.
        Err(Fatal::Output { error, .. }) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            console.fatal(&error);
            ExitCode::from(2)
        }
    }
}

fn run(args: Args, console: &Console) -> Result<ExitCode, Fatal> {
    if args.version {
        return setup::print_version().map(|()| ExitCode::SUCCESS);
    }
    let outcome = match args.command {
        Some(Command::Report(args)) => report::run(&args, console),
        Some(Command::Annotate(args)) => annotate::run(&args, console),
        Some(Command::Clean(args)) => clean::run(&args, console),
        Some(Command::Group(args)) => group::run(&args, console),
        None => return Err(Fatal::NoCommand),
    }?;
    Ok(outcome.exit_code())
}
