//! What can go wrong with an input, and with a run.

use std::io;

use rashomon_engine::ontology::TableError;
use rashomon_engine::read::{Page, Place, ReadError};
use rashomon_tagger::ModelError;

/// An input or record that could not be processed. It is named, and the rest goes on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// It cannot be read as what it is.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file or folder cannot be opened.
    #[error("{path}: {error}")]
    Open {
        /// The path as given.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// A folder that holds no file of a kind that is read.
    #[error("{path}: no file in this folder can be read")]
    EmptyFolder {
        /// The path as given.
        path: String,
    },
    /// A fault of the program itself.
    #[error("{path}: {place}the program failed on this document ({message}); please report it")]
    Internal {
        /// The path as given.
        path: String,
        /// Where in it.
        place: Place,
        /// What the fault said.
        message: String,
    },
}

impl Problem {
    /// A fault of the program on a page.
    pub(crate) fn internal(page: &Whereabouts, fault: &(dyn std::any::Any + Send)) -> Self {
        let text = fault.downcast_ref::<&str>().copied();
        let message = text.or_else(|| fault.downcast_ref::<String>().map(String::as_str));
        Self::Internal {
            path: page.path.clone(),
            place: page.place,
            message: message.unwrap_or("no message").to_owned(),
        }
    }
}

/// Where a page came from, to name it when the page itself is gone.
#[derive(Clone, Debug)]
pub(crate) struct Whereabouts {
    path: String,
    place: Place,
}

impl From<&Page> for Whereabouts {
    fn from(page: &Page) -> Self {
        Self { path: page.path.clone(), place: page.place }
    }
}

/// Why a run ended without a result.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fatal {
    /// The output cannot be written.
    #[error("{path}: {error}")]
    Output {
        /// Where to.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// An output could not be put into its form.
    #[error("the result cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A file or folder of settings cannot be read.
    #[error("{path}: {error}")]
    Setting {
        /// Its path.
        path: String,
        /// Why.
        error: io::Error,
    },
    /// A table is not as it should be.
    #[error("{folder}: {error}")]
    Table {
        /// Where it lies.
        folder: String,
        /// What is wrong.
        error: TableError,
    },
    /// A file in the folder of tables that replaces none.
    #[error("{folder}: no table is called {name}")]
    UnknownTable {
        /// Where it lies.
        folder: String,
        /// Its name.
        name: String,
    },
    /// The model cannot be loaded.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// Threads cannot be started.
    #[error("no thread can be started: {0}")]
    Thread(io::Error),
    /// No subcommand.
    #[error("no command was given; see rashomon --help")]
    NoCommand,
}
