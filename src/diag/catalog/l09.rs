//! Class L09, channels: what can be heard and shown.

use super::entries;

entries! {
    /// More options than can be kept in mind while listening.
    MENU_TOO_LONG = "L0901" Warning {
        headline: "по телефону здесь прочтут слишком много вариантов: {options}, а предел — {limit}" / "{options} options are read out here by telephone; the limit is {limit}",
        label: "к последнему варианту первый уже забыт" / "by the last option the first is forgotten",
        why: "На слух запоминают не больше трёх-четырёх вариантов; дальше люди просят повторить или зовут оператора." / "People keep three or four options in mind while listening; after that they ask to hear them again or call an operator.",
        help: "Дайте вопросу свои слова строкой «голос \"…\"», например с двумя примерами: длинный список после них не читают. Или разбейте выбор на два. Предел — channels.voice.max_options в lotsman.yaml." / "Give the question words for the ear with `voice \"…\"`, say with two examples: a long list is not read out after them. Or split the menu in two. The limit is channels.voice.max_options in lotsman.yaml.",
    }
    /// A prompt that nobody listens to.
    PROMPT_TOO_LONG = "L0902" Warning {
        headline: "по телефону это звучит без остановки слишком долго: {seconds} с, а предел — {limit} с" / "by telephone this is spoken for {seconds} seconds without a stop; the limit is {limit}",
        label: "столько никто не слушает" / "nobody listens that long",
        why: "Время посчитано по слогам, вместе с вариантами ответа и с самыми длинными значениями во вставках." / "The time is counted in syllables, options and the longest values included.",
        help: "Добавьте короткий вариант строкой «голос \"…\"» или разбейте сообщение на два вопроса. Предел — channels.voice.max_prompt_seconds в lotsman.yaml." / "Add a short variant with `voice \"…\"`, or split it by a question. The limit is channels.voice.max_prompt_seconds in lotsman.yaml.",
    }
    /// Words for the eyes are spoken.
    FOR_EYES = "L0903" Warning {
        headline: "по телефону прозвучит {what} «{words}»" / "{what} “{words}” is spoken by telephone",
        label: "эти слова услышит тот, кто звонит" / "whoever calls hears these words",
        why: "Глаз это поймёт, а голос прочтёт с запинкой или непонятно." / "The eye understands it; a voice stumbles over it or makes it unclear.",
        help: "Добавьте вариант для телефона строкой «голос \"…\"»: {instead}. Где вариантов не бывает, скажите так для обоих каналов." / "Add a variant with `voice \"…\"`: {instead}. Where there are no variants, say it so on both channels.",
    }
    /// Two options that sound alike.
    SOUND_ALIKE = "L0904" Warning {
        headline: "по телефону «{first}» и «{second}» звучат почти одинаково" / "by telephone “{first}” and “{second}” sound almost the same",
        label: "это слова двух разных ответов" / "they are words of two different answers",
        why: "Распознавание примет одно за другое, и человек получит не тот ответ, не узнав об этом." / "Recognition takes one for the other, and the person gets a wrong answer without knowing.",
        help: "Назовите один из ответов другими словами." / "Word one of the answers differently.",
    }
    /// A message longer than the chat takes.
    MESSAGE_TOO_LONG = "L0905" Warning {
        headline: "сообщение для чата слишком длинное: знаков до {length}, а предел — {limit}" / "the message has up to {length} characters in chat; the limit is {limit}",
        label: "в окне чата оно не поместится целиком" / "it does not fit the window of a chat",
        why: "Знаки посчитаны с самыми длинными значениями во вставках. Длинное сообщение мессенджер режет, а люди не дочитывают." / "Counted with the longest values in the text. Messengers cut long messages, and people do not finish them.",
        help: "Сократите его, разбейте на несколько «сказать» или дайте короткий вариант «чат \"…\"». Предел — channels.chat.max_message в lotsman.yaml." / "Shorten it, split it into several `say`, or give a short variant `chat \"…\"`. The limit is channels.chat.max_message in lotsman.yaml.",
    }
    /// More buttons than the chat shows.
    TOO_MANY_BUTTONS = "L0906" Warning {
        headline: "в чате здесь слишком много кнопок: {buttons}, а предел — {limit}" / "there are {buttons} buttons here in chat; the limit is {limit}",
        label: "последние кнопки человек не увидит" / "people do not see the last ones",
        why: "Мессенджер показывает под сообщением не больше своего предела, остальное пропадает." / "A messenger shows no more than its limit below a message; the rest is lost.",
        help: "Разбейте выбор на два или спросите словами. Предел — channels.chat.max_buttons в lotsman.yaml." / "Split the menu in two, or ask in words. The limit is channels.chat.max_buttons in lotsman.yaml.",
    }
    /// A label longer than a button.
    LABEL_TOO_LONG = "L0907" Warning {
        headline: "надпись на кнопке «{label}» слишком длинная: знаков {length}, а предел — {limit}" / "the button “{label}” has {length} characters; the limit is {limit}",
        label: "конец надписи не поместится" / "the end does not fit",
        why: "Мессенджер обрежет надпись, и по её началу не понять, что будет." / "A messenger cuts it, and its beginning does not tell what will happen.",
        help: "Сократите надпись, а полные слова дайте в вопросе. Предел — channels.chat.max_label в lotsman.yaml." / "Shorten the label and say the rest in the question. The limit is channels.chat.max_label in lotsman.yaml.",
    }
}
