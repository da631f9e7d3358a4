//! What a stretch of text tells, as weighted words, names and numbers, for comparing it with another.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};
use rashomon_tagger::Gist;

use super::entities::Entities;
use super::texts::TextRef;
use super::words;
use crate::Tables;
use crate::dossier::{EntityId, EntityKind};

/// A word, or whom a name stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Term {
    /// By the form that stands for its meaning.
    Word(String),
    /// Whatever it is called.
    Entity(EntityId),
    /// However it is written.
    Figure(String),
}

/// The meaning of some words, as far as words show it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meaning {
    terms: BTreeMap<Term, f64>,
    numbers: BTreeSet<String>,
    /// What all its words are about.
    pub(crate) gist: Gist,
    /// An odd number of negations.
    pub(crate) negated: bool,
}

impl Meaning {
    /// Reads the words of `spans`. Every mention of an entity counts as that entity, whatever it is called.
    pub(crate) fn of(text: TextRef<'_>, spans: &[Span], entities: &Entities, tables: &Tables) -> Self {
        let mut meaning = Self::default();
        let mut negations = 0_usize;
        for span in spans {
            let mentions: Vec<(Span, EntityId)> = text
                .facts
                .mentions
                .iter()
                .filter(|mention| span.contains(mention.span))
                .filter_map(|mention| Some((mention.span, entities.of(text.key(mention.name?))?)))
                // Nothing ties unnamed people of one report to those of another but the words for them.
                .filter(|(_, id)| entities.get(*id).is_none_or(|entity| entity.kind != EntityKind::People))
                .collect();
            for (_, entity) in &mentions {
                meaning.terms.entry(Term::Entity(*entity)).or_insert(tables.compare.claims.entity_weight);
            }
            let counted: Vec<(Span, f64)> = text
                .facts
                .quantities
                .iter()
                .filter(|quantity| span.contains(quantity.span))
                .filter_map(|quantity| Some((quantity.span, quantity.value?)))
                // "One" is as often no figure.
                .filter(|(_, value)| *value != 1.0)
                .collect();
            // One figure however it is written: "thirty", "30".
            for (_, value) in &counted {
                meaning.add_number(value.to_string(), tables);
            }
            for word in words::spans(text.view.text, *span) {
                let lower = words::normal(word.slice(text.view.text));
                let is_figure = lower.starts_with(|c: char| c.is_ascii_digit());
                if is_figure && counted.iter().any(|(figure, _)| figure.contains(word)) {
                    continue;
                }
                if mentions.iter().any(|(mention, _)| mention.contains(word)) {
                    continue;
                }
                negations += usize::from(tables.compare.claims.negations.contains(&lower));
                meaning.add(text, word, &lower, tables);
            }
        }
        let all = spans.iter().flat_map(|span| words::spans(text.view.text, *span));
        meaning.gist = Gist::of(all.map(|word| word.slice(text.view.text)));
        meaning.negated = negations % 2 == 1;
        meaning
    }

    fn add(&mut self, text: TextRef<'_>, span: Span, lower: &str, tables: &Tables) {
        if lower.starts_with(|c: char| c.is_ascii_digit()) {
            self.add_number(lower.to_owned(), tables);
            return;
        }
        let token = text.view.tokens_in(span).next().map(|id| text.view.token(id));
        let form = match token {
            Some(token) if token.upos == Upos::Verb => {
                let id = text.view.tokens_in(span).next();
                id.map_or_else(|| token.lemma.to_lowercase(), |id| with_particle(text.view, id, tables))
            }
            Some(token) if matches!(token.upos, Upos::Noun | Upos::Adj) => token.lemma.to_lowercase(),
            Some(_) | None => words::stem(lower).into_owned(),
        };
        let table = &tables.compare;
        if table.function_words.contains(lower) || table.function_words.contains(&form) {
            return;
        }
        let all = f64::from(table.background.documents.max(1));
        let holders = f64::from(table.background.documents_with(&words::stem(lower)));
        let form = tables.senses.meaning(&form).to_owned();
        let weight = (all / holders.max(1.0)).ln().clamp(0.5, table.claims.rarest);
        self.terms.insert(Term::Word(form), weight);
    }

    /// A figure tells the more the more digits it has: few sentences of a story give "40,000", many give "two".
    fn add_number(&mut self, number: String, tables: &Tables) {
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let weights = &tables.compare.claims.number_weights;
        if let Some(weight) = digits.checked_sub(1).and_then(|at| weights.get(at).or(weights.last())) {
            self.terms.insert(Term::Figure(number.clone()), *weight);
        }
        self.numbers.insert(number);
    }

    /// 0 to 1: how far the words are the same ([`Self::same_words`]), more where both are about one matter and less where
    /// the same words are about two.
    pub(crate) fn likeness(&self, other: &Self, tables: &Tables) -> f64 {
        let words = self.same_words(other, tables);
        if words == 0.0 || words == 1.0 {
            return words;
        }
        let thresholds = &tables.compare.claims;
        let gist = self.gist.likeness(&other.gist) - thresholds.usual_gist;
        (words * (1.0 + thresholds.gist * gist)).clamp(0.0, 1.0)
    }

