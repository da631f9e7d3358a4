//! The chain of telling: from the one who spoke outward, through agencies and papers, the document left out.

use rashomon_doc::{Attribution, ChainLink, Deprel, MentionKind, SentenceId, Span, TokenId, Upos};

use super::cue::Reading;
use super::draft::Draft;
use super::speaker::Cast;
use super::syntax;
use crate::ontology::CueClass;

/// The links that the sentence of a draft names. The first is who spoke.
pub(super) fn own(
    cast: &mut Cast<'_>,
    draft: &Draft,
    reading: &Reading,
    previous: Option<&Attribution>,
) -> Vec<ChainLink> {
    let mut chain: Vec<ChainLink> = Vec::new();
    for source in draft.source.iter().take(1) {
        let name = cast.speaker(*source);
        chain.push(ChainLink { name, span: *source });
    }
    let relays = relays(cast, draft, reading);
    let from_deeper = deeper(cast, draft, reading);
    if let Some(spoke) = from_deeper {
        // "The agency reported, citing the mayor": the mayor spoke, the agency passes it on.
        let name = cast.speaker(spoke);
        chain.insert(0, ChainLink { name, span: spoke });
    }
    if let Some(previous) = previous
        && relays.is_empty()
        && goes_on(cast, draft, &chain, previous)
    {
        chain.extend(previous.chain.iter().skip(1).copied());
    }
    for link in relays {
        add(&mut chain, link);
    }
    if let Some(speaker) = chain.first().and_then(|link| link.name) {
        cast.first_person(&draft.content, speaker);
    }
    chain
}

fn add(chain: &mut Vec<ChainLink>, link: ChainLink) {
    let known = chain
        .iter()
        .any(|known| known.span.overlaps(link.span) || link.name.is_some() && known.name == link.name);
    if !known {
        chain.push(link);
    }
}

/// The sentences in which a draft's cue and source stand.
fn sentences(cast: &Cast<'_>, draft: &Draft) -> Vec<SentenceId> {
    let mut out: Vec<SentenceId> =
        draft.cue.iter().chain(&draft.source).filter_map(|span| cast.view.sentence_at(span.start)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Papers, agencies and channels named beside the cue: whom it was told, who is quoted, in which interview.
fn relays(cast: &Cast<'_>, draft: &Draft, reading: &Reading) -> Vec<ChainLink> {
    let mut out = Vec::new();
    let apart = |span: Span| draft.content.iter().chain(&draft.source).any(|part| part.overlaps(span));
    for sentence in sentences(cast, draft) {
        let whole = cast.view.sentence(sentence).span;
        for mention in cast.mentions_in(whole) {
            let Some(id) = mention.name.filter(|_| mention.kind != MentionKind::Pronoun) else { continue };
            if apart(mention.span) || out.iter().any(|link: &ChainLink| link.name == Some(id)) {
                continue;
            }
            let Some(head) = cast.view.head_of(mention.span) else { continue };
            if cast.is_teller(id) && passes_on(cast, head, reading) || is_interviewer(cast, head) {
                out.push(ChainLink { name: Some(id), span: mention.span });
            }
        }
    }
    out
}

/// Whether a word belongs to the clause of the cue, as one told, quoting, or the place of an interview.
fn passes_on(cast: &Cast<'_>, head: TokenId, reading: &Reading) -> bool {
    let view = cast.view;
    let Some(cue) = reading.word else { return false };
    let top = |id: TokenId| view.ancestors(id).last().unwrap_or(id);
    // In one clause with the cue, or in an aside ("as reported by …") of the same sentence.
    view.dominates(cue, head)
        || view.ancestors(cue).take(2).any(|up| view.dominates(up, head))
        || top(head) == top(cue)
}

/// "in an interview with …".
fn is_interviewer(cast: &Cast<'_>, head: TokenId) -> bool {
    let view = cast.view;
    let with = view
        .children(head)
        .any(|case| matches!(view.word(case).to_lowercase().as_str(), "with" | "to" | "by"));
    with && view.token(head).head.is_some_and(|noun| {
        matches!(view.token(noun).lemma.as_str(), "interview" | "conversation")
            && view.token(noun).upos == Upos::Noun
    })
}

/// "…, citing the mayor": whose words they are, where the source itself only passes them on.
fn deeper(cast: &Cast<'_>, draft: &Draft, reading: &Reading) -> Option<Span> {
    let view = cast.view;
    let word = reading.word?;
    if reading.entry.is_some_and(|cue| cue.class == CueClass::Relay) {
        return None;
    }
    let sentence = view.sentence_of(word)?;
    let citing = view.tokens_of(sentence).find(|id| {
        let token = view.token(*id);
        *id != word
            && token.upos == Upos::Verb
            && cast
                .tables
                .cues
                .get(Upos::Verb, &token.lemma.to_lowercase())
                .is_some_and(|cue| cue.class == CueClass::Relay)
            && matches!(
                token.deprel,
                Deprel::Advcl | Deprel::Xcomp | Deprel::Acl | Deprel::Conj | Deprel::Parataxis
            )
            && !draft.source.iter().any(|span| span.contains(token.span))
    })?;
    let object = view.children(citing).find(|child| view.token(*child).deprel == Deprel::Obj)?;
    let span = syntax::phrase(view, object);
    let free = !draft.content.iter().chain(&draft.source).any(|part| part.overlaps(span));
    (free && !draft.source.is_empty()).then_some(span)
}

/// Whether a draft goes on from the one before: the same speaker, by a pronoun or without a new source, in one paragraph.
fn goes_on(cast: &Cast<'_>, draft: &Draft, chain: &[ChainLink], previous: &Attribution) -> bool {
    let view = cast.view;
    let Some(link) = chain.first() else { return false };
    let pronoun = view.tokens_in(link.span).all(|id| view.token(id).upos == Upos::Pron);
    let last = previous.content.iter().chain(&previous.source).map(|span| span.end).max();
    let first = draft.content.iter().chain(&draft.source).map(|span| span.start).min();
    let (Some(last), Some(first)) = (last, first) else { return false };
    let one_paragraph = last > first || !view.slice(Span { start: last, end: first }).contains('\n');
    let near = match (view.sentence_at(last), view.sentence_at(first)) {
        (Some(SentenceId(a)), Some(SentenceId(b))) => b.abs_diff(a) <= 1,
        _ => false,
    };
    pronoun && link.name.is_some() && link.name == previous.speaker && one_paragraph && near
}

/// Speech inside speech went through whoever tells the outer one.
pub(super) fn through_parents(attributions: &mut [Attribution]) {
    let outer: Vec<Vec<ChainLink>> = attributions
        .iter()
        .map(|attribution| {
            let mut links = Vec::new();
            let mut parent = attribution.parent;
            // Contents nest strictly, but a bound keeps this finite whatever comes.
            for _ in 0..attributions.len() {
                let Some(above) = parent.and_then(|id| attributions.get(id.0 as usize)) else { break };
                links.extend(above.chain.iter().copied());
                parent = above.parent;
            }
            links
        })
        .collect();
    for (attribution, links) in attributions.iter_mut().zip(outer) {
        for link in links {
            add(&mut attribution.chain, link);
        }
    }
}
