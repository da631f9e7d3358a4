//! Block quotations and the speaker tags at their ends.

use rashomon_doc::Span;

use crate::Tables;

/// How many bytes before and after a block are searched for a name of its tag: more than most articles have.
const ELSEWHERE: usize = 10_000;
/// How many bytes at the end of a block are looked at for a tag.
const TAIL: usize = 200;
/// The longest tag, in words.
const TAG_WORDS: usize = 14;
/// The longest name of a person or body in a tag without a mark in front, in words.
const NAME_WORDS: usize = 5;
/// A name of a person, where nothing else tells how long it is, in words.
const USUAL_NAME_WORDS: usize = 2;
/// The fewest words of a quotation in front of a tag.
const QUOTATION_WORDS: usize = 3;
/// The shortest glued part, in letters: "`McDonald`" and "`DeVito`" are names.
const GLUED_LETTERS: usize = 3;
/// Beginnings of names with a capital inside.
const NAME_PREFIXES: [&str; 8] = ["Mac", "Fitz", "Van", "Von", "Mag", "Dos", "Des", "Del"];

/// The speaker tag that trails a block quotation, glued or not (`…at dawn Maria OrtizUnion secretary`).
///
/// The block is cut into quotation, name and role; white space, dashes and brackets between them belong to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpeakerTag {
    /// The words quoted.
    pub quotation: Span,
    /// The speaker's name, or the body's.
    pub name: Span,
    /// What the tag says the speaker is.
    pub role: Option<Span>,
}

/// A word of the tail with its place in the text.
#[derive(Clone, Copy)]
struct Word<'a> {
    start: usize,
    letters: &'a str,
}

impl Word<'_> {
    fn is_capital(self) -> bool {
        self.letters.trim_start_matches(['“', '"', '‘', '\'', '(']).starts_with(char::is_uppercase)
    }

    /// Small words that stand inside names.
    fn is_particle(self) -> bool {
        matches!(
            self.letters,
            "de" | "da"
                | "di"
                | "del"
                | "van"
                | "von"
                | "der"
                | "den"
                | "bin"
                | "ibn"
                | "al"
                | "el"
                | "of"
                | "the"
                | "and"
                | "for"
                | "&"
        ) || self.letters.starts_with("al-")
            || self.letters.starts_with("el-")
    }
}

/// Finds the speaker tag at the end of a block quotation.
///
/// A tag stands after a dash or on a line of its own; or its name is glued to its role; or the block ends in capitalised words
/// without a stop, in front of which the sentence is complete. Where a capitalised word of the quotation touches the name, the
/// rest of the text decides: what stands there as a name is the name.
pub fn speaker_tag(text: &str, block: Span, _tables: &Tables) -> Option<SpeakerTag> {
    let block = block.trimmed(text);
    let words = block.slice(text);
    if words.trim_end_matches(['"', '”', ')', '’']).ends_with(['.', '!', '?', '…', ':', ';', ',']) {
        return None;
    }
    let mut cut = words.len().saturating_sub(TAIL);
    while !words.is_char_boundary(cut) {
        cut += 1;
    }
    let from = block.start.index() + cut;
    let tail = words.get(cut..)?;
    post(text, block, from, tail)
        .or_else(|| dashed(text, block, from, tail))
        .or_else(|| after_marks(text, block, from, tail))
        .or_else(|| glued(text, block, from, tail))
        .or_else(|| trailing(text, block, from, tail))
}

/// "… at dawn — Maria Ortiz (@mortiz) March 4, 2022": a post of a network, as pages quote it.
fn post(text: &str, block: Span, from: usize, tail: &str) -> Option<SpeakerTag> {
    let handle = tail.rfind("(@")?;
    let before = tail.get(..handle)?;
    let (at, mark) = before
        .rmatch_indices(['—', '–', '-'])
        .find(|(at, _)| before.get(..*at).is_some_and(|words| words.ends_with(' ')))?;
    let name = before.get(at + mark.len()..)?;
    if name.split_whitespace().count() > NAME_WORDS + 1 {
        return None;
    }
    let start = from + at + mark.len() + (name.len() - name.trim_start().len());
    tag_of(text, block, from + at, start, from + handle)
}

