//! Set phrases that lay a sentence to someone without a verb of saying of its own: "If Kroll is to be believed, …", "To hear
//! Kroll tell it, …", "In Kroll's telling, …".

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

use super::draft::{Draft, Origin};
use super::{nested, syntax};
use crate::Tables;
use crate::extract::name::is_subject;

/// Confidence in a set phrase.
const SET: f32 = 0.75;

/// The readings of a text.
pub(super) fn read(view: View<'_>, tables: &Tables) -> Vec<Draft> {
    let tokens = (0..view.layer.tokens.len() as u32).map(TokenId);
    tokens
        .filter_map(|id| {
            of_clause(view, tables, id)
                .or_else(|| of_version(view, tables, id))
                .or_else(|| of_report(view, id))
                .or_else(|| emerged(view, id))
                .or_else(|| told_us(view, id))
                .or_else(|| of_what(view, tables, id))
                .or_else(|| of_note(view, tables, id))
        })
        .collect()
}

/// Nouns for what someone makes of a matter, said to be a clause: "Kroll's version is that …".
const VERSIONS: [&str; 16] = [
    "version",
    "account",
    "position",
    "line",
    "story",
    "explanation",
    "theory",
    "answer",
    "response",
    "argument",
    "contention",
    "claim",
    "message",
    "stance",
    "verdict",
    "defence",
];

/// "Kroll's version is that the bell fell".
fn of_version(view: View<'_>, tables: &Tables, noun: TokenId) -> Option<Draft> {
    let token = view.token(noun);
    if token.upos != Upos::Noun
        || !is_subject(token.deprel)
        || !VERSIONS.contains(&token.lemma.to_lowercase().as_str())
    {
        return None;
    }
    let owner = view.children(noun).find(|child| match view.token(*child).deprel {
        Deprel::NmodPoss => true,
        Deprel::Nmod => view.children(*child).any(|case| view.word(case).eq_ignore_ascii_case("of")),
        _ => false,
    })?;
    let above = token.head?;
    let is = view.children(above).find(|id| view.token(*id).deprel == Deprel::Cop && *id > noun);
    // The clause is the predicate itself, or hangs on the verb "is".
    let clause = match is {
        Some(_) => above,
        None => view.children(above).find(|id| view.token(*id).deprel == Deprel::Ccomp && *id > above)?,
    };
    let that = view.children(clause).find(|id| is_that(view, *id) && *id > noun)?;
    let words: Vec<TokenId> = view.subtree(clause).into_iter().filter(|id| *id > that).collect();
    let source = syntax::phrase(view, owner);
    (nested::is_someone(view, tables, source) && !words.is_empty()).then(|| Draft {
        source: vec![source],
        cue: vec![token.span],
        content: syntax::runs(view, &words),
        origin: Origin::Tree,
        confidence: SET,
        certain: true,
    })
}

fn is_that(view: View<'_>, mark: TokenId) -> bool {
    view.token(mark).deprel == Deprel::Mark && view.word(mark).eq_ignore_ascii_case("that")
}

/// What is said of someone by nobody who is named.
const HEARSAY: [&str; 14] = [
    "say",
    "report",
    "allege",
    "claim",
    "rumour",
    "rumor",
    "believe",
    "think",
    "understand",
    "fear",
    "suspect",
    "presume",
    "reckon",
    "suppose",
];

/// "The minister is reported to have left", "Sixty were believed to be under the rubble": hearsay of nobody named.
fn of_report(view: View<'_>, verb: TokenId) -> Option<Draft> {
    if view.token(verb).upos != Upos::Verb || !is_passive(view, verb) {
        return None;
    }
    let lemma = view.token(verb).lemma.to_lowercase();
    let told = HEARSAY.contains(&lemma.as_str());
    let agent = view.children(verb).any(|child| view.token(child).deprel == Deprel::OblAgent);
    let subject = view.children(verb).find(|child| view.token(*child).deprel == Deprel::NsubjPass)?;
    let to = |clause: &TokenId| {
        view.token(*clause).deprel == Deprel::Xcomp
            && view.children(*clause).any(|mark| {
                view.token(mark).deprel == Deprel::Mark && view.word(mark).eq_ignore_ascii_case("to")
            })
    };
    let clause = view.children(verb).find(to).filter(|_| told && !agent)?;
    let mut content = vec![syntax::phrase(view, subject)];
    content.extend(syntax::without(view, clause, verb));
    Some(hidden(view.token(verb).span, content))
}

