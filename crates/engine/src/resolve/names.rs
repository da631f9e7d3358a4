//! How alike two names are: words aligned one to one, each compared by spelling and by sound.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::ontology::NameWords;

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Lower case, without diacritics.
    pub form: String,
    /// The same after the table of spellings: what transliterations of one name share.
    pub sound: String,
}

/// The words of a name that can tell its bearer: without titles, particles and forms of companies, unless nothing
/// else is left.
pub fn parts(name: &str, table: &NameWords) -> Vec<Part> {
    let all: Vec<String> = words(name);
    let tells = |(index, word): &(usize, &String)| {
        // In front, what is elsewhere a particle can be a given name ("Ben").
        let is_given = *index == 0 && all.len() > 1 && table.given_particles.contains(*word);
        !table.titles.contains(*word)
            && (is_given || !table.particles.contains(*word))
            && !is_company_form(word, table)
    };
    let telling: Vec<&String> = all.iter().enumerate().filter(tells).map(|(_, word)| word).collect();
    let kept = if telling.is_empty() { all.iter().collect() } else { telling };
    kept.into_iter().map(|form| Part { sound: sound(form, table), form: form.clone() }).collect()
}

/// Whether a word is the form of a company; in one so long that nothing else looks like it a letter may be wrong.
fn is_company_form(word: &str, table: &NameWords) -> bool {
    table.company_forms.contains(word)
        || word.chars().count() >= LONG_FORM
            && table
                .company_forms
                .iter()
                .any(|form| form.chars().count() >= LONG_FORM && strsim(form, word) <= 1)
}

/// Letters from which a slip in the form of a company is told from another word.
const LONG_FORM: usize = 9;

