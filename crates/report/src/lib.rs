//! Renderers: facts and dossiers as JSON, as a page to read, and as a short brief.
//!
//! Every renderer takes what the engine gives and returns text; nothing here reads, decides or prints. Positions are
//! bytes inside and code points in JSON ([`json`]); JSON types stand apart from the facts they show.

mod front;
pub mod html;
pub mod json;
mod label;
pub mod text;
