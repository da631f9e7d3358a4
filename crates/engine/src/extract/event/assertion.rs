//! Whether the words tell an act at all: questions, habits, conditions and mentions in passing give no event.

use rashomon_doc::{BlockKind, Deprel, EventKind, EventType, Quad, TokenId, Upos, View};

use super::participant::Cast;
use super::{arguments, nominal, setting, standing, voice};
use crate::ontology::frames::{Frame, Happening, Slot, TriggerPos};

/// Whether a fitting frame is told as an act, by its sentence, tense, mood and place in the clause.
pub(super) fn is_asserted(cast: Cast<'_>, trigger: TokenId, pos: TriggerPos, frame: &Frame) -> bool {
    let view = cast.view;
    !is_question(view, trigger)
        && match pos {
            TriggerPos::Verb => is_asserted_verb(cast, trigger, frame),
            TriggerPos::Adjective => !is_conditional(cast, trigger),
            TriggerPos::Noun => is_asserted_noun(cast, trigger, frame),
        }
}

fn is_question(view: View<'_>, trigger: TokenId) -> bool {
    let sentence = view.sentence_of(trigger).map(|id| view.slice(view.sentence(id).span).trim_end());
    sentence.is_some_and(|words| words.trim_end_matches(['"', '”', '’', '\'']).ends_with('?'))
}

fn is_asserted_verb(cast: Cast<'_>, trigger: TokenId, frame: &Frame) -> bool {
    let frames = &cast.tables.frames;
    let view = cast.view;
    let habit = view.children(trigger).any(|id| {
        view.token(id).deprel == Deprel::Advmod && frames.is("habit", &view.word(id).to_lowercase())
    });
    let nobody = voice::holder(view, frames, trigger).is_some_and(|id| {
        frames.is("nobody", &view.word(id).to_lowercase()) && !standing::is_none(view, frames, id)
    });
    !habit
        && !nobody
        && !is_conditional(cast, trigger)
        && !is_idle_mood(cast, trigger)
        && !is_imperative(view, trigger)
        && !is_idle_gerund(cast, trigger)
        && (!is_simple_present(view, trigger) || is_news_present(cast, trigger, frame))
}

/// "Beef up the patrols.": a sentence that begins with a bare verb without a subject tells whoever hears it what to do.
fn is_imperative(view: View<'_>, trigger: TokenId) -> bool {
    let token = view.token(trigger);
    let first = view.sentence_of(trigger).map(|id| view.sentence(id).span.start);
    token.deprel == Deprel::Root
        && first == Some(token.span.start)
        && view.word(trigger).eq_ignore_ascii_case(&token.lemma)
        && !matches!(
            view.block_kind(token.span.start),
            BlockKind::Headline | BlockKind::Subhead | BlockKind::Deck
        )
        && voice::child(view, trigger, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux, Deprel::AuxPass])
            .is_none()
}

/// "if the talks fail", and what "can" or "would have" happen.
fn is_conditional(cast: Cast<'_>, trigger: TokenId) -> bool {
    let view = cast.view;
    view.children(trigger).any(|id| {
        view.token(id).deprel == Deprel::Mark
            && cast.tables.frames.is("conditional", &view.word(id).to_lowercase())
    })
}

/// A modal that tells ability, wish or duty, not what is to come: "can", "would" outside of what is reported, "should"
/// outside of what is demanded.
fn is_idle_mood(cast: Cast<'_>, trigger: TokenId) -> bool {
    let view = cast.view;
    let aux = |class: &str| {
        view.children(trigger).any(|id| {
            view.token(id).deprel == Deprel::Aux
                && cast.tables.frames.is(class, &view.word(id).to_lowercase())
        })
    };
    let reported = view.token(trigger).deprel == Deprel::Ccomp;
    let perfect = view
        .children(trigger)
        .any(|id| view.token(id).deprel == Deprel::Aux && view.word(id).eq_ignore_ascii_case("have"));
    let first = voice::holder(view, &cast.tables.frames, trigger)
        .is_some_and(|id| matches!(view.word(id).to_lowercase().as_str(), "we" | "i" | "you"));
    aux("ability") || aux("wish") && (!reported || perfect) || aux("duty") && (!reported || first)
}

/// "by way of attacking", "keen on talking": a gerund behind a preposition or as a subject names an act without telling it.
fn is_idle_gerund(cast: Cast<'_>, trigger: TokenId) -> bool {
    let view = cast.view;
    let gerund = view.word(trigger).to_lowercase().ends_with("ing")
        && voice::child(view, trigger, &[Deprel::Aux, Deprel::Nsubj]).is_none();
    let marked = view.children(trigger).any(|id| {
        matches!(view.token(id).deprel, Deprel::Mark | Deprel::Case)
            && cast.tables.frames.is("idle-mark", &view.word(id).to_lowercase())
    });
    gerund && (marked || matches!(view.token(trigger).deprel, Deprel::Csubj | Deprel::CsubjPass))
}

