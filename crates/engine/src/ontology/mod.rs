//! The tables of `data/`: compiled in, and overridable by the user.
//!
//! A table is parsed once, by a submodule that knows its shape. What a table holds is true of the language or the
//! world, never of one story.

pub mod calendar;

use std::collections::BTreeMap;

pub use calendar::Calendar;

/// An error in a table.
#[derive(Debug, thiserror::Error)]
#[error("table {name}: {message}")]
pub struct TableError {
    /// File name of the table.
    pub name: String,
    /// What is wrong, with the line where it is known.
    pub message: String,
}

/// Texts of tables that replace those compiled in, by file name.
pub type Overrides = BTreeMap<String, String>;

/// All tables, parsed.
#[derive(Debug, Default)]
pub struct Tables {
    /// Names of months and weekdays.
    pub calendar: Calendar,
}

impl Tables {
    /// Parses the tables compiled in, with `overrides` in their stead.
    pub fn load(overrides: &Overrides) -> Result<Self, TableError> {
        Ok(Self { calendar: Calendar::load(overrides)? })
    }
}
