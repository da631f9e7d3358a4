//! The program as its users meet it: files and bytes in; output, notices and an exit code out.

// Tests read files, and fail where something is not as it should be.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::format_collect)]

mod bad_input;
mod folders;
mod options;
mod positions;
mod run;
mod same_bytes;
mod stories;
