//! Average linkage over the pairs of articles that share rare words.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use jiff::civil;

use super::features::{Vector, days_apart};
use crate::dossier::StoryId;
use crate::ontology::StoryThresholds;

/// Similarities of one cluster to others, summed over their articles.
type Links = BTreeMap<usize, f64>;

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

/// The story of each vector.
pub(super) fn cluster(
    vectors: &[Vector],
    days: &[Option<(civil::Date, civil::Date)>],
    thresholds: &StoryThresholds,
) -> Vec<StoryId> {
    let mut links = similarities(vectors, days, thresholds);
    let mut size = vec![1_usize; vectors.len()];
    let mut joined_to: Vec<usize> = (0..vectors.len()).collect();
    let mut heap: BinaryHeap<Candidate> = BinaryHeap::new();
    for (a, row) in links.iter().enumerate() {
        let near = row.range(a + 1..).filter(|(_, similarity)| **similarity >= thresholds.join);
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
            if similarity >= thresholds.join {
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

/// Cosines of all pairs that share a term held by few articles, less what lies between their days.
fn similarities(
    vectors: &[Vector],
    days: &[Option<(civil::Date, civil::Date)>],
    thresholds: &StoryThresholds,
) -> Vec<Links> {
    let terms = vectors.iter().flatten().map(|(id, _)| id.0 as usize + 1).max().unwrap_or(0);
    let mut postings: Vec<Vec<(usize, f64)>> = vec![Vec::new(); terms];
    let mut links = vec![Links::new(); vectors.len()];
    let mut sums = vec![0.0; vectors.len()];
    let mut is_near = vec![false; vectors.len()];
    for (index, vector) in vectors.iter().enumerate() {
        let mut touched = Vec::new();
        for (id, weight) in vector {
            let holders = &postings[id.0 as usize];
            // A word of very many articles adds to the likeness of those already near, and finds no others.
            let finds = holders.len() <= thresholds.max_postings;
            for (other, their) in holders.iter().rev().take(thresholds.max_postings * 4) {
                if sums[*other] == 0.0 {
                    touched.push(*other);
                }
                sums[*other] += weight * their;
                is_near[*other] |= finds;
            }
        }
        for other in touched {
            let cosine = std::mem::take(&mut sums[other]);
            let similarity = cosine - thresholds.day_cost * days_apart(days[index], days[other], thresholds);
            if std::mem::take(&mut is_near[other]) && similarity >= thresholds.least {
                links[index].insert(other, similarity);
                links[other].insert(index, similarity);
            }
        }
        for (id, weight) in vector {
            if *weight > 0.0 {
                postings[id.0 as usize].push((index, *weight));
            }
        }
    }
    links
}
