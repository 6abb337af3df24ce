//! Class L05, facts: known, asked, written, shown.

use super::entries;

entries! {
    /// A fact is read on a way on which nobody asked it.
    USED_BEFORE_KNOWN = "L0501" Warning {
        headline: "«{fact}» здесь ещё не спросили: {way}" / "`{fact}` has not been asked here: {way}",
        label: "решение зависит от ответа, которого ещё нет" / "the outcome depends on an answer that is not there yet",
        why: "Если разговор пришёл этим путём и человек не назвал «{fact}» раньше, значение неизвестно, и разговор пойдёт не туда, куда пошёл бы с ответом." / "If the conversation came this way and the person did not tell `{fact}` before, its value is unknown, and the conversation goes elsewhere than it would with an answer.",
        help: "Поставьте «спросить {fact}» на этом пути до этого места; если ответа здесь может не быть, проверьте «известно({fact})»." / "Put `ask {fact}` on this way before this place; if it may well be missing, test `known({fact})`.",
    }
    /// A question that is never asked.
    ASKED_THOUGH_KNOWN = "L0502" Warning {
        headline: "вопрос «{fact}» здесь не прозвучит никогда: ответ всегда уже известен" / "the question `{fact}` is never asked here: the answer is always known",
        label: "к этой строке факт уже спросили или записали на каждом пути" / "by this line the fact has been asked or set on every way",
        why: "«Спросить» пропускает вопрос, если ответ есть. Строка ничего не делает, а читающему сценарий кажется, что здесь спрашивают заново." / "`ask` skips a question that has been answered. The line does nothing, though it looks as if the question were asked again.",
        help: "Уберите строку; если нужно спросить заново, напишите перед ней «забыть {fact}»." / "Remove the line; to ask again, write `forget {fact}` before it.",
    }
    /// A question whose answer nothing uses.
    ASKED_AND_NOT_USED = "L0503" Warning {
        headline: "«{fact}» спрашивают, но ответ ни на что не влияет" / "`{fact}` is asked, but the answer is of no use",
        label: "этот ответ никому не нужен" / "nobody reads this answer",
        why: "От этого ответа не зависит ни одно условие и ни одно правило, его нет ни в текстах, ни в запросах к источникам, и оператор его не увидит: человека спрашивают зря." / "No condition, rule, text or source reads this fact, and no operator gets to see it: the person is asked for nothing.",
        help: "Уберите вопрос или используйте ответ." / "Remove the question, or use its answer.",
    }
    /// A value that is lost before anybody reads it.
    WRITTEN_AND_LOST = "L0504" Warning {
        headline: "значение, записанное в «{fact}», пропадает: им никто не успевает воспользоваться" / "what is set in `{fact}` is lost unread",
        label: "это значение никому не пригодится" / "nobody gets to read this value",
        why: "До того как значение понадобится, вместо него записывают другое или его забывают. Обычно здесь перепутан факт или порядок строк." / "Before anybody reads this value it is set again or forgotten. Usually it is the wrong fact, or the lines are in the wrong order.",
        help: "Уберите строку или используйте значение до того, как оно сменится." / "Remove the line, or read the value before it changes.",
    }
    /// A text that may say «не известно».
    UNKNOWN_SHOWN = "L0505" Warning {
        headline: "вместо значения человек услышит «не известно»: {case}" / "instead of a value the person hears “not known”: {case}",
        label: "здесь значения может не быть" / "there may be no value here",
        why: "Если значения нет, человек услышит слова «не известно» посреди предложения." / "An insertion without a value says “not known” in the middle of a sentence.",
        help: "Проверьте значение в «если» до этого текста (например, «известно(…)»), дайте вопросу обработчик «не знаю -> …» или скажите в этом случае другими словами." / "Test the value in `if` before this text (for instance `known(…)`), give the question a handler `not sure -> …`, or say it in other words in this case.",
    }
}
