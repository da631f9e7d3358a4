//! Walking folders.

use crate::run::Folder;

#[test]
fn folders_are_walked_in_the_order_of_names() {
    let text = b"The ferry sailed.".as_slice();
    let folder = Folder::with(&[
        ("in/b.txt", text),
        ("in/a/z.md", text),
        ("in/a/deep/x", text),
        ("in/c.html", b"<html><body><p>The ferry sailed.</p></body></html>"),
        ("in/.hidden.txt", text),
        ("in/.git/a.txt", text),
        ("in/c_files/style.css", b"p {}"),
        ("in/c_files/photo.png", b"\x89PNG\r\n\x1a\n"),
        ("in/c_files/logo.PNG", b"\x89PNG\r\n\x1a\n"),
    ]);
    let ran = folder.run(&["annotate", "in"]);
    assert_eq!(
        (ran.code, ran.field("path")),
        (0, ["in/a/deep/x", "in/a/z.md", "in/b.txt", "in/c.html"].map(str::to_owned).to_vec())
    );
    assert_eq!(ran.err, "rashomon: in: 3 files of other kinds left out (1 css, 2 png)\n");
    let mixed = folder.run(&["annotate", "in/c.html", "in/a"]);
    assert_eq!(mixed.field("path"), ["in/c.html", "in/a/deep/x", "in/a/z.md"]);
}

#[test]
fn the_output_is_not_read_as_an_input() {
    let folder = Folder::with(&[("in/a.txt", b"The ferry sailed.")]);
    let first = folder.run(&["annotate", "in", "-o", "in/facts.jsonl"]);
    let written = std::fs::read(folder.path("in/facts.jsonl")).unwrap();
    let second = folder.run(&["annotate", "in", "-o", "in/facts.jsonl"]);
    assert_eq!((first.code, second.code, second.err.as_str()), (0, 0, ""));
    assert_eq!(std::fs::read(folder.path("in/facts.jsonl")).unwrap(), written);
    assert_eq!(folder.names(), ["in"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_circles() {
    use std::os::unix::fs::symlink;
    let folder = Folder::with(&[("in/a.txt", b"The ferry sailed."), ("other/b.txt", b"It carried mail.")]);
    symlink("..", folder.path("in/up")).unwrap();
    symlink("../other", folder.path("in/side")).unwrap();
    symlink("nowhere", folder.path("in/void")).unwrap();
    let ran = folder.run(&["clean", "in"]);
    assert_eq!(ran.code, 1);
    let paths = ran.field("path");
    assert!(
        paths.contains(&"in/a.txt".to_owned()) && paths.contains(&"in/side/b.txt".to_owned()),
        "{paths:?}"
    );
    assert!(
        ran.err.contains("a link back to a folder above; left out")
            && ran.err.contains("rashomon: in/void: ")
    );
}

#[cfg(unix)]
#[test]
fn an_output_keeps_its_link_and_its_mode() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::with(&[("a.txt", b"The ferry sailed."), ("real.jsonl", b"old")]);
    symlink("real.jsonl", folder.path("link.jsonl")).unwrap();
    std::fs::set_permissions(folder.path("real.jsonl"), std::fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(folder.run(&["clean", "a.txt", "-o", "link.jsonl"]).code, 0);
    assert!(folder.path("link.jsonl").symlink_metadata().unwrap().is_symlink());
    let real = folder.path("real.jsonl").metadata().unwrap();
    assert_eq!((real.permissions().mode() & 0o777, real.len() > 100), (0o640, true));
    assert_eq!(folder.run(&["clean", "a.txt", "-o", "/dev/null"]).code, 0);
}
