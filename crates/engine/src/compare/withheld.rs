//! Someone whom a report leaves without a name and a later one names: "her name has not been made public", "driver Ana Reyes".
//!
//! The one who is named has to be called what the unnamed one was called ("the driver"), or the later report has to say that a
//! source has come forward, and the earlier one must not mention that name at all.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{Deprel, Pos, SentenceId, Span, TokenId, Upos, View};

use super::opposed::about_words;
use super::rows::{Account, positions, shortened, told};
use super::scene::Scene;
use crate::dossier::{
    Aspect, Comparison, ComparisonKind, DocId, DocSpan, EntityId, EntityKind, Rank, StatementId, StoryId,
};
use crate::ontology::NounKind;

/// Someone left without a name.
struct Unnamed {
    story: StoryId,
    at: DocSpan,
    /// The sentence before too.
    around: Span,
    statement: Option<StatementId>,
    /// Nouns for the one, as lemmas.
    nouns: BTreeSet<String>,
    /// It is a source of what is said, not someone of whom it is told.
    is_source: bool,
}

/// Someone named with a noun that says what the one is or did.
struct Named {
    story: StoryId,
    at: DocSpan,
    who: EntityId,
    noun: String,
    /// The report says that a name comes out.
    comes_out: bool,
}

/// One row for each one who is named by a later report.
pub(super) fn compare(scene: &Scene<'_>) -> Vec<Comparison> {
    let unnamed = unnamed(scene);
    if unnamed.is_empty() {
        return Vec::new();
    }
    let mut by_noun: BTreeMap<(StoryId, String), Vec<Named>> = BTreeMap::new();
    for named in named(scene) {
        by_noun.entry((named.story, named.noun.clone())).or_default().push(named);
    }
    let coming_out: Vec<&Named> = by_noun.values().flatten().filter(|named| named.comes_out).collect();
    let mut found_of: BTreeMap<EntityId, (Vec<&Unnamed>, &Named)> = BTreeMap::new();
    for first in &unnamed {
        let found = first.nouns.iter().filter_map(|noun| by_noun.get(&(first.story, noun.clone()))).flatten();
        let fits = |named: &&Named| {
            scene.earlier(first.at.doc, named.at.doc)
                && (!first.is_source || named.comes_out)
                && !is_known(scene, named.who, first.at.doc)
        };
        let later = found.filter(fits).min_by_key(|named| (!named.comes_out, named.at));
        // A name that comes out with what was told of the one: "was on duty in the playground".
        let told = scene.content(DocSpan { span: first.around, ..first.at });
        let by_words = || {
            let likest = coming_out.iter().copied().filter(|named| named.story == first.story && fits(named));
            let weight = |named: &Named| -> f64 {
                scene.content(named.at).intersection(&told).map(|word| scene.weight(word)).sum()
            };
            likest
                .map(|named| (named, weight(named)))
                .filter(|(_, weight)| *weight >= COMMON)
                .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.at.cmp(&a.0.at)))
        };
        // "The Courier's source was Jan Ruiz": the one who spoke to that outlet without a name.
        let by_source = || {
            let of = coming_out
                .iter()
                .copied()
                .filter(|named| named.story == first.story && is_source(scene, &named.noun) && fits(named));
            let shared = |at: DocSpan| -> f64 {
                scene.content(at).intersection(&told).map(|word| scene.weight(word)).sum()
            };
            let mut of = of.filter(|named| {
                let spoke = names_outlet(scene, named.at, first.at.doc);
                spoke || first.is_source && shared(named.at) >= COMMON / 2.0
            });
            of.next()
        };
        let later = later.or_else(|| by_words().map(|(named, _)| named)).or_else(by_source);
        let Some(later) = later else { continue };
        let entry = found_of.entry(later.who).or_insert_with(|| (Vec::new(), later));
        let same = entry.0.first().is_none_or(|known| known.at.doc == first.at.doc);
        if same && entry.0.len() < MOST && entry.0.iter().all(|known| known.at != first.at) {
            entry.0.push(first);
        }
    }
    found_of.into_values().filter_map(|(first, later)| row(scene, &first, later)).collect()
}

