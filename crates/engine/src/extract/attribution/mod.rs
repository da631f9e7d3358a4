//! Attributions of one text: who said what, through whom.
//!
//! Three readings are joined: the reader's source, cue and content spans, linked here; the tree around reporting cues,
//! which also finds speech inside speech and serves alone where the reader gave no spans; and the quotation marks.

mod addressee;
mod chain;
mod cue;
mod document;
mod draft;
mod echo;
mod estimate;
mod frames;
mod headline;
mod hedge;
mod impersonal;
mod inside;
mod joint;
mod kind;
mod link;
mod near;
mod nested;
mod noun;
mod quoted;
mod relay;
mod sense;
mod shared;
mod speaker;
mod stance;
mod subject;
mod syntax;
mod tag;
mod tail;
mod topic;
mod trim;
mod voice;

use rashomon_doc::{Attribution, AttributionId, ChainLink, Mention, Name, Span, View};

use super::marks;
use crate::Tables;
use draft::{Draft, Origin};

/// Links sources, cues and contents; adds unnamed speakers to `names` and their mentions to `mentions`.
pub fn extract(
    view: View<'_>,
    mentions: &mut Vec<Mention>,
    names: &mut Vec<Name>,
    tables: &Tables,
) -> Vec<Attribution> {
    let mut drafts = link::link(view);
    let told = |block: &marks::Quotation| tag::is_told(view, block, &drafts);
    let quotations = marks::opened(view, marks::quotations(view), told);
    let mut rules = syntax::read(view, tables);
    rules.extend(estimate::read(view, tables));
    rules.extend(frames::read(view, tables));
    rules.extend(headline::read(view, tables));
    rules.extend(tail::read(view, tables, &quotations));
    let modelled = !drafts.is_empty();
    shared::cut(view, tables, &quotations, &mut drafts);
    shared::turn_back(view, tables, &mut drafts);
    drop_doubtful(view, tables, &quotations, &mut drafts);
    add_rules(view, tables, &mut drafts, rules, modelled);
    relay::settle_according(view, tables, &mut drafts);
    quoted::settle(view, tables, &quotations, &mut drafts);
    relay::settle(view, &quotations, &mut drafts);
    relay::settle_according(view, tables, &mut drafts);
    subject::settle(view, tables, &mut drafts);
    topic::drop(view, &quotations, &mut drafts);
    tidy(view, tables, &quotations, &mut drafts);
    nested::drop_own_thoughts(view, tables, &quotations, &mut drafts);
    stance::drop_loose(view, tables, &quotations, &mut drafts);
    voice::turn(view, tables, &mut drafts);
    impersonal::settle(view, tables, &mut drafts);
    echo::add(view, tables, &mut drafts);
    hedge::settle(view, tables, &mut drafts);
    drafts.sort_by_key(|draft| (draft.content.first().copied(), draft.cue.first().copied()));
    let mut cast = speaker::Cast::new(view, mentions, names, tables);
    drop_cited(&cast, &mut drafts);
    finish(&mut cast, &quotations, &drafts)
}

/// Adds what the trees say and the reader did not: all of it where there is nothing else; else what lies inside a
/// content (speech in speech) and what overlaps nothing.
fn add_rules(view: View<'_>, tables: &Tables, drafts: &mut Vec<Draft>, rules: Vec<Draft>, modelled: bool) {
    let known: Vec<(Vec<Span>, Vec<Span>)> =
        drafts.iter().map(|draft| (draft.content.clone(), draft.cue.clone())).collect();
    for rule in rules {
        let Some(whole) = Span::cover_all(rule.content.iter().chain(&rule.cue).copied()) else { continue };
        let within = |spans: &Vec<Span>| {
            spans.iter().any(|span| {
                span.contains(whole)
                    && rule.source.iter().all(|source| span.contains(*source))
                    && rule.content.iter().all(|mine| mine != span)
            })
        };
        let nested = known.iter().any(|(content, _)| within(content));
        let touches = known.iter().any(|(content, cue)| {
            let mut all = content.iter().chain(cue);
            all.any(|span| rule.content.iter().chain(&rule.cue).any(|mine| mine.overlaps(*span)))
        });
        // Where the reader found no source and the tree does, the tree is right.
        let bare = |draft: &&mut Draft| {
            draft.origin == Origin::Reader
                && draft.source.is_empty()
                && draft.content.iter().any(|span| rule.content.iter().any(|mine| mine.overlaps(*span)))
        };
        if rule.certain
            && rule.is_clause()
            && let Some(draft) = drafts.iter_mut().find(|draft| relay::is_citing(view, draft, &rule))
        {
            *draft = rule;
            continue;
        }
        if rule.certain
            && rule.is_clause()
            && let Some(draft) = drafts.iter_mut().find(bare)
        {
            *draft = rule;
            continue;
        }
        if rule.certain
            && syntax::is_aside(view, &rule)
            && !known.iter().any(|(_, cue)| shares(cue, &rule.cue))
        {
            drafts.push(rule);
            continue;
        }
        if rule.certain && holds_all(drafts, &rule) && nested::can_tell(view, tables, &rule) {
            drafts.push(rule);
            continue;
        }
        if rule.certain
            && rule.is_clause()
            && let Some((at, piece)) = shared::stray(drafts, &rule)
        {
            if let Some(draft) = drafts.get_mut(at) {
                draft.content.remove(piece);
            }
            drafts.push(rule);
            continue;
        }
        if nested && rule.is_clause() && nested::is_speech(view, tables, &rule)
            || !touches
                && (!modelled
                    || rule.certain && nested::can_tell(view, tables, &rule)
                    || nested::is_outspoken(view, tables, &rule))
        {
            drafts.push(rule);
        }
    }
}

