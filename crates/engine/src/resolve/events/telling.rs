//! One telling of an event, made ready for comparing.

use std::collections::BTreeSet;

use rashomon_doc::{
    Comparator, Date, Deprel, Event, Field, NameType, Participant, Span, TokenId, Upos, View,
};

use crate::Tables;
use crate::dossier::{DocId, DocSpan, EntityId, EntityKind, Party, StatementId, StoryId};
use crate::extract::IN_PASSING;
use crate::ontology::CountryForm;
use crate::ontology::frames::{Happening, Order, TriggerPos};
use crate::resolve::entities::Entities;
use crate::resolve::meaning::Meaning;
use crate::resolve::statements::{Statements, name_at};
use crate::resolve::texts::TextRef;

/// An event as one text tells it.
#[allow(clippy::struct_excessive_bools, reason = "marks that do not depend on one another")]
pub(super) struct Told<'a> {
    pub(super) key: (DocId, Field, usize),
    /// The text it stands in.
    pub(super) text: TextRef<'a>,
    /// The head of the trigger; none where the reader gave no tree.
    pub(super) head: Option<TokenId>,
    pub(super) story: StoryId,
    pub(super) event: &'a Event,
    /// The words of the trigger.
    pub(super) words: &'a str,
    /// Lemma of the trigger's head; of the noun that a light verb carries ("hold talks").
    pub(super) lemma: String,
    /// What that lemma can mean: its stem, and the families it is of.
    pub(super) senses: BTreeSet<String>,
    /// Nouns for those who take part without a name, and the words of the names of those who have one.
    pub(super) nouns: BTreeSet<String>,
    /// How many take part, or how old they are, where the words give a number.
    pub(super) numbers: BTreeSet<u64>,
    pub(super) name_words: BTreeSet<String>,
    /// It is only mentioned in passing.
    pub(super) in_passing: bool,
    /// It is a noun in the plural.
    pub(super) is_plural: bool,
    /// The noun takes up what was told before ("the quake").
    pub(super) recalls: bool,
    /// The words set it apart from one told before ("another quake").
    pub(super) is_other: bool,
    /// It is dated long before its report.
    pub(super) is_past: bool,
    /// It speaks of such happenings in general ("quakes are often followed by …").
    pub(super) is_generic: bool,
    /// It stands where a report says what its news is: in the title or the first sentences.
    pub(super) leads: bool,
    pub(super) sentence: DocSpan,
    pub(super) trigger: DocSpan,
    pub(super) statement: Option<StatementId>,
    pub(super) actors: Vec<Party>,
    pub(super) recipients: Vec<Party>,
    pub(super) place: Option<Party>,
    pub(super) actor_ids: BTreeSet<EntityId>,
    pub(super) recipient_ids: BTreeSet<EntityId>,
    pub(super) place_id: Option<EntityId>,
    /// The country that the place is, or lies in.
    pub(super) place_country: Option<String>,
    /// Whether the place is a whole country.
    pub(super) place_is_country: bool,
    /// Everyone who takes part and has a name.
    pub(super) named: BTreeSet<EntityId>,
    /// The same, and the wholes they belong to.
    pub(super) sides: BTreeSet<EntityId>,
    /// The sentence around it.
    pub(super) meaning: Meaning,
}

