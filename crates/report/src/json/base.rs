//! What all formats share: spans, blocks, outlets, numbers, ids.

use std::borrow::Cow;

use rashomon_doc::{Block, BlockKind, CodePoints, InputId, Outlet, Provenance, Span, Title};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::label::Named;

/// `[start, end)` in code points of the document's text.
pub(super) type Pair = [u32; 2];

/// A number that is written without a fraction where it has none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number(pub(super) f64);

/// Whole numbers up to this are exact in a double.
const WHOLE: f64 = 9_007_199_254_740_992.0;

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() <= WHOLE {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

/// A share of one, to three digits: what lies behind is noise.
pub(super) fn share(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// A row's own id, untouched.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum InputIdJson<'a> {
    /// A string.
    Text(&'a str),
    /// A whole number.
    Number(i64),
}

impl<'a> InputIdJson<'a> {
    pub(super) fn new(id: Option<&'a InputId>) -> Option<Self> {
        id.map(|id| match id {
            InputId::Text(text) => Self::Text(text),
            InputId::Number(number) => Self::Number(*number),
        })
    }
}

/// What a stretch of text is.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Block")]
pub(super) struct BlockJson {
    kind: Named<BlockKind>,
    start: u32,
    end: u32,
}

impl BlockJson {
    pub(super) fn new(block: Block, points: &CodePoints<'_>) -> Self {
        let Block { kind, span } = block;
        let [start, end] = points.pair(span);
        Self { kind: Named(kind), start, end }
    }
}

/// Who published it, and how that is known.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Outlet")]
pub(super) struct OutletJson<'a> {
    name: &'a str,
    basis: Named<Provenance>,
}

impl<'a> OutletJson<'a> {
    pub(super) fn new(outlet: Option<&'a Outlet>) -> Option<Self> {
        outlet.map(|Outlet { name, basis, span: _ }| Self { name, basis: Named(*basis) })
    }
}

/// A title as two fields of which at most one is set: where it stands in the text, and its words apart.
pub(super) fn title(title: &Title) -> (Option<Span>, Option<&str>) {
    match title {
        Title::None => (None, None),
        Title::InText(span) => (Some(*span), None),
        Title::Apart(text) => (None, Some(text)),
    }
}

/// An id made of a letter and a place in a list, counted from one.
pub(super) fn id(letter: &str, index: u32) -> String {
    format!("{letter}{}", u64::from(index) + 1)
}
