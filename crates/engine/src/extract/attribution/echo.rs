//! What is said of the sentence before: "So does the union leader.", "This was announced by the minister."

use rashomon_doc::{Deprel, SentenceId, Span, Upos, View};

use super::cue;
use super::draft::{Draft, Origin};
use super::{impersonal, nested, syntax};
use crate::Tables;
use crate::extract::name::is_subject;
use crate::ontology::{AddresseeForm, CueClass};

/// Confidence in an echo.
const ECHOED: f32 = 0.7;
/// How many words "So does the leader of the union" has at most.
const MAX_ECHO: usize = 14;

/// Adds those who say the same as the one before, and those who are named only behind what they said.
pub(super) fn add(view: View<'_>, tables: &Tables, drafts: &mut Vec<Draft>) {
    for index in 1..view.layer.sentences.len() as u32 {
        let (before, here) = (SentenceId(index - 1), SentenceId(index));
        let between = Span { start: view.sentence(before).span.start, end: view.sentence(here).span.start };
        if view.slice(between).trim_end_matches('\n').contains('\n') || view.slice(between).ends_with('\n') {
            continue;
        }
        if let Some(source) = so_does(view, tables, here) {
            join(view, drafts, before, source);
        } else if let Some(told) = this_was_said(view, tables, here) {
            tell(view, drafts, before, &told);
        }
    }
}

/// "So does the union leader.", "Neither did her deputy.": who does.
fn so_does(view: View<'_>, tables: &Tables, sentence: SentenceId) -> Option<Span> {
    let mut tokens = view.tokens_of(sentence);
    let first = tokens.next()?;
    let verb = tokens.next()?;
    let opens = matches!(view.word(first).to_lowercase().as_str(), "so" | "neither" | "nor");
    let stands = view.token(verb).upos == Upos::Aux
        && matches!(
            view.word(verb).to_lowercase().as_str(),
            "does" | "do" | "did" | "has" | "have" | "had" | "is" | "was" | "will" | "would"
        );
    let subject = tokens.find(|id| is_subject(view.token(*id).deprel))?;
    // "So has he left" would have a verb behind.
    let bare =
        view.tokens_of(sentence).all(|id| view.token(id).upos != Upos::Verb || view.dominates(subject, id));
    let source = syntax::phrase(view, subject);
    let short = view.tokens_of(sentence).count() <= MAX_ECHO;
    (opens && stands && bare && short && nested::is_someone(view, tables, source)).then_some(source)
}

/// Gives what was last said in a sentence to another as well.
fn join(view: View<'_>, drafts: &mut Vec<Draft>, sentence: SentenceId, source: Span) {
    let span = view.sentence(sentence).span;
    let said = |draft: &&Draft| draft.is_clause() && draft.cue.iter().all(|cue| span.contains(*cue));
    let last = drafts.iter().filter(said).max_by_key(|draft| draft.cue.iter().map(|cue| cue.end).max());
    if let Some(last) = last.cloned() {
        drafts.push(Draft {
            source: vec![source],
            origin: Origin::Tree,
            confidence: ECHOED,
            certain: true,
            ..last
        });
    }
}

/// One who said what stands in the sentence before.
struct Told {
    source: Span,
    cue: Span,
}

/// "This was announced by the minister.", "About this it was told in the ministry.", "This has declared the minister."
fn this_was_said(view: View<'_>, tables: &Tables, sentence: SentenceId) -> Option<Told> {
    let verb = view.tokens_of(sentence).find(|id| view.token(*id).deprel == Deprel::Root)?;
    let entry =
        cue::entry(view, tables, verb).filter(|entry| entry.class == CueClass::Speech && !entry.negative)?;
    if view.token(verb).upos != Upos::Verb || entry.strength > 1 {
        return None;
    }
    let clause = view
        .children(verb)
        .any(|child| matches!(view.token(child).deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis));
    let this = view.children(verb).find(|child| {
        *child < verb
            && matches!(view.word(*child).to_lowercase().as_str(), "this" | "that")
            && !matches!(view.token(*child).deprel, Deprel::Det | Deprel::Mark)
    })?;
    let about = impersonal::about_this(view, verb);
    let passive = view.children(verb).any(|child| view.token(child).deprel == Deprel::AuxPass);
    let first = view.tokens_of(sentence).next()?;
    if clause || !(about || this == first) {
        return None;
    }
    let agent = view.children(verb).find(|child| view.token(*child).deprel == Deprel::OblAgent);
    // "This reminded the voters" is told by nobody.
    let active = !passive && entry.addressee != AddresseeForm::Object;
    let object = view.children(verb).find(|child| {
        active && *child > verb && matches!(view.token(*child).deprel, Deprel::Obj | Deprel::Nsubj)
    });
    let subject = view.children(verb).find(|child| {
        about && is_subject(view.token(*child).deprel) && !view.word(*child).eq_ignore_ascii_case("it")
    });
    let named = agent.or(object).or(subject).map(|who| syntax::phrase(view, who));
    let source = named.or_else(|| impersonal::place(view, tables, verb))?;
    nested::is_someone(view, tables, source).then_some(Told { source, cue: view.token(verb).span })
}

/// Lays a whole sentence of the outlet's own to one who is named behind it.
fn tell(view: View<'_>, drafts: &mut Vec<Draft>, sentence: SentenceId, told: &Told) {
    let span = view.sentence(sentence).span;
    let taken = drafts.iter().any(|draft| {
        draft.is_clause() && draft.content.iter().chain(&draft.cue).any(|part| part.overlaps(span))
    });
    let content = span.trimmed(view.text);
    let words = view.slice(content).trim_end_matches(['.', ' ']).len();
    let content = Span::new(content.start.index(), content.start.index() + words);
    if taken || content.is_empty() {
        return;
    }
    drafts.retain(|draft| !draft.cue.iter().any(|cue| cue.overlaps(told.cue)));
    drafts.push(Draft {
        source: vec![told.source],
        cue: vec![told.cue],
        content: vec![content],
        origin: Origin::Tree,
        confidence: ECHOED,
        certain: true,
    });
}
