#!/usr/bin/env python3
"""Do three outputs of one text, with offsets in code points, bytes and UTF-16 units, say the same?

usage: offsets.py TEXT CODEPOINT.json BYTE.json UTF16.json
"""
import json
import sys


def load(path, unit, convert):
    """All offsets of a document, as code points."""
    with open(path, encoding="utf-8") as handle:
        document = json.load(handle)
    assert document["offset_unit"] == unit, document["offset_unit"]
    spans = [(m["start"], m["end"]) for m in document["mentions"]]
    spans += [(e["start"], e["end"]) for r in document["relations"] for e in r["evidence"]]
    spans += [tuple(s) for c in document["cooccurrences"] for s in c["sentences"]]
    return [(convert(start), convert(end)) for start, end in spans]


def main():
    with open(sys.argv[1], encoding="utf-8-sig", newline="") as handle:
        text = handle.read()
    in_bytes, in_units, byte, unit = {}, {}, 0, 0
    for number, character in enumerate(text + "\0"):
        in_bytes[byte], in_units[unit] = number, number
        byte += len(character.encode())
        unit += len(character.encode("utf-16-le")) // 2
    codepoint = load(sys.argv[2], "codepoint", lambda offset: offset)
    same = (codepoint == load(sys.argv[3], "byte", in_bytes.__getitem__)
            and codepoint == load(sys.argv[4], "utf16", in_units.__getitem__))
    print("same" if same and codepoint else "different")


main()
