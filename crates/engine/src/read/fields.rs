//! What the fields of a foreign record say.

use std::collections::BTreeMap;

use rashomon_doc::{Diagnostic, DiagnosticCode, InputId};
use serde::Deserialize;
use serde_json::Value;

use super::record::{Fields, Record, kind_of};
use super::{Content, Field, Metadata, Page, Reason, again, encoding, id};
use crate::ontology::inputs::field_key;
use crate::ontology::{FieldRole, Inputs};

/// How deep objects inside a record are looked into.
const DEPTH: usize = 2;

/// How many names of fields an error shows.
const SHOWN: usize = 12;

/// Put on the rank of a field whose value is of another kind than its role asks for: any that suits goes before it.
const UNSUITED: usize = 1000;

/// The best field for each role.
type Found<'v> = BTreeMap<FieldRole, Candidate<'v>>;

/// A field that can hold what a role asks for.
struct Candidate<'v> {
    rank: usize,
    /// The name as the record writes it, with the names of the objects around it.
    name: String,
    value: &'v Value,
}

/// Makes a page of a record.
pub(super) fn page(path: &str, record: Record, inputs: &Inputs) -> Result<Page, Reason> {
    if let Some(format) = again::format(&record.fields) {
        return again::page(path, &record, &format);
    }
    let found = found(&record.fields, inputs);
    let mut doubts = record.doubts;
    let text = text(&found, &mut doubts)?;
    let title = string(&found, FieldRole::Title, &mut doubts);
    if text.is_none() && title.is_none() && !names_a_text(&record.fields, inputs) {
        return Err(Reason::NoText(list(record.fields.keys().map(String::as_str))));
    }
    let text = text.unwrap_or_default();
    let mut diagnostics: Vec<Diagnostic> = doubts.iter().map(|doubt| bad_field(doubt)).collect();
    if record.undecodable {
        diagnostics.push(encoding::undecodable(&text));
    }
    if text.trim().is_empty() {
        diagnostics.push(Diagnostic {
            code: DiagnosticCode::NoText,
            message: "The record has no text.".to_owned(),
            place: None,
        });
    }
    let input_id = input_id(&found, &mut diagnostics);
    let mut metadata = metadata(&found, &mut diagnostics);
    metadata.title.clone_from(&title);
    Ok(Page {
        place: record.place,
        input_id,
        sha256: id::sha256(text.as_bytes()),
        metadata,
        diagnostics,
        ..Page::new(path, Content::Row { text, title })
    })
}

/// What a row of `--meta` says, and the path it speaks of.
pub(super) fn meta(record: &Record, inputs: &Inputs) -> Result<(String, Metadata), Reason> {
    let found = found(&record.fields, inputs);
    let path = found.get(&FieldRole::Path).and_then(|field| field.value.as_str()).ok_or(Reason::NoPath)?;
    Ok((path.to_owned(), known(&record.fields, inputs)))
}

/// What fields say of a text that stands apart from them.
pub(super) fn known(fields: &Fields, inputs: &Inputs) -> Metadata {
    let found = found(fields, inputs);
    let title = string(&found, FieldRole::Title, &mut Vec::new());
    Metadata { title, ..metadata(&found, &mut Vec::new()) }
}

/// Whether columns of these names are those of a table of articles: one holds texts, another something known.
pub(super) fn has_columns<'n>(names: impl Iterator<Item = &'n str>, inputs: &Inputs) -> bool {
    let keys: Vec<String> = names.map(field_key).collect();
    let text = keys.iter().position(|key| inputs.is(key, FieldRole::Text));
    let known = |(at, key): (usize, &String)| Some(at) != text && !inputs.roles(key).is_empty();
    text.is_some() && keys.iter().enumerate().any(known)
}

/// Refuses a table whose columns hold no words that are known.
pub(super) fn check_columns(header: &[String], inputs: &Inputs) -> Result<(), Reason> {
    let words = [FieldRole::Text, FieldRole::Title, FieldRole::Summary];
    let known = |name: &String| words.iter().any(|role| inputs.is(&field_key(name), *role));
    if header.iter().any(known) {
        Ok(())
    } else {
        Err(Reason::NoText(list(header.iter().map(String::as_str))))
    }
}

