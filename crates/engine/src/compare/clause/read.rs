//! What the tree tells of one clause.

use rashomon_doc::{Deprel, Span, Status, TokenId, Upos, View};

use crate::Tables;
use crate::ontology::frames::Scope;

/// How far up governing words are asked.
const REACH: usize = 2;

/// Whether a token is the head of a clause: a verb that is no auxiliary, or a noun or adjective with a copula.
pub(super) fn is_head(view: View<'_>, id: TokenId) -> bool {
    let token = view.token(id);
    match token.upos {
        Upos::Verb => !matches!(
            token.deprel,
            Deprel::Aux | Deprel::AuxPass | Deprel::Case | Deprel::Mark | Deprel::Amod
        ),
        Upos::Noun | Upos::Adj | Upos::Adv | Upos::Pron => {
            view.children(id).any(|child| view.token(child).deprel == Deprel::Cop)
        }
        Upos::Propn => view.children(id).any(|child| view.token(child).deprel == Deprel::Cop),
        _ => false,
    }
}

/// The word that stands for the meaning of a noun: by its form ("talks"), else by its lemma.
pub(super) fn noun(view: View<'_>, id: TokenId, tables: &Tables) -> String {
    let (form, lemma) = (view.word(id).to_lowercase(), view.token(id).lemma.to_lowercase());
    let by_form = tables.senses.meaning(&form);
    if by_form == form { tables.senses.meaning(&lemma).to_owned() } else { by_form.to_owned() }
}

/// Whether some word of a clause denies or negates.
pub(super) fn denies(view: View<'_>, span: Span, tables: &Tables) -> bool {
    view.tokens_in(span).any(|id| {
        let word = view.word(id).to_lowercase();
        matches!(word.as_str(), "n't" | "n’t" | "zero" | "none" | "nobody" | "nothing" | "little" | "lack")
            || tables.compare.claims.negations.contains(&word)
            || tables.senses.act(&view.token(id).lemma.to_lowercase()) == Some("deny")
    })
}

/// "denied having met", "refused to pay": the verb above it says that it was not, or will not be, done.
pub(super) fn is_refused(view: View<'_>, head: TokenId, tables: &Tables) -> bool {
    let token = view.token(head);
    let Some(above) =
        token.head.filter(|_| matches!(token.deprel, Deprel::Xcomp | Deprel::Ccomp | Deprel::Acl))
    else {
        return false;
    };
    // "No plans to close the plant", "no decision to sell".
    if token.deprel == Deprel::Acl && view.token(above).upos == Upos::Noun {
        return is_infinitive(view, head) && has_no(view, above);
    }
    let lemma = view.token(above).lemma.to_lowercase();
    let denies = matches!(tables.senses.act(&lemma), Some("deny"));
    (denies || lemma == "refuse" || lemma == "decline") && !is_negated(view, above)
}

/// Whether a clause only says more of something else in some words: what is denied there is not what it tells.
pub(super) fn hangs_on(view: View<'_>, head: TokenId, within: Span) -> bool {
    let token = view.token(head);
    matches!(token.deprel, Deprel::Advcl | Deprel::AdvclRelcl | Deprel::Acl | Deprel::AclRelcl)
        && token.head.is_some_and(|above| within.contains(view.token(above).span))
}

/// "Demanded that the bureau investigate": what is asked for stands in the bare form.
pub(super) fn is_asked(view: View<'_>, head: TokenId, tables: &Tables) -> bool {
    let token = view.token(head);
    let bare = view.word(head).eq_ignore_ascii_case(&token.lemma);
    let Some(above) = token.head.filter(|_| bare && token.deprel == Deprel::Ccomp) else { return false };
    let lemma = view.token(above).lemma.to_lowercase();
    matches!(tables.frames.standing(Scope::Verb, &lemma), Some(Status::Demanded | Status::Planned))
        || tables.senses.act(&lemma) == Some("ask")
}

/// Whether a verb has an object.
pub(super) fn has_object(view: View<'_>, head: TokenId) -> bool {
    view.children(head).any(|id| matches!(view.token(id).deprel, Deprel::Obj | Deprel::NsubjPass))
}

