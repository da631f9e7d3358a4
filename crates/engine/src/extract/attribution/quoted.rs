//! Quotation marks against the drafts: a quotation is one content, and speech in marks has a speaker.

use rashomon_doc::{Deprel, Pos, SentenceId, Span, TokenId, Upos, View};

use super::draft::{Draft, Origin};
use super::{inside, near, tag};
use crate::Tables;
use crate::extract::marks::Quotation;

/// How much of a content must lie in a quotation to be a piece of it.
const PIECE: f32 = 0.8;
/// From so many words on a quotation is speech, not a name or a scare quote.
const MIN_SPEECH_WORDS: usize = 4;
/// Confidence in a quotation whose cue stands beside it.
pub(super) const WITH_CUE: f32 = 0.8;
/// Confidence in a quotation that goes on from the one before.
const GOING_ON: f32 = 0.6;
/// Confidence in a speaker that only stands near.
const NEAR: f32 = 0.4;

/// Fits drafts to the quotations, in the order of the text.
pub(super) fn settle(view: View<'_>, tables: &Tables, quotations: &[Quotation], drafts: &mut Vec<Draft>) {
    let mut before: Option<(usize, usize)> = None;
    let mut held: Option<(usize, usize)> = None;
    for (index, quotation) in quotations.iter().enumerate() {
        if quotation.block
            && let Some(draft) = tag::read(view, tables, quotation, drafts)
        {
            remove_pieces(view, drafts, quotation, None);
            drafts.push(draft);
            continue;
        }
        if let Some(source) = tag::dashed_behind(view, quotation) {
            remove_pieces(view, drafts, quotation, None);
            before = Some((index, push(drafts, vec![source], Vec::new(), quotation, WITH_CUE)));
            continue;
        }
        let next = |known: &(usize, usize)| known.0 + 1 == index;
        // "It did “too little,” he added. “They know it.”"
        let broken = |at: &usize| {
            let draft = drafts.get(*at);
            draft.is_some_and(|draft| {
                gap(draft, quotation).is_some_and(|gap| is_broken_by_cue(view, draft, gap))
            })
        };
        let last = before.filter(next).map(|(_, draft)| draft);
        let turn = last.or_else(|| held.filter(next).map(|(_, draft)| draft).filter(broken));
        if in_source(view, drafts, quotation) {
            before = last.map(|draft| (index, draft));
            continue;
        }
        let owner = match owner(view, drafts, quotation) {
            Owner::Piece(_) | Owner::Inside(_) if inside::is_told(view, tables, quotation, drafts) => {
                inside::tell(view, tables, quotation, drafts)
            }
            Owner::Piece(at) if drafts.get(at).is_some_and(Draft::is_orphan) => {
                // The reader saw that something is said, but nobody who says it.
                take_over(view, drafts, quotation, at);
                let orphan = drafts.get_mut(at).map(|draft| std::mem::take(&mut draft.content));
                let found = assign(view, tables, quotations, index, drafts, last);
                if let (None, Some(draft)) = (found, drafts.get_mut(at)) {
                    draft.content = orphan.unwrap_or_default();
                }
                found
            }
            Owner::Piece(at) => {
                take_over(view, drafts, quotation, at);
                // Without a cue of its own it is the same turn as the quotation before it in the paragraph.
                let bare = drafts.get(at).is_some_and(|draft| draft.cue.is_empty());
                let before = last.filter(|before| {
                    bare && *before != at && same_turn(view, quotations, index, drafts.get(*before))
                });
                if let Some(before) = before {
                    let content = drafts.get_mut(at).map(|draft| std::mem::take(&mut draft.content));
                    if let Some(draft) = drafts.get_mut(before) {
                        draft.content.extend(content.unwrap_or_default());
                        draft.content.sort();
                    }
                } else if bare {
                    go_on_from(view, drafts, quotation, at);
                }
                before.or(Some(at))
            }
            Owner::Inside(at) => {
                held = Some((index, at));
                None
            }
            Owner::None => assign(view, tables, quotations, index, drafts, turn),
        };
        // A title or a scare quote between the halves of what someone says ends no turn.
        let passed_over = last.filter(|_| owner.is_none() && !is_speech(view, quotation));
        before = owner.or(passed_over).map(|draft| (index, draft));
    }
}

