"""What happened outside: the events that move a conversation on. A plain ``str`` is a :class:`Text`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Union

from .values import FactValue


@dataclass(frozen=True)
class Text:
    """The person wrote this, or said it and was surely understood."""

    text: str


@dataclass(frozen=True)
class Heard:
    """One alternative of recognised speech, ``confidence`` from 0 to 1."""

    text: str
    confidence: float


@dataclass(frozen=True)
class Speech:
    """Speech with its alternatives, best first."""

    alternatives: tuple[Heard, ...]


@dataclass(frozen=True)
class Option:
    """A button: the name of a :class:`lotsman.Choice`."""

    name: str


@dataclass(frozen=True)
class Key:
    """A key of the telephone: 0–9, * or #."""

    key: str


@dataclass(frozen=True)
class Silence:
    """Nothing was said in time."""


@dataclass(frozen=True)
class LookupResult:
    """What a source answered: facts by name; ``{}`` is «it knows nothing of this person», ``None`` is «it failed»."""

    source: str
    facts: Mapping[str, FactValue] | None


@dataclass(frozen=True)
class Identified:
    """How an identification ended, and by which method."""

    success: bool
    method: str | None = None


Event = Union[Text, Speech, Option, Key, Silence, LookupResult, Identified]


def event_of(event: Event | str) -> dict[str, Any]:
    """An event in the JSON of the engine; of a source's answer the facts are left to the engine to read."""
    match event:
        case str():
            return {"event": "text", "text": event}
        case Text(text):
            return {"event": "text", "text": text}
        case Speech(alternatives):
            heard = [{"text": one.text, "confidence": one.confidence} for one in alternatives]
            return {"event": "speech", "alternatives": heard}
        case Option(name):
            return {"event": "option", "name": name}
        case Key(key):
            return {"event": "key", "key": key}
        case Silence():
            return {"event": "silence"}
        case LookupResult(source, None):
            return {"event": "lookup_result", "source": source, "outcome": {"outcome": "no_answer"}}
        case LookupResult(source):
            return {"event": "lookup_result", "source": source, "outcome": {"outcome": "no_data"}}
        case Identified(success, method):
            return {"event": "identified", "success": success, "method": method}
        case _:
            raise TypeError(f"an event is wanted, or a text, not {type(event).__name__}: {event!r}")
