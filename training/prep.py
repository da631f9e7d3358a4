"""Corpora -> prepared documents and label lists.   python prep.py CORPORA OUT [--open-data]"""

import json
import os
import sys

import corpora
import labels


def main(folder, out, open_data):
    os.makedirs(out, exist_ok=True)
    at = lambda *p: os.path.join(folder, *p)  # noqa: E731
    gum = corpora.universal(at("ud", "en_gum-train.conllu"))
    train = {"ewt": corpora.universal(at("ud", "en_ewt-train.conllu")), "gum": gum}
    if open_data:
        left_out = corpora.GUM_RESTRICTED
        train["gum"] = [d for d in gum if d["name"].split("_")[1] not in left_out]
    else:
        train["conll"] = corpora.conll(at("ner", "conll2003pp-train.txt"))
        train["polnear"] = corpora.polnear(at("attribution", "polnear", "train"))
    train["crossner"] = corpora.crossner(at("ner", "crossner-politics", "train.txt"))
    dev = {
        "ewt": corpora.universal(at("ud", "en_ewt-dev.conllu")),
        "gum": corpora.universal(at("ud", "en_gum-dev.conllu")),
        "conll": corpora.conll(at("ner", "conll2003pp-dev.txt")),
        "crossner": corpora.crossner(at("ner", "crossner-politics", "dev.txt")),
        "uner": corpora.uner(at("ner", "uner_en_ewt-dev.iob2")),
        "polnear": corpora.polnear(at("attribution", "polnear", "dev")),
    }
    tags = labels.collect(train["ewt"] + train["gum"])
    for name, value in (("train", train), ("dev", dev), ("labels", tags)):
        with open(os.path.join(out, name + ".json"), "w", encoding="utf-8") as f:
            json.dump(value, f, ensure_ascii=False)
    for part in (train, dev):
        for k, docs in part.items():
            n = sum(len(s["words"]) for d in docs for s in d["sents"])
            print(k, len(docs), "documents", sum(len(d["sents"]) for d in docs), "sentences", n, "words")
    print({k: len(v) for k, v in tags.items()})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], "--open-data" in sys.argv)
