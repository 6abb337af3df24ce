"""A program as its authors write it: mypy reads it, nobody runs it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import assert_type

import lotsman


def talk(path: str, written: list[str]) -> str | None:
    engine = lotsman.Engine.open(path)
    session, turn = engine.start(channel="voice", facts={"дети": 2, "доход": Decimal("15000.50")})
    assert_type(session, lotsman.Session)
    for text in written:
        for action in turn:
            match action:
                case lotsman.Ask(options=options) | lotsman.Menu(options=options):
                    assert_type(options, tuple[lotsman.Choice, ...])
                case lotsman.Lookup(source=source):
                    turn = engine.step(session, lotsman.LookupResult(source, {"доход": None}))
                case _:
                    pass
        turn = engine.step(session, text, now=datetime.datetime.now(datetime.timezone.utc))
    assert_type(session.date, datetime.date)
    stored: bytes = session.to_bytes()
    return lotsman.Session.from_bytes(stored).outcome


def wrong(engine: lotsman.Engine, session: lotsman.Session) -> None:
    engine.step(session, 5)  # type: ignore[arg-type]
    engine.start(channel="fax")  # type: ignore[arg-type]
    session.date = "2023-01-01"  # type: ignore[misc, assignment]
