//! Accounts that a report itself sets against one another: "people who were there say otherwise", "called that a lie",
//! "each side says the other left first".

use rashomon_doc::{BlockKind, SentenceId, Span, View};

use super::opposed::about_words;
use super::rows::{Account, listed, positions, quoted, shortened};
use super::scene::Scene;
use crate::dossier::{Aspect, Comparison, ComparisonKind, DocId, DocSpan};

/// How a sentence says that accounts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// The account before it is told otherwise.
    Back,
    /// It tells of both accounts, alone or with the sentences behind it.
    Both,
}

/// A row for each place where a report says that accounts differ.
pub(super) fn compare(scene: &Scene<'_>) -> Vec<Comparison> {
    let mut rows = Vec::new();
    for (doc, view, _) in scene.texts() {
        let mut last: Option<SentenceId> = None;
        for id in view.sentences() {
            let span = view.sentence(id).span;
            let runs = matches!(view.block_kind(span.start), BlockKind::Paragraph | BlockKind::Deck);
            let Some(mark) = runs.then(|| mark(scene, view, span)).flatten() else { continue };
            // "She tells it otherwise. In her version …": one contrast.
            let goes_on = last.is_some_and(|last| last.0 + 1 == id.0 && is_short(view, last));
            last = Some(id);
            if !goes_on {
                rows.extend(row(scene, doc, view, id, mark));
            }
        }
    }
    rows
}

/// Whether and how a sentence says that accounts differ.
fn mark(scene: &Scene<'_>, view: View<'_>, sentence: Span) -> Option<Mark> {
    let contrast = &scene.tables().senses.contrast;
    let words = view.slice(sentence).to_lowercase().replace('’', "'");
    let conditional = ["until ", "unless ", "if "].iter().any(|word| holds(&words, word.trim()));
    if contrast.both.iter().any(|phrase| holds(&words, phrase)) {
        return Some(Mark::Both);
    }
    if contrast.back.iter().any(|phrase| holds(&words, phrase)) && !conditional {
        return Some(Mark::Back);
    }
    let names = view.tokens_in(sentence).any(|id| {
        let calls = contrast.callings.contains(&view.token(id).lemma.to_lowercase());
        let rest = Span { start: view.token(id).span.end, end: sentence.end };
        let after: String = view.slice(rest).to_lowercase().chars().take(NAME_REACH).collect();
        let first = after.split_whitespace().next();
        let refers = first.is_some_and(|word| matches!(word, "that" | "this" | "it" | "those" | "such"))
            || after.trim_start().starts_with("the claim")
            || after.trim_start().starts_with("the report")
            || after.trim_start().starts_with("the accusation")
            || after.trim_start().starts_with("the allegation");
        calls && refers && contrast.names.iter().any(|name| holds(&after, name))
    });
    names.then_some(Mark::Back)
}

/// Letters behind a verb of calling in which the name for a rival account stands.
const NAME_REACH: usize = 60;

/// Whether some words stand in others as whole words; a phrase with `$` only at the end of a clause.
fn holds(words: &str, phrase: &str) -> bool {
    let (phrase, at_end) = phrase.strip_suffix('$').map_or((phrase, false), |phrase| (phrase, true));
    words.match_indices(phrase).any(|(at, _)| {
        let before = words[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let after = words[at + phrase.len()..]
            .chars()
            .next()
            .is_none_or(|c| !c.is_alphanumeric() && (!at_end || c != ' '));
        before && after
    })
}

fn is_short(view: View<'_>, id: SentenceId) -> bool {
    view.tokens_of(id).len() <= SHORT
}

/// A sentence of no more words only announces an account.
const SHORT: usize = 14;

/// A line of fewer words is no account.
const LEAST: usize = 5;

/// So far back an account can stand.
const REACH: u32 = 3;

fn row(scene: &Scene<'_>, doc: DocId, view: View<'_>, id: SentenceId, mark: Mark) -> Option<Comparison> {
    let accounts = match mark {
        Mark::Back => told_back(scene, doc, view, id)?,
        Mark::Both => told_both(scene, doc, view, id),
    };
    let first = accounts.first()?;
    let about = about_words(scene, first.span, first.statement);
    let mut values: Vec<String> = accounts.iter().map(|account| quoted(&account.value)).collect();
    values.dedup();
    let text = format!(
        "{} itself sets accounts against one another: {}.",
        listed(scene.dossier, &[doc]),
        values.join("; ")
    );
    Some(Comparison {
        story: scene.story(doc),
        kind: ComparisonKind::Conflict,
        aspect: Aspect::Detail,
        about,
        text,
        positions: positions(&accounts, scene.context),
    })
}

/// The account before, the sentence that tells it otherwise, and what follows where that only announces another account.
fn told_back(scene: &Scene<'_>, doc: DocId, view: View<'_>, id: SentenceId) -> Option<Vec<Account>> {
    let before = (1..=REACH)
        .filter_map(|back| id.0.checked_sub(back))
        .map(SentenceId)
        .find(|id| view.tokens_of(*id).len() >= LEAST && is_running(view, *id))?;
    let next = SentenceId(id.0 + 1);
    let goes_on = is_short(view, id) && next.index() < view.layer.sentences.len() && is_running(view, next);
    let sentences = [Some(before), Some(id), goes_on.then_some(next)];
    Some(sentences.into_iter().flatten().map(|id| account(scene, doc, view, id)).collect())
}

/// The sentence, and those behind it in its block while they go on to tell the accounts.
fn told_both(scene: &Scene<'_>, doc: DocId, view: View<'_>, id: SentenceId) -> Vec<Account> {
    let block = |id: SentenceId| {
        let start = view.sentence(id).span.start;
        view.blocks.partition_point(|block| block.span.end <= start)
    };
    let last = view.layer.sentences.len() as u32;
    let following =
        (id.0 + 1..last.min(id.0 + REACH)).map(SentenceId).take_while(|next| block(*next) == block(id));
    [id].into_iter().chain(following).map(|id| account(scene, doc, view, id)).collect()
}

fn is_running(view: View<'_>, id: SentenceId) -> bool {
    let kind = view.block_kind(view.sentence(id).span.start);
    matches!(kind, BlockKind::Paragraph | BlockKind::Blockquote | BlockKind::Deck)
}

fn account(scene: &Scene<'_>, doc: DocId, view: View<'_>, id: SentenceId) -> Account {
    let span = DocSpan { doc, field: view.field, span: view.sentence(id).span };
    Account { value: shortened(view.slice(span.span)), span, statement: scene.statement_in(span) }
}
