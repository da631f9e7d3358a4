"""Vectors that tell what words are about, one a wordpiece.   python gist.py PREPARED OUT [--texts ARTICLES.jsonl.gz]

The sum of the vectors of some words points where all-MiniLM-L6-v2, reading the same words, points: the encoder is the
teacher, sentences and runs of words out of the training texts (and of further plain texts) are the lessons, and the
vectors are what a bag of words can learn of it (compare Tissier & Gravier 2017, "model2vec" 2024). No labels are used.
OUT (gist.bin): a row of SIZE signed bytes for each wordpiece, then a 32-bit float for each, little-endian, by which its
row is multiplied.
"""

import argparse
import gzip
import json
import os
import random
import re

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from model import minilm_folder

SIZE = 128
LONGEST, LEAST = 40, 4  # words of a sentence, and of the shortest lesson
RUNS, RUN = 2, (3, 14)  # so many runs of so many words out of a longer sentence
LESSONS = 170_000
PIECES = 64
BATCH, TEACHER_BATCH, ROUNDS, RATE = 512, 64, 10, 3e-3
PAIRS = 5.0  # what the likenesses among the lessons of a batch weigh beside their own directions
COMMON = 1e-3  # a piece this common starts with half its weight (Arora et al. 2017)
HELD = 2_000


def arguments():
    a = argparse.ArgumentParser()
    a.add_argument("prepared")
    a.add_argument("out")
    a.add_argument("--texts", help="articles, a JSON object with `text` a line, gzipped")
    a.add_argument("--sentences", type=int, default=5, help="of each of these articles")
    return a.parse_args()


def lessons(a):
    rng, found = random.Random(7), set()

    def add(words):
        if len(words) < LEAST:
            return
        found.add(" ".join(words[:LONGEST]))
        if len(words) > 9:
            for _ in range(RUNS):
                n = rng.randint(RUN[0], min(len(words) - 1, RUN[1]))
                start = rng.randrange(len(words) - n)
                found.add(" ".join(words[start : start + n]))

    with open(os.path.join(a.prepared, "train.json"), encoding="utf-8") as f:
        for documents in json.load(f).values():
            for sentence in (s for d in documents for s in d["sents"]):
                if rng.random() < 0.5:
                    add(sentence["words"])
    if a.texts:
        with gzip.open(a.texts, "rt", encoding="utf-8") as f:
            for article in f:
                sentences = re.split(r'(?<=[.!?”"])\s+|\n+', json.loads(article).get("text") or "")
                for sentence in rng.sample(sentences, min(a.sentences, len(sentences))):
                    add(sentence.split())
    found = sorted(found)
    rng.shuffle(found)
    return found[:LESSONS]


def directions(encoder, ids):
    """What the teacher makes of each list of pieces: the mean of its last layer, of length 1."""
    out = np.zeros((len(ids), encoder.config.hidden_size), np.float32)
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    for start in range(0, len(order), TEACHER_BATCH):
        part = order[start : start + TEACHER_BATCH]
        width = max(len(ids[i]) for i in part) + 2
        rows = torch.tensor([[101, *ids[i], 102] + [0] * (width - len(ids[i]) - 2) for i in part])
        mask = (rows > 0).long()
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            last = encoder(input_ids=rows, attention_mask=mask).last_hidden_state.float()
        mean = (last * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        out[part] = torch.nn.functional.normalize(mean, dim=1).numpy()
    return out


def train(vectors, ids, target):
    bag = torch.nn.EmbeddingBag.from_pretrained(vectors, freeze=False, mode="sum", sparse=True)
    optimizer = torch.optim.SparseAdam(bag.parameters(), lr=RATE)

    def read(part):
        flat = torch.tensor([piece for i in part for piece in ids[i]])
        starts = np.cumsum([0] + [len(ids[i]) for i in part[:-1]])
        return torch.nn.functional.normalize(bag(flat, torch.tensor(starts)), dim=1)

    known = len(ids) - HELD
    steps, step = ROUNDS * (known // BATCH), 0
    for number in range(ROUNDS):
        order = np.random.RandomState(number).permutation(known)
        for start in range(0, known - BATCH, BATCH):
            optimizer.param_groups[0]["lr"] = RATE * (1 - step / steps)
            part = order[start : start + BATCH]
            mine, theirs = read(part), target[part]
            away = (1 - (mine * theirs).sum(1)).mean()
            loss = away + PAIRS * ((mine @ mine.T - theirs @ theirs.T) ** 2).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
        with torch.no_grad():
            held = (read(range(known, len(ids))) * target[known:]).sum(1).mean()
        print(f"round {number}: loss {loss.item():.3f}, cosine on lessons held back {held.item():.3f}", flush=True)
    return bag.weight.detach().numpy()


def main():
    a = arguments()
    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(minilm_folder())
    encoder = AutoModel.from_pretrained(minilm_folder()).eval()
    texts = lessons(a)
    ids = [tokenizer(t, add_special_tokens=False, truncation=True, max_length=PIECES)["input_ids"] for t in texts]
    target = directions(encoder, ids)
    pieces = directions(encoder, [[piece] for piece in range(len(tokenizer))])
    share = np.ones(len(tokenizer))
    np.add.at(share, [piece for row in ids for piece in row], 1)
    share /= share.sum()
    middle = target.mean(0)
    main_axes = np.linalg.svd(target[:40_000] - middle, full_matrices=False)[2][:SIZE].T
    start = ((pieces - middle) @ main_axes) * (COMMON / (COMMON + share))[:, None]
    target = torch.nn.functional.normalize(torch.tensor((target - middle) @ main_axes), dim=1)
    save(train(torch.tensor(start, dtype=torch.float32), ids, target), a.out)


def save(vectors, path):
    scale = np.abs(vectors).max(1) / 127
    rows = np.round(vectors / np.maximum(scale, 1e-12)[:, None]).astype(np.int8)
    with open(path, "wb") as f:
        f.write(rows.tobytes() + scale.astype("<f4").tobytes())


if __name__ == "__main__":
    main()
