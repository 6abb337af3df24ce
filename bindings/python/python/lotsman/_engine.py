"""The engine, as Python programs see it."""

from __future__ import annotations

import datetime
import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from . import _native
from ._native import Session
from .actions import Fact, Turn, fact_of
from .events import Event, LookupResult, event_of
from .values import FactValue, plain

if TYPE_CHECKING:
    import pyarrow

Now = datetime.datetime | None
Day = datetime.date | None


class Engine:
    """Answers by a bundle. One serves all threads; pickling it takes the path along, not the bytes of the file."""

    __slots__ = ("_native", "_source", "_trusted")

    def __init__(self, native: _native.Engine, source: str | bytes, trusted: list[str] | None = None) -> None:
        self._native = native
        self._source = source
        self._trusted = trusted

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, trusted_keys: Iterable[str] | None = None) -> Engine:
        """Opens the file of a bundle by mapping it: processes that open the same file share its memory.

        While it is open the file must not be changed in place; put a new one there by renaming.

        With ``trusted_keys``, texts of ``.pub`` files as ``lotsman keygen`` writes them, it opens only what one of these keys
        signed; an empty list trusts nobody.

        :raises FileNotFoundError: and other ``OSError``: it cannot be read.
        :raises BundleError: it is not a whole, undamaged bundle that this version reads.
        :raises UntrustedError: which is a ``BundleError``: none of ``trusted_keys`` signed it.
        :raises ValueError: a text is no public key.
        """
        path = os.fspath(path)
        os.stat(path)
        trusted = _keys(trusted_keys)
        return cls(_native.Engine.open(path, trusted), os.path.abspath(path), trusted)

    @classmethod
    def from_bytes(cls, data: bytes, *, trusted_keys: Iterable[str] | None = None) -> Engine:
        """Opens a bundle that lies in memory; ``trusted_keys`` as in :meth:`open`.

        :raises BundleError: it is not a whole, undamaged bundle that this version reads.
        :raises UntrustedError: which is a ``BundleError``: none of ``trusted_keys`` signed it.
        :raises ValueError: a text is no public key.
        """
        trusted = _keys(trusted_keys)
        return cls(_native.Engine.from_bytes(data, trusted), data, trusted)

    @property
    def title(self) -> str:
        """Title of the base."""
        return self._native.title

    @property
    def bundle(self) -> str:
        """Identity of the bundle, as sessions carry it."""
        return self._native.bundle

    def start(
        self,
        *,
        channel: Literal["chat", "voice"] = "chat",
        scenario: str | None = None,
        facts: Mapping[str, FactValue] | None = None,
        identified: bool = False,
        now: Now = None,
    ) -> tuple[Session, Turn]:
        """Starts a conversation: greets, or enters ``scenario``.

        ``facts`` are known from the start; ``identified`` says that you know who the person is. ``now`` is the present
        unless you pass a time: one with a time zone is an instant, one without is the civil time of the base.

        :raises ValueError: the base has no such fact, or a value does not fit.
        """
        session, turn = self._native.start(channel, scenario, _facts(facts or {}), identified, _now(now))
        return session, Turn(turn)

    def step(self, session: Session, event: Event | str, *, now: Now = None) -> Turn:
        """Moves a conversation on by one event; a ``str`` is what the person wrote.

        A session of another bundle is moved to this one first; how it goes on, and what could not be carried over, is told
        in ``turn.explanation["moved"]``. Where that is not wanted, compare ``session.bundle`` with ``engine.bundle``, and
        use the engine of its own. A session that is over gives a turn without actions. An event that cannot be read raises
        and changes nothing.
        """
        if isinstance(event, LookupResult) and event.facts:
            turn = self._native.answered(session, event.source, _facts(event.facts), _now(now))
        else:
            turn = self._native.step(session, json.dumps(event_of(event)), _now(now))
        return Turn(turn)

    def position(self, session: Session) -> tuple[str, str] | None:
        """Scenario and step, where a conversation stands in one."""
        return self._native.position(session)

    def topic(self, session: Session) -> str | None:
        """Path of the topic that was answered last."""
        return self._native.topic(session)

    def facts(self, session: Session) -> list[Fact]:
        """What is known in a conversation, in order of name."""
        return [fact_of(raw) for raw in json.loads(self._native.facts(session))]

    def judge(self, text: str, *, date: Day = None) -> dict[str, Any]:
        """Which topic a text is about, and why: ``decision``, ``in_scope``, ``offered``, ``candidates`` with their cues,
        words and phrases, ``entities``, ``corrections``."""
        judged: dict[str, Any] = json.loads(self._native.judge(text, _day(date)))
        return judged

    def classify(
        self, data: Any, *, column: str | None = None, date: Day = None, threads: int | None = None
    ) -> pyarrow.Table:
        """Which topics many texts are about: the columns of ``data``, and after them ``topic``, ``title``,
        ``probability``, ``decision`` (answer, clarify, unknown), ``second``, ``second_probability``, ``third``,
        ``third_probability``, ``candidates`` (a list of topic and probability).

        ``data`` is anything that speaks Arrow: a table, a record batch or a reader of them, of pyarrow, polars, DuckDB; or
        one column: an array, chunked or not, or a list of ``str``. Texts are read where they lie, nothing is copied.
        ``column`` names the column of texts; a table with one column of texts need not say. A null text has nulls.
        Names that ``data`` has already get the prefix ``judged_``. ``threads`` is the number of threads, all cores by
        default; the interpreter is free meanwhile.
        """
        return self._native.classify(data, column, _day(date), threads or 0)

    def decide(
        self,
        data: Any,
        goals: Sequence[str] = (),
        *,
        date: Day = None,
        date_column: str | None = None,
        threads: int | None = None,
    ) -> pyarrow.Table:
        """What follows from facts for many: the columns of ``data``, and for each goal its value, ``goal.outcome``
        (value, missing, no_rule, conflict, not_due, fault) and ``goal.missing``; at the end ``fault``, the words for a row
        that cannot be read.

        A column of ``data`` that has the name of a fact is that fact; a null is «not said». ``goals`` are measures,
        decisions, rules or ``measure.размер``; all measures in force by default. Values have the type of the goal: yes or
        no ``bool``, whole numbers ``int64``, other numbers ``decimal128(38, 9)``, money ``decimal128(20, 2)``, dates
        ``date32``, everything else text. Names that ``data`` has already get the prefix ``decided_``.

        :raises ValueError: no column has the name of a fact, or the base has no such goal.
        """
        return self._native.decide(data, list(goals), _day(date), date_column, threads or 0)

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _again, (self._source, self.bundle, self._trusted)

    def __repr__(self) -> str:
        return f"Engine({self.title!r}, bundle={self.bundle!r})"


