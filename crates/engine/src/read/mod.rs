//! From bytes to pages: formats, encodings and records.

mod id;
mod page;

pub use id::{Repeats, document_id};
pub use page::{Content, Field, Metadata, Page, Place};
