//! Attributions by the tree alone: a reporting cue, its subject, and the clause it governs.

use rashomon_doc::{Deprel, Span, SpeechAct, TokenId, Upos, View};

use super::draft::{Draft, Origin};
use super::{cue, noun};
use crate::Tables;
use crate::extract::name::is_subject;
use crate::ontology::{AddresseeForm, Cue, CueClass};

/// Confidence in a clause governed by a cue of speech.
const CLAUSE: f32 = 0.75;
/// Confidence in looser readings: nouns with clauses, infinitives, nominal contents.
pub(super) const LOOSE: f32 = 0.5;

/// All attributions that the trees show.
pub(super) fn read(view: View<'_>, tables: &Tables) -> Vec<Draft> {
    let tokens = (0..view.layer.tokens.len() as u32).map(TokenId);
    tokens.filter_map(|id| of_cue(view, tables, id)).collect()
}

fn of_cue(view: View<'_>, tables: &Tables, token: TokenId) -> Option<Draft> {
    let entry = cue::entry(view, tables, token)?;
    if let Some(what) = cue::contradicted(view, token) {
        return contrary(view, tables, token, what);
    }
    match (view.token(token).upos, entry.class) {
        (_, CueClass::Source) => according(view, token),
        (_, CueClass::Hedge) => None,
        (Upos::Verb | Upos::Aux, CueClass::Relay) => quoted_as(view, token),
        (Upos::Verb | Upos::Aux, _) => of_verb(view, tables, token, entry),
        (Upos::Noun | Upos::Adj, CueClass::Speech | CueClass::Thought) => noun::read(view, token, entry),
        _ => None,
    }
}

/// "Kroll said that …", "…, Kroll said", "Kroll urged the board to …".
fn of_verb(view: View<'_>, tables: &Tables, verb: TokenId, entry: Cue) -> Option<Draft> {
    let behind = || inverted(view, tables, verb).map(|subject| phrase(view, subject));
    let source = source(view, verb).or_else(behind);
    let (content, certain) = content(view, verb, entry)?;
    if source.is_none() && !is_passive(view, verb) {
        return None;
    }
    let speech = matches!(entry.class, CueClass::Speech | CueClass::Report | CueClass::Fragment);
    Some(Draft {
        source: source.into_iter().collect(),
        cue: vec![cue::span(view, verb)],
        content,
        origin: Origin::Tree,
        confidence: if certain && speech { CLAUSE } else { LOOSE },
        certain: certain && speech,
    })
}

