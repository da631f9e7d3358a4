//! Events: told by several or by one, and differences of date, place, participants and standing.

use std::collections::BTreeSet;

use jiff::civil;
use rashomon_doc::{Date, Doc, Field, Status};

use super::rows::{Account, Context, count_origins, docs_of, leads, outlets, positions, sides};
use crate::dossier::{
    About, Aspect, Comparison, ComparisonKind, DocId, Dossier, Entity, EntityId, EntityKind, EventId,
    EventReport, Party, Position, StoryEvent,
};
use crate::resolve::{family, whole};

/// The rows of all events, and in what each event's accounts differ.
pub(super) fn compare(dossier: &Dossier, context: Context<'_>) -> (Vec<Comparison>, Vec<Vec<Aspect>>) {
    let mut rows = Vec::new();
    let mut differs = Vec::with_capacity(dossier.events.len());
    for (index, event) in dossier.events.iter().enumerate() {
        let before = rows.len();
        rows.extend(one(dossier, EventId(index as u32), event, context));
        let aspects: BTreeSet<Aspect> = rows[before..]
            .iter()
            .filter(|row| matches!(row.kind, ComparisonKind::Conflict | ComparisonKind::Update))
            .map(|row| row.aspect)
            .collect();
        differs.push(aspects.into_iter().collect());
    }
    (rows, differs)
}

fn one(dossier: &Dossier, id: EventId, event: &StoryEvent, context: Context<'_>) -> Vec<Comparison> {
    let row = |kind, aspect, text, positions| Comparison {
        story: event.story,
        kind,
        aspect,
        about: About::Event(id),
        text,
        positions,
    };
    let mut rows = Vec::new();
    let told = accounts(event, |_| Some(event.text.clone()));
    let docs: Vec<DocId> = docs_of(&told).into_iter().collect();
    let everyone = positions(&told, context);
    if docs.len() > 1 {
        let agreed = agreeing(event, &told);
        let count = docs_of(&agreed).len();
        if count > 1 {
            let origins = count_origins(&event.origins);
            let text = format!("{count} reports tell of this, {origins}: {}.", event.text);
            rows.push(row(ComparisonKind::Agreement, Aspect::Detail, text, positions(&agreed, context)));
        }
    } else if told_by_one(dossier, event, context) {
        let text = format!("Only {} tells of this: {}.", outlets(dossier, &docs), event.text);
        rows.push(row(ComparisonKind::OnlyOne, Aspect::Detail, text, everyone));
    }
    let dated = accounts(event, |report| report.date.is_known().then(|| days(&report.date)));
    let dates: Vec<&Date> = event.reports.iter().map(|report| &report.date).collect();
    if pairs_differ(&dates, |a, b| !a.can_equal(b)) {
        let (sides, words) = put(dossier, &dated, context);
        rows.push(row(
            ComparisonKind::Conflict,
            Aspect::Date,
            format!("The reports date this differently ({}): {words}.", event.text),
            sides,
        ));
    }
    rows.extend(
        status(dossier, event, context).map(|(kind, text, sides)| row(kind, Aspect::Status, text, sides)),
    );
    let named: [(Aspect, &str, Parties); 3] = [
        (Aspect::Place, "The reports place this differently", |report| report.place.into_iter().collect()),
        (Aspect::Actor, "The reports differ on who did this", |report| report.actors.clone()),
        (Aspect::Recipient, "The reports differ on whom this was done to", |report| {
            report.recipients.clone()
        }),
    ];
    for (aspect, sentence, parties) in named {
        if let Some((sides, words)) = differing(dossier, event, aspect, parties, context) {
            rows.push(row(
                ComparisonKind::Conflict,
                aspect,
                format!("{sentence} ({}): {words}.", event.text),
                sides,
            ));
        }
    }
    rows
}

/// Reads the parties of one kind out of a report's telling.
type Parties = fn(&EventReport) -> Vec<Party>;

/// The accounts that agree on whether an event came about: all of them, or, where some deny what others tell, those on the
/// side of more reports.
fn agreeing(event: &StoryEvent, told: &[Account]) -> Vec<Account> {
    let side = |fails: bool| -> Vec<Account> {
        let kept = event.reports.iter().zip(told);
        kept.filter(|(report, _)| (came_about(report.status) == Some(false)) == fails)
            .map(|(_, account)| account.clone())
            .collect()
    };
    let came = event.reports.iter().any(|report| came_about(report.status) == Some(true));
    let (holds, fails) = (side(false), side(true));
    if !came || fails.is_empty() {
        return told.to_vec();
    }
    if docs_of(&fails).len() > docs_of(&holds).len() { fails } else { holds }
}

