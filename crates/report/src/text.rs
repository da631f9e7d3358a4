//! A short brief of a dossier for the terminal, each line with the words it rests on.
//!
//! A citation `[2:120-140]` names the report by the number it has in the list at the end, and code points of its
//! text; `[2:t0-20]` those of a title that stands apart.

use std::fmt::Write;

use rashomon_engine::dossier::{ComparisonKind, DocSpan, Dossier, Story, StoryId};
use unicode_segmentation::UnicodeSegmentation;

use crate::html::{Numbers, words};

/// How many lines a part of the brief has.
const LINES: usize = 12;
/// How many characters of outside text a line shows.
const LINE: usize = 160;
/// How many citations a line carries.
const CITATIONS: usize = 6;

/// The brief: what happened, what is in dispute, who is heard, where it came from, and the reports.
pub fn brief(dossier: &Dossier) -> String {
    let mut brief = Brief { dossier, numbers: Numbers::new(dossier), out: String::new() };
    for (id, story) in (0..).map(StoryId).zip(&dossier.stories) {
        brief.story(id, story);
    }
    brief.reports();
    brief.out
}

struct Brief<'a> {
    dossier: &'a Dossier,
    numbers: Numbers<'a>,
    out: String,
}

impl Brief<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn heading(&mut self, text: &str) {
        self.out.push('\n');
        self.line(text);
    }

    fn story(&mut self, id: StoryId, story: &Story) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let title = plain(&story.title);
        self.line(&title);
        self.line(&"=".repeat(title.graphemes(true).count()));
        self.line(&format!("{}.", words::count(story.documents.len(), "report")));
        self.events(id);
        self.compared(id, ComparisonKind::Conflict, "In dispute");
        self.compared(id, ComparisonKind::Update, "Changed since");
        self.compared(id, ComparisonKind::Agreement, "Agreed");
        self.compared(id, ComparisonKind::OnlyOne, "Told by one");
        self.voices(story);
        self.origins(story);
    }

    fn events(&mut self, id: StoryId) {
        let dossier = self.dossier;
        let rows = dossier.timeline.iter().filter(|row| !row.background);
        let rows: Vec<_> = rows
            .filter_map(|row| dossier.events.get(row.event.index()))
            .filter(|event| event.story == id)
            .collect();
        if rows.is_empty() {
            return;
        }
        self.heading("What happened");
        for event in rows.iter().take(LINES) {
            let cites = self.cites(event.reports.iter().map(|account| account.span));
            let (date, text) = (words::date(&event.date), plain(&event.text));
            self.line(&format!("- {date}: {text} ({}) {cites}", words::standing(event.status)));
        }
        self.rest(rows.len());
    }

    fn compared(&mut self, id: StoryId, kind: ComparisonKind, title: &str) {
        let dossier = self.dossier;
        let rows: Vec<_> =
            dossier.comparisons.iter().filter(|row| row.story == id && row.kind == kind).collect();
        if rows.is_empty() {
            return;
        }
        self.heading(title);
        for row in rows.iter().take(LINES) {
            let sides: Vec<String> =
                row.positions.iter().map(|side| self.cites(side.spans.iter().copied())).collect();
            let against = if kind == ComparisonKind::Conflict { " against " } else { " " };
            self.line(&format!("- {} {}", plain(&row.text), sides.join(against)));
        }
        self.rest(rows.len());
    }

    fn voices(&mut self, story: &Story) {
        let dossier = self.dossier;
        let rows: Vec<_> =
            dossier.statements.iter().filter(|said| story.documents.contains(&said.doc)).collect();
        if rows.is_empty() {
            return;
        }
        self.heading("Who said what");
        let mut strongest = rows.clone();
        strongest.sort_by_key(|said| std::cmp::Reverse(said.strength));
        for said in strongest.iter().take(LINES) {
            let speaker = said.speaker.map(|party| {
                let entity = party.entity.and_then(|id| dossier.entities.get(id.index()));
                entity.map_or_else(|| plain(dossier.text_of(party.span)), |entity| plain(&entity.name))
            });
            let speaker = speaker.unwrap_or_else(|| "No one named".into());
            let content: Vec<String> =
                said.content.iter().map(|span| plain(dossier.text_of(*span))).collect();
            let cites = self.cites(said.content.iter().copied());
            self.line(&format!("- {speaker} {}: {} {cites}", words::verb(said.act), content.join(" … ")));
        }
        self.rest(rows.len());
    }

    fn origins(&mut self, story: &Story) {
        let dossier = self.dossier;
        let of_story = |doc| story.documents.contains(doc);
        let rows = dossier.origins.iter().filter(|origin| origin.documents.len() > 1);
        let rows: Vec<_> = rows.filter(|origin| origin.documents.iter().any(of_story)).collect();
        if rows.is_empty() {
            return;
        }
        self.heading("One origin, many reports");
        for origin in rows.iter().take(LINES) {
            let cites = self.cites(origin.spans.iter().copied());
            let count = words::count(origin.documents.len(), "report");
            self.line(&format!("- {}: 1 origin, {count} {cites}", plain(&origin.name)));
        }
        self.rest(rows.len());
    }

    fn reports(&mut self) {
        self.heading("Reports");
        for doc in self.numbers.order.clone() {
            let Some(report) = self.dossier.reports.get(doc.index()) else { continue };
            let article = &report.doc.article;
            let mut line = format!("[{}] {}", self.numbers.number(doc), plain(self.numbers.outlet(doc)));
            // Writing to a string does not fail.
            let _ = write!(line, ": {}", plain(article.title_str().unwrap_or("untitled")));
            let _ = write!(line, ", {}", words::date(&article.published));
            if words::is_guess(&article.published) {
                let _ = write!(line, " ({})", words::basis(article.published.basis));
            }
            let _ = write!(line, ", {}", plain(&article.path));
            self.line(&line);
        }
    }

    fn rest(&mut self, all: usize) {
        if all > LINES {
            self.line(&format!("  and {} more", all - LINES));
        }
    }

    fn cites(&self, spans: impl Iterator<Item = DocSpan>) -> String {
        let mut cites: Vec<String> = Vec::new();
        for span in spans {
            let cite = self.numbers.citation(span);
            if !cites.contains(&cite) {
                cites.push(cite);
            }
        }
        cites.truncate(CITATIONS);
        cites.join(" ")
    }
}

/// Outside text in one line, without what could steer a terminal or turn the reading direction.
fn plain(text: &str) -> String {
    let steers = |char: char| {
        char.is_control()
            || matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let spaced: String =
        text.chars().take(LINE * 4).map(|char| if steers(char) { ' ' } else { char }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    crate::html::clip(&words.join(" "), LINE)
}
