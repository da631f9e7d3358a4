//! Linking the reader's spans: each content to a cue, each cue to a source.
//!
//! A link is scored by the tree between the two, their distance and what stands between them. The weights were set by
//! hand on the training part of PolNeAR and are checked by `rashomon-eval pairs`.

use rashomon_doc::{AttributionRole, Deprel, RoleSpan, SentenceId, Span, TokenId, View};

use super::draft::{Draft, Origin};
use super::syntax;
use crate::extract::name::is_subject;

/// What it is worth that the tree ties the two together.
const TREE: f32 = 3.0;
/// What it is worth to stand in one sentence.
const SAME_SENTENCE: f32 = 2.0;
/// What each sentence between costs.
const SENTENCE: f32 = 1.5;
/// What each word between costs, up to `FAR` words.
const WORD: f32 = 0.1;
/// Words beyond which distance costs no more.
const FAR: usize = 20;
/// What a span of the same role between costs.
const BETWEEN: f32 = 1.5;
/// What a line end between costs.
const PARAGRAPH: f32 = 1.5;
/// What a colon between is worth.
const ANNOUNCED: f32 = 3.0;
/// Below this two spans are not linked.
const THRESHOLD: f32 = 0.0;
/// How far, in sentences, a link reaches.
const REACH: u32 = 1;

/// The reader's spans by role.
struct Spans {
    sources: Vec<RoleSpan>,
    cues: Vec<RoleSpan>,
    contents: Vec<RoleSpan>,
}

/// Links the spans of a text.
pub(super) fn link(view: View<'_>) -> Vec<Draft> {
    let of = |role| view.layer.roles.iter().copied().filter(|span| span.role == role).collect();
    let spans = Spans {
        sources: of(AttributionRole::Source),
        cues: of(AttributionRole::Cue),
        contents: of(AttributionRole::Content),
    };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut by_cue: Vec<Option<usize>> = vec![None; spans.cues.len()];
    for content in &spans.contents {
        let cue = best(&spans.cues, |cue| content_to_cue(view, &spans, content.span, cue.span));
        let taken = cue.and_then(|at| by_cue.get(at).copied().flatten());
        if let (Some(at), Some(known)) = (cue, taken)
            && is_strange(view, spans.cues.get(at).map(|cue| cue.span), drafts.get(known), content.span)
        {
            continue;
        }
        match taken {
            Some(known) => {
                if let Some(draft) = drafts.get_mut(known) {
                    draft.content.push(content.span);
                }
                continue;
            }
            None => {
                if let Some(slot) = cue.and_then(|at| by_cue.get_mut(at)) {
                    *slot = Some(drafts.len());
                }
            }
        }
        let cue_span = cue.and_then(|at| spans.cues.get(at)).copied();
        let source = match cue_span {
            Some(cue) => source_of_cue(view, &spans, cue.span, content.span),
            None => best(&spans.sources, |source| plain(view, &spans.sources, content.span, source.span))
                .and_then(|at| spans.sources.get(at))
                .copied(),
        };
        let parts = [Some(*content), cue_span, source];
        let scores: Vec<f32> = parts.iter().flatten().map(|span| span.score).collect();
        drafts.push(Draft {
            source: source.iter().map(|span| span.span).collect(),
            cue: cue_span.iter().map(|span| span.span).collect(),
            content: vec![content.span],
            origin: Origin::Reader,
            confidence: scores.iter().sum::<f32>() / scores.len().max(1) as f32,
            certain: true,
        });
    }
    drafts
}

/// Whether words without quotation marks stand in another paragraph than a cue that has its content in its own: a note of
/// the editors, a teaser.
fn is_strange(view: View<'_>, cue: Option<Span>, draft: Option<&Draft>, content: Span) -> bool {
    let (Some(cue), Some(draft)) = (cue, draft) else { return false };
    let apart = |a: Span, b: Span| {
        let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
        view.text.get(first.end.index()..second.start.index()).is_some_and(|gap| gap.contains('\n'))
    };
    let marked = view.slice(content).starts_with(['"', '“', '‘', '\'', '«', '„']);
    !marked && apart(cue, content) && draft.content.iter().any(|known| !apart(cue, *known))
}