/// The events of one text.
pub(super) fn of<'a>(
    text: TextRef<'a>,
    stories: &'a [StoryId],
    published: &'a Date,
    entities: &'a Entities,
    statements: &'a Statements,
    tables: &'a Tables,
) -> impl Iterator<Item = Told<'a>> + use<'a> {
    text.facts.events.iter().enumerate().filter_map(move |(index, event)| {
        let trigger = Span::cover_all(event.trigger.iter().copied())?;
        let head = head(text.view, &event.trigger);
        let party = |participant: &Participant| Party {
            entity: participant.name.and_then(|name| entities.of(text.key(name))),
            span: text.at(participant.span),
        };
        let actors: Vec<Party> = event.actors.iter().map(party).collect();
        let recipients: Vec<Party> = event.recipients.iter().map(party).collect();
        let place = event.place.or_else(|| place_in_name(text, head?)).map(|span| Party {
            entity: name_at(text, span).and_then(|name| entities.of(text.key(name))),
            span: text.at(span),
        });
        let ids =
            |parties: &[Party]| parties.iter().filter_map(|party| party.entity).collect::<BTreeSet<_>>();
        let (actor_ids, recipient_ids) = (ids(&actors), ids(&recipients));
        let is_named =
            |id: &EntityId| entities.get(*id).is_some_and(|entity| entity.kind != EntityKind::People);
        let named: BTreeSet<EntityId> = actor_ids.union(&recipient_ids).copied().filter(is_named).collect();
        let sides = named.iter().flat_map(|id| [*id, entities.whole(*id)]).collect();
        let place_entity = place.and_then(|party| party.entity).and_then(|id| entities.get(id));
        let sentence = text.sentence(trigger);
        let lemma = head.map_or_else(
            || text.view.slice(trigger).to_lowercase(),
            |id| content_lemma(text.view, id, &event.trigger, tables),
        );
        Some(Told {
            key: (text.doc, text.view.field, index),
            text,
            head,
            story: stories.get(text.doc.index()).copied().unwrap_or(StoryId(0)),
            event,
            words: text.view.slice(trigger),
            senses: head.map_or_else(
                || senses(&lemma, tables),
                |id| wider_senses(text.view, id, event, &lemma, tables),
            ),
            lemma,
            name_words: name_words(&named, entities),
            nouns: nouns(text.view, actors.iter().chain(&recipients), entities, tables),
            numbers: numbers(text, actors.iter().chain(&recipients)),
            in_passing: event.confidence <= IN_PASSING,
            is_plural: head.is_some_and(|head| is_plural(text.view, head)),
            recalls: head.is_some_and(|head| recalls(text.view, head)),
            is_other: head.is_some_and(|head| is_other(text.view, head, tables)),
            is_past: is_past(&event.date, published, tables),
            is_generic: head.is_some_and(|head| is_bare_plural(text.view, head))
                && !leads(text, sentence, tables),
            leads: leads(text, sentence, tables),
            sentence: text.at(sentence),
            trigger: text.at(trigger),
            statement: statements.of(text, event.within),
            place_id: place.and_then(|party| party.entity),
            place_country: place_entity.and_then(|entity| entity.country.clone()),
            place_is_country: place_entity.is_some_and(|entity| is_country(&entity.name, tables)),
            meaning: Meaning::of(text, &[sentence], entities, tables),
            actors,
            recipients,
            place,
            actor_ids,
            recipient_ids,
            named,
            sides,
        })
    })
}

/// What stands in the table for all words of one meaning ("temblor": "quake"); the word itself if it is in none.
pub(crate) fn family<'w>(lemma: &'w str, tables: &'w Tables) -> &'w str {
    let families = tables.compare.events.families.get(lemma);
    families.and_then(|families| families.first()).map_or(lemma, String::as_str)
}

/// What a trigger can mean: its stem, and the families it is of.
fn senses(lemma: &str, tables: &Tables) -> BTreeSet<String> {
    let families = tables.compare.events.families.get(lemma).into_iter().flatten();
    families.cloned().chain([stem(lemma).to_owned()]).collect()
}

/// The senses of a trigger with those that only the words beside it show: "lost his post", "left the rails", "told to
/// leave" by what stands in `event_families.tsv` for verb and noun together; "the quake struck" is the quake.
fn wider_senses(
    view: View<'_>,
    head: TokenId,
    event: &Event,
    lemma: &str,
    tables: &Tables,
) -> BTreeSet<String> {
    let mut all = senses(lemma, tables);
    if view.token(head).upos != Upos::Verb {
        return all;
    }
    let families = &tables.compare.events.families;
    for id in view.children(head) {
        let token = view.token(id);
        let other = token.lemma.to_lowercase();
        match token.deprel {
            Deprel::Obj | Deprel::NsubjPass | Deprel::Obl | Deprel::Xcomp => {
                let known = families.get(&format!("{lemma}_{other}")).into_iter().flatten();
                all.extend(known.cloned());
            }
            Deprel::Nsubj if token.upos == Upos::Noun => {
                let orders = [Order::First, Order::Further];
                let mut rows =
                    orders.iter().flat_map(|order| tables.frames.rows(*order, TriggerPos::Noun, &other));
                let same = |happening: Happening| match happening {
                    Happening::Plover(kind) => event.kind == Some(kind),
                    Happening::Other(kind) => event.other == Some(kind),
                };
                if rows.any(|frame| same(frame.happening)) {
                    all.extend(senses(&other, tables));
                }
            }
            _ => {}
        }
    }
    all
}

