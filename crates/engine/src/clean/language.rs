//! Which language a text is in, and whether a machine put it into English.

use rashomon_doc::{Block, Diagnostic, DiagnosticCode, Field, Span};

use crate::Tables;

/// What stands for a language that cannot be told (ISO 639-2).
const UNKNOWN: &str = "und";

/// The ISO 639-1 code of a text's language; "und" where it cannot be told.
pub(super) fn detect(text: &str, blocks: &[Block], title: Option<&str>, tables: &Tables) -> String {
    let table = &tables.language;
    let mut sample = String::new();
    for block in blocks.iter().filter(|block| block.kind.is_read()) {
        let words = block.span.slice(text);
        let room = table.sample.saturating_sub(sample.len());
        sample.extend(words.char_indices().take_while(|(at, _)| *at < room).map(|(_, letter)| letter));
        sample.push(' ');
        if sample.len() >= table.sample {
            break;
        }
    }
    if sample.trim().is_empty() {
        sample.push_str(title.unwrap_or_default());
    }
    of_sample(&sample, tables)
}

fn of_sample(sample: &str, tables: &Tables) -> String {
    let table = &tables.language;
    let words: Vec<String> = sample
        .split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’')
        .filter(|word| word.chars().any(char::is_alphabetic))
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() {
        return UNKNOWN.to_owned();
    }
    let small = words.iter().filter(|word| table.function_words.contains(*word)).count();
    let share = small as f64 / words.len() as f64;
    if share >= table.certain_share && words.len() >= table.least_words {
        return "en".to_owned();
    }
    let found = whatlang::detect(sample);
    let latin = found.as_ref().is_none_or(|info| info.script() == whatlang::Script::Latin);
    if words.len() < table.least_words && latin {
        // Too short for the detector: English if anything looks so.
        return if share > 0.0 || sample.is_ascii() { "en" } else { UNKNOWN }.to_owned();
    }
    match found {
        Some(info) if info.lang() == whatlang::Lang::Eng => "en".to_owned(),
        // Names and figures mislead the detector in short and broken texts, function words do not.
        Some(info)
            if share >= table.least_share && (!info.is_reliable() || share >= table.certain_share / 1.5) =>
        {
            "en".to_owned()
        }
        Some(info) => two_letters(info.lang().code()).to_owned(),
        None if share >= table.least_share => "en".to_owned(),
        None => UNKNOWN.to_owned(),
    }
}

/// ISO 639-1 codes for the detector's ISO 639-3 ones.
fn two_letters(code: &str) -> &str {
    match code {
        "epo" => "eo",
        "eng" => "en",
        "rus" => "ru",
        "cmn" => "zh",
        "spa" => "es",
        "por" => "pt",
        "ita" => "it",
        "ben" => "bn",
        "fra" => "fr",
        "deu" => "de",
        "ukr" => "uk",
        "kat" => "ka",
        "ara" => "ar",
        "hin" => "hi",
        "jpn" => "ja",
        "heb" => "he",
        "yid" => "yi",
        "pol" => "pl",
        "amh" => "am",
        "jav" => "jv",
        "kor" => "ko",
        "nob" => "nb",
        "dan" => "da",
        "swe" => "sv",
        "fin" => "fi",
        "tur" => "tr",
        "nld" => "nl",
        "hun" => "hu",
        "ces" => "cs",
        "ell" => "el",
        "bul" => "bg",
        "bel" => "be",
        "mar" => "mr",
        "kan" => "kn",
        "ron" => "ro",
        "slv" => "sl",
        "hrv" => "hr",
        "srp" => "sr",
        "mkd" => "mk",
        "lit" => "lt",
        "lav" => "lv",
        "est" => "et",
        "tam" => "ta",
        "vie" => "vi",
        "urd" => "ur",
        "tha" => "th",
        "guj" => "gu",
        "uzb" => "uz",
        "pan" => "pa",
        "aze" => "az",
        "ind" => "id",
        "tel" => "te",
        "pes" => "fa",
        "mal" => "ml",
        "ori" => "or",
        "mya" => "my",
        "nep" => "ne",
        "sin" => "si",
        "khm" => "km",
        "tuk" => "tk",
        "aka" => "ak",
        "zul" => "zu",
        "sna" => "sn",
        "afr" => "af",
        "lat" => "la",
        "slk" => "sk",
        "cat" => "ca",
        "tgl" => "tl",
        "hye" => "hy",
        "cym" => "cy",
        _ => UNKNOWN,
    }
}

/// Notices that the text is not English.
pub(super) fn not_english(language: &str) -> Option<Diagnostic> {
    (language != "en").then(|| Diagnostic {
        code: DiagnosticCode::NotEnglish,
        message: format!("the text is not in English ({language}) and was not read"),
        place: None,
    })
}

/// Notices machine translation: the text says so, or shows several different signs of it.
pub(super) fn translated(text: &str, blocks: &[Block], tables: &Tables) -> Option<Diagnostic> {
    let table = &tables.language.translation;
    let mut signs: Vec<(&str, Span)> = Vec::new();
    let mut body = "";
    for block in blocks {
        let words = block.span.slice(text);
        let end = words
            .char_indices()
            .map(|(at, _)| at)
            .take_while(|at| *at <= tables.language.sample)
            .last()
            .unwrap_or(0);
        let lower = words
            .get(..end.max(words.len().min(tables.language.sample * usize::from(words.is_ascii()))))
            .unwrap_or(words)
            .to_lowercase();
        if table.stated.iter().any(|phrase| lower.contains(phrase.as_str())) {
            return Some(notice("the text says that it was translated by a machine", block.span));
        }
        if !block.kind.is_read() {
            continue;
        }
        if let Some(turn) = table.turns.iter().find(|turn| lower.contains(turn.as_str())) {
            signs.push((turn, block.span));
        }
        let words: Vec<&str> =
            lower.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            if let [one, other] = pair {
                if table.perfect.contains(*one) && table.not_participles.contains(*other) && *one != "had" {
                    signs.push(("a past form after a perfect", block.span));
                }
                if table.modals.contains(*one) && *other == "to" {
                    signs.push(("a modal verb with to", block.span));
                }
            }
        }
        if let Some(word) = feminine_body(&words, body, tables) {
            signs.push((word, block.span));
        }
        body = subject_body(&words, tables);
    }
    let mut kinds: Vec<&str> = signs.iter().map(|(sign, _)| *sign).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let (_, place) = signs.first()?;
    (kinds.len() >= table.least_signs).then(|| notice("the text reads like a machine translation", *place))
}

fn notice(message: &str, span: Span) -> Diagnostic {
    Diagnostic {
        code: DiagnosticCode::MachineTranslation,
        message: message.to_owned(),
        place: Some((Field::Text, span)),
    }
}

/// The body that a paragraph begins with ("The ministry stated …"), or nothing.
fn subject_body<'t>(words: &[&str], tables: &'t Tables) -> &'t str {
    const FIRST_WORDS: usize = 6;
    let bodies = &tables.language.translation.bodies;
    words.iter().take(FIRST_WORDS).find_map(|word| bodies.get(*word)).map_or("", String::as_str)
}

/// "She added" at the start of a paragraph after one about a body, or "the ministry … she said" inside one.
fn feminine_body(words: &[&str], before: &str, tables: &Tables) -> Option<&'static str> {
    let table = &tables.language.translation;
    let speaks = |pair: &[&str]| matches!(pair, [one, other] if table.feminine.contains(*one) && table.verbs.contains(*other));
    (!before.is_empty() && words.get(..2).is_some_and(speaks)).then_some("a body called she")
}
