//! Reading tables of tab-separated values with a header line and `#` comments.

use std::collections::BTreeMap;

use super::TableError;

/// One row, by column name.
pub(crate) struct Row<'a> {
    fields: BTreeMap<&'a str, &'a str>,
}

impl<'a> Row<'a> {
    /// The field of a column that `rows` was asked for.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        self.fields.get(column).copied().unwrap_or_default()
    }

    /// The parts of a field that holds a list separated by `|`.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.get(column).split('|').map(str::trim).filter(|part| !part.is_empty())
    }
}

/// The rows of a table, which must have at least the given columns; every row has as many fields as the header.
pub(crate) fn rows<'a>(name: &str, text: &'a str, columns: &[&str]) -> Result<Vec<Row<'a>>, TableError> {
    let error = |message: String| TableError { name: name.to_owned(), message };
    let mut lines =
        text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let header: Vec<&str> = lines.next().map(|(_, line)| line.split('\t').collect()).unwrap_or_default();
    if let Some(missing) = columns.iter().find(|column| !header.contains(column)) {
        return Err(error(format!("no column {missing}")));
    }
    lines
        .map(|(number, line)| {
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            if fields.len() != header.len() {
                let (found, wanted) = (fields.len(), header.len());
                return Err(error(format!(
                    "line {}: {found} fields where the header has {wanted}",
                    number + 1
                )));
            }
            Ok(Row { fields: header.iter().copied().zip(fields).collect() })
        })
        .collect()
}
