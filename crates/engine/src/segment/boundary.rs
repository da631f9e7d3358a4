//! Whether a stop ends a sentence.

use rashomon_doc::Span;

use crate::ontology::Sentences;

/// How many bytes before a stop are looked at for the word it belongs to.
const LOOK_BACK: usize = 40;
/// How many bytes after a stop are looked at: a name and a verb of speech fit in.
const LOOK_AHEAD: usize = 80;
/// How many words of a name can stand between a question in quotation marks and its verb of speech.
const SPEAKER_WORDS: usize = 5;

/// Appends the ends of sentences inside `span` to `ends`: byte offsets just after the stop and what closes with it.
pub(super) fn ends(text: &str, span: Span, table: &Sentences, ends: &mut Vec<usize>) {
    let words = span.slice(text);
    let base = span.start.index();
    let mut from = 0;
    while let Some(found) = words.get(from..).and_then(|rest| rest.find(['.', '!', '?', '…', '•', '\n']))
    {
        let at = from + found;
        let stop = Stop::at(words, at);
        from = stop.end;
        if stop.ends_sentence(words, table) {
            ends.push(base + stop.cut());
        }
    }
}

/// A run of stops with the quotation marks and brackets that close after it.
#[derive(Clone, Copy, Debug)]
struct Stop {
    /// Where the run begins.
    start: usize,
    /// Where the marks of the run end and the closers begin.
    closers: usize,
    /// Where the closers end.
    end: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Period,
    Ellipsis,
    Exclaiming,
    Bullet,
    Break,
}

impl Stop {
    fn at(words: &str, start: usize) -> Self {
        let rest = words.get(start..).unwrap_or_default();
        let first = rest.chars().next().unwrap_or('.');
        if first == '•' || first == '\n' {
            let run = rest.len() - rest.trim_start_matches(first).len();
            let kind = if first == '•' { Kind::Bullet } else { Kind::Break };
            return Self { start, closers: start + run, end: start + run, kind };
        }
        let marks = rest.len() - rest.trim_start_matches(['.', '!', '?', '…']).len();
        let run = rest.get(..marks).unwrap_or_default();
        let kind = if run.contains(['!', '?']) {
            Kind::Exclaiming
        } else if run.len() > 1 {
            Kind::Ellipsis
        } else {
            Kind::Period
        };
        let after = rest.get(marks..).unwrap_or_default();
        let closing = after.len() - after.trim_start_matches(is_closer).len();
        let mut end = start + marks + closing;
        end += notes(rest.get(end - start..).unwrap_or_default());
        // A straight quotation mark that stands after a space and before a word opens the next sentence.
        if closing == 0 && after.starts_with(" \"") && after.get(2..).is_none_or(starts_blank) {
            end += 2;
        }
        Self { start, closers: start + marks, end, kind }
    }

    /// Where the sentence is cut: a bullet belongs to what follows.
    fn cut(self) -> usize {
        match self.kind {
            Kind::Bullet => self.start,
            Kind::Period | Kind::Ellipsis | Kind::Exclaiming | Kind::Break => self.end,
        }
    }

    fn ends_sentence(self, words: &str, table: &Sentences) -> bool {
        let before =
            words.get(floor(words, self.start.saturating_sub(LOOK_BACK))..self.start).unwrap_or_default();
        let after = words.get(self.end..floor(words, self.end + LOOK_AHEAD)).unwrap_or_default();
        match self.kind {
            Kind::Bullet => return before.ends_with(char::is_whitespace),
            Kind::Break => return begins_item(after),
            Kind::Period | Kind::Ellipsis | Kind::Exclaiming => {}
        }
        if after.is_empty() {
            return true;
        }
        if !starts_blank(after) {
            return self.is_glued(before, after, table);
        }
        let next = after.trim_start();
        let opened = next.trim_start_matches(is_opener);
        let Some(first) = opened.chars().next() else { return true };
        if first.is_lowercase() || matches!(first, ',' | ';' | ':' | ')' | ']') {
            return false;
        }
        let quoted = words.get(self.closers..self.end).is_some_and(|closers| closers.contains(is_quote));
        let next_word = first_word(opened);
        match self.kind {
            Kind::Exclaiming | Kind::Ellipsis if quoted && names_speaker(opened, table) => false,
            Kind::Exclaiming | Kind::Bullet | Kind::Break => true,
            // A pause before "I" or a name goes on; a new sentence mostly begins with a small word.
            Kind::Ellipsis => first.is_uppercase() && next_word != "I",
            Kind::Period if quoted => !names_speaker(opened, table) || !before.ends_with(char::is_uppercase),
            Kind::Period if self.closers < self.end => true,
            Kind::Period => period_ends(before, next, opened, next_word, table),
        }
    }

