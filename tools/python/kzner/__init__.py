"""Who is named in news about Kazakhstan and its neighbours, and how they are related.

    import kzner
    model = kzner.Model()
    result = model.extract("Nursultan Nazarbayev visited Moscow.", date="2005-05-17")
    for mention in result.mentions:
        print(mention.start, mention.end, mention.type, mention.text, mention.entity and mention.entity.wikidata)
    for relation in result.relations:
        print(relation.subject.name, relation.type, relation.object.name, relation.status)

A model may be used by any number of threads at once; each call works on its own, outside of Python's lock. What it gives
are plain objects that need neither the model nor the library any longer. The library is the file that the environment
variable KZNER_LIBRARY names, otherwise libkzner as the system's loader finds it.
"""
from ._model import FORMATS, Model, version
from ._native import (ArgumentError, Error, LimitError, LibraryNotFound, ModelError, OutOfMemory, SourceError)
from ._objects import Cooccurrence, Description, Entity, Evidence, Mention, Relation, Result, Sentence

__all__ = ["ArgumentError", "Cooccurrence", "Description", "Entity", "Error", "Evidence", "FORMATS", "LibraryNotFound", "LimitError",
           "Mention", "Model", "ModelError", "OutOfMemory", "Relation", "Result", "Sentence", "SourceError", "version"]
__version__ = "0.1.0"
