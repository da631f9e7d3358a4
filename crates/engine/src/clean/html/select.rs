//! Which lines of a page are the article.
//!
//! The rules choose an element that holds the bulk of the running text and take the lines in it that no menu, card,
//! caption or comment claims. Then a library gives its opinion: a rule that threw away much of what the library keeps is
//! dropped for this page, and the choice is made again.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::attr::Attr;
use super::lines::Line;
use super::opinion::windows;
use super::tag::Tag;
use super::title::Titles;
use super::tree::Tree;
use super::weights::Weights;
use super::zones::{self, Cause, Place, Zone};
use super::{container, ending};
use crate::ontology::{Furniture, Markup};

/// The fewest words of an opinion that counts.
const OPINION_WORDS: u32 = 60;
/// The share of the library's running text, in percent, whose loss makes us doubt a rule.
const LOST: u32 = 20;
/// The same for words of pictures, which the library likes to keep.
const LOST_FIGURE: u32 = 80;
/// The share of the opinion, in percent, below which losses are not looked at.
const LOST_AT_ALL: u32 = 20;
/// The fewest words of a lead that stands outside the article's element.
const LEAD_WORDS: u32 = 12;
/// A line so much of which is linked, from 0 to 1, is a link, unless it is long.
const LINK: f32 = 0.6;
const LINK_WORDS: u32 = 40;
/// Lines of so many words are not told twice.
const REPEATED_WORDS: u32 = 8;
/// A line of so many words can be the article once more, in one piece, as some pages hold it for machines.
const AGAIN_WORDS: u32 = 60;
/// The share of such a line's runs of words, in percent, that were taken before.
const AGAIN: usize = 80;
/// How many words such runs have.
const RUN_WORDS: usize = 4;

/// A page with all that the choice rests on.
pub(super) struct Page<'a> {
    pub(super) tree: &'a Tree,
    pub(super) lines: &'a [Line],
    /// Which lines the library keeps.
    pub(super) opinion: &'a [bool],
    pub(super) titles: &'a Titles,
    pub(super) authors: &'a [String],
    pub(super) markup: &'a Markup,
    pub(super) furniture: &'a Furniture,
}

/// Why a line is not the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Loss {
    /// It stands outside the article's element.
    Outside,
    /// Its place says so.
    Zone(Zone, Cause),
    /// It is a link, the title, a phrase of the site or said already.
    Itself,
}

/// What of the rules is not believed.
#[derive(Default)]
struct Doubts {
    causes: Vec<Cause>,
    /// Nodes that the article's element has to hold.
    inside: Vec<usize>,
}

/// The indices of the article's lines, in order; those of the lead that stand outside its element are marked.
pub(super) fn article(page: &Page<'_>) -> Vec<Choice> {
    let all = Weights::new(page.lines, |_| true);
    let first = attempt(page, &all, &Doubts::default());
    let doubts = doubts(page, &first);
    let verdicts = match &doubts {
        Some(doubts) => attempt(page, &all, doubts),
        None => first,
    };
    let mut kept: Vec<Choice> = verdicts
        .iter()
        .enumerate()
        .filter_map(|(line, verdict)| verdict.ok().map(|lead| Choice { line, lead }))
        .collect();
    ending::cut(page, &mut kept);
    while kept.last().is_some_and(|last| page.is_heading(last.line)) {
        kept.pop();
    }
    kept
}

/// A line of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// Its index.
    pub(super) line: usize,
    /// Whether it stands between the title and the article's element.
    pub(super) lead: bool,
}

impl Page<'_> {
    /// The element of a line.
    pub(super) fn tag(&self, line: &Line) -> Tag {
        self.tree.tag(line.owner).unwrap_or(Tag::Root)
    }

    fn is_heading(&self, line: usize) -> bool {
        self.lines.get(line).is_some_and(|line| self.tag(line).is_heading())
    }

    fn is_kept_by_library(&self, line: usize) -> bool {
        self.opinion.get(line).copied().unwrap_or(false)
    }
}

/// Judges every line: kept, as a lead or not, or why not.
fn attempt(page: &Page<'_>, all: &Weights, doubts: &Doubts) -> Vec<Result<bool, Loss>> {
    let Page { tree, lines, .. } = page;
    let places = zones::of(tree, all, lines, page.markup, &doubts.causes);
    let place = |line: &Line| places.get(line.owner).copied();
    let is_open = |line: &Line| place(line).is_some_and(|place| place.zone == Zone::Open);
    let open = Weights::new(lines, |index| lines.get(index).is_some_and(is_open));
    let root = container::with_twins(tree, container::of_bulk(tree, &open), &open);
    let root = container::widen(tree, root, &doubts.inside);
    let root = container::titled(tree, root, &open, lines, |line| page.titles.is_title(&line.text));
    let inside = tree.subtree(root);
    let mut filter = Filter::new(page, |line| inside.contains(&line.at) && is_open(line));
    let head = head(page, inside.start);
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let lead = line.at < inside.start
                && head.is_some_and(|head| index > head)
                && line.prose >= LEAD_WORDS
                && place(line).is_some_and(|place| place.plain);
            let Some(Place { zone, cause, .. }) = place(line) else { return Err(Loss::Itself) };
            if !lead && !inside.contains(&line.at) {
                Err(Loss::Outside)
            } else if zone != Zone::Open {
                Err(Loss::Zone(zone, cause))
            } else if filter.takes(index, line) {
                Ok(lead)
            } else {
                Err(Loss::Itself)
            }
        })
        .collect()
}

/// The line of the main heading before the article's element.
fn head(page: &Page<'_>, root: usize) -> Option<usize> {
    let before = page.lines.iter().take_while(|line| line.at < root).count();
    page.lines.get(..before)?.iter().rposition(|line| page.tag(line) == Tag::H1)
}