/// The clause that a verb governs, or that it is set into; whether the form is a sure one.
fn content(view: View<'_>, verb: TokenId, entry: Cue) -> Option<(Vec<Span>, bool)> {
    let clauses = || view.children(verb).filter(|child| view.token(*child).deprel == Deprel::Ccomp);
    // "warned the firm that owned the bridge that it was cracked": of two the one that "that" opens.
    let marked = || clauses().find(|clause| view.children(*clause).any(|mark| is_that(view, mark)));
    let governed = if clauses().count() > 1 { marked() } else { None }.or_else(|| clauses().next());
    let governed =
        governed.or_else(|| strayed_clause(view, verb).filter(|_| entry.class == CueClass::Speech));
    if let Some(clause) = governed {
        return Some((without(view, clause, verb), true));
    }
    let here = view.token(verb);
    let as_aside = view.children(verb).any(|mark| {
        view.word(mark).eq_ignore_ascii_case("as")
            && matches!(view.token(mark).deprel, Deprel::Mark | Deprel::Advmod)
    });
    // "as firms were urged" tells a time or a reason.
    let tells = entry.act == SpeechAct::Say
        && !matches!(view.word(verb), "saying" | "telling")
        && !(is_passive(view, verb) && subject(view, verb).is_some());
    // "the bill as written" is told by nobody.
    let told = view.children(verb).any(|child| {
        is_subject(view.token(child).deprel)
            || matches!(view.token(child).deprel, Deprel::OblAgent | Deprel::Obl | Deprel::Obj | Deprel::Iobj)
    });
    if here.deprel == Deprel::Advcl && as_aside && told && entry.class == CueClass::Speech && tells {
        // "…, as reported by the daily".
        // "She said that it sank, as the daily reported": what is reported is what she said, not that she did.
        let above = here.head?;
        let told = view.children(above).find(|child| {
            view.token(*child).deprel == Deprel::Ccomp && view.token(*child).span.end <= here.span.start
        });
        let spans = without(view, told.unwrap_or(above), verb);
        return (!spans.is_empty()).then_some((spans, true));
    }
    // "There is a difference — they may not be cheering a parade": with an object of its own it tells something else.
    let own = entry.addressee != AddresseeForm::Object
        && view.children(verb).any(|child| view.token(child).deprel == Deprel::Obj);
    if here.deprel == Deprel::Parataxis && entry.class == CueClass::Speech && !entry.negative && !own {
        // "The port is shut, she said": the saying is set into what is said.
        let said = here.head?;
        let spans = without(view, said, verb);
        // "They met on Monday; by July she admitted it" tells two things.
        let apart = view.slice(Span { start: view.token(said.min(verb)).span.end, end: here.span.start });
        if !apart.contains(';') {
            return (!spans.is_empty()).then_some((spans, true));
        }
    }
    let beside = view.children(verb).find(|child| {
        let token = view.token(*child);
        token.deprel == Deprel::Parataxis && token.upos == Upos::Verb
    });
    if let Some(clause) = beside.filter(|_| entry.class == CueClass::Speech && entry.strength < 2) {
        return Some((without(view, clause, verb), false));
    }
    if let Some(object) = cue::governed_by_phrase(view, verb, entry) {
        // "speak of 27 million", "called for calm".
        return Some((runs(view, &words_without_case(view, object)), false));
    }
    let strong = entry.strength >= 2 || entry.class == CueClass::Thought || entry.act == SpeechAct::Ask;
    let infinitive = view.children(verb).find(|child| {
        view.token(*child).deprel == Deprel::Xcomp
            && (view.children(*child).any(|mark| view.token(mark).deprel == Deprel::Mark)
                // "denied taking the money"
                || entry.negative && view.word(*child).ends_with("ing"))
    });
    if let Some(clause) = infinitive.filter(|_| strong || entry.negative) {
        return Some((without(view, clause, verb), false));
    }
    // "welcomed the bridge", "accused the bank of hiding its losses": what was praised, denied or blamed.
    let judged = !matches!(entry.act, SpeechAct::Say | SpeechAct::Ask | SpeechAct::Other)
        && entry.class == CueClass::Speech;
    let object = view.children(verb).find(|child| view.token(*child).deprel == Deprel::Obj)?;
    let with: Vec<TokenId> = view
        .children(verb)
        .filter(|child| {
            *child == object
                || child.0 > object.0 && matches!(view.token(*child).deprel, Deprel::Advcl | Deprel::Obl)
        })
        .flat_map(|child| view.subtree(child))
        .collect();
    let spans = if judged { runs(view, &with) } else { Vec::new() };
    (!spans.is_empty()).then_some((spans, false))
}

/// "admitted in a note to the fans that …": the clause that the tree hangs on a noun behind the verb.
fn strayed_clause(view: View<'_>, verb: TokenId) -> Option<TokenId> {
    let behind = view.children(verb).filter(|child| {
        *child > verb && matches!(view.token(*child).deprel, Deprel::Obl | Deprel::Obj | Deprel::Iobj)
    });
    behind.flat_map(|noun| std::iter::once(noun).chain(view.children(noun))).find_map(|noun| {
        view.children(noun).find(|clause| {
            matches!(view.token(*clause).deprel, Deprel::Acl | Deprel::AclRelcl)
                && view.children(*clause).any(|mark| is_that(view, mark))
                && view.children(*clause).any(|child| {
                    is_subject(view.token(child).deprel) || view.token(child).deprel == Deprel::Expl
                })
        })
    })
}

