"""Readers of RDF: Redland's rapper and rdflib."""
from urllib.parse import quote

from documents import run_tool

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
INVERSE = ("P6", "P35", "P112", "P488")


def iri_part(text, also=""):
    return quote(text, safe="-._~:@" + also)


def document_iri(document):
    return "urn:kzner:doc:" + iri_part(document["id"])


def entity_iri(document, number):
    entity = next(e for e in document["entities"] if e["id"] == number)
    if "wikidata" in entity:
        return "http://www.wikidata.org/entity/" + entity["wikidata"]
    if "gazetteer" in entity:
        return "urn:kzner:entity:" + iri_part(entity["gazetteer"], "/")
    return f"{document_iri(document)}#{number}"


def safe(text):
    """What RDF readers cannot take is U+FFFD."""
    return text.translate({0: 0xfffd, 0xfffe: 0xfffd, 0xffff: 0xfffd})


def expected_assertions(kzner):
    """The plain triples, of asserted relations only."""
    triples = set()
    for document, relation in kzner.all("relations"):
        if relation["status"] != "asserted":
            continue
        subject, object_ = (entity_iri(document, relation[role]) for role in ("subject", "object"))
        triples.add((subject, "urn:kzner:relation:" + relation["type"], object_))
        if relation["wikidata"]:
            if relation["wikidata"] in INVERSE:
                subject, object_ = object_, subject
            triples.add((subject, "http://www.wikidata.org/prop/direct/" + relation["wikidata"], object_))
    return triples


def check_graph(kzner, triples):
    """triples: of strings, without regard to the kind of node."""
    plain = {t for t in triples if t[1].startswith(("urn:kzner:relation:", "http://www.wikidata.org/prop/direct/"))}
    assert plain == expected_assertions(kzner), plain ^ expected_assertions(kzner)
    statements = {s for s, p, o in triples if (p, o) == (RDF + "type", RDF + "Statement")}
    # documents of one name share their IRIs, so their statements fall together
    wanted = {f"{document_iri(d)}#{r['id']}" for d, r in kzner.all("relations")}
    assert statements == wanted
    status = {(s, o) for s, p, o in triples if p == "urn:kzner:term:status"}
    assert status == {(f"{document_iri(d)}#{r['id']}", r["status"]) for d, r in kzner.all("relations")}
    labels = {(s, o) for s, p, o in triples if p == LABEL}
    assert labels == {(entity_iri(d, e["id"]), safe(e["name"])) for d, e in kzner.all("entities")}
    texts = {o for s, p, o in triples if p == "urn:kzner:term:text"}
    assert texts == {safe(d["full_text"][e["start"]:e["end"]]) for d, r in kzner.all("relations") for e in r["evidence"]}, texts ^ {safe(d["full_text"][e["start"]:e["end"]]) for d, r in kzner.all("relations") for e in r["evidence"]}
    ids = {o for s, p, o in triples if p == "http://purl.org/dc/terms/identifier"}
    assert ids == {safe(d["id"]) for d in kzner.documents}


def load(path, form):
    import rdflib

    graph = rdflib.Graph()
    graph.parse(str(path), format=form, publicID="urn:base:")
    return graph


def strings(graph):
    return {tuple(str(term) for term in triple) for triple in graph}


def rapper_triples(path, form):
    """What Redland reads, as N-Triples that rdflib then takes apart; None without it."""
    read = run_tool("rapper", "-q", "-i", form, "-o", "ntriples", str(path), "urn:base:")
    if read is None:
        return None
    copy = path.with_suffix(f".{form}.rapper.nt")
    copy.write_bytes(read)
    return strings(load(copy, "nt"))


def check_notation(form, redland, name):
    def check(kzner):
        path = kzner.file(form)
        triples = strings(load(path, name))
        check_graph(kzner, triples)
        by_redland = rapper_triples(path, redland)
        if by_redland is None:
            return False
        assert by_redland == triples, by_redland ^ triples
        return True

    return check


def check_nquads(kzner):
    import rdflib

    path = kzner.file("nquads")
    data = rdflib.ConjunctiveGraph()
    data.parse(str(path), format="nquads")
    check_graph(kzner, {tuple(str(term) for term in quad[:3]) for quad in data.quads()})
    graphs = {str(graph.identifier) for graph in data.contexts() if len(graph)}
    assert graphs == {document_iri(d) for d in kzner.documents}
    return run_tool("rapper", "-q", "-c", "-i", "nquads", str(path)) is not None


def check_jsonld(kzner):
    # JSON can say NUL
    triples = {tuple(map(safe, triple)) for triple in strings(load(kzner.file("jsonld"), "json-ld"))}
    check_graph(kzner, triples)
    from_lines = strings(load(kzner.file("ntriples"), "nt"))
    assert triples == from_lines, triples ^ from_lines


def check_nif(kzner):
    import rdflib

    path = kzner.file("nif")
    graph = load(path, "turtle")
    assert rapper_triples(path, "turtle") == strings(graph)
    nif = rdflib.Namespace(NIF)
    contexts = {str(c): str(graph.value(c, nif.isString)) for c in graph.subjects(rdflib.RDF.type, nif.Context)}
    assert set(contexts.values()) == {safe(d["full_text"]) for d in kzner.documents}
    spans = 0
    for string in graph.subjects(rdflib.RDF.type, nif.Phrase):
        text = contexts[str(graph.value(string, nif.referenceContext))]
        begin, end = (int(graph.value(string, index)) for index in (nif.beginIndex, nif.endIndex))
        assert text[begin:end] == str(graph.value(string, nif.anchorOf))
        spans += 1
    assert spans == len({(d["id"], m["start"], m["end"]) for d, m in kzner.all("mentions")})


CHECKS = {
    "ntriples": (check_notation("ntriples", "ntriples", "nt"), ["rdflib"]),
    "turtle": (check_notation("turtle", "turtle", "turtle"), ["rdflib"]),
    "nquads": (check_nquads, ["rdflib"]),
    "jsonld": (check_jsonld, ["rdflib"]),
    "nif": (check_nif, ["rdflib"]),
}
