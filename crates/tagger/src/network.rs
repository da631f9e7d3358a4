//! The network itself: numbers in, numbers out.

use std::sync::{Arc, Mutex, PoisonError};

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueView};

use crate::ModelError;

/// What one passage looks like to the network.
#[derive(Debug, Default)]
pub(crate) struct Input {
    /// Wordpieces with the frame around them.
    pub(crate) ids: Vec<i32>,
    /// The shape of each piece's word.
    pub(crate) shapes: Vec<i32>,
    /// The index in `ids` of each word's first piece.
    pub(crate) first: Vec<i32>,
}

/// A table of numbers, row after row.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) columns: usize,
    pub(crate) values: Vec<f32>,
}

impl Table {
    /// Row `index`; empty where there is none.
    pub(crate) fn row(&self, index: usize) -> &[f32] {
        self.values.get(index * self.columns..(index + 1) * self.columns).unwrap_or_default()
    }

    fn rows(&self) -> usize {
        self.values.len().checked_div(self.columns).unwrap_or(0)
    }
}

/// What the network says of each word; tables of heads have the root in row 0.
#[derive(Debug, Default)]
pub(crate) struct Output {
    pub(crate) upos: Table,
    pub(crate) lemma: Table,
    pub(crate) names: Table,
    pub(crate) roles: Table,
    pub(crate) arc_dependent: Table,
    pub(crate) arc_head: Table,
    pub(crate) relation_dependent: Table,
    pub(crate) relation_head: Table,
}

/// Names of the outputs in the order of [`Output`]'s fields.
const OUTPUTS: [&str; 8] = ["upos", "lemma", "ner", "attr", "arc_dep", "arc_head", "rel_dep", "rel_head"];

/// The weights, ready to run on any number of threads.
pub(crate) struct Network {
    model: Model,
    inputs: [NodeId; 3],
    outputs: Vec<NodeId>,
    /// Thread pools of one thread that are not in use.
    idle: Mutex<Vec<Arc<ThreadPool>>>,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Network").field("parameters", &self.model.total_params()).finish_non_exhaustive()
    }
}

impl Network {
    /// Reads a network in ONNX that is compiled in.
    pub(crate) fn from_static(onnx: &'static [u8]) -> Result<Self, ModelError> {
        Self::new(options().load_static_slice(onnx).map_err(|error| wrong(&error))?)
    }

    /// Reads a network in ONNX.
    pub(crate) fn from_bytes(onnx: Vec<u8>) -> Result<Self, ModelError> {
        Self::new(options().load(onnx).map_err(|error| wrong(&error))?)
    }

    fn new(model: Model) -> Result<Self, ModelError> {
        let node = |name: &str| model.node_id(name).map_err(|error| wrong(&error));
        let inputs = [node("ids")?, node("shape")?, node("first")?];
        let outputs = OUTPUTS.iter().map(|name| node(name)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self { model, inputs, outputs, idle: Mutex::default() })
    }

    /// Runs one passage and hands the output to `then`.
    ///
    /// The work is done on a thread of its own with a pool of one: the same sums in the same order at any number of
    /// callers, and a caller that is itself a worker of a thread pool waits without taking up other work meanwhile.
    pub(crate) fn run<T: Send>(
        &self,
        input: &Input,
        then: impl FnOnce(Output) -> T + Send,
    ) -> Result<T, ModelError> {
        let pool = self.idle().pop().unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&pool)));
        let work = || pool.run(|| self.run_with(input, options).map(then));
        let result = std::thread::scope(|scope| scope.spawn(work).join());
        self.idle().push(Arc::clone(&pool));
        result.unwrap_or_else(|_| Err(ModelError::new("reader.onnx", "the network stopped".to_owned())))
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Arc<ThreadPool>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run_with(&self, input: &Input, options: RunOptions) -> Result<Output, ModelError> {
        let passage =
            |values| ValueView::from_shape([1, input.ids.len()], values).map_err(|error| wrong(&error));
        let words = ValueView::from_shape([input.first.len()], input.first.as_slice())
            .map_err(|error| wrong(&error))?;
        let [ids, shape, first] = self.inputs;
        let inputs = vec![
            (ids, passage(input.ids.as_slice())?.into()),
            (shape, passage(input.shapes.as_slice())?.into()),
            (first, words.into()),
        ];
        let values = self.model.run(inputs, &self.outputs, Some(options)).map_err(|error| wrong(&error))?;
        let mut tables = values.into_iter().map(table);
        let mut next = |rows: usize| match tables.next() {
            Some(Ok(table)) if table.rows() == rows => Ok(table),
            Some(Err(error)) => Err(error),
            _ => Err(ModelError::new("reader.onnx", "an output has another size than it must".to_owned())),
        };
        let words = input.first.len();
        Ok(Output {
            upos: next(words)?,
            lemma: next(words)?,
            names: next(words)?,
            roles: next(words)?,
            arc_dependent: next(words)?,
            arc_head: next(words + 1)?,
            relation_dependent: next(words)?,
            relation_head: next(words + 1)?,
        })
    }
}

fn options() -> ModelOptions {
    let mut options = ModelOptions::with_all_ops();
    options.prepack_weights(true);
    options
}

fn table(value: Value) -> Result<Table, ModelError> {
    let ([_, columns], values) = value.into_shape_vec::<f32, 2>().map_err(|error| wrong(&error))?;
    Ok(Table { columns, values })
}

fn wrong(error: &dyn std::fmt::Display) -> ModelError {
    ModelError::new("reader.onnx", error.to_string())
}
