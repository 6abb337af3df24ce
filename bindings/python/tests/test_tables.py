from __future__ import annotations

import datetime
import multiprocessing
import threading
from decimal import Decimal

import lotsman
import pyarrow as pa
import pytest
from conftest import DAY

TEXTS = ["Когда вы открыты?", None, "квантовая хромодинамика", "доставка книг почтой"]
TOPICS = ["библиотека.часы", None, None, "библиотека.посылка"]
OWN = [
    "topic",
    "title",
    "probability",
    "decision",
    "second",
    "second_probability",
    "third",
    "third_probability",
    "candidates",
]


def answered(table: pa.Table) -> list[str | None]:
    """The topic where it is answered."""
    rows = zip(table["topic"].to_pylist(), table["decision"].to_pylist())
    return [topic if decision == "answer" else None for topic, decision in rows]


def test_the_columns_of_a_judgement(engine):
    judged = engine.classify(TEXTS, date=DAY)
    assert judged.column_names == ["text", *OWN]
    assert answered(judged) == TOPICS
    assert judged["decision"].to_pylist() == ["answer", None, "unknown", "answer"]
    assert judged["title"][3].as_py() == "Книги на дом"
    assert judged["probability"].type == pa.float64() and judged["topic"].type == pa.string()
    # The same as of one text.
    one = engine.judge(TEXTS[0], date=DAY)
    listed = [{"topic": c["topic"], "probability": c["probability"]} for c in one["candidates"]]
    assert judged["candidates"][0].as_py() == listed
    assert judged["probability"][0].as_py() == listed[0]["probability"]
    assert judged["candidates"][1].as_py() is None


@pytest.mark.parametrize(
    "column",
    [
        pa.array(TEXTS),
        pa.array(TEXTS, pa.large_string()),
        pa.array(TEXTS, pa.string_view()),
        pa.array(TEXTS).dictionary_encode(),
        pa.chunked_array([TEXTS[:1], [], TEXTS[1:]], pa.string()),
        pa.chunked_array([pa.array(TEXTS, pa.large_string())]),
        pa.array(["x", *TEXTS]).slice(1),
        pa.table({"n": range(4), "text": TEXTS}),
        pa.record_batch({"n": pa.array(range(4)), "text": pa.array(TEXTS)}),
        pa.table({"text": TEXTS}).to_reader(max_chunksize=1),
        {"text": TEXTS},
        [{"text": text} for text in TEXTS],
        tuple(TEXTS),
    ],
    ids=lambda column: f"{type(column).__name__}-{getattr(column, 'type', '')}",
)
def test_whatever_speaks_arrow_is_read(engine, column):
    assert answered(engine.classify(column, date=DAY)) == TOPICS


def test_columns_pass_through_where_they_lie(engine):
    table = pa.table({"id": [1, 2, 3, 4], "text": TEXTS, "topic": ["a", "b", "c", "d"]})
    judged = engine.classify(table, column="text", date=DAY)
    assert judged.column_names == ["id", "text", "topic", "judged_topic", *OWN[1:]]
    assert judged.select(["id", "text", "topic"]) == table
    for name in ("id", "text", "topic"):
        addresses = [b.address for b in table[name].chunk(0).buffers() if b is not None]
        again = [b.address for b in judged[name].chunk(0).buffers() if b is not None]
        assert set(again) <= set(addresses), f"{name} was copied"


def test_many_rows_keep_their_order_on_any_number_of_threads(engine):
    texts = [TEXTS[n % 4] for n in range(5000)]
    one = engine.classify(pa.table({"n": range(5000), "text": texts}), date=DAY, threads=1)
    two = engine.classify(pa.table({"n": range(5000), "text": texts}), date=DAY, threads=2)
    assert one == two
    assert two["n"].to_pylist() == list(range(5000))
    assert answered(two) == [TOPICS[n % 4] for n in range(5000)]


def test_nothing_in_nothing_out(engine):
    empty = engine.classify(pa.table({"text": pa.array([], pa.string())}), date=DAY)
    assert empty.num_rows == 0 and empty.column_names == ["text", *OWN]
    assert engine.classify([], date=DAY).num_rows == 0


@pytest.mark.parametrize(
    ("data", "column", "error", "words"),
    [
        (pa.table({"a": ["x"], "b": ["y"]}), None, ValueError, "several columns hold texts (a, b)"),
        (pa.table({"a": [1]}), None, ValueError, "no column holds texts; there are: a"),
        (pa.table({"a": ["x"]}), "b", ValueError, "there is no column “b”; there are: a"),
        (pa.table({"a": [1], "b": ["y"]}), "a", ValueError, "the column “a” holds Int64, not texts"),
        (pa.array([1, 2]), None, ValueError, "no column holds texts"),
        (17, None, TypeError, "speaks Arrow"),
    ],
)
def test_data_that_is_none_is_told(engine, data, column, error, words):
    with pytest.raises(error) as raised:
        engine.classify(data, column=column, date=DAY)
    assert words in str(raised.value)


def test_texts_that_are_not_utf8_are_refused(engine):
    wrong = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")])
    with pytest.raises(Exception, match="(?i)utf"):
        engine.classify(wrong, date=DAY)
    with pytest.raises(Exception, match="(?i)utf"):
        engine.classify(pa.Table.from_arrays([wrong], ["text"]), date=DAY)


def test_the_interpreter_is_free_meanwhile(engine):
    started, ended, count = threading.Event(), threading.Event(), 0

    def judge() -> None:
        started.set()
        engine.classify(["Когда вы открыты, и можно ли получить книги на дом?"] * 3000, date=DAY, threads=1)
        ended.set()

    thread = threading.Thread(target=judge)
    thread.start()
    started.wait()
    while not ended.is_set():
        count += 1
        ended.wait(0.001)
    thread.join()
    assert count > 3


