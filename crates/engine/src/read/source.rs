//! The bytes of an input: digest, decompression, and what went wrong on the way.

use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};

use super::{Place, Reason, id};

/// The first bytes of a gzip stream.
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// How many layers of gzip are taken off: one is usual, two a slip, more an attack.
const LAYERS: usize = 3;

/// How many bytes are looked at to tell the kind of an input.
const HEAD: usize = 64 * 1024;

/// What is noted about an input while it is read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    digest: RefCell<Sha256>,
    /// How many decompressed bytes have come.
    came: Cell<u64>,
    failure: RefCell<Option<(Place, Reason)>>,
}

impl Notes {
    /// SHA-256 of all raw bytes so far.
    pub(super) fn sha256(&self) -> String {
        id::hex(&self.digest.borrow().clone().finalize())
    }

    /// What ended the input before its time, told once.
    pub(super) fn take_failure(&self) -> Option<(Place, Reason)> {
        self.failure.borrow_mut().take()
    }

    /// Whether something ended the input before its time.
    pub(super) fn has_failed(&self) -> bool {
        self.failure.borrow().is_some()
    }

    fn fail(&self, reason: Reason) {
        let place = match self.came.get() {
            0 => Place::Whole,
            came => Place::Byte(came),
        };
        self.failure.borrow_mut().get_or_insert((place, reason));
    }

    /// Notes an error of reading or decompressing.
    fn fail_with(&self, error: &io::Error) {
        let message = broken(error);
        let came = self.came.get() > 0;
        self.fail(if came { Reason::Broken(message) } else { Reason::Unreadable(message) });
    }
}

/// The decompressed bytes of an input with their beginning laid open.
pub(super) struct Source<'a> {
    /// The first bytes, at most [`HEAD`].
    pub(super) head: Vec<u8>,
    /// All bytes, the head included. It never fails: an error ends it and is noted.
    pub(super) bytes: Box<dyn BufRead + 'a>,
    /// What is noted on the way.
    pub(super) notes: Rc<Notes>,
}

impl<'a> Source<'a> {
    /// Opens an input: takes off gzip and reads the head.
    pub(super) fn open(input: Box<dyn Read + 'a>) -> Self {
        let notes = Rc::new(Notes::default());
        let digested = Digested { input, notes: Rc::clone(&notes) };
        let plain = unwrap(Box::new(digested), &notes);
        let mut guarded = Guarded { input: plain, notes: Rc::clone(&notes) };
        let head = beginning(&mut guarded, HEAD);
        let bytes = Box::new(BufReader::with_capacity(HEAD, Cursor::new(head.clone()).chain(guarded)));
        Self { head, bytes, notes }
    }

    /// Whether the head is the whole input.
    pub(super) fn is_all_head(&self) -> bool {
        self.head.len() < HEAD
    }

    /// The same source with its first `count` bytes left out.
    pub(super) fn skip(mut self, count: usize) -> Self {
        self.head.drain(..count.min(self.head.len()));
        // The head lies in the buffer, so this does not fail and is not short.
        let _ = io::copy(&mut self.bytes.by_ref().take(count as u64), &mut io::sink());
        self
    }

    /// All bytes, or `None` if there are more than `limit`.
    pub(super) fn all(&mut self, limit: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(self.head.len());
        let limit = limit as u64;
        let _ = self.bytes.by_ref().take(limit.saturating_add(1)).read_to_end(&mut bytes);
        (bytes.len() as u64 <= limit).then_some(bytes)
    }
}

/// Takes off layers of gzip.
fn unwrap<'a>(mut input: Box<dyn Read + 'a>, notes: &Notes) -> Box<dyn Read + 'a> {
    for layer in 0..=LAYERS {
        let mut start = [0; GZIP.len()];
        let (came, error) = fill(&mut input, &mut start);
        if let Some(error) = error {
            notes.fail_with(&error);
            return Box::new(io::empty());
        }
        let chained = Cursor::new(start).take(came as u64).chain(input);
        if came < GZIP.len() || start != GZIP {
            return Box::new(chained);
        }
        if layer == LAYERS {
            notes.fail(Reason::TooDeep(LAYERS));
            break;
        }
        input = Box::new(MultiGzDecoder::new(BufReader::with_capacity(HEAD, chained)));
    }
    Box::new(io::empty())
}