/// Whether what stands in the marks is part of the words for a source: "a study on “Faith and Voting”".
fn in_source(view: View<'_>, drafts: &[Draft], quotation: &Quotation) -> bool {
    !is_speech(view, quotation)
        && drafts.iter().any(|draft| draft.source.iter().any(|span| span.contains(quotation.outer)))
}

/// Whether a quotation follows the one before it in one paragraph, with no more between than a cue: few words, or, of
/// whatever length, the cue and source of the draft that holds the one before, in one sentence.
fn same_turn(view: View<'_>, quotations: &[Quotation], index: usize, last: Option<&Draft>) -> bool {
    let (Some(quotation), Some(draft)) = (quotations.get(index), last) else { return false };
    let Some(gap) = gap(draft, quotation) else { return false };
    let between = view.slice(gap);
    !between.contains('\n')
        && !is_set_apart(view, draft, quotation)
        && (between.len() < MAX_BREAK || is_broken_by_cue(view, draft, gap))
}

/// Whether a fragment stands within a sentence of its own, behind the one that names who spoke: "“We got paint,” she said. The
/// mayor was offered “no coffee”." The outlet tells the second sentence.
fn is_set_apart(view: View<'_>, draft: &Draft, quotation: &Quotation) -> bool {
    let Some(here) = view.sentence_at(quotation.inner().start) else { return false };
    let led = view.tokens_of(here).next().is_some_and(|first| {
        let span = view.token(first).span;
        span.end <= quotation.outer.start && view.slice(span).chars().any(char::is_alphanumeric)
    });
    let named_before = !draft.cue.is_empty()
        && draft.cue.iter().all(|span| view.sentence_at(span.start).is_some_and(|sentence| sentence < here));
    led && named_before && (!is_speech(view, quotation) || is_worked_in(view, here, quotation))
}

/// Whether a quotation is worked into a sentence that has a subject of its own before it: "She met them and “did not offer
/// coffee”".
fn is_worked_in(view: View<'_>, sentence: SentenceId, quotation: &Quotation) -> bool {
    let begins_small = view.slice(quotation.inner()).starts_with(char::is_lowercase);
    begins_small
        && view.tokens_of(sentence).any(|id| {
            crate::extract::name::is_subject(view.token(id).deprel)
                && view.token(id).span.end <= quotation.outer.start
        })
}

/// What lies between the content of a draft and a quotation behind it.
fn gap(draft: &Draft, quotation: &Quotation) -> Option<Span> {
    let ends = draft.content.iter().map(|span| span.end).filter(|end| *end <= quotation.outer.start);
    Some(Span { start: ends.max()?, end: quotation.outer.start })
}

/// Whether a gap between two quotations is one sentence end at most, and holds the cue and the source of a draft.
fn is_broken_by_cue(view: View<'_>, draft: &Draft, gap: Span) -> bool {
    let sentence = |pos| view.sentence_at(pos).map(|SentenceId(at)| at);
    let (Some(first), Some(last)) = (sentence(gap.start), sentence(gap.end)) else { return false };
    let inside = |spans: &[Span]| !spans.is_empty() && spans.iter().all(|span| gap.contains(*span));
    last.saturating_sub(first) <= 1 && inside(&draft.cue) && inside(&draft.source)
}