/// Whether an event is worth a row though only one report tells of it: others could have known; it is no background;
/// and it says who, when or where, or is the report's own news. What one speaker tells of has its row as a claim.
fn told_by_one(dossier: &Dossier, event: &StoryEvent, context: Context<'_>) -> bool {
    let is_news = |report: &EventReport| leads(dossier, report.span, context);
    let is_told = |report: &EventReport| {
        !report.actors.is_empty() || !report.recipients.is_empty() || report.date.single_day().is_some()
    };
    let is_own = |report: &EventReport| report.statement.is_none();
    !event.silent.is_empty()
        && (!event.background || event.reports.iter().any(is_told))
        && event.status != Some(Status::Hypothetical)
        && event.reports.iter().any(is_own)
        && (event.reports.iter().any(is_news) || event.reports.iter().any(is_told))
        && (event.text.split_whitespace().count() >= TELLING_WORDS || event.reports.iter().any(is_news))
        && !begins_with_pronoun(&event.text)
}

/// Whether nobody can tell who is meant without the sentence around it.
fn begins_with_pronoun(text: &str) -> bool {
    const PRONOUNS: [&str; 11] =
        ["he", "she", "it", "they", "we", "i", "which", "who", "this", "that", "these"];
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    PRONOUNS.contains(&first.as_str())
}

/// An event of which fewer words are known ("they refused") tells nothing by itself.
const TELLING_WORDS: usize = 3;

/// One account a report, of the reports that have a value.
fn accounts(event: &StoryEvent, value: impl Fn(&EventReport) -> Option<String>) -> Vec<Account> {
    let account = |report: &EventReport| {
        Some(Account { value: value(report)?, span: report.span, statement: report.statement })
    };
    event.reports.iter().filter_map(account).collect()
}

fn put(dossier: &Dossier, accounts: &[Account], context: Context<'_>) -> (Vec<Position>, String) {
    let positions = positions(accounts, context);
    let words = sides(dossier, &positions);
    (positions, words)
}

fn pairs_differ<T>(values: &[T], differ: impl Fn(&T, &T) -> bool) -> bool {
    values.iter().enumerate().any(|(index, a)| values[index + 1..].iter().any(|b| differ(a, b)))
}

/// A date in plain words.
fn days(date: &Date) -> String {
    let day = |day: civil::Date| day.strftime("%-d %B %Y").to_string();
    match (date.start, date.end) {
        (Some(start), Some(end)) if start == end => day(start),
        (Some(start), Some(end)) => format!("{} to {}", day(start), day(end)),
        (Some(start), None) => format!("{} or later", day(start)),
        (None, Some(end)) => format!("{} or earlier", day(end)),
        (None, None) => "no date".to_owned(),
    }
}

/// A standing in plain words.
fn standing(status: Status) -> &'static str {
    match status {
        Status::Occurred => "it took place",
        Status::Ongoing => "it is going on",
        Status::Planned => "it is planned",
        Status::Demanded => "it is demanded",
        Status::Refused => "it is refused",
        Status::Denied => "it is denied",
        Status::Expected => "it is expected",
        Status::Hypothetical => "it is possible",
    }
}

/// Whether an event of this standing has come about, in the account's words; `None` where that is open.
fn came_about(status: Status) -> Option<bool> {
    match status {
        Status::Occurred | Status::Ongoing => Some(true),
        Status::Denied | Status::Refused => Some(false),
        Status::Planned | Status::Demanded | Status::Expected | Status::Hypothetical => None,
    }
}

