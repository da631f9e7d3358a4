//! The page: one self-contained HTML file to read a story by.
//!
//! All of it is made here, in the order in which it is read; scripts only move what is there: they show one view at
//! a time, light up words and narrow tables. So it can be read without them. Outside text is escaped by `maud` and
//! isolated by `bdi`; the content security policy names the hashes of the one script and the one style sheet and
//! allows no request.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use rashomon_engine::dossier::Dossier;

mod assets;
mod book;
mod compared;
mod diff;
mod events;
mod filter;
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

/// The page of a dossier. `model` names the weights that read the reports.
pub fn page(dossier: &Dossier, model: &str) -> String {
    let book = Book::new(dossier);
    let title = title(&book);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(assets::policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "rashomon " (env!("CARGO_PKG_VERSION")) };
                title { (isolated(&title)) " · Rashomon" }
                style { (PreEscaped(assets::STYLE)) }
                script { (PreEscaped(assets::SCRIPT)) }
            }
            body { (body(&book, &title, model)) }
        }
    }
    .into_string()
}

/// What the page is about: the title of its story, or of its largest, the first of those.
fn title(book: &Book<'_>) -> String {
    let stories = &book.dossier.stories;
    let largest = stories.iter().rev().max_by_key(|story| story.documents.len());
    match (largest, stories.len()) {
        (None, _) => "Reports".into(),
        (Some(story), 1) => clip(&story.title, TITLE),
        (Some(story), all) => {
            format!("{}, and {} more", clip(&story.title, TITLE), words::count(all - 1, "story"))
        }
    }
}

fn body(book: &Book<'_>, title: &str, model: &str) -> Markup {
    html! {
        a.skip href="#main" { "Skip to the content" }
        header.mast {
            p.brand { "Rashomon" }
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
        footer {
            p {
                "Made by Rashomon " (env!("CARGO_PKG_VERSION")) ", model " bdi { (clip(model, 80)) }
                ". It compares accounts and never says who is right. Silence is not denial."
            }
        }
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