/// "trade", "trades": neither past nor helped by an auxiliary, "to" or another verb.
pub(super) fn is_simple_present(view: View<'_>, trigger: TokenId) -> bool {
    let (word, lemma) = (view.word(trigger).to_lowercase(), view.token(trigger).lemma.to_lowercase());
    let helped = view
        .children(trigger)
        .any(|id| matches!(view.token(id).deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
        || view
            .children(trigger)
            .any(|id| view.token(id).deprel == Deprel::Mark && view.word(id).eq_ignore_ascii_case("to"));
    let subject = voice::child(view, trigger, &[Deprel::Nsubj]);
    // "put", "cut", "set": news tells in the past.
    let same_in_past = [
        "cut",
        "put",
        "set",
        "hit",
        "shut",
        "let",
        "quit",
        "beat",
        "cast",
        "split",
        "burst",
        "hurt",
        "thrust",
        "shed",
        "spread",
        "upset",
        "broadcast",
    ];
    let bare = word == lemma && !word.ends_with("ed") && !same_in_past.contains(&word.as_str());
    let third = word != lemma && word.ends_with('s') && !word.ends_with("ss");
    !helped && subject.is_some() && (bare || third)
}

/// Headlines and captions tell news in the present; elsewhere a named speaker's act of speech does, and what is dated.
fn is_news_present(cast: Cast<'_>, trigger: TokenId, frame: &Frame) -> bool {
    let view = cast.view;
    let kind = view.block_kind(view.token(trigger).span.start);
    let verbal = matches!(
        frame.happening,
        Happening::Plover(kind) if matches!(kind.quad(), Quad::VerbalCooperation | Quad::VerbalConflict)
    );
    let named = voice::child(view, trigger, &[Deprel::Nsubj])
        .is_some_and(|id| view.token(id).upos == Upos::Propn && cast.is_official(id));
    let dated = view.children(trigger).any(|id| cast.is_time(id));
    matches!(kind, BlockKind::Headline | BlockKind::Deck | BlockKind::Caption | BlockKind::Subhead)
        || verbal && named
        || dated
        || voice::child(view, trigger, &[Deprel::Ccomp, Deprel::Advcl]).is_some() && named
        || cast.is_alone()
}

fn is_asserted_noun(cast: Cast<'_>, trigger: TokenId, frame: &Frame) -> bool {
    let (view, frames) = (cast.view, &cast.tables.frames);
    let carrier = nominal::carrier(view, frames, trigger);
    let aside = is_aside(view, carrier);
    // "a treaty is an agreement between states" defines.
    let is_predicate = |id: TokenId| voice::child(view, id, &[Deprel::Cop]).is_some();
    let indefinite = voice::child(view, trigger, &[Deprel::Det])
        .is_some_and(|id| matches!(view.word(id).to_lowercase().as_str(), "a" | "an"));
    let is_subject = view.token(trigger).deprel == Deprel::Nsubj;
    let defined = is_predicate(trigger) && voice::child(view, trigger, &[Deprel::Case]).is_none()
        || indefinite
            && is_subject
            && view
                .token(trigger)
                .head
                .is_some_and(|head| view.token(head).upos == Upos::Noun && is_predicate(head));
    // "There was no meeting" says that it did not take place; "no deal will help" speaks of none.
    let none =
        view.children(trigger).any(|id| view.token(id).deprel == Deprel::Det && view.token(id).lemma == "no")
            && !is_said_to_be(view, carrier);
    let filled = |slot: &Slot| {
        arguments::heads(view, frames, trigger, slot)
            .iter()
            .any(|head| cast.is_agent(*head) && !cast.is_time(*head))
    };
    let told = || {
        let by = ["by", "from", "between", "with"].map(|word| Slot::Preposition(word.to_owned()));
        filled(&Slot::Light) || filled(&Slot::Undergoer) || by.iter().any(filled)
    };
    let phrase = || {
        let case = voice::child(view, trigger, &[Deprel::Case])?;
        let bare = voice::child(view, trigger, &[Deprel::Det, Deprel::NmodPoss, Deprel::Amod]).is_none();
        let words = format!("{} {}", view.word(case).to_lowercase(), nominal::lemma(view, trigger));
        Some(bare && frames.is("idle-phrase", &words))
    };
    // "went on strike" is told by the verb; "they are on strike" is told here, if the frame asks who is.
    let told_of = is_predicate(trigger) && frame.actor.contains(&Slot::Holder);
    !none
        && !defined
        && (told_of || phrase() != Some(true))
        && match frame.happening {
            // A promise, demand or reproach that is mentioned in passing has been made elsewhere.
            Happening::Plover(kind)
                if matches!(kind.quad(), Quad::VerbalCooperation | Quad::VerbalConflict)
                    && kind != EventType::Consult =>
            {
                !aside || told()
            }
            // "in the wake of attacks": what nobody is said to have done to anyone, nowhere and at no time.
            Happening::Plover(_) => !aside || told() || is_told_aside(cast, trigger, frame),
            Happening::Other(kind) => {
                !aside
                    || is_circumstance(cast, carrier, trigger, kind)
                    || is_told_apart(cast, trigger)
                    || setting::is_dated(cast, trigger) && !is_plain_plural(view, trigger)
            }
        }
}

/// Whether a clause says of a happening that it is: "there was …", "… took place", "… is under way".
fn is_said_to_be(view: View<'_>, noun: TokenId) -> bool {
    let token = view.token(noun);
    let expletive = |head: TokenId| voice::child(view, head, &[Deprel::Expl]).is_some();
    let verb = token.head.filter(|_| matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass));
    expletive(noun)
        || verb.is_some_and(|verb| {
            let lemma = view.token(verb).lemma.to_lowercase();
            let way = voice::child(view, verb, &[Deprel::Cop]).is_some();
            expletive(verb) || way || matches!(lemma.as_str(), "be" | "take" | "occur" | "happen" | "hold")
        })
}

/// "strikes", "recent strikes": several, of which nothing says which.
fn is_plain_plural(view: View<'_>, trigger: TokenId) -> bool {
    let plural = view.word(trigger).to_lowercase() != nominal::lemma(view, trigger);
    plural && voice::child(view, trigger, &[Deprel::Det, Deprel::Nummod, Deprel::NmodPoss]).is_none()
}

/// Whether a noun in an aside says which happening it means: "after the collapse", "his arrest", "a strike in May".
fn is_told_apart(cast: Cast<'_>, trigger: TokenId) -> bool {
    let view = cast.view;
    let plural = view.word(trigger).to_lowercase() != nominal::lemma(view, trigger);
    view.children(trigger).any(|id| match view.token(id).deprel {
        Deprel::Det => {
            let word = view.word(id).to_lowercase();
            matches!(word.as_str(), "the" | "this" | "that" | "these" | "those")
        }
        Deprel::NmodPoss => !plural,
        // "after a brawl that left three hurt": what a clause of its own tells of.
        Deprel::AclRelcl => true,
        Deprel::Nmod | Deprel::Obl => cast.is_time(id),
        _ => false,
    })
}

/// Whether the words tell no more than that there is such a happening: a noun in an aside, a participle before a noun.
pub(super) fn is_in_passing(cast: Cast<'_>, trigger: TokenId, pos: TriggerPos, frame: &Frame) -> bool {
    let view = cast.view;
    match pos {
        TriggerPos::Verb => false,
        TriggerPos::Adjective => view.token(trigger).deprel == Deprel::Amod,
        TriggerPos::Noun => {
            let carrier = nominal::carrier(view, &cast.tables.frames, trigger);
            matches!(frame.happening, Happening::Other(_))
                && is_aside(view, carrier)
                && !view
                    .children(trigger)
                    .any(|id| matches!(view.token(id).deprel, Deprel::Nmod | Deprel::NmodPoss | Deprel::Obl))
        }
    }
}

fn is_aside(view: View<'_>, noun: TokenId) -> bool {
    matches!(
        view.token(noun).deprel,
        Deprel::Obl | Deprel::Nmod | Deprel::Conj | Deprel::Appos | Deprel::NmodPoss
    )
}

/// Whether an event mentioned in passing has a party, a place or a time of its own.
fn is_told_aside(cast: Cast<'_>, trigger: TokenId, frame: &Frame) -> bool {
    let (view, frames) = (cast.view, &cast.tables.frames);
    let against = ["against", "on"].map(|word| Slot::Preposition(word.to_owned()));
    let aimed = || against.iter().any(|slot| !arguments::heads(view, frames, trigger, slot).is_empty());
    let party = aimed()
        || frame.actor.iter().chain(&frame.recipient).any(|slot| {
            arguments::heads(view, frames, trigger, slot)
                .iter()
                .any(|head| cast.is_agent(*head) && !cast.is_time(*head))
        });
    let definite = view.children(trigger).any(|id| {
        let token = view.token(id);
        token.deprel == Deprel::Det && frames.is("definite", &view.word(id).to_lowercase())
            || matches!(token.deprel, Deprel::Compound) && token.upos == Upos::Propn
    });
    party
        || definite
        || view
            .children(trigger)
            .any(|id| cast.is_time(id) || arguments::is_place(view, id) && view.token(id).upos == Upos::Propn)
}

/// "died in a crash near the lake": the circumstances of a death or loss are events, other mentions in passing are not.
fn is_circumstance(cast: Cast<'_>, carrier: TokenId, trigger: TokenId, kind: EventKind) -> bool {
    let view = cast.view;
    let token = view.token(carrier);
    let casualty = token
        .head
        .is_some_and(|head| cast.tables.frames.is("casualty", &view.token(head).lemma.to_lowercase()));
    let loss = matches!(kind, EventKind::Accident | EventKind::Disaster);
    let located = view.children(trigger).any(|id| {
        matches!(view.token(id).deprel, Deprel::Nmod | Deprel::Obl)
            && (cast.is_time(id) || arguments::is_place(view, id))
    });
    token.deprel == Deprel::Obl && casualty || loss && located && !is_plain_plural(view, trigger)
}
