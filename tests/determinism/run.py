#!/usr/bin/env python3
"""The same sources give the same model, the same documents the same bytes, whatever the order, the folder and the number of threads.

usage: run.py KZNER GAZETTEERS EMBEDDED_MODEL CORPUS_DIR
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

kzner, gazetteers, embedded, corpus = sys.argv[1:]
failures = 0
number = 0


def check(good, what):
    global failures, number
    number += 1
    failures += not good
    print(f"{'' if good else 'not '}ok {number} - {what}")


def run(*arguments, **more):
    return subprocess.run([kzner, *map(str, arguments)], check=True, stdout=subprocess.PIPE, **more).stdout


def documents():
    """The cases of the corpus as documents, three times over, so that threads have something to do."""
    lines = []
    for path in sorted(pathlib.Path(corpus).glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("=" * 42 + "\n")[2::2]:
            lines.append(json.dumps({"id": f"{path.name}:{len(lines)}", "text": part.split("\n---\n")[0]}))
    return ("\n".join(lines * 3) + "\n").encode()


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    run("compile", gazetteers, "-o", folder / "a.kznm")
    run("compile", gazetteers, "-o", folder / "b.kznm")
    first = (folder / "a.kznm").read_bytes()
    check(first == (folder / "b.kznm").read_bytes(), "two compilations give the same bytes")
    check(first == pathlib.Path(embedded).read_bytes(), "they are those of the model in the library")

    copy = folder / "elsewhere" / "gazetteers"
    shutil.copytree(gazetteers, copy)
    run("compile", copy, "-o", folder / "c.kznm")
    check(first == (folder / "c.kznm").read_bytes(), "another folder gives the same bytes")

    text = documents()
    one = run("extract", "--input", "jsonl", "--format", "jsonl", "-j", 1, "-", input=text)
    check(one.count(b"\n") == text.count(b"\n"), "every document comes out")
    for threads in (2, 5):
        more = run("extract", "--input", "jsonl", "--format", "jsonl", "-j", threads, "-", input=text)
        check(one == more, f"{threads} threads write the bytes of one")
    opened = run("extract", "--model", folder / "a.kznm", "--input", "jsonl", "--format", "jsonl", "-", input=text)
    check(one == opened, "a model from a file reads as the one in the library")
    for locale in ("C", "C.UTF-8"):
        other = run("extract", "--input", "jsonl", "--format", "jsonl", "-", input=text, env=dict(os.environ, LC_ALL=locale))
        check(one == other, f"locale {locale} changes nothing")

print(f"1..{number}")
sys.exit(bool(failures))
