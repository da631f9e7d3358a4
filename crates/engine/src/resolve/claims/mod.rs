//! What is claimed: statements and assertions that say the same, over all reports of a story.

mod anchors;
mod parts;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{BlockKind, QuotationKind, Span};
use rashomon_tagger::Gist;

use crate::Tables;
use crate::dossier::{Claim, ClaimId, DocId, DocSpan, EntityId, Report, StatementId, StoryId, Telling};
use crate::resolve::entities::Entities;
use crate::resolve::meaning::{Meaning, Term};
use crate::resolve::quoted::{Quoted, in_pairs};
use crate::resolve::statements::Statements;
use crate::resolve::stories::Order;
use crate::resolve::texts::{TextRef, texts};
use crate::resolve::words;
use anchors::Anchors;

/// A telling with what it means.
#[derive(Clone)]
struct Unit {
    story: StoryId,
    doc: DocId,
    span: DocSpan,
    statement: Option<StatementId>,
    speaker: Option<EntityId>,
    /// Who says it together with the speaker.
    with: Vec<EntityId>,
    /// The whole (country, body) that the speaker belongs to.
    side: Option<EntityId>,
    meaning: Meaning,
    negated: bool,
    direct: bool,
    /// Its sentences and clauses, if it has several.
    parts: Vec<(DocSpan, Meaning)>,
    /// What of it stands in quotation marks, in lower case without marks.
    quoted: Vec<(Span, String)>,
}

/// Groups all statements into claims, adds what the outlets tell in their own voice, and notes each statement's claim.
pub(crate) fn resolve(
    reports: &[Report],
    stories: &[StoryId],
    order: &Order,
    entities: &Entities,
    statements: &mut Statements,
    tables: &Tables,
) -> Vec<Claim> {
    let (mut said, mut told) = units(reports, stories, entities, statements, tables);
    leave_common(&mut said, &mut told);
    let anchors = Anchors::find(said.iter().chain(&told), tables);
    let mut groups: Vec<Vec<&Unit>> = Vec::new();
    for unit in &said {
        match best(&groups, unit, tables) {
            Some(index) => groups[index].push(unit),
            None => groups.push(vec![unit]),
        }
    }
    let left = add_own_voice(&mut groups, &told, tables);
    let alike = told_alike(&left, tables);
    let joined: BTreeSet<DocSpan> = alike.iter().flatten().map(|unit| unit.span).collect();
    groups.extend(alike);
    let untold = left.into_iter().filter(|unit| !joined.contains(&unit.span));
    // Each lot of one report by its longest telling.
    let single = |(index, group): (usize, &Vec<&'_ Unit>)| (parts::docs(group).len() == 1).then_some(index);
    let indices: Vec<usize> = groups.iter().enumerate().filter_map(single).collect();
    let alone = indices.iter().filter_map(|index| Some((longest(&groups[*index])?, Some(*index))));
    let (mut loose, lots): (Vec<&Unit>, Vec<Option<usize>>) =
        alone.chain(untold.map(|unit| (unit, None))).collect::<Vec<_>>().into_iter().unzip();
    // A long saying that tells one claim with others can tell a second one with others again.
    let bound = loose.len();
    let shared = groups.iter().filter(|group| parts::docs(group).len() > 1).flatten();
    loose.extend(shared.filter(|unit| !unit.parts.is_empty()));
    let pieces = parts::pieces(&loose, bound);
    let parts::Joined { mut claims, taken, rest } = parts::join(&mut groups, &pieces, &anchors, tables);
    for (of, lot) in taken {
        let Some(index) = lots.get(of).copied().flatten() else { continue };
        // What the report says of it elsewhere goes along.
        let whole = loose[of];
        let others = std::mem::take(&mut groups[index])
            .into_iter()
            .filter(|unit| unit.span != whole.span || unit.statement != whole.statement);
        match lot {
            parts::Lot::Claim(target) => groups[target].extend(others),
            parts::Lot::New(target) => claims[target].extend(others),
        }
    }
    groups.extend(claims);
    groups.extend(rest.into_iter().map(|unit| vec![unit]));
    groups.retain(|group| tells(reports, group));
    for (index, group) in groups.iter().enumerate() {
        for statement in group.iter().filter_map(|unit| unit.statement) {
            if let Some(row) = statements.list.get_mut(statement.index()) {
                row.claim.get_or_insert(ClaimId(index as u32));
            }
        }
    }
    groups.iter().map(|group| claim(reports, group, order, tables)).collect()
}

fn longest<'u>(group: &[&'u Unit]) -> Option<&'u Unit> {
    group.iter().copied().max_by_key(|unit| (unit.meaning.len(), Reverse(unit.span)))
}

