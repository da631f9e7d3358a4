//! Joining names, from the surest ground to the weakest.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::NameType;

use super::node::{Identity, Node};
use crate::Tables;
use crate::dossier::StoryId;
use crate::ontology::RoleKind;
use crate::resolve::names::{Part, initial, same_word};

/// Names joined so far.
pub(super) struct Groups<'n> {
    pub(super) nodes: &'n [Node],
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
    pub(super) fn join(&mut self, a: usize, b: usize, reason: Option<String>) {
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
                // A name tagged once as a person and once, fuller, as a body was told apart by its tag only.
                let mistagged = x.kind != y.kind && (starts_with(x, y) || starts_with(y, x));
                same_text
                    && !mistagged
                    && x.parts != y.parts
                    && (x.identity.is_none() || x.identity != y.identity)
            })
        })
    }

    /// For each story the groups that it names, by the fullest name of each.
    fn heads(&self) -> Vec<Vec<usize>> {
        let mut heads: BTreeMap<StoryId, Vec<usize>> = BTreeMap::new();
        for members in self.members.values() {
            let fullest = members.iter().copied().max_by_key(|index| {
                let node = &self.nodes[*index];
                (node.parts.len(), node.named, std::cmp::Reverse(*index))
            });
            let Some(head) = fullest.filter(|index| !self.nodes[*index].unnamed) else { continue };
            let stories: BTreeSet<StoryId> = members.iter().map(|index| self.nodes[*index].story).collect();
            for story in stories {
                heads.entry(story).or_default().push(head);
            }
        }
        heads.into_values().collect()
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
pub(super) fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Joins spellings of one full name inside a story: "Yousef Aliyev" and "Yusuf Aliev".
pub(super) fn by_spelling(groups: &mut Groups<'_>, tables: &Tables) {
    let nodes = groups.nodes;
    for heads in groups.heads() {
        for (position, a) in heads.iter().enumerate() {
            for b in &heads[position + 1..] {
                let (x, y) = (&nodes[*a], &nodes[*b]);
                if spelled_alike(x, y, tables) {
                    let reason =
                        format!("“{}” and “{}” are spellings of one name in one story", x.name, y.name);
                    groups.join(*a, *b, Some(reason));
                }
            }
        }
    }
}

/// Whether all words of two names can be spellings of one another, in order.
fn spelled_alike(x: &Node, y: &Node, tables: &Tables) -> bool {
    if x.kind != y.kind || x.parts.len() != y.parts.len() || x.parts == y.parts {
        return false;
    }
    // One word alone is too little to go by, unless it is long.
    (x.parts.len() > 1 || letters(&x.parts) >= LONG_NAME)
        && agree(x.country.as_ref(), y.country.as_ref())
        && x.parts.iter().zip(&y.parts).all(|(p, q)| same_word(p, q, &tables.names))
}

/// Letters from which a single word is a rare name.
const LONG_NAME: usize = 6;

fn letters(parts: &[Part]) -> usize {
    parts.iter().map(|part| part.form.chars().count()).sum()
}

/// Joins an acronym with the only name of its story that has these initials.
pub(super) fn by_acronym(groups: &mut Groups<'_>) {
    let nodes = groups.nodes;
    for heads in groups.heads() {
        for a in heads.iter().filter(|index| is_acronym(&nodes[**index].name)) {
            let acronym = &nodes[*a].name;
            let letters: String = acronym.chars().filter(|c| *c != '.').collect();
            let fits = |b: &&usize| **b != *a && initials(&nodes[**b].name) == letters;
            let found: Vec<usize> = heads.iter().filter(fits).copied().collect();
            if let [only] = found[..] {
                let reason = format!("“{acronym}” are the initials of “{}”", nodes[only].name);
                groups.join(*a, only, Some(reason));
            }
        }
    }
}

/// Two to six capitals.
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| *c != '.').count();
    (2..=6).contains(&letters) && name.chars().all(|c| c.is_uppercase() || c == '.')
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
    for mut heads in groups.heads() {
        // Longer short forms first: what is settled narrows the choice for the rest.
        heads.sort_by_key(|index| (std::cmp::Reverse(nodes[*index].parts.len()), *index));
        for a in &heads {
            if let Some(only) = only_bearer(groups, &heads, *a, tables) {
                let reason = format!(
                    "“{}” is a shorter form that fits “{}” alone in the story",
                    nodes[*a].name, nodes[only].name
                );
                groups.join(*a, only, Some(reason));
            }
        }
    }
}