/// Endings that make nouns of verbs, and the endings of verbs that they replace; longest first.
const ENDINGS: [&str; 14] =
    ["ation", "ition", "ment", "ance", "ence", "ate", "ion", "ing", "ure", "ery", "al", "ed", "e", "y"];

/// Letters that a stem keeps.
const STEM: usize = 4;

/// What a verb and the noun made of it have in common ("inspect" and "inspection", "arrive" and "arrival").
fn stem(lemma: &str) -> &str {
    let cut = ENDINGS.iter().find_map(|ending| lemma.strip_suffix(ending)).filter(|stem| stem.len() >= STEM);
    cut.unwrap_or(lemma)
}

/// The lemma of a trigger with its particle; of a light verb that of the noun it carries ("gave an interview").
fn content_lemma(view: View<'_>, head: TokenId, trigger: &[Span], tables: &Tables) -> String {
    let token = view.token(head);
    let lemma = token.lemma.to_lowercase();
    if token.upos == Upos::Adj || token.deprel == Deprel::Amod {
        return view.word(head).to_lowercase();
    }
    if token.upos != Upos::Verb {
        return lemma;
    }
    if let Some(particle) = view.children(head).find(|id| {
        matches!(view.token(*id).deprel, Deprel::CompoundPrt | Deprel::Advmod)
            && trigger.contains(&view.token(*id).span)
    }) {
        return format!("{lemma}_{}", view.token(particle).lemma.to_lowercase());
    }
    let carried = view.children(head).find(|id| {
        matches!(view.token(*id).deprel, Deprel::Obj | Deprel::NsubjPass)
            && view.token(*id).upos == Upos::Noun
    });
    let noun = carried.map(|id| view.token(id).lemma.to_lowercase());
    let names_one = |noun: &String| {
        [Order::First, Order::Further]
            .iter()
            .any(|order| tables.frames.rows(*order, TriggerPos::Noun, noun).next().is_some())
    };
    noun.filter(|noun| tables.frames.is("light", &lemma) && names_one(noun)).unwrap_or(lemma)
}

/// The words of some names, in lower case.
fn name_words(named: &BTreeSet<EntityId>, entities: &Entities) -> BTreeSet<String> {
    let names = named.iter().filter_map(|id| entities.get(*id));
    names.flat_map(|entity| entity.name.split_whitespace().map(str::to_lowercase)).collect()
}

/// The head nouns of those who take part and have no name.
fn nouns<'p>(
    view: View<'_>,
    parties: impl Iterator<Item = &'p Party>,
    entities: &Entities,
    tables: &Tables,
) -> BTreeSet<String> {
    let is_unnamed = |party: &&Party| {
        let entity = party.entity.and_then(|id| entities.get(id));
        entity.is_none_or(|entity| entity.kind == EntityKind::People)
    };
    parties
        .filter(is_unnamed)
        .filter_map(|party| view.head_of(party.span.span))
        .filter(|head| view.token(*head).upos == Upos::Noun)
        .map(|head| {
            let lemma = view.token(head).lemma.to_lowercase();
            let meaning = tables.senses.meaning(&lemma);
            // A man and a woman are both people, and not the same.
            if meaning == ANYBODY { lemma } else { meaning.to_owned() }
        })
        .collect()
}

/// The meaning in `senses.toml` of nouns that fit anybody.
const ANYBODY: &str = "person";

/// The least number that tells one group from another.
const FEWEST: f64 = 2.0;