/// Words of this weight in common say that the one who is named is the one who was not.
const COMMON: f64 = 9.0;

/// Whether some words name the outlet of a report.
fn names_outlet(scene: &Scene<'_>, at: DocSpan, doc: DocId) -> bool {
    let report = scene.dossier.reports.get(doc.index());
    let outlet = report.and_then(|report| report.doc.article.outlet.as_ref());
    let words = scene.dossier.text_of(at);
    outlet.is_some_and(|outlet| {
        let parts = outlet.name.split_whitespace().filter(|part| part.len() > NAME_PART);
        parts.into_iter().any(|part| words.contains(part))
    })
}

/// Shorter words of an outlet's name ("The", "Post") name it seldom by themselves.
const NAME_PART: usize = 4;

/// Longer sentences are mostly lists of other stories run together.
const LONGEST: usize = 70;

/// So many places where a name is withheld are shown.
const MOST: usize = 3;

/// Whether a report mentions someone by name.
pub(super) fn is_known(scene: &Scene<'_>, who: EntityId, doc: DocId) -> bool {
    let entity = scene.dossier.entities.get(who.index());
    entity.is_some_and(|entity| {
        let names = entity.mentions.iter().filter(|mention| mention.span.doc == doc);
        names.into_iter().any(|mention| {
            let words = scene.dossier.text_of(mention.span);
            entity.name.split(' ').any(|part| part.chars().count() > 2 && words.contains(part))
        })
    })
}

/// A sentence that is read, with its words in lower case.
pub(super) struct Told<'d> {
    pub(super) at: DocSpan,
    view: View<'d>,
    id: SentenceId,
    pub(super) lower: String,
}

/// The sentences of all reports, but for those that are lists rather than sentences by their length.
pub(super) fn sentences<'d>(scene: &Scene<'d>) -> impl Iterator<Item = Told<'d>> + use<'d> {
    scene.texts().flat_map(|(doc, view, _)| {
        view.sentences().filter_map(move |id| {
            let span = view.sentence(id).span;
            let told = || {
                let lower = view.slice(span).to_lowercase().replace('’', "'");
                Told { at: DocSpan { doc, field: view.field, span }, view, id, lower }
            };
            let is_read = view.block_kind(span.start).is_read() && view.tokens_of(id).len() <= LONGEST;
            is_read.then(told)
        })
    })
}

/// Sentences that say that a name is withheld, with the nouns for the one whose it is; and sources without a name.
fn unnamed(scene: &Scene<'_>) -> Vec<Unnamed> {
    let phrases = &scene.tables().senses.identities.withheld;
    let mut found = Vec::new();
    for Told { at, view, id, lower } in sentences(scene) {
        if !phrases.iter().any(|phrase| lower.contains(phrase.as_str())) {
            continue;
        }
        // "The driver is in hospital. Her name has not been made public": the one can stand in the sentence before.
        let mut nouns = people(scene, view, id);
        let mut around = at.span;
        if let Some(before) = id.0.checked_sub(1).map(SentenceId) {
            nouns.extend(people(scene, view, before));
            around = around.cover(view.sentence(before).span);
        }
        let (story, statement) = (scene.story(at.doc), scene.statement_in(at));
        found.push(Unnamed { story, at, around, statement, nouns, is_source: false });
    }
    for (index, said) in scene.dossier.statements.iter().enumerate() {
        let Some(speaker) = said.speaker.filter(|_| said.rank == Rank::Unnamed) else { continue };
        let Some(view) = scene.view(speaker.span) else { continue };
        let lemmas = view.tokens_in(speaker.span.span).filter(|id| view.token(*id).upos == Upos::Noun);
        let nouns: BTreeSet<String> = lemmas
            .map(|id| view.token(id).lemma.to_lowercase())
            .filter(|noun| is_person(scene, noun))
            .collect();
        let (story, statement) = (scene.story(speaker.span.doc), Some(StatementId(index as u32)));
        let around = scene.sentence(speaker.span);
        found.push(Unnamed { story, at: speaker.span, around, statement, nouns, is_source: true });
    }
    found.retain(|one| !one.nouns.is_empty());
    found
}

