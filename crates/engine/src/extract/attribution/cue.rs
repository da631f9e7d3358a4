//! Reading a cue: what it does, how strongly, and whether it is negated.

use rashomon_doc::{Deprel, QuotationKind, Span, SpeechAct, TokenId, Upos, View};

use super::draft::{Draft, Origin};
use crate::Tables;
use crate::ontology::{AddresseeForm, ContentForm, Cue, CueClass};

/// What a draft's cue says.
pub(super) struct Reading {
    /// The word that the cue turns on.
    pub(super) word: Option<TokenId>,
    /// Its row in the table of cues.
    pub(super) entry: Option<Cue>,
    /// Whether the saying is negated, or the cue denies.
    pub(super) negated: bool,
    /// Whether a denial is negated ("did not rule out"): what it tells is left open.
    pub(super) left_open: bool,
}

impl Reading {
    /// The act; words in quotation marks without a cue are said.
    pub(super) fn act(&self, kind: QuotationKind, origin: Origin) -> SpeechAct {
        match self.entry {
            Some(_) if self.left_open => SpeechAct::Say,
            Some(cue) => cue.act,
            None if kind == QuotationKind::Direct || origin == Origin::Tree => SpeechAct::Say,
            None => SpeechAct::Other,
        }
    }

    /// 0 to 3.
    pub(super) fn strength(&self) -> u8 {
        self.entry.map_or(0, |cue| cue.strength)
    }
}

/// Reads the cue of a draft.
pub(super) fn read(view: View<'_>, tables: &Tables, draft: &Draft) -> Reading {
    let tokens: Vec<TokenId> = draft.cue.iter().flat_map(|span| view.tokens_in(*span)).collect();
    let found = tokens.iter().filter_map(|id| Some((*id, entry(view, tables, *id)?)));
    // A verb of saying tells more than a noun or adjective beside it ("made the claim that"), the last verb most.
    let rank = |(id, cue): &(TokenId, Cue)| {
        let verb = view.token(*id).upos == Upos::Verb;
        let speech = !matches!(cue.class, CueClass::Thought | CueClass::Hedge);
        // "wrote to demand", but "declined to comment", "was quoted as saying".
        let first = cue.negative || cue.class == CueClass::Relay;
        (speech, verb, first, if first { u32::MAX - id.0 } else { id.0 })
    };
    let best = found.max_by_key(rank);
    let best = best.map(|(id, cue)| (id, in_court(view, id, cue)));
    let word = best.map(|(id, _)| id).or_else(|| tokens.first().copied());
    let negation = word.is_some_and(|id| is_negated(view, id) || by_nobody(view, id));
    let negative = best.is_some_and(|(_, cue)| cue.negative);
    let contrary = word.is_some_and(|id| contradicted(view, id).is_some());
    let entry = best.map(|(_, cue)| cue).or_else(|| colon(view, draft));
    let left_open = negation && negative && entry.is_some_and(|cue| cue.act == SpeechAct::Deny);
    Reading { word, entry, negated: (negation != negative) != contrary, left_open }
}

/// "Minister: we will not pay": a colon behind a source says as much as "says".
fn colon(view: View<'_>, draft: &Draft) -> Option<Cue> {
    let bare = |spans: &[Span]| !spans.is_empty() && spans.iter().all(|span| view.slice(*span).trim() == ":");
    (bare(&draft.cue) && !draft.source.is_empty()).then_some(Cue {
        act: SpeechAct::Say,
        strength: 0,
        negative: false,
        class: CueClass::Speech,
        addressee: AddresseeForm::None,
        least: ContentForm::Thing,
    })
}

/// "Neither the mayor nor her deputy would say", "No study has shown": a subject that is none.
fn by_nobody(view: View<'_>, verb: TokenId) -> bool {
    let mut subjects =
        view.children(verb).filter(|child| crate::extract::name::is_subject(view.token(*child).deprel));
    subjects.any(|subject| {
        matches!(view.word(subject).to_lowercase().as_str(), "nobody" | "none" | "neither")
            || view.children(subject).any(|child| {
                matches!(view.token(child).deprel, Deprel::Det | Deprel::CcPreconj)
                    && matches!(view.word(child).to_lowercase().as_str(), "no" | "neither")
            })
    })
}

