//! The index of a report over many documents: its stories, each with a page of its own.

use std::collections::BTreeSet;

use maud::{Markup, html};
use rashomon_doc::Article;
use rashomon_engine::dossier::{ComparisonKind, Dossier, EntityId, Story, StoryId};

use super::book::{self, chip, clip, date, text};
use super::words::{self, count};
use super::{TITLE, assets};

/// How many of those who are most in a story its line names.
const NAMED: usize = 5;

/// What a line of the index tells of one story besides its reports.
#[derive(Clone, Debug, Default)]
struct Sum {
    conflicts: usize,
    updates: usize,
    agreed: usize,
    /// How often each entity is mentioned.
    mentioned: Vec<(EntityId, usize)>,
}

/// The name of the file of a story's page.
pub fn file_name(story: StoryId) -> String {
    format!("t{}.html", story.index() + 1)
}

/// The index. `folder` is the name of the folder of the stories' pages, which lies beside it.
pub fn index(dossier: &Dossier, model: &str, folder: &str) -> String {
    let title = count(dossier.stories.len(), "story");
    super::document(&title, assets::INDEX_SCRIPT, &body(dossier, &title, model, folder))
}

fn body(dossier: &Dossier, title: &str, model: &str, folder: &str) -> Markup {
    let sums = sums(dossier);
    let mut order: Vec<(StoryId, &Story)> = (0..).map(StoryId).zip(&dossier.stories).collect();
    order.sort_by_key(|(id, story)| (std::cmp::Reverse(story.documents.len()), *id));
    let several = order.partition_point(|(_, story)| story.documents.len() > 1);
    let (several, single) = order.split_at(several);
    let empty = Sum::default();
    html! {
        a.skip href="#main" { "Skip to the content" }
        header.mast {
            p.brand { "Rashomon" }
            h1 { (title) }
            form.search.js-only role="search" {
                label.hidden for="query" { "Narrow the stories" }
                input #query type="search" placeholder="Narrow the stories" autocomplete="off" spellcheck="false";
            }
        }
        div.panes { main.list.stories-index #main tabindex="-1" {
            (standfirst(dossier, several.len()))
            p.found.js-only aria-live="polite" {}
            section aria-labelledby="several" {
                h2.group #several { "Told by two reports or more " span.tally { (several.len()) } }
                @if several.is_empty() { (book::nothing("No two reports tell of the same affair.")) }
                ol.stories {
                    @for (id, story) in several {
                        (entry(dossier, folder, *id, story, sums.get(id.index()).unwrap_or(&empty)))
                    }
                }
            }
            @if !single.is_empty() {
                section aria-labelledby="single" {
                    h2.group #single { "Told by one report " span.tally { (single.len()) } }
                    ol.stories { @for (id, story) in single { (single_entry(dossier, folder, *id, story)) } }
                }
            }
            @if !dossier.diagnostics.is_empty() {
                section aria-labelledby="notices" {
                    h2.group #notices { "Notices" }
                    ul.notices { @for notice in &dossier.diagnostics { li { (text(&notice.message)) } } }
                }
            }
        } }
        (super::footer(model))
    }
}

fn standfirst(dossier: &Dossier, several: usize) -> Markup {
    let outlets: BTreeSet<&str> = articles(dossier).filter_map(|article| outlet(article)).collect();
    html! {
        p.standfirst {
            (count(dossier.reports.len(), "report")) " from " (count(outlets.len(), "outlet"))
            @if let Some(period) = words::period(articles(dossier).map(|article| &article.published)) {
                ", published " (period)
            }
            ", tell " (count(dossier.stories.len(), "story")) ", " (several) " of them by two reports or more. "
            "Each story has a page of its own; accounts are compared within a story."
        }
    }
}

fn articles(dossier: &Dossier) -> impl Iterator<Item = &Article> {
    dossier.reports.iter().map(|report| &report.doc.article)
}

fn outlet(article: &Article) -> Option<&str> {
    article.outlet.as_ref().map(|outlet| outlet.name.as_str())
}

/// The address of a story's page from the index.
fn address(folder: &str, id: StoryId) -> String {
    format!("{}/{}", encoded(folder), file_name(id))
}

/// A story's own link.
fn title(folder: &str, id: StoryId, story: &Story) -> Markup {
    html! {
        a.open href=(address(folder, id)) {
            @if story.title.trim().is_empty() { "Untitled" } @else { (text(&clip(&story.title, TITLE))) }
        }
    }
}