/// Whether all drafts that a rule meets lie inside one piece of what it finds to be said, with their sources: speech in its
/// speech.
fn holds_all(drafts: &[Draft], rule: &Draft) -> bool {
    let mut met = drafts.iter().filter(|draft| {
        let mut parts = draft.content.iter().chain(&draft.cue).chain(&draft.source);
        parts.any(|part| {
            rule.content.iter().chain(&rule.cue).chain(&rule.source).any(|mine| mine.overlaps(*part))
        })
    });
    let inside = |draft: &Draft| {
        rule.content.iter().any(|mine| {
            draft.content.iter().chain(&draft.cue).chain(&draft.source).all(|part| mine.contains(*part))
                && draft.content.iter().all(|part| part != mine)
        })
    };
    met.next().is_some_and(inside) && met.all(inside)
}

fn shares(some: &[Span], others: &[Span]) -> bool {
    some.iter().any(|span| others.iter().any(|other| other.overlaps(*span)))
}

/// Drops what the reader is unsure of, so that the tree has its say there. What touches quotation marks is settled with them.
fn drop_doubtful(view: View<'_>, tables: &Tables, quotations: &[marks::Quotation], drafts: &mut Vec<Draft>) {
    let marked = |span: &Span| {
        let next = quotations.partition_point(|quotation| quotation.outer.end <= span.start);
        quotations.get(next).is_some_and(|quotation| quotation.outer.overlaps(*span))
    };
    drafts.retain(|draft| {
        draft.content.iter().any(marked) || !draft.is_orphan() && is_reliable(view, tables, quotations, draft)
    });
}

/// "…, citing a guard": the guard is who spoke, and no content of the citing.
fn drop_cited(cast: &speaker::Cast<'_>, drafts: &mut Vec<Draft>) {
    let cited: Vec<Span> = drafts
        .iter()
        .filter_map(|draft| chain::cited(cast, draft, &cue::read(cast.view, cast.tables, draft)))
        .collect();
    drafts.retain(|draft| !draft.content.iter().any(|span| cited.iter().any(|cited| cited.contains(*span))));
}

/// Trims contents, drops empty drafts and those that say the same twice, and puts them in order of their content.
fn tidy(view: View<'_>, tables: &Tables, quotations: &[marks::Quotation], drafts: &mut Vec<Draft>) {
    for draft in drafts.iter_mut() {
        trim::source(view, tables, draft);
        trim::accused(view, tables, draft);
        link::cut_quoted_as(view, draft);
        relay::cut_citing(view, draft);
        kind::trim(view, quotations, draft);
    }
    drafts.retain(|draft| {
        !draft.content.is_empty()
            && !draft.is_orphan()
            && !is_credit(view, draft)
            && is_reliable(view, tables, quotations, draft)
    });
    drafts.sort_by_key(|draft| (draft.content.first().copied(), draft.cue.first().copied()));
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts.drain(..) {
        // "She said that it sank, as the Courier had reported": two who say the same.
        let two = |known: &Draft| {
            known.is_clause()
                && draft.is_clause()
                && (syntax::is_aside(view, &draft) || syntax::is_aside(view, known))
                && !shares(&known.source, &draft.source)
        };
        match kept.iter_mut().find(|known| known.content == draft.content && !two(known)) {
            Some(known) if known.origin == Origin::Tree && draft.origin != Origin::Tree => *known = draft,
            Some(_) => {}
            None => kept.push(draft),
        }
    }
    *drafts = kept;
}