    /// 0 to 1: the cosine of both, and how far the smaller one is held by the other. Numbers of which none is common
    /// take away.
    pub(crate) fn same_words(&self, other: &Self, tables: &Tables) -> f64 {
        let square = |weight: &f64| weight * weight;
        let (own, their): (f64, f64) =
            (self.terms.values().map(square).sum(), other.terms.values().map(square).sum());
        if own == 0.0 || their == 0.0 {
            return 0.0;
        }
        let common: f64 = self
            .terms
            .iter()
            .filter(|(term, _)| other.terms.contains_key(*term))
            .map(|(_, weight)| square(weight))
            .sum();
        let cosine = common / (own * their).sqrt();
        let held = common / own.min(their);
        let thresholds = &tables.compare.claims;
        // A fragment of two or three words is held by much; being held tells little of it.
        let small = self.terms.len().min(other.terms.len()) as f64;
        let trust = (small / thresholds.full_words).min(1.0);
        let words = cosine + thresholds.held_weight * trust * (held - cosine);
        if self.has_other_figures(other) {
            words * thresholds.other_numbers
        } else if words > 0.0 && self.shares_figure(other) {
            (words + thresholds.same_numbers).min(1.0)
        } else {
            words
        }
    }

    /// Whether both give one figure that is not told of just anything.
    fn shares_figure(&self, other: &Self) -> bool {
        let telling = |figure: &&String| figure.len() > 1;
        self.numbers.intersection(&other.numbers).any(|figure| telling(&figure))
    }

    /// Its terms with what they weigh where they single out a matter: a figure of one digit does not.
    fn weighed<'a>(&'a self, tables: &'a Tables) -> impl Iterator<Item = (Term, f64)> + use<'a> {
        let thresholds = &tables.compare.anchors;
        self.terms.iter().filter_map(|(term, weight)| match term {
            Term::Word(_) | Term::Entity(_) => Some((term.clone(), *weight)),
            Term::Figure(figure) if figure.len() < 2 => None,
            Term::Figure(figure) if is_round(figure) => Some((term.clone(), thresholds.round_weight)),
            Term::Figure(_) => Some((term.clone(), thresholds.figure_weight)),
        })
    }

    /// Its words from a rarity on, its names and its figures.
    pub(crate) fn rare<'a>(
        &'a self,
        rarity: f64,
        tables: &'a Tables,
    ) -> impl Iterator<Item = Term> + use<'a> {
        let is_rare = move |term: &Term, weight: f64| match term {
            Term::Word(_) => weight >= rarity,
            Term::Entity(_) | Term::Figure(_) => true,
        };
        self.weighed(tables).filter(move |(term, weight)| is_rare(term, *weight)).map(|(term, _)| term)
    }

    /// What both hold, with its weight.
    pub(crate) fn common(&self, other: &Self, tables: &Tables) -> Vec<(Term, f64)> {
        let theirs: BTreeSet<Term> = other.weighed(tables).map(|(term, _)| term).collect();
        self.weighed(tables).filter(|(term, _)| theirs.contains(term)).collect()
    }

    /// The sum of its weights.
    pub(crate) fn weight(&self, tables: &Tables) -> f64 {
        self.weighed(tables).map(|(_, weight)| weight).sum()
    }

    /// Whether both give figures and none is common.
    pub(crate) fn has_other_figures(&self, other: &Self) -> bool {
        !self.numbers.is_empty() && !other.numbers.is_empty() && self.numbers.is_disjoint(&other.numbers)
    }

    /// The rarest of its words and names, in order.
    pub(crate) fn weightiest(&self, count: usize) -> Vec<Term> {
        let mut terms: Vec<(&Term, f64)> = self.terms.iter().map(|(term, weight)| (term, *weight)).collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        terms.into_iter().take(count).map(|(term, _)| term.clone()).collect()
    }

    /// How many words and names it holds.
    pub(crate) fn len(&self) -> usize {
        self.terms.len()
    }
}

/// Whether a figure is a round one or can be a year: many things are counted so.
fn is_round(figure: &str) -> bool {
    const YEARS: std::ops::RangeInclusive<f64> = 1900.0..=2100.0;
    figure.parse::<f64>().is_ok_and(|value| value % 10.0 == 0.0 || YEARS.contains(&value))
}

/// The lemma of a verb, with its particle where the table of senses has an act of both ("called off", "kept out").
pub(crate) fn with_particle(view: View<'_>, head: TokenId, tables: &Tables) -> String {
    let lemma = view.token(head).lemma.to_lowercase();
    let particle = view.children(head).find(|id| view.token(*id).deprel == Deprel::CompoundPrt);
    let particle = particle.map(|id| view.word(id).to_lowercase()).or_else(|| {
        let next = TokenId(head.0 + 1);
        let follows = next.index() < view.layer.tokens.len()
            && matches!(view.token(next).deprel, Deprel::Advmod | Deprel::Case | Deprel::Mark);
        follows.then(|| view.word(next).to_lowercase())
    });
    let whole = particle.map(|particle| format!("{lemma}_{particle}"));
    whole.filter(|whole| tables.senses.act(whole).is_some()).unwrap_or(lemma)
}