/// "It emerged that …", "As it became known to the agency, …".
fn emerged(view: View<'_>, verb: TokenId) -> Option<Draft> {
    let lemma = view.token(verb).lemma.to_lowercase();
    let surfaced = matches!(lemma.as_str(), "emerge" | "transpire");
    if !surfaced && !matches!(lemma.as_str(), "become" | "known" | "know") {
        return None;
    }
    let child = |word: &str| view.children(verb).any(|child| view.word(child).eq_ignore_ascii_case(word));
    let known = lemma == "become" && child("known")
        || child("became") && view.word(verb).eq_ignore_ascii_case("known");
    if !child("it") || !(known || surfaced) {
        return None;
    }
    let clause = view.children(verb).find(|child| {
        matches!(view.token(*child).deprel, Deprel::Ccomp | Deprel::Csubj | Deprel::Advcl)
            && view.children(*child).any(|mark| is_that(view, mark))
    });
    let aside = view.token(verb).deprel == Deprel::Advcl && child("as");
    let content = match clause {
        Some(clause) => syntax::without(view, clause, verb),
        None => syntax::without(view, view.token(verb).head.filter(|_| aside)?, verb),
    };
    (!content.is_empty()).then(|| hidden(view.token(verb).span, content))
}

/// "The will is signed, I'm told, by the widow": hearsay that the outlet was told by nobody it names.
fn told_us(view: View<'_>, verb: TokenId) -> Option<Draft> {
    let token = view.token(verb);
    let told = token.lemma.eq_ignore_ascii_case("tell") && is_passive(view, verb);
    let us = view.children(verb).any(|child| {
        is_subject(view.token(child).deprel) && matches!(view.word(child).to_lowercase().as_str(), "i" | "we")
    });
    let said = token.head.filter(|_| told && us && token.deprel == Deprel::Parataxis)?;
    let mut content = syntax::without(view, said, verb);
    // The tree may hang what goes on behind the comma on "told".
    let set_off = TokenId(verb.0 + 1);
    let on = view.children(verb).filter(|child| {
        *child > set_off
            && matches!(view.token(*child).deprel, Deprel::Obl | Deprel::OblAgent)
            && view.sentence_of(set_off) == view.sentence_of(verb)
            && view.word(set_off) == ","
    });
    content.extend(on.flat_map(|child| syntax::runs(view, &view.subtree(child))));
    content.sort();
    (!content.is_empty()).then(|| hidden(token.span, content))
}

/// What is done with words in "What … is that …".
const SPREADING: [&str; 14] = [
    "promote",
    "spread",
    "peddle",
    "circulate",
    "push",
    "argue",
    "claim",
    "say",
    "suggest",
    "allege",
    "report",
    "fear",
    "believe",
    "stress",
];

/// "What the ministry says is that the bridge fell", "What is being promoted by newspapers is that …".
fn of_what(view: View<'_>, tables: &Tables, what: TokenId) -> Option<Draft> {
    if !view.word(what).eq_ignore_ascii_case("what") {
        return None;
    }
    let verb = view.children(what).find(|child| {
        matches!(view.token(*child).deprel, Deprel::AclRelcl | Deprel::Acl)
            && SPREADING.contains(&view.token(*child).lemma.to_lowercase().as_str())
    })?;
    let passive = is_passive(view, verb);
    let who = view.children(verb).find(|child| match view.token(*child).deprel {
        Deprel::OblAgent => passive,
        deprel => !passive && is_subject(deprel),
    })?;
    let said = view.token(what).head.filter(|said| *said > verb)?;
    let that = view.children(said).find(|mark| is_that(view, *mark) && *mark > verb)?;
    let words: Vec<TokenId> = view.subtree(said).into_iter().filter(|id| *id > that).collect();
    let source = syntax::phrase(view, who);
    (nested::can_speak(view, tables, source) && !words.is_empty()).then(|| Draft {
        source: vec![source],
        cue: vec![view.token(verb).span],
        content: syntax::runs(view, &words),
        origin: Origin::Tree,
        confidence: SET,
        certain: true,
    })
}

/// Written protests of states and parties.
pub(super) const NOTES: [&str; 7] =
    ["note", "protest", "complaint", "petition", "objection", "demarche", "démarche"];
/// What is done with them so that others read them.
const HANDING: [&str; 9] =
    ["hand", "deliver", "lodge", "submit", "present", "send", "issue", "file", "register"];

