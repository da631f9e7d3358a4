//! The network of sources as a layered graph: who spoke, through whom, in which report.
//!
//! The layers are given by the way words travel, so what is left to a layout is the order within a layer; the
//! barycentre method (Sugiyama, Tagawa and Toda 1981) does that. A general layout crate would put a speaker who is
//! quoted through nobody beside the agencies, and so lose what the drawing is for.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use rashomon_engine::dossier::{DocId, EntityId, Origin, OriginKind, Party, Statement};

use super::book::{Book, Row, clip, isolated};
use super::statements;
use super::words::count;

/// How many speakers are drawn: those with most statements.
const SPEAKERS: usize = 18;
/// How many reports are drawn.
const REPORTS: usize = 60;
/// How often the order of the layers is improved.
const SWEEPS: usize = 6;
/// The width of the drawing, where its layers are not too many for it, and the greatest and least from one layer to
/// the next, in pixels.
const WIDTH: usize = 1240;
const WIDEST_LAYER: usize = 400;
const LEAST_LAYER: usize = 270;
/// The width of a node.
const NODE: usize = 200;
/// The height of a node with the space under it, and of its box.
const STEP: usize = 34;
const BOX: usize = 26;
/// The height of a place where a long edge passes a layer.
const PASS: usize = 12;
/// What is kept free on the right of a name, which is cut there.
const MARGIN: usize = 8;
/// How many characters of a name a node shows.
const NAME: usize = 25;
/// No edge is wider than this.
const WIDEST: usize = 6;

/// What a node stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Speaker(EntityId),
    Link(EntityId),
    /// A link that is no entity, by its words.
    Words(String),
    Report(DocId),
    /// Where a long edge passes a layer: which of them, and the layer.
    Pass(u32, usize),
}

struct Node {
    layer: usize,
    name: String,
    href: Option<String>,
    class: &'static str,
}

/// Nodes and edges, each in order of their keys.
#[derive(Default)]
struct Graph {
    nodes: BTreeMap<Key, Node>,
    edges: BTreeMap<(Key, Key), usize>,
}

