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

    /// Where the character begins before which `count` code points stand; the end for the count of all of them.
    /// `None` past the end.
    pub fn at(&self, count: u32) -> Option<Pos> {
        if self.counts.is_empty() {
            return (count as usize <= self.text.len()).then_some(Pos(count));
        }
        let chunk = self.counts.partition_point(|before| *before <= count).saturating_sub(1);
        let from = (chunk * STRIDE).min(self.text.len());
        let missing = count - self.counts.get(chunk)?;
        let mut rest = (from..=self.text.len()).filter(|byte| self.text.is_char_boundary(*byte));
        rest.nth(missing as usize).map(Pos::at)
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
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(chars as u32), Some(Pos::at(byte)));
        }
        assert_eq!(points.at(text.chars().count() as u32), Some(Pos::at(text.len())));
        assert_eq!(points.at(text.chars().count() as u32 + 1), None);
    }
}
