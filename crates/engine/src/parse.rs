//! From an article to a doc: sentences, words, trees, names and attribution spans.

use rashomon_doc::{Article, Block, BlockKind, Doc, Layer, Span, Title};
use rashomon_tagger::Reader;

use crate::{Tables, segment};

/// Reads an article. A text that is not English keeps empty layers.
pub fn parse(article: Article, reader: &Reader, tables: &Tables) -> Doc {
    if !article.is_english() {
        let title = matches!(article.title, Title::Apart(_)).then(Layer::default);
        return Doc { article, body: Layer::default(), title };
    }
    let body = reader.read(&article.text, &segment::sentences(&article.text, &article.blocks, tables));
    let title = match &article.title {
        Title::Apart(title) => {
            let block = Block { kind: BlockKind::Headline, span: Span::new(0, title.len()) };
            Some(reader.read(title, &segment::sentences(title, &[block], tables)))
        }
        Title::None | Title::InText(_) => None,
    };
    Doc { article, body, title }
}