/// "The agency quoted Kroll as saying: …": the words before the saying are no content.
pub(super) fn cut_quoted_as(view: View<'_>, draft: &mut Draft) {
    let relays = draft.cue.iter().any(|span| {
        let words = view.slice(*span).to_lowercase();
        words.contains("quot") || words.contains("cit")
    });
    if relays && draft.source.is_empty() && draft.content.len() > 1 {
        // "A guard was quoted as calling it a trap": the words before the cue are who was quoted.
        let cue = draft.cue.iter().map(|span| span.start).min();
        let passive = draft
            .cue
            .iter()
            .any(|span| view.slice(*span).contains(" as ") && view.slice(*span).contains("quoted"));
        if let Some(at) =
            draft.content.iter().position(|span| passive && cue.is_some_and(|cue| span.end <= cue))
        {
            draft.source = vec![draft.content.remove(at)];
        }
    }
    if !relays {
        return;
    }
    let pieces = draft.content.len();
    for (index, piece) in draft.content.iter_mut().enumerate() {
        let words = view.slice(*piece);
        let saying = AS_SAYING.iter().find_map(|saying| Some((words.find(saying)?, saying)));
        let Some((at, saying)) = saying.filter(|(at, _)| *at < MAX_QUOTED_NAME) else { continue };
        let start = piece.start.index() + at + saying.len();
        draft.cue.push(Span::new(start - saying.trim_start().len(), start));
        // Behind the words themselves ("“We go,” it quoted Kroll as saying on Monday") nothing more is said.
        let end = if index > 0 && pieces > 1 { start } else { piece.end.index() };
        *piece = Span::new(start, end).trimmed(view.text);
        break;
    }
    draft.content.retain(|span| !span.is_empty());
}

/// What stands between one who is quoted and the words.
const AS_SAYING: [&str; 2] = [" as saying", " as telling"];
/// How long, in bytes, the words for one who is quoted can be.
const MAX_QUOTED_NAME: usize = 90;

/// The index of the best span above the threshold.
fn best(spans: &[RoleSpan], score: impl Fn(&RoleSpan) -> Option<f32>) -> Option<usize> {
    let scored = spans.iter().enumerate().filter_map(|(at, span)| Some((score(span)?, at)));
    scored
        .filter(|(score, _)| *score > THRESHOLD)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        .map(|(_, at)| at)
}

/// Distance and what stands between, without the tree. `None` beyond reach.
fn plain(view: View<'_>, rivals: &[RoleSpan], a: Span, b: Span) -> Option<f32> {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    let gap = Span { start: first.end, end: second.start.max(first.end) };
    let sentence = |span: Span, end: bool| {
        let pos = if end { rashomon_doc::Pos(span.end.0.saturating_sub(1)) } else { span.start };
        view.sentence_at(pos)
    };
    let (SentenceId(from), SentenceId(to)) = (sentence(first, true)?, sentence(second, false)?);
    let sentences = to.saturating_sub(from);
    if sentences > REACH {
        return None;
    }
    let words = view.tokens_in(gap).filter(|id| view.word(*id).chars().any(char::is_alphanumeric)).count();
    let rivals =
        rivals.iter().filter(|rival| gap.contains(rival.span) && rival.span != a && rival.span != b).count();
    let mut score = if sentences == 0 { SAME_SENTENCE } else { -SENTENCE * sentences as f32 };
    score -= WORD * words.min(FAR) as f32 + BETWEEN * rivals as f32;
    if view.slice(gap).contains('\n') {
        score -= PARAGRAPH;
    }
    // "He said:" announces what follows, however far the line end.
    let announced = view.slice(first).trim_end().ends_with(':') || view.slice(gap).trim_end().ends_with(':');
    Some(score + 1.0 + if announced { ANNOUNCED } else { 0.0 })
}

