#!/usr/bin/env python3
"""Take a relation pattern away and what only it found is gone; what other patterns found stays.

usage: run.py KZNER GAZETTEERS

The sources are compiled twice, once without the patterns of odd number and once without those of even number, and run over the
examples of all patterns. A relation of the full model must be there exactly if a pattern that is left stands in its evidence.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

EXAMPLE = re.compile(r"^(?:example|counter)\s+(?:planned |negated )?(.*)")


def relation_files(root):
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            if name.endswith(".relations"):
                yield os.path.join(folder, name)


def patterns_and_texts(root):
    patterns, texts = [], []
    for path in relation_files(root):
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            if line.startswith("pattern"):
                patterns.append(f"{os.path.relpath(path, root)}:{number}")
            found = EXAMPLE.match(line)
            if found:
                texts.append(re.sub(r"\[(?:subject:|object:)?([^\]]*)\]", r"\1", found.group(1)))
    return patterns, texts


def without(source, target, removed):
    """A copy of the sources in which the removed patterns and their lines are comments, so that all lines keep their numbers."""
    shutil.copytree(source, target)
    for path in relation_files(target):
        lines, drop = open(path, encoding="utf-8").read().split("\n"), False
        for number, line in enumerate(lines, 1):
            if line.startswith("pattern"):
                drop = f"{os.path.relpath(path, target)}:{number}" in removed
            elif not line.strip() or line.startswith(("relation", "define")):
                drop = False
            if drop:
                lines[number - 1] = "# " + line
        open(path, "w", encoding="utf-8").write("\n".join(lines))


def extract(kzner, model, texts):
    lines = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, text in enumerate(texts))
    done = subprocess.run([kzner, "extract", "--model", model, "--input", "jsonl", "--format", "jsonl"],
                          input=lines, capture_output=True, text=True, check=True)
    found = []
    for line in done.stdout.splitlines():
        document = json.loads(line)
        found.append({(r["type"], r["subject"], r["object"]): {e["rule"] for e in r["evidence"]}
                      for r in document["relations"]})
    return found


def compile_model(kzner, sources, model):
    subprocess.run([kzner, "compile", sources, "-o", model], check=True, capture_output=True)


def compare(texts, full, part, removed, covered):
    problems = []
    for text, before, after in zip(texts, full, part):
        for triple, rules in before.items():
            left = rules - removed
            covered |= rules & removed
            if not left and triple in after and not after[triple] - rules:
                problems.append(f"{triple} stays without {sorted(rules)}: {text}")
            if left and triple not in after:
                problems.append(f"{triple} is gone though {sorted(left)} are left: {text}")
    return problems


def main():
    kzner, sources = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    patterns, texts = patterns_and_texts(sources)
    problems, covered = [], set()
    with tempfile.TemporaryDirectory() as folder:
        model = os.path.join(folder, "full.model")
        compile_model(kzner, sources, model)
        full = extract(kzner, model, texts)
        for half in (0, 1):
            removed = set(patterns[half::2])
            copy, model = os.path.join(folder, f"sources{half}"), os.path.join(folder, f"{half}.model")
            without(sources, copy, removed)
            compile_model(kzner, copy, model)
            problems += compare(texts, full, extract(kzner, model, texts), removed, covered)
    for pattern in sorted(set(patterns) - covered):
        problems.append(f"{pattern} found nothing in any example")
    print("1..1")
    for problem in problems[:40]:
        print("#", problem)
    print("ok" if not problems else "not ok", f"1 - {len(patterns)} patterns taken away over {len(texts)} examples")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
