//! Claims: told by several, put otherwise, laid to others, denied, or told by one alone.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{Deprel, Doc, Field, QuotationKind, SpeechAct};

use super::clause::Clauses;
use super::rows::{
    Account, Context, count_origins, docs_of, outlets, positions, quoted, quoted_sides, shortened, sides,
};
use crate::dossier::{
    About, Aspect, Claim, ClaimId, Comparison, ComparisonKind, DocId, DocSpan, Dossier, EntityId,
    StatementId, Telling,
};
use crate::resolve::{text_of, whole, words};

/// Compares the tellings of each claim.
pub(super) fn compare(dossier: &Dossier, clauses: &Clauses, context: Context<'_>) -> Vec<Comparison> {
    let mut rows = Vec::new();
    for (index, claim) in dossier.claims.iter().enumerate() {
        let row = |kind, aspect, text, positions| Comparison {
            story: claim.story,
            kind,
            aspect,
            about: About::Claim(ClaimId(index as u32)),
            text,
            positions,
        };
        let accounts = tellings(dossier, claim);
        let docs = docs_of(&accounts);
        let told = shortened(&claim.text);
        let opposed = has_contraries(claim, clauses);
        if docs.len() > 1 && (opposed || is_event(dossier, claim)) {
            // Contraries are no agreement; what is joined as an event has the row of the event.
        } else if docs.len() > 1 {
            let same: Vec<Account> =
                accounts.iter().map(|account| Account { value: told.clone(), ..account.clone() }).collect();
            let text = format!(
                "{} reports tell this, {}: {}.",
                docs.len(),
                count_origins(&claim.origins),
                quoted(&told)
            );
            let sides = positions(&same, context);
            rows.push(row(ComparisonKind::Agreement, Aspect::Detail, text, sides));
        } else if told_by_one(dossier, claim) {
            let sides = positions(&with_speakers(dossier, &accounts), context);
            let docs: Vec<_> = docs.into_iter().collect();
            let text = format!("Only {} tells this: {}.", outlets(dossier, &docs), quoted(&told));
            rows.push(row(ComparisonKind::OnlyOne, Aspect::Detail, text, sides));
        }
        if let Some((sides, text)) = speakers(dossier, claim, context).filter(|_| !opposed) {
            rows.push(row(ComparisonKind::AttributionDiffers, Aspect::Speaker, text, sides));
        }
        if let Some((sides, text)) = dropped(dossier, claim, context) {
            rows.push(row(ComparisonKind::AttributionDiffers, Aspect::Speaker, text, sides));
        }
        if let Some((sides, text)) = force(dossier, claim, context) {
            rows.push(row(ComparisonKind::AttributionDiffers, Aspect::Wording, text, sides));
        }
        if let Some((sides, text)) = hearers(dossier, claim, context) {
            rows.push(row(ComparisonKind::AttributionDiffers, Aspect::Recipient, text, sides));
        }
        if let Some((sides, text)) = wordings(dossier, claim, context) {
            rows.push(row(ComparisonKind::Rewording, Aspect::Wording, text, sides));
        }
        if let Some((kind, sides, text)) = contraries(dossier, claim, clauses, context) {
            rows.push(row(kind, Aspect::Status, text, sides));
        }
    }
    rows
}

/// Whether the outlets tell a claim in their own voice only, and its sentences are joined as an event too.
fn is_event(dossier: &Dossier, claim: &Claim) -> bool {
    let own = claim.tellings.iter().all(|telling| telling.statement.is_none());
    own && dossier.events.iter().any(|event| {
        let meets = |telling: &Telling| {
            event.reports.iter().any(|report| {
                let (at, told) = (report.span, telling.span);
                (at.doc, at.field) == (told.doc, told.field) && at.span.overlaps(told.span)
            })
        };
        claim.tellings.iter().filter(|telling| meets(telling)).count() > 1
    })
}

/// Whether some telling denies what another tells.
fn has_contraries(claim: &Claim, clauses: &Clauses) -> bool {
    let tellings = &claim.tellings;
    tellings
        .iter()
        .enumerate()
        .any(|(index, a)| tellings[index + 1..].iter().any(|b| clauses.opposed_in(a.span, b.span)))
}

/// The tellings with their words.
fn tellings(dossier: &Dossier, claim: &Claim) -> Vec<Account> {
    let account = |telling: &Telling| Account {
        value: shortened(text_of(&dossier.reports, telling.span)),
        span: telling.span,
        statement: telling.statement,
    };
    claim.tellings.iter().map(account).collect()
}

