//! Accounts that deny or undo one another: one report has it that something happened, another that it did not or that
//! the contrary did; and what later reports know to have become of it.

use std::collections::BTreeSet;

use rashomon_doc::Date;

use super::clause::{Clause, Clauses, Mood};
use super::denied::denials;
use super::rows::{Account, listed, positions, quoted, shortened};
use super::scene::Scene;
use crate::dossier::{About, Aspect, ClaimId, Comparison, ComparisonKind, DocSpan, EventId, StatementId};

/// How two clauses stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// Told and denied.
    Denied,
    /// The one undoes the other.
    Undone,
    /// The act is laid to two actors.
    Rival,
    /// What was ahead has come, or has been called off.
    Came,
    /// What became of it.
    Became,
    /// What was asked or planned is refused or not done.
    Refused,
}

/// Two clauses that stand to one another in some way.
pub(super) struct Pair<'c> {
    pub(super) turn: Turn,
    pub(super) kind: ComparisonKind,
    pub(super) a: &'c Clause,
    pub(super) b: &'c Clause,
    pub(super) weight: f64,
}

/// The rows of all pairs of clauses that deny, undo or follow one another.
pub(super) fn compare(scene: &Scene<'_>, clauses: &Clauses) -> Vec<Comparison> {
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    for clause in &clauses.list {
        pairs.extend(denials(scene, clauses, clause));
        pairs.extend(others(scene, clauses, clause));
    }
    rows(scene, pairs)
}

/// Clauses that undo this one, lay the act to another, or tell what became of it.
fn others<'c>(scene: &Scene<'_>, clauses: &'c Clauses, clause: &'c Clause) -> Vec<Pair<'c>> {
    if !clause.is_known || clause.negated || clause.mood == Mood::Open {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut words: BTreeSet<&String> = clause.content.iter().collect();
    words.insert(&clause.act);
    // "He was fired", "he resigned": nothing else need be in common but the one of whom it is told.
    words.extend(scene.tables().senses.opposites(&clause.act));
    let mut seen: BTreeSet<DocSpan> = BTreeSet::new();
    for word in words {
        for other in clauses.with(clause.story, word) {
            // What is refused or not done is of interest only where it was ahead.
            let is_told = !other.negated && other.mood == Mood::Told;
            let is_refused = other.negated && clause.mood == Mood::Ahead && clause.act == other.act;
            let fits = other.is_known
                && (is_told || is_refused)
                && other.is_background == clause.is_background
                && other.other_voice(clause);
            if !fits || overlaps(clause, other) || !seen.insert(other.at) {
                continue;
            }
            found.extend(pair(scene, clause, other));
        }
    }
    found
}

