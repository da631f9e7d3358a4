//! Rows of a large page, packed: compressed data that the page's script opens when the rows are needed. They are many times
//! smaller so, and a browser need not read what nobody looks at.

use std::io::Write;

use base64::prelude::{BASE64_STANDARD, Engine};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use maud::{Markup, PreEscaped, html};

/// How many rows are packed, and later made, at a time.
const ROWS: usize = 60;

/// Rows as stretches of compressed data.
pub(super) fn chunks(rows: &[Markup]) -> Markup {
    html! { @for stretch in rows.chunks(ROWS) { (chunk(stretch)) } }
}

/// A stretch of rows, with their ids.
fn chunk(rows: &[Markup]) -> Markup {
    let ids: Vec<&str> = rows.iter().filter_map(|row| id(&row.0)).collect();
    let whole: String = rows.iter().map(|row| row.0.as_str()).collect();
    html! {
        script.chunk type="text/plain" data-ids=(ids.join(" ")) { (PreEscaped(packed(&whole))) }
    }
}

/// The id of the row's own element: the first in it.
fn id(row: &str) -> Option<&str> {
    let (_, rest) = row.split_once(" id=\"")?;
    rest.split('"').next()
}

/// Compressed as zlib does, in base64.
fn packed(markup: &str) -> String {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory does not fail.
    let _ = encoder.write_all(markup.as_bytes());
    BASE64_STANDARD.encode(encoder.finish().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chunk_tells_its_rows() {
        let rows = [
            html! { article.row id="events/v1" { a id="inner" {} } },
            html! { article.row id="events/v2" {} },
        ];
        assert!(
            chunk(&rows)
                .0
                .starts_with("<script class=\"chunk\" type=\"text/plain\" data-ids=\"events/v1 events/v2\">")
        );
    }
}
