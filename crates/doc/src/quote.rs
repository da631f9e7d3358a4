//! Attributions: who said what, through whom.

use crate::labels::labels;
use crate::{NameId, Span};

/// Index of an attribution in its text's facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributionId(pub u32);

labels! {
    /// Whether the content is the speaker's own words.
    QuotationKind { Direct = "direct", Indirect = "indirect", Mixed = "mixed", }
}

labels! {
    /// What the cue says that the speaker did in saying it.
    SpeechAct {
        Say = "say", Ask = "ask", Urge = "urge", Demand = "demand", Warn = "warn", Threaten = "threaten",
        Promise = "promise", Deny = "deny", Confirm = "confirm", Accuse = "accuse", Praise = "praise",
        Condemn = "condemn", Other = "other",
    }
}

labels! {
    /// How the content is put.
    Modality {
        None = "none", Possible = "possible", Intended = "intended", Obliged = "obliged",
        Conditional = "conditional",
    }
}

/// A link in the chain of telling: a person, agency or outlet the words went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// Who, if the document names them.
    pub name: Option<NameId>,
    /// The words that name the link.
    pub span: Span,
}

/// Words or thoughts laid to a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words for the source; empty where there is none ("it was reported").
    pub source: Vec<Span>,
    /// The words that attribute ("said", "according to"); can be empty for block quotations.
    pub cue: Vec<Span>,
    /// What is attributed, without its outer quotation marks; never empty.
    pub content: Vec<Span>,
    /// Direct if all of the content stands in quotation marks or in a block quotation.
    pub kind: QuotationKind,
    /// Who spoke, resolved in the document.
    pub speaker: Option<NameId>,
    /// Those who say it together with the speaker ("Kroll and Brandt said").
    pub with: Vec<ChainLink>,
    /// The body or person that the speaker is a spokesperson of.
    pub behalf: Option<ChainLink>,
    /// To whom it was said.
    pub addressee: Option<Span>,
    /// What was done in saying it.
    pub act: SpeechAct,
    /// How strong the cue is, 0 (neutral) to 3 (demand, vow, condemn), from the table of cues.
    pub strength: u8,
    /// How the content is put.
    pub modality: Modality,
    /// Whether the saying is negated ("did not say"), the cue denies, or the main clause of the content is negated.
    pub negated: bool,
    /// Whether the outlet hedges it ("reportedly").
    pub hedged: bool,
    /// Whether it is a stance, plan or act that the text lays to the source ("backed the bill") rather than words or a thought
    /// that it tells.
    pub stance: bool,
    /// From the one who spoke outward, the document itself left out.
    pub chain: Vec<ChainLink>,
    /// The attribution whose content holds this one.
    pub parent: Option<AttributionId>,
    /// 0 to 1.
    pub confidence: f32,
}
