#!/usr/bin/env python3
"""Tests of `kzner graph`.

usage: run.py KZNER [PROSE.jsonl]

Makes up documents with ids and names that every format has to escape, and compares the graph with one that is counted here
in the plainest way. With PROSE.jsonl (lines of {"id", "text"}) real texts are extracted and split as well. Readers that are
not installed are skipped.
"""
import collections
import csv
import fractions
import json
import math
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ET

KZNER = os.path.abspath(sys.argv[1])
PROSE = sys.argv[2] if len(sys.argv) > 2 else None
SYMMETRIC = {"borders", "met_with", "agreed_with", "cooperates_with", "conflicts_with", "trades_with"}
HOSTILE = ["plain", "with space", 'quote " and \'', "back\\slash", "new\nline\r\ttab", "Қазақстан 😀", "<b>&amp;</b>",
           "a,b;c", "\x01\x1f\x7f", "nul\0byte", " edges ", "]]>", "=cmd", "\ufeff\u202eright to left\u2028"]


def kzner(*arguments, stdin=b"", status=0):
    done = subprocess.run([KZNER, *map(str, arguments)], input=stdin, capture_output=True)
    assert done.returncode == status, (arguments, done.returncode, done.stderr.decode())
    return done


def graph(*arguments, stdin=b""):
    return kzner("graph", *arguments, stdin=stdin).stdout


# --- documents ---


def make_entity(rng, number, things):
    thing = rng.choice(things)
    name = rng.choice([thing["name"], thing["name"].upper()]) if "gazetteer" not in thing else thing["name"]
    return {"id": f"e{number}", **thing, "name": name, "confidence": rng.randrange(101) / 100}


def make_things(rng):
    things = [{"name": name, "type": rng.choice(["PERSON", "ORG", "PLACE"])} for name in HOSTILE]
    things += [{"name": f"Thing {i}", "type": "PERSON", "gazetteer": f"person/thing-{i}", "wikidata": f"Q{i + 1}"}
               for i in range(12)]
    things += [{"name": f"Other {i}", "type": "ORG", "subtype": "x", "wikidata": f"Q{i + 100}"} for i in range(6)]
    return things


def make_relation(rng, number, count):
    date = rng.choice([None, "2001", "2003-05", "2004-02-29", "1999/2007-03"])
    evidence = [{"start": rng.randrange(50), "end": 50 + rng.randrange(50), "rule": f"r.relations:{rng.randrange(9)}",
                 "confidence": rng.randrange(101) / 100} for _ in range(rng.randrange(1, 4))]
    return {"id": f"r{number}", "type": rng.choice(["head_of", "met_with", "visited"]),
            "subject": f"e{rng.randrange(count)}", "object": f"e{rng.randrange(count)}",
            "status": rng.choice(["asserted", "asserted", "negated", "planned"]),
            "confidence": rng.randrange(101) / 100, "wikidata": rng.choice([None, "P35"]), "plover": None, "date": date,
            "evidence": evidence}


def make_document(rng, number, things):
    count = rng.randrange(1, 9)
    entities = [make_entity(rng, i, things) for i in range(count)]
    mentions = [{"id": f"m{i}", "start": i * 10, "end": i * 10 + 5, "text": rng.choice(HOSTILE + [e["name"]]),
                 "type": e["type"], "entity": e["id"], "source": "name", "confidence": 0.5}
                for i, e in enumerate(entities)]
    mentions.append({"id": f"m{count}", "start": 900, "end": 904, "text": "2004", "type": "DATE", "value": "2004",
                     "source": "rule", "rule": "d.rules:1", "confidence": 0.9})
    pairs = [{"a": f"e{i}", "b": f"e{j}", "count": rng.randrange(1, 5), "weight": rng.randrange(101) / 100,
              "sentences": [[0, 5]]} for i in range(count) for j in range(i + 1, count) if rng.random() < 0.4]
    return {"schema": "kzner/1", "id": f"{rng.choice(HOSTILE)}/{number}",
            "date": rng.choice([None, "2005", "2005-01", f"2006-01-{rng.randrange(10, 29)}"]), "language": "en",
            "offset_unit": rng.choice(["codepoint", "byte"]), "mentions": mentions, "entities": entities,
            "relations": [make_relation(rng, i, count) for i in range(rng.randrange(4))], "cooccurrences": pairs}


def make_documents(count, seed=1):
    rng = random.Random(seed)
    things = make_things(rng)
    documents = [make_document(rng, i, things) for i in range(count)]
    for i in range(0, count, 17):
        documents[i] = {"schema": "kzner/1", "id": f"bad {HOSTILE[i % len(HOSTILE)]}",
                        "error": {"message": rng.choice(["there is no \"text\"", "not\nJSON"]), "line": i}}
    return documents


def to_lines(documents, ascii_only=False):
    return "".join(json.dumps(d, ensure_ascii=ascii_only, separators=(",", ":")) + "\n" for d in documents).encode()


