//! Words by which a message is split into questions.

use std::sync::LazyLock;

use super::words::{WordSet, word_set};

/// Words with which a question begins.
pub(super) static ASKING: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    как где когда куда откуда почему зачем сколько скольки кто кому кого кем чем что чего чему какой какая какое какие \
    каков каковы какова какую каким каких какого какому каком которая который чей чья чье чьи положено положена ли \
    how where when why who whom whose which what",
    )
});

/// Words that ask without a question word: «интересует срок», «объясните порядок».
pub(super) static REQUEST: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    подскажите подскажи скажите расскажите объясните поясните разъясните уточните интересует интересуют узнать уточнить \
    разъяснить объяснить пояснить рассказать можно tell explain can could do does is are should must will",
    )
});

/// Words that stand around a question and are none: greetings, thanks, polite turns, announcements.
pub(super) static FRAME: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    здравствуйте здравствуй здрасте привет приветствую добрый доброе доброго доброй день дня утро утра вечер вечера времени суток \
    уважаемые уважаемый уважаемая коллеги девушка алло подскажите подскажи скажите скажи расскажите объясните поясните разъясните \
    ответьте помогите пожалуйста пожалста пожайлуста плиз прошу будьте добры добра любезны любезен спасибо благодарю благодарим \
    заранее большое огромное жду ждем ответа ответ ответы надеюсь на понимание и а но ну вот еще ещё также тоже так значит вопрос вопроса \
    вопросы вопросов вопросик два три четыре несколько пара пару один одно такой такие такая следующие следующий следующее \
    первый второй третий первое второе третье во-первых во-вторых в-третьих у меня нас есть к вам мне нам хочу хотел \
    хотела хотелось хотели бы узнать спросить уточнить заодно плюс кроме того этого сразу номер другой \
    please hello hi hey dear sir madam team good morning afternoon evening day tell me could can you would like to know ask i have \
    a few questions question another second third first also and thanks thank many much in advance my two three one more the so well",
    )
});

/// A part that begins so ends the message: thanks and signatures belong to what was said before.
pub(super) static CLOSING: LazyLock<WordSet> = LazyLock::new(|| {
    word_set("спасибо благодарю благодарим заранее уважением жду ждем надеюсь thanks thank regards sincerely")
});

/// Shortened words: the full stop after them ends no sentence.
pub(super) static SHORTENED: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    ст пп гл разд подп абз прил рис табл стр см ср напр др пр т.д т.п руб коп тыс млн млрд долл гг ул пер пл просп наб обл респ \
    пос дер сел гор кв корп стр эт оф каб тел доб факс им проф акад инж зам зав мин сек час чел шт ок гос фед ред изд рег \
    mr mrs ms dr st no nr vs etc art sec para fig tel ext dept inc ltd eg ie approx",
    )
});

/// Of these, the ones that may be the last word of a sentence.
pub(super) static MAY_END: LazyLock<WordSet> =
    LazyLock::new(|| word_set("др пр руб коп тыс млн млрд долл гг мин сек час чел шт etc"));

/// Announcements of another question, at any place.
pub(super) const ANNOUNCED: &[&[&str]] = &[
    &["второй", "вопрос"],
    &["третий", "вопрос"],
    &["следующий", "вопрос"],
    &["еще", "вопрос"],
    &["еще", "один", "вопрос"],
    &["и", "еще", "вопрос"],
    &["и", "еще", "один", "вопрос"],
    &["и", "второй", "вопрос"],
    &["другой", "вопрос"],
    &["во-вторых"],
    &["в-третьих"],
    &["another", "question"],
    &["second", "question"],
    &["one", "more", "question"],
];

/// What joins a question to the one before it.
pub(super) const JOINING: &[&[&str]] = &[
    &["а", "также"],
    &["и", "также"],
    &["а", "так", "же"],
    &["и", "еще"],
    &["а", "еще"],
    &["и", "заодно"],
    &["кроме", "того"],
    &["и", "второе"],
    &["также"],
    &["еще"],
    &["заодно"],
    &["плюс"],
    &["and", "also"],
    &["also"],
    &["besides"],
];
