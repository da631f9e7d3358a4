//! `reader.json`: the labels, rules and tables that go with the weights.

use rashomon_doc::{AttributionRole, Deprel, NameType, Upos};
use serde::Deserialize;

use crate::ModelError;
use crate::lemma::LemmaRule;
use crate::viterbi::Chain;

/// The file as it is written.
#[derive(Deserialize)]
struct File {
    version: String,
    passage_pieces: usize,
    layers: usize,
    upos: Vec<String>,
    deprel: Vec<String>,
    ner: Vec<String>,
    attr: Vec<String>,
    lemma_rules: Vec<String>,
    ner_viterbi: ChainFile,
    attr_viterbi: ChainFile,
    rel: RelationFile,
}

#[derive(Deserialize)]
struct ChainFile {
    start: Vec<f32>,
    transition: Vec<Vec<f32>>,
}

#[derive(Deserialize)]
struct RelationFile {
    shape: Vec<usize>,
}

/// What a word is to a span: outside, at its begin, or inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag<T> {
    Outside,
    Begin(T),
    Inside(T),
}

/// What is known of a model besides its weights.
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) version: String,
    pub(crate) layers: usize,
    /// The most pieces of a passage, with the two that frame it.
    pub(crate) passage_pieces: usize,
    pub(crate) upos: Vec<Upos>,
    pub(crate) deprel: Vec<Deprel>,
    pub(crate) names: Vec<Tag<NameType>>,
    pub(crate) roles: Vec<Tag<AttributionRole>>,
    pub(crate) lemma_rules: Vec<LemmaRule>,
    pub(crate) name_chain: Chain,
    pub(crate) role_chain: Chain,
    pub(crate) relation_shape: Vec<usize>,
}

/// The fewest pieces a passage must allow for: one word and the frame.
const FEWEST_PIECES: usize = 32;

impl Description {
    /// Reads `reader.json`.
    pub(crate) fn new(json: &[u8]) -> Result<Self, ModelError> {
        let wrong = |message: String| ModelError::new("reader.json", message);
        let file: File = serde_json::from_slice(json).map_err(|error| wrong(error.to_string()))?;
        if file.passage_pieces < FEWEST_PIECES {
            return Err(wrong(format!("passage_pieces is {}", file.passage_pieces)));
        }
        if file.upos.is_empty() || file.deprel.is_empty() || file.lemma_rules.is_empty() {
            return Err(wrong("an empty list of labels".to_owned()));
        }
        Ok(Self {
            upos: file.upos.iter().map(|name| name.parse().unwrap_or(Upos::X)).collect(),
            deprel: file.deprel.iter().map(|name| relation(name)).collect(),
            names: tags(&file.ner).map_err(wrong)?,
            roles: tags(&file.attr).map_err(wrong)?,
            lemma_rules: file
                .lemma_rules
                .iter()
                .map(|rule| LemmaRule::parse(rule).ok_or_else(|| wrong(format!("lemma rule {rule:?}"))))
                .collect::<Result<_, _>>()?,
            name_chain: chain(file.ner_viterbi, file.ner.len()).map_err(wrong)?,
            role_chain: chain(file.attr_viterbi, file.attr.len()).map_err(wrong)?,
            relation_shape: file.rel.shape,
            version: file.version,
            layers: file.layers,
            passage_pieces: file.passage_pieces,
        })
    }
}

/// A relation by name. Names of older treebanks are those of today; an unknown subtype counts as its plain relation.
fn relation(name: &str) -> Deprel {
    let today = match name {
        "obl:npmod" | "obl:tmod" => "obl:unmarked",
        "nmod:npmod" | "nmod:tmod" => "nmod:unmarked",
        _ => name,
    };
    let plain = today.split(':').next().unwrap_or_default();
    today.parse().or_else(|()| plain.parse()).unwrap_or(Deprel::Dep)
}

fn tags<T: std::str::FromStr>(names: &[String]) -> Result<Vec<Tag<T>>, String> {
    let tag = |name: &String| {
        let kind = |text: &str| text.parse::<T>().map_err(|_| format!("label {name}"));
        match name.split_once('-') {
            None if name == "O" => Ok(Tag::Outside),
            Some(("B", rest)) => kind(rest).map(Tag::Begin),
            Some(("I", rest)) => kind(rest).map(Tag::Inside),
            _ => Err(format!("label {name}")),
        }
    };
    names.iter().map(tag).collect()
}

fn chain(file: ChainFile, labels: usize) -> Result<Chain, String> {
    let fits = file.start.len() == labels
        && file.transition.len() == labels
        && file.transition.iter().all(|row| row.len() == labels)
        && labels > 0;
    if !fits {
        return Err(format!("a Viterbi table does not fit its {labels} labels"));
    }
    Ok(Chain::new(file.start, file.transition.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_of_other_versions() {
        assert_eq!(relation("obl:tmod"), Deprel::OblUnmarked);
        assert_eq!(relation("nsubj:xyz"), Deprel::Nsubj);
        assert_eq!(relation("?"), Deprel::Dep);
    }

    #[test]
    fn unknown_labels_are_refused() {
        assert!(tags::<NameType>(&["O".to_owned(), "B-XYZ".to_owned()]).is_err());
        assert!(Description::new(b"{}").is_err());
    }
}
