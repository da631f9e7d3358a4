//! What a figure counts, from the words and the tree behind it.

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

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

/// Finds what the figure at `span` counts.
pub(super) fn counted(view: View<'_>, span: Span, tables: &Tables) -> Counted {
    let Some(number) = view.tokens_in(span).last().and_then(|_| view.head_of(span)) else {
        return Counted::default();
    };
    let token = view.token(number);
    if let Some(noun) = noun_of(view, number, span) {
        return of_noun(view, noun, span, tables);
    }
    // "50 dead", "50 were killed", "killed 50": people, by the words beside.
    let words = &tables.quantity;
    let verb = token.head.filter(|head| view.token(*head).upos == Upos::Verb);
    let killed = verb.is_some_and(|verb| {
        words.casualty_verbs.contains(&view.token(verb).lemma.to_lowercase())
            && matches!(token.deprel, Deprel::Obj | Deprel::NsubjPass)
    });
    let next = view.layer.tokens.iter().find(|other| other.span.start >= span.end);
    let dead = next.is_some_and(|next| words.casualties.contains(&view.slice(next.span).to_lowercase()));
    if killed || dead {
        return Counted { unit: Some(PERSON.to_owned()), ..Counted::default() };
    }
    Counted::default()
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
    let of = || {
        view.children(number).find(|id| {
            let child = view.token(*id);
            let has_of = view
                .children(*id)
                .any(|case| view.token(case).deprel == Deprel::Case && view.word(case) == "of");
            child.deprel == Deprel::Nmod && has_of && child.span.start >= span.end
        })
    };
    // The head of the phrase can be the noun itself, when the figure is a word inside it ("1,200 dockers").
    modified.or_else(of)
}

fn of_noun(view: View<'_>, noun: TokenId, figure: Span, tables: &Tables) -> Counted {
    let kept: Vec<TokenId> = view
        .subtree(noun)
        .into_iter()
        .filter(|id| view.token(*id).span.start >= figure.end && keeps(view, noun, *id))
        .collect();
    let span = view.cover(kept.iter().copied());
    let content = kept.iter().filter(|id| !matches!(view.token(**id).upos, Upos::Det | Upos::Punct));
    let lemmas: Vec<String> = content.map(|id| view.token(*id).lemma.to_lowercase()).collect();
    let head = view.token(noun).lemma.to_lowercase();
    let demonym = view.token(noun).upos == Upos::Propn && !tables.world.country(view.word(noun)).is_empty();
    let role = tables.world.role(&head).is_some_and(|role| role.kind != crate::ontology::RoleKind::Body);
    let people = tables.quantity.people.contains(&head) || role || demonym;
    let unit = if people { PERSON.to_owned() } else { head };
    Counted { unit: Some(unit), span: Some(span), lemmas: Some(lemmas.join(" ")) }
}

/// Whether a word below the noun says what is counted: modifiers, and prepositional phrases behind it, but no clauses.
fn keeps(view: View<'_>, noun: TokenId, id: TokenId) -> bool {
    let path = std::iter::once(id).chain(view.ancestors(id)).take_while(|up| *up != noun);
    path.into_iter().all(|up| {
        !matches!(
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
