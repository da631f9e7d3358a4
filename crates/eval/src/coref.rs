//! Names, descriptions and pronouns on GUM's development part, with its own words and trees.
//!
//! Gold are mentions of persons, bodies and places whose chain is named somewhere. A mention is right if the gold chain
//! at its head word is the one that most named mentions of its name belong to.

use std::collections::BTreeMap;
use std::fs;

use rashomon_doc::{
    Block, BlockKind, Deprel, EntitySpan, Field, Layer, Mention, MentionKind, NameId, NameType, Sentence,
    Span, Token, TokenId, Upos, View,
};
use rashomon_engine::{Tables, extract};

use crate::score::Score;
use crate::{Failure, Folder};

/// Genres written much as news is; the others are speech, fiction and teaching.
const NEWS_LIKE: [&str; 5] = ["news", "bio", "interview", "speech", "essay"];

/// A document of the treebank.
#[derive(Default)]
struct Document {
    genre: String,
    text: String,
    layer: Layer,
    blocks: Vec<Block>,
    gold: Vec<Gold>,
}

/// A gold mention.
struct Gold {
    chain: String,
    kind: String,
    first: u32,
    last: u32,
}

/// Prints precision and recall by kind of mention.
pub(crate) fn run(folder: &Folder) -> Result<(), Failure> {
    let tables = Tables::load(&BTreeMap::new())?;
    let source = fs::read_to_string(folder.dir.join("en_gum-dev.conllu"))?;
    let mut scores: BTreeMap<(&str, MentionKind), Score> = BTreeMap::new();
    for document in read(&source) {
        for (kind, score) in measure(&document, &tables, folder.misses) {
            *scores.entry(("all genres", kind)).or_default() += score;
            if NEWS_LIKE.contains(&document.genre.as_str()) {
                *scores.entry(("like news", kind)).or_default() += score;
            }
        }
    }
    for ((genres, kind), score) in scores {
        println!("{genres:10} {:8} {score}", format!("{kind:?}").to_lowercase());
    }
    Ok(())
}

fn measure(document: &Document, tables: &Tables, list: bool) -> Vec<(MentionKind, Score)> {
    let mut layer = document.layer.clone();
    layer.entities = entities(document);
    let view = View { text: &document.text, blocks: &document.blocks, layer: &layer, field: Field::Text };
    let found = extract::name::extract(view, tables);
    let chain_at = |span: Span| -> Option<&str> {
        let head = view.head_of(span)?;
        let here = document.gold.iter().filter(|gold| head_of(view, gold) == Some(head));
        here.max_by_key(|gold| gold.last - gold.first).map(|gold| gold.chain.as_str())
    };
    let chains = chains_of_names(&found.mentions, &chain_at);
    let named = named_chains(document, view);
    let mut out = Vec::new();
    for kind in [MentionKind::Name, MentionKind::Nominal, MentionKind::Pronoun] {
        let mut score = Score::default();
        let mut hit: Vec<TokenId> = Vec::new();
        for mention in found.mentions.iter().filter(|mention| mention.kind == kind) {
            let Some(name) = mention.name else { continue };
            let Some(expected) = chains.get(&name) else { continue };
            // GUM marks no relative pronouns.
            if view.slice(mention.span).to_lowercase().starts_with("who") {
                continue;
            }
            score.predicted += 1;
            if chain_at(mention.span) == Some(expected) {
                score.right += 1;
                hit.extend(view.head_of(mention.span));
            } else if list {
                let name = found.names.get(name.0 as usize).map_or("", |name| &name.name);
                println!(
                    "false {kind:?} [{}] {} = {name}: {}",
                    document.genre,
                    view.slice(mention.span),
                    context(view, mention.span)
                );
            }
        }
        for gold in &document.gold {
            let Some(head) = head_of(view, gold) else { continue };
            if gold_kind(view, head) == Some(kind) && named.contains(&gold.chain.as_str()) {
                score.gold += 1;
                let found = hit.contains(&head);
                score.found += usize::from(found);
                if list && !found {
                    println!(
                        "missed {kind:?} [{}] {}: {}",
                        document.genre,
                        view.word(head),
                        context(view, view.token(head).span)
                    );
                }
            }
        }
        out.push((kind, score));
    }
    out
}