/// The only group among `heads` that a shorter form fits.
fn only_bearer(groups: &Groups<'_>, heads: &[usize], a: usize, tables: &Tables) -> Option<usize> {
    let nodes = groups.nodes;
    let short = &nodes[a];
    let fits = |b: &usize| groups.group[*b] != groups.group[a] && is_short_form(short, &nodes[*b], tables);
    let mut found: Vec<usize> = heads.iter().copied().filter(fits).collect();
    let mut seen = BTreeSet::new();
    found.retain(|index| seen.insert(groups.group[*index]));
    // Same words before spellings: "Halmar" is Halmar before it is Helmar.
    let exact: Vec<usize> = found.iter().copied().filter(|b| holds_exactly(short, &nodes[*b])).collect();
    match (&exact[..], &found[..]) {
        ([only], _) | ([], [only]) => Some(*only),
        _ => None,
    }
}

/// Whether all words of `short` stand in `long`, in order; of a person, the last or the first word at least.
fn is_short_form(short: &Node, long: &Node, tables: &Tables) -> bool {
    if short.parts.is_empty() || short.parts.len() >= long.parts.len() {
        return false;
    }
    if short.kind != long.kind {
        // "Quaymont" taken for a person beside "Quaymont Terminals".
        return long.kind == NameType::Organization
            && short.kind == NameType::Person
            && short.parts.len() == 1
            && starts_with(long, short);
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

/// Whether a name of a body begins with all words of another name.
fn starts_with(long: &Node, short: &Node) -> bool {
    long.kind == NameType::Organization
        && !short.unnamed
        && long.parts.len() > short.parts.len()
        && long.parts.iter().zip(&short.parts).all(|(a, b)| a.form == b.form)
}

/// Whether some role word is given to both.
fn roles_meet(a: &Node, b: &Node) -> bool {
    a.roles.iter().any(|role| role.chars().count() > 3 && b.roles.contains(role))
}

fn holds_exactly(short: &Node, long: &Node) -> bool {
    short.parts.iter().all(|part| long.parts.iter().any(|other| other.form == part.form))
}

/// Joins descriptions of bodies: "the Oriel channel" with Oriel TV; "the rebel union" with the only body of its story
/// whose name holds "union"; "the regional health office" with the same words in another report.
pub(super) fn by_description(groups: &mut Groups<'_>, tables: &Tables) {
    let nodes = groups.nodes;
    for heads in groups.heads() {
        let stories: BTreeSet<StoryId> = heads.iter().map(|index| nodes[*index].story).collect();
        let described: Vec<usize> = nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.unnamed && stories.contains(&node.story) && names_body(node, tables))
            .map(|(index, _)| index)
            .collect();
        for a in &described {
            let node = &nodes[*a];
            if let Some(only) = described_body(groups, &heads, node, tables) {
                let (words, name) = (&node.name, &nodes[only].name);
                groups.join(
                    only,
                    *a,
                    Some(format!("“{words}” fits only “{name}” among the bodies of the story")),
                );
            }
        }
        for (position, a) in described.iter().enumerate() {
            let same = |b: &&usize| {
                let (x, y) = (&nodes[*a], &nodes[**b]);
                x.story == y.story && x.key.doc != y.key.doc && x.parts.len() > 1 && x.parts == y.parts
            };
            if let Some(b) = described[position + 1..].iter().find(same) {
                let reason = format!("two reports of one story speak of “{}”", nodes[*a].name);
                groups.join(*a, *b, Some(reason));
            }
        }
    }
}

/// Whether a description is definite and its noun stands for a body.
fn names_body(node: &Node, tables: &Tables) -> bool {
    let lower = node.name.to_lowercase();
    let definite = lower.starts_with("the ") && !lower.contains(['’', '\'']) && !lower.contains(" of ");
    let noun = node.parts.last().and_then(|part| tables.world.role(&part.form));
    definite && noun.is_some_and(|role| role.kind == RoleKind::Body)
}

/// The only body of the story that a description fits: by a name inside it, else by its noun.
fn described_body(groups: &Groups<'_>, heads: &[usize], described: &Node, tables: &Tables) -> Option<usize> {
    let nodes = groups.nodes;
    let is_body = |index: &usize| nodes[*index].kind == NameType::Organization;
    let bodies: Vec<usize> = heads.iter().copied().filter(is_body).collect();
    let forms: BTreeSet<&str> = described.parts.iter().map(|part| part.form.as_str()).collect();
    let holds_name = |index: &usize| {
        let mut telling =
            nodes[*index].parts.iter().filter(|part| tables.world.role(&part.form).is_none()).peekable();
        telling.peek().is_some() && telling.next().is_some_and(|part| forms.contains(part.form.as_str()))
    };
    let noun = described.parts.last()?;
    let has_noun = |index: &usize| {
        nodes[*index].parts.iter().any(|part| part.form == noun.form)
            && agree(nodes[*index].country.as_ref(), described.country.as_ref())
    };
    let by_name: Vec<usize> = bodies.iter().copied().filter(holds_name).collect();
    let by_noun: Vec<usize> = bodies.iter().copied().filter(has_noun).collect();
    match (&by_name[..], &by_noun[..]) {
        ([only], _) | ([], [only]) => Some(*only),
        _ => None,
    }
}
