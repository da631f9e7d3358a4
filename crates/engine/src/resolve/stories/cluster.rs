//! Average linkage over the pairs of articles that are near.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use super::links::Links;
use crate::dossier::StoryId;

/// Two clusters that can be joined.
#[derive(Clone, Copy, PartialEq)]
struct Candidate {
    similarity: f64,
    a: usize,
    b: usize,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        // The most alike first; among equals the earliest articles.
        self.similarity.total_cmp(&other.similarity).then(other.a.cmp(&self.a)).then(other.b.cmp(&self.b))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The story of each article: groups are joined, most alike first, while they are alike by `join` on average.
pub(super) fn cluster(mut links: Vec<Links>, join: f64) -> Vec<StoryId> {
    let mut size = vec![1_usize; links.len()];
    let mut joined_to: Vec<usize> = (0..links.len()).collect();
    let mut heap: BinaryHeap<Candidate> = BinaryHeap::new();
    for (a, row) in links.iter().enumerate() {
        let near = row.range(a + 1..).filter(|(_, similarity)| **similarity >= join);
        heap.extend(near.map(|(b, similarity)| Candidate { similarity: *similarity, a, b: *b }));
    }
    while let Some(Candidate { similarity, a, b }) = heap.pop() {
        let mean = |links: &[Links], a: usize, b: usize| {
            links[a].get(&b).map_or(0.0, |sum| sum / (size[a] * size[b]) as f64)
        };
        // A candidate is stale once one side has been joined elsewhere.
        if joined_to[a] != a || joined_to[b] != b || mean(&links, a, b) != similarity {
            continue;
        }
        let (keep, gone) = if links[a].len() >= links[b].len() { (a, b) } else { (b, a) };
        joined_to[gone] = keep;
        size[keep] += size[gone];
        let moved = std::mem::take(&mut links[gone]);
        links[keep].remove(&gone);
        for (other, sum) in moved {
            links[other].remove(&gone);
            if other != keep {
                let total = links[keep].get(&other).copied().unwrap_or(0.0) + sum;
                links[keep].insert(other, total);
                links[other].insert(keep, total);
            }
        }
        for (other, sum) in &links[keep] {
            let similarity = sum / (size[keep] * size[*other]) as f64;
            if similarity >= join {
                heap.push(Candidate { similarity, a: keep.min(*other), b: keep.max(*other) });
            }
        }
    }
    number(&joined_to)
}

/// Stories in the order of their first article.
fn number(joined_to: &[usize]) -> Vec<StoryId> {
    let mut numbers: BTreeMap<usize, StoryId> = BTreeMap::new();
    let mut stories = Vec::with_capacity(joined_to.len());
    for index in 0..joined_to.len() {
        let mut root = index;
        while joined_to[root] != root {
            root = joined_to[root];
        }
        let next = StoryId(numbers.len() as u32);
        stories.push(*numbers.entry(root).or_insert(next));
    }
    stories
}
