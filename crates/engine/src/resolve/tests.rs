//! Invented accounts and what should be joined, or kept apart, in them.

use rashomon_doc::{EventKind, EventType, NameType, Status};

use super::testing::{Draft, dossier, march};
use crate::dossier::{Dossier, Entity};

fn entity<'d>(dossier: &'d Dossier, form: &str) -> &'d Entity {
    let has = |entity: &&Entity| entity.name == form || entity.variants.iter().any(|variant| variant == form);
    dossier.entities.iter().find(has).unwrap_or_else(|| panic!("no entity {form}"))
}

#[test]
fn spellings_and_short_forms_of_one_person_are_joined_and_say_why() {
    let found = dossier(vec![
        Draft::new("A", 1, "Maria Ortega met Yusuf Aliev.")
            .name("Maria Ortega", NameType::Person)
            .name("Yusuf Aliev", NameType::Person),
        Draft::new("B", 1, "Yousef Aliyev spoke.").name("Yousef Aliyev", NameType::Person),
        Draft::new("C", 1, "Aliev spoke to Ortega.")
            .name("Aliev", NameType::Person)
            .name("Ortega", NameType::Person),
    ]);
    assert_eq!(found.entities.len(), 2, "{:#?}", found.entities);
    let aliev = entity(&found, "Yousef Aliyev");
    assert_eq!(aliev.mentions.len(), 3);
    assert_eq!(aliev.why.len(), 2, "{:?}", aliev.why);
}

#[test]
fn bearers_that_one_report_tells_apart_stay_apart() {
    let found = dossier(vec![
        Draft::new("A", 1, "Rodo Halmar died. Vesna Halmar spoke.")
            .name("Rodo Halmar", NameType::Person)
            .name("Vesna Halmar", NameType::Person),
        Draft::new("B", 1, "Halmar was buried.").name("Halmar", NameType::Person),
    ]);
    assert_eq!(
        found.entities.len(),
        3,
        "a surname that fits two is joined with neither: {:#?}",
        found.entities
    );
}

#[test]
fn one_defendant_is_one_in_all_reports_and_two_in_one_are_nobody_elses() {
    let one = |outlet: &str, text: &str, words: &str| {
        Draft::new(outlet, 1, text).name(words, NameType::Person).unnamed()
    };
    let found = dossier(vec![
        one("A", "They heard the defendant.", "the defendant"),
        one("B", "They heard the young defendant.", "the young defendant"),
        one("C", "They heard the lawyer for the defendant.", "the lawyer for the defendant"),
        one("D", "They heard the clerk.", "the clerk"),
        one("E", "They heard the clerk.", "the clerk"),
    ]);
    assert_eq!(found.entities.len(), 4, "{:#?}", found.entities);
    let found = dossier(vec![
        one("A", "They heard the first driver and the second driver.", "the first driver")
            .name("the second driver", NameType::Person)
            .unnamed(),
        one("B", "They heard the driver.", "the driver"),
    ]);
    assert_eq!(found.entities.len(), 3, "{:#?}", found.entities);
}

#[test]
fn bodies_with_like_names_stay_apart_and_word_order_does_not_matter() {
    let found = dossier(vec![
        Draft::new("A", 1, "The Union of Port Workers and the Ministry of Transport.")
            .name("Union of Port Workers", NameType::Organization)
            .name("Ministry of Transport", NameType::Organization),
        Draft::new("B", 1, "The Port Workers' Association and the Transport Ministry.")
            .name("Port Workers' Association", NameType::Organization)
            .name("Transport Ministry", NameType::Organization),
    ]);
    assert_eq!(found.entities.len(), 3, "{:#?}", found.entities);
}

#[test]
fn a_country_is_one_under_all_its_names() {
    let found = dossier(vec![
        Draft::new("A", 1, "The United States voted.")
            .name("United States", NameType::Location)
            .of_country("USA"),
        Draft::new("B", 1, "The U.S. voted.").name("U.S.", NameType::Location).of_country("USA"),
    ]);
    assert_eq!(found.entities.len(), 1, "{:#?}", found.entities);
}

