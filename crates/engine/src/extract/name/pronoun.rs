//! Pronouns: "he", "she", "they", "it", "who", by gender, number, syntax and recency.
//!
//! Candidates of the last sentences are scored; the best one must lead by a margin, else the pronoun stays open.

use rashomon_doc::{Deprel, Link, MentionKind, NameId, NameType, SentenceId, Span, TokenId, Upos, View};

use super::book::Book;
use super::grammar::{is_subject, lemma};
use super::{expletive, relative};
use crate::ontology::{Cue, CueClass, Gender};

/// How many sentences back a pronoun of a person can reach.
pub(super) const PERSON_REACH: u32 = 4;
/// How many sentences back "it" and "they" can reach.
pub(super) const BODY_REACH: u32 = 2;
/// What one sentence of distance costs.
const DISTANCE: f32 = 0.8;
/// What it is worth to be the subject of one's clause.
const SUBJECT: f32 = 1.0;
/// What it is worth to stand in the same relation.
const PARALLEL: f32 = 0.4;
/// What it is worth to have spoken before, for one who speaks.
const SPEAKER: f32 = 0.8;
/// What it is worth to be of a gender that is known to agree.
const KNOWN_GENDER: f32 = 1.2;
/// What it is worth to be the subject of the clause that a pronoun's clause hangs on ("Kroll left after she …").
const MAIN_CLAUSE: f32 = 0.8;
/// How many clauses up that subject can stand.
const MAX_CLAUSES: usize = 3;
/// What the ending of a given name that no table knows is worth as a sign of gender.
const ENDING: f32 = 0.5;
/// What crossing a quotation mark costs.
const CROSSING: f32 = 1.5;
/// What it is worth to be what the sentence before, in the same paragraph, is about: "Kroll was shorter. “No,” he said."
const INTRODUCED: f32 = 1.0;
/// What it costs to be somebody whom the text does not name.
const UNNAMED: f32 = 0.3;
/// How many sentences back a pronoun can reach in all, however many of them are quoted: this bounds the work.
const MAX_REACH: u32 = 40;
/// What each mention so far is worth, up to `MANY` of them.
const FREQUENCY: f32 = 0.1;
/// How many mentions count.
const MANY: usize = 6;
/// By how much the best must lead.
const MARGIN: f32 = 0.35;

/// The same for one who speaks: words have a speaker, and an open one is as good as a wrong one.
const SPEAKING_MARGIN: f32 = 0.15;

/// What a pronoun asks of its bearer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Male,
    Female,
    They,
    It,
}

/// Resolves the pronouns of a text in order.
pub(super) fn resolve(book: &mut Book<'_>) {
    let view = book.view;
    for index in 0..view.layer.tokens.len() as u32 {
        let token = TokenId(index);
        if view.token(token).upos != Upos::Pron {
            continue;
        }
        let word = view.word(token).to_lowercase();
        let found = match word.as_str() {
            "he" | "him" | "his" | "himself" => best(book, token, Wanted::Male),
            "she" | "her" | "hers" | "herself" => {
                best(book, token, Wanted::Female).or_else(|| expletive::body_called_she(book, token))
            }
            "they" | "them" | "their" | "themselves" => best(book, token, Wanted::They),
            "it" | "its" | "itself" => best(book, token, Wanted::It),
            "who" | "whom" | "whose" => relative::bearer(book, token),
            _ => continue,
        };
        if let Some(gender) = shown_gender(&word)
            && let Some(entry) = found.and_then(|id| book.entry_mut(id))
            && (entry.gender == Gender::Open || entry.name.kind == NameType::Organization)
        {
            // A body that a text calls "she" once is so called again.
            entry.gender = gender;
        }
        let span = view.token(token).span;
        if matches!(word.as_str(), "they" | "them" | "their") && found.is_none_or(|id| !is_plural(book, id)) {
            let several = joined_before(book, token);
            for id in &several {
                book.mentions.push(rashomon_doc::Mention {
                    span,
                    kind: MentionKind::Pronoun,
                    name: Some(*id),
                    link: Link::Pronoun,
                });
            }
            if !several.is_empty() {
                book.sort();
                continue;
            }
        }
        let open = matches!(word.as_str(), "he" | "she");
        if found.is_some() || open {
            book.mention(span, MentionKind::Pronoun, found, Link::Pronoun);
            book.sort();
        }
    }
}

/// Whether a name stands for several people.
fn is_plural(book: &Book<'_>, id: NameId) -> bool {
    book.entry(id).is_some_and(|entry| entry.gender == Gender::Plural)
}