def read_lines(data):
    return [json.loads(line) for line in data.decode().splitlines() if line] if b"\x85" not in data else [
        json.loads(line) for line in data.decode().split("\n") if line]


def lines_of(data):
    return [json.loads(line) for line in data.decode().split("\n") if line]


# --- the same, counted plainly ---


def key_of(entity):
    if entity.get("gazetteer"):
        return "gazetteer:" + entity["gazetteer"]
    if entity.get("wikidata"):
        return "wikidata:" + entity["wikidata"]
    return None


def exact(number):
    return fractions.Fraction(str(number))


def least(old, new):
    return new if old is None or (new is not None and new.encode() < old.encode()) else old


def count_plainly(documents, keys):
    """keys: from (type, name) to the key that kzner gave, for entities that no id tells apart."""
    entities = collections.defaultdict(lambda: {"documents": 0, "mentions": 0, "confidence": 0})
    relations = collections.defaultdict(lambda: {"documents": 0, "stands": {}})
    pairs = collections.defaultdict(lambda: [0, 0, 0])
    for d in documents:
        if "error" in d:
            continue
        local = {e["id"]: key_of(e) or keys[e["type"], e["name"]] for e in d["entities"]}
        for e in d["entities"]:
            entities[local[e["id"]]]["confidence"] += exact(e["confidence"])
        for key in set(local.values()):
            entities[key]["documents"] += 1
        for m in d["mentions"]:
            if "entity" in m:
                entities[local[m["entity"]]]["mentions"] += 1
        met = set()
        for r in d["relations"]:
            s, o = local[r["subject"]], local[r["object"]]
            if r["type"] in SYMMETRIC and s.encode() > o.encode():
                s, o = o, s
            relation = relations[s, r["type"], o]
            stand = relation["stands"].setdefault(r["status"], {"documents": 0, "evidence": 0, "confidence": 0,
                                                                 "best": None})
            relation["documents"] += (s, r["type"], o) not in met
            stand["documents"] += (s, r["type"], o, r["status"]) not in met
            met |= {(s, r["type"], o), (s, r["type"], o, r["status"])}
            stand["evidence"] += len(r["evidence"])
            stand["confidence"] += exact(r["confidence"])
            for e in r["evidence"]:
                rank = (-exact(e["confidence"] or r["confidence"]), d["id"].encode(), e["start"], e["end"], e["rule"])
                stand["best"] = rank if stand["best"] is None else min(stand["best"], rank)
        met = set()
        for p in d["cooccurrences"]:
            a, b = sorted((local[p["a"]], local[p["b"]]), key=str.encode)
            if a == b:
                continue
            pairs[a, b][0] += (a, b) not in met
            met.add((a, b))
            pairs[a, b][1] += p["count"]
            pairs[a, b][2] += exact(p["weight"])
    return entities, relations, pairs


