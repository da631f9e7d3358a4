//! Two renderings side by side, the words that differ marked.

use maud::{Markup, html};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::book::clip;

/// Longer passages are shown up to here: side by side they could not be read.
const PASSAGE: usize = 2400;

/// Passages that share less of their words than this are not marked: every word would be.
const ALIKE: f64 = 0.3;

/// Marks in `old` what `new` does not have, and in `new` what `old` does not have.
pub(super) fn marked(old: &str, new: &str) -> (Markup, Markup) {
    let (old, new) = (clip(old, PASSAGE), clip(new, PASSAGE));
    let (left, right): (Vec<&str>, Vec<&str>) =
        (old.split_whitespace().collect(), new.split_whitespace().collect());
    let keys = |words: &[&str]| -> Vec<String> { words.iter().map(|word| key(word)).collect() };
    let ops = capture_diff_slices(Algorithm::Patience, &keys(&left), &keys(&right));
    let equal = |op: &DiffOp| if matches!(op, DiffOp::Equal { .. }) { op.old_range().len() } else { 0 };
    let shared: usize = ops.iter().map(equal).sum();
    let marks = shared as f64 >= ALIKE * left.len().max(right.len()) as f64;
    let side = |words: &[&str], is_old: bool| {
        html! {
            bdi {
                @for op in &ops {
                    @let (range, differs) = range(op, is_old);
                    @let words = words.get(range).unwrap_or(&[]).join(" ");
                    @if !words.is_empty() {
                        @if differs && marks { @if is_old { del { (words) } } @else { ins { (words) } } } @else { (words) }
                        " "
                    }
                }
            }
        }
    };
    (side(&left, true), side(&right, false))
}

/// Words that differ only in case or in the marks around them are the same.
fn key(word: &str) -> String {
    let bare = word.trim_matches(|char: char| !char.is_alphanumeric());
    if bare.is_empty() { word.to_owned() } else { bare.to_lowercase() }
}

fn range(op: &DiffOp, old: bool) -> (std::ops::Range<usize>, bool) {
    let differs = !matches!(op, DiffOp::Equal { .. });
    (if old { op.old_range() } else { op.new_range() }, differs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differing_words_are_marked_on_both_sides() {
        let (old, new) = marked("The gate was shut on Monday.", "the gate was closed on Monday");
        assert_eq!(old.into_string(), "<bdi>The gate was <del>shut</del> on Monday. </bdi>");
        assert_eq!(new.into_string(), "<bdi>the gate was <ins>closed</ins> on Monday </bdi>");
    }

    #[test]
    fn passages_with_little_in_common_are_not_marked() {
        let (old, _) = marked("one two three four five", "five six seven eight nine");
        assert_eq!(old.into_string(), "<bdi>one two three four five </bdi>");
    }

    #[test]
    fn dropped_words_are_marked_on_one() {
        let (old, new) = marked("a very old bridge", "a bridge");
        assert_eq!(old.into_string(), "<bdi>a <del>very old</del> bridge </bdi>");
        assert_eq!(new.into_string(), "<bdi>a bridge </bdi>");
    }
}
