//! Parts of speech, lemmas and trees against CoNLL-U treebanks: once with their words, once from their text.
//!
//! Words match if they stand at the same place; from text, scores are F1 over words, as in the CoNLL 2018 shared task.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rashomon_doc::{Layer, Span, Token};
use rashomon_engine::Tables;
use rashomon_tagger::Reader;
use rayon::prelude::*;

use crate::score::Score;
use crate::{Failure, ModelFolder, article};

/// A gold word.
struct Word {
    form: String,
    /// Where it stands in the text as printed; parts that do not spell their word share its place.
    span: Span,
    upos: String,
    lemma: String,
    /// Its head in the sentence; `None` at the root.
    head: Option<usize>,
    relation: String,
    /// Whether no space stands before it.
    glued: bool,
}

/// A document as printed, with its sentences.
#[derive(Default)]
struct Document {
    text: String,
    sentences: Vec<Vec<Word>>,
    /// For each sentence whether a paragraph begins there.
    paragraphs: Vec<bool>,
}

/// What is counted; the same words for all.
#[derive(Clone, Copy, Default)]
struct Scores {
    words: Score,
    upos: Score,
    lemma: Score,
    unlabelled: Score,
    labelled: Score,
    /// Labelled, with the subtypes of relations.
    exact: Score,
    sentences: Score,
}

/// Prints the scores of every treebank in a folder (`*-dev.conllu`), or of one file.
pub(crate) fn run(folder: &ModelFolder) -> Result<(), Failure> {
    let reader = article::reader(folder.model.as_deref())?;
    let tables = Tables::load(&BTreeMap::new())?;
    println!("model {}", reader.version());
    for path in treebanks(&folder.dir)? {
        let documents = documents(&fs::read_to_string(&path)?)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let total = |of: &(dyn Fn(&Document) -> Scores + Sync)| {
            documents.par_iter().map(of).reduce(Scores::default, sum)
        };
        print(&format!("{name}, gold words"), total(&|document| given_words(document, &reader)));
        print(&format!("{name}, from text"), total(&|document| from_text(document, &reader, &tables)));
    }
    Ok(())
}

fn treebanks(dir: &Path) -> Result<Vec<PathBuf>, Failure> {
    if dir.is_file() {
        return Ok(vec![dir.to_owned()]);
    }
    let mut paths: Vec<PathBuf> =
        fs::read_dir(dir)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.retain(|path| path.to_string_lossy().ends_with("-dev.conllu"));
    paths.sort();
    Ok(paths)
}

fn print(name: &str, scores: Scores) {
    let percent = |score: Score| 100.0 * score.f1();
    println!(
        "{name:26} words {:5.1}  sentences {:5.1}  UPOS {:5.1}  lemma {:5.1}  UAS {:5.1}  LAS {:5.1}  with subtypes {:5.1}  ({} words)",
        percent(scores.words),
        percent(scores.sentences),
        percent(scores.upos),
        percent(scores.lemma),
        percent(scores.unlabelled),
        percent(scores.labelled),
        percent(scores.exact),
        scores.words.gold
    );
}

fn sum(mut a: Scores, b: Scores) -> Scores {
    a.words += b.words;
    a.upos += b.upos;
    a.lemma += b.lemma;
    a.unlabelled += b.unlabelled;
    a.labelled += b.labelled;
    a.exact += b.exact;
    a.sentences += b.sentences;
    a
}

/// Reads the gold words: forms joined as the treebank joins them.
fn given_words(document: &Document, reader: &Reader) -> Scores {
    let mut text = String::new();
    let mut sentences = Vec::new();
    for (sentence, paragraph) in document.sentences.iter().zip(&document.paragraphs) {
        if *paragraph && !text.is_empty() {
            text.push('\n');
        }
        let place = |word: &Word| {
            if !word.glued && !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&word.form);
            Span::new(start, text.len())
        };
        sentences.push(sentence.iter().map(place).collect::<Vec<Span>>());
    }
    let layer = reader.read_words(&text, &sentences);
    let places: Vec<Span> = sentences.into_iter().flatten().collect();
    compare(document, &places, &layer)
}

/// Reads the text as printed.
fn from_text(document: &Document, reader: &Reader, tables: &Tables) -> Scores {
    let layer = article::read(&document.text, reader, tables);
    let places: Vec<Span> = document.sentences.iter().flatten().map(|word| word.span).collect();
    compare(document, &places, &layer)
}

