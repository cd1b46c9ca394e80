"""The C interface, as include/kzner/*.h has it."""
import ctypes
import ctypes.util
import os
from ctypes import (CFUNCTYPE, POINTER, Structure, byref, c_char, c_char_p, c_float, c_int, c_size_t, c_uint32, c_uint64, c_void_p)

NONE = 0xFFFFFFFF
TYPES = ("NONE", "PERSON", "PARTY", "PLACE", "ORG", "NORP", "EVENT", "LAW", "TITLE", "DATE", "MONEY", "PERCENT")


class Error(Exception):
    """What the library could not do. `status` is the name of its code; `source`, `line`, `column` say where, if that is known."""

    def __init__(self, message, status=None, source=None, line=None, column=None):
        super().__init__(message)
        self.status, self.source, self.line, self.column = status, source, line, column


class LibraryNotFound(Error, OSError):
    """There is no libkzner, or one that this module does not go with."""


class ArgumentError(Error, ValueError):
    """A date, option or name that the library does not take."""


class OutOfMemory(Error, MemoryError):
    pass


class LimitError(Error):
    """Input larger than a limit."""


class ModelError(Error):
    """A file that cannot be read or is no model."""


class SourceError(Error):
    """A rule of a model that does not compile."""


_CLASSES = {1: OutOfMemory, 2: ArgumentError, 3: ModelError, 5: LimitError, 10: ModelError, 11: ModelError, 12: ModelError,
            13: ModelError, 20: SourceError, 21: SourceError}


class ErrorPlace(Structure):
    _fields_ = [("status", c_int), ("line", c_uint32), ("column", c_uint32), ("reserved", c_uint32), ("offset", c_uint64),
                ("source", c_char * 256), ("message", c_char * 512)]


class Document(Structure):
    _fields_ = [("text", c_char_p), ("size", c_size_t), ("id", c_char_p), ("date", c_char_p)]


class ExtractOptions(Structure):
    _fields_ = [("types", c_uint32), ("without", c_uint32), ("min_confidence", c_float), ("max_document", c_uint32),
                ("max_sentence", c_uint32), ("match_limit", c_uint32), ("heap_limit", c_uint32), ("nested", c_uint32),
                ("profile", c_uint32), ("reserved", c_uint32 * 6)]


class WriteOptions(Structure):
    _fields_ = [("unit", c_int), ("indent", c_int), ("meta", c_char_p), ("meta_size", c_size_t), ("number", c_uint64),
                ("table", c_uint32), ("reserved", c_uint32 * 5)]


WriteFunction = CFUNCTYPE(c_int, c_void_p, c_size_t, c_void_p)


class Sink(Structure):
    _fields_ = [("write", WriteFunction), ("user", c_void_p)]


class Span(Structure):
    _fields_ = [("begin", c_uint32), ("end", c_uint32)]


class Mention(Structure):
    _fields_ = [("span", Span), ("type", c_int), ("source", c_int), ("confidence", c_float), ("entity", c_uint32),
                ("candidate", c_uint32), ("line", c_uint32), ("file", c_char_p), ("subtype", c_char_p), ("value", c_char_p)]


class Entity(Structure):
    _fields_ = [("name", c_char_p), ("type", c_int), ("subtype", c_char_p), ("gazetteer", c_char_p), ("wikidata", c_char_p),
                ("confidence", c_float), ("mentions", POINTER(c_uint32)), ("mention_count", c_uint32), ("reason", c_char_p)]


class Evidence(Structure):
    _fields_ = [("sentence", Span), ("subject", c_uint32), ("object", c_uint32), ("file", c_char_p), ("line", c_uint32),
                ("confidence", c_float)]


class Relation(Structure):
    _fields_ = [("type", c_char_p), ("subject", c_uint32), ("object", c_uint32), ("status", c_int), ("confidence", c_float), ("knowledge", c_int),
                ("wikidata", c_char_p), ("plover", c_char_p), ("date", c_char_p), ("evidence", POINTER(Evidence)),
                ("evidence_count", c_uint32), ("ended", c_uint32), ("reported_by", c_uint32)]


class Cooccurrence(Structure):
    _fields_ = [("a", c_uint32), ("b", c_uint32), ("count", c_uint32), ("weight", c_float), ("sentences", POINTER(c_uint32))]


class Description(Structure):
    _fields_ = [("span", Span), ("name", c_char_p), ("gazetteer", c_char_p), ("role", c_char_p), ("entity", c_uint32),
                ("object", c_uint32)]


