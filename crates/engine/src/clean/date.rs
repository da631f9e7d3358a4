//! When an article was published and updated, and on what ground.

use jiff::civil;
use rashomon_doc::{Basis, Block, BlockKind, Date, Diagnostic, DiagnosticCode, Field, Precision, Span};

use super::evidence::Evidence;
use super::stamp::{self, Clock, Day, FieldDate, Label, Stamp};
use super::{evidence, infer};
use crate::Tables;
use crate::read::Metadata;

/// A stamp and a metadata field that are further apart, in days, contradict each other.
const SAME_DAYS: i32 = 1;

/// The two dates of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Dated {
    /// When it was published.
    pub(super) published: Date,
    /// When it was last updated.
    pub(super) updated: Option<Date>,
}

/// What is known of an article when its dates are read.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// Its blocks.
    pub(super) blocks: &'a [Block],
    /// What the record or page says.
    pub(super) metadata: &'a Metadata,
    /// What the user says.
    pub(super) given: &'a Metadata,
    /// The address.
    pub(super) url: Option<&'a str>,
}

/// Reads the dates: what the user gives goes before metadata, metadata before stamps, stamps before the address, and all of
/// them before what the text lets one infer.
pub(super) fn dates(source: Source<'_>, tables: &Tables, diagnostics: &mut Vec<Diagnostic>) -> Dated {
    let stamps = stamps(source.text, source.blocks, tables);
    let url = source.url.and_then(|url| evidence::url_day(url, tables));
    let evidence = Evidence::gather(source, &stamps, url, tables);
    let mut read = Read { evidence: &evidence, tables, diagnostics };
    let given = source.given.published.as_ref().and_then(|field| read.field(field, Basis::Given));
    let metadata = source.metadata.published.as_ref().and_then(|field| read.field(field, Basis::Metadata));
    let (stated, stated_update) = read.stated(&stamps);
    let updated = [(&source.given.updated, Basis::Given), (&source.metadata.updated, Basis::Metadata)]
        .into_iter()
        .find_map(|(field, basis)| read.field(field.as_ref()?, basis))
        .or(stated_update);
    let recorded = given.or(metadata);
    let published = match (recorded, stated) {
        (Some(recorded), Some(stated)) => read.reconcile(recorded, stated),
        (Some(date), None) | (None, Some(date)) => date,
        (None, None) => url.map_or_else(
            || infer::published(source, &evidence, updated.as_ref(), tables, diagnostics),
            |day| Date { from: Some("url".to_owned()), ..Date::day(day, Basis::Metadata) },
        ),
    };
    let updated = updated.filter(|updated| is_other(updated, &published));
    Dated { published, updated }
}

/// Whether an update is another moment than the publication, or is stated beside it in words of its own: of two times
/// without a zone on one day no more than the day is kept.
fn is_other(updated: &Date, published: &Date) -> bool {
    let stated = [updated, published].iter().all(|date| date.basis == Basis::Stated);
    updated.instant != published.instant
        || updated.start != published.start
        || stated && updated.evidence != published.evidence
}

/// The stamps of the text: all that are labelled, others only around the article, not in lists of other articles.
fn stamps(text: &str, blocks: &[Block], tables: &Tables) -> Vec<Stamp> {
    let first = blocks.iter().position(|block| block.kind == BlockKind::Paragraph).unwrap_or(blocks.len());
    let last = blocks.iter().rposition(|block| block.kind == BlockKind::Paragraph).unwrap_or(0);
    let stamped = blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Datestamp);
    stamped
        .flat_map(|(at, block)| {
            let near = at <= first || at <= last + 2;
            let stamps = stamp::scan(text, block.span, tables).stamps;
            stamps.into_iter().filter(move |stamp| near || stamp.label != Label::None)
        })
        .collect()
}