/// Compares words at the same place; of several words at one place the first takes it.
fn compare(document: &Document, places: &[Span], layer: &Layer) -> Scores {
    let mut found: BTreeMap<Span, &Token> = BTreeMap::new();
    for token in &layer.tokens {
        found.entry(token.span).or_insert(token);
    }
    let mut scores = Scores::default();
    let mut right = [0_usize; 6];
    let mut base = 0;
    for sentence in &document.sentences {
        for (index, word) in sentence.iter().enumerate() {
            let Some(token) = found.remove(&places[base + index]) else { continue };
            let head = word.head.map(|head| places[base + head]);
            let same_head = token.head.map(|head| layer.tokens[head.index()].span) == head;
            let same = token.deprel.as_str() == word.relation;
            let same_plain = plain(token.deprel.as_str()) == plain(&word.relation);
            let hits = [
                true,
                token.upos.as_str() == word.upos,
                token.lemma == word.lemma,
                same_head,
                same_head && same_plain,
                same_head && same,
            ];
            for (count, hit) in right.iter_mut().zip(hits) {
                *count += usize::from(hit);
            }
        }
        base += sentence.len();
    }
    let [words, upos, lemma, unlabelled, labelled, exact] =
        right.map(|right| Score::of(right, layer.tokens.len(), base));
    (scores.words, scores.upos, scores.lemma) = (words, upos, lemma);
    (scores.unlabelled, scores.labelled, scores.exact) = (unlabelled, labelled, exact);
    scores.sentences = sentence_score(document, places, layer);
    scores
}

/// Sentences that begin and end with the same words.
fn sentence_score(document: &Document, places: &[Span], layer: &Layer) -> Score {
    let mut base = 0;
    let mut gold = Vec::new();
    for sentence in &document.sentences {
        gold.extend(Span::cover_all(places[base..base + sentence.len()].iter().copied()));
        base += sentence.len();
    }
    let found = |span: &&Span| layer.sentences.iter().any(|sentence| sentence.span == **span);
    Score::of(gold.iter().filter(found).count(), layer.sentences.len(), gold.len())
}

/// A relation without its subtype.
fn plain(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

/// Reads CoNLL-U. Sentences whose words are withheld ("_") are left out.
fn documents(source: &str) -> Result<Vec<Document>, Failure> {
    let mut documents = Vec::new();
    let mut new_paragraph = true;
    for block in source.split("\n\n").filter(|block| !block.trim().is_empty()) {
        if block.lines().any(|line| line.starts_with("# newdoc")) || documents.is_empty() {
            documents.push(Document::default());
            new_paragraph = true;
        }
        new_paragraph |= block.lines().any(|line| line.starts_with("# newpar"));
        let rows: Vec<Vec<&str>> = block
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| line.split('\t').collect())
            .collect();
        let withheld = rows.iter().filter(|row| row.get(1) == Some(&"_")).count();
        if withheld * 2 > rows.len() || rows.is_empty() {
            continue;
        }
        if let Some(document) = documents.last_mut() {
            sentence(document, &rows, new_paragraph)?;
        }
        new_paragraph = false;
    }
    documents.retain(|document| !document.sentences.is_empty());
    Ok(documents)
}

/// A multi-word token whose words are being read.
struct Whole {
    span: Span,
    /// Where its next word begins, if that spells it.
    next: usize,
    /// The number of its last word.
    last: usize,
    spaced: bool,
}

/// Appends a sentence and its letters to a document.
fn sentence(document: &mut Document, rows: &[Vec<&str>], new_paragraph: bool) -> Result<(), Failure> {
    if !document.text.is_empty() {
        document.text.push(if new_paragraph { '\n' } else { ' ' });
    }
    let mut words: Vec<Word> = Vec::new();
    let mut glued = true;
    let mut whole: Option<Whole> = None;
    for row in rows {
        let [id, form, lemma, upos, _, _, head, relation, _, misc] = row.as_slice() else {
            return Err(format!("not a row of CoNLL-U: {row:?}").into());
        };
        if id.contains('.') {
            continue;
        }
        let spaced = !misc.split('|').any(|field| field == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            let span = push(&mut document.text, form, glued);
            whole = Some(Whole { span, next: span.start.index(), last: last.parse()?, spaced });
            continue;
        }
        let number: usize = id.parse()?;
        let (span, glued_behind) = match &mut whole {
            Some(whole) => (part(&document.text, whole, form), number < whole.last || !whole.spaced),
            None => (push(&mut document.text, form, glued), !spaced),
        };
        words.push(Word {
            form: (*form).to_owned(),
            span,
            upos: (*upos).to_owned(),
            lemma: (*lemma).to_owned(),
            head: head.parse::<usize>()?.checked_sub(1),
            relation: (*relation).to_owned(),
            glued: glued && !words.is_empty(),
        });
        glued = glued_behind;
        whole = whole.filter(|whole| number < whole.last);
    }
    document.sentences.push(words);
    document.paragraphs.push(new_paragraph);
    Ok(())
}

/// Appends a word to a text, with a space before it if it is not glued.
fn push(text: &mut String, form: &str, glued: bool) -> Span {
    if !glued {
        text.push(' ');
    }
    let start = text.len();
    text.push_str(form);
    Span::new(start, text.len())
}

/// The place of a word of a multi-word token: its own letters where it spells them, else the whole.
fn part(text: &str, whole: &mut Whole, form: &str) -> Span {
    if !text.get(whole.next..whole.span.end.index()).is_some_and(|rest| rest.starts_with(form)) {
        return whole.span;
    }
    let start = whole.next;
    whole.next += form.len();
    Span::new(start, whole.next)
}
