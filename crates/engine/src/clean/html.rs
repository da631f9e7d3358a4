//! The article inside a saved HTML page.

use rashomon_doc::{Block, Diagnostic, DiagnosticCode};

use crate::Tables;
use crate::read::Metadata;

/// An article taken out of a page's markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The article's text: paragraphs, subheads, block quotations, captions, one a line; the title is not part of it.
    pub text: String,
    /// The lines, labelled as the markup has them. Lines that look like running text are `Paragraph`; the labelling
    /// of plain text looks at those again for teasers, furniture, captions and datelines.
    pub blocks: Vec<Block>,
    /// What JSON-LD, OpenGraph, meta tags, `time` and byline elements say.
    pub metadata: Metadata,
}

/// Takes the article out of `html`; `url` is the page's address where it is known.
pub fn extract(
    html: &str,
    url: Option<&str>,
    tables: &Tables,
    diagnostics: &mut Vec<Diagnostic>,
) -> Extracted {
    let _ = (html, url, tables);
    diagnostics.push(Diagnostic {
        code: DiagnosticCode::NoText,
        message: "HTML pages are not read yet".to_owned(),
        place: None,
    });
    Extracted::default()
}
