//! What a figure with a unit of its own measures: "sales rose 5 %", "a fine of $3m", "a 35-mile drive".

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

use crate::Tables;
use crate::ontology::time::Class;

/// The noun that the figure at `number` measures.
pub(super) fn noun(view: View<'_>, number: TokenId, figure: Span, tables: &Tables) -> Option<TokenId> {
    let top = top(view, number, figure);
    let head = view.token(top).head?;
    let token = view.token(head);
    match view.token(top).deprel {
        // "a 35-mile drive", "$3m fine".
        Deprel::Nummod | Deprel::Compound | Deprel::Amod | Deprel::NmodPoss | Deprel::Det
            if is_noun(view, head) =>
        {
            Some(head)
        }
        // "a fine of $3m", "an increase of 5 %", "sales of up to 4,000 dollars"; "$3 a barrel" measures on.
        Deprel::Nmod | Deprel::Appos | Deprel::NmodUnmarked if is_noun(view, head) => Some(head),
        Deprel::Obj
        | Deprel::Obl
        | Deprel::OblUnmarked
        | Deprel::Xcomp
        | Deprel::Ccomp
        | Deprel::Advmod
        | Deprel::Dep => {
            let verb = std::iter::once(head).chain(view.ancestors(head));
            // "was up 5 %", "closed 3 % lower": the clause's verb is above the word that the figure hangs on.
            verb.take(2).find_map(|verb| subject(view, verb, tables))
        }
        // "The fine was $3m", "shares were up 5 %".
        Deprel::Root | Deprel::Conj | Deprel::Parataxis | Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl => {
            subject_of(view, top)
        }
        _ if token.upos == Upos::Verb => subject(view, head, tables),
        _ => None,
    }
    .filter(|noun| !is_time(view, *noun, tables))
}

/// "last year" measures nothing.
fn is_time(view: View<'_>, noun: TokenId, tables: &Tables) -> bool {
    let lemma = view.token(noun).lemma.to_lowercase();
    tables
        .time
        .classes(&lemma)
        .iter()
        .any(|class| matches!(class, Class::Unit(_) | Class::Month(_) | Class::Weekday(_)))
}

/// The highest word that belongs to the figure: the number, or the unit word that it modifies.
fn top(view: View<'_>, number: TokenId, figure: Span) -> TokenId {
    let up = view.ancestors(number).take_while(|id| figure.overlaps(view.token(*id).span));
    up.last().unwrap_or(number)
}

fn is_noun(view: View<'_>, id: TokenId) -> bool {
    matches!(view.token(id).upos, Upos::Noun | Upos::Propn)
}

/// The subject of a verb that measures.
fn subject(view: View<'_>, verb: TokenId, tables: &Tables) -> Option<TokenId> {
    let token = view.token(verb);
    let measures = tables.quantity.measuring.contains(&token.lemma.to_lowercase());
    let predicate = matches!(token.upos, Upos::Adj | Upos::Adv | Upos::Adp | Upos::Noun);
    let found = subject_of(view, verb).filter(|_| measures || predicate);
    // "a bridge that cost $2m", "a fine totalling $3m": the noun that the clause belongs to.
    let owner = || {
        let clause = matches!(token.deprel, Deprel::Acl | Deprel::AclRelcl);
        token.head.filter(|head| clause && (measures || predicate) && is_noun(view, *head))
    };
    found.or_else(owner)
}

/// The noun in front of a predicate; a clause joined to another shares its subject.
fn subject_of(view: View<'_>, predicate: TokenId) -> Option<TokenId> {
    let own = |id: TokenId| {
        view.children(id).find(|child| matches!(view.token(*child).deprel, Deprel::Nsubj | Deprel::NsubjPass))
    };
    let shared = || {
        let token = view.token(predicate);
        let joined = matches!(token.deprel, Deprel::Conj | Deprel::Advcl | Deprel::Xcomp | Deprel::Parataxis);
        token.head.filter(|_| joined).and_then(own)
    };
    own(predicate).or_else(shared).filter(|id| is_noun(view, *id))
}
