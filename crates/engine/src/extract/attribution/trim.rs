//! The words for a source without what is not part of them: "the company in a statement", "a recent average is 39 percent".

use rashomon_doc::{Deprel, Span, TokenId, Upos, View};

use super::cue;
use super::draft::Draft;
use super::syntax;
use crate::Tables;
use crate::extract::name::{is_subject, phrase_nouns};
use crate::ontology::NounKind;

/// Cuts the sources of a draft to the phrases of those who speak.
pub(super) fn source(view: View<'_>, tables: &Tables, draft: &mut Draft) {
    let verb = cue::read(view, tables, draft).word;
    for span in &mut draft.source {
        *span = with_name(view, verb, *span).unwrap_or(*span);
        *span = without_clause(view, *span).unwrap_or(*span);
        *span = without_medium(view, tables, *span).unwrap_or(*span);
    }
    draft.source.retain(|span| !span.is_empty());
}

/// "Kroll, the mayor, denied it", of which only "the mayor" was taken: the name before it belongs to the phrase.
fn with_name(view: View<'_>, verb: Option<TokenId>, span: Span) -> Option<Span> {
    let head = view.head_of(span)?;
    let above = view.token(head).head.filter(|_| view.token(head).deprel == Deprel::Appos)?;
    let subject = is_subject(view.token(above).deprel) && view.token(above).head == verb;
    let named = view.token(above).upos == Upos::Propn && view.token(above).span.end <= span.start;
    (subject && named && verb.is_some()).then(|| {
        let phrase = syntax::phrase(view, above);
        Span { start: phrase.start, end: span.end.max(view.token(above).span.end) }
    })
}

/// "a recent average of polls is 39 percent": the subject of a clause that was taken for a phrase.
fn without_clause(view: View<'_>, span: Span) -> Option<Span> {
    let head = view.head_of(span)?;
    let subject = view
        .children(head)
        .find(|child| is_subject(view.token(*child).deprel) && span.contains(view.token(*child).span))?;
    let phrase = syntax::phrase(view, subject);
    // A relative clause has its pronoun for a subject, and a bare participle ("emails leaked by Kroll") belongs to the phrase.
    let pronoun = view.token(subject).upos == Upos::Pron;
    let predicates = view.children(head).any(|child| {
        matches!(view.token(child).deprel, Deprel::Obj | Deprel::Cop | Deprel::Aux | Deprel::AuxPass)
    });
    (span.contains(phrase) && !pronoun && predicates && phrase != span).then_some(phrase)
}

/// "the company in a statement": where and in what it was said is no part of who said it.
fn without_medium(view: View<'_>, tables: &Tables, span: Span) -> Option<Span> {
    let head = view.head_of(span)?;
    // "a document on the site" is told by the document.
    let (own, _) = phrase_nouns(view, tables, head);
    if own.iter().any(|noun| noun.kind == NounKind::Document) {
        return None;
    }
    let medium = view.children(head).find(|child| {
        let case = |words: &[&str]| {
            view.children(*child).any(|case| {
                view.token(case).deprel == Deprel::Case
                    && words.contains(&view.word(case).to_lowercase().as_str())
            })
        };
        let (senses, _) = phrase_nouns(view, tables, *child);
        let article = view.children(*child).any(|det| matches!(view.word(det), "a" | "an"));
        let written = article
            && (senses.first().is_some_and(|noun| noun.kind == NounKind::Document)
                || tables.cues.get(Upos::Noun, &view.token(*child).lemma.to_lowercase()).is_some());
        *child > head
            && matches!(view.token(*child).deprel, Deprel::Nmod | Deprel::Obl)
            && (case(&["in"]) && written || case(&["amid", "during"]))
    })?;
    let begins = view.subtree(medium).first().map(|first| view.token(*first).span.start)?;
    let cut = Span { start: span.start, end: begins }.trimmed(view.text);
    (begins > view.token(head).span.start && begins < span.end && !cut.is_empty()).then_some(cut)
}

/// "accused the bank of hiding it": the bank is whom it is laid to, and what it is said to have done is the content.
pub(super) fn accused(view: View<'_>, tables: &Tables, draft: &mut Draft) {
    let Some(verb) = cue::read(view, tables, draft).word else { return };
    if !view.token(verb).lemma.eq_ignore_ascii_case("accuse") {
        return;
    }
    let Some(object) =
        view.children(verb).find(|child| view.token(*child).deprel == Deprel::Obj && *child > verb)
    else {
        return;
    };
    let of = view.children(verb).filter(|child| *child > object).find_map(|child| {
        view.children(child).find(|case| {
            *case > object
                && matches!(view.token(*case).deprel, Deprel::Case | Deprel::Mark)
                && view.word(*case).eq_ignore_ascii_case("of")
        })
    });
    let Some(of) = of else { return };
    let start = view.token(of).span.end;
    for span in &mut draft.content {
        let begins = span.start >= view.token(verb).span.end && span.start <= view.token(object).span.start;
        if begins && span.end > start {
            *span = Span { start, end: span.end }.trimmed(view.text);
        }
    }
}
