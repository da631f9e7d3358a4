//! From a page to an article: blocks, title, dates, outlet, language.

mod blocks;
pub mod html;

use rashomon_doc::{Article, InputId, Outlet, Provenance, Title};
use sha2::{Digest, Sha256};

use crate::Tables;
use crate::read::{Content, Metadata, Page};

/// How many hex digits of the digest make a document's id.
const ID_DIGITS: usize = 12;

/// Cleans one page. The text of plain text and rows is left untouched: blocks label it.
pub fn clean(page: Page, tables: &Tables) -> Article {
    let Page { path, input_id, sha256, content, metadata, given, mut diagnostics, given_published } = page;
    let url = given.url.clone().or_else(|| metadata.url.clone());
    let (text, title, blocks, metadata) = match content {
        Content::Text(text) => {
            let blocks = blocks::label(&text, tables);
            (text, None, blocks, metadata)
        }
        Content::Row { text, title } => {
            let blocks = blocks::label(&text, tables);
            (text, title, blocks, metadata)
        }
        Content::Html(html) => {
            let page = html::extract(&html, url.as_deref(), tables, &mut diagnostics);
            let metadata = first_of(metadata, page.metadata);
            (page.text, metadata.title.clone(), page.blocks, metadata)
        }
    };
    let title = given.title.or(title);
    Article {
        id: document_id(&path, input_id.as_ref(), &text),
        path,
        input_id,
        url: url.or(metadata.url),
        sha256,
        language: "en".to_owned(),
        outlet: outlet(given.outlet, metadata.outlet),
        author: given.author.or(metadata.author),
        title: title.map_or(Title::None, Title::Apart),
        published: given_published.unwrap_or_default(),
        updated: None,
        blocks,
        text,
        diagnostics,
    }
}

/// Infers missing publication dates of a collection from sibling reports of the same affair.
pub fn infer_from_siblings(articles: &mut [Article], tables: &Tables) {
    let _ = (articles, tables);
}

/// What a record says, and where it is silent what the page says.
fn first_of(record: Metadata, page: Metadata) -> Metadata {
    Metadata {
        outlet: record.outlet.or(page.outlet),
        url: record.url.or(page.url),
        title: record.title.or(page.title),
        author: record.author.or(page.author),
        published: record.published.or(page.published),
        updated: record.updated.or(page.updated),
    }
}

fn outlet(given: Option<String>, stated: Option<String>) -> Option<Outlet> {
    let named = |basis| move |name| Outlet { name, basis, span: None };
    given.map(named(Provenance::Given)).or_else(|| stated.map(named(Provenance::Metadata)))
}

/// `d` and 12 hex digits of the SHA-256 over path, input id and text, each ended by a zero byte.
fn document_id(path: &str, input_id: Option<&InputId>, text: &str) -> String {
    let mut digest = Sha256::new();
    let input_id = match input_id {
        None => String::new(),
        Some(InputId::Text(id)) => format!("\"{id}\""),
        Some(InputId::Number(id)) => id.to_string(),
    };
    for part in [path, &input_id, text] {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    let hex = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    let digits = digest
        .finalize()
        .iter()
        .flat_map(|byte| [hex(byte >> 4), hex(byte & 15)])
        .take(ID_DIGITS)
        .collect::<String>();
    format!("d{digits}")
}
