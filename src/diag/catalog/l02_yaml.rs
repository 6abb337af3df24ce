//! Class L02, YAML files: keys and values. L0260–L0289.

use super::entries;

entries! {
    /// A key that the file's kind does not know.
    YAML_UNKNOWN_KEY = "L0260" Error {
        headline: "неизвестный ключ «{key}»" / "unknown key `{key}`",
        label: "{hint}" / "{hint}",
        why: "Неизвестный ключ ни на что не влияет: то, что под ним написано, не заработает."
            / "An unknown key changes nothing: what is written under it would have no effect.",
        help: "Исправьте ключ или уберите его. Здесь можно писать: {known}." / "Correct or remove the key. Allowed here: {known}.",
    }
    /// A value of another kind than the key wants.
    YAML_WRONG_TYPE = "L0261" Error {
        headline: "{key}: здесь {found}, а подходит только {expected}" / "{key}: expected {expected}, found {found}",
        label: "подходит только {expected}" / "expected {expected}",
        why: "Значение другого вида нельзя применить." / "A value of another kind cannot be used.",
        help: "Замените значение. Подходит только {expected}." / "Write {expected} here.",
    }
    /// A key that must be there is missing.
    YAML_MISSING_KEY = "L0262" Error {
        headline: "не хватает ключа «{key}»" / "key `{key}` is missing",
        label: "здесь нет «{key}»" / "no `{key}` here",
        why: "Без этого ключа запись неполна, и применить её нельзя." / "Without this key the entry is incomplete and cannot be used.",
        help: "Добавьте строку «{key}: …»; это {expected}." / "Add a line `{key}: …`; it is {expected}.",
    }
    /// A key with nothing after it.
    YAML_EMPTY_VALUE = "L0263" Error {
        headline: "{key}: значение не указано" / "{key}: there is no value",
        label: "после двоеточия ничего нет" / "nothing follows",
        why: "Непонятно, забыто ли значение или его не должно быть." / "It is unclear whether the value was forgotten or is not wanted.",
        help: "Допишите значение (подходит {expected}) или уберите эту строку." / "Write {expected} or remove this line.",
    }
    /// A number out of its range.
    YAML_OUT_OF_RANGE = "L0264" Error {
        headline: "{key}: {found} вне пределов {min}…{max}" / "{key}: {found} is outside {min}…{max}",
        label: "можно от {min} до {max}" / "{min} to {max} is allowed",
        why: "При таком значении разговор работал бы не так, как задумано." / "With this value a conversation would not work as intended.",
        help: "Укажите число от {min} до {max}." / "Write a number from {min} to {max}.",
    }
    /// A word that is not one of those allowed.
    YAML_NOT_ONE_OF = "L0265" Error {
        headline: "{key}: «{found}» здесь не бывает" / "{key}: `{found}` is not possible here",
        label: "{hint}" / "{hint}",
        why: "Здесь можно выбрать только одно из готовых слов." / "Only one of the given words can be chosen here.",
        help: "Выберите: {known}." / "Choose one of: {known}.",
    }
    /// Not a date.
    YAML_BAD_DATE = "L0266" Error {
        headline: "«{found}» — не дата" / "`{found}` is not a date",
        label: "нужна дата" / "a date is needed",
        why: "По дате решается, какое значение действует сегодня." / "The date decides which value is in force today.",
        help: "Запишите год, месяц и день: 2026-01-31." / "Write year, month and day: 2026-01-31.",
    }
    /// A value that does not fit the declared type.
    YAML_BAD_AMOUNT = "L0267" Error {
        headline: "«{found}» — не {expected}" / "`{found}` is not {expected}",
        label: "подходит только {expected}" / "expected {expected}",
        why: "Значение должно подходить к объявленному виду, иначе с ним нельзя считать."
            / "The value must fit the declared kind, or nothing can be computed with it.",
        help: "Запишите, например: {example}." / "Write, for example: {example}.",
    }
    /// A time zone that does not exist.
    YAML_TIME_ZONE = "L0268" Error {
        headline: "часового пояса «{found}» нет" / "there is no time zone `{found}`",
        label: "{hint}" / "{hint}",
        why: "По часовому поясу решается, какой сейчас день и открыта ли линия."
            / "The time zone decides what day it is and whether the line is open.",
        help: "Укажите имя из базы часовых поясов, например Europe/Moscow, Asia/Omsk." / "Use a name of the time zone database, such as Europe/Moscow.",
    }
    /// An error that must stay an error.
    YAML_SEVERITY_FIXED = "L0269" Error {
        headline: "ошибку {code} нельзя сделать менее строгой" / "error {code} cannot be lowered",
        label: "должно остаться error" / "must stay `error`",
        why: "Ошибки разделов L01–L03 значат, что база не соберётся или разговор оборвётся."
            / "Errors of classes L01–L03 mean that the base cannot be built or a conversation would break off.",
        help: "Уберите эту строку и исправьте сами ошибки." / "Remove this line and mend the errors themselves.",
    }
    /// A code that does not exist.
    YAML_UNKNOWN_CODE = "L0270" Error {
        headline: "замечания с кодом «{found}» нет" / "there is no finding with code `{found}`",
        label: "неизвестный код" / "unknown code",
        why: "Строгость задана для того, чего не бывает, и ни на что не повлияет." / "The severity is set for something that does not exist.",
        help: "Проверьте код: он печатается в квадратных скобках рядом со словом «ошибка». Можно назвать и целый раздел: L04." / "Check the code: it is printed in brackets after the word `error`. A whole class may be named, too: L04.",
    }
    /// The same name twice.
    YAML_DUPLICATE_NAME = "L0271" Error {
        headline: "{what} «{name}» уже есть" / "{what} `{name}` already exists",
        label: "второй раз" / "the second time",
        why: "По имени должна находиться ровно одна запись." / "A name must lead to exactly one entry.",
        help: "Дайте другое имя или объедините записи." / "Give another name or join the entries.",
    }
    /// A name with signs that names do not have.
    YAML_BAD_NAME = "L0272" Error {
        headline: "«{found}» не годится как имя" / "`{found}` cannot be a name",
        label: "в имени только буквы, цифры, «_» и точка" / "only letters, digits, `_` and a dot",
        why: "Имя пишут в сценариях и правилах, поэтому в нём не может быть пробелов и других знаков."
            / "The name is written in scenarios and rules, so it can have no spaces or other signs.",
        help: "Замените пробелы знаком «_»; красивое название пишите в title." / "Replace spaces by `_`; put the wording for people in `title`.",
    }
    /// A period that ends before it begins.
    YAML_PERIOD_REVERSED = "L0273" Error {
        headline: "период кончается раньше, чем начинается" / "the period ends before it begins",
        label: "раньше, чем {from}" / "before {from}",
        why: "Такое значение не действовало бы ни одного дня." / "Such a value would not be in force for a single day.",
        help: "Проверьте обе даты." / "Check both dates.",
    }
    /// Two values in force on one day.
    YAML_PERIODS_OVERLAP = "L0274" Error {
        headline: "{date} действуют сразу два значения «{name}»" / "two values of `{name}` are in force on {date}",
        label: "второе значение" / "the second value",
        why: "На каждый день должно быть одно значение, иначе ответ зависел бы от случая."
            / "There must be one value for each day, or the answer would be a matter of chance.",
        help: "Закончите первое значение днём раньше (until) или исправьте дату начала (from)."
            / "End the first value one day earlier (`until`) or correct the first day (`from`).",
    }
    /// Days with no value between two values.
    YAML_PERIOD_GAP = "L0275" Error {
        headline: "с {from} по {until} нет значения «{name}»" / "no value of `{name}` from {from} to {until}",
        label: "следующее значение начинается только здесь" / "the next value begins only here",
        why: "В эти дни правила, которым нужно значение, не дадут ответа." / "On these days rules that need the value give no answer.",
        help: "Исправьте даты или добавьте значение на этот период." / "Correct the dates or add a value for this period.",
    }
    /// A parent that is not there or leads back.
    YAML_UNKNOWN_PARENT = "L0276" Error {
        headline: "{problem}" / "{problem}",
        label: "указано как вышестоящее" / "given as the parent",
        why: "По вышестоящим записям справочник раскрывается уровнями; эта запись осталась бы недоступной."
            / "A directory unfolds by its parents; this entry could not be reached.",
        help: "Укажите ключ другой записи этого справочника или уберите parent." / "Give the key of another entry of this directory or remove `parent`.",
    }
    /// A directory that does not exist.
    YAML_UNKNOWN_DIRECTORY = "L0277" Error {
        headline: "справочника «{name}» нет" / "there is no directory `{name}`",
        label: "{hint}" / "{hint}",
        why: "Значение зависит от записи справочника, которого нет." / "The value depends on an entry of a directory that does not exist.",
        help: "Исправьте имя или добавьте файл справочника (kind: directory)." / "Correct the name or add a directory file (`kind: directory`).",
    }
    /// A directory entry that does not exist.
    YAML_UNKNOWN_ENTRY = "L0278" Error {
        headline: "в справочнике «{directory}» нет записи «{name}»" / "directory `{directory}` has no entry `{name}`",
        label: "{hint}" / "{hint}",
        why: "Это значение никому не достанется." / "Nobody would ever get this value.",
        help: "Исправьте ключ или добавьте запись в справочник." / "Correct the key or add the entry to the directory.",
    }
    /// Thresholds in the wrong order.
    YAML_THRESHOLDS = "L0279" Error {
        headline: "порог уточнения ({clarify}) выше порога ответа ({answer})" / "the clarifying threshold ({clarify}) is above the answering one ({answer})",
        label: "должно быть не больше {answer}" / "must not be over {answer}",
        why: "Уточняющий вопрос задают, когда уверенности меньше, чем нужно для ответа; при таких порогах он не прозвучит никогда."
            / "A clarifying question is asked below the certainty needed for an answer; with these thresholds it is never asked.",
        help: "Поменяйте пороги местами." / "Swap the thresholds.",
    }
    /// A routing rule that names nobody.
    YAML_ROUTE_NOWHERE = "L0280" Error {
        headline: "правило для темы «{topic}» никуда не направляет" / "the rule for topic `{topic}` leads nowhere",
        label: "нет ни organisation, ни queue" / "neither `organisation` nor `queue`",
        why: "Обращение по этой теме осталось бы без исполнителя." / "A message on this topic would have nobody to deal with it.",
        help: "Добавьте organisation (кто отвечает) или queue (какие операторы)." / "Add `organisation` or `queue`.",
    }
    /// One phrase for two commands.
    YAML_PHRASE_TWICE = "L0281" Error {
        headline: "фраза «{phrase}» записана под двумя командами" / "phrase `{phrase}` stands under two commands",
        label: "здесь команда «{second}»" / "here it means `{second}`",
        why: "Когда её скажут, нельзя будет понять, чего человек хочет." / "When somebody says it, it would be unclear what they want.",
        help: "Оставьте фразу под одной командой." / "Keep the phrase under one command.",
    }
    /// A day of another year.
    YAML_OUTSIDE_YEARS = "L0282" Error {
        headline: "{date} не относится к годам этого календаря" / "{date} is not in the years of this calendar",
        label: "другой год" / "another year",
        why: "Календарь применяют только к его годам, и этот день не сработает." / "A calendar is used for its own years only, so this day would have no effect.",
        help: "Исправьте дату или добавьте год в year." / "Correct the date or add the year to `year`.",
    }
    /// Letters of two alphabets in one word of a name.
    YAML_MIXED_ALPHABETS = "L0283" Error {
        headline: "в имени «{name}» смешаны русские и латинские буквы" / "name `{name}` mixes Russian and Latin letters",
        label: "не та буква: «{letter}»" / "wrong letter: `{letter}`",
        why: "На экране имя выглядит правильно, но с таким же именем, набранным одними русскими буквами, не совпадёт."
            / "The name looks right but does not equal the one typed in a single alphabet.",
        help: "Наберите имя буквами одного алфавита." / "Type the name in one alphabet.",
    }
}
