//! What is told without a verb of saying: "Police put the crowd at 2,500", "4,000 people, by the union's count, marched".

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

use super::draft::{Draft, Origin};
use super::syntax;
use crate::Tables;
use crate::extract::name::is_subject;
use crate::ontology::NounKind;

/// Confidence in these constructions.
const ESTIMATED: f32 = 0.75;
/// Verbs that set a figure, with the prepositions before it.
const SETTING: [&str; 8] = ["put", "peg", "place", "estimate", "value", "price", "assess", "set"];
/// Prepositions and adverbs between such a verb and its figure.
const AT: [&str; 8] = ["at", "near", "nearer", "close", "closer", "around", "above", "below"];
/// Verbs that correct a figure.
const CORRECTING: [&str; 7] = ["lower", "raise", "revise", "cut", "increase", "reduce", "bring"];
/// What is corrected.
const FIGURES: [&str; 10] =
    ["number", "toll", "figure", "count", "estimate", "tally", "total", "size", "sum", "turnout"];
/// Nouns for what someone makes of a matter, with whose it is.
const ACCOUNTS: [&str; 12] = [
    "count",
    "estimate",
    "reckoning",
    "account",
    "version",
    "telling",
    "tally",
    "calculation",
    "assessment",
    "admission",
    "opinion",
    "view",
];

/// The readings of a text.
pub(super) fn read(view: View<'_>, tables: &Tables) -> Vec<Draft> {
    let tokens = (0..view.layer.tokens.len() as u32).map(TokenId);
    tokens.filter_map(|id| by_figure(view, id).or_else(|| by_account(view, tables, id))).collect()
}

/// "Police put the crowd at 2,500", "the police lower the number to 1,200".
fn by_figure(view: View<'_>, verb: TokenId) -> Option<Draft> {
    if view.token(verb).upos != Upos::Verb {
        return None;
    }
    let lemma = view.token(verb).lemma.to_lowercase();
    let object = child(view, verb, |id| view.token(id).deprel == Deprel::Obj)?;
    let corrects = CORRECTING.contains(&lemma.as_str())
        && FIGURES.contains(&view.token(object).lemma.to_lowercase().as_str());
    if !corrects && !SETTING.contains(&lemma.as_str()) {
        return None;
    }
    let words: &[&str] = if corrects { &["to"] } else { &AT };
    let sentence = view.sentence_of(verb)?;
    let last = view.tokens_of(sentence).next_back()?;
    let figure = child(view, verb, |id| {
        id > object
            && view.subtree(id).iter().any(|id| view.token(*id).upos == Upos::Num)
            && view.subtree(id).iter().any(|id| words.contains(&view.word(*id).to_lowercase().as_str()))
            && id <= last
    })?;
    let source = syntax::source(view, verb)?;
    let object = view.subtree(object);
    let figure = view.subtree(figure);
    let content = view.cover(object.into_iter().chain(figure)).trimmed(view.text);
    (!content.overlaps(source)).then(|| draft(source, view.token(verb).span, vec![content]))
}

/// "Some 4,000 people, on the union's count, walked", "In its version it was the dockers who left".
fn by_account(view: View<'_>, tables: &Tables, noun: TokenId) -> Option<Draft> {
    let token = view.token(noun);
    if token.upos != Upos::Noun || !ACCOUNTS.contains(&token.lemma.to_lowercase().as_str()) {
        return None;
    }
    let case = child(view, noun, |id| {
        view.token(id).deprel == Deprel::Case
            && matches!(view.word(id).to_lowercase().as_str(), "by" | "on" | "in")
    })?;
    let owner = child(view, noun, |id| view.token(id).deprel == Deprel::NmodPoss)?;
    let clause =
        token.head.filter(|_| matches!(token.deprel, Deprel::Obl | Deprel::Nmod | Deprel::Parataxis))?;
    // Of a noun before it the whole clause is told.
    let clause = std::iter::once(clause)
        .chain(view.ancestors(clause))
        .find(|id| {
            matches!(view.token(*id).upos, Upos::Verb | Upos::Aux)
                || view.children(*id).any(|child| is_subject(view.token(child).deprel))
        })
        .unwrap_or(clause);
    let source = syntax::phrase(view, owner);
    let first = view.token(case).span.start;
    let end = view.subtree(noun).last().map_or(token.span.end, |last| view.token(*last).span.end);
    let aside = Span { start: first, end };
    let content: Vec<Span> = syntax::without(view, clause, noun)
        .into_iter()
        .filter(|span| !span.overlaps(aside) && view.slice(*span).chars().any(char::is_alphanumeric))
        .collect();
    let pronoun = view.token(owner).upos == Upos::Pron;
    let someone = super::nested::is_someone(view, tables, source)
        || pronoun
        || crate::extract::name::phrase_nouns(view, tables, owner)
            .0
            .iter()
            .any(|noun| noun.kind == NounKind::Document);
    let cue = Span { start: source.end, end: token.span.end }.trimmed(view.text);
    let cue = if cue.is_empty() { token.span } else { cue };
    (someone && !content.is_empty()).then(|| draft(source, cue, content))
}

fn child(view: View<'_>, of: TokenId, fits: impl Fn(TokenId) -> bool) -> Option<TokenId> {
    view.children(of).find(|id| fits(*id))
}

fn draft(source: Span, cue: Span, content: Vec<Span>) -> Draft {
    Draft {
        source: vec![source],
        cue: vec![cue],
        content,
        origin: Origin::Tree,
        confidence: ESTIMATED,
        certain: true,
    }
}
