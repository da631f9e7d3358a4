//! Byte offsets to code points, for the JSON edge.

use crate::{Pos, Span};

/// How many bytes lie between two remembered positions: a compromise of memory and look-up time.
const STRIDE: usize = 256;

/// Turns byte positions of one text into counts of Unicode code points.
///
/// ASCII texts need no table; for others the count at every 256th byte is kept.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a str,
    /// Code points before byte `i * STRIDE`; empty if the text is ASCII.
    counts: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    /// Indexes `text` in one pass.
    pub fn new(text: &'a str) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut seen = 0;
            for chunk in text.as_bytes().chunks(STRIDE) {
                counts.push(seen);
                seen += starts(chunk);
            }
            counts.push(seen);
        }
        Self { text, counts }
    }

    /// How many code points stand before `pos`; a position past the end counts as the end.
    pub fn before(&self, pos: Pos) -> u32 {
        let byte = pos.index().min(self.text.len());
        match self.counts.get(byte / STRIDE) {
            None => byte as u32,
            Some(count) => {
                let from = byte / STRIDE * STRIDE;
                count + starts(&self.text.as_bytes()[from.min(byte)..byte])
            }
        }
    }

    /// A span as `[start, end)` in code points.
    pub fn pair(&self, span: Span) -> [u32; 2] {
        [self.before(span.start), self.before(span.end)]
    }
}

/// Counts the bytes that begin a character.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_chars() {
        let text = "naïve — “quoted” 🚢 text ".repeat(40);
        let points = CodePoints::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.before(Pos::at(byte)) as usize, chars);
        }
        assert_eq!(points.before(Pos::at(text.len())) as usize, text.chars().count());
    }
}