fn pair<'c>(scene: &Scene<'_>, a: &'c Clause, b: &'c Clause) -> Option<Pair<'c>> {
    let senses = &scene.tables().senses;
    // One accepts what another rejects: two have two minds, and neither has changed it.
    let stance = |clause: &Clause| senses.stances.contains(&clause.act);
    let two_minds = stance(a)
        && stance(b)
        && !a.actor.who.is_empty()
        && !b.actor.who.is_empty()
        && a.actor.sides.is_disjoint(&b.actor.sides);
    if two_minds {
        return None;
    }
    let limits = &scene.tables().compare.clauses;
    let later = scene.earlier(a.at.doc, b.at.doc);
    let weight = likeness(scene, a, b, "");
    let same_patient = a.patient.is_same(&b.patient);
    let same_actor = a.actor.is_same(&b.actor);
    let make = |turn, kind| Some(Pair { turn, kind, a, b, weight });
    let unnamed = a.actor.who.is_empty() && b.actor.who.is_empty();
    // What was asked, planned or promised is refused later, or not done.
    if b.negated || b.mood != Mood::Told {
        let has_object =
            |clause: &Clause| clause.patient.span.is_some() && clause.patient.span != clause.actor.span;
        let one = same_patient && same_actor && has_object(a) && has_object(b) && weight >= limits.undone;
        let fits = one || a.is_asked && scene.weight(&a.act) >= RARE;
        let open = a.mood == Mood::Ahead && b.mood != Mood::Open && a.act == b.act && later;
        return if fits && open && !senses.idle.contains(&a.act) {
            make(Turn::Refused, ComparisonKind::Update)
        } else {
            None
        };
    }
    let same_phrase = same_actor && unnamed && a.actor.words.intersection(&b.actor.words).count() >= 2;
    if a.mood == Mood::Ahead && later && same_phrase && weight >= limits.came && a.act != b.act {
        return make(Turn::Came, ComparisonKind::Update);
    }
    // "Would ask the court", "withdrew its request for a court order": the noun for the act itself is called off.
    let by_name =
        b.patient.noun.as_ref() == Some(&a.act) && a.mood == Mood::Ahead && weight >= limits.planned;
    if is_called_off(a, b, later, weight, limits.came) && (weight >= limits.undone || by_name) {
        return make(Turn::Became, ComparisonKind::Update);
    }
    // One who is named and undergoes both needs less beside.
    let one = !a.patient.who.is_disjoint(&b.patient.who);
    let quality = |clause: &Clause| senses.qualities.contains(&clause.act);
    if senses.are_opposite(&a.act, &b.act) && quality(a) && quality(b) && a.mood == Mood::Told {
        let speakers = a.speaker != b.speaker || a.at.doc != b.at.doc && a.speaker.is_none();
        let fits = same_patient
            && (weight >= limits.undone || one)
            && speakers
            && (a.at.doc, a.at.span) < (b.at.doc, b.at.span)
            && a.can_be_one_day(b);
        return if fits { make(Turn::Undone, ComparisonKind::Conflict) } else { None };
    }
    // What some word in a clause denies is not told by it.
    if a.denies || b.denies {
        return None;
    }
    let alone = a.patient.span == a.actor.span && b.patient.span == b.actor.span;
    let idle = senses.idle.contains(&a.act);
    if a.act == b.act
        && !idle
        && a.mood == Mood::Told
        && is_rival(a, b)
        && (same_patient || alone)
        && a.at < b.at
    {
        return make(Turn::Rival, ComparisonKind::Conflict);
    }
    if a.act == b.act && a.mood == Mood::Ahead && later {
        // The day for which it was planned, or both who take part, tie it too.
        let one_day = a.days.iter().any(|day| b.days.iter().any(|other| is_one_day(day, other)));
        let object = a.patient.span != a.actor.span && b.patient.span != b.actor.span;
        let sure = same_actor && object && (same_patient || one_day) && weight >= limits.undone;
        let fits = sure || (same_patient || same_actor) && weight >= limits.came && a.can_be_one_day(b);
        return if fits { make(Turn::Came, ComparisonKind::Update) } else { None };
    }
    if a.mood != Mood::Told && !later {
        return None;
    }
    let near = same_patient && weight >= if one { limits.undone / 2.0 } else { limits.undone };
    if senses.turns_into(&a.act, &b.act) && later && (near || same_actor && weight >= limits.became) {
        return make(Turn::Became, ComparisonKind::Update);
    }
    if senses.are_opposite(&a.act, &b.act) && near {
        let earlier = scene.earlier(b.at.doc, a.at.doc);
        let other_day = !a.can_be_one_day(b);
        if later {
            return make(Turn::Undone, ComparisonKind::Update);
        }
        let speakers = a.speaker != b.speaker;
        if !earlier && a.at < b.at && !other_day && speakers && weight >= limits.conflict {
            return make(Turn::Undone, ComparisonKind::Conflict);
        }
    }
    None
}

/// Whether two dates are one single day.
fn is_one_day(a: &Date, b: &Date) -> bool {
    a.single_day().is_some() && a.single_day() == b.single_day()
}

/// Whether the later clause says that what the earlier one plans, asks or does was called off or put off.
fn is_called_off(a: &Clause, b: &Clause, later: bool, weight: f64, came: f64) -> bool {
    let ends = matches!(b.act.as_str(), "cancel" | "postpone" | "suspend");
    let is_ahead = a.mood == Mood::Ahead;
    let named = b
        .patient
        .noun
        .as_ref()
        .is_some_and(|noun| *noun == a.act || is_ahead && a.patient.is_same(&b.patient));
    let planned = a.mood == Mood::Ahead && a.content.intersection(&b.content).count() >= 3 && weight >= came;
    // "The boom dropped" drops nothing.
    let has_object = b.patient.span.is_some() && b.patient.span != b.actor.span;
    later && ends && has_object && a.act != b.act && (named || planned)
}

