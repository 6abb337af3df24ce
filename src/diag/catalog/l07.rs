//! Class L07, topics, judged by what they would answer.

use super::entries;

entries! {
    /// A phrase of two topics.
    SAME_PHRASE = "L0701" Warning {
        headline: "фраза «{phrase}» есть и в теме «{other}»" / "the phrase “{phrase}” stands in topic “{other}” too",
        label: "та же фраза в другой теме — «{title}»" / "the same phrase in another topic: “{title}”",
        why: "Если человек так спросит, нельзя сказать, какая из двух тем ему нужна: вместо ответа он получит выбор из двух.{how}" / "When a person asks this way, nobody can say which of the two topics is meant: instead of an answer there is a choice of two.{how}",
        help: "Оставьте фразу в той теме, о которой она на самом деле; в другой замените её вопросом, по которому видно отличие." / "Keep the phrase in the topic that it is really about; in the other one put a question that shows the difference.",
    }
    /// A cue that another one always decides before.
    IDLE_CUE = "L0702" Warning {
        headline: "признак «{cue}» ни на что не влияет: вместе с ним всегда решает «{other}»" / "the cue “{cue}” changes nothing: “{other}” always decides with it",
        label: "без этой строки всё будет так же" / "without this line everything stays the same",
        why: "Где подходит этот признак, подходит и другой, а тот решает один: эту строку можно менять как угодно, ответ не изменится." / "Wherever this cue holds, so does the other, which decides alone: whatever is changed in this line, the answer stays the same.",
        help: "Удалите строку. Если она нужна для других вопросов, уточните признак «{other}»: он шире, чем вы думали." / "Delete the line. If it is meant for other questions, narrow “{other}”: it is wider than you thought.",
    }
    /// A cue that stands twice.
    CUE_TWICE = "L0703" Warning {
        headline: "признак «{cue}» стоит в теме дважды" / "the cue “{cue}” stands twice in the topic",
        label: "второй раз" / "the second time",
        why: "Баллы двух строк складываются, и признак весит больше, чем написано в каждой из них." / "The points of both lines are added, and the cue weighs more than either of them says.",
        help: "Оставьте одну строку с тем весом, который нужен." / "Keep one line with the weight that is wanted.",
    }
    /// A cue that speaks for a topic only where another one forbids it.
    CUE_AGAINST_CUE = "L0704" Warning {
        headline: "признак «{cue}» никогда не поможет теме: вместе с ним всегда срабатывает запрет «{other}»" / "the cue “{cue}” can never help the topic: “{other}” always forbids it together with it",
        label: "этот признак говорит за тему" / "for the topic",
        why: "Один признак ведёт в тему, другой в тех же вопросах её запрещает. Запрет сильнее: по этим словам сюда не попасть." / "One cue leads to the topic, another forbids it in the very same questions. Forbidding is stronger: these words never lead here.",
        help: "Решите, о чём такие вопросы: удалите один из двух признаков или уточните запрет словами через «&»." / "Decide what such questions are about: delete one of the two cues, or narrow the forbidding one by further words with `&`.",
    }
    /// A phrase that its own topic forbids.
    OWN_PHRASE_FORBIDDEN = "L0705" Error {
        headline: "фразу «{phrase}» запрещает признак этой же темы: «никогда {cue}»" / "the phrase “{phrase}” is forbidden by a cue of its own topic: `never {cue}`",
        label: "эта фраза никогда не приведёт в свою тему" / "this phrase never leads to its topic",
        why: "Тема перечисляет этот вопрос среди своих и сама же его отвергает: человек услышит, что его не поняли, или ответ на другое." / "The topic lists the question as its own and refuses it itself: the person is told that nothing was understood, or gets an answer to something else.",
        help: "Если вопрос об этой теме, уточните запрет; если не о ней, перенесите фразу в «не фразы»." / "If the question is about this topic, narrow the forbidding cue; if it is not, move the phrase to `not phrases`.",
    }
    /// A phrase that another topic takes.
    PHRASE_TAKEN = "L0706" Error {
        headline: "фраза «{phrase}» ведёт не сюда, а в тему «{other}»: там решает признак «{cue}»" / "the phrase “{phrase}” leads not here but to topic “{other}”: the cue “{cue}” decides there",
        label: "вместо этой темы ответит «{title}»" / "“{title}” answers in place of this topic",
        why: "Признак с весом «всегда» решает сразу, и на фразы этой темы служба уже не смотрит: человек получит не тот ответ." / "A cue of weight `always` decides at once, and the phrases of this topic are not looked at: the person gets the wrong answer.",
        help: "Уточните признак «{cue}» или дайте ему баллы вместо «всегда»; если вопрос о той теме, перенесите фразу туда." / "Narrow the cue “{cue}”, or give it points in place of `always`; if the question is about that topic, move the phrase there.",
    }
    /// A phrase that decisive cues of two topics claim.
    PHRASE_CLAIMED_TWICE = "L0707" Warning {
        headline: "фразу «{phrase}» сразу берут себе две темы: эта и «{other}» (признак «{cue}»)" / "two topics take the phrase “{phrase}” at once: this one and “{other}” (cue “{cue}”)",
        label: "здесь решающий признак есть и у этой темы, и у темы «{title}»" / "both this topic and “{title}” have a decisive cue for it",
        why: "Два решающих признака равны: кто ответит, уже не зависит от вопроса, и обычно человек получит выбор вместо ответа." / "Two decisive cues are equals: who answers no longer depends on the question, and usually the person gets a choice in place of an answer.",
        help: "Уточните один из признаков словами, которых в чужих вопросах нет, или дайте ему баллы вместо «всегда»." / "Narrow one of the cues by words that the other's questions have not, or give it points in place of `always`.",
    }
    /// A topic without an answer and without topics below it.
    TOPIC_WITHOUT_ANSWER = "L0708" Warning {
        headline: "у темы «{topic}» нет ответа и нет подтем" / "topic “{topic}” has neither an answer nor topics below it",
        label: "человек дойдёт сюда и ничего не узнает" / "people get here and learn nothing",
        why: "Вопрос будет понят, а ответить нечем: человек услышит общие слова (texts.unknown_topic в lotsman.yaml)." / "The question is understood, and there is nothing to say: the person hears the general words of `texts.unknown_topic`.",
        help: "Добавьте строку «ответ …»: текст, сценарий, очередь или другую тему. Если тема ещё не готова, пометьте её строкой «черновик»." / "Add a line `answer …`: a text, a scenario, a queue or another topic. If the topic is not ready yet, mark it `draft`.",
    }
    /// A topic that no question leads to.
    TOPIC_WITHOUT_WORDS = "L0709" Warning {
        headline: "у темы «{topic}» нет ни фраз, ни признаков, и ни один переход сюда не ведёт" / "topic “{topic}” has neither phrases nor cues, and nothing leads to it",
        label: "её почти никогда не найдут" / "it is hardly ever found",
        why: "База не знает, как люди об этом спрашивают: у неё есть только заголовок, и почти все такие вопросы она не поймёт." / "Of how people ask about it the base knows nothing but the title: nearly all such questions will not be understood.",
        help: "Добавьте «фразы»: хотя бы три вопроса так, как их задают люди." / "Add `phrases`: at least three questions as people ask them.",
    }
    /// `не путать с` that only one of two topics says.
    CONFUSED_ONE_WAY = "L0710" Note {
        headline: "тема «{topic}» просит не путать её с «{other}», а та об этом не говорит" / "topic “{topic}” asks not to be confused with “{other}”, which does not say the same",
        label: "сказано только с одной стороны" / "said by one side only",
        why: "Кто откроет другую тему, не узнает, что рядом есть похожая, и напишет в неё чужие фразы." / "Whoever opens the other topic does not learn that there is a similar one beside it, and puts its phrases there.",
        help: "Добавьте в тему «{other}» строку «не путать с {topic}»." / "Add the line `not to confuse with {topic}` to topic “{other}”.",
    }
    /// Letters of two alphabets in a word.
    MIXED_WORD = "L0711" Warning {
        headline: "в слове «{word}» смешаны русские и латинские буквы" / "the word “{word}” mixes Russian and Latin letters",
        label: "должно быть «{meant}»" / "“{meant}” is meant",
        why: "На вид слово обычное, но поиск его не найдёт, а синтез речи прочтёт по буквам." / "The word looks as usual, but search does not find it and speech synthesis spells it out.",
        help: "Наберите слово заново буквами одного алфавита: «{meant}»." / "Type the word again in one alphabet: “{meant}”.",
    }
    /// Two spaces in a row.
    DOUBLE_SPACE = "L0712" Note {
        headline: "в тексте «{text}» два пробела подряд" / "“{text}” has two spaces in a row",
        label: "лишний пробел" / "one space too many",
        why: "Обычно это след правки: пропало слово или остался лишний пробел." / "Usually it is left by an edit: a word has gone, or a space remained.",
        help: "Проверьте, не пропало ли слово, и оставьте один пробел." / "See whether a word is missing, and leave one space.",
    }
    /// A text that nobody has filled in.
    PLACEHOLDER = "L0713" Warning {
        headline: "«{text}» похоже на заготовку, которую забыли заполнить" / "“{text}” looks like a stub that nobody filled in",
        label: "заготовка вместо текста" / "a stub in place of a text",
        why: "Заголовки люди видят в выборе темы, по фразам служба учится: заготовка запутает и тех, и других." / "People see titles when they choose a topic, and the service learns from phrases: a stub misleads both.",
        help: "Напишите настоящий текст или удалите строку; неготовую тему пометьте строкой «черновик»." / "Write the real text or delete the line; mark a topic that is not ready `draft`.",
    }
    /// A phrase that the ranker leads to another topic.
    PHRASE_LEADS_ELSEWHERE = "L0714" Warning {
        headline: "фраза «{phrase}» не ведёт в свою тему: {instead}" / "the phrase “{phrase}” does not lead to its topic: {instead}",
        label: "проверено тем же распознаванием, что работает в службе" / "judged by the very code that serves people",
        why: "Это вопрос из самой базы, и даже он не находит своего ответа: {reason}." / "It is a question of the base itself, and even it does not find its answer: {reason}.",
        help: "Посмотрите «lotsman classify» для этой фразы; уточните признаки или перенесите фразу в ту тему, о которой она." / "Look at `lotsman classify` for this phrase; narrow the cues, or move the phrase to the topic that it is about.",
    }
    /// A phrase nearly like another topic's.
    NEAR_PHRASE = "L0715" Note {
        headline: "фраза «{phrase}» почти та же, что «{twin}» в теме «{other}»" / "the phrase “{phrase}” is nearly “{twin}” of topic “{other}”",
        label: "не зная этой фразы, служба ответила бы из темы «{title}»" / "without this phrase the service would answer from “{title}”",
        why: "Две темы отличаются здесь одной-двумя мелочами: стоит человеку сказать чуть иначе, и он получит ответ другой темы." / "The two topics differ here in a detail or two: when a person says it a little differently, the other topic answers.",
        help: "Добавьте в обе темы фразы, по которым видно отличие, или признак с этим отличием; если отличия нет, объедините темы." / "Add phrases that show the difference to both topics, or a cue with it; if there is no difference, join the topics.",
    }
    /// Topics that are declared different and that the service confuses.
    DECLARED_AND_CONFUSED = "L0716" Warning {
        headline: "тему «{topic}» просят не путать с «{other}», а служба путает: {phrases}" / "topic “{topic}” is not to be confused with “{other}”, and the service does confuse them: {phrases}",
        label: "эти темы объявлены разными" / "these topics are declared different",
        why: "Фразы темы «{topic}», а ответ или выбор человек получит из «{title}» (таких фраз: {count} из {all}). Строка «не путать с» только предупреждает авторов, сама она ничего не различает." / "They are phrases of “{topic}”, but what people get is of “{title}” (such phrases: {count} of {all}). The line `not to confuse with` only warns authors; it tells nothing apart by itself.",
        help: "Добавьте признак, по которому видно отличие: «+» в этой теме, «-» в другой. Почему служба решила так, покажет «lotsman classify» для этой фразы." / "Add a cue for what makes the difference: `+` in this topic, `-` in the other. `lotsman classify` for this phrase shows why the service decided so.",
    }
    /// Topics that are declared different and told apart only by the very phrases.
    TOLD_APART_BY_HEART = "L0717" Note {
        headline: "тему «{topic}» просят не путать с «{other}», а отличает их служба только по заученным фразам: {phrases}" / "topic “{topic}” is not to be confused with “{other}”, but the service tells them apart only by phrases learnt by heart: {phrases}",
        label: "эти темы объявлены разными" / "these topics are declared different",
        why: "Эти слова служба знает наизусть. Если бы их не было в базе, на такой вопрос она уверенно ответила бы из «{title}» (таких фраз: {count} из {all}); так и будет, когда человек спросит чуть иначе." / "The service knows these words by heart. Without them in the base it would surely answer such a question from “{title}” (such phrases: {count} of {all}); and so it will when a person asks a little differently.",
        help: "Добавьте признак, по которому видно отличие, или ещё фразы с ним в обе темы." / "Add a cue for what makes the difference, or more phrases with it to both topics.",
    }
}
