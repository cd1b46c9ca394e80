"""What a result is made of. Offsets count characters of Result.text, ends are exclusive."""
from dataclasses import dataclass
from typing import Optional, Tuple


@dataclass(frozen=True)
class Entity:
    """A thing that the text names. `mentions` are indexes into Result.mentions."""
    name: str
    type: str
    subtype: str
    gazetteer: Optional[str]
    wikidata: Optional[str]
    confidence: float
    reason: str
    mentions: Tuple[int, ...]


@dataclass(frozen=True)
class Mention:
    """A name, title, date or amount in the text. `value` is what a date or amount says, normalised."""
    start: int
    end: int
    text: str
    type: str
    subtype: str
    entity: Optional[Entity]
    value: Optional[str]
    source: str
    rule: Optional[str]
    confidence: float


@dataclass(frozen=True)
class Sentence:
    start: int
    end: int


@dataclass(frozen=True)
class Evidence:
    """One place that says a relation: the sentence, the mentions in it, and the pattern that understood it."""
    start: int
    end: int
    text: str
    subject: Optional[Mention]
    object: Optional[Mention]
    rule: Optional[str]
    confidence: float


@dataclass(frozen=True)
class Relation:
    """`status` is "asserted", "negated" or "planned"; `knowledge`, what the gazetteer says of it: "new", "known" or "contradicts";
    `ended`, whether the text calls the office or membership over ("former president");
    `reported_by`, who says so, None if the text says it itself anywhere."""
    type: str
    subject: Entity
    object: Entity
    status: str
    knowledge: str
    confidence: float
    wikidata: Optional[str]
    plover: Optional[str]
    date: Optional[str]
    evidence: Tuple[Evidence, ...]
    reported_by: Optional[Entity] = None
    ended: bool = False


@dataclass(frozen=True)
class Cooccurrence:
    """Two entities of one sentence. `sentences` are indexes into Result.sentences."""
    a: Entity
    b: Entity
    count: int
    weight: float
    sentences: Tuple[int, ...]


@dataclass(frozen=True)
class Description:
    """Words that mean a person without the name: "the Kazakh president"."""
    start: int
    end: int
    text: str
    name: str
    gazetteer: str
    role: str
    entity: Optional[Entity]
    object: Optional[Entity]


@dataclass(frozen=True)
class Result:
    id: Optional[str]
    date: Optional[str]
    language: str
    text: str
    mentions: Tuple[Mention, ...]
    entities: Tuple[Entity, ...]
    relations: Tuple[Relation, ...]
    cooccurrences: Tuple[Cooccurrence, ...]
    descriptions: Tuple[Description, ...]
    sentences: Tuple[Sentence, ...]
    limits: Tuple[str, ...]
    warnings: Tuple[str, ...]
