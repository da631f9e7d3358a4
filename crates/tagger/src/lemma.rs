//! Lemmas by edit rules: the model chooses a rule, the rule makes the lemma of the word.

/// How letter case changes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    Keep,
    /// First letter upper, the rest lower.
    Capital,
}

/// A way to make a lemma of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LemmaRule {
    /// This lemma, whatever the word (irregular forms).
    Whole(String),
    /// Change the case, take `cut` off the end, put `add` there.
    Edit { case: Case, cut: String, add: String },
}

impl LemmaRule {
    /// Reads `case|cut|add` or `l!word`.
    pub(crate) fn parse(rule: &str) -> Option<Self> {
        let mut chars = rule.chars();
        let case = match chars.next()? {
            'l' => Case::Lower,
            'k' => Case::Keep,
            'c' => Case::Capital,
            _ => return None,
        };
        let sign = chars.next()?;
        let rest = chars.as_str();
        match sign {
            '!' => Some(Self::Whole(rest.to_owned())),
            '|' => rest.split_once('|').map(|(cut, add)| Self::Edit {
                case,
                cut: cut.to_owned(),
                add: add.to_owned(),
            }),
            _ => None,
        }
    }

    /// The lemma of `word`, or `None` where the word does not end as the rule says, or nothing would be left.
    pub(crate) fn apply(&self, word: &str) -> Option<String> {
        match self {
            Self::Whole(lemma) => Some(lemma.clone()),
            Self::Edit { case, cut, add } => {
                let base = cased(word, *case);
                let stem = base.strip_suffix(cut.as_str())?;
                (!(stem.is_empty() && add.is_empty())).then(|| format!("{stem}{add}"))
            }
        }
    }
}

fn cased(word: &str, case: Case) -> String {
    match case {
        Case::Lower => word.to_lowercase(),
        Case::Keep => word.to_owned(),
        Case::Capital => {
            let mut chars = word.chars();
            let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
            first + &chars.as_str().to_lowercase()
        }
    }
}

/// The index of the best-scored rule that applies to `word`.
pub(crate) fn choose(rules: &[LemmaRule], scores: &[f32], word: &str) -> Option<u16> {
    let mut limit = f32::INFINITY;
    let mut tried: Option<usize> = None;
    loop {
        // The next best: lower than the last one tried, or equal and behind it.
        let mut best: Option<(usize, f32)> = None;
        for (index, score) in scores.iter().copied().enumerate().take(rules.len()) {
            // Equal scores are told apart by their index; they are equal bit for bit or not at all.
            #[allow(clippy::float_cmp)]
            let is_left = score < limit || (score == limit && tried.is_none_or(|last| index > last));
            if is_left && best.is_none_or(|(_, top)| score > top) {
                best = Some((index, score));
            }
        }
        let (index, score) = best?;
        if rules[index].apply(word).is_some() {
            return Some(index as u16);
        }
        (limit, tried) = (score, Some(index));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(rule: &str, word: &str) -> Option<String> {
        LemmaRule::parse(rule).unwrap().apply(word)
    }

    #[test]
    fn rules() {
        assert_eq!(lemma("l|ies|y", "Cities").as_deref(), Some("city"));
        assert_eq!(lemma("k||", "Oslo").as_deref(), Some("Oslo"));
        assert_eq!(lemma("c|.|ember", "SEPT.").as_deref(), Some("September"));
        assert_eq!(lemma("l!be", "was").as_deref(), Some("be"));
        assert_eq!(lemma("l|ing|", "walked"), None);
        assert_eq!(lemma("l|s|", "s"), None);
        assert_eq!(LemmaRule::parse("x|a|b"), None);
    }

    #[test]
    fn the_best_rule_that_applies() {
        let rules: Vec<_> =
            ["l|ed|", "l|s|", "l||"].iter().filter_map(|rule| LemmaRule::parse(rule)).collect();
        assert_eq!(choose(&rules, &[3.0, 2.0, 1.0], "ports"), Some(1));
        assert_eq!(choose(&rules, &[3.0, 3.0, 3.0], "Port"), Some(2));
        assert_eq!(choose(&rules, &[f32::NAN; 3], "port"), None);
    }
}
