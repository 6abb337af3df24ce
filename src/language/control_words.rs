//! The built-in control phrases and the words around them.

use std::sync::LazyLock;

use super::control::Control;
use super::words::{WordSet, word_set};

/// Phrases of a Russian base.
pub(super) static RU: &[(Control, &str)] = &[
    (
        Control::Operator,
        "оператор|оператора|оператору|с оператором|на оператора|к оператору|человек|человека|с человеком|живой человек|живого человека|\
         живой оператор|живого оператора|специалист|специалиста|к специалисту|со специалистом|сотрудник|сотрудника|консультант|консультанта|\
         с консультантом|менеджер|менеджера|переключи|переключите|соедини|соедините|соедините меня|не хочу говорить с роботом|\
         не хочу с роботом|не хочу разговаривать с роботом|не хочу общаться с роботом|хватит робота|уберите робота|мне нужен человек|\
         нужен человек|нужен оператор|хочу человека|живые люди|есть живые люди|есть кто живой|есть кто-нибудь живой|хочу к оператору|хочу оператора|\
         передайте оператору|передай оператору|вызов оператора|связь с оператором|связаться с оператором|с кем можно поговорить",
    ),
    (
        Control::Repeat,
        "повтори|повторите|повтор|повторить|еще раз|еще разок|еще раз вопрос|повтори вопрос|повторите вопрос|повторите еще раз|повтори еще раз|\
         не расслышал|не расслышала|не услышал|не услышала|что вы сказали|что ты сказал|что ты сказала|скажите еще раз|скажи еще раз|что-что|\
         повторите последнее|повторите последнюю фразу|какой был вопрос|какой вопрос|прослушал|прослушала|не слышно",
    ),
    (
        Control::Back,
        "назад|вернись|вернитесь|вернуться|вернуться назад|вернись назад|вернитесь назад|шаг назад|на шаг назад|обратно|предыдущий вопрос|\
         к предыдущему вопросу|вернись к предыдущему вопросу|вернитесь к предыдущему вопросу|верни назад|вернемся|вернемся назад|\
         отмотай назад|я ошибся вернись|прошлый вопрос|к прошлому вопросу",
    ),
    (
        Control::Restart,
        "заново|сначала|с начала|начать заново|начать сначала|начать с начала|начни заново|начни сначала|начни с начала|начнем заново|\
         начнем сначала|начнем с начала|начните заново|начните сначала|давай сначала|давайте сначала|давай заново|давайте заново|все сначала|\
         все заново|по новой|начать по новой|в начало|вернись в начало|вернуться в начало|главное меню|в главное меню|вернуться в главное меню|\
         перезапуск|сброс|сбросить|перезагрузка|другой вопрос|новый вопрос|у меня другой вопрос|задать другой вопрос",
    ),
    (
        Control::Stop,
        "хватит|стоп|достаточно|довольно|прекрати|прекратите|остановись|остановитесь|закончить|закончим|завершить|завершить разговор|\
         завершить диалог|закончить разговор|конец|выход|выйти|спасибо все|все спасибо|спасибо это все|это все спасибо|это все|больше вопросов нет|\
         вопросов нет|вопросов больше нет|нет больше вопросов|больше ничего|больше ничего не надо|больше ничего не нужно|ничего больше|\
         до свидания|досвидания|до свиданья|всего доброго|всего хорошего|пока|прощайте|спасибо до свидания|отбой|отстань|отстаньте|\
         не надо больше|больше не надо|спасибо больше не надо|закройте диалог|закрой диалог",
    ),
    (
        Control::Help,
        "помощь|помоги|помогите|помогите мне|нужна помощь|что ты умеешь|что вы умеете|что ты можешь|что вы можете|что можно спросить|\
         что можно спрашивать|что я могу спросить|о чем можно спросить|с чем вы можете помочь|чем вы можете помочь|чем ты можешь помочь|\
         чем можешь помочь|как пользоваться|как с тобой говорить|как тобой пользоваться|подсказка|инструкция|команды|меню|help",
    ),
    (
        Control::Hello,
        "здравствуйте|здравствуй|привет|приветствую|добрый день|доброе утро|добрый вечер|доброго дня|доброго времени суток|доброго утра|\
         доброго вечера|алло|алло алло|hello|hi",
    ),
    (
        Control::Thanks,
        "спасибо|спасибо большое|большое спасибо|спасибо огромное|огромное спасибо|благодарю|благодарим|thanks|thank you",
    ),
];