/// The statements, and the sentences in the outlets' own voice.
fn units(
    reports: &[Report],
    stories: &[StoryId],
    entities: &Entities,
    statements: &Statements,
    tables: &Tables,
) -> (Vec<Unit>, Vec<Unit>) {
    let (mut said, mut told) = (Vec::new(), Vec::new());
    for text in texts(reports) {
        let story = stories.get(text.doc.index()).copied().unwrap_or(StoryId(0));
        let mut covered: Vec<Span> = Vec::new();
        let quoted = Quoted::find(text.view.text, text.view.blocks);
        let said_here = text.facts.attributions.iter().enumerate().filter(|(_, one)| !one.stance);
        for (index, attribution) in said_here {
            covered.extend(&attribution.content);
            let id = statements.of(text, Some(rashomon_doc::AttributionId(index as u32)));
            let Some(cover) = Span::cover_all(attribution.content.iter().copied()) else { continue };
            let speaker = attribution.speaker.and_then(|name| entities.of(text.key(name)));
            let meaning = Meaning::of(text, &attribution.content, entities, tables);
            let parts = parts_of(text, &attribution.content, entities, tables);
            said.push(Unit {
                story,
                doc: text.doc,
                span: text.at(cover),
                statement: id,
                speaker,
                with: attribution
                    .with
                    .iter()
                    .filter_map(|link| link.name.and_then(|name| entities.of(text.key(name))))
                    .collect(),
                side: speaker.map(|id| entities.whole(id)),
                negated: meaning.negated != attribution.negated,
                meaning,
                direct: attribution.kind == QuotationKind::Direct,
                parts,
                quoted: words_in(text, &quoted, &attribution.content),
            });
        }
        told.extend(own_voice(text, story, &covered, entities, tables));
    }
    (said, told)
}

/// Takes out of what each telling is about what all of its story are about: all tell of one affair.
fn leave_common(said: &mut [Unit], told: &mut [Unit]) {
    let mut by_story: BTreeMap<StoryId, Vec<&Gist>> = BTreeMap::new();
    for unit in said.iter().chain(told.iter()) {
        by_story.entry(unit.story).or_default().push(&unit.meaning.gist);
    }
    let common: BTreeMap<StoryId, Gist> =
        by_story.into_iter().map(|(story, gists)| (story, Gist::common(gists))).collect();
    for unit in said.iter_mut().chain(told) {
        let Some(common) = common.get(&unit.story) else { continue };
        unit.meaning.gist = unit.meaning.gist.beyond(common);
        for (_, part) in &mut unit.parts {
            part.gist = part.gist.beyond(common);
        }
    }
}

/// Sentences of running text of which nothing is laid to a source.
fn own_voice<'a>(
    text: TextRef<'a>,
    story: StoryId,
    covered: &'a [Span],
    entities: &'a Entities,
    tables: &'a Tables,
) -> impl Iterator<Item = Unit> + use<'a> {
    let is_own = move |span: &Span| {
        let kind = text.view.block_kind(span.start);
        let runs = matches!(kind, BlockKind::Paragraph | BlockKind::Deck | BlockKind::Headline);
        runs && !covered.iter().any(|part| part.overlaps(*span))
    };
    text.view.layer.sentences.iter().map(|sentence| sentence.span).filter(is_own).map(move |span| {
        let meaning = Meaning::of(text, &[span], entities, tables);
        Unit {
            story,
            doc: text.doc,
            span: text.at(span),
            statement: None,
            speaker: None,
            with: Vec::new(),
            side: None,
            negated: meaning.negated,
            meaning,
            direct: false,
            parts: parts_of(text, &[span], entities, tables),
            quoted: Vec::new(),
        }
    })
}

/// The sentences and clauses of some words with what they mean; none where there is but one.
fn parts_of(
    text: TextRef<'_>,
    spans: &[Span],
    entities: &Entities,
    tables: &Tables,
) -> Vec<(DocSpan, Meaning)> {
    let parts: Vec<Span> = spans.iter().flat_map(|span| parts::cut(text.view, *span)).collect();
    if parts.len() < 2 {
        return Vec::new();
    }
    parts.into_iter().map(|part| (text.at(part), Meaning::of(text, &[part], entities, tables))).collect()
}

