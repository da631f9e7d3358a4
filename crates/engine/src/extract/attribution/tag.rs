//! Block quotations that end in a speaker tag: "… before noon. — Ada Kroll, nurse", or glued to the last word.

use rashomon_doc::{Deprel, NameType, Pos, SentenceId, Span, Upos, View};

use super::draft::{Draft, Origin};
use super::{cue, syntax};
use crate::Tables;
use crate::extract::marks::Quotation;
use crate::extract::name::{glued_at, is_subject};
use crate::extract::transcript;
use crate::ontology::CueClass;

/// Confidence in a tag.
const TAGGED: f32 = 0.8;
/// Confidence in a speaker named in the sentence before the block.
const INTRODUCED: f32 = 0.6;
/// How long, in bytes, a tag can be from the name to its end.
const MAX_TAG: usize = 120;

/// The draft of a block quotation, if its speaker is clear.
pub(super) fn read(
    view: View<'_>,
    tables: &Tables,
    quotation: &Quotation,
    before: &[Draft],
) -> Option<Draft> {
    let block = quotation.outer;
    if let Some(label) =
        transcript::label(view.text, block).filter(|label| label.end < quotation.inner().start)
    {
        let answers = view.slice(label) == "A";
        let source = if answers { interviewed(view, block.start) } else { None };
        return Some(draft(vec![source.unwrap_or(label)], quotation.inner(), TAGGED));
    }
    // Whoever is named inside, beside a verb of saying, speaks there.
    let told_inside = before.iter().any(|draft| {
        draft.is_clause()
            && draft.origin == Origin::Reader
            && draft.cue.iter().chain(&draft.source).all(|span| block.contains(*span))
    });
    if let Some((content, source)) = tagged(view, block) {
        return Some(draft(vec![source], content, TAGGED));
    }
    let source = announced(view, tables, block)
        .or_else(|| {
            going_on(view, tables, block, before)
                .filter(|source| !told_inside && !is_told_of(view, block, *source))
        })
        .or_else(|| introduced(view, tables, block))?;
    Some(draft(vec![source], quotation.inner(), INTRODUCED))
}

/// Whether a block that was taken for a quotation is told by the outlet: someone's words stand in marks there, beside who
/// says them. The posts of a network end in a dash and a name.
pub(super) fn is_told(view: View<'_>, block: &Quotation, drafts: &[Draft]) -> bool {
    let words = view.slice(block.outer);
    let marked = |span: &Span| {
        let before = view.text.get(..span.start.index()).unwrap_or_default();
        before.ends_with(['“', '"']) || view.slice(*span).starts_with(['“', '"'])
    };
    let inside = |draft: &Draft| {
        let mut parts = draft.source.iter().chain(&draft.cue).chain(&draft.content);
        draft.is_clause() && parts.all(|part| block.outer.contains(*part)) && draft.content.iter().any(marked)
    };
    let whole = words.starts_with(['“', '"']) && words.trim_end().ends_with(['”', '"']);
    let posted = words.contains(" — ") || words.contains("(@");
    words.contains(['“', '"']) && !whole && !posted && drafts.iter().any(inside)
}

/// Who answers in "Q: … A: …": the person named most often before the first question.
fn interviewed(view: View<'_>, before: Pos) -> Option<Span> {
    let first = view.text.find("Q:").map_or(before, |at| Pos::at(at).min(before));
    let mut named: Vec<(usize, Span)> = Vec::new();
    let people = view.layer.entities.iter().filter(|entity| entity.kind == NameType::Person);
    for entity in people.take_while(|entity| entity.span.end <= first) {
        let last = |span: Span| view.slice(span).split_whitespace().next_back();
        match named.iter_mut().find(|(_, known)| last(*known) == last(entity.span)) {
            Some((count, _)) => *count += 1,
            None => named.push((1, entity.span)),
        }
    }
    // Of several who are named as often the first.
    named.into_iter().rev().max_by_key(|(count, _)| *count).map(|(_, span)| span)
}