_ERROR = POINTER(ErrorPlace)
_WRITE = [c_int, POINTER(WriteOptions), POINTER(Sink)]
_FUNCTIONS = {
    "kzner_version_string": (c_char_p, []),
    "kzner_status_string": (c_char_p, [c_int]),
    "kzner_error_format": (c_size_t, [_ERROR, c_char_p, c_size_t]),
    "kzner_model_open": (c_int, [c_char_p, c_void_p, POINTER(c_void_p), _ERROR]),
    "kzner_model_open_default": (c_int, [c_void_p, POINTER(c_void_p), _ERROR]),
    "kzner_model_unref": (c_void_p, [c_void_p]),
    "kzner_extract_options_default": (ExtractOptions, []),
    "kzner_extractor_new": (c_int, [c_void_p, POINTER(ExtractOptions), c_void_p, POINTER(c_void_p)]),
    "kzner_extractor_free": (None, [c_void_p]),
    "kzner_extract": (c_int, [c_void_p, POINTER(Document), POINTER(c_void_p), _ERROR]),
    "kzner_result_text": (c_void_p, [c_void_p, POINTER(c_size_t)]),
    "kzner_result_id": (c_char_p, [c_void_p]),
    "kzner_result_date": (c_char_p, [c_void_p]),
    "kzner_result_language": (c_char_p, [c_void_p]),
    "kzner_result_limits": (POINTER(c_char_p), [c_void_p]),
    "kzner_result_warnings": (POINTER(c_char_p), [c_void_p]),
    "kzner_source_name": (c_char_p, [c_int]),
    "kzner_relation_status_name": (c_char_p, [c_int]),
    "kzner_knowledge_name": (c_char_p, [c_int]),
    "kzner_format_name": (c_char_p, [c_int]),
    "kzner_format_from_name": (c_int, [c_char_p, POINTER(c_int)]),
    "kzner_format_table_name": (c_char_p, [c_int, c_uint32]),
    "kzner_write_options_default": (WriteOptions, []),
    "kzner_write_head": (c_int, _WRITE),
    "kzner_write_between": (c_int, _WRITE),
    "kzner_write_tail": (c_int, _WRITE),
    "kzner_write_result": (c_int, [c_void_p] + _WRITE),
}
ARRAYS = {"mentions": Mention, "entities": Entity, "relations": Relation, "cooccurrences": Cooccurrence,
          "descriptions": Description, "sentences": Span}
for _name, _item in ARRAYS.items():
    _FUNCTIONS["kzner_result_" + _name] = (POINTER(_item), [c_void_p, POINTER(c_size_t)])


def _open():
    named = os.environ.get("KZNER_LIBRARY")
    names = [named] if named else ["libkzner.so.0", "libkzner.0.dylib", ctypes.util.find_library("kzner")]
    reason = "not found"
    for name in filter(None, names):
        try:
            return ctypes.CDLL(name)
        except OSError as error:
            reason = str(error)
    raise LibraryNotFound(f"libkzner cannot be loaded: {reason}; KZNER_LIBRARY may name its file")


def _declare(library):
    for name, (result, arguments) in _FUNCTIONS.items():
        try:
            function = getattr(library, name)
        except AttributeError:
            raise LibraryNotFound(f"{library._name} has no {name}: it is of another version") from None
        function.restype, function.argtypes = result, arguments
    return library


library = _declare(_open())


def text(value):
    """A C string, NULL is None."""
    return None if value is None else value.decode("utf-8", "replace")


def check(status, place=None):
    """Raise what a status other than KZNER_OK means."""
    if not status:
        return
    name = library.kzner_status_string(status).decode()
    if place is None or not place.status:
        raise _CLASSES.get(status, Error)(name, name)
    buffer = ctypes.create_string_buffer(1024)
    library.kzner_error_format(byref(place), buffer, len(buffer))
    raise _CLASSES.get(status, Error)(text(buffer.value), name, text(place.source) or None, place.line or None, place.column or None)


def array(result, name):
    """The C array of a result: never longer than its count."""
    count = c_size_t()
    items = getattr(library, "kzner_result_" + name)(result, byref(count))
    return items[:count.value] if count.value else []


def strings(items):
    found = []
    while items[len(found)] is not None:
        found.append(items[len(found)])
    return tuple(text(one) for one in found)
