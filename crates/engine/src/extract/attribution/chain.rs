//! The chain of telling: from the one who spoke outward, through agencies and papers, the document left out.

use rashomon_doc::{
    Attribution, ChainLink, Deprel, MentionKind, NameId, SentenceId, Span, SpeechAct, TokenId, Upos,
};

use super::cue::Reading;
use super::draft::Draft;
use super::speaker::Cast;
use super::syntax;
use crate::extract::name::{is_subject, phrase_nouns};
use crate::ontology::{CueClass, NounKind};

/// The links that the sentence of a draft names. The first is who spoke.
pub(super) fn own(
    cast: &mut Cast<'_>,
    draft: &Draft,
    reading: &Reading,
    previous: Option<&Attribution>,
) -> Vec<ChainLink> {
    let mut chain: Vec<ChainLink> = Vec::new();
    for source in draft.source.iter().take(1) {
        let found = cast.self_named(*source, &draft.content).or_else(|| cast.speaker(*source));
        let name = found.or_else(|| still_speaking(cast, draft, *source, previous));
        chain.push(ChainLink { name, span: *source });
    }
    let relays = relays(cast, draft, reading);
    if let Some((spoke, told)) = quoted_by(cast, draft, reading) {
        chain = [spoke, told].into_iter().map(|span| ChainLink { name: cast.speaker(span), span }).collect();
    }
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
    if let Some(speaker) = chain.first().filter(|_| !draft.source.is_empty()).and_then(|link| link.name) {
        cast.first_person(&draft.content, speaker);
    }
    chain
}

fn add(chain: &mut Vec<ChainLink>, link: ChainLink) {
    let known =
        chain.iter().any(|known| known.span == link.span || link.name.is_some() && known.name == link.name);
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
            let had = cast.view.head_of(mention.span).and_then(|head| handed_on(cast, head));
            let had = had.map(|noun| cast.view.token(noun).span);
            if had.is_some_and(|noun| draft.source.iter().any(|span| span.contains(noun)))
                && !out.iter().any(|link: &ChainLink| link.name == Some(id))
            {
                out.push(ChainLink { name: Some(id), span: mention.span });
                continue;
            }
            if apart(mention.span) || out.iter().any(|link: &ChainLink| link.name == Some(id)) {
                continue;
            }
            let Some(head) = cast.view.head_of(mention.span) else { continue };
            let tagged = draft.cue.is_empty()
                && draft.source.iter().any(|span| {
                    span.end <= mention.span.start
                        && mention.span.start.index() - span.end.index() < TAG_REACH
                });
            let passes = passes_on(cast, head, reading) || tagged;
            let aside = cast.is_teller(id) && is_quoting_aside(cast, head);
            if cast.is_teller(id) && passes || aside || is_interviewer(cast, head) {
                out.push(ChainLink { name: Some(id), span: mention.span });
            }
        }
    }
    out
}

/// "“It stays open,” the ministry said, quoted by the Courier": the tree may hang "quoted" on what was said.
fn is_quoting_aside(cast: &Cast<'_>, head: TokenId) -> bool {
    let view = cast.view;
    let by = view.children(head).any(|case| view.word(case).eq_ignore_ascii_case("by"));
    by && matches!(view.token(head).deprel, Deprel::OblAgent | Deprel::Obl)
        && view.token(head).head.is_some_and(|verb| {
            matches!(view.word(verb).to_lowercase().as_str(), "quoted" | "cited" | "carried" | "relayed")
                && matches!(view.token(verb).deprel, Deprel::Advcl | Deprel::Acl)
        })
}

/// "documents seen by the Courier", "who was interviewed by the Courier": what or who went through someone's hands.
fn handed_on(cast: &Cast<'_>, head: TokenId) -> Option<TokenId> {
    let view = cast.view;
    let token = view.token(head);
    let by = view.children(head).any(|case| view.word(case).eq_ignore_ascii_case("by"));
    let agent = by && matches!(token.deprel, Deprel::OblAgent | Deprel::Obl);
    let verb = token.head.filter(|verb| {
        agent
            && HANDLED.contains(&view.token(*verb).lemma.to_lowercase().as_str())
            && matches!(view.token(*verb).deprel, Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl)
    })?;
    view.token(verb).head
}

/// What the press does with a document or with one who speaks, before it tells of them.
const HANDLED: [&str; 14] = [
    "see",
    "obtain",
    "review",
    "view",
    "quote",
    "cite",
    "interview",
    "carry",
    "acquire",
    "broadcast",
    "air",
    "examine",
    "contact",
    "relay",
];

