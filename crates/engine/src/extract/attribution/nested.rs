//! Speech inside speech: which of the tree's readings inside a content tell of someone else who speaks.

use rashomon_doc::{Deprel, Span, SpeechAct, TokenId, Upos, View};

use super::cue;
use super::draft::Draft;
use crate::Tables;
use crate::extract::marks::Quotation;
use crate::extract::name::{is_subject, phrase_nouns};
use crate::ontology::{CueClass, NounKind};

/// Whether a reading inside a content is worth a row of its own: someone says something there. What tests show, what one
/// wants or thinks oneself, and what is done rather than said stays part of the content.
pub(super) fn is_speech(view: View<'_>, tables: &Tables, rule: &Draft) -> bool {
    if !is_substantial(view, rule) {
        return false;
    }
    let reading = cue::read(view, tables, rule);
    let (Some(verb), Some(entry)) = (reading.word, reading.entry) else { return false };
    // "a resolution that said the vote was void": a document says so as well as anyone.
    let states = rule.certain && entry.class == CueClass::Speech && entry.act == SpeechAct::Say;
    let speaks =
        |source: &Span| is_someone(view, tables, *source) || states && can_speak(view, tables, *source);
    let Some(source) = rule.source.first().filter(|source| speaks(source)) else {
        return false;
    };
    let pronoun = view.head_of(*source).is_some_and(|head| view.token(head).upos == Upos::Pron);
    let own_subject = view
        .children(verb)
        .any(|child| is_subject(view.token(child).deprel) && source.contains(view.token(child).span));
    let governs = |deprel: Deprel| view.children(verb).any(|child| view.token(child).deprel == deprel);
    match entry.class {
        _ if view.token(verb).upos != Upos::Verb => !matches!(entry.class, CueClass::Thought) || !pronoun,
        CueClass::Speech if rule.certain => true,
        CueClass::Speech => {
            let judges = matches!(
                entry.act,
                SpeechAct::Accuse
                    | SpeechAct::Condemn
                    | SpeechAct::Praise
                    | SpeechAct::Deny
                    | SpeechAct::Urge
            );
            own_subject && !pronoun && (judges || governs(Deprel::Xcomp))
        }
        CueClass::Thought => own_subject && !pronoun && governs(Deprel::Ccomp),
        CueClass::Fragment | CueClass::Relay | CueClass::Source => rule.certain,
        CueClass::Report | CueClass::Hedge => false,
    }
}

/// Whether a content holds more than pronouns and auxiliaries: "what he said he would do" tells nothing.
fn is_substantial(view: View<'_>, rule: &Draft) -> bool {
    rule.content.iter().flat_map(|span| view.tokens_in(*span)).any(|id| {
        let verb = view.token(id).upos == Upos::Verb
            && !matches!(view.token(id).lemma.to_lowercase().as_str(), "do" | "be" | "have");
        let noun =
            matches!(view.token(id).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Adv);
        verb || noun
    })
}

/// Whether the source of a reading, if it has one, can tell something: someone, a document, or one whom a pronoun names.
pub(super) fn can_tell(view: View<'_>, tables: &Tables, rule: &Draft) -> bool {
    rule.source.iter().all(|source| {
        let head = view.head_of(*source);
        let noun = head.is_some_and(|head| !phrase_nouns(view, tables, head).0.is_empty());
        let pronoun = head.is_some_and(|head| view.token(head).upos == Upos::Pron);
        noun || pronoun || is_someone(view, tables, *source)
    })
}

/// The same of words for a source.
pub(super) fn can_speak(view: View<'_>, tables: &Tables, source: Span) -> bool {
    let head = view.head_of(source);
    head.is_some_and(|head| !phrase_nouns(view, tables, head).0.is_empty())
        || is_someone(view, tables, source)
}

/// Whether someone does in speech what needs no clause to be told: "denied flying drones", "demanded the return of the key".
pub(super) fn is_outspoken(view: View<'_>, tables: &Tables, rule: &Draft) -> bool {
    let reading = cue::read(view, tables, rule);
    let (Some(verb), Some(entry)) = (reading.word, reading.entry) else { return false };
    let acts = !matches!(entry.act, SpeechAct::Say | SpeechAct::Other) && entry.class == CueClass::Speech;
    let own_subject = view.children(verb).any(|child| is_subject(view.token(child).deprel))
        || in_speaking(view, tables, verb);
    // Without more, "attacked", "charged" and "dismissed" are what is done to someone.
    let governs = view.children(verb).any(|child| match view.token(child).deprel {
        Deprel::Xcomp => true,
        Deprel::Obj if in_speaking(view, tables, verb) => true,
        Deprel::Obj => tables.cues.get(Upos::Noun, &view.token(child).lemma.to_lowercase()).is_some(),
        _ => false,
    });
    let phrase = tables.cues.get(Upos::Verb, &view.token(verb).lemma.to_lowercase()) != Some(&entry);
    own_subject
        && (acts && governs || phrase && entry.class == CueClass::Speech)
        && view.token(verb).upos == Upos::Verb
        && rule.is_clause()
        && rule.source.iter().all(|source| is_someone(view, tables, *source))
}

