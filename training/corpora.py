"""Readers of the public corpora. All give documents of one form:

{"name", "kind", "sents": [{"words", "glued", "line", ...labels}]}
words: list of str; glued, line: 0/1 a word (no space before it; first of a line). Labels where the corpus has them:
upos, lemma, head (0 = root, else 1-based in the sentence), rel; ner; attr (a list of label lists, one an annotator).
Documents of names and attribution also hold "text" and, in each sentence, "at": character ranges of the words.
"""

import bisect
import collections
import glob
import os
import re

from labels import ATTRIBUTION
from tokenize_words import words as cut_words

# Genres of GUM with texts under non-commercial or no-derivatives terms, or with terms that differ from text to text.
GUM_RESTRICTED = ("whow", "fiction", "conversation", "podcast", "essay", "textbook", "letter")


def universal(path):
    """CoNLL-U: documents of sentences with trees. Sentences whose words are withheld ("_") are left out."""
    docs, new_line = [], True
    with open(path, encoding="utf-8") as f:
        blocks = f.read().split("\n\n")
    for block in blocks:
        lines = block.split("\n")
        for l in lines:
            if l.startswith("# newdoc"):
                docs.append({"name": l.split("=")[-1].strip(), "kind": "ud", "sents": []})
                new_line = True
            new_line = new_line or l.startswith("# newpar")
        rows = [l.split("\t") for l in lines if l and l[0] != "#"]
        rows = [r for r in rows if "." not in r[0]]
        if not rows or sum(r[1] == "_" for r in rows) * 2 > len(rows):
            continue
        docs[-1]["sents"].append(tree(rows, new_line))
        new_line = False
    return [d for d in docs if d["sents"]]


def tree(rows, new_line):
    glued_after, plain = set(), [r for r in rows if "-" not in r[0]]
    for r in rows:
        ids = r[0].split("-")
        glued_after.update(range(int(ids[0]), int(ids[-1])))
        if "SpaceAfter=No" in r[9]:
            glued_after.add(int(ids[-1]))
    return {
        "words": [r[1] for r in plain],
        "glued": [int(int(r[0]) - 1 in glued_after) for r in plain],
        "line": [int(new_line and k == 0) for k in range(len(plain))],
        "upos": [r[3] for r in plain],
        "lemma": [r[2] for r in plain],
        "head": [int(r[6]) for r in plain],
        "rel": [r[7] for r in plain],
    }


NO_SPACE_BEFORE = set(". , ; : ! ? ) ] } % 's 'S n't N'T 're 've 'll 'd 'm '".split())
NO_SPACE_BEHIND = set("( [ { $ #".split())


def printed(tokens):
    """Text of a tokenised sentence as English is printed, and the range of each token."""
    text, at, glue, quotes = "", [], True, 0
    for t in tokens:
        closing = t in NO_SPACE_BEFORE
        if t in ('"', "''", "``"):
            quotes += 1
            closing = quotes % 2 == 0
        if text and not closing and not glue:
            text += " "
        at.append((len(text), len(text) + len(t)))
        text += t
        glue = t in NO_SPACE_BEHIND or (t in ('"', "''", "``") and quotes % 2 == 1)
    return text, at


def named(sentences, name, first_of_line):
    """A document of sentences given as (tokens, BIO labels), as printed and cut by our own tokenizer."""
    text, sents = "", []
    for k, (tokens, tags) in enumerate(sentences):
        s, at = printed(tokens)
        if text:
            text += "\n" if first_of_line[k] else " "
        base, ends = len(text), [b for _, b in at]
        got = cut_words(s)
        owner = [bisect.bisect_right(ends, a) for a, _ in got]
        ner = [tags[o] for o in owner]
        for i in range(1, len(ner)):  # the later pieces of one token go on
            if owner[i] == owner[i - 1] and ner[i] != "O":
                ner[i] = "I" + ner[i][1:]
        sents.append({
            "words": [s[a:b] for a, b in got],
            "glued": [int(i > 0 and got[i - 1][1] == a) for i, (a, _) in enumerate(got)],
            "line": [int(i == 0 and first_of_line[k]) for i in range(len(got))],
            "at": [(a + base, b + base) for a, b in got],
            "ner": bio(ner),
            "gold": [(at[i][0] + base, at[j - 1][1] + base, t) for i, j, t in spans(tags)],
        })  # fmt: skip
        text += s
    return {"name": name, "kind": "ner", "text": text, "sents": sents}


def spans(tags):
    """Half-open ranges of BIO labels, with type; an I- that continues nothing begins one."""
    out, start, kind = [], None, None
    for i, t in enumerate(list(tags) + ["O"]):
        if start is not None and not (t[0] == "I" and t[2:] == kind):
            out.append((start, i, kind))
            start = None
        if t != "O" and start is None:
            start, kind = i, t[2:]
    return out


def bio(tags):
    out = ["O"] * len(tags)
    for i, j, t in spans(tags):
        out[i:j] = ["B-" + t] + ["I-" + t] * (j - i - 1)
    return out


