//! What the network's numbers say of one passage.

use std::ops::Range;

use rashomon_doc::{Deprel, NameType, Upos};

use crate::description::{Description, Tag};
use crate::lemma;
use crate::network::Output;
use crate::relation::{Relations, dot};
use crate::tree::ArcScores;
use crate::viterbi::argmax;

/// A passage as read. Numbers of words count from the passage's first.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Of each word.
    pub(crate) words: Vec<ReadWord>,
    /// Names in order.
    pub(crate) names: Vec<(Range<usize>, NameType)>,
    /// Scores of attribution labels, a row a word.
    pub(crate) roles: Vec<f32>,
}

/// What is read of one word.
#[derive(Debug)]
pub(crate) struct ReadWord {
    pub(crate) upos: Upos,
    /// Index of the lemma rule; `None` if none applies.
    pub(crate) lemma: Option<u16>,
    /// The head in the passage; `None` at a root.
    pub(crate) head: Option<usize>,
    pub(crate) deprel: Deprel,
}

/// Decodes the output for a passage of `units` with the letters of its words.
pub(crate) fn decode(
    output: &Output,
    units: &[Range<usize>],
    forms: &[&str],
    description: &Description,
    relations: &Relations,
) -> Reading {
    let mut reading = Reading { roles: output.roles.values.clone(), ..Reading::default() };
    for unit in units {
        let mut heads = tree(output, unit);
        let relations = unit_relations(output, unit, &heads, description, relations);
        part_subjects(&mut heads, &relations);
        for (index, word) in unit.clone().enumerate() {
            let head = heads[index].checked_sub(1).map(|head| unit.start + head);
            reading.words.push(ReadWord {
                upos: label(&description.upos, argmax(output.upos.row(word).iter().copied()), Upos::X),
                lemma: lemma::choose(&description.lemma_rules, output.lemma.row(word), forms[word]),
                head,
                deprel: relations[index],
            });
        }
        names(output, unit, description, &mut reading.names);
    }
    reading
}

/// A word has one subject. Of two, one before and one behind it, the later is that of the clause behind both ("the union said two
/// of its members had been struck off"), if that has none.
fn part_subjects(heads: &mut [usize], relations: &[Deprel]) {
    let is_subject = |word: &usize| matches!(relations.get(*word), Some(Deprel::Nsubj | Deprel::NsubjPass));
    for later in (0..heads.len()).filter(is_subject) {
        let head = heads[later];
        let Some(verb) = head.checked_sub(1).filter(|verb| *verb < later) else { continue };
        let has_earlier = (0..verb).filter(is_subject).any(|word| heads[word] == head);
        let clause = (later + 1..heads.len())
            .find(|word| heads[*word] == head && relations.get(*word) == Some(&Deprel::Ccomp));
        let Some(clause) = clause.filter(|_| has_earlier) else { continue };
        if !(0..heads.len()).filter(is_subject).any(|word| heads[word] == clause + 1) {
            heads[later] = clause + 1;
        }
    }
}

fn label<T: Copy>(labels: &[T], index: usize, other: T) -> T {
    labels.get(index).copied().unwrap_or(other)
}

/// Heads of a unit's words, 0 for the root and `j + 1` for its word `j`.
fn tree(output: &Output, unit: &Range<usize>) -> Vec<usize> {
    let mut scores = Vec::with_capacity(unit.len() * (unit.len() + 1));
    for word in unit.clone() {
        let dependent = output.arc_dependent.row(word);
        scores.push(dot(dependent, output.arc_head.row(0)));
        scores.extend(unit.clone().map(|head| dot(dependent, output.arc_head.row(head + 1))));
    }
    ArcScores::new(unit.len(), scores).tree()
}

/// The relation of each word of a unit to its head.
fn unit_relations(
    output: &Output,
    unit: &Range<usize>,
    heads: &[usize],
    description: &Description,
    relations: &Relations,
) -> Vec<Deprel> {
    let barred = description.deprel.iter().position(|label| *label == Deprel::Root);
    let size = output.relation_dependent.columns;
    let dependents =
        output.relation_dependent.values.get(unit.start * size..unit.end * size).unwrap_or_default();
    // Row 0 is the root, in the network's table as among the heads.
    let row = |head: &usize| output.relation_head.row(if *head == 0 { 0 } else { unit.start + head });
    let vectors: Vec<&[f32]> = heads.iter().map(row).collect();
    let best = relations.best(dependents, &vectors, barred);
    let name = |(best, head): (usize, &usize)| match head {
        0 => Deprel::Root,
        _ => label(&description.deprel, best, Deprel::Dep),
    };
    best.into_iter().zip(heads).map(name).collect()
}

fn names(
    output: &Output,
    unit: &Range<usize>,
    description: &Description,
    out: &mut Vec<(Range<usize>, NameType)>,
) {
    let columns = output.names.columns;
    let emissions = output.names.values.get(unit.start * columns..unit.end * columns).unwrap_or_default();
    let labels = description.name_chain.best(emissions);
    let tags: Vec<Tag<NameType>> =
        labels.iter().map(|index| label(&description.names, usize::from(*index), Tag::Outside)).collect();
    out.extend(
        spans(&tags)
            .into_iter()
            .map(|(range, kind)| (unit.start + range.start..unit.start + range.end, kind)),
    );
}

/// The spans that BIO labels make. A label that continues nothing begins a span.
pub(crate) fn spans<T: Copy + PartialEq>(tags: &[Tag<T>]) -> Vec<(Range<usize>, T)> {
    let mut out: Vec<(Range<usize>, T)> = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        match *tag {
            Tag::Outside => {}
            Tag::Inside(kind)
                if out.last().is_some_and(|(range, last)| range.end == index && *last == kind) =>
            {
                if let Some((range, _)) = out.last_mut() {
                    range.end = index + 1;
                }
            }
            Tag::Begin(kind) | Tag::Inside(kind) => out.push((index..index + 1, kind)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_subject_of_a_verb_of_saying_is_that_of_what_is_said() {
        use Deprel::{Ccomp, Nsubj, Obj, Root};
        // "Unions said members struck": 1 said <- 0, 2, 3.
        let mut heads = vec![2, 0, 2, 2];
        part_subjects(&mut heads, &[Nsubj, Root, Nsubj, Ccomp]);
        assert_eq!(heads, [2, 0, 4, 2]);
        let mut heads = vec![2, 0, 2, 2];
        part_subjects(&mut heads, &[Nsubj, Root, Nsubj, Obj]);
        assert_eq!(heads, [2, 0, 2, 2]);
    }

    #[test]
    fn spans_of_labels() {
        use Tag::{Begin, Inside, Outside};
        let tags = [Begin('a'), Inside('a'), Begin('a'), Outside, Inside('b'), Inside('b'), Inside('a')];
        assert_eq!(spans(&tags), [(0..2, 'a'), (2..3, 'a'), (4..6, 'b'), (6..7, 'a')]);
    }
}