/// "Called the president", "called nobody": a call to someone, and no name given to something.
pub(super) fn rings_up(view: View<'_>, head: TokenId) -> bool {
    let mut objects = view.children(head).filter(|id| view.token(*id).deprel == Deprel::Obj);
    let complement = view.children(head).any(|id| {
        matches!(view.token(id).deprel, Deprel::Xcomp | Deprel::Ccomp | Deprel::Iobj | Deprel::CompoundPrt)
    });
    let object = objects.next().filter(|_| objects.next().is_none() && !complement);
    object.is_some_and(|id| {
        view.token(id).upos == Upos::Propn || is_nobody(&view.word(id).to_lowercase()) || is_no_one(view, id)
    })
}

/// "came back positive", "proved fatal": what someone or something is found to be.
pub(super) fn quality(view: View<'_>, head: TokenId) -> Option<String> {
    let lemma = view.token(head).lemma.to_lowercase();
    if !FOUND.contains(&lemma.as_str()) {
        return None;
    }
    let told = view.children(head).find(|id| {
        view.token(*id).upos == Upos::Adj && matches!(view.token(*id).deprel, Deprel::Xcomp | Deprel::Advmod)
    });
    told.map(|id| view.word(id).to_lowercase())
}

/// Verbs by which something is found to be of some quality.
const FOUND: [&str; 5] = ["come", "test", "prove", "turn", "remain"];

/// "took place", "happened", "went ahead".
pub(super) fn takes_place(view: View<'_>, head: TokenId, lemma: &str) -> bool {
    let object = view.children(head).find(|id| view.token(*id).deprel == Deprel::Obj);
    match lemma {
        "take" => object.is_some_and(|id| view.word(id).eq_ignore_ascii_case("place")),
        "happen" | "occur" | "materialise" | "materialize" | "proceed" => true,
        "go" => view.children(head).any(|id| view.word(id).eq_ignore_ascii_case("ahead")),
        _ => false,
    }
}

/// What a verb of denial says there was none of ("denied the use of gas").
pub(super) fn denied_nouns(view: View<'_>, head: TokenId) -> Vec<TokenId> {
    let object = view.children(head).find(|id| view.token(*id).deprel == Deprel::Obj);
    let being = object.filter(|id| {
        matches!(
            view.token(*id).lemma.to_lowercase().as_str(),
            "use" | "existence" | "presence" | "possession" | "firing" | "employment"
        )
    });
    let of = being.into_iter().flat_map(|id| view.children(id));
    of.filter(|id| view.token(*id).deprel == Deprel::Nmod && view.token(*id).upos == Upos::Noun).collect()
}

/// Nouns of any kind there may be that a clause has as subject or object ("any offer was received").
pub(super) fn any_nouns(view: View<'_>, head: TokenId) -> impl Iterator<Item = TokenId> {
    view.children(head).filter(move |id| {
        matches!(view.token(*id).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj)
            && view.token(*id).upos == Upos::Noun
            && view.children(*id).any(|det| view.word(det).eq_ignore_ascii_case("any"))
    })
}

/// Words that bound what a clause denies.
pub(super) fn is_bounded(view: View<'_>, span: Span) -> bool {
    view.tokens_in(span).any(|id| {
        matches!(
            view.word(id).to_lowercase().as_str(),
            "outside"
                | "beyond"
                | "except"
                | "apart"
                | "further"
                | "new"
                | "additional"
                | "more"
                | "other"
                | "only"
                | "just"
                | "alone"
                | "unless"
                | "without"
                | "simply"
                | "merely"
                | "enough"
                | "always"
                | "necessarily"
        )
    })
}

/// Whether it is negated by a word of its own: "not", "never", "no one", "neither".
pub(super) fn is_negated(view: View<'_>, head: TokenId) -> bool {
    view.children(head).any(|id| {
        let (word, relation) = (view.word(id).to_lowercase(), view.token(id).deprel);
        let own = matches!(relation, Deprel::Advmod | Deprel::Det | Deprel::CcPreconj | Deprel::Cc)
            && matches!(word.as_str(), "not" | "n't" | "never" | "no" | "neither" | "nor" | "n’t");
        let nobody = matches!(relation, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj)
            && (is_nobody(&word) || is_no_one(view, id) || (relation != Deprel::Obj && has_no(view, id)));
        own || nobody
    })
}

