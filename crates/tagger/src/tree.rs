//! The best dependency tree of a sentence from the scores of its arcs.

use crate::viterbi::argmax;

/// Scores of arcs: a row a word, in it the root and then every word as its head.
#[derive(Debug)]
pub(crate) struct ArcScores {
    words: usize,
    scores: Vec<f32>,
}

impl ArcScores {
    /// `scores` holds `words` rows of `words + 1`.
    pub(crate) fn new(words: usize, scores: Vec<f32>) -> Self {
        debug_assert_eq!(scores.len(), words * (words + 1));
        Self { words, scores }
    }

    fn of(&self, word: usize, head: usize) -> f32 {
        if head == word + 1 { f32::NEG_INFINITY } else { self.scores[word * (self.words + 1) + head] }
    }

    /// The head of each word, 0 for the root and `j + 1` for word `j`: a tree with exactly one root.
    pub(crate) fn tree(&self) -> Vec<usize> {
        let greedy: Vec<usize> =
            (0..self.words).map(|word| argmax((0..=self.words).map(|head| self.of(word, head)))).collect();
        if is_tree(&greedy) { greedy } else { self.spanning_tree() }
    }

    /// Chu and Liu's algorithm. A penalty on every root arc, larger than any sum of scores, leaves one root
    /// (Stanojević and Cohen 2021).
    fn spanning_tree(&self) -> Vec<usize> {
        let nodes = self.words + 1;
        let finite = self.scores.iter().filter(|score| score.is_finite());
        let reach = finite.fold(0.0_f64, |top, score| top.max(f64::from(score.abs())));
        let penalty = (2.0 * reach + 1.0) * nodes as f64;
        let mut matrix = Matrix { nodes, scores: vec![f64::NEG_INFINITY; nodes * nodes] };
        for word in 0..self.words {
            for head in (0..nodes).filter(|head| *head != word + 1) {
                let score = f64::from(self.of(word, head));
                let score = if score.is_finite() { score } else { -reach };
                matrix.set(word + 1, head, if head == 0 { score - penalty } else { score });
            }
        }
        matrix.heads().into_iter().skip(1).collect()
    }
}

/// Whether every word reaches the root and exactly one hangs on it.
fn is_tree(heads: &[usize]) -> bool {
    heads.iter().filter(|head| **head == 0).count() == 1
        && cycle(heads.len() + 1, |node| heads[node - 1]).is_none()
}

/// The nodes of some cycle among `1..nodes`, in the order of walking up.
fn cycle(nodes: usize, head: impl Fn(usize) -> usize) -> Option<Vec<usize>> {
    let mut seen = vec![0; nodes];
    for start in 1..nodes {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = head(node);
        }
        if node != 0 && seen[node] == start {
            let mut found = vec![node];
            let mut next = head(node);
            while next != node {
                found.push(next);
                next = head(next);
            }
            return Some(found);
        }
    }
    None
}

/// Scores between nodes; node 0 is the root.
struct Matrix {
    nodes: usize,
    /// `[dependent, head]`; negative infinity where there is no arc.
    scores: Vec<f64>,
}

impl Matrix {
    fn of(&self, node: usize, head: usize) -> f64 {
        self.scores[node * self.nodes + head]
    }

    fn set(&mut self, node: usize, head: usize, score: f64) {
        self.scores[node * self.nodes + head] = score;
    }

    fn best_head(&self, node: usize) -> usize {
        let mut best = 0;
        for head in 1..self.nodes {
            if self.of(node, head) > self.of(node, best) {
                best = head;
            }
        }
        best
    }

    /// The heads of the best tree; entry 0 means nothing.
    fn heads(&self) -> Vec<usize> {
        let mut heads: Vec<usize> =
            (0..self.nodes).map(|node| if node == 0 { 0 } else { self.best_head(node) }).collect();
        let Some(ring) = cycle(self.nodes, |node| heads[node]) else { return heads };
        let contraction = self.contract(&ring, &heads);
        let inner = contraction.matrix.heads();
        let joint = contraction.outside.len();
        for (index, node) in contraction.outside.iter().enumerate().skip(1) {
            let head = inner[index];
            heads[*node] = if head == joint { contraction.leave[index] } else { contraction.outside[head] };
        }
        let head = inner[joint];
        heads[contraction.enter[head]] = contraction.outside[head];
        heads
    }

    /// Makes one node, the last, of a cycle.
    fn contract(&self, ring: &[usize], heads: &[usize]) -> Contraction {
        let mut inside = vec![false; self.nodes];
        for node in ring {
            inside[*node] = true;
        }
        let outside: Vec<usize> = (0..self.nodes).filter(|node| !inside[*node]).collect();
        let joint = outside.len();
        let nodes = joint + 1;
        let mut matrix = Matrix { nodes, scores: vec![f64::NEG_INFINITY; nodes * nodes] };
        let (mut leave, mut enter) = (vec![0; joint], vec![0; joint]);
        let top = |best: &mut (f64, usize), score: f64, node: usize| {
            if score > best.0 || best.1 == 0 {
                *best = (score, node);
            }
        };
        for (a, node) in outside.iter().copied().enumerate() {
            for (b, head) in outside.iter().copied().enumerate() {
                matrix.set(a, b, self.of(node, head));
            }
            let (mut up, mut down) = ((f64::NEG_INFINITY, 0), (f64::NEG_INFINITY, 0));
            for member in ring.iter().copied() {
                top(&mut up, self.of(node, member), member);
                top(&mut down, self.of(member, node) - self.of(member, heads[member]), member);
            }
            matrix.set(a, joint, up.0);
            matrix.set(joint, a, down.0);
            (leave[a], enter[a]) = (up.1, down.1);
        }
        // Nothing stands over the root.
        for b in 0..nodes {
            matrix.set(0, b, f64::NEG_INFINITY);
        }
        Contraction { matrix, outside, leave, enter }
    }
}

/// A graph with a cycle made one node.
struct Contraction {
    matrix: Matrix,
    /// The old numbers of the nodes outside the cycle; the cycle's own number is behind them.
    outside: Vec<usize>,
    /// For a node outside, the member of the cycle that is its best head.
    leave: Vec<usize>,
    /// For a head outside, the member of the cycle that it takes best.
    enter: Vec<usize>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn total(scores: &ArcScores, heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(word, head)| f64::from(scores.of(word, *head))).sum()
    }

    fn best_by_trying(scores: &ArcScores) -> f64 {
        let n = scores.words;
        let all = (n + 1).pow(n as u32);
        (0..all)
            .map(|code| (0..n).map(|word| code / (n + 1).pow(word as u32) % (n + 1)).collect::<Vec<_>>())
            .filter(|heads| is_tree(heads))
            .map(|heads| total(scores, &heads))
            .fold(f64::NEG_INFINITY, f64::max)
    }

    proptest! {
        #[test]
        fn agrees_with_trying_all(words in 1_usize..6, seed in prop::collection::vec(-4.0_f32..4.0, 30)) {
            let scores = ArcScores::new(words, seed[..words * (words + 1)].to_vec());
            let heads = scores.tree();
            prop_assert!(is_tree(&heads));
            prop_assert!((total(&scores, &heads) - best_by_trying(&scores)).abs() < 1e-4);
        }

        #[test]
        fn always_a_tree(words in 1_usize..40, seed in prop::collection::vec(prop::num::f32::ANY, 40 * 41)) {
            prop_assert!(is_tree(&ArcScores::new(words, seed[..words * (words + 1)].to_vec()).tree()));
        }
    }
}
