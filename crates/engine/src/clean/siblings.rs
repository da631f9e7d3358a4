//! The day of publication from sibling reports: other reports of the same affair whose day is known.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil;
use rashomon_doc::{Article, Basis, Date, Precision};

use super::evidence::days_between;
use super::{infer, mentions};
use crate::Tables;

/// A word in more documents than this says little about an affair, and is not looked up.
const MOST_DOCUMENTS: usize = 60;
/// How many bytes of a text are looked at.
const SAMPLE: usize = 12_000;
/// Two reports are siblings if the rarer words they share weigh at least this much …
const LEAST_WEIGHT: f64 = 6.0;
/// … and make up at least this share of the shorter one's.
const LEAST_SHARE: f64 = 0.2;
/// How many siblings are asked.
const SIBLINGS: usize = 5;
/// A sibling this many times less alike than the nearest is not asked.
const ALIKE: f64 = 0.5;
/// Reports of one affair are not further apart, in days, for a year or a weekday to be taken from a sibling.
const SAME_AFFAIR_DAYS: i32 = 45;
/// A report of the same day's news comes at most so many days before its sibling.
const EARLIER_DAYS: i32 = 3;

/// Infers missing publication dates of a collection from sibling reports of the same affair.
///
/// Reports are siblings by the rarer capitalised words they share. Where a report's own weekday and date fit several years, the
/// siblings decide the year; where it names only a weekday, that day nearest to the siblings' days is taken; where it names
/// none, the range of their days. A report that says "yesterday" names other days by their weekdays, so that its own is not
/// before the latest day that it tells of, and no more is known. Reports that were dated in this way help to date others, nearest first.
pub fn infer_from_siblings(articles: &mut [Article], tables: &Tables) {
    if !articles.iter().any(is_open) {
        return;
    }
    let index = Index::new(articles);
    let mut open: Vec<usize> =
        articles.iter().enumerate().filter(|(_, article)| is_open(article)).map(|(at, _)| at).collect();
    // Those that know their weekday and date come first: they are the surest, and then help the others.
    open.sort_by_key(|at| articles.get(*at).is_some_and(|article| !article.published.is_known()));
    for at in open {
        let siblings = index.siblings(at, articles);
        if let Some(date) = articles.get(at).and_then(|article| date_from(article, &siblings, tables))
            && let Some(article) = articles.get_mut(at)
        {
            article.published = date;
        }
    }
}

/// Whether siblings can help: nothing is known, or several years or days fit.
fn is_open(article: &Article) -> bool {
    let date = &article.published;
    match date.basis {
        Basis::Unknown => true,
        Basis::Inferred => !date.alternatives.is_empty() || date.single_day().is_none(),
        Basis::Stated | Basis::Metadata | Basis::Given | Basis::Computed | Basis::Siblings => false,
    }
}

fn date_from(article: &Article, siblings: &[civil::Date], tables: &Tables) -> Option<Date> {
    let nearest = siblings.first()?;
    if article.published.is_known() {
        let readings = std::iter::once(&article.published).chain(&article.published.alternatives);
        let best = readings
            .filter_map(|date| {
                Some((siblings.iter().map(|day| days_between(date.start.unwrap_or(*day), *day)).min()?, date))
            })
            .min_by_key(|(distance, _)| *distance);
        let (distance, date) = best?;
        return (distance <= SAME_AFFAIR_DAYS).then(|| Date {
            basis: Basis::Siblings,
            alternatives: Vec::new(),
            ..date.clone()
        });
    }
    let mentions = mentions::of(&article.text, &article.blocks, tables);
    let told = mentions.iter().filter_map(|mention| Some((told_day(mention, *nearest)?, mention.span))).max();
    let counted = mentions::counts_from_today(&article.text, &article.blocks);
    if let Some((weekday, span)) = infer::current_weekday(&mentions, counted) {
        let from = nearest.checked_sub(EARLIER_DAYS.days()).ok()?;
        let day = infer::on_or_after(told.map_or(from, |(told, _)| told.max(from)), weekday);
        return Some(Date::day(day, Basis::Siblings).with_evidence(vec![span]));
    }
    if counted {
        let (day, span) = told?;
        let date = Date::range(Some(day), None, Precision::Range, Basis::Siblings);
        return Some(date.with_evidence(vec![span]));
    }
    let (first, last) = (siblings.iter().min()?, siblings.iter().max()?);
    let day = first == last;
    let close = days_between(*first, *last) <= SAME_AFFAIR_DAYS;
    close.then(|| {
        Date::range(
            Some(*first),
            Some(*last),
            if day { Precision::Day } else { Precision::Range },
            Basis::Siblings,
        )
    })
}