/// Some words around a place.
fn context(view: View<'_>, span: Span) -> String {
    let sentence = view.sentence_at(span.start).map_or(span, |id| view.sentence(id).span);
    view.slice(sentence).to_owned()
}

fn head_of(view: View<'_>, gold: &Gold) -> Option<TokenId> {
    view.head_of(view.cover((gold.first..=gold.last).map(TokenId)))
}

/// The gold chain of each name: that of most of its named mentions.
fn chains_of_names<'a>(
    mentions: &[Mention],
    chain_at: &impl Fn(Span) -> Option<&'a str>,
) -> BTreeMap<NameId, &'a str> {
    let mut votes: BTreeMap<NameId, BTreeMap<&str, usize>> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
        if let (Some(name), Some(chain)) = (mention.name, chain_at(mention.span)) {
            *votes.entry(name).or_default().entry(chain).or_default() += 1;
        }
    }
    votes
        .into_iter()
        .filter_map(|(name, chains)| Some((name, chains.into_iter().max_by_key(|(_, count)| *count)?.0)))
        .collect()
}

/// Chains of persons, bodies and places with a name in them.
fn named_chains<'a>(document: &'a Document, view: View<'_>) -> Vec<&'a str> {
    let named = |gold: &&Gold| {
        matches!(gold.kind.as_str(), "person" | "organization" | "place")
            && head_of(view, gold).is_some_and(|head| view.token(head).upos == Upos::Propn)
    };
    let mut chains: Vec<&str> = document.gold.iter().filter(named).map(|gold| gold.chain.as_str()).collect();
    chains.sort_unstable();
    chains.dedup();
    chains
}

fn gold_kind(view: View<'_>, head: TokenId) -> Option<MentionKind> {
    match view.token(head).upos {
        Upos::Propn => Some(MentionKind::Name),
        Upos::Noun => Some(MentionKind::Nominal),
        Upos::Pron => {
            let first_or_second =
                ["i", "me", "my", "we", "us", "our", "you", "your", "mine", "ours", "yours", "myself"];
            let word = view.word(head).to_lowercase();
            (!first_or_second.contains(&word.as_str())).then_some(MentionKind::Pronoun)
        }
        _ => None,
    }
}

/// Name spans as a reader would give them: the run of proper nouns around the head of a named mention.
fn entities(document: &Document) -> Vec<EntitySpan> {
    let view =
        View { text: &document.text, blocks: &document.blocks, layer: &document.layer, field: Field::Text };
    let mut out: Vec<EntitySpan> = Vec::new();
    for gold in &document.gold {
        let Some(head) = head_of(view, gold).filter(|head| view.token(*head).upos == Upos::Propn) else {
            continue;
        };
        let proper = |id: u32| view.token(TokenId(id)).upos == Upos::Propn;
        let joins =
            |id: u32| proper(id) || matches!(view.word(TokenId(id)), "of" | "the" | "-" | "for" | "and");
        let (mut first, mut last) = (head.0, head.0);
        while first > gold.first && proper(first - 1) {
            first -= 1;
        }
        while last < gold.last
            && (proper(last + 1)
                || joins(last + 1)
                    && last + 2 <= gold.last
                    && (proper(last + 2) || joins(last + 2) && last + 3 <= gold.last && proper(last + 3)))
        {
            last += 1;
        }
        let span = view.cover((first..=last).map(TokenId));
        let kind = match gold.kind.as_str() {
            "person" => NameType::Person,
            "organization" => NameType::Organization,
            "place" => NameType::Location,
            _ => NameType::Misc,
        };
        if !out.iter().any(|known| known.span.overlaps(span)) {
            out.push(EntitySpan { span, kind });
        }
    }
    out.sort_by_key(|entity| entity.span);
    out
}

