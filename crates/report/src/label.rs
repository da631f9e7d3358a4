//! The names that labels have outside: in JSON, in schemas and, in part, on the page.

use std::borrow::Cow;

use rashomon_doc::{
    Basis, BlockKind, Comparator, Deprel, DiagnosticCode, EventKind, EventType, Field, MentionKind, Modality,
    Mode, NameType, Precision, Provenance, QuotationKind, Sector, SpeechAct, Status, TimeType, Upos,
};
use rashomon_engine::dossier::{
    Aspect, ComparisonKind, Direction, EntityKind, OriginKind, Rank, ReuseKind, Voice,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// A label with a fixed name outside.
pub(crate) trait Label: Copy {
    /// What the set of labels is called in a schema.
    const SET: &'static str;

    /// The names of all labels of the set.
    fn names() -> Vec<&'static str>;

    /// The label's name.
    fn name(self) -> &'static str;
}

/// A label as JSON: its name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<L>(pub(crate) L);

impl<L: Label> Serialize for Named<L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name())
    }
}

impl<L: Label> JsonSchema for Named<L> {
    fn schema_name() -> Cow<'static, str> {
        L::SET.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": L::names() })
    }
}

/// Labels whose names stand with their definition.
macro_rules! labels {
    ($($set:ident)+) => {$(
        impl Label for $set {
            const SET: &'static str = stringify!($set);

            fn names() -> Vec<&'static str> {
                Self::ALL.iter().map(|label| label.as_str()).collect()
            }

            fn name(self) -> &'static str {
                self.as_str()
            }
        }
    )+};
}

labels! {
    Upos Deprel NameType EventType EventKind Mode Sector QuotationKind SpeechAct Modality TimeType Comparator Status
}

/// Labels that are named here.
macro_rules! named {
    ($($set:ident { $($label:ident = $name:literal,)+ })+) => {$(
        impl Label for $set {
            const SET: &'static str = stringify!($set);

            fn names() -> Vec<&'static str> {
                vec![$($name),+]
            }

            fn name(self) -> &'static str {
                match self { $(Self::$label => $name,)+ }
            }
        }
    )+};
}

named! {
    BlockKind {
        Headline = "headline", Deck = "deck", Byline = "byline", Dateline = "dateline", Datestamp = "datestamp",
        Subhead = "subhead", Paragraph = "paragraph", Blockquote = "blockquote", Caption = "caption",
        Teaser = "teaser", Furniture = "furniture",
    }
    Provenance { Stated = "stated", Metadata = "metadata", Given = "given", Guessed = "guessed", }
    Precision {
        Minute = "minute", Day = "day", Month = "month", Year = "year", Range = "range", Unknown = "unknown",
    }
    Basis {
        Stated = "stated", Metadata = "metadata", Given = "given", Computed = "computed", Inferred = "inferred",
        Siblings = "siblings", Unknown = "unknown",
    }
    MentionKind { Name = "name", Nominal = "nominal", Pronoun = "pronoun", }
    Field { Text = "text", Title = "title", }
    DiagnosticCode {
        UndecodableBytes = "undecodable-bytes", Truncated = "truncated", NotEnglish = "not-english",
        NoText = "no-text", MachineTranslation = "machine-translation", UnbalancedQuotes = "unbalanced-quotes",
        AmbiguousDate = "ambiguous-date", GuessedEncoding = "guessed-encoding", ContradictoryZone = "contradictory-zone", MarkupLimit = "markup-limit",
        LongText = "long-text", BadField = "bad-field", Unresolved = "unresolved",
    }
    EntityKind {
        Person = "person", Organization = "organization", Place = "place", People = "people", Work = "work",
        Other = "other",
    }
    Rank {
        State = "state", Spokesperson = "spokesperson", Former = "former", Legislator = "legislator",
        Commentator = "commentator", Unnamed = "unnamed", Other = "other",
    }
    Aspect {
        Date = "date", Place = "place", Number = "number", Actor = "actor", Recipient = "recipient",
        Status = "status", Wording = "wording", Speaker = "speaker", Naming = "naming", Detail = "detail",
    }
    Voice { Own = "own", Quoted = "quoted", }
    ReuseKind { Copy = "copy", Rewording = "rewording", }
    Direction { AToB = "a_to_b", BToA = "b_to_a", CommonOrigin = "common_origin", Unknown = "unknown", }
    OriginKind {
        Outlet = "outlet", Agency = "agency", Official = "official", Interview = "interview", Unnamed = "unnamed",
    }
    ComparisonKind {
        Agreement = "agreement", Conflict = "conflict", Update = "update", Rewording = "rewording",
        AttributionDiffers = "attribution_differs", OnlyOne = "only_one",
    }
}
