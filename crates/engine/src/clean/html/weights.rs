//! Sums over the lines of a subtree.

use std::ops::Range;

use super::lines::Line;

/// A line so much of which is linked, from 0 to 1, is a link.
const LINK: f32 = 0.8;
/// The fewest words of a linked headline.
const HEADLINE_WORDS: u32 = 3;

/// What some lines hold, in words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    /// Running text.
    pub(super) prose: u32,
    /// All words.
    pub(super) words: u32,
    /// Linked words.
    pub(super) linked: u32,
    /// Lines that are linked headlines.
    pub(super) headlines: u32,
}

/// Running sums over the lines of a page.
pub(super) struct Weights {
    /// The first node of each line.
    at: Vec<usize>,
    /// The sums before each line, and the sum of all.
    sums: Vec<Count>,
}

impl Weights {
    /// Sums up `lines`; running text counts only where `counts` says so of the line's index.
    pub(super) fn new(lines: &[Line], counts: impl Fn(usize) -> bool) -> Self {
        let mut sum = Count::default();
        let mut sums = vec![sum];
        for (index, line) in lines.iter().enumerate() {
            sum.prose += if counts(index) { line.prose } else { 0 };
            sum.words += line.words;
            sum.linked += (line.words as f32 * line.linked) as u32;
            sum.headlines += u32::from(line.linked > LINK && line.words >= HEADLINE_WORDS);
            sums.push(sum);
        }
        Self { at: lines.iter().map(|line| line.at).collect(), sums }
    }

    /// What the lines that begin in a range of nodes hold.
    pub(super) fn count(&self, nodes: Range<usize>) -> Count {
        let from = self.at.partition_point(|at| *at < nodes.start);
        let to = self.at.partition_point(|at| *at < nodes.end);
        let (Some(from), Some(to)) = (self.sums.get(from), self.sums.get(to)) else {
            return Count::default();
        };
        Count {
            prose: to.prose - from.prose,
            words: to.words - from.words,
            linked: to.linked - from.linked,
            headlines: to.headlines - from.headlines,
        }
    }

    /// The running text that begins in a range of nodes, in words.
    pub(super) fn prose(&self, nodes: Range<usize>) -> u32 {
        self.count(nodes).prose
    }
}
