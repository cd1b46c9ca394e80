#!/usr/bin/env python3
"""Files of lib/ include only from folders to their left; compile/ stands beside and is included by nothing else.

usage: check_layers.py LIB_DIR TOOLS_DIR

Every file of lib/ also opens with a comment, and the .c files with one that says what comes in and what goes out. The tools use
the public headers only, but for what SHARED lists.
"""
import pathlib
import re
import sys

ORDER = ["base", "model", "text", "match", "resolve", "relations", "extract", "write"]
BESIDE = {"compile": {"base", "model", "text", "compile"}}

lib, tools = map(pathlib.Path, sys.argv[1:3])
wrong = 0


def complain(path, what):
    global wrong
    wrong += 1
    print(f"{path}: {what}")


def check_includes(path, folder):
    allowed = BESIDE.get(folder) or set(ORDER[: ORDER.index(folder) + 1])
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if not found or "/" not in found.group(1):
            continue
        target = found.group(1).split("/")[0]
        if target not in allowed:
            complain(f"{path}:{number}", f"{folder}/ includes {found.group(1)}")
        if not (lib / found.group(1)).exists():
            complain(f"{path}:{number}", f"{found.group(1)} is not written from lib/")


def check_opening(path):
    text = path.read_text(encoding="utf-8")
    if not text.startswith("/*"):
        complain(path, "opens without a comment")
    elif path.suffix == ".c" and not re.search(r"\bIn: .*Out: ", text.split("*/")[0], re.S) and path.name != "default_model_none.c":
        complain(path, "does not open with what comes in and what goes out")


# What graphs of many documents share with the writers of single ones.
SHARED = {"write/escape.h", "write/out.h", "base/fold.h", "base/hash.h"}

names, guards = [], set()
for path in sorted(lib.rglob("*.[ch]")):
    check_includes(path, path.parent.name)
    check_opening(path)
    guard = re.search(r"^#ifndef (\w+_H)$", path.read_text(encoding="utf-8"), re.M)
    if path.suffix == ".h" and (not guard or guard.group(1) in guards):
        complain(path, "has no include guard of its own")
    if guard:
        guards.add(guard.group(1))
    names.append(path)
for path in sorted(tools.glob("*.[ch]")):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'\s*#\s*include\s+["<]((\w+)/[\w/.]+)', line)
        if found and path.name.startswith("graph_") and found.group(1) in SHARED:
            continue
        if found and found.group(2) in ORDER + list(BESIDE):
            complain(f"{path}:{number}", "tools use the public headers only")
print(f"{len(names)} files")
sys.exit(bool(wrong))
