//! What reuse sees of a report: its running text as numbered words.

use std::ops::Range;

use rashomon_doc::{Article, BlockKind, Field, Span};

use crate::dossier::{DocId, DocSpan, Report};
use crate::ontology::{Background, Compare};
use crate::resolve::quoted::Quoted;
use crate::resolve::words::{self, Lexicon, WordId};
use crate::{Tables, segment};

/// One report as reuse sees it.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The report's number in the result.
    pub doc: DocId,
    /// The article.
    pub article: &'a Article,
    /// Its sentences.
    pub sentences: Vec<Span>,
    /// Whom its statements are credited to, as far as it was read.
    pub credits: Vec<Credit>,
}

/// A link of a chain of telling: the agency, outlet or person that a report has words from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// Where it is named.
    pub span: Span,
    /// Its name.
    pub name: String,
}

impl<'a> Source<'a> {
    /// An article that has not been read: its sentences are found here.
    pub fn of_article(doc: DocId, article: &'a Article, tables: &Tables) -> Self {
        let sentences = segment::sentences(&article.text, &article.blocks, tables);
        Self { doc, article, sentences, credits: Vec::new() }
    }

    /// A report that has been read.
    pub fn of_report(doc: DocId, report: &'a Report, tables: &Tables) -> Self {
        let article = &report.doc.article;
        if report.doc.body.sentences.is_empty() {
            return Self::of_article(doc, article, tables);
        }
        let sentences = report.doc.body.sentences.iter().map(|sentence| sentence.span).collect();
        let facts = &report.facts.body;
        let links = facts.attributions.iter().flat_map(|attribution| &attribution.chain);
        let credits = links
            .filter_map(|link| {
                let name = facts.names.get(link.name?.0 as usize)?;
                Some(Credit { span: link.span, name: name.name.clone() })
            })
            .collect();
        Self { doc, article, sentences, credits }
    }
}

/// A stretch of a report that is aligned in one piece: a sentence, or a part of a very long one.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Which source.
    pub(super) source: u32,
    /// Where it stands.
    pub(super) span: Span,
    /// Its first word in the collection.
    pub(super) start: u32,
    /// Behind its last word.
    pub(super) end: u32,
}

/// No word counts as rarer than this: one that the background lacks can be of any rarity.
const RAREST: f64 = 6.0;

/// Index of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct PieceId(pub u32);

/// All reports as numbered words.
pub(super) struct Collection<'s, 'a> {
    /// The reports.
    pub(super) sources: &'s [Source<'a>],
    /// Their pieces, in order.
    pub(super) pieces: Vec<Piece>,
    /// Their words, in order. Positions are found again when they are needed: most words are in no passage.
    pub(super) words: Vec<WordId>,
    /// What the numbers stand for.
    pub(super) lexicon: Lexicon,
    /// What each report quotes.
    pub(super) quoted: Vec<Quoted>,
    /// How common words are in news.
    background: &'s Background,
}

