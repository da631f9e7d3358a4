//! Clauses of all reports as what they assert: an act, who takes part, whether it is told or denied, done or to come.
//!
//! Events are merged only where everything fits. Clauses are looser: they serve to find accounts that deny, undo or
//! follow one another, whatever words they choose.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{BlockKind, Date, Deprel, SentenceId, Span, SpeechAct, Status, TokenId, Upos, View};

use super::scene::Scene;
use crate::dossier::{DocId, DocSpan, EntityId, EntityKind, Statement, StatementId, StoryId};
use crate::resolve::{whole, with_particle};

/// How a clause is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mood {
    /// As done or being so.
    Told,
    /// As planned, promised, demanded or expected.
    Ahead,
    /// As possible, asked or conditional.
    Open,
}

/// Someone or something that takes part.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub(super) who: BTreeSet<EntityId>,
    /// The wholes they belong to, and themselves.
    pub(super) sides: BTreeSet<EntityId>,
    /// Those whose names stand before the noun ("the Tres Rios dam").
    pub(super) of: BTreeSet<EntityId>,
    /// The head noun, as the word that stands for its meaning; none for pronouns.
    pub(super) noun: Option<String>,
    /// Content words of the phrase.
    pub(super) words: BTreeSet<String>,
    pub(super) span: Option<Span>,
    /// It is a pronoun for a thing, of which nothing else is known.
    pub(super) is_pronoun: bool,
}

/// A clause.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "marks that do not depend on one another")]
pub(super) struct Clause {
    pub(super) story: StoryId,
    /// The words of the clause.
    pub(super) at: DocSpan,
    pub(super) sentence: Span,
    /// The word that stands for the act.
    pub(super) act: String,
    /// Whether the table of senses knows the act.
    pub(super) is_known: bool,
    /// Its act is the noun of what is asked for or planned ("demanded an apology").
    pub(super) is_asked: bool,
    /// A verb tells it.
    pub(super) is_verb: bool,
    pub(super) negated: bool,
    /// The nouns that it says there are none of.
    pub(super) none_of: BTreeSet<String>,
    /// The nouns of which it tells for the first time that there is one ("a drone had crossed", "there was a call").
    pub(super) new_nouns: BTreeSet<String>,
    pub(super) mood: Mood,
    /// Told of the simple past: what it denies stays denied.
    pub(super) is_past: bool,
    /// Who did it.
    pub(super) actor: Part,
    /// To whom or what it was done; whoever undergoes it.
    pub(super) patient: Part,
    /// Nouns of the sentences before that its object, a pronoun that stands for no one named, can take up.
    pub(super) taken_up: BTreeSet<String>,
    /// All content words, without the act.
    pub(super) content: BTreeSet<String>,
    pub(super) named: BTreeSet<EntityId>,
    pub(super) statement: Option<StatementId>,
    /// The speaker, or none for the outlet's own voice.
    pub(super) speaker: Option<EntityId>,
    /// It says who it was as against others ("it was the miners who left").
    pub(super) picks: bool,
    pub(super) days: Vec<Date>,
    /// Some word in it denies something.
    pub(super) denies: bool,
    /// What it denies is bounded ("no deaths outside the town", "no further talks").
    pub(super) is_bounded: bool,
    /// It tells of days long past.
    pub(super) is_background: bool,
}

/// The clauses of all reports, by story.
pub(super) struct Clauses {
    pub(super) list: Vec<Clause>,
    by_word: BTreeMap<(StoryId, String), Vec<usize>>,
}

impl Clauses {
    pub(super) fn read(scene: &Scene<'_>) -> Self {
        let mut list = Vec::new();
        for (doc, view, _) in scene.texts() {
            for sentence in view.sentences() {
                let span = view.sentence(sentence).span;
                if !is_read(view.block_kind(span.start)) || view.slice(span).trim_end().ends_with('?') {
                    continue;
                }
                let heads = view.tokens_of(sentence).filter(|id| read::is_head(view, *id));
                list.extend(heads.map(|head| clause(scene, doc, view, span, head)));
            }
        }
        let mut by_word: BTreeMap<(StoryId, String), Vec<usize>> = BTreeMap::new();
        for (index, clause) in list.iter().enumerate() {
            let words = clause.content.iter().chain([&clause.act]);
            for word in words.collect::<BTreeSet<_>>() {
                by_word.entry((clause.story, word.clone())).or_default().push(index);
            }
        }
        Self { list, by_word }
    }

    /// The clauses of a report, in order.
    pub(super) fn of(&self, doc: DocId) -> impl Iterator<Item = &Clause> {
        let first = self.list.partition_point(|clause| clause.at.doc < doc);
        self.list[first..].iter().take_while(move |clause| clause.at.doc == doc)
    }

