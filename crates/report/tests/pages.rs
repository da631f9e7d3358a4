//! What the pages and the brief hold: their views as they read, the parts of a dossier, and nothing hostile.
//!
//! The snapshots are written anew with `INSTA_UPDATE=always`.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

mod fixture;

use rashomon_engine::dossier::{Dossier, Parts, StatementId, StoryId};
use rashomon_report::{html, text};

const VIEWS: [&str; 8] =
    ["overview", "events", "statements", "people", "differences", "sources", "names", "reports"];

/// The markup of one view.
fn view<'a>(page: &'a str, id: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("<section class=\"view\" id=\"{id}\"")).unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    rest.split("<section class=\"view\" id=").next().unwrap()
}

/// Elements that stand in lines of their own.
const LINES: [&str; 16] = [
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "li",
    "tr",
    "dt",
    "article",
    "section",
    "blockquote",
    "dd",
    "div",
    "details",
    "label",
    "svg",
];

/// The markup as it reads: a line a block, without what scripts and styles do.
fn reading(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some((words, tag)) = rest.split_once('<') {
        text.push_str(words);
        let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
        match name {
            "td" | "th" if !tag.starts_with('/') => text.push_str(" | "),
            "span" | "a" | "q" => text.push(' '),
            name if LINES.contains(&name) => text.push('\n'),
            _ => {}
        }
        rest = after;
    }
    text.push_str(rest);
    let plain = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let lines = plain.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A view without the bars of filters and the evidence that opens beside it.
fn front(page: &str, id: &str) -> String {
    let without = |markup: &str, start: &str, end: &str| {
        let mut kept = String::new();
        for (at, piece) in markup.split(start).enumerate() {
            kept.push_str(if at == 0 { piece } else { piece.split_once(end).map_or("", |(_, after)| after) });
        }
        kept
    };
    let markup = without(view(page, id), "<form class=\"filters", "</form>");
    reading(&without(&markup, "<details class=\"more\"", "</details>"))
}

#[test]
fn the_views_read_as_before() {
    let page = html::page(&fixture::bridge(), "test");
    for id in ["overview", "events", "differences", "names"] {
        insta::assert_snapshot!(id, front(&page, id));
    }
}

#[test]
fn the_brief_reads_as_before() {
    insta::assert_snapshot!(text::brief(&fixture::bridge()));
}

#[test]
fn what_no_report_tells_in_its_own_voice_stands_by_the_word_of_those_who_say_it() {
    let claimed = |dossier: &Dossier| {
        let page = html::page(dossier, "test");
        let views = ["overview", "events", "differences"].map(|id| front(&page, id).contains("according to"));
        (views, text::brief(dossier).contains("according to"))
    };
    let mut dossier = fixture::bridge();
    for event in &mut dossier.events {
        event.reports.iter_mut().for_each(|account| account.statement = None);
    }
    assert_eq!(claimed(&dossier), ([false; 3], false));
    for account in &mut dossier.events[0].reports {
        account.statement = Some(StatementId(0));
    }
    assert_eq!(claimed(&dossier), ([true; 3], true));
    dossier.events[0].reports[1].statement = None;
    assert_eq!(claimed(&dossier), ([false; 3], false));
}

#[test]
fn lines_of_the_brief_fit_a_terminal() {
    for dossier in [fixture::bridge(), fixture::extreme::many(2)] {
        for line in text::brief(&dossier).lines() {
            assert!(line.chars().count() <= 80 || !line.trim().contains(' '), "{line}");
        }
    }
}

#[test]
fn a_part_is_the_dossier_of_its_story() {
    let many = fixture::extreme::many(3);
    let parts = Parts::new(&many);
    for turn in 0..3 {
        let mut part = parts.part(StoryId(turn));
        let mut alone = fixture::bridge();
        for dossier in [&mut part, &mut alone] {
            dossier.diagnostics.clear();
            dossier.reports.iter_mut().for_each(|report| report.doc.article.id.clear());
        }
        assert_eq!(part, alone, "{turn}");
    }
    assert_eq!(parts.part(StoryId(3)), Dossier::default());
}

#[test]
fn an_index_leads_to_the_page_of_each_story() {
    let many = fixture::extreme::many(3);
    let index = html::index(&many, "test", "all of them-stories");
    let parts = Parts::new(&many);
    for story in (0..3).map(StoryId) {
        assert!(index.contains(&format!("href=\"all%20of%20them-stories/{}\"", html::file_name(story))));
        let page = html::story_page(&parts, story, "test", "all of them.html");
        assert!(page.contains("href=\"../all%20of%20them.html\""));
        // Reports keep the numbers that they have in the whole: sentences of comparisons name them so.
        let first = story.index() * 5 + 1;
        assert!(front(&page, "reports").lines().any(|line| line.starts_with(&format!("{first} "))));
    }
}

#[test]
fn hostile_words_stand_in_every_view_and_are_markup_in_none() {
    let dossier = fixture::extreme::hostile();
    let page = html::page(&dossier, fixture::extreme::HOSTILE);
    let index = html::index(&dossier, fixture::extreme::HOSTILE, fixture::extreme::HOSTILE);
    let story = html::story_page(
        &Parts::new(&dossier),
        StoryId(0),
        fixture::extreme::HOSTILE,
        fixture::extreme::HOSTILE,
    );
    for id in VIEWS {
        assert!(view(&page, id).contains("&lt;script&gt;window.ran=1"), "{id} shows none");
    }
    for whole in [&page, &index, &story] {
        assert!(whole.contains("&lt;script&gt;window.ran=1"));
        for harm in ["<script>window", "<img", "<svg onload", "href=\"javascript:"] {
            assert!(!whole.contains(harm), "{harm}");
        }
    }
}

#[test]
fn nothing_in_the_brief_steers_a_terminal() {
    let brief = text::brief(&fixture::extreme::hostile());
    assert!(brief.contains("window.ran=1"));
    assert!(brief.chars().all(|char| char == '\n' || !char.is_control()));
    assert!(!brief.contains(['\u{202e}', '\u{2066}']));
    assert!(brief.lines().all(|line| line.chars().count() < 400));
}
