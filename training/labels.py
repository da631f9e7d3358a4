"""Label sets, lemma edit rules, and their files."""

import collections
import json

VOCABULARY = 30522
NAMES = ["O"] + [f"{p}-{t}" for t in ("PER", "ORG", "LOC", "MISC") for p in "BI"]
ATTRIBUTION = ["O"] + [f"{p}-{t}" for t in ("source", "cue", "content") for p in "BI"]
LEMMA_MIN_COUNT = 4
MAX_CUT = 4  # a form that loses more letters than this is irregular: the rule then names the whole lemma


def cased(case, form):
    if case == "l":
        return form.lower()
    return form[:1].upper() + form[1:].lower() if case == "c" else form


def lemma_rule(form, lemma):
    """The edit rule that makes `lemma` of `form`; see FORMAT.md."""
    for case in "lkc":
        if cased(case, form) == lemma:
            return f"{case}||"
    case = "l" if lemma == lemma.lower() else "c" if form.isupper() and len(form) > 1 else "k"
    base, p = cased(case, form), 0
    while p < min(len(base), len(lemma)) and base[p] == lemma[p]:
        p += 1
    if p == 0 or len(base) - p > MAX_CUT:
        return f"l!{lemma}"
    return f"{case}|{base[p:]}|{lemma[p:]}"


def apply_rule(rule, form):
    """The lemma, or None where the rule does not apply."""
    if rule[1] == "!":
        return rule[2:]
    case, cut, add = rule[0], *rule[2:].split("|", 1)
    base = cased(case, form)
    if not base.endswith(cut):
        return None
    return base[: len(base) - len(cut)] + add


def collect(documents):
    """Label lists from the training trees."""
    upos, rel, lemma = set(), collections.Counter(), collections.Counter()
    for d in documents:
        for s in d["sents"]:
            if "upos" not in s:
                continue
            upos.update(s["upos"])
            rel.update(s["rel"])
            for w, l in zip(s["words"], s["lemma"]):
                if "|" not in w + l:
                    lemma[lemma_rule(w, l)] += 1
    return {
        "upos": sorted(upos - {"_", "X"} | {"X"}),
        "rel": sorted(r for r in rel if r != "_"),
        "lemma": [r for r, n in lemma.most_common() if n >= LEMMA_MIN_COUNT and not set(r) & set("@_")],
        "ner": NAMES,
        "attr": ATTRIBUTION,
    }


def sizes(tags):
    return {k: len(v) for k, v in tags.items()}


def read(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)