    /// Whether a word glued to the stop begins a sentence ("at the end.Next").
    fn is_glued(self, before: &str, after: &str, table: &Sentences) -> bool {
        let opened = after.trim_start_matches(is_opener);
        let mut letters = opened.chars();
        let capital = letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(|letter| letter.is_lowercase() || letter == ' ' || letter == '’');
        let word = last_word(before);
        let small = word
            .chars()
            .rev()
            .take(2)
            .filter(|letter| letter.is_lowercase() || letter.is_ascii_digit())
            .count()
            == 2;
        let closed = self.closers < self.end;
        capital
            && (small || closed || before.ends_with([')', ']', '”', '"', '%']))
            && !table.domains.contains(&first_word(opened).to_lowercase())
            && !is_address(word)
    }
}

/// The length of notes in square brackets after a stop: " [17]", "[...]", "[…]".
fn notes(after: &str) -> usize {
    const LONGEST: usize = 5;
    let mut length = 0;
    while let Some(inside) =
        after.get(length..).and_then(|rest| rest.trim_start_matches(' ').strip_prefix('['))
    {
        let Some(close) =
            inside.char_indices().take(LONGEST).find(|(_, mark)| *mark == ']').map(|(at, _)| at)
        else {
            break;
        };
        let fits = inside
            .get(..close)
            .is_some_and(|note| note.chars().all(|mark| mark.is_ascii_digit() || matches!(mark, '.' | '…')));
        if !fits {
            break;
        }
        length = after.len() - inside.len() + close + 1;
    }
    length
}

/// Whether a single full stop after `before` ends a sentence; `next` follows the white space, `opened` without
/// opening marks.
fn period_ends(before: &str, next: &str, opened: &str, next_word: &str, table: &Sentences) -> bool {
    let word = last_word(before);
    let lower = word.to_lowercase();
    let starter = table.starters.contains(&next_word.to_lowercase())
        && opened.chars().next().is_some_and(char::is_uppercase)
        || next.len() > opened.len();
    let number_follows = opened.starts_with(|letter: char| letter.is_ascii_digit());
    if table.leading.contains(&lower) {
        // "St." and its like can end a sentence too: "on Main St. The car".
        return starter && !is_title_case_title(word) && next_word.len() > 1;
    }
    if lower == "no" || lower == "nos" {
        return !number_follows;
    }
    if table.either.contains(&lower) || is_acronym(word) {
        return starter;
    }
    if is_initial(word) {
        return starter && next_word.len() > 1;
    }
    if is_numeral(word) && before.len() == word.len() {
        return false;
    }
    true
}

/// Whether the word is a form of address, which a sentence never ends with.
fn is_title_case_title(word: &str) -> bool {
    !matches!(word, "St" | "Mt" | "Ft" | "Art" | "v" | "Sr" | "Vol" | "Fig" | "ed" | "Ed")
}

/// Whether a name and a verb of speech follow ("Ortiz asked", "Mr. Aliev of the union said").
fn names_speaker(after: &str, table: &Sentences) -> bool {
    let mut words =
        after.split_whitespace().map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let mut seen = 0;
    words.by_ref().take(SPEAKER_WORDS).any(|word| {
        seen += 1;
        seen > 1 && table.speech.contains(word)
    })
}

/// Whether a line inside a block begins an item of a list.
fn begins_item(after: &str) -> bool {
    let line = after.trim_start_matches([' ', '\t', '\r', '\n']);
    let rest = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    line.starts_with(['•', '*', '▪', '◦', '‣', '·'])
        || line.starts_with("- ")
        || line.starts_with("– ")
        || (rest.len() < line.len() && (rest.starts_with(". ") || rest.starts_with(") ")))
}

/// The last word of `before`, with stops and hyphens inside it, without opening marks.
fn last_word(before: &str) -> &str {
    let word = before.rsplit(|letter: char| {
        letter.is_whitespace() || matches!(letter, '—' | '–' | '/' | '(' | '[' | '“' | '"' | '‘')
    });
    word.into_iter().next().unwrap_or_default()
}

fn first_word(after: &str) -> &str {
    let end = after.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(after.len());
    after.get(..end).unwrap_or_default()
}

/// One letter, as in "J. Ortiz".
fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// Letters parted by stops, as in "U.S" and "B.J", or hyphenated initials as in "J.-P".
fn is_acronym(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let part = part.trim_start_matches('-');
            part.chars().count() == 1 && part.chars().all(char::is_alphabetic)
        })
}

fn is_numeral(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|letter| letter.is_ascii_digit())
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains('@') || word.starts_with("www")
}

fn is_quote(mark: char) -> bool {
    matches!(mark, '"' | '”' | '’' | '\'' | '»' | '“')
}

fn is_closer(mark: char) -> bool {
    matches!(mark, '"' | '”' | '’' | '\'' | '»' | ')' | ']')
}

fn is_opener(mark: char) -> bool {
    matches!(mark, '"' | '“' | '‘' | '\'' | '«' | '(' | '[' | '„' | '-' | '–' | '—' | '*')
        || mark.is_whitespace()
}

fn starts_blank(words: &str) -> bool {
    words.chars().next().is_none_or(char::is_whitespace)
}

/// The nearest character boundary at or below `at`.
fn floor(words: &str, at: usize) -> usize {
    let at = at.min(words.len());
    (0..=at).rev().find(|index| words.is_char_boundary(*index)).unwrap_or(0)
}
