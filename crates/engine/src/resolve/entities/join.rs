//! Joining names, from the surest ground to the weakest.

use std::collections::BTreeMap;

use rashomon_doc::NameType;

use super::node::{Identity, Node};
use crate::Tables;
use crate::resolve::names::{Part, initial, same_word};

/// Names joined so far.
pub(super) struct Groups<'n> {
    nodes: &'n [Node],
    group: Vec<usize>,
    members: BTreeMap<usize, Vec<usize>>,
    why: BTreeMap<usize, Vec<String>>,
}

impl<'n> Groups<'n> {
    /// Every name by itself.
    pub(super) fn new(nodes: &'n [Node]) -> Self {
        Self {
            nodes,
            group: (0..nodes.len()).collect(),
            members: (0..nodes.len()).map(|index| (index, vec![index])).collect(),
            why: BTreeMap::new(),
        }
    }

    /// The groups in order of their first name, with the reasons of their merges.
    pub(super) fn finish(self) -> impl Iterator<Item = (Vec<usize>, Vec<String>)> {
        let mut why = self.why;
        let mut groups: Vec<Vec<usize>> = self.members.clone().into_values().collect();
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort_unstable();
        let group_of = self.group;
        groups.into_iter().map(move |group| {
            let mut lines = group.first().and_then(|first| why.remove(&group_of[*first])).unwrap_or_default();
            lines.dedup();
            (group, lines)
        })
    }

    /// Joins the groups of two names, unless a report keeps them apart. `reason` is kept if it tells something.
    fn join(&mut self, a: usize, b: usize, reason: Option<String>) {
        let (keep, gone) = (self.group[a].min(self.group[b]), self.group[a].max(self.group[b]));
        if keep == gone || self.apart(keep, gone) {
            return;
        }
        let moved = self.members.remove(&gone).unwrap_or_default();
        for index in &moved {
            self.group[*index] = keep;
        }
        self.members.entry(keep).or_default().extend(moved);
        let reasons = self.why.remove(&gone).unwrap_or_default();
        let lines = self.why.entry(keep).or_default();
        lines.extend(reasons);
        lines.extend(reason.filter(|line| !lines.contains(line)));
    }

    /// Whether some text holds a name of either group as two: what the reading of one text told apart stays apart.
    /// The tables can know better, and so can the same name written twice.
    fn apart(&self, a: usize, b: usize) -> bool {
        let none = Vec::new();
        let (a, b) = (self.members.get(&a).unwrap_or(&none), self.members.get(&b).unwrap_or(&none));
        a.iter().any(|x| {
            b.iter().any(|y| {
                let (x, y) = (&self.nodes[*x], &self.nodes[*y]);
                let same_text = (x.key.doc, x.key.field) == (y.key.doc, y.key.field);
                same_text && x.parts != y.parts && (x.identity.is_none() || x.identity != y.identity)
            })
        })
    }

    /// One name of each group that is named in a story, the fullest of the group.
    fn heads(&self) -> Vec<usize> {
        let fullest = |members: &Vec<usize>| {
            members.iter().copied().max_by_key(|index| {
                let node = &self.nodes[*index];
                (node.parts.len(), node.named, std::cmp::Reverse(*index))
            })
        };
        self.members.values().filter_map(fullest).filter(|index| !self.nodes[*index].unnamed).collect()
    }

    /// Whether two groups tell of one story.
    fn share_story(&self, a: usize, b: usize) -> bool {
        let none = Vec::new();
        let of = |index: usize| self.members.get(&self.group[index]).unwrap_or(&none);
        of(a).iter().any(|x| of(b).iter().any(|y| self.nodes[*x].story == self.nodes[*y].story))
    }
}

/// Joins what the tables of the world know to be one.
pub(super) fn by_identity(groups: &mut Groups<'_>, tables: &Tables) {
    let mut first: BTreeMap<&Identity, usize> = BTreeMap::new();
    let nodes = groups.nodes;
    for (index, node) in nodes.iter().enumerate() {
        let Some(identity) = &node.identity else { continue };
        let Some(before) = first.get(identity).copied() else {
            first.insert(identity, index);
            continue;
        };
        let known = match identity {
            Identity::Country(code) => tables.world.country_name(code).unwrap_or(code),
            Identity::Body(name) | Identity::Agency(name) => name,
        };
        let differs = nodes[before].name != node.name;
        let reason =
            || format!("“{}” and “{}” are both known names of {known}", nodes[before].name, node.name);
        groups.join(before, index, differs.then(reason));
    }
}

/// Joins equal names: whatever the case, titles and particles. A single word joins only inside one story, since
/// surnames are shared.
pub(super) fn by_name(groups: &mut Groups<'_>) {
    let nodes = groups.nodes;
    let mut first: BTreeMap<(Vec<&str>, u32), usize> = BTreeMap::new();
    for (index, node) in nodes.iter().enumerate() {
        if node.unnamed || node.parts.is_empty() {
            continue;
        }
        let mut words: Vec<&str> = node.parts.iter().map(|part| part.form.as_str()).collect();
        if node.kind != NameType::Person {
            // "Ministry of Transport" is "Transport Ministry".
            words.sort_unstable();
        }
        let story = if words.len() == 1 { node.story.0 + 1 } else { 0 };
        let key = (words, story);
        let before = *first.entry(key).or_insert(index);
        let compatible = agree(nodes[before].country.as_ref(), node.country.as_ref());
        if before != index && compatible {
            let differs = nodes[before].name != node.name;
            let reason = || format!("“{}” and “{}” are the same name", nodes[before].name, node.name);
            groups.join(before, index, differs.then(reason));
        }
    }
}

