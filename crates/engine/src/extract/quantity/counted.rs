//! What a figure counts, from the words and the tree behind it.

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

use super::measured;
use crate::Tables;

/// What a figure counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    /// The head noun's unit: `person`, or its lemma.
    pub(super) unit: Option<String>,
    /// The phrase.
    pub(super) span: Option<Span>,
    /// The phrase in lemmas.
    pub(super) lemmas: Option<String>,
}

/// Finds what the figure at `span` counts, or, where it carries its own unit, what it measures.
pub(super) fn counted(view: View<'_>, span: Span, carries_unit: bool, tables: &Tables) -> Counted {
    let Some(number) = view.tokens_in(span).last().and_then(|_| view.head_of(span)) else {
        return Counted::default();
    };
    if let Some(noun) = noun_of(view, number, span) {
        return of_noun(view, noun, span, tables);
    }
    if carries_unit {
        let noun = measured::noun(view, number, span, tables);
        return noun.map_or_else(Counted::default, |noun| whole_noun(view, noun, span));
    }
    if let Some(found) = hyphened(view, span, tables) {
        return found;
    }
    if counts_people(view, number, span, tables) {
        return Counted { unit: Some(PERSON.to_owned()), ..Counted::default() };
    }
    next_noun(view, span, tables).map_or_else(Counted::default, |noun| of_noun(view, noun, span, tables))
}

/// The noun that ends the run of nouns and adjectives behind the figure, where the tree has none: "20 to 30 welders".
fn next_noun(view: View<'_>, span: Span, tables: &Tables) -> Option<TokenId> {
    let first = next_token(view, span)?;
    let last = view.sentence(view.sentence_of(first)?).tokens.end;
    let mut found = None;
    let mut ids = (first.0..last).map(TokenId).peekable();
    // "a hundred or so beekeepers", "two or more nurses", "thousands of tiles".
    while ids
        .peek()
        .is_some_and(|id| matches!(view.word(*id), "or" | "so" | "more" | "of" | "to" | "other" | "such"))
    {
        ids.next();
    }
    for id in ids {
        match view.token(id).upos {
            // "337,000 daily" counts no dailies.
            Upos::Noun if tables.time.classes(&view.word(id).to_lowercase()).is_empty() => found = Some(id),
            Upos::Adj | Upos::Propn if found.is_none() => {}
            Upos::Num if found.is_none() && view.layer.tokens[id.index() - 1].lemma == "to" => {}
            _ => break,
        }
    }
    found
}

/// "50 dead", "50 were killed", "killed 50": people, by the words beside.
fn counts_people(view: View<'_>, number: TokenId, span: Span, tables: &Tables) -> bool {
    let (words, token) = (&tables.quantity, view.token(number));
    let verb = token.head.filter(|head| view.token(*head).upos == Upos::Verb);
    let killed = verb.is_some_and(|verb| {
        words.casualty_verbs.contains(&view.token(verb).lemma.to_lowercase())
            && matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass)
    });
    let next = next_token(view, span).map(|id| view.slice(view.token(id).span).to_lowercase());
    let after_verb =
        |word: &String| matches!(word.as_str(), "were" | "are" | "have" | "had" | "others" | "more");
    // "killed 50 and injured 12".
    let before = view.tokens_in(span).next().and_then(|id| id.0.checked_sub(1)).map(TokenId);
    let hurt = before.is_some_and(|id| words.casualty_verbs.contains(&stem(view.word(id))));
    let dead = match &next {
        Some(word) if after_verb(word) => next_token(view, span)
            .and_then(|id| next_token(view, view.token(id).span))
            .map(|id| view.slice(view.token(id).span).to_lowercase())
            .is_some_and(|second| words.casualties.contains(&second)),
        Some(word) => words.casualties.contains(word),
        None => false,
    };
    killed || hurt || dead
}