/// A difference of standing: a conflict where one account has it that the event came about and another, not earlier
/// or later for certain, that it did not; an update where the later accounts know more.
fn status(
    dossier: &Dossier,
    event: &StoryEvent,
    context: Context<'_>,
) -> Option<(ComparisonKind, String, Vec<Position>)> {
    let told = accounts(event, |report| Some(standing(report.status).to_owned()));
    let differ = |a: &&EventReport, b: &&EventReport| {
        (came_about(a.status), came_about(b.status)) != (came_about(b.status), came_about(a.status))
    };
    let reports: Vec<&EventReport> = event.reports.iter().collect();
    if !pairs_differ(&reports, differ) {
        return None;
    }
    let opposed = |a: &&EventReport, b: &&EventReport| matches!((came_about(a.status), came_about(b.status)), (Some(x), Some(y)) if x != y);
    let in_order = |a: &EventReport, b: &EventReport| {
        context.order.earlier(a.span.doc, b.span.doc) || context.order.earlier(b.span.doc, a.span.doc)
    };
    // What two reports differ on of a day that had passed when the earlier came out is no news of a later day.
    let had_passed = |a: &EventReport, b: &EventReport| {
        let out =
            |report: &EventReport| dossier.reports.get(report.span.doc.index())?.doc.article.published.start;
        matches!((event.date.end, out(a), out(b)), (Some(day), Some(x), Some(y)) if day < x.min(y))
    };
    // Inside one report it is a conflict only between two voices, and where both name the same one who takes part.
    let named = |report: &EventReport| -> BTreeSet<EntityId> {
        let parties = report.actors.iter().chain(&report.recipients);
        parties.filter_map(|party| party.entity).collect()
    };
    let other_voice = |a: &EventReport, b: &EventReport| {
        a.span.doc != b.span.doc || (a.statement != b.statement && !named(a).is_disjoint(&named(b)))
    };
    // Accounts that call it by two words may tell of two stages of it; only one word told and denied is a contradiction.
    let one_word =
        |a: &EventReport, b: &EventReport| trigger(dossier, a, context) == trigger(dossier, b, context);
    let conflict = pairs_differ(&reports, |a, b| {
        opposed(a, b) && other_voice(a, b) && one_word(a, b) && (!in_order(a, b) || had_passed(a, b))
    });
    // What was ahead has come about (or has been given up) by a later report, and no earlier one tells so: an account that had
    // it so from the first, or that speaks of a mere possibility, tells of another matter.
    let later_than_all = |known: &EventReport, open: &[&EventReport]| {
        open.iter().all(|first| context.order.earlier(first.span.doc, known.span.doc))
    };
    let is_ahead = |report: &&EventReport| {
        matches!(report.status, Status::Planned | Status::Expected | Status::Demanded)
    };
    let open: Vec<&EventReport> = reports.iter().copied().filter(|report| is_ahead(report)).collect();
    let known: Vec<&EventReport> =
        reports.iter().copied().filter(|report| came_about(report.status).is_some()).collect();
    let published =
        |report: &EventReport| dossier.reports.get(report.span.doc.index())?.doc.article.published.start;
    // It has come about since: the day that is told of it is not before the first report.
    let is_since = |report: &EventReport| {
        let first = open.iter().filter_map(|open| published(open)).min();
        matches!((report.date.start, first), (Some(day), Some(first)) if report.date.is_known() && day >= first)
    };
    let moved = !open.is_empty()
        && !known.is_empty()
        && known.iter().all(|report| later_than_all(report, &open))
        && known.iter().any(|report| is_since(report))
        && pairs_differ(&reports, |a, b| differ(a, b) && in_order(a, b) && one_word(a, b))
        || denied_first(&reports, context, one_word);
    let (sides, words) = put(dossier, &told, context);
    if conflict {
        Some((
            ComparisonKind::Conflict,
            format!("The accounts differ on whether this took place ({}): {words}.", event.text),
            sides,
        ))
    } else if moved {
        let text = format!("What is known of this changed with time ({}): {words}.", event.text);
        Some((ComparisonKind::Update, text, sides))
    } else {
        None
    }
}

/// Whether what all earlier reports say is not so, or will not be, is so by all later ones.
fn denied_first(
    reports: &[&EventReport],
    context: Context<'_>,
    one_word: impl Fn(&EventReport, &EventReport) -> bool,
) -> bool {
    let side = |came: bool| -> Vec<&EventReport> {
        reports.iter().copied().filter(|report| came_about(report.status) == Some(came)).collect()
    };
    let (told, denied) = (side(true), side(false));
    !told.is_empty()
        && !denied.is_empty()
        && told.len() + denied.len() == reports.len()
        && told.iter().all(|later| {
            denied
                .iter()
                .all(|first| context.order.earlier(first.span.doc, later.span.doc) && one_word(first, later))
        })
}

/// Whom one report names, and by what word it calls the event.
struct Cast {
    doc: DocId,
    ids: BTreeSet<EntityId>,
    trigger: String,
    /// Some speaker's word, not the outlet's own.
    is_said: bool,
}