fn is_person(scene: &Scene<'_>, lemma: &str) -> bool {
    scene.tables().people.noun_as(lemma, NounKind::Person).is_some() && !VAGUE.contains(&lemma)
}

/// Nouns that tell nothing of who someone is.
const VAGUE: [&str; 8] = ["man", "woman", "person", "one", "people", "friend", "mother", "father"];

/// The nouns for people in a sentence who bear no name.
fn people(scene: &Scene<'_>, view: View<'_>, id: SentenceId) -> BTreeSet<String> {
    let nouns = view.tokens_of(id).filter(|id| {
        let token = view.token(*id);
        let lemma = token.lemma.to_lowercase();
        token.upos == Upos::Noun && is_person(scene, &lemma) && name_of(view, *id).is_none()
    });
    nouns.map(|id| view.token(id).lemma.to_lowercase()).collect()
}

/// The name that a noun goes with: "driver Ana Reyes", "Ana Reyes, the driver", "Ana Reyes was the driver".
fn name_of(view: View<'_>, noun: TokenId) -> Option<TokenId> {
    let is_name = |id: &TokenId| view.token(*id).upos == Upos::Propn;
    let token = view.token(noun);
    let titles = |relation: Deprel| {
        matches!(relation, Deprel::Appos | Deprel::Flat | Deprel::Compound | Deprel::NmodDesc)
    };
    let below = view.children(noun).find(|id| {
        let relation = view.token(*id).deprel;
        is_name(id) && (relation == Deprel::Nsubj || titles(relation) && relation != Deprel::Compound)
    });
    // "Driver Ana Reyes": a name right behind the noun goes with it, however the tree has it.
    let next = || {
        let next = TokenId(noun.0 + 1);
        (next.index() < view.layer.tokens.len()).then_some(next).filter(is_name)
    };
    let is_called = |above: &TokenId| {
        token.deprel == Deprel::Nsubj && view.children(*above).any(|id| view.token(id).deprel == Deprel::Cop)
    };
    below
        .or_else(|| token.head.filter(|above| is_name(above) && (titles(token.deprel) || is_called(above))))
        .or_else(next)
}

/// Everyone who is named with a noun for people, and everyone who is named where a name comes out.
fn named(scene: &Scene<'_>) -> Vec<Named> {
    let phrases = &scene.tables().senses.identities.named;
    let mut found = Vec::new();
    for Told { at, view, id, lower } in sentences(scene) {
        let story = scene.story(at.doc);
        let comes_out = phrases.iter().any(|phrase| lower.contains(phrase.as_str()));
        found.extend(picked_out(scene, at, view, id).map(|(who, noun)| Named {
            story,
            at,
            who,
            noun,
            comes_out: true,
        }));
        // "Sanz is backed by Rosa Belmar, who spoke to reporters without giving her name": the last one named before it.
        let behind = phrases.iter().filter_map(|phrase| lower.find(phrase.as_str())).min().unwrap_or(0);
        let cut = Pos(at.span.start.0.saturating_add(behind as u32));
        let until = Span { start: at.span.start, end: at.span.end.min(cut) };
        let nearest = scene.people_in(DocSpan { span: until, ..at });
        let all = scene.people_in(at);
        let bearer = nearest.iter().rev().chain(&all).copied().find(|who| comes_out && is_one(scene, *who));
        if let Some(who) = bearer {
            found.push(Named { story, at, who, noun: String::new(), comes_out });
        }
        let nouns = view.tokens_of(id).filter(|id| view.token(*id).upos == Upos::Noun);
        for noun in nouns {
            let lemma = view.token(noun).lemma.to_lowercase();
            let own = name_of(view, noun)
                .and_then(|name| scene.entity_at(DocSpan { span: view.token(name).span, ..at }));
            // Where a name comes out, the first person of the sentence is the one who bears it.
            let bears = comes_out && is_person(scene, &lemma);
            let first = || bearer.filter(|_| bears);
            let Some(who) = own.or_else(first).filter(|who| is_one(scene, *who)) else { continue };
            found.push(Named { story, at, who, noun: lemma, comes_out });
        }
    }
    found
}

