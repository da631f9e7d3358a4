//! "Kroll has reportedly left": the outlet tells it as hearsay, and nobody is named who says so.

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

use super::cue;
use super::draft::{Draft, Origin};
use super::syntax;
use crate::Tables;
use crate::ontology::CueClass;

/// Confidence in hearsay that only the adverb shows.
const HEARSAY: f32 = 0.7;

/// Takes the subject of what is told out of the source of a mere hedge, and adds hedged clauses that nothing holds.
pub(super) fn settle(view: View<'_>, tables: &Tables, drafts: &mut Vec<Draft>) {
    let mut seen: Vec<Span> = Vec::new();
    for draft in drafts.iter_mut() {
        let hedges = hedges(view, tables, &draft.cue);
        let Some(hedge) = hedges.first().copied().filter(|_| is_bare(view, tables, draft)) else { continue };
        let Some(content) = clause(view, hedge) else { continue };
        draft.source = Vec::new();
        draft.cue = vec![view.token(hedge).span];
        draft.content = content;
        seen.push(view.token(hedge).span);
    }
    for token in (0..view.layer.tokens.len() as u32).map(TokenId) {
        // Most words are no hedges: only for those that are is it worth looking through all drafts.
        if view.token(token).upos != Upos::Adv || !is_hedge(view, tables, token) {
            continue;
        }
        let span = view.token(token).span;
        let held = drafts.iter().any(|draft| {
            draft.content.iter().chain(&draft.cue).chain(&draft.source).any(|part| part.overlaps(span))
        });
        if held || seen.contains(&span) {
            continue;
        }
        let Some(content) = clause(view, token) else { continue };
        let told = drafts
            .iter()
            .any(|draft| draft.content.iter().any(|known| content.iter().any(|mine| mine.overlaps(*known))));
        if !told {
            drafts.push(Draft {
                source: Vec::new(),
                cue: vec![span],
                content,
                origin: Origin::Marks,
                confidence: HEARSAY,
                certain: true,
            });
        }
    }
}

fn hedges(view: View<'_>, tables: &Tables, cue: &[Span]) -> Vec<TokenId> {
    cue.iter()
        .flat_map(|span| view.tokens_in(*span))
        .filter(|id| view.token(*id).upos == Upos::Adv && is_hedge(view, tables, *id))
        .collect()
}

fn is_hedge(view: View<'_>, tables: &Tables, token: TokenId) -> bool {
    cue::entry(view, tables, token).is_some_and(|cue| cue.class == CueClass::Hedge)
}

/// Whether no word of a cue says more than the hedge.
fn is_bare(view: View<'_>, tables: &Tables, draft: &Draft) -> bool {
    let small = |upos: Upos| matches!(upos, Upos::Adv | Upos::Aux | Upos::Part | Upos::Punct);
    cue::read(view, tables, draft).entry.is_some_and(|cue| cue.class == CueClass::Hedge)
        && draft.cue.iter().flat_map(|span| view.tokens_in(*span)).all(|id| small(view.token(id).upos))
}

/// The clause that an adverb keeps at a distance, without the adverb: only where it is told in the main line.
fn clause(view: View<'_>, hedge: TokenId) -> Option<Vec<Span>> {
    let head = view.token(hedge).head?;
    let told = matches!(
        view.token(head).deprel,
        Deprel::Root | Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp | Deprel::Advcl
    );
    let predicate = view.children(head).any(|child| {
        crate::extract::name::is_subject(view.token(child).deprel) || view.token(child).deprel == Deprel::Cop
    });
    // "He is reportedly unhappy; a clerk said …": what is joined with a subject of its own is not hedged.
    let apart: Vec<TokenId> = view
        .children(head)
        .filter(|child| {
            let own =
                view.children(*child).any(|below| crate::extract::name::is_subject(view.token(below).deprel));
            own && *child > hedge && matches!(view.token(*child).deprel, Deprel::Parataxis | Deprel::Conj)
        })
        .collect();
    let kept: Vec<TokenId> = view
        .subtree(head)
        .into_iter()
        .filter(|id| *id != hedge && !apart.iter().any(|other| view.dominates(*other, *id)))
        .collect();
    let content: Vec<Span> = syntax::runs(view, &kept)
        .into_iter()
        .filter(|span| view.slice(*span).chars().any(char::is_alphanumeric))
        .collect();
    (told && predicate && !content.is_empty()).then_some(content)
}
