//! Who stands behind the words for a source.

use rashomon_doc::{
    BlockKind, Deprel, Link, Mention, MentionKind, Name, NameId, NameType, Sector, Span, TokenId, Upos, View,
};

use crate::Tables;
use crate::extract::name::phrase_nouns;
use crate::ontology::{Noun, NounKind};

/// The people and bodies of a text, to which unnamed speakers are added.
pub(super) struct Cast<'a> {
    pub(super) view: View<'a>,
    pub(super) tables: &'a Tables,
    mentions: &'a mut Vec<Mention>,
    names: &'a mut Vec<Name>,
}

impl<'a> Cast<'a> {
    pub(super) fn new(
        view: View<'a>,
        mentions: &'a mut Vec<Mention>,
        names: &'a mut Vec<Name>,
        tables: &'a Tables,
    ) -> Self {
        Self { view, tables, mentions, names }
    }

    /// The mentions in a span, in order.
    pub(super) fn mentions_in(&self, span: Span) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |mention| span.contains(mention.span))
    }

    /// Who the words for a source refer to; unnamed speakers are added.
    pub(super) fn speaker(&mut self, source: Span) -> Option<NameId> {
        if let Some(id) = self.titled(source) {
            return Some(id);
        }
        let head = self.view.head_of(source)?;
        if let Some(id) = self.bearer(source, head) {
            return Some(id);
        }
        if super::nested::is_quantifier(self.view, head) {
            return Some(self.add_unnamed(source, head, true));
        }
        if self.view.token(head).upos == Upos::Pron {
            if let Some(id) = self.author(head) {
                return Some(id);
            }
            // "who": the one whom the relative clause describes.
            let noun = crate::extract::name::antecedent(self.view, self.tables, head)?;
            let phrase = crate::extract::name::noun_phrase(self.view, noun);
            // "its spokeswoman Ada Kroll, who": the name beside the noun.
            let beside = || {
                self.view
                    .children(noun)
                    .filter(|child| {
                        matches!(
                            self.view.token(*child).deprel,
                            Deprel::Appos | Deprel::Flat | Deprel::NmodDesc
                        )
                    })
                    .find_map(|child| self.at(self.view.token(child).span).map(|(id, _)| id))
            };
            return self
                .titled(phrase)
                .or_else(|| self.bearer(phrase, noun))
                .or_else(beside)
                .or_else(|| self.described(phrase, noun));
        }
        self.by_noun(source, head)
    }

    /// The person or body that a noun before "who" describes.
    fn described(&mut self, phrase: Span, noun: TokenId) -> Option<NameId> {
        let (senses, _) = phrase_nouns(self.view, self.tables, noun);
        // "accusers who", of which no table tells: only directly before the pronoun.
        let who = TokenId(noun.0 + 1);
        let unknown = senses.is_empty()
            && self
                .view
                .layer
                .tokens
                .get(who.0 as usize)
                .is_some_and(|token| token.span.slice(self.view.text).eq_ignore_ascii_case("who"));
        let someone = self.view.token(noun).upos == Upos::Propn
            || unknown
            || senses.iter().any(|noun| noun.person || noun.kind == NounKind::Body);
        if someone { self.by_noun(phrase, noun) } else { None }
    }

    /// Whom a noun or a name stands for that heads the words for a source.
    fn by_noun(&mut self, source: Span, head: TokenId) -> Option<NameId> {
        // "keeper Ines Faro", where the tree hangs the name on the noun.
        let beside = self.view.children(head).filter(|child| {
            matches!(self.view.token(*child).deprel, Deprel::Appos | Deprel::Flat | Deprel::NmodDesc)
        });
        if let Some(id) = beside.into_iter().find_map(|child| self.bearer(source, child)) {
            return Some(id);
        }
        if let Some(id) = self.named_body(source) {
            return Some(id);
        }
        let (senses, _) = phrase_nouns(self.view, self.tables, head);
        let speaks = |noun: &&Noun| noun.kind != NounKind::Document;
        match senses.iter().find(speaks) {
            Some(noun) => Some(self.add_unnamed(source, head, noun.person || noun.kind == NounKind::Group)),
            None if !senses.is_empty() => self.owner(source, head).or_else(|| self.author(head)),
            // Who speaks is someone, whatever the noun.
            None if self.view.token(head).upos == Upos::Noun => Some(self.add_unnamed(source, head, true)),
            // "the Courier", which the reader did not see as a name.
            None if self.tables.people.is_masthead(&self.view.word(head).to_lowercase()) => {
                Some(self.add_paper(source, head, NameType::Organization))
            }
            // Who speaks bears a name, though the reader did not see it: "the Intercept" is a body, "Amsel" a person.
            None if self.view.token(head).upos == Upos::Propn => {
                let article = self
                    .view
                    .tokens_in(source)
                    .next()
                    .is_some_and(|first| self.view.word(first).eq_ignore_ascii_case("the"));
                let kind = if article { NameType::Organization } else { NameType::Person };
                Some(self.add_paper(source, head, kind))
            }
            None => None,
        }
    }

    /// Whoever gives their own name at the beginning of what a pronoun or a noun says: "“I'm Ada Kroll,” she began."
    pub(super) fn self_named(&self, source: Span, content: &[Span]) -> Option<NameId> {
        let head = self.view.head_of(source).filter(|head| self.view.token(*head).upos != Upos::Propn)?;
        let first = content.first().filter(|span| !span.contains(self.view.token(head).span))?;
        let words = self.view.slice(*first);
        let opening = OWN_NAME.iter().find(|opening| {
            words.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening))
        })?;
        let at = first.start.index() + opening.len();
        let mention = self.mentions_in(*first).find(|mention| mention.kind == MentionKind::Name)?;
        let id = mention.name.filter(|_| mention.span.start.index() == at)?;
        self.names.get(id.0 as usize).filter(|name| name.kind == NameType::Person).map(|_| id)
    }

    /// Whether "he" or "she" can stand for a name: a person for whom the text never has the other.
    pub(super) fn can_be(&self, id: NameId, pronoun: &str) -> bool {
        let other: [&str; 3] = if pronoun == "she" { ["he", "him", "his"] } else { ["she", "her", "hers"] };
        let person =
            self.names.get(id.0 as usize).is_some_and(|name| name.kind == NameType::Person && !name.unnamed);
        let mut mentions = self
            .mentions
            .iter()
            .filter(|mention| mention.name == Some(id) && mention.kind == MentionKind::Pronoun);
        person
            && !mentions.any(|mention| other.contains(&self.view.slice(mention.span).to_lowercase().as_str()))
    }

    /// All who are meant by the words at a head, where they are several ("they", "the two").
    pub(super) fn bearers(&self, source: Span, head: Span) -> Vec<NameId> {
        let holds = |mention: &&Mention| {
            mention.kind != MentionKind::Name && mention.span.contains(head) && source.contains(mention.span)
        };
        let found: Vec<&Mention> = self.mentions.iter().filter(holds).collect();
        let Some(smallest) = found.iter().map(|mention| mention.span.len()).min() else { return Vec::new() };
        let same = found.into_iter().filter(|mention| mention.span.len() == smallest);
        same.filter_map(|mention| mention.name).collect()
    }

    /// The roles that the text gives a name.
    pub(super) fn roles(&self, id: NameId) -> Vec<Span> {
        self.names.get(id.0 as usize).map(|name| name.roles.clone()).unwrap_or_default()
    }

    /// The descriptions by which the text refers to a name.
    pub(super) fn descriptions(&self, id: NameId) -> impl Iterator<Item = Span> {
        let nominal =
            move |mention: &&Mention| mention.kind == MentionKind::Nominal && mention.name == Some(id);
        self.mentions.iter().filter(nominal).map(|mention| mention.span)
    }

    /// The name whose mention has its head at a word, with the mention.
    pub(super) fn at(&self, word: Span) -> Option<(NameId, Span)> {
        let holds = |mention: &&Mention| {
            mention.span.contains(word)
                && self.view.head_of(mention.span).is_some_and(|head| self.view.token(head).span == word)
        };
        let named = self.mentions.iter().filter(holds);
        named.min_by_key(|mention| mention.span.len()).and_then(|found| Some((found.name?, found.span)))
    }

    /// Who wrote the document that a source calls up again.
    fn author(&self, head: TokenId) -> Option<NameId> {
        let span = super::document::author(self, head)?;
        let writer = self.view.head_of(span)?;
        self.titled(span).or_else(|| self.bearer(span, writer))
    }

    /// The person named in a source behind nothing but titles ("senior adviser Ada Kroll, …").
    fn titled(&self, source: Span) -> Option<NameId> {
        let people = |mention: &&Mention| {
            let name = mention.name.and_then(|id| self.names.get(id.0 as usize));
            mention.kind == MentionKind::Name && name.is_some_and(|name| name.kind == NameType::Person)
        };
        let mention = self.mentions_in(source).find(people)?;
        let before = Span { start: source.start, end: mention.span.start };
        let title = |upos: Upos| matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det | Upos::Num);
        // "trader and part-time judge Ada Kroll" is one person; "the mayor and Ada Kroll" are two.
        let joined = |id: TokenId| {
            let next =
                self.view.tokens_in(Span { start: self.view.token(id).span.end, end: before.end }).last();
            self.view.token(id).upos == Upos::Cconj
                && next.is_some_and(|last| {
                    let (senses, _) = phrase_nouns(self.view, self.tables, last);
                    senses.iter().any(|noun| noun.person)
                })
                && self
                    .view
                    .tokens_in(before)
                    .next()
                    .is_some_and(|first| self.view.token(first).upos != Upos::Det)
        };
        // "WHO director Ada Kroll": the tree may take initials for a pronoun.
        let initials = |id: TokenId| {
            let word = self.view.word(id);
            word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c == '.')
        };
        let titles = self.view.tokens_in(before).all(|id| {
            title(self.view.token(id).upos)
                || initials(id)
                || matches!(self.view.word(id), "-" | "–")
                || joined(id)
        });
        // "Ada Kroll's campaign" is not she.
        let behind = self.view.text.get(mention.span.end.index()..).unwrap_or_default();
        let owns = behind.trim_start_matches(' ').starts_with(['\'', '’']);
        let last = Span { start: mention.span.end, end: source.end.max(mention.span.end) };
        let goes_on = self.view.tokens_in(last).next().is_some_and(|id| title(self.view.token(id).upos));
        (titles && !owns && !goes_on).then_some(mention.name).flatten()
    }

    /// "state news agency Interfax": the body whose name ends a source, behind the noun that says what it is.
    fn named_body(&self, source: Span) -> Option<NameId> {
        let last = |mention: &&Mention| mention.span.end == source.end && mention.kind == MentionKind::Name;
        let mention = self.mentions_in(source).filter(last).max_by_key(|mention| mention.span.len())?;
        let before = self.view.tokens_in(Span { start: source.start, end: mention.span.start }).last()?;
        let (senses, _) = phrase_nouns(self.view, self.tables, before);
        let body =
            senses.iter().any(|noun| matches!(noun.kind, NounKind::Body | NounKind::Teller) && !noun.person);
        mention.name.filter(|_| body)
    }

    /// The name of the mention with that head.
    fn bearer(&self, source: Span, head: TokenId) -> Option<NameId> {
        let word = self.view.token(head).span;
        let holds = |mention: &&Mention| {
            mention.span.contains(word)
                && mention.span.overlaps(source)
                && self.view.head_of(mention.span) == Some(head)
        };
        let named = self.mentions.iter().filter(holds).filter(|mention| mention.name.is_some());
        named.min_by_key(|mention| (mention.kind, mention.span.len())).and_then(|mention| mention.name)
    }

    /// "a report by Kroll", "the board's data": whose document it is.
    fn owner(&self, source: Span, head: TokenId) -> Option<NameId> {
        self.view
            .children(head)
            .filter(|child| match self.view.token(*child).deprel {
                Deprel::NmodPoss | Deprel::Nmod | Deprel::Compound => true,
                // "a report written by Kroll", but not "ordered by Kroll".
                Deprel::Acl => AUTHORING.contains(&self.view.token(*child).lemma.to_lowercase().as_str()),
                _ => false,
            })
            .flat_map(|child| std::iter::once(child).chain(self.view.children(child)))
            .find_map(|child| self.bearer(source, child))
    }

    /// One whom the reader did not see as a name, like a paper that only its masthead shows; the same words are the same one.
    fn add_paper(&mut self, source: Span, head: TokenId, kind: NameType) -> NameId {
        let before = self.view.tokens_in(source).filter(|id| *id <= head);
        let span = self.view.cover(before.filter(|id| self.view.token(*id).upos == Upos::Propn));
        let words = self.view.slice(span);
        let masthead = self.tables.people.is_masthead(&self.view.word(head).to_lowercase());
        let known = self.names.iter().position(|name| name.name == words && name.kind == kind);
        let id = known.map_or(NameId(self.names.len() as u32), |at| NameId(at as u32));
        if known.is_none() {
            self.names.push(Name {
                name: words.to_owned(),
                kind,
                country: None,
                sector: masthead.then_some(Sector::Jrn),
                roles: Vec::new(),
                unnamed: false,
            });
        }
        self.mentions.push(Mention { span, kind: MentionKind::Name, name: Some(id), link: Link::Same });
        self.mentions.sort_by_key(|mention| (mention.span, mention.name));
        id
    }

    fn add_unnamed(&mut self, source: Span, head: TokenId, person: bool) -> NameId {
        let phrase = crate::extract::name::noun_phrase(self.view, head);
        let span = if phrase.overlaps(source) { phrase } else { source };
        let id = NameId(self.names.len() as u32);
        self.names.push(Name {
            name: self.view.slice(span).to_owned(),
            kind: if person { NameType::Person } else { NameType::Organization },
            country: None,
            sector: None,
            roles: Vec::new(),
            unnamed: true,
        });
        if let Some(mention) = self.mentions.iter_mut().find(|mention| mention.span == span) {
            mention.name = Some(id);
        } else {
            let link = Link::Same;
            self.mentions.push(Mention { span, kind: MentionKind::Nominal, name: Some(id), link });
            self.mentions.sort_by_key(|mention| (mention.span, mention.name));
        }
        id
    }

    /// Whether a name is that of a paper, agency or channel: one who passes words on.
    pub(super) fn is_teller(&self, id: NameId) -> bool {
        let Some(name) = self.names.get(id.0 as usize) else { return false };
        let outlet = |words_of: &str| {
            let mut words = words_of.split(|c: char| !c.is_alphanumeric());
            words.any(|word| self.tables.people.is_masthead(&word.to_lowercase())) || is_site(words_of)
        };
        let role = |span: &Span| {
            let last = self.view.tokens_in(*span).last();
            last.is_some_and(|id| {
                let (senses, _) = phrase_nouns(self.view, self.tables, id);
                senses.iter().any(|noun| noun.kind == NounKind::Teller && !noun.person)
            })
        };
        let named = name.kind != NameType::Person && !name.unnamed;
        let in_dateline = |name: &str| {
            let lines = self
                .view
                .blocks
                .iter()
                .filter(|block| matches!(block.kind, BlockKind::Dateline | BlockKind::Byline));
            lines.map(|block| self.view.slice(block.span)).any(|line| line.contains(&format!("({name})")))
        };
        self.tables.world.agency(&name.name).is_some()
            || name.kind != NameType::Person && name.sector == Some(Sector::Jrn)
            || named && (in_dateline(&name.name) || outlet(&name.name) || name.roles.iter().any(role))
            || name.unnamed && self.is_teller_noun(id)
    }

    /// "the newspaper", where it has no name.
    fn is_teller_noun(&self, id: NameId) -> bool {
        let Some(mention) = self.mentions.iter().find(|mention| mention.name == Some(id)) else {
            return false;
        };
        let Some(head) = self.view.head_of(mention.span) else { return false };
        let (senses, _) = phrase_nouns(self.view, self.tables, head);
        senses.first().is_some_and(|noun| noun.kind == NounKind::Teller && !noun.person)
    }

    /// "I" in someone's words is the one who speaks, in direct speech and where the first person leaks.
    pub(super) fn first_person(&mut self, content: &[Span], speaker: NameId) {
        for span in content {
            for token in self.view.tokens_in(*span) {
                let word = self.view.word(token).to_lowercase();
                let first = matches!(word.as_str(), "i" | "me" | "my" | "mine" | "myself");
                if first && self.view.token(token).upos == Upos::Pron {
                    let span = self.view.token(token).span;
                    match self.mentions.iter_mut().find(|mention| mention.span == span) {
                        Some(known) => known.name = Some(speaker),
                        None => self.mentions.push(Mention {
                            span,
                            kind: MentionKind::Pronoun,
                            name: Some(speaker),
                            link: Link::Pronoun,
                        }),
                    }
                }
            }
        }
    }

    /// Puts mentions in order after all speakers are known.
    pub(super) fn finish(&mut self) {
        self.mentions.sort_by_key(|mention| (mention.span, mention.name));
    }
}

/// What stands before one's own name.
const OWN_NAME: [&str; 6] = ["I'm ", "I’m ", "I am ", "My name is ", "My name's ", "My name’s "];

/// What an author does to a document.
const AUTHORING: [&str; 14] = [
    "write", "author", "issue", "release", "publish", "prepare", "conduct", "produce", "compile", "sign",
    "post", "file", "send", "make",
];

/// Whether a name is the address of a site ("Kroll.com"): who is told something there is a paper.
fn is_site(name: &str) -> bool {
    const DOMAINS: [&str; 6] = [".com", ".org", ".net", ".news", ".tv", ".co"];
    let name = name.to_lowercase();
    !name.contains(' ') && DOMAINS.iter().any(|domain| name.ends_with(domain))
}
