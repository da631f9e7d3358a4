//! From a page to an article: blocks, title, dates, outlet, language.

mod blockquote;
mod blocks;
mod body;
mod date;
mod dateline;
mod evidence;
mod glue;
mod head;
pub mod html;
mod infer;
mod language;
mod lines;
mod mentions;
mod outlet;
mod phrases;
mod quotes;
mod siblings;
mod split;
mod stamp;
mod tail;

use rashomon_doc::{Article, Diagnostic, DiagnosticCode, Outlet, Provenance, Title};

pub use blockquote::{SpeakerTag, speaker_tag};
pub use siblings::infer_from_siblings;

use self::blocks::{Known, Labelled};
use crate::Tables;
use crate::read::{Content, Metadata, Page, document_id, front_matter};

/// Cleans one page. The text of plain text and rows is left untouched: blocks label it.
pub fn clean(page: Page, tables: &Tables) -> Article {
    let Page { path, place: _, input_id, sha256, repeat, content, metadata, given, mut diagnostics } = page;
    let url = given.url.clone().or_else(|| metadata.url.clone());
    let (text, apart, labelled, metadata) = match content {
        Content::Text(text) => {
            let front = front_matter(&text, &tables.inputs);
            let title = front.as_ref().and_then(|front| front.metadata.title.clone());
            let (metadata, front) = match front {
                Some(front) => (first_of(metadata, front.metadata), Some(front.span)),
                None => (metadata, None),
            };
            let known = known(&metadata, &given, title.as_deref(), url.as_deref());
            let labelled = blocks::label(&text, Known { front, ..known }, tables);
            (text, title.filter(|_| labelled.title.is_none()), labelled, metadata)
        }
        Content::Row { text, title } => {
            let labelled =
                blocks::label(&text, known(&metadata, &given, title.as_deref(), url.as_deref()), tables);
            (text, title, labelled, metadata)
        }
        Content::Html(html) => {
            let page = html::extract(&html, tables, &mut diagnostics);
            // What was noticed of the file stands elsewhere in the article, or not in it.
            for notice in &mut diagnostics {
                notice.place = None;
            }
            let metadata = first_of(metadata, page.metadata);
            let known = known(&metadata, &given, metadata.title.as_deref(), url.as_deref());
            let labelled = blocks::relabel(&page.text, &page.blocks, known, tables);
            let (text, labelled) = match html::prune(&page.text, &page.blocks, &labelled.blocks) {
                Some((text, lines)) => {
                    let labelled = blocks::relabel(&text, &lines, known, tables);
                    (text, labelled)
                }
                None => (page.text, labelled),
            };
            (text, metadata.title.clone(), labelled, metadata)
        }
        Content::Article(article) => {
            let id = document_id(&path, input_id.as_ref(), &article.text, repeat);
            return again(Article { id, path, input_id, sha256, diagnostics, ..*article }, given);
        }
    };
    let Labelled { blocks, title, site } = labelled;
    let url = url.or_else(|| metadata.url.clone());
    let source = date::Source {
        text: &text,
        blocks: &blocks,
        metadata: &metadata,
        given: &given,
        url: url.as_deref(),
    };
    let dated = date::dates(source, tables, &mut diagnostics);
    let language = language::detect(&text, &blocks, apart.as_deref(), tables);
    let outlet = outlet::outlet(&text, &blocks, site, &given, &metadata, url.as_deref(), tables);
    let author = given.author.or(metadata.author).or_else(|| outlet::author(&text, &blocks, tables));
    notices(&text, &blocks, &language, tables, &mut diagnostics);
    Article {
        id: document_id(&path, input_id.as_ref(), &text, repeat),
        path,
        input_id,
        url,
        sha256,
        language,
        outlet,
        author,
        title: match (given.title.or(apart), title) {
            (Some(title), _) => Title::Apart(title),
            (None, Some(span)) => Title::InText(span),
            (None, None) => Title::None,
        },
        published: dated.published,
        updated: dated.updated,
        blocks,
        text,
        diagnostics,
    }
}

/// What metadata and the user say that helps to tell blocks apart.
fn known<'a>(
    metadata: &'a Metadata,
    given: &'a Metadata,
    title: Option<&'a str>,
    url: Option<&'a str>,
) -> Known<'a> {
    Known {
        title,
        author: given.author.as_deref().or(metadata.author.as_deref()),
        outlet: given.outlet.as_deref().or(metadata.outlet.as_deref()),
        host: url.and_then(outlet::host),
        front: None,
        selected: false,
    }
}

/// What is doubtful about the text as a whole.
fn notices(
    text: &str,
    blocks: &[rashomon_doc::Block],
    language: &str,
    tables: &Tables,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if text.trim().is_empty() {
        if !diagnostics.iter().any(|found| found.code == DiagnosticCode::NoText) {
            let message = "the document holds no text".to_owned();
            diagnostics.push(Diagnostic { code: DiagnosticCode::NoText, message, place: None });
        }
        return;
    }
    if let Some(notice) = language::not_english(language) {
        diagnostics.push(notice);
        return;
    }
    diagnostics.extend(language::translated(text, blocks, tables));
    diagnostics.extend(quotes::unbalanced(text, blocks));
}

/// An article that was cleaned before: what the user gives goes before what was found then.
fn again(article: Article, given: Metadata) -> Article {
    Article {
        url: given.url.or(article.url),
        outlet: given_outlet(given.outlet).or(article.outlet),
        author: given.author.or(article.author),
        title: given.title.map_or(article.title, Title::Apart),
        ..article
    }
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

fn given_outlet(name: Option<String>) -> Option<Outlet> {
    name.map(|name| Outlet { name, basis: Provenance::Given, span: None })
}