/// Whether the record has a field for a text, even if it is empty.
fn names_a_text(fields: &Fields, inputs: &Inputs) -> bool {
    fields.keys().any(|name| inputs.is(&field_key(name), FieldRole::Text))
}

/// Names of fields, for an error.
fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut names: Vec<&str> = names.take(SHOWN + 1).collect();
    if let Some(last) = names.get_mut(SHOWN) {
        *last = "…";
    }
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

fn found<'v>(fields: &'v Fields, inputs: &Inputs) -> Found<'v> {
    let mut found = Found::new();
    collect(fields, "", "", DEPTH, inputs, &mut found);
    let has_words = found.contains_key(&FieldRole::Text) || found.contains_key(&FieldRole::Title);
    for (name, value) in fields {
        if let (false, Value::Object(inner), true) =
            (has_words, value, inputs.inside.contains(&field_key(name)))
        {
            collect(inner, "", &format!("{name}."), DEPTH, inputs, &mut found);
        }
    }
    found
}

/// Looks through the fields of an object, and of those inside it, for the best of each role.
fn collect<'v>(
    fields: &'v Fields,
    keys: &str,
    names: &str,
    depth: usize,
    inputs: &Inputs,
    found: &mut Found<'v>,
) {
    for (name, value) in fields {
        let key = format!("{keys}{}", field_key(name));
        let name = format!("{names}{name}");
        for (role, rank) in inputs.roles(&key) {
            let rank = if suits(*role, value) { *rank } else { rank + UNSUITED };
            let better = found.get(role).is_none_or(|known| rank < known.rank);
            if better && can_be(*role, &key, value, inputs) {
                found.insert(*role, Candidate { rank, name: name.clone(), value });
            }
        }
        if let (Value::Object(inner), true) = (value, depth > 1) {
            collect(inner, &format!("{key}."), &format!("{name}."), depth - 1, inputs, found);
        }
    }
}

/// Whether a value is filled and, where a name is used for outlets as well as for addresses, looks like the one.
fn can_be(role: FieldRole, key: &str, value: &Value, inputs: &Inputs) -> bool {
    let filled = match value {
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) => true,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(inner) => match role {
            // An object with names of its own inside, such as "source.name".
            FieldRole::Outlet
            | FieldRole::Title
            | FieldRole::Published
            | FieldRole::Updated
            | FieldRole::Url => false,
            FieldRole::Text | FieldRole::Summary | FieldRole::Author | FieldRole::Id | FieldRole::Path => {
                !inner.is_empty()
            }
        },
    };
    let is_address = value.as_str().is_some_and(|text| text.contains("://"));
    let both = inputs.is(key, FieldRole::Outlet) && inputs.is(key, FieldRole::Url);
    filled
        && match role {
            FieldRole::Outlet => !(both && is_address),
            FieldRole::Url => !both || is_address,
            _ => true,
        }
}

/// Whether a value is of the kind that a role asks for.
fn suits(role: FieldRole, value: &Value) -> bool {
    match role {
        FieldRole::Text | FieldRole::Summary => words(value).is_some(),
        FieldRole::Title | FieldRole::Outlet | FieldRole::Url | FieldRole::Path => value.is_string(),
        FieldRole::Published | FieldRole::Updated | FieldRole::Id => value.is_string() || value.is_number(),
        FieldRole::Author => value.is_string() || value.is_array() || value.get("name").is_some(),
    }
}

/// The text of the record, or a summary in its place.
fn text(found: &Found<'_>, doubts: &mut Vec<String>) -> Result<Option<String>, Reason> {
    let body = found.get(&FieldRole::Text).map(|field| (field, words(field.value)));
    if let Some((_, Some(text))) = body {
        return Ok(Some(text));
    }
    let summary = found.get(&FieldRole::Summary).and_then(|field| Some((&field.name, words(field.value)?)));
    match (body, summary) {
        (_, Some((name, text))) => {
            doubts.push(format!("The record has no text but its `{name}`."));
            Ok(Some(text))
        }
        (Some((field, None)), None) => {
            Err(Reason::WrongType { name: field.name.clone(), found: kind_of(field.value) })
        }
        (Some((_, Some(_))) | None, None) => Ok(None),
    }
}