/// Whoever stands behind a verb of saying that follows what is said, where the tree takes them for its object: "…,
/// guaranteed the minister", "…, has pointed out Kroll".
pub(super) fn inverted(view: View<'_>, tables: &Tables, verb: TokenId) -> Option<TokenId> {
    let token = view.token(verb);
    let follows = token.deprel == Deprel::Parataxis && token.head.is_some_and(|said| said < verb)
        || view.children(verb).any(|said| view.token(said).deprel == Deprel::Ccomp && said < verb)
        // "As transmits the newspaper, …"
        || token.deprel == Deprel::Advcl
            && view.children(verb).any(|mark| view.word(mark).eq_ignore_ascii_case("as"));
    let bare = !view.children(verb).any(|child| is_subject(view.token(child).deprel));
    let object =
        view.children(verb).filter(|_| follows && bare && !is_passive(view, verb)).find(|child| {
            *child > verb
                && matches!(view.token(*child).deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl)
                && !view.children(*child).any(|case| view.token(case).deprel == Deprel::Case)
        })?;
    let source = phrase(view, object);
    // "…, told the paper" has a hearer there.
    let tells = token.lemma.eq_ignore_ascii_case("tell");
    let between = Span { start: token.span.end, end: source.start };
    let near = view.tokens_in(between).all(|id| matches!(view.token(id).upos, Upos::Adp | Upos::Adv));
    (near && !tells && super::nested::is_someone(view, tables, source)).then_some(object)
}

/// "Contrary to what the union claims, the cranes work": the union says the opposite of the clause.
fn contrary(view: View<'_>, tables: &Tables, verb: TokenId, what: TokenId) -> Option<Draft> {
    let behind = view.children(verb).find(|child| {
        is_subject(view.token(*child).deprel) && *child != what
            || *child > verb && view.token(*child).deprel == Deprel::Obj
    })?;
    let source = phrase(view, behind);
    let content = without(view, view.token(what).head?, what);
    let someone = super::nested::is_someone(view, tables, source);
    (someone && !content.is_empty()).then(|| Draft {
        source: vec![source],
        cue: vec![cue::span(view, verb)],
        content,
        origin: Origin::Tree,
        confidence: CLAUSE,
        certain: true,
    })
}

/// What is reported by a second voice beside the first.
const REPORTING: [&str; 31] = [
    "report",
    "claim",
    "say",
    "state",
    "announce",
    "allege",
    "suggest",
    "argue",
    "maintain",
    "predict",
    "assert",
    "write",
    "contend",
    "note",
    "reveal",
    "promise",
    "demand",
    "affirm",
    "transmit",
    "inform",
    "communicate",
    "relate",
    "specify",
    "underline",
    "stress",
    "emphasise",
    "emphasize",
    "explain",
    "tell",
    "recall",
    "warn",
];

/// Whether a draft's cue is set beside what another tells: "…, as the daily reported", "…, as claimed by the daily".
pub(super) fn is_aside(view: View<'_>, draft: &Draft) -> bool {
    let heads = || draft.cue.iter().filter_map(|span| view.head_of(*span));
    // "…, contrary to what the daily claims"
    if draft.is_clause() && heads().any(|verb| cue::contradicted(view, verb).is_some()) {
        return true;
    }
    draft.is_clause()
        && heads().any(|verb| {
            view.token(verb).deprel == Deprel::Advcl
                // With other verbs "as" tells a time or a reason ("as the phone rang").
                && REPORTING.contains(&view.token(verb).lemma.to_lowercase().as_str())
                && view.children(verb).any(|mark| {
                    view.word(mark).eq_ignore_ascii_case("as")
                        && matches!(view.token(mark).deprel, Deprel::Mark | Deprel::Advmod)
                })
                && !view.children(verb).any(|child| view.token(child).deprel == Deprel::Ccomp)
        })
}

/// The words of a phrase behind its preposition.
fn words_without_case(view: View<'_>, noun: TokenId) -> Vec<TokenId> {
    let case = |id: TokenId| view.token(id).deprel == Deprel::Case && view.token(id).head == Some(noun);
    view.subtree(noun).into_iter().filter(|id| !case(*id)).collect()
}

