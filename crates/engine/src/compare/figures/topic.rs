//! What a figure counts, by the table of topics: the counted noun, the words that govern it, the words near it.

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

use super::count::{Count, Kind};
use crate::compare::scene::Scene;
use crate::dossier::DocSpan;
use crate::ontology::CountKind;
use crate::resolve::words;

/// How far up the tree a governing word can stand.
const HOPS: usize = 3;

/// The topic of a figure: that of the nearest of its words, those that govern it first.
pub(super) fn of(scene: &Scene<'_>, count: &Count) -> (Option<usize>, bool) {
    if matches!(count.kind, Kind::Age(_)) {
        return (None, true);
    }
    let topics = &scene.tables().counted.topics;
    let fits = |index: &usize| {
        topics.get(*index).is_some_and(|topic| {
            let large = count.value.is_none_or(|value| topic.least.is_none_or(|least| value >= least));
            large && fits_kind(topic.kind, count, topic) && is_held(scene, count, topic)
        })
    };
    let indices: Vec<usize> = (0..topics.len()).filter(fits).collect();
    let by_noun = |index: &&usize| count.nouns.iter().any(|noun| topics[**index].nouns.contains(noun));
    let is_thing = matches!(count.kind, Kind::Thing(_));
    let own = indices.iter().find(by_noun).filter(|_| !is_thing).copied();
    // "Treated 14 protesters": what befell them tells more than what they are.
    let befell = || {
        let words = governing(scene, count);
        let of = |word: &String| indices.iter().copied().find(|index| topics[*index].words.contains(word));
        let first = words.iter().find_map(of)?;
        (topics[first].grows && count.kind == Kind::Person).then_some(first)
    };
    let own = own.map(|index| if topics[index].grows { index } else { befell().unwrap_or(index) });
    let has = |index: usize, word: &str| topics[index].words.contains(word);
    let governed = || {
        let words = governing(scene, count);
        words.into_iter().find_map(|word| indices.iter().copied().find(|index| has(*index, &word)))
    };
    if let Some(index) = own.or_else(|| beside(scene, count, &indices)).or_else(governed) {
        return (Some(index), true);
    }
    let firm = !count.nouns.is_empty() || !matches!(count.kind, Kind::Person) || is_size(scene, count);
    if let Some(index) = nearest(scene, count, &indices) {
        return (Some(index), firm);
    }
    // A noun of one topic only tells it by itself.
    match indices[..] {
        [only] if is_thing => (Some(only), true),
        _ => (None, true),
    }
}

/// Whether the report holds a word that the topic needs.
fn is_held(scene: &Scene<'_>, count: &Count, topic: &crate::ontology::CountTopic) -> bool {
    if topic.needs.is_empty() {
        return true;
    }
    let text = scene.view(count.span).map_or_else(String::new, |view| view.text.to_lowercase());
    topic.needs.iter().any(|word| text.contains(word.as_str()))
}

/// Whether the sentence gives a size ("put the size of the march at 2,500"), so that a bare figure is one.
fn is_size(scene: &Scene<'_>, count: &Count) -> bool {
    let text = scene.dossier.text_of(DocSpan { span: count.sentence, ..count.span });
    words::spans(text, Span::new(0, text.len()))
        .into_iter()
        .any(|span| scene.tables().counted.sizes.contains(&words::normal(span.slice(text))))
}

fn fits_kind(kind: CountKind, count: &Count, topic: &crate::ontology::CountTopic) -> bool {
    match (kind, &count.kind) {
        (CountKind::Person, Kind::Person)
        | (CountKind::Percent, Kind::Percent)
        | (CountKind::Money, Kind::Money(_))
        | (CountKind::SharePrice, Kind::SharePrice(_))
        | (CountKind::Duration, Kind::Duration) => true,
        (CountKind::Thing, Kind::Thing(noun)) => topic.nouns.contains(noun),
        _ => false,
    }
}

/// The topic of the word right before a figure ("injuring 23").
fn beside(scene: &Scene<'_>, count: &Count, indices: &[usize]) -> Option<usize> {
    let before = Span { start: count.sentence.start, end: count.span.span.start };
    let text = scene.dossier.text_of(DocSpan { span: before, ..count.span });
    let last = words::spans(text, Span::new(0, text.len())).pop()?;
    let gap = text.len() - last.end.index();
    let lower = words::normal(last.slice(text));
    let found =
        indices.iter().copied().find(|index| scene.tables().counted.topics[*index].words.contains(&lower));
    found.filter(|_| gap <= 1)
}

