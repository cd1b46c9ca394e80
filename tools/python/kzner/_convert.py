"""From the library's views, which the next text overwrites, to objects that stay."""
import ctypes

from . import _objects as objects
from ._native import NONE, TYPES, array, byref, c_size_t, library, strings, text


class Offsets:
    """Bytes to characters. Text beyond ASCII is counted once, in steps."""
    STEP = 256

    def __init__(self, data):
        self.data = data
        self.ascii = data.isascii()
        self.counts = [0]
        for at in range(0, 0 if self.ascii else len(data), self.STEP):
            self.counts.append(self.counts[-1] + self._count(at, at + self.STEP))

    def _count(self, begin, end):
        return sum((byte & 0xC0) != 0x80 for byte in self.data[begin:end])

    def __getitem__(self, byte):
        if self.ascii:
            return byte
        step = byte // self.STEP
        return self.counts[step] + self._count(step * self.STEP, byte)


def at(items, index):
    return None if index == NONE else items[index]


def rule(item):
    return f"{text(item.file)}:{item.line}" if item.line else None


def share(number):
    """Two decimals, as the library writes them."""
    return round(number, 2)


class Converter:
    def __init__(self, result):
        size = c_size_t()
        data = library.kzner_result_text(result, byref(size))
        self.result = result
        self.data = ctypes.string_at(data, size.value) if size.value else b""
        self.offsets = Offsets(self.data)

    def place(self, span):
        return self.offsets[span.begin], self.offsets[span.end], text(self.data[span.begin:span.end])

    def entity(self, e):
        return objects.Entity(text(e.name), TYPES[e.type], text(e.subtype), text(e.gazetteer), text(e.wikidata), share(e.confidence),
                              text(e.reason) or "", tuple(e.mentions[:e.mention_count]))

    def mention(self, m):
        return objects.Mention(*self.place(m.span), TYPES[m.type], text(m.subtype), at(self.entities, m.entity), text(m.value),
                               text(library.kzner_source_name(m.source)), rule(m), share(m.confidence))

    def evidence(self, e):
        return objects.Evidence(*self.place(e.sentence), at(self.mentions, e.subject), at(self.mentions, e.object), rule(e),
                                share(e.confidence))

    def relation(self, r):
        return objects.Relation(text(r.type), self.entities[r.subject], self.entities[r.object],
                                text(library.kzner_relation_status_name(r.status)),
                                text(library.kzner_knowledge_name(r.knowledge)), share(r.confidence), text(r.wikidata), text(r.plover),
                                text(r.date), tuple(self.evidence(e) for e in r.evidence[:r.evidence_count]),
                                at(self.entities, r.reported_by), bool(r.ended))

    def cooccurrence(self, c):
        return objects.Cooccurrence(self.entities[c.a], self.entities[c.b], c.count, share(c.weight), tuple(c.sentences[:c.count]))

    def description(self, d):
        return objects.Description(*self.place(d.span), text(d.name), text(d.gazetteer), text(d.role), at(self.entities, d.entity),
                                   at(self.entities, d.object))

    def all(self, name, make):
        return tuple(make(item) for item in array(self.result, name))

    def run(self):
        self.entities = self.all("entities", self.entity)
        self.mentions = self.all("mentions", self.mention)
        return objects.Result(
            id=text(library.kzner_result_id(self.result)),
            date=text(library.kzner_result_date(self.result)),
            language=text(library.kzner_result_language(self.result)),
            text=text(self.data),
            mentions=self.mentions,
            entities=self.entities,
            relations=self.all("relations", self.relation),
            cooccurrences=self.all("cooccurrences", self.cooccurrence),
            descriptions=self.all("descriptions", self.description),
            sentences=self.all("sentences", lambda s: objects.Sentence(self.offsets[s.begin], self.offsets[s.end])),
            limits=strings(library.kzner_result_limits(self.result)),
            warnings=strings(library.kzner_result_warnings(self.result)))
