//! Quotation marks: which stretches of a text stand in them.
//!
//! All styles of the press are read (double, single, low, angled, and doubled single marks); apostrophes are told from marks by the letters beside
//! them. A quotation goes on over paragraphs that each open anew and of which only the last closes; marks opened
//! twice count once; one that is never closed ends with its paragraph.

use rashomon_doc::{BlockKind, Pos, Span, View};

use super::transcript;

/// A stretch in quotation marks, without them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// The words inside, one span a paragraph.
    pub(crate) parts: Vec<Span>,
    /// The same with its marks, from the first to the last.
    pub(crate) outer: Span,
    /// Whether a closing mark was found.
    pub(crate) closed: bool,
    /// Whether it is a block set apart as a quotation, with or without marks.
    pub(crate) block: bool,
}

impl Quotation {
    /// From the first word to the last.
    pub(crate) fn inner(&self) -> Span {
        Span::cover_all(self.parts.iter().copied()).unwrap_or_default()
    }
}

/// The kind of a mark, so that it closes only what its kind opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
    Guillemet,
}

/// What a mark can do where it stands.
#[derive(Clone, Copy)]
struct Mark {
    span: Span,
    kind: Kind,
    opens: bool,
    closes: bool,
}

/// A quotation that is still open.
struct Open {
    kind: Kind,
    outer: Pos,
    inner: Pos,
}

/// Finds the quotations of a text in order of their start; those inside others are left out.
pub(crate) fn quotations(view: View<'_>) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut carried: Option<Kind> = None;
    let lines = paragraphs(view);
    let speakers = transcript::labels(view.text, lines.iter().map(|(_, line)| *line));
    for (kind, block) in lines {
        if let Some(turn) = turn(view.text, block, &speakers) {
            found.push(turn);
            carried = None;
            continue;
        }
        if kind == BlockKind::Blockquote {
            let inner = without_marks(view.text, block);
            if !inner.is_empty() {
                found.push(Quotation { parts: vec![inner], outer: block, closed: true, block: true });
            }
            carried = None;
            continue;
        }
        carried = scan(view.text, block, carried, &mut found);
    }
    found
}

/// The same with those blocks read for the marks inside that are told by the outlet after all.
pub(crate) fn opened(
    view: View<'_>,
    quotations: Vec<Quotation>,
    told: impl Fn(&Quotation) -> bool,
) -> Vec<Quotation> {
    let mut out = Vec::new();
    for quotation in quotations {
        if quotation.block && told(&quotation) {
            scan(view.text, quotation.outer, None, &mut out);
        } else {
            out.push(quotation);
        }
    }
    out
}

/// A turn of a transcript: what stands behind its speaker's label is verbatim, as if set apart.
fn turn(text: &str, line: Span, speakers: &[&str]) -> Option<Quotation> {
    let label = transcript::label(text, line).filter(|label| speakers.contains(&label.slice(text)))?;
    let said = without_marks(text, Span::new(label.end.index() + 1, line.end.index()));
    (!said.is_empty()).then(|| Quotation { parts: vec![said], outer: line, closed: true, block: true })
}

/// The stretches between line ends, with the kind of their block.
fn paragraphs(view: View<'_>) -> Vec<(BlockKind, Span)> {
    let whole = [(BlockKind::Headline, Span::new(0, view.text.len()))];
    let blocks: Vec<(BlockKind, Span)> = view
        .blocks
        .iter()
        .filter(|block| block.kind.is_read())
        .map(|block| (block.kind, block.span))
        .collect();
    let blocks = if view.blocks.is_empty() { whole.to_vec() } else { blocks };
    let mut out = Vec::new();
    for (kind, block) in blocks {
        let mut start = block.start.index();
        for line in view.slice(block).split_inclusive('\n') {
            let span = Span::new(start, start + line.len()).trimmed(view.text);
            if !span.is_empty() {
                out.push((kind, span));
            }
            start += line.len();
        }
    }
    out
}

