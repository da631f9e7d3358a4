//! What a figure allows.

use rashomon_doc::Comparator;

/// The values that a figure allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Bounds {
    /// Vague words allow all; "about" allows a share to either side.
    pub(super) fn of(value: Option<f64>, top: Option<f64>, comparator: Comparator, about: f64) -> Self {
        let everything = Self { low: f64::NEG_INFINITY, high: f64::INFINITY };
        let Some(value) = value else { return everything };
        let top = top.unwrap_or(value);
        let slack = value.abs() * about;
        match comparator {
            Comparator::Exact => Self { low: value, high: top },
            // "More than 50" is said of 51 and more; that it is not 50 itself is seldom meant so strictly.
            Comparator::MoreThan | Comparator::AtLeast => Self { low: value, high: f64::INFINITY },
            Comparator::LessThan | Comparator::AtMost => Self { low: f64::NEG_INFINITY, high: top },
            Comparator::About => Self { low: value - slack, high: top + slack },
            Comparator::Vague => everything,
        }
    }

    /// Whether some value is allowed by both. Bounds that meet go together.
    pub(super) fn meet(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}
