//! Who said what: every attribution, by speaker, with the way its words came.

use maud::{Markup, html};
use rashomon_doc::QuotationKind;
use rashomon_engine::dossier::{About, Party, Statement, StatementId};

use super::book::{self, Book, Row, chip, text};
use super::row::{Item, Keys, line, rows};
use super::{compared, filter, words};
use crate::label::Label;

/// How much a strong word counts before a weaker one in the order of strength.
const STRENGTHS: i64 = 3;

pub(super) fn view(book: &Book<'_>) -> Markup {
    let mut order: Vec<(StatementId, &Statement)> =
        (0..).map(StatementId).zip(&book.dossier.statements).collect();
    order.sort_by_key(|(id, said)| (speaker_place(book, said), *id));
    let mut before = None;
    let mut again = |said: &Statement| {
        let speaker = said.speaker.and_then(|party| party.entity);
        speaker.is_some() && std::mem::replace(&mut before, speaker) == speaker
    };
    let list: Vec<Markup> = (0..)
        .zip(&order)
        .map(|(place, (id, said))| item(book, *id, said, again(said), place).render())
        .collect();
    html! {
        section.view #statements aria-labelledby="statements-title" {
            h2 #statements-title { "Who said what" }
            (filter::bar(book, &filter::of_statements(book)))
            @if list.is_empty() { (book::nothing("No one is quoted in the reports.")) }
            (rows(book, &list))
        }
    }
}

/// Speakers with most statements first; those without a name last.
fn speaker_place(book: &Book<'_>, said: &Statement) -> (i64, u32) {
    match said.speaker.and_then(|party| party.entity) {
        None => (i64::MAX, 0),
        Some(entity) => (-i64::from(book.said_by(entity)), entity.0),
    }
}

/// One statement; `again` where the one before has the same speaker, whose name then steps back.
fn item(book: &Book<'_>, id: StatementId, said: &Statement, again: bool, place: i64) -> Item {
    let speaker = said.speaker.and_then(|party| party.entity);
    let keys = Keys {
        story: book.story_of(said.doc).map(|story| format!("t{}", story.0 + 1)).unwrap_or_default(),
        party: speaker.map(|entity| format!("e{}", entity.0 + 1)).unwrap_or_default(),
        kind: said.act.name(),
        status: said.kind.name(),
        order: vec![
            ("speaker", place),
            ("report", book.number(said.doc) as i64),
            ("strength", STRENGTHS - i64::from(said.strength)),
        ],
        ..Keys::default()
    };
    Item {
        id: book.id(Row::Statement(id)),
        class: if again { "statement again" } else { "statement" },
        keys,
        head: html! {
            span.speaker { (speakers(book, said)) } " "
            span { span.verb { (words::verb(said.act)) } " " (content(book, said)) }
        },
        facts: html! {
            p.meta {
                (way(book, said))
                @if said.negated { (chip("", "in the negative")) }
                @if said.hedged { (chip("", "hedged by the outlet")) }
                @if let Some(modality) = words::modality(said.modality) { (chip("", modality)) }
                @if said.strength > 1 { (chip("strong", "strong words")) }
            }
        },
        more: more(book, said),
    }
}

/// The speaker, with whoever says it too, and the one they speak for.
fn speakers(book: &Book<'_>, said: &Statement) -> Markup {
    html! {
        (speaker_name(book, said.speaker.as_ref()))
        @for party in &said.with { " and " (speaker_name(book, Some(party))) }
        @if let Some(party) = &said.behalf { " for " (speaker_name(book, Some(party))) }
    }
}

fn speaker_name(book: &Book<'_>, speaker: Option<&Party>) -> Markup {
    match speaker {
        None => html! { "No one named" },
        Some(party) => match party.entity.and_then(|id| book.dossier.entities.get(id.index())) {
            Some(entity) => text(&entity.name),
            None => text(book.dossier.text_of(party.span)),
        },
    }
}

/// The words said, in marks where they are the speaker's own.
pub(super) fn content(book: &Book<'_>, said: &Statement) -> Markup {
    let parts = html! {
        @for (at, span) in said.content.iter().enumerate() {
            @if at > 0 { " … " }
            (text(book.dossier.text_of(*span)))
        }
    };
    html! { @if said.kind == QuotationKind::Direct { q { (parts) } } @else { span { (parts) } } }
}

/// Through whom the words came to the report.
fn way(book: &Book<'_>, said: &Statement) -> Markup {
    let links = links(said);
    html! {
        span.way {
            @for party in links { span.link { (book.party(party)) } span.to { " → " } }
            (book.report(said.doc))
        }
    }
}

/// The chain without the one who spoke.
pub(super) fn links(said: &Statement) -> &[Party] {
    match (said.chain.split_first(), said.speaker) {
        (Some((first, rest)), Some(speaker))
            if first.span == speaker.span || (first.entity.is_some() && first.entity == speaker.entity) =>
        {
            rest
        }
        _ => &said.chain,
    }
}

/// Someone by name, with the words that stand there.
fn spoken_of(book: &Book<'_>, party: &Party) -> Markup {
    html! { @if let Some(entity) = party.entity { (book.who(entity)) " " } q { (book.words(party.span)) } }
}

fn more(book: &Book<'_>, said: &Statement) -> Markup {
    let Statement {
        doc,
        kind,
        content,
        cue,
        speaker,
        with,
        behalf,
        rank,
        addressee,
        act: _,
        modality,
        strength,
        negated: _,
        hedged,
        chain: _,
        parent,
        claim,
    } = said;
    html! {
        dl {
            (line("Words", &html! { @for span in content { p { (book.quoted(*span)) } } }))
            @if let Some(speaker) = speaker {
                (line("Speaker", &html! {
                    @if let Some(entity) = speaker.entity { (book.who(entity)) " as " }
                    q { (book.words(speaker.span)) }
                    @if let Some(rank) = words::rank(*rank) { " " (chip("", rank)) }
                }))
            }
            @for party in with { (line("Together with", &spoken_of(book, party))) }
            @if let Some(party) = behalf { (line("Speaks for", &spoken_of(book, party))) }
            @if !cue.is_empty() { (line("Attributed by", &html! { @for span in cue { q { (book.words(*span)) } " " } })) }
            @if let Some(party) = addressee { (line("To", &spoken_of(book, party))) }
            (line("How", &html! {
                (words::quotation(*kind))
                @if let Some(modality) = words::modality(*modality) { ", " (modality) }
                @if *hedged { ", hedged by the outlet" }
                @if *strength > 0 { ", strength " (strength) " of 3" }
            }))
            (line("Came through", &html! {
                @for party in links(said) { q { (book.words(party.span)) } " → " }
                (book.report(*doc))
            }))
            @if let Some(parent) = parent {
                (line("Within", &html! { a href={ "#" (book.id(Row::Statement(*parent))) } { "another statement" } }))
            }
            @if let Some(claim) = claim {
                (line("Claim", &html! { a href={ "#" (book.id(Row::Claim(*claim))) } {
                    (text(book.dossier.claims.get(claim.index()).map_or("", |claim| &claim.text)))
                } }))
            }
        }
        @if let Some(claim) = claim { (compared::about(book, About::Claim(*claim))) }
    }
}
