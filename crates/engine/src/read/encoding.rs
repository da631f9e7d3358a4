//! From bytes to characters: the encoding and what could not be decoded.

use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use rashomon_doc::{Diagnostic, DiagnosticCode, Field, Span};
use regex::bytes::Regex;

/// An HTML page names its encoding in its first bytes: 1,024 by the standard, some more in practice.
const DECLARATION_WITHIN: usize = 8 * 1024;

/// Of UTF-16 without a byte-order mark this share of every second byte is zero, for texts in Latin script.
const ZERO_PERCENT: usize = 60;

/// The declaration of an encoding in HTML or XML.
static DECLARATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?is-u)<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*["']?\s*([\w:.-]+)"#).ok()
});

/// How bytes are to be decoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    /// The encoding.
    pub(super) encoding: &'static Encoding,
    /// How many bytes the byte-order mark takes.
    pub(super) mark: usize,
    /// Whether nothing declares it and the bytes do not prove it.
    pub(super) guessed: bool,
}

impl Reading {
    fn certain(encoding: &'static Encoding) -> Self {
        Self { encoding, mark: 0, guessed: false }
    }

    /// Whether a character takes two bytes or more.
    pub(super) fn is_wide(self) -> bool {
        self.encoding == UTF_16LE || self.encoding == UTF_16BE
    }
}

/// The encoding of text: byte-order mark, zeros of UTF-16, valid UTF-8, or a guess.
pub(super) fn of_text(bytes: &[u8]) -> Reading {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Reading { encoding, mark, guessed: false };
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Reading::certain(encoding);
    }
    if is_mostly_utf8(bytes) {
        return Reading::certain(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Reading { encoding: detector.guess(None, Utf8Detection::Deny), mark: 0, guessed: true }
}

/// The encoding of a page: as for text, but what the page declares goes before a guess. Valid UTF-8 that is not
/// all ASCII goes before a declaration: browsers recode pages when they save them.
pub(super) fn of_html(bytes: &[u8]) -> Reading {
    let reading = of_text(bytes);
    if reading.mark > 0 || reading.is_wide() || (!reading.guessed && !bytes.is_ascii()) {
        return reading;
    }
    let head = bytes.get(..DECLARATION_WITHIN).unwrap_or(bytes);
    let declared =
        DECLARATION.as_ref().and_then(|pattern| pattern.captures(head)).and_then(|found| found.get(1));
    match declared.and_then(|name| Encoding::for_label_no_replacement(name.as_bytes())) {
        // A page whose declaration can be read byte by byte is not in UTF-16, and these bytes are not UTF-8.
        Some(encoding) if encoding.is_ascii_compatible() && encoding != UTF_8 => Reading::certain(encoding),
        Some(_) | None => reading,
    }
}

/// Decodes all bytes; what cannot be decoded becomes U+FFFD.
pub(super) fn decode(bytes: Vec<u8>, reading: Reading) -> (String, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    if reading.guessed {
        diagnostics.push(guessed(reading));
    }
    let (text, bad) = if reading.encoding == UTF_8 {
        utf8(bytes, reading.mark)
    } else {
        let (text, bad) =
            reading.encoding.decode_without_bom_handling(bytes.get(reading.mark..).unwrap_or_default());
        (text.into_owned(), bad)
    };
    if bad {
        diagnostics.push(undecodable(&text));
    }
    (text, diagnostics)
}

/// Says that the encoding was guessed.
pub(super) fn guessed(reading: Reading) -> Diagnostic {
    Diagnostic {
        code: DiagnosticCode::GuessedEncoding,
        message: format!("The bytes are not UTF-8; they were read as {}.", reading.encoding.name()),
        place: None,
    }
}

/// Decodes UTF-8 in place where it is valid.
fn utf8(mut bytes: Vec<u8>, mark: usize) -> (String, bool) {
    bytes.drain(..mark.min(bytes.len()));
    match String::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), true),
    }
}

