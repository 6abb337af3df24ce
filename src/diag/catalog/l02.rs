//! Class L02, the language: names and types. L0201–L0259.

use super::entries;

entries! {
    /// A name in an expression, or of a fact in a statement.
    UNKNOWN_VALUE = "L0201" Error {
        headline: "факта «{name}» нет" / "there is no fact `{name}`",
        label: "{hint}" / "{hint}",
        why: "Это имя ничего не значит, поэтому вычислить здесь нечего." / "The name stands for nothing, so nothing can be computed here.",
        help: "Исправьте имя или объявите факт: «факт {name}: тип … конец»." / "Correct the name, or declare the fact: `fact {name}: type … end`.",
    }
    /// A transition to a step that does not exist.
    UNKNOWN_STEP = "L0202" Error {
        headline: "шага «{name}» нет" / "there is no step `{name}`",
        label: "{hint}" / "{hint}",
        why: "Переход ведёт в никуда, и разговор на нём оборвётся." / "The transition leads nowhere, and a conversation would break off there.",
        help: "Исправьте имя или добавьте в этот сценарий «шаг {name}»." / "Correct the name, or add `step {name}` to this scenario.",
    }
    /// A scenario that does not exist.
    UNKNOWN_SCENARIO = "L0203" Error {
        headline: "сценария «{name}» нет" / "there is no scenario `{name}`",
        label: "{hint}" / "{hint}",
        why: "Отвечать по нему некому: такого сценария в базе нет." / "Nothing can answer: the base has no such scenario.",
        help: "Исправьте имя или напишите этот сценарий." / "Correct the name, or write the scenario.",
    }
    /// A topic that does not exist.
    UNKNOWN_TOPIC = "L0204" Error {
        headline: "темы «{name}» нет" / "there is no topic `{name}`",
        label: "{hint}" / "{hint}",
        why: "Ссылка на тему никуда не ведёт." / "The reference to the topic leads nowhere.",
        help: "Исправьте имя; оно пишется целиком, с точками: «мсз.единое_пособие»." / "Correct the name; write it whole, with its dots.",
    }
    /// A queue that does not exist.
    UNKNOWN_QUEUE = "L0205" Error {
        headline: "очереди «{name}» нет" / "there is no queue `{name}`",
        label: "{hint}" / "{hint}",
        why: "Гражданина некуда перевести: операторы этой очереди неизвестны." / "The citizen cannot be passed on: nobody serves this queue.",
        help: "Исправьте имя или объявите очередь: «очередь {name} … конец»." / "Correct the name, or declare the queue: `queue {name} … end`.",
    }
    /// A source that does not exist.
    UNKNOWN_SOURCE = "L0206" Error {
        headline: "источника «{name}» нет" / "there is no source `{name}`",
        label: "{hint}" / "{hint}",
        why: "Запросить сведения не у кого." / "There is nobody to look the information up.",
        help: "Исправьте имя или объявите источник: «источник {name} … конец»." / "Correct the name, or declare the source: `source {name} … end`.",
    }
    /// An outcome that the manifest does not know.
    UNKNOWN_OUTCOME = "L0207" Error {
        headline: "исхода «{name}» нет" / "there is no outcome `{name}`",
        label: "{hint}" / "{hint}",
        why: "По исходам считают, чем кончились разговоры; неизвестный исход в счёт не попадёт."
            / "Outcomes tell how conversations ended; an unknown one would not be counted.",
        help: "Исправьте имя или добавьте исход в lotsman.yaml, в список outcomes." / "Correct the name, or add it to `outcomes` in lotsman.yaml.",
    }
    /// A call of something that is neither a function nor a parameter.
    UNKNOWN_FUNCTION = "L0208" Error {
        headline: "функции или параметра «{name}» нет" / "there is no function or parameter `{name}`",
        label: "{hint}" / "{hint}",
        why: "Вычислить это нельзя." / "This cannot be computed.",
        help: "Есть функции возраст, рабочие_дни, календарные_дни, добавить, мин, макс, округлить, длина; параметры объявляют в topics/*.yaml (kind: parameter)."
            / "The functions are age, working_days, calendar_days, add, min, max, round, length; parameters are declared in topics/*.yaml (kind: parameter).",
    }
    /// A name of the manifest, of the reference data, of a label or an event.
    UNKNOWN_REFERENCE = "L0209" Error {
        headline: "неизвестное имя «{name}»: такого нет ({what})" / "unknown name `{name}`: {what} is needed",
        label: "{hint}" / "{hint}",
        why: "Ссылка ни на что не указывает, и строка не подействует." / "The reference points at nothing, so the line would have no effect.",
        help: "Исправьте имя или объявите его: сегменты и способы идентификации — в lotsman.yaml, справочники, синонимы и организации — в topics/*.yaml, метки — в правилах, события — в мерах."
            / "Correct the name or declare it: segments and kinds of identification in lotsman.yaml, directories, synonyms and organisations in topics/*.yaml, labels in rules, events in measures.",
    }
    /// A value that the type does not have.
    UNKNOWN_OPTION = "L0210" Error {
        headline: "варианта «{name}» нет" / "there is no option `{name}`",
        label: "такого варианта нет" / "no such option",
        why: "Сравнение с несуществующим вариантом никогда не сработает." / "A comparison with an option that does not exist never holds.",
        help: "Возможные варианты: {known}." / "The options are: {known}.",
    }
    /// A column that a decision does not have.
    UNKNOWN_COLUMN = "L0211" Error {
        headline: "вывода «{name}» у этого решения нет" / "this decision has no output `{name}`",
        label: "такого вывода нет" / "no such output",
        why: "Взять это значение неоткуда." / "There is nowhere to take the value from.",
        help: "Возможные выводы: {known}." / "The outputs are: {known}.",
    }
    /// A reference to a draft.
    DRAFT_USED = "L0212" Error {
        headline: "«{name}» — черновик, ссылаться на него нельзя" / "`{name}` is a draft and cannot be referred to",
        label: "{what} в черновике" / "{what}, still a draft",
        why: "Черновики не попадают в собранную базу, и ссылка окажется пустой." / "Drafts are left out of the bundle, so the reference would be empty.",
        help: "Уберите строку «черновик» у определения или эту ссылку." / "Remove the line `draft` from the definition, or this reference.",
    }
    /// A name defined twice.
    DUPLICATE_NAME = "L0213" Error {
        headline: "имя «{name}» определено дважды ({what})" / "`{name}` is defined twice ({what})",
        label: "второй раз" / "the second one",
        why: "Непонятно, какое из определений имеется в виду." / "It is unclear which of them is meant.",
        help: "Переименуйте или удалите одно из них. Если это редакции разных лет, укажите обеим «действует с … по …»."
            / "Rename or remove one of them. If they are editions of different years, give each a period: `valid from … until …`.",
    }
    /// Two steps of one name.
    DUPLICATE_STEP = "L0214" Error {
        headline: "в сценарии два шага «{name}»" / "the scenario has two steps `{name}`",
        label: "второй шаг с этим именем" / "the second step of this name",
        why: "Переход ведёт только в один из них, другой недостижим." / "Transitions lead to one of them only; the other cannot be reached.",
        help: "Дайте одному из шагов другое имя." / "Give one of the steps another name.",
    }
    /// A name that stands twice in one list.
    DUPLICATE_OPTION = "L0215" Error {
        headline: "{what} «{name}» указан дважды" / "{what} `{name}` stands twice",
        label: "второй раз" / "the second one",
        why: "По имени нельзя будет понять, о котором из двух идёт речь." / "The name would not tell which of the two is meant.",
        help: "Уберите или переименуйте лишнее." / "Remove or rename one of them.",
    }
    /// Editions that are in force on the same day.
    EDITIONS_OVERLAP = "L0216" Error {
        headline: "редакции «{name}» действуют одновременно {days}" / "editions of `{name}` are in force together {days}",
        label: "пересекается с другой редакцией" / "overlaps another edition",
        why: "В эти дни непонятно, по какой редакции отвечать." / "On these days it is unclear which edition answers.",
        help: "Исправьте «действует с … по …», чтобы каждый день относился к одной редакции." / "Correct `valid from … until …` so that each day belongs to one edition.",
    }
    /// Days without any edition.
    EDITIONS_GAP = "L0217" Error {
        headline: "у «{name}» нет редакции {days}" / "`{name}` has no edition {days}",
        label: "начинается позже, чем кончилась предыдущая" / "begins later than the one before ended",
        why: "В эти дни отвечать не по чему: ни одна редакция не действует." / "On these days nothing is in force to answer by.",
        help: "Сдвиньте начало или конец одной из редакций, если перерыв не нужен." / "Move the beginning or the end of one of them, unless the gap is meant.",
    }
    /// A period that ends before it begins.
    EDITION_REVERSED = "L0218" Error {
        headline: "редакция кончается ({until}) раньше, чем начинается ({from})" / "the edition ends ({until}) before it begins ({from})",
        label: "здесь нет ни одного дня" / "not a single day",
        why: "Такая редакция не действует никогда." / "Such an edition is never in force.",
        help: "Поменяйте дни местами или исправьте год." / "Swap the days or correct the year.",
    }
    /// A former name that a step still has.
    FORMER_STEP = "L0219" Error {
        headline: "бывшее имя «{name}» занято" / "the former name `{name}` is taken",
        label: "так называется другой шаг" / "another step is called so",
        why: "Незаконченный разговор не сможет понять, на каком из шагов продолжать." / "A conversation under way could not tell at which step to go on.",
        help: "Уберите «бывший шаг {name}» или переименуйте тот шаг." / "Remove `former step {name}` or rename that step.",
    }
    /// Words that choose two options.
    OPTION_WORDS_TWICE = "L0220" Error {
        headline: "словами «{words}» выбираются два варианта" / "the words `{words}` choose two options",
        label: "эти слова уже заняты" / "these words are taken",
        why: "Когда гражданин так ответит, нельзя будет понять, что он выбрал." / "When the citizen answers so, it cannot be told what was chosen.",
        help: "Оставьте эти слова у одного варианта." / "Leave these words to one option.",
    }
    /// A telephone key that cannot be used.
    MENU_KEY = "L0221" Error {
        headline: "клавиша {key}: {problem}" / "key {key}: {problem}",
        label: "клавиша {key}" / "key {key}",
        why: "По телефону этот вариант нельзя будет выбрать." / "This option could not be chosen by telephone.",
        help: "Укажите свободную клавишу от 0 до 9 или уберите «клавиша {key}»." / "Give a free key from 0 to 9, or remove `key {key}`.",
    }
    /// An operator between types that do not go together.
    TYPES_DIFFER = "L0222" Error {
        headline: "слева {left}, справа {right}" / "{left} on the left, {right} on the right",
        label: "это нельзя ни сравнить, ни сложить" / "these cannot be compared or combined",
        why: "У таких значений нет общей меры: результат не имел бы смысла." / "Such values have no common measure: the result would mean nothing.",
        help: "Приведите обе части к одному: к дате прибавляют «7 дней», деньги сравнивают с деньгами, порядок есть у чисел, денег, дат и длительностей."
            / "Bring both sides to one kind: add `7 days` to a date, compare money with money; numbers, money, dates and durations have an order.",
    }
    /// A value of another type than its place wants.
    WRONG_TYPE = "L0223" Error {
        headline: "{role}: нужно другое ({want}), а здесь {have}" / "{role}: {want} is needed, {have} is here",
        label: "здесь {have}" / "{have}",
        why: "Значение другого вида сюда не подойдёт." / "A value of another kind does not fit here.",
        help: "Подойдёт только {want}." / "Only {want} fits here.",
    }
    /// A condition that is not yes or no.
    NOT_YES_NO = "L0224" Error {
        headline: "условие должно быть «да» или «нет», а здесь {have}" / "a condition must be yes or no, but this is {have}",
        label: "здесь {have}" / "{have}",
        why: "Непонятно, когда условие выполнено." / "It is unclear when the condition holds.",
        help: "Сравните значение с чем-нибудь: «возраст >= 18», «регион = омск»." / "Compare the value with something: `age >= 18`.",
    }
    /// A constant outside the bounds of the fact.
    OUT_OF_BOUNDS = "L0225" Error {
        headline: "«{value}» вне пределов {bounds}" / "`{value}` is outside {bounds}",
        label: "возможны значения {bounds}" / "{bounds} is possible",
        why: "Такого значения не бывает, поэтому строка никогда не сработает." / "There is no such value, so the line would never apply.",
        help: "Исправьте значение или пределы в объявлении факта." / "Correct the value, or the bounds where the fact is declared.",
    }
    /// A range without a single value.
    EMPTY_RANGE = "L0226" Error {
        headline: "в промежуток не попадает ни одно значение" / "no value lies in the range",
        label: "начало больше конца" / "the beginning is past the end",
        why: "Такое условие никогда не выполнится." / "Such a condition never holds.",
        help: "Поменяйте концы местами; «[» и «]» включают конец, «(» и «)» — нет." / "Swap the ends; `[` and `]` include an end, `(` and `)` do not.",
    }
    /// A wrong number of arguments.
    WRONG_ARITY = "L0227" Error {
        headline: "нужно значений в скобках: {want}, а дано: {have}" / "{want} values are needed in the brackets, {have} given",
        label: "дано: {have}" / "{have} given",
        why: "Без них вызов не выполнить." / "The call cannot be made.",
        help: "Перечислите через запятую столько значений, сколько объявлено." / "Give as many values as declared, with commas between them.",
    }
    /// A format that does not exist.
    UNKNOWN_FORMAT = "L0228" Error {
        headline: "формата «{name}» нет" / "there is no format `{name}`",
        label: "неизвестный формат" / "unknown format",
        why: "Непонятно, как показать значение." / "It is unclear how to show the value.",
        help: "Возможные форматы: {known}; после числа — формы слова: «день/дня/дней»." / "The formats are: {known}; after a number, the forms of a word: `day/days`.",
    }
    /// A value that the format cannot show.
    FORMAT_TYPE = "L0229" Error {
        headline: "такой формат не для этого значения: здесь {have}, а нужно другое ({want})" / "this shows {want}, but the value is {have}",
        label: "здесь {have}" / "{have}",
        why: "В тексте получилась бы бессмыслица." / "The text would make no sense.",
        help: "Выберите другой формат или другое значение." / "Choose another format or another value.",
    }
    /// A wrong number of plural forms.
    PLURAL_FORMS = "L0230" Error {
        headline: "форм слова: {have}, а нужно: {want}" / "{have} forms of the word, {want} are needed",
        label: "форм: {have}" / "{have} forms",
        why: "После некоторых чисел слово стояло бы в неверной форме." / "After some numbers the word would have the wrong form.",
        help: "По-русски нужны три формы: «день/дня/дней» (1 день, 2 дня, 5 дней)." / "English needs two forms: `day/days`; Russian three.",
    }
    /// A derived fact without a type.
    DERIVED_NEEDS_TYPE = "L0231" Error {
        headline: "у «{name}» не указан вид значения" / "`{name}` has no type",
        label: "какой это вид?" / "of what type?",
        why: "Без него нельзя проверить, верно ли значение используют." / "Without it nobody can check that the value is used rightly.",
        help: "Добавьте вид после имени: «{name}: деньги», — или объявите факт с этим именем." / "Add the type after the name: `{name}: money`, or declare a fact of this name.",
    }
    /// Two declarations that do not agree.
    TYPE_DECLARED_TWICE = "L0232" Error {
        headline: "вид объявлен по-разному: {have} и {want}" / "two types are declared: {have} and {want}",
        label: "здесь {have}" / "{have} here",
        why: "Одно имя не может значить и то и другое." / "One name cannot stand for both.",
        help: "Оставьте один вид; достаточно объявить его в одном месте." / "Keep one type; declaring it in one place is enough.",
    }
    /// A fact that both rules and decisions conclude.
    RULE_AND_DECISION = "L0233" Error {
        headline: "«{name}» выводят и правило, и решение" / "both a rule and a decision conclude `{name}`",
        label: "здесь его выводит решение" / "a decision concludes it here",
        why: "Непонятно, чьему выводу верить." / "It is unclear whose conclusion counts.",
        help: "Оставьте что-нибудь одно или дайте им разные имена." / "Keep one of them, or give them different names.",
    }
    /// An option that the fact does not have.
    OPTIONS_MISMATCH = "L0234" Error {
        headline: "варианта «{name}» нет в объявлении факта" / "option `{name}` is not in the fact's declaration",
        label: "в объявлении его нет" / "not declared",
        why: "Надпись дана тому, чего выбрать нельзя." / "The words are for something that cannot be chosen.",
        help: "Добавьте вариант в «один из …» или уберите эту строку." / "Add the option to `one of …`, or remove this line.",
    }
    /// `один из` without options.
    NO_OPTIONS = "L0235" Error {
        headline: "не указано, из чего выбирать" / "there is nothing to choose from",
        label: "вариантов нет" / "no options",
        why: "На вопрос без вариантов нельзя ответить." / "A question without options cannot be answered.",
        help: "Перечислите варианты: «один из да, нет, частично», — или строками «- имя \"Надпись\"»." / "List the options: `one of a, b, c`, or lines `- name \"Label\"`.",
    }
    /// A question without words.
    QUESTION_MISSING = "L0236" Error {
        headline: "нечего спросить: у факта «{name}» нет вопроса" / "nothing to ask: fact `{name}` has no question",
        label: "вопроса нет" / "no question",
        why: "Гражданин не услышит вопроса и не будет знать, что от него ждут." / "The citizen would hear no question and not know what is wanted.",
        help: "Добавьте в факт строку «вопрос \"…\"» или текст сюда: «спросить {name} \"…\"»." / "Add `question \"…\"` to the fact, or words here: `ask {name} \"…\"`.",
    }
    /// A fact that never gets a value.
    FACT_FROM_NOWHERE = "L0237" Warning {
        headline: "факт «{name}» неоткуда взять" / "fact `{name}` never gets a value",
        label: "значение здесь всегда неизвестно" / "always unknown here",
        why: "Его никто не спрашивает, не запрашивает, не записывает и не выводит." / "Nothing asks it, looks it up, sets it or derives it.",
        help: "Добавьте факту «вопрос \"…\"» или спросите его в сценарии, выведите правилом, получите из источника." / "Give it a `question \"…\"`, ask it, derive it by a rule or get it from a source.",
    }
    /// Asking or writing what is concluded.
    DERIVED_IS_NOT_GIVEN = "L0238" Error {
        headline: "«{name}» выводят правила или решение: его нельзя {action}" / "`{name}` is derived by rules or a decision: it cannot {action}",
        label: "это выводимый факт" / "a derived fact",
        why: "Вывод из правил и ответ человека могли бы разойтись." / "The conclusion of the rules and the given value could differ.",
        help: "Используйте значение прямо в условии или тексте; недостающее спросит «выяснить {name}»." / "Use the value in a condition or text; `derive {name}` asks what is missing.",
    }
    /// Deriving what nothing concludes.
    NOTHING_DERIVES = "L0239" Error {
        headline: "«{name}» нечем выяснить: его не выводит ни правило, ни решение" / "`{name}` cannot be derived: no rule or decision concludes it",
        label: "выводить нечем" / "nothing concludes it",
        why: "Выяснить можно только то, что следует из правил." / "Only what follows from rules can be derived.",
        help: "Напишите «спросить {name}» или добавьте правило." / "Write `ask {name}`, or add a rule.",
    }
    /// A policy that needs an order of outputs.
    VALUES_NEEDED = "L0241" Error {
        headline: "для этой политики нужна строка «значения»" / "this policy needs a line `values`",
        label: "порядок выводов не указан" / "no order of outputs",
        why: "Неизвестно, какой из выводов важнее." / "It is not known which output comes first.",
        help: "Перечислите выводы от важного к менее важному: «значения отказ, проверка, согласие»." / "List the outputs, the most important first: `values a, b, c`.",
    }
    /// An output that the order does not mention.
    NOT_AMONG_VALUES = "L0242" Error {
        headline: "вывода «{value}» нет в строке «значения»" / "output `{value}` is not among the `values`",
        label: "его нет в порядке выводов" / "not in the order of outputs",
        why: "Неизвестно, важнее он других или нет." / "It is not known whether it comes before the others.",
        help: "Добавьте его в «значения» на нужное место." / "Add it to `values` where it belongs.",
    }
    /// A sum of what cannot be summed.
    AGGREGATE = "L0243" Error {
        headline: "собрать так можно числа, а здесь {have}" / "this collects numbers, but here is {have}",
        label: "здесь {have}" / "{have}",
        why: "Сумму, наименьшее и наибольшее считают у одного вывода с числами, деньгами, датами или длительностями."
            / "A sum, least or greatest is taken of one output of numbers, money, dates or durations.",
        help: "Уберите «сумма», «минимум» или «максимум» — или измените вид вывода." / "Remove `sum`, `min` or `max`, or change the type of the output.",
    }
    /// A ground that is not a text.
    GROUND_NOT_TEXT = "L0244" Error {
        headline: "основание строки должно быть текстом в кавычках" / "the ground of a row must be a quoted text",
        label: "здесь не текст" / "not a text",
        why: "Основание показывают гражданину словами." / "The ground is shown to the citizen in words.",
        help: "Запишите акт в кавычках: \"Приказ № 841, пункт 3\"." / "Write the act in quotes.",
    }
    /// A handler where it cannot happen.
    HANDLER_MISPLACED = "L0245" Error {
        headline: "{here} эта строка не сработает" / "{here} this line never applies",
        label: "здесь такого не бывает" / "this cannot happen here",
        why: "Такое событие здесь не случается, и строка только сбивает с толку." / "This never happens here, and the line only misleads.",
        help: "{here} можно написать: {fits}." / "{here} these fit: {fits}.",
    }
    /// A step named outside of a scenario.
    STEP_OUTSIDE = "L0246" Error {
        headline: "«{name}»: отсюда нельзя перейти на шаг" / "`{name}`: no step can be reached from here",
        label: "здесь нет шагов" / "there are no steps here",
        why: "Шаги есть только внутри сценария, а эта строка вне его." / "Steps exist only inside a scenario; this line is outside.",
        help: "Напишите «завершить исход», «оператору очередь» или «тема имя»." / "Write `finish outcome`, `handover queue` or `topic name`.",
    }
    /// A topic without its parent.
    TOPIC_PARENT = "L0247" Error {
        headline: "нет вышестоящей темы «{name}»" / "there is no parent topic `{name}`",
        label: "{hint}" / "{hint}",
        why: "Темы составляют дерево: когда вопрос не разобрать точнее, отвечает вышестоящая тема."
            / "Topics form a tree: where a question is not clear enough, the parent answers.",
        help: "Добавьте «тема {name} \"…\" … конец» или исправьте имя до точки." / "Add `topic {name} \"…\" … end`, or correct the name before the dot.",
    }
    /// A topic that must not be confused with itself.
    CONFUSED_WITH_ITSELF = "L0248" Error {
        headline: "тема «{name}» не может путаться сама с собой" / "topic `{name}` cannot be confused with itself",
        label: "это она сама" / "this is the topic itself",
        why: "Скорее всего, здесь должна стоять другая тема." / "Most likely another topic is meant.",
        help: "Укажите соседнюю тему или уберите имя." / "Name the other topic, or remove the name.",
    }
    /// A cue without effect.
    ZERO_WEIGHT = "L0249" Error {
        headline: "признак с весом 0 ни на что не влияет" / "a cue of weight 0 has no effect",
        label: "вес 0" / "weight 0",
        why: "Тема не станет ни ближе, ни дальше от вопроса." / "The topic comes neither nearer to a question nor further away.",
        help: "Укажите вес, например +6 или -4, либо уберите признак." / "Give it a weight such as +6 or -4, or remove the cue.",
    }
    /// One phrase twice in one topic.
    PHRASE_TWICE = "L0250" Warning {
        headline: "фраза «{phrase}» повторяется в этой теме" / "phrase `{phrase}` is repeated in this topic",
        label: "второй раз" / "the second one",
        why: "Повтор ничему не учит, а если одна из них в «не фразы», они противоречат друг другу."
            / "The repetition teaches nothing; if one is under `not phrases`, they contradict each other.",
        help: "Уберите одну из двух." / "Remove one of them.",
    }
    /// A text of blanks.
    EMPTY_TEXT = "L0251" Error {
        headline: "текст пуст" / "the text is empty",
        label: "здесь нет слов" / "no words here",
        why: "Гражданин не увидит и не услышит ничего." / "The citizen would see and hear nothing.",
        help: "Напишите текст или уберите строку." / "Write a text, or remove the line.",
    }
    /// A list of synonyms without words.
    EMPTY_SYNONYMS = "L0252" Error {
        headline: "в списке синонимов «{name}» нет слов" / "the list of synonyms `{name}` has no words",
        label: "список пуст" / "an empty list",
        why: "Признак с пустым списком никогда не сработает." / "A cue with an empty list never applies.",
        help: "Добавьте слова в список в topics/*.yaml." / "Add words to the list in topics/*.yaml.",
    }
    /// An exception to a rule about something else.
    EXCEPTION_ELSEWHERE = "L0253" Error {
        headline: "метка «{label}» стоит у правила о другом: «{other}»" / "label `{label}` belongs to a rule about `{other}`",
        label: "это правило выводит «{name}»" / "this rule concludes `{name}`",
        why: "Исключение действует только на правила с тем же выводом." / "An exception only defeats rules with the same conclusion.",
        help: "Укажите метку правила, которое выводит «{name}»." / "Name the label of a rule that concludes `{name}`.",
    }
    /// An entity that is not recognised.
    UNKNOWN_ENTITY = "L0254" Error {
        headline: "сведений вида <{name}> не бывает" / "there is nothing like <{name}> to recognise",
        label: "{hint}" / "{hint}",
        why: "Такой признак никогда не сработает." / "Such a cue never applies.",
        help: "Можно написать <число>, <дата>, <деньги>, <длительность>, <телефон>, <снилс> или имя справочника."
            / "Write <number>, <date>, <money>, <duration>, <phone>, <snils> or the name of a directory.",
    }
    /// A fact that the source does not answer.
    NOT_AN_OUTPUT = "L0255" Error {
        headline: "источник не сообщает факт «{name}»" / "the source does not answer fact `{name}`",
        label: "в «выход» его нет" / "not among its outputs",
        why: "В настоящем разговоре такого ответа не будет." / "A real conversation would never get such an answer.",
        help: "Источник сообщает: {known}. Исправьте имя или допишите его в «выход»." / "The source answers: {known}. Correct the name or add it to `output`.",
    }
    /// An expected value that depends on the conversation.
    NOT_CONSTANT = "L0256" Error {
        headline: "в проверке нужно готовое значение" / "a test needs a plain value",
        label: "это надо вычислять" / "this has to be computed",
        why: "Проверка сравнивает с тем, что записано, и сама ничего не считает." / "A test compares with what is written and computes nothing.",
        help: "Запишите само значение: «да», «10 дней», «20_000 ₽»." / "Write the value itself: `yes`, `10 days`, `20_000 roubles`.",
    }
    /// A parameter called like a function.
    PARAMETER_NAME_TAKEN = "L0257" Error {
        headline: "параметр нельзя назвать «{name}»: есть такая функция" / "a parameter cannot be called `{name}`: there is such a function",
        label: "имя занято" / "the name is taken",
        why: "Вместо параметра всегда считалась бы функция." / "The function would always be taken instead of the parameter.",
        help: "Назовите параметр иначе." / "Give the parameter another name.",
    }
    /// Money times or by a fraction, and nothing says how it is rounded.
    SILENT_ROUNDING = "L0258" Warning {
        headline: "не сказано, как округлить «{what}»" / "nothing says how `{what}` is rounded",
        label: "здесь появляются доли копейки" / "parts of a kopeck arise here",
        why: "Сумма молча округлится до копейки, половина — от нуля. Закон часто велит иначе, и разница заметна в пересчёте на год."
            / "The sum would silently be rounded to a kopeck, half away from zero. The law often says otherwise, and over a year it shows.",
        help: "Скажите это: «округлить(…, 2)», до рублей — «округлить(…, 0)», другой способ — третьим словом: «вверх», «вниз», «к_нулю»."
            / "Say it: `round(…, 2)`, to roubles `round(…, 0)`; another way is the third word: `up`, `down`, `towards`.",
    }
    /// Months added to a day that the month may lack.
    MONTH_END = "L0259" Note {
        headline: "такого дня может не быть: «{period}» от 31-го числа" / "there may be no such day: `{period}` after the 31st",
        label: "не сказано, какой день взять" / "nothing says which day to take",
        why: "31 января и один месяц — это 28 февраля или 1 марта? Сейчас берётся последний день месяца." / "31 January and a month: 28 February or 1 March? The last day of the month is taken now.",
        help: "Скажите это третьим словом: «последний_день» или «первое_число»." / "Say it with a third word: `last_day` or `first_of_next`.",
    }
}