fn entry(dossier: &Dossier, folder: &str, id: StoryId, story: &Story, sum: &Sum) -> Markup {
    let of_story = || story.documents.iter().filter_map(|doc| dossier.reports.get(doc.index()));
    let articles = || of_story().map(|report| &report.doc.article);
    let outlets: BTreeSet<&str> = articles().filter_map(outlet).collect();
    let Sum { conflicts, updates, agreed, mentioned } = sum;
    html! {
        li.row.story-entry {
            h3 { (title(folder, id, story)) }
            p.meta {
                span { (count(story.documents.len(), "report")) }
                @if !outlets.is_empty() { span { (count(outlets.len(), "outlet")) } }
                @if let Some(period) = words::period(articles().map(|article| &article.published)) {
                    span.date { (period) }
                }
                @if *conflicts > 0 { (chip("differs", &format!("{conflicts} in dispute"))) }
                @if *updates > 0 { span { (updates) " changed since" } }
                @if *agreed > 0 { span { (agreed) " agreed" } }
            }
            p.meta.outlets {
                @for name in &outlets { span { (text(&clip(name, TITLE))) } }
            }
            @if !mentioned.is_empty() {
                p.meta.named {
                    @for (entity, _) in mentioned.iter().take(NAMED) {
                        span { (text(dossier.entities.get(entity.index()).map_or("", |one| &one.name))) }
                    }
                }
            }
        }
    }
}

fn single_entry(dossier: &Dossier, folder: &str, id: StoryId, story: &Story) -> Markup {
    let report = story.documents.first().and_then(|doc| dossier.reports.get(doc.index()));
    html! {
        li.row.story-entry.of-one {
            h3 { (title(folder, id, story)) }
            @if let Some(article) = report.map(|report| &report.doc.article) {
                p.meta {
                    span { (text(outlet(article).unwrap_or("unknown outlet"))) }
                    (date(&article.published))
                    @if !article.is_english() { (chip("warn", "not read: not English")) }
                }
            }
        }
    }
}

/// What is counted for each story, in the order of the stories.
fn sums(dossier: &Dossier) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); dossier.stories.len()];
    for row in &dossier.comparisons {
        let Some(sum) = sums.get_mut(row.story.index()) else { continue };
        match row.kind {
            ComparisonKind::Conflict => sum.conflicts += 1,
            ComparisonKind::Update => sum.updates += 1,
            ComparisonKind::Agreement => sum.agreed += 1,
            ComparisonKind::Rewording | ComparisonKind::AttributionDiffers | ComparisonKind::OnlyOne => {}
        }
    }
    let mut story_of = vec![None; dossier.reports.len()];
    for (at, story) in dossier.stories.iter().enumerate() {
        for doc in &story.documents {
            story_of.get_mut(doc.index()).into_iter().for_each(|place| *place = Some(at));
        }
    }
    for (id, entity) in (0..).map(EntityId).zip(&dossier.entities) {
        if !words::is_named(entity.kind) {
            continue;
        }
        for mention in &entity.mentions {
            let story = story_of.get(mention.span.doc.index()).copied().flatten();
            let Some(sum) = story.and_then(|story| sums.get_mut(story)) else { continue };
            // Entities come one after another: this one is the last of its story, if it is there yet.
            match sum.mentioned.last_mut() {
                Some((last, times)) if *last == id => *times += 1,
                _ => sum.mentioned.push((id, 1)),
            }
        }
    }
    for sum in &mut sums {
        sum.mentioned.sort_by_key(|(entity, times)| (std::cmp::Reverse(*times), *entity));
    }
    sums
}

/// A name of a file as a part of an address: everything but plain letters, digits and `-._~` in percent signs.
pub(super) fn encoded(name: &str) -> String {
    let mut address = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            address.push(char::from(byte));
        } else {
            address.push('%');
            address.extend(
                [byte >> 4, byte & 15]
                    .map(|half| char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase()),
            );
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_parts_of_addresses() {
        assert_eq!(encoded("a b#c?.html"), "a%20b%23c%3F.html");
        assert_eq!(encoded("\"é\u{1}"), "%22%C3%A9%01");
        assert_eq!(encoded("report-stories"), "report-stories");
    }
}
