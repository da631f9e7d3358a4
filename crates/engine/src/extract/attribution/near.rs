//! Who is named near a quotation that the reader gave to nobody: beside a cue, by a noun of saying, in the sentence before.

use rashomon_doc::{Deprel, SentenceId, Span, TokenId, Upos, View};

use super::{cue, syntax};
use crate::Tables;
use crate::extract::marks::Quotation;
use crate::extract::name::is_subject;
use crate::ontology::CueClass;

/// "“Never again” was the message of the bishop": the owner of a noun of saying that is said of the quotation.
pub(super) fn said_by_noun(view: View<'_>, tables: &Tables, quotation: &Quotation) -> Option<(Span, Span)> {
    let is = view
        .tokens_in(Span { start: quotation.outer.end, end: view.layer.tokens.last()?.span.end })
        .next()?;
    if !matches!(view.word(is).to_lowercase().as_str(), "was" | "is" | "were" | "are") {
        return None;
    }
    let noun = view.token(is).head.filter(|noun| *noun > is && view.token(*noun).upos == Upos::Noun)?;
    cue::entry(view, tables, noun).filter(|entry| entry.class == CueClass::Speech)?;
    let owner = view.children(noun).find(|child| {
        let of = || view.children(*child).any(|case| view.word(case).eq_ignore_ascii_case("of"));
        match view.token(*child).deprel {
            Deprel::NmodPoss => true,
            Deprel::Nmod => of(),
            _ => false,
        }
    })?;
    Some((syntax::phrase(view, owner), view.token(noun).span))
}

/// "and, so her deputy Kroll, “did not offer coffee”": who is named between "so" and the marks.
pub(super) fn so_named(view: View<'_>, tables: &Tables, quotation: &Quotation) -> Option<(Span, Span)> {
    let sentence = view.sentence(view.sentence_at(quotation.inner().start)?).span;
    let before = Span { start: sentence.start, end: quotation.outer.start };
    (before.start < before.end).then(|| super::frames::so_named(view, tables, before)).flatten()
}

/// Whether all longer words in the marks are capitalised, several behind a noun, or any behind a preposition of place: a book, a
/// film, a programme in or on which something was said.
pub(super) fn is_title(view: View<'_>, quotation: &Quotation) -> bool {
    let named = |id: &TokenId| {
        matches!(view.token(*id).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb | Upos::Pron)
    };
    let words = || view.tokens_in(quotation.inner()).filter(named).map(|id| view.word(id));
    let before = view.text.get(..quotation.outer.start.index()).unwrap_or_default().trim_end();
    let last = Span::new(before.len().saturating_sub(1), before.len());
    let placed =
        view.tokens_in(last).last().is_some_and(|id| {
            matches!(view.token(id).upos, Upos::Adp | Upos::Noun | Upos::Propn | Upos::Part)
        }) || before.ends_with(['’', '\'']);
    let medium = view.tokens_in(last).last().is_some_and(|id| {
        matches!(view.word(id).to_lowercase().as_str(), "on" | "in" | "of" | "for" | "from" | "during")
    });
    let least = if medium { 1 } else { 2 };
    placed && words().count() >= least && words().all(|word| word.starts_with(char::is_uppercase))
}

