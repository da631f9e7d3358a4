//! The words of a name in a form that can be compared.

use rashomon_doc::{Link, NameType, Span};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::Tables;
use crate::ontology::Gender;

/// A name as it stands in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// Its words as written, without article, titles and possessive ending.
    pub(super) text: String,
    /// Where they stand.
    pub(super) span: Span,
    /// What the reader takes it for.
    pub(super) kind: NameType,
    /// Its words without case, accents and stops.
    pub(super) words: Vec<String>,
    /// What a form of address inside the span shows.
    pub(super) gender: Gender,
    /// Whether a title or an office stands in or directly before the span ("President Kroll"): then it is a person.
    pub(super) titled: bool,
}

/// Words of a body's name that tell little: dropped before comparing.
const SMALL: [&str; 13] = ["of", "the", "and", "for", "in", "de", "la", "du", "des", "del", "on", "&", "at"];
/// Legal forms of companies.
const LEGAL: [&str; 14] =
    ["inc", "ltd", "limited", "corp", "co", "plc", "llc", "ag", "sa", "nv", "gmbh", "spa", "lp", "llp"];
/// Particles of names ("van", "della") are no longer than this.
const LONGEST_PARTICLE: usize = 4;
/// How long two spellings must be before one letter may differ.
const MIN_SPELLING: usize = 5;

impl Form {
    /// The form of a span, or `None` if nothing but titles and marks is in it.
    pub(super) fn read(text: &str, span: Span, kind: NameType, tables: &Tables) -> Option<Self> {
        let mut span = trim(text, span);
        let mut gender = Gender::Open;
        let mut titled = false;
        if kind == NameType::Person {
            if let Some(at) = glued_at(span.slice(text)) {
                span = Span::new(span.start.index(), span.start.index() + at);
            }
            if let Some(behind) = behind_office(span.slice(text), tables) {
                span = Span::new(span.end.index() - behind.len(), span.end.index());
            }
            // Nor is a word in small letters before it ("mason Ugo Prati"), particles apart.
            while let Some((first, rest)) = span.slice(text).split_once(' ') {
                let small = first.chars().all(char::is_lowercase) && first.chars().count() > LONGEST_PARTICLE;
                if !small || !rest.starts_with(char::is_uppercase) {
                    break;
                }
                span = Span::new(span.end.index() - rest.len(), span.end.index());
            }
            // Titles are no part of a name, unless nothing else is left.
            while let Some((first, rest)) = span.slice(text).split_once(char::is_whitespace) {
                // "Foreman Ada Kroll": an office that is no form of address, before a full name.
                let office = rest.contains(' ')
                    && tables.people.given_name(first) == Gender::Open
                    && tables.people.noun(&first.to_lowercase()).iter().any(|noun| noun.person);
                let shown = tables.people.title(first).or_else(|| office.then_some(Gender::Open));
                let Some(shown) = shown else { break };
                titled = true;
                gender = if shown == Gender::Open { gender } else { shown };
                span = Span::new(span.end.index() - rest.len(), span.end.index()).trimmed(text);
            }
        }
        let words: Vec<String> = span
            .slice(text)
            .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | ','))
            .map(fold)
            .filter(|word| !word.is_empty())
            .collect();
        (!words.is_empty()).then(|| Self {
            text: span.slice(text).to_owned(),
            span,
            kind,
            words,
            gender,
            titled,
        })
    }

    /// The words of a body that tell it from others.
    pub(super) fn content(&self) -> Vec<&str> {
        let told = |word: &&str| !SMALL.contains(word) && !LEGAL.contains(word);
        self.words.iter().map(String::as_str).filter(told).collect()
    }

    /// Whether it is one word in capitals, or capitals with stops.
    pub(super) fn is_acronym(&self) -> bool {
        let letters: Vec<char> = self.text.chars().filter(|c| c.is_alphabetic()).collect();
        self.words.len() == 1 && letters.len() >= 2 && letters.iter().all(|c| c.is_uppercase())
    }
}

/// Where a word that belongs to a speaker's tag is glued to a name ("Ada KrollNurse"): small letter, then capital.
/// Names that are written so (Mc-, De-) keep their capital: their first part is short.
pub(in crate::extract) fn glued_at(words: &str) -> Option<usize> {
    const SHORT_PART: usize = 4;
    let last = words.rfind(' ').map_or(0, |at| at + 1);
    let mut before: Option<char> = None;
    for (at, c) in words[last..].char_indices() {
        if at >= SHORT_PART && c.is_uppercase() && before.is_some_and(char::is_lowercase) {
            return Some(last + at);
        }
        before = Some(c);
    }
    None
}

/// The name behind an office that the reader took along: "ATF Director Ada Kroll".
fn behind_office<'a>(words: &'a str, tables: &Tables) -> Option<&'a str> {
    let (body, rest) = words.split_once(' ')?;
    let (office, name) = rest.split_once(' ')?;
    let acronym = body.chars().count() > 1 && body.chars().all(char::is_uppercase);
    let person = tables.people.noun(&office.to_lowercase()).iter().any(|noun| noun.person);
    (acronym && person).then(|| name.trim_start())
}

