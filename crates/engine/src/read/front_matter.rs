//! Fields in front of a Markdown text, between two lines of three dashes.

use rashomon_doc::Span;
use serde_json::Value;

use super::Metadata;
use super::fields;
use super::record::Fields;
use crate::ontology::Inputs;

/// The line above and below the fields.
const FENCE: &str = "---";
/// Front matter is not longer, in lines: a text can hold two rules of dashes for other reasons.
const LINES: usize = 60;

/// The fields in front of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FrontMatter {
    /// Where they stand, the lines of dashes included.
    pub(crate) span: Span,
    /// What they say.
    pub(crate) metadata: Metadata,
}

/// Reads front matter as Jekyll, Hugo and many exporters write it: the first line is three dashes, then lines of
/// `name: value` (deeper ones and list items belong to the field above and are passed over), then three dashes.
pub(crate) fn front_matter(text: &str, inputs: &Inputs) -> Option<FrontMatter> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == FENCE)?;
    let mut end = first.len();
    let mut fields = Fields::new();
    for line in lines.take(LINES) {
        end += line.len();
        if line.trim_end() == FENCE {
            let metadata = fields::known(&fields, inputs);
            return (!fields.is_empty()).then_some(FrontMatter { span: Span::new(0, end), metadata });
        }
        if line.trim().is_empty() || line.starts_with([' ', '\t', '#', '-']) {
            continue;
        }
        let (name, value) = line.split_once(':')?;
        let value = unquoted(value.trim());
        if !value.is_empty() {
            fields.insert(name.trim().to_owned(), Value::String(value.to_owned()));
        }
    }
    None
}

fn unquoted(value: &str) -> &str {
    let inner = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark);
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tables;
    use crate::ontology::Overrides;

    fn read(text: &str) -> Option<FrontMatter> {
        front_matter(text, &Tables::load(&Overrides::new()).unwrap().inputs)
    }

    #[test]
    fn fields_between_dashes_are_metadata() {
        let found =
            read("---\ntitle: \"Ferry: late\"\ndate: 2024-03-01\ntags:\n  - sea\n---\n\nText.\n").unwrap();
        assert_eq!(found.metadata.title.as_deref(), Some("Ferry: late"));
        assert_eq!(
            found.metadata.published.map(|field| (field.name, field.value)),
            Some(("date".to_owned(), "2024-03-01".to_owned()))
        );
    }

    #[test]
    fn rules_of_dashes_alone_are_none() {
        assert_eq!(read("---\nThe ferry sailed.\n---\n"), None);
        assert_eq!(read("Text.\n---\ntitle: a\n---\n"), None);
        assert_eq!(read("---\ntitle: never closed\n"), None);
    }
}