/// Reads until `to` is full or the input ends or fails.
fn fill(input: &mut dyn Read, to: &mut [u8]) -> (usize, Option<io::Error>) {
    let mut came = 0;
    while let Some(rest) = to.get_mut(came..).filter(|rest| !rest.is_empty()) {
        match input.read(rest) {
            Ok(0) => break,
            Ok(count) => came += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (came, Some(error)),
        }
    }
    (came, None)
}

/// The first bytes of an input that does not fail.
fn beginning(input: &mut Guarded<'_>, count: usize) -> Vec<u8> {
    let mut head = Vec::new();
    let _ = input.by_ref().take(count as u64).read_to_end(&mut head);
    head
}

/// Reckons the digest of what passes.
struct Digested<'a> {
    input: Box<dyn Read + 'a>,
    notes: Rc<Notes>,
}

impl Read for Digested<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(to)?;
        if let Some(came) = to.get(..count) {
            self.notes.digest.borrow_mut().update(came);
        }
        Ok(count)
    }
}

/// Makes an end of an error, and notes it.
struct Guarded<'a> {
    input: Box<dyn Read + 'a>,
    notes: Rc<Notes>,
}

impl Read for Guarded<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        loop {
            return match self.input.read(to) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.notes.fail_with(&error);
                    self.input = Box::new(io::empty());
                    Ok(0)
                }
                Ok(count) => {
                    self.notes.came.set(self.notes.came.get() + count as u64);
                    Ok(count)
                }
            };
        }
    }
}

/// An error of reading or decompressing in plain words.
fn broken(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the compressed data end before their time".to_owned(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            format!("the compressed data are damaged ({error})")
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read(bytes: Vec<u8>) -> (Vec<u8>, Rc<Notes>) {
        let mut source = Source::open(Box::new(Cursor::new(bytes)));
        (source.all(usize::MAX).unwrap(), source.notes)
    }

    #[test]
    fn plain_and_compressed_bytes_come_alike_and_the_digest_is_of_the_file() {
        let text = b"The ferry sailed at noon.".repeat(9000);
        let (plain, notes) = read(text.clone());
        assert_eq!(plain, text);
        assert_eq!(notes.sha256(), id::sha256(&text));
        let packed = gzip(&text);
        let (unpacked, notes) = read(packed.clone());
        assert_eq!(unpacked, text);
        assert_eq!(notes.sha256(), id::sha256(&packed));
        assert_eq!(read(gzip(&packed)).0, text);
    }

    #[test]
    fn too_many_layers_are_refused() {
        let bomb = gzip(&gzip(&gzip(&gzip(b"words"))));
        let (bytes, notes) = read(bomb);
        assert!(bytes.is_empty());
        assert_eq!(notes.take_failure().map(|failure| failure.1), Some(Reason::TooDeep(LAYERS)));
    }

    #[test]
    fn what_came_of_a_truncated_file_is_kept() {
        let text: Vec<u8> = (0..40_000).flat_map(|number: u32| number.to_string().into_bytes()).collect();
        let mut packed = gzip(&text);
        packed.truncate(packed.len() / 2);
        let (bytes, notes) = read(packed);
        assert!(!bytes.is_empty() && text.starts_with(&bytes));
        let (place, reason) = notes.take_failure().unwrap();
        assert_eq!(place, Place::Byte(bytes.len() as u64));
        assert!(matches!(reason, Reason::Broken(_)));
        assert!(notes.take_failure().is_none());
    }

    #[test]
    fn a_source_longer_than_the_limit_is_not_held() {
        let mut source = Source::open(Box::new(io::repeat(b'x')));
        assert_eq!(source.all(100_000), None);
    }
}
