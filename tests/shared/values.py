#!/usr/bin/env python3
"""Every date, sum and share that the reference texts mark has the value that it has for a reader.

usage: values.py KZNER CORPUS VALUES.tsv

VALUES.tsv gives places (code points) and values, no text. Exits 77 where the texts are missing.
"""
import json
import os
import subprocess
import sys


def main():
    kzner, corpus, table = sys.argv[1:4]
    if not os.path.isdir(corpus):
        return 77
    expected = [line.rstrip("\n").split("\t") for line in open(table, encoding="utf-8")][1:]
    documents = sorted({row[0] for row in expected})
    paths = [os.path.join(corpus, name + ".txt") for name in documents]
    done = subprocess.run([kzner, "extract", "--format", "jsonl"] + paths, capture_output=True, text=True, check=True)
    found = {}
    for name, line in zip(documents, done.stdout.splitlines()):
        for mention in json.loads(line)["mentions"]:
            found[name, str(mention["start"]), str(mention["end"]), mention["type"]] = mention.get("value")
    wrong = [row for row in expected if found.get(tuple(row[:4])) != row[4]]
    for row in wrong:
        print("#", "\t".join(row), "found:", found.get(tuple(row[:4])))
    print(f"{len(expected) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
