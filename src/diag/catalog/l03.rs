//! Class L03: where conversations go.

use super::entries;

entries! {
    /// A step that nothing leads to.
    UNREACHABLE_STEP = "L0301" Error {
        headline: "в шаг «{step}» нельзя попасть" / "step “{step}” cannot be reached",
        label: "сюда не ведёт ни один переход от начала сценария" / "no way leads here from the start of the scenario",
        why: "Никто никогда не услышит того, что здесь написано{more_ru}. Обычно это значит, что забыт переход или в нём ошиблись именем." / "Nobody will ever hear what is written here{more_en}. Usually a transition was forgotten or names another step.",
        help: "Добавьте переход «-> {step}» там, откуда сюда должны приходить, или удалите шаг." / "Add `-> {step}` where people should come from, or delete the step.",
    }
    /// A step that does not say what is next.
    NO_TRANSITION = "L0302" Error {
        headline: "шаг «{step}» ничем не заканчивается" / "step “{step}” does not say what comes next",
        label: "после этих строк неизвестно, что делать" / "after these lines there is nothing to do",
        why: "Разговор остановится здесь: человек останется без ответа и без оператора." / "The conversation would stop here: the person is left without an answer and without an operator.",
        help: "Последней строкой шага напишите, что дальше: «-> шаг», «выбор», «если», «завершить …», «оператору …» или «вернуть»." / "End the step with what comes next: `-> step`, `menu`, `if`, `finish …`, `handover …` or `return`.",
    }
    /// Steps without a way out.
    NO_WAY_OUT = "L0303" Error {
        headline: "из шага «{step}» нет выхода: ни завершения, ни оператора" / "step “{step}” has no way out: neither an end nor an operator",
        label: "отсюда разговор не может закончиться" / "from here the conversation cannot end",
        why: "Что бы человек ни ответил, он будет ходить по кругу: {circle}." / "Whatever the person answers, the conversation goes round in a circle: {circle}.",
        help: "Дайте выход хотя бы в одном из этих шагов: вариант ответа, который ведёт к «завершить», «оператору» или «вернуть»." / "Give one of these steps a way out: an option that leads to `finish`, `handover` or `return`.",
    }
    /// A circle that goes round by itself.
    ENDLESS_LOOP = "L0304" Error {
        headline: "шаги ходят по кругу сами, ни о чём не спрашивая: {circle}" / "steps go round by themselves and ask nothing: {circle}",
        label: "круг начинается здесь" / "the circle starts here",
        why: "Как только разговор попадёт сюда, человек услышит одно и то же много раз, и служба оборвёт разговор." / "Once a conversation gets here, the person hears the same again and again until the service cuts it off.",
        help: "Уберите переход, который возвращает назад, или поставьте в круг вопрос, от которого зависит, куда идти." / "Remove the transition that leads back, or put a question into the circle whose answer decides where to go.",
    }
    /// A circle whose questions have been answered.
    ANSWERED_LOOP = "L0305" Error {
        headline: "круг {circle} не разорвать: ответы в нём уже известны и второй раз не спрашиваются" / "the circle {circle} cannot be left: its answers are known and are not asked a second time",
        label: "сюда возвращают с теми же ответами" / "people are sent back here with the same answers",
        why: "На втором круге вопросы пропускаются, условия дают то же самое, и разговор ходит по кругу без человека." / "The second time round the questions are skipped, the conditions come out the same, and the conversation runs in a circle without the person.",
        help: "Если нужно спросить заново, напишите перед возвратом «забыть {fact}»; если возвращать не нужно, ведите в другой шаг." / "To ask again, write `forget {fact}` before going back; otherwise lead to another step.",
    }
    /// Scenarios that call each other round in a circle.
    RECURSION = "L0306" Error {
        headline: "сценарии вызывают друг друга по кругу: {circle}" / "scenarios call each other in a circle: {circle}",
        label: "этот вызов замыкает круг" / "this call closes the circle",
        why: "Такой вызов может не закончиться: каждый сценарий ждёт, когда вернётся следующий." / "Such a call may never end: each scenario waits for the next to return.",
        help: "Вынесите общую часть в отдельный сценарий или вернитесь к началу переходом «-> шаг» внутри одного сценария." / "Move the common part into a scenario of its own, or go back with `-> step` within one scenario.",
    }
    /// A scenario that nobody starts.
    UNUSED_SCENARIO = "L0307" Error {
        headline: "к сценарию «{scenario}» ничто не ведёт" / "nothing leads to scenario “{scenario}”",
        label: "его не запускает ни тема, ни другой сценарий" / "no topic and no other scenario starts it",
        why: "Сценарий есть, но ни один человек в него не попадёт." / "The scenario exists, but nobody will ever get into it.",
        help: "Сделайте его ответом темы («ответ сценарий {scenario}»), вызовите из другого сценария или пометьте строкой «черновик»." / "Make it the answer of a topic (`answer scenario {scenario}`), call it from another scenario, or mark it `draft`.",
    }
    /// Topics whose answers point at each other.
    TOPIC_CIRCLE = "L0308" Error {
        headline: "темы отсылают друг к другу по кругу: {circle}" / "topics refer to each other in a circle: {circle}",
        label: "ответ отсылает к другой теме" / "the answer refers to another topic",
        why: "Ни у одной из этих тем нет своего ответа: человек его не получит." / "None of these topics has an answer of its own: the person gets none.",
        help: "Дайте хотя бы одной из них собственный ответ: текст, сценарий или очередь." / "Give at least one of them an answer of its own: a text, a scenario or a queue.",
    }
    /// Scenarios and topics that start each other without a question.
    TOPIC_LOOP = "L0309" Error {
        headline: "сценарии передают разговор друг другу по кругу, ни о чём не спрашивая: {circle}" / "scenarios hand the conversation round in a circle and ask nothing: {circle}",
        label: "сценарий начинается здесь" / "the scenario starts here",
        why: "Переход «тема …» снова запускает сценарий, из которого пришли, и человек ничего не успевает сказать." / "The transition `topic …` starts again the scenario one came from before the person can say anything.",
        help: "Поставьте перед переходом «тема …» вопрос или выбор, или закончите разговор." / "Put a question or a menu before the transition `topic …`, or end the conversation.",
    }
    /// A scenario in which nothing happens.
    NO_STEPS = "L0310" Error {
        headline: "в сценарии «{scenario}» нет ни одного шага" / "scenario “{scenario}” has no steps",
        label: "здесь нечего исполнять" / "there is nothing to do here",
        why: "Человек, который попадёт в этот сценарий, не услышит ничего." / "Whoever gets into this scenario hears nothing.",
        help: "Добавьте хотя бы один «шаг» или пометьте сценарий строкой «черновик»." / "Add at least one `step`, or mark the scenario `draft`.",
    }
    /// A menu without options.
    EMPTY_MENU = "L0311" Error {
        headline: "в выборе нет ни одного варианта" / "the menu has no options",
        label: "на этот вопрос нельзя ответить" / "this question cannot be answered",
        why: "Что бы человек ни сказал, ответ не подойдёт, и его отправят к оператору." / "Whatever the person says does not fit, and an operator has to take over.",
        help: "Добавьте варианты: «- имя \"Надпись\" -> шаг»." / "Add options: `- name \"Label\" -> step`.",
    }
    /// A cue of one word that stands in the cues of many topics.
    COMMON_CUE = "L0312" Note {
        headline: "слово «{word}» не отличает эту тему от других: оно стоит в признаках многих тем (тем: {topics} из {all})" / "the word “{word}” does not tell this topic from others: it stands in the cues of many (topics: {topics} of {all})",
        label: "этого слова достаточно, чтобы признак сработал" / "this word is enough for the cue to match",
        why: "Такое слово есть в вопросах на самые разные темы: признак прибавит вес и там, где спрашивают о другом." / "Questions about all kinds of topics have such a word: the cue adds its weight where people ask about something else.",
        help: "Добавьте слово, без которого об этой теме не спрашивают («{word} & …»), возьмите фразу в кавычки или уберите признак." / "Add a word without which nobody asks about this topic (`{word} & …`), use a phrase in quotes, or remove the cue.",
    }
    /// A step that no facts lead to.
    STEP_NEVER_REACHED = "L0313" Error {
        headline: "в шаг «{step}» не попадёт ни один разговор" / "no conversation gets into step “{step}”",
        label: "переходы сюда есть, но сработать они не могут" / "ways lead here, but they cannot be taken",
        why: "Всё, что ведёт в этот шаг, ждёт ответа, которого к тому месту уже не спрашивают: человек никогда не услышит того, что здесь написано." / "All that leads here waits for an answer that is no longer asked by then: nobody will ever hear what is written here.",
        help: "Проверьте вопросы, из обработчиков которых сюда ведут: спрашивают ли их ещё. Если нет — уберите и их, и этот шаг." / "Look at the questions whose handlers lead here: are they still asked? If not, remove them and this step.",
    }
    /// Facts with which a conversation cannot end.
    NO_FEASIBLE_WAY_OUT = "L0314" Error {
        headline: "из шага «{step}» не выйти, если {case}" / "there is no way out of step “{step}” if {case}",
        label: "что ни ответить дальше, разговор вернётся сюда же" / "whatever is answered from here on, the conversation comes back",
        why: "Переходы к концу и к оператору есть, но с такими ответами ни один из них не срабатывает: человек ходит по кругу." / "There are ways to an end and to an operator, but with such answers none of them can be taken: the person goes round in a circle.",
        help: "Дайте выход и для этого случая: вариант в меню, строку «если», которая ведёт к «завершить» или «оператору», или «забыть» перед возвратом." / "Give this case a way out too: an option, a line of `if` that leads to `finish` or `handover`, or `forget` before going back.",
    }
    /// An option that is meant to ask again and does not.
    SILENT_QUESTION = "L0315" Warning {
        headline: "после «{option}» вопрос о факте «{fact}» не прозвучит: ответ уже известен" / "after “{option}” the question about `{fact}` is not asked: the answer is known",
        label: "отсюда разговор молча вернётся к этому же выбору" / "from here the conversation silently comes back to this menu",
        why: "«Спросить» задаёт вопрос, только пока ответ не известен. Человек выберет «{option}» и услышит то же самое, что перед этим." / "`ask` asks only while the answer is not known. The person chooses “{option}” and hears the same as before.",
        help: "Напишите перед возвратом «забыть {fact}», чтобы спросить заново, или ведите в другой шаг." / "Write `forget {fact}` before going back to ask anew, or lead to another step.",
    }
}