/// Whether the reader took the credit of a picture for a saying: "AP Photo", "Courtesy of the museum".
fn is_credit(view: View<'_>, draft: &Draft) -> bool {
    const CREDITS: [&str; 9] =
        ["photo", "photos", "photograph", "picture", "pictures", "image", "images", "courtesy", "getty"];
    let mut words = draft.cue.iter().flat_map(|span| view.tokens_in(*span));
    words.next().is_some_and(|first| CREDITS.contains(&view.word(first).to_lowercase().as_str()))
}

/// Below this the reader's spans outside quotation marks are wrong more often than right (on PolNeAR's development part
/// two in seven below it are right, one in two just above).
const RELIABLE: f32 = 0.65;

/// The same for cues that are no cues of the table.
const RELIABLE_UNKNOWN: f32 = 0.8;
/// The same for a name or a few words in quotation marks, where no cue of the table leads to them.
const RELIABLE_LABEL: f32 = 0.9;
/// The same where the content is a thing as well: what is done to it is seldom said of it.
const RELIABLE_DEED: f32 = 0.88;

/// Whether a draft is worth keeping. Words in quotation marks are somebody's, however unsure the rest.
fn is_reliable(view: View<'_>, tables: &Tables, quotations: &[marks::Quotation], draft: &Draft) -> bool {
    let reading = cue::read(view, tables, draft);
    // A colon behind a name can be that of a title.
    let colon = draft.cue.iter().all(|span| view.slice(*span).trim() == ":");
    let least = match reading.entry.filter(|_| !colon) {
        Some(_) => RELIABLE,
        None if nested::is_deed(view, draft) => RELIABLE_DEED,
        None => RELIABLE_UNKNOWN,
    };
    let doubtful = nested::is_own_voice(view, draft, &reading);
    // "a genre known as “chick lit.”": a few words in marks behind no cue are a name more often than a saying.
    let said = reading.entry.is_some()
        || draft.confidence >= RELIABLE_LABEL
        || draft.cue.is_empty()
        || draft.content.iter().any(|span| view.tokens_in(*span).count() >= LABEL_WORDS);
    draft.origin != Origin::Reader
        || !doubtful && draft.confidence >= least
        || said && kind::kind(view, quotations, &draft.content) == rashomon_doc::QuotationKind::Direct
}

/// From so many words on, words in quotation marks are no mere name.
const LABEL_WORDS: usize = 4;

/// Reads the sense of each draft and ties it to speakers, parents and tellers.
fn finish(
    cast: &mut speaker::Cast<'_>,
    quotations: &[marks::Quotation],
    drafts: &[Draft],
) -> Vec<Attribution> {
    let parents: Vec<Option<AttributionId>> = (0..drafts.len()).map(|index| parent(drafts, index)).collect();
    let mut out: Vec<Attribution> = Vec::new();
    for draft in drafts {
        let reading = cue::read(cast.view, cast.tables, draft);
        let chain = chain::own(cast, draft, &reading, out.last());
        let known = !draft.source.is_empty();
        let speaker = chain.first().filter(|_| known).and_then(|link: &ChainLink| link.name);
        let kind = kind::kind(cast.view, quotations, &draft.content);
        out.push(Attribution {
            source: draft.source.clone(),
            cue: draft.cue.clone(),
            content: draft.content.clone(),
            kind,
            speaker,
            with: if known { joint::others(cast, draft, speaker) } else { Vec::new() },
            behalf: joint::behalf(cast, draft, speaker),
            addressee: addressee::find(cast.view, draft, &reading),
            act: reading.act(kind, draft.origin),
            strength: reading.strength(),
            modality: sense::modality(cast.view, draft, &reading),
            negated: reading.negated || sense::is_negated(cast.view, draft),
            hedged: sense::is_hedged(cast.view, cast.tables, draft, &reading),
            stance: stance::is_stance(cast.view, draft, &reading, kind::own(quotations, drafts, draft, kind)),
            chain,
            parent: None,
            confidence: draft.confidence,
        });
    }
    for (attribution, parent) in out.iter_mut().zip(&parents) {
        attribution.parent = *parent;
    }
    chain::through_parents(&mut out);
    cast.finish();
    out
}

/// The smallest content that holds all of a draft's content and is larger than it.
fn parent(drafts: &[Draft], index: usize) -> Option<AttributionId> {
    let whole = Span::cover_all(drafts.get(index)?.content.iter().copied())?;
    let holds = |draft: &Draft| {
        draft
            .content
            .iter()
            .filter(|span| span.contains(whole) && **span != whole)
            .map(|span| span.len())
            .min()
    };
    let (_, at) = drafts
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != index)
        .filter_map(|(at, draft)| Some((holds(draft)?, at)))
        .min()?;
    Some(AttributionId(at as u32))
}
