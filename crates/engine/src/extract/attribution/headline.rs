//! Headlines: "Mayor on floods: the worst is over", "Six dead in ferry fire: police", "Warning ‘ignored’ – union".

use rashomon_doc::{BlockKind, Deprel, Field, Span, TokenId, Upos, View};

use super::draft::{Draft, Origin};
use super::nested;
use crate::Tables;
use crate::extract::name::phrase_nouns;
use crate::ontology::NounKind;

/// Confidence in a headline's colon or dash.
const HEADLINE: f32 = 0.7;
/// How many words can name who speaks.
const MAX_SPEAKER: usize = 6;
/// How many words what is said has at least.
const MIN_SAID: usize = 3;

/// The readings of all headlines and subheads of a text.
pub(super) fn read(view: View<'_>, tables: &Tables) -> Vec<Draft> {
    let lines: Vec<Span> = if view.field == Field::Title {
        vec![Span::new(0, view.text.len())]
    } else {
        let heads =
            view.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Subhead));
        heads.map(|block| block.span).collect()
    };
    lines.into_iter().filter_map(|line| of_line(view, tables, line.trimmed(view.text))).collect()
}

fn of_line(view: View<'_>, tables: &Tables, line: Span) -> Option<Draft> {
    let words = view.slice(line);
    let opens = words.split([':', ' ']).next().unwrap_or_default().to_lowercase();
    if LABELS.contains(&opens.as_str()) {
        return None;
    }
    for (at, mark) in words.match_indices(MARKS) {
        let spaced = mark == ":" || words.get(..at).is_some_and(|before| before.ends_with(' '));
        let after = words.get(at + mark.len()..).is_some_and(|after| after.starts_with(' '));
        if !(spaced && after) {
            continue;
        }
        let start = line.start.index();
        let cue = Span::new(start + at, start + at + mark.len());
        let before = Span { start: line.start, end: cue.start }.trimmed(view.text);
        let behind = Span { start: cue.end, end: line.end }.trimmed(view.text);
        if mark == ":"
            && let Some(source) = speaker(view, tables, before, true)
            && is_said(view, behind)
        {
            return Some(draft(source, cue, behind));
        }
        if let Some(source) = speaker(view, tables, behind, mark == ":")
            && source == behind
            && is_said(view, before)
        {
            return Some(draft(source, cue, before));
        }
    }
    None
}

/// Words that say of what kind a piece is.
const LABELS: [&str; 27] = [
    "opinion",
    "analysis",
    "comment",
    "editorial",
    "letter",
    "letters",
    "review",
    "video",
    "watch",
    "live",
    "listen",
    "exclusive",
    "explainer",
    "update",
    "updates",
    "breaking",
    "photos",
    "gallery",
    "interview",
    "profile",
    "podcast",
    "column",
    "commentary",
    "obituary",
    "factbox",
    "timeline",
    "transcript",
];

/// What stands between the speaker and the words of a headline.
const MARKS: [char; 4] = [':', '–', '—', '-'];

fn draft(source: Span, cue: Span, content: Span) -> Draft {
    Draft {
        source: vec![source],
        cue: vec![cue],
        content: vec![content],
        origin: Origin::Tree,
        confidence: HEADLINE,
        certain: true,
    }
}

/// Who speaks: a short phrase of nouns for someone, before an "on" that tells of what. Behind a dash a name is more often the
/// outlet's, so that only a noun counts there.
fn speaker(view: View<'_>, tables: &Tables, part: Span, names: bool) -> Option<Span> {
    let tokens: Vec<TokenId> = view.tokens_in(part).collect();
    let on = tokens.iter().position(|id| view.word(*id).eq_ignore_ascii_case("on")).filter(|at| *at > 0);
    let who = tokens.get(..on.unwrap_or(tokens.len()))?;
    let nominal = who.iter().all(|id| {
        matches!(
            view.token(*id).upos,
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Part | Upos::Punct | Upos::Num
        )
    });
    let last =
        who.iter().rev().find(|id| matches!(view.token(**id).upos, Upos::Noun | Upos::Propn)).copied()?;
    if !nominal || !(1..=MAX_SPEAKER).contains(&who.len()) {
        return None;
    }
    let source = view.cover(who.iter().copied());
    let (senses, _) = phrase_nouns(view, tables, last);
    let speaks = senses.iter().any(|noun| noun.person || noun.kind != NounKind::Document)
        || senses.iter().any(|noun| noun.kind == NounKind::Document) && on.is_none();
    let named = names && view.token(last).upos == Upos::Propn && nested::is_someone(view, tables, source);
    (speaks || named).then_some(source)
}

/// Whether words tell something: enough of them, and a predicate among them.
fn is_said(view: View<'_>, part: Span) -> bool {
    let words: Vec<TokenId> = view.tokens_in(part).filter(|id| view.token(*id).upos != Upos::Punct).collect();
    let predicate = words.iter().any(|id| {
        matches!(view.token(*id).upos, Upos::Verb | Upos::Aux | Upos::Adj)
            || matches!(view.token(*id).deprel, Deprel::Nsubj | Deprel::NsubjPass)
    });
    words.len() >= MIN_SAID && predicate
}
