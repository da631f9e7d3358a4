//! Titles: comparing their wordings, and taking off the site's name.

/// The fewest letters of a title that is compared.
const LETTERS: usize = 8;
/// The fewest letters of a part of a title that is known for it.
const PART_LETTERS: usize = 16;
/// How many letters a line can hold beyond the title.
const MORE_LETTERS: usize = 12;
/// Marks between a title and the name of the site.
const BARS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " • ", " · ", " » "];

/// The wordings of a page's title, as letters and digits in lower case.
#[derive(Debug, Default)]
pub(super) struct Titles(Vec<String>);

impl Titles {
    /// Takes the wordings that are long enough to be told from other words.
    pub(super) fn new<'a>(wordings: impl IntoIterator<Item = &'a str>) -> Self {
        Self(wordings.into_iter().map(fold).filter(|title| title.len() >= LETTERS).collect())
    }

    /// Whether a line is the title or most of it.
    pub(super) fn is_title(&self, line: &str) -> bool {
        if line.len() > 4 * self.0.iter().map(|title| title.len() + MORE_LETTERS).max().unwrap_or(0) {
            return false;
        }
        let line = fold(line);
        line.len() >= LETTERS
            && self.0.iter().any(|title| {
                let part = line.len() >= PART_LETTERS && title.starts_with(&line);
                let more = line.len() >= PART_LETTERS
                    && line.starts_with(title.as_str())
                    && line.len() < title.len() + MORE_LETTERS;
                *title == line || part || more
            })
    }
}

/// Letters and digits in lower case: for comparing wordings.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A title without the name of the site behind its last bar or dash.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    /// A title has at least so many words, a name behind a bar at most.
    const TITLE_WORDS: usize = 3;
    const SITE_WORDS: usize = 4;
    let site = fold(site.unwrap_or_default());
    let cut = BARS.iter().find_map(|bar| {
        let (head, tail) = title.rsplit_once(bar)?;
        let name = fold(tail);
        let same = !site.is_empty() && !name.is_empty() && (site.contains(&name) || name.contains(&site));
        let barred = *bar == " | " && tail.split_whitespace().count() <= SITE_WORDS;
        (head.split_whitespace().count() >= TITLE_WORDS && (same || barred)).then_some(head.trim())
    });
    cut.unwrap_or(title).to_owned()
}
