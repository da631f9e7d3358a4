//! Quotation marks that do not pair.

use rashomon_doc::{Block, Diagnostic, DiagnosticCode, Field};

/// Only so many are reported.
const MOST: usize = 20;

/// Notices blocks whose quotation marks do not pair. A quotation that goes on in the next paragraph opens there again and is
/// not closed before: that is no fault.
pub(super) fn unbalanced(text: &str, blocks: &[Block]) -> Vec<Diagnostic> {
    let read: Vec<&Block> = blocks.iter().filter(|block| block.kind.is_read()).collect();
    let mut found = Vec::new();
    for (at, block) in read.iter().enumerate() {
        let words = block.span.slice(text);
        let goes_on =
            read.get(at + 1).is_some_and(|next| next.span.slice(text).starts_with(['“', '"', '„', '«']));
        let (mut depth, mut nested, mut straight) = (0_i64, false, 0_u64);
        for mark in words.chars() {
            match mark {
                '“' | '„' => {
                    depth += 1;
                    nested |= depth > 1;
                }
                '”' => depth -= 1,
                '"' => straight += 1,
                _ => {}
            }
        }
        let open = depth == 1 && straight % 2 == 0 || depth == 0 && straight % 2 == 1;
        let fair = depth == 0 && straight % 2 == 0 && !nested || open && goes_on;
        if !fair && found.len() < MOST {
            let message = if nested && depth == 0 {
                "a quotation opens inside another"
            } else {
                "quotation marks do not pair"
            };
            found.push(Diagnostic {
                code: DiagnosticCode::UnbalancedQuotes,
                message: message.to_owned(),
                place: Some((Field::Text, block.span)),
            });
        }
    }
    found
}
