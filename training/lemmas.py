"""Write model/lemmas.tsv: the lemmas of the UD training parts, and the forms that no regular ending explains.

python lemmas.py CORPORA > ../model/lemmas.tsv
Rows: `upos  lemma  forms`, the forms (lower case, without the lemma itself) separated by blanks.
A form that has several lemmas as one part of speech keeps the most frequent one.
"""
import collections
import pathlib
import sys

OPEN = ("NOUN", "VERB", "ADJ", "ADV", "AUX", "PRON", "DET")


def rows(path):
    """(form, lemma, upos) of every word of a CoNLL-U file."""
    for line in path.read_text(encoding="utf8").splitlines():
        cells = line.split("\t")
        if len(cells) > 4 and cells[0].isdigit() and cells[1] != "_":
            yield cells[1].lower(), cells[2].lower(), cells[3]


def main(corpora):
    counts = collections.Counter()
    for name in ("en_ewt-train.conllu", "en_gum-train.conllu"):
        counts.update(r for r in rows(pathlib.Path(corpora, "ud", name)) if r[2] in OPEN and r[0].isascii() and r[1].isalpha())
    best = {}
    for (form, lemma, upos), n in sorted(counts.items()):
        if n > best.get((form, upos), ("", 0))[1]:
            best[form, upos] = (lemma, n)
    forms = collections.defaultdict(set)
    for (form, upos), (lemma, n) in best.items():
        # A word seen once can be a misspelling; a regular form of it would be found anyway.
        if n > 1 or form == lemma:
            forms[upos, lemma].add(form)
    print("# Lemmas by part of speech with their inflected forms, drawn from the training parts of UD English EWT and GUM (CC BY-SA 4.0).")
    print("# Made by training/lemmas.py.")
    print("upos\tlemma\tforms")
    for (upos, lemma), seen in sorted(forms.items()):
        print(upos, lemma, " ".join(sorted(seen - {lemma})), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