/// The words of a text field: a string untouched, or paragraphs one a line.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let paragraphs: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
            Some(paragraphs?.join("\n"))
        }
        Value::Object(_) => Body::deserialize(value).ok().map(Body::paragraphs),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// A body as Fundus writes it.
#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    summary: Vec<String>,
    sections: Vec<Section>,
}

#[derive(Deserialize)]
struct Section {
    #[serde(default)]
    headline: Vec<String>,
    #[serde(default)]
    paragraphs: Vec<String>,
}

impl Body {
    fn paragraphs(self) -> String {
        let sections = self.sections.into_iter().flat_map(|section| [section.headline, section.paragraphs]);
        let paragraphs = std::iter::once(self.summary).chain(sections).flatten();
        paragraphs.filter(|paragraph| !paragraph.trim().is_empty()).collect::<Vec<_>>().join("\n")
    }
}

/// All that the record says but its text and title.
fn metadata(found: &Found<'_>, diagnostics: &mut Vec<Diagnostic>) -> Metadata {
    let mut doubts = Vec::new();
    let metadata = Metadata {
        outlet: string(found, FieldRole::Outlet, &mut doubts),
        url: string(found, FieldRole::Url, &mut doubts),
        title: None,
        author: found.get(&FieldRole::Author).and_then(|field| people(field, &mut doubts)),
        published: date(found, FieldRole::Published, &mut doubts),
        updated: date(found, FieldRole::Updated, &mut doubts),
    };
    diagnostics.extend(doubts.iter().map(|doubt| bad_field(doubt)));
    metadata
}

fn string(found: &Found<'_>, role: FieldRole, doubts: &mut Vec<String>) -> Option<String> {
    let field = found.get(&role)?;
    let text = field.value.as_str();
    if text.is_none() {
        doubts.push(wrong(field));
    }
    text.map(str::to_owned)
}

fn date(found: &Found<'_>, role: FieldRole, doubts: &mut Vec<String>) -> Option<Field> {
    let field = found.get(&role)?;
    let value = match field.value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            doubts.push(wrong(field));
            return None;
        }
    };
    Some(Field { name: field.name.clone(), value })
}

/// One author or several: a string, strings, or objects with a name.
fn people(field: &Candidate<'_>, doubts: &mut Vec<String>) -> Option<String> {
    let name = |value: &Value| {
        let name = value.as_str().or_else(|| value.get("name").and_then(Value::as_str));
        name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
    };
    let names: Vec<String> = match field.value {
        Value::String(text) => printed_list(text).unwrap_or_else(|| vec![text.clone()]),
        Value::Array(list) => list.iter().filter_map(name).collect(),
        other => name(other).into_iter().collect(),
    };
    if names.is_empty() {
        doubts.push(wrong(field));
        return None;
    }
    Some(names.join(", "))
}

/// The strings of a list that was printed into a cell of a table, as Python does: `['Ann Lee', "Bo O'Neil"]`.
fn printed_list(text: &str) -> Option<Vec<String>> {
    let mut rest = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut names = Vec::new();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|char| matches!(char, '\'' | '"'))?;
        let (name, behind) = rest.get(1..)?.split_once(quote)?;
        names.push(name.to_owned());
        rest = behind.trim_start().trim_start_matches(',').trim_start();
    }
    Some(names)
}

fn input_id(found: &Found<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<InputId> {
    let field = found.get(&FieldRole::Id)?;
    let id = again::input_id(field.value);
    if id.is_none() {
        diagnostics.push(bad_field(&wrong(field)));
    }
    id
}

fn wrong(field: &Candidate<'_>) -> String {
    format!("The field `{}` holds {}, which was left out.", field.name, kind_of(field.value))
}

/// A diagnostic about a field.
pub(super) fn bad_field(message: &str) -> Diagnostic {
    Diagnostic { code: DiagnosticCode::BadField, message: message.to_owned(), place: None }
}
