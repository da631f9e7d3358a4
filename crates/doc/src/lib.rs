//! Text, spans, documents and the facts that rest on them.
//!
//! A [`Doc`] owns the text of one article with its layers; a [`View`] looks at one of its texts (the body, or a
//! title that stands apart). [`Facts`] are what was found there; every fact cites spans. This crate does no I/O.

mod article;
mod codepoints;
mod date;
mod diagnostic;
mod doc;
mod event;
mod facts;
mod labels;
mod quote;
mod span;
mod time;
mod view;

pub use article::{Article, Block, BlockKind, InputId, Outlet, Provenance, Title};
pub use codepoints::CodePoints;
pub use date::{Basis, Date, Instant, Precision};
pub use diagnostic::{Diagnostic, DiagnosticCode};
pub use doc::{Doc, EntitySpan, Field, Layer, RoleSpan, Sentence, SentenceId, Token, TokenId};
pub use event::{Event, Participant, Status};
pub use facts::{Facts, Link, Mention, MentionKind, Name, NameId, TextFacts};
pub use labels::{AttributionRole, Deprel, EventKind, EventType, Mode, NameType, Quad, Sector, Upos};
pub use quote::{Attribution, AttributionId, ChainLink, Modality, QuotationKind, SpeechAct};
pub use span::{Pos, Span};
pub use time::{Comparator, Quantity, QuantityId, TimeExpression, TimeType};
pub use view::View;
