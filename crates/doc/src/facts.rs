//! What was found in one document.

use crate::{Attribution, Event, NameType, Quantity, Sector, Span, TimeExpression};

/// Index of a name in its text's facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub u32);

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// By a name.
    Name,
    /// By a common noun ("the minister").
    Nominal,
    /// By a pronoun.
    Pronoun,
}

/// How a mention was tied to its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// The same words, or a first mention.
    Same,
    /// A shorter or longer form, or another spelling.
    Variant,
    /// Apposition or a title beside the name.
    Apposition,
    /// A description that fits.
    Description,
    /// A pronoun resolved to it.
    Pronoun,
    /// An abbreviation given in brackets or made of its initials.
    Acronym,
    /// A capital, building or seat used for the body.
    Metonym,
}

/// A place in the text that refers to someone or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// How it refers.
    pub kind: MentionKind,
    /// Whom it refers to; `None` where that is not clear.
    pub name: Option<NameId>,
    /// How it was tied to the name.
    pub link: Link,
}

/// Someone or something that the document names or, for actors without a name, describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The fullest form in the document.
    pub name: String,
    /// What it is; `None` for unnamed groups and persons.
    pub kind: NameType,
    /// ISO 3166 alpha-3 code, or PLOVER's international code.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// Titles and roles the document gives ("finance minister"), as spans.
    pub roles: Vec<Span>,
    /// Whether it stands for unnamed people or bodies ("a union leader", "residents").
    pub unnamed: bool,
}

/// The facts of one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextFacts {
    /// Mentions in order of start.
    pub mentions: Vec<Mention>,
    /// Names, in order of their first mention.
    pub names: Vec<Name>,
    /// Time expressions in order.
    pub times: Vec<TimeExpression>,
    /// Quantities in order.
    pub quantities: Vec<Quantity>,
    /// Attributions in order of their content.
    pub attributions: Vec<Attribution>,
    /// Events in order of their trigger.
    pub events: Vec<Event>,
}

/// The facts of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// Found in the text.
    pub body: TextFacts,
    /// Found in a title that stands apart; its names have ids of their own.
    pub title: Option<TextFacts>,
}
