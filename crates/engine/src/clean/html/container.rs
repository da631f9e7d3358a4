//! The element that holds the article.

use super::attr::Attr;
use super::lines::Line;
use super::tag::Tag;
use super::tree::Tree;
use super::weights::Weights;

/// An element is left for the one in it that holds at least so much of its running text, in percent.
const BULK: u32 = 75;
/// The fewest words of running text of another piece of the same article.
const TWIN_WORDS: u32 = 15;
/// The fewest words of running text for one of several articles on a page to count as one.
const ARTICLE_WORDS: u32 = 30;
/// The fewest for the one under the title to be taken for the page's.
const TITLED_WORDS: u32 = 60;

/// The innermost element that holds the bulk of the running text.
pub(super) fn of_bulk(tree: &Tree, weights: &Weights) -> usize {
    let mut node = 0;
    loop {
        let total = weights.prose(tree.subtree(node));
        let heaviest = tree
            .children(node)
            .filter(|child| tree.tag(*child).is_some())
            .map(|child| (weights.prose(tree.subtree(child)), std::cmp::Reverse(child)))
            .max();
        match heaviest {
            Some((words, std::cmp::Reverse(child)))
                if words > 0
                    && words * 100 >= total * BULK
                    && !matches!(tree.tag(child), Some(Tag::P | Tag::Blockquote | Tag::Li)) =>
            {
                node = child;
            }
            _ => return node,
        }
    }
}

/// The innermost element around `node` that holds the other pieces of an article that pictures or advertisements cut up: elements
/// with the tag and class of `node` that hold running text too.
pub(super) fn with_twins(tree: &Tree, node: usize, weights: &Weights) -> usize {
    let class = |node: usize| tree.attr(node, Attr::Class).map(str::trim).filter(|class| !class.is_empty());
    let Some(own) = class(node).filter(|_| tree.tag(node) != Some(Tag::Article)) else { return node };
    let is_twin = |other: &usize| {
        tree.tag(*other) == tree.tag(node)
            && class(*other) == Some(own)
            && weights.prose(tree.subtree(*other)) >= TWIN_WORDS
    };
    let twins: Vec<usize> = tree.all().filter(is_twin).collect();
    widen(tree, node, &twins)
}

/// The innermost element around `node` that holds all of `lines` too.
pub(super) fn widen(tree: &Tree, mut node: usize, lines: &[usize]) -> usize {
    let holds = |node: usize| lines.iter().all(|at| tree.subtree(node).contains(at));
    while !holds(node) {
        let Some(parent) = tree.parent(node) else { break };
        node = parent;
    }
    node
}

/// Where several articles stand in `node`, the one under the page's title; else `node`.
pub(super) fn titled(
    tree: &Tree,
    node: usize,
    weights: &Weights,
    lines: &[Line],
    is_title: impl Fn(&Line) -> bool,
) -> usize {
    let articles = articles(tree, node, weights);
    if articles.len() < 2 {
        return node;
    }
    let is_titled = |article: usize| {
        let mut inside = lines.iter().filter(|line| tree.subtree(article).contains(&line.at));
        inside.any(|line| tree.tag(line.owner).is_some_and(Tag::is_heading) && is_title(line))
    };
    let mut titled =
        articles.into_iter().filter(|(article, words)| *words >= TITLED_WORDS && is_titled(*article));
    match (titled.next(), titled.next()) {
        (Some((article, _)), None) => article,
        _ => node,
    }
}

/// The outermost `article` elements under a node that hold running text.
fn articles(tree: &Tree, node: usize, weights: &Weights) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    let mut next = node + 1;
    while next < tree.end(node) {
        if tree.tag(next) == Some(Tag::Article) {
            let words = weights.prose(tree.subtree(next));
            if words >= ARTICLE_WORDS {
                found.push((next, words));
            }
            next = tree.end(next);
        } else {
            next += 1;
        }
    }
    found
}
