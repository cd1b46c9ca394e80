"""A model and the extractors that work with it. Each call takes an extractor that no other call has."""
import ctypes
import os
import threading
import weakref
from contextlib import contextmanager
from ctypes import byref, c_int, c_void_p

from . import _native as native
from ._convert import Converter
from ._native import ArgumentError, check, library


def version():
    """Version of the library, such as "0.1.0"."""
    return native.text(library.kzner_version_string())


def _formats():
    names, number = [], 0
    while library.kzner_format_name(number) is not None:
        names.append(native.text(library.kzner_format_name(number)))
        number += 1
    return tuple(names)


FORMATS = _formats()


def _type_bits(types):
    try:
        return sum(1 << native.TYPES.index(name.upper()) for name in set(types))
    except ValueError:
        raise ArgumentError(f"types are {', '.join(native.TYPES[1:])}") from None


def _bytes(text):
    """UTF-8 of a text. Halves of surrogate pairs are no characters."""
    if isinstance(text, (bytes, bytearray, memoryview)):
        return bytes(text)
    if not isinstance(text, str):
        raise TypeError(f"a text is str or bytes, not {type(text).__name__}")
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text).encode("utf-8")


def _c_string(value, what):
    if value is None:
        return None
    data = _bytes(value)
    if b"\0" in data:
        raise ArgumentError(f"{what} holds a NUL character")
    return data


class _Pool:
    """The model, and extractors that rest. What it frees, it frees once."""

    def __init__(self, model, options):
        self.model, self.options, self.resting, self.lock, self.closed = model, options, [], threading.Lock(), False

    def take(self):
        with self.lock:
            if self.closed:
                raise ArgumentError("the model is closed")
            if self.resting:
                return self.resting.pop()
            extractor = c_void_p()
            check(library.kzner_extractor_new(self.model, byref(self.options), None, byref(extractor)))
            return extractor

    def give_back(self, extractor):
        with self.lock:
            if not self.closed:
                self.resting.append(extractor)
                return
        library.kzner_extractor_free(extractor)

    def close(self):
        with self.lock:
            if self.closed:
                return
            self.closed = True
            for extractor in self.resting:
                library.kzner_extractor_free(extractor)
            library.kzner_model_unref(self.model)


class Model:
    """The compiled gazetteers, rules and patterns: those built into the library, or a file of `kzner compile`.

    path              a model file; None for the model inside the library
    types             only mentions of these types ("PERSON", ...)
    without           types whose gazetteer entries are not used
    min_confidence    0..1: what is less sure is left out
    max_document      bytes; a longer text is cut, and Result.limits says so
    """

    def __init__(self, path=None, *, types=None, without=(), min_confidence=0.0, max_document=None):
        options = library.kzner_extract_options_default()
        if types is not None:
            options.types = _type_bits(types)
        options.without = _type_bits(without)
        options.min_confidence = min_confidence
        if max_document is not None:
            if not 0 <= max_document <= 1 << 30:
                raise ArgumentError("max_document is at most 1 GiB")
            options.max_document = max_document
        model, place = c_void_p(), native.ErrorPlace()
        if path is None:
            check(library.kzner_model_open_default(None, byref(model), byref(place)), place)
        else:
            check(library.kzner_model_open(_c_string(os.fsencode(path), "path"), None, byref(model), byref(place)), place)
        self._pool = _Pool(model, options)
        self._finalize = weakref.finalize(self, self._pool.close)
        self._pool.give_back(self._pool.take())  # options that are wrong are told here

    def close(self):
        """Free the model. Calls that are under way in other threads are finished first, by themselves."""
        self._finalize()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    @contextmanager
    def _read(self, text, id, date):
        data = _bytes(text)
        document = native.Document(data, len(data), _c_string(id, "id"), _c_string(date, "date"))
        result, place = c_void_p(), native.ErrorPlace()
        extractor = self._pool.take()
        try:
            check(library.kzner_extract(extractor, byref(document), byref(result), byref(place)), place)
            yield result
        finally:
            self._pool.give_back(extractor)

    def extract(self, text, *, id=None, date=None):
        """Read one text, str or UTF-8 bytes. date: the day it was published, ISO 8601; None: the text is searched for one.
        Gives a Result."""
        with self._read(text, id, date) as result:
            return Converter(result).run()

    def write(self, text, format="json", *, id=None, date=None, table=None):
        """Read one text and give it as a whole output in one of FORMATS ("turtle", "graphml", "html", ...), a str.
        table: the name of one of the format's tables, such as "relations" of "csv"; None is the first."""
        number, options = c_int(), library.kzner_write_options_default()
        if library.kzner_format_from_name(_c_string(format, "format"), byref(number)):
            raise ArgumentError(f"{format!r} is none of {', '.join(FORMATS)}")
        options.table = _table(number.value, table)
        pieces = []

        @native.WriteFunction
        def take(data, size, _):
            pieces.append(ctypes.string_at(data, size))
            return 0

        sink = native.Sink(take, None)
        with self._read(text, id, date) as result:
            for write in (library.kzner_write_head, lambda *to: library.kzner_write_result(result, *to), library.kzner_write_tail):
                check(write(number, byref(options), byref(sink)))
        return b"".join(pieces).decode("utf-8")


def _table(format, name):
    tables = []
    while library.kzner_format_table_name(format, len(tables)) is not None:
        tables.append(native.text(library.kzner_format_table_name(format, len(tables))))
    if name is None:
        return 0
    if name not in tables:
        raise ArgumentError(f"{name!r} is none of the tables {', '.join(tables) or '(there are none)'}")
    return tables.index(name)