/// How many sentences back "they" reaches two who were named together.
const JOINT_REACH: u32 = 1;

/// The people and bodies that are the joint subject of the sentence before, or of an earlier clause of this one: "Kroll and Brandt
/// met on Monday. They said …". Nobody where a plural noun stands between.
fn joined_before(book: &Book<'_>, token: TokenId) -> Vec<NameId> {
    let view = book.view;
    let Some(SentenceId(now)) = view.sentence_of(token) else { return Vec::new() };
    let head_of = |span: Span| book.head(span);
    let named = |id: TokenId| {
        let mut found = book.mentions.iter().filter(|mention| {
            mention.kind == MentionKind::Name && mention.span.end <= view.token(token).span.start
        });
        found.find(|mention| head_of(mention.span) == Some(id)).and_then(|mention| mention.name)
    };
    for back in 0..=JOINT_REACH {
        let Some(sentence) = now.checked_sub(back) else { break };
        let subject = view
            .tokens_of(SentenceId(sentence))
            .filter(|id| *id < token && is_subject(view.token(*id).deprel))
            .find(|id| {
                let root = view.token(*id).head;
                root.is_some_and(|verb| {
                    matches!(view.token(verb).deprel, Deprel::Root | Deprel::Conj | Deprel::Advcl)
                })
            });
        let Some(subject) = subject else { continue };
        let mut joint: Vec<NameId> = named(subject).into_iter().collect();
        joint.extend(
            view.children(subject).filter(|id| view.token(*id).deprel == Deprel::Conj).filter_map(named),
        );
        joint.dedup();
        if joint.len() > 1 {
            return joint;
        }
    }
    Vec::new()
}

/// What a pronoun shows of the one it goes back to, once that is settled.
fn shown_gender(word: &str) -> Option<Gender> {
    match word {
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        _ => None,
    }
}

/// The best candidate, if it leads clearly.
fn best(book: &Book<'_>, token: TokenId, wanted: Wanted) -> Option<NameId> {
    if wanted == Wanted::It && expletive::is_expletive(book, token) {
        return None;
    }
    let mut scores: Vec<(f32, NameId)> = Vec::new();
    let speaking = speaks(book, token);
    // Whoever else stands in the same clause under the same verb is not meant.
    let barred: Vec<NameId> = book
        .mentions
        .iter()
        .filter(|mention| {
            book.head(mention.span)
                .is_some_and(|head| are_coarguments(book, token, head) || asks(book.view, token, head))
        })
        .filter_map(|mention| mention.name)
        .collect();
    for mention in &book.mentions {
        let Some(id) = mention.name.filter(|id| !barred.contains(id)) else { continue };
        let Some(score) = score(book, token, wanted, speaking, id, mention.span) else { continue };
        match scores.iter_mut().find(|(_, known)| *known == id) {
            Some((best, _)) => *best = best.max(score),
            None => scores.push((score, id)),
        }
    }
    scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    match scores.as_slice() {
        [] => None,
        [(_, id)] => Some(*id),
        [(first, id), (second, _), ..] => {
            let margin = if speaking { SPEAKING_MARGIN } else { MARGIN };
            (first - second >= margin).then_some(*id)
        }
    }
}

/// How well one mention of a name serves as what a pronoun goes back to.
fn score(
    book: &Book<'_>,
    token: TokenId,
    wanted: Wanted,
    speaking: bool,
    id: NameId,
    span: Span,
) -> Option<f32> {
    let view = book.view;
    let here = view.token(token);
    if span.end > here.span.start {
        return None;
    }
    let SentenceId(now) = view.sentence_of(token)?;
    let SentenceId(then) = view.sentence_at(span.start)?;
    let reach = if matches!(wanted, Wanted::Male | Wanted::Female) { PERSON_REACH } else { BODY_REACH };
    let far = book.distance(SentenceId(then), SentenceId(now));
    if far > reach || now.saturating_sub(then) > MAX_REACH {
        return None;
    }
    let agreement = agreement(book, id, wanted)?;
    if matches!(wanted, Wanted::Male | Wanted::Female) && is_any(view, span) {
        return None;
    }
    let head = book.head(span)?;
    let relation = shared_relation(view, head);
    let mut score = agreement - DISTANCE * far as f32;
    if is_subject(relation) || relation == Deprel::Root {
        score += SUBJECT;
    }
    if is_subject(relation) == is_subject(here.deprel) {
        score += PARALLEL;
    }
    if is_subject(relation) && governs_clause(view, head, token) {
        score += MAIN_CLAUSE;
    }
    if speaking && far == 1 && introduces(view, head, token) {
        score += INTRODUCED;
    }
    if book.entry(id).is_some_and(|entry| entry.name.unnamed) {
        score -= UNNAMED;
    }
    if speaking
        && (speaks(book, head) || book.is_source(span) || relation == Deprel::Obl && is_source(book, head))
    {
        score += SPEAKER;
    }
    if is_subject(relation) && book.entry(id).is_some_and(|entry| entry.name.kind == NameType::Location) {
        // A country that does something is a body as much as any.
        score += KNOWN_GENDER;
    }
    if speaking && is_told_of(view, token, head) {
        score -= CROSSING;
    }
    let there_quoted = book.quoted(span.start) && !is_alone_in_marks(view, span);
    let here_quoted = book.quoted(here.span.start);
    if there_quoted != here_quoted {
        // Who is named in the words is hardly the one who says them.
        let by_speaker = there_quoted && speaking;
        // "“You can have my chair,” he snarled."
        if by_speaker && book.entry(id).is_some_and(|entry| entry.name.unnamed) {
            return None;
        }
        score -= if by_speaker { CROSSING + CROSSING } else { CROSSING };
    }
    let count = book
        .mentions
        .iter()
        .filter(|known| known.name == Some(id) && known.span.end <= here.span.start)
        .count();
    Some(score + FREQUENCY * count.min(MANY) as f32)
}