/// "“We sail at dawn” Maria Ortiz, union secretary": capitalised words after the closing marks.
fn after_marks(text: &str, block: Span, from: usize, tail: &str) -> Option<SpeakerTag> {
    if !block.slice(text).starts_with(['“', '"']) {
        return None;
    }
    let (at, mark) = tail.rmatch_indices(['”', '"']).next()?;
    let rest = tail.get(at + mark.len()..)?;
    let tag = rest.trim_start_matches([' ', '—', '–', '-', ',']);
    let words: Vec<Word<'_>> = words_of(tag, 0);
    if words.is_empty()
        || words.len() > TAG_WORDS
        || !words.iter().all(|word| word.is_capital() || word.is_particle())
    {
        return None;
    }
    let start = from + at + mark.len() + (rest.len() - tag.len());
    let name = tag.find([',', '(', '|', '/']).unwrap_or(tag.len());
    tag_of(text, block, from + at + mark.len(), start, start + name)
}

/// "… at dawn.” — Maria Ortiz, union secretary", or the tag on a line of its own.
fn dashed(text: &str, block: Span, from: usize, tail: &str) -> Option<SpeakerTag> {
    let (at, mark) = tail.rmatch_indices(['—', '–', '\n']).find(|(at, _)| {
        let before = tail.get(..*at).unwrap_or_default();
        before.trim_end().ends_with(['.', '!', '?', '…', '”', '"', '’', ')', '\n'])
    })?;
    let tag = tail.get(at + mark.len()..)?;
    let start = from
        + at
        + mark.len()
        + (tag.len() - tag.trim_start_matches(['—', '–', '-', ' ', '\n', '\r', '\t', '*', '_', '>']).len());
    let tag = text.get(start..block.end.index())?;
    if !tag.starts_with(char::is_uppercase) || tag.split_whitespace().count() > TAG_WORDS {
        return None;
    }
    let name = tag.find([',', '(', '@', '|', '/']).unwrap_or(tag.len());
    tag_of(text, block, from + at, start, start + name)
}

/// "… at dawn Maria `OrtizUnion` secretary".
fn glued(text: &str, block: Span, from: usize, tail: &str) -> Option<SpeakerTag> {
    let words = words_of(tail, from);
    let (at, seam) = words
        .iter()
        .enumerate()
        .rev()
        .take(TAG_WORDS)
        .find_map(|(at, word)| Some((at, seam_of(word.letters)?)))?;
    let seam = words.get(at)?.start + seam;
    let run = run_before(&words, at);
    let first = name_start(text, block, &words, run, at, seam);
    tag_of(text, block, words.get(first)?.start, words.get(first)?.start, seam)
}

/// "… the cruelty of the siege Ministry of Labour".
fn trailing(text: &str, block: Span, from: usize, tail: &str) -> Option<SpeakerTag> {
    const LEAST: usize = 2;
    let words = words_of(tail, from);
    let last = words.len().checked_sub(1)?;
    if words.len() > last && !words.get(last)?.is_capital() {
        return None;
    }
    let run = run_before(&words, last);
    let first = name_start(text, block, &words, run, last, block.end.index());
    let length = last + 1 - first;
    if !(LEAST..=NAME_WORDS).contains(&length) {
        return None;
    }
    let before = words.get(first.checked_sub(1)?)?;
    let complete = before.letters.ends_with(['.', '!', '?', '…', '”', '"'])
        || before.letters.chars().all(|letter| letter.is_lowercase() || letter == '-')
            && !is_linking(before.letters)
            && before.letters.chars().count() > 2
        || first > run;
    // Without a mark only a name that the rest of the text knows is taken for a speaker.
    let known = stands_elsewhere(text, block, text.get(words.get(first)?.start..block.end.index())?);
    let closed = before.letters.ends_with(['”', '"', '.', '!', '?']);
    (complete && (known || closed))
        .then(|| tag_of(text, block, words.get(first)?.start, words.get(first)?.start, block.end.index()))?
}

fn tag_of(text: &str, block: Span, quotation_end: usize, name: usize, name_end: usize) -> Option<SpeakerTag> {
    let quotation = Span::new(block.start.index(), quotation_end).trimmed(text);
    let name = Span::new(name, name_end).trimmed(text);
    let rest = text.get(name.end.index()..block.end.index()).unwrap_or_default();
    let skipped =
        rest.len() - rest.trim_start_matches([',', ' ', '(', '|', '/', '—', '–', '-', '\n', '\r']).len();
    let role = Span::new(name.end.index() + skipped, block.end.index()).trimmed(text);
    let long = quotation.slice(text).split_whitespace().count() >= QUOTATION_WORDS;
    (long && !name.is_empty()).then_some(SpeakerTag {
        quotation,
        name,
        role: (!role.is_empty()).then_some(role),
    })
}

