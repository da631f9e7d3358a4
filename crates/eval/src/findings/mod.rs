//! A dossier against a list of findings made by hand (`examples/*/FINDINGS.md`).
//!
//! A row counts as found if the quoted words lie where the program has a row of that kind: an entity that bears most of the quoted
//! names, a statement by the named speaker (by nobody, where the list says that the source is hidden), an event or a claim that joins the reports quoted. Rows that must not be joined
//! are broken where one entity, event or claim holds both of two quotations. This is a rough measure of much at once: `--misses`
//! lists what to look at.

mod list;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};

use rashomon_doc::{EventKind, EventType};
use rashomon_engine::dossier::{ComparisonKind, DocSpan, Dossier};
use rashomon_engine::read::{Limits, pages};
use rashomon_engine::{clean, pipeline};
use rayon::prelude::*;

use self::list::{Part, Row};
use crate::{Failure, Folder, article};

/// The share of an entity's quoted names that one entity has to bear.
const BEARS: f64 = 0.5;
/// Words that two quotations may share without being one thing.
const NAME_SHARE: f64 = 0.5;

/// Prints how many rows of each part were found.
pub(crate) fn run(folder: &Folder) -> Result<(), Failure> {
    let dossier = dossier(folder)?;
    let rows = list::read(&fs::read_to_string(folder.dir.join("FINDINGS.md"))?, &dossier)?;
    let mut counts: BTreeMap<Part, (usize, usize)> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.anchors.is_empty()) {
        let found = is_found(row, &dossier);
        let count = counts.entry(row.part).or_default();
        count.0 += usize::from(found);
        count.1 += 1;
        if folder.misses && !found {
            let words: Vec<&str> = row.anchors.iter().map(|anchor| dossier.text_of(*anchor)).collect();
            println!("  {:16} {:5} {}", row.part.name(), row.id, words.join(" | "));
            if row.part == Part::Events {
                print_near(row, &dossier);
            }
        }
    }
    println!("{} reports, {} stories", dossier.reports.len(), dossier.stories.len());
    for (part, (found, all)) in counts {
        let says = if part == Part::NotJoined { "kept apart" } else { "found" };
        println!(
            "{:18} {found:4} of {all:4} {says}  {:5.1} %",
            part.name(),
            100.0 * found as f64 / all as f64
        );
    }
    Ok(())
}

/// What the program has at the quotations of an event that was missed: nothing, or tellings that it did not join.
fn print_near(row: &Row, dossier: &Dossier) {
    for anchor in &row.anchors {
        println!("      {}", dossier.text_of(*anchor));
        for (id, event) in dossier.events.iter().enumerate() {
            let name = event.kind.map(EventType::as_str).or(event.other.map(EventKind::as_str));
            for told in event.reports.iter().filter(|told| meets(told.trigger, *anchor)) {
                let trigger = dossier.text_of(told.trigger);
                let (name, status) = (name.unwrap_or_default(), told.status.as_str());
                println!(
                    "          v{id} {name} {status} “{trigger}” {:?} to {:?}",
                    told.date.start, told.date.end
                );
            }
        }
    }
}

