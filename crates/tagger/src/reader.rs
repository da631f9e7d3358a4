//! From a text with its sentences to a layer.

use std::ops::Range;
use std::sync::Arc;

use rashomon_doc::{Deprel, EntitySpan, Layer, RoleSpan, Sentence, Span, Token, TokenId, Upos};

use crate::cache::Cache;
use crate::description::{Description, Tag};
use crate::lexicon::Lexicon;
use crate::network::{Input, Network, Output};
use crate::passage::{self, Unit};
use crate::pieces::Pieces;
use crate::reading::{self, ReadWord, Reading};
use crate::relation::Relations;
use crate::text::Words;
use crate::words::PLAIN_SHAPE;
use crate::{ModelError, ModelFiles};

/// Passages remembered: about 60 MB if they are all long.
const CACHED_PASSAGES: usize = 4096;
/// A passage is not ended at a border of the text's choosing before this many pieces: the network is no faster on
/// longer ones, and little slower on shorter ones.
const FEWEST_PIECES: usize = 128;
/// The pieces around a passage's own: its start and its end.
const FRAME: usize = 2;

/// A model with its weights. One can serve many threads.
#[derive(Debug)]
pub(crate) struct Model {
    description: Description,
    pieces: Pieces,
    lexicon: Lexicon,
    relations: Relations,
    network: Network,
    cache: Cache<Reading>,
}

impl Model {
    /// Reads a model and tries it on a word.
    pub(crate) fn new(files: ModelFiles) -> Result<Self, ModelError> {
        let description = Description::new(&files.description)?;
        let vocabulary = std::str::from_utf8(&files.vocabulary)
            .map_err(|error| ModelError::new("vocab.txt", error.to_string()))?;
        let relations = Relations::new(&description.relation_shape, &files.relations)?;
        let network = match files.network {
            std::borrow::Cow::Borrowed(onnx) => Network::from_static(onnx)?,
            std::borrow::Cow::Owned(onnx) => Network::from_bytes(onnx)?,
        };
        let pieces = Pieces::new(vocabulary)?;
        let lexicon = Lexicon::built_in();
        let model =
            Self { description, pieces, lexicon, relations, network, cache: Cache::new(CACHED_PASSAGES) };
        model.check()?;
        Ok(model)
    }

    /// Whether the outputs fit the description, so that reading need not fail later.
    fn check(&self) -> Result<(), ModelError> {
        let words = Words::new("Read.", &[Span::new(0, 5)], &self.pieces);
        let output = self.network.run(&self.input(&words, 0..words.words.len()), |output| output)?;
        let description = &self.description;
        let fits = [
            ("upos", output.upos.columns, description.upos.len()),
            ("lemma", output.lemma.columns, description.lemma_rules.len()),
            ("ner", output.names.columns, description.name_chain.labels()),
            ("attr", output.roles.columns, description.role_chain.labels()),
            ("arc_head", output.arc_head.columns, output.arc_dependent.columns),
            ("rel_dep", output.relation_dependent.columns, self.relations.size()),
            ("rel_head", output.relation_head.columns, self.relations.size()),
            ("rel.bin", self.relations.labels(), description.deprel.len()),
        ];
        match fits.iter().find(|(_, found, wanted)| found != wanted) {
            None => Ok(()),
            Some((name, found, wanted)) => {
                Err(ModelError::new("reader.onnx", format!("{name} has {found} columns, not {wanted}")))
            }
        }
    }

    /// The model's own version and its depth.
    pub(crate) fn version(&self) -> String {
        format!("{} ({} layers)", self.description.version, self.description.layers)
    }

    /// How often a passage was remembered, and how often it was read.
    pub(crate) fn cache_counts(&self) -> (u64, u64) {
        self.cache.counts()
    }

    /// Reads a text.
    pub(crate) fn read(&self, text: &str, sentences: &[Span]) -> Layer {
        self.layer(text, sentences, &Words::new(text, sentences, &self.pieces))
    }

    /// Reads a text whose words are given.
    pub(crate) fn read_words(&self, text: &str, sentences: &[Vec<Span>]) -> Layer {
        let cover = |words: &Vec<Span>| Span::cover_all(words.iter().copied()).unwrap_or_default();
        let spans: Vec<Span> = sentences.iter().map(cover).collect();
        self.layer(text, &spans, &Words::given(text, sentences, &self.pieces))
    }

