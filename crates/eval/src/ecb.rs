//! Events and entities over documents, against ECB+ (topics 1 to 35, the validated sentences): MUC, B-cubed and CEAF-e
//! of system mentions, whose mean is the CoNLL score; and, on the gold mentions that the system finds, B-cubed beside a
//! baseline that joins whatever has the same head lemma. No topic is given: documents are grouped by the program.
//!
//! A system mention answers to the gold mention that it overlaps most, one to one. CEAF-e aligns chains greedily, most
//! alike first, so it can only be too low.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rashomon_doc::{Article, Block, BlockKind, Date, Span, Title};
use rashomon_engine::dossier::{Dossier, Report};
use rashomon_engine::{Tables, pipeline};
use rashomon_tagger::Reader;
use regex::Regex;

use crate::Failure;

/// Which topics.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder that holds `ECB+/` and `ECBplus_coreference_sentences.csv`
    dir: PathBuf,
    /// The first topics only
    #[arg(long, default_value_t = 35)]
    topics: u32,
}

/// A mention: which document, and where.
type Place = (usize, Span);

/// A gold mention with its chain.
struct Gold {
    place: Place,
    chain: String,
    is_event: bool,
}

/// Chains by mention; mentions are numbered, gold ones first.
type Chains = BTreeMap<usize, String>;

/// Prints the scores of events and entities.
pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let tables = Tables::load(&BTreeMap::new())?;
    let reader = Reader::embedded()?;
    let (mut reports, mut gold) = (Vec::new(), Vec::new());
    for (topic, file, sentences) in validated(&arguments.dir)? {
        if topic > arguments.topics {
            continue;
        }
        let path = arguments.dir.join("ECB+").join(topic.to_string()).join(format!("{topic}_{file}.xml"));
        let (article, mentions) = read(&path, &sentences, reports.len())?;
        reports.push(pipeline::annotate(article, &reader, &tables));
        gold.extend(mentions);
    }
    println!("{} documents, {} gold mentions", reports.len(), gold.len());
    let lemmas = |place: &Place| head_lemma(&reports[place.0], place.1);
    let gold: Vec<(Gold, String)> =
        gold.into_iter().map(|gold| (lemmas(&gold.place), gold)).map(|(lemma, gold)| (gold, lemma)).collect();
    let dossier = pipeline::report(reports, &tables);
    println!("{} stories", dossier.stories.len());
    for (name, is_event) in [("events", true), ("entities", false)] {
        let key: Vec<&(Gold, String)> = gold.iter().filter(|(gold, _)| gold.is_event == is_event).collect();
        let system = if is_event { events(&dossier) } else { entities(&dossier) };
        score(name, &key, &system);
    }
    Ok(())
}

/// The validated sentences of each file.
fn validated(dir: &Path) -> Result<Vec<(u32, String, BTreeSet<usize>)>, Failure> {
    let text = fs::read_to_string(dir.join("ECBplus_coreference_sentences.csv"))?;
    let mut files: BTreeMap<(u32, String), BTreeSet<usize>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.trim_start_matches('\u{feff}').split(',').collect();
        if let [topic, file, sentence] = fields[..] {
            files.entry((topic.parse()?, file.to_owned())).or_default().insert(sentence.trim().parse()?);
        }
    }
    Ok(files.into_iter().map(|((topic, file), sentences)| (topic, file, sentences)).collect())
}

/// The validated sentences of one file, a paragraph each, with their mentions.
fn read(path: &Path, sentences: &BTreeSet<usize>, doc: usize) -> Result<(Article, Vec<Gold>), Failure> {
    let xml = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let token = Regex::new(r#"<token t_id="(\d+)" sentence="(\d+)" number="\d+">([^<]*)</token>"#)?;
    let (mut text, mut blocks, mut places) = (String::new(), Vec::new(), BTreeMap::new());
    let mut current: Option<(usize, usize)> = None;
    for found in token.captures_iter(&xml) {
        let sentence: usize = found[2].parse()?;
        if !sentences.contains(&sentence) {
            continue;
        }
        match current {
            Some((number, _)) if number == sentence => text.push(' '),
            _ => {
                if let Some((_, start)) = current {
                    blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, text.len()) });
                    text.push('\n');
                }
                current = Some((sentence, text.len()));
            }
        }
        let start = text.len();
        text.push_str(&found[3].replace("&amp;", "&").replace("&quot;", "\"").replace("&apos;", "'"));
        places.insert(found[1].to_owned(), Span::new(start, text.len()));
    }
    if let Some((_, start)) = current {
        blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, text.len()) });
    }
    let gold = mentions(&xml, &places, doc)?;
    Ok((article(path, text, blocks), gold))
}

