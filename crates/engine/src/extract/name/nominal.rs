//! Descriptions: "the minister", "the union", "the two"; and those who stay unnamed: "a union leader", "residents".

use rashomon_doc::{
    AttributionRole, Deprel, Link, MentionKind, NameId, NameType, SentenceId, Span, TokenId, Upos,
};

use super::book::{Book, Description};
use super::epithet;
use super::form::Form;
use super::grammar::{self, determiner, is_plural, is_subject, noun_phrase, phrase_nouns};
use crate::ontology::{Gender, Noun, NounKind};

/// Adjectives that do not tell one bearer of a role from another.
const LOOSE_MODIFIERS: [&str; 16] = [
    "new", "former", "senior", "top", "late", "old", "young", "veteran", "same", "acting", "newly",
    "outgoing", "current", "then", "late", "longtime",
];
/// How many sentences back "the company" can reach where only one body was named since.
const BODY_REACH: u32 = 3;

/// A description in the text.
pub(super) struct Nominal {
    pub(super) head: TokenId,
    pub(super) phrase: Span,
    pub(super) description: Description,
    pub(super) senses: Vec<Noun>,
    pub(super) definite: bool,
    pub(super) owned: bool,
    pub(super) plural: bool,
}

/// Ties descriptions to names, in the order of the text.
pub(super) fn resolve(book: &mut Book<'_>) {
    let view = book.view;
    let heads: Vec<TokenId> = (0..view.layer.tokens.len() as u32)
        .map(TokenId)
        .filter(|id| matches!(view.token(*id).upos, Upos::Noun | Upos::Propn))
        .collect();
    for head in heads {
        if let Some(nominal) = read(book, head) {
            tie(book, &nominal);
        }
    }
    pairs(book);
    book.sort();
}

/// Reads the phrase of a noun, unless a name holds it or it is part of a compound.
fn read(book: &Book<'_>, head: TokenId) -> Option<Nominal> {
    let view = book.view;
    let token = view.token(head);
    if matches!(token.deprel, Deprel::Compound | Deprel::Flat | Deprel::Amod | Deprel::NmodDesc) {
        return None;
    }
    let (senses, lemma) = phrase_nouns(view, book.tables, head);
    if senses.is_empty() || book.is_named(token.span) {
        return None;
    }
    let phrase = noun_phrase(view, head);
    let settled = book.mentions.iter().any(|known| known.span == phrase && known.name.is_some());
    if settled {
        return None;
    }
    let owned = view.children(head).any(|child| view.token(child).deprel == Deprel::NmodPoss);
    let definite = owned
        || determiner(view, head)
            .is_some_and(|word| matches!(word.as_str(), "the" | "this" | "that" | "these" | "those"));
    let own: Vec<TokenId> =
        view.children(head).filter(|child| view.token(*child).span.end <= token.span.start).collect();
    let modifiers = own
        .iter()
        .filter(|id| {
            matches!(
                view.token(**id).deprel,
                Deprel::Amod | Deprel::Compound | Deprel::Nmod | Deprel::NmodDesc
            )
        })
        .filter(|id| matches!(view.token(**id).upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb))
        .map(|id| grammar::lemma(view, *id))
        .filter(|word| !lemma.contains(word.as_str()))
        .collect();
    let plural = is_plural(view, head);
    let description = Description { head: lemma, modifiers, owners: grammar::owners(view, head) };
    Some(Nominal { head, phrase, description, senses: senses.to_vec(), definite, owned, plural })
}

/// Ties a description to the name it fits, or makes it an unnamed one where it speaks or acts.
fn tie(book: &mut Book<'_>, nominal: &Nominal) {
    if let Some(id) = named_inside(book, nominal) {
        return book.mention(nominal.phrase, MentionKind::Nominal, Some(id), Link::Apposition);
    }
    if let Some(id) = named_next(book, nominal).or_else(|| named_behind(book, nominal)) {
        return book.mention(nominal.phrase, MentionKind::Nominal, Some(id), Link::Apposition);
    }
    if nominal.definite
        && !nominal.plural
        && let Some(id) = described(book, nominal)
    {
        return book.mention(nominal.phrase, MentionKind::Nominal, Some(id), Link::Description);
    }
    if let Some(id) = epithet::bearer(book, nominal) {
        return book.mention(nominal.phrase, MentionKind::Nominal, Some(id), Link::Description);
    }
    if let Some(id) = same_unnamed(book, nominal) {
        return book.mention(nominal.phrase, MentionKind::Nominal, Some(id), Link::Description);
    }
    if !takes_part(book, nominal) {
        return;
    }
    let Some(gender) = unnamed_gender(nominal) else { return };
    let kind = if nominal.senses.iter().any(|noun| noun.person || noun.kind == NounKind::Group) {
        NameType::Person
    } else {
        NameType::Organization
    };
    let text = book.view.slice(nominal.phrase).to_owned();
    let form = Form {
        text,
        span: nominal.phrase,
        kind,
        words: vec![nominal.description.head.clone()],
        gender,
        titled: false,
    };
    let id = book.add_name(form, gender, true);
    if let Some(entry) = book.entry_mut(id) {
        entry.descriptions.push(nominal.description.clone());
    }
    book.mention(nominal.phrase, MentionKind::Nominal, Some(id), Link::Same);
}

