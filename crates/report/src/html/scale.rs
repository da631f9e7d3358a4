//! The scale of days on which events and publications are drawn.

use jiff::civil;
use maud::{Markup, html};
use rashomon_doc::Date;

use super::book::{Book, Row, isolated};
use super::words;

/// Events longer ago than this before the first publication are not on the scale: they would press the rest together.
const REACH_DAYS: i32 = 60;

/// The drawing's width: places are shares of it in percent, so that nothing in it is stretched.
const WIDTH: f64 = 100.0;

/// The least width of a bar that can be seen.
const LEAST: f64 = 0.8;

/// Days from left to right.
pub(super) struct Scale {
    start: civil::Date,
    end: civil::Date,
}

impl Scale {
    /// A scale over all publications and the events near them; `None` where nothing has a date.
    pub(super) fn new(book: &Book<'_>) -> Option<Self> {
        let published = book.dossier.reports.iter().map(|report| &report.doc.article.published);
        let days: Vec<civil::Date> = published.filter_map(|date| date.start.or(date.end)).collect();
        let events = book.dossier.events.iter().filter(|event| !event.background);
        let told: Vec<civil::Date> =
            events.flat_map(|event| [event.date.start, event.date.end]).flatten().collect();
        let anchor = days.iter().min().or(told.iter().min()).copied()?;
        let last = days.iter().max().copied().unwrap_or(anchor);
        let near = |day: &&civil::Date| {
            (anchor - **day).get_days() <= REACH_DAYS && (**day - last).get_days() <= REACH_DAYS
        };
        let start = told.iter().filter(near).chain(&days).min().copied()?;
        let end = told.iter().filter(near).chain(&days).max().copied()?;
        Some(Self { start, end })
    }

    /// Where a day begins.
    fn left(&self, day: civil::Date) -> f64 {
        let length = f64::from((self.end - self.start).get_days() + 1);
        (f64::from((day - self.start).get_days()) / length * WIDTH).clamp(-1.0, WIDTH)
    }

    /// Where a day ends.
    fn right(&self, day: civil::Date) -> f64 {
        day.tomorrow().map_or(WIDTH, |next| self.left(next))
    }

    /// Left side and width of a date; `None` where it is wholly off the scale or unknown.
    fn place(&self, date: &Date) -> Option<(f64, f64)> {
        if !date.is_known()
            || date.end.is_some_and(|end| end < self.start)
            || date.start.is_some_and(|day| day > self.end)
        {
            return None;
        }
        let left = date.start.map_or(0.0, |day| self.left(day)).max(0.0);
        let right = date.end.map_or(WIDTH, |day| self.right(day));
        Some((left.min(WIDTH - LEAST), (right - left).max(LEAST)))
    }

    /// The bar of an event: a range is drawn as a range.
    pub(super) fn bar(&self, date: &Date) -> Markup {
        let class = if date.single_day().is_some() { "exact" } else { "range" };
        html! {
            svg.bar role="img" aria-label=(words::date(date)) {
                @if let Some((left, width)) = self.place(date) {
                    rect class=(class) x={ (format!("{left:.2}%")) } y="4" width={ (format!("{width:.2}%")) } height="6" {}
                } @else if date.start.is_some_and(|day| day > self.end) {
                    text.off x="100%" y="11" text-anchor="end" { "▸" }
                } @else if date.is_known() {
                    text.off x="0" y="11" { "◂" }
                }
            }
        }
    }

    /// The lane of publications over the bars, between the first and the last day.
    pub(super) fn publications(&self, book: &Book<'_>) -> Markup {
        let mut marks: Vec<(f64, usize, String, String)> = Vec::new();
        for doc in &book.numbers.order {
            let Some(report) = book.dossier.reports.get(doc.index()) else { continue };
            if let Some((left, width)) = self.place(&report.doc.article.published) {
                let label = format!(
                    "Report {}, {}, published {}",
                    book.number(*doc),
                    isolated(book.outlet(*doc)),
                    words::date(&report.doc.article.published)
                );
                marks.push((left + width / 2.0, book.number(*doc), book.id(Row::Report(*doc)), label));
            }
        }
        let lanes = lanes(&marks);
        let height = 20 * lanes.iter().max().map_or(1, |lane| lane + 1) + 6;
        html! {
            div.timescale {
                p.scale-ends { span { (words::day(self.start)) } span.scale-title { "published" } span { (words::day(self.end)) } }
                svg.publications height=(height) role="group" aria-label="Publications" {
                    @for ((x, number, id, label), lane) in marks.iter().zip(&lanes) {
                        a href={ "#" (id) } aria-label=(label) {
                            title { (label) }
                            circle cx={ (format!("{x:.2}%")) } cy={ (lane * 20 + 12) } r="9" {}
                            text x={ (format!("{x:.2}%")) } y={ (lane * 20 + 16) } text-anchor="middle" { (number) }
                        }
                    }
                }
            }
        }
    }
}

/// The least distance between two marks in one lane, for a page of middling width.
const APART: f64 = 3.4;

/// More lanes than this are not drawn; marks then lie on one another.
const MOST_LANES: usize = 6;

/// Puts marks that would lie on one another into lanes.
fn lanes(marks: &[(f64, usize, String, String)]) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by(|a, b| marks[*a].0.total_cmp(&marks[*b].0));
    let mut lanes = vec![0; marks.len()];
    for at in order {
        let x = marks[at].0;
        let free = ends.iter().position(|end| x - end >= APART);
        let lane = free.unwrap_or_else(|| ends.len().min(MOST_LANES - 1));
        if lane == ends.len() {
            ends.push(x);
        } else {
            ends[lane] = x;
        }
        lanes[at] = lane;
    }
    lanes
}
