#!/usr/bin/env python3
"""The Python module over the installed library.

usage: run.py BUILD_DIR PREFIX LIBDIR MODULE_DIR COMPILER...

The library is installed into an empty folder; the structures of the module are compared with the headers there, its answers with
the JSON of the command.
"""
import concurrent.futures
import dataclasses
import gc
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

build, prefix, libdir, module, *compiler = sys.argv[1:]
folder = tempfile.TemporaryDirectory()
subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", folder.name], check=True, stdout=subprocess.DEVNULL)
root = pathlib.Path(folder.name + prefix)
os.environ["KZNER_LIBRARY"] = str(root / libdir / "libkzner.so.0")
os.environ["LD_LIBRARY_PATH"] = str(root / libdir)
sys.dont_write_bytecode = True
sys.path.insert(0, module)

import kzner  # noqa: E402
from kzner import _native  # noqa: E402

ARTICLE = """Nursultan Nazarbayev, the president of Kazakhstan, visited Moscow on 17 May 2005 and met Vladimir Putin.
\u041d\u0430\u0437\u0430\u0440\u0431\u0430\u0435\u0432 \U0001F1F0\U0001F1FF: Kassym-Jomart Tokayev did not visit Beijing. The Kazakh president will visit Astana.
KazMunayGas paid 3 million dollars, 5 per cent more, to Gazprom. China shares a border with Kazakhstan."""

STRUCTURES = {"kzner_error": "ErrorPlace", "kzner_document": "Document", "kzner_extract_options": "ExtractOptions",
              "kzner_write_options": "WriteOptions", "kzner_sink": "Sink", "kzner_span": "Span", "kzner_mention": "Mention",
              "kzner_entity": "Entity", "kzner_evidence": "Evidence", "kzner_relation": "Relation",
              "kzner_cooccurrence": "Cooccurrence", "kzner_description": "Description"}


class Layout(unittest.TestCase):
    def test_structures(self):
        lines, expected = [], []
        for name, ours in STRUCTURES.items():
            structure = getattr(_native, ours)
            lines.append(f'printf("{name} %zu\\n", sizeof({name}));')
            expected.append(f"{name} {_native.ctypes.sizeof(structure)}")
            for field, _ in structure._fields_:
                lines.append(f'printf("{name}.{field} %zu %zu\\n", offsetof({name}, {field}), sizeof((({name} *)0)->{field}));')
                expected.append(f"{name}.{field} {getattr(structure, field).offset} {getattr(structure, field).size}")
        program = pathlib.Path(folder.name) / "layout"
        source = "#include <kzner/kzner.h>\n#include <stddef.h>\n#include <stdio.h>\nint main(void) {" + "\n".join(lines) + "}\n"
        subprocess.run([*compiler, "-x", "c", "-", "-I", root / "include", "-o", program], input=source, text=True, check=True)
        self.assertEqual(subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines(), expected)

    def test_names_of_formats(self):
        names = [kzner._model.library.kzner_format_name(i) for i in range(len(kzner.FORMATS) + 1)]
        self.assertEqual(names[-1], None)
        self.assertIn("html", kzner.FORMATS)