/// The draft with a source and a cue in the sentence before a quotation, in its paragraph: "The dam holds, Kroll said.
/// “I have seen it.”"
fn told_before(view: View<'_>, drafts: &[Draft], quotation: &Quotation) -> Option<usize> {
    let SentenceId(here) = view.sentence_at(quotation.inner().start)?;
    let before = view.sentence(SentenceId(here.checked_sub(1)?)).span;
    if before.overlaps(quotation.outer)
        || view.text.get(before.end.index()..quotation.outer.start.index())?.contains('\n')
    {
        return None;
    }
    // "While she praised it, …": the main clause may be another's.
    let aside = |span: &Span| {
        view.head_of(*span).is_some_and(|verb| {
            matches!(view.token(verb).deprel, Deprel::Advcl | Deprel::Acl | Deprel::AclRelcl)
        })
    };
    let told = |draft: &Draft| {
        draft.is_clause()
            && !draft.cue.iter().any(aside)
            && draft.cue.iter().chain(&draft.source).all(|span| before.contains(*span))
    };
    let ends = |draft: &Draft| draft.cue.iter().map(|span| span.end).max();
    let found = drafts.iter().enumerate().filter(|(_, draft)| told(draft));
    found.max_by_key(|(at, draft)| (ends(draft), *at)).map(|(at, _)| at)
}

/// Gives a quotation for which the reader found no cue, and a source only somewhere else, to the one who spoke in the
/// sentence before.
fn go_on_from(view: View<'_>, drafts: &mut [Draft], quotation: &Quotation, at: usize) {
    let Some(before) = told_before(view, drafts, quotation).filter(|before| *before != at) else { return };
    let here = view.sentence_at(quotation.inner().start);
    let near = |span: &Span| view.sentence_at(span.start) >= here && !quotation.outer.contains(*span);
    let Some((source, cue)) = drafts.get(before).map(|draft| (draft.source.clone(), draft.cue.clone()))
    else {
        return;
    };
    if let Some(draft) = drafts.get_mut(at).filter(|draft| !draft.source.iter().any(near)) {
        draft.source = source;
        draft.cue = cue;
    }
}

/// Whether a quotation is a sentence of its own: it begins after a stop and ends in one. After "“I would,” she said." so
/// short a one as "“I would, Ada.”" is the rest of what was said.
fn is_sentence(view: View<'_>, quotation: &Quotation) -> bool {
    let before = view.text.get(..quotation.outer.start.index()).unwrap_or_default();
    before.trim_end().ends_with(['.', ',', '!', '?', ':'])
        && view.slice(quotation.inner()).ends_with(['.', '!', '?', '…'])
}

enum Owner {
    /// The draft of which the quotation is a piece, or the reverse.
    Piece(usize),
    /// Part of a longer content, that of the draft.
    Inside(usize),
    None,
}

/// The draft that shares most of a quotation.
fn owner(view: View<'_>, drafts: &[Draft], quotation: &Quotation) -> Owner {
    // Of two that share as much the one that fits it closest.
    let mut best: Option<((usize, std::cmp::Reverse<usize>), usize)> = None;
    for (at, draft) in drafts.iter().enumerate() {
        for span in &draft.content {
            let shared = span.shared(quotation.outer);
            // What begins in marks that never close may run on behind them.
            let runs_on = !quotation.closed && quotation.outer.contains_pos(span.start);
            let piece = shared as f32 >= span.len() as f32 * PIECE || runs_on;
            if piece
                && shared > 0
                && !is_nested(view, draft, quotation)
                && best.is_none_or(|(most, _)| (shared, std::cmp::Reverse(span.len())) > most)
            {
                best = Some(((shared, std::cmp::Reverse(span.len())), at));
            }
        }
    }
    if let Some((_, at)) = best {
        return Owner::Piece(at);
    }
    let inner = quotation.inner();
    let holds = |draft: &Draft| draft.content.iter().any(|span| span.shared(inner) * 2 > inner.len());
    let inside = drafts.iter().position(|draft| !is_nested(view, draft, quotation) && holds(draft));
    inside.map_or(Owner::None, Owner::Inside)
}