/// Which rules threw away too much of what the library keeps.
fn doubts(page: &Page<'_>, verdicts: &[Result<bool, Loss>]) -> Option<Doubts> {
    let kept = |index: &usize| page.is_kept_by_library(*index);
    let words = |index: usize| page.lines.get(index).map_or(0, |line| line.prose);
    let opinion: u32 = (0..page.lines.len()).filter(kept).map(words).sum();
    let mut lost: BTreeMap<Loss, u32> = BTreeMap::new();
    for (index, verdict) in verdicts.iter().enumerate().filter(|(index, _)| kept(index)) {
        if let Err(loss) = verdict {
            *lost.entry(*loss).or_default() += words(index);
        }
    }
    let all: u32 = lost.values().sum();
    if opinion < OPINION_WORDS || all * 100 < opinion * LOST_AT_ALL {
        return None;
    }
    let mut doubts = Doubts::default();
    for (loss, lost) in lost {
        let share = match loss {
            Loss::Itself | Loss::Zone(Zone::Comments, _) => continue,
            Loss::Zone(Zone::Figure, _) => LOST_FIGURE,
            Loss::Outside | Loss::Zone(..) => LOST,
        };
        if lost * 100 <= opinion * share {
            continue;
        }
        match loss {
            Loss::Zone(_, cause) => doubts.causes.push(cause),
            Loss::Outside => {
                let outside =
                    verdicts.iter().enumerate().filter(|(_, verdict)| **verdict == Err(Loss::Outside));
                let voted = outside.map(|(index, _)| index).filter(kept).filter(|index| words(*index) > 0);
                doubts.inside = voted.filter_map(|index| page.lines.get(index)).map(|line| line.at).collect();
            }
            Loss::Itself => {}
        }
    }
    Some(doubts)
}

/// Takes lines one after the other and leaves out what its own words or its link give away.
struct Filter<'a> {
    page: &'a Page<'a>,
    /// Long lines taken so far.
    seen: BTreeSet<&'a str>,
    /// The runs of words in the lines taken so far.
    runs: BTreeSet<u64>,
    taken: usize,
    /// The elements of lines that the library keeps; `None` if its opinion is too short to count.
    familiar: Option<BTreeSet<u64>>,
}

impl<'a> Filter<'a> {
    fn new(page: &'a Page<'a>, is_candidate: impl Fn(&Line) -> bool) -> Self {
        let kept = |index: &usize| page.is_kept_by_library(*index);
        let voted = || page.lines.iter().enumerate().filter(|(index, _)| kept(index)).map(|(_, line)| line);
        let words: u32 = voted().map(|line| line.words).sum();
        let familiar = (words >= OPINION_WORDS).then(|| {
            voted().filter(|line| is_candidate(line)).map(|line| signature(page.tree, line.owner)).collect()
        });
        Self { page, seen: BTreeSet::new(), runs: BTreeSet::new(), taken: 0, familiar }
    }

    fn takes(&mut self, index: usize, line: &'a Line) -> bool {
        let tag = self.page.tag(line);
        if is_link(tag, line) || self.is_title(tag, line) || self.is_strange(index, tag, line) {
            return false;
        }
        if !line.text.contains(char::is_alphanumeric) || is_markup(&line.text) {
            return false;
        }
        if line.words >= REPEATED_WORDS && !self.seen.insert(&line.text) {
            return false;
        }
        if self.is_again(line) {
            return false;
        }
        self.taken += 1;
        true
    }

    /// Whether a line tells in one piece what the lines before it told; what it says is remembered.
    fn is_again(&mut self, line: &Line) -> bool {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        let runs: Vec<u64> = windows(&words, RUN_WORDS).collect();
        let known = runs.iter().filter(|run| self.runs.contains(run)).count();
        self.runs.extend(&runs);
        line.words >= AGAIN_WORDS && known * 100 >= runs.len() * AGAIN
    }

    /// The title, which stands apart from the text.
    fn is_title(&self, tag: Tag, line: &Line) -> bool {
        /// A title that is no heading stands among the first lines.
        const FIRST_LINES: usize = 4;
        const TITLE_WORDS: u32 = 40;
        let titled = || self.page.titles.is_title(&line.text);
        if tag == Tag::H1 && (self.taken == 0 || titled()) {
            return true;
        }
        (tag.is_heading() || self.taken < FIRST_LINES) && line.words < TITLE_WORDS && titled()
    }

    /// Text that is no paragraph, item or heading and stands in an element unlike all that the library keeps.
    fn is_strange(&self, index: usize, tag: Tag, line: &Line) -> bool {
        let usual = tag.is_heading()
            || matches!(tag, Tag::P | Tag::Li | Tag::Blockquote | Tag::Tr | Tag::Pre | Tag::Dd | Tag::Dt);
        !usual
            && !self.page.is_kept_by_library(index)
            && self
                .familiar
                .as_ref()
                .is_some_and(|known| !known.contains(&signature(self.page.tree, line.owner)))
    }
}

fn is_link(tag: Tag, line: &Line) -> bool {
    line.linked > LINK && !tag.is_heading() && line.words < LINK_WORDS
}

/// The tag and class of an element and its parent.
fn signature(tree: &Tree, node: usize) -> u64 {
    let mut hasher = DefaultHasher::new();
    for node in std::iter::once(node).chain(tree.parent(node)) {
        (tree.tag(node), tree.attr(node, Attr::Class)).hash(&mut hasher);
    }
    hasher.finish()
}

/// Markup that a page shows as text by mistake.
fn is_markup(text: &str) -> bool {
    ["<img", "<iframe", "<script", "<div"].iter().any(|start| text.starts_with(start))
}