/// Phrases of an English base.
pub(super) static EN: &[(Control, &str)] = &[
    (
        Control::Operator,
        "operator|agent|human|a human|real person|a real person|person|representative|speak to an operator|talk to an operator|speak to a human|talk to a human|\
         speak to a person|talk to a person|speak to someone|talk to someone|connect me|connect me to an operator|put me through|transfer me|live agent|\
         customer service|advisor|adviser|speak to an adviser|speak to an agent|talk to an agent",
    ),
    (
        Control::Repeat,
        "repeat|repeat that|repeat please|say again|say it again|say that again|again|once more|pardon|come again|what did you say|i did not hear|i didnt hear|i didnt catch that|i did not catch that",
    ),
    (
        Control::Back,
        "back|go back|previous|previous question|step back|return|one step back|go to the previous question",
    ),
    (
        Control::Restart,
        "restart|start over|start again|from the start|from the beginning|begin again|reset|main menu|new question|another question",
    ),
    (
        Control::Stop,
        "stop|enough|quit|exit|end|bye|goodbye|good bye|thats all|that is all|finish|no more questions|cancel|thats it|nothing else",
    ),
    (
        Control::Help,
        "help|help me|what can you do|what can i ask|how does this work|menu|commands",
    ),
    (
        Control::Hello,
        "hello|hi|hey|hello there|hi there|good morning|good afternoon|good evening|good day",
    ),
    (
        Control::Thanks,
        "thanks|thank you|thanks a lot|many thanks|thank you very much|thank you so much",
    ),
];

/// Politeness around a control phrase.
pub(super) static FILLERS: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    пожалуйста пожалста плиз пж ну а и же уже вот мне меня можно можете хочу хотел хотела бы \
    давай давайте здравствуйте алло але девушка будьте добры срочно быстро прошу просто тогда \
    все ой нет да ладно спасибо хорошо ок окей эй так блин немедленно сейчас please can could \
    you i want to would like just let me ok okay thanks thank no well now hello hi the an",
    )
});

/// What may stand beside a greeting or thanks without making it an answer or a question.
pub(super) static COURTESY: LazyLock<WordSet> =
    LazyLock::new(|| word_set("ну а и же вот ой девушка вам тебе вас очень пожалуйста very much so well please"));

/// What may stand between «не» and the verb that asks for a person.
pub(super) static REFUSED: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    надо нужно хочу хотел хотела хотелось бы буду стоит следует мне меня нас чтобы с уже больше \
    говорить поговорить разговаривать общаться want need to like",
    )
});

/// Verbs that ask for a person when a person follows: «позовите оператора».
pub(super) static CALLING: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    позови позовите позвать соедини соедините соединить переключи переключите переключить \
    переведи переведите перевести дай дайте пригласи пригласите вызови вызовите вызвать свяжи \
    свяжите связаться подключи подключите поговорить говорить разговаривать пообщаться общаться \
    нужен нужна требую хочу передайте передай speak talk connect transfer get need want",
    )
});
/// What may stand between the verb and the person.
pub(super) static BETWEEN: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    меня мне нас с со на к живым живого живой живому настоящим настоящего настоящий реальным \
    реального любым любого вашим вашего другим сюда пожалуйста уже поговорить говорить бы \
    нормальным нормального первой первую второй вторую горячей горячую me to with an a the through real live human please you",
    )
});
pub(super) static PERSON: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    оператор оператора оператором оператору операторов человек человека человеком человеку \
    людьми специалист специалиста специалистом специалисту сотрудник сотрудника сотрудником \
    сотруднику консультант консультанта консультантом консультанту менеджера менеджером живым \
    диспетчера диспетчером operator agent human person someone representative adviser advisor",
    )
});
/// A text with these words is about something, however it begins.
pub(super) static ASKING: LazyLock<WordSet> =
    LazyLock::new(|| word_set("как где когда почему сколько какой какая зачем кто how where when why which who"));
