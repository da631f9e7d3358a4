//! Plain words for labels and dates, as a reader of the page sees them.

use jiff::civil;
use rashomon_doc::{
    Basis, BlockKind, Comparator, Date, EventType, Modality, Precision, Provenance, QuotationKind, SpeechAct,
    Status,
};
use rashomon_engine::dossier::{
    Aspect, ComparisonKind, Direction, EntityKind, Figure, OriginKind, Rank, ReuseKind, StoryEvent,
};

use crate::label::Label;

/// What kind of happening an event is.
pub(crate) fn happening(event: &StoryEvent) -> &'static str {
    match (event.kind, event.other) {
        (Some(kind), _) => plover(kind),
        (None, Some(other)) => other.name(),
        (None, None) => "event",
    }
}

fn plover(kind: EventType) -> &'static str {
    match kind {
        EventType::Agree => "agreement",
        EventType::Consult => "talks",
        EventType::Support => "support",
        EventType::Concede => "concession",
        EventType::Cooperate => "cooperation",
        EventType::Aid => "aid",
        EventType::Retreat => "retreat",
        EventType::Request => "request",
        EventType::Accuse => "accusation",
        EventType::Reject => "rejection",
        EventType::Threaten => "threat",
        EventType::Protest => "protest",
        EventType::Sanction => "sanction",
        EventType::Mobilize => "mobilisation",
        EventType::Coerce => "coercion",
        EventType::Assault => "assault",
    }
}

/// The standing of an event over all accounts.
pub(crate) fn standing(status: Option<Status>) -> &'static str {
    status.map_or("accounts differ", Label::name)
}

/// The verb of a saying.
pub(crate) fn verb(act: SpeechAct) -> &'static str {
    match act {
        SpeechAct::Say => "said",
        SpeechAct::Ask => "asked",
        SpeechAct::Urge => "urged",
        SpeechAct::Demand => "demanded",
        SpeechAct::Warn => "warned",
        SpeechAct::Threaten => "threatened",
        SpeechAct::Promise => "promised",
        SpeechAct::Deny => "denied",
        SpeechAct::Confirm => "confirmed",
        SpeechAct::Accuse => "accused",
        SpeechAct::Praise => "praised",
        SpeechAct::Condemn => "condemned",
        SpeechAct::Other => "put it",
    }
}

pub(crate) fn quotation(kind: QuotationKind) -> &'static str {
    match kind {
        QuotationKind::Direct => "in their words",
        QuotationKind::Indirect => "paraphrased",
        QuotationKind::Mixed => "partly in their words",
    }
}

pub(crate) fn modality(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::None => None,
        Modality::Possible => Some("as possible"),
        Modality::Intended => Some("as intended"),
        Modality::Obliged => Some("as a duty"),
        Modality::Conditional => Some("on a condition"),
    }
}

pub(crate) fn rank(rank: Rank) -> Option<&'static str> {
    match rank {
        Rank::State => Some("speaks for a state"),
        Rank::Spokesperson => Some("speaks for someone"),
        Rank::Former => Some("once in office"),
        Rank::Legislator => Some("legislator"),
        Rank::Commentator => Some("comments from outside"),
        Rank::Unnamed => Some("unnamed"),
        Rank::Other => None,
    }
}

pub(crate) fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Date => "when",
        Aspect::Place => "where",
        Aspect::Number => "how many",
        Aspect::Actor => "who acted",
        Aspect::Recipient => "whom it was done to",
        Aspect::Status => "its standing",
        Aspect::Wording => "the words",
        Aspect::Speaker => "who said it",
        Aspect::Naming => "what it is called",
        Aspect::Detail => "whether it is so",
    }
}

pub(crate) fn comparison(kind: ComparisonKind) -> &'static str {
    match kind {
        ComparisonKind::Agreement => "Agreed",
        ComparisonKind::Conflict => "In conflict",
        ComparisonKind::Update => "Later account knows more",
        ComparisonKind::Rewording => "Same in other words",
        ComparisonKind::AttributionDiffers => "Laid to different sources",
        ComparisonKind::OnlyOne => "Told by one",
    }
}

