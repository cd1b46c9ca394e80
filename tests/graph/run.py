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
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
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
    mixed = merged.split(b"\n")[:-1]
    random.Random(4).shuffle(mixed)
    assert merged == graph(stdin=b"\t\n".join(mixed)), "order of a graph's lines, as a shuffle gives them"
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


# --- formats ---


def xml_text(text):
    """What XML cannot say is written as U+FFFD."""
    return "".join("\ufffd" if (ord(c) < 32 and c not in "\t\n\r") or c in "\ufffe\uffff" else c for c in text)


def make_graph(folder):
    data = to_lines(make_documents(200, seed=11))
    path = os.path.join(folder, "documents.jsonl")
    with open(path, "wb") as handle:
        handle.write(data)
    lines = lines_of(graph(path))
    of = lambda kind: [line for line in lines if line.get("kind") == kind]
    return path, of("entity"), of("relation"), of("cooccurrence")


def run_reader(*command, stdin=None):
    """None if the reader is not installed."""
    if not shutil.which(command[0]):
        return None
    done = subprocess.run(command, input=stdin, capture_output=True)
    assert done.returncode == 0, (command, done.stderr[:2000])
    return done


def check_edges(edges, relations, pairs, name):
    assert len(edges) == len(relations) + len(pairs), name
    wanted = collections.Counter((r["type"], r["documents"]) for r in relations)
    wanted.update(("cooccurs_with", p["documents"]) for p in pairs)
    assert collections.Counter(edges) == wanted, name


def test_graphml(folder):
    path, entities, relations, pairs = make_graph(folder)
    data = graph("--format", "graphml", "--cooccurrences", path)
    run_reader("xmllint", "--noout", "-", stdin=data)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ET.fromstring(data)
    keys = {key.get("id"): key.get("attr.name") for key in root.iter(space + "key")}
    rows = lambda kind: [{keys[d.get("key")]: d.text or "" for d in item.iter(space + "data")}
                         for item in root.iter(space + kind)]
    assert [row["key"] for row in rows("node")] == [xml_text(e["id"]) for e in entities]
    assert [row["name"] for row in rows("node")] == [xml_text(e["name"]) for e in entities]
    check_edges([(row["type"], int(row["documents"])) for row in rows("edge")], relations, pairs, "graphml")
    assert len(ET.fromstring(graph("--format", "graphml", path)).findall(f".//{space}edge")) == len(relations)
    try:
        import networkx
    except ImportError:
        return "no networkx for the rest"
    import io
    read = networkx.read_graphml(io.BytesIO(data), force_multigraph=True)
    assert (read.number_of_nodes(), read.number_of_edges()) == (len(entities), len(relations) + len(pairs))


def test_gexf(folder):
    path, entities, relations, pairs = make_graph(folder)
    data = graph("--format", "gexf", "--cooccurrences", path)
    run_reader("xmllint", "--noout", "-", stdin=data)
    space = "{http://gexf.net/1.3}"
    root = ET.fromstring(data)
    titles = {(a.get("class"), t.get("id")): t.get("title")
              for a in root.iter(space + "attributes") for t in a.iter(space + "attribute")}
    rows = lambda kind: [{titles[kind, v.get("for")]: v.get("value") for v in item.iter(space + "attvalue")}
                         for item in root.iter(space + kind)]
    assert [row["key"] for row in rows("node")] == [xml_text(e["id"]) for e in entities]
    check_edges([(row["type"], int(row["documents"])) for row in rows("edge")], relations, pairs, "gexf")
    dated = [edge for edge in root.iter(space + "edge") if edge.get("start")]
    assert dated and all(len(edge.get("start")) == 10 and edge.get("start") <= edge.get("end") for edge in dated)