fn article(path: &Path, text: String, blocks: Vec<Block>) -> Article {
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Article {
        path: id.clone(),
        id,
        input_id: None,
        url: None,
        sha256: String::new(),
        language: "en".to_owned(),
        outlet: None,
        author: None,
        title: Title::None,
        published: Date::unknown(),
        updated: None,
        text,
        blocks,
        diagnostics: Vec::new(),
    }
}

/// The mentions that lie in the sentences kept. Those without a chain are chains of their own.
fn mentions(xml: &str, places: &BTreeMap<String, Span>, doc: usize) -> Result<Vec<Gold>, Failure> {
    let mention = Regex::new(r#"(?s)<(\w+) m_id="(\d+)"[^>]*?>(.*?)</\w+>"#)?;
    let anchor = Regex::new(r#"<token_anchor t_id="(\d+)""#)?;
    let relation = Regex::new(r#"(?s)<(CROSS_DOC_COREF|INTRA_DOC_COREF) r_id="(\d+)"([^>]*)>(.*?)</\w+>"#)?;
    let note = Regex::new(r#"note="([^"]*)""#)?;
    let source = Regex::new(r#"<source m_id="(\d+)""#)?;
    let mut chains: BTreeMap<String, String> = BTreeMap::new();
    for found in relation.captures_iter(xml) {
        let chain = match note.captures(&found[3]) {
            Some(note) if &found[1] == "CROSS_DOC_COREF" => note[1].to_owned(),
            _ => format!("{doc}:{}", &found[2]),
        };
        for part in source.captures_iter(&found[4]) {
            chains.insert(part[1].to_owned(), chain.clone());
        }
    }
    let markables = xml.split("<Relations>").next().unwrap_or_default();
    let mut gold = Vec::new();
    for found in mention.captures_iter(markables) {
        let spans = anchor.captures_iter(&found[3]).filter_map(|part| places.get(&part[1]).copied());
        let Some(span) = Span::cover_all(spans) else { continue };
        let chain = chains.get(&found[2]).cloned().unwrap_or_else(|| format!("{doc}#{}", &found[2]));
        let is_event = found[1].contains("ACTION");
        let is_time = found[1].starts_with("TIME");
        if !is_time {
            gold.push(Gold { place: (doc, span), chain, is_event });
        }
    }
    Ok(gold)
}

/// The lemma of a mention's head.
fn head_lemma(report: &Report, span: Span) -> String {
    let view = report.doc.body();
    let head = view.head_of(span).map(|id| view.token(id).lemma.to_lowercase());
    head.unwrap_or_else(|| view.slice(span).to_lowercase())
}

fn events(dossier: &Dossier) -> Vec<(Place, usize)> {
    let told = dossier.events.iter().enumerate();
    told.flat_map(|(index, event)| {
        event.reports.iter().map(move |report| ((report.trigger.doc.index(), report.trigger.span), index))
    })
    .collect()
}

fn entities(dossier: &Dossier) -> Vec<(Place, usize)> {
    let named = dossier.entities.iter().enumerate();
    named
        .flat_map(|(index, entity)| {
            entity.mentions.iter().map(move |mention| ((mention.span.doc.index(), mention.span.span), index))
        })
        .collect()
}

/// Prints all scores of one kind of mention.
fn score(name: &str, gold: &[&(Gold, String)], system: &[(Place, usize)]) {
    let answers = align(gold, system);
    let key: Chains = gold.iter().enumerate().map(|(index, (gold, _))| (index, gold.chain.clone())).collect();
    let mut response: Chains = BTreeMap::new();
    for (index, (_, chain)) in system.iter().enumerate() {
        let number = answers.get(&index).copied().unwrap_or(gold.len() + index);
        response.insert(number, chain.to_string());
    }
    println!("{name}: {} gold, {} found of {} system mentions", gold.len(), answers.len(), system.len());
    let (muc, b3, ceaf) = (muc(&key, &response), bcubed(&key, &response), ceaf(&key, &response));
    println!(
        "  system mentions: MUC {muc:.3}  B-cubed {b3:.3}  CEAF-e {ceaf:.3}  CoNLL {:.3}",
        (muc + b3 + ceaf) / 3.0
    );
    let found: BTreeSet<usize> = answers.values().copied().collect();
    let only = |chains: &Chains| -> Chains {
        chains
            .iter()
            .filter(|(number, _)| found.contains(number))
            .map(|(number, chain)| (*number, chain.clone()))
            .collect()
    };
    let baseline: Chains = found.iter().map(|number| (*number, gold[*number].1.clone())).collect();
    println!(
        "  gold mentions found: B-cubed {:.3}, head-lemma baseline {:.3}",
        bcubed(&only(&key), &only(&response)),
        bcubed(&only(&key), &baseline)
    );
}

/// Which gold mention each system mention answers to: same words first, then the most words in common.
fn align(gold: &[&(Gold, String)], system: &[(Place, usize)]) -> BTreeMap<usize, usize> {
    let mut by_doc: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, (gold, _)) in gold.iter().enumerate() {
        by_doc.entry(gold.place.0).or_default().push(index);
    }
    let mut pairs: Vec<(bool, usize, usize, usize)> = Vec::new();
    for (index, ((doc, span), _)) in system.iter().enumerate() {
        for number in by_doc.get(doc).into_iter().flatten() {
            let other = gold[*number].0.place.1;
            let shared = span.shared(other);
            if shared > 0 {
                pairs.push((*span == other, shared, index, *number));
            }
        }
    }
    pairs.sort_by_key(|(same, shared, index, number)| (!same, std::cmp::Reverse(*shared), *index, *number));
    let (mut answers, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (_, _, index, number) in pairs {
        if !answers.contains_key(&index) && taken.insert(number) {
            answers.insert(index, number);
        }
    }
    answers
}

/// The mentions of each chain.
fn members(chains: &Chains) -> BTreeMap<&str, BTreeSet<usize>> {
    let mut members: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (number, chain) in chains {
        members.entry(chain).or_default().insert(*number);
    }
    members
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

/// MUC (Vilain et al., 1995): links kept.
fn muc(key: &Chains, response: &Chains) -> f64 {
    let recall = |key: &Chains, response: &Chains| {
        let (mut kept, mut all) = (0, 0);
        for chain in members(key).values() {
            let mut parts: BTreeSet<String> = BTreeSet::new();
            for number in chain {
                parts.insert(
                    response.get(number).map_or_else(|| format!("?{number}"), |chain| format!("={chain}")),
                );
            }
            kept += chain.len() - parts.len();
            all += chain.len() - 1;
        }
        if all == 0 { 0.0 } else { kept as f64 / all as f64 }
    };
    f1(recall(response, key), recall(key, response))
}

/// B-cubed (Bagga and Baldwin, 1998).
fn bcubed(key: &Chains, response: &Chains) -> f64 {
    let share = |from: &Chains, to: &Chains| {
        let (from_members, to_members) = (members(from), members(to));
        let sum: f64 = from
            .iter()
            .filter_map(|(number, chain)| {
                let other = to_members.get(to.get(number)?.as_str())?;
                let own = &from_members[chain.as_str()];
                Some(own.intersection(other).count() as f64 / own.len() as f64)
            })
            .sum();
        sum / from.len().max(1) as f64
    };
    f1(share(response, key), share(key, response))
}

/// CEAF-e (Luo, 2005) with greedy alignment.
fn ceaf(key: &Chains, response: &Chains) -> f64 {
    let (key_members, response_members) = (members(key), members(response));
    let mut pairs: Vec<(f64, &str, &str)> = Vec::new();
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (number, chain) in key {
        let Some(other) = response.get(number) else { continue };
        if seen.insert((chain, other)) {
            let (x, y) = (&key_members[chain.as_str()], &response_members[other.as_str()]);
            let phi = 2.0 * x.intersection(y).count() as f64 / (x.len() + y.len()) as f64;
            pairs.push((phi, chain, other));
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(y.1)).then(x.2.cmp(y.2)));
    let (mut used_key, mut used_response, mut sum) = (BTreeSet::new(), BTreeSet::new(), 0.0);
    for (phi, chain, other) in pairs {
        if !used_key.contains(chain) && !used_response.contains(other) {
            used_key.insert(chain);
            used_response.insert(other);
            sum += phi;
        }
    }
    f1(sum / response_members.len().max(1) as f64, sum / key_members.len().max(1) as f64)
}
