//! Plain text as the program reads it: a paragraph a line.

use std::fs;
use std::path::Path;

use rashomon_doc::{Block, BlockKind, Layer, Span};
use rashomon_engine::ontology::Overrides;
use rashomon_engine::{Tables, segment};
use rashomon_tagger::{ModelFiles, Reader};

use crate::Failure;

/// The reader that is compiled in, or the one whose files are in `folder`.
pub(crate) fn reader(folder: Option<&Path>) -> Result<Reader, Failure> {
    let Some(folder) = folder else { return Ok(Reader::embedded()?) };
    let file = |name: &str| fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"));
    Ok(Reader::from_files(ModelFiles {
        network: file("reader.onnx")?.into(),
        description: file("reader.json")?.into(),
        vocabulary: file("vocab.txt")?.into(),
        relations: file("rel.bin")?.into(),
    })?)
}

/// The tables, those of `folder` in the place of those compiled in.
pub(crate) fn tables(folder: Option<&Path>) -> Result<Tables, Failure> {
    let mut overrides = Overrides::new();
    for entry in folder.map(fs::read_dir).transpose()?.into_iter().flatten() {
        let path = entry?.path();
        if path.is_file() {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            overrides.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(Tables::load(&overrides)?)
}

/// The paragraphs of a text, one a line.
pub(crate) fn paragraphs(text: &str) -> Vec<Block> {
    let mut start = 0;
    let mut blocks = Vec::new();
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len()).trimmed(text);
        if !span.is_empty() {
            blocks.push(Block { kind: BlockKind::Paragraph, span });
        }
        start += line.len();
    }
    blocks
}

/// Cuts a text into sentences and reads them.
pub(crate) fn read(text: &str, reader: &Reader, tables: &Tables) -> Layer {
    reader.read(text, &segment::sentences(text, &paragraphs(text), tables))
}