/// Accounts that name someone, where two reports that call the event by one word name no one in common, nor parts of one
/// whole. Whoever stands on the other side in another account is left out: there the reading is in doubt, not the fact.
fn differing(
    dossier: &Dossier,
    event: &StoryEvent,
    aspect: Aspect,
    parties: Parties,
    context: Context<'_>,
) -> Option<(Vec<Position>, String)> {
    let other_side: &[EntityId] = match aspect {
        Aspect::Actor => &event.recipients,
        Aspect::Recipient => &event.actors,
        _ => &[],
    };
    let entity = |party: &Party| party.entity.and_then(|id| dossier.entities.get(id.index()));
    let is_known = |party: &Party| {
        entity(party).is_some_and(|entity| entity.kind != EntityKind::People)
            && !party.entity.is_some_and(|id| other_side.contains(&id))
    };
    let mut told = Vec::new();
    let mut casts: Vec<Cast> = Vec::new();
    for report in &event.reports {
        let parties: Vec<Party> = parties(report).into_iter().filter(is_known).collect();
        let own = parties.iter().filter_map(|party| party.entity);
        let ids: BTreeSet<EntityId> = own.flat_map(|id| [id, whole(&dossier.entities, id)]).collect();
        if ids.is_empty() {
            continue;
        }
        let names: BTreeSet<String> =
            parties.iter().filter_map(|party| Some(entity(party)?.name.clone())).collect();
        let value = names.into_iter().collect::<Vec<_>>().join(", ");
        told.push(Account { value, span: report.span, statement: report.statement });
        let trigger = trigger(dossier, report, context);
        // What one report says in several places is one account.
        let same = |cast: &&mut Cast| cast.doc == report.span.doc && cast.trigger == trigger;
        if let Some(cast) = casts.iter_mut().find(same) {
            cast.ids.extend(ids);
        } else {
            let is_said = report.statement.is_some();
            casts.push(Cast { doc: report.span.doc, ids, trigger, is_said });
        }
    }
    let apart = |a: &Cast, b: &Cast| {
        a.doc != b.doc
            && a.trigger == b.trigger
            // Outlets that name others in their own voice mostly tell of others' doings: only speakers lay one act to two.
            && (aspect == Aspect::Place || a.is_said && b.is_said)
            && a.ids.is_disjoint(&b.ids)
            && !part_by_name(dossier, &a.ids, &b.ids)
            && !of_one_state(dossier, &a.ids, &b.ids)
    };
    pairs_differ(&casts, apart).then(|| put(dossier, &told, context))
}

/// The word by which a report calls the event: what stands in the table for its lemma; its words where there is no tree.
fn trigger(dossier: &Dossier, report: &EventReport, context: Context<'_>) -> String {
    let doc = dossier.reports.get(report.trigger.doc.index()).map(|report| &report.doc);
    let view = match report.trigger.field {
        Field::Text => doc.map(Doc::body),
        Field::Title => doc.and_then(Doc::title),
    };
    let lemma =
        view.and_then(|view| Some(view.token(view.head_of(report.trigger.span)?).lemma.to_lowercase()));
    let lemma = lemma.unwrap_or_else(|| dossier.text_of(report.trigger).to_lowercase());
    family(&lemma, context.tables).to_owned()
}

/// Whether one side names a country, or a person, and the other a person or body of that country: who acts for a state
/// acts as the state.
fn of_one_state(dossier: &Dossier, a: &BTreeSet<EntityId>, b: &BTreeSet<EntityId>) -> bool {
    let entity = |id: &EntityId| dossier.entities.get(id.index());
    let speaks_for = |x: &Entity, y: &Entity| {
        matches!(
            (x.kind, y.kind),
            (EntityKind::Place, EntityKind::Person | EntityKind::Organization)
                | (EntityKind::Person, EntityKind::Organization)
        )
    };
    a.iter().filter_map(entity).any(|x| {
        b.iter()
            .filter_map(entity)
            .any(|y| x.country.is_some() && x.country == y.country && (speaks_for(x, y) || speaks_for(y, x)))
    })
}

/// Whether one name holds the other ("Port Ilmen", "Ilmen"), or both end alike: a nearer or wider word for the same.
fn part_by_name(dossier: &Dossier, a: &BTreeSet<EntityId>, b: &BTreeSet<EntityId>) -> bool {
    let names = |ids: &BTreeSet<EntityId>| -> Vec<String> {
        ids.iter()
            .filter_map(|id| dossier.entities.get(id.index()))
            .map(|entity| entity.name.to_lowercase())
            .collect()
    };
    let last = |name: &str| name.rsplit(' ').next().unwrap_or(name).to_owned();
    // "The Varga administration" and "Tomas Varga": a body that bears someone's name acts as that one does.
    let bears = |x: &str, y: &str| {
        x.split(' ')
            .filter(|word| word.chars().count() > SHORT_NAME)
            .any(|word| y.split(' ').any(|other| other == word))
    };
    let (a, b) = (names(a), names(b));
    a.iter().any(|x| {
        b.iter()
            .any(|y| x.contains(y.as_str()) || y.contains(x.as_str()) || last(x) == last(y) || bears(x, y))
    })
}

/// Words of a name up to this length ("the", "of") are borne by many.
const SHORT_NAME: usize = 3;
