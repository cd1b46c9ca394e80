#!/usr/bin/env python3
"""Figures on the annotated texts that stand beside the repository stay above their floors.

usage: score.py KZNER SHARED_DIR FLOORS

FLOORS has lines `FOLDER.FIGURE LEAST`, figures as SHARED_DIR/tools/score.py --json names them. Exit 77: nothing is there.
"""
import json
import pathlib
import subprocess
import sys

kzner, shared, floors = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
score = shared / "tools" / "score.py"
if not score.exists():
    sys.exit(77)

least = {}
for line in floors.read_text(encoding="utf-8").splitlines():
    if "." in line.split(" ")[0] and not line.startswith("#"):
        name, value = line.split()
        folder, figure = name.split(".")
        least.setdefault(folder, {})[figure] = float(value)

failed = False
for folder, wanted in least.items():
    texts = sorted((shared / "corpus" / folder).glob("*.txt"))
    if not texts:
        sys.exit(77)
    found = subprocess.run([kzner, "extract", "--format", "jsonl", *map(str, texts)], check=True, capture_output=True)
    scored = subprocess.run([sys.executable, score, shared / "corpus" / folder, "-", "--json"], input=found.stdout, check=True, capture_output=True)
    figures = json.loads(scored.stdout.decode().strip().splitlines()[-1])
    for figure, value in wanted.items():
        low = figures[figure] < value
        failed |= low
        print(f"{folder}.{figure} {figures[figure]:.4f}, at least {value:.4f}{' -- BELOW' if low else ''}")
sys.exit(failed)
