//! Descriptions of someone whom an affair has but once: "the defendant", "the whistleblower".

use std::collections::BTreeMap;

use rashomon_doc::Field;

use super::join::{Groups, agree};
use super::node::Node;
use crate::Tables;
use crate::dossier::{DocId, StoryId};

/// Joins what the reports of a story call by the same noun, where no text of the story has two of them.
pub(super) fn by_single(groups: &mut Groups<'_>, tables: &Tables) {
    let nodes = groups.nodes;
    let mut by_noun: BTreeMap<(StoryId, &str), Vec<usize>> = BTreeMap::new();
    for (index, node) in nodes.iter().enumerate() {
        if let Some(noun) = &node.single {
            by_noun.entry((node.story, noun)).or_default().push(index);
        }
    }
    for ((_, noun), members) in by_noun {
        if !is_one_in_each_text(&members, nodes) {
            continue;
        }
        for (position, a) in members.iter().enumerate() {
            let fits = |b: &&usize| fit(&nodes[*a], &nodes[**b], tables);
            if let Some(b) = members[position + 1..].iter().find(fits) {
                let reason = format!("no report of the story speaks of two of the kind “{noun}”");
                groups.join(*a, *b, Some(reason));
            }
        }
    }
}

fn is_one_in_each_text(members: &[usize], nodes: &[Node]) -> bool {
    let mut counts: BTreeMap<(DocId, Field), usize> = BTreeMap::new();
    for index in members {
        let key = &nodes[*index].key;
        *counts.entry((key.doc, key.field)).or_default() += 1;
    }
    counts.values().all(|count| *count == 1)
}

/// Whether one description says nothing that the other does not, and both are of one country as far as is known.
fn fit(x: &Node, y: &Node, tables: &Tables) -> bool {
    let is_small = |word: &String| tables.compare.function_words.contains(word);
    let within =
        |a: &Node, b: &Node| a.parts.iter().all(|part| is_small(&part.form) || b.parts.contains(part));
    agree(x.country.as_ref(), y.country.as_ref()) && (within(x, y) || within(y, x))
}