/// The subject of the sentence before a block, if that sentence says that something is said.
fn announced(view: View<'_>, tables: &Tables, block: Span) -> Option<Span> {
    let SentenceId(first) = view.sentence_at(block.start)?;
    let before = SentenceId(first.checked_sub(1)?);
    let colon = view.slice(view.sentence(before).span).trim_end().ends_with(':');
    let cue = || {
        view.tokens_of(before).any(|id| {
            view.token(id).upos == Upos::Verb
                && view.token(id).deprel == Deprel::Root
                && cue::entry(view, tables, id).is_some_and(|entry| entry.class == CueClass::Speech)
        })
    };
    (colon || cue()).then(|| introduced(view, tables, block)).flatten()
}

/// How many sentences back the one who spoke last goes on in a block.
const GOING_ON: u32 = 3;

/// Whoever spoke last, shortly before a block.
fn going_on(view: View<'_>, tables: &Tables, block: Span, drafts: &[Draft]) -> Option<Span> {
    let SentenceId(here) = view.sentence_at(block.start)?;
    let near = |span: &Span| {
        span.end <= block.start
            && view
                .sentence_at(span.start)
                .is_some_and(|SentenceId(then)| here.saturating_sub(then) <= GOING_ON)
    };
    let said = |draft: &Draft| {
        cue::read(view, tables, draft).entry.is_some_and(|entry| entry.class == CueClass::Speech)
    };
    let spoke = drafts.iter().filter(|draft| draft.is_clause() && draft.cue.iter().all(near) && said(draft));
    let last = spoke.max_by_key(|draft| draft.cue.iter().map(|span| span.end).max())?;
    last.source.first().copied().filter(near)
}

/// Whether a block names the one who is taken to speak in it: nobody speaks so of themselves.
fn is_told_of(view: View<'_>, block: Span, source: Span) -> bool {
    let last = view
        .layer
        .entities
        .iter()
        .filter(|entity| source.contains(entity.span))
        .find_map(|entity| view.slice(entity.span).split_whitespace().next_back());
    last.is_some_and(|last| view.tokens_in(block).any(|id| view.word(id) == last))
}

fn draft(source: Vec<Span>, content: Span, confidence: f32) -> Draft {
    Draft {
        source,
        cue: Vec::new(),
        content: vec![content],
        origin: Origin::Marks,
        confidence,
        certain: true,
    }
}

/// The last name of a block, if only its description follows and what goes before is a sentence of its own.
fn tagged(view: View<'_>, block: Span) -> Option<(Span, Span)> {
    let people = view
        .layer
        .entities
        .iter()
        .filter(|entity| block.contains(entity.span) && matches!(entity.kind, NameType::Person));
    let whole = people.max_by_key(|entity| entity.span)?.span;
    let cut = glued_at(view.slice(whole));
    let name = cut.map_or(whole, |at| Span::new(whole.start.index(), whole.start.index() + at));
    let rest = Span { start: name.end, end: block.end };
    let words = view.slice(rest);
    if rest.len() > MAX_TAG
        || words.contains(['.', '!', '?', '"', '”']) && !words.trim_end().ends_with(['.', '"', '”'])
    {
        return None;
    }
    let before = Span { start: block.start, end: name.start };
    let said = view.slice(before).trim_end();
    let dashed = said.ends_with(['—', '–', '-', '―']);
    let closed = said.ends_with(['.', '!', '?', '"', '”', '’', '…']);
    let glued = words.starts_with(|c: char| c.is_uppercase());
    let last_line = view.slice(before).rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
    if !(dashed || closed || glued || last_line) {
        return None;
    }
    let content = said.trim_end_matches(|c: char| c.is_whitespace() || "—–-―\"”’".contains(c));
    let content = Span::new(block.start.index(), block.start.index() + content.len());
    let start = view.slice(content).find(|c: char| c.is_alphanumeric())?;
    Some((Span { start: Pos::at(content.start.index() + start), end: content.end }, name))
}

