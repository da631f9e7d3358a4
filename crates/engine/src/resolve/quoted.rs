//! Which words of a text stand in quotation marks or in a block quotation.

use std::cmp::Ordering;

use rashomon_doc::{Block, BlockKind, Pos, Span};

/// Stretches of a text that are quoted, in order and disjoint, without their marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quoted {
    spans: Vec<Span>,
}

impl Quoted {
    /// Finds them block by block. A mark that is opened and not closed quotes the rest of its block, as papers do
    /// in quotations of several paragraphs; a mark opened twice and closed once is one quotation.
    pub fn find(text: &str, blocks: &[Block]) -> Self {
        let mut spans = Vec::new();
        for block in blocks.iter().filter(|block| block.kind.is_read()) {
            if block.kind == BlockKind::Blockquote {
                spans.push(block.span);
            } else {
                in_block(text, block.span, &mut spans);
            }
        }
        Self { spans }
    }

    /// The quoted stretch that holds all of `span`.
    pub fn around(&self, span: Span) -> Option<Span> {
        let index = self.spans.partition_point(|quoted| quoted.end <= span.start);
        self.spans.get(index).copied().filter(|quoted| quoted.contains(span))
    }

    /// What of `span` is quoted.
    pub fn within(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let first = self.spans.partition_point(|quoted| quoted.end <= span.start);
        let clip =
            move |quoted: &Span| Span { start: quoted.start.max(span.start), end: quoted.end.min(span.end) };
        self.spans[first..].iter().take_while(move |quoted| quoted.start < span.end).map(clip)
    }

    /// Whether any of `span` is quoted.
    pub fn meets(&self, span: Span) -> bool {
        let index = self.spans.partition_point(|quoted| quoted.end <= span.start);
        self.spans.get(index).is_some_and(|quoted| quoted.overlaps(span))
    }

    /// Whether the character at `pos` is quoted.
    pub fn holds(&self, pos: Pos) -> bool {
        let index = self.spans.partition_point(|quoted| quoted.end <= pos);
        self.spans.get(index).is_some_and(|quoted| quoted.contains_pos(pos))
    }
}

/// Finds the quotations of one block.
fn in_block(text: &str, block: Span, spans: &mut Vec<Span>) {
    let words = block.slice(text);
    let base = block.start.index();
    let mut open: Option<usize> = None;
    let mut before = ' ';
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, next)| *next);
        match (mark(c, before, after), open) {
            (Mark::Open, None) => open = Some(base + at + c.len_utf8()),
            (Mark::Close, Some(start)) => {
                spans.push(Span::new(start, base + at));
                open = None;
            }
            (Mark::Open | Mark::Close | Mark::No, _) => {}
        }
        before = c;
    }
    if let Some(start) = open {
        spans.push(Span::new(start, block.end.index()));
    }
}

enum Mark {
    Open,
    Close,
    No,
}

/// What a character between two others is. Single marks count only where curly: a straight one is too often an
/// apostrophe.
fn mark(c: char, before: char, after: char) -> Mark {
    match c {
        '“' | '„' | '«' => Mark::Open,
        '”' | '»' => Mark::Close,
        '‘' if !before.is_alphanumeric() && after.is_alphanumeric() => Mark::Open,
        '’' if !after.is_alphanumeric() && (before.is_alphanumeric() || ".,!?…".contains(before)) => {
            // A plural possessive looks the same; it closes only what is open, so it seldom matters.
            Mark::Close
        }
        '"' if before.is_whitespace() || "([—–-".contains(before) => Mark::Open,
        '"' => Mark::Close,
        _ => Mark::No,
    }
}

/// Words cut out of a text with the other half of a quotation mark that the cut took from them.
pub(crate) fn in_pairs(words: &str) -> String {
    let straight: Vec<usize> = words.match_indices('"').map(|(at, _)| at).collect();
    let lone = straight.last().filter(|_| straight.len() % 2 == 1);
    let opens = |at: &usize| {
        words[..*at].chars().next_back().is_none_or(|before| before.is_whitespace() || before == '(')
    };
    let curly = words.matches('“').count().cmp(&words.matches('”').count());
    match (lone, curly) {
        (Some(at), _) if opens(at) => format!("{words}\""),
        (Some(_), _) => format!("\"{words}"),
        (None, Ordering::Greater) => format!("{words}”"),
        (None, Ordering::Less) => format!("“{words}"),
        (None, Ordering::Equal) => words.to_owned(),
    }
}

/// Double marks as single ones, as they stand inside other marks; straight ones by whether a word begins or ends there.
pub fn single_marks(words: &str) -> String {
    let mut before = None;
    let single = |letter: char| {
        let opens =
            before.replace(letter).is_none_or(|last: char| last.is_whitespace() || "([—–".contains(last));
        match letter {
            '“' => '‘',
            '”' => '’',
            '"' if opens => '‘',
            '"' => '’',
            other => other,
        }
    };
    words.chars().map(single).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
        Quoted::find(text, &[block]).spans.into_iter().map(|span| span.slice(text)).collect()
    }

    #[test]
    fn marks_of_all_styles() {
        assert_eq!(quoted(r#"She said "no deal" and “never”."#), ["no deal", "never"]);
        assert_eq!(quoted("a ‘reform’ of the sailors’ fund"), ["reform"]);
    }

    #[test]
    fn broken_marks() {
        assert_eq!(quoted("“We will wait… “and see” he said"), ["We will wait… “and see"]);
        assert_eq!(quoted("“The gates stay shut."), ["The gates stay shut."]);
        assert_eq!(quoted("no quotation here” at all"), Vec::<&str>::new());
    }

    #[test]
    fn a_cut_takes_no_mark_from_its_pair() {
        assert_eq!(in_pairs(r#"she should "go home"#), r#"she should "go home""#);
        assert_eq!(in_pairs(r#"go home" and "stay there""#), r#""go home" and "stay there""#);
        assert_eq!(in_pairs("she should “go home"), "she should “go home”");
        assert_eq!(in_pairs("a “plain” word"), "a “plain” word");
    }
}
