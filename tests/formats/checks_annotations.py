"""Readers of annotations: kzner eval for brat, spaCy, and the rules of the standards where nobody packs a reader."""
import json
import subprocess

LINE_BREAKS = [chr(c) for c in range(32)] + [chr(c) for c in range(0x7f, 0xa0)] + ["\u2028", "\u2029"]


def check_webannotation(kzner):
    pages = json.loads(kzner.run("webannotation"))
    assert len(pages) == len(kzner.documents)
    for page, document in zip(pages, kzner.documents):
        text, items = document["full_text"], page["items"]
        assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
        assert len(items) == len(document["mentions"]) + len(document["relations"])
        assert len({item["id"] for item in items}) == len(items)
        for item in items:
            position, quote = item["target"]["selector"]
            start, end = position["start"], position["end"]
            assert quote["exact"] == text[start:end]
            assert quote["prefix"] == text[max(0, start - 32):start] and quote["suffix"] == text[end:end + 32]
        for item, mention in zip(items, document["mentions"]):
            position = item["target"]["selector"][0]
            assert (position["start"], position["end"]) == (mention["start"], mention["end"])
            assert item["body"][0]["value"] == mention["type"]


def read_conll(text):
    """[[(token, tag) ...] ...] for each document: sentences."""
    documents = []
    for block in text.split("\n\n"):
        lines = [tuple(line.split("\t")) for line in block.split("\n") if line]
        if lines and lines[0] == ("-DOCSTART-", "O"):
            documents.append([])
        elif lines:
            documents[-1].append(lines)
    return documents


def check_conll(kzner):
    documents = read_conll(kzner.run("conll"))
    assert len(documents) == len(kzner.documents)
    for sentences, document in zip(documents, kzner.documents):
        mentions, inside = [], None
        for token, tag in (line for sentence in sentences for line in sentence):
            assert token and token.split() == [token], repr(token)
            assert tag[0] in "BO" or tag[2:] == inside, (token, tag)
            inside = None if tag == "O" else tag[2:]
            if tag[0] == "B":
                mentions.append([tag[2:], ""])
            if inside:
                mentions[-1][1] += token
        bare = lambda text: "".join(c for c in text if c.isalnum())
        assert [(m["type"], bare(m["text"])) for m in document["mentions"]] == [(t, bare(x)) for t, x in mentions]


def check_spacy_structure(line, document):
    text, tokens = document["full_text"], line["tokens"]
    assert line["text"] == text
    at = 0
    for number, token in enumerate(tokens):
        assert token["id"] == number and token["start"] - at in (0, 1) and text[at:token["start"]] in ("", " ")
        assert token["end"] > token["start"]
        at = token["end"]
    assert text[at:] in ("", " ")
    starts, ends = {t["start"] for t in tokens}, {t["end"] for t in tokens}
    assert all(e["start"] in starts and e["end"] in ends for e in line["ents"])
    assert [(e["start"], e["end"], e["label"]) for e in line["ents"]] == [
        (m["start"], m["end"], m["type"]) for m in document["mentions"]]


def check_spacy(kzner):
    lines = [json.loads(line) for line in kzner.run("spacy").split("\n")[:-1]]
    assert len(lines) == len(kzner.documents)
    for line, document in zip(lines, kzner.documents):
        check_spacy_structure(line, document)
    try:
        import spacy
    except ImportError:
        print("spacy is not installed: only the structure was looked at")
        return
    blank = spacy.blank("en")
    for line, document in zip(lines, kzner.documents):
        read = spacy.tokens.Doc(blank.vocab).from_json(line)
        assert read.text == document["full_text"]
        assert [(e.text, e.label_) for e in read.ents] == [(m["text"], m["type"]) for m in document["mentions"]]
        assert len(list(read.sents)) >= len(line["sents"]) if len(read) else True


def gold_of(document):
    """A document as annotators write it: entities by name, unlike names for unlike entities."""
    names = {e["id"]: f"{e['name']} {e['id']}" if [x["name"] for x in document["entities"]].count(e["name"]) > 1
             else e["name"] for e in document["entities"]}
    mentions = [{k: m[k] for k in ("start", "end", "type")} | {"entity": names.get(m.get("entity"))}
                for m in document["mentions"]]
    relations = [{"subject": names[r["subject"]], "relation": r["type"], "object": names[r["object"]],
                  "status": r["status"]} for r in document["relations"]]
    return {"mentions": mentions, "relations": relations}


def check_ann(path, document):
    text = document["full_text"]
    assert path.with_name(path.name[:-4] + ".txt").read_bytes().decode("utf-8") == text
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    assert len([l for l in lines if l[0] == "T"]) == len(document["mentions"])
    assert len([l for l in lines if l[0] == "R"]) == len(document["relations"])
    assert len([l for l in lines if l[0] == "N"]) == len([m for m in document["mentions"] if "entity" in m])
    assert len({l.split("\t")[0] for l in lines}) == len(lines)
    for line in lines:
        assert not any(c in line for c in LINE_BREAKS if c != "\t"), repr(line)
        if line[0] == "T":
            _, where, quoted = line.split("\t")
            spans = [span.split() for span in where.split(" ", 1)[1].split(";")]
            assert " ".join(text[int(s):int(e)] for s, e in spans) == quoted


def names_of(documents):
    """What the files of documents are called: the last part of the id, the number behind the second of a name."""
    safe, names = "-._ ()+,=@", []
    for number, document in enumerate(documents):
        part = document["id"].rsplit("/", 1)[-1]
        part = part[:-4] if len(part) > 4 and part.endswith(".txt") else part
        name = "".join(c if c >= "\x80" or c.isalnum() or c in safe else f"%{ord(c):02X}" for c in part)
        name = "%2E" + name[1:] if name.startswith(".") else name
        name = name[:200] or "document"
        names.append(f"{name}-{number}" if name in names else name)
    return names


def check_brat(kzner):
    folder, gold = kzner.tables("brat"), kzner.path / "gold"
    paths = [folder / f"{name}.ann" for name in names_of(kzner.documents)]
    assert sorted(paths) == sorted(folder.glob("*.ann")) and len(list(folder.iterdir())) == 2 * len(paths)
    gold.mkdir()
    for path, document in zip(paths, kzner.documents):
        check_ann(path, document)
        (gold / f"{path.name[:-4]}.gold.json").write_text(json.dumps(gold_of(document)), encoding="utf-8")
        (gold / f"{path.name[:-4]}.txt").write_text(document["full_text"], encoding="utf-8", newline="")
    done = subprocess.run([kzner.command, "eval", "--json", gold, folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    scores = json.loads(done.stdout)
    assert scores["documents"] == len(paths) and scores["missing"] == 0
    perfect = ("core_f1", "span_f1", "all_f1", "relation_p", "relation_r", "relation_f1", "pair_f1", "status_accuracy")
    assert all(scores[name] == 1.0 for name in perfect), scores


CHECKS = {
    "webannotation": (check_webannotation, []),
    "conll": (check_conll, []),
    "spacy": (check_spacy, []),
    "brat": (check_brat, []),
}
