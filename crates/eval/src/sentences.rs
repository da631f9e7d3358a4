//! Sentence borders on Universal Dependencies: paragraphs as raw text, cut again.

use std::fs;
use std::path::Path;

use rashomon_doc::{Block, BlockKind, Span};
use rashomon_engine::{Tables, segment};

use crate::score::Score;
use crate::{Failure, Folder};

/// A paragraph's raw text with the ends of its sentences.
#[derive(Default)]
struct Paragraph {
    text: String,
    ends: Vec<usize>,
}

/// Prints, for each `*-dev.conllu` of the folder, the F1 of sentence borders inside paragraphs.
///
/// The last border of a paragraph is given by the paragraph, and is not counted.
pub(crate) fn run(folder: &Folder) -> Result<(), Failure> {
    let tables = Tables::load(&rashomon_engine::ontology::Overrides::new())?;
    let mut files: Vec<_> =
        fs::read_dir(&folder.dir)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.to_string_lossy().ends_with("-dev.conllu"));
    files.sort();
    for path in files {
        let score = of_file(&path, folder.misses, &tables)?;
        println!("{:24} {score}", path.file_name().unwrap_or_default().to_string_lossy());
    }
    Ok(())
}

fn of_file(path: &Path, misses: bool, tables: &Tables) -> Result<Score, Failure> {
    let mut total = Score::default();
    for paragraph in paragraphs(&fs::read_to_string(path)?) {
        let text = &paragraph.text;
        let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
        let mut found: Vec<usize> =
            segment::sentences(text, &[block], tables).iter().map(|span| span.end.index()).collect();
        found.retain(|end| *end < text.trim_end().len());
        let gold: Vec<usize> =
            paragraph.ends.iter().copied().filter(|end| *end < text.trim_end().len()).collect();
        let right = found.iter().filter(|end| gold.contains(end)).count();
        total += Score::of(right, found.len(), gold.len());
        if misses {
            let around = |at: usize| {
                let from = text.char_indices().map(|(at, _)| at).rfind(|from| *from + 40 <= at).unwrap_or(0);
                let to =
                    text.char_indices().map(|(at, _)| at).find(|to| *to >= at + 30).unwrap_or(text.len());
                format!("{}⏐{}", &text[from..at], &text[at..to])
            };
            for end in found.iter().filter(|end| !gold.contains(end)) {
                println!("  too many: {}", around(*end));
            }
            for end in gold.iter().filter(|end| !found.contains(end)) {
                println!("  missing:  {}", around(*end));
            }
        }
    }
    Ok(total)
}

/// The paragraphs of a CoNLL-U file: sentences joined as `SpaceAfter` says, parted by `newpar` and `newdoc`.
fn paragraphs(conllu: &str) -> Vec<Paragraph> {
    let mut paragraphs = vec![Paragraph::default()];
    let mut spaced = true;
    for line in conllu.lines() {
        if line.starts_with("# newpar") || line.starts_with("# newdoc") {
            paragraphs.push(Paragraph::default());
        } else if let Some(text) = line.strip_prefix("# text = ")
            && let Some(paragraph) = paragraphs.last_mut()
        {
            if !paragraph.text.is_empty() && spaced {
                paragraph.text.push(' ');
            }
            paragraph.text.push_str(text.trim_end());
            paragraph.ends.push(paragraph.text.len());
            spaced = true;
        } else if line.starts_with(|first: char| first.is_ascii_digit()) {
            // The last word of the sentence decides.
            spaced = !line.contains("SpaceAfter=No");
        }
    }
    paragraphs
}