/// "the Veda news agency", "the Halden company": the body named directly before the noun that says what it is.
fn named_inside(book: &Book<'_>, nominal: &Nominal) -> Option<NameId> {
    let generic = nominal.senses.iter().any(|noun| noun.kind == NounKind::Teller && !noun.person)
        || matches!(
            nominal.description.head.as_str(),
            "company" | "firm" | "group" | "airline" | "news agency"
        );
    let before = |mention: &&rashomon_doc::Mention| {
        let between = Span { start: mention.span.end, end: book.view.token(nominal.head).span.start };
        let words = book.view.slice(between).trim();
        mention.kind == MentionKind::Name
            && nominal.phrase.contains(mention.span)
            && mention.span.end <= book.view.token(nominal.head).span.start
            && (words.is_empty() || words.eq_ignore_ascii_case("news"))
    };
    let id = book.mentions.iter().filter(|_| generic).find(before)?.name?;
    book.entry(id)
        .filter(|entry| matches!(entry.name.kind, NameType::Organization | NameType::Misc))
        .map(|_| id)
}

/// "Grandmother Ada Kroll", "prosecutor Kroll": the person whose name follows at once, whatever the tree makes of the two.
fn named_next(book: &Book<'_>, nominal: &Nominal) -> Option<NameId> {
    if nominal.plural || nominal.owned || !nominal.senses.iter().any(|noun| noun.person) {
        return None;
    }
    let end = book.view.token(nominal.head).span.end;
    let next = book.mentions.iter().find(|mention| {
        mention.kind == MentionKind::Name
            && mention.span.start > end
            && book.view.slice(Span { start: end, end: mention.span.start }) == " "
    })?;
    next.name.filter(|id| book.is_person(*id))
}

/// "the president of Norland, Ada Kroll,": the person named behind an office, though the parser may hang the name on the
/// country.
fn named_behind(book: &Book<'_>, nominal: &Nominal) -> Option<NameId> {
    if nominal.plural || !nominal.definite || !nominal.senses.iter().any(|noun| noun.person) {
        return None;
    }
    let behind = book.mentions.iter().filter(|mention| {
        let between = Span { start: nominal.phrase.end, end: mention.span.start };
        // "the spokeswoman of the ministry, Major Ada Kroll,"
        let titles = || {
            book.view.slice(between).strip_prefix(", ").is_some_and(|rest| {
                rest.split_whitespace().all(|word| book.tables.people.title(&word.to_lowercase()).is_some())
            })
        };
        mention.kind == MentionKind::Name
            && mention.span.start > nominal.phrase.end
            && between.len() < MAX_TITLES
            && titles()
            && book.view.sentence_at(mention.span.start) == book.view.sentence_at(nominal.phrase.start)
    });
    let mention = behind.max_by_key(|mention| mention.span.len())?;
    // "With the president, Kroll and Brandt met …" opens a clause; an apposition is closed.
    let after = book.view.text.get(mention.span.end.index()..)?;
    let closed = after.starts_with([',', '.', ';', ')', ':']);
    mention.name.filter(|id| closed && book.is_person(*id))
}

/// How many bytes the titles before a name can have.
const MAX_TITLES: usize = 40;

/// What an unnamed one is called by a pronoun; `None` for documents, which are nobody.
fn unnamed_gender(nominal: &Nominal) -> Option<Gender> {
    let noun = nominal.senses.iter().find(|noun| noun.kind != NounKind::Document)?;
    Some(if nominal.plural { Gender::Plural } else { noun.gender })
}