/// Reads one paragraph; gives the kind of a quotation that may go on in the next.
fn scan(text: &str, block: Span, carried: Option<Kind>, found: &mut Vec<Quotation>) -> Option<Kind> {
    let mut open: Option<Open> = None;
    let marks = marks(text, block);
    for (index, mark) in marks.iter().enumerate() {
        match &open {
            None if mark.opens => {
                open = Some(Open { kind: mark.kind, outer: mark.span.start, inner: mark.span.end });
            }
            // Opened twice: the second mark replaces the first where nothing lies between.
            Some(now) if mark.opens && text[now.inner.index()..mark.span.start.index()].trim().is_empty() => {
                open = Some(Open { kind: mark.kind, outer: now.outer, inner: mark.span.end });
            }
            Some(now) if mark.kind == now.kind && mark.closes && closes(text, &marks, index) => {
                let inner = Span { start: now.inner, end: mark.span.start }.trimmed(text);
                let outer = Span { start: now.outer, end: mark.span.end };
                let continued = carried == Some(now.kind) && now.outer == block.start;
                add(found, inner, outer, true, continued);
                open = None;
            }
            // A mark turned the wrong way: "“We go, “Kroll said. “We go now.”" The comma shows where the words end, or the
            // stop before the last mark of the paragraph.
            Some(now) if mark.kind == now.kind && mark.opens && is_turned(text, now, &marks, index) => {
                let inner = Span { start: now.inner, end: mark.span.start }.trimmed(text);
                let outer = Span { start: now.outer, end: mark.span.end };
                let continued = carried == Some(now.kind) && now.outer == block.start;
                add(found, inner, outer, true, continued);
                open = None;
            }
            Some(now) if mark.kind == now.kind && mark.opens && mark.kind == Kind::Double => {
                // A new one opens although the last was not closed: that one ended before it.
                let inner = Span { start: now.inner, end: mark.span.start }.trimmed(text);
                let end = last_sentence_end(text, inner);
                let outer = Span { start: now.outer, end: end.end };
                add(found, end, outer, false, false);
                open = Some(Open { kind: mark.kind, outer: mark.span.start, inner: mark.span.end });
            }
            None | Some(_) => {}
        }
    }
    let now = open?;
    if now.kind == Kind::Single {
        // A lone single mark is an apostrophe more often than an unclosed quotation.
        return None;
    }
    let inner = Span { start: now.inner, end: block.end }.trimmed(text);
    let outer = Span { start: now.outer, end: block.end };
    let continued = carried == Some(now.kind) && now.outer == block.start;
    add(found, inner, outer, false, continued);
    Some(now.kind)
}

/// Whether the mark at `index`, which opens by its form, closes what is open.
fn is_turned(text: &str, open: &Open, marks: &[Mark], index: usize) -> bool {
    let Some(mark) = marks.get(index) else { return false };
    let words = text.get(open.inner.index()..mark.span.start.index()).unwrap_or_default().trim_end();
    let last = !marks[index + 1..].iter().any(|next| next.kind == mark.kind);
    words.ends_with(',') || last && words.ends_with(['.', '!', '?'])
}

/// Whether the mark at `index`, which can close, does so: an ambiguous mark closes unless it starts a pair inside, and
/// one behind a plural ("the workers’ union") does not if a mark behind a stop follows.
fn closes(text: &str, marks: &[Mark], index: usize) -> bool {
    let Some(mark) = marks.get(index) else { return false };
    let mut later = marks[index + 1..].iter().filter(|next| next.kind == mark.kind);
    if mark.opens {
        return later.count() % 2 == 0;
    }
    let before = |mark: &Mark| text[..mark.span.start.index()].trim_end().chars().next_back();
    let plural = mark.kind == Kind::Single && before(mark).is_some_and(|c| matches!(c, 's' | 'S'));
    let goes_on = text[mark.span.end.index()..].starts_with(' ');
    let next = later.find(|next| next.opens || before(next).is_some_and(|c| ",.!?…".contains(c)));
    !(plural && goes_on && next.is_some_and(|next| !next.opens))
}

fn add(found: &mut Vec<Quotation>, inner: Span, outer: Span, closed: bool, continued: bool) {
    if inner.is_empty() {
        return;
    }
    if continued && let Some(last) = found.last_mut() {
        last.parts.push(inner);
        last.outer = last.outer.cover(outer);
        last.closed = closed;
        return;
    }
    found.push(Quotation { parts: vec![inner], outer, closed, block: false });
}

/// The first sentence of an unclosed quotation: what follows may no longer belong to it.
fn last_sentence_end(text: &str, span: Span) -> Span {
    let words = span.slice(text);
    let end = words.find(['.', '!', '?']).map_or(words.len(), |at| at + 1);
    Span::new(span.start.index(), span.start.index() + end)
}

/// The words of a block without marks around them.
fn without_marks(text: &str, block: Span) -> Span {
    let words = block.slice(text);
    let is_mark = |c: char| c.is_whitespace() || "\"“”„«»‘’'".contains(c);
    let start = block.start.index() + (words.len() - words.trim_start_matches(is_mark).len());
    Span::new(start, start + words.trim_start_matches(is_mark).trim_end_matches(is_mark).len())
}

