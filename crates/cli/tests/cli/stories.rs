//! A report over many documents: an index, and a page a story beside it.

use crate::run::Folder;

/// One document more than one page holds.
const MANY: usize = 1001;

fn rows() -> String {
    (0..MANY)
        .map(|number| {
            format!("{{\"id\": {number}, \"title\": \"Row {number}\", \"text\": \"It is {number}.\"}}\n")
        })
        .collect()
}

#[test]
fn above_a_thousand_documents_there_is_a_page_a_story() {
    let folder = Folder::with(&[("in/rows.jsonl", rows().as_bytes())]);
    let first = folder.run(&["report", "in", "-o", "in/all.html"]);
    assert_eq!((first.code, first.out.as_str()), (0, ""), "{}", first.err);
    assert!(first.err.contains("1001 documents: one page a story in "), "{}", first.err);
    let index = std::fs::read_to_string(folder.path("in/all.html")).unwrap();
    let pages: Vec<&str> = index
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| !href.starts_with('#'))
        .collect();
    assert!(!pages.is_empty());
    for page in &pages {
        let page = std::fs::read_to_string(folder.path("in").join(page)).unwrap();
        assert!(page.contains("href=\"../all.html\""));
    }
    let written = std::fs::read_dir(folder.path("in/all-stories")).unwrap().count();
    assert_eq!(written, pages.len());
    // What an earlier run has written is not read.
    let second = folder.run(&["report", "in", "-o", "in/all.html"]);
    assert_eq!((second.code, second.err.as_str()), (0, first.err.as_str()));
    assert_eq!(std::fs::read_to_string(folder.path("in/all.html")).unwrap(), index);
}
