//! What has been found out about the tokens of a text, so that no frame asks for it again.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use rashomon_doc::{Sector, TokenId};

use crate::ontology::frames::Slot;

/// Country and sector of a party.
pub(super) type Standing = (Option<String>, Option<Sector>);

/// Answers by token. They hang on the text and its names alone, which do not change while its events are drawn.
pub(super) struct Memo {
    agents: Vec<OnceCell<bool>>,
    standings: Vec<OnceCell<Standing>>,
    fills: RefCell<BTreeMap<TokenId, BTreeMap<Slot, Vec<TokenId>>>>,
}

impl Memo {
    pub(super) fn new(tokens: usize) -> Self {
        Self {
            agents: vec![OnceCell::new(); tokens],
            standings: vec![OnceCell::new(); tokens],
            fills: RefCell::default(),
        }
    }

    /// Whether the token can act.
    pub(super) fn is_agent(&self, id: TokenId, find: impl FnOnce() -> bool) -> bool {
        match self.agents.get(id.0 as usize) {
            Some(cell) => *cell.get_or_init(find),
            None => find(),
        }
    }

    /// The country and sector of the party with this head.
    pub(super) fn standing(&self, id: TokenId, find: impl FnOnce() -> Standing) -> Standing {
        match self.standings.get(id.0 as usize) {
            Some(cell) => cell.get_or_init(find).clone(),
            None => find(),
        }
    }

    /// The heads in a slot of a trigger.
    pub(super) fn filled(
        &self,
        trigger: TokenId,
        slot: &Slot,
        find: impl FnOnce() -> Vec<TokenId>,
    ) -> Vec<TokenId> {
        if let Some(known) = self.fills.borrow().get(&trigger).and_then(|slots| slots.get(slot)) {
            return known.clone();
        }
        let found = find();
        self.fills.borrow_mut().entry(trigger).or_default().insert(slot.clone(), found.clone());
        found
    }
}
