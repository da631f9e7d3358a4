//! How inputs are recognised (`data/kinds.toml`) and how their records name things (`data/fields.toml`).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Overrides, TableError, parse_toml};

const KINDS: &str = "kinds.toml";
const FIELDS: &str = "fields.toml";

/// What an input's name says of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NamedKind {
    /// Plain text or Markdown.
    Text,
    /// A saved page.
    Html,
    /// A JSON object a line.
    JsonLines,
    /// One JSON value.
    Json,
    /// Comma- or tab-separated values.
    Table,
    /// Something that holds no article.
    Other,
}

/// What a field of a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldRole {
    /// The article's text.
    Text,
    /// A summary, for want of a text.
    Summary,
    /// The title.
    Title,
    /// Who wrote it.
    Author,
    /// Who published it.
    Outlet,
    /// Its address.
    Url,
    /// When it was published.
    Published,
    /// When it was last updated.
    Updated,
    /// The record's own id.
    Id,
    /// The file that a row of metadata speaks of.
    Path,
}

/// First bytes that show a kind of file which is not text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What they show.
    pub shows: String,
}

/// How inputs are recognised and read.
#[derive(Debug, Default)]
pub struct Inputs {
    extensions: BTreeMap<String, NamedKind>,
    /// First bytes of files that are not text.
    pub signatures: Vec<Signature>,
    /// How HTML can begin, lower case.
    pub html: Vec<String>,
    /// How other XML begins, lower case.
    pub xml: Vec<String>,
    /// The role and rank of a field by the letters and digits of its name; rank 0 goes first.
    fields: BTreeMap<String, Vec<(FieldRole, usize)>>,
    /// Names of lists of records.
    pub lists: BTreeSet<String>,
    /// Names of objects around a list of records.
    pub around: BTreeSet<String>,
    /// Names of objects inside a record that hold its fields.
    pub inside: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKinds {
    extensions: RawExtensions,
    signature: Vec<RawSignature>,
    html: RawHtml,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExtensions {
    text: Vec<String>,
    html: Vec<String>,
    json_lines: Vec<String>,
    json: Vec<String>,
    table: Vec<String>,
    other: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSignature {
    hex: String,
    shows: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHtml {
    begins: Vec<String>,
    xml: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    fields: RawFields,
    answers: RawAnswers,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFields {
    text: Vec<String>,
    summary: Vec<String>,
    title: Vec<String>,
    author: Vec<String>,
    outlet: Vec<String>,
    url: Vec<String>,
    published: Vec<String>,
    updated: Vec<String>,
    id: Vec<String>,
    path: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAnswers {
    lists: Vec<String>,
    around: Vec<String>,
    inside: Vec<String>,
}

impl Inputs {
    /// Parses the two tables.
    pub(super) fn load(overrides: &Overrides) -> Result<Self, TableError> {
        let kinds: RawKinds = parse_toml(KINDS, include_str!("../../../../data/kinds.toml"), overrides)?;
        let file: RawFile = parse_toml(FIELDS, include_str!("../../../../data/fields.toml"), overrides)?;
        let names = |names: Vec<String>| names.iter().map(|name| field_key(name)).collect();
        Ok(Self {
            extensions: extensions(kinds.extensions),
            signatures: kinds.signature.into_iter().map(signature).collect::<Result<_, _>>()?,
            html: kinds.html.begins,
            xml: kinds.html.xml,
            fields: fields(file.fields),
            lists: names(file.answers.lists),
            around: names(file.answers.around),
            inside: names(file.answers.inside),
        })
    }

    /// What the name of a file says of its kind; a `.gz` behind does not count.
    pub fn named_kind(&self, name: &str) -> Option<NamedKind> {
        let file = name.rsplit('/').next()?.to_lowercase();
        let file = file.trim_end_matches(".gz");
        let (_, extension) = file.rsplit_once('.')?;
        self.extensions.get(extension).copied()
    }

    /// What a field of this name can hold, with its rank among the names for that; the lowest goes first.
    pub fn roles(&self, key: &str) -> &[(FieldRole, usize)] {
        self.fields.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether a field of this name can hold `role`.
    pub fn is(&self, key: &str, role: FieldRole) -> bool {
        self.roles(key).iter().any(|(known, _)| *known == role)
    }
}

/// What counts in the name of a field: its letters and digits in lower case, and the dots between the parts of a path.
pub fn field_key(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric() || *char == '.').flat_map(char::to_lowercase).collect()
}

fn extensions(raw: RawExtensions) -> BTreeMap<String, NamedKind> {
    let RawExtensions { text, html, json_lines, json, table, other } = raw;
    let kinds = [
        (text, NamedKind::Text),
        (html, NamedKind::Html),
        (json_lines, NamedKind::JsonLines),
        (json, NamedKind::Json),
        (table, NamedKind::Table),
        (other, NamedKind::Other),
    ];
    kinds.into_iter().flat_map(|(names, kind)| names.into_iter().map(move |name| (name, kind))).collect()
}

fn signature(raw: RawSignature) -> Result<Signature, TableError> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some((digit(*high)? * 16 + digit(*low)?) as u8),
        _ => None,
    };
    let bytes = raw.hex.as_bytes().chunks(2).map(byte).collect::<Option<Vec<u8>>>();
    let error = || TableError { name: KINDS.to_owned(), message: format!("{:?} is not hex", raw.hex) };
    Ok(Signature { bytes: bytes.ok_or_else(error)?, shows: raw.shows })
}

fn fields(raw: RawFields) -> BTreeMap<String, Vec<(FieldRole, usize)>> {
    let RawFields { text, summary, title, author, outlet, url, published, updated, id, path } = raw;
    let roles = [
        (text, FieldRole::Text),
        (summary, FieldRole::Summary),
        (title, FieldRole::Title),
        (author, FieldRole::Author),
        (outlet, FieldRole::Outlet),
        (url, FieldRole::Url),
        (published, FieldRole::Published),
        (updated, FieldRole::Updated),
        (id, FieldRole::Id),
        (path, FieldRole::Path),
    ];
    let mut fields: BTreeMap<String, Vec<(FieldRole, usize)>> = BTreeMap::new();
    for (names, role) in roles {
        for (rank, name) in names.iter().enumerate() {
            fields.entry(field_key(name)).or_default().push((role, rank));
        }
    }
    fields
}
