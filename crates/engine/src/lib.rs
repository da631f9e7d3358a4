//! Cleaning, reading, resolving and comparing news reports.
//!
//! Page –[`clean`]→ Article –[`parse`]→ Doc –[`extract`]→ Facts –[`resolve`]→ Story –[`compare`]→ Comparison.
//! Each verb is a plain function; up to Facts a stage sees one document. Nothing here does I/O, reads a clock,
//! the environment or randomness; analysis does not fail, it gives a value and diagnostics.

pub mod clean;
pub mod compare;
pub mod dossier;
pub mod extract;
pub mod ontology;
pub mod parse;
pub mod pipeline;
pub mod read;
pub mod resolve;
pub mod segment;

pub use ontology::Tables;
