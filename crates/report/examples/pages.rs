//! Writes the pages that the browser tests open: a small one, a hostile one, a large one and an empty one, and two
//! indexes with the pages of their stories.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods)]

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use std::path::PathBuf;

use rashomon_engine::dossier::{Dossier, Parts, StoryId};
use rashomon_report::html;

/// How many times the five reports of the fixture make the large page.
const LARGE: u32 = 100;

/// How many stories the index has.
const STORIES: u32 = 3;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".into()));
    std::fs::create_dir_all(&folder)?;
    let pages = [
        ("small", fixture::bridge()),
        ("hostile", fixture::extreme::hostile()),
        ("large", fixture::extreme::many(LARGE)),
        ("empty", Dossier::default()),
    ];
    for (name, dossier) in pages {
        std::fs::write(folder.join(format!("{name}.html")), html::page(&dossier, "test"))?;
        let json = rashomon_report::json::dossier(&dossier, "test")?;
        std::fs::write(folder.join(format!("{name}.json")), json)?;
        std::fs::write(folder.join(format!("{name}.txt")), rashomon_report::text::brief(&dossier))?;
    }
    let hostile = fixture::extreme::hostile();
    for (name, dossier) in [("index", fixture::extreme::many(STORIES)), ("hostile index", hostile)] {
        let (file, stories) = (format!("{name}.html"), format!("{name}-stories"));
        std::fs::create_dir_all(folder.join(&stories))?;
        std::fs::write(folder.join(&file), html::index(&dossier, "test", &stories))?;
        let parts = Parts::new(&dossier);
        for story in (0..dossier.stories.len() as u32).map(StoryId) {
            let page = html::story_page(&parts, story, "test", &file);
            std::fs::write(folder.join(&stories).join(html::file_name(story)), page)?;
        }
    }
    Ok(())
}
