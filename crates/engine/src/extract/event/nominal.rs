//! Nominal events: the verb that carries them, and who acts or undergoes through it.

use rashomon_doc::{Deprel, TokenId, Upos, View};

use super::voice::{child, has_case, holder, object, subject};
use crate::ontology::frames::Frames;

/// Class of verbs that carry a nominal event without saying more than that it takes place.
const LIGHT: &str = "light";
/// Class of verbs whose subject undergoes the nominal event that is their object ("face", "receive").
const UNDERGO: &str = "undergo";
/// Class of nouns that count or portion the noun behind them ("a series of attacks", "hundreds of people").
const MEASURE: &str = "measure";
/// Prepositions under which a nominal event holds of someone ("under investigation", "into custody").
const STATE: &[&str] = &["under", "into", "to", "in"];

/// A token's dictionary form in lower case. Nouns that the reader left in the plural are put into the singular.
pub(super) fn lemma(view: View<'_>, id: TokenId) -> String {
    let token = view.token(id);
    let lemma = token.lemma.to_lowercase();
    if token.upos != Upos::Noun || !view.word(id).eq_ignore_ascii_case(&lemma) {
        return lemma;
    }
    let singular =
        if ["ics", "ss", "us", "is", "series", "news", "means"].iter().any(|end| lemma.ends_with(end)) {
            None
        } else if let Some(stem) = lemma.strip_suffix("men").filter(|stem| !stem.is_empty()) {
            Some(format!("{stem}man"))
        } else if let Some(stem) = lemma.strip_suffix("ies") {
            Some(format!("{stem}y"))
        } else if ["sses", "xes", "ches", "shes"].iter().any(|end| lemma.ends_with(end)) {
            lemma.strip_suffix("es").map(str::to_owned)
        } else {
            lemma.strip_suffix('s').map(str::to_owned)
        };
    singular.unwrap_or(lemma)
}

/// The noun that a counting noun portions: itself for other nouns.
pub(super) fn content(view: View<'_>, frames: &Frames, noun: TokenId) -> TokenId {
    let mut at = noun;
    while frames.is(MEASURE, &lemma(view, at)) {
        let portioned =
            view.children(at).find(|id| view.token(*id).deprel == Deprel::Nmod && has_case(view, *id, "of"));
        match portioned {
            Some(found) => at = found,
            None => break,
        }
    }
    at
}

/// The noun whose place in the clause the event has: a counting noun above it, or itself.
pub(super) fn carrier(view: View<'_>, frames: &Frames, noun: TokenId) -> TokenId {
    let mut at = noun;
    while let Some(head) = view.token(at).head {
        let measured = view.token(at).deprel == Deprel::Nmod
            && has_case(view, at, "of")
            && frames.is(MEASURE, &lemma(view, head));
        if !measured {
            break;
        }
        at = head;
    }
    at
}

/// Who acts, by the light verb that takes the noun.
pub(super) fn light_subject(view: View<'_>, frames: &Frames, noun: TokenId) -> Option<TokenId> {
    let noun = carrier(view, frames, noun);
    let token = view.token(noun);
    if token.deprel == Deprel::Conj {
        return token.head.and_then(|head| light_subject(view, frames, head));
    }
    let verb = token.head.filter(|verb| view.token(*verb).upos == Upos::Verb)?;
    let carried = lemma(view, verb);
    match token.deprel {
        Deprel::Obj | Deprel::NsubjPass if frames.is(LIGHT, &carried) && !calls_it_something(view, verb) => {
            subject(view, frames, verb)
        }
        // "were engaged in the talks", "took part in them".
        Deprel::Obl
            if has_case(view, noun, "in")
                && (object(view, verb).is_none() || super::voice::is_passive(view, verb)) =>
        {
            holder(view, frames, verb)
        }
        Deprel::Obl
            if STATE.iter().any(|word| has_case(view, noun, word)) && object(view, verb).is_some() =>
        {
            subject(view, frames, verb)
        }
        _ => None,
    }
}

