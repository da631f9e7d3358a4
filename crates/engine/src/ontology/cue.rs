//! Reporting cues (`data/cues.tsv`): words that lay a content to a source.

use std::collections::BTreeMap;

use rashomon_doc::{SpeechAct, Upos};

use super::{TableError, tsv};

const NAME: &str = "cues.tsv";
const COLUMNS: [&str; 8] = ["cue", "pos", "act", "strength", "negative", "class", "addressee", "least"];

/// What kind of attributing a cue does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueClass {
    /// Speech in any manner.
    Speech,
    /// A thought, wish or stance.
    Thought,
    /// Naming or describing something in quoted words ("called it a farce").
    Fragment,
    /// Passing on someone else's words ("citing").
    Relay,
    /// What documents and studies do ("shows").
    Report,
    /// A preposition before the source ("according to").
    Source,
    /// An adverb by which the outlet keeps its distance ("reportedly").
    Hedge,
}

/// How the hearer stands beside a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AddresseeForm {
    /// As its object ("told reporters").
    Object,
    /// After "to" ("said to reporters").
    To,
    /// After "at" ("shouted at the mayor").
    At,
    /// Not at all.
    None,
}

/// What a content is in its sentence, from the least to the most that can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentForm {
    /// A noun phrase ("the charge").
    Thing,
    /// A verb without a subject of its own ("to go", "taking it").
    Infinitive,
    /// A clause ("that it was over").
    Clause,
}

/// A cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// What is done in saying it.
    pub act: SpeechAct,
    /// 0 (neutral) to 3 (as strong as words go).
    pub strength: u8,
    /// Whether it denies or refuses its content.
    pub negative: bool,
    /// What kind of attributing it does.
    pub class: CueClass,
    /// How the hearer stands.
    pub addressee: AddresseeForm,
    /// What a content must be at least to be told: with less it is a stance or an act ("backed the bill").
    pub least: ContentForm,
}

/// All cues by part of speech and dictionary form. Phrases are looked up with a space between their words.
#[derive(Debug, Default)]
pub struct Cues {
    cues: BTreeMap<(Upos, String), Cue>,
}

impl Cues {
    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        let error = |message: String| TableError { name: NAME.to_owned(), message };
        let mut table = Self::default();
        for row in tsv::rows(NAME, text, &COLUMNS)? {
            let bad = |column: &str| error(format!("{}: bad {column} {}", row.get("cue"), row.get(column)));
            let pos: Upos = row.get("pos").to_uppercase().parse().map_err(|()| bad("pos"))?;
            let cue = Cue {
                act: row.get("act").parse().map_err(|()| bad("act"))?,
                strength: row.get("strength").parse().map_err(|_| bad("strength"))?,
                negative: row.get("negative") == "1",
                class: class(row.get("class")).ok_or_else(|| bad("class"))?,
                addressee: addressee(row.get("addressee")).ok_or_else(|| bad("addressee"))?,
                least: form(row.get("least")).ok_or_else(|| bad("least"))?,
            };
            table.cues.insert((pos, row.get("cue").to_owned()), cue);
        }
        Ok(table)
    }

    /// The cue with that part of speech and dictionary form.
    pub fn get(&self, pos: Upos, lemma: &str) -> Option<&Cue> {
        self.cues.get(&(pos, lemma.to_owned()))
    }

    /// The phrases of a part of speech, in alphabetical order.
    pub fn phrases(&self, pos: Upos) -> impl Iterator<Item = (&str, &Cue)> {
        self.cues
            .iter()
            .filter(move |((of, words), _)| *of == pos && words.contains(' '))
            .map(|((_, words), cue)| (words.as_str(), cue))
    }
}

fn class(name: &str) -> Option<CueClass> {
    Some(match name {
        "speech" => CueClass::Speech,
        "thought" => CueClass::Thought,
        "fragment" => CueClass::Fragment,
        "relay" => CueClass::Relay,
        "report" => CueClass::Report,
        "source" => CueClass::Source,
        "hedge" => CueClass::Hedge,
        _ => return None,
    })
}

fn addressee(name: &str) -> Option<AddresseeForm> {
    Some(match name {
        "object" => AddresseeForm::Object,
        "to" => AddresseeForm::To,
        "at" => AddresseeForm::At,
        "none" => AddresseeForm::None,
        _ => return None,
    })
}

fn form(name: &str) -> Option<ContentForm> {
    Some(match name {
        "thing" => ContentForm::Thing,
        "infinitive" => ContentForm::Infinitive,
        "clause" => ContentForm::Clause,
        _ => return None,
    })
}
