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
const SETTING: [&str; 9] = ["put", "peg", "place", "estimate", "value", "price", "assess", "set", "measure"];
/// Those of them that are done to what is one's own ("The firm priced its shares at 12").
const DOING: [&str; 4] = ["place", "value", "price", "set"];
/// Prepositions and adverbs between such a verb and its figure.
const AT: [&str; 8] = ["at", "near", "nearer", "close", "closer", "around", "above", "below"];
/// Verbs that correct a figure.
const CORRECTING: [&str; 7] = ["lower", "raise", "revise", "cut", "increase", "reduce", "bring"];
/// What is corrected.
const FIGURES: [&str; 10] =
    ["number", "toll", "figure", "count", "estimate", "tally", "total", "size", "sum", "turnout"];
/// Nouns for what someone makes of a matter, with whose it is.
const ACCOUNTS: [&str; 23] = [
    "word",
    "belief",
    "judgment",
    "judgement",
    "estimation",
    "evaluation",
    "information",
    "data",
    "reading",
    "analysis",
    "recollection",
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

/// Verbs by which a figure is what it is.
const STANDING: [&str; 4] = ["stand", "remain", "stay", "total"];
/// Verbs of coming to a figure.
const COUNTING: [&str; 6] = ["count", "tally", "arrive", "reckon", "calculate", "estimate"];

/// The readings of a text.
pub(super) fn read(view: View<'_>, tables: &Tables) -> Vec<Draft> {
    let tokens = (0..view.layer.tokens.len() as u32).map(TokenId);
    tokens
        .filter_map(|id| {
            by_figure(view, id)
                .or_else(|| by_account(view, tables, id))
                .or_else(|| by_own_figure(view, tables, id))
                .or_else(|| by_count(view, tables, id))
        })
        .collect()
}

/// "The ministry's figure is 14 cases", "The union's count stands at 300": what the owner of a figure makes it.
fn by_own_figure(view: View<'_>, tables: &Tables, noun: TokenId) -> Option<Draft> {
    let token = view.token(noun);
    let lemma = token.lemma.to_lowercase();
    if token.upos != Upos::Noun || !FIGURES.contains(&lemma.as_str()) || !is_subject(token.deprel) {
        return None;
    }
    let owner = child(view, noun, |id| view.token(id).deprel == Deprel::NmodPoss)?;
    let source = syntax::phrase(view, owner);
    let predicate = token.head?;
    let copular = view.children(predicate).any(|id| view.token(id).deprel == Deprel::Cop);
    let figure = if copular {
        predicate
    } else if STANDING.contains(&view.token(predicate).lemma.to_lowercase().as_str()) {
        child(view, predicate, |id| {
            id > predicate && matches!(view.token(id).deprel, Deprel::Obl | Deprel::Obj)
        })?
    } else {
        return None;
    };
    let apart = |id: TokenId| {
        view.children(predicate).any(|child| {
            (is_subject(view.token(child).deprel) || matches!(view.token(child).deprel, Deprel::Cop))
                && view.dominates(child, id)
        })
    };
    let words: Vec<TokenId> = if copular {
        // The tree of "14 confirmed cases across the county" errs often: all behind the verb is what it is.
        let is = view.children(predicate).find(|id| view.token(*id).deprel == Deprel::Cop)?;
        let last = view.tokens_of(view.sentence_of(noun)?).next_back()?;
        let rest = (is.0 + 1..=last.0).map(TokenId);
        rest.take_while(|id| !matches!(view.word(*id), ";" | "," | ":"))
            .filter(|id| is_word(view, *id))
            .collect()
    } else {
        view.subtree(figure).into_iter().filter(|id| !apart(*id) && *id > noun).collect()
    };
    let number = words.iter().any(|id| view.token(*id).upos == Upos::Num);
    let content = view.cover(words).trimmed(view.text);
    let someone = super::nested::is_someone(view, tables, source);
    (number && someone && !content.overlaps(source)).then(|| draft(source, token.span, vec![content]))
}

fn is_word(view: View<'_>, id: TokenId) -> bool {
    view.token(id).upos != Upos::Punct
}

/// "The institute counts 300 to 400 cases", "analysts arrive at 2.6 billion": a figure that someone comes to.
fn by_count(view: View<'_>, tables: &Tables, verb: TokenId) -> Option<Draft> {
    let token = view.token(verb);
    if token.upos != Upos::Verb || !COUNTING.contains(&token.lemma.to_lowercase().as_str()) {
        return None;
    }
    // "arrive at 300", but "count 300"; "arrived in 1993" is no figure.
    let arrives = token.lemma.eq_ignore_ascii_case("arrive");
    let behind = |id: TokenId| {
        let at = view.children(id).any(|case| view.word(case).eq_ignore_ascii_case("at"));
        match view.token(id).deprel {
            Deprel::Obj => !arrives,
            Deprel::Obl => arrives && at,
            _ => false,
        }
    };
    let figure = child(view, verb, |id| {
        id > verb
            && behind(id)
            && (view.token(id).upos == Upos::Num
                || view.children(id).any(|number| view.token(number).deprel == Deprel::Nummod))
    })?;
    let source = syntax::source(view, verb)?;
    let passive = view.children(verb).any(|id| view.token(id).deprel == Deprel::AuxPass);
    let content = view.cover(view.subtree(figure)).trimmed(view.text);
    // "Police counted 700, the organisers 3,000": two counts in one clause are the figures' matter.
    let sentence = view.sentence_of(verb)?;
    let alone = view
        .tokens_of(sentence)
        .all(|id| view.token(id).upos != Upos::Num || id < verb || content.contains(view.token(id).span));
    let someone = super::nested::is_someone(view, tables, source);
    (someone && alone && !passive && !content.overlaps(source))
        .then(|| draft(source, token.span, vec![content]))
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
    // "The firm priced its shares at 12": what is one's own is done, not told.
    let own = view
        .children(object)
        .any(|id| view.token(id).deprel == Deprel::NmodPoss && view.token(id).upos == Upos::Pron);
    if own && !corrects && DOING.contains(&lemma.as_str()) {
        return None;
    }
    let words: &[&str] = if corrects { &["to"] } else { &AT };
    let sentence = view.sentence_of(verb)?;
    let last = view.tokens_of(sentence).next_back()?;
    let is_figure = |id: TokenId| {
        id > object
            && view.subtree(id).iter().any(|id| view.token(*id).upos == Upos::Num)
            && view.subtree(id).iter().any(|id| words.contains(&view.word(*id).to_lowercase().as_str()))
            && id <= last
    };
    // The tree may hang "at 310" on the shortfall that is put there.
    let figure = child(view, verb, is_figure).or_else(|| child(view, object, is_figure))?;
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
    // "by her account", "in the opinion of the specialists"; "in view of the storm" has no article.
    let the = view.children(noun).any(|id| view.word(id).eq_ignore_ascii_case("the"));
    let owner = child(view, noun, |id| view.token(id).deprel == Deprel::NmodPoss).or_else(|| {
        child(view, noun, |id| {
            let of = || view.children(id).any(|case| view.word(case).eq_ignore_ascii_case("of"));
            (the || token.lemma.eq_ignore_ascii_case("opinion"))
                && view.token(id).deprel == Deprel::Nmod
                && of()
        })
    })?;
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
    let of = view.children(owner).any(|id| view.word(id).eq_ignore_ascii_case("of"));
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
    let cue = Span { start: source.end, end: token.span.end.max(source.end) }.trimmed(view.text);
    let cue = if cue.is_empty() || of { token.span } else { cue };
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
