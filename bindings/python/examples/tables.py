# ---
# Разбор таблиц внутри DuckDB и PySpark · Whole tables inside DuckDB and PySpark
#
# Записки по ячейкам: открывается как блокнот в VS Code, Jupyter (jupytext) и PyCharm, запускается и целиком:
#     python tables.py library.lotsman
# ---

# %% [markdown]
# Сообщения читаются там, где лежат: DuckDB и Spark отдают столбцы по Arrow, движок читает их без копирования на всех ядрах и
# отдаёт столбцы результата так же. Сборка одна и та же — `bindings/base`, городская библиотека.

# %%
import sys

import duckdb
import pyarrow as pa
import pyarrow.compute

import lotsman

BUNDLE = sys.argv[1] if len(sys.argv) > 1 else "library.lotsman"
engine = lotsman.Engine.open(BUNDLE)
print(engine)

# %%
MESSAGES = pa.table(
    {
        "id": [1, 2, 3, 4, 5, 6],
        "text": [
            "Когда вы открыты?",
            "Скажите, до которого часа работает библиотека",
            "сколько у меня книг",
            "Можно ли получить книги на дом?",
            "квантовая хромодинамика",
            None,
        ],
    }
)
PEOPLE = pa.table(
    {
        "id": [1, 2, 3, 4],
        "свой_билет": [True, True, False, None],
        "возраст_читателя": [71, 30, 80, 75],
    }
)

# %% [markdown]
# ## DuckDB: запрос → движок → запрос
#
# Результат запроса отдаётся движку как есть (он сам говорит на языке Arrow), а таблица движка видна в следующем запросе по имени переменной.

# %%
db = duckdb.connect()
messages = db.sql("SELECT id, text FROM MESSAGES WHERE text IS NOT NULL ORDER BY id")
judged = engine.classify(messages, column="text")
topics = db.sql(
    """
    SELECT topic, title, count(*) AS messages
    FROM judged
    WHERE decision = 'answer'
    GROUP BY ALL
    ORDER BY messages DESC, topic
    """
)
print(topics)

# %% [markdown]
# ## DuckDB: движок как функция SQL
#
# DuckDB зовёт функцию не для каждой строки, а для столбца в несколько тысяч строк.


# %%
def topic_of(texts: pa.ChunkedArray) -> pa.Array:
    """Тема, если на вопрос можно ответить сразу."""
    judged = engine.classify(texts)
    answered = pyarrow.compute.equal(judged["decision"], "answer")
    return pyarrow.compute.if_else(answered, judged["topic"], None).combine_chunks()


db.create_function("topic_of", topic_of, ["VARCHAR"], "VARCHAR", type="arrow", null_handling="special")
by_function = db.sql("SELECT id, topic_of(text) AS topic FROM MESSAGES ORDER BY id").fetchall()
print(by_function)

# %% [markdown]
# ## DuckDB: что кому положено
#
# Столбец, названный именем факта, — факт. Деньги остаются точными: `decimal(20, 2)`.

# %%
decided = engine.decide(db.sql("SELECT * FROM PEOPLE ORDER BY id"), ["посылка"])
due = db.sql(
    """
    SELECT "посылка.outcome" AS outcome, count(*) AS people, sum("посылка.размер") AS roubles
    FROM decided
    GROUP BY ALL
    ORDER BY outcome
    """
).fetchall()
print(due)

# %% [markdown]
# ## PySpark: `mapInArrow`
#
# Движок уезжает к исполнителям по имени файла: каждый процесс открывает сборку сам, и все процессы машины делят её память. Файл должен
# быть у каждого исполнителя (общий каталог или `SparkContext.addFile`).

# %%
from collections.abc import Iterator  # noqa: E402

from pyspark.sql import SparkSession  # noqa: E402

spark = (
    SparkSession.builder.master("local[2]")
    .appName("lotsman")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", "2")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")


# %%
def judge(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Части таблицы одна за другой; ядра занимает сам Spark, поэтому поток здесь один."""
    for batch in batches:
        table = engine.classify(batch, column="text", threads=1)
        yield from table.select(["id", "topic", "probability", "decision"]).to_batches()


frame = spark.createDataFrame(MESSAGES).repartition(2)
spark_judged = (
    frame.mapInArrow(judge, "id bigint, topic string, probability double, decision string").orderBy("id").collect()
)
for row in spark_judged:
    print(row)

# %% [markdown]
# То же самое для решений.


# %%
def decide(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Положена ли мера и сколько."""
    for batch in batches:
        table = engine.decide(batch, ["посылка"], threads=1)
        table = table.select(["id", "посылка", "посылка.размер", "посылка.outcome"])
        yield from table.rename_columns(["id", "due", "roubles", "outcome"]).to_batches()


spark_decided = (
    spark.createDataFrame(PEOPLE)
    .mapInArrow(decide, "id bigint, due boolean, roubles decimal(20, 2), outcome string")
    .orderBy("id")
    .collect()
)
for row in spark_decided:
    print(row)

# %%
spark.stop()
