//! A short brief of a dossier for the terminal, each line with the words it rests on.
//!
//! A citation `[2:120-140]` names the report by the number it has in the list at the end, and code points of its
//! text; `[2:t0-20]` those of a title that stands apart.

use rashomon_engine::dossier::{ComparisonKind, DocSpan, Dossier, Statement, Story, StoryId};
use unicode_segmentation::UnicodeSegmentation;

use crate::front;
use crate::html::{Numbers, words};

/// How many lines a part of the brief has.
const LINES: usize = 8;
/// How many characters of outside text a line shows.
const LINE: usize = 160;
/// How many characters of a comparison's sentence a line shows: it names all sides.
const SENTENCE: usize = 400;
/// How many citations a line carries, each of another report.
const CITATIONS: usize = 8;
/// How wide lines are: what every terminal shows.
const WIDTH: usize = 80;

/// The brief: what happened, what is in dispute, who is heard, where it came from, and the reports.
pub fn brief(dossier: &Dossier) -> String {
    let mut brief = Brief { dossier, numbers: Numbers::new(dossier), out: String::new() };
    let stories: Vec<(StoryId, &Story)> = (0..).map(StoryId).zip(&dossier.stories).collect();
    let (several, single): (Vec<_>, Vec<_>) =
        stories.into_iter().partition(|(_, story)| story.documents.len() > 1);
    // Beside stories of several reports, those of one report are but named.
    let (full, named) = if several.is_empty() { (single, Vec::new()) } else { (several, single) };
    for (id, story) in full {
        brief.story(id, story);
    }
    brief.others(&named);
    brief.reports();
    brief.out
}

struct Brief<'a> {
    dossier: &'a Dossier,
    numbers: Numbers<'a>,
    out: String,
}

