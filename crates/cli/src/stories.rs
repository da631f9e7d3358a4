//! The folder of pages that a report over many documents puts beside its index.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use rashomon_engine::dossier::{Dossier, Parts, StoryId};
use rashomon_report::html;

use crate::Outcome;
use crate::output::Output;
use crate::problem::Fatal;

/// What the name of the folder has behind that of the index.
const ENDING: &str = "-stories";

/// Where the pages of stories go.
pub(crate) struct Stories {
    /// The folder.
    folder: PathBuf,
    /// Its name.
    pub(crate) name: String,
    /// The name of the file of the index.
    index: String,
}

impl Stories {
    /// The folder beside an index; `None` where a page could not name the one or the other.
    pub(crate) fn beside(index: &Path) -> Option<Self> {
        let mut folder = OsString::from(index.file_stem()?);
        folder.push(ENDING);
        let name = folder.to_str()?.to_owned();
        let folder = index.with_file_name(folder);
        Some(Self { folder, name, index: index.file_name()?.to_str()?.to_owned() })
    }

    /// Pages that an earlier run has left there.
    pub(crate) fn present(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let pages = entries.flatten().filter(|entry| is_page(&entry.file_name()));
        pages.filter_map(|entry| entry.path().canonicalize().ok()).collect()
    }

    /// Writes the page of each story.
    pub(crate) fn write(&self, dossier: &Dossier, model: &str) -> Result<(), Fatal> {
        fs::create_dir_all(&self.folder)
            .map_err(|error| Fatal::Output { path: self.folder.display().to_string(), error })?;
        let parts = Parts::new(dossier);
        let written = Outcome { documents: dossier.reports.len() as u64, problems: 0 };
        for story in (0..dossier.stories.len() as u32).map(StoryId) {
            let mut output = Output::open(&self.folder.join(html::file_name(story)))?;
            output.line(&html::story_page(&parts, story, model, &self.index))?;
            output.finish(written)?;
        }
        Ok(())
    }
}

/// Whether a file has the name of a story's page.
fn is_page(name: &std::ffi::OsStr) -> bool {
    let number = name.to_str().and_then(|name| name.strip_prefix('t')?.strip_suffix(".html"));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_lies_beside_the_index() {
        let stories = Stories::beside(Path::new("out/all.html")).expect("a name");
        assert_eq!(stories.folder, Path::new("out/all-stories"));
        assert_eq!((stories.name.as_str(), stories.index.as_str()), ("all-stories", "all.html"));
    }

    #[test]
    fn only_pages_of_stories_are_taken_for_such() {
        assert!(is_page("t12.html".as_ref()));
        for other in ["t.html", "t1.htm", "talks.html", "12.html", "t1x.html"] {
            assert!(!is_page(other.as_ref()), "{other}");
        }
    }
}
