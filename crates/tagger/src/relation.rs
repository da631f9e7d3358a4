//! The relation of a word to its head.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

use crate::ModelError;
use crate::description::RelationKind;
use crate::viterbi::argmax;

/// The relation scorer.
#[derive(Debug)]
pub(crate) struct Relations {
    labels: usize,
    /// Length of the vectors of dependents and heads.
    size: usize,
    scorer: Scorer,
}

enum Scorer {
    /// A matrix of `size` rows and a block of `size` columns for each label.
    Bilinear(PackedBMatrix<f32>),
    /// Dependents come as rows of such blocks.
    Projected,
    /// `W · gelu(dependent + head) + b`: `[label, size]` and then a bias for each label.
    SumGelu(Vec<f32>),
    /// `W · (dependent ∘ head) + b`, laid out likewise.
    Product(Vec<f32>),
}

impl std::fmt::Debug for Scorer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Bilinear(_) => "Bilinear",
            Self::Projected => "Projected",
            Self::SumGelu(_) => "SumGelu",
            Self::Product(_) => "Product",
        })
    }
}

impl Relations {
    /// Reads half-precision floats, little endian.
    pub(crate) fn new(kind: RelationKind, shape: &[usize], bytes: &[u8]) -> Result<Self, ModelError> {
        let wrong = |message: String| ModelError::new("rel.bin", message);
        let (Some(labels), Some(size)) = (shape.first().copied(), shape.get(1).copied()) else {
            return Err(wrong("its shape is not given".to_owned()));
        };
        let count = match kind {
            RelationKind::Projected => Some(0),
            RelationKind::Bilinear => labels.checked_mul(size).and_then(|count| count.checked_mul(size)),
            RelationKind::SumGelu | RelationKind::Product => {
                size.checked_add(1).and_then(|row| labels.checked_mul(row))
            }
        };
        let weights: Vec<f32> =
            bytes.chunks_exact(2).map(|pair| half_to_f32(u16::from_le_bytes([pair[0], pair[1]]))).collect();
        if labels == 0 || size == 0 || count != Some(weights.len()) || !bytes.len().is_multiple_of(2) {
            return Err(wrong(format!("{} bytes do not fit the shape {shape:?}", bytes.len())));
        }
        let scorer = match kind {
            RelationKind::Bilinear => Scorer::Bilinear(packed(&weights, labels, size)),
            RelationKind::Projected => Scorer::Projected,
            RelationKind::SumGelu => Scorer::SumGelu(weights),
            RelationKind::Product => Scorer::Product(weights),
        };
        Ok(Self { labels, size, scorer })
    }

    /// How many labels there are.
    pub(crate) fn labels(&self) -> usize {
        self.labels
    }

    /// Length of the vectors of heads.
    pub(crate) fn head_size(&self) -> usize {
        self.size
    }

    /// Length of the vectors of dependents.
    pub(crate) fn dependent_size(&self) -> usize {
        match self.scorer {
            Scorer::Projected => self.labels * self.size,
            Scorer::Bilinear(_) | Scorer::SumGelu(_) | Scorer::Product(_) => self.size,
        }
    }

    /// The best label but for `barred` of each dependent. `dependents` holds their vectors one after another;
    /// `heads` gives the vector of each one's head.
    pub(crate) fn best(&self, dependents: &[f32], heads: &[&[f32]], barred: Option<usize>) -> Vec<usize> {
        let scores = match &self.scorer {
            Scorer::Bilinear(weights) => self.bilinear(weights, dependents, heads),
            Scorer::Projected => self.meet(dependents, heads),
            Scorer::SumGelu(weights) => self.linear(weights, dependents, heads, |a, b| gelu(a + b)),
            Scorer::Product(weights) => self.linear(weights, dependents, heads, |a, b| a * b),
        };
        let allowed =
            |(label, score): (usize, &f32)| if Some(label) == barred { f32::NEG_INFINITY } else { *score };
        scores.chunks_exact(self.labels).map(|row| argmax(row.iter().enumerate().map(allowed))).collect()
    }

    /// One product gives each dependent a vector for every label, which then meets the head's.
    fn bilinear(&self, weights: &PackedBMatrix<f32>, dependents: &[f32], heads: &[&[f32]]) -> Vec<f32> {
        let mut middle = vec![0.0; heads.len() * self.labels * self.size];
        let done = NdTensorView::try_from_data([heads.len(), self.size], dependents).is_ok_and(|rows| {
            let input = (GemmInputA::Unpacked(rows), GemmInputB::Packed(weights));
            GemmExecutor::<f32>::new().gemm(&mut middle, input.0, input.1, GemmOptions::default()).is_ok()
        });
        // The sizes were checked when the model was read; zeros would mean the first label everywhere.
        debug_assert!(done);
        self.meet(&middle, heads)
    }

    /// The product of each block of a projected dependent with its head.
    fn meet(&self, projected: &[f32], heads: &[&[f32]]) -> Vec<f32> {
        let rows = projected.chunks_exact(self.labels * self.size).zip(heads);
        rows.flat_map(|(row, head)| row.chunks_exact(self.size).map(|part| dot(part, head))).collect()
    }

    fn linear(
        &self,
        weights: &[f32],
        dependents: &[f32],
        heads: &[&[f32]],
        join: impl Fn(f32, f32) -> f32,
    ) -> Vec<f32> {
        let (weights, bias) = weights.split_at(self.labels * self.size);
        let mut out = Vec::with_capacity(heads.len() * self.labels);
        for (dependent, head) in dependents.chunks_exact(self.size).zip(heads) {
            let features: Vec<f32> = dependent.iter().zip(*head).map(|(a, b)| join(*a, *b)).collect();
            out.extend(
                weights.chunks_exact(self.size).zip(bias).map(|(row, bias)| dot(row, &features) + bias),
            );
        }
        out
    }
}

/// `[label, dependent, head]` to the matrix of [`Scorer::Bilinear`].
fn packed(weights: &[f32], labels: usize, size: usize) -> PackedBMatrix<f32> {
    let mut matrix = Vec::with_capacity(weights.len());
    for dependent in 0..size {
        for label in 0..labels {
            let row = (label * size + dependent) * size;
            matrix.extend_from_slice(&weights[row..row + size]);
        }
    }
    GemmExecutor::<f32>::new().prepack_b(NdTensorView::from_data([size, labels * size], matrix.as_slice()))
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
        let (across, along): (&[f32], &[f32]) = (&[0.0, 1.0], &[1.0, 0.0]);
        assert_eq!(relations.best(&[1.0, 0.0, 0.0, 1.0], &[across, along], None), [0, 1]);
        assert_eq!(relations.best(across, &[along], Some(1)), [0]);
        assert!(Relations::new(RelationKind::Product, &[2, 2], &bytes).is_err());
    }
}
