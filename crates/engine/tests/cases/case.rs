//! How cases are written, read and checked.
//!
//! A heading of level 2 begins a case. Fences hold its documents, one each: ```` ```text ```` (plain text, untouched),
//! ```` ```html ````, or ```` ```row ```` (lines `title: …`, `author: …`, `outlet: …`, `url: …`, `date: …`,
//! `updated: …`, an empty line, then the text). Words after the kind are the path (default `a.txt`, `b.txt`, …).
//! What is to be found stands in a fence, a fact a line:
//!
//! - ```` ```expected ````: each line is among the facts; a line that begins with `not ` is not.
//! - ```` ```exactly PREFIX ````: the lines are all the facts that begin with PREFIX (all there are, without one), in order.
//!
//! The cases below a heading of level 1 `# Known failures` are hard ones that still fail: they are listed, and one that
//! passes must be moved up.
//!
//! `…` in an expected line stands for any words. Prose between the fences says why.

use std::fmt::Write;
use std::path::Path;

use rashomon_doc::Article;
use rashomon_engine::read::{Content, Field, Metadata, Page};
use rashomon_engine::{Tables, clean};

/// One case of a file.
pub(crate) struct Case {
    /// Its heading.
    pub(crate) name: String,
    /// The line its heading stands on, from 1.
    line: usize,
    /// Whether it stands among the known failures.
    fails: bool,
    fences: Vec<Fence>,
}

struct Fence {
    info: String,
    text: String,
}

/// Checks every case in the files of `tests/cases` whose names begin with `prefix`.
pub(crate) fn run(prefix: &str, lines: impl Fn(&Case) -> Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("tests/cases can be read")
        .map(|entry| entry.expect("an entry of tests/cases").path())
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix)))
        .collect();
    files.sort();
    let mut failures = String::new();
    let mut count = 0;
    for path in &files {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for case in parse(&std::fs::read_to_string(path).expect("a readable case file")) {
            count += 1;
            let found = lines(&case);
            let wrong = case.wrong(&found);
            let place = format!("{file}:{} {}", case.line, case.name);
            if case.fails {
                if wrong.is_empty() {
                    let _ = write!(failures, "\n{place}\n  passes, but is listed among the known failures\n");
                } else {
                    println!("still fails: {place}");
                }
            } else if !wrong.is_empty() {
                let _ =
                    write!(failures, "\n{place}\n{}found:\n    {}\n", wrong.concat(), found.join("\n    "));
            }
        }
    }
    assert!(count > 0, "no cases begin with {prefix}");
    assert!(failures.is_empty(), "{failures}");
}

impl Case {
    /// The documents of the case, as read.
    pub(crate) fn pages(&self) -> Vec<Page> {
        let mut pages = Vec::new();
        for fence in &self.fences {
            let (kind, path) = fence.info.split_once(' ').unwrap_or((&fence.info, ""));
            let (content, metadata) = match kind {
                "text" => (Content::Text(fence.text.clone()), Metadata::default()),
                "html" => (Content::Html(fence.text.clone()), Metadata::default()),
                "row" => row(&fence.text),
                _ => continue,
            };
            let letter = char::from(b'a' + u8::try_from(pages.len()).expect("few documents"));
            let path = if path.is_empty() { format!("{letter}.txt") } else { path.to_owned() };
            pages.push(Page { metadata, ..Page::new(&path, content) });
        }
        assert!(!pages.is_empty(), "{} has no document", self.name);
        pages
    }

    /// The documents of the case, cleaned; dates are inferred from siblings where there are several.
    pub(crate) fn articles(&self, tables: &Tables) -> Vec<Article> {
        let mut articles: Vec<Article> =
            self.pages().into_iter().map(|page| clean::clean(page, tables)).collect();
        clean::infer_from_siblings(&mut articles, tables);
        articles
    }

    fn wrong(&self, found: &[String]) -> Vec<String> {
        let mut wrong = Vec::new();
        let mut checks = 0;
        for fence in &self.fences {
            let lines: Vec<&str> =
                fence.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            if let Some(prefix) = fence.info.strip_prefix("exactly") {
                checks += 1;
                let kept: Vec<&String> =
                    found.iter().filter(|fact| fact.starts_with(prefix.trim())).collect();
                let same = kept.len() == lines.len()
                    && kept.iter().zip(&lines).all(|(fact, line)| matches(line, fact));
                if !same {
                    wrong.push(format!("  not exactly:\n    {}\n", lines.join("\n    ")));
                }
            } else if fence.info == "expected" {
                for line in lines {
                    checks += 1;
                    let (pattern, wanted) =
                        line.strip_prefix("not ").map_or((line, true), |rest| (rest, false));
                    if found.iter().any(|fact| matches(pattern, fact)) != wanted {
                        let verb = if wanted { "missing" } else { "unwanted" };
                        wrong.push(format!("  {verb}: {pattern}\n"));
                    }
                }
            }
        }
        if checks == 0 {
            wrong.push("  the case expects nothing\n".to_owned());
        }
        wrong
    }
}

/// The built-in tables.
pub(crate) fn tables() -> Tables {
    Tables::load(&rashomon_engine::ontology::Overrides::new()).expect("the built-in tables parse")
}

fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<Fence> = None;
    let mut fails = false;
    for (number, line) in text.split('\n').enumerate() {
        match &mut open {
            Some(_) if line == "```" => {
                let mut fence = open.take().expect("a fence is open");
                fence.text.pop();
                cases.last_mut().expect("a heading before the first fence").fences.push(fence);
            }
            Some(fence) => {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            None => {
                if let Some(info) = line.strip_prefix("```") {
                    open = Some(Fence { info: info.trim().to_owned(), text: String::new() });
                } else if let Some(name) = line.strip_prefix("## ") {
                    let name = name.trim().to_owned();
                    cases.push(Case { name, line: number + 1, fails, fences: Vec::new() });
                } else if let Some(part) = line.strip_prefix("# ") {
                    fails = part.trim() == "Known failures";
                }
            }
        }
    }
    assert!(open.is_none(), "a fence is left open");
    cases
}

fn row(text: &str) -> (Content, Metadata) {
    let (head, body) = text.split_once("\n\n").expect("an empty line after a row's fields");
    let mut metadata = Metadata::default();
    for line in head.lines() {
        let (name, value) = line.split_once(": ").expect("a field `name: value`");
        let field = || Some(Field { name: name.to_owned(), value: value.to_owned() });
        match name {
            "title" => metadata.title = Some(value.to_owned()),
            "author" => metadata.author = Some(value.to_owned()),
            "outlet" => metadata.outlet = Some(value.to_owned()),
            "url" => metadata.url = Some(value.to_owned()),
            "date" => metadata.published = field(),
            "updated" => metadata.updated = field(),
            _ => panic!("no field {name}"),
        }
    }
    (Content::Row { text: body.to_owned(), title: metadata.title.clone() }, metadata)
}

/// Whether `fact` is `pattern`, in which `…` stands for any words.
fn matches(pattern: &str, fact: &str) -> bool {
    let mut parts = pattern.split('…').map(str::trim);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = fact.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty()
}
