"""Readers of graphs: xmllint, networkx, igraph, Graphviz."""
import json
import re
import xml.etree.ElementTree as ElementTree

from documents import run_tool, xml_safe

GEXF = "{http://gexf.net/1.3}"


def node_id(number, entity):
    return f"d{number}{entity}"


def expected_nodes(kzner):
    return {node_id(n, e["id"]): xml_safe(e["name"]) for n, d in enumerate(kzner.documents) for e in d["entities"]}


def expected_edges(kzner):
    return sorted((node_id(n, r["subject"]), node_id(n, r["object"]), r["type"], r["status"],
                   xml_safe(kzner.best_evidence(d, r)), xml_safe(d["id"]))
                  for n, d in enumerate(kzner.documents) for r in d["relations"])


def check_graphml(kzner):
    import igraph
    import networkx

    path = kzner.file("graphml")
    graph = networkx.read_graphml(path, force_multigraph=True)
    assert {node: data["name"] for node, data in graph.nodes(data=True)} == expected_nodes(kzner)
    edges = [(s, t, d["type"], d["status"], d["evidence"], d["document"]) for s, t, d in graph.edges(data=True)]
    assert sorted(edges) == expected_edges(kzner)
    other = igraph.Graph.Read_GraphML(str(path))
    assert (other.vcount(), other.ecount()) == (kzner.count("entities"), kzner.count("relations"))
    assert set(other.vs["id"]) == set(expected_nodes(kzner)) and other.is_directed()
    return run_tool("xmllint", "--noout", str(path)) is not None


def check_gexf(kzner):
    import networkx

    path = kzner.file("gexf")
    root = ElementTree.parse(path).getroot()
    nodes = {node.get("id"): node.get("label") for node in root.iter(GEXF + "node")}
    assert nodes == expected_nodes(kzner)
    edges = list(root.iter(GEXF + "edge"))
    read = []
    for edge in edges:
        values = {value.get("for"): value.get("value") for value in edge.iter(GEXF + "attvalue")}
        read.append((edge.get("source"), edge.get("target"), edge.get("kind"), values["status"], values["evidence"],
                     values["document"]))
        dated = re.fullmatch(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?", values.get("date", "")) is not None
        assert dated == ("start" in edge.attrib) == ("end" in edge.attrib), values
        if dated:
            first, last = values["date"].split("/")[0], values["date"].split("/")[-1]
            assert edge.get("start").startswith(first) and edge.get("end").startswith(last)
            assert edge.get("start") <= edge.get("end")
    assert sorted(read) == expected_edges(kzner)
    # networkx knows version 1.2, and one element of nodes: the first document
    older = path.read_text(encoding="utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
    one = path.with_suffix(".one")
    one.write_text(older[:older.index("    </edges>\n")] + "</edges></graph></gexf>", encoding="utf-8")
    graph = networkx.read_gexf(one, version="1.2draft")
    assert len(graph.nodes) == len(kzner.documents[0]["entities"])
    assert graph.number_of_edges() == len(kzner.documents[0]["relations"])
    return run_tool("xmllint", "--noout", str(path)) is not None


def check_dot(kzner):
    path = kzner.file("dot")
    read = run_tool("dot", "-Tdot_json", str(path))
    if read is None:
        return False
    graph = json.loads(read)
    nodes = [thing for thing in graph["objects"] if not thing["name"].startswith("cluster_")]
    names = {node["name"]: node["label"] for node in nodes}
    assert set(names) == set(expected_nodes(kzner))
    for name, label in expected_nodes(kzner).items():
        wanted = label.replace("\\", "\\\\").replace("&", "&amp;").replace("\n", "\\n").replace("\t", " ")
        assert names[name] == wanted or names[name] == wanted.replace("\\\\", "\\"), (names[name], wanted)
    edges = graph.get("edges", [])
    by_number = {thing["_gvid"]: thing["name"] for thing in graph["objects"]}
    read_edges = sorted((by_number[e["tail"]], by_number[e["head"]], e["label"], e["style"]) for e in edges)
    styles = {"asserted": "solid", "negated": "dashed", "planned": "dotted"}
    assert read_edges == sorted((s, t, kind, styles[status]) for s, t, kind, status, _, _ in expected_edges(kzner))
    clusters = [thing for thing in graph["objects"] if thing["name"].startswith("cluster_")]
    assert len(clusters) == len(kzner.documents)


CHECKS = {
    "graphml": (check_graphml, ["networkx", "igraph"]),
    "gexf": (check_gexf, ["networkx"]),
    "dot": (check_dot, []),
}
