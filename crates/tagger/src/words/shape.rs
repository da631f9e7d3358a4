//! Word shapes: how letter case and position reach an encoder that knows lower case only.

use super::chars::is_letter;

/// The shape of pieces that belong to no word.
pub(crate) const PLAIN_SHAPE: u8 = 4;

/// `case + 6·glued + 12·line start + 24·sentence start`.
pub(crate) fn shape(word: &str, glued: bool, line_start: bool, sentence_start: bool) -> u8 {
    case(word) + 6 * u8::from(glued) + 12 * u8::from(line_start) + 24 * u8::from(sentence_start)
}

/// 0 all lower, 1 first upper, 2 all upper, 3 mixed, 4 no letter, 5 one upper-case letter.
fn case(word: &str) -> u8 {
    let (mut letters, mut upper, mut first_upper) = (0_usize, 0_usize, false);
    for c in word.chars().filter(|c| is_letter(*c)) {
        let is_upper = c.is_uppercase();
        first_upper |= letters == 0 && is_upper;
        letters += 1;
        upper += usize::from(is_upper);
    }
    match (letters, upper) {
        (0, _) => 4,
        (_, 0) => 0,
        (1, _) => 5,
        (all, up) if all == up => 2,
        (_, 1) if first_upper => 1,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases() {
        let words = ["port", "Port", "PORT", "iPort", "3.5", "A", "McLeod", "'s", "Émile"];
        assert_eq!(words.map(case), [0, 1, 2, 3, 4, 5, 3, 0, 1]);
        assert_eq!(shape("Port", false, true, true), 37);
    }
}