    /// Whether one stretch of words denies an act that the other tells. Where there is no tree, that is not known.
    pub(super) fn opposed_in(&self, a: DocSpan, b: DocSpan) -> bool {
        let of = |at: DocSpan| -> Vec<&Clause> {
            self.of(at.doc)
                .filter(|clause| clause.at.field == at.field && at.span.overlaps(clause.at.span))
                .collect()
        };
        let (x, y) = (of(a), of(b));
        x.iter().any(|one| {
            y.iter().any(|other| {
                let parties = one.actor.is_same(&other.actor) || one.patient.is_same(&other.patient);
                let takes_up = |x: &Clause, y: &Clause| {
                    y.patient.noun.as_ref().is_some_and(|noun| x.taken_up.contains(noun))
                };
                let parties = parties || takes_up(one, other) || takes_up(other, one);
                let nominal = one.actor.is_empty() && one.patient.is_empty();
                let nominal = nominal || other.actor.is_empty() && other.patient.is_empty();
                one.is_known
                    && one.act == other.act
                    && one.negated != other.negated
                    && one.mood != Mood::Open
                    && other.mood != Mood::Open
                    && (parties || nominal)
                    && one.other_voice(other)
                    && one.can_be_one_day(other)
            })
        })
    }

    /// The clauses of a story that hold a word.
    pub(super) fn with(&self, story: StoryId, word: &str) -> impl Iterator<Item = &Clause> {
        let found = self.by_word.get(&(story, word.to_owned())).map_or(&[][..], Vec::as_slice);
        // A word that so many clauses hold tells nothing, and pairs of them would be without number.
        let found = if found.len() <= COMMON { found } else { &[] };
        found.iter().filter_map(|index| self.list.get(*index))
    }
}

/// A word in more clauses of a story than this is its theme.
const COMMON: usize = 400;

fn is_read(kind: BlockKind) -> bool {
    kind.is_read()
}

/// Whether a statement that denies holds the clause as what it denies.
fn is_denied_in(view: View<'_>, head: TokenId, said: &Statement) -> bool {
    let held = |part: &DocSpan| {
        // A direct quotation is the denial itself; indirect words are what is denied.
        part.span.contains(view.token(head).span)
            && said.kind == rashomon_doc::QuotationKind::Indirect
            && !read::hangs_on(view, head, part.span)
    };
    said.act == SpeechAct::Deny && said.content.iter().any(held) && !read::is_negated(view, head)
}

fn mood(scene: &Scene<'_>, view: View<'_>, head: TokenId, negated: bool) -> Mood {
    match read::standing(view, head, scene.tables()) {
        Some(Status::Planned | Status::Demanded | Status::Expected | Status::Refused) => Mood::Ahead,
        Some(Status::Hypothetical) => Mood::Open,
        None if read::is_asked(view, head, scene.tables()) => Mood::Ahead,
        None if !negated && read::is_due(view, head) => Mood::Ahead,
        None if !negated && read::is_unasserted(view, head) => Mood::Open,
        Some(Status::Occurred | Status::Ongoing | Status::Denied) | None => Mood::Told,
    }
}

/// The act of a verb whose object makes it another.
fn of_object(view: View<'_>, head: TokenId, lemma: &str, act: String) -> String {
    match act.as_str() {
        // "Called the president", "called nobody": someone is rung up.
        _ if lemma == "call" && read::rings_up(view, head) => "contact".to_owned(),
        // "Withdrew its request": a thing is called off, no one leaves.
        "leave" if lemma != "leave" && read::has_object(view, head) => "cancel".to_owned(),
        // "Dropped 300 points" falls, it calls nothing off.
        "cancel" if read::drops_measure(view, head) => "fall".to_owned(),
        _ => act,
    }
}

