//! Time expressions and quantities.

use crate::labels::labels;
use crate::{AttributionId, Date, Span};

labels! {
    /// TIMEX3 types.
    TimeType { Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET", }
}

labels! {
    /// How a quantity bounds its value.
    Comparator {
        Exact = "exact", MoreThan = "more_than", LessThan = "less_than", AtLeast = "at_least", AtMost = "at_most",
        About = "about", Vague = "vague",
    }
}

/// A time expression (TIMEX3).
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// Where it stands.
    pub span: Span,
    /// Its type.
    pub kind: TimeType,
    /// TIMEX3 value (ISO 8601 with TimeML's extensions).
    pub value: String,
    /// The days it can mean.
    pub date: Date,
}

/// Index of a quantity in its text's facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuantityId(pub u32);

/// A figure. Durations, ages, dates and ordinals are none.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The whole phrase.
    pub span: Span,
    /// The value, or the lower end of a range; `None` for vague words.
    pub value: Option<f64>,
    /// The upper end of a range, included.
    pub value_max: Option<f64>,
    /// How it bounds the value.
    pub comparator: Comparator,
    /// `person`, `percent`, an ISO 4217 code, or the singular head noun.
    pub unit: Option<String>,
    /// What is counted, in lemmas.
    pub of: Option<String>,
    /// The words for what is counted.
    pub of_span: Option<Span>,
    /// The quantity that this one is a part of.
    pub subset_of: Option<QuantityId>,
    /// The day for which it holds.
    pub as_of: Date,
    /// The innermost attribution that asserts it.
    pub within: Option<AttributionId>,
}
