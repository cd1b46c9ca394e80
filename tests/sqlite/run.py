#!/usr/bin/env python3
"""The SQLite extension as it is installed, in Python's SQLite: the rows say what the JSON of the command says.

usage: run.py BUILD_DIR PREFIX LIBDIR      exit 77: this Python cannot load extensions and there is no sqlite3 command
"""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

build, prefix, libdir = sys.argv[1:]
ARTICLE = """Nursultan Nazarbayev, the president of Kazakhstan, visited Moscow on 17 May 2005 and met Vladimir Putin.
\u041d\u0430\u0437\u0430\u0440\u0431\u0430\u0435\u0432 \U0001F1F0: Kassym-Jomart Tokayev didn't visit Beijing. KazMunayGas paid 3 million dollars to Gazprom."""
failures = 0


def check(found, wanted, what):
    global failures
    if found != wanted:
        failures += 1
        print(f"FAILED: {what}\n  found  {found}\n  wanted {wanted}")


def refuses(database, sql, message):
    try:
        database.execute(sql).fetchall()
    except sqlite3.Error as error:
        check(message in str(error), True, f"{sql} says {error}")
    else:
        check("no error", message, sql)


def by_python(extension):
    database = sqlite3.connect(":memory:")
    database.enable_load_extension(True)
    database.load_extension(str(extension))
    return database


class ByCommand:
    """The sqlite3 command, for a Python that was built without extensions."""

    def __init__(self, extension):
        self.extension, self.before = extension, []

    def execute(self, sql, values=()):
        for value in values:
            quoted = "NULL" if value is None else "'" + value.replace("'", "''") + "'"
            sql = sql.replace("?", quoted, 1)
        run = subprocess.run(["sqlite3", "-json", "-bail", "-cmd", f".load {self.extension}", ":memory:"],
                             input=";\n".join(self.before + [sql]) + ";", capture_output=True, encoding="utf-8")
        if run.returncode:
            raise sqlite3.OperationalError(run.stderr)
        if not sql.startswith("SELECT"):
            self.before.append(sql)
        self.rows = [tuple(row.values()) for row in json.loads(run.stdout or "[]")]
        return self

    def fetchall(self):
        return self.rows

    def close(self):
        pass


with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", folder], check=True, stdout=subprocess.DEVNULL)
    root = pathlib.Path(folder + prefix)
    os.environ.pop("LD_LIBRARY_PATH", None)  # the extension finds the library next to itself
    extension = root / libdir / "kzner" / "kzner_sqlite"
    if hasattr(sqlite3.Connection, "enable_load_extension"):
        database = by_python(extension)
    elif shutil.which("sqlite3"):
        database = ByCommand(extension)
    else:
        sys.exit(77)
    run = subprocess.run([root / "bin" / "kzner", "extract", "--format", "jsonl"], input=ARTICLE, capture_output=True, encoding="utf-8",
                         check=True, env=dict(os.environ, LD_LIBRARY_PATH=str(root / libdir)))
    result = json.loads(run.stdout)
    entities = {e["id"]: e for e in result["entities"]}

    found = database.execute("SELECT start, end, text, type, name, wikidata, value, source, rule, confidence FROM kzner_mentions(?)", [ARTICLE]).fetchall()
    none = {}
    check(found, [(m["start"], m["end"], m["text"], m["type"], entities.get(m.get("entity"), none).get("name"),
                   entities.get(m.get("entity"), none).get("wikidata"), m.get("value"), m["source"], m.get("rule"), m["confidence"])
                  for m in result["mentions"]], "mentions")
    found = database.execute("SELECT subject, type, object, status, knowledge, date, confidence, plover, start, end, rule, evidence FROM kzner_relations(?)",
                             [ARTICLE]).fetchall()
    best = [max(r["evidence"], key=lambda e: e["confidence"]) for r in result["relations"]]
    check(found, [(entities[r["subject"]]["name"], r["type"], entities[r["object"]]["name"], r["status"], r["knowledge"], r["date"], r["confidence"],
                   r["plover"], e["start"], e["end"], e["rule"], ARTICLE[e["start"]:e["end"]]) for r, e in zip(result["relations"], best)], "relations")
    check(len(found) > 2, True, "there are relations")

    database.execute("CREATE TABLE articles(body, day)")
    database.execute("INSERT INTO articles VALUES('Almaty and Astana', '2005-01-01'), (NULL, NULL), ('', '2005'), ('Nazarbayev visited Moscow today.', '2005-05-17')")
    check(database.execute("SELECT m.name FROM articles, kzner_mentions(body, day) m WHERE m.type = 'PLACE' ORDER BY 1").fetchall(),
          [("Almaty",), ("Astana",), ("Moscow",)], "a table joined with its mentions")
    check(database.execute("SELECT count(*) FROM articles a, kzner_mentions(a.body) m, kzner_mentions(m.text) n WHERE n.type = 'PLACE'").fetchall(),
          [(3,)], "one within the other")
    check(database.execute("SELECT substr(body, start + 1, end - start) = text FROM articles, kzner_mentions(body) LIMIT 1").fetchall(), [(1,)], "offsets")
    check(database.execute("SELECT * FROM kzner_relations(NULL)").fetchall(), [], "no text, no rows")
    check(database.execute("SELECT count(*) FROM kzner_mentions(x'FF00416C6D617479')").fetchall(), [(1,)], "bytes")
    refuses(database, "SELECT * FROM kzner_mentions", "needs a text")
    refuses(database, "SELECT * FROM kzner_mentions('Almaty', 'never')", "date")
    refuses(database, "SELECT * FROM kzner_mentions('Almaty', '2005', 3)", "too many arguments")
    database.close()

sys.exit(bool(failures))
