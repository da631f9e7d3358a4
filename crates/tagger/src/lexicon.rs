//! Lemmas by table, and by regular endings where the table knows the base form.
//!
//! The network's rules see a word through its pieces and misjudge endings of words that they know whole ("refused");
//! a list of lemmas settles those. What neither knows is left to the network.

use std::collections::{HashMap, HashSet};

use rashomon_doc::Upos;

/// The table that ships with the model.
const TABLE: &str = include_str!("../../../model/lemmas.tsv");
/// Verbs that the treebanks lack, and irregular forms.
const VERBS: &str = include_str!("../../../data/verb_forms.tsv");

/// Known lemmas and forms.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// Lemma by form and part of speech.
    forms: HashMap<(String, Upos), String>,
    lemmas: HashSet<(String, Upos)>,
}

impl Lexicon {
    /// Reads the tables; lines that are no rows are left out.
    pub(crate) fn built_in() -> Self {
        let mut lexicon = Self::default();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(upos), Some(lemma)) = (fields.next().and_then(|upos| upos.parse().ok()), fields.next())
            else {
                continue;
            };
            lexicon.lemmas.insert((lemma.to_owned(), upos));
            for form in fields.next().unwrap_or_default().split_whitespace() {
                lexicon.forms.insert((form.to_owned(), upos), lemma.to_owned());
            }
        }
        for line in VERBS.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let Some((lemmas, forms)) = line.split_once('\t') else { continue };
            for lemma in lemmas.split('|') {
                lexicon.lemmas.insert((lemma.to_owned(), Upos::Verb));
                for form in forms.split_whitespace() {
                    // What the treebanks say of a form holds, but for their slips.
                    if let Some(form) = form.strip_prefix('!') {
                        lexicon.forms.insert((form.to_owned(), Upos::Verb), lemma.to_owned());
                    } else {
                        let known = lexicon.forms.entry((form.to_owned(), Upos::Verb));
                        known.or_insert_with(|| lemma.to_owned());
                    }
                }
            }
        }
        lexicon
    }

    /// The lemma of a form, if the table settles it. `is_word` says of other base forms whether they exist.
    pub(crate) fn lemma(&self, form: &str, upos: Upos, is_word: impl Fn(&str) -> bool) -> Option<String> {
        let lower = form.to_lowercase();
        let key = (lower, upos);
        if let Some(lemma) = self.forms.get(&key) {
            return Some(lemma.clone());
        }
        if self.lemmas.contains(&key) {
            return Some(key.0);
        }
        let bases = bases(&key.0, upos);
        let known = bases.iter().find(|base| self.lemmas.contains(&((*base).clone(), upos)));
        known.or_else(|| bases.iter().find(|base| is_word(base))).cloned().or_else(|| guess(&key.0, upos))
    }
}

/// Of verbs that no list knows: stems that English spells with an "e" at the end ("mobiliz-", "escalat-").
fn guess(form: &str, upos: Upos) -> Option<String> {
    const MUTE_E: &[&str] = &["iz", "yz", "is", "at", "v", "c", "dg", "ur", "uc", "u"];
    if upos != Upos::Verb {
        return None;
    }
    let stem = form.strip_suffix("ed").or_else(|| form.strip_suffix("ing")).filter(|stem| stem.len() > 3)?;
    MUTE_E.iter().any(|ending| stem.ends_with(ending)).then(|| format!("{stem}e"))
}

/// The base forms that a regular ending allows, the likeliest first.
fn bases(form: &str, upos: Upos) -> Vec<String> {
    let mut found = Vec::new();
    let mut try_ending = |ending: &str, add: &[&str]| {
        if let Some(stem) = form.strip_suffix(ending).filter(|stem| stem.len() > 1) {
            found.extend(add.iter().map(|add| format!("{stem}{add}")));
            found.extend(undoubled(stem).filter(|_| ending != "s" && ending != "es"));
        }
    };
    match upos {
        Upos::Verb | Upos::Aux => {
            try_ending("ied", &["y"]);
            try_ending("ed", &["e", ""]);
            try_ending("ing", &["e", ""]);
            try_ending("ies", &["y"]);
            try_ending("es", &["e", ""]);
            try_ending("s", &[""]);
        }
        Upos::Noun => {
            try_ending("ies", &["y"]);
            try_ending("men", &["man"]);
            try_ending("ves", &["f", "fe"]);
            try_ending("es", &["e", ""]);
            try_ending("s", &[""]);
        }
        Upos::Adj | Upos::Adv => {
            try_ending("ier", &["y"]);
            try_ending("iest", &["y"]);
            try_ending("er", &["e", ""]);
            try_ending("est", &["e", ""]);
        }
        _ => {}
    }
    found
}

/// "plann" → "plan".
fn undoubled(stem: &str) -> Option<String> {
    let last = stem.chars().next_back()?;
    let rest = stem.strip_suffix(last)?;
    (rest.ends_with(last) && last.is_ascii_lowercase()).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_endings() {
        let lexicon = Lexicon::built_in();
        let lemma = |form: &str, upos| lexicon.lemma(form, upos, |_| false);
        assert_eq!(lemma("Refused", Upos::Verb).as_deref(), Some("refuse"));
        assert_eq!(lemma("planned", Upos::Verb).as_deref(), Some("plan"));
        assert_eq!(lemma("went", Upos::Verb).as_deref(), Some("go"));
        assert_eq!(lemma("froze", Upos::Verb).as_deref(), Some("freeze"));
        assert_eq!(lemma("severed", Upos::Verb).as_deref(), Some("sever"));
        assert_eq!(lemma("Decried", Upos::Verb).as_deref(), Some("decry"));
        assert_eq!(lemma("fled", Upos::Verb).as_deref(), Some("flee"));
        assert_eq!(lemma("shredded", Upos::Verb).as_deref(), Some("shred"));
        assert_eq!(lemma("talks", Upos::Noun).as_deref(), Some("talk"));
        assert_eq!(lemma("zzxqed", Upos::Verb), None);
        assert_eq!(lexicon.lemma("zzxqed", Upos::Verb, |word| word == "zzxq").as_deref(), Some("zzxq"));
    }
}
