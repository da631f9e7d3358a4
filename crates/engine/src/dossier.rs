//! What many reports together tell: the rows behind the dossier.
//!
//! Rows refer to one another by index newtypes, in the order of their lists. Renderers make ids of them.

use rashomon_doc::{
    BlockKind, Comparator, Date, Diagnostic, Doc, EventKind, EventType, Facts, Field, MentionKind, Modality,
    Mode, QuotationKind, Sector, Span, SpeechAct, Status,
};

mod parts;

pub use parts::Parts;

/// Defines an index into one list of the dossier.
macro_rules! index {
    ($($(#[$meta:meta])* $name:ident;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

index! {
    /// Index of a report.
    DocId;
    /// Index of a story.
    StoryId;
    /// Index of an entity.
    EntityId;
    /// Index of a statement.
    StatementId;
    /// Index of a claim.
    ClaimId;
    /// Index of an event of the dossier (merged over reports).
    EventId;
    /// Index of a figure of the dossier.
    FigureId;
    /// Index of an origin.
    OriginId;
}

/// One report: what was read and what was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The document.
    pub doc: Doc,
    /// Its facts.
    pub facts: Facts,
}

/// Words of one report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocSpan {
    /// Which report.
    pub doc: DocId,
    /// Which text of it.
    pub field: Field,
    /// Which words.
    pub span: Span,
}

/// Reports that tell of one affair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// A title, taken from a report.
    pub title: String,
    /// Its reports in order of publication, undated ones last.
    pub documents: Vec<DocId>,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A person.
    Person,
    /// A body.
    Organization,
    /// A place, or a country with its government.
    Place,
    /// Unnamed people who act.
    People,
    /// A work, law, agreement or the like.
    Work,
    /// Anything else.
    Other,
}

/// A mention of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntityMention {
    /// Where.
    pub span: DocSpan,
    /// How it refers.
    pub kind: MentionKind,
}

/// Someone or something in the reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The name it goes by.
    pub name: String,
    /// All forms of the name.
    pub variants: Vec<String>,
    /// ISO 3166 alpha-3 code, or PLOVER's international code.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// The whole it belongs to.
    pub part_of: Option<EntityId>,
    /// Titles and roles given to it.
    pub roles: Vec<DocSpan>,
    /// Where it is mentioned.
    pub mentions: Vec<EntityMention>,
    /// Why mentions were joined, a plain line a merge.
    pub why: Vec<String>,
}

/// The standing of a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Speaks for a state as its head, minister or body.
    State,
    /// Speaks for someone by office.
    Spokesperson,
    /// Once held an office.
    Former,
    /// Sits in a legislature.
    Legislator,
    /// Comments from outside.
    Commentator,
    /// Has no name in the report.
    Unnamed,
    /// Anyone else.
    Other,
}

/// Someone named in a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    /// Who, if known.
    pub entity: Option<EntityId>,
    /// The words.
    pub span: DocSpan,
}

/// One attribution of one report, resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The report.
    pub doc: DocId,
    /// Direct, indirect or mixed.
    pub kind: QuotationKind,
    /// What is said.
    pub content: Vec<DocSpan>,
    /// The words that attribute.
    pub cue: Vec<DocSpan>,
    /// Who spoke; `None` where no one is named ("it was reported").
    pub speaker: Option<Party>,
    /// Those who say it together with the speaker.
    pub with: Vec<Party>,
    /// The one for whom the speaker is a spokesperson.
    pub behalf: Option<Party>,
    /// The speaker's standing.
    pub rank: Rank,
    /// To whom.
    pub addressee: Option<Party>,
    /// What was done in saying it.
    pub act: SpeechAct,
    /// How it is put.
    pub modality: Modality,
    /// 0 (neutral) to 3.
    pub strength: u8,
    /// Whether the saying is negated.
    pub negated: bool,
    /// Whether the outlet hedges.
    pub hedged: bool,
    /// From the one who spoke outward; the document itself is left out.
    pub chain: Vec<Party>,
    /// The statement that holds this one.
    pub parent: Option<StatementId>,
    /// The claim it tells.
    pub claim: Option<ClaimId>,
}

/// One telling of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The words.
    pub span: DocSpan,
    /// The statement; `None` for the outlet's own voice.
    pub statement: Option<StatementId>,
    /// Whether it tells the contrary.
    pub negated: bool,
}

