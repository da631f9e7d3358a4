"""Trains all heads together.   python train.py --data PREPARED --out run --minutes 90

The learning rate follows the larger of time used / minutes and steps done / steps: give --steps alone to repeat a run.
"""

import argparse
import json
import os
import time

import torch
from torch.nn import functional as F

import batches
import labels
import quantised
from model import ATTENTION_HEADS, FEED, Reader, layers_of, load_minilm, minilm_folder

TASKS = {"ud": ("ewt", "gum"), "ner": ("conll", "crossner"), "attr": ("polnear",)}
WEIGHT = {"arc": 1.0, "rel": 1.0, "upos": 0.5, "lemma": 0.3, "ner": 2.0, "attr": 2.0}
WARM_UP = 0.05
IMITATION = 1.0  # weight of the divergence from a teacher's scores
ELSEWHERE = 0.5  # the same for heads that the batch has no labels for: names are learnt from the texts of all corpora


def arguments():
    a = argparse.ArgumentParser()
    a.add_argument("--data", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--minutes", type=float, default=1e9)
    a.add_argument("--steps", type=int, default=10**9)
    a.add_argument("--layers", type=int, default=6)
    a.add_argument("--tasks", default="ud,ner,attr")
    a.add_argument("--share", default="1,1,0.6", help="part of each task's data in a round")
    a.add_argument("--lr", type=float, default=2.5e-4)
    a.add_argument("--head-lr", type=float, default=1e-3)
    a.add_argument("--pieces", type=int, default=2048, help="of a batch")
    a.add_argument("--init", default="", help="checkpoint to start from; its first layers, if it has more")
    a.add_argument("--teacher", default="", help="checkpoint whose scores are imitated beside the labels")
    a.add_argument("--int8", action="store_true", help="train with the rounding errors of int8")
    a.add_argument("--save-minutes", type=float, default=4)
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--seed", type=int, default=1)
    return a.parse_args()


def scores(reader, kind, t, with_unlabelled=False):
    """All scores of a batch (emissions, or those of arcs, labels of the true arcs, upos and lemma), and those without labels."""
    with torch.autocast("cpu", torch.bfloat16):
        h = reader.words(t["ids"], t["shape"], t["first"], t["bias"])
        beside = unlabelled(reader, h, kind) if with_unlabelled else {}
        if kind != "ud":
            return {kind: getattr(reader, kind)(h).float()}, beside
        dep, head = reader.arcs(h)
        rel_dep, rel_head = reader.rels(h)
        gold = t["head"].clamp(min=0)
        chosen = rel_head.gather(1, gold.unsqueeze(-1).expand(-1, -1, rel_head.shape[-1]))
        out = {"rel": reader.rel_scores(rel_dep, chosen), "upos": reader.upos(h), "lemma": reader.lemma(h)}
    arc = torch.bmm(dep.float(), head.float().transpose(1, 2)).masked_fill(~t["allowed"], -1e4)
    return {"arc": arc, **{k: v.float() for k, v in out.items()}}, beside


def unlabelled(reader, h, kind):
    """Scores of the heads that a batch of this kind has no labels for, arcs and their labels left out."""
    others = {"ud": ("ner", "attr"), "ner": ("attr", "upos", "lemma"), "attr": ("ner", "upos", "lemma")}
    return {k: getattr(reader, k)(h).float() for k in others[kind]}


def losses(reader, kind, t, teacher=None):
    got, beside = scores(reader, kind, t, with_unlabelled=teacher is not None)
    if kind != "ud":
        out = {kind: getattr(reader, kind + "_crf").loss(got[kind], t[kind].clamp(min=0), t["words"])}
    else:
        gold = {"arc": t["head"], **t}
        out = {k: F.cross_entropy(v.flatten(0, 1), gold[k].flatten(), ignore_index=batches.IGNORE) for k, v in got.items()}
    if teacher:
        with torch.no_grad():
            wanted, wanted_beside = scores(teacher, kind, t, with_unlabelled=True)
        for k, v in got.items():
            out[k] = 0.5 * out[k] + IMITATION * divergence(v, wanted[k], t)
        for k, v in beside.items():
            out[k] = ELSEWHERE * divergence(v, wanted_beside[k], t)
    return out


def divergence(got, wanted, t):
    """How far the scores of real words are from a teacher's."""
    x, y = got[t["words"]], wanted[t["words"]]
    return F.kl_div(x.log_softmax(-1), y.log_softmax(-1), log_target=True, reduction="batchmean")


def load_teacher(path):
    c = torch.load(path, weights_only=True)
    teacher = Reader(labels.VOCABULARY, labels.sizes(c["tags"]), layers_of(c["model"]))
    teacher.load_state_dict(c["model"])
    return teacher.eval()


def first_weights(a, sizes):
    """Those of MiniLM, or the first layers of a checkpoint."""
    if not a.init:
        reader = Reader(labels.VOCABULARY, sizes, [(ATTENTION_HEADS, FEED)] * a.layers)
        load_minilm(reader, minilm_folder())
        return reader
    state = torch.load(a.init, weights_only=True)["model"]
    reader = Reader(labels.VOCABULARY, sizes, layers_of(state)[: a.layers])
    reader.load_state_dict({k: state[k] for k in reader.state_dict()})
    return reader


class Average:
    """Running average of the weights: what is saved and evaluated."""

    EVERY, KEEP = 10, 0.98

    def __init__(self, reader):
        self.values = {k: v.detach().clone() for k, v in reader.state_dict().items()}
        self.seen = 0

    def update(self, reader):
        self.seen += 1
        keep = min(self.KEEP, self.seen / (self.seen + 3))
        for k, v in reader.state_dict().items():
            self.values[k].lerp_(v, 1 - keep)


def rounds(data, a, tags, pieces, rng):
    """For ever: shuffled batches of all tasks; a task with share 0.6 shows 60 % of its documents, in turn."""
    share = dict(zip(TASKS, map(float, a.share.split(","))))
    queue = {k: [] for k in TASKS}
    while True:
        todo = []
        for kind in a.tasks.split(","):
            docs = [d for name in TASKS[kind] for d in data.get(name, [])]
            need = round(len(docs) * share[kind])
            while len(queue[kind]) < need:
                queue[kind] += rng.sample(docs, len(docs))
            taken, queue[kind] = queue[kind][:need], queue[kind][need:]
            todo += batches.epoch(taken, kind, tags, pieces, rng, a.pieces)
        rng.shuffle(todo)
        yield todo


def save(path, average, tags, a, step):
    state = {"model": {k: v.clone() for k, v in average.values.items()}, "tags": tags.lists, "step": step}
    torch.save(state, path + ".tmp")
    os.replace(path + ".tmp", path)


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = batches.generator(a.seed)
    os.makedirs(a.out, exist_ok=True)
    with open(os.path.join(a.data, "train.json"), encoding="utf-8") as f:
        data = json.load(f)
    tags, pieces = batches.Tags(labels.read(os.path.join(a.data, "labels.json"))), batches.Pieces()
    reader = first_weights(a, labels.sizes(tags.lists))
    teacher = load_teacher(a.teacher) if a.teacher else None
    if a.int8:
        quantised.prepare(reader)
    inside = [p for n, p in reader.named_parameters() if n.startswith("encoder")]
    heads = [p for n, p in reader.named_parameters() if not n.startswith("encoder")]
    groups = [{"params": inside, "lr": a.lr}, {"params": heads, "lr": a.head_lr}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    peak = [g["lr"] for g in optimizer.param_groups]
    average, start, step, seen, shown, saved = Average(reader), time.time(), 0, 0, {}, time.time()
    reader.train()
    for number, todo in enumerate(rounds(data, a, tags, pieces, rng)):
        print(f"round {number}: {len(todo)} batches, {time.time() - start:.0f} s", flush=True)
        for kind, batch in todo:
            progress = max(step / a.steps, (time.time() - start) / (60 * a.minutes))
            if progress >= 1:
                save(os.path.join(a.out, "last.pt"), average, tags, a, step)
                return
            rate = min((progress + 1e-4) / WARM_UP, 1) if progress < WARM_UP else (1 - progress) / (1 - WARM_UP)
            for g, p in zip(optimizer.param_groups, peak):
                g["lr"] = p * rate
            parts = losses(reader, kind, batches.tensors(batch), teacher)
            optimizer.zero_grad()
            sum(WEIGHT[k] * v for k, v in parts.items()).backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            step, seen = step + 1, seen + sum(len(p["ids"]) for p in batch)
            for k, v in parts.items():
                shown[k] = 0.98 * shown.get(k, v.item()) + 0.02 * v.item()
            if step % Average.EVERY == 0:
                average.update(reader)
            if step % 100 == 0:
                used = time.time() - start
                print(
                    f"{step} {used:.0f}s {progress:.3f} {seen / used:.0f} wp/s",
                    {k: round(v, 3) for k, v in shown.items()},
                    flush=True,
                )
            if time.time() - saved > 60 * a.save_minutes:
                save(os.path.join(a.out, "last.pt"), average, tags, a, step)
                saved = time.time()


if __name__ == "__main__":
    main()