/// How far, in bytes, a speaker's tag goes on to whom it was said: "Ada Kroll, nurse, to the Herald".
const TAG_REACH: usize = 60;

/// Whether a word belongs to the clause of the cue, as one told, quoting, or the place of an interview.
fn passes_on(cast: &Cast<'_>, head: TokenId, reading: &Reading) -> bool {
    let view = cast.view;
    let Some(cue) = reading.word else { return false };
    // "told the daily that …, demanding that …": what was told goes through the same hands.
    let joined = matches!(view.token(cue).deprel, Deprel::Advcl | Deprel::Conj | Deprel::Xcomp);
    let outer = view.token(cue).head.filter(|_| joined);
    // Up from the name to the cue no other verb may stand but one that passes words on ("carried by", "speaking on").
    let passes = |up: &TokenId| {
        let lemma = view.token(*up).lemma.to_lowercase();
        view.token(*up).upos != Upos::Verb || PASSING.contains(&lemma.as_str())
    };
    let hangs_on = |verb: TokenId| {
        view.dominates(verb, head) && view.ancestors(head).take_while(|up| *up != verb).all(|up| passes(&up))
    };
    !is_subject(view.token(head).deprel) && (hangs_on(cue) || outer.is_some_and(hangs_on))
}

/// Verbs by which words reach a paper, an agency or a channel.
const PASSING: [&str; 18] = [
    "carry",
    "publish",
    "quote",
    "report",
    "broadcast",
    "air",
    "post",
    "speak",
    "appear",
    "release",
    "cite",
    "give",
    "run",
    "print",
    "relay",
    "distribute",
    "talk",
    "write",
];