fn is_nobody(word: &str) -> bool {
    matches!(word, "nobody" | "none" | "nothing" | "neither" | "nor")
}

/// "no one", whose words are two tokens.
fn is_no_one(view: View<'_>, id: TokenId) -> bool {
    view.word(id).eq_ignore_ascii_case("one") && has_no(view, id)
}

fn has_no(view: View<'_>, id: TokenId) -> bool {
    view.children(id).any(|child| {
        matches!(view.token(child).deprel, Deprel::Det | Deprel::Advmod)
            && matches!(view.word(child).to_lowercase().as_str(), "no" | "neither" | "zero")
    })
}

/// Nouns that the clause says there are none of: "there was no barrier", "used no gas", "not one single drone".
pub(super) fn none_of(view: View<'_>, head: TokenId, tables: &Tables) -> Vec<TokenId> {
    // "Has not lifted any ban" tells of bans; "does not have any" that there are none.
    let has = tables.senses.having.contains(&view.token(head).lemma.to_lowercase());
    let negated = view.children(head).any(|id| {
        view.token(id).deprel == Deprel::Advmod
            && matches!(view.word(id).to_lowercase().as_str(), "not" | "n't" | "never" | "n’t")
    });
    let any = |id: TokenId| {
        view.children(id).any(|child| matches!(view.word(child).to_lowercase().as_str(), "any" | "single"))
    };
    let counts = |id: &TokenId| {
        matches!(
            view.token(*id).deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::Appos
        ) && view.token(*id).upos == Upos::Noun
            && (has_no(view, *id)
                || negated
                    && any(*id)
                    && (matches!(view.token(*id).deprel, Deprel::Nsubj | Deprel::NsubjPass)
                        || view.token(*id).deprel == Deprel::Obj && has))
            // "No verdict from which …" is of a kind only.
            && !view.children(*id).any(|child| matches!(view.token(child).deprel, Deprel::AclRelcl | Deprel::Acl))
    };
    let own = (view.token(head).upos == Upos::Noun && has_no(view, head)).then_some(head);
    view.children(head).filter(counts).chain(own).collect()
}

/// What its auxiliaries, adverbs and marks, and the verbs that govern it, say of its standing.
pub(super) fn standing(view: View<'_>, head: TokenId, tables: &Tables) -> Option<Status> {
    let of = |scope: Scope, word: &str| tables.frames.standing(scope, word);
    let own = view.children(head).find_map(|id| {
        let word = view.word(id).to_lowercase();
        match view.token(id).deprel {
            Deprel::Aux if word == "would" => Some(Status::Planned),
            // "Should", "must": what ought to be may never come.
            Deprel::Aux => of(Scope::Auxiliary, &word).map(|status| match status {
                Status::Demanded => Status::Hypothetical,
                other => other,
            }),
            // "Called off the evening before": behind its verb such a word is an adverb.
            Deprel::Mark | Deprel::Advmod
                if matches!(word.as_str(), "until" | "before" | "once" | "after" | "when" | "while")
                    && (view.token(id).deprel == Deprel::Mark || id < head) =>
            {
                Some(Status::Hypothetical)
            }
            Deprel::Advmod => of(Scope::Adverb, &word).filter(|status| *status != Status::Denied),
            Deprel::Advcl if is_condition(view, id) => Some(Status::Hypothetical),
            Deprel::Mark => of(Scope::Mark, &word),
            _ => None,
        }
    });
    own.or_else(|| governed(view, head, tables))
}

/// "if they say yes", "unless it pays".
fn is_condition(view: View<'_>, id: TokenId) -> bool {
    view.children(id).any(|mark| {
        view.token(mark).deprel == Deprel::Mark
            && matches!(view.word(mark).to_lowercase().as_str(), "if" | "unless" | "provided")
    })
}

