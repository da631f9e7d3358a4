//! What was put for what in a passage that was taken over.

use std::collections::BTreeSet;

use rashomon_doc::Span;

use super::align::align_wholes;
use crate::resolve::words;

/// The stretches between two common words where each passage has words of its own: "on Tuesday" for "on Monday". In order.
pub(in crate::compare) fn edits(
    (text, passage): (&str, Span),
    (other_text, other): (&str, Span),
    function_words: &BTreeSet<String>,
) -> Vec<(Span, Span)> {
    let (spans, other_spans) = (words::spans(text, passage), words::spans(other_text, other));
    let forms = |text: &str, spans: &[Span]| -> Vec<String> {
        spans.iter().map(|span| words::normal(span.slice(text))).collect()
    };
    let (own, their) = (forms(text, &spans), forms(other_text, &other_spans));
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let their: Vec<&str> = their.iter().map(String::as_str).collect();
    let common = align_wholes(&own, &their, |word| !function_words.contains(word));
    let between = |spans: &[Span], from: usize, to: usize| {
        let inside = spans.get(from + 1..to).filter(|inside| inside.len() <= LONGEST)?;
        Some(inside.first()?.cover(*inside.last()?))
    };
    let gap = |pair: &[(usize, usize)]| {
        let [(a, b), (next_a, next_b)] = *pair else { return None };
        Some((between(&spans, a, next_a)?, between(&other_spans, b, next_b)?))
    };
    common.matches.windows(2).filter_map(gap).collect()
}

/// In longer stretches it is not clear what stands for what.
const LONGEST: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(a: &str, b: &str) -> Vec<(String, String)> {
        let whole = |text: &str| Span::new(0, text.len());
        let function: BTreeSet<String> =
            ["of", "its", "the", "were", "in"].iter().map(|word| (*word).to_owned()).collect();
        let found = edits((a, whole(a)), (b, whole(b)), &function);
        found.iter().map(|(x, y)| (x.slice(a).to_owned(), y.slice(b).to_owned())).collect()
    }

    #[test]
    fn a_word_put_for_another_is_an_edit_and_one_left_out_is_none() {
        assert_eq!(
            changed(
                "The yard lost 14 of its old cranes in the gale.",
                "The yard lost 41 of its cranes in the gale."
            ),
            [("14".to_owned(), "41".to_owned())]
        );
    }
}
