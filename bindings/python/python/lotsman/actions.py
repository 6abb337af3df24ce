"""What a turn asks the channel to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Union

from . import _native
from .values import Period, Value, value_of


@dataclass(frozen=True)
class Ground:
    """A legal ground of what is said."""

    act: str
    point: str | None = None


@dataclass(frozen=True)
class Choice:
    """A button. ``name`` is what :class:`lotsman.Option` sends back."""

    name: str
    label: str
    key: str | None = None


@dataclass(frozen=True)
class Fact:
    """A fact with its words; ``shown`` is the value as people read it. Hide ``personal`` ones in logs."""

    name: str
    title: str
    value: Value
    shown: str
    origin: str
    personal: bool


@dataclass(frozen=True)
class Say:
    """Say the text."""

    text: str
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True)
class Ask:
    """Ask for a fact and wait. ``expects`` is the kind of answer that fits: text, option, yes_no, number, money, date, …"""

    text: str
    fact: str | None
    options: tuple[Choice, ...] = ()
    hint: str | None = None
    expects: str = "text"


@dataclass(frozen=True)
class Menu:
    """Offer options and wait."""

    text: str
    options: tuple[Choice, ...]
    hint: str | None = None
    expects: str = "option"


@dataclass(frozen=True)
class Lookup:
    """Ask a source, and come back with :class:`lotsman.LookupResult`."""

    source: str
    inputs: dict[str, Value]
    outputs: tuple[str, ...]
    timeout: Period | None = None


@dataclass(frozen=True)
class Identify:
    """Identify the person, and come back with :class:`lotsman.Identified`."""

    methods: tuple[str, ...]


@dataclass(frozen=True)
class Handover:
    """Pass the person to an operator. ``card`` has everything that is known, as in the JSON of the engine; ``transcript``
    is what was said, where the turn went through a :class:`lotsman.Transcript`."""

    queue: str
    queue_title: str
    reason: str
    facts: tuple[Fact, ...] = ()
    transcript: tuple[tuple[str, str], ...] = ()
    card: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class End:
    """The conversation is over."""

    outcome: str


@dataclass(frozen=True)
class Other:
    """An action that this version of the package does not know: nothing to do."""

    raw: dict[str, Any]


Action = Union[Say, Ask, Menu, Lookup, Identify, Handover, End, Other]


class Turn:
    """What one event led to: ``actions`` in order, and why."""

    __slots__ = ("__dict__", "_json")

    def __init__(self, document: str) -> None:
        self._json = document

    @cached_property
    def _raw(self) -> dict[str, Any]:
        raw: dict[str, Any] = json.loads(self._json)
        return raw

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """What the channel shall do, in order."""
        return tuple(_action(raw) for raw in self._raw["actions"])

    @property
    def explanation(self) -> dict[str, Any]:
        """Why, as in the JSON of the engine; ``moved`` tells of a session of another bundle what became of it."""
        explanation: dict[str, Any] = self._raw["explanation"]
        return explanation

    @property
    def heard(self) -> str | None:
        """What the person said, for a transcript: words, the label of a button, a key in brackets."""
        heard: str | None = self._raw["heard"]
        return heard

    @property
    def text(self) -> str:
        """All that is said and asked, a paragraph each."""
        said = (action.text for action in self.actions if isinstance(action, (Say, Ask, Menu)))
        return "\n".join(said)

    def to_json(self) -> str:
        """The turn as the engine gave it."""
        return self._json

    def __iter__(self) -> Iterator[Action]:
        return iter(self.actions)

    def __len__(self) -> int:
        return len(self.actions)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Turn) and self._raw == other._raw

    def __hash__(self) -> int:
        return hash(self._json)

    def __reduce__(self) -> tuple[type[Turn], tuple[str]]:
        return Turn, (self._json,)

    def __repr__(self) -> str:
        return f"Turn({', '.join(map(repr, self.actions))})"


class Transcript:
    """What was said in a conversation, the last 200 lines. A service that wants it keeps one beside each session, and
    passes each turn through it, that of :meth:`lotsman.Engine.start` first::

        turn = transcript.record(engine.step(session, text))
    """

    __slots__ = ("_json",)

    def __init__(self) -> None:
        self._json = '{"lines":[],"dropped":0}'

    @classmethod
    def from_json(cls, document: str) -> Transcript:
        """What :meth:`to_json` gave."""
        transcript = cls()
        transcript._json = _native.transcript(document)
        return transcript

    def record(self, turn: Turn) -> Turn:
        """Adds what was said in a turn. Gives the turn, with the transcript on the operator's card where it hands over."""
        self._json, recorded = _native.record(self._json, turn.to_json())
        return Turn(recorded)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Who (``citizen`` or ``system``) and what, oldest first."""
        return [(line["who"], line["text"]) for line in json.loads(self._json)["lines"]]

    @property
    def dropped(self) -> int:
        """Lines that are no longer held."""
        dropped: int = json.loads(self._json)["dropped"]
        return dropped

    def to_json(self) -> str:
        """For a store."""
        return self._json

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Transcript) and self._json == other._json

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<lotsman.Transcript of {len(self.lines)} lines>"


def fact_of(raw: dict[str, Any]) -> Fact:
    """A fact out of the JSON of the engine."""
    return Fact(
        name=raw["name"],
        title=raw["title"],
        value=value_of(raw["value"]),
        shown=raw["shown"],
        origin=raw["origin"]["origin"],
        personal=raw["personal"],
    )


def _choices(raw: dict[str, Any]) -> tuple[Choice, ...]:
    return tuple(Choice(c["name"], c["label"], c["key"]) for c in raw["options"])


def _action(raw: dict[str, Any]) -> Action:
    match raw["action"]:
        case "say":
            return Say(raw["text"], tuple(Ground(g["act"], g["point"]) for g in raw["grounds"]))
        case "ask":
            return Ask(raw["text"], raw["fact"], _choices(raw), raw["hint"], raw["expects"])
        case "menu":
            return Menu(raw["text"], _choices(raw), raw["hint"], raw["expects"])
        case "lookup":
            return Lookup(
                raw["source"],
                {name: value_of(value) for name, value in raw["inputs"]},
                tuple(raw["outputs"]),
                Period(**raw["timeout"]) if raw["timeout"] else None,
            )
        case "identify":
            return Identify(tuple(raw["methods"]))
        case "handover":
            return Handover(
                raw["queue"],
                raw["queue_title"],
                raw["reason"],
                tuple(fact_of(f) for f in raw["facts"]),
                tuple((line["who"], line["text"]) for line in raw["transcript"]["lines"]),
                {key: part for key, part in raw.items() if key != "action"},
            )
        case "end":
            return End(raw["outcome"])
        case _:
            return Other(raw)