/// "contrary to what the union claims": the "what" that a verb of saying hangs on, where its content is told to be untrue.
pub(super) fn contradicted(view: View<'_>, verb: TokenId) -> Option<TokenId> {
    let token = view.token(verb);
    let what = token.head.filter(|what| {
        matches!(token.deprel, Deprel::AclRelcl | Deprel::Acl | Deprel::Ccomp | Deprel::Advcl)
            && view.word(*what).eq_ignore_ascii_case("what")
    })?;
    let against = view
        .children(what)
        .any(|case| matches!(view.word(case).to_lowercase().as_str(), "contrary" | "contrarily" | "unlike"));
    against.then_some(what)
}

/// "pleaded guilty" confirms a charge and "pleaded not guilty" denies it; neither asks for anything.
fn in_court(view: View<'_>, verb: TokenId, cue: Cue) -> Cue {
    if view.token(verb).lemma.to_lowercase() != "plead" {
        return cue;
    }
    let next = |far: u32| {
        let last = view.sentence_of(verb).and_then(|sentence| view.tokens_of(sentence).next_back());
        last.filter(|last| verb.0 + far <= last.0).map(|_| view.word(TokenId(verb.0 + far)).to_lowercase())
    };
    match (next(1).as_deref(), next(2).as_deref()) {
        (Some("guilty"), _) => Cue { act: SpeechAct::Confirm, strength: 1, ..cue },
        (Some("not"), Some("guilty")) => Cue { act: SpeechAct::Deny, negative: true, strength: 1, ..cue },
        _ => cue,
    }
}

/// The row of a word, or of the phrase that it begins ("point out", "call for").
pub(super) fn entry(view: View<'_>, tables: &Tables, token: TokenId) -> Option<Cue> {
    let lemma = view.token(token).lemma.to_lowercase();
    let pos = match view.token(token).upos {
        Upos::Verb | Upos::Aux => Upos::Verb,
        Upos::Noun | Upos::Propn => Upos::Noun,
        Upos::Adj => Upos::Adj,
        Upos::Adv => Upos::Adv,
        _ => return None,
    };
    if pos == Upos::Verb {
        let particles = view
            .children(token)
            .filter(|child| matches!(view.token(*child).deprel, Deprel::CompoundPrt | Deprel::Advmod));
        let prepositions =
            view.children(token).filter(|child| view.token(*child).deprel == Deprel::Obl).flat_map(|child| {
                view.children(child)
                    .filter(|case| view.token(*case).deprel == Deprel::Case)
                    .collect::<Vec<_>>()
            });
        for second in particles.chain(prepositions) {
            if second.0 <= token.0 || second.0 > token.0 + 2 {
                continue;
            }
            // "it went viral on the net": there "on" belongs to its noun.
            if lemma == "go" && view.token(second).deprel == Deprel::Case {
                continue;
            }
            let phrase = format!("{lemma} {}", view.word(second).to_lowercase());
            if let Some(cue) = tables.cues.get(Upos::Verb, &phrase) {
                return Some(*cue);
            }
        }
        // "A nurse put it higher: …"
        let it =
            |id: TokenId| view.token(id).deprel == Deprel::Obj && view.word(id).eq_ignore_ascii_case("it");
        if matches!(lemma.as_str(), "put" | "have") && view.children(token).any(it) {
            let phrase = tables.cues.get(Upos::Verb, &format!("{lemma} it"));
            return phrase.copied();
        }
        // "according to": the tree often has "according" as a verb.
        if lemma == "accord" && view.word(token).eq_ignore_ascii_case("according") {
            return tables.cues.get(Upos::Adp, "according to").copied();
        }
    }
    // The reader's dictionary forms err on rare words: the table of past forms goes before them, and where they are no cue
    // the regular endings are taken off.
    let word = view.word(token).to_lowercase();
    let irregular = IRREGULAR.iter().find(|(form, _)| *form == word && pos == Upos::Verb);
    let known = tables.cues.get(pos, irregular.map_or(lemma.as_str(), |(_, stem)| *stem)).copied();
    known.or_else(|| {
        let stems = regular_stems(&word);
        stems.iter().filter(|_| pos == Upos::Verb).find_map(|stem| tables.cues.get(pos, stem).copied())
    })
}