/// "plans to meet", "is expected to leave", "refused to pay".
fn governed(view: View<'_>, head: TokenId, tables: &Tables) -> Option<Status> {
    let mut below = head;
    for above in view.ancestors(head).take(REACH) {
        let finite = view
            .children(below)
            .any(|id| matches!(view.token(id).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl));
        match view.token(below).deprel {
            Deprel::Xcomp | Deprel::Acl => {}
            Deprel::Ccomp if !finite => {}
            Deprel::Conj => {
                below = above;
                continue;
            }
            Deprel::Advcl if is_infinitive(view, below) => return Some(Status::Planned),
            _ => return None,
        }
        let lemma = view.token(above).lemma.to_lowercase();
        let found = tables.frames.standing(Scope::Verb, &lemma);
        if found.is_some() && is_infinitive(view, below) {
            return found.filter(|status| *status != Status::Ongoing);
        }
        below = above;
    }
    // "is to appear": an infinitive with nothing above it but "be".
    (is_infinitive(view, head) && view.children(head).any(|id| view.token(id).deprel == Deprel::Aux))
        .then_some(Status::Planned)
}

fn is_infinitive(view: View<'_>, id: TokenId) -> bool {
    view.children(id)
        .any(|child| view.token(child).deprel == Deprel::Mark && view.word(child).eq_ignore_ascii_case("to"))
}

/// Whether a clause asserts nothing, though no word says how it stands: an infinitive under a verb that does not say that it
/// was done ("a chance to appeal"), a bare verb ("reopen the school"), or what holds of anything there may be ("any deal").
pub(super) fn is_unasserted(view: View<'_>, head: TokenId) -> bool {
    let token = view.token(head);
    // "To sign it and reopen the school": a second verb stands as the first does.
    let own_subject = |id: &TokenId| {
        matches!(view.token(*id).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Aux | Deprel::AuxPass)
    };
    if token.deprel == Deprel::Conj
        && token.upos == Upos::Verb
        && !view.children(head).any(|id| own_subject(&id))
    {
        let bare = view.word(head).to_lowercase() == token.lemma.to_lowercase();
        let first = view.ancestors(head).find(|id| view.token(*id).deprel != Deprel::Conj);
        return bare
            && first.is_some_and(|first| view.token(first).upos == Upos::Verb && is_unasserted(view, first));
    }
    let has = |relations: &[Deprel]| view.children(head).any(|id| relations.contains(&view.token(id).deprel));
    let does =
        token.head.is_some_and(|above| DONE.contains(&view.token(above).lemma.to_lowercase().as_str()));
    let infinitive = is_infinitive(view, head) && !does;
    let bare = token.upos == Upos::Verb
        && token.deprel != Deprel::Conj
        && view.word(head).to_lowercase() == token.lemma.to_lowercase()
        && !has(&[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux, Deprel::AuxPass, Deprel::Expl])
        && !does;
    infinitive || bare || any_nouns(view, head).next().is_some()
}

/// "Have until Thursday to appeal", "has to leave".
pub(super) fn is_due(view: View<'_>, head: TokenId) -> bool {
    let above = view.token(head).head.map(|above| view.token(above).lemma.to_lowercase());
    is_infinitive(view, head) && above.as_deref() == Some("have")
}

/// Verbs whose infinitive was done ("began to leave", "managed to escape").
const DONE: [&str; 14] = [
    "begin", "start", "continue", "manage", "proceed", "help", "come", "go", "happen", "cease", "make",
    "let", "see", "dare",
];

/// Whether it is told in the simple past or the past perfect.
pub(super) fn is_past(view: View<'_>, head: TokenId) -> bool {
    let aux: Vec<String> = view
        .children(head)
        .filter(|id| matches!(view.token(*id).deprel, Deprel::Aux | Deprel::AuxPass | Deprel::Cop))
        .map(|id| view.word(id).to_lowercase())
        .collect();
    if aux.is_empty() {
        let word = view.word(head).to_lowercase();
        if matches!(word.as_str(), "was" | "were" | "had" | "did") {
            return true;
        }
        return view.token(head).upos == Upos::Verb
            && word != view.token(head).lemma
            && !word.ends_with('s')
            && !word.ends_with("ing");
    }
    aux.iter().any(|word| matches!(word.as_str(), "did" | "was" | "were" | "had"))
}

