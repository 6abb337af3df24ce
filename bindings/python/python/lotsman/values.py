"""Values of facts: what comes out of the engine, and what may be given to it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Union


class Unknown:
    """The person does not know: neither «no» nor «not asked yet». There is one: :data:`UNKNOWN`."""

    _one: Unknown | None = None

    def __new__(cls) -> Unknown:
        if cls._one is None:
            cls._one = super().__new__(cls)
        return cls._one

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


@dataclass(frozen=True)
class Period:
    """A period as law counts it: none of the units is a fixed number of the others."""

    months: int = 0
    days: int = 0
    working_days: int = 0
    seconds: int = 0


# Numbers come out as `int` where they are whole, money as roubles in `Decimal`.
Value = Union[Unknown, bool, int, Decimal, datetime.date, Period, str, list["Value"], dict[str, "Value"]]

# Goes in: `None` is «not given»; texts are read as people write them («15 тысяч», «да»).
FactValue = Union[None, Unknown, bool, int, float, Decimal, datetime.date, str, Sequence["FactValue"]]


def value_of(raw: Any) -> Value:
    """A value out of the JSON of the engine."""
    if isinstance(raw, str):  # the only value without a part: "Unknown"
        return UNKNOWN
    ((kind, part),) = raw.items()
    match kind:
        case "Bool":
            return bool(part)
        case "Number":
            number = Decimal(part)
            return int(number) if number == number.to_integral_value() else number
        case "Money":
            return Decimal(part) / 100
        case "Date":
            return datetime.date.fromisoformat(part)
        case "Duration":
            return Period(**part)
        case "List":
            return [value_of(item) for item in part]
        case "Record":
            return {name: value_of(item) for name, item in part}
        case _:  # names of options, texts
            return str(part)


def plain(value: FactValue) -> Any:
    """A value in plain JSON, as the engine reads it."""
    match value:
        case None | bool() | int() | str():
            return value
        case Unknown():
            return "не знаю"
        case float() | Decimal():
            return format(Decimal(str(value)), "f")
        case datetime.datetime():
            return value.date().isoformat()
        case datetime.date():
            return value.isoformat()
        case Sequence():
            return [plain(item) for item in value]
        case _:
            raise TypeError(f"a fact cannot be a {type(value).__name__}: {value!r}")