/// The accounts with the words for those who speak and are spoken to: that they do is a part of what is told.
fn with_speakers(dossier: &Dossier, accounts: &[Account]) -> Vec<Account> {
    let parties = |account: &Account| {
        let said = statement(dossier, account.statement);
        let spans = said.map(|said| [said.speaker, said.addressee]).into_iter().flatten().flatten();
        let own = spans.map(|party| party.span).filter(|span| span.doc == account.span.doc);
        own.map(|span| Account { span, ..account.clone() }).chain([account.clone()]).collect::<Vec<_>>()
    };
    accounts.iter().flat_map(parties).collect()
}

/// Whether a claim is worth a row though only one report tells it: others of the story could have known, it stands on
/// its own (what is said inside another statement goes with that one), and its words tell enough by themselves.
fn told_by_one(dossier: &Dossier, claim: &Claim) -> bool {
    let stands_alone = |telling: &Telling| {
        statement(dossier, telling.statement).is_none_or(|statement| statement.parent.is_none())
    };
    !claim.silent.is_empty()
        && claim.tellings.iter().any(stands_alone)
        && claim.text.split_whitespace().count() >= TELLING_WORDS
        && claim.tellings.iter().any(|telling| is_clause(dossier, telling.span))
}

/// Whether some words hold a subject and what is said of it. Where the reader gave no tree, that is taken for granted.
fn is_clause(dossier: &Dossier, at: DocSpan) -> bool {
    let doc = dossier.reports.get(at.doc.index()).map(|report| &report.doc);
    let view = match at.field {
        Field::Text => doc.map(Doc::body),
        Field::Title => doc.and_then(Doc::title),
    };
    let Some(view) = view.filter(|view| !view.layer.tokens.is_empty()) else { return true };
    view.tokens_in(at.span).any(|id| {
        matches!(
            view.token(id).deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Csubj | Deprel::Expl
        )
    })
}

/// Fewer words ("a second vote", "to leave") tell nothing without the sentence around them.
const TELLING_WORDS: usize = 6;

type Sides = (Vec<crate::dossier::Position>, String);

/// Who is said to have said it: a difference only where no side's speaker belongs to another's.
fn speakers(dossier: &Dossier, claim: &Claim, context: Context<'_>) -> Option<Sides> {
    let mut accounts = Vec::new();
    let mut said_by: BTreeSet<EntityId> = BTreeSet::new();
    for telling in &claim.tellings {
        let Some(statement) = statement(dossier, telling.statement) else { continue };
        let Some(speaker) = statement.speaker else { continue };
        let named = speaker.entity.and_then(|id| dossier.entities.get(id.index()));
        let value =
            named.map_or_else(|| dossier.text_of(speaker.span).to_owned(), |entity| entity.name.clone());
        said_by.extend(speaker.entity);
        let account = |span| Account { value: value.clone(), span, statement: telling.statement };
        accounts.extend([account(speaker.span), account(telling.span)]);
    }
    let wholes: BTreeSet<EntityId> = said_by.iter().map(|id| whole(&dossier.entities, *id)).collect();
    let mut by_doc: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for account in &accounts {
        by_doc.entry(account.span.doc).or_default().insert(account.value.to_lowercase().replace('’', "'"));
    }
    let sets: Vec<&BTreeSet<String>> = by_doc.values().collect();
    let differ = sets.iter().enumerate().any(|(index, a)| sets[index + 1..].iter().any(|b| apart(a, b)));
    if wholes.len() < 2 || !differ {
        return None;
    }
    let sides = positions(&accounts, context);
    let text = format!(
        "The same words are given to different speakers: {}. The words: {}.",
        self::sides(dossier, &sides),
        quoted(&shortened(&claim.text))
    );
    Some((sides, text))
}

/// Whether no speaker of one side is one of the other, nor named in its words ("Israel", "the Israeli ministry").
fn apart(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    !a.iter().any(|x| b.iter().any(|y| x.contains(y.as_str()) || y.contains(x.as_str())))
}