/// Whether the one lays an act to someone and the other picks out another for it ("it was the miners who left"), or
/// each is told by the side that the other names.
fn is_rival(a: &Clause, b: &Clause) -> bool {
    let known = !a.actor.sides.is_empty() && !b.actor.sides.is_empty();
    let apart = a.actor.sides.is_disjoint(&b.actor.sides) && a.actor.noun_differs(&b.actor);
    let by_side = |x: &Clause, y: &Clause| x.speaker.is_some_and(|id| y.actor.sides.contains(&id));
    let mutual = by_side(a, b) && by_side(b, a);
    let picked = (a.picks || b.picks)
        && (by_side(a, b) || by_side(b, a) || a.at.doc != b.at.doc || a.picks && b.picks);
    known && apart && (mutual || picked) && a.can_be_one_day(b)
}

/// Whether two clauses stand in one another, or are told in one breath.
pub(super) fn overlaps(a: &Clause, b: &Clause) -> bool {
    (a.at.doc, a.at.field) == (b.at.doc, b.at.field)
        && (a.at.span.overlaps(b.at.span) || a.sentence == b.sentence && a.speaker == b.speaker)
}

/// 0 to 1: the weight of the words and names that both clauses hold, of the weight of the lighter one; `key` counts too.
pub(super) fn likeness(scene: &Scene<'_>, a: &Clause, b: &Clause, key: &str) -> f64 {
    let weight = |word: &String| scene.weight(word);
    let entity = scene.tables().compare.claims.entity_weight;
    let sum = |clause: &Clause| {
        clause.content.iter().filter(|word| *word != key).map(weight).sum::<f64>()
            + entity * clause.named.len() as f64
    };
    let own = if key.is_empty() { 0.0 } else { weight(&key.to_owned()) };
    let common: f64 = a.content.intersection(&b.content).filter(|word| *word != key).map(weight).sum::<f64>()
        + entity * a.named.intersection(&b.named).count() as f64;
    let least = scene.tables().compare.clauses.least;
    (common + own) / (sum(a).min(sum(b)).max(least) + own)
}

/// Acts of this rarity tell enough by themselves ("spit", "forge").
pub(super) const RARE: f64 = 4.0;

/// One row for each group of pairs that share a clause and stand alike.
fn rows(scene: &Scene<'_>, mut pairs: Vec<Pair<'_>>) -> Vec<Comparison> {
    pairs.sort_by(|x, y| y.weight.total_cmp(&x.weight).then((x.a.at, x.b.at).cmp(&(y.a.at, y.b.at))));
    let mut groups: Vec<(Turn, ComparisonKind, Vec<&Clause>, Vec<&Clause>)> = Vec::new();
    for pair in &pairs {
        let known = groups.iter_mut().find(|(turn, kind, a, b)| {
            *turn == pair.turn
                && *kind == pair.kind
                && (a.iter().any(|one| one.at == pair.a.at) || b.iter().any(|one| one.at == pair.b.at))
        });
        match known {
            Some((_, _, a, b)) => {
                add(a, pair.a);
                add(b, pair.b);
            }
            None => groups.push((pair.turn, pair.kind, vec![pair.a], vec![pair.b])),
        }
    }
    groups.retain(|(.., a, b)| a.len() + b.len() <= LARGEST);
    groups.sort_by_key(|(turn, _, a, b)| (a[0].story, a[0].at.min(b[0].at), *turn));
    groups.iter().map(|(turn, kind, a, b)| row(scene, *turn, *kind, a, b)).collect()
}

/// A group of more clauses is a theme of the story, and no point in question.
const LARGEST: usize = 8;

fn add<'c>(list: &mut Vec<&'c Clause>, clause: &'c Clause) {
    if !list.iter().any(|known| known.at == clause.at) {
        list.push(clause);
    }
}

