//! Transcripts: paragraphs that each begin with their speaker and a colon ("KROLL: We were ready.").

use std::collections::BTreeMap;

use rashomon_doc::Span;

/// How many bytes a speaker's label can be long.
const MAX_LABEL: usize = 40;
/// How many words a label can have.
const MAX_WORDS: usize = 5;
/// How often each of two speakers must speak before their labels are believed; headings and notes ("UPDATE:") come alone.
const MIN_TURNS: usize = 2;

/// The labels that mark turns of speech among some lines; empty where the text is no transcript.
pub(crate) fn labels(text: &str, lines: impl Iterator<Item = Span>) -> Vec<&str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in lines {
        if let Some(label) = label(text, line) {
            *counts.entry(label.slice(text)).or_default() += 1;
        }
    }
    let often: Vec<&str> =
        counts.into_iter().filter(|(_, count)| *count >= MIN_TURNS).map(|(label, _)| label).collect();
    if often.len() > 1 { often } else { Vec::new() }
}

/// The label that a line begins with: a few capitalised words before a colon, and words behind it.
pub(crate) fn label(text: &str, line: Span) -> Option<Span> {
    // A transcript that is itself quoted opens each turn in a mark.
    let words = line.slice(text).trim_start_matches(['"', '“', '”', '«', '‘']);
    let start = line.end.index() - words.len();
    let at = words.find(':').filter(|at| (1..=MAX_LABEL).contains(at))?;
    let (label, rest) = words.split_at(at);
    let plain = label.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || ".'’-".contains(c));
    let capital = label.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let spoken =
        rest.get(1..).is_some_and(|rest| rest.starts_with(char::is_whitespace) && !rest.trim().is_empty());
    let few = label.split_whitespace().count() <= MAX_WORDS;
    (plain && capital && spoken && few).then(|| Span::new(start, start + at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let mut at = 0;
        let mut lines = Vec::new();
        for line in text.split('\n') {
            lines.push(Span::new(at, at + line.len()));
            at += line.len() + 1;
        }
        labels(text, lines.into_iter())
    }

    #[test]
    fn two_speakers_who_take_turns_make_a_transcript() {
        let text = "The interview:\nKROLL: We knew.\nASKER: Since when?\nKROLL: Since May.\nASKER: And then?";
        assert_eq!(found(text), ["ASKER", "KROLL"]);
    }

    #[test]
    fn headings_are_no_speakers() {
        assert!(
            found("UPDATE: The port is open.\nNOTE: Times are local.\nUPDATE: It is shut again.").is_empty()
        );
    }
}
