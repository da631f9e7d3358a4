//! Counting hits.

use std::fmt;
use std::ops::AddAssign;

/// Hits against what was predicted and what is gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Score {
    /// Predictions that are right.
    pub(crate) right: usize,
    /// Predictions.
    pub(crate) predicted: usize,
    /// Gold items that were found. The same as `right` where items match one to one.
    pub(crate) found: usize,
    /// Gold items.
    pub(crate) gold: usize,
}

impl Score {
    /// A score of one-to-one matches.
    pub(crate) fn of(right: usize, predicted: usize, gold: usize) -> Self {
        Self { right, predicted, found: right, gold }
    }

    /// The share of predictions that are right, 0 to 1; 0 without predictions.
    pub(crate) fn precision(self) -> f64 {
        ratio(self.right, self.predicted)
    }

    /// The share of gold items found.
    pub(crate) fn recall(self) -> f64 {
        ratio(self.found, self.gold)
    }

    /// The harmonic mean of both.
    pub(crate) fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.predicted += other.predicted;
        self.found += other.found;
        self.gold += other.gold;
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (precision, recall, f1) = (100.0 * self.precision(), 100.0 * self.recall(), 100.0 * self.f1());
        write!(
            f,
            "P {precision:5.1}  R {recall:5.1}  F1 {f1:5.1}  ({} predicted, {} gold)",
            self.predicted, self.gold
        )
    }
}

/// A share; 0 of nothing.
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}