def test_dot(folder):
    path, entities, relations, pairs = make_graph(folder)
    done = run_reader("dot", "-Tplain", "-Gnslimit=1", "-Gnslimit1=1", "-Gmaxiter=1", "-Gsplines=false",
                      stdin=graph("--format", "dot", path))
    if not done:
        return "no Graphviz"
    kinds = collections.Counter(line.split(b" ")[0] for line in done.stdout.split(b"\n"))
    assert (kinds[b"node"], kinds[b"edge"]) == (len(entities), len(relations))


def test_rdf(folder):
    path, entities, relations, pairs = make_graph(folder)
    files = {}
    for name in ("ntriples", "turtle"):
        files[name] = os.path.join(folder, name)
        graph("--format", name, "--cooccurrences", "-o", files[name], path)
    if not shutil.which("rapper"):
        return "no rapper"
    triples = [run_reader("rapper", "-q", "-i", name, "-o", "ntriples", files[name]).stdout.split(b"\n")
               for name in files]
    nodes = lambda lines: collections.Counter(line.split(b" ", 2)[1] for line in lines if line)
    assert nodes(triples[0]) == nodes(triples[1])
    statements = sum(b"rdf-syntax-ns#Statement" in line for line in triples[0])
    together = sum(b"term:Cooccurrence" in line for line in triples[0])
    labels = sum(b"rdf-schema#label" in line for line in triples[0])
    assert (statements, together, labels) == (len(relations), len(pairs), len(entities))
    iri = b"<http://www.wikidata.org/entity/Q1>"
    assert any(line.startswith(iri) for line in triples[0]), "Wikidata where it is known"