/// The row of a verb by its form alone, where the tree may have it for something else.
pub(super) fn by_form(tables: &Tables, word: &str) -> Option<Cue> {
    let irregular = IRREGULAR.iter().find(|(form, _)| *form == word).map(|(_, stem)| (*stem).to_owned());
    let own = std::iter::once(word.to_owned());
    irregular
        .into_iter()
        .chain(own)
        .chain(regular_stems(word))
        .find_map(|stem| tables.cues.get(Upos::Verb, &stem).copied())
}

/// What stands behind the preposition of a cue that is a phrase ("speak of", "call for").
pub(super) fn governed_by_phrase(view: View<'_>, verb: TokenId, entry: Cue) -> Option<TokenId> {
    let phrase = !matches!(entry.addressee, AddresseeForm::At) && entry.class == CueClass::Speech;
    view.children(verb).filter(|_| phrase).find(|child| {
        let preposition = |case: &TokenId| {
            view.token(*case).deprel == Deprel::Case && case.0 > verb.0 && case.0 <= verb.0 + 2
        };
        view.token(*child).deprel == Deprel::Obl
            && view.children(*child).filter(preposition).any(|case| PHRASAL.contains(&view.word(case)))
    })
}

/// Prepositions of cues that are phrases, behind which the content stands.
const PHRASAL: [&str; 3] = ["of", "for", "against"];

/// Past forms that no ending shows.
const IRREGULAR: [(&str, &str); 16] = [
    ("swore", "swear"),
    ("sworn", "swear"),
    ("spoke", "speak"),
    ("spoken", "speak"),
    ("wrote", "write"),
    ("written", "write"),
    ("foresaw", "foresee"),
    ("foretold", "foretell"),
    ("held", "hold"),
    ("sought", "seek"),
    ("besought", "beseech"),
    ("understood", "understand"),
    ("undertook", "undertake"),
    ("withdrew", "withdraw"),
    ("forbade", "forbid"),
    ("wept", "weep"),
];

/// What a regular verb form can be made from ("denied", "urges", "citing").
fn regular_stems(word: &str) -> Vec<String> {
    const ENDINGS: [(&str, &str); 9] = [
        ("ied", "y"),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("s", ""),
        ("es", ""),
        ("ing", ""),
        ("ing", "e"),
        ("told", "tell"),
    ];
    let stems = ENDINGS.iter().filter_map(|(ending, by)| Some(format!("{}{by}", word.strip_suffix(ending)?)));
    // "admitted": the last letter was doubled.
    let single = |stem: &String| stem.chars().rev().take(2).collect::<Vec<_>>();
    stems
        .flat_map(|stem| {
            let last = single(&stem);
            let doubled = last.len() == 2 && last[0] == last[1] && last[0].is_ascii_alphabetic();
            let short = if doubled { stem.get(..stem.len() - 1).map(str::to_owned) } else { None };
            [Some(stem), short].into_iter().flatten()
        })
        .collect()
}

/// Whether a word has a negation of its own.
pub(super) fn is_negated(view: View<'_>, token: TokenId) -> bool {
    view.children(token).any(|child| {
        matches!(view.token(child).deprel, Deprel::Advmod | Deprel::Det | Deprel::CcPreconj)
            && matches!(
                view.word(child).to_lowercase().as_str(),
                "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor"
            )
    })
}

/// The words of a cue: the verb with its auxiliaries and particle.
pub(super) fn span(view: View<'_>, token: TokenId) -> Span {
    let near = view
        .children(token)
        .filter(|child| child.0.abs_diff(token.0) <= 2 && view.token(*child).deprel == Deprel::CompoundPrt);
    view.cover(std::iter::once(token).chain(near))
}