/// The words in lower case, without diacritics and possessive endings; initials written together are one word.
fn words(name: &str) -> Vec<String> {
    let plain: String = name
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '’' | '`' | 'ʼ' | '‘') { '\'' } else { c })
        .collect();
    plain
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '.')
        .map(|word| {
            let word = word.strip_suffix("'s").unwrap_or(word);
            word.chars().filter(|c| c.is_alphanumeric()).collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// What transliterations of one word have in common.
fn sound(form: &str, table: &NameWords) -> String {
    let mut sound = form.to_owned();
    for (from, to) in &table.spelling {
        if sound.contains(from.as_str()) {
            sound = sound.replace(from.as_str(), to);
        }
    }
    let mut letters: Vec<char> = sound.chars().collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Whether two words can be spellings of one: the same sound, one slip in a long word, or forms of one given name.
pub fn same_word(a: &Part, b: &Part, table: &NameWords) -> bool {
    a.form == b.form || a.sound == b.sound || nickname(a, b, table) || {
        let (x, y) = (a.sound.chars().count(), b.sound.chars().count());
        // A slip in a short word makes another name; so does another last vowel (Mario, Maria) or first letter.
        x.min(y) >= LONG
            && strsim(&a.sound, &b.sound) <= 1
            && a.sound.chars().next() == b.sound.chars().next()
            && a.sound.chars().last() == b.sound.chars().last()
    }
}

/// Letters from which one slip can be a spelling.
const LONG: usize = 5;

fn nickname(a: &Part, b: &Part, table: &NameWords) -> bool {
    table.nicknames.iter().any(|group| group.contains(&a.form) && group.contains(&b.form))
}

/// Whether `a` is the initial of `b` or the other way round.
pub fn initial(a: &Part, b: &Part) -> bool {
    let (short, long) = if a.form.len() < b.form.len() { (a, b) } else { (b, a) };
    short.form.chars().count() == 1 && long.form.starts_with(short.form.as_str())
}

/// 0 to 1: the mean likeness of the words that can be aligned, those without a partner counted against it.
/// Words are weighed by their letters; a name that holds all words of the other loses little.
pub fn similarity(a: &str, b: &str, table: &NameWords) -> f64 {
    let both_firms =
        [a, b].iter().all(|name| words(name).iter().any(|word| table.company_forms.contains(word)));
    let (a, b) = (parts(a, table), parts(b, table));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let glue = |parts: &[Part]| parts.iter().map(|part| part.sound.as_str()).collect::<String>();
    if glue(&a) == glue(&b) {
        return 1.0;
    }
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let mut free: Vec<Option<&Part>> = long.iter().map(Some).collect();
    let (mut sum, mut weight, mut worst) = (0.0, 0.0, 1.0_f64);
    for part in short {
        let best = free
            .iter()
            .enumerate()
            .filter_map(|(index, other)| Some((index, word_similarity(part, (*other)?, table))))
            .max_by(|x, y| x.1.total_cmp(&y.1));
        let letters = part.form.chars().count() as f64;
        let likeness = best.map_or(0.0, |(_, likeness)| likeness);
        if let Some((index, _)) = best {
            free[index] = None;
        }
        sum += likeness * letters;
        weight += letters;
        worst = worst.min(likeness);
    }
    let spare: usize = free.iter().flatten().map(|part| part.form.chars().count()).sum();
    // One word of a name is common to many bearers, so what is left over weighs more beside it.
    // A firm's branch or sister has its name and a word more; a person's name can be told with a part or without.
    // A number more makes another fund, tanker or company of a row.
    let numbered = free.iter().flatten().any(|part| part.form.chars().all(|c| c.is_ascii_digit()));
    let cost = match (both_firms, numbered, short.len()) {
        (true, _, _) | (_, true, _) => SPARE_OF_FIRM,
        (_, _, 1) => SPARE_OF_ONE,
        _ => SPARE,
    };
    let spare = if numbered { spare.max(SPARE_NUMBER) } else { spare };
    let mean = (sum / weight).min(f64::midpoint(worst, 1.0));
    mean * (1.0 - cost * spare as f64 / (weight + spare as f64))
}

/// What words without a partner take away.
const SPARE: f64 = 0.25;
/// The same where the other name has one word only.
const SPARE_OF_ONE: f64 = 0.6;
/// The same where both are firms.
const SPARE_OF_FIRM: f64 = 1.3;
/// As how many letters a number without a partner counts.
const SPARE_NUMBER: usize = 6;

/// 0 to 1.
fn word_similarity(a: &Part, b: &Part, table: &NameWords) -> f64 {
    if same_word(a, b, table) {
        return 1.0;
    }
    if initial(a, b) {
        return INITIAL;
    }
    let share = |x: &str, y: &str| {
        let longest = x.chars().count().max(y.chars().count()).max(1);
        1.0 - strsim(x, y) as f64 / longest as f64
    };
    // Words that are no spellings of one another are soon other names, however many letters they share.
    share(&a.form, &b.form).max(share(&a.sound, &b.sound)).powi(2)
}

/// An initial agrees with a name, but with many.
const INITIAL: f64 = 0.85;

/// Damerau and Levenshtein's distance (optimal string alignment): letters put in, left out, changed or swapped.
fn strsim(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut cost = (rows[i][j] + usize::from(x != y)).min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *y && b[j - 1] == *x {
                cost = cost.min(rows[i - 1][j - 1] + 1);
            }
            row.push(cost);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tables;
    use crate::ontology::Overrides;

    fn alike(a: &str, b: &str) -> f64 {
        similarity(a, b, &Tables::load(&Overrides::new()).unwrap().names)
    }

    #[test]
    fn spellings_of_one_name_are_alike() {
        for (a, b) in [
            ("Yusuf Aliev", "Yousef Aliyev"),
            ("Daryo Khelmash", "Dario Helmash"),
            ("Oskar Brandl AG", "Oskar Brandl Aktiengesellschaft"),
            ("Dr. Ilse Novák", "Ilse Novak"),
            ("Ben Arlow", "Benjamin Arlow"),
            ("Вадим Орлов", "Vadim Orlov"),
            ("Five Rivers Bank", "5 Rivers Bank"),
        ] {
            assert!(alike(a, b) > 0.95, "{a} / {b}: {}", alike(a, b));
        }
    }

    #[test]
    fn other_names_are_not() {
        for (a, b) in [
            ("Rodo Halmar", "Tavi Halmar"),
            ("Union of Port Workers", "Port Workers' Association"),
            ("Tarnby Railway Co.", "Tarnby Roadway Co."),
        ] {
            assert!(alike(a, b) < 0.75, "{a} / {b}: {}", alike(a, b));
        }
    }
}
