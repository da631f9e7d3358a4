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
    pub(crate) fn new(text: &str, sentences: &[Span], pieces: Option<&Pieces>) -> Self {
        let mut out = Self::default();
        let mut last: Option<usize> = None;
        for sentence in sentences {
            let first = out.words.len();
            for range in words(sentence.slice(text)) {
                let span =
                    Span::new(sentence.start.index() + range.start, sentence.start.index() + range.end);
                let gap = last.map(|end| text.get(end..span.start.index()).unwrap_or(""));
                let glued = gap.is_some_and(|gap| !gap.contains(is_separator));
                let line_start = gap.is_none_or(|gap| gap.contains('\n'));
                let word = span.slice(text);
                let begin = out.pieces.len();
                if let Some(pieces) = pieces {
                    pieces.cut(word, &mut out.pieces);
                }
                out.words.push(Word {
                    span,
                    shape: shape(word, glued, line_start, out.words.len() == first),
                    pieces: begin..out.pieces.len(),
                });
                last = Some(span.end.index());
            }
            out.sentences.push(first..out.words.len());
        }
        out
    }
}
