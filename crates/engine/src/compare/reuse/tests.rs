//! Invented passages and what should be found in them.

use jiff::civil;
use rashomon_doc::{Article, Basis, Block, BlockKind, Date, Outlet, Provenance, Span, Title};

use super::{Source, find};
use crate::Tables;
use crate::dossier::{Direction, DocId, Reuse, ReuseKind};
use crate::ontology::Overrides;

/// A report of `outlet`, published on a day of March 2022 (0: not known), each line a paragraph.
fn report(outlet: &str, day: i8, text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len());
        let kind = match line.split_once(": ").map(|(kind, _)| kind) {
            Some("HEADLINE") => BlockKind::Headline,
            Some("TEASER") => BlockKind::Teaser,
            Some("BYLINE") => BlockKind::Byline,
            _ => BlockKind::Paragraph,
        };
        blocks.push(Block { kind, span });
        at += line.len() + 1;
    }
    let published =
        if day == 0 { Date::unknown() } else { Date::day(civil::date(2022, 3, day), Basis::Given) };
    Article {
        id: format!("d{outlet}"),
        path: outlet.to_owned(),
        input_id: None,
        url: None,
        sha256: String::new(),
        language: "en".to_owned(),
        outlet: Some(Outlet { name: outlet.to_owned(), basis: Provenance::Given, span: None }),
        author: None,
        title: Title::None,
        published,
        updated: None,
        text: text.to_owned(),
        blocks,
        diagnostics: Vec::new(),
    }
}

fn shared(reports: &[Article]) -> Vec<Reuse> {
    let tables = Tables::load(&Overrides::new()).unwrap();
    let sources: Vec<Source<'_>> = reports
        .iter()
        .enumerate()
        .map(|(index, article)| Source::of_article(DocId(index as u32), article, &tables))
        .collect();
    find(&sources, &tables)
}

fn words<'a>(reports: &'a [Article], reuse: &Reuse) -> (&'a str, &'a str) {
    let of = |span: crate::dossier::DocSpan| span.span.slice(&reports[span.doc.index()].text);
    (of(reuse.a), of(reuse.b))
}

const LONG: &str =
    "Dock workers shut the northern terminal of Port Ilmen before dawn after talks on shift pay collapsed.";

#[test]
fn a_copy_is_found_whole_with_what_was_dropped() {
    let reports = [
        report("Bay Courier", 3, &format!("The tide was low.\n{LONG}")),
        report(
            "Evening Post",
            5,
            "Dock workers shut the northern terminal of Port Ilmen after talks on shift pay collapsed.",
        ),
    ];
    let found = shared(&reports);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].kind, ReuseKind::Copy);
    assert_eq!(found[0].direction, Direction::AToB);
    let (a, b) = words(&reports, &found[0]);
    assert!(a.starts_with("Dock workers") && a.contains("before dawn"), "{a}");
    assert!(b.starts_with("Dock workers") && b.trim_end_matches('.').ends_with("collapsed"), "{b}");
}

#[test]
fn a_passage_grows_over_sentences_and_bridges_one_left_out() {
    let first = format!(
        "{LONG}\nTwo tugs turned back with empty barges in tow.\nHarbour master Ines Falk said cranes would stay idle until the owners sign the spring agreement."
    );
    let second = format!(
        "{LONG}\nHarbour master Ines Falk said cranes would stay idle until owners sign the spring agreement."
    );
    let reports = [report("Bay Courier", 0, &first), report("Evening Post", 0, &second)];
    let found = shared(&reports);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(words(&reports, &found[0]).0.contains("Two tugs"));
    assert_eq!(found[0].direction, Direction::Unknown);
}

#[test]
fn a_rewording_keeps_its_common_words() {
    let reports = [
        report(
            "Bay Courier",
            2,
            "Ferry operator Nordsund told regulators that winter sailings between the islands would halve because crews were leaving.",
        ),
        report(
            "Evening Post",
            4,
            "Regulators heard that ferry operator Nordsund will halve winter sailings between the islands since its crews were quitting.",
        ),
    ];
    let found = shared(&reports);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].kind, found[0].direction), (ReuseKind::Rewording, Direction::Unknown));
    assert!(found[0].basis.contains("did not take"), "{}", found[0].basis);
}

#[test]
fn a_later_report_gives_nothing_to_an_earlier_one() {
    let reports = [report("Bay Courier", 9, LONG), report("Evening Post", 5, LONG)];
    assert_eq!(shared(&reports)[0].direction, Direction::BToA);
}