/// Statements and assertions that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The story.
    pub story: StoryId,
    /// The words of its clearest telling.
    pub text: String,
    /// Who tells it, in order of document.
    pub tellings: Vec<Telling>,
    /// Who said it.
    pub speakers: Vec<EntityId>,
    /// Reports that could have known and do not tell it.
    pub silent: Vec<DocId>,
    /// Reports that came before.
    pub before: Vec<DocId>,
    /// Where it entered.
    pub origins: Vec<OriginId>,
}

/// A field of an event, a claim or a figure that accounts can differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// When.
    Date,
    /// Where.
    Place,
    /// How many.
    Number,
    /// Who acted.
    Actor,
    /// On whom.
    Recipient,
    /// Its standing.
    Status,
    /// The words.
    Wording,
    /// Who spoke.
    Speaker,
    /// What it is called.
    Naming,
    /// Anything else told by some.
    Detail,
}

/// One report's account of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct EventReport {
    /// The sentence or clause.
    pub span: DocSpan,
    /// The word or words that name the event.
    pub trigger: DocSpan,
    /// The statement it stands in.
    pub statement: Option<StatementId>,
    /// Its standing.
    pub status: Status,
    /// When.
    pub date: Date,
    /// Who acted.
    pub actors: Vec<Party>,
    /// On whom.
    pub recipients: Vec<Party>,
    /// Where.
    pub place: Option<Party>,
    /// Whether told as background.
    pub background: bool,
}

/// An event merged over its reports.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryEvent {
    /// The story.
    pub story: StoryId,
    /// PLOVER's type.
    pub kind: Option<EventType>,
    /// Which happening, for what PLOVER does not code.
    pub other: Option<EventKind>,
    /// PLOVER mode.
    pub mode: Option<Mode>,
    /// In plain words.
    pub text: String,
    /// Who acted, as far as agreed; the union where reports differ.
    pub actors: Vec<EntityId>,
    /// On whom.
    pub recipients: Vec<EntityId>,
    /// Where, if agreed.
    pub place: Option<EntityId>,
    /// When: the range that holds all accounts.
    pub date: Date,
    /// What the latest reports know; `None` where they differ.
    pub status: Option<Status>,
    /// In what the accounts differ.
    pub differs: Vec<Aspect>,
    /// Whether all tell it as background.
    pub background: bool,
    /// Each report's account.
    pub reports: Vec<EventReport>,
    /// Reports that could have known and do not tell it.
    pub silent: Vec<DocId>,
    /// Reports that came before.
    pub before: Vec<DocId>,
    /// Where it entered.
    pub origins: Vec<OriginId>,
}

/// A figure of one report, tied to its event and statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where.
    pub span: DocSpan,
    /// The value, or the lower end of a range.
    pub value: Option<f64>,
    /// The upper end of a range.
    pub value_max: Option<f64>,
    /// How it bounds the value.
    pub comparator: Comparator,
    /// The unit.
    pub unit: Option<String>,
    /// What is counted, in lemmas.
    pub of: Option<String>,
    /// The words for what is counted.
    pub of_span: Option<DocSpan>,
    /// The figure it is a part of.
    pub subset_of: Option<FigureId>,
    /// The event it counts.
    pub event: Option<EventId>,
    /// Who asserts it; `None` for the outlet's own voice.
    pub statement: Option<StatementId>,
    /// The day for which it holds.
    pub as_of: Date,
}

/// Whose voice a label stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// The outlet's.
    Own,
    /// Inside quotation marks or a block quotation.
    Quoted,
}

/// A label for an entity or an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The entity, unless it labels an event.
    pub entity: Option<EntityId>,
    /// The event.
    pub event: Option<EventId>,
    /// The words.
    pub span: DocSpan,
    /// Whose voice.
    pub voice: Voice,
    /// Whether it stands in scare quotes.
    pub scare: bool,
    /// The statement whose indirect speech holds it.
    pub statement: Option<StatementId>,
    /// Whether it is put on a source.
    pub of_source: bool,
}

/// How near two passages are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReuseKind {
    /// Nearly the same words in the same order.
    Copy,
    /// Much the same words, changed.
    Rewording,
}

/// Who took a passage from whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The second took it from the first.
    AToB,
    /// The first took it from the second.
    BToA,
    /// Both took it from a third.
    CommonOrigin,
    /// Not known.
    Unknown,
}

/// Two passages that share words.
#[derive(Clone, Debug, PartialEq)]
pub struct Reuse {
    /// One passage.
    pub a: DocSpan,
    /// The other.
    pub b: DocSpan,
    /// How near they are.
    pub kind: ReuseKind,
    /// 0 to 1: the share of words in common, in order.
    pub similarity: f64,
    /// Who took it from whom.
    pub direction: Direction,
    /// Why, in plain words.
    pub basis: String,
}

