#!/usr/bin/env python3
"""Every diagnostic code that lib/ can tell stands in one of the lists of bad sources.

usage: check_codes.py LIB_DIR ERRORS_DIR
"""
import pathlib
import re
import sys

lib, errors = map(pathlib.Path, sys.argv[1:3])
told = {code for path in lib.rglob("*.c") for code in re.findall(r'"(?:\[)?(K\d{3})', path.read_text(encoding="utf-8"))}
tested = {code for path in errors.glob("*.txt") for code in re.findall(r"\[(K\d{3})\]", path.read_text(encoding="utf-8"))}
for code in sorted(told - tested):
    print(f"{code}: no line of tests/errors/*.txt expects it")
for code in sorted(tested - told):
    print(f"{code}: nothing in lib/ tells it any more")
sys.exit(bool(told ^ tested))
