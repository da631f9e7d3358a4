//! Accuracy.
fn main() {}