/// Words that govern a figure or hang on what it counts, nearest first: lemmas and forms, negated ones with "not_".
fn governing(scene: &Scene<'_>, count: &Count) -> Vec<String> {
    let Some(view) = scene.view(count.span) else { return Vec::new() };
    let Some(head) = view.head_of(count.span.span) else { return Vec::new() };
    let above = view.ancestors(head).take(HOPS);
    let below = [head].into_iter().chain(view.ancestors(head).take(1)).flat_map(|id| {
        view.children(id).filter(move |child| {
            let relation = view.token(*child).deprel;
            // "12 residents, one of whom has died": that is told of one.
            let of_some = relation == Deprel::AclRelcl
                && view.children(*child).any(|id| {
                    matches!(view.token(id).deprel, Deprel::Nsubj | Deprel::NsubjPass)
                        && view.token(id).upos == Upos::Num
                });
            matches!(relation, Deprel::Acl | Deprel::AclRelcl | Deprel::Amod | Deprel::Xcomp | Deprel::Obj)
                && !of_some
        })
    });
    // "The number of the dead rose to 15": what rose.
    let subjects = view.ancestors(head).take(HOPS).flat_map(|id| {
        view.children(id)
            .filter(move |child| matches!(view.token(*child).deprel, Deprel::Nsubj | Deprel::NsubjPass))
    });
    let counts = |id: TokenId| {
        let lemma = view.token(id).lemma.to_lowercase();
        matches!(
            lemma.as_str(),
            "number" | "total" | "add" | "amount" | "reach" | "stand" | "rise" | "climb" | "grow"
        )
    };
    let size = |id: &TokenId| {
        let lemma = view.token(*id).lemma.to_lowercase();
        scene.tables().counted.sizes.contains(&lemma) || view.token(*id).head.is_some_and(counts)
    };
    let of_size = subjects.filter(size).flat_map(|id| {
        let parts = view.children(id).filter(move |child| {
            matches!(
                view.token(*child).deprel,
                Deprel::Nmod | Deprel::Compound | Deprel::Amod | Deprel::NmodPoss
            )
        });
        [id].into_iter().chain(parts)
    });
    let own = [head].into_iter().chain(below).chain(above).chain(of_size);
    own.flat_map(|id| forms(view, id)).collect()
}

fn forms(view: View<'_>, id: TokenId) -> Vec<String> {
    let (word, lemma) = (words::normal(view.word(id)), view.token(id).lemma.to_lowercase());
    let negated = view.children(id).any(|child| {
        matches!(view.word(child).to_lowercase().as_str(), "not" | "n't" | "never" | "yet")
            && view.token(child).deprel == Deprel::Advmod
    });
    if negated { vec![format!("not_{lemma}")] } else { vec![word, lemma] }
}

/// The nearest word of the sentence that stands for a topic, inside reach.
fn nearest(scene: &Scene<'_>, count: &Count, indices: &[usize]) -> Option<usize> {
    let topics = &scene.tables().counted.topics;
    let text = scene.dossier.text_of(DocSpan { span: count.sentence, ..count.span });
    let base = count.sentence.start.index();
    let own = count.span.span;
    // A bare figure in a sentence that gives a size is that of what the sentence speaks of ("as for the crowd, …").
    let bare = count.nouns.is_empty() && is_size(scene, count);
    let reach = if bare { usize::MAX } else { scene.tables().compare.figures.topic_reach };
    let distance = |span: Span| {
        let (start, end) = (span.start.index() + base, span.end.index() + base);
        start.saturating_sub(own.end.index()).max(own.start.index().saturating_sub(end))
    };
    let phrases = indices.iter().flat_map(|index| {
        let two = topics[*index].words.iter().filter(|word| word.contains(' '));
        two.filter_map(|word| text.find(word.as_str()).map(|at| (Span::new(at, at + word.len()), *index)))
    });
    let phrases: Vec<(usize, usize)> = phrases.map(|(span, index)| (distance(span), index)).collect();
    let found = words::spans(text, Span::new(0, text.len())).into_iter().filter_map(|span| {
        let lower = words::normal(span.slice(text));
        let index = indices.iter().copied().find(|index| topics[*index].words.contains(&lower))?;
        Some((distance(span), index))
    });
    found.chain(phrases).filter(|(distance, _)| *distance <= reach).min().map(|(_, index)| index)
}

/// Whether a noun names people of a topic ("marcher").
pub(super) fn is_of_people(scene: &Scene<'_>, noun: &str) -> bool {
    let topics = scene.tables().counted.topics.iter();
    topics.filter(|topic| topic.kind == CountKind::Person).any(|topic| topic.nouns.contains(noun))
}

/// The noun that stands for all of a topic's nouns ("post": "job"); none if no topic has it.
pub(super) fn of_noun<'s>(scene: &'s Scene<'_>, noun: &str) -> Option<&'s str> {
    let topics = scene.tables().counted.topics.iter();
    let found =
        topics.filter(|topic| topic.kind == CountKind::Thing).find(|topic| topic.nouns.contains(noun))?;
    found.nouns.first().map(String::as_str)
}
