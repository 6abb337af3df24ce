//! Class L06, rules and tables.

use super::entries;

entries! {
    /// Inputs that no row of a table covers, where somebody comes.
    TABLE_GAP = "L0601" Error {
        headline: "{maybe}таблица «{table}» не даёт ответа, когда {box}" / "{maybe}table “{table}” has no answer when {box}",
        label: "не покрыто: {boxes}" / "not covered: {boxes}",
        why: "Человек ответит на все вопросы, а ответа не получит: ни одна строка ему не подойдёт. Не покрыто: {boxes}." / "A person answers every question and gets no answer: no row fits. Not covered: {boxes}.",
        help: "Добавьте строку «{row}». Если ответа здесь и не должно быть, напишите в ней вывод «неизвестно»." / "Add a row `{row}`. If there is to be no answer here, let the row say `unknown`.",
    }
    /// The same, where every place that reads the table provides for no answer.
    GAP_FALLS_THROUGH = "L0602" Warning {
        headline: "{maybe}таблица «{table}» не даёт ответа, когда {box}: такой разговор уйдёт в «иначе»" / "{maybe}table “{table}” has no answer when {box}: it falls to `otherwise`",
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
        headline: "строка {row} таблицы «{table}» никому не достанется: раньше неё всем отвечают другие (строки: {others})" / "row {row} of table “{table}” never decides: rows {others} answer before it",
        label: "до этой строки дело не доходит" / "nothing ever gets to this row",
        why: "Все, кому она подходит ({box}), уже получили ответ выше. Ответ «не знаю» сюда тоже не приводит: строки выше ещё могли бы подойти." / "Everybody whom it fits ({box}) has been answered above. Nor does “I don't know” lead here: the rows above might still fit.",
        help: "Поставьте строку выше, сузьте условия тех, что отвечают раньше (строки: {others}), или удалите её." / "Put the row higher, make rows {others} narrower, or delete it.",
    }
    /// A row that repeats what others say.
    ROW_REPEATS = "L0606" Warning {
        headline: "строка {row} таблицы «{table}» ничего не добавляет: так же отвечают другие (строки: {others})" / "row {row} of table “{table}” adds nothing: rows {others} answer the same",
        label: "без этой строки ответы не изменятся" / "without this row no answer would change",
        why: "Когда правило изменится, исправят одну строку, а другая останется прежней." / "When the rule changes, one row will be mended and the other left as it was.",
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
        label: "такого ответа нет ни в одной строке" / "no row has this output",
        why: "Значение объявлено, и условия могут его ждать, но получить его нельзя." / "The output is declared and conditions may count on it, but it cannot come about.",
        help: "Добавьте строку с этим ответом или уберите его из объявления." / "Add a row with this output, or take it out of the declaration.",
    }
    /// An output column that nobody reads.
    OUTPUT_UNREAD = "L0609" Warning {
        headline: "столбец «{output}» таблицы «{table}» нигде не используется" / "nobody reads column “{output}” of table “{table}”",
        label: "{table}.{output} нигде не встречается" / "{table}.{output} occurs nowhere",
        why: "Его заполняют и правят, но люди его не увидят. Может быть, в тексте забыли вставку «{table}.{output}»." / "It is filled in and maintained, but people never see it. Perhaps a text lacks the value `{table}.{output}`.",
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
    /// Two rules that apply together and conclude differently.
    RULES_CONFLICT = "L0630" Error {
        headline: "{maybe}правила о «{fact}» противоречат друг другу: и «{value}», и «{other}», когда {case}" / "{maybe}rules about “{fact}” contradict each other: `{value}` and `{other}` at once when {case}",
        label: "здесь вывод «{value}»" / "here the conclusion is `{value}`",
        why: "Правила отменяют друг друга: у «{fact}» не будет никакого значения, и человек не получит ответа." / "The rules cancel each other: “{fact}” gets no value, and the person gets no answer.",
        help: "Решите, какое правило главнее, и запишите это: общему дайте «метка …», частному — «исключение из …» (или напишите «кроме если» в общем). Либо уточните условия, чтобы правила не подходили вместе." / "Say which rule is stronger: `label …` at the general one and `exception to …` at the special one, `unless`, or make the conditions narrower.",
    }
    /// A rule whose conditions never hold together.
    RULE_NEVER = "L0631" Error {
        headline: "условия этого правила о «{fact}» никогда не выполняются вместе" / "the conditions of this rule about “{fact}” never hold together",
        label: "правило никому не подойдёт" / "the rule fits nobody",
        why: "Правило написано, но не сработает ни для кого." / "The rule is written but will never apply to anybody.",
        help: "Исправьте условия, которые исключают друг друга, или удалите правило." / "Mend the conditions that exclude each other, or delete the rule.",
    }
    /// A rule that others always defeat.
    RULE_DEFEATED = "L0632" Error {
        headline: "правило о «{fact}» никогда не сработает: его всегда отменяет более сильное правило" / "exceptions always defeat this rule about “{fact}”",
        label: "всякий раз, когда подходит это правило, подходит и более сильное" / "whenever this rule fits, a stronger one fits too",
        why: "Правило написано, но не сработает ни для кого." / "The rule is written but will never apply to anybody.",
        help: "Сузьте исключение или удалите правило." / "Make the exception narrower, or delete the rule.",
    }
    /// A rule that adds nothing to others.
    RULE_REPEATS = "L0633" Warning {
        headline: "это правило о «{fact}» ничего не добавляет: то же говорят другие" / "this rule about “{fact}” adds nothing: others say the same",
        label: "без него выводы не изменятся" / "without it no conclusion would change",
        why: "Когда норма изменится, исправят одно правило, а другое останется прежним." / "When the law changes, one rule will be mended and the other left as it was.",
        help: "Удалите правило или исправьте условие, в котором оно должно отличаться." / "Delete the rule, or mend the condition in which it should differ.",
    }
    /// An exception that never holds.
    EXCEPTION_NEVER = "L0634" Warning {
        headline: "исключение в правиле о «{fact}» никогда не сработает" / "an exception in the rule about “{fact}” never holds",
        label: "когда выполнены условия правила, это невозможно" / "while the conditions of the rule hold this is impossible",
        why: "Кажется, что исключение кого-то защищает или ограничивает, но это не так." / "The exception seems to protect or limit somebody, but it does not.",
        help: "Исправьте исключение или удалите его." / "Mend the exception, or delete it.",
    }
    /// Exceptions that always hold.
    EXCEPTION_ALWAYS = "L0635" Error {
        headline: "правило о «{fact}» никогда не сработает: его всегда отменяют его же исключения" / "its exceptions always cancel this rule about “{fact}”",
        label: "исключение найдётся для каждого" / "the rule never applies",
        why: "Когда выполнены условия правила, выполнено и одно из его исключений." / "Whenever the conditions of the rule hold, one of its exceptions holds too.",
        help: "Исправьте «кроме если»: вероятно, условие написано наоборот." / "Mend `unless`: probably a condition is the wrong way round.",
    }
    /// A comparison that the bounds of the fact decide.
    CONDITION_FIXED = "L0636" Warning {
        headline: "условие «{condition}» {holds}: других значений у факта не бывает" / "`{condition}` {holds}: the bounds have decided it",
        label: "«{fact}»: {bounds}" / "`{fact}`: {bounds}",
        why: "От этого условия ничего не зависит; скорее всего, в числе или в знаке ошибка." / "Nothing depends on this condition; most likely the number or the sign is wrong.",
        help: "Исправьте сравнение, уберите его или измените границы факта." / "Mend the comparison, take it out, or change the bounds of the fact.",
    }
    /// A fact without a rule for some cases.
    RULES_LEAVE_OPEN = "L0638" Error {
        headline: "{maybe}ни одно правило о «{fact}» не подходит, когда {case}" / "{maybe}no rule about “{fact}” applies when {case}",
        label: "тогда значение останется неизвестным" / "then the value stays unknown",
        why: "Человек ответит на все вопросы, а вывода не будет: «нет» по умолчанию следует только там, где все правила говорят «да»." / "A person answers every question and there is no conclusion: “no” follows by default only where all rules say yes.",
        help: "Добавьте правило для этого случая или общее правило без условий: дайте ему «метка …», а остальным — «исключение из …»." / "Add a general rule without conditions and with a label, to which the others are exceptions, or a rule for this case.",
    }
    /// Facts that are derived from each other.
    DERIVED_CIRCLE = "L0639" Error {
        headline: "выводы зависят друг от друга по кругу: {circle}" / "conclusions depend on each other in a circle: {circle}",
        label: "чтобы это узнать, нужно уже это знать" / "to know this one must know it already",
        why: "Ни одно из этих значений нельзя вывести раньше другого, и все они останутся неизвестными." / "None of these values can be derived before the others, and all of them stay unknown.",
        help: "Уберите из одного правила или решения то, что зависит от него самого." / "Take out of one rule or decision what depends on itself.",
    }
}
