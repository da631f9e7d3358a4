//! Whatever a text holds, reading it gives positions on character boundaries, in order, and one tree a sentence; the
//! same text gives the same layer, whoever reads it and whatever was read before.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "a test takes the time")]

use proptest::prelude::*;
use rashomon_doc::{Layer, Span};
use rashomon_tagger::Reader;

/// Reads `text` with every line as a sentence.
fn read(reader: &Reader, text: &str) -> Layer {
    let mut start = 0;
    let mut sentences = Vec::new();
    for line in text.split_inclusive('\n') {
        sentences.push(Span::new(start, start + line.len()).trimmed(text));
        start += line.len();
    }
    reader.read(text, &sentences)
}

/// The first thing that is wrong with a layer.
fn fault(layer: &Layer, text: &str) -> Option<String> {
    let fits = |span: Span| text.get(span.range()).is_some_and(|words| !words.is_empty());
    let spans = layer.entities.iter().map(|name| name.span).chain(layer.roles.iter().map(|role| role.span));
    if let Some(span) = spans.chain(layer.tokens.iter().map(|token| token.span)).find(|span| !fits(*span)) {
        return Some(format!("{span:?} is no place in the text"));
    }
    if let Some(pair) = layer.tokens.windows(2).find(|pair| pair[0].span.end > pair[1].span.start) {
        return Some(format!("{pair:?} are not in order"));
    }
    if let Some(role) = layer.roles.iter().find(|role| !(0.0..=1.0).contains(&role.score)) {
        return Some(format!("{role:?} is not scored between 0 and 1"));
    }
    for sentence in &layer.sentences {
        let ids = sentence.tokens.clone();
        let tokens = &layer.tokens[ids.start as usize..ids.end as usize];
        if tokens.is_empty() {
            continue;
        }
        if tokens.iter().filter(|token| token.head.is_none()).count() != 1 {
            return Some(format!("{:?} has not one root", sentence.span));
        }
        for token in tokens {
            let mut steps = 0;
            let mut above = token.head;
            while let Some(head) = above {
                steps += 1;
                if !ids.contains(&head.0) || steps > tokens.len() {
                    return Some(format!("{token:?} does not reach its root"));
                }
                above = layer.tokens[head.index()].head;
            }
        }
    }
    None
}

#[test]
fn odd_texts() {
    let reader = Reader::embedded().unwrap();
    let texts = [
        String::new(),
        "\u{200B}\u{FEFF}\n\n \n".to_owned(),
        "FERRY STRIKE ENTERS THIRD WEEK AS TALKS STALL".to_owned(),
        "no capitals no stops just words about a harbour that goes on".to_owned(),
        "🚢🚢 👩\u{200D}🚒👍🏽 said \u{200B}the\u{200B} captain\u{200D}…".to_owned(),
        "Der Hafen bleibt geschlossen, sagte die Bürgermeisterin am Montag. Η απεργία συνεχίζεται. 港は閉鎖された。".to_owned(),
        "e\u{301}\u{301}\u{301}\u{301} İstanbul ﬁrst ǅ \u{10FFFF} \u{E000}".to_owned(),
        "The union, ".repeat(700) + "left.",
        "a".repeat(100_000) + " " + &".".repeat(100_000) + " " + &"é-".repeat(50_000),
    ];
    for text in &texts {
        let layer = read(&reader, text);
        assert_eq!(fault(&layer, text), None, "{text:.60}");
    }
}

#[test]
fn work_grows_linearly() {
    let passages = |words: usize| {
        let reader = Reader::embedded().unwrap();
        let text = (0..words).map(|word| format!("word{word}")).collect::<Vec<_>>().join(" ");
        assert_eq!(fault(&read(&reader, &text), &text), None);
        reader.cache_counts().1
    };
    let (short, long) = (passages(1_000), passages(4_000));
    // Longer numbers have a few more wordpieces.
    assert!(short > 1 && long <= short * 5, "{short} and {long}");
}

#[test]
fn the_same_for_every_reader() {
    let reader = Reader::embedded().unwrap();
    let texts: Vec<String> = (0..6)
        .map(|number| format!("The harbour master, Ana Ruiz, said {number} ships had left.\nShe denied a strike was planned.\n").repeat(6))
        .collect();
    let alone: Vec<Layer> = texts.iter().map(|text| read(&Reader::embedded().unwrap(), text)).collect();
    let together: Vec<Layer> = std::thread::scope(|scope| {
        let workers: Vec<_> = texts.iter().rev().map(|text| scope.spawn(|| read(&reader, text))).collect();
        workers.into_iter().rev().map(|worker| worker.join().unwrap()).collect()
    });
    assert_eq!(alone, together);
    let again: Vec<Layer> = texts.iter().map(|text| read(&reader, text)).collect();
    assert_eq!(alone, again);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text(text in "(\\PC|[A-Z][a-z]{1,8}|said|“|”|\"|\n| ){0,60}") {
        thread_local!(static READER: Reader = Reader::embedded().unwrap());
        let found = READER.with(|reader| fault(&read(reader, &text), &text));
        prop_assert_eq!(found, None);
    }
}