/// Those whom a sentence says to be the one of whom it was told before: "she was the diplomat who spoke to the paper",
/// "the paper's source was Jan Ruiz".
fn picked_out<'v>(
    scene: &Scene<'v>,
    at: DocSpan,
    view: View<'v>,
    id: SentenceId,
) -> impl Iterator<Item = (EntityId, String)> {
    let told = |id: TokenId| {
        let token = view.token(id);
        let child = |relation: Deprel| view.children(id).find(|child| view.token(*child).deprel == relation);
        child(Deprel::Cop)?;
        let subject = child(Deprel::Nsubj)?;
        let (named, noun) = match (token.upos, view.token(subject).upos) {
            // Where it is said of which one, it is the one of whom something was told.
            (Upos::Noun, Upos::Propn | Upos::Pron) => {
                child(Deprel::AclRelcl).filter(|_| is_definite(view, id))?;
                (subject, id)
            }
            (Upos::Propn, Upos::Noun) => {
                Some(subject).filter(|subject| is_definite(view, *subject))?;
                (id, subject)
            }
            _ => return None,
        };
        let who = scene.entity_at(DocSpan { span: view.token(named).span, ..at })?;
        let lemma = view.token(noun).lemma.to_lowercase();
        (is_one(scene, who) && (is_person(scene, &lemma) || is_source(scene, &lemma))).then_some((who, lemma))
    };
    view.tokens_of(id).filter_map(told).collect::<Vec<_>>().into_iter()
}

/// "the diplomat", "the paper's source".
fn is_definite(view: View<'_>, id: TokenId) -> bool {
    view.children(id).any(|child| {
        let relation = view.token(child).deprel;
        relation == Deprel::NmodPoss
            || relation == Deprel::Det && view.word(child).eq_ignore_ascii_case("the")
    })
}

/// "source", "informant": any source without a name can be meant.
fn is_source(scene: &Scene<'_>, lemma: &str) -> bool {
    scene.tables().senses.identities.sources.contains(lemma)
}

pub(super) fn is_one(scene: &Scene<'_>, who: EntityId) -> bool {
    scene.dossier.entities.get(who.index()).is_some_and(|entity| {
        entity.kind == EntityKind::Person && entity.name.chars().next().is_some_and(char::is_uppercase)
    })
}

fn row(scene: &Scene<'_>, first: &[&Unnamed], later: &Named) -> Option<Comparison> {
    let value = |at: DocSpan| shortened(scene.dossier.text_of(at));
    let withheld = first.iter().map(|one| {
        let sentence = DocSpan { span: scene.sentence(one.at), ..one.at };
        Account { value: value(sentence), span: sentence, statement: one.statement }
    });
    let named = Account { value: value(later.at), span: later.at, statement: scene.statement_in(later.at) };
    let accounts: Vec<Account> = withheld.chain([named]).collect();
    let start = first.first()?;
    let name = scene.dossier.entities.get(later.who.index()).map_or("", |entity| entity.name.as_str());
    let text = format!(
        "A name that was not given at first is given later ({name}): first {}; later {}.",
        told(scene.dossier, accounts.first()?),
        told(scene.dossier, accounts.last()?)
    );
    Some(Comparison {
        story: start.story,
        kind: ComparisonKind::Update,
        aspect: Aspect::Speaker,
        about: about_words(scene, start.at, start.statement),
        text,
        positions: positions(&accounts, scene.context),
    })
}