fn words_of(tail: &str, from: usize) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = from;
    for piece in tail.split_inclusive(char::is_whitespace) {
        let letters = piece.trim_end();
        if !letters.is_empty() {
            words.push(Word { start: at, letters });
        }
        at += piece.len();
    }
    words
}

/// Where two words are glued, as an offset into them: a small letter before a capital ("`OrtizUnion`").
fn seam_of(letters: &str) -> Option<usize> {
    if !letters.starts_with(char::is_uppercase) {
        return None;
    }
    let mut before = ' ';
    for (at, letter) in letters.char_indices() {
        if before.is_lowercase() && letter.is_uppercase() {
            let (one, other) = letters.split_at(at);
            let long = one.chars().count() >= GLUED_LETTERS && other.chars().count() >= GLUED_LETTERS;
            let other_small = other.chars().nth(1).is_some_and(char::is_lowercase);
            return (long && other_small && !NAME_PREFIXES.contains(&one)).then_some(at);
        }
        before = letter;
    }
    None
}

/// The index of the first word of the capitalised words that end at `last`.
fn run_before(words: &[Word<'_>], last: usize) -> usize {
    let mut first = last;
    let mut at = last;
    while at > 0 && last - at < 2 * NAME_WORDS {
        at -= 1;
        let Some(word) = words.get(at) else { break };
        if word.letters.ends_with(['.', '!', '?', '”', '"', ',', ';', ':'])
            && word.letters.chars().count() > 2
        {
            break;
        }
        if word.is_capital() {
            first = at;
        } else if !word.is_particle() {
            break;
        }
    }
    first
}

/// Which word of a capitalised run the name begins with.
fn name_start(text: &str, block: Span, words: &[Word<'_>], run: usize, last: usize, end: usize) -> usize {
    let starts: Vec<usize> =
        (run..=last).filter(|at| words.get(*at).is_some_and(|word| word.is_capital())).collect();
    let known = starts.iter().find(|at| {
        let name = words.get(**at).and_then(|word| text.get(word.start..end));
        // One word is known too easily to decide.
        last > **at && name.is_some_and(|name| stands_elsewhere(text, block, name))
    });
    if let Some(at) = known {
        return *at;
    }
    let before = run.checked_sub(1).and_then(|at| words.get(at));
    let ended = before.is_some_and(|word| word.letters.ends_with(['.', '!', '?', '…', '”', '"']));
    let linked = before.is_none_or(|word| is_linking(word.letters));
    let length = last + 1 - run;
    if ended || !linked && length <= USUAL_NAME_WORDS + 1 {
        return run;
    }
    starts.iter().rev().nth(USUAL_NAME_WORDS - 1).copied().unwrap_or(run)
}

/// Whether the words stand in the text outside the block.
fn stands_elsewhere(text: &str, block: Span, name: &str) -> bool {
    let mut from = block.start.index().saturating_sub(ELSEWHERE);
    let mut to = (block.end.index() + ELSEWHERE).min(text.len());
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let before = text.get(from..block.start.index()).unwrap_or_default();
    let after = text.get(block.end.index()..to).unwrap_or_default();
    !name.is_empty() && (before.contains(name) || after.contains(name))
}

/// Words after which a phrase has to go on, so that capitals after them belong to the sentence.
fn is_linking(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "of"
            | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "from"
            | "to"
            | "with"
            | "and"
            | "or"
            | "as"
            | "into"
            | "over"
            | "under"
            | "between"
            | "against"
            | "near"
            | "about"
            | "said"
            | "says"
            | "told"
            | "its"
            | "his"
            | "her"
            | "their"
            | "our"
            | "my"
            | "your"
            | "is"
            | "was"
            | "are"
            | "were"
            | "than"
            | "that"
            | "this"
            | "via"
            | "new"
            | "former"
            | "president"
            | "minister"
            | "through"
            | "across"
            | "around"
            | "after"
            | "before"
    )
}