impl<'s, 'a> Collection<'s, 'a> {
    /// Numbers the words of all running text; headings and furniture are left out.
    pub(super) fn new(sources: &'s [Source<'a>], table: &'s Compare) -> Self {
        let mut collection = Self {
            sources,
            pieces: Vec::new(),
            words: Vec::new(),
            lexicon: Lexicon::default(),
            quoted: Vec::new(),
            background: &table.background,
        };
        for (index, source) in sources.iter().enumerate() {
            let text = &source.article.text;
            collection.quoted.push(Quoted::find(text, &source.article.blocks));
            for sentence in source.sentences.iter().filter(|span| is_running(source.article, **span)) {
                let spans = words::spans(text, *sentence);
                for chunk in spans.chunks(table.reuse.max_sentence_words.max(1)) {
                    let start = collection.words.len() as u32;
                    for span in chunk {
                        let id = collection.lexicon.intern(span.slice(text), &table.function_words);
                        collection.words.push(id);
                    }
                    // A sentence in one piece keeps its punctuation; parts of a long one go from word to word.
                    let whole = chunk.len() == spans.len();
                    let cover = Span::cover_all(chunk.iter().copied()).unwrap_or_default();
                    let span = if whole { *sentence } else { cover };
                    let end = collection.words.len() as u32;
                    collection.pieces.push(Piece { source: index as u32, span, start, end });
                }
            }
        }
        collection
    }

    /// A piece.
    pub(super) fn piece(&self, id: PieceId) -> &Piece {
        &self.pieces[id.0 as usize]
    }

    /// The words of a piece.
    pub(super) fn words_of(&self, id: PieceId) -> &[WordId] {
        let piece = self.piece(id);
        &self.words[piece.start as usize..piece.end as usize]
    }

    /// Whether a piece holds words in quotation marks.
    pub(super) fn has_quotation(&self, id: PieceId) -> bool {
        let piece = self.piece(id);
        self.quoted.get(piece.source as usize).is_some_and(|quoted| quoted.meets(piece.span))
    }

    /// Whether some words of a piece, by their numbers in it, stand in quotation marks.
    pub(super) fn is_quoted(&self, id: PieceId, words: Range<usize>) -> bool {
        let quoted = self.quoted.get(self.piece(id).source as usize);
        let spans = self.spans_of(id);
        quoted.is_some_and(|quoted| {
            words.clone().all(|word| spans.get(word).is_some_and(|span| quoted.holds(span.start)))
        })
    }

    /// How rare some words of a piece are together (sum of inverse document frequencies); names and figures count nothing.
    pub(super) fn rarity(&self, id: PieceId, run: Range<usize>) -> f64 {
        let text = &self.source(id).article.text;
        let all = f64::from(self.background.documents.max(1));
        let (words, spans) = (self.words_of(id), self.spans_of(id));
        let rarity = |at: usize| {
            let word = spans.get(at)?.slice(text);
            let is_content = self.lexicon.is_content(*words.get(at)?);
            let plain =
                word.starts_with(char::is_lowercase) || at == 0 && word.starts_with(char::is_alphabetic);
            let contracted = word.contains(['\'', '’']);
            let holders = self.background.documents_with(&words::stem(&words::normal(word)));
            let rarity = (all / f64::from(holders.max(1))).ln().min(RAREST);
            (is_content && plain && !contracted).then_some(rarity)
        };
        run.filter_map(rarity).sum()
    }

    /// Where the words of a piece stand.
    pub(super) fn spans_of(&self, id: PieceId) -> Vec<Span> {
        let piece = self.piece(id);
        words::spans(&self.source(id).article.text, piece.span)
    }

    /// The report of a piece.
    pub(super) fn source(&self, id: PieceId) -> &'s Source<'a> {
        &self.sources[self.piece(id).source as usize]
    }

    /// The reports of a pair of pieces.
    pub(super) fn docs_of(&self, (a, b): (PieceId, PieceId)) -> (u32, u32) {
        (self.piece(a).source, self.piece(b).source)
    }

    /// A span in the report of a piece.
    pub(super) fn doc_span(&self, id: PieceId, span: Span) -> DocSpan {
        DocSpan { doc: self.source(id).doc, field: Field::Text, span }
    }
}

/// Whether a sentence belongs to the running text: passages are not sought in headings and furniture.
fn is_running(article: &Article, span: Span) -> bool {
    let index = article.blocks.partition_point(|block| block.span.end <= span.start);
    match article.blocks.get(index).map(|block| block.kind) {
        Some(BlockKind::Paragraph | BlockKind::Blockquote | BlockKind::Deck | BlockKind::Caption) => true,
        Some(
            BlockKind::Headline
            | BlockKind::Byline
            | BlockKind::Dateline
            | BlockKind::Datestamp
            | BlockKind::Subhead
            | BlockKind::Teaser
            | BlockKind::Furniture,
        )
        | None => false,
    }
}