/// What kind of source a thing entered through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OriginKind {
    /// A report's own outlet.
    Outlet,
    /// A news agency.
    Agency,
    /// A statement of an official or body.
    Official,
    /// An interview.
    Interview,
    /// Unnamed sources.
    Unnamed,
}

/// Where words or facts entered the reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its name.
    pub name: String,
    /// Who it is, if an entity.
    pub entity: Option<EntityId>,
    /// What kind of source.
    pub kind: OriginKind,
    /// The reports that rest on it.
    pub documents: Vec<DocId>,
    /// The words that say so.
    pub spans: Vec<DocSpan>,
}

/// What a comparison found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ComparisonKind {
    /// Told alike by two or more.
    Agreement,
    /// Cannot both hold.
    Conflict,
    /// The later account knows more.
    Update,
    /// The same in other words.
    Rewording,
    /// The same words laid to different sources.
    AttributionDiffers,
    /// Told by one.
    OnlyOne,
}

/// What a comparison is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// An event.
    Event(EventId),
    /// A claim.
    Claim(ClaimId),
    /// An entity.
    Entity(EntityId),
    /// A figure.
    Figure(FigureId),
    /// A report.
    Document(DocId),
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// What is told, in plain words.
    pub value: String,
    /// Who tells it.
    pub documents: Vec<DocId>,
    /// Where it entered.
    pub origins: Vec<OriginId>,
    /// The words.
    pub spans: Vec<DocSpan>,
}

/// How accounts stand to one another in one thing. The program never says who is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The story.
    pub story: StoryId,
    /// What was found.
    pub kind: ComparisonKind,
    /// In what.
    pub aspect: Aspect,
    /// About what.
    pub about: About,
    /// A plain sentence made from a template.
    pub text: String,
    /// The sides.
    pub positions: Vec<Position>,
}

/// A row of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimelineRow {
    /// The event, whose date orders the row.
    pub event: EventId,
    /// Whether it is background.
    pub background: bool,
}

/// Everything that the reports together tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dossier {
    /// The reports, in input order.
    pub reports: Vec<Report>,
    /// The affairs.
    pub stories: Vec<Story>,
    /// Who and what.
    pub entities: Vec<Entity>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// What is claimed.
    pub claims: Vec<Claim>,
    /// What happened.
    pub events: Vec<StoryEvent>,
    /// How many.
    pub figures: Vec<Figure>,
    /// Who calls whom what.
    pub labels: Vec<Label>,
    /// Shared passages.
    pub reuse: Vec<Reuse>,
    /// Where things entered.
    pub origins: Vec<Origin>,
    /// How the accounts stand to one another.
    pub comparisons: Vec<Comparison>,
    /// By the date of the event.
    pub timeline: Vec<TimelineRow>,
    /// Notices about the whole.
    pub diagnostics: Vec<Diagnostic>,
}

impl Dossier {
    /// The reports in order of reading: story by story, each in order of publication, then those of no story.
    pub fn reading_order(&self) -> Vec<DocId> {
        let mut seen = vec![false; self.reports.len()];
        let of_stories = self.stories.iter().flat_map(|story| story.documents.iter().copied());
        let all = of_stories.chain((0..self.reports.len() as u32).map(DocId));
        all.filter(|doc| seen.get_mut(doc.index()).is_some_and(|seen| !std::mem::replace(seen, true)))
            .collect()
    }

    /// The number by which a report is called, in sentences and on pages: its place in order of reading, from one.
    pub fn number(&self, doc: DocId) -> usize {
        let mut before = 0;
        for story in &self.stories {
            if let Some(at) = story.documents.iter().position(|other| *other == doc) {
                return before + at + 1;
            }
            before += story.documents.len();
        }
        self.reading_order().iter().position(|other| *other == doc).map_or(0, |at| at + 1)
    }

    /// The text that a span refers to.
    pub fn text_of(&self, span: DocSpan) -> &str {
        let Some(report) = self.reports.get(span.doc.index()) else { return "" };
        let text = match span.field {
            Field::Text => report.doc.article.text.as_str(),
            Field::Title => report.doc.article.title_str().unwrap_or(""),
        };
        span.span.slice(text)
    }

    /// The block that a span stands in; a title counts as a headline.
    pub fn block_of(&self, span: DocSpan) -> BlockKind {
        match (self.reports.get(span.doc.index()), span.field) {
            (Some(report), Field::Text) => report.doc.body().block_kind(span.span.start),
            (_, Field::Title) => BlockKind::Headline,
            (None, Field::Text) => BlockKind::Furniture,
        }
    }
}
