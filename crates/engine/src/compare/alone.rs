//! What only one report has in its own voice: the sentences of each report whose names, figures and words stand in no
//! other report of the story, most telling first.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{BlockKind, Deprel, Field, Span, Upos, View};

use super::rows::{Account, outlets, positions, quoted, shortened};
use super::scene::Scene;
use crate::dossier::{About, Aspect, Comparison, ComparisonKind, DocId, DocSpan, EntityId, StoryId};

/// A sentence in an outlet's own voice, with how much of it no other report has.
struct Sentence {
    at: DocSpan,
    score: f64,
}

/// The rows of each report that has others beside it: a share of its sentences, in order of place.
///
/// `told` are the rows there are: what has a row of its own needs no other.
pub(super) fn compare(scene: &Scene<'_>, told: &[Comparison]) -> Vec<Comparison> {
    let limits = scene.tables().compare.alone;
    let shown = Shown::new(scene, told);
    let holders = Holders::new(scene);
    let mut rows = Vec::new();
    for (doc, view, _) in scene.texts().filter(|(_, view, _)| view.field == Field::Text) {
        let story = scene.story(doc);
        let (silent, _) = scene.context.order.silent(story, &BTreeSet::from([doc]));
        if silent.is_empty() {
            continue;
        }
        let mut sentences = Vec::new();
        let mut runs = 0_usize;
        for id in view.sentences() {
            let at = DocSpan { doc, field: view.field, span: view.sentence(id).span };
            runs += usize::from(view.block_kind(at.span.start) == BlockKind::Paragraph);
            if is_own(scene, view, at.span) && !shown.meets(at) {
                let score = holders.novelty(scene, story, at);
                sentences.extend((score >= limits.least).then_some(Sentence { at, score }));
            }
        }
        let most = (runs as f64 * limits.share).ceil() as usize;
        sentences.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
        sentences.truncate(most);
        sentences.sort_by_key(|sentence| sentence.at);
        rows.extend(sentences.iter().map(|sentence| row(scene, story, sentence.at)));
    }
    rows
}

fn row(scene: &Scene<'_>, story: StoryId, at: DocSpan) -> Comparison {
    let value = shortened(scene.dossier.text_of(at));
    let text = format!("Only {} tells this: {}.", outlets(scene.dossier, &[at.doc]), quoted(&value));
    Comparison {
        story,
        kind: ComparisonKind::OnlyOne,
        aspect: Aspect::Detail,
        about: About::Document(at.doc),
        text,
        positions: positions(&[Account { value, span: at, statement: None }], scene.context),
    }
}

/// Whether a sentence of running text tells something by itself: it has a finite verb with a subject.
fn is_own(scene: &Scene<'_>, view: View<'_>, span: Span) -> bool {
    let subject = |relation: Deprel| {
        matches!(relation, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Expl)
    };
    let mut tokens = view.tokens_in(span).map(|id| view.token(id));
    view.block_kind(span.start) == BlockKind::Paragraph
        && !view.slice(span).trim_end().ends_with('?')
        && view.slice(span).split_whitespace().count() >= scene.tables().compare.alone.words
        && (view.layer.tokens.is_empty()
            || tokens.any(|token| subject(token.deprel)) && view.tokens_in(span).any(|id| is_verb(view, id)))
}

fn is_verb(view: View<'_>, id: rashomon_doc::TokenId) -> bool {
    matches!(view.token(id).upos, Upos::Verb | Upos::Aux)
}

/// Words that have a row: of what one report alone has, and of what several have.
struct Shown {
    of: BTreeMap<(DocId, Field), Vec<Span>>,
}

impl Shown {
    fn new(scene: &Scene<'_>, told: &[Comparison]) -> Self {
        let mut of: BTreeMap<(DocId, Field), Vec<Span>> = BTreeMap::new();
        let mut add = |at: DocSpan| of.entry((at.doc, at.field)).or_default().push(at.span);
        // What is set against another account is not told by one alone; what a thing is called tells nothing of that.
        let compared = told.iter().filter(|row| row.aspect != Aspect::Naming);
        let sides = compared.flat_map(|row| &row.positions).flat_map(|side| &side.spans);
        sides.for_each(|at| add(*at));
        scene.dossier.statements.iter().flat_map(|said| &said.content).for_each(|at| add(*at));
        scene.dossier.reuse.iter().flat_map(|reuse| [reuse.a, reuse.b]).for_each(&mut add);
        for spans in of.values_mut() {
            spans.sort_unstable();
        }
        Self { of }
    }

    fn meets(&self, at: DocSpan) -> bool {
        let spans = self.of.get(&(at.doc, at.field)).map_or(&[][..], Vec::as_slice);
        let before = spans.partition_point(|span| span.start < at.span.end);
        spans[..before].iter().rev().any(|span| span.overlaps(at.span))
    }
}

/// In which reports of a story each word and name stands: the one if only one has it.
struct Holders {
    words: BTreeMap<(StoryId, String), Option<DocId>>,
    names: BTreeMap<(StoryId, EntityId), Option<DocId>>,
}

impl Holders {
    fn new(scene: &Scene<'_>) -> Self {
        let mut holders = Self { words: BTreeMap::new(), names: BTreeMap::new() };
        for (doc, view, _) in scene.texts() {
            let story = scene.story(doc);
            for id in view.sentences() {
                let at = DocSpan { doc, field: view.field, span: view.sentence(id).span };
                for word in scene.content(at) {
                    note(&mut holders.words, (story, word), doc);
                }
                for name in scene.entities_in(at) {
                    note(&mut holders.names, (story, name), doc);
                }
            }
        }
        holders
    }

    /// The weight of a sentence's words, names and figures that no other report of the story has, for each word of it:
    /// long sentences have no more room than short ones.
    fn novelty(&self, scene: &Scene<'_>, story: StoryId, at: DocSpan) -> f64 {
        let words = scene.content(at);
        let names = scene.entities_in(at);
        let entity = scene.tables().compare.claims.entity_weight;
        let alone = |word: &&String| matches!(self.words.get(&(story, (*word).clone())), Some(Some(_)));
        let new_words: f64 = words.iter().filter(alone).map(|word| scene.weight(word)).sum();
        let new_names = names.iter().filter(|name| matches!(self.names.get(&(story, **name)), Some(Some(_))));
        let all = (words.len() + names.len()).max(1) as f64;
        (new_words + entity * new_names.count() as f64) / all.sqrt()
    }
}

/// Notes that a report has something; what two have is no one's alone.
fn note<K: Ord>(map: &mut BTreeMap<K, Option<DocId>>, key: K, doc: DocId) {
    let held = map.entry(key).or_insert(Some(doc));
    if *held != Some(doc) {
        *held = None;
    }
}