def fold(name):
    """Enough of folding to find out which made-up names kzner takes for one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.lower().split())


# --- tests ---


def check_sums(documents, merged):
    lines = lines_of(merged)
    keys = {}
    for line in lines:
        if line.get("kind") == "entity" and line["id"].startswith("name:"):
            for name in line["names"]:
                if name["chosen"]:
                    keys[line["type"], name["text"]] = line["id"]
    entities, relations, pairs = count_plainly(documents, keys)
    failed = [d for d in documents if "error" in d]
    assert lines[0]["documents"] == len(documents) - len(failed) and lines[0]["failed"] == len(failed)
    assert sum(line["count"] for line in lines if line.get("kind") == "error") == len(failed)
    got = {line["id"]: line for line in lines if line.get("kind") == "entity"}
    assert set(got) == set(entities)
    for key, wanted in entities.items():
        assert got[key]["documents"] == wanted["documents"] and got[key]["mention_count"] == wanted["mentions"], key
        assert exact(got[key]["confidence"]) == wanted["confidence"], key
    got = {(line["subject"], line["type"], line["object"]): line for line in lines if line.get("kind") == "relation"}
    assert set(got) == set(relations)
    contradicted = set()
    for triple, wanted in relations.items():
        line = got[triple]
        assert line["documents"] == wanted["documents"]
        assert {s for s in ("asserted", "negated", "planned") if s in line} == set(wanted["stands"])
        if {"asserted", "negated"} <= set(wanted["stands"]):
            contradicted.add(triple)
        for status, stand in wanted["stands"].items():
            found = line[status]
            assert (found["documents"], found["evidence"]) == (stand["documents"], stand["evidence"])
            assert exact(found["confidence"]) == stand["confidence"]
            best = found["best"]
            assert (-exact(best["confidence"]), best["document"].encode(), best["start"], best["end"],
                    best["rule"]) == stand["best"], (triple, best, stand)
    assert contradicted == {(line["subject"], line["type"], line["object"]) for line in lines
                            if line.get("kind") == "contradiction"}
    assert contradicted
    got = {(line["a"], line["b"]): line for line in lines if line.get("kind") == "cooccurrence"}
    assert set(got) == set(pairs)
    for pair, (count, times, weight) in pairs.items():
        line = got[pair]
        assert (line["documents"], line["count"], exact(line["weight"])) == (count, times, weight)
        pmi = math.log2(count * lines[0]["documents"] / entities[pair[0]]["documents"] / entities[pair[1]]["documents"])
        assert abs(line["pmi"] - pmi) < 0.00051, (line, pmi)


def test_sums(folder):
    documents = make_documents(400)
    data = to_lines(documents)
    merged = graph("-", stdin=data)
    check_sums(documents, merged)
    assert merged == graph(stdin=to_lines(documents, ascii_only=True))
    assert merged == graph(stdin=merged), "a graph of itself"
    shuffled = documents[:]
    random.Random(3).shuffle(shuffled)
    assert merged == graph(stdin=to_lines(shuffled)), "order of documents"
    reordered = [{k: d[k] for k in sorted(d)} for d in documents]
    assert merged == graph(stdin=to_lines(reordered)), "order of members"


def split(data, parts, folder):
    lines = data.split(b"\n")[:-1]
    paths = []
    for i in range(parts):
        paths.append(os.path.join(folder, f"part-{parts}-{i}.jsonl"))
        with open(paths[-1], "wb") as handle:
            handle.write(b"".join(line + b"\n" for line in lines[i::parts]))
    return paths


def check_splits(data, folder):
    whole = graph(stdin=data)
    rng = random.Random(5)
    for parts in (1, 2, 7, 100):
        paths = split(data, parts, folder)
        for path in paths:
            graph(path, "-o", path + ".graph")
        graphs = [path + ".graph" for path in paths]
        rng.shuffle(graphs)
        assert graph(*graphs) == whole, parts
        half = len(graphs) // 2
        left, right = os.path.join(folder, "left"), os.path.join(folder, "right")
        graph(*graphs[:half], "-o", left, stdin=b"")
        graph(*graphs[half:], "-o", right)
        assert graph(*([right, left] if half else [right])) == whole, "in a tree"
        assert graph(*paths) == whole, "documents of several files"
        assert graph(*graphs[half:], *paths[:0], left if half else right, *[]) == whole if half else True
        mixed = [g if i % 2 else g[:-len(".graph")] for i, g in enumerate(graphs)]
        assert graph(*mixed) == whole, "documents and graphs"
        concatenated = b"".join(open(g, "rb").read() for g in graphs)
        assert graph(stdin=concatenated) == whole, "graphs behind each other"
        for path in paths + graphs:
            os.unlink(path)
    return whole


def test_splits(folder):
    check_splits(to_lines(make_documents(300, seed=2)), folder)


def test_spill(folder):
    data = to_lines(make_documents(12000, seed=7))
    whole = graph(stdin=data)
    spill = os.path.join(folder, "spill")
    os.mkdir(spill)
    assert graph("--spill", spill, "--memory", 1, stdin=data) == whole
    for name in ("graphml", "gexf", "dot", "ntriples", "turtle"):
        assert graph("--spill", spill, "--memory", 1, "--format", name, "--cooccurrences", stdin=data) == graph(
            "--format", name, "--cooccurrences", stdin=data), name
    assert os.listdir(spill) == [], "parts have no names"
    kzner("graph", "--spill", os.path.join(folder, "none"), "--memory", 1, stdin=data, status=1)


def test_prose(folder):
    if not PROSE or not os.path.exists(PROSE):
        return "no prose"
    path = os.path.join(folder, "some.jsonl")
    with open(PROSE, "rb") as source, open(path, "wb") as handle:
        for i, line in enumerate(source):
            if i % 8 == 0:
                handle.write(line)
    data = kzner("extract", "--input", "jsonl", "--format", "jsonl", path).stdout
    whole = check_splits(data, folder)
    spill = os.path.join(folder, "spill")
    os.mkdir(spill)
    assert graph("--spill", spill, "--memory", 1, stdin=data) == whole, "64 parts and more"
    assert lines_of(whole)[0]["documents"] == data.count(b"\n")


TESTS = [test_sums, test_splits, test_spill, test_prose]


def main():
    print(f"1..{len(TESTS)}")
    bad = 0
    for number, test in enumerate(TESTS, 1):
        folder = tempfile.mkdtemp(prefix="kzner-graph-")
        note = ""
        try:
            skipped = test(folder)
            note = f" # SKIP {skipped}" if skipped else ""
        except AssertionError as error:
            import traceback
            print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()[-6:]), end="")
            note = None
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        bad += note is None
        print(f"{'not ok' if note is None else 'ok'} {number} - {test.__name__[5:]}{note or ''}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
