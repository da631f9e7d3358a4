//! The neural reader: text and weights in; words, tags, trees and spans out. Inference only.
//!
//! A text goes through these steps: [`words`] cuts its sentences; wordpieces and shapes of the words make passages of
//! whole sentences; the network gives scores for each; and those are decoded to parts of speech, lemmas, trees,
//! names and attribution spans. The result depends on the text and the model alone, never on what was read before.

mod cache;
mod description;
mod gist;
mod lemma;
mod lexicon;
mod network;
mod passage;
mod pieces;
mod reader;
mod reading;
mod relation;
mod text;
mod tree;
mod viterbi;
mod words;

use std::borrow::Cow;

use rashomon_doc::{Layer, Span};

pub use gist::Gist;
pub use words::words;

/// An error in the model that is compiled in or given.
#[derive(Debug, thiserror::Error)]
#[error("model {name}: {message}")]
pub struct ModelError {
    /// Which file.
    pub name: String,
    /// What is wrong with it.
    pub message: String,
}

impl ModelError {
    fn new(name: &str, message: String) -> Self {
        Self { name: name.to_owned(), message }
    }
}

/// The four files of a model; `training/FORMAT.md` describes them.
#[derive(Clone, Debug)]
pub struct ModelFiles {
    /// `reader.onnx`: the graph with its weights.
    pub network: Cow<'static, [u8]>,
    /// `reader.json`: labels and rules.
    pub description: Cow<'static, [u8]>,
    /// `vocab.txt`: a wordpiece a line.
    pub vocabulary: Cow<'static, [u8]>,
    /// `rel.bin`: weights of the relations.
    pub relations: Cow<'static, [u8]>,
}

/// The wordpieces of the encoder that both models come from.
const VOCABULARY: &[u8] = include_bytes!("../../../model/vocab.txt");

/// The model in `model/`.
fn full_files() -> ModelFiles {
    ModelFiles {
        network: Cow::Borrowed(include_bytes!("../../../model/reader.onnx")),
        description: Cow::Borrowed(include_bytes!("../../../model/reader.json")),
        vocabulary: Cow::Borrowed(VOCABULARY),
        relations: Cow::Borrowed(include_bytes!("../../../model/rel.bin")),
    }
}

/// The model in `model/fast/`.
fn fast_files() -> ModelFiles {
    ModelFiles {
        network: Cow::Borrowed(include_bytes!("../../../model/fast/reader.onnx")),
        description: Cow::Borrowed(include_bytes!("../../../model/fast/reader.json")),
        vocabulary: Cow::Borrowed(VOCABULARY),
        relations: Cow::Borrowed(include_bytes!("../../../model/fast/rel.bin")),
    }
}

/// The reader with its weights. One can serve many threads.
#[derive(Debug)]
pub struct Reader {
    model: reader::Model,
    version: String,
}

impl Reader {
    /// The reader whose weights are compiled in.
    ///
    /// # Errors
    /// Where a file of the model is not what it should be, which the tests rule out.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::from_files(full_files())
    }

    /// The smaller reader whose weights are compiled in: faster, and less exact.
    ///
    /// # Errors
    /// As [`Self::embedded`].
    pub fn fast() -> Result<Self, ModelError> {
        Self::from_files(fast_files())
    }

    /// A reader with the weights given.
    ///
    /// # Errors
    /// Where a file is broken or the files do not fit one another.
    pub fn from_files(files: ModelFiles) -> Result<Self, ModelError> {
        let model = reader::Model::new(files)?;
        let version = model.version();
        Ok(Self { model, version })
    }

    /// Name and version of the model, for the record.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Reads `text` at the given sentences, which are in order and disjoint.
    pub fn read(&self, text: &str, sentences: &[Span]) -> Layer {
        self.model.read(text, sentences)
    }

    /// Reads `text` with the words given, sentence by sentence: for measuring against gold words.
    pub fn read_words(&self, text: &str, sentences: &[Vec<Span>]) -> Layer {
        self.model.read_words(text, sentences)
    }

    /// How many passages were remembered from an earlier text, and how many had to be read.
    pub fn cache_counts(&self) -> (u64, u64) {
        self.model.cache_counts()
    }
}