/// What one report lays to a source and another tells in its own voice.
fn dropped(dossier: &Dossier, claim: &Claim, context: Context<'_>) -> Option<Sides> {
    let mut accounts = Vec::new();
    let mut credited: BTreeSet<DocId> = BTreeSet::new();
    for telling in &claim.tellings {
        let said = statement(dossier, telling.statement);
        let value = match said.map(|said| said.speaker) {
            Some(Some(speaker)) => {
                credited.insert(telling.span.doc);
                let entity = speaker.entity.and_then(|id| dossier.entities.get(id.index()));
                entity.map_or_else(|| dossier.text_of(speaker.span).to_owned(), |entity| entity.name.clone())
            }
            Some(None) => continue,
            None => "told with no source".to_owned(),
        };
        let speaker = said.and_then(|said| said.speaker);
        let account = |span| Account { value: value.clone(), span, statement: telling.statement };
        accounts.extend(speaker.map(|party| account(party.span)));
        accounts.push(account(telling.span));
    }
    let own: BTreeSet<DocId> = claim
        .tellings
        .iter()
        .filter(|telling| telling.statement.is_none())
        .map(|telling| telling.span.doc)
        .collect();
    if credited.is_empty() || own.difference(&credited).next().is_none() {
        return None;
    }
    let sides = positions(&accounts, context);
    let text = format!(
        "Some name a source for this and some do not: {}. The words: {}.",
        self::sides(dossier, &sides),
        quoted(&shortened(&claim.text))
    );
    Some((sides, text))
}

/// One saying told with verbs of other force ("said", "insisted").
fn force(dossier: &Dossier, claim: &Claim, context: Context<'_>) -> Option<Sides> {
    let mut accounts = Vec::new();
    let mut speakers: BTreeSet<EntityId> = BTreeSet::new();
    let mut forces: BTreeMap<DocId, BTreeSet<(SpeechAct, u8)>> = BTreeMap::new();
    for telling in &claim.tellings {
        let speaks = |said: &&crate::dossier::Statement| {
            said.parent.is_none()
                && !matches!(said.act, SpeechAct::Other | SpeechAct::Praise | SpeechAct::Promise)
                && said.speaker.is_some_and(|party| party.entity.is_some())
        };
        let Some(said) = statement(dossier, telling.statement).filter(speaks) else { continue };
        speakers.extend(said.speaker.and_then(|party| party.entity));
        let Some(cue) = said.cue.first() else { continue };
        forces.entry(telling.span.doc).or_default().insert((said.act, said.strength));
        let value = dossier.text_of(*cue).to_lowercase();
        accounts.push(Account { value, span: *cue, statement: telling.statement });
    }
    let sets: Vec<&BTreeSet<(SpeechAct, u8)>> = forces.values().collect();
    let differ = sets.iter().enumerate().any(|(index, a)| sets[index + 1..].iter().any(|b| a.is_disjoint(b)));
    // Two speakers' verbs are their own; that is the row of who said it.
    if !differ || speakers.len() != 1 {
        return None;
    }
    let sides = positions(&accounts, context);
    let text = format!(
        "One saying is told with verbs of other force: {}. The words: {}.",
        quoted_sides(dossier, &sides),
        quoted(&shortened(&claim.text))
    );
    Some((sides, text))
}

/// One speaker's saying that one report has as told to someone and another as told to someone else, or to nobody named.
fn hearers(dossier: &Dossier, claim: &Claim, context: Context<'_>) -> Option<Sides> {
    let mut accounts = Vec::new();
    let mut speakers: BTreeSet<EntityId> = BTreeSet::new();
    let mut hearers: BTreeMap<DocId, BTreeSet<String>> = BTreeMap::new();
    for telling in &claim.tellings {
        let Some(said) = statement(dossier, telling.statement) else { continue };
        speakers.extend(said.speaker.and_then(|party| party.entity));
        let named = said.addressee.map(|party| {
            let entity = party.entity.and_then(|id| dossier.entities.get(id.index()));
            entity.map_or_else(|| dossier.text_of(party.span).to_owned(), |entity| entity.name.clone())
        });
        let hearers = hearers.entry(telling.span.doc).or_default();
        hearers.extend(named.clone());
        let value = named.unwrap_or_else(|| "told to nobody named".to_owned());
        let parts = [said.speaker, said.addressee].into_iter().flatten().map(|party| party.span);
        let own = parts.filter(|span| span.doc == telling.span.doc).chain(said.cue.iter().copied());
        let spans = own.chain([telling.span]);
        accounts.extend(spans.map(|span| Account {
            value: value.clone(),
            span,
            statement: telling.statement,
        }));
    }
    let sets: Vec<&BTreeSet<String>> = hearers.values().collect();
    // That "reporters" were told is left out often; a paper or a person by name is a source of its own.
    let media = &context.tables.accounts.media;
    let is_outlet = |name: &String| name.split_whitespace().any(|word| media.contains(&word.to_lowercase()));
    let named = |set: &BTreeSet<String>| {
        set.iter().any(|name| is_outlet(name) || name.chars().any(char::is_uppercase))
    };
    let differ = sets.iter().enumerate().any(|(index, a)| {
        sets[index + 1..].iter().any(|b| match (a.is_empty(), b.is_empty()) {
            (true, true) => false,
            (false, false) => a.is_disjoint(b),
            _ => named(a) || named(b),
        })
    });
    if !differ || speakers.len() != 1 || docs_of(&accounts).len() < 2 {
        return None;
    }
    let sides = positions(&accounts, context);
    let text = format!(
        "The reports differ on who was told this: {}. The words: {}.",
        self::sides(dossier, &sides),
        quoted(&shortened(&claim.text))
    );
    Some((sides, text))
}

