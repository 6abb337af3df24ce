//! Class L01, YAML files: writing and limits. L0150–L0179.

use super::entries;

entries! {
    /// The file cannot be read from this place on.
    YAML_SYNTAX = "L0150" Error {
        headline: "непонятная запись: {detail}" / "unclear writing: {detail}",
        label: "до этого места всё понятно, дальше нет" / "clear up to here, unclear from here on",
        why: "Файл устроен как список строк «ключ: значение» с отступами. В этом месте порядок нарушен, и остальное прочитать нельзя."
            / "The file is a list of `key: value` lines with indentation. The order is broken here and the rest cannot be read.",
        help: "Сравните отступ и знаки с соседними строками; текст со знаками «: # [ ] {} & * ! |» возьмите в кавычки."
            / "Compare indentation and signs with the neighbouring lines; put text with the signs `: # [ ] {} & * ! |` in quotes.",
    }
    /// A tab in the indentation.
    YAML_TAB = "L0151" Error {
        headline: "отступ сделан табуляцией" / "the indentation uses a tab",
        label: "здесь табуляция" / "a tab is here",
        why: "Ширина табуляции на каждом экране своя, поэтому по ней нельзя понять, что чему подчинено."
            / "A tab has another width on every screen, so it cannot show what belongs to what.",
        help: "Замените табуляцию пробелами, по два на каждый уровень." / "Replace tabs by spaces, two for each level.",
    }
    /// The same key twice in one section.
    YAML_DUPLICATE_KEY = "L0152" Error {
        headline: "ключ «{key}» записан дважды" / "key `{key}` is written twice",
        label: "второй раз" / "the second time",
        why: "Из двух значений действовало бы только одно, и по файлу не видно какое."
            / "Only one of the two values would count, and the file does not show which.",
        help: "Оставьте одну запись или объедините обе." / "Keep one of them or join both.",
    }
    /// An anchor or an alias.
    YAML_ALIAS = "L0153" Error {
        headline: "ссылки вида «&имя» и «*имя» не допускаются" / "links like `&name` and `*name` are not allowed",
        label: "ссылка на другое место файла" / "a link to another place of the file",
        why: "Значение должно стоять там, где его читают; цепочкой таких ссылок маленький файл разрастается до гигабайтов."
            / "A value must stand where it is read; a chain of such links makes a small file grow to gigabytes.",
        help: "Запишите значение целиком. Если это текст, который начинается с «&» или «*», возьмите его в кавычки."
            / "Write the value in full. If it is text that begins with `&` or `*`, put it in quotes.",
    }
    /// A tag.
    YAML_TAG = "L0154" Error {
        headline: "пометки вида «!имя» не допускаются" / "tags like `!name` are not allowed",
        label: "пометка типа" / "a type tag",
        why: "Вид значения определяет ключ, под которым оно стоит; пометка могла бы только противоречить ему."
            / "The key decides the kind of a value; a tag could only contradict it.",
        help: "Уберите пометку. Если это текст, который начинается с «!», возьмите его в кавычки."
            / "Remove the tag. If it is text that begins with `!`, put it in quotes.",
    }
    /// More than one document.
    YAML_DOCUMENTS = "L0155" Error {
        headline: "в файле больше одного документа" / "the file holds more than one document",
        label: "здесь начинается второй" / "the second one begins here",
        why: "Читается только один документ файла, остальное осталось бы незамеченным."
            / "Only one document of a file is read; the rest would go unnoticed.",
        help: "Перенесите вторую часть в отдельный файл или уберите строку «---»."
            / "Move the second part to a file of its own or remove the line `---`.",
    }
    /// Nesting over the limit.
    YAML_DEPTH = "L0156" Error {
        headline: "вложенность больше {limit} уровней" / "nesting is deeper than {limit} levels",
        label: "здесь глубже дозволенного" / "too deep here",
        why: "Ни одному справочнику столько уровней не нужно; обычно это забытая закрывающая скобка."
            / "No directory needs that many levels; usually a closing bracket is missing.",
        help: "Закройте скобки или уберите лишние уровни." / "Close the brackets or remove levels.",
    }
    /// A file over the limit.
    YAML_FILE_SIZE = "L0157" Error {
        headline: "файл слишком велик: {size} МБ при дозволенных {limit}" / "the file is too large: {size} MB, {limit} are allowed",
        label: "файл не прочитан" / "the file was not read",
        why: "Такой файл замедлил бы каждую проверку; обычно в него по ошибке попали выгруженные данные."
            / "Such a file would slow every check down; usually exported data got in by mistake.",
        help: "Разделите справочник на несколько файлов." / "Split it into several files.",
    }
    /// A scalar over the limit.
    YAML_SCALAR_SIZE = "L0158" Error {
        headline: "значение слишком длинное: {size} КБ при дозволенных {limit}" / "the value is too long: {size} KB, {limit} are allowed",
        label: "значение начинается здесь" / "the value begins here",
        why: "Такой текст нельзя ни показать, ни прочесть вслух; обычно забыта закрывающая кавычка."
            / "Such a text can be neither shown nor spoken; usually a closing quote is missing.",
        help: "Закройте кавычку или сократите текст." / "Close the quote or shorten the text.",
    }
    /// A key that is a list or a section.
    YAML_KEY_KIND = "L0159" Error {
        headline: "ключом может быть только слово" / "a key can only be a word",
        label: "здесь {found}" / "this is {found}",
        why: "По ключу значение находят, поэтому он должен быть простым именем."
            / "A key is what a value is found by, so it must be a plain name.",
        help: "Напишите слово перед двоеточием." / "Write a word before the colon.",
    }
    /// Nothing in the file.
    YAML_EMPTY = "L0160" Error {
        headline: "файл пуст" / "the file is empty",
        label: "" / "",
        why: "По пустому файлу нельзя понять, что в нём должно было быть."
            / "An empty file does not tell what should have been in it.",
        help: "Заполните файл или удалите его." / "Fill the file or delete it.",
    }
    /// A quote that is not closed.
    YAML_QUOTE = "L0161" Error {
        headline: "кавычка не закрыта" / "the quote is not closed",
        label: "открыта здесь" / "opened here",
        why: "Всё до конца файла попало бы в этот текст." / "Everything up to the end of the file would become part of this text.",
        help: "Поставьте такую же кавычку в конце текста." / "Put the same quote at the end of the text.",
    }
    /// A control character.
    YAML_CONTROL = "L0162" Error {
        headline: "невидимый служебный знак (код {code})" / "invisible control character (code {code})",
        label: "знак стоит здесь" / "it stands here",
        why: "Такие знаки попадают в файл при сбое сохранения или вставке; на экране их не видно, а текст они портят."
            / "Such characters come from failed saving or pasting; they are not seen but spoil the text.",
        help: "Удалите этот знак." / "Delete this character.",
    }
    /// A colon inside a text without quotes.
    YAML_COLON = "L0163" Error {
        headline: "двоеточие внутри текста без кавычек" / "a colon inside a text without quotes",
        label: "второе двоеточие в строке" / "the second colon of the line",
        why: "Двоеточие с пробелом отделяет ключ от значения, поэтому непонятно, где кончается текст."
            / "A colon with a space separates a key from its value, so it is unclear where the text ends.",
        help: "Возьмите текст целиком в кавычки." / "Put the whole text in quotes.",
    }
    /// A non-breaking space in the indentation.
    YAML_NBSP = "L0164" Error {
        headline: "в отступе неразрывный пробел" / "a non-breaking space in the indentation",
        label: "выглядит как пробел, но это другой знак" / "looks like a space but is another character",
        why: "Неразрывный пробел считается частью слова, и строка перестаёт подчиняться тому, под чем стоит. Обычно он попадает сюда из Word."
            / "A non-breaking space counts as part of the word, so the line no longer belongs to what it stands under. It usually comes from Word.",
        help: "Замените его обычным пробелом." / "Replace it by an ordinary space.",
    }
}