fn row(scene: &Scene<'_>, turn: Turn, kind: ComparisonKind, a: &[&Clause], b: &[&Clause]) -> Comparison {
    let accounts: Vec<Account> = a.iter().chain(b).map(|clause| account(scene, clause)).collect();
    let side = |clauses: &[&Clause]| {
        let told: Vec<String> = clauses.iter().map(|clause| told(scene, clause)).collect();
        told.join(", ")
    };
    let (first, second) = (side(a), side(b));
    let text = match (turn, kind) {
        (Turn::Denied, ComparisonKind::Update) => {
            format!("First it is told that this was not so: {first}; later that it was: {second}.")
        }
        (Turn::Denied, _) => format!("Some deny what others tell: {first}; as against {second}."),
        (Turn::Undone, ComparisonKind::Update) => {
            format!("This was told first: {first}; and the contrary later: {second}.")
        }
        (Turn::Undone, _) => format!("The accounts tell contrary things: {first}; as against {second}."),
        (Turn::Rival, _) => format!("The accounts differ on who did this: {first}; as against {second}."),
        (Turn::Came, _) => format!("This was ahead at first: {first}; later it is told as done: {second}."),
        (Turn::Refused, _) => {
            format!(
                "This was asked for or planned at first: {first}; later it is told as refused or not done: {second}."
            )
        }
        (Turn::Became, _) => format!("What became of this: first {first}; later {second}."),
    };
    let aspect = if turn == Turn::Rival { Aspect::Actor } else { Aspect::Status };
    Comparison {
        story: a[0].story,
        kind,
        aspect,
        about: about(scene, a[0]),
        text,
        positions: positions(&accounts, scene.context),
    }
}

fn account(scene: &Scene<'_>, clause: &Clause) -> Account {
    Account {
        value: shortened(scene.dossier.text_of(clause.at)),
        span: clause.at,
        statement: voice(scene, clause),
    }
}

/// The statement that tells a clause, or that denies it.
fn voice(scene: &Scene<'_>, clause: &Clause) -> Option<StatementId> {
    let denial = if clause.negated { scene.denial_at(clause.at) } else { None };
    denial.or(clause.statement)
}

/// The words of a clause, with who says them and where.
fn told(scene: &Scene<'_>, clause: &Clause) -> String {
    let words = quoted(&shortened(scene.dossier.text_of(clause.at)));
    let outlet = listed(scene.dossier, &[clause.at.doc]);
    let negations = &scene.tables().compare.claims.negations;
    let lower = scene.lower(clause.at);
    // "No bid was made", said to deny it, is what is said; "a bid was made" is what is denied.
    let denied = clause.negated && !lower.split_whitespace().any(|word| negations.contains(word));
    let by = if denied && scene.denial_at(clause.at).is_some() { "denied by " } else { "" };
    match scene.speaker_of(voice(scene, clause)) {
        Some(name) => format!("{words} ({by}{name}, in {outlet})"),
        None => format!("{words} ({outlet})"),
    }
}

/// What the row is about: the claim that a clause tells, else the event in it, else the report.
pub(super) fn about(scene: &Scene<'_>, clause: &Clause) -> About {
    about_words(scene, clause.at, clause.statement)
}

/// The claim told in some words, else the event, else the report.
pub(super) fn about_words(scene: &Scene<'_>, at: DocSpan, statement: Option<StatementId>) -> About {
    let said = statement.and_then(|id| scene.dossier.statements.get(id.index()));
    if let Some(claim) = said.and_then(|said| said.claim) {
        return About::Claim(claim);
    }
    let holds = |span: DocSpan| (span.doc, span.field) == (at.doc, at.field) && at.span.contains(span.span);
    let event = scene
        .dossier
        .events
        .iter()
        .position(|event| event.reports.iter().any(|report| holds(report.trigger)));
    if let Some(index) = event {
        return About::Event(EventId(index as u32));
    }
    let meets = |span: DocSpan| (span.doc, span.field) == (at.doc, at.field) && at.span.overlaps(span.span);
    let claim = scene
        .dossier
        .claims
        .iter()
        .position(|claim| claim.tellings.iter().any(|telling| meets(telling.span)));
    claim.map_or(About::Document(at.doc), |index| About::Claim(ClaimId(index as u32)))
}