def _again(source: str | bytes, bundle: str, trusted: list[str] | None) -> Engine:
    """An engine that was pickled. The file may have been replaced meanwhile: then it is not the same engine."""
    if isinstance(source, str):
        engine = Engine.open(source, trusted_keys=trusted)
    else:
        engine = Engine.from_bytes(source, trusted_keys=trusted)
    if engine.bundle != bundle:
        raise _native.BundleError(f"{source!r} is another bundle now: {engine.bundle}, and {bundle} was pickled")
    return engine


def _keys(texts: Iterable[str] | None) -> list[str] | None:
    """A text alone is one key, not a list of its letters."""
    if texts is None:
        return None
    return [texts] if isinstance(texts, str) else list(texts)


def _facts(facts: Mapping[str, FactValue]) -> str:
    return json.dumps({name: plain(value) for name, value in facts.items()})


def _now(now: Now) -> int | str:
    """An instant in microseconds since 1970, or a civil time."""
    if now is None:
        return time.time_ns() // 1000
    if now.tzinfo is None:
        return now.isoformat()
    return round(now.timestamp() * 1_000_000)


def _day(day: Day) -> str | int:
    """A day, or the instant whose day in the base's time zone is meant."""
    if day is None:
        return time.time_ns() // 1000
    if isinstance(day, datetime.datetime):
        return _now(day)
    return day.isoformat()