impl Brief<'_> {
    /// Text in lines that are not wider than a terminal, those after the first set in.
    fn wrapped(&mut self, text: &str, inset: &str) {
        let mut width = 0;
        for word in text.split_whitespace() {
            let long = word.graphemes(true).count();
            if width > 0 && width + 1 + long > WIDTH {
                self.out.push('\n');
                self.out.push_str(inset);
                width = inset.len();
            } else if width > 0 {
                self.out.push(' ');
                width += 1;
            }
            self.out.push_str(word);
            width += long;
        }
        self.out.push('\n');
    }

    fn item(&mut self, text: &str) {
        self.wrapped(&format!("- {text}"), "  ");
    }

    /// A heading, with how many of how many rows stand under it.
    fn heading(&mut self, title: &str, all: usize) {
        self.out.push('\n');
        let shown = if all > LINES { format!("{LINES} of {all}") } else { all.to_string() };
        self.wrapped(&format!("{title} ({shown})"), "");
    }

    fn title(&mut self, title: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.wrapped(title, "");
        self.out.push_str(&"=".repeat(title.graphemes(true).count().min(WIDTH)));
        self.out.push('\n');
    }

    fn story(&mut self, id: StoryId, story: &Story) {
        self.title(&titled(&story.title));
        let front::Sum { reports, outlets, unnamed, period, events, statements, origins, shared } =
            front::sum(self.dossier, id, story);
        let published = period.map(|period| format!(", published {period}")).unwrap_or_default();
        let shared =
            if shared > 0 { format!(", {shared} of which several reports share") } else { String::new() };
        self.wrapped(
            &format!(
                "{}{}{published}: {} and {} from {}{shared}.",
                words::count(reports, "report"),
                words::from_outlets(outlets, unnamed),
                words::count(events, "event"),
                words::count(statements, "statement"),
                words::count(origins, "origin"),
            ),
            "",
        );
        self.events(id);
        self.compared(id, ComparisonKind::Conflict, "In dispute");
        self.compared(id, ComparisonKind::Update, "Changed since");
        self.compared(id, ComparisonKind::Agreement, "Agreed");
        self.compared(id, ComparisonKind::OnlyOne, "Told by one");
        self.voices(story);
        self.origins(story);
    }

    fn events(&mut self, id: StoryId) {
        let all = self.dossier.events.iter().filter(|event| event.story == id && !event.background).count();
        if all == 0 {
            return;
        }
        self.heading("What happened", all);
        for (_, event) in front::events(self.dossier, id, LINES) {
            let cites = self.cites(event.reports.iter().map(|account| account.span));
            let (date, text) = (words::date(&event.date), plain(&event.text, LINE));
            let who = front::according_to(self.dossier, event);
            let who = who.map(|who| format!(", according to {}", plain(&who, LINE))).unwrap_or_default();
            self.item(&format!("{date}: {text} ({}{who}) {cites}", words::standing(event.status)));
        }
    }

    fn compared(&mut self, id: StoryId, kind: ComparisonKind, title: &str) {
        let rows = front::compared(self.dossier, id, kind);
        if rows.is_empty() {
            return;
        }
        self.heading(title, rows.len());
        for (_, row) in rows.into_iter().take(LINES) {
            let sides = row.positions.iter().map(|side| side.spans.iter().copied());
            let cites = match kind {
                ComparisonKind::Conflict | ComparisonKind::Update => {
                    sides.map(|spans| self.cites(spans)).collect::<Vec<_>>().join(" against ")
                }
                ComparisonKind::Agreement
                | ComparisonKind::Rewording
                | ComparisonKind::AttributionDiffers
                | ComparisonKind::OnlyOne => self.cites(sides.flatten()),
            };
            self.item(&format!("{} {cites}", plain(&row.text, SENTENCE)));
        }
    }

    /// Who is heard most, each with the strongest of what they said.
    fn voices(&mut self, story: &Story) {
        let speakers = front::voices(self.dossier, story);
        if speakers.is_empty() {
            return;
        }
        self.heading("Who is heard", speakers.len());
        for speaker in speakers.iter().take(LINES) {
            let entity = self.dossier.entities.get(speaker.entity.index());
            let name = plain(entity.map_or("", |entity| &entity.name), LINE);
            let times = words::count(speaker.times, "statement");
            let best = speaker.best.map(|(_, said)| self.said(said)).unwrap_or_default();
            self.item(&format!("{name}, {times}: {best}"));
        }
    }

    fn said(&self, said: &Statement) -> String {
        let content: Vec<&str> = said.content.iter().map(|span| self.dossier.text_of(*span)).collect();
        let content = plain(&content.join(" … "), LINE);
        let content = match said.kind {
            rashomon_doc::QuotationKind::Direct => format!("“{content}”"),
            rashomon_doc::QuotationKind::Indirect | rashomon_doc::QuotationKind::Mixed => content,
        };
        format!("{} {content} {}", words::verb(said.act), self.cites(said.content.iter().copied()))
    }

    fn origins(&mut self, story: &Story) {
        let rows = front::shared(self.dossier, story);
        if rows.is_empty() {
            return;
        }
        self.heading("One origin, many reports", rows.len());
        for row in rows.into_iter().take(LINES) {
            let cites = self.cites(row.spans.iter().copied());
            let count = words::count(row.reports, "report");
            self.item(&format!("{}: 1 origin, {count} {cites}", plain(&row.origin.name, LINE)));
        }
    }

    /// Stories that one report tells.
    fn others(&mut self, stories: &[(StoryId, &Story)]) {
        if stories.is_empty() {
            return;
        }
        self.title("Stories that one report tells");
        for (_, story) in stories {
            let numbers: Vec<String> =
                story.documents.iter().map(|doc| format!("[{}]", self.numbers.number(*doc))).collect();
            self.item(&format!("{} {}", titled(&story.title), numbers.join(" ")));
        }
    }

    fn reports(&mut self) {
        self.out.push('\n');
        self.wrapped("Reports", "");
        for doc in self.numbers.order.clone() {
            let Some(report) = self.dossier.reports.get(doc.index()) else { continue };
            let article = &report.doc.article;
            let outlet = article.outlet.as_ref().map_or("unknown outlet", |outlet| &outlet.name);
            let guess = if words::is_guess(&article.published) {
                format!(" ({})", words::basis(article.published.basis))
            } else {
                String::new()
            };
            let line = format!(
                "[{}] {}, {}{guess}: {}",
                self.numbers.number(doc),
                plain(outlet, LINE),
                words::date(&article.published),
                plain(article.title_str().unwrap_or("untitled"), LINE),
            );
            self.wrapped(&line, "    ");
            self.out.push_str("    ");
            self.wrapped(&plain(&article.path, LINE), "    ");
        }
    }

    /// The first of the words in each report.
    fn cites(&self, spans: impl Iterator<Item = DocSpan>) -> String {
        let mut first: Vec<DocSpan> = Vec::new();
        for span in spans {
            if !first.iter().any(|other| other.doc == span.doc) {
                first.push(span);
            }
        }
        let rest = first.len().saturating_sub(CITATIONS);
        let mut cites: Vec<String> =
            first.iter().take(CITATIONS).map(|span| self.numbers.citation(*span)).collect();
        if rest > 0 {
            cites.push(format!("and {rest} more"));
        }
        cites.join(" ")
    }
}

fn titled(title: &str) -> String {
    let title = plain(title, LINE);
    if title.is_empty() { "Untitled".into() } else { title }
}

/// Outside text in one line, without what could steer a terminal or turn the reading direction.
fn plain(text: &str, limit: usize) -> String {
    let steers = |char: char| {
        char.is_control()
            || matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let spaced: String =
        text.chars().take(limit * 4).map(|char| if steers(char) { ' ' } else { char }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    crate::html::clip(&words.join(" "), limit)
}