/// Lower case without accents, stops and apostrophes.
pub(super) fn fold(word: &str) -> String {
    word.nfd()
        .filter(|c| !is_combining_mark(*c) && (c.is_alphanumeric() || *c == '&'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Leaves out an article before, a possessive ending behind, and marks on both sides.
fn trim(text: &str, span: Span) -> Span {
    let words = span.slice(text);
    let mut inner = words.trim_matches(|c: char| c.is_whitespace() || "\"“”‘’'«»(),;:".contains(c));
    for ending in ["'s", "’s", "'", "’"] {
        inner = inner.strip_suffix(ending).unwrap_or(inner);
    }
    for article in ["the ", "The ", "THE ", "a ", "A ", "an ", "An "] {
        inner = inner.strip_prefix(article).unwrap_or(inner);
    }
    let inner = inner.trim();
    let start = span.start.index() + words.find(inner).unwrap_or(0);
    Span::new(start, start + inner.len())
}

/// Whether two forms can name one person, and how.
pub(super) fn same_person(short: &Form, long: &Form) -> Option<Link> {
    let (a, b) = (&short.words, &long.words);
    if a == b {
        return Some(Link::Same);
    }
    let (Some(a_last), Some(b_last)) = (a.last(), b.last()) else { return None };
    if a.len() == 1 || b.len() == 1 {
        let (one, other) = if a.len() == 1 { (a_last, b) } else { (b_last, a) };
        return (other.len() > 1 && other[1..].contains(one)).then_some(Link::Variant);
    }
    let near_last = a_last == b_last || near(a_last, b_last);
    let near_first = a[0] == b[0] || initial(&a[0], &b[0]) || near(&a[0], &b[0]);
    let one_exact = a_last == b_last || a[0] == b[0];
    if near_last && near_first && one_exact {
        return Some(Link::Variant);
    }
    // "Maria Ortiz Vega" and "Maria Ortiz".
    let (few, many) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let inside = many.windows(few.len()).any(|window| window == few.as_slice());
    inside.then_some(Link::Variant)
}

fn initial(a: &str, b: &str) -> bool {
    (a.chars().count() == 1 && b.starts_with(a)) || (b.chars().count() == 1 && a.starts_with(b))
}

/// Whether two words are spellings of one: at most one letter differs.
fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < MIN_SPELLING || a.len().abs_diff(b.len()) > 1 || a.first() != b.first() {
        return false;
    }
    let same_front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let same_back = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    same_front + same_back + 1 >= a.len().max(b.len())
}

/// Whether two forms can name one body, and how. `short` stands for the later or shorter one.
pub(super) fn same_body(short: &Form, long: &Form, tables: &Tables) -> Option<Link> {
    if short.words == long.words {
        return Some(Link::Same);
    }
    let (a, b) = (short.content(), long.content());
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let sorted = |words: &[&str]| {
        let mut words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        words.sort_unstable();
        words
    };
    if sorted(&a) == sorted(&b) {
        return Some(Link::Variant);
    }
    if short.is_acronym() && is_initials(&short.words[0], long)
        || long.is_acronym() && is_initials(&long.words[0], short)
    {
        return Some(Link::Acronym);
    }
    let (few, many) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    let prefix = many.starts_with(few);
    let suffix = few.len() > 1 && many.ends_with(few);
    let telling = few.len() > 1 || tables.people.noun(few[0]).is_empty() && few[0].chars().count() > 2;
    (telling && (prefix || suffix)).then_some(Link::Variant)
}

/// Whether `letters` are the initials of a name, with or without its small words.
fn is_initials(letters: &str, long: &Form) -> bool {
    let of = |words: &mut dyn Iterator<Item = &str>| -> String {
        words.filter_map(|word| word.chars().next()).collect()
    };
    let all = of(&mut long.words.iter().map(String::as_str));
    let content = of(&mut long.content().into_iter());
    long.words.len() > 1 && (letters == all || letters == content)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn form(text: &str, kind: NameType) -> Form {
        let tables = Tables::load(&BTreeMap::new()).expect("tables");
        Form::read(text, Span::new(0, text.len()), kind, &tables).expect("a form")
    }

    #[test]
    fn titles_articles_and_endings_are_left_out() {
        assert_eq!(form("Mrs. Ada Kroll's", NameType::Person).text, "Ada Kroll");
        assert_eq!(form("the Harbour Board’s", NameType::Organization).text, "Harbour Board");
    }

    #[test]
    fn people_with_one_surname_are_told_apart() {
        let person = |text| form(text, NameType::Person);
        assert_eq!(same_person(&person("Kroll"), &person("Ada Kroll")), Some(Link::Variant));
        assert_eq!(same_person(&person("A. Kroll"), &person("Ada Kroll")), Some(Link::Variant));
        assert_eq!(same_person(&person("Bert Kroll"), &person("Ada Kroll")), None);
        assert_eq!(same_person(&person("Yousef Aliev"), &person("Yousef Aliyev")), Some(Link::Variant));
    }

    #[test]
    fn bodies_by_initials_order_and_first_words() {
        let tables = Tables::load(&BTreeMap::new()).expect("tables");
        let body = |text| form(text, NameType::Organization);
        let same = |a, b| same_body(&body(a), &body(b), &tables);
        assert_eq!(same("UPW", "Union of Port Workers"), Some(Link::Acronym));
        assert_eq!(same("Transport Ministry", "Ministry of Transport"), Some(Link::Variant));
        assert_eq!(same("Quaymont", "Quaymont Terminals"), Some(Link::Variant));
        assert_eq!(same("Ministry", "Ministry of Transport"), None);
        assert_eq!(same("Ministry of Labour", "Ministry of Transport"), None);
    }
}