/// "it was the miners who left".
pub(super) fn picks(view: View<'_>, head: TokenId) -> bool {
    cleft(view, head).is_some()
}

/// The one whom a cleft sentence picks: "it was the miners that had left".
fn cleft(view: View<'_>, head: TokenId) -> Option<TokenId> {
    let token = view.token(head);
    if !matches!(
        token.deprel,
        Deprel::AclRelcl | Deprel::Acl | Deprel::Advcl | Deprel::AdvclRelcl | Deprel::Ccomp | Deprel::Csubj
    ) {
        return None;
    }
    let picked = token.head?;
    let it = view.children(picked).any(|id| {
        matches!(view.token(id).deprel, Deprel::Nsubj | Deprel::Expl | Deprel::NsubjOuter)
            && view.word(id).eq_ignore_ascii_case("it")
    });
    let is = view.children(picked).any(|id| view.token(id).deprel == Deprel::Cop);
    (it && is).then_some(picked)
}

/// Who does it, and to whom or what it is done.
pub(super) fn parties(view: View<'_>, head: TokenId) -> (Vec<TokenId>, Vec<TokenId>) {
    let child = |relations: &[Deprel]| -> Vec<TokenId> {
        view.children(head).filter(|id| relations.contains(&view.token(*id).deprel)).collect()
    };
    let passive = child(&[Deprel::NsubjPass]);
    let mut patients = child(&[Deprel::Obj, Deprel::Iobj]);
    patients.extend(&passive);
    let mut actors = child(&[Deprel::OblAgent]);
    actors.extend(view.children(head).filter(|id| {
        view.token(*id).deprel == Deprel::Obl
            && !passive.is_empty()
            && view.children(*id).any(|case| view.word(case).eq_ignore_ascii_case("by"))
    }));
    let is_relative =
        |id: &TokenId| matches!(view.word(*id).to_lowercase().as_str(), "who" | "that" | "which" | "whom");
    let subjects = child(&[Deprel::Nsubj]);
    let own: Vec<TokenId> = subjects.iter().copied().filter(|id| !is_relative(id)).collect();
    if let Some(picked) = cleft(view, head) {
        actors.push(picked);
    } else if own.is_empty() && passive.iter().all(is_relative) {
        // The noun that a relative clause hangs on, or the subject that a bare infinitive or second verb shares.
        let shared = shared_subject(view, head);
        let undergoes = !passive.is_empty()
            || (view.token(head).deprel == Deprel::Acl && view.word(head).to_lowercase().ends_with('d'));
        if undergoes { patients.extend(shared) } else { actors.extend(shared) }
    }
    actors.extend(own);
    // "the talks failed": who undergoes is the subject.
    if patients.is_empty() {
        patients.clone_from(&actors);
    }
    patients.retain(|id| !is_relative(id));
    (actors, patients)
}

fn shared_subject(view: View<'_>, head: TokenId) -> Option<TokenId> {
    let token = view.token(head);
    let above = token.head?;
    match token.deprel {
        Deprel::AclRelcl | Deprel::Acl => Some(above),
        Deprel::Xcomp | Deprel::Conj | Deprel::Advcl | Deprel::Parataxis => {
            let subject = view
                .children(above)
                .find(|id| matches!(view.token(*id).deprel, Deprel::Nsubj | Deprel::NsubjPass));
            // "asked the firm to pay": the object does it.
            let object = view.children(above).find(|id| view.token(*id).deprel == Deprel::Obj);
            if token.deprel == Deprel::Xcomp { object.or(subject) } else { subject }
        }
        _ => None,
    }
}

