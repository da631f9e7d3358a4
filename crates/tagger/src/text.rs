//! A text cut into words, with what the network needs of each.

use std::ops::Range;

use rashomon_doc::Span;

use crate::pieces::Pieces;
use crate::words::{is_separator, shape, words};

/// A word of a text.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// Where it stands.
    pub(crate) span: Span,
    /// Its shape.
    pub(crate) shape: u8,
    /// Its wordpieces, in [`Words::pieces`].
    pub(crate) pieces: Range<usize>,
}

/// The words of the sentences of a text.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// All words in order.
    pub(crate) words: Vec<Word>,
    /// Their wordpieces.
    pub(crate) pieces: Vec<i32>,
    /// For each sentence its words.
    pub(crate) sentences: Vec<Range<usize>>,
}

impl Words {
    /// Cuts every sentence into words. Without `pieces` words have none.
    pub(crate) fn new(text: &str, sentences: &[Span], pieces: &Pieces) -> Self {
        let mut out = Self::default();
        for sentence in sentences {
            let base = sentence.start.index();
            let spans = words(sentence.slice(text)).into_iter();
            out.sentence(text, spans.map(|range| Span::new(base + range.start, base + range.end)), pieces);
        }
        out
    }

    /// Takes the words of every sentence as they are given.
    pub(crate) fn given(text: &str, sentences: &[Vec<Span>], pieces: &Pieces) -> Self {
        let mut out = Self::default();
        for spans in sentences {
            out.sentence(text, spans.iter().copied(), pieces);
        }
        out
    }

    fn sentence(&mut self, text: &str, spans: impl Iterator<Item = Span>, pieces: &Pieces) {
        let first = self.words.len();
        for span in spans {
            let last = self.words.last().map(|word| word.span.end.index());
            let gap = last.map(|end| text.get(end..span.start.index()).unwrap_or(""));
            let glued = gap.is_some_and(|gap| !gap.contains(is_separator));
            let line_start = gap.is_none_or(|gap| gap.contains('\n'));
            let begin = self.pieces.len();
            pieces.cut(span.slice(text), &mut self.pieces);
            self.words.push(Word {
                span,
                shape: shape(span.slice(text), glued, line_start, self.words.len() == first),
                pieces: begin..self.pieces.len(),
            });
        }
        self.sentences.push(first..self.words.len());
    }
}