/// The cue in the sentence of a quotation and its source: the nearest one outside all marks.
pub(super) fn beside(
    view: View<'_>,
    tables: &Tables,
    quotation: &Quotation,
    speech: bool,
) -> Option<(Option<Span>, Span)> {
    let inner = quotation.inner();
    if let Some(tail) = super::tail::behind_quotation(view, tables, quotation) {
        return Some((Some(tail.source), tail.cue));
    }
    let first = view.sentence_at(inner.start)?;
    let last = view.sentence_at(rashomon_doc::Pos(quotation.outer.end.0.saturating_sub(1)))?;
    let mut found: Vec<(usize, TokenId)> = Vec::new();
    // "“We won!” Kroll shouted.": the mark ends a sentence for the program, not for the reader.
    let beyond = behind_cry(view, quotation, last);
    for sentence in first.0..=beyond.unwrap_or(last).0 {
        let cried = sentence > last.0;
        for token in view.tokens_of(SentenceId(sentence)) {
            let here = view.token(token);
            if cried && view.children(token).any(|child| is_told(view.token(child).deprel)) {
                continue;
            }
            if quotation.outer.overlaps(here.span) || !matches!(here.upos, Upos::Verb) {
                continue;
            }
            let Some(entry) = cue::entry(view, tables, token) else { continue };
            let fits = match entry.class {
                CueClass::Speech | CueClass::Fragment => true,
                CueClass::Thought | CueClass::Report | CueClass::Relay => speech,
                CueClass::Source | CueClass::Hedge => false,
            };
            let named = is_title(view, quotation) && entry.class != CueClass::Fragment;
            let how = quotation.outer.end <= here.span.start
                && view.children(token).any(|child| view.word(child).eq_ignore_ascii_case("how"));
            let governed = !cried && governs(view, token, quotation);
            if !fits || !speech && !how && (named || !governed) {
                continue;
            }
            let far = if here.span.end <= quotation.outer.start {
                quotation.outer.start.index() - here.span.end.index()
            } else {
                here.span.start.index().saturating_sub(quotation.outer.end.index())
            };
            found.push((far, token));
        }
    }
    found.sort();
    let (_, verb) = found.into_iter().find(|(_, verb)| syntax::source(view, *verb).is_some())?;
    let source = syntax::source(view, verb).filter(|span| !span.overlaps(quotation.outer));
    Some((Some(source?), cue::span(view, verb)))
}

/// The sentence behind a quotation that ends in "!" or "?", if it stands in the same paragraph.
fn behind_cry(view: View<'_>, quotation: &Quotation, last: SentenceId) -> Option<SentenceId> {
    let next = SentenceId(last.0 + 1);
    let start = view.layer.sentences.get(next.0 as usize)?.span.start;
    let between = view.text.get(quotation.outer.end.index()..start.index())?;
    let cries = view.slice(quotation.inner()).ends_with(['!', '?']);
    (cries && between.trim().is_empty() && !between.contains('\n')).then_some(next)
}

/// Whether a word in that relation to a cue is a content of its own.
fn is_told(deprel: Deprel) -> bool {
    matches!(deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Obj)
}

/// Whether the words in the marks hang on a verb: "called it a "farce"", "said it was "sad"".
pub(super) fn governs(view: View<'_>, verb: TokenId, quotation: &Quotation) -> bool {
    let inside = |id: TokenId| quotation.outer.contains(view.token(id).span);
    view.tokens_in(quotation.inner()).any(|id| {
        let mut above = view.ancestors(id).skip_while(|up| inside(*up));
        let Some(outside) = above.next() else { return false };
        let subject = is_subject(view.token(id).deprel) && outside == verb;
        let direct = outside == verb
            || view.token(outside).head == Some(verb) && !is_subject(view.token(outside).deprel);
        direct && !subject && view.token(id).deprel != Deprel::Punct
    })
}

/// Who stands as the subject of the sentence before, or before the colon: "He shook his head. “We lost.”"
pub(super) fn speaker_before(view: View<'_>, tables: &Tables, quotation: &Quotation) -> Option<Span> {
    let SentenceId(here) = view.sentence_at(quotation.inner().start)?;
    let own = view.tokens_of(SentenceId(here)).next().is_some_and(|first| {
        view.token(first).span.end <= quotation.outer.start
            && !view.word(first).starts_with(['"', '“', '‘', '«', '„'])
    });
    let sentence = if own { here } else { here.checked_sub(1)? };
    let named = |id: &TokenId| {
        let span = view.token(*id).span;
        let entity = view.layer.entities.iter().any(|entity| entity.span.overlaps(span));
        let noun = tables.people.noun(&view.token(*id).lemma.to_lowercase()).iter().any(|noun| noun.person);
        let pronoun = matches!(view.word(*id).to_lowercase().as_str(), "he" | "she" | "they");
        entity || noun || pronoun
    };
    let subjects: Vec<TokenId> = view
        .tokens_of(SentenceId(sentence))
        .filter(|id| is_subject(view.token(*id).deprel) && !quotation.outer.overlaps(view.token(*id).span))
        .filter(named)
        .collect();
    // "While she praised it, Kroll left a door open. “We shall see.”": the main clause's subject first.
    let main =
        |id: &&TokenId| view.token(**id).head.is_some_and(|verb| view.token(verb).deprel == Deprel::Root);
    let subject = subjects.iter().find(main).or_else(|| subjects.first()).copied()?;
    Some(syntax::phrase(view, subject))
}
