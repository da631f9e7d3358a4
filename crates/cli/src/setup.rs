//! What a run needs before the first document: tables, metadata, limits, threads, the model.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::num::NonZeroUsize;
use std::path::Path;

use rashomon_engine::Tables;
use rashomon_engine::ontology::Overrides;
use rashomon_engine::read::{Given, Limits};
use rashomon_tagger::Reader;

use crate::args::{Common, Model};
use crate::console::Console;
use crate::problem::{Fatal, Problem};

/// The file names of all tables, from the build script, with commas between.
const TABLE_NAMES: &str = env!("TABLE_NAMES");

/// The endings of table files.
const TABLE_ENDINGS: [&str; 2] = ["toml", "tsv"];

/// What all commands need.
pub(crate) struct Setup {
    pub(crate) tables: Tables,
    pub(crate) given: Given,
    pub(crate) limits: Limits,
    pub(crate) threads: NonZeroUsize,
}

impl Setup {
    /// Loads what the options ask for.
    pub(crate) fn load(common: &Common, console: &Console) -> Result<Self, Fatal> {
        let tables = tables(common.tables.as_deref())?;
        let limits = Limits { max_record: usize::try_from(common.max_record).unwrap_or(usize::MAX) };
        let given = match &common.meta {
            Some(path) => given(path, limits, &tables, console)?,
            None => Given::default(),
        };
        let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        Ok(Self { tables, given, limits, threads: common.threads.unwrap_or_else(cores) })
    }
}

/// The reader with the weights asked for.
pub(crate) fn reader(model: Model) -> Result<Reader, Fatal> {
    Ok(match model {
        Model::Full => Reader::embedded()?,
        Model::Fast => Reader::fast()?,
    })
}

/// Writes the versions of program and model to standard output.
pub(crate) fn print_version() -> Result<(), Fatal> {
    let reader = Reader::embedded()?;
    let line = writeln!(io::stdout(), "rashomon {} (model {})", env!("CARGO_PKG_VERSION"), reader.version());
    line.map_err(|error| Fatal::Output { path: "-".to_owned(), error })
}

/// The tables, with those in `folder` in the place of those of the same name.
fn tables(folder: Option<&Path>) -> Result<Tables, Fatal> {
    let overrides = folder.map_or_else(|| Ok(Overrides::new()), overrides)?;
    let folder = folder.map_or_else(|| "built in".to_owned(), |folder| folder.display().to_string());
    Tables::load(&overrides).map_err(|error| Fatal::Table { folder, error })
}

fn overrides(folder: &Path) -> Result<Overrides, Fatal> {
    let setting = |path: &Path| {
        let path = path.display().to_string();
        move |error| Fatal::Setting { path, error }
    };
    let mut overrides = Overrides::new();
    for entry in fs::read_dir(folder).map_err(setting(folder))? {
        let path = entry.map_err(setting(folder))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.')
            || !TABLE_ENDINGS.iter().any(|ending| path.extension().is_some_and(|is| is == *ending))
        {
            continue;
        }
        if !TABLE_NAMES.split(',').any(|table| table == name) {
            return Err(Fatal::UnknownTable { folder: folder.display().to_string(), name });
        }
        overrides.insert(name, fs::read_to_string(&path).map_err(setting(&path))?);
    }
    Ok(overrides)
}

fn given(path: &Path, limits: Limits, tables: &Tables, console: &Console) -> Result<Given, Fatal> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Fatal::Setting { path: name.clone(), error })?;
    let (given, errors) = Given::read(Box::new(file), &name, limits, tables);
    for error in errors {
        console.problem(&Problem::Read(error));
    }
    Ok(given)
}
