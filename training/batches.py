"""Documents -> passages -> padded batches of tensors; the variations of text used in training."""

import random

import torch

from labels import lemma_rule
from model import minilm_folder
from tokenize_words import shape

CLS, SEP, PAD, UNK, MASK = 101, 102, 0, 100, 103
PLAIN_SHAPE = 4  # of [CLS], [SEP] and padding
MAX_PIECES = 16
IGNORE = -100
BUDGETS = ((24, 0.15), (64, 0.1), (128, 0.25), (192, 0.25), (254, 0.25))  # pieces of a passage, and how often


class Pieces:
    """Wordpieces of single words, remembered."""

    def __init__(self):
        from transformers import BertTokenizerFast

        self.bert = BertTokenizerFast.from_pretrained(minilm_folder())
        self.known = {}

    def __call__(self, word):
        if word not in self.known:
            ids = self.bert(word, add_special_tokens=False)["input_ids"]
            self.known[word] = ids[:MAX_PIECES] or [UNK]
        return self.known[word]


class Tags:
    def __init__(self, tags):
        self.lists = tags
        self.index = {k: {t: i for i, t in enumerate(v)} for k, v in tags.items()}

    def ids(self, kind, values):
        return [self.index[kind].get(v, IGNORE) for v in values]


CURLY = {"'s": "’s", "n't": "n’t", "'re": "’re", "'ve": "’ve", "'ll": "’ll", "'d": "’d", "'m": "’m", "'": "’"}


def varied(sent, rng):
    """Now and then a sentence in capitals, in lower case, in title case, without its full stop."""
    x = rng.random()
    change = str.upper if x < 0.03 else str.lower if x < 0.055 else title if x < 0.075 else None
    if change:
        sent = {**sent, "words": [change(w) for w in sent["words"]]}
    if 0.05 < x < 0.1 and len(sent["words"]) > 3 and sent["words"][-1] in ".!?":
        last = len(sent["words"])
        if last not in sent.get("head", ()):
            keys = ("words", "glued", "line", "upos", "lemma", "head", "rel", "ner")
            sent = {k: v[:-1] if k in keys else v for k, v in sent.items()}
            if "attr" in sent:
                sent["attr"] = [a[:-1] for a in sent["attr"]]
    return sent


def title(w):
    return w[:1].upper() + w[1:] if len(w) > 3 or w.istitle() else w


def curled(sent):
    """Typographic apostrophes and quotation marks for typewriter ones."""
    out, opening = [], True
    for w in sent["words"]:
        if w == '"':
            w, opening = ("“" if opening else "”"), not opening
        out.append(CURLY.get(w, w))
    return {**sent, "words": out}


def encode(sents, annotator, tags, pieces, rng=None):
    """One passage: lists of ids, shapes, first pieces, sentence numbers and labels."""
    p = {k: [] for k in ("first", "sent", "upos", "lemma", "head", "rel", "ner", "attr")}
    ids, shapes, base = [CLS], [PLAIN_SHAPE], 0
    for number, s in enumerate(sents):
        if rng:
            s = varied(s, rng)
        for k, w in enumerate(s["words"]):
            got = pieces(w)
            p["first"].append(len(ids))
            ids += got
            shapes += [shape(w, s["glued"][k], s["line"][k], k == 0)] * len(got)
        n = len(s["words"])
        p["sent"] += [number] * n
        if "upos" in s:
            p["upos"] += tags.ids("upos", s["upos"])
            p["lemma"] += tags.ids("lemma", map(lemma_rule, s["words"], s["lemma"]))
            p["head"] += [h and h + base for h in s["head"]]
            p["rel"] += tags.ids("rel", s["rel"])
        if "ner" in s:
            p["ner"] += tags.ids("ner", s["ner"])
        if "attr" in s:
            p["attr"] += tags.ids("attr", s["attr"][annotator])
        base += n
    if rng:  # some pieces are hidden: what is around them must do
        ids = [MASK if i and rng.random() < 0.03 else x for i, x in enumerate(ids)]
    return {**p, "ids": ids + [SEP], "shape": shapes + [PLAIN_SHAPE]}


