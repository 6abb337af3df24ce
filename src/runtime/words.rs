//! What the engine itself says where a base gives no words of its own.

use crate::value::Bi;

macro_rules! words {
    ($($name:ident: $ru:literal, $en:literal;)*) => {$(pub(crate) const $name: Bi = Bi { ru: $ru, en: $en };)*};
}

words! {
    GREETING: "Здравствуйте! Напишите, что вы хотите узнать.", "Hello! What would you like to know?";
    NOT_UNDERSTOOD: "Не понял вас. Скажите, пожалуйста, другими словами.", "I did not understand. Please say it in other words.";
    NO_INPUT: "Я вас не слышу. Ответьте, пожалуйста.", "I cannot hear you. Please answer.";
    CLARIFY: "Уточните, пожалуйста, о чём ваш вопрос:", "Please tell me which of these you mean:";
    NONE_OF_THESE: "Ничего из этого", "None of these";
    UNKNOWN_TOPIC: "Такого вопроса я пока не знаю. Попробуйте спросить иначе или позовите оператора.", "I do not know this question yet. Please ask in other words or call an operator.";
    LATER_ONE: "Вы спросили ещё о «{}». Ответить?", "You also asked about “{}”. Shall I answer that?";
    LATER_MANY: "Вы спросили ещё о другом. На что ответить?", "You asked about other things too. Which shall I answer?";
    LATER_NONE: "Нет, спасибо", "No, thank you";
    TAKEN: "Из вашего вопроса:", "From your question:";
    TAKEN_AFTER: "Если что-то не так, поправьте меня.", "Please correct me if that is wrong.";
    CORRECTED: "Исправлено:", "Corrected:";
    NOTED: "Учтено:", "Noted:";
    MISSING: "Не хватает сведений:", "Not known yet:";
    DOCUMENT: "это есть в документе «{}»", "see the document “{}”";
    DUE: "Положено:", "Due:";
    NOT_DUE: "Не положено:", "Not due:";
    UNDECIDED: "Решить пока нельзя:", "Cannot be decided yet:";
    AMOUNT_UNKNOWN: "Размер назвать пока нельзя.", "The amount cannot be told yet.";
    NO_MEASURES: "Для этого события мер поддержки сейчас нет.", "There are no measures for this event now.";
    MORE_MEASURES: "Рассказать дальше?", "Shall I go on?";
    NO_DETAILS: "Спасибо, не нужно", "No, thank you";
    AND_MORE: "и ещё: {}", "and {} more";
    MOVED_ASKS_AGAIN: "Пока мы говорили, правила уточнились. Спрошу ещё раз.", "The rules were updated while we talked. Let me ask again.";
    MOVED_BEGINS_AGAIN: "Пока мы говорили, этот раздел обновился. Начнём его сначала; то, что вы уже сказали, я помню.", "This section was updated while we talked. Let us begin it again; I remember what you have said.";
    RESUME: "Вернёмся к вопросу.", "Back to the question.";
    HANDOVER: "Передаю вас оператору.", "I am passing you to an operator.";
    GOODBYE: "Спасибо за обращение. До свидания!", "Thank you. Goodbye!";
    SOURCE_FAILED: "Сейчас не удаётся получить нужные сведения.", "The information cannot be obtained right now.";
    NOT_IDENTIFIED: "Не удалось подтвердить вашу личность.", "Your identity could not be confirmed.";
    OUT_OF_HOURS: "Операторы сейчас не работают, обращение будет передано им.", "The operators are not at work now; your request will be passed to them.";
    WHICH: "Уточните, пожалуйста, какой из вариантов:", "Please tell me which of these:";
    FIRST_QUESTION: "Это первый вопрос, возвращаться некуда.", "This is the first question.";
    HELLO: "Здравствуйте!", "Hello!";
    LISTENING: "Слушаю вас.", "How can I help you?";
    WELCOME: "Пожалуйста!", "You are welcome!";
    HELP: "Ответьте на вопрос своими словами. Ещё можно сказать: «повтори», «назад», «сначала», «оператор», «хватит».", "Answer in your own words. You can also say “repeat”, “back”, “start over”, “operator” or “stop”.";
    OTHER_BUNDLE: "Справочная база обновилась, продолжить этот разговор нельзя. Начните, пожалуйста, сначала.", "The knowledge base has changed and this conversation cannot go on. Please start again.";
    NO_SUCH_DATE: "Такой даты нет. Назовите день, месяц и год.", "There is no such date. Please give day, month and year.";
    WHOLE_DATE: "Назовите дату полностью: день, месяц и год.", "Please give the whole date: day, month and year.";
    BAD_SNILS: "В номере СНИЛС ошибка: проверьте все одиннадцать цифр.", "There is a mistake in the SNILS number: please check all eleven digits.";
    BAD_PHONE: "Это не похоже на номер телефона. Назовите десять цифр после +7.", "This is not a telephone number. Please give the ten digits after +7.";
    NOT_WHOLE: "Нужно целое число.", "Please give a whole number.";
    BAD_MONEY: "Не понял сумму. Назовите её в рублях и копейках.", "I did not understand the sum. Please give it in roubles and kopecks.";
    NEEDS: "Ответ должен быть", "The answer must be";
    FROM: "от", "from";
    TO: "до", "to";
    AT_LEAST: "не меньше", "at least";
    AT_MOST: "не больше", "at most";
    NOT_BEFORE: "не раньше", "not before";
    NOT_AFTER: "не позже", "not after";
    SAY_OR_PRESS: "Скажите или нажмите:", "Say or press:";
    YES: "Да", "Yes";
    NO: "Нет", "No";
    REASON_ASKED: "человек попросил оператора", "the citizen asked for an operator";
    REASON_NOT_UNDERSTOOD: "система несколько раз не поняла ответ", "the system did not understand several times";
    REASON_SILENCE: "человек не отвечает", "the citizen does not answer";
    REASON_SOURCE: "источник сведений не ответил", "a source did not answer";
    REASON_NO_DATA: "в источнике нет данных", "a source has no data";
    REASON_IDENTITY: "личность не подтверждена", "the person is not identified";
    REASON_LIMIT: "сценарий превысил допустимое число шагов", "the scenario exceeded the limit of steps";
    REASON_BROKEN: "сценарий нельзя продолжить", "the scenario cannot go on";
    REASON_SCENARIO: "так решил сценарий", "the scenario decided so";
    REASON_TOPIC: "на эту тему отвечает оператор", "an operator answers this topic";
    OPERATOR: "Оператор", "Operator";
    KNOWN_UNTIL: "Эти сведения известны нам по состоянию на {day}: с тех пор они могли измениться.", "This is as we know it on {day}: it may have changed since.";
}

/// Names of outcomes that every base has: Russian and English.
pub(crate) const ANSWERED: Bi = Bi {
    ru: "отвечено",
    en: "answered",
};
/// Passed to an operator.
pub(crate) const HANDED_OVER: Bi = Bi {
    ru: "передано",
    en: "handed_over",
};
/// Ended by the citizen before an answer.
pub(crate) const ABORTED: Bi = Bi {
    ru: "прервано",
    en: "aborted",
};
/// Name of the option that says that no topic of a clarifying menu is meant.
pub(crate) const NONE_NAME: Bi = Bi {
    ru: "ничего_из_этого",
    en: "none_of_these",
};
