//! Speech in marks inside what another tells: "“We paid,” Kroll said, according to the daily", "choices that Kroll called
//! “a joke”".

use rashomon_doc::{Deprel, Span, SpeechAct, TokenId, View};

use super::draft::{Draft, Origin};
use super::{cue, near, quoted, syntax};
use crate::Tables;
use crate::extract::marks::Quotation;
use crate::extract::name::is_subject;
use crate::ontology::CueClass;

/// Whether a quotation stands in a content beside the cue and the name of another who speaks there.
pub(super) fn is_told(view: View<'_>, tables: &Tables, quotation: &Quotation, drafts: &[Draft]) -> bool {
    find(view, tables, quotation, drafts).is_some()
}

/// Gives such a quotation to the one who speaks there. The index of the draft that got it.
pub(super) fn tell(
    view: View<'_>,
    tables: &Tables,
    quotation: &Quotation,
    drafts: &mut Vec<Draft>,
) -> Option<usize> {
    let (source, cue) = find(view, tables, quotation, drafts)?;
    let known = drafts.iter().position(|draft| draft.cue == [cue] && draft.source == [source]);
    let Some(at) = known else {
        let at = quoted::push(drafts, vec![source], vec![cue], quotation, quoted::WITH_CUE);
        if let Some(draft) = drafts.get_mut(at)
            && let Some(object) = named_so(view, quotation, cue)
            && let Some(first) = draft.content.first_mut()
        {
            first.start = object.start;
            first.end = first.end.max(quotation.outer.end);
        }
        return Some(at);
    };
    let draft = drafts.get_mut(at)?;
    if draft.origin == Origin::Marks {
        draft.content.extend(&quotation.parts);
        draft.content.sort();
    }
    Some(at)
}

/// The source and the cue that stand beside the marks inside a content that holds all three, if they are nobody's yet.
fn find(view: View<'_>, tables: &Tables, quotation: &Quotation, drafts: &[Draft]) -> Option<(Span, Span)> {
    let around = |draft: &Draft| draft.content.iter().any(|span| span.contains(quotation.inner()));
    if quotation.block || !drafts.iter().any(around) {
        return None;
    }
    let (source, cue) = near::beside(view, tables, quotation, quoted::is_speech(view, quotation))?;
    let source = source.filter(|_| tells(view, tables, quotation, cue))?;
    let holds = |draft: &Draft| {
        let mut content = draft.content.iter();
        content.any(|span| span.contains(quotation.inner()) && span.contains(source) && span.contains(cue))
    };
    let taken = |draft: &Draft| {
        draft.cue.iter().any(|known| known.overlaps(cue))
            && !(draft.origin == Origin::Marks && draft.cue == [cue] && draft.source == [source])
    };
    (drafts.iter().any(holds) && !drafts.iter().any(taken)).then_some((source, cue))
}

/// "called the plan “a joke”": what is called so belongs to what is said of it.
fn named_so(view: View<'_>, quotation: &Quotation, cue: Span) -> Option<Span> {
    let verb = view.head_of(cue)?;
    let object = view.children(verb).find(|child| view.token(*child).deprel == Deprel::Obj)?;
    let phrase = syntax::phrase(view, object);
    (cue.end <= phrase.start && phrase.start < quotation.outer.start).then_some(phrase)
}

/// Whether a cue inside a content says what stands in the marks, as against one that only stands beside them there.
fn tells(view: View<'_>, tables: &Tables, quotation: &Quotation, cue: Span) -> bool {
    let Some(verb) = view.head_of(cue) else { return false };
    let Some(entry) = cue::entry(view, tables, verb) else { return false };
    let speech = quoted::is_speech(view, quotation);
    let utters = CRIES.contains(&view.token(verb).lemma.to_lowercase().as_str());
    let says = match entry.class {
        CueClass::Speech => {
            utters
                || speech
                    && !matches!(
                        entry.act,
                        SpeechAct::Praise | SpeechAct::Condemn | SpeechAct::Promise | SpeechAct::Other
                    )
        }
        CueClass::Fragment => !is_called(view, verb),
        CueClass::Thought | CueClass::Report | CueClass::Relay | CueClass::Source | CueClass::Hedge => false,
    };
    says && (near::governs(view, verb, quotation) || speech && is_set_before(view, quotation, verb))
}

/// Verbs of which even one or two words in marks are the words themselves.
const CRIES: [&str; 6] = ["chant", "shout", "cry", "yell", "scream", "read"];

/// "a firm called “Guard”", "those who call themselves “the first”": a name, and nobody's judgement.
fn is_called(view: View<'_>, verb: TokenId) -> bool {
    let bare = view.token(verb).deprel == Deprel::Acl
        && !view.word(verb).ends_with("ing")
        && !view.children(verb).any(|child| is_subject(view.token(child).deprel));
    let themselves = view.children(verb).any(|child| {
        let word = view.word(child).to_lowercase();
        view.token(child).deprel == Deprel::Obj && (word.ends_with("self") || word.ends_with("selves"))
    });
    bare || themselves
}

/// "“We paid,” a clerk shouted": the marks close behind a comma, and the cue stands in the next few words.
fn is_set_before(view: View<'_>, quotation: &Quotation, verb: TokenId) -> bool {
    let ends = view.slice(quotation.inner()).ends_with([',', '!', '?']);
    let start = view.token(verb).span.start;
    ends && quotation.outer.end <= start
        && view.tokens_in(Span { start: quotation.outer.end, end: start }).count() <= NEAR_WORDS
}

/// How many words name the one who spoke before the cue, at most.
const NEAR_WORDS: usize = 8;
