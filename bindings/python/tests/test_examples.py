"""The examples run, and come to what they say."""

from __future__ import annotations

import os
import runpy
import sys
from decimal import Decimal
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"

HOURS, BOOKS, PARCEL = "библиотека.часы", "библиотека.книги", "библиотека.посылка"


def test_tables_inside_duckdb_and_spark(bundle, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["tables.py", str(bundle)])
    # The processes that Spark starts find the package where this one found it.
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    ran = runpy.run_path(str(EXAMPLES / "tables.py"), run_name="__main__")

    assert ran["by_function"] == [(1, HOURS), (2, HOURS), (3, BOOKS), (4, PARCEL), (5, None), (6, None)]
    assert ran["judged"].num_rows == 5
    assert ran["due"] == [
        ("missing", 1, None),
        ("value", 3, Decimal("500.00")),
    ]
    judged = [(row.id, row.topic if row.decision == "answer" else None) for row in ran["spark_judged"]]
    assert judged == ran["by_function"]
    assert [row.decision for row in ran["spark_judged"]][4:] == ["unknown", None]
    assert [(row.id, row.due, row.roubles, row.outcome) for row in ran["spark_decided"]] == [
        (1, True, Decimal("500.00"), "value"),
        (2, False, None, "value"),
        (3, False, None, "value"),
        (4, None, None, "missing"),
    ]


def test_the_program_of_the_guide_answers(bundle, monkeypatch, capsys):
    guide = (EXAMPLES.parent.parent.parent / "docs" / "embedding.md").read_text(encoding="utf-8")
    program = guide.split("```python\n")[1].split("```")[0]
    monkeypatch.setattr(sys, "argv", ["guide.py", str(bundle)])
    exec(compile(program, "docs/embedding.md", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out == "Библиотека открыта с девяти до восьми, кроме понедельника.\n"