/// "called the visit a mistake": no visit is called for, and whoever calls it so did not make it.
pub(super) fn calls_it_something(view: View<'_>, verb: TokenId) -> bool {
    let named = |id: &TokenId| matches!(view.token(*id).deprel, Deprel::Obj | Deprel::Xcomp);
    lemma(view, verb) == "call" && view.children(verb).filter(named).count() > 1
}

/// On whom, by the verb that takes the noun: the subject of "face", what is put "under" it, what "is under" it.
pub(super) fn undergoer(view: View<'_>, frames: &Frames, noun: TokenId) -> Option<TokenId> {
    let noun = carrier(view, frames, noun);
    let token = view.token(noun);
    let under = || STATE.iter().any(|word| has_case(view, noun, word));
    if let Some(subject) = child(view, noun, &[Deprel::Nsubj]) {
        return under().then_some(subject);
    }
    if token.deprel == Deprel::Conj {
        return token.head.and_then(|head| undergoer(view, frames, head));
    }
    let verb = token.head.filter(|verb| view.token(*verb).upos == Upos::Verb)?;
    let carried = lemma(view, verb);
    match token.deprel {
        Deprel::Obj if frames.is(UNDERGO, &carried) => holder(view, frames, verb),
        Deprel::Obl if under() => object(view, verb).or_else(|| {
            let comes =
                matches!(carried.as_str(), "come" | "remain" | "be" | "go" | "stay" | "die" | "stand");
            if comes { subject(view, frames, verb) } else { None }
        }),
        _ => None,
    }
}

/// Obliques and nominal modifiers of the trigger with this preposition; of a noun under a verb, the verb's too.
pub(super) fn with_preposition<'w>(
    view: View<'w>,
    frames: &Frames,
    trigger: TokenId,
    word: &'w str,
) -> Vec<TokenId> {
    let own = |head: TokenId, word: &'w str| {
        view.children(head).filter(move |id| {
            let relation = view.token(*id).deprel;
            matches!(relation, Deprel::Obl | Deprel::Nmod | Deprel::OblAgent) && has_case(view, *id, word)
        })
    };
    let mut found: Vec<TokenId> = own(trigger, word).collect();
    if child(view, trigger, &[Deprel::CompoundPrt]).is_some_and(|id| view.word(id).eq_ignore_ascii_case(word))
    {
        found.extend(super::voice::bare_oblique(view, trigger));
    }
    let carrier = carrier(view, frames, trigger);
    if carrier != trigger {
        found.extend(own(carrier, word).filter(|id| !view.dominates(*id, trigger)));
    }
    if view.token(trigger).upos == Upos::Noun && word != "of" {
        // "the visit of the minister to the island": the parser hangs the phrase on the nearer noun.
        let nearer = own(trigger, "of").collect::<Vec<_>>();
        found.extend(nearer.into_iter().flat_map(|id| own(id, word)));
    }
    if view.token(trigger).upos == Upos::Verb {
        // "halted aid to the province": the parser hangs the phrase on the object.
        let object = child(view, trigger, &[Deprel::Obj, Deprel::NsubjPass]);
        found.extend(object.into_iter().flat_map(|id| own(id, word)));
        // "a loan of two million dollars to the province": or on what the object is of.
        if word != "of" {
            let of = object.into_iter().flat_map(|id| own(id, "of")).collect::<Vec<_>>();
            found.extend(of.into_iter().flat_map(|id| own(id, word)));
        }
        // "donated and delivered goods to the school": the parser hangs the phrase on the first verb.
        let token = view.token(trigger);
        let first = token.head.filter(|head| {
            token.deprel == Deprel::Conj && found.is_empty() && view.token(*head).upos == Upos::Verb
        });
        found.extend(first.into_iter().flat_map(|id| own(id, word)).filter(|id| *id > trigger));
    }
    let token = view.token(carrier);
    let verb = token.head.filter(|head| {
        view.token(trigger).upos == Upos::Noun
            && (matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass | Deprel::Nsubj)
                || token.deprel == Deprel::Obl && has_case(view, carrier, "under"))
            && view.token(*head).upos == Upos::Verb
    });
    found.extend(verb.into_iter().flat_map(|id| own(id, word)));
    found
}
