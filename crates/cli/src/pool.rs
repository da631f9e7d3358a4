//! Work on many threads with results in order and bounded memory.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::problem::Fatal;

/// How many items may be under way for each thread: enough to level out long and short ones.
const WINDOW: usize = 16;

/// The stack of a worker in bytes: markup can be nested deeply, and recursion over trees follows it.
const STACK: usize = 16 * 1024 * 1024;

/// Hands items to the workers, in order.
pub(crate) struct Feed<T> {
    tasks: SyncSender<(u64, T)>,
    permits: SyncSender<()>,
    count: u64,
}

impl<T> Feed<T> {
    /// Hands over the next item, waiting while too many are under way. Breaks when nobody wants any more.
    pub(crate) fn give(&mut self, item: T) -> ControlFlow<()> {
        if self.permits.send(()).is_err() || self.tasks.send((self.count, item)).is_err() {
            return ControlFlow::Break(());
        }
        self.count += 1;
        ControlFlow::Continue(())
    }
}

/// Runs `produce` on one thread, `work` on each of its items on `threads` others, and `take` on the results here, in
/// the order of the items. No more than a fixed number of items is under way. Ends early when `take` fails.
pub(crate) fn ordered<T: Send, R: Send>(
    threads: NonZeroUsize,
    produce: impl FnOnce(&mut Feed<T>) + Send,
    work: impl Fn(T) -> R + Sync,
    take: impl FnMut(R) -> Result<(), Fatal>,
) -> Result<(), Fatal> {
    let window = threads.get() * WINDOW;
    let (tasks, queue) = mpsc::sync_channel(window);
    let (permits, returned) = mpsc::sync_channel(window);
    let (results, done) = mpsc::channel();
    let queue = Mutex::new(queue);
    thread::scope(|scope| {
        let mut feed = Feed { tasks, permits, count: 0 };
        let spawn = |name: &str| thread::Builder::new().name(name.to_owned()).stack_size(STACK);
        let producer =
            spawn("read").spawn_scoped(scope, move || produce(&mut feed)).map_err(Fatal::Thread)?;
        for _ in 0..threads.get() {
            let (queue, work, results) = (&queue, &work, results.clone());
            spawn("work").spawn_scoped(scope, move || serve(queue, work, &results)).map_err(Fatal::Thread)?;
        }
        drop(results);
        let taken = in_order(done, &returned, take);
        // From here on no permit can be had: after a failure the producer has to end.
        drop(returned);
        producer.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault));
        taken
    })
}

/// Works on items until there are none.
fn serve<T, R>(queue: &Mutex<Receiver<(u64, T)>>, work: &impl Fn(T) -> R, results: &Sender<(u64, R)>) {
    loop {
        let task = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, item)) = task else { return };
        if results.send((number, work(item))).is_err() {
            return;
        }
    }
}

/// Brings results into order; gives back a permit for each that is taken.
fn in_order<R>(
    done: Receiver<(u64, R)>,
    permits: &Receiver<()>,
    mut take: impl FnMut(R) -> Result<(), Fatal>,
) -> Result<(), Fatal> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    for (number, result) in done {
        early.insert(number, result);
        while let Some(result) = early.remove(&next) {
            take(result)?;
            next += 1;
            // The permit of a taken item was sent before the item.
            let _ = permits.recv();
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn threads(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).unwrap()
    }

    #[test]
    fn results_keep_their_order_and_few_are_under_way() {
        for count in [1, 2, 7] {
            let under_way = AtomicUsize::new(0);
            let most = AtomicUsize::new(0);
            let mut taken = Vec::new();
            let done = ordered(
                threads(count),
                |feed| {
                    for number in 0..500_u64 {
                        most.fetch_max(under_way.fetch_add(1, Ordering::SeqCst), Ordering::SeqCst);
                        assert_eq!(feed.give(number), ControlFlow::Continue(()));
                    }
                },
                |number| {
                    if number % 50 == 0 {
                        thread::sleep(Duration::from_millis(5));
                    }
                    number * 2
                },
                |result| {
                    under_way.fetch_sub(1, Ordering::SeqCst);
                    taken.push(result);
                    Ok(())
                },
            );
            assert!(done.is_ok());
            assert_eq!(taken, (0..500).map(|number| number * 2).collect::<Vec<_>>());
            // One is in the producer's hand, one may be taken but not yet given back.
            assert!(most.into_inner() <= count * WINDOW + 2);
        }
    }

    #[test]
    fn a_failure_ends_an_endless_run() {
        let mut left = 10;
        let ended = ordered(
            threads(3),
            |feed| while feed.give(()).is_continue() {},
            |()| (),
            |()| {
                left -= 1;
                if left == 0 { Err(Fatal::NoCommand) } else { Ok(()) }
            },
        );
        assert!(matches!(ended, Err(Fatal::NoCommand)));
    }
}