/// Whether the phrase stands where one who speaks, acts or is acted on stands.
fn takes_part(book: &Book<'_>, nominal: &Nominal) -> bool {
    let token = book.view.token(nominal.head);
    is_subject(token.deprel)
        || matches!(token.deprel, Deprel::Obj | Deprel::Iobj | Deprel::OblAgent)
        || token.deprel == Deprel::Conj
            && token.head.is_some_and(|head| is_subject(book.view.token(head).deprel))
        // "Another, a woman in her thirties, said …"
        || token.deprel == Deprel::Appos
            && token.head.is_some_and(|head| {
                is_subject(book.view.token(head).deprel)
                    && !matches!(book.view.token(head).upos, Upos::Propn | Upos::Noun)
            })
        || book.view.children(nominal.head).any(|child| grammar::lemma(book.view, child) == "accord")
        || book
            .view
            .layer
            .roles
            .iter()
            .any(|role| role.role == AttributionRole::Source && role.span.contains(token.span))
}

/// The name that a definite description in the singular fits.
fn described(book: &Book<'_>, nominal: &Nominal) -> Option<NameId> {
    // "Kroll's group" is none of the unnamed groups before it.
    let strange = |id: NameId| nominal.owned && book.entry(id).is_some_and(|entry| entry.name.unnamed);
    let fits = |id: &NameId| {
        !strange(*id) && fit(book, *id, nominal) && !epithet::is_other_office(book, *id, nominal)
    };
    let candidates: Vec<NameId> = book.ids().filter(fits).collect();
    let mut recent: Vec<(Span, NameId)> =
        candidates.iter().filter_map(|id| Some((last_before(book, *id, nominal.phrase)?, *id))).collect();
    recent.sort();
    match recent.as_slice() {
        [] => only_body(book, nominal),
        [.., (near, _), (last, id)] => {
            // Two that fit in one sentence: unclear.
            let sentence = |span: &Span| book.view.sentence_at(span.start);
            (sentence(near) != sentence(last) || !nominal.senses.iter().any(|noun| noun.person))
                .then_some(*id)
        }
        [(_, id)] => Some(*id),
    }
}

/// Whether a name was described so, or bears the noun in its own words.
fn fit(book: &Book<'_>, id: NameId, nominal: &Nominal) -> bool {
    let Some(entry) = book.entry(id) else { return false };
    // A parser can hang a member's name on "the delegation"; still nobody is one.
    let is_person = entry.name.kind == NameType::Person && !entry.name.unnamed;
    if is_person && !nominal.senses.iter().any(|noun| noun.person) {
        return false;
    }
    let wanted: Vec<&String> = nominal
        .description
        .modifiers
        .iter()
        .filter(|word| !LOOSE_MODIFIERS.contains(&word.as_str()))
        .collect();
    let head = &nominal.description.head;
    // "officials of Norland" are not the officials of Tarn before them.
    let strange = |known: &Description| {
        let owners = &nominal.description.owners;
        !owners.is_empty() && !known.owners.is_empty() && owners.iter().all(|own| !known.owners.contains(own))
    };
    let described = entry.descriptions.iter().any(|known| {
        known.head.rsplit(' ').next() == head.rsplit(' ').next()
            && !strange(known)
            && wanted.iter().all(|word| known.modifiers.contains(word) || known.head.contains(word.as_str()))
    });
    if described {
        return true;
    }
    let is_body = nominal
        .senses
        .iter()
        .any(|noun| matches!(noun.kind, NounKind::Body | NounKind::Teller) && !noun.person);
    is_body
        && !entry.name.unnamed
        && entry.name.kind != NameType::Person
        && entry.forms.iter().any(|form| {
            form.words.iter().any(|word| word == head)
                && form.words.len() > 1
                && wanted.iter().all(|word| form.words.contains(&super::form::fold(word)))
        })
}

/// Where a name was last mentioned before a phrase.
fn last_before(book: &Book<'_>, id: NameId, phrase: Span) -> Option<Span> {
    let before = |span: &Span| span.end <= phrase.start;
    book.mentions
        .iter()
        .filter(|mention| mention.name == Some(id))
        .map(|mention| mention.span)
        .filter(before)
        .max()
}

