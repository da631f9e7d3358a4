"""Figures of exported models on the dev sets.   python evaluate.py PREPARED MODEL_FOLDER [reader.onnx] [--docs N]"""

import argparse
import json
import os
import time

import numpy as np
import onnxruntime

import batches
import decode
from corpora import spans


class Model:
    def __init__(self, folder, graph):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(os.path.join(folder, graph), options)
        with open(os.path.join(folder, "reader.json"), encoding="utf-8") as f:
            self.info = json.load(f)
        shape = self.info["rel"]["shape"]
        self.rel = np.fromfile(os.path.join(folder, "rel.bin"), "<f2").astype(np.float32).reshape(shape)
        self.outputs = [o.name for o in self.session.get_outputs()]
        self.pieces = batches.Pieces()
        self.empty = batches.Tags({k: [] for k in ("upos", "lemma", "rel", "ner", "attr")})

    def run(self, sents):
        """Outputs for one passage, and the sentence number of each word."""
        plain = [{k: s[k] for k in ("words", "glued", "line")} for s in sents]
        p = batches.encode(plain, 0, self.empty, self.pieces)
        feed = {k: np.array(p[k], np.int32) for k in ("ids", "shape", "first")}
        feed["ids"], feed["shape"] = feed["ids"][None], feed["shape"][None]
        return dict(zip(self.outputs, self.session.run(None, feed))), np.array(p["sent"])

    def passages(self, sents, overlap=0.0, limit=254):
        """Runs of whole sentences; with overlap, the next run starts after (1 - overlap) of the pieces of the last."""
        sizes, start, n = [batches.length(s, self.pieces) for s in sents], 0, len(sents)
        while start < n:
            end, used = start, 0
            while end < n and (end == start or used + sizes[end] <= limit):
                used += sizes[end]
                end += 1
            yield start, end
            if end >= n:
                return
            back, shared = end, 0
            while back - 1 > start and shared + sizes[back - 1] <= overlap * limit:
                back -= 1
                shared += sizes[back]
            start = back


def f1(hit, predicted, gold):
    return round(200 * hit / max(1, predicted + gold), 2)


def trees(model, docs):
    tags, n = model.info, {"words": 0, "upos": 0, "uas": 0, "las": 0, "lemma": 0}
    from labels import apply_rule

    for doc in docs:
        sents = [p for s in doc["sents"] for p in batches.cut_long(s, 254, model.pieces) if "upos" in p]
        for a, b in model.passages(sents):
            out, number = model.run(sents[a:b])
            for k, s in enumerate(sents[a:b]):
                w = np.flatnonzero(number == k)
                scores = out["arc_dep"][w] @ out["arc_head"][np.concatenate([[0], w + 1])].T
                heads = decode.tree(scores)
                chosen = out["rel_head"][np.where(heads == 0, 0, w[np.maximum(heads, 1) - 1] + 1)]
                rel = np.einsum("ni,rij,nj->nr", out["rel_dep"][w], model.rel, chosen, optimize=True)
                root = tags["deprel"].index("root")
                rel[heads != 0, root] = -np.inf
                rel[heads == 0, root] = np.inf
                rel = [tags["deprel"][i] for i in rel.argmax(1)]
                upos = [tags["upos"][i] for i in out["upos"][w].argmax(1)]
                lemma = []
                for word, row in zip(s["words"], out["lemma"][w]):
                    tries = (apply_rule(tags["lemma_rules"][i], word) for i in np.argsort(-row))
                    lemma.append(next(x for x in tries if x is not None))
                good = heads == np.array(s["head"])
                n["words"] += len(w)
                n["upos"] += sum(x == y for x, y in zip(upos, s["upos"]))
                n["lemma"] += sum(x == y for x, y in zip(lemma, s["lemma"]))
                n["uas"] += int(good.sum())
                n["las"] += sum(bool(g) and x == y for g, x, y in zip(good, rel, s["rel"]))
    return {k: round(100 * v / n["words"], 2) for k, v in n.items() if k != "words"}


