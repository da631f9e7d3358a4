//! Nouns for those who speak and act (`data/nouns.tsv`), forms of address (`data/titles.tsv`) and given names
//! (`data/given_names.tsv`).

use std::collections::{BTreeMap, BTreeSet};

use super::{TableError, tsv};

/// What a noun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NounKind {
    /// One person.
    Person,
    /// An institution, which can be "it" and "they".
    Body,
    /// People without a form ("residents").
    Group,
    /// Who passes words on: the press.
    Teller,
    /// What speaks in writing.
    Document,
}

/// Grammatical gender of those a word can stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
    /// It.
    Neuter,
    /// They.
    Plural,
    /// Not known.
    #[default]
    Open,
}

/// A noun of the table in one of its senses.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the table's last column, and none excludes another"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    /// What it stands for.
    pub kind: NounKind,
    /// He, she, it or they.
    pub gender: Gender,
    /// Whether one so called speaks for a body.
    pub spokesperson: bool,
    /// Whether it hides who speaks ("a source").
    pub vague: bool,
    /// Whether it often says anew who was just named ("the billionaire").
    pub epithet: bool,
    /// Whether an affair has one as a rule ("the defendant").
    pub single: bool,
    /// Whether it can stand for a person, for those tellers that do.
    pub person: bool,
}

/// Nouns, titles and given names.
#[derive(Debug, Default)]
pub struct People {
    nouns: BTreeMap<String, Vec<Noun>>,
    mastheads: BTreeSet<String>,
    titles: BTreeMap<String, Gender>,
    given: BTreeMap<String, Gender>,
}

impl People {
    pub(super) fn parse(nouns: &str, titles: &str, given: &str) -> Result<Self, TableError> {
        let mut table = Self::default();
        for row in tsv::rows("nouns.tsv", nouns, &["noun", "kind", "gender", "flags"])? {
            let bad = |column: &str| TableError {
                name: "nouns.tsv".to_owned(),
                message: format!("{}: bad {column} {}", row.get("noun"), row.get(column)),
            };
            if row.get("kind") == "masthead" {
                table.mastheads.insert(row.get("noun").to_owned());
                continue;
            }
            let flag = |name: &str| row.list("flags").any(|flag| flag == name);
            let kind = kind(row.get("kind")).ok_or_else(|| bad("kind"))?;
            let noun = Noun {
                kind,
                gender: gender(row.get("gender")),
                spokesperson: flag("spokesperson"),
                vague: flag("vague"),
                epithet: flag("epithet"),
                single: flag("single"),
                person: kind == NounKind::Person || flag("person"),
            };
            table.nouns.entry(row.get("noun").to_owned()).or_default().push(noun);
        }
        for row in tsv::rows("titles.tsv", titles, &["title", "gender"])? {
            table.titles.insert(row.get("title").to_owned(), gender(row.get("gender")));
        }
        for row in tsv::rows("given_names.tsv", given, &["name", "gender"])? {
            table.given.insert(row.get("name").to_lowercase(), gender(row.get("gender")));
        }
        Ok(table)
    }

    /// The senses of a noun, by its dictionary form in lower case.
    pub fn noun(&self, lemma: &str) -> &[Noun] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The sense of a noun as `kind`.
    pub fn noun_as(&self, lemma: &str, kind: NounKind) -> Option<&Noun> {
        self.noun(lemma).iter().find(|noun| noun.kind == kind)
    }

    /// Whether a word, in lower case, stands in the names of papers, channels and agencies ("herald").
    pub fn is_masthead(&self, word: &str) -> bool {
        self.mastheads.contains(word)
    }

    /// The gender that a form of address shows, if `word` (in any case) is one.
    pub fn title(&self, word: &str) -> Option<Gender> {
        self.titles.get(&word.to_lowercase()).copied()
    }

    /// The gender that a given name shows.
    pub fn given_name(&self, word: &str) -> Gender {
        self.given.get(&word.to_lowercase()).copied().unwrap_or_default()
    }
}

fn kind(name: &str) -> Option<NounKind> {
    Some(match name {
        "person" => NounKind::Person,
        "body" => NounKind::Body,
        "group" => NounKind::Group,
        "teller" => NounKind::Teller,
        "document" => NounKind::Document,
        _ => return None,
    })
}

fn gender(name: &str) -> Gender {
    match name {
        "m" => Gender::Male,
        "f" => Gender::Female,
        "n" => Gender::Neuter,
        "p" => Gender::Plural,
        _ => Gender::Open,
    }
}
