//! Linear-chain decoding over BIO labels: the best sequence, and how certain each label is.

/// Start scores and transitions of a linear chain. What BIO forbids has a score near −10,000.
#[derive(Debug)]
pub(crate) struct Chain {
    labels: usize,
    start: Vec<f32>,
    /// `[from, to]`.
    transition: Vec<f32>,
    /// `exp` of both, for marginals.
    start_weight: Vec<f32>,
    transition_weight: Vec<f32>,
}

impl Chain {
    /// A chain of `start.len()` labels; `transition` holds that number squared.
    pub(crate) fn new(start: Vec<f32>, transition: Vec<f32>) -> Self {
        let exp = |scores: &[f32]| scores.iter().map(|score| score.exp()).collect();
        Self {
            labels: start.len(),
            start_weight: exp(&start),
            transition_weight: exp(&transition),
            start,
            transition,
        }
    }

    /// How many labels there are.
    pub(crate) fn labels(&self) -> usize {
        self.labels
    }

    /// The best label of each word; `emissions` holds a row of scores a word. Ties go to the lower label.
    pub(crate) fn best(&self, emissions: &[f32]) -> Vec<u8> {
        let n = self.labels;
        let mut rows = emissions.chunks_exact(n);
        let Some(first) = rows.next() else { return Vec::new() };
        let mut score: Vec<f32> = self.start.iter().zip(first).map(|(start, emit)| start + emit).collect();
        let mut from: Vec<u8> = Vec::with_capacity(emissions.len());
        let mut next = vec![0.0; n];
        for row in rows {
            for (to, emit) in row.iter().enumerate() {
                let best = argmax((0..n).map(|k| score[k] + self.transition[k * n + to]));
                from.push(best as u8);
                next[to] = score[best] + self.transition[best * n + to] + emit;
            }
            std::mem::swap(&mut score, &mut next);
        }
        let mut label = argmax(score.iter().copied());
        let mut labels = vec![label as u8];
        for row in from.chunks_exact(n).rev() {
            label = usize::from(row[label]);
            labels.push(label as u8);
        }
        labels.reverse();
        labels
    }

    /// The probability of each label of each word, a row a word (forward-backward with scaling).
    pub(crate) fn marginals(&self, emissions: &[f32]) -> Vec<f32> {
        let n = self.labels;
        let weights: Vec<f32> = emissions.chunks_exact(n).flat_map(softmax).collect();
        let mut forward: Vec<f32> = Vec::with_capacity(weights.len());
        for (word, row) in weights.chunks_exact(n).enumerate() {
            let mut next: Vec<f32> = (0..n)
                .map(|to| match word.checked_sub(1) {
                    None => self.start_weight[to] * row[to],
                    Some(last) => {
                        let before = &forward[last * n..];
                        row[to] * (0..n).map(|k| before[k] * self.transition_weight[k * n + to]).sum::<f32>()
                    }
                })
                .collect();
            scale(&mut next);
            forward.extend(next);
        }
        let mut behind = vec![1.0; n];
        for (row, weight) in forward.chunks_exact_mut(n).zip(weights.chunks_exact(n)).rev() {
            for (value, back) in row.iter_mut().zip(&behind) {
                *value *= back;
            }
            scale(row);
            let mut next: Vec<f32> = (0..n)
                .map(|k| (0..n).map(|to| self.transition_weight[k * n + to] * weight[to] * behind[to]).sum())
                .collect();
            scale(&mut next);
            behind = next;
        }
        forward
    }
}

/// The first index of the greatest value.
pub(crate) fn argmax(values: impl Iterator<Item = f32>) -> usize {
    let (mut best, mut at) = (f32::NEG_INFINITY, 0);
    for (index, value) in values.enumerate() {
        if value > best {
            (best, at) = (value, index);
        }
    }
    at
}

fn softmax(row: &[f32]) -> Vec<f32> {
    let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut out: Vec<f32> = row.iter().map(|score| (score - top).exp()).collect();
    scale(&mut out);
    out
}

/// Makes the values sum to one; leaves zeros alone.
fn scale(values: &mut [f32]) {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 {
        for value in values {
            *value /= sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// O, B, I: an I only behind B or I.
    fn chain() -> Chain {
        Chain::new(vec![0.0, 0.2, -1e4], vec![0.1, -0.3, -1e4, 0.0, 0.5, 0.4, 0.3, 0.0, -0.2])
    }

    fn score(chain: &Chain, emissions: &[f32], labels: &[u8]) -> f32 {
        let mut sum = 0.0;
        for (word, label) in labels.iter().map(|label| usize::from(*label)).enumerate() {
            sum += emissions[word * 3 + label];
            sum += match word.checked_sub(1) {
                None => chain.start[label],
                Some(last) => chain.transition[usize::from(labels[last]) * 3 + label],
            };
        }
        sum
    }

    proptest! {
        #[test]
        fn agrees_with_trying_all(emissions in prop::collection::vec(-3.0_f32..3.0, 12)) {
            let chain = chain();
            let all: Vec<Vec<u8>> = (0..81_u32).map(|code| (0..4).map(|word| (code / 3_u32.pow(word) % 3) as u8).collect()).collect();
            let scores: Vec<f32> = all.iter().map(|labels| score(&chain, &emissions, labels)).collect();
            let best = chain.best(&emissions);
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            prop_assert!((score(&chain, &emissions, &best) - top).abs() < 1e-4);
            let total: f32 = scores.iter().map(|score| score.exp()).sum();
            let marginals = chain.marginals(&emissions);
            for word in 0..4 {
                for label in 0..3 {
                    let mass: f32 = all.iter().zip(&scores)
                        .filter(|(labels, _)| labels[word] == label).map(|(_, score)| score.exp()).sum();
                    prop_assert!((marginals[word * 3 + usize::from(label)] - mass / total).abs() < 1e-3);
                }
            }
        }
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(chain().best(&[]).is_empty() && chain().marginals(&[]).is_empty());
    }
}
