//! Runs the specification in `tests/cases/*.md`: prose, texts, and the facts to be found in them.
//!
//! A family of cases is a file-name prefix (`clean-…`, `date-…`) with a function that turns a case into lines, one a
//! fact. To add a family, add a module with such a function and a test below. `case.rs` says how a case is written.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "tests read their cases from files, and fail by panicking"
)]

mod article;
mod attribution;
mod case;
mod compare;
mod event;
mod figures;

#[test]
fn clean() {
    case::run("clean-", article::lines);
}

#[test]
fn date() {
    case::run("date-", article::lines);
}

#[test]
fn sentence() {
    case::run("sentence-", article::sentences);
}

#[test]
fn attribution() {
    case::run("attribution-", attribution::lines);
}

#[test]
fn time() {
    case::run("time-", figures::times);
}

#[test]
fn quantity() {
    case::run("quantity-", figures::quantities);
}

#[test]
fn event() {
    case::run("event-", event::lines);
}

#[test]
fn compare() {
    case::run("compare-", compare::lines);
}