/// Turning what is written into dates.
struct Read<'a> {
    evidence: &'a Evidence,
    tables: &'a Tables,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Read<'_> {
    /// The date a metadata field gives.
    fn field(&mut self, field: &crate::read::Field, basis: Basis) -> Option<Date> {
        let from = Some(field.name.clone());
        let date = match stamp::field(&field.value, self.tables) {
            Some(FieldDate::Instant(instant)) => stamp::of_instant(instant, basis),
            Some(FieldDate::Stamp(stamp)) => self.stamp(&stamp, basis)?,
            Some(FieldDate::Year(year)) => {
                let day = |month, day| civil::Date::new(year, month, day).ok();
                Date::range(day(1, 1), day(12, 31), Precision::Year, basis)
            }
            None => {
                if !field.value.trim().is_empty() {
                    let message =
                        format!("the date in field {} could not be read: {}", field.name, field.value);
                    self.diagnostics.push(Diagnostic {
                        code: DiagnosticCode::BadField,
                        message,
                        place: None,
                    });
                }
                return None;
            }
        };
        let alternatives = date
            .alternatives
            .into_iter()
            .map(|other| Date { from: from.clone(), evidence: Vec::new(), ..other })
            .collect();
        Some(Date { evidence: Vec::new(), from, alternatives, ..date })
    }

    /// The dates of publication and update that stamps in the text state.
    fn stated(&mut self, stamps: &[Stamp]) -> (Option<Date>, Option<Date>) {
        let dated: Vec<(Label, Date)> = stamps
            .iter()
            .filter_map(|stamp| {
                let mut stamp = stamp.clone();
                // "Published 4 March 2022, updated 21:15": the time belongs to the same day.
                if stamp.day.is_none() && stamp.label == Label::Updated {
                    stamp.day = stamps.iter().find_map(|other| other.day);
                }
                Some((stamp.label, self.stamp(&stamp, Basis::Stated)?))
            })
            .collect();
        let labelled =
            |wanted: Label| dated.iter().find(|(label, _)| *label == wanted).map(|(_, date)| date.clone());
        let mut plain = dated.iter().filter(|(label, _)| *label == Label::None).map(|(_, date)| date.clone());
        let published = labelled(Label::Published).or_else(|| plain.next());
        let later = plain.find(|date| {
            published.as_ref().is_some_and(|published| {
                date.start > published.start
                    || date.instant > published.instant && date.start == published.start
            })
        });
        (published, labelled(Label::Updated).or(later))
    }

    /// A record and a stamp: the more exact of two that agree, else the record, with the stamp as another reading.
    fn reconcile(&mut self, recorded: Date, stated: Date) -> Date {
        let distance = match (recorded.single_day(), stated.single_day()) {
            (Some(one), Some(other)) => one.until(other).map_or(i32::MAX, |span| span.get_days().abs()),
            _ => 0,
        };
        if distance > SAME_DAYS {
            let message = format!(
                "the record and the stamp in the text name different days of publication, {} and {}",
                day(&recorded),
                day(&stated)
            );
            self.diagnostics.push(Diagnostic {
                code: DiagnosticCode::AmbiguousDate,
                message,
                place: place(&stated),
            });
            let mut recorded = recorded;
            recorded.alternatives.push(stated);
            return recorded;
        }
        let exact = recorded.basis == Basis::Metadata
            && recorded.instant.is_none()
            && stated.instant.is_some()
            && distance == 0;
        if exact { stated } else { recorded }
    }

    /// The date of a stamp, with its other readings.
    fn stamp(&mut self, stamp: &Stamp, basis: Basis) -> Option<Date> {
        let evidence = vec![stamp.span];
        let days = match stamp.day? {
            Day::Full(day) => {
                self.check_weekday(day, stamp);
                vec![day]
            }
            Day::Ambiguous { month_first, day_first } => {
                let (days, why) = self.evidence.order(stamp, month_first, day_first);
                if days.len() > 1 {
                    let message =
                        format!("the stamp can mean {month_first} or {day_first}, and nothing decides");
                    self.diagnostics.push(Diagnostic {
                        code: DiagnosticCode::AmbiguousDate,
                        message,
                        place: Some((Field::Text, stamp.span)),
                    });
                }
                let evidence: Vec<Span> = evidence.iter().copied().chain(why).collect();
                return Some(self.readings(stamp, &days, basis, &evidence));
            }
            Day::NoYear(month, day) => {
                let days = self.evidence.years(month, day, stamp.weekday, self.tables);
                let basis = if basis == Basis::Stated { Basis::Inferred } else { basis };
                return (!days.is_empty()).then(|| self.readings(stamp, &days, basis, &evidence));
            }
            Day::Month(year, month) => {
                let first = civil::Date::new(year, month, 1).ok()?;
                return Some(
                    Date::range(Some(first), Some(first.last_of_month()), Precision::Month, basis)
                        .with_evidence(evidence),
                );
            }
        };
        Some(self.readings(stamp, &days, basis, &evidence))
    }

    fn check_weekday(&mut self, day: civil::Date, stamp: &Stamp) {
        if stamp.weekday.is_some_and(|weekday| weekday != day.weekday()) {
            let message = format!("{day} is not the day of the week that the stamp names");
            self.diagnostics.push(Diagnostic {
                code: DiagnosticCode::AmbiguousDate,
                message,
                place: Some((Field::Text, stamp.span)),
            });
        }
    }

    /// One date for each day and each moment that the stamp can mean; the first holds the others.
    fn readings(&mut self, stamp: &Stamp, days: &[civil::Date], basis: Basis, evidence: &[Span]) -> Date {
        let mut readings = Vec::new();
        for day in days {
            let local = stamp.time.map(|time| day.to_datetime(time));
            let clocks = match (local, &stamp.zone) {
                (Some(local), Some(zone)) => stamp::instants(local, zone, self.tables),
                _ => Vec::new(),
            };
            if clocks.iter().any(|clock| matches!(clock, Clock::Season(_))) {
                let message =
                    "the zone of the stamp was not in force on that day; both readings are kept".to_owned();
                self.diagnostics.push(Diagnostic {
                    code: DiagnosticCode::ContradictoryZone,
                    message,
                    place: Some((Field::Text, stamp.span)),
                });
            }
            let date = Date::day(*day, basis).with_evidence(evidence.to_vec());
            if clocks.is_empty() {
                readings.push(date.clone());
            }
            for clock in clocks {
                readings.push(Date {
                    instant: Some(clock.instant()),
                    precision: Precision::Minute,
                    ..date.clone()
                });
            }
        }
        let mut readings = readings.into_iter();
        let mut first = readings.next().unwrap_or_default();
        first.alternatives = readings.collect();
        first
    }
}

fn day(date: &Date) -> String {
    date.start.map_or_else(|| "an unknown day".to_owned(), |day| day.to_string())
}

fn place(date: &Date) -> Option<(Field, Span)> {
    date.evidence.first().map(|span| (Field::Text, *span))
}