/// Whether a subject is that of a main clause, told before the pronoun in its paragraph.
fn introduces(view: View<'_>, subject: TokenId, pronoun: TokenId) -> bool {
    let main = is_subject(view.token(subject).deprel)
        && view.token(subject).head.is_some_and(|verb| view.token(verb).deprel == Deprel::Root);
    let between = Span { start: view.token(subject).span.end, end: view.token(pronoun).span.start };
    // "He said …" at the beginning of a paragraph goes on with what the last one was about.
    let opens = view.sentence_of(pronoun).and_then(|id| view.tokens_of(id).next()) == Some(pronoun);
    main && (opens || !view.slice(between).contains('\n'))
}

/// Whether a phrase means any one of many ("every student", "no one"), who is nobody that "he" or "she" goes back to.
fn is_any(view: View<'_>, span: Span) -> bool {
    const ANY: [&str; 8] = ["every", "each", "any", "no", "anyone", "everyone", "nobody", "most"];
    view.tokens_in(span).next().is_some_and(|first| ANY.contains(&view.word(first).to_lowercase().as_str()))
}

/// The relation of a word, or of the first of those it is joined to: in "Kroll and the envoy met" both are subjects.
fn shared_relation(view: View<'_>, word: TokenId) -> Deprel {
    let joined = std::iter::once(word).chain(view.ancestors(word));
    let first =
        joined.take(MAX_JOINED).find(|id| !matches!(view.token(*id).deprel, Deprel::Conj | Deprel::Appos));
    first.map_or(view.token(word).deprel, |id| view.token(id).deprel)
}

/// How many that are joined are looked through.
const MAX_JOINED: usize = 6;

/// Whether a word stands in what one who speaks tells before: "Kroll's office rang, he insisted", "An envoy took it, he said".
fn is_told_of(view: View<'_>, pronoun: TokenId, other: TokenId) -> bool {
    let Some(verb) = view.token(pronoun).head.filter(|_| other < pronoun) else { return false };
    let aside = view.token(verb).deprel == Deprel::Parataxis
        && view
            .token(verb)
            .head
            .is_some_and(|told| view.dominates(told, other) && !view.dominates(verb, other));
    let before = view
        .children(verb)
        .any(|told| view.token(told).deprel == Deprel::Ccomp && told < verb && view.dominates(told, other));
    aside || before
}

/// Whether a name alone stands in quotation marks: the outlet keeps its distance, and nobody speaks.
fn is_alone_in_marks(view: View<'_>, span: Span) -> bool {
    const MARKS: [char; 6] = ['"', '“', '”', '\'', '‘', '’'];
    let before = view.text.get(..span.start.index()).is_some_and(|text| text.ends_with(MARKS));
    let after = view.text.get(span.end.index()..).is_some_and(|text| text.starts_with(MARKS));
    before && after
}