#[test]
fn a_credit_to_the_other_outlet_gives_the_direction() {
    let credited = format!("{LONG}\nThe Bay Courier first carried the news, AFP noted.");
    let reports = [report("Reuters", 0, LONG), report("Evening Post", 0, &format!("{LONG}\nReuters"))];
    let found = shared(&reports);
    assert_eq!(found[0].direction, Direction::AToB, "{}", found[0].basis);
    let reports = [report("Reuters", 0, LONG), report("Evening Post", 0, &credited)];
    assert_eq!(shared(&reports)[0].direction, Direction::Unknown);
}

#[test]
fn both_credit_the_same_agency() {
    let reports = [
        report("Bay Courier", 3, &format!("PORT ILMEN (Reuters) - {LONG}")),
        report("Evening Post", 5, &format!("BYLINE: By staff and Reuters\n{LONG}")),
    ];
    let found = shared(&reports);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].direction, Direction::CommonOrigin, "{}", found[0].basis);
    assert!(found[0].basis.contains("Reuters"));
}

#[test]
fn words_quoted_by_both_are_reuse_of_the_quoted_words() {
    let words = "we will not lift a single crate until the owners return to the table with a signed offer";
    let reports = [
        report("Bay Courier", 3, &format!("The union was blunt. “{words},” its chair said.")),
        report("Evening Post", 5, &format!("Asked about a deal, she said: “{words}.”")),
    ];
    let found = shared(&reports);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].direction, Direction::Unknown);
    assert!(found[0].basis.starts_with("both quote the same words"), "{}", found[0].basis);
}

#[test]
fn a_short_run_word_for_word_is_reuse_and_shorter_still_in_quotation_marks() {
    let run = "nobody had looked under the quay since the winter of the ice";
    let reports = [
        report("Bay Courier", 3, &format!("Asked on Monday, the harbour master conceded that {run}.")),
        report(
            "Evening Post",
            5,
            &format!("According to divers {run}, or so the crews believe to this day."),
        ),
    ];
    let found = shared(&reports);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(words(&reports, &found[0]).0.contains(run));
    let fragment = "“Gulls don't read tide tables,” she told the council, which laughed.";
    let other = "Her remark that “gulls don't read tide tables” was struck from the minutes.";
    let reports = [report("Bay Courier", 3, fragment), report("Evening Post", 5, other)];
    assert_eq!(shared(&reports).len(), 1);
    let unmarked = "It is known that gulls don't read tide tables at all in these parts.";
    let reports = [report("Bay Courier", 3, fragment), report("Evening Post", 5, unmarked)];
    assert_eq!(shared(&reports), []);
}

#[test]
fn headings_teasers_and_short_phrases_are_no_reuse() {
    let reports = [
        report(
            "Bay Courier",
            3,
            &format!(
                "HEADLINE: {LONG}\nTEASER: {LONG}\nThe minister of transport and public works said on Friday that fish was cheap."
            ),
        ),
        report(
            "Evening Post",
            5,
            &format!("{LONG}\nOn Monday the minister of transport and public works opened a bridge."),
        ),
    ];
    assert_eq!(shared(&reports), []);
}

#[test]
fn repetition_inside_one_report_counts_once() {
    let twice = format!("{LONG}\nRain fell on the quay.\n{LONG}");
    let reports = [report("Bay Courier", 3, &twice), report("Evening Post", 5, &twice)];
    assert_eq!(shared(&reports).iter().filter(|reuse| reuse.kind == ReuseKind::Copy).count(), 1);
    let once = [report("Bay Courier", 3, &twice), report("Evening Post", 5, LONG)];
    assert_eq!(shared(&once).len(), 1);
}

#[test]
fn different_news_in_like_words_is_no_reuse() {
    let reports = [
        report(
            "Bay Courier",
            3,
            "A storm closed the coastal railway on Tuesday, stranding hundreds of passengers overnight.",
        ),
        report(
            "Evening Post",
            5,
            "The coastal railway will hire hundreds of drivers, its passengers were told on Tuesday.",
        ),
    ];
    assert_eq!(shared(&reports), []);
}

#[test]
fn an_outlets_boilerplate_is_no_reuse() {
    let note = "Mara Quill is the Bay Courier's shipping correspondent and writes on harbours, tides and freight from Ilmen.";
    let reports: Vec<Article> = (1..=4)
        .map(|day| {
            report("Bay Courier", day, &format!("Story number {day} is about something else.\n{note}"))
        })
        .collect();
    assert_eq!(shared(&reports), []);
}