fn dossier(folder: &Folder) -> Result<Dossier, Failure> {
    let tables = article::tables(folder.tables.as_deref())?;
    let reader = article::reader(None)?;
    let mut paths: Vec<_> = fs::read_dir(folder.dir.join("reports"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut articles = Vec::new();
    for path in &paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        for page in pages(Box::new(File::open(path)?), &name, Limits::default(), &tables) {
            articles.push(clean::clean(page.map_err(|error| format!("{name}: {error:?}"))?, &tables));
        }
    }
    clean::infer_from_siblings(&mut articles, &tables);
    let reports =
        articles.into_par_iter().map(|article| pipeline::annotate(article, &reader, &tables)).collect();
    Ok(pipeline::report(reports, &tables))
}

fn meets(one: DocSpan, other: DocSpan) -> bool {
    one.doc == other.doc && one.field == other.field && one.span.overlaps(other.span)
}

fn is_found(row: &Row, dossier: &Dossier) -> bool {
    match row.part {
        Part::Entities => bears(row, dossier),
        Part::Statements => says(row, dossier),
        Part::Events => joined(&events(dossier), row),
        Part::Quantities => {
            dossier.figures.iter().any(|figure| row.anchors.iter().any(|anchor| meets(figure.span, *anchor)))
        }
        Part::Claims => joined(&claims(dossier), row) || joined(&events(dossier), row),
        Part::Agreements => {
            joined(&claims(dossier), row)
                || joined(&events(dossier), row)
                || joined(&compared(dossier, |kind| kind == ComparisonKind::Agreement), row)
        }
        Part::Copied => {
            let pairs: Vec<Vec<DocSpan>> = dossier.reuse.iter().map(|reuse| vec![reuse.a, reuse.b]).collect();
            joined(&pairs, row)
        }
        Part::Conflicts => joined(&compared(dossier, |kind| kind == ComparisonKind::Conflict), row),
        Part::Updates => joined(&compared(dossier, |kind| kind == ComparisonKind::Update), row),
        Part::Differences => joined(
            &compared(dossier, |kind| !matches!(kind, ComparisonKind::Agreement | ComparisonKind::OnlyOne)),
            row,
        ),
        Part::Labels => {
            row.anchors.iter().any(|anchor| dossier.labels.iter().any(|label| meets(label.span, *anchor)))
        }
        Part::OnlyOne => {
            let alone = compared(dossier, |kind| kind == ComparisonKind::OnlyOne);
            alone.iter().flatten().any(|span| row.anchors.iter().any(|anchor| meets(*span, *anchor)))
        }
        Part::NotJoined => kept_apart(row, dossier),
    }
}

/// The words that each event rests on.
fn events(dossier: &Dossier) -> Vec<Vec<DocSpan>> {
    let of = |event: &rashomon_engine::dossier::StoryEvent| {
        event.reports.iter().map(|account| account.trigger).collect()
    };
    dossier.events.iter().map(of).collect()
}

fn claims(dossier: &Dossier) -> Vec<Vec<DocSpan>> {
    dossier.claims.iter().map(|claim| claim.tellings.iter().map(|telling| telling.span).collect()).collect()
}

fn compared(dossier: &Dossier, takes: impl Fn(ComparisonKind) -> bool) -> Vec<Vec<DocSpan>> {
    let rows = dossier.comparisons.iter().filter(|row| takes(row.kind));
    rows.map(|row| row.positions.iter().flat_map(|side| side.spans.iter().copied()).collect()).collect()
}

/// Whether one of the groups meets quotations of two reports, or the only one there is.
fn joined(groups: &[Vec<DocSpan>], row: &Row) -> bool {
    let reports: BTreeSet<_> = row.anchors.iter().map(|anchor| anchor.doc).collect();
    groups.iter().any(|group| {
        let met = row.anchors.iter().filter(|anchor| group.iter().any(|span| meets(*span, **anchor)));
        met.map(|anchor| anchor.doc).collect::<BTreeSet<_>>().len() >= reports.len().min(2)
    })
}

/// Whether one entity bears most of the quoted names.
fn bears(row: &Row, dossier: &Dossier) -> bool {
    let borne = |entity: &rashomon_engine::dossier::Entity| {
        let is = |anchor: &&DocSpan| entity.mentions.iter().any(|mention| meets(mention.span, **anchor));
        row.anchors.iter().filter(is).count()
    };
    let most = dossier.entities.iter().map(borne).max().unwrap_or(0);
    most as f64 >= BEARS * row.anchors.len() as f64
}

/// Whether a statement holds the first quotation, said by one whom the row's cell for the speaker names.
fn says(row: &Row, dossier: &Dossier) -> bool {
    let Some(anchor) = row.anchors.first() else { return false };
    let cell = row.cells.iter().find(|(head, _)| head.starts_with("speaker")).map_or("", |(_, cell)| cell);
    let speaker = cell.to_lowercase();
    // Short names count where they are written in capitals or begin the cell ("UWW", "Sao"), so that "the" and "for" do not.
    let short: BTreeSet<&str> = cell
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| (2..=3).contains(&word.len()) && *word != "The")
        .filter(|word| {
            let opens = cell.starts_with(*word) || cell.contains(&format!("`{word} "));
            word.chars().all(char::is_uppercase) || opens
        })
        .collect();
    let names = |text: &str| {
        text.split(|letter: char| !letter.is_alphanumeric())
            .any(|word| word.len() > 3 && speaker.contains(&word.to_lowercase()) || short.contains(word))
    };
    // Where the list says that the source is hidden, a saying that names nobody is the one.
    let hidden = speaker.starts_with("hidden");
    dossier.statements.iter().any(|said| {
        let holds = said.content.iter().any(|span| meets(*span, *anchor));
        let named = said.speaker.as_ref().is_some_and(|party| {
            let entity = party.entity.and_then(|id| dossier.entities.get(id.index()));
            names(dossier.text_of(party.span))
                || entity.is_some_and(|entity| {
                    names(&entity.name) || entity.variants.iter().any(|variant| names(variant))
                })
        });
        holds && (named || hidden && said.speaker.is_none())
    })
}

/// Whether no entity, event or claim holds two of the quotations.
fn kept_apart(row: &Row, dossier: &Dossier) -> bool {
    let names = |entity: &rashomon_engine::dossier::Entity| -> Vec<DocSpan> {
        let most = |mention: DocSpan| {
            let large = |anchor: &DocSpan| {
                meets(mention, *anchor)
                    && mention.span.shared(anchor.span) as f64 >= NAME_SHARE * anchor.span.len() as f64
            };
            row.anchors.iter().any(large)
        };
        entity.mentions.iter().map(|mention| mention.span).filter(|span| most(*span)).collect()
    };
    let entities = dossier.entities.iter().map(names);
    let groups = events(dossier).into_iter().chain(claims(dossier)).chain(entities);
    let holds_two = |group: Vec<DocSpan>| {
        // Two quotations in one sentence are joined by their report, not by the program: they must be met by two spans.
        let met = |anchor: &DocSpan| -> BTreeSet<DocSpan> {
            group.iter().filter(|span| meets(**span, *anchor)).copied().collect()
        };
        let met: Vec<BTreeSet<DocSpan>> =
            row.anchors.iter().map(met).filter(|spans| !spans.is_empty()).collect();
        met.iter().enumerate().any(|(index, a)| met[index + 1..].iter().any(|b| a.union(b).count() > 1))
    };
    !groups.into_iter().any(holds_two)
}
