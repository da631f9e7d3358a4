"""Made-up passages and what the exported model says of them.   python parity.py MODEL_FOLDER"""

import json
import os
import sys

import numpy as np

import decode
from evaluate import Model
from labels import apply_rule
from tokenize_words import shape, words

# Invented; sentences of a passage are given apart and joined by one space, or by a line break after a heading.
PASSAGES = [
    ["Mayor opens new bridge\n", "The mayor of Larkfield, Ida Brandt, opened the bridge on Tuesday.",
     "“We’ve waited ten years for it,” she told the Larkfield Courier."],
    ["Officials at the port authority said the ferry hadn't been inspected since 2019.",
     "According to two crew members, its engines failed twice in U.S. waters."],
    ["FLOODS CUT OFF VILLAGES IN NORTH\n", "At least 1,200 people were moved from low-lying farms, the Red Cross reported.",
     "Damage could cost $3.5m, a 12% rise on last year's."],
    ["Dr. O'Malley denied that her team can't pay; \"That isn't true,\" she added."],
    ["Kestrel Airways cancelled its Oslo–Lima flights", "It blamed AT&T's e-mail outage and a well-known co-owner."],
]  # fmt: skip


def passage(parts):
    """Text, ranges of sentences, and the sentences in the form the model takes."""
    text, ranges, sents, before = "", [], [], None
    for part in parts:
        if text and not text.endswith("\n"):
            text += " "
        base = len(text)
        text += part
        at = [(a + base, b + base) for a, b in words(part)]
        ranges.append((at[0][0], at[-1][1]))
        s = {"words": [text[a:b] for a, b in at], "glued": [], "line": [], "at": at}
        for a, b in at:
            s["glued"].append(int(before == a))
            s["line"].append(int(before is None or "\n" in text[before:a]))
            before = b
        sents.append(s)
    return text, ranges, sents


def case(model, parts):
    text, ranges, sents = passage(parts)
    out, number = model.run(sents)
    info = model.info
    out_of = {k: [] for k in ("head", "deprel", "ner")}
    tables = lambda k: [np.array(info[k + "_viterbi"][x]) for x in ("start", "transition")]  # noqa: E731
    for k in range(len(sents)):
        w = np.flatnonzero(number == k)
        heads = decode.tree(out["arc_dep"][w] @ out["arc_head"][np.concatenate([[0], w + 1])].T)
        chosen = out["rel_head"][np.where(heads == 0, 0, w[np.maximum(heads, 1) - 1] + 1)]
        rel = np.einsum("ni,rij,nj->nr", out["rel_dep"][w], model.rel, chosen)
        root = info["deprel"].index("root")
        rel[:, root] = np.where(heads == 0, np.inf, -np.inf)
        out_of["head"] += heads.tolist()
        out_of["deprel"] += [info["deprel"][i] for i in rel.argmax(1)]
        out_of["ner"] += [info["ner"][i] for i in decode.viterbi(out["ner"][w], *tables("ner"))]
    forms = [w for s in sents for w in s["words"]]
    lemma = []
    for word, row in zip(forms, out["lemma"]):
        tries = (apply_rule(info["lemma_rules"][i], word) for i in np.argsort(-row))
        lemma.append(next(x for x in tries if x is not None))
    pieces = [model.pieces(w) for w in forms]
    first = (np.cumsum([1] + [len(p) for p in pieces])[:-1]).tolist()
    return {
        "text": text, "sentences": ranges, "words": [r for s in sents for r in s["at"]],
        "shapes": [shape(w, g, l, k == 0) for s in sents for k, (w, g, l) in enumerate(zip(s["words"], s["glued"], s["line"]))],
        "ids": [101] + [i for p in pieces for i in p] + [102], "first": first,
        "upos": [info["upos"][i] for i in out["upos"].argmax(1)], "lemma": lemma, **out_of,
        "attr": [info["attr"][i] for i in decode.viterbi(out["attr"], *tables("attr"))],
        "probe": {k: [[r, c, round(float(v[r, c]), 3)] for r, c in ((0, 0), (1, 1), (len(v) - 1, v.shape[1] - 2))] for k, v in out.items()},
    }  # fmt: skip


def main(folder):
    model = Model(folder, "reader.onnx")
    cases = [case(model, p) for p in PASSAGES]
    with open(os.path.join(folder, "parity.json"), "w", encoding="utf-8") as f:
        json.dump(cases, f, ensure_ascii=False, indent=None, separators=(",", ":"))


if __name__ == "__main__":
    main(sys.argv[1])
