//! Class L10, bounds of questions and of spoken time.

use super::entries;

entries! {
    /// More questions than the base allows.
    TOO_MANY_QUESTIONS = "L1001" Error {
        headline: "вопросов в сценарии «{scenario}» может быть до {questions}, а предел — {limit}" / "scenario “{scenario}” may ask up to {questions} questions; the limit is {limit}",
        label: "столько набирается на пути {path}" / "they add up on the way {path}",
        why: "Чем длиннее расспрос, тем больше людей бросит его, не дойдя до ответа. Это верхняя граница: больше не спросят, но на этом пути могут быть нужны ответы, которые исключают друг друга." / "The longer the questioning, the more people leave before they get the answer. It is an upper bound: no more is asked, though this way may need answers that exclude each other.",
        help: "Уберите вопросы, без которых можно ответить, разделите сценарий, возьмите сведения из источника — или поднимите limits.questions в lotsman.yaml." / "Remove questions that the answer does not need, split the scenario, look data up instead, or raise limits.questions in lotsman.yaml.",
    }
    /// Longer to listen to than the base allows.
    TOO_LONG_TO_HEAR = "L1002" Error {
        headline: "по телефону сценарий «{scenario}» может говорить слишком долго: до {seconds} с, а предел — {limit} с" / "scenario “{scenario}” may speak for {seconds} seconds by telephone; the limit is {limit}",
        label: "столько набирается на пути {path}" / "they add up on the way {path}",
        why: "Столько человек слушает помощника, не считая своих ответов. Время посчитано по слогам, с самыми длинными значениями во вставках; это верхняя граница." / "So long people listen to the assistant, their own answers left out. The time is counted in syllables, with the longest values in the texts; it is an upper bound.",
        help: "Сократите сообщения этого пути или дайте им короткий вариант «голос»; предел — limits.spoken_seconds в lotsman.yaml." / "Shorten the messages on that way or give them a short `voice` variant; the limit is limits.spoken_seconds in lotsman.yaml.",
    }
    /// A circle that asks anew, and nobody said that it may.
    UNBOUNDED = "L1003" Warning {
        headline: "сколько вопросов задаст сценарий «{scenario}», сказать нельзя: в нём есть круг {circle}" / "nobody can say how much scenario “{scenario}” will ask: it has the circle {circle}",
        label: "повторы в нём не объявлены" / "it does not declare that it may repeat",
        why: "На каждом круге спрашивают заново, поэтому предел из lotsman.yaml ничего не обещает." / "Each round asks anew, so the limit of lotsman.yaml promises nothing.",
        help: "Если круг задуман (человек сам выбирает, вернуться ли), напишите в начале сценария «повторы по желанию»: такой круг считают один раз. Если нет — ведите из него дальше." / "If the circle is meant (people choose to go back), write `repeats at will` at the top of the scenario: it is counted once. If not, lead out of it.",
    }
    /// A circle declared where there is none.
    REPEATS_NOTHING = "L1004" Note {
        headline: "«повторы по желанию» написано зря: в сценарии «{scenario}» нечему повторяться" / "`repeats at will` says nothing: scenario “{scenario}” has no circle that asks anew",
        label: "круга, в котором спрашивают заново, здесь нет" / "there is no such circle here",
        why: "Строка обещает то, чего в разговоре не бывает, и разрешит круг, который появится здесь по ошибке." / "The line promises what never happens, and it would excuse a circle made here by mistake.",
        help: "Уберите строку." / "Remove the line.",
    }
}
