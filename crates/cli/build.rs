//! Lists the tables of `data/`, so that one which is replaced under a wrong name is told.

// A build script reads files.
#![allow(clippy::disallowed_methods)]

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new("../../data");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names = Vec::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml" || ending == "tsv") {
            names.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    println!("cargo::rustc-env=TABLE_NAMES={}", names.join(","));
    Ok(())
}
