//! Says whether the weights are there to be compiled in.

use std::path::Path;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(model_embedded)");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../model");
    println!("cargo::rerun-if-changed={}", folder.display());
    let files = ["reader.onnx", "reader.json", "vocab.txt", "rel.bin"];
    if files.iter().all(|file| folder.join(file).is_file()) {
        println!("cargo::rustc-cfg=model_embedded");
    }
}
