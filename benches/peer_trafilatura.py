"""Times `rashomon clean` against trafilatura on the same saved pages, in processor time.

    pip install trafilatura
    python benches/peer_trafilatura.py target/release/rashomon FOLDER_OF_HTML [ARTICLES.jsonl.gz]
"""

import os
import pathlib
import resource
import subprocess
import sys
import time

import trafilatura

program, folder, *articles = sys.argv[1:]


def used(source):
    """Seconds of processor time, user and system, of cleaning a source."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, "clean", source, "-o", os.devnull], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


pages = [path.read_bytes().decode("utf8", "replace") for path in sorted(pathlib.Path(folder).glob("*.html"))]
start = time.process_time()
for page in pages:
    trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
peer = time.process_time() - start
own = used(folder)
print(f"{len(pages)} pages: trafilatura {trafilatura.__version__} {len(pages) / peer:.0f}, rashomon {len(pages) / own:.0f} pages a second of processor time: {peer / own:.1f} times")
for source in articles:
    print(f"{source}: {used(source):.1f} s of processor time")