/// The words of a clause without those below `apart`, if that lies in it, and without stops at its ends.
pub(super) fn without(view: View<'_>, clause: TokenId, apart: TokenId) -> Vec<Span> {
    let inside = view.subtree(clause);
    let around = view.dominates(apart, clause);
    let kept: Vec<TokenId> = inside.into_iter().filter(|id| around || !view.dominates(apart, *id)).collect();
    runs(view, &kept)
}

/// The runs of neighbouring words, each without stops at its ends.
pub(super) fn runs(view: View<'_>, tokens: &[TokenId]) -> Vec<Span> {
    let mut out: Vec<Vec<TokenId>> = Vec::new();
    for token in tokens {
        match out.last_mut() {
            Some(run) if run.last().is_some_and(|last| last.0 + 1 == token.0) => run.push(*token),
            _ => out.push(vec![*token]),
        }
    }
    out.into_iter()
        .map(|run| {
            let word = |id: &TokenId| view.token(*id).upos != Upos::Punct;
            let first = run.iter().position(word).unwrap_or(0);
            let last = run.iter().rposition(word).map_or(0, |at| at + 1);
            view.cover(run.get(first..last).unwrap_or_default().iter().copied())
        })
        .filter(|span| !span.is_empty())
        .collect()
}

fn is_passive(view: View<'_>, verb: TokenId) -> bool {
    view.children(verb).any(|child| view.token(child).deprel == Deprel::AuxPass)
}

/// Who speaks: the subject, the agent of a passive, or the subject of the verb that this one is joined to.
pub(super) fn source(view: View<'_>, verb: TokenId) -> Option<Span> {
    if is_passive(view, verb) {
        let agent = view.children(verb).find(|child| view.token(*child).deprel == Deprel::OblAgent)?;
        return Some(phrase(view, agent));
    }
    let mut verb = verb;
    for _ in 0..MAX_CLIMB {
        if let Some(subject) = subject(view, verb) {
            return Some(phrase(view, subject));
        }
        let token = view.token(verb);
        let head = token.head?;
        if let Some(object) = controller(view, verb, head) {
            return Some(phrase(view, object));
        }
        match token.deprel {
            // "He left, saying …": the subject of the main clause, unless that one is passive and coordinated.
            Deprel::Conj if is_passive(view, head) => return None,
            Deprel::Conj | Deprel::Advcl | Deprel::Xcomp => verb = head,
            // "the man who said …" has its subject; "a statement saying …" has the noun.
            Deprel::Acl | Deprel::AclRelcl => return Some(phrase_without(view, head, verb)),
            _ => return None,
        }
    }
    None
}

/// "urged Kroll to say", "accused Kroll of saying": the object of the verb above is who does it.
fn controller(view: View<'_>, verb: TokenId, above: TokenId) -> Option<TokenId> {
    let marked = |words: &[&str]| {
        view.children(verb).any(|child| {
            matches!(view.token(child).deprel, Deprel::Mark | Deprel::Case)
                && words.contains(&view.word(child).to_lowercase().as_str())
        })
    };
    let object = view.children(above).find(|child| view.token(*child).deprel == Deprel::Obj)?;
    // "thanked Kroll for saying", but "cancelled the meeting for saying" is the tree's error.
    let named = matches!(view.token(object).upos, Upos::Propn | Upos::Pron);
    let controlled = match view.token(verb).deprel {
        Deprel::Xcomp => marked(&["to"]) && !view.token(above).lemma.eq_ignore_ascii_case("let"),
        Deprel::Advcl | Deprel::Obl => marked(&["of", "as"]) || named && marked(&["for", "from"]),
        _ => false,
    };
    controlled.then_some(object)
}

/// How many clauses up the subject of a participle can stand.
const MAX_CLIMB: usize = 3;

