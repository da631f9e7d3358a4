//! What the user says of documents (`--meta`).

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use super::encoding;
use super::pages::kind_of;
use super::rows::Rows;
use super::source::Source;
use super::{Limits, Metadata, Page, Place, ReadError, Reason, fields};
use crate::Tables;

/// What a user's list says of documents, by path.
#[derive(Clone, Debug, Default)]
pub struct Given {
    rows: BTreeMap<String, (Place, Metadata)>,
    used: BTreeSet<String>,
}

impl Given {
    /// Reads a list of metadata: CSV or JSON Lines with a `path` in each row. Rows that say nothing usable come back
    /// as errors; of two rows with one path the later goes before.
    pub fn read(
        input: Box<dyn Read + '_>,
        path: &str,
        limits: Limits,
        tables: &Tables,
    ) -> (Self, Vec<ReadError>) {
        let mut given = Self::default();
        let error = |place, reason| ReadError { path: path.to_owned(), place, reason };
        let mut errors = Vec::new();
        let source = Source::open(input);
        let notes = std::rc::Rc::clone(&source.notes);
        let reading = encoding::of_text(&source.head);
        let opened = kind_of(&source, path, reading, &tables.inputs).and_then(|kind| {
            Rows::open(source, kind, reading, limits.max_record, &tables.inputs).map_err(|_| Reason::NotRows)
        });
        match opened {
            Err(reason) => errors.push(error(Place::Whole, reason)),
            Ok(mut rows) => {
                while let Some((place, record)) = rows.next() {
                    match record.and_then(|record| fields::meta(&record, &tables.inputs)) {
                        Ok((of, metadata)) => {
                            given.rows.insert(key(&of).to_owned(), (place, metadata));
                        }
                        Err(reason) => errors.push(error(place, reason)),
                    }
                }
            }
        }
        errors.extend(notes.take_failure().map(|(place, reason)| error(place, reason)));
        (given, errors)
    }

    /// Lays what is given beside a page: by its path, or else by the longest end of it that is listed.
    pub fn apply(&mut self, page: &mut Page) {
        let mut rest = Some(key(&page.path));
        while let Some(path) = rest {
            if let Some((_, metadata)) = self.rows.get(path) {
                page.given = metadata.clone();
                self.used.insert(path.to_owned());
                return;
            }
            rest = path.split_once('/').map(|(_, end)| end);
        }
    }

    /// Paths that no page had, with the place of their row.
    pub fn unused(&self) -> impl Iterator<Item = (&str, Place)> {
        let unused = self.rows.iter().filter(|(path, _)| !self.used.contains(*path));
        unused.map(|(path, (place, _))| (path.as_str(), *place))
    }
}

/// A path without `./` in front.
fn key(path: &str) -> &str {
    path.trim_start_matches("./")
}
