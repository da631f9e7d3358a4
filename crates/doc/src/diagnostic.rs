//! What went wrong or was doubtful, and where.

use crate::{Field, Span};

/// The kind of a diagnostic; its name in JSON is the variant in kebab case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DiagnosticCode {
    /// Bytes that are not text in the detected encoding became U+FFFD.
    UndecodableBytes,
    /// The encoding is not declared and was guessed.
    GuessedEncoding,
    /// The input ended before its format says.
    Truncated,
    /// The document is not in English and was not read.
    NotEnglish,
    /// No article text was found.
    NoText,
    /// The text reads like a machine translation.
    MachineTranslation,
    /// Quotation marks do not pair.
    UnbalancedQuotes,
    /// A date has more than one honest reading.
    AmbiguousDate,
    /// A time zone contradicts the date or the place.
    ContradictoryZone,
    /// Markup was nested or sized beyond what is read.
    MarkupLimit,
    /// A sentence or text was longer than the reader takes in one piece.
    LongText,
    /// A record lacked a field or held one of another kind.
    BadField,
    /// Something was left undone for want of evidence.
    Unresolved,
}

/// A notice about a document. Analysis never fails: it gives a value and diagnostics.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The kind.
    pub code: DiagnosticCode,
    /// A plain sentence.
    pub message: String,
    /// Where, if it has a place.
    pub place: Option<(Field, Span)>,
}