/// Reads CoNLL-U with GUM's `Entity` annotations.
fn read(source: &str) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    let mut open: Vec<(String, String, u32)> = Vec::new();
    for block in source.split("\n\n") {
        for line in block.lines().filter(|line| line.starts_with('#')) {
            if let Some(name) = line.strip_prefix("# newdoc id = ") {
                let genre = name.split('_').nth(1).unwrap_or_default().to_owned();
                documents.push(Document { genre, ..Document::default() });
                open.clear();
            } else if line.starts_with("# newpar")
                && let Some(document) = documents.last_mut()
                && !document.text.is_empty()
                && !document.text.ends_with('\n')
            {
                document.text.push('\n');
            }
        }
        let rows: Vec<Vec<&str>> = block
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        if let Some(document) = documents.last_mut()
            && !rows.is_empty()
        {
            add_sentence(document, &rows, &mut open);
        }
    }
    for document in &mut documents {
        let span = Span::new(0, document.text.len()).trimmed(&document.text);
        document.blocks = vec![Block { kind: BlockKind::Paragraph, span }];
    }
    documents
}

fn add_sentence(document: &mut Document, rows: &[Vec<&str>], open: &mut Vec<(String, String, u32)>) {
    let first = document.layer.tokens.len() as u32;
    let start = document.text.len();
    let mut inside_until = 0;
    let mut shared: Option<(Span, usize)> = None;
    for row in rows.iter().filter(|row| row.len() == 10 && !row[0].contains('.')) {
        let spaced = !row[9].contains("SpaceAfter=No");
        if let Some((_, last)) = row[0].split_once('-') {
            let from = document.text.len();
            document.text.push_str(row[1]);
            shared = Some((Span::new(from, document.text.len()), from));
            inside_until = last.parse().unwrap_or(0);
            if spaced {
                document.text.push(' ');
            }
            continue;
        }
        let number: u32 = row[0].parse().unwrap_or(0);
        let span = if let Some((whole, at)) = shared.as_mut().filter(|_| number <= inside_until) {
            // Parts that spell the contraction have spans of their own, else they share the whole.
            let spelt = document.text[*at..whole.end.index()].starts_with(row[1]);
            let span = if spelt { Span::new(*at, *at + row[1].len()) } else { *whole };
            *at += if spelt { row[1].len() } else { 0 };
            span
        } else {
            let from = document.text.len();
            document.text.push_str(row[1]);
            let span = Span::new(from, document.text.len());
            if spaced {
                document.text.push(' ');
            }
            span
        };
        let head: u32 = row[6].parse().unwrap_or(0);
        let id = document.layer.tokens.len() as u32;
        document.layer.tokens.push(Token {
            span,
            upos: row[3].parse().unwrap_or(Upos::X),
            lemma: row[2].to_owned(),
            head: head.checked_sub(1).map(|index| TokenId(first + index)),
            deprel: row[7].parse().unwrap_or(Deprel::Dep),
        });
        let entity = row[9].split('|').find_map(|part| part.strip_prefix("Entity="));
        add_mentions(document, entity.unwrap_or_default(), id, open);
    }
    let end = document.layer.tokens.len() as u32;
    if end > first {
        let span = Span::new(start, document.text.len()).trimmed(&document.text);
        document.layer.sentences.push(Sentence { span, tokens: first..end });
    }
}

/// Opens and closes the mentions of one word: `(12-person-giv:act-…` opens chain 12, `12)` closes it, `(…)` does both.
fn add_mentions(document: &mut Document, entity: &str, id: u32, open: &mut Vec<(String, String, u32)>) {
    for part in entity.replace('(', " (").replace(')', ") ").split_whitespace() {
        let closes = part.ends_with(')');
        let body = part.trim_matches(['(', ')']);
        let mut fields = body.split('-');
        let chain = fields.next().unwrap_or_default().to_owned();
        if part.starts_with('(') {
            open.push((chain.clone(), fields.next().unwrap_or_default().to_owned(), id));
        }
        if closes && let Some(at) = open.iter().rposition(|(known, ..)| *known == chain) {
            let (chain, kind, first) = open.remove(at);
            document.gold.push(Gold { chain, kind, first, last: id });
        }
    }
}
