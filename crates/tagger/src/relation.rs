//! The relation of a word to its head.

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
use rten_tensor::NdTensorView;

use crate::ModelError;
use crate::viterbi::argmax;

/// The byte that stands for zero among the numbers of a dependent.
const ZERO: u8 = 64;
/// The greatest step from zero there: seven bits, so that no processor's sums of products overflow.
const STEPS: f32 = 63.0;
/// The greatest step from zero among the weights.
const WEIGHT_STEPS: f32 = 127.0;

/// The relation scorer, `dependentᵀ W head` for each label (Dozat & Manning 2017), with whole numbers of eight bits.
///
/// One product gives each dependent a vector for every label, which then meets the head's. Each dependent and each
/// label has a scale of its own.
pub(crate) struct Relations {
    labels: usize,
    /// Length of the vectors of dependents and heads.
    size: usize,
    /// `size` rows and a block of `size` columns for each label.
    weights: PackedBMatrix<i8>,
    /// What one step of a label's weights is worth.
    scales: Vec<f32>,
}

impl std::fmt::Debug for Relations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relations")
            .field("labels", &self.labels)
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

impl Relations {
    /// Reads half-precision floats, little endian: `[label, dependent, head]`.
    pub(crate) fn new(shape: &[usize], bytes: &[u8]) -> Result<Self, ModelError> {
        let wrong = |message: String| ModelError::new("rel.bin", message);
        let &[labels, size, heads] = shape else { return Err(wrong("its shape is not given".to_owned())) };
        let count = labels.checked_mul(size).and_then(|count| count.checked_mul(size));
        let weights: Vec<f32> =
            bytes.chunks_exact(2).map(|pair| half_to_f32(u16::from_le_bytes([pair[0], pair[1]]))).collect();
        if labels == 0
            || size == 0
            || heads != size
            || count != Some(weights.len())
            || !bytes.len().is_multiple_of(2)
        {
            return Err(wrong(format!("{} bytes do not fit the shape {shape:?}", bytes.len())));
        }
        let scales: Vec<f32> =
            weights.chunks_exact(size * size).map(|block| greatest(block) / WEIGHT_STEPS).collect();
        let mut matrix: Vec<i8> = Vec::with_capacity(weights.len());
        for dependent in 0..size {
            for (label, scale) in scales.iter().enumerate() {
                let row = (label * size + dependent) * size;
                matrix.extend(weights[row..row + size].iter().map(|weight| (weight / scale).round() as i8));
            }
        }
        let view = NdTensorView::from_data([size, labels * size], matrix.as_slice());
        let weights = GemmExecutor::<u8, i8, i32>::new().prepack_b(view);
        Ok(Self { labels, size, weights, scales })
    }

    /// How many labels there are.
    pub(crate) fn labels(&self) -> usize {
        self.labels
    }

    /// Length of the vectors.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// The best label but for `barred` of each dependent. `dependents` holds their vectors one after another;
    /// `heads` gives the vector of each one's head.
    pub(crate) fn best(&self, dependents: &[f32], heads: &[&[f32]], barred: Option<usize>) -> Vec<usize> {
        let columns = self.labels * self.size;
        let projected = self.project(dependents, heads.len());
        let rows = projected.chunks_exact(columns).zip(heads);
        rows.map(|(row, head)| {
            let blocks = row.chunks_exact(self.size).zip(&self.scales).enumerate();
            argmax(blocks.map(|(label, (block, scale))| {
                if Some(label) == barred { f32::NEG_INFINITY } else { meet(block, head) * scale }
            }))
        })
        .collect()
    }

    /// Dependents times weights. A dependent's own scale is left out: it does not change which label is best.
    fn project(&self, dependents: &[f32], count: usize) -> Vec<i32> {
        let mut input: Vec<u8> = Vec::with_capacity(dependents.len());
        for dependent in dependents.chunks_exact(self.size) {
            let scale = STEPS / greatest(dependent);
            input.extend(dependent.iter().map(|value| (value * scale + f32::from(ZERO)).round() as u8));
        }
        let mut out = vec![0; count * self.labels * self.size];
        let done = NdTensorView::try_from_data([count, self.size], input.as_slice()).is_ok_and(|rows| {
            let (a_zero, b_zero) = (vec![ZERO; count], vec![0; self.labels * self.size]);
            let options = GemmOptions {
                a_quant: Some(QuantParams { zero_point: &a_zero }),
                b_quant: Some(QuantParams { zero_point: &b_zero }),
                ..GemmOptions::default()
            };
            let (a, b) = (GemmInputA::Unpacked(rows), GemmInputB::Packed(&self.weights));
            GemmExecutor::<u8, i8, i32>::new().gemm(&mut out, a, b, options).is_ok()
        });
        // The sizes were checked when the model was read.
        debug_assert!(done);
        out
    }
}

/// The greatest distance from zero; 1 where all are zero.
fn greatest(values: &[f32]) -> f32 {
    let top = values.iter().fold(0.0_f32, |top, value| top.max(value.abs()));
    if top > 0.0 { top } else { 1.0 }
}

/// The product of whole numbers with a head's vector, in eight lanes as in [`dot`].
fn meet(block: &[i32], head: &[f32]) -> f32 {
    let mut sums = [0.0_f32; LANES];
    let (left, right) = (block.chunks_exact(LANES), head.chunks_exact(LANES));
    let tail: f32 = left.remainder().iter().zip(right.remainder()).map(|(x, y)| *x as f32 * y).sum();
    for (x, y) in left.zip(right) {
        for lane in 0..LANES {
            sums[lane] += x[lane] as f32 * y[lane];
        }
    }
    sums.iter().sum::<f32>() + tail
}

/// How many sums run side by side.
const LANES: usize = 8;

/// Sums in eight lanes: the order of additions is fixed, and the compiler can use vector instructions.
pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
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
        let relations = Relations::new(&[2, 2, 2], &bytes).unwrap();
        let (across, along): (&[f32], &[f32]) = (&[0.0, 1.0], &[1.0, 0.0]);
        assert_eq!(relations.best(&[1.0, 0.0, 0.0, 1.0], &[across, along], None), [0, 1]);
        assert_eq!(relations.best(across, &[along], Some(1)), [0]);
        assert!(Relations::new(&[2, 2], &bytes).is_err() && Relations::new(&[2, 2, 3], &bytes).is_err());
    }
}
