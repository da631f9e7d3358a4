//! The page: one self-contained HTML file to read a story by.
//!
//! All of it is made here, in the order in which it is read; scripts only move what is there: they show one view at
//! a time, light up words and narrow tables. So it can be read without them. Outside text is escaped by `maud` and
//! isolated by `bdi`; the content security policy names the hashes of the one script and the one style sheet and
//! allows no request.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use rashomon_engine::dossier::{Dossier, Parts, StoryId};

mod assets;
mod book;
mod compared;
mod diff;
mod events;
mod filter;
mod index;
mod marks;
mod matrix;
mod names;
mod network;
mod numbers;
mod overview;
mod packed;
mod people;
mod reports;
mod row;
mod scale;
mod sources;
mod statements;
pub(crate) mod words;

use book::{Book, isolated};

pub use index::{file_name, index};

pub(crate) use book::clip;
pub(crate) use numbers::Numbers;

/// How many characters of a title the head of the page shows.
const TITLE: usize = 160;

/// The views, in order: the place in the address, and the name.
const VIEWS: [(&str, &str); 8] = [
    ("overview", "Overview"),
    ("events", "What happened"),
    ("statements", "Who said what"),
    ("people", "Who is who"),
    ("differences", "How they differ"),
    ("sources", "Sources"),
    ("names", "Names"),
    ("reports", "Reports"),
];

/// A report over more documents than this is an index and a page a story: one page would be too much to open and to
/// read.
pub const ONE_PAGE: usize = 1000;

/// The page of a dossier. `model` names the weights that read the reports.
pub fn page(dossier: &Dossier, model: &str) -> String {
    whole(&Book::new(dossier), model, None)
}

/// The page of one story of many. `home` is the name of the file of the index, in the folder above.
pub fn story_page(parts: &Parts<'_>, story: StoryId, model: &str, home: &str) -> String {
    let part = parts.part(story);
    let book = Book::of_part(&part, parts.numbers(story));
    whole(&book, model, Some(&format!("../{}", index::encoded(home))))
}

fn whole(book: &Book<'_>, model: &str, home: Option<&str>) -> String {
    let title = title(book);
    document(&title, assets::SCRIPT, &body(book, &title, model, home))
}

/// A file: what browsers are told, and its content.
fn document(title: &str, script: &str, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(assets::policy(script));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "rashomon " (env!("CARGO_PKG_VERSION")) };
                title { (isolated(title)) " · Rashomon" }
                style { (PreEscaped(assets::STYLE)) }
                script { (PreEscaped(script)) }
            }
            body { (body) }
        }
    }
    .into_string()
}

/// Who made the page, and how it is to be taken.
fn footer(model: &str) -> Markup {
    html! {
        footer {
            p {
                "Made by Rashomon " (env!("CARGO_PKG_VERSION")) ", model " bdi { (clip(model, 80)) }
                ". It compares accounts and never says who is right. Silence is not denial."
            }
        }
    }
}

/// What the page is about: the title of its story, or of its largest, the first of those.
fn title(book: &Book<'_>) -> String {
    let stories = &book.dossier.stories;
    let largest = stories.iter().rev().max_by_key(|story| story.documents.len());
    match (largest, stories.len()) {
        (None, _) => "Reports".into(),
        (Some(story), _) if story.title.trim().is_empty() => "Untitled reports".into(),
        (Some(story), 1) => clip(&story.title, TITLE),
        (Some(story), all) => {
            let more = if all == 2 { "story" } else { "stories" };
            format!("{}, and {} more {more}", clip(&story.title, TITLE), all - 1)
        }
    }
}

fn body(book: &Book<'_>, title: &str, model: &str, home: Option<&str>) -> Markup {
    html! {
        a.skip href="#main" { "Skip to the content" }
        header.mast {
            p.brand { "Rashomon" @if let Some(home) = home { " · " a.home href=(home) { "All stories" } } }
            h1 { bdi { (title) } }
            form.search.js-only role="search" {
                label.hidden for="query" { "Search everything" }
                input #query type="search" placeholder="Search everything" autocomplete="off" spellcheck="false";
            }
            div.tools.js-only {
                button type="button" data-do="theme" { "Light or dark" }
                button type="button" data-do="help" { "Keys" }
            }
        }
        nav.views aria-label="Views" {
            @for (id, name) in VIEWS { a href={ "#" (id) } { (name) } }
        }
        div.panes {
            main.list #main tabindex="-1" {
                (overview::view(book))
                (events::view(book))
                (statements::view(book))
                (people::view(book))
                (compared::view(book))
                (sources::view(book))
                (names::view(book))
                (reports::view(book))
                section.view #search hidden aria-labelledby="search-title" {
                    h2 #search-title { "Search" }
                    p.found aria-live="polite" {}
                    div.results {}
                }
            }
            section.reading #reading aria-label="Original text" {
                div.reading-tools.js-only {
                    button type="button" data-do="earlier" aria-label="Earlier report" { "‹" }
                    span.reading-title {}
                    button type="button" data-do="later" aria-label="Later report" { "›" }
                    button type="button" data-do="close" { "Close" }
                }
                div.texts { (reports::texts(book)) }
            }
            aside.card.js-only #card aria-label="Evidence" hidden {}
        }
        (footer(model))
        (help())
        script #marks type="application/json" { (PreEscaped(marks::data(book))) }
    }
}

/// The keys, shown by `?`.
fn help() -> Markup {
    let keys = [
        ("1 – 8", "the views"),
        ("j  k", "next and previous row"),
        ("Enter", "open the row's evidence"),
        ("n  p", "next and previous words of the evidence"),
        ("[  ]", "earlier and later report"),
        ("/", "search"),
        ("Esc", "close the search, the evidence, the report"),
        ("t", "light or dark"),
        ("?", "these keys"),
    ];
    html! {
        dialog #help aria-labelledby="help-title" {
            h2 #help-title { "Keys" }
            dl { @for (key, does) in keys { div { dt { kbd { (key) } } dd { (does) } } } }
            button type="button" data-do="close-help" { "Close" }
        }
    }
}