/// The quoted words of some spans.
fn words_in(text: TextRef<'_>, quoted: &Quoted, spans: &[Span]) -> Vec<(Span, String)> {
    let plain = |span: Span| {
        let words = words::spans(text.view.text, span).into_iter();
        let lower: Vec<String> = words.map(|word| words::normal(word.slice(text.view.text))).collect();
        (span, lower.join(" "))
    };
    spans.iter().flat_map(|span| quoted.within(*span)).map(plain).collect()
}

/// Whether the words of a group claim anything: a word or two that only one report has ("it", "the accusation") do not.
fn tells(reports: &[Report], group: &[&Unit]) -> bool {
    let words = |unit: &&Unit| text_of(reports, unit.span).split_whitespace().count();
    let longest = group.iter().map(words).max().unwrap_or(0);
    let terms = group.iter().map(|unit| unit.meaning.len()).max().unwrap_or(0);
    longest > SHORTEST || longest > 1 && (terms > 1 || parts::docs(group).len() > 1)
}

/// So many words claim something only if two of them tell something.
const SHORTEST: usize = 2;

/// The claim that a statement tells: the likest on average, if it is like enough.
fn best(groups: &[Vec<&Unit>], unit: &Unit, tables: &Tables) -> Option<usize> {
    let scored = groups.iter().enumerate().filter_map(|(index, group)| {
        let mean = group.iter().map(|other| likeness(unit, other, tables)).sum::<f64>() / group.len() as f64;
        (mean > 0.0).then_some((index, mean))
    });
    // Among equals the first claim stays.
    let best = scored.fold(None, |best: Option<(usize, f64)>, next| match best {
        Some(held) if held.1 >= next.1 => Some(held),
        _ => Some(next),
    });
    best.map(|(index, _)| index)
}

/// The likeness of two tellings; negative if below the threshold that holds for them.
fn likeness(a: &Unit, b: &Unit, tables: &Tables) -> f64 {
    if a.story != b.story {
        return UNLIKE;
    }
    let thresholds = &tables.compare.claims;
    let words = a.meaning.likeness(&b.meaning, tables);
    let same_speaker = a.speaker.is_some() && a.speaker == b.speaker;
    // A name or a word alone claims nothing that two could say.
    let is_bare = a.meaning.len().min(b.meaning.len()) < thresholds.least_terms;
    if !same_speaker && is_bare && (a.doc != b.doc || words < thresholds.same_quotation) {
        return UNLIKE;
    }
    let needed = if a.doc == b.doc {
        thresholds.same_report
    } else if same_speaker {
        thresholds.same_speaker
    } else if a.side.is_some() && a.side == b.side {
        thresholds.same_side
    } else {
        thresholds.other_speaker
    };
    let short = !same_speaker && a.meaning.len().min(b.meaning.len()) < thresholds.least_words;
    let needed = if short { needed.max(thresholds.short) } else { needed };
    if words >= needed { words } else { UNLIKE }
}

/// So far below every threshold that one unlike telling keeps a statement out of a small claim.
const UNLIKE: f64 = -1.0;

/// Adds sentences in the outlets' own voice to the claims they tell, and gives back those that tell none of them.
fn add_own_voice<'u>(groups: &mut [Vec<&'u Unit>], told: &'u [Unit], tables: &Tables) -> Vec<&'u Unit> {
    let thresholds = &tables.compare.claims;
    let mut left = Vec::new();
    for unit in told.iter().filter(|unit| unit.meaning.len() >= thresholds.least_words) {
        let scored = groups.iter().enumerate().filter_map(|(index, group)| {
            let enough = |first: &&&Unit| first.meaning.len() >= thresholds.least_words;
            let first = group.first().filter(|first| first.story == unit.story).filter(enough)?;
            let by_doc = |other: &&&Unit| other.doc == unit.doc;
            if group.iter().any(|other| by_doc(&other)) {
                return None;
            }
            let words = first.meaning.likeness(&unit.meaning, tables);
            (words >= thresholds.own_voice).then_some((index, words))
        });
        match scored.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))) {
            Some((index, _)) => groups[index].push(unit),
            None => left.push(unit),
        }
    }
    left
}

