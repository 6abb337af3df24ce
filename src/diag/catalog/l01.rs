//! Class L01: syntax.

use super::entries;

entries! {
    /// L0101: this line could not be understood: expected  expected  here.
    UNREADABLE_LINE = "L0101" Error {
        headline: "строку не удалось понять: здесь ожидалось {expected}"
            / "this line could not be understood: expected {expected} here",
        label: "непонятно с этого места" / "not understood from here",
        why: "Строка пропущена, остальной файл прочитан."
            / "The line is left out; the rest of the file was read.",
        help: "Допишите или исправьте это место."
            / "Complete or correct this place.",
    }
    /// L0102: the quote  sign  is opened but not closed.
    UNCLOSED_QUOTE = "L0102" Error {
        headline: "кавычка {sign} открыта, но не закрыта"
            / "the quote {sign} is opened but not closed",
        label: "текст начинается здесь" / "the text begins here",
        why: "Неясно, где кончается текст, поэтому вся строка пропущена."
            / "Nobody can tell where the text ends, so the whole line is left out.",
        help: "Закройте кавычку в той же строке. Длинный текст продолжите на следующей строке новой парой кавычек."
            / "Close the quote on the same line. Continue a long text on the next line in a new pair of quotes.",
    }
    /// L0103: the word “ word ” mixes Cyrillic and Latin letters.
    MIXED_ALPHABET = "L0103" Error {
        headline: "в слове «{word}» смешаны русские и латинские буквы"
            / "the word “{word}” mixes Cyrillic and Latin letters",
        label: "{alphabet} буквы: {letters}" / "{alphabet} letters: {letters}",
        why: "Буквы выглядят одинаково, но для программы это другое слово, и оно ни с чем не совпадёт."
            / "The letters look alike, but to the program this is another word that will match nothing.",
        help: "Наберите слово буквами одного алфавита."
            / "Type the word in one alphabet.",
    }
    /// L0104: write “=” instead of “ sign ”.
    WRONG_EQUALS = "L0104" Error {
        headline: "вместо «{sign}» пишут «=»"
            / "write “=” instead of “{sign}”",
        label: "здесь нужен один знак «=»" / "one “=” belongs here",
        why: "И сравнение, и запись значения обозначаются одним знаком «=»."
            / "Both comparing and setting a value are written with a single “=”.",
        help: "Замените на «=»."
            / "Replace it by “=”.",
    }
    /// L0105: write “ word ” instead of “ sign ”.
    WRONG_LOGIC = "L0105" Error {
        headline: "вместо «{sign}» пишут «{word}»"
            / "write “{word}” instead of “{sign}”",
        label: "пишется словом" / "written as a word",
        why: "Условия читают вслух, поэтому связки в них — слова."
            / "Conditions are read aloud, so they are joined by words.",
        help: "Замените на «{word}»."
            / "Replace it by “{word}”.",
    }
    /// L0106: a transition is written “->”, not “ sign ”.
    WRONG_ARROW = "L0106" Error {
        headline: "переход обозначают «->», а не «{sign}»"
            / "a transition is written “->”, not “{sign}”",
        label: "здесь нужно «->»" / "“->” belongs here",
        why: "Стрелку часто подменяет текстовый редактор; у перехода один знак."
            / "Word processors often replace the arrow; a transition has one sign only.",
        help: "Замените на «->»."
            / "Replace it by “->”.",
    }
    /// L0107: nothing says where to go: “->” is missing.
    MISSING_ARROW = "L0107" Error {
        headline: "не указано, куда перейти: нет «->»"
            / "nothing says where to go: “->” is missing",
        label: "перед целью нужно «->»" / "“->” belongs before the target",
        why: "Каждый вариант и каждое условие должны куда-то вести."
            / "Every option and every condition must lead somewhere.",
        help: "Допишите «-> имя_шага» или «-> завершить исход»."
            / "Add “-> step_name” or “-> finish outcome”.",
    }
    /// L0108: the word “ word ” belongs to the language and cannot be a name.
    RESERVED_NAME = "L0108" Error {
        headline: "слово «{word}» занято языком и не может быть именем"
            / "the word “{word}” belongs to the language and cannot be a name",
        label: "здесь нужно другое имя" / "another name is needed here",
        why: "Иначе строку с этим именем нельзя было бы прочесть однозначно."
            / "Otherwise a line with this name could be read in two ways.",
        help: "Возьмите другое слово или уточните его: «{word}_обращения»."
            / "Take another word or make it longer: “{word}_request”.",
    }
    /// L0109: no line here begins with the word “ word ”.
    UNKNOWN_WORD = "L0109" Error {
        headline: "ни одна строка здесь не начинается со слова «{word}»"
            / "no line here begins with the word “{word}”",
        label: "незнакомое слово" / "unknown word",
        why: "Строка пропущена, остальной файл прочитан."
            / "The line is left out; the rest of the file was read.",
        help: "Возможно, имелось в виду {hint}."
            / "Perhaps {hint} was meant.",
    }
    /// L0110: the word “ word ” is out of place here.
    MISPLACED_KEYWORD = "L0110" Error {
        headline: "слово «{word}» здесь не на месте"
            / "the word “{word}” is out of place here",
        label: "{where}" / "{where}",
        why: "Строка пропущена: в этом месте она ничего не значит."
            / "The line is left out: it means nothing here.",
        help: "Перенесите строку. Верное место: {where}."
            / "Move the line. The right place: {where}.",
    }
    /// L0111: the colon between name and type is missing.
    MISSING_COLON = "L0111" Error {
        headline: "между именем и типом нет двоеточия"
            / "the colon between name and type is missing",
        label: "здесь нужно «:»" / "“:” belongs here",
        why: "Без двоеточия неясно, где кончается имя и начинается тип."
            / "Without it nobody can tell where the name ends and the type begins.",
        help: "Напишите «имя: тип», например «возраст: целое 0..120»."
            / "Write “name: type”, for example “age: integer 0..120”.",
    }
    /// L0112: there is no such type: “ word ”.
    UNKNOWN_TYPE = "L0112" Error {
        headline: "нет такого типа: «{word}»"
            / "there is no such type: “{word}”",
        label: "незнакомый тип" / "unknown type",
        why: "От типа зависит, как спрашивать и какие ответы принимать."
            / "The type decides how to ask and which answers to take.",
        help: "Типы: да_нет, целое, число, деньги, дата, длительность, один из, список из, справочник, текст, телефон, снилс."
            / "Types: yes_no, integer, number, money, date, duration, one of, list of, directory, text, phone, snils.",
    }
    /// L0113: a cue must begin with a weight, not with “ word ”.
    BAD_WEIGHT = "L0113" Error {
        headline: "признак должен начинаться с веса, а не с «{word}»"
            / "a cue must begin with a weight, not with “{word}”",
        label: "здесь нужен вес" / "a weight belongs here",
        why: "Вес говорит, насколько признак за тему или против неё."
            / "The weight says how much the cue speaks for or against the topic.",
        help: "Напишите целое число со знаком, например +5 или -3, либо «всегда» или «никогда»."
            / "Write a whole number with a sign, such as +5 or -3, or “always” or “never”.",
    }
    /// L0114: a cell of the table is empty.
    EMPTY_CELL = "L0114" Error {
        headline: "ячейка таблицы пуста"
            / "a cell of the table is empty",
        label: "здесь ничего нет" / "nothing is here",
        why: "Пустая ячейка может означать и «любое значение», и «забыли заполнить»."
            / "An empty cell may mean “any value” as well as “forgotten”.",
        help: "Если значение не важно, поставьте «-»; в столбце вывода напишите значение."
            / "Where the value does not matter, put “-”; in an output column write the value.",
    }
    /// L0115: the row has  found  cells, the table  expected  columns.
    ROW_LENGTH = "L0115" Error {
        headline: "в строке таблицы ячеек: {found}, а столбцов: {expected}"
            / "the row has {found} cells, the table {expected} columns",
        label: "число ячеек другое" / "another number of cells",
        why: "Неясно, какое значение к какому столбцу относится; строка пропущена."
            / "Nobody can tell which value belongs to which column; the row is left out.",
        help: "Сверьте строку с первой: {which}."
            / "Compare it with the first row: {which}.",
    }
    /// L0116: nothing tells where the output of the table is: “=>” is missing.
    MISSING_FAT_ARROW = "L0116" Error {
        headline: "не видно, где в таблице вывод: нет «=>»"
            / "nothing tells where the output of the table is: “=>” is missing",
        label: "перед выводом нужно «=>»" / "“=>” belongs before the output",
        why: "Столбцы до «=>» — условия, после него — вывод."
            / "Columns before “=>” are conditions, those after it are output.",
        help: "Поставьте «=>» в начале первой ячейки вывода."
            / "Put “=>” at the beginning of the first output cell.",
    }
    /// L0117: the bracket “ sign ” has no partner.
    BRACKET = "L0117" Error {
        headline: "у скобки «{sign}» нет пары"
            / "the bracket “{sign}” has no partner",
        label: "эта скобка" / "this bracket",
        why: "Без пары неясно, что скобка объединяет; строка пропущена."
            / "Without a partner nobody can tell what it holds together; the line is left out.",
        help: "Добавьте парную скобку или уберите эту."
            / "Add the other bracket or remove this one.",
    }
    /// L0118: the fraction is separated by a point, not by a comma.
    DECIMAL_COMMA = "L0118" Error {
        headline: "дробную часть отделяют точкой, а не запятой"
            / "the fraction is separated by a point, not by a comma",
        label: "здесь нужна точка" / "a point belongs here",
        why: "Запятая разделяет значения: «0,5» читается как «0» и «5»."
            / "A comma separates values: “0,5” reads as “0” and “5”.",
        help: "Напишите с точкой: 0.5."
            / "Write it with a point: 0.5.",
    }
    /// L0119: the text after “ word ” is not in quotes.
    TEXT_WITHOUT_QUOTES = "L0119" Error {
        headline: "текст после «{word}» не взят в кавычки"
            / "the text after “{word}” is not in quotes",
        label: "этот текст" / "this text",
        why: "Кавычки отделяют слова для людей от имён и команд."
            / "Quotes tell words for people from names and commands.",
        help: "Возьмите текст в кавычки."
            / "Put the text in quotes.",
    }
    /// L0120: the option has no short name.
    OPTION_WITHOUT_NAME = "L0120" Error {
        headline: "у варианта нет короткого имени"
            / "the option has no short name",
        label: "перед надписью нужно имя" / "a name belongs before the label",
        why: "По имени вариант узнают тесты, статистика и начатые разговоры; надпись можно менять, имя остаётся."
            / "Tests, statistics and running conversations know the option by its name; the label may change, the name stays.",
        help: "Напишите имя перед надписью: - имя \"Надпись\" -> шаг."
            / "Write the name before the label: - name \"Label\" -> step.",
    }
    /// L0121: “ word ” has no line “end”.
    MISSING_END = "L0121" Error {
        headline: "для «{word}» нет строки «конец»"
            / "“{word}” has no line “end”",
        label: "начало здесь" / "it begins here",
        why: "Без «конец» неясно, где кончается эта часть."
            / "Without “end” nobody can tell where this part ends.",
        help: "Допишите строку «конец» (end) там, где часть кончается."
            / "Add a line “end” where the part ends.",
    }
    /// L0122: superfluous “end”: there is nothing to close.
    SUPERFLUOUS_END = "L0122" Error {
        headline: "лишний «конец»: закрывать нечего"
            / "superfluous “end”: there is nothing to close",
        label: "эта строка лишняя" / "this line is not needed",
        why: "Лишний «конец» закрывает раньше времени то, что ещё продолжается."
            / "A superfluous “end” closes too early what still goes on.",
        help: "Уберите строку или проверьте, не пропала ли строка «если», «выбор» или «везде»."
            / "Remove the line, or see whether a line “if”, “menu” or “everywhere” was lost.",
    }
    /// L0123: this line stands after the transition and will never be reached.
    AFTER_TRANSITION = "L0123" Error {
        headline: "строка стоит после перехода и никогда не выполнится"
            / "this line stands after the transition and will never be reached",
        label: "сюда дело не дойдёт" / "never reached",
        why: "Шаг кончается переходом; что ниже, уже никто не услышит."
            / "A step ends with its transition; nobody will hear what stands below.",
        help: "Перенесите строку выше перехода или начните перед ней новый «шаг»."
            / "Move the line above the transition or begin a new “step” before it.",
    }
    /// L0124: the line “ what ” is out of place.
    WRONG_PLACE = "L0124" Error {
        headline: "строка «{what}» стоит не на месте"
            / "the line “{what}” is out of place",
        label: "здесь она ничего не значит" / "it means nothing here",
        why: "Такая строка относится к тому, что стоит над ней."
            / "Such a line belongs to what stands above it.",
        help: "Её место: {where}."
            / "Its place: {where}.",
    }
    /// L0125: a second line “ word ”, where there may be only one.
    DUPLICATE_LINE = "L0125" Error {
        headline: "вторая строка «{word}», а может быть только одна"
            / "a second line “{word}”, where there may be only one",
        label: "повтор" / "repeated",
        why: "Неясно, какая из них верна; взята первая."
            / "Nobody can tell which is right; the first is taken.",
        help: "Оставьте одну из строк."
            / "Keep one of the lines.",
    }
    /// L0126: there are lines before the first “step”.
    BEFORE_FIRST_STEP = "L0126" Error {
        headline: "строки стоят до первого «шаг»"
            / "there are lines before the first “step”",
        label: "к какому шагу это относится?" / "to which step does this belong?",
        why: "Сценарий состоит из шагов; начало разговора — первый шаг."
            / "A scenario consists of steps; the conversation begins with the first.",
        help: "Поставьте выше строку «шаг начало»."
            / "Put a line “step start” above.",
    }
    /// L0127: there is no such date:  date.
    NO_SUCH_DATE = "L0127" Error {
        headline: "нет такой даты: {date}"
            / "there is no such date: {date}",
        label: "проверьте день и месяц" / "check day and month",
        why: "Сравнение с несуществующей датой ничего не даст."
            / "Comparing with a date that does not exist leads nowhere.",
        help: "Даты пишут так: 2023-09-15 или 15.09.2023."
            / "Dates are written 2023-09-15 or 15.09.2023.",
    }
    /// L0128: the number  number  is outside  least  to  greatest.
    NUMBER_RANGE = "L0128" Error {
        headline: "число {number} вне границ: от {least} до {greatest}"
            / "the number {number} is outside {least} to {greatest}",
        label: "слишком большое или слишком малое" / "too large or too small",
        why: "Такое значение здесь невозможно или не поместится без потери точности."
            / "Such a value is impossible here or would lose precision.",
        help: "Проверьте число."
            / "Check the number.",
    }
    /// L0129: “ word ”: text outside any topic, fact or scenario.
    TEXT_OUTSIDE = "L0129" Error {
        headline: "«{word}»: текст вне темы, факта или сценария"
            / "“{word}”: text outside any topic, fact or scenario",
        label: "не относится ни к чему" / "belongs to nothing",
        why: "Такой текст никуда не попадёт."
            / "Such text goes nowhere.",
        help: "Здесь может начинаться только: {items}. Для заметки поставьте в начале строки «#»."
            / "Only these may begin here: {items}. For a remark put “#” before the line.",
    }
    /// L0130: the file is not UTF-8: the first wrong place is in line  line , byte  offset.
    NOT_UTF8 = "L0130" Error {
        headline: "файл не в кодировке UTF-8: первое неверное место в строке {line}, байт {offset}"
            / "the file is not UTF-8: the first wrong place is in line {line}, byte {offset}",
        label: "отсюда текст не читается" / "not readable from here",
        why: "Русские буквы в другой кодировке превратились бы в случайные знаки."
            / "Letters in another encoding would turn into random signs.",
        help: "Сохраните файл в кодировке UTF-8."
            / "Save the file as UTF-8.",
    }
    /// L0131: the file is larger than  limit  MB.
    FILE_TOO_LARGE = "L0131" Error {
        headline: "файл больше {limit} МБ"
            / "the file is larger than {limit} MB",
        label: "файл не прочитан" / "the file was not read",
        why: "Такой файл не написан человеком, и показать по нему ошибки нельзя."
            / "Nobody wrote such a file by hand, and its errors could not be shown.",
        help: "Разделите файл на несколько."
            / "Split the file.",
    }
    /// L0132: the line has  found  bytes; the limit is  limit.
    LINE_TOO_LONG = "L0132" Error {
        headline: "строка длиной {found} байт, а можно не больше {limit}"
            / "the line has {found} bytes; the limit is {limit}",
        label: "строка пропущена" / "the line is left out",
        why: "Такую строку нельзя ни показать, ни произнести."
            / "Such a line can neither be shown nor spoken.",
        help: "Разделите её на несколько строк."
            / "Split it into several lines.",
    }
    /// L0133: too complicated: more than  limit  levels.
    TOO_DEEP = "L0133" Error {
        headline: "слишком сложно: вложений больше {limit}"
            / "too complicated: more than {limit} levels",
        label: "пропущено" / "left out",
        why: "Такое выражение нельзя прочесть вслух и проверить."
            / "Such an expression can neither be read aloud nor checked.",
        help: "Разделите его на несколько правил или решений с именами."
            / "Split it into several named rules or decisions.",
    }
    /// L0134: the file has more than  limit  lines.
    TOO_MANY_LINES = "L0134" Error {
        headline: "в файле больше {limit} строк"
            / "the file has more than {limit} lines",
        label: "дальше не прочитано" / "not read from here",
        why: "Такой файл не написан человеком, и работать с ним нельзя."
            / "Nobody wrote such a file by hand, and nobody can work with it.",
        help: "Разделите файл на несколько."
            / "Split the file.",
    }
    /// L0135: the file contains tabs (places:  count ).
    NOTE_TABS = "L0135" Note {
        headline: "в файле есть табуляция (мест: {count})"
            / "the file contains tabs (places: {count})",
        label: "первая здесь" / "the first is here",
        why: "Табуляция в разных программах разной ширины, и таблицы разъезжаются."
            / "Tabs have another width in every program, and tables fall apart.",
        help: "lotsman fmt исправит."
            / "lotsman fmt mends it.",
    }
    /// L0136: the file contains non-breaking spaces (places:  count ).
    NOTE_NBSP = "L0136" Note {
        headline: "в файле есть неразрывные пробелы (мест: {count})"
            / "the file contains non-breaking spaces (places: {count})",
        label: "первый здесь" / "the first is here",
        why: "Их вставляет текстовый редактор; они читаются как обычные."
            / "Word processors put them in; they are read as ordinary spaces.",
        help: "lotsman fmt исправит."
            / "lotsman fmt mends it.",
    }
    /// L0137: the file contains quotes of a word processor (texts:  count ).
    NOTE_QUOTES = "L0137" Note {
        headline: "в файле есть кавычки текстового редактора (текстов: {count})"
            / "the file contains quotes of a word processor (texts: {count})",
        label: "первые здесь" / "the first are here",
        why: "Они читаются как обычные кавычки."
            / "They are read as ordinary quotes.",
        help: "lotsman fmt исправит."
            / "lotsman fmt mends it.",
    }
    /// L0138: the file begins with a byte-order mark (BOM).
    NOTE_BOM = "L0138" Note {
        headline: "файл начинается с метки порядка байтов (BOM)"
            / "the file begins with a byte-order mark (BOM)",
        label: "невидимый знак" / "an invisible sign",
        why: "Её ставят некоторые редакторы; при чтении она пропущена."
            / "Some editors put it there; it is left out in reading.",
        help: "lotsman fmt исправит."
            / "lotsman fmt mends it.",
    }
    /// L0139: the insertion in the text could not be understood: expected  expected.
    BAD_TEMPLATE = "L0139" Error {
        headline: "вставку в тексте не удалось понять: ожидалось {expected}"
            / "the insertion in the text could not be understood: expected {expected}",
        label: "эта вставка" / "this insertion",
        why: "В фигурных скобках стоит значение, которое увидит человек."
            / "Braces hold a value that people will see.",
        help: "Напишите {имя_факта} или {имя_факта | формат}. Обычных фигурных скобок в тексте быть не может."
            / "Write {fact_name} or {fact_name | format}. A text cannot hold plain braces.",
    }
    /// L0140: there is no name after “ word ”.
    MISSING_NAME = "L0140" Error {
        headline: "после «{word}» нет имени"
            / "there is no name after “{word}”",
        label: "здесь нужно имя" / "a name belongs here",
        why: "По имени на эту часть ссылаются другие."
            / "Others refer to this part by its name.",
        help: "Напишите короткое имя из букв, цифр и «_», например «подача_заявления»."
            / "Write a short name of letters, digits and “_”, such as “filing”.",
    }
    /// L0141: there is a space inside a number.
    NUMBER_WITH_SPACES = "L0141" Error {
        headline: "внутри числа стоит пробел"
            / "there is a space inside a number",
        label: "здесь пробел" / "the space is here",
        why: "Пробел разделяет слова, и число читается как два."
            / "A space separates words, so the number reads as two.",
        help: "Уберите пробел или поставьте «_»: 20_000."
            / "Remove the space or put “_”: 20_000.",
    }
    /// L0142: the line holds an invisible character  code.
    STRANGE_CHARACTER = "L0142" Error {
        headline: "в строке есть невидимый знак {code}"
            / "the line holds an invisible character {code}",
        label: "он здесь" / "it is here",
        why: "Знак не виден, но меняет слово; строка пропущена."
            / "It cannot be seen but changes the word; the line is left out.",
        help: "Удалите знак."
            / "Delete the character.",
    }
    /// L0143: the decision has neither a table nor an expression.
    EMPTY_DECISION = "L0143" Error {
        headline: "в решении нет ни таблицы, ни выражения"
            / "the decision has neither a table nor an expression",
        label: "решать нечем" / "nothing decides",
        why: "Такое решение никогда ничего не выведет."
            / "Such a decision never concludes anything.",
        help: "Добавьте таблицу (строки с «|») или напишите «= выражение» в первой строке."
            / "Add a table (lines with “|”) or write “= expression” in the first line.",
    }
    /// L0144: the decision has both an expression and a table.
    TWO_BODIES = "L0144" Error {
        headline: "у решения есть и выражение, и таблица"
            / "the decision has both an expression and a table",
        label: "таблица здесь" / "the table is here",
        why: "Неясно, что из них решает; взято выражение."
            / "Nobody can tell which of them decides; the expression is taken.",
        help: "Оставьте одно."
            / "Keep one of them.",
    }
    /// L0145: “ cell ” cannot be the head of a column.
    WRONG_COLUMN = "L0145" Error {
        headline: "«{cell}» не может быть заголовком столбца"
            / "“{cell}” cannot be the head of a column",
        label: "этот столбец" / "this column",
        why: "Первая строка таблицы называет столбцы: что сравнивать и что выводить."
            / "The first row names the columns: what to compare and what to conclude.",
        help: "Напишите имя факта; у столбца вывода — имя или «имя: тип»."
            / "Write the name of a fact; for an output column a name or “name: type”.",
    }
    /// L0146: an output column needs one value, not “ cell ”.
    WRONG_OUTPUT = "L0146" Error {
        headline: "в столбце вывода должно быть одно значение, а не «{cell}»"
            / "an output column needs one value, not “{cell}”",
        label: "эта ячейка" / "this cell",
        why: "Вывод таблицы — значение; условия пишут слева от «=>»."
            / "A table concludes a value; conditions stand left of “=>”.",
        help: "Напишите одно значение."
            / "Write one value.",
    }
    /// L0147: this condition stands after “else” and is never tested.
    AFTER_ELSE = "L0147" Error {
        headline: "условие стоит после «иначе» и никогда не проверяется"
            / "this condition stands after “else” and is never tested",
        label: "сюда дело не дойдёт" / "never reached",
        why: "«Иначе» забирает всё, что осталось."
            / "“Else” takes all that is left.",
        help: "Поставьте «иначе» последней строкой."
            / "Make “else” the last line.",
    }
    /// L0148: there is no dash before the phrase.
    PHRASE_WITHOUT_DASH = "L0148" Error {
        headline: "перед фразой нет тире"
            / "there is no dash before the phrase",
        label: "эта фраза" / "this phrase",
        why: "Фразы пишут по одной в строке, каждую после «-»."
            / "Phrases stand one a line, each after “-”.",
        help: "Поставьте в начале «- »."
            / "Put “- ” before it.",
    }
    /// L0149: an empty phrase.
    EMPTY_PHRASE = "L0149" Error {
        headline: "пустая фраза"
            / "an empty phrase",
        label: "после тире ничего нет" / "nothing follows the dash",
        why: "Пустая фраза ничему не учит."
            / "An empty phrase teaches nothing.",
        help: "Допишите вопрос или уберите строку."
            / "Write the question or remove the line.",
    }
}
