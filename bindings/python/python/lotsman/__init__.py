"""Lotsman's engine: conversations over a bundle, and whole tables by Arrow.

>>> import lotsman
>>> engine = lotsman.Engine.open("library.lotsman")          # doctest: +SKIP
>>> session, turn = engine.start()                           # doctest: +SKIP
>>> turn = engine.step(session, "Когда вы открыты?")         # doctest: +SKIP
>>> turn.text                                                # doctest: +SKIP
'Библиотека открыта с девяти до восьми, кроме понедельника.'

An engine may be used by any number of threads at once; a session by one thread at a time. Nothing is done behind your back:
no threads that stay, no files, no clock where you pass ``now``.
"""

from ._engine import Engine
from ._native import BundleError, LotsmanError, Session, SessionError, UntrustedError, __version__
from .actions import (
    Action,
    Ask,
    Choice,
    End,
    Fact,
    Ground,
    Handover,
    Identify,
    Lookup,
    Menu,
    Other,
    Say,
    Transcript,
    Turn,
)
from .events import Event, Heard, Identified, Key, LookupResult, Option, Silence, Speech, Text
from .values import UNKNOWN, FactValue, Period, Unknown, Value

__all__ = [
    "UNKNOWN",
    "Action",
    "Ask",
    "BundleError",
    "Choice",
    "End",
    "Engine",
    "Event",
    "Fact",
    "FactValue",
    "Ground",
    "Handover",
    "Heard",
    "Identified",
    "Identify",
    "Key",
    "Lookup",
    "LookupResult",
    "LotsmanError",
    "Menu",
    "Option",
    "Other",
    "Period",
    "Say",
    "Session",
    "SessionError",
    "Silence",
    "Speech",
    "Text",
    "Transcript",
    "Turn",
    "Unknown",
    "UntrustedError",
    "Value",
    "__version__",
]
