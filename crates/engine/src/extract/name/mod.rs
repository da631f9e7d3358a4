//! Names and mentions of one text.
//!
//! The reader's name spans are gathered into names; then titles and appositions give roles; descriptions, seats of
//! governments and pronouns are tied to names where the evidence is clear. What is not clear stays unresolved.

mod book;
mod epithet;
mod expletive;
mod form;
mod gather;
mod grammar;
mod metonym;
mod nominal;
mod profile;
mod pronoun;
mod relative;
mod role;

use rashomon_doc::{Mention, Name, View};

use super::marks;
use crate::Tables;
use book::Book;

pub(super) use form::glued_at;
pub(super) use grammar::{is_subject, noun_phrase, phrase_nouns};
pub(super) use relative::antecedent;

/// Who and what a text refers to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    /// Mentions in order of start.
    pub mentions: Vec<Mention>,
    /// Names in order of their first mention.
    pub names: Vec<Name>,
}

/// Finds mentions and ties them to names.
pub fn extract(view: View<'_>, tables: &Tables) -> Names {
    let mut book = Book::new(view, tables, marks::quotations(view));
    gather::gather(&mut book);
    role::find(&mut book);
    metonym::resolve(&mut book);
    nominal::resolve(&mut book);
    pronoun::resolve(&mut book);
    profile::complete(&mut book);
    book.finish()
}