fn clause(scene: &Scene<'_>, doc: DocId, view: View<'_>, sentence: Span, head: TokenId) -> Clause {
    let at = |span: Span| DocSpan { doc, field: view.field, span };
    let lemma = with_particle(view, head, scene.tables());
    let span = read::words(view, head);
    let statement = scene.statement_at(at(view.token(head).span));
    let said = statement.and_then(|id| scene.dossier.statements.get(id.index()));
    let denied = said.is_some_and(|said| is_denied_in(view, head, said));
    let negated = read::is_negated(view, head) || denied || read::is_refused(view, head, scene.tables());
    let mood = mood(scene, view, head, negated);
    let form = view.word(head).to_lowercase();
    let senses = &scene.tables().senses;
    // "He was back" backs nothing.
    let is_adverb = view.token(head).upos == Upos::Adv;
    let act = senses.act(&form).or_else(|| senses.act(&lemma)).filter(|_| !is_adverb);
    // "Came back positive", "tested negative": the adjective tells it.
    let quality = read::quality(view, head).and_then(|word| senses.act(&word));
    let act = quality.or(act);
    let part = |ids: Vec<TokenId>| part(scene, doc, view, &ids);
    let (actors, patients) = read::parties(view, head);
    let mut content = scene.content(at(span));
    let (mut actor, mut patient) = (part(actors), part(patients));
    let nominal = nominal(scene, view, head, &lemma, &actor, &patient);
    let mood = if nominal == Some(Carrier::Plans) && mood == Mood::Told { Mood::Ahead } else { mood };
    let mut none_of: BTreeSet<String> = read::none_of(view, head, scene.tables())
        .into_iter()
        .map(|id| read::noun(view, id, scene.tables()))
        .collect();
    let mut act_name = act.map_or_else(|| lemma.clone(), str::to_owned);
    match nominal {
        Some(Carrier::Holds | Carrier::Plans) => {
            act_name = patient.noun.take().unwrap_or(act_name);
            patient = Part::default();
        }
        Some(Carrier::Happens) => {
            act_name = actor.noun.take().unwrap_or(act_name);
            (actor, patient) = (Part::default(), Part::default());
        }
        None => act_name = of_object(view, head, &lemma, act_name),
    }
    if act_name == "deny" && !negated {
        none_of.extend(
            read::denied_nouns(view, head).into_iter().map(|id| read::noun(view, id, scene.tables())),
        );
    }
    // "Denied that any offer had been received": there was none.
    if denied {
        none_of.extend(read::any_nouns(view, head).map(|id| read::noun(view, id, scene.tables())));
    }
    content.extend(actor.words.iter().chain(&patient.words).cloned());
    content.remove(&act_name);
    let mut named = scene.entities_in(at(span));
    named.extend(actor.who.iter().chain(&patient.who));
    let speaker = said.and_then(|said| said.speaker).and_then(|party| party.entity);
    let times = scene.facts(at(span)).map_or(&[][..], |facts| facts.times.as_slice());
    let days: Vec<Date> = times
        .iter()
        .filter(|time| span.contains(time.span) && time.date.is_known())
        .map(|time| time.date.clone())
        .collect();
    let far = |date: &Date| {
        let published = scene.published(doc).and_then(|date| date.start);
        let past_days = scene.tables().compare.events.past_days;
        date.end.zip(published).is_some_and(|(end, published)| (published - end).get_days() > past_days)
    };
    Clause {
        is_bounded: read::is_bounded(view, span),
        denies: read::denies(view, span, scene.tables()),
        is_background: !days.is_empty() && days.iter().all(far),
        story: scene.story(doc),
        at: at(span),
        sentence,
        taken_up: if patient.is_pronoun { before(scene, view, sentence) } else { BTreeSet::new() },
        is_asked: nominal == Some(Carrier::Plans),
        is_verb: view.token(head).upos == Upos::Verb,
        is_known: act.is_some() || nominal.is_some() || act_name == "contact",
        act: act_name,
        negated,
        none_of,
        new_nouns: read::new_nouns(view, head)
            .into_iter()
            .map(|id| read::noun(view, id, scene.tables()))
            .collect(),
        mood,
        is_past: read::is_past(view, head),
        actor,
        patient,
        named,
        content,
        statement,
        speaker,
        picks: read::picks(view, head),
        days,
    }
}

/// How a verb carries an act that a noun beside it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Carrier {
    /// "held a march".
    Holds,
    /// "announced a march".
    Plans,
    /// "the march took place".
    Happens,
}

/// Whether a verb only carries the act that its object or subject names.
fn nominal(
    scene: &Scene<'_>,
    view: View<'_>,
    head: TokenId,
    lemma: &str,
    actor: &Part,
    patient: &Part,
) -> Option<Carrier> {
    let senses = &scene.tables().senses;
    let is_act = |part: &Part| part.noun.as_ref().is_some_and(|noun| senses.act(noun).is_some());
    let object = read::has_object(view, head);
    if read::takes_place(view, head, lemma) && is_act(actor) {
        return Some(Carrier::Happens);
    }
    match lemma {
        "hold" | "stage" | "conduct" | "carry_out" | "make" | "launch" | "have" | "file" | "lodge"
        | "submit" | "mount"
            if object && is_act(patient) =>
        {
            Some(Carrier::Holds)
        }
        "plan" | "announce" | "schedule" | "organise" | "organize" | "prepare" | "demand" | "call_for"
        | "seek" | "expect" | "promise" | "threaten" | "request"
            if object && is_act(patient) =>
        {
            Some(Carrier::Plans)
        }
        _ => None,
    }
}

