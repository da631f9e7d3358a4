//! The names and mentions of a text while they are being found.

use rashomon_doc::{
    AttributionRole, Link, Mention, MentionKind, Name, NameId, NameType, Pos, SentenceId, Span, TokenId, View,
};

use super::Names;
use super::form::Form;
use super::grammar;
use crate::Tables;
use crate::extract::marks::Quotation;
use crate::ontology::Gender;

/// A name with what is known of it.
pub(super) struct Entry {
    /// What will be given out.
    pub(super) name: Name,
    /// The forms it was named by.
    pub(super) forms: Vec<Form>,
    /// He, she, it or they.
    pub(super) gender: Gender,
    /// Lemmas of what it is said to be: the head noun of each description, with the words before it.
    pub(super) descriptions: Vec<Description>,
}

/// A description of someone, in lemmas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Description {
    /// The head noun.
    pub(super) head: String,
    /// The other nouns and adjectives of the phrase.
    pub(super) modifiers: Vec<String>,
    /// Names behind it that say whose or where from ("officials of Norland"), in lemmas.
    pub(super) owners: Vec<String>,
}

/// All that is known so far.
pub(super) struct Book<'a> {
    pub(super) view: View<'a>,
    pub(super) tables: &'a Tables,
    pub(super) quotations: Vec<Quotation>,
    pub(super) entries: Vec<Entry>,
    pub(super) mentions: Vec<Mention>,
    /// Whom the reader takes for sources, in order.
    sources: Vec<Span>,
    /// For each sentence how many up to and with it are not wholly quoted: what the outlet itself tells.
    told: Vec<u32>,
}

impl<'a> Book<'a> {
    pub(super) fn new(view: View<'a>, tables: &'a Tables, quotations: Vec<Quotation>) -> Self {
        let roles = view.layer.roles.iter().filter(|role| role.role == AttributionRole::Source);
        let mut sources: Vec<Span> = roles.map(|role| role.span).collect();
        sources.sort_unstable();
        let told = told(view, &quotations);
        Self { view, tables, quotations, entries: Vec::new(), mentions: Vec::new(), sources, told }
    }

    /// How many sentences of the outlet's own lie between an earlier sentence and a later one; those that are
    /// somebody's words from end to end do not count.
    pub(super) fn distance(&self, from: SentenceId, to: SentenceId) -> u32 {
        let told = |SentenceId(at): SentenceId| self.told.get(at as usize).copied().unwrap_or(at);
        told(to).saturating_sub(told(from))
    }

    /// The entry of a name. Ids come from this book.
    pub(super) fn entry(&self, id: NameId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    pub(super) fn entry_mut(&mut self, id: NameId) -> Option<&mut Entry> {
        self.entries.get_mut(id.0 as usize)
    }

    /// The ids of all names.
    pub(super) fn ids(&self) -> impl DoubleEndedIterator<Item = NameId> + use<> {
        (0..self.entries.len() as u32).map(NameId)
    }

    /// Adds a name with its first mention.
    pub(super) fn add_name(&mut self, form: Form, gender: Gender, unnamed: bool) -> NameId {
        let id = NameId(self.entries.len() as u32);
        self.entries.push(Entry {
            name: Name {
                name: form.text.clone(),
                kind: form.kind,
                country: None,
                sector: None,
                roles: Vec::new(),
                unnamed,
            },
            forms: vec![form],
            gender,
            descriptions: Vec::new(),
        });
        id
    }

    /// Adds a mention unless the same words refer already.
    pub(super) fn mention(&mut self, span: Span, kind: MentionKind, name: Option<NameId>, link: Link) {
        let same = |known: &&mut Mention| known.span == span && (known.name.is_none() || known.name == name);
        match self.mentions.iter_mut().find(same) {
            Some(known) => {
                if known.name.is_none() && name.is_some() {
                    *known = Mention { span, kind, name, link };
                }
            }
            None => self.mentions.push(Mention { span, kind, name, link }),
        }
    }

    /// Puts the mentions in order.
    pub(super) fn sort(&mut self) {
        self.mentions.sort_by_key(|mention| (mention.span, mention.name));
    }

    /// The head word of a mention.
    pub(super) fn head(&self, span: Span) -> Option<TokenId> {
        grammar::head(self.view, span)
    }

    /// Whether a position stands in a quotation.
    pub(super) fn quoted(&self, pos: Pos) -> bool {
        let next = self.quotations.partition_point(|quotation| quotation.outer.end <= pos);
        self.quotations.get(next).is_some_and(|quotation| quotation.outer.contains_pos(pos))
    }

    /// Whether a span begins a source, or is one.
    pub(super) fn is_source(&self, span: Span) -> bool {
        let next = self.sources.partition_point(|source| source.end <= span.start);
        self.sources
            .get(next)
            .is_some_and(|source| source.contains(span) && self.head(*source) == self.head(span))
    }

    /// Whether a span overlaps a named mention.
    pub(super) fn is_named(&self, span: Span) -> bool {
        self.mentions.iter().any(|known| known.kind == MentionKind::Name && known.span.overlaps(span))
    }

    /// Whether a name is a person's.
    pub(super) fn is_person(&self, id: NameId) -> bool {
        self.entry(id).is_some_and(|entry| {
            entry.name.kind == NameType::Person && !matches!(entry.gender, Gender::Neuter | Gender::Plural)
        })
    }

    /// Names in order of their first mention, mentions in order of start.
    pub(super) fn finish(mut self) -> Names {
        self.sort();
        let mut order: Vec<Option<u32>> = vec![None; self.entries.len()];
        let mut next = 0;
        for mention in &self.mentions {
            let Some(slot) = mention.name.and_then(|id| order.get_mut(id.0 as usize)) else { continue };
            if slot.is_none() {
                *slot = Some(next);
                next += 1;
            }
        }
        for mention in &mut self.mentions {
            mention.name =
                mention.name.and_then(|id| order.get(id.0 as usize).copied().flatten()).map(NameId);
        }
        let mut names: Vec<(u32, Name)> =
            order.iter().zip(self.entries).filter_map(|(at, entry)| Some(((*at)?, entry.name))).collect();
        names.sort_by_key(|(at, _)| *at);
        Names { mentions: self.mentions, names: names.into_iter().map(|(_, name)| name).collect() }
    }
}

/// For each sentence the number of sentences up to it that no quotation holds whole.
fn told(view: View<'_>, quotations: &[Quotation]) -> Vec<u32> {
    let mut count = 0;
    let whole = |span: Span| {
        let next = quotations.partition_point(|quotation| quotation.outer.end <= span.start);
        quotations.get(next).is_some_and(|quotation| quotation.outer.contains(span))
    };
    let sentences = view.layer.sentences.iter().map(|sentence| sentence.span.trimmed(view.text));
    sentences
        .map(|span| {
            count += u32::from(!whole(span));
            count
        })
        .collect()
}
