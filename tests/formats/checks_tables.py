"""Readers of rows and lines: Python's csv in its strict mode, and json."""
import csv
import io
import json


def rows(path, **dialect):
    with open(path, encoding="utf-8", newline="") as handle:
        reader = csv.reader(handle, strict=True, **dialect)
        head = next(reader)
        read = [dict(zip(head, row)) for row in reader if len(row) == len(head) or bad_row(row)]
    return read


def bad_row(row):
    raise AssertionError(row)


def safe(text):
    return text.replace("\x00", "\ufffd")


def check_rows(form, **dialect):
    def check(kzner):
        folder = kzner.tables(form)
        read = {table: rows(folder / f"{table}.{form}", **dialect)
                for table in ("mentions", "entities", "relations", "cooccurrences")}
        for table, found in read.items():
            assert [row["document"] for row in found] == [safe(d["id"]) for d, _ in kzner.all(table)], table
            one = kzner.run(form, "--table", table)
            assert one.encode() == (folder / f"{table}.{form}").read_bytes()
        for row, (document, mention) in zip(read["mentions"], kzner.all("mentions")):
            assert row["text"] == safe(mention["text"]) and row["value"] == mention.get("value", "")
            assert (int(row["start"]), int(row["end"])) == (mention["start"], mention["end"])
            assert row["rule"] == mention.get("rule", "") and row["entity"] == mention.get("entity", "")
        for row, (document, entity) in zip(read["entities"], kzner.all("entities")):
            assert row["name"] == safe(entity["name"]) and int(row["mentions"]) == len(entity["mentions"])
            assert row["wikidata"] == entity.get("wikidata", "")
        for row, (document, relation) in zip(read["relations"], kzner.all("relations")):
            assert row["evidence"] == safe(kzner.best_evidence(document, relation))
            assert float(row["confidence"]) == relation["confidence"] and row["date"] == (relation["date"] or "")
            assert (row["subject"], row["object"]) == (relation["subject"], relation["object"])

    return check


def check_neo4j(kzner):
    folder = kzner.tables("neo4j")
    nodes, edges = rows(folder / "nodes.csv"), rows(folder / "relationships.csv")
    for path in folder.iterdir():  # a row is a line
        text = path.read_bytes().decode("utf-8")
        assert text.count("\n") == len(list(csv.reader(io.StringIO(text, newline="")))) and "\r" not in text
    numbered = [(n, e) for n, d in enumerate(kzner.documents) for e in d["entities"]]
    assert [row[":ID"] for row in nodes] == [f"d{n}{e['id']}" for n, e in numbered]
    assert len({row[":ID"] for row in nodes}) == len(nodes)
    assert [row[":LABEL"] for row in nodes] == ["Entity;" + e["type"] for _, e in numbered]
    assert [row["name"] for row in nodes] == [safe(e["name"]).replace("\n", " ").replace("\r", " ") for _, e in numbered]
    related = [(n, d, r) for n, d in enumerate(kzner.documents) for r in d["relations"]]
    assert len(edges) == len(related)
    for row, (number, document, relation) in zip(edges, related):
        assert row[":START_ID"] == f"d{number}{relation['subject']}" and row[":END_ID"] == f"d{number}{relation['object']}"
        assert row[":TYPE"] == relation["type"].upper() and row["status"] == relation["status"]
        evidence = safe(kzner.best_evidence(document, relation))
        assert row["evidence"] == evidence.replace("\n", " ").replace("\r", " ")


def check_plover(kzner):
    events = [json.loads(line) for line in kzner.run("plover").split("\n")[:-1]]
    wanted = [(d, r) for d, r in kzner.all("relations") if r["plover"]]
    assert len(events) == len(wanted) > 0
    for event, (document, relation) in zip(events, wanted):
        names = {e["id"]: e["name"] for e in document["entities"]}
        assert event["document"] == document["id"] and event["type"] == relation["plover"]
        assert event["actor"]["name"] == names[relation["subject"]]
        assert event["recipient"]["name"] == names[relation["object"]]
        assert event["date"] == (relation["date"] or document["date"])
        assert event["text"] == document["full_text"][event["start"]:event["end"]]
        assert event["mode"] == ("visit" if relation["type"] == "visited" else None)


CHECKS = {
    "csv": (check_rows("csv"), []),
    "tsv": (check_rows("tsv", delimiter="\t"), []),
    "neo4j": (check_neo4j, []),
    "plover": (check_plover, []),
}