def _in_child(path, queue) -> None:
    engine = lotsman.Engine.open(path)
    queue.put(answered(engine.classify(TEXTS * 1000, date=DAY, threads=2))[:4])


def test_a_process_that_has_used_threads_may_fork(engine, bundle):
    engine.classify(TEXTS * 1000, date=DAY, threads=2)
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_in_child, args=(bundle, queue))
    child.start()
    assert queue.get(timeout=120) == TOPICS
    child.join()


PEOPLE = {
    "id": [1, 2, 3, 4, 5],
    "свой_билет": [True, True, None, False, True],
    "возраст_читателя": [71, 30, 80, 90, 500],
}


def test_the_columns_of_a_decision(engine):
    decided = engine.decide(pa.table(PEOPLE), date=DAY)
    assert decided.column_names == [
        *PEOPLE,
        "посылка",
        "посылка.outcome",
        "посылка.missing",
        "посылка.размер",
        "посылка.размер.outcome",
        "посылка.размер.missing",
        "fault",
    ]
    assert decided["посылка"].to_pylist() == [True, False, None, False, None]
    assert decided["посылка.outcome"].to_pylist() == ["value", "value", "missing", "value", "fault"]
    assert decided["посылка.missing"].to_pylist() == [None, None, "свой_билет", None, None]
    assert decided["посылка.размер"].type == pa.decimal128(20, 2)
    assert decided["посылка.размер"].to_pylist() == [Decimal("500.00"), None, None, None, None]
    assert decided["посылка.размер.outcome"].to_pylist() == ["value", "not_due", "missing", "not_due", "fault"]
    assert decided["fault"].to_pylist()[:4] == [None] * 4
    assert decided["fault"][4].as_py() == "возраст_читателя = «500»: вне допустимых границ; нужно: целое число от 0 до 120"


@pytest.mark.parametrize(
    "ages",
    [
        pa.array([71, 69], pa.int8()),
        pa.array([71, 69], pa.uint64()),
        pa.array([71.0, 69.0]),
        pa.array([Decimal("71.00"), Decimal("69.00")]),
        pa.array(["71", "шестьдесят девять"]),
        pa.array(["71", "69"], pa.string_view()),
        pa.array(["71", "69"]).dictionary_encode(),
        pa.array([71, 69]).dictionary_encode(),
    ],
    ids=lambda ages: str(ages.type),
)
def test_facts_are_read_from_columns_of_any_kind(engine, ages):
    people = pa.table({"возраст_читателя": ages, "свой_билет": ["да", "yes"]})
    decided = engine.decide(people, ["посылка"], date=DAY)
    assert decided["fault"].to_pylist() == [None, None]
    assert decided["посылка"].to_pylist() == [True, False]


@pytest.mark.parametrize("ty", [pa.date32(), pa.date64(), pa.timestamp("us"), pa.timestamp("s"), pa.string()])
def test_days_are_read(engine, ty):
    days = [datetime.date(2019, 12, 31), datetime.date(2020, 1, 2)]
    column = pa.array([str(day) for day in days]) if ty == pa.string() else pa.array(days).cast(ty)
    decided = engine.decide(pa.table({"день_записи": column}), ["постоянный_читатель"], date=DAY)
    assert decided["постоянный_читатель"].to_pylist() == [True, False]


def test_values_have_the_type_of_the_goal(engine):
    facts = {
        "книг": [3, None],
        "день_записи": [datetime.date(2019, 1, 1), None],
        "номер_билета": ["АБ 1", None],
        "свой_билет": [False, None],
    }
    decided = engine.decide(facts, ["книг", "день_записи", "номер_билета", "свой_билет"], date=DAY)
    for name, ty in {"книг": pa.int64(), "день_записи": pa.date32(), "номер_билета": pa.string(), "свой_билет": pa.bool_()}.items():
        column = decided[f"decided_{name}"]
        assert column.type == ty
        assert column.to_pylist() == facts[name]
        assert decided[f"{name}.outcome"].to_pylist() == ["value", "missing"]


def test_a_day_of_its_own_for_each_row(engine):
    people = {"свой_билет": [True, True, True], "на_день": ["2023-01-01", "вчера", None]}
    decided = engine.decide(people, ["свой_билет"], date=DAY, date_column="на_день")
    assert decided["свой_билет.outcome"].to_pylist() == ["value", "fault", "value"]
    assert "вчера" in decided["fault"][1].as_py()


def test_what_cannot_be_decided_is_told(engine):
    with pytest.raises(ValueError, match="the base has no fact and no measure “пособие”"):
        engine.decide(PEOPLE, ["пособие"], date=DAY)
    with pytest.raises(ValueError, match="no column has the name of a fact; there are: x; .* such as возраст_читателя"):
        engine.decide({"x": [1]}, date=DAY)
    with pytest.raises(ValueError, match="there is no column “день”"):
        engine.decide(PEOPLE, date=DAY, date_column="день")
    zoned = pa.table({"день_записи": pa.array([0], pa.timestamp("us", "UTC"))})
    decided = engine.decide(zoned, ["постоянный_читатель"], date=DAY)
    assert "holds no values of facts" in decided["fault"][0].as_py()


def test_many_people_on_any_number_of_threads(engine):
    people = pa.table({"возраст_читателя": [n % 120 for n in range(5000)], "свой_билет": [True] * 5000})
    one = engine.decide(people, date=DAY, threads=1)
    two = engine.decide(people, date=DAY, threads=2)
    assert one == two
    assert sum(one["посылка"].to_pylist()) == sum(n % 120 >= 70 for n in range(5000))
