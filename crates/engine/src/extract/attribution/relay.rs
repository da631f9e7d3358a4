//! "The agency quoted Kroll as saying …", "Kroll was quoted by the agency as saying …", "…, citing Kroll": who spoke, and
//! who passes it on. The words between are read in their order, since the trees of these constructions often err.

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

use super::cue;
use super::draft::{Draft, Origin};
use super::syntax;
use crate::Tables;
use crate::extract::marks::Quotation;
use crate::extract::name::is_subject;
use crate::ontology::CueClass;

/// Confidence in what is quoted "as saying".
const QUOTED_AS: f32 = 0.85;
/// How many words can stand between "quoted" and "as saying".
const MAX_BETWEEN: u32 = 15;

/// Someone quoted by someone else.
pub(super) struct Relayed {
    /// Who spoke.
    pub(super) spoke: Span,
    /// Who passes it on, if that is said.
    pub(super) teller: Option<Span>,
    /// "quoted".
    verb: TokenId,
    /// "saying".
    saying: TokenId,
}

/// Reads the construction around "quoted" or "cited".
pub(super) fn read(view: View<'_>, verb: TokenId) -> Option<Relayed> {
    if view.token(verb).upos != Upos::Verb
        || !matches!(
            view.word(verb).to_lowercase().as_str(),
            "quoted" | "quotes" | "quoting" | "cited" | "cites"
        )
    {
        return None;
    }
    let sentence = view.sentence_of(verb)?;
    let last = view.tokens_of(sentence).next_back()?;
    let is = |id: u32, word: &str| id <= last.0 && view.word(TokenId(id)).eq_ignore_ascii_case(word);
    let at = (verb.0 + 1..=(verb.0 + MAX_BETWEEN).min(last.0))
        .find(|id| is(*id, "as") && (is(id + 1, "saying") || is(id + 1, "telling")))?;
    let saying = TokenId(at + 1);
    let between = trimmed(view, verb.0 + 1, at);
    let passive = view.children(verb).any(|child| view.token(child).deprel == Deprel::AuxPass);
    let subject = view
        .children(verb)
        .find(|child| is_subject(view.token(*child).deprel))
        .map(|subject| syntax::phrase(view, subject));
    if passive {
        let agent = |from: u32| is(from, "by").then(|| by_phrase(view, TokenId(from), last)).flatten();
        let teller = agent(verb.0 + 1).or_else(|| agent(saying.0 + 1));
        return Some(Relayed { spoke: subject?, teller, verb, saying });
    }
    Some(Relayed { spoke: between?, teller: subject, verb, saying })
}

/// The words between two places of a sentence, up to the first comma.
fn trimmed(view: View<'_>, start: u32, end: u32) -> Option<Span> {
    let words = (start..end).map(TokenId).take_while(|id| view.word(*id) != ",");
    let span = view.cover(words);
    (!span.is_empty()).then_some(span)
}

/// "by the state agency": the noun behind the preposition with its phrase.
fn by_phrase(view: View<'_>, by: TokenId, last: TokenId) -> Option<Span> {
    let noun = view.token(by).head.filter(|head| *head > by && *head <= last)?;
    Some(crate::extract::name::noun_phrase(view, noun))
}

/// Puts each construction of a text in place of what was read of it before.
pub(super) fn settle(view: View<'_>, quotations: &[Quotation], drafts: &mut Vec<Draft>) {
    for verb in (0..view.layer.tokens.len() as u32).map(TokenId) {
        let Some(relayed) = read(view, verb) else { continue };
        let content = content(view, quotations, &relayed);
        if content.is_empty() {
            continue;
        }
        let cue = vec![view.token(relayed.verb).span, view.token(relayed.saying).span];
        drafts.retain(|draft| {
            let same_cue = draft.cue.iter().any(|span| cue.iter().any(|mine| mine.overlaps(*span)));
            let same_content =
                draft.content.iter().all(|span| content.iter().any(|mine| mine.contains(*span)));
            let nested = !draft.cue.is_empty()
                && draft.cue.iter().all(|span| content.iter().any(|mine| mine.contains(*span)));
            nested || !same_cue && !same_content
        });
        drafts.push(Draft {
            source: vec![relayed.spoke],
            cue,
            content,
            origin: Origin::Marks,
            confidence: QUOTED_AS,
            certain: true,
        });
    }
}