/// Says that bytes could not be decoded, and where the first of them stood.
pub(super) fn undecodable(text: &str) -> Diagnostic {
    let first = text.find(char::REPLACEMENT_CHARACTER);
    let span = |at| (Field::Text, Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8()));
    Diagnostic {
        code: DiagnosticCode::UndecodableBytes,
        message: "Some bytes could not be decoded; U+FFFD stands in their place.".to_owned(),
        place: first.map(span),
    }
}

/// UTF-16 without a byte-order mark, told by where the zeros stand.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.len() / 2;
    let zeros = |side: usize| bytes.chunks_exact(2).filter(|pair| pair.get(side) == Some(&0)).count();
    let many = |count: usize| count * 100 > pairs * ZERO_PERCENT;
    let few = |count: usize| count * 100 < pairs * (100 - ZERO_PERCENT);
    match (zeros(0), zeros(1)) {
        (high, low) if pairs > 0 && many(high) && few(low) => Some(UTF_16BE),
        (high, low) if pairs > 0 && few(high) && many(low) => Some(UTF_16LE),
        _ => None,
    }
}

/// Whether bytes are UTF-8, or UTF-8 with a few faults: more characters of two bytes or more are whole than broken.
/// Texts in other encodings hardly ever spell such a character. A last character that is cut off is no fault.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let Err(error) = std::str::from_utf8(bytes) else { return true };
    if error.error_len().is_none() {
        return true;
    }
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|char| !char.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, Vec<DiagnosticCode>) {
        let (text, diagnostics) = decode(bytes.to_vec(), of_text(bytes));
        (text, diagnostics.into_iter().map(|diagnostic| diagnostic.code).collect())
    }

    fn utf16(words: &str, big: bool) -> Vec<u8> {
        words
            .encode_utf16()
            .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
            .collect()
    }

    #[test]
    fn marks_are_left_out_and_line_ends_kept() {
        assert_eq!(text("\u{FEFF} caf\u{e9}\r\n ".as_bytes()), (" caf\u{e9}\r\n ".to_owned(), vec![]));
        for big in [false, true] {
            let words = "The café closed.\r\n";
            assert_eq!(text(&utf16(&format!("\u{FEFF}{words}"), big)), (words.to_owned(), vec![]));
            assert_eq!(text(&utf16(words, big)), (words.to_owned(), vec![]));
        }
    }

    #[test]
    fn legacy_encodings_are_guessed_and_said_so() {
        assert_eq!(
            text(b"\x93The caf\xe9 closed,\x94 she said."),
            ("“The café closed,” she said.".to_owned(), vec![DiagnosticCode::GuessedEncoding])
        );
    }

    #[test]
    fn broken_utf8_keeps_its_place() {
        let mut bytes = "“The café closed,” she said — ".as_bytes().to_vec();
        bytes.extend(b"\xff and left.");
        let (words, codes) = text(&bytes);
        assert_eq!(words, "“The café closed,” she said — \u{FFFD} and left.");
        assert_eq!(codes, [DiagnosticCode::UndecodableBytes]);
        // Cut in the midst of a character.
        let (words, codes) = text(&"It is cold at the café".as_bytes()[..22]);
        assert_eq!(words, "It is cold at the caf\u{FFFD}");
        assert_eq!(codes, [DiagnosticCode::UndecodableBytes]);
        let lone = [&utf16("\u{FEFF}a", false)[..], &[0x00, 0xD8], &utf16("b", false)].concat();
        assert_eq!(text(&lone), ("a\u{FFFD}b".to_owned(), vec![DiagnosticCode::UndecodableBytes]));
    }

    #[test]
    fn pages_declare_their_encoding() {
        let page = b"<html><head><meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'></head>\xb1\xb6</html>";
        let (words, diagnostics) = decode(page.to_vec(), of_html(page));
        assert!(words.contains("ąś") && diagnostics.is_empty(), "{words}");
        let page = "<meta charset=iso-8859-1><p>“café”".as_bytes();
        assert_eq!(of_html(page).encoding, UTF_8);
    }
}