/// "The embassy handed over a note of protest over the raid": what a written protest is about.
fn of_note(view: View<'_>, tables: &Tables, note: TokenId) -> Option<Draft> {
    let token = view.token(note);
    if token.upos != Upos::Noun || !NOTES.contains(&token.lemma.to_lowercase().as_str()) {
        return None;
    }
    let verb = token.head.filter(|verb| {
        token.deprel == Deprel::Obj
            && HANDING.contains(&view.token(*verb).lemma.to_lowercase().as_str())
            && !is_passive(view, *verb)
    })?;
    // "a note of protest", "a protest note", but no "thank-you note".
    let protest = token.lemma != "note"
        || view.subtree(note).iter().any(|id| view.token(*id).lemma.eq_ignore_ascii_case("protest"));
    let below = view.subtree(note);
    let about = |id: &TokenId| {
        matches!(view.token(*id).deprel, Deprel::Nmod | Deprel::Obl | Deprel::Acl | Deprel::Advcl)
            && view.children(*id).any(|case| {
                matches!(
                    view.word(case).to_lowercase().as_str(),
                    "over" | "about" | "against" | "at" | "on" | "regarding" | "because"
                )
            })
    };
    let matter = below
        .into_iter()
        .filter(|id| *id > note)
        .chain(view.children(verb).filter(|child| *child > note))
        .find(about)
        .filter(|_| protest)?;
    let source = syntax::source(view, verb)?;
    let case = |id: &TokenId| view.token(*id).deprel == Deprel::Case && view.token(*id).head == Some(matter);
    let words: Vec<TokenId> = view.subtree(matter).into_iter().filter(|id| !case(id)).collect();
    nested::is_someone(view, tables, source).then(|| Draft {
        source: vec![source],
        cue: vec![token.span],
        content: syntax::runs(view, &words),
        origin: Origin::Tree,
        confidence: SET,
        certain: true,
    })
}

fn hidden(cue: Span, content: Vec<Span>) -> Draft {
    Draft {
        source: Vec::new(),
        cue: vec![cue],
        content,
        origin: Origin::Tree,
        confidence: SET,
        certain: true,
    }
}

fn of_clause(view: View<'_>, tables: &Tables, verb: TokenId) -> Option<Draft> {
    if view.token(verb).upos != Upos::Verb || view.token(verb).deprel != Deprel::Advcl {
        return None;
    }
    let marked = |word: &str| {
        view.children(verb).any(|mark| {
            matches!(view.token(mark).deprel, Deprel::Mark | Deprel::Case)
                && view.word(mark).eq_ignore_ascii_case(word)
        })
    };
    let lemma = view.token(verb).lemma.to_lowercase();
    let believed = matches!(lemma.as_str(), "believe" | "trust") && marked("if") && is_passive(view, verb);
    let heard = lemma == "hear" && marked("to") && view.children(verb).any(|told| tells(view, told));
    // The tree takes "telling" for a verb: "In Kroll's telling".
    let telling = view.word(verb).eq_ignore_ascii_case("telling") && marked("in");
    if !(believed || heard || telling) {
        return None;
    }
    let who = view.children(verb).find(|child| {
        is_subject(view.token(*child).deprel)
            || matches!(view.token(*child).deprel, Deprel::Obj | Deprel::NmodPoss)
    })?;
    let source = syntax::phrase(view, who);
    let clause = view.token(verb).head?;
    let content = syntax::without(view, clause, verb);
    // "If" stands for the whole phrase: what is to be believed is not yet said by the verb.
    let shows =
        |id: TokenId| heard && tells(view, id) || believed && view.word(id).eq_ignore_ascii_case("if");
    let cue = view.children(verb).find(|id| shows(*id)).unwrap_or(verb);
    (nested::is_someone(view, tables, source) && !content.is_empty()).then(|| Draft {
        source: vec![source],
        cue: vec![view.token(cue).span],
        content,
        origin: Origin::Tree,
        confidence: SET,
        certain: true,
    })
}

fn tells(view: View<'_>, verb: TokenId) -> bool {
    matches!(view.token(verb).lemma.to_lowercase().as_str(), "tell" | "say" | "talk")
}

fn is_passive(view: View<'_>, verb: TokenId) -> bool {
    view.children(verb).any(|child| view.token(child).deprel == Deprel::AuxPass)
}

/// "“They held,” so her deputy Kroll, …": who is named between "so" and a comma before a quotation.
pub(super) fn so_named(view: View<'_>, tables: &Tables, before: Span) -> Option<(Span, Span)> {
    let tokens: Vec<TokenId> = view.tokens_in(before).collect();
    let (comma, words) = tokens.split_last()?;
    let so = words.iter().rposition(|id| view.word(*id).eq_ignore_ascii_case("so"))?;
    let name = words.get(so + 1..)?;
    let nominal = |id: &TokenId| {
        matches!(
            view.token(*id).upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Det | Upos::Adj | Upos::Adp
        )
    };
    let source = view.cover(name.iter().copied());
    let fits = view.word(*comma) == ","
        && (1..=MAX_SO).contains(&name.len())
        && name.iter().all(nominal)
        && nested::is_someone(view, tables, source);
    fits.then(|| words.get(so).map(|so| (source, view.token(*so).span))).flatten()
}

/// How many words one named behind "so" can have.
const MAX_SO: usize = 8;