/// Whether an entity is no person, body or people.
fn is_thing(scene: &Scene<'_>, id: EntityId) -> bool {
    scene
        .dossier
        .entities
        .get(id.index())
        .is_some_and(|entity| matches!(entity.kind, EntityKind::Work | EntityKind::Other | EntityKind::Place))
}

/// The nouns of the two sentences before one.
fn before(scene: &Scene<'_>, view: View<'_>, sentence: Span) -> BTreeSet<String> {
    let last = view.sentence_at(sentence.start).map_or(0, |id| id.0);
    let near = (last.saturating_sub(2)..last).map(SentenceId).flat_map(|id| view.tokens_of(id));
    let nouns = near.filter(|id| view.token(*id).upos == Upos::Noun);
    nouns.map(|id| read::noun(view, id, scene.tables())).collect()
}

/// Those who stand in one place of the clause.
fn part(scene: &Scene<'_>, doc: DocId, view: View<'_>, ids: &[TokenId]) -> Part {
    let at = |span: Span| DocSpan { doc, field: view.field, span };
    let mut part = Part::default();
    for id in ids {
        let token = view.token(*id);
        let who = scene.entity_at(at(token.span));
        part.who.extend(who);
        part.sides.extend(who.into_iter().flat_map(|id| [id, whole(&scene.dossier.entities, id)]));
        let phrase = view.cover(read::phrase(view, *id));
        part.words.extend(scene.content(at(phrase)));
        if matches!(token.upos, Upos::Noun) && part.noun.is_none() {
            part.noun = Some(read::noun(view, *id, scene.tables()));
        }
        let word = view.word(*id).to_lowercase();
        part.is_pronoun = token.upos == Upos::Pron
            && matches!(word.as_str(), "it" | "they" | "them" | "this" | "that")
            && who.is_none_or(|id| is_thing(scene, id));
        part.span = Some(part.span.map_or(phrase, |span| span.cover(phrase)));
        let appositions = view.children(*id).filter(|id| view.token(*id).deprel == Deprel::Appos);
        part.who.extend(appositions.filter_map(|id| scene.entity_at(at(view.token(id).span))));
        // "the ministry's delegation": the body behind it takes part.
        for before in view
            .children(*id)
            .filter(|id| matches!(view.token(*id).deprel, Deprel::NmodPoss | Deprel::Nmod | Deprel::Compound))
        {
            if let Some(owner) = scene.entity_at(at(view.token(before).span)) {
                part.sides.extend([owner, whole(&scene.dossier.entities, owner)]);
                part.of.extend((view.token(before).deprel == Deprel::Compound).then_some(owner));
            }
        }
    }
    part
}

impl Part {
    /// Whether nothing is known of it.
    pub(super) fn is_empty(&self) -> bool {
        self.who.is_empty() && self.noun.is_none()
    }

    /// Whether both speak of the same one: of one entity, or of one noun with nothing that tells them apart.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        if !self.who.is_disjoint(&other.who) {
            return true;
        }
        // Two names are two, whatever nouns go with them; a bare noun is someone named only if more words say so.
        let named = !self.who.is_empty() && !other.who.is_empty();
        let one_named = self.who.is_empty() != other.who.is_empty();
        let common = self.words.intersection(&other.words).count();
        !named
            && self.noun.is_some()
            && self.noun == other.noun
            && !self.apart(other)
            && (!one_named || common > 1)
    }

    /// Whether both have nouns, and other ones.
    pub(super) fn noun_differs(&self, other: &Self) -> bool {
        self.noun.is_none() || self.noun != other.noun
    }

    /// Whether the words beside the nouns tell two apart ("the first round", "the second").
    pub(super) fn apart(&self, other: &Self) -> bool {
        let (only_a, only_b): (Vec<_>, Vec<_>) =
            (self.words.difference(&other.words).collect(), other.words.difference(&self.words).collect());
        !only_a.is_empty() && !only_b.is_empty() && self.words.intersection(&other.words).count() < 2
    }
}

impl Clause {
    /// Whether two clauses can speak of one day.
    pub(super) fn can_be_one_day(&self, other: &Self) -> bool {
        self.days.is_empty()
            || other.days.is_empty()
            || self.days.iter().any(|a| other.days.iter().any(|b| a.can_equal(b)))
    }

    /// Whether two clauses stand in two voices: two reports, or two speakers of one.
    pub(super) fn other_voice(&self, other: &Self) -> bool {
        self.at.doc != other.at.doc
            || (self.statement != other.statement
                && (self.speaker != other.speaker || self.speaker.is_none()))
    }
}
