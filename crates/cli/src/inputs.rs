//! The files behind the inputs of the command line.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use rashomon_engine::ontology::{Inputs, NamedKind};
use rashomon_engine::read::STANDARD_INPUT;
use walkdir::{DirEntry, WalkDir};

use crate::console::Console;
use crate::problem::Problem;

/// A file to read, or standard input.
pub(crate) struct Input {
    path: PathBuf,
    /// The path as given, with `/` between parts.
    pub(crate) name: String,
}

impl Input {
    fn new(path: PathBuf) -> Self {
        let name = name(&path);
        Self { path, name }
    }

    /// Opens it for reading.
    pub(crate) fn open(&self, console: &Console) -> Result<Box<dyn Read>, Problem> {
        if self.name == STANDARD_INPUT {
            return Ok(Box::new(console.follow(io::stdin().lock())));
        }
        match File::open(&self.path) {
            Ok(file) => Ok(Box::new(console.follow(file))),
            Err(error) => Err(Problem::Open { path: self.name.clone(), error }),
        }
    }
}

/// The files of one input of the command line: itself, or those in the folder in the order of names. Hidden files
/// and those of kinds that are never articles are left out of folders, and so is what is `own`: the program's own output.
/// What cannot be read is
/// told to `console`.
pub(crate) fn files<'a>(
    given: &'a Path,
    kinds: &'a Inputs,
    own: &'a BTreeSet<PathBuf>,
    console: &'a Console,
) -> Box<dyn Iterator<Item = Input> + 'a> {
    if given.is_dir() {
        Box::new(Folder::new(given, kinds, own, console))
    } else {
        Box::new(std::iter::once(Input::new(given.to_owned())))
    }
}

/// Walks a folder.
struct Folder<'a> {
    given: &'a Path,
    entries: Box<dyn Iterator<Item = walkdir::Result<DirEntry>>>,
    kinds: &'a Inputs,
    own: &'a BTreeSet<PathBuf>,
    console: &'a Console,
    found: bool,
    /// How many files of other kinds were left out, by extension.
    left_out: BTreeMap<String, usize>,
}

impl<'a> Folder<'a> {
    fn new(given: &'a Path, kinds: &'a Inputs, own: &'a BTreeSet<PathBuf>, console: &'a Console) -> Self {
        let walk = WalkDir::new(given).follow_links(true).sort_by_file_name().into_iter();
        let entries =
            Box::new(walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name())));
        Self { given, entries, kinds, own, console, found: false, left_out: BTreeMap::new() }
    }

    /// The input that an entry stands for, if it is to be read.
    fn input(&mut self, entry: DirEntry) -> Option<Input> {
        if entry.file_type().is_dir() || self.is_own(entry.path()) {
            return None;
        }
        let input = Input::new(entry.into_path());
        if self.kinds.named_kind(&input.name) == Some(NamedKind::Other) {
            let extension =
                input.path.extension().map_or_else(String::new, |end| end.to_string_lossy().to_lowercase());
            *self.left_out.entry(extension).or_default() += 1;
            return None;
        }
        Some(input)
    }

    fn is_own(&self, path: &Path) -> bool {
        !self.own.is_empty() && path.canonicalize().is_ok_and(|path| self.own.contains(&path))
    }

    fn failed(&self, error: &walkdir::Error) {
        let path = error.path().map_or_else(|| name(self.given), name);
        if error.loop_ancestor().is_some() {
            self.console.notice(&format_args!("{path}: a link back to a folder above; left out"));
            return;
        }
        let error =
            error.io_error().map_or(io::ErrorKind::Other.into(), |error| io::Error::from(error.kind()));
        self.console.problem(&Problem::Open { path, error });
    }

    /// Says what was left out once the folder is done.
    fn finish(&mut self) {
        let left_out = std::mem::take(&mut self.left_out);
        if !left_out.is_empty() {
            let count: usize = left_out.values().sum();
            let kinds: Vec<_> = left_out.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            let files = if count == 1 { "file" } else { "files" };
            self.console.notice(&format_args!(
                "{}: {count} {files} of other kinds left out ({})",
                name(self.given),
                kinds.join(", ")
            ));
        }
        if !self.found {
            self.found = true;
            self.console.problem(&Problem::EmptyFolder { path: name(self.given) });
        }
    }
}

impl Iterator for Folder<'_> {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            match self.entries.next() {
                None => {
                    self.finish();
                    return None;
                }
                Some(Err(error)) => self.failed(&error),
                Some(Ok(entry)) => {
                    if let Some(input) = self.input(entry) {
                        self.found = true;
                        return Some(input);
                    }
                }
            }
        }
    }
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// A path as documents carry it: as given, with `/` between parts.
fn name(path: &Path) -> String {
    let name = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        name.into_owned()
    } else {
        name.replace(std::path::MAIN_SEPARATOR, "/")
    }
}