def read_csv(path):
    with open(path, newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def test_tables(folder):
    path, entities, relations, pairs = make_graph(folder)
    out = os.path.join(folder, "csv")
    graph("--format", "csv", "-o", out, path)
    tables = {name: read_csv(os.path.join(out, name + ".csv")) for name in ("entities", "names", "relations", "cooccurrences")}
    plain = lambda text: text.replace("\0", "\ufffd")
    assert [row["key"] for row in tables["entities"]] == [plain(e["id"]) for e in entities]
    assert [row["name"] for row in tables["names"]] == [plain(n["text"]) for e in entities for n in e["names"]]
    assert [(row["source"], row["type"], row["target"]) for row in tables["relations"]] == [
        (plain(r["subject"]), r["type"], plain(r["object"])) for r in relations]
    assert [row["pmi"] for row in tables["cooccurrences"]] == [str(p["pmi"]) for p in pairs] or all(
        float(row["pmi"]) == p["pmi"] for row, p in zip(tables["cooccurrences"], pairs))
    with open(os.path.join(out, "names.csv"), "rb") as handle:
        assert handle.read() == graph("--format", "csv", "--table", "names", path)
    out = os.path.join(folder, "neo4j")
    graph("--format", "neo4j", "--cooccurrences", "-o", out, path)
    nodes, edges = (read_csv(os.path.join(out, name + ".csv")) for name in ("nodes", "relationships"))
    with open(os.path.join(out, "nodes.csv"), "rb") as handle:
        assert handle.read().count(b"\n") == len(entities) + 1, "rows are lines"
    ids = [row["key:ID"] for row in nodes]
    assert len(set(ids)) == len(entities) and all(row[":LABEL"].startswith("Entity;") for row in nodes)
    assert all(row[":START_ID"] in set(ids) and row[":END_ID"] in set(ids) for row in edges)
    check_edges([(row[":TYPE"].lower(), int(row["documents:long"])) for row in edges], relations, pairs, "neo4j")


def open_database(folder, *inputs):
    path = os.path.join(folder, "graph.db")
    done = subprocess.run([KZNER, "graph", "--format", "sqlite", "-o", path, *inputs], capture_output=True)
    if b"built without SQLite" in done.stderr:
        return None
    assert done.returncode == 0, done.stderr
    return sqlite3.connect(path)


def test_sqlite(folder):
    path, entities, relations, pairs = make_graph(folder)
    with open(path, "rb") as handle:
        documents = lines_of(handle.read())
    base = open_database(folder, path)
    if not base:
        return "built without SQLite"
    one = lambda question: base.execute(question).fetchall()
    assert one("PRAGMA integrity_check") == [("ok",)] and one("PRAGMA foreign_key_check") == []
    assert one("SELECT name FROM documents ORDER BY id") == [(d["id"],) for d in documents]
    assert one("SELECT count(*) FROM mentions") == [(sum(len(d.get("mentions", [])) for d in documents),)]
    evidence = sum(len(r["evidence"]) for d in documents for r in d.get("relations", []))
    assert one("SELECT count(*) FROM evidence e JOIN documents d ON d.id = e.document") == [(evidence,)]
    order = lambda rows: sorted(rows, key=repr)
    assert order(one("SELECT key, name, documents, mentions FROM entities")) == order(
        [(e["id"], e["name"], e["documents"], e["mention_count"]) for e in entities])
    assert order(one("SELECT s.key, r.type, o.key, r.documents, r.asserted FROM relations r JOIN entities s ON"
                     " s.id = r.subject JOIN entities o ON o.id = r.object")) == order(
        [(r["subject"], r["type"], r["object"], r["documents"], r.get("asserted", {}).get("documents", 0))
         for r in relations])
    assert one("SELECT count(*) FROM contradictions") == [
        (sum("asserted" in r and "negated" in r for r in relations),)]
    assert order(one("SELECT documents, count, pmi FROM named_together")) == order(
        [(p["documents"], p["count"], float(p["pmi"])) for p in pairs])
    assert one("SELECT count(*) FROM names") == [(sum(len(e["names"]) for e in entities),)]
    base.close()
    merged = os.path.join(folder, "merged")
    graph(path, "-o", merged)
    base = open_database(folder, merged)
    assert one("SELECT count(*) FROM relations") == [(len(relations),)]
    assert one("SELECT count(*) FROM evidence") == [
        (sum(s in r for r in relations for s in ("asserted", "negated", "planned")),)], "the best of each status"
    base.close()


# --- bad input ---


def check_fails(wanted, *arguments, stdin=b"", status=1):
    message = kzner("graph", *arguments, stdin=stdin, status=status).stderr.decode()
    assert wanted in message, (wanted, message)


def test_bad_input(folder):
    good = to_lines(make_documents(3))
    head = b'{"schema":"kzner-graph/1","documents":0}\n'
    check_fails('-:2: schema "kzner/2" is neither', stdin=good.split(b"\n")[1] + b'\n{"schema":"kzner/2"}\n')
    check_fails('-:1: schema "kzner-graph/9" is neither', stdin=b'{"schema":"kzner-graph/9"}')
    check_fails("-:1: neither a document", stdin=b"{}")
    check_fails("-:1: neither a document", stdin=b'{"kind":"else"}')
    check_fails("-:1: lines of a graph without its header", stdin=b'{"kind":"entity","id":"a","type":"ORG"}')
    check_fails("-:2: this line of a graph is not complete", stdin=head + b'{"kind":"entity","id":"a"}')
    check_fails("-:2: not UTF-8", stdin=head + b'{"kind":"entity","id":"\xff","type":"ORG"}')
    check_fails("-:2:", stdin=head + good.split(b"\n")[1][:100])
    check_fails("-:1: an object is expected", stdin=b"[1]\n")
    for value, message in (("-1", "not negative"), ("1.5", "a whole number"), ("1e3", "a whole number"), ("01", "not a number"),
                           ('"1"', "not negative"), ("99999999999999999999999", "too large"), ("[]", "not negative")):
        check_fails(message, stdin=f'{{"schema":"kzner-graph/1","documents":{value}}}'.encode())
    check_fails("a list is expected", stdin=b'{"schema":"kzner/1","id":"a","mentions":5}')
    check_fails("a string is expected", stdin=b'{"schema":"kzner/1","id":5}')
    check_fails("e7", stdin=b'{"schema":"kzner/1","id":"a","mentions":[{"entity":"e7","text":"x"}]}')
    check_fails("r0", stdin=b'{"schema":"kzner/1","id":"a","relations":[{"id":"r0","subject":"e0","type":"t"}]}')
    check_fails("something follows", stdin=head[:-1] + b"{}")
    check_fails("nested too deeply", stdin=b'{"x":' + b"[" * 500 + b"]" * 500 + b"}")
    check_fails("cannot read", os.path.join(folder, "missing"))
    check_fails("cannot read", folder)
    assert graph(stdin=b"") == b'{"schema":"kzner-graph/1","documents":0,"failed":0,"mention_count":0}\n'
    assert graph(stdin=b"\xef\xbb\xbf\n \r\n" + good) == graph(stdin=good)
    nameless = head + b'{"kind":"entity","id":"name:ORG:x","type":"ORG"}\n'
    for name in ("gexf", "dot", "turtle", "jsonl"):
        assert b'"name:ORG:x"' in graph("--format", name, stdin=nameless), name
    incomplete = head + b'{"kind":"cooccurrence","a":"x","b":"y","documents":1}\n'
    assert b'"pmi"' not in graph(stdin=incomplete)
    check_fails("'x' is", "--format", "graphml", "--cooccurrences", stdin=incomplete)
    check_fails("--format: 'x' is none of jsonl, graphml", "--format", "x", status=2)
    check_fails("--table: 'x' is none of nodes, relationships", "--format", "neo4j", "--table", "x", status=2)
    check_fails("several tables", "--format", "csv", status=2)
    check_fails("name it with -o", "--format", "sqlite", status=2)
    check_fails("--memory", "--memory", "0", status=2)


def limit_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))


