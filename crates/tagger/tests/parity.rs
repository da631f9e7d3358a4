//! The reader against what the training code says of the same made-up passages (`parity.json` of each model).
//!
//! Integer kernels may round differently before a quantisation step, so a score near a border can fall to the other
//! side; a few differing labels are allowed, and none where the text is cut.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use rashomon_doc::{CodePoints, Layer, Span};
use rashomon_tagger::Reader;
use serde_json::Value;

/// The share of labels that must agree.
const AGREE: f64 = 0.97;

fn spans(value: &Value, text: &str) -> Vec<Span> {
    let byte = |point: u64| text.char_indices().nth(point as usize).map_or(text.len(), |(at, _)| at);
    let pair = |pair: &Value| Span::new(byte(pair[0].as_u64().unwrap()), byte(pair[1].as_u64().unwrap()));
    value.as_array().unwrap().iter().map(pair).collect()
}

/// BIO labels of the words, from spans.
fn bio(layer: &Layer, spans: &[(Span, &str)]) -> Vec<String> {
    let label = |token: &rashomon_doc::Token| {
        spans.iter().find(|(span, _)| span.contains(token.span)).map_or("O".to_owned(), |(span, kind)| {
            format!("{}-{kind}", if span.start == token.span.start { "B" } else { "I" })
        })
    };
    layer.tokens.iter().map(label).collect()
}

#[test]
fn agrees_with_the_training_code() {
    agrees(&Reader::embedded().unwrap(), include_str!("../../../model/parity.json"));
}

#[test]
fn the_fast_model_agrees_with_the_training_code() {
    agrees(&Reader::fast().unwrap(), include_str!("../../../model/fast/parity.json"));
}

fn agrees(reader: &Reader, cases: &str) {
    let cases: Value = serde_json::from_str(cases).unwrap();
    let (mut labels, mut agreed) = (0, 0);
    for case in cases.as_array().unwrap() {
        let text = case["text"].as_str().unwrap();
        let layer = reader.read(text, &spans(&case["sentences"], text));
        let words: Vec<Span> = layer.tokens.iter().map(|token| token.span).collect();
        assert_eq!(words, spans(&case["words"], text), "{text}");
        assert_eq!(CodePoints::new(text).pair(*words.last().unwrap())[1] as usize, text.chars().count());
        let head = |index: usize| match layer.tokens[index].head {
            None => 0,
            Some(head) => {
                let sentence =
                    layer.sentences.iter().find(|sentence| sentence.tokens.contains(&head.0)).unwrap();
                u64::from(head.0 - sentence.tokens.start) + 1
            }
        };
        let names: Vec<_> = layer.entities.iter().map(|entity| (entity.span, entity.kind.as_str())).collect();
        let roles: Vec<_> = layer.roles.iter().map(|role| (role.span, role.role.as_str())).collect();
        let (names, roles) = (bio(&layer, &names), bio(&layer, &roles));
        for (index, token) in layer.tokens.iter().enumerate() {
            let found = [
                case["upos"][index] == token.upos.as_str(),
                case["lemma"][index] == token.lemma.as_str(),
                case["head"][index] == head(index),
                case["deprel"][index] == token.deprel.as_str(),
                case["ner"][index] == names[index].as_str(),
                case["attr"][index] == roles[index].as_str(),
            ];
            labels += found.len();
            agreed += found.iter().filter(|same| **same).count();
        }
    }
    let share = f64::from(u32::try_from(agreed).unwrap()) / f64::from(u32::try_from(labels).unwrap());
    println!("{agreed} of {labels} labels agree");
    assert!(share >= AGREE, "{agreed} of {labels} labels agree");
}