/// The drawing with its heading; an empty one where nobody is quoted.
pub(super) fn drawing(book: &Book<'_>) -> Markup {
    let graph = build(book).dense().in_steps();
    if graph.edges.is_empty() {
        return super::book::nothing("No words were traced through a speaker or a source.");
    }
    let layers = order(&graph);
    let steps = layers.len().saturating_sub(1).max(1);
    let layer = (WIDTH.saturating_sub(NODE) / steps).clamp(LEAST_LAYER, WIDEST_LAYER);
    let places = places(&layers, layer);
    let width = steps * layer + NODE + 4;
    let height = layers.iter().map(|layer| tall(layer)).max().unwrap_or(STEP);
    let of_class = |class: &str| graph.nodes.values().filter(|node| node.class == class).count();
    let (speakers, between, reports) = (of_class("speaker"), of_class("between"), of_class("report"));
    html! {
        figure.network {
            figcaption {
                "From who spoke, through whom, to the report: " (count(speakers, "speaker")) ", "
                (count(between, "source")) " between, " (count(reports, "report"))
            }
            div.network-frame tabindex="0" role="region" aria-label="Network of sources" {
                svg viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height) role="group" aria-label="Network of sources" {
                    g.edges aria-hidden="true" {
                        @for ((from, to), weight) in &graph.edges {
                            @if let (Some(from), Some(to)) = (places.get(from), places.get(to)) {
                                path d=(curve(*from, *to, layer)) stroke-width=((*weight).min(WIDEST)) {}
                            }
                        }
                    }
                    @for (key, node) in &graph.nodes {
                        @if let (Some((x, y)), false) = (places.get(key), matches!(key, Key::Pass(..))) {
                            a class={ "node of-" (node.class) } href=[node.href.as_ref().map(|id| format!("#{id}"))] {
                                title { (isolated(&node.name)) }
                                rect x=(x + 1) y=(y - BOX / 2) width=(NODE) height=(BOX) rx="3" {}
                                svg x=(x + 1) y=(y - BOX / 2) width=(NODE - MARGIN) height=(BOX) {
                                    text x="10" y=(BOX / 2 + 5) { (isolated(&clip(&node.name, NAME))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The height that a node takes in its layer.
fn step(key: &Key) -> usize {
    match key {
        Key::Pass(..) => PASS,
        Key::Speaker(_) | Key::Link(_) | Key::Words(_) | Key::Report(_) => STEP,
    }
}

fn tall(layer: &[Key]) -> usize {
    layer.iter().map(step).sum()
}

/// Where each node stands: left, and the height at which its edges meet it.
fn places(layers: &[Vec<Key>], width: usize) -> BTreeMap<Key, (usize, usize)> {
    let tallest = layers.iter().map(|layer| tall(layer)).max().unwrap_or(STEP);
    let mut places = BTreeMap::new();
    for (at, layer) in layers.iter().enumerate() {
        let mut top = (tallest - tall(layer)) / 2;
        for key in layer {
            places.insert(key.clone(), (at * width, top + step(key) / 2));
            top += step(key);
        }
    }
    places
}

fn curve(from: (usize, usize), to: (usize, usize), layer: usize) -> String {
    let (x1, y1) = (from.0 + NODE + 1, from.1);
    let (x2, y2) = (to.0 + 1, to.1);
    let bend = layer.saturating_sub(NODE) / 2;
    format!("M{} {y1} H{x1} C{} {y1} {} {y2} {x2} {y2}", from.0 + 1, x1 + bend, x2.saturating_sub(bend))
}

fn build(book: &Book<'_>) -> Graph {
    let dossier = book.dossier;
    let mut speakers: Vec<EntityId> = (0..dossier.entities.len() as u32).map(EntityId).collect();
    speakers.retain(|entity| book.said_by(*entity) > 0);
    speakers.sort_by_key(|entity| (std::cmp::Reverse(book.said_by(*entity)), *entity));
    speakers.truncate(SPEAKERS);
    let drawn: Vec<DocId> = book.numbers.order.iter().take(REPORTS).copied().collect();
    let longest = dossier.statements.iter().map(|said| statements::links(said).len()).max().unwrap_or(0);
    let agencies = dossier.origins.iter().any(|origin| is_between(origin.kind));
    let last = 1 + longest.max(usize::from(agencies));
    let mut graph = Graph::default();
    for said in &dossier.statements {
        let Some(speaker) = said.speaker.and_then(|party| party.entity) else { continue };
        if speakers.contains(&speaker) && drawn.contains(&said.doc) {
            graph.way(book, speaker, said, last);
        }
    }
    for origin in dossier.origins.iter().filter(|origin| is_between(origin.kind)) {
        if is_own_voice(book, origin) {
            continue;
        }
        let key = origin.entity.map_or_else(|| graph.named(&origin.name), Key::Link);
        let docs =
            origin.documents.iter().filter(|doc| drawn.contains(doc) && book.outlet(**doc) != origin.name);
        for doc in docs {
            let href = origin.entity.map(|entity| book.id(Row::Entity(entity)));
            graph.node(key.clone(), last - 1, &origin.name, href, "between");
            graph.report(book, *doc, last);
            graph.edges.entry((key.clone(), Key::Report(*doc))).or_default();
        }
    }
    // An edge that only an origin names counts once.
    graph.edges.values_mut().for_each(|weight| *weight = (*weight).max(1));
    graph
}

/// Whether an origin is but the own voice of a report whose outlet is not named: it stands between nobody.
fn is_own_voice(book: &Book<'_>, origin: &Origin) -> bool {
    let report = |doc: &DocId| book.dossier.reports.get(doc.index());
    let unnamed = |doc: &DocId| report(doc).is_none_or(|report| report.doc.article.outlet.is_none());
    match origin.documents.as_slice() {
        [doc] => origin.kind == OriginKind::Outlet && origin.entity.is_none() && unnamed(doc),
        _ => false,
    }
}

/// Whether an origin stands between a speaker and a report.
fn is_between(kind: OriginKind) -> bool {
    match kind {
        OriginKind::Agency | OriginKind::Interview | OriginKind::Outlet => true,
        OriginKind::Official | OriginKind::Unnamed => false,
    }
}

impl Graph {
    /// The node between speakers and reports that has a name, or a new one.
    fn named(&self, name: &str) -> Key {
        let same = |node: &Node| node.class == "between" && node.name.to_lowercase() == name.to_lowercase();
        let found = self.nodes.iter().find(|(_, node)| same(node));
        found.map_or_else(|| Key::Words(name.to_lowercase()), |(key, _)| key.clone())
    }

    /// The same graph without layers in which nothing stands.
    fn dense(mut self) -> Self {
        let used: BTreeSet<usize> = self.nodes.values().map(|node| node.layer).collect();
        for node in self.nodes.values_mut() {
            node.layer = used.range(..node.layer).count();
        }
        self
    }

    /// The same graph with edges over more than one layer cut where they pass one, so that they find a way between
    /// its nodes.
    fn in_steps(mut self) -> Self {
        let mut edges = BTreeMap::new();
        for (number, ((from, to), weight)) in (0..).zip(std::mem::take(&mut self.edges)) {
            let layer = |key: &Key| self.nodes.get(key).map_or(0, |node| node.layer);
            let passed: Vec<Key> =
                (layer(&from) + 1..layer(&to)).map(|layer| Key::Pass(number, layer)).collect();
            let mut last = from;
            for key in passed {
                if let Key::Pass(_, layer) = key {
                    self.node(key.clone(), layer, "", None, "pass");
                }
                edges.insert((last, key.clone()), weight);
                last = key;
            }
            edges.insert((last, to), weight);
        }
        Self { edges, ..self }
    }

    fn node(&mut self, key: Key, layer: usize, name: &str, href: Option<String>, class: &'static str) {
        self.nodes.entry(key).or_insert_with(|| Node { layer, name: name.to_owned(), href, class });
    }

    fn report(&mut self, book: &Book<'_>, doc: DocId, layer: usize) {
        let name = format!("{} {}", book.number(doc), book.outlet(doc));
        self.node(Key::Report(doc), layer, &name, Some(book.id(Row::Report(doc))), "report");
    }

    /// The way of one statement's words.
    fn way(&mut self, book: &Book<'_>, speaker: EntityId, said: &Statement, last: usize) {
        let name = book.dossier.entities.get(speaker.index()).map_or("", |entity| &entity.name);
        self.node(Key::Speaker(speaker), 0, name, Some(book.id(Row::Entity(speaker))), "speaker");
        let mut from = Key::Speaker(speaker);
        let links = statements::links(said);
        for (at, party) in links.iter().enumerate() {
            let key = link(book, party);
            let name = party.entity.and_then(|id| book.dossier.entities.get(id.index()));
            let name = name.map_or_else(|| book.dossier.text_of(party.span), |entity| &entity.name);
            let href = party.entity.map(|entity| book.id(Row::Entity(entity)));
            self.node(key.clone(), last - links.len() + at, name, href, "between");
            *self.edges.entry((from, key.clone())).or_default() += 1;
            from = key;
        }
        self.report(book, said.doc, last);
        *self.edges.entry((from, Key::Report(said.doc))).or_default() += 1;
    }
}

fn link(book: &Book<'_>, party: &Party) -> Key {
    party.entity.map_or_else(|| Key::Words(book.dossier.text_of(party.span).to_lowercase()), Key::Link)
}

/// The layers, each in an order with few crossings.
fn order(graph: &Graph) -> Vec<Vec<Key>> {
    let deepest = graph.nodes.values().map(|node| node.layer).max().unwrap_or(0);
    let mut layers: Vec<Vec<Key>> = vec![Vec::new(); deepest + 1];
    for (key, node) in &graph.nodes {
        if let Some(layer) = layers.get_mut(node.layer) {
            layer.push(key.clone());
        }
    }
    for sweep in 0..SWEEPS {
        let ranks = ranks(&layers);
        for layer in &mut layers {
            let mut placed: Vec<(f64, Key)> =
                layer.drain(..).map(|key| (barycentre(graph, &ranks, &key, sweep % 2 == 0), key)).collect();
            placed.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
            layer.extend(placed.into_iter().map(|(_, key)| key));
        }
    }
    layers.retain(|layer| !layer.is_empty());
    layers
}

/// Each node's place in its layer, from 0 to 1.
fn ranks(layers: &[Vec<Key>]) -> BTreeMap<Key, f64> {
    let of_layer = |layer: &Vec<Key>| {
        let size = layer.len() as f64;
        let ranked: Vec<(Key, f64)> =
            layer.iter().enumerate().map(|(at, key)| (key.clone(), (at as f64 + 0.5) / size)).collect();
        ranked
    };
    layers.iter().flat_map(of_layer).collect()
}

/// The mean place of a node's neighbours on one side, or its own where it has none there.
fn barycentre(graph: &Graph, ranks: &BTreeMap<Key, f64>, key: &Key, before: bool) -> f64 {
    let mut sum = 0.0;
    let mut weights = 0.0;
    for ((from, to), weight) in &graph.edges {
        let other = match (before, from == key, to == key) {
            (true, _, true) => from,
            (false, true, _) => to,
            _ => continue,
        };
        sum += ranks.get(other).copied().unwrap_or(0.5) * *weight as f64;
        weights += *weight as f64;
    }
    if weights > 0.0 { sum / weights } else { ranks.get(key).copied().unwrap_or(0.5) }
}