fn meeting(outlet: &str, day: i8, text: &str) -> Draft {
    Draft::new(outlet, day, text).name("Ortega", NameType::Person).name("Lindqvist", NameType::Person)
}

#[test]
fn one_meeting_told_twice_is_one_event() {
    let found = dossier(vec![
        meeting("A", 5, "Ortega met Lindqvist on Friday over the ferry contract.")
            .event("met", EventType::Consult, &["Ortega"], &["Lindqvist"])
            .on(march(4)),
        meeting("B", 5, "Over the ferry contract Ortega met with Lindqvist.")
            .event("met", EventType::Consult, &["Ortega"], &["Lindqvist"])
            .on(march(4)),
    ]);
    assert_eq!(found.events.len(), 1);
    assert_eq!(found.events[0].reports.len(), 2);
    assert_eq!(found.events[0].date.single_day(), march(4).start);
}

#[test]
fn two_rounds_and_two_cities_are_two_events() {
    let text = "Ortega met Lindqvist over the ferry contract.";
    let round = |outlet: &str, day: i8| {
        meeting(outlet, 20, text).event("met", EventType::Consult, &["Ortega"], &["Lindqvist"]).on(march(day))
    };
    assert_eq!(dossier(vec![round("A", 4), round("B", 18)]).events.len(), 2);
    let city = |outlet: &str, city: &str| {
        let text = format!("Ortega met Lindqvist in {city} over the ferry contract.");
        meeting(outlet, 20, &text)
            .name(city, NameType::Location)
            .event("met", EventType::Consult, &["Ortega"], &["Lindqvist"])
            .at(city)
    };
    assert_eq!(dossier(vec![city("A", "Tarnby"), city("B", "Ostholm")]).events.len(), 2);
}

#[test]
fn the_latest_reports_say_how_an_event_stands() {
    let told = |outlet: &str, day: i8, status: Status| {
        meeting(outlet, day, "Ortega met Lindqvist over the ferry contract.")
            .event("met", EventType::Consult, &["Ortega"], &["Lindqvist"])
            .on(march(4))
            .status(status)
    };
    let found = dossier(vec![told("A", 2, Status::Planned), told("B", 5, Status::Occurred)]);
    assert_eq!(found.events.len(), 1);
    assert_eq!(found.events[0].status, Some(Status::Occurred));
}

#[test]
fn one_saying_in_two_translations_is_one_claim_and_silence_is_listed() {
    let found = dossier(vec![
        Draft::new(
            "A",
            3,
            "Ortega said the union would not reopen the gates until the owners pay compensation.",
        )
        .name("Ortega", NameType::Person)
        .says("Ortega", "the union would not reopen the gates until the owners pay compensation"),
        Draft::new(
            "B",
            4,
            "Ortega told us the gates will not be reopened by the union before compensation is paid.",
        )
        .name("Ortega", NameType::Person)
        .says("Ortega", "the gates will not be reopened by the union before compensation is paid"),
        Draft::new("C", 5, "The ferries sailed."),
        Draft::new("D", 1, "Gulls cried."),
    ]);
    assert_eq!(found.claims.len(), 1, "{:#?}", found.claims);
    let claim = &found.claims[0];
    let docs = |docs: &[crate::dossier::DocId]| docs.iter().map(|doc| doc.0).collect::<Vec<_>>();
    assert_eq!((docs(&claim.silent), docs(&claim.before)), (vec![2], vec![3]));
}

#[test]
fn a_sentence_of_a_longer_saying_is_the_claim_that_others_tell_by_itself() {
    let long = "The kiln cracked on its second night.\n\
                We warned the owners of damp clay in June and of worn bricks in the flue a month later.\n\
                The foreman wanted pots for the autumn fair.";
    let found = dossier(vec![
        Draft::new("A", 3, &format!("{long}\nOrtega left."))
            .name("Ortega", NameType::Person)
            .says("Ortega", long),
        Draft::new("B", 4, "Lindqvist said the kiln cracked on its second night.")
            .name("Lindqvist", NameType::Person)
            .says("Lindqvist", "the kiln cracked on its second night"),
    ]);
    let of =
        |count: usize| found.claims.iter().filter(|claim| claim.tellings.len() == count).collect::<Vec<_>>();
    let (shared, alone) = (of(2), of(1));
    assert_eq!((shared.len(), alone.len()), (1, 2), "{:#?}", found.claims);
    assert_eq!(found.text_of(alone[1].tellings[0].span), "The foreman wanted pots for the autumn fair.");
    assert!(found.statements.iter().all(|said| said.claim.is_some()));
}