/// "wrote to the landlord to demand new boilers": what one speaks for.
fn in_speaking(view: View<'_>, tables: &Tables, verb: TokenId) -> bool {
    let to = view
        .children(verb)
        .any(|mark| view.token(mark).deprel == Deprel::Mark && view.word(mark).eq_ignore_ascii_case("to"));
    to && matches!(view.token(verb).deprel, Deprel::Advcl | Deprel::Xcomp)
        && view.token(verb).head.is_some_and(|above| {
            cue::entry(view, tables, above).is_some_and(|entry| entry.class == CueClass::Speech)
        })
}

/// Whether the outlet's own voice speaks of what it thinks ("I believe"), or of anybody and nobody ("you know"): nothing is laid to
/// another.
pub(super) fn is_own_voice(view: View<'_>, draft: &Draft, reading: &cue::Reading) -> bool {
    let spoken = reading.entry.is_some_and(|entry| entry.class == CueClass::Speech);
    draft.source.iter().any(|span| match view.slice(*span).to_lowercase().as_str() {
        "you" | "one" | "no one" | "nobody" | "anyone" | "anybody" => true,
        "i" | "we" => !spoken,
        _ => false,
    })
}

/// Drops what the reader saw inside quoted words as thoughts of the one who speaks: "“I regret it,” she said" is one
/// saying.
pub(super) fn drop_own_thoughts(
    view: View<'_>,
    tables: &Tables,
    quotations: &[Quotation],
    drafts: &mut Vec<Draft>,
) {
    let quoted = |span: &Span| {
        let next = quotations.partition_point(|quotation| quotation.outer.end <= span.start);
        quotations.get(next).is_some_and(|quotation| quotation.outer.contains(*span))
    };
    // "As I wrote last week": the one who writes the report is no source of it.
    let writer = |draft: &Draft| {
        !draft.source.is_empty()
            && draft
                .source
                .iter()
                .all(|span| matches!(view.slice(*span).to_lowercase().as_str(), "i" | "we") && !quoted(span))
            && super::kind::kind(view, quotations, &draft.content) == rashomon_doc::QuotationKind::Indirect
    };
    drafts.retain(|draft| {
        let inside = !draft.source.is_empty() && draft.source.iter().chain(&draft.content).all(quoted);
        // "“I invite you to come,” she said": whoever says "I" there is the one whose words they are.
        let own = draft.source.iter().all(|span| view.slice(*span).eq_ignore_ascii_case("i"));
        let own = own || is_own_voice(view, draft, &cue::read(view, tables, draft));
        !(inside && own || writer(draft))
    });
}

/// Whether a draft without a cue of the table has a thing for its content, not a clause: something done to it.
pub(super) fn is_deed(view: View<'_>, draft: &Draft) -> bool {
    draft.content.iter().all(|span| {
        view.head_of(*span).is_some_and(|head| {
            let copular = view.children(head).any(|child| view.token(child).deprel == Deprel::Cop);
            matches!(view.token(head).upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num) && !copular
        })
    })
}

/// Whether a source can speak: a name, people, a body or the press, or a pronoun of a person.
pub(super) fn is_someone(view: View<'_>, tables: &Tables, source: Span) -> bool {
    let Some(head) = view.head_of(source) else { return false };
    let token = view.token(head);
    if is_quantifier(view, head) {
        return true;
    }
    if token.upos == Upos::Pron {
        let word = view.word(head).to_lowercase();
        return matches!(
            word.as_str(),
            "i" | "we" | "he" | "she" | "they" | "who" | "his" | "her" | "their" | "my" | "our"
        );
    }
    let (senses, _) = phrase_nouns(view, tables, head);
    named(view, head)
        || senses.iter().any(|noun| noun.kind != NounKind::Document || noun.person)
        || senses.is_empty() && token.upos == Upos::Noun && is_agentive(&token.lemma.to_lowercase())
}

/// Whether a noun is made of a deed and the one who does it: "beekeeper", "homeowner", "geologist".
fn is_agentive(lemma: &str) -> bool {
    const ENDINGS: [&str; 26] = [
        "keeper",
        "maker",
        "worker",
        "holder",
        "owner",
        "grower",
        "breeder",
        "dealer",
        "goer",
        "fighter",
        "player",
        "rider",
        "seeker",
        "setter",
        "leader",
        "hunter",
        "trader",
        "farmer",
        "dweller",
        "watcher",
        "ologist",
        "ographer",
        "woman",
        "women",
        "people",
        "campaigner",
    ];
    ENDINGS.iter().any(|ending| lemma.ends_with(ending))
}

/// "one of them", "some", "nine", "another": people by their number alone.
pub(super) fn is_quantifier(view: View<'_>, head: TokenId) -> bool {
    const QUANTIFIERS: [&str; 22] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "some", "many",
        "several", "most", "others", "another", "both", "few", "all", "each", "everyone", "someone",
    ];
    QUANTIFIERS.contains(&view.word(head).to_lowercase().as_str())
        && matches!(view.token(head).upos, Upos::Num | Upos::Pron | Upos::Det | Upos::Adj | Upos::Noun)
}

fn named(view: View<'_>, head: TokenId) -> bool {
    let span = view.token(head).span;
    let entities = &view.layer.entities;
    let next = entities.partition_point(|entity| entity.span.end <= span.start);
    entities.get(next).is_some_and(|entity| entity.span.overlaps(span))
}
