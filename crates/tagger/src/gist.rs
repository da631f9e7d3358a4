//! What words are about, as a direction: the sum of one vector for each of their wordpieces (`training/gist.py`).
//!
//! A bag of words knows no order and no negation: "sacked" and "let go" point the same way, and so do "opened" and "did not open".

use std::sync::LazyLock;

use crate::VOCABULARY;
use crate::pieces::Pieces;

/// A row of signed bytes for each wordpiece, then for each the number to multiply them by.
const TABLE: &[u8] = include_bytes!("../../../model/gist.bin");
/// Numbers of a vector.
const SIZE: usize = 128;
/// Bytes of a row's multiplier.
const SCALE: usize = size_of::<f32>();

static PIECES: LazyLock<Option<Pieces>> = LazyLock::new(|| {
    std::str::from_utf8(VOCABULARY).ok().and_then(|vocabulary| Pieces::new(vocabulary).ok())
});

/// What some words are about. The default is about nothing.
#[derive(Clone, Debug)]
pub struct Gist([f32; SIZE]);

impl Default for Gist {
    fn default() -> Self {
        Self([0.0; SIZE])
    }
}

impl Gist {
    /// Of these words together.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut gist = Self::default();
        let Some(pieces) = PIECES.as_ref() else { return gist };
        let mut ids = Vec::new();
        for word in words {
            pieces.cut(word, &mut ids);
        }
        for id in ids {
            gist.add(usize::try_from(id).unwrap_or(0));
        }
        gist.unit()
    }

    /// What is common to all of them: their mean, which is the shorter the less they have in common.
    pub fn common<'g>(gists: impl IntoIterator<Item = &'g Self>) -> Self {
        let mut mean = Self::default();
        let mut count = 0.0;
        for gist in gists {
            mean.0.iter_mut().zip(&gist.0).for_each(|(sum, number)| *sum += number);
            count += 1.0;
        }
        if count > 0.0 {
            mean.0.iter_mut().for_each(|number| *number /= count);
        }
        mean
    }

    /// What it is about beyond what is common to its surroundings.
    #[must_use]
    pub fn beyond(&self, common: &Self) -> Self {
        let mut rest = self.clone();
        rest.0.iter_mut().zip(&common.0).for_each(|(number, common)| *number -= common);
        rest.unit()
    }

    /// The same direction with length 1, or nothing.
    fn unit(mut self) -> Self {
        let length = self.0.iter().map(|number| number * number).sum::<f32>().sqrt();
        if length > 0.0 {
            self.0.iter_mut().for_each(|number| *number /= length);
        }
        self
    }

    fn add(&mut self, piece: usize) {
        let rows = TABLE.len() / (SIZE + SCALE);
        let scale_at = rows * SIZE + piece * SCALE;
        let row = TABLE.get(piece * SIZE..(piece + 1) * SIZE);
        let scale = TABLE.get(scale_at..scale_at + SCALE).and_then(|bytes| bytes.try_into().ok());
        let (Some(row), Some(scale)) = (row, scale.map(f32::from_le_bytes)) else { return };
        for (sum, byte) in self.0.iter_mut().zip(row) {
            *sum += scale * f32::from(byte.cast_signed());
        }
    }

    /// The cosine of both: 1 of the same words, about 0 of words on unlike matters.
    pub fn likeness(&self, other: &Self) -> f64 {
        f64::from(self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum::<f32>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gist(text: &str) -> Gist {
        Gist::of(text.split_whitespace())
    }

    #[test]
    fn the_table_fits_the_vocabulary() {
        let pieces = VOCABULARY.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count();
        assert_eq!(TABLE.len(), pieces * (SIZE + SCALE));
    }

    #[test]
    fn other_words_for_one_matter_are_nearer_than_other_matters() {
        let sacked = gist("the board sacked its chief executive");
        let ousted = gist("directors ousted the boss of the company");
        let rain = gist("heavy rain is expected over the weekend");
        assert!(sacked.likeness(&ousted) > 0.5, "{}", sacked.likeness(&ousted));
        assert!(sacked.likeness(&rain) < 0.2, "{}", sacked.likeness(&rain));
        assert!((sacked.likeness(&sacked) - 1.0).abs() < 1e-5);
    }

    #[test]
    fn beyond_what_is_common_unlike_parts_of_a_matter_are_told_apart() {
        let all =
            ["the train crashed at the bend", "the train driver was sacked", "the train was late"].map(gist);
        let common = Gist::common(&all);
        let before = all[0].likeness(&all[1]);
        let after = all[0].beyond(&common).likeness(&all[1].beyond(&common));
        assert!(after < before - 0.3, "{before} {after}");
        assert_eq!(Gist::common([]).likeness(&all[0]), 0.0);
    }

    #[test]
    fn no_words_are_about_nothing() {
        assert_eq!(Gist::of([]).likeness(&gist("a strike")), 0.0);
        assert_eq!(Gist::default().likeness(&Gist::default()), 0.0);
    }
}