/// What was said: the quotation before the construction or behind it in the sentence, else the clause behind "saying".
fn content(view: View<'_>, quotations: &[Quotation], relayed: &Relayed) -> Vec<Span> {
    let Some(sentence) = view.sentence_of(relayed.verb).map(|id| view.sentence(id).span) else {
        return Vec::new();
    };
    let first = relayed.spoke.start.min(view.token(relayed.verb).span.start);
    let begins = relayed.teller.map_or(first, |teller| first.min(teller.start));
    let before = quotations
        .iter()
        .filter(|quotation| quotation.outer.end <= begins)
        .rfind(|quotation| view.slice(Span { start: quotation.outer.end, end: begins }).trim().is_empty());
    if let Some(quotation) = before {
        return quotation.parts.clone();
    }
    let start = view.token(relayed.saying).span.end;
    let end = view
        .children(relayed.saying)
        .find(|child| view.token(*child).deprel == Deprel::Ccomp)
        .and_then(|clause| view.subtree(clause).last().copied())
        .map_or(sentence.end, |last| view.token(last).span.end);
    let all = Span { start, end: end.max(start) }.trimmed(view.text);
    let words = view.slice(all);
    if words.starts_with("by ") || words.len() < MIN_CONTENT {
        return Vec::new();
    }
    vec![all]
}

/// How many bytes a clause behind "saying" has at least: "on Monday" is none.
const MIN_CONTENT: usize = 12;

/// "The agency reported, citing traders, that …": what was read around "citing" gives way to the reporting.
pub(super) fn is_citing(view: View<'_>, draft: &Draft, rule: &Draft) -> bool {
    let citing = draft
        .cue
        .iter()
        .flat_map(|span| view.tokens_in(*span))
        .find(|id| matches!(view.word(*id).to_lowercase().as_str(), "citing" | "quoting"));
    let above = citing.filter(|_| draft.cue.len() == 1).and_then(|id| view.token(id).head);
    above.is_some_and(|above| rule.cue.iter().any(|span| span.contains(view.token(above).span)))
}

/// "The paper reported, citing two traders, that …": the traders are no part of what was said, where the reader took
/// "citing" for the cue.
pub(super) fn cut_citing(view: View<'_>, draft: &mut Draft) {
    let citing = draft
        .cue
        .iter()
        .flat_map(|span| view.tokens_in(*span))
        .find(|id| matches!(view.word(*id).to_lowercase().as_str(), "citing" | "quoting"));
    let (Some(citing), Some(first)) = (citing, draft.content.first_mut()) else { return };
    let Some(at) = view.slice(*first).find(CITED_THAT).filter(|at| *at < MAX_CITED) else { return };
    *first = Span::new(first.start.index() + at + CITED_THAT.len(), first.end.index());
    let reports =
        view.token(citing).head.filter(|head| *head < citing && view.token(*head).upos == Upos::Verb);
    if let Some(verb) = reports {
        draft.cue = vec![view.token(verb).span];
    }
}

/// "“We go,” Kroll said, according to the Courier": Kroll is who spoke, and the Courier passes it on.
pub(super) fn settle_according(view: View<'_>, tables: &Tables, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut().filter(|draft| draft.content.len() > 1) {
        let reading = cue::read(view, tables, draft);
        let passed_on = |span: &Span| {
            let cue = view.slice(*span).to_lowercase();
            PASSED_ON.iter().any(|words| cue.ends_with(words))
        };
        let relayed = reading.entry.is_some_and(|entry| entry.class == CueClass::Source)
            || draft.cue.iter().any(passed_on);
        if !relayed {
            continue;
        }
        let Some((at, verb, source)) = said_inside(view, tables, draft) else { continue };
        draft.content.remove(at);
        draft.source = vec![source];
        draft.cue = vec![cue::span(view, verb)];
    }
}

/// The piece of a content that is no more than a cue with its subject.
fn said_inside(view: View<'_>, tables: &Tables, draft: &Draft) -> Option<(usize, TokenId, Span)> {
    draft.content.iter().enumerate().find_map(|(at, piece)| {
        if view.tokens_in(*piece).count() > MAX_SAYING {
            return None;
        }
        let mut tokens = view.tokens_in(*piece);
        let verb = tokens.find(|id| {
            view.token(*id).upos == Upos::Verb
                && cue::entry(view, tables, *id).is_some_and(|entry| entry.class == CueClass::Speech)
        })?;
        let source = syntax::source(view, verb).filter(|source| piece.contains(*source))?;
        let said_in =
            view.children(verb).find(|child| *child > verb && view.token(*child).deprel == Deprel::Obl);
        // "in contradiction of what its chief told the press" is no mere "Kroll said".
        let bare = view.tokens_in(*piece).all(|id| {
            let token = view.token(id);
            id == verb
                || source.contains(token.span)
                || said_in.is_some_and(|noun| view.dominates(noun, id))
                || matches!(token.upos, Upos::Adv | Upos::Aux | Upos::Punct | Upos::Part)
        });
        bare.then_some((at, verb, source))
    })
}

/// Behind what was said these name a paper or agency that passes it on.
const PASSED_ON: [&str; 5] = ["quoted by", "cited by", "carried by", "reported by", "published by"];

/// How many words "Kroll, the mayor of Tarn, said" can have.
const MAX_SAYING: usize = 12;

/// What follows those who are cited.
const CITED_THAT: &str = ", that ";
/// How long, in bytes, the words for those who are cited can be.
const MAX_CITED: usize = 120;