/// The base form of a regular past tense.
fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    let base = lower.strip_suffix("ed").unwrap_or(&lower);
    let doubled = base.strip_suffix("pp").map(|rest| format!("{rest}p"));
    doubled.unwrap_or_else(|| {
        if matches!(base, "injur" | "rescu" | "displac" | "evacuat") {
            format!("{base}e")
        } else {
            base.to_owned()
        }
    })
}

fn next_token(view: View<'_>, span: Span) -> Option<TokenId> {
    let at = view.layer.tokens.partition_point(|token| token.span.start < span.end);
    (at < view.layer.tokens.len()).then_some(TokenId(at as u32))
}

/// "a 12-member panel", "a two-state solution": what a hyphen joins to the number.
fn hyphened(view: View<'_>, span: Span, tables: &Tables) -> Option<Counted> {
    let rest = view.text.get(span.end.index()..)?;
    let word = rest.strip_prefix('-')?;
    let len = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let joined = Span::new(span.end.index() + 1, span.end.index() + 1 + len);
    /// What a hyphen joins and is no noun.
    const ADJECTIVES: [&str; 6] = ["strong", "fold", "plus", "odd", "way", "off"];
    let lower = joined.slice(view.text).to_lowercase();
    if len < 3 || ADJECTIVES.contains(&lower.as_str()) {
        return None;
    }
    let unit = unit_of(&lower, false, tables);
    Some(Counted { unit: Some(unit), span: Some(joined), lemmas: Some(lower) })
}

/// A noun that is measured, with its modifiers.
fn whole_noun(view: View<'_>, noun: TokenId, figure: Span) -> Counted {
    let kept: Vec<TokenId> = view
        .subtree(noun)
        .into_iter()
        .filter(|id| {
            !figure.overlaps(view.token(*id).span)
                && keeps(view, noun, *id)
                && before_of(view, noun, *id, figure)
        })
        .filter(|id| view.token(*id).upos != Upos::Det)
        .collect();
    // A name is told whole: "the S&P 500".
    let name = view.layer.entities.iter().find(|entity| entity.span.contains(view.token(noun).span));
    let name = name.filter(|entity| !entity.span.overlaps(figure));
    if let Some(entity) = name {
        let lower = view.slice(entity.span).to_lowercase();
        return Counted { unit: None, span: Some(entity.span), lemmas: Some(lower) };
    }
    let lemmas: Vec<String> = kept.iter().map(|id| view.token(*id).lemma.to_lowercase()).collect();
    Counted { unit: None, span: Some(view.cover(kept)), lemmas: Some(lemmas.join(" ")) }
}

/// Of a noun in front of the figure the words up to it, of one behind it those from the figure on.
fn before_of(view: View<'_>, noun: TokenId, id: TokenId, figure: Span) -> bool {
    let (noun, token) = (view.token(noun), view.token(id));
    // The preposition that the noun itself hangs on says nothing of what is measured.
    if token.deprel == Deprel::Case
        && token.span.end <= noun.span.start
        && token.head.is_some_and(|head| view.token(head).span == noun.span)
    {
        return false;
    }
    // Nor does one that leads to the figure ("a fine of").
    let leads = token.deprel == Deprel::Case
        && token.span.start >= noun.span.end
        && token.span.end <= figure.start
        && view.token(id).head.is_some_and(|head| figure.overlaps(view.token(head).span));
    !leads && (noun.span.start < figure.start) == (token.span.start < figure.start)
}

/// The unit of people.
const PERSON: &str = "person";

