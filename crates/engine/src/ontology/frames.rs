//! Frames of events (`data/frames_*.tsv`, behind them `data/happenings.tsv`) and the words that give events their standing
//! (`data/embedding.tsv`).

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{EventKind, EventType, Mode, Quad, Status};

use super::{TableError, tsv};

/// Where a party stands in the sentence, seen from the trigger.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The subject, or the agent of a passive.
    Subject,
    /// The object, or the subject of a passive.
    Object,
    /// The indirect object.
    IndirectObject,
    /// The possessor.
    Possessor,
    /// The subject of the complement clause, or the object that controls it.
    Complement,
    /// A compound or adjective in front.
    Modifier,
    /// The subject of the light verb that takes the noun.
    Light,
    /// The predicate of the complement clause.
    Predicate,
    /// The grammatical subject, whatever the voice.
    Holder,
    /// Who undergoes a nominal event: the subject of a verb like "face", what is put "under" or "into" it.
    Undergoer,
    /// The noun that a participle in front of it modifies.
    Modified,
    /// Whose the object is: its possessor, or the country or body in front of it.
    Owner,
    /// An oblique or nominal modifier with this preposition.
    Preposition(String),
}

/// What must hold for a frame to fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The recipient is people, a body or a country.
    Recipient,
    /// The actor is.
    Actor,
    /// There is no actor that is.
    NoActor,
    /// The trigger has no object.
    NoObject,
    /// The trigger has a clausal complement.
    Clause,
    /// The trigger has a subject of its own, or is passive.
    OwnSubject,
    /// A modal tells what will or shall be.
    Future,
    /// The trigger is negated, and the negation is part of what it tells ("will not go unpunished").
    Negated,
    /// The text is about sport (or is not), where teams attack and beat each other.
    Sport(bool),
    /// The text is about what a class of words tells.
    About(Topic),
    /// A day, month or year dates it: plain verbs tell a happening where they say when.
    Dated,
    /// It is dated, or stands in a headline or the lead, where a report says what its news is.
    News,
    /// What stands in a slot passes a test (or does not).
    Slot {
        /// Which slot.
        slot: Slot,
        /// What is asked of its heads.
        test: Test,
        /// Whether none may pass.
        not: bool,
    },
}

/// What a text is about, as its words show. The sense of some nouns hangs on it ("strike", "bid").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Disputes of workers and employers.
    Labour,
    /// Companies and their deals.
    Business,
    /// Votes.
    Election,
}

impl Topic {
    /// All topics.
    pub const ALL: [Self; 3] = [Self::Labour, Self::Business, Self::Election];

    /// The class of words that shows it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Labour => "labour",
            Self::Business => "business",
            Self::Election => "election",
        }
    }
}

/// What is asked of the heads in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// There is one.
    Any,
    /// It is people, a body or a country.
    Agent,
    /// It acts in politics, or nothing known speaks against it.
    Official,
    /// It holds an office, or is a country.
    Statesman,
    /// It is a state or one of its organs.
    State,
    /// It is a state or armed, or nothing known speaks against it.
    Force,
    /// It is a person in politics.
    Politician,
    /// It is an infinitive, or tells what will or shall be.
    Future,
    /// It names an act of conflict.
    Conflict,
    /// It is a place, by its name or its noun.
    Place,
    /// It has one of these lemmas, alone or with the word in front of it.
    Lemmas(BTreeSet<String>),
}

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// One of PLOVER's types.
    Plover(EventType),
    /// Something that PLOVER does not code.
    Other(EventKind),
}

/// The part of speech of a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TriggerPos {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// A predicative adjective.
    Adjective,
}

/// When the rows of a table are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// Before all others: the tables of frames.
    First,
    /// Only where none of the first fits: `happenings.tsv`.
    Further,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What it names.
    pub happening: Happening,
    /// Its mode.
    pub mode: Option<Mode>,
    /// Where the actors stand, tried in order.
    pub actor: Vec<Slot>,
    /// Where the recipients stand, tried in order.
    pub recipient: Vec<Slot>,
    /// What must hold.
    pub when: Vec<Condition>,
    /// The table it stands in, and the line there, to explain an event by.
    pub row: (&'static str, usize),
}

/// Where a word that gives standing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// It governs the event.
    Verb,
    /// It modifies a nominal event.
    Adjective,
    /// It is the event's auxiliary.
    Auxiliary,
    /// It introduces the event's clause.
    Mark,
    /// It is the event's adverb or determiner.
    Adverb,
    /// It is a verb of saying, under which "must" makes a demand.
    Saying,
}

