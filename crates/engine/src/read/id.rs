//! Ids and digests of documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rashomon_doc::InputId;
use sha2::{Digest, Sha256};

use super::{Content, Page};

/// How many bytes of the digest an id shows: 12 hex digits.
const ID_BYTES: usize = 6;

/// Bytes as hex digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// SHA-256 in hex.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The first bytes of the digest over path, input id and text, a NUL between each two.
///
/// A number and a string of the same digits give different ids: a string stands in quotation marks.
fn digest(path: &str, input_id: Option<&InputId>, text: &str) -> [u8; ID_BYTES] {
    let mut hasher = Sha256::new();
    hasher.update(path.as_bytes());
    hasher.update([0]);
    match input_id {
        None => {}
        Some(InputId::Text(id)) => {
            hasher.update(b"\"");
            hasher.update(id.as_bytes());
            hasher.update(b"\"");
        }
        Some(InputId::Number(number)) => hasher.update(number.to_string().as_bytes()),
    }
    hasher.update([0]);
    hasher.update(text.as_bytes());
    let mut short = [0; ID_BYTES];
    for (to, from) in short.iter_mut().zip(hasher.finalize()) {
        *to = from;
    }
    short
}

/// `d` and 12 hex digits of the SHA-256 over path, input id and text; `-2`, `-3` … for the second and
/// third exact repeat.
pub fn document_id(path: &str, input_id: Option<&InputId>, text: &str, repeat: u32) -> String {
    let id = format!("d{}", hex(&digest(path, input_id, text)));
    if repeat > 1 { format!("{id}-{repeat}") } else { id }
}

/// Counts exact repeats over all inputs of a run: some 16 bytes a document are kept.
#[derive(Debug, Default)]
pub struct Repeats {
    seen: BTreeMap<[u8; ID_BYTES], u32>,
}

impl Repeats {
    /// Numbers `page` among its exact repeats; pages must come in input order.
    pub fn mark(&mut self, page: &mut Page) {
        let text = match &page.content {
            // One path gives one page, so that the markup tells repeats as well as the text made of it.
            Content::Text(text) | Content::Html(text) | Content::Row { text, .. } => text,
            Content::Article(article) => &article.text,
        };
        let count = self.seen.entry(digest(&page.path, page.input_id.as_ref(), text)).or_default();
        *count += 1;
        page.repeat = *count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_depends_on_path_input_id_and_text() {
        let id = document_id("a.txt", None, "Words.", 1);
        assert_eq!(id.len(), 13);
        assert!(id.starts_with('d') && id[1..].bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(id, document_id("b.txt", None, "Words.", 1));
        assert_ne!(id, document_id("a.txt", None, "Other words.", 1));
        let number = document_id("a.txt", Some(&InputId::Number(5)), "Words.", 1);
        let text = document_id("a.txt", Some(&InputId::Text("5".to_owned())), "Words.", 1);
        assert_ne!(number, text);
        assert_eq!(document_id("a.txt", None, "Words.", 3), format!("{id}-3"));
    }

    #[test]
    fn repeats_are_counted() {
        let mut repeats = Repeats::default();
        let mut count = |path, text: &str| {
            let mut page = Page::new(path, Content::Text(text.to_owned()));
            repeats.mark(&mut page);
            page.repeat
        };
        assert_eq!(
            [count("a", "x"), count("a", "y"), count("a", "x"), count("b", "x"), count("a", "x")],
            [1, 1, 2, 1, 3]
        );
    }
}
