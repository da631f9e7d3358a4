//! The program as its users meet it: files and bytes in; output, notices and an exit code out.

#![allow(clippy::disallowed_methods)]

mod bad_input;
mod folders;
mod options;
mod positions;
mod run;
mod same_bytes;