/// One speaker's quoted words in several wordings.
fn wordings(dossier: &Dossier, claim: &Claim, context: Context<'_>) -> Option<Sides> {
    let mut quoted: Vec<Account> = Vec::new();
    let direct = claim.tellings.iter().filter_map(|telling| statement(dossier, telling.statement));
    let direct = direct.filter(|said| said.kind != QuotationKind::Indirect);
    let speakers: BTreeSet<EntityId> = direct.filter_map(|said| said.speaker?.entity).collect();
    for telling in &claim.tellings {
        let Some(said) = statement(dossier, telling.statement) else { continue };
        // What one quotes another may render in other words of its own.
        let speaker = said.speaker.and_then(|party| party.entity);
        if said.kind != QuotationKind::Indirect || speaker.is_some_and(|id| speakers.contains(&id)) {
            let value = text_of(&dossier.reports, telling.span).to_owned();
            quoted.push(Account { value, span: telling.span, statement: telling.statement });
        }
    }
    let mut wordings: BTreeMap<Vec<String>, Vec<&Account>> = BTreeMap::new();
    for account in &quoted {
        let text = &account.value;
        let spans = words::spans(text, rashomon_doc::Span::new(0, text.len()));
        let key = spans.iter().map(|span| words::normal(span.slice(text))).collect();
        wordings.entry(key).or_default().push(account);
    }
    let contained = |short: &[String], long: &[String]| {
        !short.is_empty() && long.windows(short.len()).any(|window| window == short)
    };
    let keys: Vec<&Vec<String>> = wordings.keys().collect();
    let differ = keys
        .iter()
        .enumerate()
        .any(|(index, a)| keys[index + 1..].iter().any(|b| !contained(a, b) && !contained(b, a)));
    if !differ || docs_of(&quoted).len() < 2 {
        return None;
    }
    let accounts: Vec<Account> = quoted
        .iter()
        .map(|account| Account { value: shortened(&account.value), ..account.clone() })
        .collect();
    let sides = positions(&accounts, context);
    let text =
        format!("The same saying is worded in {} ways: {}.", sides.len(), quoted_sides(dossier, &sides));
    Some((sides, text))
}

/// Tellings of which some say the contrary: an update where every contrary telling is the later one.
fn contraries(
    dossier: &Dossier,
    claim: &Claim,
    clauses: &Clauses,
    context: Context<'_>,
) -> Option<(ComparisonKind, Vec<crate::dossier::Position>, String)> {
    let (denied, told): (Vec<&Telling>, Vec<&Telling>) =
        claim.tellings.iter().partition(|telling| telling.negated);
    let opposed = denied.iter().any(|a| told.iter().any(|b| clauses.opposed_in(a.span, b.span)));
    if !opposed {
        return None;
    }
    let sides = positions(&tellings(dossier, claim), context);
    let later = |x: &[&Telling], y: &[&Telling]| {
        x.iter().all(|a| y.iter().all(|b| context.order.earlier(a.span.doc, b.span.doc)))
    };
    let kind = if later(&denied, &told) || later(&told, &denied) {
        ComparisonKind::Update
    } else {
        ComparisonKind::Conflict
    };
    let text = match kind {
        ComparisonKind::Update => {
            format!("This is told one way first and the contrary later: {}.", quoted_sides(dossier, &sides))
        }
        _ => format!("Some tell this and some the contrary: {}.", quoted_sides(dossier, &sides)),
    };
    Some((kind, sides, text))
}

fn statement(dossier: &Dossier, id: Option<StatementId>) -> Option<&crate::dossier::Statement> {
    dossier.statements.get(id?.index())
}
