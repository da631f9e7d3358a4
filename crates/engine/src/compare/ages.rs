//! Someone who is told of by an age only and whom a later report names with that age: "a 34-year-old man", "Jan Ruiz, 34".

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::Span;

use super::opposed::about_words;
use super::rows::{Account, positions, shortened, told};
use super::scene::{Scene, bare_words};
use super::withheld::{is_known, is_one, sentences};
use crate::dossier::{Aspect, Comparison, ComparisonKind, DocSpan, EntityId, StoryId};

/// One row for each one who is named later.
pub(super) fn compare(scene: &Scene<'_>) -> Vec<Comparison> {
    let named = named(scene);
    let mut seen: BTreeSet<EntityId> = BTreeSet::new();
    let mut rows = Vec::new();
    for told in sentences(scene) {
        // Where someone is named, the age is most likely that one's.
        let ages = ages(&told.lower);
        let [age] = ages[..] else { continue };
        if !scene.people_in(told.at).is_empty() {
            continue;
        }
        let of_age = named.get(&(scene.story(told.at.doc), age)).map_or(&[][..], Vec::as_slice);
        // Two of one age cannot be told apart by it.
        let who: BTreeSet<EntityId> = of_age.iter().map(|(who, _)| *who).collect();
        let fits = |(id, at): &&(EntityId, DocSpan)| {
            let common = scene.content(told.at);
            let shared: f64 = common.intersection(&scene.content(*at)).map(|word| scene.weight(word)).sum();
            scene.earlier(told.at.doc, at.doc) && !is_known(scene, *id, told.at.doc) && shared >= COMMON
        };
        if let Some((id, at)) = of_age.iter().filter(|_| who.len() == 1).find(fits)
            && seen.insert(*id)
        {
            rows.push(row(scene, *id, told.at, *at));
        }
    }
    rows
}

/// Words beside the age that both sentences share weigh so much.
const COMMON: f64 = 3.0;

/// The ages by which people are told of in some words: "58-year-old", "aged 58".
fn ages(lower: &str) -> Vec<u32> {
    let words = bare_words(lower);
    let at = |index: usize| words.get(index).copied().unwrap_or_default();
    let age = |index: usize| at(index).parse::<u32>().ok().filter(|age| (1..=OLDEST).contains(age));
    let told = |index: &usize| {
        at(index + 1) == "year" && at(index + 2) == "old"
            || at(index + 1) == "years" && at(index + 2) == "old"
            || index.checked_sub(1).is_some_and(|before| at(before) == "aged")
    };
    (0..words.len()).filter(told).filter_map(age).collect()
}

/// Nobody is older.
const OLDEST: u32 = 120;

/// Everyone who is named with an age, by it: "Jan Ruiz, 34,", "Jan Ruiz (34)".
fn named(scene: &Scene<'_>) -> BTreeMap<(StoryId, u32), Vec<(EntityId, DocSpan)>> {
    let mut found: BTreeMap<(StoryId, u32), Vec<(EntityId, DocSpan)>> = BTreeMap::new();
    for (index, entity) in scene.dossier.entities.iter().enumerate() {
        let id = EntityId(index as u32);
        for mention in entity.mentions.iter().filter(|_| is_one(scene, id)) {
            let at = DocSpan { span: scene.sentence(mention.span), ..mention.span };
            let rest = Span { start: mention.span.span.end, end: at.span.end };
            let behind = scene.dossier.text_of(DocSpan { span: rest, ..at });
            if let Some(age) = age_behind(behind) {
                found.entry((scene.story(at.doc), age)).or_default().push((id, at));
            }
        }
    }
    found
}

/// The age right behind a name.
fn age_behind(words: &str) -> Option<u32> {
    let rest = words.strip_prefix(", ").or_else(|| words.strip_prefix(" ("))?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let next = rest[digits.len()..].chars().next();
    let ends = next.is_none_or(|letter| matches!(letter, ',' | ')' | '.' | ';' | ' '));
    digits.parse().ok().filter(|age| ends && (1..=OLDEST).contains(age))
}

fn row(scene: &Scene<'_>, who: EntityId, first: DocSpan, later: DocSpan) -> Comparison {
    let account = |at: DocSpan| Account {
        value: shortened(scene.dossier.text_of(at)),
        span: at,
        statement: scene.statement_in(at),
    };
    let accounts = [account(first), account(later)];
    let name = scene.dossier.entities.get(who.index()).map_or("", |entity| entity.name.as_str());
    Comparison {
        story: scene.story(first.doc),
        kind: ComparisonKind::Update,
        aspect: Aspect::Speaker,
        about: about_words(scene, first, accounts[0].statement),
        text: format!(
            "Someone of whom only the age was given at first is named later ({name}): first {}; later {}.",
            told(scene.dossier, &accounts[0]),
            told(scene.dossier, &accounts[1])
        ),
        positions: positions(&accounts, scene.context),
    }
}
