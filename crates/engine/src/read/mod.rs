//! From bytes to pages: formats, encodings and records.
//!
//! [`pages`] takes the bytes of an input and its name and gives its documents one at a time, whatever the kind:
//! text, a saved page, or rows of JSON Lines, JSON or CSV, plain or compressed. A record that cannot be read gives a
//! [`ReadError`] with its place, and the rest goes on. No more than one record is held, and none longer than
//! [`Limits::max_record`].

mod again;
mod encoding;
mod error;
mod fields;
mod front_matter;
mod given;
mod id;
mod json;
mod kind;
mod labels;
mod lines;
mod page;
mod pages;
mod record;
mod rows;
mod source;
mod table;
#[cfg(test)]
mod tests;

pub use error::{ReadError, Reason};
pub(crate) use front_matter::front_matter;
pub use given::Given;
pub use id::{Repeats, document_id};
pub use page::{Content, Field, Metadata, Page, Place};
pub use pages::{Limits, Pages, STANDARD_INPUT, pages};
