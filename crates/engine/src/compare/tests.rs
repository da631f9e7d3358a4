//! Invented accounts and how they should be found to stand to one another.

use rashomon_doc::{Comparator, EventKind, EventType, NameType, Status};

use crate::dossier::{Aspect, Comparison, ComparisonKind, Dossier, OriginKind};
use crate::resolve::testing::{Draft, dossier, march};

fn rows(dossier: &Dossier, aspect: Aspect) -> Vec<&Comparison> {
    dossier.comparisons.iter().filter(|row| row.aspect == aspect).collect()
}

fn kinds(dossier: &Dossier, aspect: Aspect) -> Vec<ComparisonKind> {
    rows(dossier, aspect).iter().map(|row| row.kind).collect()
}

fn dead(outlet: &str, day: i8, words: &str, comparator: Comparator, value: f64) -> Draft {
    Draft::new(outlet, day, &format!("The fire killed {words} in the old mill."))
        .event("killed", EventType::Assault, &[], &[])
        .happening(EventKind::Death)
        .count(words, comparator, value, "people")
}

#[test]
fn bounds_that_meet_are_agreement() {
    let found = dossier(vec![
        dead("A", 3, "at least 12 people", Comparator::AtLeast, 12.0),
        dead("B", 3, "14 people", Comparator::Exact, 14.0),
        dead("C", 3, "more than 10 people", Comparator::MoreThan, 10.0),
    ]);
    assert_eq!(kinds(&found, Aspect::Number), [ComparisonKind::Agreement], "{:#?}", found.comparisons);
}

#[test]
fn bounds_that_exclude_one_another_on_one_day_are_a_conflict() {
    let found = dossier(vec![
        dead("A", 3, "more than 20 people", Comparator::MoreThan, 20.0),
        dead("B", 3, "at most 12 people", Comparator::AtMost, 12.0),
    ]);
    assert_eq!(kinds(&found, Aspect::Number), [ComparisonKind::Conflict]);
    assert_eq!(rows(&found, Aspect::Number)[0].positions.len(), 2);
}

#[test]
fn a_part_of_the_people_is_not_set_against_all_of_them() {
    let children = Draft::new("B", 3, "The fire killed 3 children in the old mill.")
        .event("killed", EventType::Assault, &[], &[])
        .happening(EventKind::Death)
        .count("3 children", Comparator::Exact, 3.0, "child");
    let found = dossier(vec![dead("A", 3, "5 people", Comparator::Exact, 5.0), children]);
    assert_eq!(kinds(&found, Aspect::Number), [], "{:#?}", found.comparisons);
}

#[test]
fn a_number_that_is_a_size_or_a_name_counts_nothing() {
    let told =
        |outlet: &str, words: &str, value: f64| {
            Draft::new(outlet, 3, &format!("Flight {words} came down near the old mill, its owners said."))
                .count(words, Comparator::Exact, value, "")
        };
    let found = dossier(vec![told("A", "752", 752.0), told("B", "753", 753.0)]);
    assert_eq!(kinds(&found, Aspect::Number), [], "{:#?}", found.comparisons);
}

#[test]
fn a_part_of_a_saying_does_not_contradict_the_whole() {
    let words = "we never wanted to shut the gates of the harbour";
    let found = dossier(vec![
        Draft::new("A", 3, &format!("Ortega said {words}."))
            .name("Ortega", NameType::Person)
            .says("Ortega", words)
            .says("Ortega", "to shut the gates of the harbour"),
        Draft::new("B", 3, "The ferries sailed."),
    ]);
    assert_eq!(kinds(&found, Aspect::Status), [], "{:#?}", found.comparisons);
}

#[test]
fn a_later_count_is_an_update() {
    let found = dossier(vec![
        dead("A", 3, "three people", Comparator::Exact, 3.0),
        dead("B", 9, "four people", Comparator::Exact, 4.0),
    ]);
    assert_eq!(kinds(&found, Aspect::Number), [ComparisonKind::Update]);
}

#[test]
fn a_report_can_differ_with_itself() {
    let text =
        "The fire killed 3 people in the old mill.\nFire chief Tern said the fire killed 5 people there.";
    let found = dossier(vec![
        Draft::new("A", 3, text)
            .name("Tern", NameType::Person)
            .says("Tern", "the fire killed 5 people there")
            .event("killed 3", EventType::Assault, &[], &[])
            .happening(EventKind::Death)
            .event("killed 5", EventType::Assault, &[], &[])
            .happening(EventKind::Death)
            .count("3 people", Comparator::Exact, 3.0, "people")
            .count("5 people", Comparator::Exact, 5.0, "people")
            .within(),
    ]);
    assert_eq!(kinds(&found, Aspect::Number), [ComparisonKind::Conflict], "{:#?}", found.figures);
}

fn talks(outlet: &str, day: i8, status: Status) -> Draft {
    Draft::new(outlet, day, "Ortega met Lindqvist over the ferry contract.")
        .name("Ortega", NameType::Person)
        .name("Lindqvist", NameType::Person)
        .event("met", EventType::Consult, &["Ortega"], &["Lindqvist"])
        .on(march(4))
        .status(status)
}

#[test]
fn change_over_time_is_an_update_and_denial_on_one_day_a_conflict() {
    let moved = dossier(vec![talks("A", 2, Status::Planned), talks("B", 5, Status::Occurred)]);
    assert_eq!(kinds(&moved, Aspect::Status), [ComparisonKind::Update]);
    let denied = dossier(vec![talks("A", 5, Status::Denied), talks("B", 5, Status::Occurred)]);
    assert_eq!(kinds(&denied, Aspect::Status), [ComparisonKind::Conflict]);
    assert_eq!(denied.events[0].differs, [Aspect::Status]);
    assert_eq!(denied.events[0].status, None);
}

