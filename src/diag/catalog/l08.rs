//! Class L08, people: identification, operators, queues, grounds.

use super::entries;

entries! {
    /// A source that needs an identification is asked about nobody known.
    UNIDENTIFIED_SOURCE = "L0801" Error {
        headline: "источник «{name}» спрашивают{channel} о человеке, чья личность не подтверждена" / "source `{name}` is asked{channel} about a person who is not identified",
        label: "сюда приходят и без подтверждения: {path}" / "this is reached unidentified: {path}",
        why: "Источник отвечает только о тех, кто подтвердил личность. Иначе он откажет, и человек ответит на вопросы зря; а если не откажет — чужие сведения услышит кто угодно." / "The source requires an identification. Without it the source refuses and the person has answered in vain; or it answers, and anybody hears another person's data.",
        help: "На каждом пути сюда поставьте раньше строку «идентифицировать{kind}», а «не удалось» ведите туда, где сведения не нужны." / "Put `identify{kind}` before this line on every way to it, and let `failed` lead to where the data are not needed.",
    }
    /// A source tells personal data about nobody known.
    PERSONAL_SOURCE = "L0802" Error {
        headline: "источник «{name}» сообщает личное ({fact}){channel}, а личность не подтверждена" / "source `{name}` tells personal data ({fact}){channel} although nobody is identified",
        label: "сюда приходят и без подтверждения: {path}" / "this is reached unidentified: {path}",
        why: "Факт помечен «персональный», значит, чужому его знать нельзя. Здесь его узнает всякий, кто назовёт чужой номер." / "The fact is marked `personal`: others must not learn it. Here anybody does who tells another person's number.",
        help: "Напишите у источника «требует идентификации» и поставьте «идентифицировать» раньше этой строки на каждом пути." / "Write `needs identification` in the source, and put `identify` before this line on every way to it.",
    }
    /// Personal data are asked of nobody known.
    PERSONAL_ASKED = "L0803" Warning {
        headline: "личное («{fact}») спрашивают{channel} раньше, чем подтверждена личность" / "personal data (`{fact}`) are asked{channel} before the person is identified",
        label: "сюда приходят и без подтверждения: {path}" / "this is reached unidentified: {path}",
        why: "Личность подтверждают дальше. Не подтвердится — личные данные человек назвал зря, а служба хранит их неизвестно о ком." / "The identification follows. If it fails, the person has told personal data in vain, and the service keeps them about nobody knows whom.",
        help: "Поставьте «идентифицировать» раньше этого вопроса." / "Put `identify` before this question.",
    }
    /// Calling for an operator leads to none.
    NO_OPERATOR = "L0804" Error {
        headline: "человек просит оператора, но отсюда к оператору не попасть" / "people ask for an operator, and no way from here leads to one",
        label: "эта строка забирает слово «оператор» себе" / "this line takes the word “operator”",
        why: "Без неё слово «оператор» соединило бы с очередью по умолчанию. С ней человек остаётся с помощником, сколько бы ни просил." / "Without it the word would lead to the default queue. With it the person stays with the assistant however often they ask.",
        help: "Ведите к оператору: «оператор -> оператору ОЧЕРЕДЬ», или уберите строку." / "Lead to an operator: `operator -> handover QUEUE`, or remove the line.",
    }
    /// An option promises an operator and leads elsewhere.
    OPERATOR_OPTION = "L0805" Warning {
        headline: "вариант «{option}» обещает оператора («{words}»), а ведёт не к нему" / "option `{option}` promises an operator (“{words}”) and leads elsewhere",
        label: "отсюда к оператору не попасть" / "no operator can be reached from here",
        why: "Слова варианта важнее команды «оператор»: кто скажет их здесь, не попадёт к человеку." / "The words of an option come before the command: whoever says them here does not get to a person.",
        help: "Ведите вариант к оператору или назовите его другими словами." / "Lead the option to an operator, or word it differently.",
    }
    /// A queue closes and nothing says so.
    NO_OUT_OF_HOURS = "L0806" Warning {
        headline: "что услышит человек, когда очередь «{queue}» закрыта, не сказано" / "nothing says what people hear when queue `{queue}` is closed",
        label: "закрыта, например, {when}" / "closed, for example, {when}",
        why: "Прозвучит готовый текст, который не знает ваших часов, и разговор останется в закрытой очереди до её открытия." / "A ready-made text is said that knows nothing of your hours, and the conversation stays in the closed queue until it opens.",
        help: "Добавьте очереди строку «вне часов \"Работаем по будням с 9 до 18.\" -> цель» или напишите общий текст texts.out_of_hours в lotsman.yaml." / "Add `out of hours \"We work on weekdays from 9 to 18.\" -> target` to the queue, or write texts.out_of_hours in lotsman.yaml.",
    }
    /// Closed queues send people round.
    CLOSED_CIRCLE = "L0807" Error {
        headline: "в нерабочее время очереди посылают человека по кругу: {queues}" / "out of hours the queues send people round: {queues}",
        label: "{when} закрыты все очереди этого круга" / "all queues of the circle are closed {when}",
        why: "Человек услышит одни и те же слова по нескольку раз и всё равно окажется в закрытой очереди." / "People hear the same words several times and end up in a closed queue after all.",
        help: "Ведите хотя бы одну из очередей туда, где отвечают всегда, или завершите разговор словами о часах работы." / "Lead one of the queues to where somebody always answers, or finish the conversation with words about the hours.",
    }
    /// A closed queue sends people to another closed one.
    CLOSED_TOO = "L0808" Warning {
        headline: "в нерабочее время очередь «{queue}» посылает в очередь, которая тоже закрыта: {queues}" / "out of hours queue `{queue}` sends people to one that is closed as well: {queues}",
        label: "так будет, например, {when}" / "so it is, for example, {when}",
        why: "Человека обещают соединить и тут же говорят, что никого нет." / "People are promised a connection and told at once that nobody is there.",
        help: "Ведите в очередь, открытую в эти часы, или завершите разговор словами о часах работы." / "Lead to a queue that is open at that time, or finish the conversation with words about the hours.",
    }
    /// An outcome that needs a ground is reached without any.
    NO_GROUND = "L0809" Error {
        headline: "исход «{outcome}» требует основания, а на этом пути его никто не назвал" / "outcome `{outcome}` needs a ground, and nothing on this way names one",
        label: "сюда приходят без основания: {path}" / "this is reached without a ground: {path}",
        why: "В lotsman.yaml у исхода стоит ground_required: ответ должен на что-то опираться. Здесь человек получает ответ, о котором нельзя сказать, откуда он." / "The outcome has ground_required in lotsman.yaml: the answer must stand on something. Here people get an answer of which nobody can say where it comes from.",
        help: "Добавьте «основание» теме, сценарию или правилам, по которым отвечают, либо завершите другим исходом." / "Add `ground` to the topic, the scenario or the rules that answer, or finish with another outcome.",
    }
}
