//! The form of a content: trimmed of its outer marks; direct, indirect or mixed.

use rashomon_doc::{QuotationKind, Span, Upos, View};

use super::draft::Draft;
use crate::extract::marks::Quotation;

/// Takes outer quotation marks, commas and a leading "that" off a draft's contents.
pub(super) fn trim(view: View<'_>, quotations: &[Quotation], draft: &mut Draft) {
    let trimmed = draft.content.iter().map(|span| trim_span(view, quotations, *span));
    let mut content: Vec<Span> = trimmed.filter(|span| has_words(view, *span)).collect();
    content.sort();
    content.dedup();
    // "It is understood that …": the first word is nobody's.
    if content.len() > 1 {
        content.retain(|span| !matches!(view.slice(*span), "It" | "it" | "There" | "there"));
    }
    draft.content = content;
}

/// Whether a span says anything: more than marks, or than a relative pronoun.
fn has_words(view: View<'_>, span: Span) -> bool {
    let words = view.slice(span);
    let bare =
        matches!(words.to_lowercase().as_str(), "which" | "that" | "who" | "whom" | "what" | "how" | "why");
    !bare && words.chars().any(char::is_alphanumeric)
}

fn trim_span(view: View<'_>, quotations: &[Quotation], span: Span) -> Span {
    let mut span = span.trimmed(view.text);
    // "What the board says is that no permit was given"
    for is in ["is that ", "was that "] {
        if view.slice(span).starts_with(is) {
            span = Span::new(span.start.index() + is.len(), span.end.index());
        }
    }
    if let Some(first) = view.tokens_in(span).next() {
        let token = view.token(first);
        let that = token.upos == Upos::Sconj && view.word(first).eq_ignore_ascii_case("that");
        if that && token.span.end < span.end {
            span = Span { start: token.span.end, end: span.end }.trimmed(view.text);
        }
    }
    let words = view.slice(span);
    let bare = |c: char| c.is_whitespace() || c == ',' || c == ':' || c == ';';
    let start = span.start.index() + (words.len() - words.trim_start_matches(bare).len());
    let mut span = Span::new(start, start + words.trim_start_matches(bare).trim_end_matches(bare).len());
    // A mark at the border whose partner is not inside, or that pairs with the one at the other border.
    for quotation in quotations {
        let Some((first, last)) = quotation.parts.first().zip(quotation.parts.last()) else { continue };
        let opens = quotation.outer.start;
        let closes = quotation.outer.end;
        let before = Span { start: opens, end: first.start };
        let behind = Span { start: last.end, end: closes };
        let starts = span.start >= before.start && span.start < before.end;
        let ends = span.end > behind.start && span.end <= behind.end && !behind.is_empty();
        if starts && (ends || closes >= span.end) {
            span.start = first.start;
        }
        // A quotation inside the content that was cut before its closing mark.
        if span.start < opens && span.end == last.end && quotation.closed {
            span.end = closes;
        }
        if ends && (starts || opens < span.start) {
            span.end = last.end;
        }
    }
    span.trimmed(view.text)
}

/// Whether all, some or none of a content stands in quotation marks.
pub(super) fn kind(view: View<'_>, quotations: &[Quotation], content: &[Span]) -> QuotationKind {
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).count();
    let all: usize = content.iter().map(|span| letters(view.slice(*span))).sum();
    let mut inside = 0;
    for span in content {
        for part in quotations.iter().flat_map(|quotation| &quotation.parts) {
            let shared = Span { start: span.start.max(part.start), end: span.end.min(part.end) };
            if shared.start < shared.end {
                inside += letters(view.slice(shared));
            }
        }
    }
    if inside == 0 {
        QuotationKind::Indirect
    } else if inside >= all {
        QuotationKind::Direct
    } else {
        QuotationKind::Mixed
    }
}

/// Whether cue, source and content stand in the same marks: speech told inside speech.
pub(super) fn is_inside(quotations: &[Quotation], draft: &Draft) -> bool {
    let Some(first) = draft.content.first().filter(|_| draft.is_clause()) else { return false };
    let next = quotations.partition_point(|quotation| quotation.outer.end <= first.start);
    quotations.get(next).is_some_and(|quotation| {
        draft
            .content
            .iter()
            .chain(&draft.cue)
            .chain(&draft.source)
            .all(|span| quotation.outer.contains(*span))
    })
}

/// The kind of a draft by the marks that are its own: those around its cue as well are of the one who tells of it, and those
/// around what another says inside it are of that one.
pub(super) fn own(
    quotations: &[Quotation],
    drafts: &[Draft],
    draft: &Draft,
    kind: QuotationKind,
) -> QuotationKind {
    if kind == QuotationKind::Indirect || is_inside(quotations, draft) {
        return QuotationKind::Indirect;
    }
    let within = |span: Span| draft.content.iter().any(|content| content.contains(span) && *content != span);
    let others = drafts.iter().filter(|other| {
        other.is_clause()
            && other.cue.iter().chain(&other.source).chain(&other.content).all(|span| within(*span))
    });
    let nested: Vec<Span> = others.flat_map(|other| other.content.iter().copied()).collect();
    let first = draft.content.iter().map(|span| span.start).min().unwrap_or_default();
    let from = quotations.partition_point(|quotation| quotation.outer.end <= first);
    let last = draft.content.iter().map(|span| span.end).max().unwrap_or_default();
    let mut marked = quotations.iter().skip(from).take_while(|quotation| quotation.outer.start < last);
    let another = marked.all(|quotation| {
        !draft.content.iter().any(|content| content.overlaps(quotation.inner()))
            || nested.iter().any(|span| span.contains(quotation.inner()))
    });
    if another && !nested.is_empty() { QuotationKind::Indirect } else { kind }
}
