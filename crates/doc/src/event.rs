//! Events: who did what to whom.

use crate::labels::labels;
use crate::{AttributionId, Date, EventKind, EventType, Mode, NameId, Sector, Span};

labels! {
    /// The standing of an event in the text.
    Status {
        Occurred = "occurred", Ongoing = "ongoing", Planned = "planned", Demanded = "demanded", Refused = "refused",
        Denied = "denied", Expected = "expected", Hypothetical = "hypothetical",
    }
}

/// Who takes part in an event, as the text has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The words.
    pub span: Span,
    /// Whom they refer to.
    pub name: Option<NameId>,
    /// ISO 3166 alpha-3 code, or PLOVER's international code.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
}

/// Something that happened, or is said to have, or is to.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The word or words that name it.
    pub trigger: Vec<Span>,
    /// PLOVER's type, for what PLOVER codes.
    pub kind: Option<EventType>,
    /// Which happening, for what PLOVER does not code.
    pub other: Option<EventKind>,
    /// PLOVER mode, where the text shows one.
    pub mode: Option<Mode>,
    /// The row of the frame table that found it, for explanation.
    pub frame: String,
    /// Who acted.
    pub actors: Vec<Participant>,
    /// On whom.
    pub recipients: Vec<Participant>,
    /// Where.
    pub place: Option<Span>,
    /// When.
    pub date: Date,
    /// Its standing.
    pub status: Status,
    /// Whether it is background to the news.
    pub background: bool,
    /// The innermost attribution that asserts it.
    pub within: Option<AttributionId>,
    /// 0 to 1.
    pub confidence: f32,
}