/// The name behind a quotation and a dash on the same or the next line: "“We lost.” — Ada Kroll". Such a tag is sure.
pub(super) fn dashed_behind(view: View<'_>, quotation: &Quotation) -> Option<Span> {
    let rest = view.text.get(quotation.outer.end.index()..)?;
    let tag = rest.trim_start().strip_prefix(['—', '–', '―'])?.trim_start();
    let at = Pos::at(view.text.len() - tag.len());
    let line = tag.lines().next().unwrap_or_default().trim_end();
    let first = view.layer.entities.partition_point(|entity| entity.span.end <= at);
    let name = match view.layer.entities.get(first) {
        Some(entity) if entity.span.start == at => entity.span,
        _ => capitalised(at, line)?,
    };
    let end = at.index() + line.len();
    let follows = Span { start: name.end.max(at), end: Pos::at(end.max(name.end.index())) };
    // Only a description may stand behind the name: a verb makes it a sentence that goes on.
    let verbal = view.tokens_in(follows).any(|id| matches!(view.token(id).upos, Upos::Verb | Upos::Aux));
    (line.len() <= MAX_TAG && !verbal).then_some(name)
}

/// The capitalised words at the beginning of a tag, where the reader saw no name.
fn capitalised(at: Pos, line: &str) -> Option<Span> {
    const LONGEST: usize = 4;
    let words = line.split(' ').take_while(|word| word.starts_with(char::is_uppercase));
    let words: Vec<&str> = words.collect();
    let (last, _) = words.split_last()?;
    let len: usize = words.iter().map(|word| word.len()).sum::<usize>() + words.len() - 1;
    let len = len - (last.len() - last.trim_end_matches([',', '.', ';']).len());
    (2..=LONGEST).contains(&words.len()).then(|| Span::new(at.index(), at.index() + len))
}

/// The name behind a quotation and a dash: "“We lost.” — Ada Kroll".
pub(super) fn behind(view: View<'_>, quotation: &Quotation) -> Option<Span> {
    let rest = view.text.get(quotation.outer.end.index()..)?;
    let line = rest.trim_start();
    let own_line = rest[..rest.len() - line.len()].contains('\n');
    let dashed = line.strip_prefix(['—', '–', '―', '-']).map(str::trim_start);
    let tag = dashed.or_else(|| own_line.then_some(line))?;
    let at = Pos::at(view.text.len() - tag.len());
    let name = view.layer.entities.iter().find(|entity| entity.span.end > at)?;
    let line = tag.lines().next().unwrap_or_default();
    let only = name.span.start.index() <= at.index() + "the ".len() && line.len() <= MAX_TAG;
    // "Kroll went on:" on a line of its own is no tag.
    let whole = Span { start: at, end: Pos::at(at.index() + line.len()) };
    let verbal = line.trim_end().ends_with(':')
        || view.tokens_in(whole).any(|id| {
            matches!(view.token(id).upos, Upos::Verb | Upos::Aux) && view.token(id).deprel != Deprel::Acl
        });
    (only && !verbal && !line.trim_end().ends_with(['.', ',', ';', '”', '"', '!', '?'])).then_some(name.span)
}

/// The subject of the sentence that leads into the block.
fn introduced(view: View<'_>, tables: &Tables, block: Span) -> Option<Span> {
    let SentenceId(first) = view.sentence_at(block.start)?;
    let before = SentenceId(first.checked_sub(1)?);
    let subject = view.tokens_of(before).find(|id| {
        let token = view.token(*id);
        is_subject(token.deprel)
            && (view.layer.entities.iter().any(|entity| entity.span.overlaps(token.span))
                || tables.people.noun(&token.lemma.to_lowercase()).iter().any(|noun| noun.person)
                || matches!(view.word(*id).to_lowercase().as_str(), "he" | "she" | "they"))
    })?;
    Some(syntax::phrase(view, subject))
}
