"""The bundle of `bindings/base`, made by whoever runs the tests: `cargo xtask python`."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import lotsman
import pytest

NOON = datetime.datetime(2023, 9, 15, 12, 0)
DAY = NOON.date()


@pytest.fixture(scope="session")
def bundle() -> Path:
    path = os.environ.get("LOTSMAN_TEST_BUNDLE")
    if not path:
        pytest.exit("no bundle in LOTSMAN_TEST_BUNDLE: run `cargo xtask python`", returncode=2)
    return Path(path)


@pytest.fixture(scope="session")
def engine(bundle: Path) -> lotsman.Engine:
    return lotsman.Engine.open(bundle)
