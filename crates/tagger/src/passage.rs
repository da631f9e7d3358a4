//! Passages: runs of whole sentences that the network reads at once.

use std::ops::Range;

/// What a passage is made of: a sentence, or a part of one that is too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Its words.
    pub(crate) words: Range<usize>,
    /// How many wordpieces they have.
    pub(crate) pieces: usize,
    /// Whether it goes on with the sentence of the unit before.
    pub(crate) continues: bool,
}

/// Cuts a sentence into units of at most `limit` pieces. `pieces` gives the pieces of a word, `is_break` whether a
/// clause can end at a word.
pub(crate) fn units(
    words: Range<usize>,
    limit: usize,
    pieces: impl Fn(usize) -> usize,
    is_break: impl Fn(usize) -> bool,
) -> Vec<Unit> {
    let mut out = Vec::new();
    let mut start = words.start;
    while start < words.end {
        let (mut end, mut used, mut soft) = (start, 0, None);
        while end < words.end && (end == start || used + pieces(end) <= limit) {
            used += pieces(end);
            end += 1;
            // A clause border in the second half is better than the last word that fits.
            if is_break(end - 1) && used * 2 > limit {
                soft = Some((end, used));
            }
        }
        if end < words.end
            && let Some(border) = soft
        {
            (end, used) = border;
        }
        out.push(Unit { words: start..end, pieces: used, continues: start > words.start });
        start = end;
    }
    out
}

/// Joins units to passages of at most `limit` pieces. A passage is at least `fewest` pieces long where that is
/// possible and ends before the unit whose `order` is lowest: the borders depend on the text around them alone, so
/// that copies of a text in two documents soon fall into equal passages (content-defined chunking).
pub(crate) fn passages(
    units: &[Unit],
    fewest: usize,
    limit: usize,
    order: impl Fn(&Unit) -> u64,
) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < units.len() {
        let mut used = 0;
        let mut end = start;
        let mut best: Option<(u64, usize)> = None;
        while end < units.len() && (end == start || used + units[end].pieces <= limit) {
            used += units[end].pieces;
            end += 1;
            if used >= fewest
                && let Some(next) = units.get(end)
            {
                let rank = order(next);
                if best.is_none_or(|(lowest, _)| rank < lowest) {
                    best = Some((rank, end));
                }
            }
        }
        if end < units.len()
            && let Some((_, border)) = best
        {
            end = border;
        }
        out.push(start..end);
        start = end;
    }
    out
}

/// FNV-1a over bytes, 64 bits: the same on every machine.
pub(crate) fn fingerprint(text: &str) -> u64 {
    text.bytes()
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_long_sentence_is_cut_at_clauses() {
        let cut = units(0..10, 4, |_| 1, |word| word == 2);
        let ranges: Vec<_> = cut.iter().map(|unit| unit.words.clone()).collect();
        assert_eq!(ranges, [0..3, 3..7, 7..10]);
        assert_eq!(cut.iter().map(|unit| unit.continues).collect::<Vec<_>>(), [false, true, true]);
    }

    proptest! {
        #[test]
        fn passages_hold_every_unit_once(sizes in prop::collection::vec(1_usize..90, 0..60)) {
            let units: Vec<Unit> = sizes.iter().enumerate()
                .map(|(word, pieces)| Unit { words: word..word + 1, pieces: *pieces, continues: false }).collect();
            let order = |unit: &Unit| fingerprint(&unit.pieces.to_string());
            let found = passages(&units, 128, 254, order);
            prop_assert_eq!(found.iter().flat_map(Clone::clone).collect::<Vec<_>>(), (0..units.len()).collect::<Vec<_>>());
            for passage in &found {
                prop_assert!(units[passage.clone()].iter().map(|unit| unit.pieces).sum::<usize>() <= 254);
            }
        }
    }

    #[test]
    fn copies_fall_into_equal_passages() {
        let sizes: Vec<usize> = (0..80).map(|k| 11 + k * 7 % 31).collect();
        let unit = |(word, pieces): (usize, &usize)| Unit {
            words: word..word + 1,
            pieces: *pieces,
            continues: false,
        };
        let whole: Vec<Unit> = sizes.iter().enumerate().map(unit).collect();
        let order = |unit: &Unit| fingerprint(&format!("{}", unit.words.start));
        let ends = |from: usize| -> Vec<usize> {
            passages(&whole[from..], 128, 254, order).iter().map(|passage| passage.end + from).collect()
        };
        let (all, late) = (ends(0), ends(5));
        let shared = late.iter().filter(|end| all.contains(end)).count();
        assert!(shared * 2 > late.len(), "{all:?} {late:?}");
    }
}