/// "The agency quoted Kroll as saying", "Kroll was quoted by the agency": who spoke and who passes it on.
fn quoted_by(cast: &Cast<'_>, draft: &Draft, reading: &Reading) -> Option<(Span, Span)> {
    let view = cast.view;
    let word = reading.word?;
    let quoted =
        std::iter::once(word).chain(view.ancestors(word)).find_map(|verb| super::relay::read(view, verb));
    if let Some(relayed) =
        quoted.filter(|relayed| draft.source.iter().any(|span| span.overlaps(relayed.spoke)))
    {
        return Some((relayed.spoke, relayed.teller?));
    }
    // "quoted … as saying": the cue can be either word.
    let saying = matches!(view.word(word).to_lowercase().as_str(), "saying" | "telling");
    let verbs = std::iter::once(word).chain(view.ancestors(word).take(usize::from(saying)));
    let relay = verbs.into_iter().find(|verb| {
        let lemma = view.token(*verb).lemma.to_lowercase();
        view.token(*verb).upos == Upos::Verb
            && (matches!(lemma.as_str(), "quote" | "cite") || matches!(view.word(*verb), "quoted" | "cited"))
    })?;
    let part = |deprels: &[Deprel]| {
        view.children(relay)
            .find(|child| deprels.contains(&view.token(*child).deprel))
            .map(|child| syntax::phrase(view, child))
            .filter(|span| !draft.content.iter().any(|content| content.overlaps(*span)))
    };
    match part(&[Deprel::NsubjPass]) {
        Some(spoke) => Some((spoke, part(&[Deprel::OblAgent, Deprel::Obl])?)),
        None => Some((part(&[Deprel::Obj])?, part(&[Deprel::Nsubj])?)),
    }
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

/// "…, citing the mayor": whose words they are, where the source itself only passes them on. "…, citing the benefits" has a
/// reason there, which speaks as little as a number.
pub(super) fn deeper(cast: &Cast<'_>, draft: &Draft, reading: &Reading) -> Option<Span> {
    cited(cast, draft, reading).filter(|span| {
        let head = cast.view.head_of(*span);
        let noun = head.is_some_and(|head| !phrase_nouns(cast.view, cast.tables, head).0.is_empty());
        noun || super::nested::is_someone(cast.view, cast.tables, *span)
    })
}

/// Whoever or whatever is cited beside a draft.
pub(super) fn cited(cast: &Cast<'_>, draft: &Draft, reading: &Reading) -> Option<Span> {
    let view = cast.view;
    let word = reading.word?;
    if reading.entry.is_some_and(|cue| cue.class == CueClass::Relay) {
        return None;
    }
    if let Some(informant) = learned_from(cast, word) {
        let free = !draft.content.iter().any(|part| part.overlaps(informant));
        return (free && !draft.source.is_empty()).then_some(informant);
    }
    let sentence = view.sentence_of(word)?;
    let citing = view.tokens_of(sentence).find(|id| {
        *id != word
            && (is_citing(cast, *id)
                || is_who_cites(cast, draft, *id)
                || referred_to(cast, draft, *id).is_some())
    })?;
    if let Some(noun) = referred_to(cast, draft, citing) {
        let span = syntax::phrase(view, noun);
        return (!draft.content.iter().any(|part| part.overlaps(span))).then_some(span);
    }
    let object =
        view.children(citing).find(|child| view.token(*child).deprel == Deprel::Obj).or_else(|| {
            // The tree may see a preposition in "citing": the noun is then above it.
            view.token(citing).head.filter(|head| *head > citing && head.0 - citing.0 <= MAX_CITED)
        })?;
    let span = syntax::phrase(view, object);
    let free = !draft.content.iter().any(|part| part.overlaps(span));
    (free && !draft.source.is_empty()).then_some(span)
}

fn is_citing(cast: &Cast<'_>, word: TokenId) -> bool {
    matches!(cast.view.word(word).to_lowercase().as_str(), "citing" | "quoting" | "invoking")
}

/// "the agency reported with reference to a clerk", "…, referring to the Courier": where one of the press speaks, the one it
/// refers to is who spoke.
fn referred_to(cast: &Cast<'_>, draft: &Draft, word: TokenId) -> Option<TokenId> {
    let view = cast.view;
    let refers = match view.word(word).to_lowercase().as_str() {
        "reference" => view.children(word).any(|case| view.word(case).eq_ignore_ascii_case("with")),
        "referring" => true,
        _ => false,
    };
    let told_by_press = || {
        draft.source.iter().any(|span| {
            cast.mentions_in(*span).filter_map(|mention| mention.name).any(|id| cast.is_teller(id))
                || view.head_of(*span).is_some_and(|head| {
                    let (senses, _) = phrase_nouns(view, cast.tables, head);
                    senses.iter().any(|noun| noun.kind == NounKind::Teller)
                        || view.token(head).lemma.eq_ignore_ascii_case("agency")
                })
        })
    };
    if !refers || !told_by_press() {
        return None;
    }
    view.children(word).find(|noun| {
        matches!(view.token(*noun).deprel, Deprel::Nmod | Deprel::Obl)
            && view.children(*noun).any(|case| view.word(case).eq_ignore_ascii_case("to"))
    })
}

/// "the agency, which cited the mayor, reported": the verb of the clause that says so.
fn is_who_cites(cast: &Cast<'_>, draft: &Draft, verb: TokenId) -> bool {
    let view = cast.view;
    let token = view.token(verb);
    matches!(view.word(verb).to_lowercase().as_str(), "cited" | "quoted" | "cites" | "quotes")
        && token.deprel == Deprel::AclRelcl
        && !view.children(verb).any(|child| view.token(child).deprel == Deprel::AuxPass)
        && token.head.is_some_and(|noun| draft.source.iter().any(|span| span.contains(view.token(noun).span)))
}

/// "The agency has learned from two officials that …": whose words they are.
fn learned_from(cast: &Cast<'_>, verb: TokenId) -> Option<Span> {
    let view = cast.view;
    let word = view.word(verb).to_lowercase();
    let learns = matches!(word.as_str(), "learned" | "learnt" | "learns" | "heard" | "understands");
    let from = |child: &TokenId| {
        view.token(*child).deprel == Deprel::Obl
            && view.children(*child).any(|case| view.word(case).eq_ignore_ascii_case("from"))
    };
    let noun = view.children(verb).filter(|_| learns).find(from)?;
    Some(syntax::phrase(view, noun))
}

/// Whoever spoke last, for a "he" or "she" of which nothing else shows whom it means, in the same paragraph.
fn still_speaking(
    cast: &Cast<'_>,
    draft: &Draft,
    source: Span,
    previous: Option<&Attribution>,
) -> Option<NameId> {
    let view = cast.view;
    let word = view.slice(source).to_lowercase();
    let previous = previous.filter(|_| matches!(word.as_str(), "he" | "she"))?;
    let id = previous.speaker?;
    let last = previous.content.iter().chain(&previous.source).map(|span| span.end).max()?;
    let first = draft.content.iter().chain(&draft.source).map(|span| span.start).min()?;
    let near = last <= first && !view.slice(Span { start: last, end: first }).contains('\n');
    (near && cast.can_be(id, &word)).then_some(id)
}

/// How many words behind "citing" the head of its phrase can stand.
const MAX_CITED: u32 = 4;

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
                // "The ministry denied a report that …": it passes nothing on.
                if above.act == SpeechAct::Deny {
                    break;
                }
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