    fn layer(&self, text: &str, sentences: &[Span], words: &Words) -> Layer {
        let units = self.units(words, text);
        let limit = self.description.passage_pieces - FRAME;
        let order = |unit: &Unit| passage::fingerprint(unit_text(words, unit, text));
        let mut layer = Layer { sentences: sentences_of(words, sentences), ..Layer::default() };
        let mut roles = Vec::with_capacity(words.words.len() * self.description.role_chain.labels());
        for run in passage::passages(&units, FEWEST_PIECES, limit, order) {
            let units = &units[run];
            let reading = self.passage(words, units, text);
            self.place(&reading, units, words, text, &mut layer);
            roles.extend_from_slice(&reading.roles);
        }
        layer.roles = self.roles(words, &roles);
        layer
    }

    fn units(&self, words: &Words, text: &str) -> Vec<Unit> {
        let limit = self.description.passage_pieces - FRAME;
        let pieces = |word: usize| words.words[word].pieces.len();
        let is_break =
            |word: usize| matches!(words.words[word].span.slice(text), "," | ";" | ":" | "—" | "–");
        let cut = |sentence: &Range<usize>| passage::units(sentence.clone(), limit, pieces, is_break);
        words.sentences.iter().flat_map(cut).collect()
    }

    /// Reads a passage, or remembers it.
    fn passage(&self, words: &Words, units: &[Unit], text: &str) -> Arc<Reading> {
        let range =
            units.first().map_or(0, |unit| unit.words.start)..units.last().map_or(0, |unit| unit.words.end);
        let key = key(words, units, text);
        if let Some(reading) = self.cache.get(&key) {
            return reading;
        }
        let own = |unit: &Unit| unit.words.start - range.start..unit.words.end - range.start;
        let parts: Vec<Range<usize>> = units.iter().map(own).collect();
        let forms: Vec<&str> = words.words[range.clone()].iter().map(|word| word.span.slice(text)).collect();
        let decode =
            |output: Output| reading::decode(&output, &parts, &forms, &self.description, &self.relations);
        // `check` has seen the network run; should it fail after all, the words are still there.
        let reading =
            self.network.run(&self.input(words, range), decode).unwrap_or_else(|_| self.unread(&parts));
        let reading = Arc::new(reading);
        self.cache.put(key, Arc::clone(&reading));
        reading
    }

    fn input(&self, words: &Words, range: Range<usize>) -> Input {
        let plain = i32::from(PLAIN_SHAPE);
        let mut input = Input { ids: vec![self.pieces.cls], shapes: vec![plain], first: Vec::new() };
        for word in &words.words[range] {
            input.first.push(input.ids.len() as i32);
            input.ids.extend_from_slice(&words.pieces[word.pieces.clone()]);
            input.shapes.resize(input.ids.len(), i32::from(word.shape));
        }
        input.ids.push(self.pieces.sep);
        input.shapes.push(plain);
        input
    }

    fn unread(&self, parts: &[Range<usize>]) -> Reading {
        let mut reading = Reading::default();
        for part in parts {
            reading.words.extend(part.clone().map(|word| unread_word(word, part.start)));
        }
        reading.roles = vec![0.0; reading.words.len() * self.description.role_chain.labels()];
        reading
    }

    /// Puts a passage's words and names into the layer.
    fn place(&self, reading: &Reading, units: &[Unit], words: &Words, text: &str, layer: &mut Layer) {
        let base = layer.tokens.len();
        let mut sentence_root = None;
        for unit in units {
            if !unit.continues {
                sentence_root = None;
            }
            // The root of a sentence's later part hangs on the root of the parts before.
            let above = sentence_root.or_else(|| earlier_root(layer, unit));
            for index in unit.words.clone() {
                let word = &words.words[index];
                let Some(read) = reading.words.get(index - base) else { continue };
                let form = word.span.slice(text);
                let (head, deprel) = match (read.head, above) {
                    (Some(head), _) => (Some(TokenId((base + head) as u32)), read.deprel),
                    (None, Some(root)) => (Some(root), Deprel::Parataxis),
                    (None, None) => {
                        sentence_root = Some(TokenId(index as u32));
                        (None, Deprel::Root)
                    }
                };
                layer.tokens.push(Token {
                    span: word.span,
                    upos: read.upos,
                    lemma: self.lemma(read, form),
                    head,
                    deprel,
                });
            }
        }
        let span = |range: &Range<usize>| cover(words, base + range.start..base + range.end);
        layer
            .entities
            .extend(reading.names.iter().map(|(range, kind)| EntitySpan { span: span(range), kind: *kind }));
    }