def names(model, docs, types=("PER", "ORG", "LOC", "MISC")):
    start, move = (np.array(model.info["ner_viterbi"][k]) for k in ("start", "transition"))
    count = {t: [0, 0, 0] for t in types}
    for doc in docs:
        found, gold, sents = set(), set(), []
        for s in doc["sents"]:
            gold.update(map(tuple, s["gold"]))
            sents += batches.cut_long(s, 254, model.pieces)
        for a, b in model.passages(sents):
            out, number = model.run(sents[a:b])
            for k, s in enumerate(sents[a:b]):
                got = [model.info["ner"][i] for i in decode.viterbi(out["ner"][number == k], start, move)]
                found.update((s["at"][i][0], s["at"][j - 1][1], t) for i, j, t in spans(got))
        for t in types:
            f, g = {x for x in found if x[2] == t}, {x for x in gold if x[2] == t}
            for i, x in enumerate((f & g, f, g)):
                count[t][i] += len(x)
    total = [sum(c[i] for c in count.values()) for i in range(3)]
    return {"f1": f1(*total), "p": round(100 * total[0] / max(1, total[1]), 2), "r": round(100 * total[0] / total[2], 2)} | {
        t: f1(*c) for t, c in count.items()
    }


def attributions(model, docs, overlap):
    start, move = (np.array(model.info["attr_viterbi"][k]) for k in ("start", "transition"))
    roles = ("source", "cue", "content")
    exact, token = {r: [0, 0, 0] for r in roles}, {r: [0, 0, 0] for r in roles}
    for doc in docs:
        sents = [p for s in doc["sents"] for p in batches.cut_long(s, 254, model.pieces)]
        sizes = [batches.length(s, model.pieces) for s in sents]
        best, emit = [-1.0] * len(sents), [None] * len(sents)
        for a, b in model.passages(sents, overlap):
            out, number = model.run(sents[a:b])
            for k in range(a, b):
                left = np.inf if a == 0 else sum(sizes[a:k])
                right = np.inf if b == len(sents) else sum(sizes[k + 1 : b])
                if min(left, right) > best[k]:
                    best[k], emit[k] = min(left, right), out["attr"][number == k - a]
        got = [model.info["attr"][i] for i in decode.viterbi(np.concatenate(emit), start, move)]
        gold = [t for s in sents for t in s["attr"][0]]
        found, wanted = set(spans(got)), set(spans(gold))
        for r in roles:
            f, g = {x for x in found if x[2] == r}, {x for x in wanted if x[2] == r}
            ft, gt = {i for i, t in enumerate(got) if t[2:] == r}, {i for i, t in enumerate(gold) if t[2:] == r}
            for i, (x, y) in enumerate(((f & g, ft & gt), (f, ft), (g, gt))):
                exact[r][i] += len(x)
                token[r][i] += len(y)
    every = [sum(c[i] for c in exact.values()) for i in range(3)]
    return {r: (f1(*exact[r]), f1(*token[r])) for r in roles} | {"all exact": f1(*every)}


def main():
    a = argparse.ArgumentParser()
    a.add_argument("prepared")
    a.add_argument("folder")
    a.add_argument("graph", nargs="?", default="reader.onnx")
    a.add_argument("--docs", type=int, default=10**9, help="only the first N documents of each set")
    a.add_argument("--tasks", default="ud,ner,attr")
    a.add_argument("--overlaps", default="0.5", help="shared part of neighbouring passages, for attribution")
    a = a.parse_args()
    model, start = Model(a.folder, a.graph), time.time()
    with open(os.path.join(a.prepared, "dev.json"), encoding="utf-8") as f:
        dev = {k: v[: a.docs] for k, v in json.load(f).items()}
    show = lambda name, value: print(f"{a.graph} {name} {value}  ({time.time() - start:.0f} s)", flush=True)  # noqa: E731
    if "ud" in a.tasks:
        show("ewt", trees(model, dev["ewt"]))
        show("gum", trees(model, dev["gum"]))
    if "ner" in a.tasks:
        show("conll", names(model, dev["conll"]))
        show("crossner", names(model, dev["crossner"]))
        show("uner", names(model, dev["uner"], ("PER", "ORG", "LOC")))
    if "attr" in a.tasks:
        for o in a.overlaps.split(","):
            show(f"polnear exact, token F1; overlap {o}", attributions(model, dev["polnear"], float(o)))


if __name__ == "__main__":
    main()