/// A day that the text tells of as past, in the year that brings it nearest to a sibling's day.
fn told_day(mention: &mentions::Mention, sibling: civil::Date) -> Option<civil::Date> {
    let (month, day) = mention.month_day.filter(|_| !mention.ahead)?;
    let years = mention.year.map_or(sibling.year() - 1..=sibling.year() + 1, |year| year..=year);
    years
        .filter_map(|year| civil::Date::new(year, month, day).ok())
        .min_by_key(|date| days_between(*date, sibling))
        .filter(|date| days_between(*date, sibling) <= SAME_AFFAIR_DAYS)
}

/// The rarer words of each article.
struct Index {
    words: Vec<Vec<u32>>,
    documents: Vec<Vec<u32>>,
    weights: Vec<f64>,
}

impl Index {
    fn new(articles: &[Article]) -> Self {
        let mut ids: BTreeMap<String, u32> = BTreeMap::new();
        let mut index = Self { words: Vec::new(), documents: Vec::new(), weights: Vec::new() };
        for (at, article) in articles.iter().enumerate() {
            let mut own: Vec<u32> = Vec::new();
            for word in features(article) {
                let next = ids.len() as u32;
                let id = *ids.entry(word).or_insert(next);
                own.push(id);
            }
            own.sort_unstable();
            own.dedup();
            index.documents.resize(ids.len(), Vec::new());
            for id in &own {
                if let Some(documents) = index.documents.get_mut(*id as usize) {
                    documents.push(at as u32);
                }
            }
            index.words.push(own);
        }
        let total = articles.len().max(2) as f64;
        // A word of every document still weighs a little: small collections often tell of one affair alone.
        index.weights = index
            .documents
            .iter()
            .map(|documents| (1.0 + total / documents.len().max(1) as f64).ln())
            .collect();
        index
    }

    /// The days of the most similar dated articles, the nearest first.
    fn siblings(&self, at: usize, articles: &[Article]) -> Vec<civil::Date> {
        let mut shared: BTreeMap<u32, f64> = BTreeMap::new();
        let own = self.words.get(at).map(Vec::as_slice).unwrap_or_default();
        for id in own {
            let documents = self.documents.get(*id as usize).map(Vec::as_slice).unwrap_or_default();
            if documents.len() <= MOST_DOCUMENTS {
                for other in documents.iter().filter(|other| **other as usize != at) {
                    *shared.entry(*other).or_default() += self.weight(*id);
                }
            }
        }
        let mut ranked: Vec<(f64, u32)> = shared
            .into_iter()
            .filter_map(|(other, weight)| {
                let share = weight / self.total(at).min(self.total(other as usize)).max(1.0);
                (weight >= LEAST_WEIGHT && share >= LEAST_SHARE).then_some((share, other))
            })
            .collect();
        ranked.sort_by(|(one, first), (other, second)| other.total_cmp(one).then(first.cmp(second)));
        let best = ranked
            .iter()
            .find(|(_, other)| known_day(articles, *other).is_some())
            .map_or(0.0, |(share, _)| *share);
        ranked
            .into_iter()
            .filter(|(share, _)| *share >= best * ALIKE)
            .filter_map(|(_, other)| known_day(articles, other))
            .take(SIBLINGS)
            .collect()
    }

    fn weight(&self, id: u32) -> f64 {
        self.weights.get(id as usize).copied().unwrap_or(0.0)
    }

    fn total(&self, at: usize) -> f64 {
        self.words.get(at).map_or(0.0, |words| words.iter().map(|id| self.weight(*id)).sum())
    }
}

/// The day of an article, if it is one day without other readings.
fn known_day(articles: &[Article], at: u32) -> Option<civil::Date> {
    let date = &articles.get(at as usize)?.published;
    let sure = date.alternatives.iter().all(|other| other.start == date.start);
    date.single_day().filter(|_| sure)
}

/// Capitalised words of some length and numbers, lower case.
fn features(article: &Article) -> impl Iterator<Item = String> {
    const LETTERS: usize = 4;
    let read = article
        .blocks
        .iter()
        .filter(|block| block.kind.is_read())
        .map(|block| block.span.slice(&article.text));
    let title = article.title_str().unwrap_or_default();
    let mut bytes = 0;
    std::iter::once(title)
        .chain(read)
        .take_while(move |words| {
            bytes += words.len();
            bytes <= SAMPLE
        })
        .flat_map(|words| words.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| {
            word.chars().count() >= LETTERS && word.starts_with(char::is_uppercase)
                || word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_digit())
        })
        .map(str::to_lowercase)
}