fn subject(view: View<'_>, verb: TokenId) -> Option<TokenId> {
    view.children(verb)
        .find(|child| is_subject(view.token(*child).deprel))
        .filter(|child| !matches!(view.word(*child).to_lowercase().as_str(), "that" | "which" | "there"))
        .filter(|child| !(view.word(*child).eq_ignore_ascii_case("it") && is_passive(view, verb)))
}

/// The whole phrase of a noun, appositions and relative clauses with it, its preposition not.
pub(super) fn phrase(view: View<'_>, head: TokenId) -> Span {
    let apart = |id: &TokenId| {
        view.children(head).any(|child| {
            matches!(
                view.token(child).deprel,
                Deprel::Case | Deprel::Punct | Deprel::Parataxis | Deprel::Cop | Deprel::Mark
            ) && view.dominates(child, *id)
        })
    };
    let kept: Vec<TokenId> = view
        .subtree(head)
        .into_iter()
        .filter(|id| *id == head || !apart(id) || is_ending(view, *id))
        .collect();
    let all = runs(view, &kept);
    // Stops inside the phrase break the run; the whole is wanted.
    Span::cover_all(all).unwrap_or(view.token(head).span)
}

/// A possessive ending belongs to its noun.
fn is_ending(view: View<'_>, token: TokenId) -> bool {
    matches!(view.word(token), "'s" | "’s")
}

fn phrase_without(view: View<'_>, head: TokenId, apart: TokenId) -> Span {
    let kept: Vec<TokenId> = view
        .subtree(head)
        .into_iter()
        .filter(|id| !view.dominates(apart, *id) && view.token(*id).deprel != Deprel::Case)
        .collect();
    runs(view, &kept)
        .into_iter()
        .find(|span| span.contains(view.token(head).span))
        .unwrap_or(view.token(head).span)
}

/// "according to the office": the phrase is the source; the clause it stands in is the content.
fn according(view: View<'_>, token: TokenId) -> Option<Draft> {
    // The tree may have "according" as the case of its noun, or as a clause with "to" below it.
    let (noun, top) = if view.token(token).deprel == Deprel::Case {
        let noun = view.token(token).head?;
        (noun, noun)
    } else {
        let noun = view
            .children(token)
            .find(|child| matches!(view.token(*child).deprel, Deprel::Obl | Deprel::Nmod | Deprel::Obj))?;
        (noun, token)
    };
    let clause = view.token(top).head?;
    let source = phrase(view, noun);
    let inside: Vec<TokenId> =
        view.subtree(clause).into_iter().filter(|id| !view.dominates(top, *id)).collect();
    let content: Vec<Span> = runs(view, &inside).into_iter().filter(|span| span.len() > 2).collect();
    let to = view.tokens_in(Span { start: view.token(token).span.end, end: source.start }).last();
    let cue = view.cover(std::iter::once(token).chain(to));
    (!content.is_empty()).then(|| Draft {
        source: vec![source],
        cue: vec![cue],
        content,
        origin: Origin::Tree,
        confidence: CLAUSE,
        certain: true,
    })
}

/// "Kroll was quoted as saying …", "the daily quoted Kroll as saying …".
fn quoted_as(view: View<'_>, verb: TokenId) -> Option<Draft> {
    let saying = view.children(verb).find(|child| {
        matches!(view.token(*child).deprel, Deprel::Advcl | Deprel::Xcomp | Deprel::Obl)
            && view.token(*child).upos == Upos::Verb
    })?;
    let clause = view.children(saying).find(|child| view.token(*child).deprel == Deprel::Ccomp)?;
    let quoted = if is_passive(view, verb) {
        subject(view, verb)
    } else {
        view.children(verb).find(|child| view.token(*child).deprel == Deprel::Obj)
    }?;
    Some(Draft {
        source: vec![phrase(view, quoted)],
        cue: vec![view.token(verb).span.cover(view.token(saying).span)],
        content: without(view, clause, saying),
        origin: Origin::Tree,
        confidence: CLAUSE,
        certain: true,
    })
}

pub(super) fn is_that(view: View<'_>, mark: TokenId) -> bool {
    view.token(mark).deprel == Deprel::Mark && view.word(mark).eq_ignore_ascii_case("that")
}