/// Whether a draft is speech inside the quoted speech: its cue or source stands in the quotation too.
fn is_nested(view: View<'_>, draft: &Draft, quotation: &Quotation) -> bool {
    let inside = |span: &Span| quotation.outer.contains(*span);
    let _ = view;
    !draft.cue.is_empty() && draft.cue.iter().all(inside) && draft.source.iter().all(inside)
}

/// Makes the whole quotation the content of a draft, and takes its pieces from the others.
fn take_over(view: View<'_>, drafts: &mut [Draft], quotation: &Quotation, at: usize) {
    remove_pieces(view, drafts, quotation, Some(at));
    if let Some(draft) = drafts.get_mut(at) {
        let outer = quotation.outer;
        // A content that began before the mark keeps its beginning.
        let (pieces, rest): (Vec<Span>, Vec<Span>) =
            draft.content.iter().copied().partition(|span| span.overlaps(outer));
        draft.content = rest;
        let start = pieces.iter().map(|span| span.start).min().unwrap_or(outer.start);
        let end = pieces.iter().map(|span| span.end).max().unwrap_or(outer.end);
        let start =
            if is_lead_in(view, Span { start, end: outer.start.max(start) }) { outer.start } else { start };
        let mut parts = quotation.parts.clone();
        if let Some(first) = parts.first_mut()
            && start < outer.start
        {
            first.start = start;
        }
        if let Some(last) = parts.last_mut()
            && quotation.closed
            && end > outer.end
            && !ends_speech(view, quotation, start)
            && !draft.cue.iter().chain(&draft.source).any(|span| span.start >= outer.end && span.start < end)
        {
            last.end = end;
        }
        draft.content.extend(parts);
        draft.content.sort();
    }
}

/// Whether no more than the day or the place and a colon stands before the marks: "acknowledged Monday: “We lost.”"
fn is_lead_in(view: View<'_>, before: Span) -> bool {
    view.slice(before).trim_end().ends_with(':')
        && view.tokens_in(before).all(|id| !matches!(view.token(id).upos, Upos::Verb | Upos::Aux))
}

/// Whether what stands behind a quotation is told by the outlet again: "She shouts, “Stop it,” until the doors close". Only
/// where the content begins with the marks, and is a whole clause.
fn ends_speech(view: View<'_>, quotation: &Quotation, start: Pos) -> bool {
    let rest = view.text.get(quotation.outer.end.index()..).unwrap_or_default().trim_start();
    let next = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    start >= quotation.outer.start
        && is_speech(view, quotation)
        && view.slice(quotation.inner()).ends_with(',')
        && FRAMING.contains(&next.to_lowercase().as_str())
}

/// What begins a clause about the saying, behind what was said.
const FRAMING: [&str; 10] =
    ["until", "when", "while", "as", "before", "after", "during", "according", "in", "on"];

/// Takes what lies in a quotation from all drafts but one; speech inside the speech stays.
fn remove_pieces(view: View<'_>, drafts: &mut [Draft], quotation: &Quotation, but: Option<usize>) {
    for (at, draft) in drafts.iter_mut().enumerate() {
        if Some(at) != but && !is_nested(view, draft, quotation) {
            draft.content.retain(|span| (span.shared(quotation.outer) as f32) < span.len() as f32 * PIECE);
        }
    }
}

