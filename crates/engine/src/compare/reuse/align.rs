//! The common words of two sentences, in order: local alignment after Smith and Waterman (1981).

use std::ops::Range;

/// What a common content word is worth; one bridges as many words put in or left out.
const CONTENT: i32 = 4;
/// What a common function word is worth: no more than the word left out to reach it.
const FUNCTION: i32 = 1;
/// The cost of a word that only one side has.
const GAP: i32 = -1;

/// The best local alignment of two sequences.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Alignment {
    /// Common words, as indices into both sides, in order.
    pub(super) matches: Vec<(usize, usize)>,
}

impl Alignment {
    /// From the first to behind the last common word of the first side.
    pub(super) fn a(&self) -> Range<usize> {
        match (self.matches.first(), self.matches.last()) {
            (Some(first), Some(last)) => first.0..last.0 + 1,
            _ => 0..0,
        }
    }

    /// From the first to behind the last common word of the second side.
    pub(super) fn b(&self) -> Range<usize> {
        match (self.matches.first(), self.matches.last()) {
            (Some(first), Some(last)) => first.1..last.1 + 1,
            _ => 0..0,
        }
    }
}

/// Where the best score of a cell came from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Stop,
    Match,
    SkipA,
    SkipB,
}

/// Aligns two sequences of words; `is_content` says which words weigh.
pub(super) fn align<W: Copy + Eq>(a: &[W], b: &[W], is_content: impl Fn(W) -> bool) -> Alignment {
    align_over(a, b, is_content, GAP)
}

/// The same over any number of words that only one side has: the heaviest common words in order, for sentences that are known
/// to answer to one another or are compared as wholes.
pub(super) fn align_wholes<W: Copy + Eq>(a: &[W], b: &[W], is_content: impl Fn(W) -> bool) -> Alignment {
    align_over(a, b, is_content, 0)
}

fn align_over<W: Copy + Eq>(a: &[W], b: &[W], is_content: impl Fn(W) -> bool, gap: i32) -> Alignment {
    let width = b.len() + 1;
    let mut previous = vec![0_i32; width];
    let mut current = vec![0_i32; width];
    let mut steps = vec![Step::Stop; (a.len() + 1) * width];
    let (mut best, mut at) = (0, (0, 0));
    for (i, word) in a.iter().enumerate() {
        let worth = if is_content(*word) { CONTENT } else { FUNCTION };
        for (j, other) in b.iter().enumerate() {
            let mut cell = (0, Step::Stop);
            for option in [(previous[j + 1] + gap, Step::SkipA), (current[j] + gap, Step::SkipB)] {
                if option.0 > cell.0 {
                    cell = option;
                }
            }
            if word == other && previous[j] + worth >= cell.0 {
                cell = (previous[j] + worth, Step::Match);
            }
            current[j + 1] = cell.0;
            steps[(i + 1) * width + j + 1] = cell.1;
            if cell.0 > best {
                (best, at) = (cell.0, (i + 1, j + 1));
            }
        }
        std::mem::swap(&mut previous, &mut current);
    }
    trace(&steps, width, at)
}

/// Follows the steps back from the best cell.
fn trace(steps: &[Step], width: usize, (mut i, mut j): (usize, usize)) -> Alignment {
    let mut matches = Vec::new();
    loop {
        match steps[i * width + j] {
            Step::Stop => break,
            Step::Match => {
                (i, j) = (i - 1, j - 1);
                matches.push((i, j));
            }
            Step::SkipA => i -= 1,
            Step::SkipB => j -= 1,
        }
    }
    matches.reverse();
    Alignment { matches }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn common(a: &str, b: &str) -> String {
        let a: Vec<&str> = a.split(' ').collect();
        let b: Vec<&str> = b.split(' ').collect();
        let found = align(&a, &b, |word| word.len() > 3);
        found.matches.iter().map(|(i, _)| a[*i]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_put_in_are_bridged() {
        assert_eq!(
            common(
                "the harbour stays closed until monday",
                "so the harbour stays firmly closed until next monday"
            ),
            "the harbour stays closed until monday"
        );
    }

    #[test]
    fn far_function_words_do_not_stretch_an_alignment() {
        assert_eq!(common("of all boats sail", "of x x x x x boats sail"), "boats sail");
    }

    #[test]
    fn nothing_in_common_is_nothing() {
        assert_eq!(common("one two", "three four"), "");
    }
}
