//! An office that someone holds in an earlier report and held in a later one: "the manager", "the former manager".

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::Span;

use super::clause::{Clause, Clauses, Mood};
use super::rows::{Account, positions, shortened, told};
use super::scene::{Scene, bare_words};
use super::ties::{Tie, only_person, ties};
use crate::dossier::{
    About, Aspect, Comparison, ComparisonKind, DocSpan, EntityId, EntityKind, StatementId, StoryId,
};
use crate::resolve::words;

/// An office as it is told of someone.
struct Post {
    at: DocSpan,
    words: BTreeSet<String>,
    is_former: bool,
}

/// One row for each one whose office is told as held and later as held no longer.
pub(super) fn compare(scene: &Scene<'_>, clauses: &Clauses) -> Vec<Comparison> {
    let gone = departures(scene, clauses);
    let mut rows = Vec::new();
    for (index, entity) in scene.dossier.entities.iter().enumerate() {
        if entity.kind != EntityKind::Person {
            continue;
        }
        let described = entity.mentions.iter().map(|mention| mention.span);
        let mut by_story: BTreeMap<StoryId, Vec<Post>> = BTreeMap::new();
        for post in entity.roles.iter().copied().chain(described).filter_map(|at| post(scene, at)) {
            by_story.entry(scene.story(post.at.doc)).or_default().push(post);
        }
        let who = EntityId(index as u32);
        for (story, posts) in by_story {
            rows.extend(
                turn(scene, who, &posts).or_else(|| left(scene, who, &posts, gone.get(&(story, who))?)),
            );
        }
    }
    rows
}

/// Clauses that tell of someone that the one left an office or was put out of it.
fn departures<'c>(scene: &Scene<'_>, clauses: &'c Clauses) -> BTreeMap<(StoryId, EntityId), Vec<&'c Clause>> {
    let mut gone: BTreeMap<(StoryId, EntityId), Vec<&Clause>> = BTreeMap::new();
    let told = clauses.list.iter().filter(|clause| {
        !clause.negated && matches!(clause.mood, Mood::Told | Mood::Ahead) && !clause.is_background
    });
    for clause in told {
        for id in leavers(scene, clause) {
            gone.entry((scene.story(clause.at.doc), id)).or_default().push(clause);
        }
    }
    gone
}

/// Those whose office ends: who resigns does it, who is put out suffers it.
fn leavers(scene: &Scene<'_>, clause: &Clause) -> BTreeSet<EntityId> {
    let is_told = clause.mood == Mood::Told;
    match clause.act.as_str() {
        "resign" if is_told => return clause.actor.who.clone(),
        // "Wilson fires again" puts no one out of office.
        "sack" if is_told && clause.patient.span != clause.actor.span => return clause.patient.who.clone(),
        _ => {}
    }
    let lower = scene.lower(clause.at);
    if scene.tables().accounts.departures.within(&bare_words(&lower)).is_empty() {
        return BTreeSet::new();
    }
    let of_one =
        ties(scene, clause).into_iter().chain(only_person(scene, clause)).filter_map(|tie| match tie {
            Tie::One(id) => Some(id),
            Tie::Noun(_) => None,
        });
    of_one.collect()
}

/// An office that an earlier report names, and a later report that tells that the one has left; none if the earlier one
/// tells so too.
fn left(scene: &Scene<'_>, who: EntityId, posts: &[Post], gone: &[&Clause]) -> Option<Comparison> {
    let later = gone.first()?;
    // A sentence that tells of the going itself ("since the firing of the director") tells of no office that is held.
    let tells = |post: &Post| {
        let words = scene.content(DocSpan { span: scene.sentence(post.at), ..post.at });
        words.contains("sack") || words.contains("resign")
    };
    let before = |post: &&Post| {
        let is_held = !post.is_former && !tells(post);
        is_held && gone.iter().all(|clause| scene.earlier(post.at.doc, clause.at.doc))
    };
    let mut held: Vec<&Post> = posts.iter().filter(before).collect();
    held.sort_by_key(|post| post.at);
    held.dedup_by_key(|post| post.at.doc);
    let of = |at: DocSpan| DocSpan { span: scene.sentence(at), ..at };
    let first: Vec<At> =
        held.iter().take(MOST).map(|post| (of(post.at), scene.statement_at(post.at))).collect();
    if first.is_empty() {
        return None;
    }
    row(scene, who, &first, (later.at, later.statement))
}

/// So many reports are shown in which an office is held.
const MOST: usize = 3;

/// The office that some words give; none where they are a name or a pronoun alone.
fn post(scene: &Scene<'_>, at: DocSpan) -> Option<Post> {
    let view = scene.view(at)?;
    let former = &scene.tables().senses.former;
    let sentence = scene.sentence(at);
    let before = Span { start: sentence.start, end: at.span.start };
    let lower = |span: Span| words::normal(span.slice(view.text));
    let last = words::spans(view.text, before).pop().map(lower);
    let own: Vec<String> = words::spans(view.text, at.span).into_iter().map(lower).collect();
    let is_former =
        last.is_some_and(|word| former.contains(&word)) || own.iter().any(|word| former.contains(word));
    let nouns: BTreeSet<String> = own
        .into_iter()
        .filter(|word| {
            let role = scene.tables().world.role(word);
            role.is_some() && !former.contains(word)
        })
        .collect();
    (!nouns.is_empty()).then_some(Post { at, words: nouns, is_former })
}

/// The last telling of an office as held and the first as held no longer, if these are all there is of each.
fn turn(scene: &Scene<'_>, who: EntityId, posts: &[Post]) -> Option<Comparison> {
    let mut by_noun: BTreeMap<&String, (Vec<&Post>, Vec<&Post>)> = BTreeMap::new();
    for post in posts {
        for noun in &post.words {
            let entry = by_noun.entry(noun).or_default();
            if post.is_former { entry.1.push(post) } else { entry.0.push(post) }
        }
    }
    by_noun.into_values().find_map(|(held, left)| {
        let first = held.first()?;
        let later = left.first()?;
        // The former manager can be "the manager" in one report; no report before it may call the one former.
        let in_order = held.iter().any(|held| scene.earlier(held.at.doc, later.at.doc))
            && left.iter().all(|left| scene.earlier(first.at.doc, left.at.doc));
        let told = |post: &Post| {
            let at = DocSpan { span: scene.sentence(post.at), ..post.at };
            (at, scene.statement_at(post.at))
        };
        if in_order { row(scene, who, &[told(first)], told(later)) } else { None }
    })
}

type At = (DocSpan, Option<StatementId>);

fn row(scene: &Scene<'_>, who: EntityId, first: &[At], later: At) -> Option<Comparison> {
    let account =
        |(at, statement): At| Account { value: shortened(scene.dossier.text_of(at)), span: at, statement };
    let accounts: Vec<Account> = first.iter().copied().chain([later]).map(account).collect();
    let name = scene.dossier.entities.get(who.index()).map_or("", |entity| entity.name.as_str());
    Some(Comparison {
        story: scene.story(later.0.doc),
        kind: ComparisonKind::Update,
        aspect: Aspect::Status,
        about: About::Entity(who),
        text: format!(
            "The office of {name} is told as held first: {}; later as held no longer: {}.",
            told(scene.dossier, accounts.first()?),
            told(scene.dossier, accounts.last()?)
        ),
        positions: positions(&accounts, scene.context),
    })
}