pub(crate) fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Place => "place",
        EntityKind::People => "unnamed",
        EntityKind::Work => "work",
        EntityKind::Other => "other",
    }
}

/// Whether entities of a kind go by a name.
pub(crate) fn is_named(kind: EntityKind) -> bool {
    match kind {
        EntityKind::Person
        | EntityKind::Organization
        | EntityKind::Place
        | EntityKind::Work
        | EntityKind::Other => true,
        EntityKind::People => false,
    }
}

pub(crate) fn origin_kind(kind: OriginKind) -> &'static str {
    match kind {
        OriginKind::Outlet => "outlet",
        OriginKind::Agency => "news agency",
        OriginKind::Official => "own statement",
        OriginKind::Interview => "interview",
        OriginKind::Unnamed => "unnamed source",
    }
}

pub(crate) fn reuse(kind: ReuseKind) -> &'static str {
    match kind {
        ReuseKind::Copy => "Copied",
        ReuseKind::Rewording => "Reworded",
    }
}

pub(crate) fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::AToB => "the second from the first",
        Direction::BToA => "the first from the second",
        Direction::CommonOrigin => "both from a third",
        Direction::Unknown => "which from which is not known",
    }
}

pub(crate) fn provenance(basis: Provenance) -> &'static str {
    match basis {
        Provenance::Stated => "stated in the text",
        Provenance::Metadata => "from metadata",
        Provenance::Given => "given by the user",
        Provenance::Guessed => "guessed",
    }
}

pub(crate) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "stated",
        Basis::Metadata => "from metadata",
        Basis::Given => "given by the user",
        Basis::Computed => "reckoned from the words",
        Basis::Inferred => "inferred",
        Basis::Siblings => "inferred from other reports",
        Basis::Unknown => "unknown",
    }
}

/// Whether a date is a guess and must be marked as one wherever it stands.
pub(crate) fn is_guess(date: &Date) -> bool {
    match date.basis {
        Basis::Inferred | Basis::Siblings => true,
        Basis::Stated | Basis::Metadata | Basis::Given | Basis::Computed | Basis::Unknown => false,
    }
}

/// The class of a block in the style sheet.
pub(crate) fn block_class(kind: BlockKind) -> &'static str {
    kind.name()
}

/// The value of a figure with its bound.
pub(crate) fn figure(figure: &Figure) -> Option<String> {
    let value = figure.value?;
    let bound = match figure.comparator {
        Comparator::Exact | Comparator::Vague => "",
        Comparator::MoreThan => "more than ",
        Comparator::LessThan => "less than ",
        Comparator::AtLeast => "at least ",
        Comparator::AtMost => "at most ",
        Comparator::About => "about ",
    };
    let upper = figure.value_max.map(|max| format!("–{}", number(max))).unwrap_or_default();
    Some(format!("{bound}{}{upper}", number(value)))
}

/// A number with its thousands set apart.
pub(crate) fn number(value: f64) -> String {
    let plain = value.to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(a, b)| (a, Some(b)));
    let grouped = grouped(whole.trim_start_matches('-'));
    let sign = if whole.starts_with('-') { "−" } else { "" };
    fraction.map_or_else(|| format!("{sign}{grouped}"), |fraction| format!("{sign}{grouped}.{fraction}"))
}

