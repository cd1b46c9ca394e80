#!/usr/bin/env python3
"""The shared library exports what the public headers declare, all of it and nothing else.

usage: check_symbols.py LIBRARY HEADER...
"""
import pathlib
import re
import subprocess
import sys

library, *headers = sys.argv[1:]
declared = set()
for path in headers:
    text = re.sub(r"/\*.*?\*/", "", pathlib.Path(path).read_text(encoding="utf-8"), flags=re.S)
    for declaration in re.findall(r"KZNER_API\b[^;{]*;", text):
        declared.update(re.findall(r"\b(kzner_\w+)\s*\(", declaration)[:1])
lines = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True).stdout
exported = {line.split()[2].split("@")[0] for line in lines.splitlines() if line.split()[1] in "TDBRVW"}
for name in sorted(declared - exported):
    print(f"{name}: declared, but not exported")
for name in sorted(exported - declared):
    print(f"{name}: exported, but not declared in a public header")
print(f"{len(declared)} declared, {len(exported)} exported")
sys.exit(declared != exported or not declared)