/// The tokens of a noun phrase without the clauses that hang on it.
pub(super) fn phrase(view: View<'_>, head: TokenId) -> Vec<TokenId> {
    let range = view.sentence_of(head).map_or(0..0, |id| view.sentence(id).tokens.clone());
    let inside = |id: &TokenId| {
        let mut at = *id;
        loop {
            if at == head {
                return true;
            }
            let token = view.token(at);
            let leaves = matches!(
                token.deprel,
                Deprel::AclRelcl
                    | Deprel::Acl
                    | Deprel::Appos
                    | Deprel::Conj
                    | Deprel::Cc
                    | Deprel::Parataxis
                    | Deprel::Punct
                    | Deprel::Cop
                    | Deprel::Nsubj
                    | Deprel::Expl
                    | Deprel::Case
            );
            // "Tug crews and harbour pilots": both are meant.
            let joined = token.deprel == Deprel::Conj && matches!(token.upos, Upos::Noun | Upos::Propn);
            match token.head {
                Some(above) if !leaves || joined => at = above,
                _ => return false,
            }
        }
    };
    range.map(TokenId).filter(inside).collect()
}

/// The words of a clause: all that depends on its head, without clauses beside it and what its verb reports.
pub(super) fn words(view: View<'_>, head: TokenId) -> Span {
    let range = view.sentence_of(head).map_or(0..0, |id| view.sentence(id).tokens.clone());
    let inside = |id: &TokenId| {
        let mut at = *id;
        for _ in 0..view.layer.tokens.len() {
            if at == head {
                return true;
            }
            let token = view.token(at);
            let Some(above) = token.head else { return false };
            let beside = above == head
                && match token.deprel {
                    Deprel::Parataxis | Deprel::Ccomp | Deprel::Csubj | Deprel::List => true,
                    Deprel::Conj => view.token(at).upos == Upos::Verb,
                    Deprel::Advcl => true,
                    _ => false,
                };
            if beside {
                return false;
            }
            at = above;
        }
        false
    };
    // "That", "and" and the like lead to a clause and are no part of what it tells.
    let leads = |id: &TokenId| {
        let token = view.token(*id);
        token.head == Some(head)
            && (matches!(token.deprel, Deprel::Cc | Deprel::Punct)
                || token.deprel == Deprel::Mark && view.word(*id).eq_ignore_ascii_case("that"))
    };
    let tokens: Vec<TokenId> = range.map(TokenId).filter(inside).filter(|id| !leads(id)).collect();
    // What lies between the outermost words belongs to the clause only as far as it is its own; the head's side is kept.
    let cover = view.cover(tokens.iter().copied());
    cover.trimmed(view.text)
}

/// Nouns that the clause brings up as there being some: with an indefinite article or none, as its subject, object or head.
pub(super) fn new_nouns(view: View<'_>, head: TokenId) -> Vec<TokenId> {
    let is_new = |id: TokenId| {
        let token = view.token(id);
        let definite = view.children(id).any(|child| {
            let relation = view.token(child).deprel;
            let word = view.word(child).to_lowercase();
            relation == Deprel::NmodPoss
                || relation == Deprel::Det
                    && !matches!(word.as_str(), "a" | "an" | "some" | "several" | "many" | "another" | "few")
        });
        token.upos == Upos::Noun && !definite && !has_no(view, id)
    };
    let part = |id: &TokenId| {
        matches!(view.token(*id).deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl)
    };
    let own = (view.token(head).upos == Upos::Noun).then_some(head);
    view.children(head).filter(part).chain(own).filter(|id| is_new(*id)).collect()
}

/// Whether the verb is "drop", and its object, or what hangs on it unmarked, is counted.
pub(super) fn drops_measure(view: View<'_>, head: TokenId) -> bool {
    let is_drop = view.token(head).lemma.eq_ignore_ascii_case("drop");
    let is_measure = |id: TokenId| {
        matches!(view.token(id).deprel, Deprel::Obj | Deprel::OblUnmarked | Deprel::Obl | Deprel::Advmod)
            && (view.token(id).upos == Upos::Num
                || view.children(id).any(|child| view.token(child).deprel == Deprel::Nummod))
            && !view.children(id).any(|child| view.token(child).deprel == Deprel::Case)
    };
    is_drop && view.children(head).any(is_measure)
}
