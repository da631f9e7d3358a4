//! Invented reports of two affairs.

use rashomon_doc::{Article, Block, BlockKind, Date, Span, Title};

use super::group;
use crate::Tables;
use crate::ontology::Overrides;

fn report(title: &str, text: &str) -> Article {
    Article {
        id: title.to_owned(),
        path: title.to_owned(),
        input_id: None,
        url: None,
        sha256: String::new(),
        language: "en".to_owned(),
        outlet: None,
        author: None,
        title: Title::Apart(title.to_owned()),
        published: Date::unknown(),
        updated: None,
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
        diagnostics: Vec::new(),
    }
}

fn affairs() -> Vec<Article> {
    vec![
        report(
            "Ilmen dockers walk out over shift pay",
            "Dockers at Port Ilmen walked out on Monday after talks with the harbour owners on shift pay collapsed.",
        ),
        report(
            "Landslide buries mountain road at Tarn Pass",
            "Rescuers dug for three hikers on Monday after a landslide buried the road over Tarn Pass.",
        ),
        report(
            "Harbour owners: no offer until dockers return",
            "The owners of Port Ilmen said they would make no offer on pay while dockers kept the terminal shut.",
        ),
        report(
            "Two found alive below Tarn Pass",
            "Two of the hikers missing since the landslide at Tarn Pass were found alive, rescuers said.",
        ),
    ]
}

#[test]
fn reports_of_one_affair_are_joined_and_others_kept_apart() {
    let tables = Tables::load(&Overrides::new()).unwrap();
    let stories: Vec<u32> = group(&affairs(), &tables).iter().map(|story| story.0).collect();
    assert_eq!(stories, [0, 1, 0, 1]);
}

#[test]
fn the_order_of_reports_changes_numbers_only() {
    let tables = Tables::load(&Overrides::new()).unwrap();
    let mut reports = affairs();
    reports.reverse();
    let stories: Vec<u32> = group(&reports, &tables).iter().map(|story| story.0).collect();
    assert_eq!(stories, [0, 1, 0, 1]);
}

#[test]
fn nothing_is_grouped_into_nothing() {
    let tables = Tables::load(&Overrides::new()).unwrap();
    assert_eq!(group(&[], &tables), []);
    let empty = [report("", ""), report("", "")];
    assert_eq!(group(&empty, &tables).len(), 2);
}

#[test]
fn a_date_that_can_be_read_in_another_way_does_not_part_reports() {
    let tables = Tables::load(&Overrides::new()).unwrap();
    let day = |year: i16| Date::day(jiff::civil::date(year, 5, 31), rashomon_doc::Basis::Inferred);
    let mut reports = affairs();
    reports[0].published = Date { basis: rashomon_doc::Basis::Stated, ..day(2019) };
    reports[2].published = Date { alternatives: vec![day(2019)], ..day(2044) };
    let stories: Vec<u32> = group(&reports, &tables).iter().map(|story| story.0).collect();
    assert_eq!(stories, [0, 1, 0, 1]);
}