/// Whether two values do not contradict one another.
fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Joins spellings of one full name inside a story: "Yousef Aliyev" and "Yusuf Aliev".
pub(super) fn by_spelling(groups: &mut Groups<'_>, tables: &Tables) {
    let nodes = groups.nodes;
    let heads = groups.heads();
    for (position, a) in heads.iter().enumerate() {
        for b in &heads[position + 1..] {
            let (x, y) = (&nodes[*a], &nodes[*b]);
            let sounds_alike = x.parts.len() == y.parts.len()
                && x.parts != y.parts
                && x.parts.iter().zip(&y.parts).all(|(p, q)| same_word(p, q, &tables.names));
            // One word alone is too little to go by, unless it is long and the kind is the same.
            let enough = x.parts.len() > 1 || (x.kind == y.kind && letters(&x.parts) >= LONG_NAME);
            if sounds_alike
                && enough
                && x.kind == y.kind
                && agree(x.country.as_ref(), y.country.as_ref())
                && groups.share_story(*a, *b)
            {
                let reason = format!("“{}” and “{}” are spellings of one name in one story", x.name, y.name);
                groups.join(*a, *b, Some(reason));
            }
        }
    }
}

/// Letters from which a single word is a rare name.
const LONG_NAME: usize = 6;

fn letters(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.form.chars().count()).sum()
}

/// Joins an acronym with the only name of its story that has these initials.
pub(super) fn by_acronym(groups: &mut Groups<'_>) {
    let nodes = groups.nodes;
    let heads = groups.heads();
    for a in &heads {
        let acronym = &nodes[*a].name;
        let is_acronym = (2..=6).contains(&acronym.chars().filter(|c| *c != '.').count())
            && acronym.chars().all(|c| c.is_uppercase() || c == '.');
        if !is_acronym {
            continue;
        }
        let letters: String = acronym.chars().filter(|c| *c != '.').collect();
        let fits =
            |b: &&usize| **b != *a && initials(&nodes[**b].name) == letters && groups.share_story(*a, **b);
        let found: Vec<usize> = heads.iter().filter(fits).copied().collect();
        if let [only] = found[..] {
            let reason = format!("“{acronym}” are the initials of “{}”", nodes[only].name);
            groups.join(*a, only, Some(reason));
        }
    }
}

/// First letters of the words that begin with a capital.
fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() < 2 {
        return String::new();
    }
    words.iter().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect()
}

/// Joins a shorter form with the only fuller name of its story that holds all its words.
pub(super) fn by_short_form(groups: &mut Groups<'_>, tables: &Tables) {
    let nodes = groups.nodes;
    let mut heads = groups.heads();
    // Longer short forms first: what is settled narrows the choice for the rest.
    heads.sort_by_key(|index| (std::cmp::Reverse(nodes[*index].parts.len()), *index));
    for a in heads.clone() {
        let short = &nodes[a];
        let fits = |b: &&usize| {
            groups.group[**b] != groups.group[a]
                && is_short_form(short, &nodes[**b], tables)
                && groups.share_story(a, **b)
        };
        let mut found: Vec<usize> = heads.iter().filter(fits).copied().collect();
        found.dedup_by_key(|index| groups.group[*index]);
        // Same words before spellings: "Halmar" is Halmar before it is Helmar.
        let exact: Vec<usize> = found.iter().copied().filter(|b| holds_exactly(short, &nodes[*b])).collect();
        let chosen = if exact.is_empty() { found } else { exact };
        if let [only] = chosen[..] {
            let reason = format!(
                "“{}” is a shorter form that fits “{}” alone in the story",
                short.name, nodes[only].name
            );
            groups.join(a, only, Some(reason));
        }
    }
}

/// Whether all words of `short` stand in `long`, in order; of a person, the last or the first word at least.
fn is_short_form(short: &Node, long: &Node, tables: &Tables) -> bool {
    if short.parts.is_empty() || short.parts.len() >= long.parts.len() || short.kind != long.kind {
        return false;
    }
    if short.identity.is_some()
        || long.identity.is_some()
        || !agree(short.country.as_ref(), long.country.as_ref())
    {
        return false;
    }
    let same =
        |a: &Part, b: &Part| same_word(a, b, &tables.names) || (short.parts.len() > 1 && initial(a, b));
    let mut rest = long.parts.iter();
    let in_order = short.parts.iter().all(|part| rest.any(|other| same(part, other)));
    in_order
        && match short.kind {
            NameType::Person => {
                let last = long.parts.last().zip(short.parts.last());
                last.is_some_and(|(a, b)| same(a, b)) || roles_meet(short, long)
            }
            // "Quaymont" for "Quaymont Terminals", not "Terminals"; and a place is not its parts ("Port X", "X").
            NameType::Organization => {
                short.parts.first().zip(long.parts.first()).is_some_and(|(a, b)| same(a, b))
                    && !short.parts.iter().all(|part| tables.world.role(&part.form).is_some())
                    && !long.parts.last().is_some_and(|part| tables.names.parts.contains(&part.form))
            }
            NameType::Location | NameType::Misc => false,
        }
}

/// Whether some role word is given to both.
fn roles_meet(a: &Node, b: &Node) -> bool {
    a.roles.iter().any(|role| role.chars().count() > 3 && b.roles.contains(role))
}

fn holds_exactly(short: &Node, long: &Node) -> bool {
    short.parts.iter().all(|part| long.parts.iter().any(|other| other.form == part.form))
}