def length(sent, pieces):
    return sum(len(pieces(w)) for w in sent["words"])


def cut_long(sent, limit, pieces):
    """A sentence over the limit falls into runs of words; their trees are not trained."""
    if length(sent, pieces) <= limit:
        return [sent]
    out, start, used = [], 0, 0
    for k, w in enumerate(sent["words"]):
        if used + len(pieces(w)) > limit:
            out.append((start, k))
            start, used = k, 0
        used += len(pieces(w))
    out.append((start, len(sent["words"])))
    keys = ("words", "glued", "line", "ner", "at")
    parts = []
    for a, b in out:
        part = {k: v[a:b] for k, v in sent.items() if k in keys}
        if "attr" in sent:
            part["attr"] = [t[a:b] for t in sent["attr"]]
        parts.append(part)
    return parts


def passages(doc, pieces, rng):
    """Divides a document into runs of sentences of random size, its first one shorter, for ever new borders."""
    budget = rng.choices([b for b, _ in BUDGETS], [p for _, p in BUDGETS])[0]
    room, run = rng.randint(budget // 3, budget), []
    for sent in doc["sents"]:
        for s in cut_long(sent, 254, pieces):
            n = length(s, pieces)
            if run and n > room:
                yield run
                budget = rng.choices([b for b, _ in BUDGETS], [p for _, p in BUDGETS])[0]
                run, room = [], budget
            run.append(s)
            room -= n
    if run:
        yield run


def epoch(docs, kind, tags, pieces, rng, budget):
    """Batches (lists of encoded passages) of about `budget` pieces, of similar lengths, in random order."""
    out, batch, longest, items = [], [], 0, []
    for doc in docs:
        annotator = rng.randrange(len(doc["sents"][0].get("attr", "?")))
        if kind != "attr" and rng.random() < 0.4:
            doc = {**doc, "sents": [curled(s) for s in doc["sents"]]}
        if kind == "ner" and rng.random() < 0.5:  # the corpus does not tell paragraphs
            doc = {**doc, "sents": [{**s, "line": [0] * len(s["line"])} if k > 1 else s for k, s in enumerate(doc["sents"])]}
        for run in passages(doc, pieces, rng):
            if kind == "ud" and any("upos" not in s for s in run):
                continue
            items.append(encode(run, annotator, tags, pieces, rng))
    items.sort(key=lambda p: len(p["ids"]) + rng.random() * 12)
    for p in items:
        longest = max(longest, len(p["ids"]))
        if batch and longest * (len(batch) + 1) > budget:
            out.append((kind, batch))
            batch, longest = [], len(p["ids"])
        batch.append(p)
    if batch:
        out.append((kind, batch))
    rng.shuffle(out)
    return out


def tensors(batch):
    """Padded tensors; `bias` is the attention mask to add, `words` marks real words, `allowed` possible heads."""
    n, w = max(len(p["ids"]) for p in batch), max(len(p["first"]) for p in batch)
    t = {"ids": pad(batch, "ids", n, PAD), "shape": pad(batch, "shape", n, PLAIN_SHAPE), "first": pad(batch, "first", w, 0)}
    sent = pad(batch, "sent", w, -1)
    t["words"] = sent >= 0
    t["sent"] = sent
    mask = torch.zeros(len(batch), 1, 1, n)
    for k, p in enumerate(batch):
        mask[k, :, :, len(p["ids"]) :] = -1e4
    t["bias"] = mask if (mask < 0).any() else None
    for k in ("upos", "lemma", "head", "rel", "ner", "attr"):
        if batch[0][k]:
            t[k] = pad(batch, k, w, IGNORE)
    same = (sent[:, :, None] == sent[:, None, :]) & t["words"][:, None, :]
    t["allowed"] = torch.cat([torch.ones(len(batch), w, 1, dtype=torch.bool), same], 2)
    return t


def pad(batch, key, n, value):
    out = torch.full((len(batch), n), value)
    for k, p in enumerate(batch):
        out[k, : len(p[key])] = torch.tensor(p[key])
    return out


def generator(seed):
    return random.Random(seed)