/// Finds the speaker of a quotation that no draft holds. The index of the draft that got it.
fn assign(
    view: View<'_>,
    tables: &Tables,
    quotations: &[Quotation],
    index: usize,
    drafts: &mut Vec<Draft>,
    last: Option<usize>,
) -> Option<usize> {
    let quotation = quotations.get(index)?;
    let speech = is_speech(view, quotation);
    let named = near::said_by_noun(view, tables, quotation);
    if let Some((source, cue)) = named.or_else(|| near::so_named(view, tables, quotation)) {
        return Some(push(drafts, vec![source], vec![cue], quotation, WITH_CUE));
    }
    if let Some((source, cue)) = near::beside(view, tables, quotation, speech) {
        let same = drafts.iter().position(|draft| draft.cue == [cue] && !draft.content.is_empty());
        if let Some(at) = same {
            // The other half of a quotation that "she said" breaks.
            if let Some(draft) = drafts.get_mut(at) {
                draft.content.extend(&quotation.parts);
                draft.content.sort();
            }
            return Some(at);
        }
        return Some(push(drafts, source.into_iter().collect(), vec![cue], quotation, WITH_CUE));
    }
    if let Some(source) = tag::behind(view, quotation) {
        return Some(push(drafts, vec![source], Vec::new(), quotation, WITH_CUE));
    }
    if near::is_title(view, quotation) {
        return None;
    }
    if !speech && !is_sentence(view, quotation) {
        return None;
    }
    if let Some(at) = last
        && let Some(gap) = drafts.get(at).and_then(|draft| gap(draft, quotation))
    {
        let apart = view.slice(gap);
        if same_turn(view, quotations, index, drafts.get(at)) {
            let draft = drafts.get_mut(at)?;
            draft.content.extend(&quotation.parts);
            draft.content.sort();
            return Some(at);
        }
        if apart.trim().len() < MAX_BREAK && starts_paragraph(view, quotation) {
            let (source, cue) = drafts.get(at).map(|draft| (draft.source.clone(), draft.cue.clone()))?;
            return Some(push(drafts, source, cue, quotation, GOING_ON));
        }
    }
    if !speech && !is_announced(view, quotation) {
        return None;
    }
    if let Some(at) = told_before(view, drafts, quotation) {
        let (source, cue) = drafts.get(at).map(|draft| (draft.source.clone(), draft.cue.clone()))?;
        return Some(push(drafts, source, cue, quotation, GOING_ON));
    }
    let source = near::speaker_before(view, tables, quotation)?;
    Some(push(drafts, vec![source], Vec::new(), quotation, NEAR))
}

/// How many bytes may lie between two quotations of one turn: "she said on Tuesday after the vote."
const MAX_BREAK: usize = 160;

pub(super) fn push(
    drafts: &mut Vec<Draft>,
    source: Vec<Span>,
    cue: Vec<Span>,
    quotation: &Quotation,
    confidence: f32,
) -> usize {
    drafts.push(Draft {
        source,
        cue,
        content: quotation.parts.clone(),
        origin: Origin::Marks,
        confidence,
        certain: true,
    });
    drafts.len() - 1
}

/// Whether a colon leads into a quotation: "A nurse put it higher: “Six, maybe seven.”"
fn is_announced(view: View<'_>, quotation: &Quotation) -> bool {
    let before = view.text.get(..quotation.outer.start.index()).unwrap_or_default().trim_end();
    before.ends_with(':') && is_sentence(view, quotation)
}

fn starts_paragraph(view: View<'_>, quotation: &Quotation) -> bool {
    let before = view.text.get(..quotation.outer.start.index()).unwrap_or_default();
    before.trim_end_matches([' ', '\t']).ends_with('\n') || before.is_empty()
}

/// Whether what stands in the marks is said, as against a title, a name or a scare quote.
pub(super) fn is_speech(view: View<'_>, quotation: &Quotation) -> bool {
    let inner = quotation.inner();
    let tokens: Vec<TokenId> =
        view.tokens_in(inner).filter(|id| view.token(*id).upos != Upos::Punct).collect();
    let clause = tokens.iter().any(|id| matches!(view.token(*id).upos, Upos::Verb | Upos::Aux));
    let capitals = tokens
        .iter()
        .filter(|id| view.token(**id).span.len() > 3)
        .all(|id| view.word(*id).starts_with(|c: char| c.is_uppercase()));
    tokens.len() >= MIN_SPEECH_WORDS && clause && !capitals
}