class Extraction(unittest.TestCase):
    model = kzner.Model()

    def json_of(self, text, *options):
        line = json.dumps({"id": "a", "text": text})
        found = subprocess.run([root / "bin" / "kzner", "extract", "--input", "jsonl", "--format", "jsonl", *options], input=line, check=True,
                               capture_output=True, encoding="utf-8")
        return json.loads(found.stdout)

    def test_same_as_json(self):
        result, wanted = self.model.extract(ARTICLE, id="a"), self.json_of(ARTICLE)
        self.assertEqual((result.id, result.date, result.language, result.text), ("a", wanted.get("date"), wanted["language"], ARTICLE))
        self.assertEqual([(m.start, m.end, m.text, m.type, m.value, m.confidence, m.source, m.rule) for m in result.mentions],
                         [(m["start"], m["end"], m["text"], m["type"], m.get("value"), m["confidence"], m["source"], m.get("rule"))
                          for m in wanted["mentions"]])
        self.assertEqual([(e.name, e.type, e.gazetteer, e.wikidata, [f"m{i}" for i in e.mentions]) for e in result.entities],
                         [(e["name"], e["type"], e.get("gazetteer"), e.get("wikidata"), e["mentions"]) for e in wanted["entities"]])
        number = {id(e): f"e{i}" for i, e in enumerate(result.entities)}
        self.assertEqual([(r.type, number[id(r.subject)], number[id(r.object)], r.status, r.knowledge, r.confidence, r.date, r.plover,
                           [(e.start, e.end, e.rule) for e in r.evidence]) for r in result.relations],
                         [(r["type"], r["subject"], r["object"], r["status"], r["knowledge"], r["confidence"], r["date"], r["plover"],
                           [(e["start"], e["end"], e["rule"]) for e in r["evidence"]]) for r in wanted["relations"]])
        self.assertEqual([(number[id(c.a)], number[id(c.b)], c.count, c.weight) for c in result.cooccurrences],
                         [(c["a"], c["b"], c["count"], c["weight"]) for c in wanted["cooccurrences"]])
        self.assertTrue(result.relations and result.descriptions and result.cooccurrences)
        for mention in result.mentions:
            self.assertEqual(ARTICLE[mention.start:mention.end], mention.text)
        json.dumps(dataclasses.asdict(result))

    def test_long_text_beyond_ascii(self):
        text = "\u049b\u0430\u0437\u0430\u049b\U0001F600 Almaty. " * 500
        found = self.model.extract(text)
        self.assertEqual(len(found.mentions), 1000)
        self.assertTrue(all(text[m.start:m.end] == m.text for m in found.mentions))

    def test_odd_texts(self):
        self.assertEqual(self.model.extract("").mentions, ())
        self.assertEqual(self.model.extract(b"").text, "")
        self.assertEqual(self.model.extract("a\0b Almaty").mentions[0].text, "Almaty")
        self.assertEqual(self.model.extract("\ud800 Almaty").mentions[0].start, 2)
        self.assertTrue(self.model.extract(b"\xff Almaty").warnings)
        with self.assertRaises(TypeError):
            self.model.extract(None)

    def test_results_stay(self):
        first = self.model.extract("Nursultan Nazarbayev visited Almaty.")
        before = repr(first)
        self.model.extract("Vladimir Putin met Xi Jinping in Beijing. " * 50)
        self.assertEqual(repr(first), before)

    def test_options(self):
        self.assertEqual({m.type for m in kzner.Model(types=["PLACE"]).extract(ARTICLE).mentions}, {"PLACE"})
        self.assertEqual(self.model.extract("x", date="2005-01").date, "2005-01")
        self.assertTrue(kzner.Model(max_document=100).extract(ARTICLE).limits)

    def test_formats(self):
        for name in kzner.FORMATS:
            self.assertTrue(self.model.write(ARTICLE, name), name)
        self.assertEqual(json.loads(self.model.write(ARTICLE, id="a")), self.json_of(ARTICLE))
        self.assertTrue(self.model.write("Almaty", "csv", table="relations").startswith("document,"))

    def test_errors(self):
        for wrong, error in ((lambda: self.model.extract("x", date="never"), kzner.ArgumentError),
                             (lambda: self.model.extract("x", id="a\0b"), kzner.ArgumentError),
                             (lambda: self.model.write("x", "xml"), kzner.ArgumentError),
                             (lambda: self.model.write("x", "csv", table="nodes"), kzner.ArgumentError),
                             (lambda: kzner.Model(types=["THING"]), kzner.ArgumentError),
                             (lambda: kzner.Model(min_confidence=2), kzner.ArgumentError),
                             (lambda: kzner.Model("/no/such/file"), kzner.ModelError),
                             (lambda: kzner.Model(__file__), kzner.ModelError)):
            with self.assertRaises(error) as caught:
                wrong()
            self.assertIsInstance(caught.exception, kzner.Error)
            self.assertTrue(str(caught.exception))
        with kzner.Model() as model:
            model.extract("Almaty")
        with self.assertRaises(kzner.ArgumentError):
            model.extract("Almaty")
        model.close()

    def test_threads(self):
        texts = [ARTICLE[i % 40:] + f" Nursultan Nazarbayev visited Almaty {i} times." for i in range(60)]
        alone = [self.model.extract(text) for text in texts]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            self.assertEqual(list(pool.map(self.model.extract, texts)), alone)

    def test_model_is_freed(self):
        import weakref
        model = kzner.Model()
        pool = weakref.ref(model._pool)
        del model
        gc.collect()
        self.assertTrue(pool() is None or pool().closed)

    def test_no_library(self):
        run = subprocess.run([sys.executable, "-c", "import kzner"], capture_output=True, text=True,
                             env=dict(os.environ, KZNER_LIBRARY="/no/such.so", PYTHONPATH=module))
        self.assertIn("LibraryNotFound", run.stderr)


class Install(unittest.TestCase):
    @unittest.skipUnless(all(map(importlib.util.find_spec, ("pip", "setuptools", "wheel"))), "pip, setuptools and wheel are needed")
    def test_pip(self):
        copy, target = pathlib.Path(folder.name) / "python", pathlib.Path(folder.name) / "site"
        shutil.copytree(module, copy, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__"))
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--no-build-isolation", "--target", target, copy],
                       check=True, capture_output=True)
        run = subprocess.run([sys.executable, "-c", "import kzner; print(kzner.Model().extract('Almaty').mentions[0].type, kzner.__file__)"],
                             capture_output=True, text=True, check=True, env=dict(os.environ, PYTHONPATH=str(target)), cwd=folder.name)
        self.assertEqual(run.stdout.split()[0], "PLACE")
        self.assertIn(str(target), run.stdout)


unittest.main(argv=sys.argv[:1])
