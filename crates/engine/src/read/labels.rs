//! The names of labels in this program's own formats.

use rashomon_doc::{Basis, BlockKind, DiagnosticCode, Precision, Provenance};

pub(super) fn kind(name: &str) -> Option<BlockKind> {
    Some(match name {
        "headline" => BlockKind::Headline,
        "deck" => BlockKind::Deck,
        "byline" => BlockKind::Byline,
        "dateline" => BlockKind::Dateline,
        "datestamp" => BlockKind::Datestamp,
        "subhead" => BlockKind::Subhead,
        "paragraph" => BlockKind::Paragraph,
        "blockquote" => BlockKind::Blockquote,
        "caption" => BlockKind::Caption,
        "teaser" => BlockKind::Teaser,
        "furniture" => BlockKind::Furniture,
        _ => return None,
    })
}

pub(super) fn precision(name: &str) -> Option<Precision> {
    Some(match name {
        "minute" => Precision::Minute,
        "day" => Precision::Day,
        "month" => Precision::Month,
        "year" => Precision::Year,
        "range" => Precision::Range,
        "unknown" => Precision::Unknown,
        _ => return None,
    })
}

pub(super) fn basis(name: &str) -> Option<Basis> {
    Some(match name {
        "stated" => Basis::Stated,
        "metadata" => Basis::Metadata,
        "given" => Basis::Given,
        "computed" => Basis::Computed,
        "inferred" => Basis::Inferred,
        "siblings" => Basis::Siblings,
        "unknown" => Basis::Unknown,
        _ => return None,
    })
}

pub(super) fn provenance(name: &str) -> Option<Provenance> {
    Some(match name {
        "stated" => Provenance::Stated,
        "metadata" => Provenance::Metadata,
        "given" => Provenance::Given,
        "guessed" => Provenance::Guessed,
        _ => return None,
    })
}

pub(super) fn code(name: &str) -> Option<DiagnosticCode> {
    Some(match name {
        "undecodable-bytes" => DiagnosticCode::UndecodableBytes,
        "guessed-encoding" => DiagnosticCode::GuessedEncoding,
        "truncated" => DiagnosticCode::Truncated,
        "not-english" => DiagnosticCode::NotEnglish,
        "no-text" => DiagnosticCode::NoText,
        "machine-translation" => DiagnosticCode::MachineTranslation,
        "unbalanced-quotes" => DiagnosticCode::UnbalancedQuotes,
        "ambiguous-date" => DiagnosticCode::AmbiguousDate,
        "contradictory-zone" => DiagnosticCode::ContradictoryZone,
        "markup-limit" => DiagnosticCode::MarkupLimit,
        "long-text" => DiagnosticCode::LongText,
        "bad-field" => DiagnosticCode::BadField,
        "unresolved" => DiagnosticCode::Unresolved,
        _ => return None,
    })
}
