//! How near articles are, for those that are near at all.
//!
//! An article is compared with those that share one of its rarest terms, and keeps the nearest of them: work and memory
//! stay near-linear in the articles.

use std::collections::BTreeMap;

use super::features::{Features, Vector, days_apart};
use super::grown;
use crate::ontology::{Compare, StoryThresholds};

/// Likenesses of one article (or, summed over articles, of one group) to others.
pub(super) type Links = BTreeMap<usize, f64>;

/// An article's likeness to another one.
type Near = (usize, f64);

/// The likeness of each article to those near it.
pub(super) fn links(features: &Features, table: &Compare) -> Vec<Links> {
    let thresholds = &table.stories;
    let vectors = features.vectors(table);
    let near = nearest(features, &vectors, thresholds);
    let crowded = crowding(&near, thresholds);
    let mut links = vec![Links::new(); vectors.len()];
    for (a, row) in near.iter().enumerate() {
        for (b, cosine) in row {
            let alike = distinct(*cosine, f64::midpoint(crowded[a], crowded[*b]), thresholds);
            let days = days_apart(&features.days[a], &features.days[*b], thresholds);
            let alike = alike - thresholds.day_cost * days;
            if alike > 0.0 {
                links[a].insert(*b, alike);
                links[*b].insert(a, alike);
            }
        }
    }
    links
}

/// The nearest articles of each, nearest first.
fn nearest(features: &Features, vectors: &[Vector], thresholds: &StoryThresholds) -> Vec<Vec<Near>> {
    let mut postings: Vec<Vec<(usize, f64)>> = vec![Vec::new(); features.len()];
    let mut near: Vec<Vec<Near>> = vec![Vec::new(); vectors.len()];
    let mut shared = vec![0.0; vectors.len()];
    for (index, vector) in vectors.iter().enumerate() {
        let mut found = Vec::new();
        for (id, weight) in finders(features, vector, thresholds) {
            for (other, their) in &postings[id] {
                if shared[*other] == 0.0 {
                    found.push(*other);
                }
                shared[*other] += weight * their;
            }
            postings[id].push((index, weight));
        }
        let mut likeliest: Vec<Near> =
            found.into_iter().map(|other| (other, std::mem::take(&mut shared[other]))).collect();
        keep_nearest(&mut likeliest, thresholds.compared);
        for (other, _) in likeliest {
            let cosine = cosine(vector, &vectors[other]);
            if cosine >= thresholds.least {
                near[index].push((other, cosine));
                near[other].push((index, cosine));
            }
        }
    }
    for row in &mut near {
        keep_nearest(row, thresholds.neighbours);
    }
    near
}

/// The terms by which an article finds others: its heaviest ones that do not stand in very many articles.
fn finders<'v>(
    features: &'v Features,
    vector: &'v Vector,
    thresholds: &StoryThresholds,
) -> impl Iterator<Item = (usize, f64)> + use<'v> {
    let most = thresholds.max_postings;
    let mut terms: Vec<(usize, f64)> = vector
        .iter()
        .filter(|(id, _)| (2..=most).contains(&features.articles_with(*id)))
        .map(|(id, weight)| (id.0 as usize, *weight))
        .collect();
    keep_nearest(&mut terms, thresholds.finders);
    terms.into_iter()
}

/// Keeps the `most` with the greatest weight, among equals the first.
fn keep_nearest(rows: &mut Vec<(usize, f64)>, most: usize) {
    rows.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    rows.truncate(most);
}

/// The cosine of two vectors of length one, both in order of their terms.
fn cosine(a: &Vector, b: &Vector) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some((x, own)), Some((y, their))) = (a.get(i), b.get(j)) {
        if x == y {
            sum += own * their;
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    sum
}

/// How near to each article stand those beyond its very nearest: much where many affairs are of one kind.
///
/// In a small collection these can all be of one affair, so crowding counts in full from a certain size only.
fn crowding(near: &[Vec<Near>], thresholds: &StoryThresholds) -> Vec<f64> {
    let share = grown(near.len(), thresholds.few_reports, thresholds.many_reports);
    let (first, last) = (thresholds.crowd_first, thresholds.crowd_last);
    let around = |row: &Vec<Near>| {
        let sum: f64 = row.iter().take(last).skip(first).map(|(_, cosine)| cosine).sum();
        share * sum / last.saturating_sub(first).max(1) as f64
    };
    near.iter().map(around).collect()
}

/// What of a likeness sets a pair apart from the crowd around it. Articles that are very much alike belong together
/// however many of their kind there are.
fn distinct(cosine: f64, crowding: f64, thresholds: &StoryThresholds) -> f64 {
    (cosine - crowding).max(cosine * thresholds.join / thresholds.sure)
}
