//! How the words around a figure bound it.

use rashomon_doc::Comparator;

use super::figure::Figure;
use crate::extract::time::lex::Item;
use crate::ontology::quantity::QuantityWords;

/// The comparator of a figure, and the items that the bounded figure takes.
pub(super) fn of(items: &[Item<'_>], figure: &Figure, words: &QuantityWords) -> (Comparator, usize, usize) {
    if let Some(found) = behind(items, figure, words) {
        return found;
    }
    let mut start = figure.start;
    // "At least another 20": transparent words stand between.
    if let Some(phrase) = words.between.iter().find(|phrase| ends_with(items, start, phrase)) {
        start -= phrase.len();
    }
    for from in [figure.start, start] {
        for (phrase, comparator) in &words.before {
            if ends_with(items, from, phrase) {
                return (*comparator, from - phrase.len(), figure.end);
            }
        }
    }
    (Comparator::Exact, figure.start, figure.end)
}

fn behind(items: &[Item<'_>], figure: &Figure, words: &QuantityWords) -> Option<(Comparator, usize, usize)> {
    if items.get(figure.end).is_some_and(|item| item.glued && item.is("+")) {
        return Some((Comparator::AtLeast, figure.start, figure.end + 1));
    }
    // "50 or more", "50 people or more".
    [figure.end, figure.end + 1].into_iter().find_map(|from| {
        let (phrase, comparator) = words.after.iter().find(|(phrase, _)| starts_with(items, from, phrase))?;
        // "50 people at least 3 of whom" bounds the next figure.
        let last = from + phrase.len();
        let bounds_next = items.get(last).is_some_and(|item| item.number.is_some());
        (!bounds_next).then_some((
            *comparator,
            figure.start,
            if from == figure.end { last } else { figure.end },
        ))
    })
}

fn ends_with(items: &[Item<'_>], end: usize, phrase: &[String]) -> bool {
    end.checked_sub(phrase.len()).is_some_and(|from| starts_with(items, from, phrase))
}

fn starts_with(items: &[Item<'_>], from: usize, phrase: &[String]) -> bool {
    items
        .get(from..from + phrase.len())
        .is_some_and(|found| found.iter().zip(phrase).all(|(item, word)| item.is(word)))
}