/// The numbers in the words for those who take part: "57 people", "a woman of 62".
fn numbers<'p>(text: TextRef<'_>, parties: impl Iterator<Item = &'p Party>) -> BTreeSet<u64> {
    let spans: Vec<Span> = parties.map(|party| party.span.span).collect();
    let counted = text.facts.quantities.iter().filter(|quantity| {
        quantity.comparator != Comparator::Vague && spans.iter().any(|span| span.overlaps(quantity.span))
    });
    let view = text.view;
    let written = spans.iter().flat_map(|span| view.tokens_in(*span)).map(|id| view.token(id));
    let written = written.filter(|token| token.upos == Upos::Num);
    let written = written.filter_map(|token| view.slice(token.span).parse::<f64>().ok());
    let all = counted.filter_map(|quantity| quantity.value).chain(written);
    all.filter(|value| *value >= FEWEST && value.fract() == 0.0).map(|value| value as u64).collect()
}

/// Whether a noun takes up something known: "the quake", "this attack", "its verdict", with nothing else said of it.
fn recalls(view: View<'_>, head: TokenId) -> bool {
    if view.token(head).upos != Upos::Noun {
        return false;
    }
    let mut known = false;
    for id in view.children(head) {
        let lower = view.word(id).to_lowercase();
        match view.token(id).deprel {
            Deprel::Det => known |= matches!(lower.as_str(), "the" | "this" | "that" | "these" | "those"),
            Deprel::Case | Deprel::Punct | Deprel::Cc | Deprel::Conj | Deprel::Compound => {}
            // A clause, a number or an "of" tells which one is meant: that may be another.
            Deprel::AclRelcl | Deprel::Acl | Deprel::Nummod | Deprel::Nmod => return false,
            _ => {}
        }
    }
    known
}

/// The token of the trigger that the others depend on.
fn head(view: View<'_>, trigger: &[Span]) -> Option<TokenId> {
    let tokens: Vec<TokenId> = trigger.iter().filter_map(|span| view.head_of(*span)).collect();
    tokens.iter().copied().find(|id| !view.ancestors(*id).any(|up| tokens.contains(&up)))
}

/// The place in the name of an event: "the Tarnby crash".
fn place_in_name(text: TextRef<'_>, head: TokenId) -> Option<Span> {
    let view = text.view;
    let is_part =
        |id: &TokenId| matches!(view.token(*id).deprel, Deprel::Compound | Deprel::NmodPoss | Deprel::Amod);
    view.children(head).filter(is_part).find_map(|id| {
        let span = view.token(id).span;
        let found = view.layer.entities.iter().find(|entity| entity.span.contains(span));
        found.filter(|entity| entity.kind == NameType::Location).map(|entity| entity.span)
    })
}

/// Whether an event is dated so long before its report that it is not the report's news.
fn is_past(date: &Date, published: &Date, tables: &Tables) -> bool {
    let days = tables.compare.events.past_days;
    date.end.zip(published.start).is_some_and(|(end, published)| (published - end).get_days() > days)
}

/// Whether a word is a noun in the plural.
fn is_plural(view: View<'_>, head: TokenId) -> bool {
    let token = view.token(head);
    token.upos == Upos::Noun && view.word(head).to_lowercase() != token.lemma.to_lowercase()
}

/// Whether a noun stands in the plural with nothing that says which: such happenings in general.
fn is_bare_plural(view: View<'_>, head: TokenId) -> bool {
    let says_which = |id: TokenId| {
        matches!(view.token(id).deprel, Deprel::Det | Deprel::Nummod | Deprel::NmodPoss | Deprel::AclRelcl)
    };
    is_plural(view, head) && !view.children(head).any(says_which)
}

/// Whether the words around a trigger set the event apart from one told before ("another", "the last", "in 1980").
fn is_other(view: View<'_>, head: TokenId, tables: &Tables) -> bool {
    let others = &tables.compare.events.others;
    view.children(head).any(|id| others.contains(&view.token(id).lemma.to_lowercase()))
}

/// Whether a sentence is one of those in which a report says what its news is.
fn leads(text: TextRef<'_>, sentence: Span, tables: &Tables) -> bool {
    let first = tables.compare.events.lead_sentences;
    text.view.field == Field::Title
        || text.view.sentence_at(sentence.start).is_some_and(|id| (id.0 as usize) < first)
}

fn is_country(name: &str, tables: &Tables) -> bool {
    tables.world.country(name).first().is_some_and(|found| matches!(found.form, CountryForm::Name))
}
