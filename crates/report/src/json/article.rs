//! One line of `rashomon clean`.

use rashomon_doc::{Article, Block, BlockKind, CodePoints, Date, Diagnostic, DiagnosticCode, Span};
use schemars::JsonSchema;
use serde::Serialize;

use super::VERSION;
use super::base::{BlockJson, InputIdJson, OutletJson, Pair};
use super::date::DateJson;
use crate::label::Named;

/// An article's body: a block a line, what belongs to the page rather than to the article left out.
pub(super) struct Body {
    text: String,
    blocks: Vec<Block>,
    /// For each block where it came from.
    origins: Vec<Span>,
}

impl Body {
    pub(super) fn new(article: &Article) -> Self {
        let mut body = Self { text: String::new(), blocks: Vec::new(), origins: Vec::new() };
        for block in article.blocks.iter().filter(|block| is_body(block.kind)) {
            let words = block.span.slice(&article.text);
            if !body.text.is_empty() {
                body.text.push(body.separator());
            }
            let start = body.text.len();
            // One white space character for another: positions inside the block stay what they are.
            body.text.extend(words.chars().map(|char| if matches!(char, '\n' | '\r') { ' ' } else { char }));
            body.blocks.push(Block { kind: block.kind, span: Span::new(start, body.text.len()) });
            body.origins.push(block.span);
        }
        body
    }

    /// A dateline stands in front of its sentence; other blocks have a line each.
    fn separator(&self) -> char {
        let after_dateline = self.blocks.last().is_some_and(|block| block.kind == BlockKind::Dateline);
        if after_dateline { ' ' } else { '\n' }
    }

    /// Where words of the article stand in the body, if they do.
    fn place(&self, words: Span) -> Option<Span> {
        let index = self.origins.iter().position(|origin| origin.contains(words))?;
        let start = self.blocks.get(index)?.span.start.index() + words.start.index()
            - self.origins.get(index)?.start.index();
        Some(Span::new(start, start + words.len()))
    }
}

/// Whether a block belongs to the body: the headline, author and date have fields of their own.
fn is_body(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Deck
        | BlockKind::Dateline
        | BlockKind::Subhead
        | BlockKind::Paragraph
        | BlockKind::Blockquote
        | BlockKind::Caption => true,
        BlockKind::Headline
        | BlockKind::Byline
        | BlockKind::Datestamp
        | BlockKind::Teaser
        | BlockKind::Furniture => false,
    }
}

/// An article as `rashomon clean` writes it and every command reads it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "rashomon/article")]
pub(super) struct ArticleLine<'a> {
    #[schemars(extend("const" = "rashomon/article"))]
    format: &'static str,
    #[schemars(extend("const" = VERSION))]
    version: u32,
    path: &'a str,
    url: Option<&'a str>,
    input_id: Option<InputIdJson<'a>>,
    sha256: &'a str,
    title: Option<&'a str>,
    author: Option<&'a str>,
    outlet: Option<OutletJson<'a>>,
    published: DateJson<Pair>,
    updated: Option<DateJson<Pair>>,
    language: &'a str,
    text: &'a str,
    blocks: Vec<BlockJson>,
    diagnostics: Vec<Notice<'a>>,
}

/// What was doubtful in reading and cleaning.
#[derive(Debug, Serialize, JsonSchema)]
struct Notice<'a> {
    code: Named<DiagnosticCode>,
    message: &'a str,
}

impl<'a> ArticleLine<'a> {
    pub(super) fn new(article: &'a Article, body: &'a Body) -> Self {
        let Article {
            id: _,
            path,
            input_id,
            url,
            sha256,
            language,
            outlet,
            author,
            title: _,
            published,
            updated,
            text: _,
            blocks: _,
            diagnostics,
        } = article;
        let points = CodePoints::new(&body.text);
        let date = |date: &Date| DateJson::new(date, &|words| body.place(words).map(|at| points.pair(at)));
        Self {
            format: "rashomon/article",
            version: VERSION,
            path,
            url: url.as_deref(),
            input_id: InputIdJson::new(input_id.as_ref()),
            sha256,
            title: article.title_str(),
            author: author.as_deref(),
            outlet: OutletJson::new(outlet.as_ref()),
            published: date(published),
            updated: updated.as_ref().map(date),
            language,
            text: &body.text,
            blocks: body.blocks.iter().map(|block| BlockJson::new(*block, &points)).collect(),
            diagnostics: diagnostics
                .iter()
                .map(|Diagnostic { code, message, place: _ }| Notice { code: Named(*code), message })
                .collect(),
        }
    }
}