fn content_to_cue(view: View<'_>, spans: &Spans, content: Span, cue: Span) -> Option<f32> {
    let near = plain(view, &spans.contents, content, cue)?;
    let other_cues = spans.cues.iter().filter(|rival| between(content, cue, rival.span)).count();
    let tied = governs(view, cue, content) || is_set_into(view, cue, content);
    Some(near - BETWEEN * other_cues as f32 + if tied { TREE } else { 0.0 })
}

fn between(a: Span, b: Span, rival: Span) -> bool {
    let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
    first.end <= rival.start && rival.end <= second.start
}

/// Whether a word of the cue governs the head of the content.
fn governs(view: View<'_>, cue: Span, content: Span) -> bool {
    heads(view, content)
        .any(|head| view.token(head).head.is_some_and(|above| cue.overlaps(view.token(above).span)))
}

/// Whether the cue is set into the content, or hangs on its clause ("according to").
fn is_set_into(view: View<'_>, cue: Span, content: Span) -> bool {
    heads(view, cue).any(|head| {
        let mut above = view.ancestors(head).take(2);
        above.any(|id| content.contains(view.token(id).span))
    })
}

/// The words of a span whose heads lie outside it.
fn heads(view: View<'_>, span: Span) -> impl Iterator<Item = TokenId> {
    view.tokens_in(span).filter(move |id| match view.token(*id).head {
        None => true,
        Some(head) => !span.overlaps(view.token(head).span),
    })
}

/// The source of a cue: by the tree first, then by distance.
fn source_of_cue(view: View<'_>, spans: &Spans, cue: Span, content: Span) -> Option<RoleSpan> {
    let best = best(&spans.sources, |source| {
        let near = plain(view, &spans.sources, cue, source.span)?;
        let other = spans
            .cues
            .iter()
            .filter(|rival| rival.span != cue && between(cue, source.span, rival.span))
            .count();
        let across = between(cue, source.span, content);
        let tied = if speaks(view, source.span, cue) { TREE } else { 0.0 };
        Some(near - BETWEEN * 0.5 * other as f32 - if across { 0.5 } else { 0.0 } + tied)
    });
    if let Some(found) = best.and_then(|at| spans.sources.get(at)) {
        return Some(*found);
    }
    // The reader missed the source: the tree may have it.
    let verb = heads(view, cue).next()?;
    let span = syntax::source(view, verb)?;
    let free = !span.overlaps(content) && !span.overlaps(cue);
    free.then_some(RoleSpan { span, role: AttributionRole::Source, score: MISSED_SOURCE })
}

/// Certainty of a source that only the tree gives.
const MISSED_SOURCE: f32 = 0.5;

/// Whether the tree makes the source the one of this cue: its subject, owner or agent, or that of the verb it is
/// joined to; or the cue stands before it as a preposition.
fn speaks(view: View<'_>, source: Span, cue: Span) -> bool {
    heads(view, source).any(|head| {
        let token = view.token(head);
        let Some(above) = token.head else { return false };
        let on_cue = cue.overlaps(view.token(above).span);
        let as_source = is_subject(token.deprel)
            || matches!(
                token.deprel,
                Deprel::NmodPoss | Deprel::OblAgent | Deprel::Nmod | Deprel::Obl | Deprel::Obj | Deprel::Acl
            );
        let joined = is_subject(token.deprel)
            && !heads(view, cue).any(|noun| is_circumstance(view, noun))
            && heads(view, cue).any(|verb| view.ancestors(verb).take(2).any(|id| id == above));
        let named_by_case = view.children(head).any(|case| cue.overlaps(view.token(case).span));
        on_cue && as_source || joined || named_by_case
    })
}

/// Whether a noun of saying only tells when or why something else was done: "She defended him after allegations of fraud".
fn is_circumstance(view: View<'_>, noun: TokenId) -> bool {
    const CASES: [&str; 8] = ["after", "amid", "following", "before", "despite", "since", "over", "against"];
    view.token(noun).upos == rashomon_doc::Upos::Noun
        && matches!(view.token(noun).deprel, Deprel::Obl | Deprel::Nmod)
        && view.children(noun).any(|case| {
            view.token(case).deprel == Deprel::Case
                && CASES.contains(&view.word(case).to_lowercase().as_str())
        })
}