    fn lemma(&self, read: &ReadWord, form: &str) -> String {
        let rule = read.lemma.and_then(|index| self.description.lemma_rules.get(usize::from(index)));
        let by_rule = || rule.and_then(|rule| rule.apply(form));
        match self.lexicon.lemma(form, read.upos, |base| self.pieces.is_word(base)) {
            // The table has no letter case: which "I", "French" and "Red" of "Red Cross" keep, the network knows.
            Some(lemma) if keeps_case(read.upos) => {
                by_rule().filter(|rule| rule.to_lowercase() == lemma.to_lowercase()).unwrap_or(lemma)
            }
            Some(lemma) => lemma,
            None => by_rule().unwrap_or_else(|| form.to_lowercase()),
        }
    }

    /// Attribution spans over the whole text: a content can go on over passages.
    fn roles(&self, words: &Words, scores: &[f32]) -> Vec<RoleSpan> {
        let chain = &self.description.role_chain;
        let columns = chain.labels();
        let labels = chain.best(scores);
        let tag = |index: usize| self.description.roles.get(index).copied().unwrap_or(Tag::Outside);
        let tags: Vec<_> = labels.iter().map(|label| tag(usize::from(*label))).collect();
        let marginals = chain.marginals(scores);
        let certainty = |range: &Range<usize>| {
            let of = |word: usize| marginals[word * columns + usize::from(labels[word])];
            range.clone().map(of).sum::<f32>() / range.len() as f32
        };
        reading::spans(&tags)
            .into_iter()
            .map(|(range, role)| RoleSpan { score: certainty(&range), span: cover(words, range), role })
            .collect()
    }
}

/// Parts of speech of which some words are written with a capital in their dictionary form.
fn keeps_case(upos: Upos) -> bool {
    matches!(upos, Upos::Pron | Upos::Adj)
}

fn unread_word(word: usize, first: usize) -> ReadWord {
    let head = (word != first).then_some(first);
    ReadWord {
        upos: Upos::X,
        lemma: None,
        head,
        deprel: if head.is_some() { Deprel::Dep } else { Deprel::Root },
    }
}

fn sentences_of(words: &Words, spans: &[Span]) -> Vec<Sentence> {
    let sentence = |(span, range): (&Span, &Range<usize>)| Sentence {
        span: *span,
        tokens: range.start as u32..range.end as u32,
    };
    spans.iter().zip(&words.sentences).map(sentence).collect()
}

/// The root of the sentence that `unit` goes on with, if it began in an earlier passage.
fn earlier_root(layer: &Layer, unit: &Unit) -> Option<TokenId> {
    if !unit.continues {
        return None;
    }
    let index = layer.sentences.partition_point(|sentence| sentence.tokens.end <= unit.words.start as u32);
    let range = layer.sentences.get(index)?.tokens.clone();
    let read = layer.tokens.get(range.start as usize..unit.words.start.min(layer.tokens.len()))?;
    read.iter().position(|token| token.head.is_none()).map(|at| TokenId(range.start + at as u32))
}

fn cover(words: &Words, range: Range<usize>) -> Span {
    let spans = words.words.get(range).unwrap_or_default();
    Span::cover_all(spans.iter().map(|word| word.span)).unwrap_or_default()
}

fn unit_text<'a>(words: &Words, unit: &Unit, text: &'a str) -> &'a str {
    cover(words, unit.words.clone()).slice(text)
}

/// All that the reading of a passage depends on: words, shapes, and where units begin.
fn key(words: &Words, units: &[Unit], text: &str) -> String {
    let mut key = String::new();
    for unit in units {
        for word in &words.words[unit.words.clone()] {
            key.push(mark(word.shape));
            key.push_str(word.span.slice(text));
        }
        key.push('\0');
    }
    key
}

/// A control character for each shape. No word holds one, so that a key can be read in one way only.
fn mark(shape: u8) -> char {
    const C0: u8 = 0x1F;
    if shape < C0 { char::from(1 + shape) } else { char::from(0x80 + (shape - C0)) }
}