#[test]
fn an_event_told_by_two_has_one_agreement_row_and_one_told_by_one_is_said_to_be() {
    let found = dossier(vec![
        talks("A", 5, Status::Occurred),
        talks("B", 5, Status::Occurred),
        Draft::new("C", 5, "A storm hit the quay.")
            .event("storm", EventType::Assault, &[], &[])
            .happening(EventKind::Disaster),
    ]);
    assert_eq!(kinds(&found, Aspect::Detail), [ComparisonKind::Agreement, ComparisonKind::OnlyOne]);
}

#[test]
fn what_only_one_report_has_in_its_own_voice_is_shown_most_telling_first() {
    let common = "The ferry struck the quay wall in thick fog on Friday morning.";
    let own = "A beekeeper from Tarnby lost forty hives that stood on the mole.";
    let found = dossier(vec![Draft::new("A", 3, &format!("{common}\n{own}")), Draft::new("B", 3, common)]);
    let alone: Vec<&str> = found
        .comparisons
        .iter()
        .filter(|row| row.kind == ComparisonKind::OnlyOne)
        .map(|row| found.text_of(row.positions[0].spans[0]))
        .collect();
    assert_eq!(alone, [own], "{:#?}", found.comparisons);
}

#[test]
fn large_figures_for_things_of_a_rare_noun_are_set_side_by_side() {
    let told = |outlet: &str, words: &str, value: f64, verb: &str| {
        Draft::new(outlet, 3, &format!("The mill in Tarnby {verb} {words} for their handles.")).count(
            words,
            Comparator::Exact,
            value,
            "kettles",
        )
    };
    let found = dossier(vec![
        told("A", "18,000 kettles", 18000.0, "recalled"),
        told("B", "12,000 kettles", 12000.0, "took back"),
    ]);
    assert_eq!(kinds(&found, Aspect::Number), [ComparisonKind::Conflict], "{:#?}", found.figures);
}

const WORDS: &str = "a harbour is not a bargaining chip and never will be while we run it";

fn said(outlet: &str, speaker: &str, words: &str) -> Draft {
    Draft::new(outlet, 3, &format!("“{words}”, {speaker} told reporters on the quay."))
        .name(speaker, NameType::Person)
        .says(speaker, words)
}

#[test]
fn the_same_words_of_two_speakers_are_an_attribution_difference() {
    let found = dossier(vec![said("A", "Lenka Dubry", WORDS), said("B", "Agda Rusil", WORDS)]);
    assert_eq!(kinds(&found, Aspect::Speaker), [ComparisonKind::AttributionDiffers], "{:#?}", found.claims);
    assert!(found.reuse.iter().any(|reuse| reuse.basis.starts_with("both quote")), "{:#?}", found.reuse);
}

#[test]
fn other_words_for_one_saying_are_a_rewording() {
    let other = "a harbour is no bargaining chip and will never be one while we run it";
    let found = dossier(vec![said("A", "Lenka Dubry", WORDS), said("B", "Lenka Dubry", other)]);
    assert_eq!(kinds(&found, Aspect::Wording), [ComparisonKind::Rewording]);
}

#[test]
fn an_interview_told_by_many_is_one_origin() {
    let told = |outlet: &str| {
        Draft::new(outlet, 3, "Ortega told the Tarn Gazette that the gates stay shut until the owners sign.")
            .name("Ortega", NameType::Person)
            .name("Tarn Gazette", NameType::Organization)
            .says("Ortega", "the gates stay shut until the owners sign")
            .through("Tarn Gazette")
    };
    let found = dossier(vec![told("A"), told("B"), told("C")]);
    assert_eq!(found.claims[0].origins.len(), 1, "{:#?}", found.origins);
    let origin = &found.origins[found.claims[0].origins[0].index()];
    assert_eq!((origin.kind, origin.documents.len()), (OriginKind::Interview, 3));
    assert!(found.comparisons.iter().any(|row| row.text.contains("3 reports tell this, all from 1 origin")));
}

#[test]
fn what_the_outlets_call_a_body_is_set_side_by_side() {
    let call = |outlet: &str, label: &str| {
        Draft::new(outlet, 3, &format!("The Bay Union, {label}, met.")).known_as(
            "Bay Union",
            NameType::Organization,
            &["Bay Union", label],
        )
    };
    let found = dossier(vec![call("A", "a militant group"), call("B", "a workers' body")]);
    let naming = rows(&found, Aspect::Naming);
    assert_eq!(naming.len(), 1, "{naming:#?}");
    assert_eq!(naming[0].positions.len(), 3, "{naming:#?}");
}

#[test]
fn every_position_rests_on_words() {
    let found = dossier(vec![
        talks("A", 2, Status::Planned),
        talks("B", 5, Status::Occurred),
        dead("C", 3, "three people", Comparator::Exact, 3.0),
        said("D", "Lenka Dubry", WORDS),
    ]);
    assert!(!found.comparisons.is_empty());
    for row in &found.comparisons {
        assert!(!row.positions.is_empty(), "{row:#?}");
        for position in &row.positions {
            assert!(
                !position.spans.is_empty() && !position.documents.is_empty() && !position.origins.is_empty(),
                "{row:#?}"
            );
            assert!(position.spans.iter().all(|span| !found.text_of(*span).is_empty()));
        }
    }
}
