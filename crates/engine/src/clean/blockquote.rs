//! Block quotations and the speaker tags at their ends.

use rashomon_doc::Span;

use crate::Tables;

/// The speaker tag that trails a block quotation, glued or not (`…at dawn Maria OrtizUnion secretary`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpeakerTag {
    /// The words quoted.
    pub quotation: Span,
    /// The speaker's name, or the body's.
    pub name: Span,
    /// What the tag says the speaker is.
    pub role: Option<Span>,
}

/// Finds the speaker tag at the end of a block quotation.
pub fn speaker_tag(text: &str, block: Span, tables: &Tables) -> Option<SpeakerTag> {
    let _ = (text, block, tables);
    None
}