/// The noun that a number modifies, or the noun under "of" ("dozens of ships", "40 % of voters").
fn noun_of(view: View<'_>, number: TokenId, span: Span) -> Option<TokenId> {
    let token = view.token(number);
    let modified = token.head.filter(|head| {
        let noun = view.token(*head);
        matches!(
            token.deprel,
            Deprel::Nummod | Deprel::Amod | Deprel::Compound | Deprel::Det | Deprel::Advmod
        ) && matches!(noun.upos, Upos::Noun | Upos::Propn | Upos::Sym)
            && noun.span.start >= span.end
    });
    let of_number = |number: TokenId| {
        view.children(number).find(|id| {
            let child = view.token(*id);
            let has_of = view
                .children(*id)
                .any(|case| view.token(case).deprel == Deprel::Case && view.word(case) == "of");
            child.deprel == Deprel::Nmod && has_of && child.span.start >= span.end
        })
    };
    // "tens of thousands of voters" hangs the voters on the thousands.
    let of = || of_number(number).or_else(|| view.tokens_in(span).find_map(of_number));
    // The head of the phrase can be the noun itself, when the figure is a word inside it ("1,200 dockers").
    modified.or_else(of).filter(|noun| !matches!(view.token(*noun).upos, Upos::Pron | Upos::Det))
}

fn of_noun(view: View<'_>, noun: TokenId, figure: Span, tables: &Tables) -> Counted {
    let own_case = |id: TokenId| {
        let token = view.token(id);
        token.deprel == Deprel::Case && token.head == Some(noun) && id < noun
    };
    let kept: Vec<TokenId> = view
        .subtree(noun)
        .into_iter()
        .filter(|id| view.token(*id).span.start >= figure.end && keeps(view, noun, *id) && !own_case(*id))
        .collect();
    let span = view.cover(kept.iter().copied());
    let content = kept.iter().filter(|id| !matches!(view.token(**id).upos, Upos::Det | Upos::Punct));
    let lemmas: Vec<String> = content.map(|id| view.token(*id).lemma.to_lowercase()).collect();
    let head = singular(view, noun);
    let name = view.token(noun).upos == Upos::Propn;
    // "Gazans", "Texans": names of peoples that no table holds.
    let people = view.word(noun).ends_with("ans");
    let demonym = name && (people || !tables.world.country(view.word(noun)).is_empty());
    Counted { unit: Some(unit_of(&head, demonym, tables)), span: Some(span), lemmas: Some(lemmas.join(" ")) }
}

/// The lemma; of a plural that the lemmatizer left as it is, the singular.
fn singular(view: View<'_>, noun: TokenId) -> String {
    let lemma = view.token(noun).lemma.to_lowercase();
    let left = view.token(noun).upos == Upos::Noun && lemma == view.word(noun).to_lowercase();
    let plural =
        lemma.strip_suffix('s').filter(|stem| left && stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']));
    match plural {
        Some(stem) => stem.strip_suffix("ie").map_or_else(|| stem.to_owned(), |stem| format!("{stem}y")),
        None => lemma,
    }
}

/// `person` for nouns of people, else the noun itself.
fn unit_of(lemma: &str, demonym: bool, tables: &Tables) -> String {
    let body = tables.quantity.groups.contains(lemma);
    let role =
        !body && tables.world.role(lemma).is_some_and(|role| role.kind != crate::ontology::RoleKind::Body);
    let people = tables.quantity.people.contains(lemma) || role || demonym;
    if people { PERSON.to_owned() } else { lemma.to_owned() }
}

/// Whether a word below the noun says what is counted: modifiers, and prepositional phrases behind it, but no clauses.
fn keeps(view: View<'_>, noun: TokenId, id: TokenId) -> bool {
    // "14 passengers, including 3 foreigners": the part is told apart.
    let part = |up: TokenId| {
        let mut cases = view.children(up).filter(|child| view.token(*child).deprel == Deprel::Case);
        cases.any(|case| {
            matches!(view.word(case), "including" | "among" | "excluding" | "except" | "plus" | "besides")
        })
    };
    let path = std::iter::once(id).chain(view.ancestors(id)).take_while(|up| *up != noun);
    path.into_iter().all(|up| {
        !part(up)
            && !matches!(
                view.token(up).deprel,
                Deprel::AclRelcl
                    | Deprel::Acl
                    | Deprel::Conj
                    | Deprel::Cc
                    | Deprel::Punct
                    | Deprel::Appos
                    | Deprel::Advcl
                    | Deprel::Parataxis
                    | Deprel::Nummod
            )
    })
}
