//! JSON-LD: what `<script type="application/ld+json">` says of the article.

use serde_json::{Map, Value};

use super::decoded;
use crate::clean::html::attr::Attr;
use crate::clean::html::tag::Tag;
use crate::clean::html::tree::Tree;

/// The most values of one script that are looked at; real ones hold some hundreds.
const MAX_VALUES: usize = 50_000;

/// An object of JSON-LD.
type Object = Map<String, Value>;

/// What JSON-LD says of an article.
#[derive(Debug, Default)]
pub(super) struct LinkedData {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    /// The article's text.
    pub(super) body: Option<String>,
}

/// Joins what the scripts of a page say of its articles, the first before the later; what is said of the page as such fills
/// what stays open.
pub(super) fn read(tree: &Tree) -> LinkedData {
    let scripts: Vec<Value> = tree
        .all()
        .filter(|node| tree.tag(*node) == Some(Tag::Script))
        .filter(|node| tree.attr(*node, Attr::Type).is_some_and(|kind| kind.contains("ld+json")))
        .filter_map(|node| parse(&tree.words(node)))
        .collect();
    let objects: Vec<&Object> = scripts.iter().flat_map(objects).collect();
    let mut data = LinkedData::default();
    for wanted in [is_article, is_page] {
        for object in objects.iter().filter(|object| types(object).any(wanted)) {
            data.fill(object, &objects);
        }
    }
    if data.publisher.is_none() {
        let site =
            |object: &&&Object| types(object).any(|kind| matches!(kind, "NewsMediaOrganization" | "WebSite"));
        data.publisher = objects.iter().filter(site).find_map(|object| text(object.get("name")));
    }
    data
}

impl LinkedData {
    fn fill(&mut self, object: &Object, all: &[&Object]) {
        let field = |name: &str| text(object.get(name));
        let open = |held: &mut Option<String>, found: Option<String>| *held = held.take().or(found);
        open(&mut self.headline, field("headline").or_else(|| field("name")));
        open(&mut self.published, field("datePublished"));
        open(&mut self.modified, field("dateModified"));
        open(&mut self.publisher, names(object.get("publisher"), all).into_iter().next());
        open(&mut self.url, field("url").or_else(|| page_address(object)));
        open(&mut self.body, object.get("articleBody").and_then(Value::as_str).map(str::to_owned));
        if self.authors.is_empty() {
            self.authors = names(object.get("author").or_else(|| object.get("creator")), all);
        }
    }
}

/// A script's value. Comment marks around it and control characters in it are forgiven.
fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let script =
        script.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| {
        let plain: String =
            script.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        serde_json::from_str(&plain).ok()
    })
}

/// All objects in a value, outer ones first.
fn objects(root: &Value) -> Vec<&Object> {
    let mut found = Vec::new();
    let mut queue = vec![root];
    let mut next = 0;
    while let Some(value) = queue.get(next).copied().filter(|_| next < MAX_VALUES) {
        next += 1;
        match value {
            Value::Array(items) => queue.extend(items),
            Value::Object(object) => {
                found.push(object);
                queue.extend(object.values().filter(|value| value.is_object() || value.is_array()));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    found
}

/// The names of an object's types, without the address of the vocabulary.
fn types(object: &Object) -> impl Iterator<Item = &str> {
    let names = match object.get("@type") {
        Some(Value::Array(names)) => names.as_slice(),
        Some(name) => std::slice::from_ref(name),
        None => &[],
    };
    names.iter().filter_map(Value::as_str).map(|name| name.rsplit('/').next().unwrap_or(name))
}

fn is_article(kind: &str) -> bool {
    kind.ends_with("Article")
        || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
}

fn is_page(kind: &str) -> bool {
    kind.ends_with("Page") || matches!(kind, "Review" | "Recipe" | "HowTo" | "Product")
}

/// A string, or the first of several; `None` if it is empty.
fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text,
        Value::Array(items) => items.first()?.as_str()?,
        _ => return None,
    };
    let text = decoded(text);
    (!text.is_empty()).then_some(text)
}

fn page_address(object: &Object) -> Option<String> {
    match object.get("mainEntityOfPage")? {
        Value::String(text) => Some(text.clone()),
        Value::Object(page) => text(page.get("@id")),
        _ => None,
    }
}

/// The names of people or bodies: given as text, as objects, or by reference to other objects of the page.
fn names(value: Option<&Value>, all: &[&Object]) -> Vec<String> {
    let items = match value {
        None => &[],
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
    };
    let mut names = Vec::new();
    for item in items {
        let name = match item {
            Value::String(_) => text(Some(item)),
            Value::Object(object) => text(object.get("name")).or_else(|| referred(object, all)),
            _ => None,
        };
        names.extend(name.filter(|name| !names.contains(name)));
    }
    names
}

/// The name of the object that another refers to by `@id`.
fn referred(object: &Object, all: &[&Object]) -> Option<String> {
    let id = object.get("@id")?.as_str()?;
    let meant = |other: &&&Object| other.get("@id").and_then(Value::as_str) == Some(id);
    all.iter().filter(meant).find_map(|other| text(other.get("name")))
}