def check_full_disk(folder, path):
    before = sorted(os.listdir(folder))
    out = os.path.join(folder, "full")
    for name in ("jsonl", "sqlite", "turtle"):
        done = subprocess.run([KZNER, "graph", "--format", name, "-o", out, path], preexec_fn=limit_files, capture_output=True)
        if b"built without SQLite" in done.stderr:
            continue
        assert done.returncode == 1 and b"cannot write" in done.stderr, (name, done)
    large = to_lines(make_documents(12000, seed=7))
    done = subprocess.run([KZNER, "graph", "--spill", folder, "--memory", "1", "-o", "/dev/null"], input=large,
                          preexec_fn=limit_files, capture_output=True)
    assert done.returncode == 1 and b"cannot write" in done.stderr, done
    assert sorted(os.listdir(folder)) == before, "nothing is left of what does not fit"


def test_files(folder):
    data = to_lines(make_documents(50))
    path = os.path.join(folder, "in.jsonl")
    with open(path, "wb") as handle:
        handle.write(data)
    os.link(path, os.path.join(folder, "link.jsonl"))
    os.symlink("in.jsonl", os.path.join(folder, "symlink.jsonl"))
    for other in ("in.jsonl", "link.jsonl", "symlink.jsonl"):
        check_fails("is read and written at once", path, "-o", os.path.join(folder, other))
        check_fails("is read and written at once", path, "--format", "sqlite", "-o", os.path.join(folder, other))
    with open(path, "rb") as source, open(path, "ab") as target:
        done = subprocess.run([KZNER, "graph"], stdin=source, stdout=target, stderr=subprocess.PIPE)
        assert done.returncode == 1 and b"at once" in done.stderr
    with open(path, "rb") as handle:
        assert handle.read() == data
    before = sorted(os.listdir(folder))
    probe = subprocess.run([KZNER, "graph", "--format", "sqlite", "-o", os.path.join(folder, "probe")], input=b"",
                           capture_output=True)
    if probe.returncode == 0:
        os.unlink(os.path.join(folder, "probe"))
    for name in ("jsonl", "sqlite", "graphml") if probe.returncode == 0 else ("jsonl", "graphml"):
        out = os.path.join(folder, "half")
        check_fails("neither", "--format", name, "-o", out, path, "-", stdin=b"{}\n")
        check_fails("no/such", "--format", name, "-o", os.path.join(folder, "no/such/file"), path)
    assert sorted(os.listdir(folder)) == before, "nothing is left of what fails"
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([KZNER, "graph", path], stdout=full, stderr=subprocess.PIPE)
            assert done.returncode == 1 and b"cannot write output" in done.stderr, done
        check_fails("cannot write output", path, "-o", "/dev/full")
    check_full_disk(folder, path)
    with open(os.path.join(folder, "old"), "wb") as handle:
        handle.write(b"old")
    graph(path, "-o", os.path.join(folder, "old"))
    with open(os.path.join(folder, "old"), "rb") as handle:
        assert handle.read() == graph(path)


