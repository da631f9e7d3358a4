//! The relation of a word to its head.

use crate::ModelError;
use crate::description::RelationKind;
use crate::viterbi::argmax;

/// Weights of the relation scorer.
#[derive(Debug)]
pub(crate) struct Relations {
    kind: RelationKind,
    labels: usize,
    /// Length of the vectors of dependents and heads.
    size: usize,
    /// Bilinear: `[label, dependent, head]`; otherwise `[label, size]` and then a bias for each label.
    weights: Vec<f32>,
}

impl Relations {
    /// Reads half-precision floats, little endian.
    pub(crate) fn new(kind: RelationKind, shape: &[usize], bytes: &[u8]) -> Result<Self, ModelError> {
        let wrong = |message: String| ModelError::new("rel.bin", message);
        let (Some(labels), Some(size)) = (shape.first().copied(), shape.get(1).copied()) else {
            return Err(wrong("its shape is not given".to_owned()));
        };
        let count = match kind {
            RelationKind::Bilinear => labels.checked_mul(size).and_then(|count| count.checked_mul(size)),
            RelationKind::SumGelu | RelationKind::Product => {
                size.checked_add(1).and_then(|row| labels.checked_mul(row))
            }
        };
        let weights: Vec<f32> =
            bytes.chunks_exact(2).map(|pair| half_to_f32(u16::from_le_bytes([pair[0], pair[1]]))).collect();
        if labels == 0 || size == 0 || count != Some(weights.len()) || bytes.len() % 2 != 0 {
            return Err(wrong(format!("{} bytes do not fit the shape {shape:?}", bytes.len())));
        }
        Ok(Self { kind, labels, size, weights })
    }

    /// How many labels there are.
    pub(crate) fn labels(&self) -> usize {
        self.labels
    }

    /// Length of the vectors.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// The best label but for `barred`, for a dependent's vector and its head's.
    pub(crate) fn best(&self, dependent: &[f32], head: &[f32], barred: Option<usize>) -> usize {
        let scores = match self.kind {
            RelationKind::Bilinear => self.bilinear(dependent, head),
            RelationKind::SumGelu => self.linear(dependent.iter().zip(head).map(|(a, b)| gelu(a + b))),
            RelationKind::Product => self.linear(dependent.iter().zip(head).map(|(a, b)| a * b)),
        };
        let allowed = |(label, score)| if Some(label) == barred { f32::NEG_INFINITY } else { score };
        argmax(scores.into_iter().enumerate().map(allowed))
    }

    fn bilinear(&self, dependent: &[f32], head: &[f32]) -> Vec<f32> {
        let table = |matrix: &[f32]| -> f32 {
            let rows = matrix.chunks_exact(self.size);
            dependent.iter().zip(rows).map(|(value, row)| value * dot(row, head)).sum()
        };
        self.weights.chunks_exact(self.size * self.size).map(table).collect()
    }

    fn linear(&self, features: impl Iterator<Item = f32>) -> Vec<f32> {
        let features: Vec<f32> = features.collect();
        let (weights, bias) = self.weights.split_at(self.labels * self.size);
        weights.chunks_exact(self.size).zip(bias).map(|(row, bias)| dot(row, &features) + bias).collect()
    }
}

/// Sums in eight lanes: the order of additions is fixed, and the compiler can use vector instructions.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 8;
    let mut sums = [0.0_f32; LANES];
    let (left, right) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
    let tail: f32 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in left.zip(right) {
        for lane in 0..LANES {
            sums[lane] += x[lane] * y[lane];
        }
    }
    sums.iter().sum::<f32>() + tail
}

/// The tanh form of the Gaussian error linear unit (Hendrycks & Gimpel 2016).
fn gelu(x: f32) -> f32 {
    const ROOT_2_OVER_PI: f32 = 0.797_884_6;
    const CUBIC: f32 = 0.044_715;
    0.5 * x * (1.0 + (ROOT_2_OVER_PI * (x + CUBIC * x * x * x)).tanh())
}

/// IEEE 754 binary16 to binary32.
fn half_to_f32(half: u16) -> f32 {
    let sign = if half & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from((half >> 10) & 0x1F);
    let fraction = f32::from(half & 0x3FF) / 1024.0;
    match exponent {
        0 => sign * fraction * 2.0_f32.powi(-14),
        31 => sign * if fraction == 0.0 { f32::INFINITY } else { f32::NAN },
        _ => sign * (1.0 + fraction) * 2.0_f32.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision() {
        let halves = [0x0000, 0x3C00, 0xC000, 0x3555, 0x7BFF, 0x0001];
        let expected = [0.0, 1.0, -2.0, 0.333_251_95, 65504.0, 5.960_464_5e-8];
        assert_eq!(halves.map(half_to_f32), expected);
    }

    #[test]
    fn bilinear_scores() {
        // Two labels, vectors of two: the first label likes (1, 0) with (0, 1), the second (0, 1) with (1, 0).
        let halves: [u16; 8] = [0, 0x3C00, 0, 0, 0, 0, 0x3C00, 0];
        let bytes: Vec<u8> = halves.iter().flat_map(|half| half.to_le_bytes()).collect();
        let relations = Relations::new(RelationKind::Bilinear, &[2, 2, 2], &bytes).unwrap();
        assert_eq!(relations.best(&[1.0, 0.0], &[0.0, 1.0], None), 0);
        assert_eq!(relations.best(&[0.0, 1.0], &[1.0, 0.0], None), 1);
        assert_eq!(relations.best(&[0.0, 1.0], &[1.0, 0.0], Some(1)), 0);
        assert!(Relations::new(RelationKind::Product, &[2, 2], &bytes).is_err());
    }
}
