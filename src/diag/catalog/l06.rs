//! Class L06, rules and tables.

use super::entries;

entries! {
    /// Inputs that no row of a table covers, where somebody comes.
    TABLE_GAP = "L0601" Error {
        headline: "{maybe}таблица «{table}» никому не отвечает, когда {box}" / "{maybe}table “{table}” has no answer when {box}",
        label: "не покрыто: {boxes}" / "not covered: {boxes}",
        why: "Человек ответит на все вопросы, а ответа не получит: ни одна строка ему не подойдёт. Не покрыто: {boxes}." / "A person answers every question and gets no answer: no row fits. Not covered: {boxes}.",
        help: "Добавьте строку «{row}». Если ответа здесь и не должно быть, напишите в ней вывод «неизвестно»." / "Add a row `{row}`. If there is to be no answer here, let the row say `unknown`.",
    }
    /// The same, where every place that reads the table provides for no answer.
    GAP_FALLS_THROUGH = "L0602" Warning {
        headline: "{maybe}таблица «{table}» не отвечает, когда {box}: это уйдёт в «иначе»" / "{maybe}table “{table}” has no answer when {box}: it falls to `otherwise`",
        label: "не покрыто: {boxes}" / "not covered: {boxes}",
        why: "В «иначе» попадут вместе и те, кто ответил «не знаю», и те, о ком известно всё. По таблице не видно, забыта строка или пропущена нарочно. Не покрыто: {boxes}." / "Those who answered “I don't know” and those of whom everything is known end up in `otherwise` together. The table does not show whether a row was forgotten or left out on purpose. Not covered: {boxes}.",
        help: "Добавьте строку «{row}». Если ответа здесь и не должно быть, напишите в ней вывод «неизвестно»." / "Add a row `{row}`. If there is to be no answer here, let the row say `unknown`.",
    }
    /// Two rows fit although the policy allows one.
    ROWS_OVERLAP = "L0603" Error {
        headline: "в таблице «{table}» строки {other} и {row} подходят обе, когда {box}" / "rows {other} and {row} of table “{table}” both fit when {box}",
        label: "строка {row} пересекается со строкой {other}" / "row {row} overlaps row {other}",
        why: "По политике «единственная» подходить может только одна строка. Если подошли две, таблица не отвечает вовсе.{more}" / "Under the policy `unique` only one row may fit. Where two fit, the table gives no answer at all.{more}",
        help: "Разведите условия строк, чтобы каждый случай попадал в одну из них, или напишите «политика первая», если главнее верхняя." / "Draw the rows apart so that each case falls into one of them, or write `policy first` if the upper one is to win.",
    }
    /// Two rows fit and conclude differently although they must agree.
    ROWS_DISAGREE = "L0604" Error {
        headline: "в таблице «{table}» строки {other} и {row} отвечают по-разному, когда {box}" / "rows {other} and {row} of table “{table}” answer differently when {box}",
        label: "строка {row} спорит со строкой {other}" / "row {row} contradicts row {other}",
        why: "Политика «любая» разрешает подходить нескольким строкам, только если они отвечают одинаково. Если ответы разные, таблица не отвечает вовсе.{more}" / "Under the policy `any` several rows may fit only if they answer the same. Where they differ, the table gives no answer at all.{more}",
        help: "Уточните условия одной из строк или исправьте её ответ." / "Make the conditions of one of the rows narrower, or mend its answer.",
    }
    /// A row before which others always come.
    ROW_MASKED = "L0605" Error {
        headline: "строка {row} таблицы «{table}» никогда не решает: раньше неё отвечают строки {others}" / "row {row} of table “{table}” never decides: rows {others} answer before it",
        label: "до этой строки дело не доходит" / "nothing ever gets to this row",
        why: "Все, кому она подходит ({box}), уже получили ответ выше. Ответ «не знаю» сюда тоже не приводит: строки выше ещё могли бы подойти." / "Everybody whom it fits ({box}) has been answered above. Nor does “I don't know” lead here: the rows above might still fit.",
        help: "Поставьте строку выше, сузьте строки {others} или удалите её." / "Put the row higher, make rows {others} narrower, or delete it.",
    }
    /// A row that repeats what others say.
    ROW_REPEATS = "L0606" Warning {
        headline: "строка {row} таблицы «{table}» ничего не добавляет: так же отвечают строки {others}" / "row {row} of table “{table}” adds nothing: rows {others} answer the same",
        label: "без этой строки ответы не изменятся" / "without this row no answer would change",
        why: "Если правило изменится, исправят одну строку, а другая останется." / "When the rule changes, one row will be mended and the other left as it was.",
        help: "Удалите строку." / "Delete the row.",
    }
    /// Two rows that could be one.
    ROWS_MERGE = "L0607" Note {
        headline: "строки {first} и {second} таблицы «{table}» отвечают одинаково и отличаются одной клеткой: хватит одной строки" / "rows {first} and {second} of table “{table}” answer the same and differ in one cell: one row is enough",
        label: "вместе: «{column}» — {cell}" / "together: `{column}` is {cell}",
        why: "Короткую таблицу легче проверить." / "A short table is easier to check.",
        help: "Напишите в строке {first} в столбце «{column}» клетку «{cell}», а строку {second} удалите." / "Write the cell `{cell}` into column `{column}` of row {first} and delete row {second}.",
    }
    /// A declared value that no row gives.
    OUTPUT_NEVER = "L0608" Note {
        headline: "таблица «{table}» никогда не даёт: {values}" / "table “{table}” never gives: {values}",
        label: "такого вывода нет ни в одной строке" / "no row has this output",
        why: "Вывод объявлен, и на него могут рассчитывать условия, но получить его нельзя." / "The output is declared and conditions may count on it, but it cannot come about.",
        help: "Добавьте строку с этим выводом или уберите его из объявления." / "Add a row with this output, or take it out of the declaration.",
    }
    /// An output column that nobody reads.
    OUTPUT_UNREAD = "L0609" Warning {
        headline: "столбец «{output}» таблицы «{table}» никто не читает" / "nobody reads column “{output}” of table “{table}”",
        label: "{table}.{output} нигде не встречается" / "{table}.{output} occurs nowhere",
        why: "Его заполняют и правят, но люди этого не увидят. Может быть, в тексте забыли вставку «{table}.{output}»." / "It is filled in and maintained, but people never see it. Perhaps a text lacks the value `{table}.{output}`.",
        help: "Используйте «{table}.{output}» в тексте или условии или удалите столбец." / "Use `{table}.{output}` in a text or a condition, or delete the column.",
    }
    /// An input column in which every cell is `-`.
    IDLE_COLUMN = "L0610" Note {
        headline: "столбец «{column}» таблицы «{table}» ни на что не влияет" / "column “{column}” of table “{table}” changes nothing",
        label: "во всех строках стоит «-»" / "every row has `-` here",
        why: "Кажется, что ответ зависит от этого, но это не так." / "It looks as if the answer depended on it, but it does not.",
        help: "Удалите столбец или заполните его клетки." / "Delete the column, or fill in its cells.",
    }
    /// A cell that no value passes.
    CELL_NEVER = "L0611" Error {
        headline: "строка {row} никогда не подойдёт: «{column}» не бывает «{cell}»" / "row {row} never fits: `{column}` is never `{cell}`",
        label: "возможные значения: {bounds}" / "possible values: {bounds}",
        why: "Ни одно значение не проходит эту клетку, и ответ этой строки никто не получит." / "No value passes this cell, and nobody ever gets the answer of this row.",
        help: "Исправьте клетку или границы в объявлении факта." / "Mend the cell, or the bounds in the declaration of the fact.",
    }
}
