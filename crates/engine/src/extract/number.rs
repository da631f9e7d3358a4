//! Numbers in words and digits, for times and quantities.

/// What a number word adds to a number that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    /// 0 to 19, or a multiple of ten.
    Small(u64),
    /// A hundred.
    Hundred,
    /// A thousand or more.
    Scale(u64),
}

fn word(lower: &str) -> Option<Word> {
    let small = match lower {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        "hundred" => return Some(Word::Hundred),
        other => return scale(other).map(Word::Scale),
    };
    Some(Word::Small(small))
}

/// The value of a scale word ("thousand", "million"), or of its abbreviation after digits ("bn").
pub(crate) fn scale(lower: &str) -> Option<u64> {
    match lower {
        "thousand" => Some(1_000),
        "million" | "mn" | "mln" => Some(1_000_000),
        "billion" | "bn" | "bln" => Some(1_000_000_000),
        "trillion" | "tn" | "trn" => Some(1_000_000_000_000),
        _ => None,
    }
}

/// Whether the word can be part of a number in words.
pub(crate) fn is_number_word(lower: &str) -> bool {
    word(lower).is_some()
}

/// Reads a number in words from the front of `words` (lower case): its value and how many words it takes.
/// "and" may stand inside ("two hundred and five"). Bare scales ("million") are no number.
pub(crate) fn from_words<'a>(words: impl Iterator<Item = &'a str>) -> Option<(u64, usize)> {
    let (mut total, mut part, mut taken, mut last) = (0_u64, None::<u64>, 0, None);
    let mut pending_and = false;
    for (index, lower) in words.enumerate() {
        if lower == "and" && matches!(last, Some(Word::Hundred | Word::Scale(_))) && !pending_and {
            pending_and = true;
            continue;
        }
        let Some(found) = word(lower) else { break };
        match (found, last) {
            // "five six" is two numbers; "twenty five" is one.
            (Word::Small(units), Some(Word::Small(tens)))
                if !((20..100).contains(&tens) && (1..10).contains(&units)) =>
            {
                break;
            }
            (Word::Small(units), _) => part = Some(part.unwrap_or(0) + units),
            (Word::Hundred, None | Some(Word::Scale(_))) | (Word::Scale(_), None) => break,
            (Word::Hundred, _) => part = part.map(|part| part * 100),
            (Word::Scale(size), _) => {
                total += part.take().unwrap_or(0).saturating_mul(size);
            }
        }
        last = Some(found);
        pending_and = false;
        taken = index + 1;
    }
    (taken > 0).then_some((total + part.unwrap_or(0), taken))
}

/// The value of an ordinal in words or digits ("third", "21st").
pub(crate) fn ordinal(lower: &str) -> Option<u64> {
    let words = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    if let Some(index) = words.iter().position(|known| *known == lower) {
        return Some(index as u64 + 1);
    }
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &lower[digits.len()..];
    (matches!(suffix, "st" | "nd" | "rd" | "th") && !digits.is_empty()).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        let cases = [
            ("two hundred and five dockers", Some((205, 4))),
            ("twenty five ships", Some((25, 2))),
            ("five six", Some((5, 1))),
            ("three million two hundred thousand", Some((3_200_000, 5))),
            ("million", None),
            ("dockers", None),
            ("hundred and", None),
        ];
        for (text, expected) in cases {
            assert_eq!(from_words(text.split(' ')), expected, "{text}");
        }
        assert_eq!(ordinal("21st"), Some(21));
        assert_eq!(ordinal("fast"), None);
    }
}