/// All characters of a paragraph that can be quotation marks, with what they can do.
fn marks(text: &str, block: Span) -> Vec<Mark> {
    let mut out = Vec::new();
    let words = block.slice(text);
    let mut before: Option<char> = None;
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut len = c.len_utf8();
        let doubled = matches!(c, '\'' | '`' | '’' | '‘') && chars.peek().is_some_and(|(_, next)| *next == c);
        if doubled {
            chars.next();
            len *= 2;
        }
        let after = words[at + len..].chars().next();
        let clipped = matches!(c, '\'' | '‘' | '’') && !doubled && clips(&words[at + len..]);
        if let Some((kind, opens, closes)) = reading(c, doubled, before, after).filter(|_| !clipped) {
            let start = block.start.index() + at;
            out.push(Mark { span: Span::new(start, start + len), kind, opens, closes });
        }
        before = Some(c);
    }
    out
}

/// Words that lose their beginning to an apostrophe.
const CLIPPED: [&str; 8] = ["em", "cause", "til", "tis", "twas", "n", "bout", "round"];

/// Whether an apostrophe before `rest` stands for lost letters or digits ("'cause", "'90s").
fn clips(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    CLIPPED.contains(&word.to_lowercase().as_str()) || word.starts_with(|c: char| c.is_ascii_digit())
}

/// What a character between `before` and `after` can be: its kind, whether it opens, whether it closes.
fn reading(c: char, doubled: bool, before: Option<char>, after: Option<char>) -> Option<(Kind, bool, bool)> {
    let left_free = before.is_none_or(|b| b.is_whitespace() || "([{—–-/“‘\"«".contains(b));
    let right_free = after.is_none_or(|a| !a.is_alphanumeric());
    let right_word = after.is_some_and(|a| a.is_alphanumeric() || "$£€#@[(…'’‘“\"".contains(a));
    let left_word = before.is_some_and(|b| !b.is_whitespace());
    Some(match c {
        '“' => (Kind::Double, true, left_word && right_free && !left_free),
        '”' => (Kind::Double, left_free && right_word, true),
        '„' => (Kind::Double, true, false),
        // A mark that stands free on both sides closes: "the term 'outreach,' " he said.
        '"' => (Kind::Double, right_word && (left_free || !left_word), left_word || !right_word),
        '«' => (Kind::Guillemet, true, false),
        '»' => (Kind::Guillemet, false, true),
        '`' | '‘' if doubled => (Kind::Double, true, false),
        '\'' | '’' if doubled => (Kind::Double, left_free && right_word, left_word),
        // Texts that were taken apart into words have a space inside their marks.
        '‘' => (Kind::Single, left_free && (right_word || after == Some(' ')), false),
        '’' => (Kind::Single, false, before.is_some() && right_free),
        '\'' => (Kind::Single, left_free && right_word, before.is_some() && right_free),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use rashomon_doc::{Block, Field, Layer};

    use super::*;

    fn found(text: &str) -> Vec<String> {
        let layer = Layer::default();
        let blocks = [Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }];
        let view = View { text, blocks: &blocks, layer: &layer, field: Field::Text };
        let spans = |quotation: Quotation| {
            let parts: Vec<&str> = quotation.parts.iter().map(|part| part.slice(text)).collect();
            parts.join(" / ")
        };
        quotations(view).into_iter().map(spans).collect()
    }

    #[test]
    fn all_styles_are_read() {
        for text in [
            "He said \"we go\" twice",
            "He said “we go” twice",
            "He said «we go» twice",
            "He said „we go“ twice",
            "He said ‘we go’ twice",
            "He said 'we go' twice",
            "He said ``we go'' twice",
        ] {
            assert_eq!(found(text), ["we go"], "{text}");
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(found("The dockers' union didn't say it's 'cause of the boss' son").is_empty());
        assert_eq!(found("‘The workers’ union won’t go,’ he said"), ["The workers’ union won’t go,"]);
    }

    #[test]
    fn quotations_go_on_over_paragraphs() {
        let text = "“We stay.\n“We have said so.\n“We will go on,” she said. “Yes.”";
        assert_eq!(found(text), ["We stay. / We have said so. / We will go on,", "Yes."]);
    }

    #[test]
    fn marks_opened_twice_or_never_closed() {
        assert_eq!(found("\"“We went to them,\" said the minister."), ["We went to them,"]);
        assert_eq!(found("“We go, “Kroll said. “We go now.”"), ["We go,", "We go now."]);
        assert_eq!(found("She said: “We went to them. And they left."), ["We went to them. And they left."]);
    }

    #[test]
    fn a_quotation_inside_a_quotation_is_part_of_it() {
        assert_eq!(found("“He told me ‘go home’ and left,” she said."), ["He told me ‘go home’ and left,"]);
    }
}