def columns(path, word=0, tag=-1, comments=False):
    """Sentences of a file with a token a line: (document number, tokens, labels). `comments`: lines with # are none."""
    out, tokens, tags, doc = [], [], [], 0
    with open(path, encoding="utf-8") as f:
        for l in list(f) + ["\n"]:
            c = l.rstrip("\n").split("\t" if "\t" in l else " ")
            if not l.strip() or l.startswith("-DOCSTART-") or (comments and l.startswith("# ")):
                if tokens:
                    out.append((doc, tokens, tags))
                tokens, tags = [], []
                doc += l.startswith(("-DOCSTART-", "# newdoc"))
                continue
            tokens.append(c[word])
            tags.append(c[tag])
    return out


def conll(path):
    """CoNLL-2003 in its four columns; it does not tell paragraphs, so every sentence has a line of its own."""
    docs = collections.OrderedDict()
    for doc, tokens, tags in columns(path):
        docs.setdefault(doc, []).append((tokens, tags))
    return [named(s, f"conll-{k}", [True] * len(s)) for k, s in docs.items()]


CROSSNER = {
    "person": "PER", "politician": "PER", "politicalparty": "ORG", "organisation": "ORG", "country": "LOC",
    "location": "LOC", "election": "MISC", "event": "MISC", "misc": "MISC",
}  # fmt: skip


def crossner(path):
    docs = []
    for k, (_, tokens, tags) in enumerate(columns(path)):
        tags = [t if t == "O" else t[:2] + CROSSNER[t[2:]] for t in tags]
        docs.append(named([(tokens, tags)], f"crossner-{k}", [True]))
    return docs


def uner(path):
    docs = collections.OrderedDict()
    for doc, tokens, tags in columns(path, 1, 2, comments=True):
        tags = [t if t[2:] in ("PER", "ORG", "LOC") else "O" for t in tags]
        docs.setdefault(doc, []).append((tokens, tags))
    return [named(s, f"uner-{k}", [j == 0 for j in range(len(s))]) for k, s in docs.items()]


SENTENCE_END = re.compile(r"""[.!?…]["'”’)\]]*$""")


def sentences_of(text, at):
    """Ranges of words that make a sentence: a rough division, enough to train on passages."""
    out, start = [], 0
    for k in range(1, len(at)):
        gap = text[at[k - 1][1] : at[k][0]]
        ended = SENTENCE_END.search(text[max(0, at[k - 1][1] - 4) : at[k - 1][1]])
        closed = text[at[k - 1][0] : at[k - 1][1]]
        abbreviation = closed.endswith(".") and len(closed) > 1 and closed.strip(".")
        opens = text[at[k][0]].isupper() or text[at[k][0]] in "\"“‘'(0123456789"
        if "\n" in gap or (gap and ended and opens and not abbreviation):
            out.append((start, k))
            start = k
    if at:
        out.append((start, len(at)))
    return out


def polnear(folder):
    docs = []
    for path in sorted(glob.glob(os.path.join(folder, "text", "*.txt"))):
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
        name = os.path.basename(path)[:-4]
        files = sorted(glob.glob(os.path.join(folder, "attributions", glob.escape(name) + "_*.ann")))
        if not files:
            continue
        at = cut_words(text)
        versions = [attribution(fragments(f), at) for f in files]
        sents = []
        for a, b in sentences_of(text, at):
            sents.append({
                "words": [text[x:y] for x, y in at[a:b]],
                "glued": [int(k > 0 and at[k - 1][1] == at[k][0]) for k in range(a, b)],
                "line": [int(k == 0 or "\n" in text[at[k - 1][1] : at[k][0]]) for k in range(a, b)],
                "at": at[a:b],
                "attr": [v[a:b] for v in versions],
            })  # fmt: skip
        docs.append({"name": name, "kind": "attr", "text": text, "sents": sents})
    return docs


def fragments(path):
    """{role: set of character ranges} of one annotator's file."""
    texts, out = {}, {"source": set(), "cue": set(), "content": set()}
    with open(path, encoding="utf-8") as f:
        lines = [l.rstrip("\n").split("\t") for l in f if re.match(r"[TE]\d+\t", l)]
    for p in lines:
        if p[0][0] == "T" and len(p) > 1 and " " in p[1]:
            texts[p[0]] = [tuple(map(int, x.split())) for x in p[1].split(" ", 1)[1].split(";")]
    for p in lines:
        if p[0][0] == "E":
            for part in p[1].split()[1:]:
                role, t = part.split(":")
                role = re.sub(r"\d+$", "", role).lower()
                if role in out:
                    out[role].update(texts.get(t, []))
    return out


def attribution(roles, at):
    """BIO labels of words; where roles overlap the cue is kept first, then the source."""
    starts, tags = [a for a, _ in at], ["O"] * len(at)
    for role in ("cue", "source", "content"):
        for s, e in sorted(roles[role]):
            i = max(0, bisect.bisect_right(starts, s) - 1)
            i += i < len(at) and at[i][1] <= s
            going = False
            for k in range(i, bisect.bisect_left(starts, e)):
                if tags[k] == "O":
                    tags[k] = ("I-" if going else "B-") + role
                    going = True
                else:
                    going = False
    assert all(t in ATTRIBUTION for t in tags)
    return tags