/// Claims that the outlets tell in their own voice only: sentences of several reports that say the same.
///
/// A sentence is compared with those before it that share one of its weightiest words, so that the work stays near-linear.
fn told_alike<'u>(told: &[&'u Unit], tables: &Tables) -> Vec<Vec<&'u Unit>> {
    let mut groups: Vec<Vec<&Unit>> = Vec::new();
    let mut holders: BTreeMap<(StoryId, Term), Vec<usize>> = BTreeMap::new();
    for unit in told {
        let keys: Vec<(StoryId, Term)> =
            unit.meaning.weightiest(KEYS).into_iter().map(|term| (unit.story, term)).collect();
        let near: BTreeSet<usize> = keys
            .iter()
            .filter_map(|key| holders.get(key))
            .flat_map(|list| list.iter().rev().take(NEAR))
            .copied()
            .collect();
        let like = |index: &usize| {
            let group = &groups[*index];
            let apart = group.iter().all(|other| other.doc != unit.doc);
            let words = group.first().map_or(0.0, |first| first.meaning.likeness(&unit.meaning, tables));
            (apart && words >= tables.compare.claims.own_voice).then_some((*index, words))
        };
        let best = near.iter().filter_map(like).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        if let Some((index, _)) = best {
            groups[index].push(unit);
        } else {
            for key in keys {
                holders.entry(key).or_default().push(groups.len());
            }
            groups.push(vec![unit]);
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// A sentence is looked up by so many of its words.
const KEYS: usize = 6;

/// It is compared with so many sentences that share one of them.
const NEAR: usize = 40;

/// The row of one claim.
fn claim(reports: &[Report], group: &[&Unit], order: &Order, tables: &Tables) -> Claim {
    let mut tellings: Vec<&Unit> = group.to_vec();
    tellings.sort_by_key(|unit| (unit.doc, unit.span));
    let first = group.first();
    // The clearest telling: a direct quotation, else the longest.
    let clearest = group.iter().max_by_key(|unit| (unit.direct, unit.meaning.len(), Reverse(unit.span)));
    let speakers: BTreeSet<EntityId> =
        group.iter().flat_map(|unit| unit.speaker.iter().chain(&unit.with)).copied().collect();
    let documents: BTreeSet<DocId> = group.iter().map(|unit| unit.doc).collect();
    let story = first.map_or(StoryId(0), |unit| unit.story);
    let (silent, before) = order.silent(story, &documents);
    Claim {
        story,
        text: clearest.map(|unit| in_pairs(text_of(reports, unit.span))).unwrap_or_default(),
        tellings: tellings
            .iter()
            .map(|unit| Telling {
                span: unit.span,
                statement: unit.statement,
                negated: clearest.is_some_and(|clearest| contrary(unit, clearest, tables)),
            })
            .collect(),
        speakers: speakers.into_iter().collect(),
        silent,
        before,
        origins: Vec::new(),
    }
}

/// Whether a telling says the contrary of the clearest one: as how that one is put the claim is put.
///
/// A negation somewhere in a long telling need not turn it round, and one speaker's saying in two wordings, or in two
/// places of one report, is one saying, whichever word of it denies.
fn contrary(unit: &Unit, clearest: &Unit, tables: &Tables) -> bool {
    let thresholds = &tables.compare.claims;
    let (a, b) = (unit.span, clearest.span);
    let sizes = [unit.meaning.len(), clearest.meaning.len()];
    let other_voice = match (unit.speaker, clearest.speaker) {
        (Some(x), Some(y)) => x != y && (unit.side.is_none() || unit.side != clearest.side),
        (None, None) => unit.statement.is_none() && clearest.statement.is_none(),
        (Some(_), None) | (None, Some(_)) => true,
    };
    unit.negated != clearest.negated
        && other_voice
        && a.doc != b.doc
        && sizes.iter().all(|size| (2..=thresholds.contrary_words).contains(size))
        && unit.meaning.likeness(&clearest.meaning, tables) >= thresholds.contrary
}

/// The words of a span.
pub(crate) fn text_of(reports: &[Report], span: DocSpan) -> &str {
    let article = reports.get(span.doc.index()).map(|report| &report.doc.article);
    let text = match span.field {
        rashomon_doc::Field::Text => article.map(|article| article.text.as_str()),
        rashomon_doc::Field::Title => article.and_then(|article| article.title_str()),
    };
    text.map_or("", |text| span.span.slice(text))
}
