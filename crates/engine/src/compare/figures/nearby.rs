//! The words around a figure in its sentence.

use rashomon_doc::Span;

use crate::compare::scene::Scene;
use crate::dossier::DocSpan;

/// The lower-case words before some words in their sentence; as long as the words themselves where lower-casing keeps lengths.
pub(super) fn preceding(scene: &Scene<'_>, at: DocSpan) -> String {
    let start = scene.sentence(at).start.min(at.span.start);
    scene.dossier.text_of(DocSpan { span: Span { start, end: at.span.start }, ..at }).to_ascii_lowercase()
}

/// The lower-case words behind some words in their sentence.
pub(super) fn following(scene: &Scene<'_>, at: DocSpan) -> String {
    let end = scene.sentence(at).end.max(at.span.end);
    let rest = DocSpan { span: Span { start: at.span.end, end }, ..at };
    scene.dossier.text_of(rest).trim_start().to_ascii_lowercase()
}

/// Whether some words end in a phrase, as whole words.
pub(super) fn ends_in(words: &str, phrase: &str) -> bool {
    words.strip_suffix(phrase).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

/// Whether some words begin with a phrase, as whole words.
pub(super) fn begins_with(words: &str, phrase: &str) -> bool {
    words.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}