# --- recipes ---


RECIPES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools", "recipes")


def run_recipe(name, folder):
    lines = b"".join(json.dumps({"id": f"d{i}", "date": f"2005-01-{i % 28 + 1:02}", "text": text}).encode() + b"\n"
                     for i, text in enumerate(["President Nursultan Nazarbayev visited Moscow on Friday.",
                                               "Kazakhstan and Russia signed an agreement in Astana.",
                                               "Nazarbayev met Vladimir Putin in Almaty."] * 200))
    with open(os.path.join(folder, "news.jsonl"), "wb") as handle:
        handle.write(lines + b'{"id": "broken", "text": 5}\n')
    tools = os.path.join(folder, "bin")
    os.mkdir(tools)
    os.symlink(KZNER, os.path.join(tools, "kzner"))
    environment = {**os.environ, "PATH": tools + os.pathsep + os.environ["PATH"]}
    done = subprocess.run(["sh", os.path.join(RECIPES, name), "news.jsonl", "graph.jsonl", "2"], cwd=folder, env=environment, capture_output=True)
    found = subprocess.run([KZNER, "extract", "--input", "jsonl", "--format", "jsonl", "news.jsonl"], cwd=folder,
                           capture_output=True).stdout
    with open(os.path.join(folder, "graph.jsonl"), "rb") as handle:
        merged = handle.read()
    assert merged == graph(stdin=found), (name, done.stderr)
    head = lines_of(merged)[0]
    assert (head["documents"], head["failed"]) == (600, 1)


def test_xargs(folder):
    run_recipe("xargs.sh", folder)


def test_parallel(folder):
    if not shutil.which("parallel"):
        return "no GNU parallel"
    run_recipe("parallel.sh", folder)


def test_slurm(folder):
    """The array job's script, as Slurm would call it."""
    news = b"".join(json.dumps({"id": str(i), "text": "Astana is in Kazakhstan."}).encode() + b"\n" for i in range(6))
    os.mkdir(os.path.join(folder, "bin"))
    os.symlink(KZNER, os.path.join(folder, "bin", "kzner"))
    for i in range(2):
        with open(os.path.join(folder, f"news.{i:02}.jsonl"), "wb") as handle:
            handle.write(b"".join(news.splitlines(True)[i::2]))
        subprocess.run(["sh", os.path.join(RECIPES, "slurm.sh"), folder], check=True,
                       env={**os.environ, "SLURM_ARRAY_TASK_ID": str(i),
                            "PATH": os.path.join(folder, "bin") + os.pathsep + os.environ["PATH"]})
    found = kzner("extract", "--input", "jsonl", "--format", "jsonl", stdin=news).stdout
    assert graph(*(os.path.join(folder, f"news.{i:02}.graph") for i in (1, 0))) == graph(stdin=found)


TESTS = [test_sums, test_splits, test_spill, test_prose, test_graphml, test_gexf, test_dot, test_rdf, test_tables,
         test_sqlite, test_bad_input, test_files, test_xargs, test_parallel, test_slurm]


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
