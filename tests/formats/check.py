#!/usr/bin/env python3
"""Write the documents of documents.py in one format and read them back with a reader that others made.

usage: check.py KZNER FORMAT

Exit status 77: the reader is not installed. Modules of Debian's python3-rdflib, python3-networkx, python3-igraph, and
spacy are looked for in this Python and, if they are not there, in /usr/bin/python3.
"""
import importlib
import os
import sys

import checks_annotations
import checks_graphs
import checks_rdf
import checks_tables
from documents import Kzner, own_documents, shared_documents

CHECKS = {}
for module in (checks_annotations, checks_graphs, checks_rdf, checks_tables):
    CHECKS.update(module.CHECKS)

SKIP = 77
SYSTEM = "/usr/bin/python3"


def try_other_python(module):
    """Not in this Python: perhaps in Debian's."""
    if os.environ.get("KZNER_FORMATS_PYTHON") or not os.path.exists(SYSTEM):
        print(f"{module} is not installed")
        sys.exit(SKIP)
    os.environ["KZNER_FORMATS_PYTHON"] = "1"
    os.execv(SYSTEM, [SYSTEM, *sys.argv])


def main():
    command, form = os.path.abspath(sys.argv[1]), sys.argv[2]
    check, modules = CHECKS[form]
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError:
            try_other_python(module)
    documents = list(own_documents()) + list(shared_documents())
    if check(Kzner(command, documents)) is False:
        print("a reader is not installed")
        sys.exit(SKIP)
    print(f"{form}: {len(documents)} documents")


if __name__ == "__main__":
    main()