/// "the company", "the group" and the like: the one body named shortly before, if there is only one.
fn only_body(book: &Book<'_>, nominal: &Nominal) -> Option<NameId> {
    let loose = matches!(
        nominal.description.head.as_str(),
        "company"
            | "firm"
            | "group"
            | "organization"
            | "organisation"
            | "agency"
            | "body"
            | "newspaper"
            | "paper"
            | "bank"
            | "club"
            | "party"
    );
    if !loose || nominal.owned || !nominal.description.modifiers.is_empty() {
        return None;
    }
    let SentenceId(here) = book.view.sentence_at(nominal.phrase.start)?;
    let near = |span: Span| {
        span.end <= nominal.phrase.start
            && book
                .view
                .sentence_at(span.start)
                .is_some_and(|SentenceId(at)| here.saturating_sub(at) <= BODY_REACH)
    };
    let mut bodies: Vec<NameId> = book
        .mentions
        .iter()
        .filter(|mention| near(mention.span))
        .filter_map(|mention| mention.name)
        .filter(|id| {
            book.entry(*id)
                .is_some_and(|entry| entry.name.kind == NameType::Organization && !entry.name.unnamed)
        })
        .filter(|id| !is_other_body(book, *id, &nominal.description.head))
        .collect();
    bodies.sort();
    bodies.dedup();
    match bodies.as_slice() {
        [id] => Some(*id),
        _ => None,
    }
}

/// Whether a name says of itself that it is another sort of body: "the company" is no union and no ministry.
fn is_other_body(book: &Book<'_>, id: NameId, noun: &str) -> bool {
    const COMPANY: [&str; 4] = ["company", "firm", "bank", "newspaper"];
    const PUBLIC: [&str; 14] = [
        "union",
        "ministry",
        "party",
        "court",
        "police",
        "government",
        "committee",
        "commission",
        "parliament",
        "council",
        "federation",
        "army",
        "association",
        "university",
    ];
    let words = || book.entry(id).into_iter().flat_map(|entry| &entry.forms).flat_map(|form| &form.words);
    if matches!(noun, "newspaper" | "paper") && !words().any(|word| book.tables.people.is_masthead(word)) {
        return true;
    }
    COMPANY.contains(&noun) && words().any(|word| PUBLIC.contains(&word.as_str()))
}

/// An unnamed one that was described in the same words before.
fn same_unnamed(book: &Book<'_>, nominal: &Nominal) -> Option<NameId> {
    book.ids().rev().find(|id| {
        book.entry(*id).is_some_and(|entry| {
            let known = entry.descriptions.first();
            if nominal.owned && !book.view.slice(nominal.phrase).eq_ignore_ascii_case(&entry.name.name) {
                return false;
            }
            let owners = &nominal.description.owners;
            let head = known.is_some_and(|known| {
                known.head == nominal.description.head
                    && (owners.is_empty() || owners.iter().any(|own| known.owners.contains(own)))
            });
            let same = known.is_some_and(|known| known.modifiers == nominal.description.modifiers);
            let plural = (entry.gender == Gender::Plural)
                == (nominal.plural
                    || entry.gender == Gender::Plural
                        && nominal.senses.iter().any(|noun| noun.gender == Gender::Plural));
            entry.name.unnamed
                && head
                && plural
                && (same || nominal.definite && !nominal.owned && nominal.description.modifiers.is_empty())
                && (nominal.definite || nominal.plural && same)
        })
    })
}

/// "the two": both of the people who were named together in the sentence before.
fn pairs(book: &mut Book<'_>) {
    let view = book.view;
    for index in 0..view.layer.tokens.len() as u32 {
        let token = TokenId(index);
        let word = view.word(token).to_lowercase();
        let pair = match word.as_str() {
            "two" => {
                grammar::previous(view, token).filter(|before| view.word(*before).eq_ignore_ascii_case("the"))
            }
            "both" => Some(token),
            _ => None,
        };
        let Some(start) = pair.filter(|_| is_subject(view.token(token).deprel)) else { continue };
        let Some(SentenceId(here)) = view.sentence_of(token) else { continue };
        let phrase = view.token(start).span.cover(view.token(token).span);
        let mut people: Vec<NameId> = book
            .mentions
            .iter()
            .filter(|mention| mention.kind == MentionKind::Name && mention.span.end <= phrase.start)
            .filter(|mention| {
                view.sentence_at(mention.span.start).is_some_and(|SentenceId(at)| at + 1 >= here)
            })
            .filter_map(|mention| mention.name)
            .filter(|id| book.is_person(*id))
            .collect();
        people.sort();
        people.dedup();
        if let [a, b] = people.as_slice() {
            book.mentions.push(rashomon_doc::Mention {
                span: phrase,
                kind: MentionKind::Nominal,
                name: Some(*a),
                link: Link::Description,
            });
            book.mentions.push(rashomon_doc::Mention {
                span: phrase,
                kind: MentionKind::Nominal,
                name: Some(*b),
                link: Link::Description,
            });
        }
    }
}
