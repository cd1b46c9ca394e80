#!/usr/bin/env python3
"""The command reads JSONL lines that nest without end, or are ten megabytes long, quickly, and goes on with the next line.

usage: deep_json.py KZNER
"""
import json
import subprocess
import sys
import time

SECONDS_MAX = 30

good = json.dumps({"id": "good", "text": "Nursultan Nazarbayev visited Almaty."})
bad = {
    "arrays": "[" * 5_000_000,
    "objects": '{"a":' * 1_000_000,
    "arrays in meta": '{"id":"x","text":"a","meta":' + "[" * 200_000 + "]" * 200_000 + "}",
    "a string without end": '{"id":"x","text":"' + "a" * 10_000_000,
    "escapes without end": '{"id":"x","text":"' + "\\u0041" * 1_000_000,
    "digits": '{"id":' + "9" * 5_000_000 + ',"text":"a"}',
    "quotes": '"' * 5_000_000,
}
failed = False
for number, (name, line) in enumerate(bad.items(), 1):
    before = time.monotonic()
    run = subprocess.run([sys.argv[1], "extract", "--input", "jsonl", "--format", "jsonl", "-"], input=f"{line}\n{good}\n".encode(), capture_output=True)
    took = time.monotonic() - before
    last = run.stdout.splitlines()[-1] if run.stdout else b"{}"
    fine = took < SECONDS_MAX and run.returncode in (0, 1) and json.loads(last).get("id") == "good" and len(run.stderr) < 10_000
    failed |= not fine
    print(f"{'' if fine else 'not '}ok {number} - {name}: {took:.2f} s, exit {run.returncode}")
    if not fine:
        print("# " + run.stderr[:200].decode("utf-8", "replace").replace("\n", "\n# "))
print(f"1..{len(bad)}")
sys.exit(failed)
