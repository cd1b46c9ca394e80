"""The documents that the tests of formats write and read back, and what the JSON says about them."""
import json
import os
import pathlib
import subprocess
import tempfile

HOSTILE_IDS = [
    'with spaces and "quotes"',
    "line\nbreak\tand\rreturn",
    "тікелей/эфир 🎉.txt",
    "control \x01\x1f\x7f",
    "<id>&amp;]]>%20#frag?x=1\\",
    "../../etc/passwd",
    ".hidden",
    "",
    "same/name.txt",
    "other/name.txt",
    "x" * 400,
    "=1+1,'sum'; -- {id} @y",
]

# Names beside the worst that can stand in a sentence, at its beginning and its end.
SENTENCE = ("Vladimir Putin met Nursultan Nazarbayev in Astana on 5 May 2004 and ]]> \"said\" <b>so</b> &amp; 'more' \\ "
            "{%s} % 100; \x01\x0b\x1f\x7f\x85 \ufffe\uffff \u2028 \u200f\u05d0 \U0001f389 e\u0301 end.")

HOSTILE_TEXTS = [
    SENTENCE,
    "\ufeff  \n\n" + SENTENCE + "\n\n\t" + SENTENCE,
    "Nursultan\nNazarbayev visited\r\nWest\tKazakhstan. Russian\u00a0President Vladimir\nPutin will not visit Almaty.",
    "",
    " \n ",
    "Nothing is named here.",
    "Vladimir\x00Putin met Nursultan Nazarbayev.",
    "A pro-Russian, anti-Kazakh \U0001f389Gazprom\U0001f389 deal of $3.27 billion (12 per cent) on 26 January 2005; AT&T \"Astana\".",
    "Mr \"Bolat <Big> O'Neil\" Serikov & Sons met Aigul Omarova. Serikov criticized Omarova.",
]

GAZETTEER = """id	name	type	subtype	wikidata	weight	flags
org/hostile-one	Zarya <&> "Holding" O'Neil ]]> Trust	ORG	company		5	
org/hostile-two	Zarya \\ % ; Börsä	ORG	company	Q42	5	
"""


def own_documents():
    here = pathlib.Path(__file__).parent
    sample = (here / "../../tools/sample.txt").read_text(encoding="utf-8")
    yield {"id": "sample.txt", "text": sample}
    for number in range(max(len(HOSTILE_IDS), len(HOSTILE_TEXTS))):
        yield {"id": HOSTILE_IDS[number % len(HOSTILE_IDS)], "text": HOSTILE_TEXTS[number % len(HOSTILE_TEXTS)]}
    yield {"id": "names", "date": "2005-03",
           "text": "Vladimir Putin, head of Zarya <&> \"Holding\" O'Neil ]]> Trust, met Zarya \\ % ; Börsä in Omsk in 2003."}


def shared_documents():
    folder = pathlib.Path(__file__).parent / "../../../shared/corpus/seeds"
    for path in sorted(folder.glob("*.txt")):
        yield {"id": path.name, "text": path.read_text(encoding="utf-8")}


class Kzner:
    """The command over one set of documents, one line of input each."""

    def __init__(self, command, documents):
        self.command = command
        self.folder = tempfile.TemporaryDirectory(prefix="kzner-formats-")
        self.path = pathlib.Path(self.folder.name)
        self.lines = list(documents)
        (self.path / "names").mkdir()
        (self.path / "names/hostile.tsv").write_text(GAZETTEER, encoding="utf-8")
        (self.path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in self.lines), encoding="utf-8")
        self.documents = [json.loads(line) for line in self.run("jsonl").splitlines()]
        assert len(self.documents) == len(self.lines)
        for document, line in zip(self.documents, self.lines):
            document["full_text"] = line["text"].removeprefix("\ufeff")

    def run(self, form, *options):
        done = subprocess.run([self.command, "extract", "-q", "--gazetteer", self.path / "names", "--input", "jsonl",
                               "--format", form, *options, self.path / "in.jsonl"], capture_output=True)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return done.stdout.decode("utf-8")

    def count(self, what):
        return sum(len(document[what]) for document in self.documents)

    def tables(self, form):
        """Write all tables to a folder and give it."""
        folder = self.path / form
        self.run(form, "-o", folder)
        return folder

    def file(self, form):
        path = self.path / f"out.{form}"
        path.write_text(self.run(form), encoding="utf-8", newline="")
        return path

    def all(self, what):
        """Every (document, item) of a kind."""
        return [(document, item) for document in self.documents for item in document[what]]

    def best_evidence(self, document, relation):
        evidence = max(relation["evidence"], key=lambda e: e["confidence"])
        return document["full_text"][evidence["start"]:evidence["end"]]


def xml_safe(text):
    return "".join("\ufffd" if (c < " " and c not in "\t\n\r") or c in "\ufffe\uffff" else c for c in text)


def run_tool(*command):
    """Run a reader: its standard output, or None if it is not installed."""
    try:
        return subprocess.run(command, capture_output=True, check=True, env=os.environ | {"LC_ALL": "C.UTF-8"}).stdout
    except FileNotFoundError:
        return None
    except subprocess.CalledProcessError as error:
        raise AssertionError(f"{command[0]}: {error.stderr.decode('utf-8', 'replace')[:2000]}") from error