#[test]
fn a_word_alone_claims_nothing() {
    let found = dossier(vec![
        Draft::new("A", 3, "Ortega said it.").name("Ortega", NameType::Person).says("Ortega", "it"),
        Draft::new("B", 4, "The ferries sailed."),
    ]);
    assert_eq!((found.statements.len(), found.claims.len()), (1, 0), "{:#?}", found.claims);
}

#[test]
fn different_sayings_of_one_speaker_are_two_claims() {
    let found = dossier(vec![
        Draft::new("A", 3, "Ortega said the owners had lied about the crane inspection.")
            .name("Ortega", NameType::Person)
            .says("Ortega", "the owners had lied about the crane inspection"),
        Draft::new("B", 4, "Ortega said her members would vote on the wage offer on Sunday.")
            .name("Ortega", NameType::Person)
            .says("Ortega", "her members would vote on the wage offer on Sunday"),
    ]);
    assert_eq!(found.claims.len(), 2);
}

#[test]
fn a_country_does_not_exclude_a_place_in_it() {
    let told = |outlet: &str, place: &str| {
        let text = format!("Ortega met Lindqvist in {place} over the ferry contract.");
        let draft = meeting(outlet, 20, &text).name(place, NameType::Location);
        draft.event("met", EventType::Consult, &["Ortega"], &["Lindqvist"]).at(place)
    };
    assert_eq!(dossier(vec![told("A", "Norway"), told("B", "Tarnby")]).events.len(), 1);
    assert_eq!(dossier(vec![told("A", "Norway"), told("B", "Sweden")]).events.len(), 2);
}

fn happening(outlet: &str, text: &str, trigger: &str, kind: EventKind) -> Draft {
    Draft::new(outlet, 20, text).event(trigger, EventType::Consult, &[], &[]).happening(kind)
}

#[test]
fn one_happening_in_two_words_is_one_event_and_on_two_days_two() {
    let collapse = || {
        let text = "The collapse of the footbridge into the river at Tarnby came on Friday.";
        happening("A", text, "collapse", EventKind::Accident).on(march(4))
    };
    let fall = |day: i8| {
        let text = "The fall of the footbridge into the river at Tarnby shook the town.";
        happening("B", text, "fall", EventKind::Accident).on(march(day))
    };
    assert_eq!(dossier(vec![collapse(), fall(4)]).events.len(), 1);
    assert_eq!(dossier(vec![collapse(), fall(11)]).events.len(), 2);
}

#[test]
fn a_verb_and_the_noun_made_of_it_are_one_word() {
    let told = |outlet: &str, text: &str, trigger: &str| {
        happening(outlet, text, trigger, EventKind::Investigation).on(march(9))
    };
    let found = dossier(vec![
        told("A", "Divers were to inspect the quay wall at Tarnby.", "inspect"),
        told("B", "The inspection of the quay wall at Tarnby took an hour.", "inspection"),
    ]);
    assert_eq!(found.events.len(), 1, "{:#?}", found.events);
}

#[test]
fn one_happening_told_as_two_types_is_one_event_and_what_is_demanded_is_another() {
    let told = |outlet: &str, word: &str, kind: EventType| {
        let text = format!("The {word} of Ortega over the fire in the Tarnby tunnel stunned the town.");
        Draft::new(outlet, 20, &text)
            .name("Ortega", NameType::Person)
            .event(word, kind, &["Ortega"], &[])
            .on(march(9))
    };
    let resignation = || told("A", "resignation", EventType::Retreat);
    let departure = told("B", "departure", EventType::Consult).happening(EventKind::Resignation);
    assert_eq!(dossier(vec![resignation(), departure]).events.len(), 1);
    let demand = told("B", "departure", EventType::Request);
    assert_eq!(dossier(vec![resignation(), demand]).events.len(), 2);
}
