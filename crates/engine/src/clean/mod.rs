//! From a page to an article: blocks, title, dates, outlet, language.

mod blockquote;
mod blocks;
pub mod html;

use rashomon_doc::{Article, Date, Outlet, Provenance, Title};

pub use blockquote::{SpeakerTag, speaker_tag};

use crate::Tables;
use crate::read::{Content, Metadata, Page, document_id};

/// Cleans one page. The text of plain text and rows is left untouched: blocks label it.
pub fn clean(page: Page, tables: &Tables) -> Article {
    let Page { path, place: _, input_id, sha256, repeat, content, metadata, given, mut diagnostics } = page;
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
        Content::Article(article) => {
            let id = document_id(&path, input_id.as_ref(), &article.text, repeat);
            return again(Article { id, path, input_id, sha256, diagnostics, ..*article }, given);
        }
    };
    let title = given.title.or(title);
    Article {
        id: document_id(&path, input_id.as_ref(), &text, repeat),
        path,
        input_id,
        url: url.or(metadata.url),
        sha256,
        language: "en".to_owned(),
        outlet: outlet(given.outlet, metadata.outlet),
        author: given.author.or(metadata.author),
        title: title.map_or(Title::None, Title::Apart),
        published: Date::unknown(),
        updated: None,
        blocks,
        text,
        diagnostics,
    }
}

/// An article that was cleaned before: what the user gives goes before what was found then.
fn again(article: Article, given: Metadata) -> Article {
    Article {
        url: given.url.or(article.url),
        outlet: outlet(given.outlet, None).or(article.outlet),
        author: given.author.or(article.author),
        title: given.title.map_or(article.title, Title::Apart),
        ..article
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