/// Digits with the thousands set apart.
fn grouped(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 report`, `4 reports`.
pub(crate) fn count(number: usize, one: &str) -> String {
    let many = match one.strip_suffix('y') {
        Some(stem) if !one.ends_with("ay") => format!("{stem}ies"),
        _ => format!("{one}s"),
    };
    format!("{} {}", grouped(&number.to_string()), if number == 1 { one } else { &many })
}

/// ` from 3 outlets, 1 of them without a named outlet`: what follows the number of reports.
pub(crate) fn from_outlets(outlets: usize, unnamed: usize) -> String {
    match (outlets, unnamed) {
        (0, _) => " without a named outlet".into(),
        (_, 0) => format!(" from {}", count(outlets, "outlet")),
        (_, _) => format!(" from {}, {unnamed} without a named outlet", count(outlets, "outlet")),
    }
}

/// From the first to the last of the days that are known.
pub(crate) fn period<'a>(dates: impl Iterator<Item = &'a Date>) -> Option<String> {
    let dates: Vec<&Date> = dates.filter(|date| date.is_known()).collect();
    let start = dates.iter().filter_map(|date| date.start.or(date.end)).min()?;
    let end = dates.iter().filter_map(|date| date.end.or(date.start)).max()?;
    Some(date(&Date::range(Some(start), Some(end), Precision::Range, Basis::Computed)))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(day: civil::Date) -> &'static str {
    MONTHS.get(day.month().unsigned_abs() as usize - 1).copied().unwrap_or("")
}

/// A day in words.
pub(crate) fn day(day: civil::Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// A date in words, as exact as it is known.
pub(crate) fn date(date: &Date) -> String {
    match (date.start, date.end) {
        (None, None) => "date unknown".into(),
        (None, Some(end)) => format!("by {}", day(end)),
        (Some(start), None) => format!("{} or later", day(start)),
        (Some(start), Some(end)) if start == end => match date.instant {
            Some(instant) if date.precision == Precision::Minute => {
                let local = instant.offset.to_datetime(instant.time);
                let offset = crate::json::offset_text(instant.offset);
                format!("{}, {:02}:{:02} ({offset})", day(start), local.hour(), local.minute())
            }
            _ => day(start),
        },
        (Some(start), Some(end)) => span_of_days(start, end, date.precision),
    }
}

fn span_of_days(start: civil::Date, end: civil::Date, precision: Precision) -> String {
    let same_year = start.year() == end.year();
    match precision {
        Precision::Year if same_year => start.year().to_string(),
        Precision::Month if same_year && start.month() == end.month() => {
            format!("{} {}", month(start), start.year())
        }
        _ if same_year && start.month() == end.month() => format!("{}–{}", start.day(), day(end)),
        _ if same_year => format!("{} {} – {}", start.day(), month(start), day(end)),
        _ => format!("{} – {}", day(start), day(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as at;

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        let range = |start, end, precision| date(&Date::range(start, end, precision, Basis::Stated));
        assert_eq!(date(&Date::day(at(2031, 3, 4), Basis::Stated)), "4 March 2031");
        assert_eq!(range(Some(at(2031, 3, 4)), Some(at(2031, 3, 6)), Precision::Range), "4–6 March 2031");
        assert_eq!(
            range(Some(at(2031, 3, 4)), Some(at(2031, 4, 6)), Precision::Range),
            "4 March – 6 April 2031"
        );
        assert_eq!(range(Some(at(1987, 1, 1)), Some(at(1987, 12, 31)), Precision::Year), "1987");
        assert_eq!(range(Some(at(1987, 2, 1)), Some(at(1987, 2, 28)), Precision::Month), "February 1987");
        assert_eq!(range(None, Some(at(1987, 2, 1)), Precision::Range), "by 1 February 1987");
        assert_eq!(date(&Date::unknown()), "date unknown");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(number(41_000.0), "41,000");
        assert_eq!(number(-1_234_567.5), "−1,234,567.5");
        assert_eq!(number(7.0), "7");
    }

    #[test]
    fn counts_take_the_plural() {
        assert_eq!(count(1, "report"), "1 report");
        assert_eq!(count(3, "story"), "3 stories");
        assert_eq!(count(0, "day"), "0 days");
        assert_eq!(count(1200, "report"), "1,200 reports");
    }
}