/// Whether a subject is that of a clause above the one in which a pronoun stands.
fn governs_clause(view: View<'_>, subject: TokenId, pronoun: TokenId) -> bool {
    let Some(verb) = view.token(subject).head else { return false };
    let clause = |id: &TokenId| {
        matches!(
            view.token(*id).deprel,
            Deprel::Advcl
                | Deprel::Ccomp
                | Deprel::Xcomp
                | Deprel::Conj
                | Deprel::Parataxis
                | Deprel::Acl
                | Deprel::AclRelcl
        )
    };
    let mut below = view.token(pronoun).head;
    let mut clauses = 0;
    for above in view.ancestors(pronoun).skip(1) {
        let Some(here) = below else { return false };
        clauses += usize::from(clause(&here));
        if above == verb {
            return clauses > 0 && clauses <= MAX_CLAUSES;
        }
        below = Some(above);
    }
    false
}

/// What gender and number say: `None` if they forbid it.
fn agreement(book: &Book<'_>, id: NameId, wanted: Wanted) -> Option<f32> {
    let entry = book.entry(id)?;
    let person = entry.name.kind == NameType::Person;
    let body = entry.name.kind == NameType::Organization;
    match (wanted, entry.gender) {
        (Wanted::Male, Gender::Male) | (Wanted::Female, Gender::Female) if person => Some(KNOWN_GENDER),
        (Wanted::Male | Wanted::Female, Gender::Open) if person => {
            Some(by_ending(&entry.name.name, entry.name.unnamed, wanted))
        }
        (Wanted::It, Gender::Neuter) if body => Some(KNOWN_GENDER),
        // A woman who can be meant is meant before a body that was once called so.
        (Wanted::Female, Gender::Female) if body => Some(0.0),
        (Wanted::It, Gender::Female) | (Wanted::They, Gender::Neuter) if body => Some(0.0),
        (Wanted::They, Gender::Plural) => Some(KNOWN_GENDER),
        (Wanted::It, Gender::Neuter) if entry.name.kind == NameType::Location => Some(0.0),
        _ => None,
    }
}

/// What the ending of a given name suggests, where no table knows the name: most that end in "a" are women's.
fn by_ending(name: &str, unnamed: bool, wanted: Wanted) -> f32 {
    let mut words = name.split_whitespace();
    let (Some(given), Some(_)) = (words.next().filter(|_| !unnamed), words.next()) else { return 0.0 };
    let female = given.to_lowercase().ends_with('a');
    if female == (wanted == Wanted::Female) { ENDING } else { -ENDING }
}

/// Whether someone asks or tells the one for whom a pronoun stands: "Asked by Kroll whether …, she replied".
fn asks(view: View<'_>, pronoun: TokenId, other: TokenId) -> bool {
    let Some(clause) = view.token(other).head else { return false };
    is_subject(view.token(pronoun).deprel)
        && view.token(clause).deprel == Deprel::Advcl
        && view.token(clause).head == view.token(pronoun).head
        && view.token(other).deprel == Deprel::OblAgent
        && view.token(pronoun).head.is_some()
}

/// Whether two words are arguments of one verb, so that the later would be reflexive.
pub(super) fn are_coarguments(book: &Book<'_>, pronoun: TokenId, other: TokenId) -> bool {
    let view = book.view;
    let (a, b) = (view.token(pronoun), view.token(other));
    let reflexive = view.word(pronoun).to_lowercase().ends_with("self");
    let argument = |deprel: Deprel| {
        is_subject(deprel) || matches!(deprel, Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::OblAgent)
    };
    pronoun != other
        && !reflexive
        && a.head.is_some()
        && a.head == b.head
        && argument(a.deprel)
        && argument(b.deprel)
}

/// Whether a word is the subject of a verb of saying.
fn speaks(book: &Book<'_>, token: TokenId) -> bool {
    let view = book.view;
    let here = view.token(token);
    is_subject(here.deprel)
        && here.head.is_some_and(|verb| {
            cue_of(book, verb).is_some_and(|cue| matches!(cue.class, CueClass::Speech | CueClass::Fragment))
        })
}

/// The row of a verb of saying, with its particle if it has one ("point out").
pub(super) fn cue_of(book: &Book<'_>, verb: TokenId) -> Option<Cue> {
    let view = book.view;
    let lemma = lemma(view, verb);
    let particle = view.children(verb).find(|child| view.token(*child).deprel == Deprel::CompoundPrt);
    let phrase = particle.and_then(|particle| {
        book.tables.cues.get(Upos::Verb, &format!("{lemma} {}", view.word(particle).to_lowercase()))
    });
    phrase.or_else(|| book.tables.cues.get(Upos::Verb, &lemma)).copied()
}

/// Whether a word stands after "according to".
fn is_source(book: &Book<'_>, token: TokenId) -> bool {
    let view = book.view;
    view.children(token)
        .any(|child| view.token(child).deprel == Deprel::Case && lemma(view, child) == "accord")
}