/// All frames, embedding words and classes of words.
#[derive(Debug, Default)]
pub struct Frames {
    rows: Vec<Frame>,
    classes: BTreeMap<String, BTreeSet<String>>,
    triggers: BTreeMap<(Order, TriggerPos), BTreeMap<String, Vec<usize>>>,
    /// The words that triggers are made of.
    words: BTreeSet<String>,
    embedding: BTreeMap<Scope, BTreeMap<String, Status>>,
}

const FRAMES: &str = "frames_*.tsv";
const HAPPENINGS: &str = "happenings.tsv";
const EMBEDDING: &str = "embedding.tsv";
const WORDS: &str = "event_words.tsv";

impl Frames {
    /// The tables of frames come in the order in which their rows are tried, the happenings behind them.
    pub(super) fn parse(
        frames: &[(&'static str, &str)],
        happenings: &str,
        embedding: &str,
        words: &str,
    ) -> Result<Self, TableError> {
        let mut table = Self::default();
        for line in tsv::rows(WORDS, words, &["class", "words"])? {
            let class = table.classes.entry(line.get("class").to_owned()).or_default();
            class.extend(line.list("words").map(str::to_owned));
        }
        let columns = ["type", "mode", "pos", "triggers", "actor", "recipient", "when"];
        for (name, text) in frames.iter().copied().chain([(HAPPENINGS, happenings)]) {
            for (row, line) in tsv::rows(name, text, &columns)?.iter().enumerate() {
                table.add_frame((name, row + 1), line)?;
            }
        }
        for line in tsv::rows(EMBEDDING, embedding, &["status", "scope", "words"])? {
            let status =
                line.get("status").parse().map_err(|()| unknown(EMBEDDING, "status", line.get("status")))?;
            let scope = scope(line.get("scope"))?;
            for word in line.list("words") {
                table.embedding.entry(scope).or_default().insert(word.to_owned(), status);
            }
        }
        Ok(table)
    }

    fn add_frame(&mut self, row: (&'static str, usize), line: &tsv::Row<'_>) -> Result<(), TableError> {
        let name = line.get("type");
        let happening = match (name.parse(), name.parse()) {
            (Ok(kind), _) => Happening::Plover(kind),
            (_, Ok(kind)) => Happening::Other(kind),
            _ => return Err(unknown(row.0, "type", name)),
        };
        let mode = match line.get("mode") {
            "" => None,
            mode => Some(mode.parse().map_err(|()| unknown(row.0, "mode", mode))?),
        };
        let pos = match line.get("pos") {
            "verb" => TriggerPos::Verb,
            "noun" => TriggerPos::Noun,
            "adj" => TriggerPos::Adjective,
            other => return Err(unknown(row.0, "pos", other)),
        };
        let when =
            line.get("when").split_whitespace().map(|text| self.condition(text)).collect::<Result<_, _>>()?;
        let (actor, recipient) =
            (line.list("actor").map(slot).collect(), line.list("recipient").map(slot).collect());
        let order = if row.0 == HAPPENINGS { Order::Further } else { Order::First };
        let index = self.rows.len();
        self.rows.push(Frame { happening, mode, actor, recipient, when, row });
        for trigger in line.list("triggers") {
            let rows = self.triggers.entry((order, pos)).or_default();
            rows.entry(trigger.to_owned()).or_default().push(index);
            self.words.insert(trigger.to_owned());
            self.words.extend(trigger.split([' ', '_', '-']).map(str::to_owned));
        }
        Ok(())
    }

    fn condition(&self, text: &str) -> Result<Condition, TableError> {
        let shut_out =
            |left: &str| left.strip_suffix('!').map_or((slot(left), false), |name| (slot(name), true));
        if let Some(topic) = text.strip_prefix("about=") {
            let found = Topic::ALL.into_iter().find(|known| known.class() == topic);
            return found.map(Condition::About).ok_or_else(|| unknown(FRAMES, "topic", topic));
        }
        if let Some((left, lemmas)) = text.split_once('=') {
            let (slot, not) = shut_out(left);
            return Ok(Condition::Slot { slot, test: Test::Lemmas(self.lemmas(lemmas)?), not });
        }
        if let Some((left, test)) = text.split_once(':') {
            let (slot, not) = shut_out(left);
            let test = match test {
                "any" => Test::Any,
                "agent" => Test::Agent,
                "official" => Test::Official,
                "statesman" => Test::Statesman,
                "state" => Test::State,
                "force" => Test::Force,
                "politician" => Test::Politician,
                "future" => Test::Future,
                "conflict" => Test::Conflict,
                "place" => Test::Place,
                other => return Err(unknown(FRAMES, "test", other)),
            };
            return Ok(Condition::Slot { slot, test, not });
        }
        match text {
            "agent" => Ok(Condition::Recipient),
            "actor" => Ok(Condition::Actor),
            "noactor" => Ok(Condition::NoActor),
            "noobj" => Ok(Condition::NoObject),
            "clause" => Ok(Condition::Clause),
            "own" => Ok(Condition::OwnSubject),
            "future" => Ok(Condition::Future),
            "negated" => Ok(Condition::Negated),
            "dated" => Ok(Condition::Dated),
            "news" => Ok(Condition::News),
            "sport" => Ok(Condition::Sport(true)),
            "nosport" => Ok(Condition::Sport(false)),
            other => Err(unknown(FRAMES, "condition", other)),
        }
    }

    /// The lemmas of a list, the classes in it (`@troops`) written out.
    fn lemmas(&self, list: &str) -> Result<BTreeSet<String>, TableError> {
        let mut lemmas = BTreeSet::new();
        for word in list.split('|') {
            match word.strip_prefix('@') {
                // A space would end the condition, so compounds in it are written with an underscore.
                None => {
                    lemmas.insert(word.replace('_', " "));
                }
                Some(class) => match self.classes.get(class) {
                    Some(words) => lemmas.extend(words.iter().cloned()),
                    None => return Err(unknown(WORDS, "class", class)),
                },
            }
        }
        Ok(lemmas)
    }

    /// Whether a word (lemma, lower case) is of a class of `data/event_words.tsv`.
    pub fn is(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(lemma))
    }

    /// Whether the first frame of a trigger is an act of conflict.
    pub fn is_conflict(&self, pos: TriggerPos, trigger: &str) -> bool {
        let first = self.of(pos, trigger).find_map(|frame| match frame.happening {
            Happening::Plover(kind) => Some(kind.quad()),
            Happening::Other(_) => None,
        });
        first == Some(Quad::MaterialConflict)
    }

    /// The frames of a trigger, in the order of the table.
    pub fn of(&self, pos: TriggerPos, trigger: &str) -> impl Iterator<Item = &Frame> {
        self.rows(Order::First, pos, trigger)
    }

    /// The frames of a trigger in one of the tables.
    pub fn rows(&self, order: Order, pos: TriggerPos, trigger: &str) -> impl Iterator<Item = &Frame> {
        let rows = self.triggers.get(&(order, pos));
        let found = rows.and_then(|rows| rows.get(trigger)).map_or(&[][..], Vec::as_slice);
        found.iter().filter_map(|index| self.rows.get(*index))
    }

    /// The standing that a word (lemma, lower case) gives to the event in its scope.
    pub fn standing(&self, scope: Scope, word: &str) -> Option<Status> {
        self.embedding.get(&scope)?.get(word).copied()
    }

    /// Whether some trigger is this word, or holds it among its words.
    pub fn is_in_trigger(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}

fn slot(name: &str) -> Slot {
    match name {
        "subj" => Slot::Subject,
        "obj" => Slot::Object,
        "iobj" => Slot::IndirectObject,
        "poss" => Slot::Possessor,
        "comp" => Slot::Complement,
        "mod" => Slot::Modifier,
        "light" => Slot::Light,
        "xcomp" => Slot::Predicate,
        "nsubj" => Slot::Holder,
        "patient" => Slot::Undergoer,
        "head" => Slot::Modified,
        "owner" => Slot::Owner,
        preposition => Slot::Preposition(preposition.to_owned()),
    }
}

fn scope(name: &str) -> Result<Scope, TableError> {
    match name {
        "verb" => Ok(Scope::Verb),
        "adj" => Ok(Scope::Adjective),
        "aux" => Ok(Scope::Auxiliary),
        "mark" => Ok(Scope::Mark),
        "adv" => Ok(Scope::Adverb),
        "saying" => Ok(Scope::Saying),
        other => Err(unknown(EMBEDDING, "scope", other)),
    }
}

fn unknown(table: &str, what: &str, name: &str) -> TableError {
    TableError { name: table.to_owned(), message: format!("no {what} {name}") }
}
