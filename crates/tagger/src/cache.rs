//! A bounded memory of passages that were read before.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Keeps the results of the last passages by their text. Two generations stand in for an order of use: what is asked
/// for again moves to the young one; when that is full, the old one goes.
#[derive(Debug)]
pub(crate) struct Cache<T> {
    half: usize,
    shelves: Mutex<Shelves<T>>,
}

#[derive(Debug)]
struct Shelves<T> {
    young: HashMap<Box<str>, Arc<T>>,
    old: HashMap<Box<str>, Arc<T>>,
    hits: u64,
    misses: u64,
}

impl<T> Cache<T> {
    /// A cache of at most `entries` results; with 0 nothing is kept.
    pub(crate) fn new(entries: usize) -> Self {
        let shelves = Shelves { young: HashMap::new(), old: HashMap::new(), hits: 0, misses: 0 };
        Self { half: entries / 2, shelves: Mutex::new(shelves) }
    }

    /// The result for `key`, if it is remembered.
    pub(crate) fn get(&self, key: &str) -> Option<Arc<T>> {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        let found = match shelves.young.get(key) {
            Some(found) => Some(Arc::clone(found)),
            None => shelves.old.remove_entry(key).map(|(key, found)| {
                let again = Arc::clone(&found);
                self.keep(&mut shelves, key, found);
                again
            }),
        };
        match found {
            Some(_) => shelves.hits += 1,
            None => shelves.misses += 1,
        }
        found
    }

    /// Remembers a result.
    pub(crate) fn put(&self, key: String, value: Arc<T>) {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        self.keep(&mut shelves, key.into_boxed_str(), value);
    }

    /// How often something was found, and how often not.
    pub(crate) fn counts(&self) -> (u64, u64) {
        let shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        (shelves.hits, shelves.misses)
    }

    fn keep(&self, shelves: &mut Shelves<T>, key: Box<str>, value: Arc<T>) {
        if self.half == 0 {
            return;
        }
        if shelves.young.len() >= self.half {
            shelves.old = std::mem::take(&mut shelves.young);
        }
        shelves.young.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_used() {
        let cache = Cache::new(8);
        for number in 0..20 {
            cache.put(number.to_string(), Arc::new(number));
            assert_eq!(cache.get("0").as_deref(), Some(&0));
        }
        assert_eq!(cache.get("1"), None);
        let shelves = cache.shelves.lock().unwrap();
        assert!(shelves.young.len() + shelves.old.len() <= 8);
        drop(shelves);
        assert_eq!(cache.counts(), (20, 1));
    }

    #[test]
    fn an_empty_cache_forgets() {
        let cache = Cache::new(0);
        cache.put("a".to_owned(), Arc::new(1));
        assert_eq!(cache.get("a"), None);
    }
}
