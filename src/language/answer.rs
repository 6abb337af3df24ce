//! «Да», «нет», «не знаю» in all their forms.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::{Word, WordKind, words};

/// An answer to a question of yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum YesNo {
    /// Да.
    Yes,
    /// Нет.
    No,
    /// Не знаю.
    Unknown,
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Answer(YesNo),
    /// Says nothing by itself.
    Filler,
    /// Begins like an answer and is none.
    Block,
}

static YES: &str = "да|ага|угу|дп|lf|ога|агась|ок|окей|хорошо|ладно|конечно|да конечно|разумеется|естественно|безусловно|несомненно|\
    верно|все верно|правильно|все правильно|точно|именно|именно так|так точно|так и есть|вроде да|есть|есть такое|\
    есть такой|есть такая|да есть|положено|положена|имеется|имеются|присутствует|получаю|получаем|получает|подтверждаю|\
    согласен|согласна|согласны|не против|не возражаю|хочу|нужно|надо|нужен|нужна|можно|могу|буду|давай|давайте|поехали|\
    было|был|была|были|подходит|устраивает|ну да|конечно же|еще бы|естественно да|само собой|само собой разумеется|\
    скорее да|скорее да чем нет|наверное да|думаю да|пожалуй|пожалуй да|вероятно да|возможно да|йес|es|так|\
    положительно|в точку|совершенно верно|абсолютно|абсолютно верно|утвердительно|являюсь|состою|проживаю|живу|работаю|\
    оформлял|оформляла|оформлен|оформлена|оформлено|подавал|подавала|обращался|обращалась|зарегистрирован|\
    зарегистрирована|прописан|прописана|помогло|решено|решен|решился|довольна|доволен|\
    yes|yep|yeah|yup|yea|ya|y|sure|of course|certainly|definitely|absolutely|correct|right|that is right|thats right|\
    indeed|ok|okay|true|exactly|affirmative|i do|i am|i have|we do|we have|we are|it is|it does|it has|i did|i was|i will|\
    i think so|please do|by all means|i agree|agreed|aye|totally";

static NO: &str = "нет|неа|не-а|нету|ytn|ноу|никак нет|да нет|вовсе нет|совсем нет|конечно нет|точно нет|нет конечно|\
    не имею|не имеем|не имеет|не имеется|не имеются|отсутствует|отсутствуют|не положено|не положена|не получаю|не получаем|\
    не согласен|не согласна|не хочу|не надо|не нужно|не нужен|не нужна|не буду|не было|не был|не была|не были|\
    не могу|нельзя|не подходит|не устраивает|ни в коем случае|ни разу|никогда|никогда не было|ничего|ничего нет|ничего подобного|\
    никого|никого нет|нисколько|ни одного|ни одной|отрицательно|неверно|не верно|неправильно|не правильно|не так|не совсем|\
    это не так|против|отказываюсь|откажусь|не являюсь|не состою|не проживаю|не живу|не работаю|не оформлял|не оформляла|\
    не подавал|не подавала|не обращался|не обращалась|не зарегистрирован|не зарегистрирована|не согласны|скорее нет|\
    скорее нет чем да|наверное нет|думаю нет|думаю что нет|вряд ли|едва ли|вроде нет|пожалуй нет|отнюдь|отнюдь нет|\
    нет не надо|спасибо нет|нет спасибо|нет и не было|не помогло|не решено|не решен|не решился|\
    no|nope|nah|n|not|no way|never|not really|certainly not|of course not|absolutely not|definitely not|incorrect|wrong|false|\
    not at all|i dont|i do not|i am not|im not|i have not|i havent|we dont|we do not|we are not|it is not|it isnt|it does not|\
    it doesnt|i did not|i didnt|i was not|i wasnt|i will not|i wont|negative|none|i disagree|i dont think so|no thanks|no thank you|nothing";

static UNKNOWN: &str = "не знаю|незнаю|хз|х з|без понятия|понятия не имею|не имею понятия|не имею представления|\
    затрудняюсь|затрудняюсь ответить|затрудняюсь сказать|не помню|не могу сказать|не могу вспомнить|не могу ответить|не могу знать|не вспомню|\
    не уверен|не уверена|не уверены|трудно сказать|сложно сказать|кто его знает|кто знает|откуда мне знать|откуда я знаю|\
    ума не приложу|не в курсе|неизвестно|не известно|мне неизвестно|не определился|не определилась|не решил|не решила|\
    может быть|может|возможно|может да может нет|и да и нет|ни да ни нет|как сказать|не сказали|не интересовался|\
    не интересовалась|сомневаюсь|не скажу|не могу точно сказать|точно не знаю|даже не знаю|я не знаю|затрудняемся|не знаем|\
    забыл|забыла|не представляю|пропустить|пропустим|дальше|\
    i dont know|i do not know|dont know|do not know|dunno|not sure|im not sure|i am not sure|no idea|i have no idea|\
    i dont remember|i do not remember|cant remember|cannot remember|i cant say|hard to say|maybe|perhaps|unsure|idk|i forgot|who knows|unknown|skip";

static FILLER: &str = "ну|вот|же|ой|эм|э|а|мм|хм|ах|я|мы|у меня|у нас|у него|у нее|мне|нам|это|наверное|наверно|вроде|вроде бы|\
    кажется|думаю|думаю что|полагаю|считаю|скорее всего|вообще|вообще-то|в принципе|в общем|в целом|пока|пока что|еще|уже|\
    спасибо|пожалуйста|здравствуйте|добрый день|девушка|просто|честно|честно говоря|если честно|к сожалению|к счастью|\
    все|то есть|так|и|но|тоже|очень|сейчас|на данный момент|в настоящее время|точно|совсем|всего|бы|за|такого|такой|такое|ответ|\
    well|um|uh|oh|hm|please|thanks|thank you|i think|i believe|i guess|probably|just|actually|currently|yet|and|but|sorry|to be honest|honestly";

static BLOCK: &str = "да вы что|да ты что|да уж|да ладно|да неужели|да сколько можно|да пошли|да пошел|да как|да что|да когда|да где|да почему|\
    нет слов|нет связи|нет времени|нет сил|нет света|нет воды|нет отопления|нет газа|нет доступа|нет ответа|есть вопрос|есть вопросы|\
    есть проблема|есть ли|есть жалоба|могу ли|можно ли|нужно ли|надо ли|положено ли|положена ли|хочу узнать|хочу спросить|хочу подать|\
    хочу оформить|хочу пожаловаться|хочу написать|хочу получить|хочу поговорить|могу я|можно узнать|надо узнать|нужна помощь|\
    нужна справка|не понял|не поняла|не поняли|не понимаю|не понятно|не слышу|не слышно|не расслышал|не расслышала|не туда|не тот|\
    не та|не то|не работает сайт|давайте сначала|давай сначала|хорошо бы|так как|так что|was|не могу войти|не могу зайти|не могу найти|не могу дозвониться|\
    не приходит|не открывается|не грузится|ничего не понимаю|ничего не понял|ничего не поняла|не ты|дальше что|может ли|возможно ли|точно ли|верно ли|was there";

/// Words of a question: with them, a sentence that begins with «да» asks rather than answers.
static ASKING: &[&str] = &[
    "кто",
    "что",
    "чего",
    "чем",
    "как",
    "какой",
    "какая",
    "какие",
    "какое",
    "каком",
    "где",
    "куда",
    "когда",
    "сколько",
    "почему",
    "зачем",
    "чей",
    "ли",
    "подскажите",
    "скажите",
    "who",
    "what",
    "how",
    "which",
    "where",
    "when",
    "why",
    "whose",
];

type Phrases = FxHashMap<&'static str, Vec<(Vec<&'static str>, Mark)>>;

static LEXICON: LazyLock<Phrases> = LazyLock::new(|| {
    let mut table = Phrases::default();
    let lists = [
        (BLOCK, Mark::Block),
        (YES, Mark::Answer(YesNo::Yes)),
        (NO, Mark::Answer(YesNo::No)),
        (UNKNOWN, Mark::Answer(YesNo::Unknown)),
        (FILLER, Mark::Filler),
    ];
    for (list, mark) in lists {
        for phrase in list.split('|') {
            let words: Vec<&str> = phrase.split_whitespace().collect();
            if let Some(first) = words.first().copied() {
                let group = table.entry(first).or_default();
                if !group.iter().any(|(known, _)| *known == words) {
                    group.push((words, mark));
                }
            }
        }
    }
    #[expect(
        clippy::iter_over_hash_type,
        reason = "each group is sorted by itself, the order of groups does not matter"
    )]
    for group in table.values_mut() {
        group.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    table
});

struct Token<'a> {
    text: &'a str,
    /// A sign follows.
    pause: bool,
}

fn phrase_at(tokens: &[Token<'_>], i: usize) -> Option<(Mark, usize)> {
    let first = tokens.get(i)?;
    let group = LEXICON.get(first.text)?;
    group.iter().find_map(|(phrase, mark)| {
        let fits = phrase
            .iter()
            .enumerate()
            .all(|(k, word)| tokens.get(i + k).is_some_and(|t| t.text == *word));
        fits.then_some((*mark, phrase.len()))
    })
}

/// «Не получаю»: «не» with any verb is a no.
fn negated_verb(tokens: &[Token<'_>], i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.text == "не")
        && tokens
            .get(i + 1)
            .is_some_and(|t| t.text.ends_with(['ю', 'у', 'л', 'а', 'м']) && t.text.len() > 4)
}

/// Longest answer that goes on after «да,».
const MAX_WORDS_AFTER_PAUSE: usize = 25;

/// Reads an answer of yes or no, `None` when the text is none.
///
/// An answer is a text of known words only, where the last answer counts («нет, да» is yes, «да нет»
/// is no); or a leading answer with a pause after it («да, с прошлого года»); or a short sentence
/// that begins or ends with one («нет у меня детей», «дети есть»). A sentence that asks is none.
pub fn yes_no(text: &str) -> Option<YesNo> {
    match text.trim() {
        "+" | "👍" | "👌" | "✅" | "++" => return Some(YesNo::Yes),
        "-" | "–" | "—" | "👎" | "❌" => return Some(YesNo::No),
        "?" | "🤷" => return None,
        _ => {}
    }
    let list = words(text);
    let parts: Vec<Vec<Word>> = list.iter().map(Word::parts).collect();
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(list.len());
    let mut asks = false;
    for (word, parts) in list.iter().zip(&parts) {
        match word.kind {
            WordKind::Punct => {
                asks |= &*word.folded == "?";
                if let Some(last) = tokens.last_mut() {
                    last.pause = true;
                }
            }
            _ if parts.is_empty() || &*word.folded == "не-а" || &*word.folded == "вообще-то" =>
            {
                tokens.push(Token {
                    text: &word.folded,
                    pause: false,
                });
            }
            _ => tokens.extend(parts.iter().map(|p| Token {
                text: &p.folded,
                pause: false,
            })),
        }
    }
    judge(&tokens, asks)
}

fn judge(tokens: &[Token<'_>], asks: bool) -> Option<YesNo> {
    let count = tokens.len();
    let mut last = None;
    let mut i = 0;
    while i < count {
        match phrase_at(tokens, i) {
            Some((Mark::Block, _)) if last.is_none() => return None,
            Some((Mark::Block, _)) => break,
            Some((Mark::Answer(answer), length)) => {
                last = Some(answer);
                i += length;
            }
            Some((Mark::Filler, length)) => i += length,
            None if count <= i + 3 && negated_verb(tokens, i) => {
                last = Some(YesNo::No);
                i += 2;
            }
            None => break,
        }
    }
    if i >= count {
        return last;
    }
    let rest_asks = asks || tokens.iter().skip(i).any(|t| ASKING.contains(&t.text));
    let Some(answer) = last else {
        return if asks || rest_asks {
            None
        } else {
            trailing(tokens)
        };
    };
    if i > 0 && tokens.get(i - 1).is_some_and(|t| t.pause) {
        return (count <= MAX_WORDS_AFTER_PAUSE).then_some(answer);
    }
    let longest = match answer {
        YesNo::Yes => 4,
        YesNo::No => 6,
        YesNo::Unknown => 8,
    };
    (!rest_asks && count <= longest).then_some(answer)
}

/// «Дети есть», «инвалидности нет», «пособие не получаю».
fn trailing(tokens: &[Token<'_>]) -> Option<YesNo> {
    let count = tokens.len();
    if count > 4 {
        return None;
    }
    for from in 1..count {
        match phrase_at(tokens, from) {
            Some((Mark::Answer(answer), length)) if from + length == count => return Some(answer),
            Some((Mark::Block, _)) => return None,
            _ if from + 2 == count && negated_verb(tokens, from) => return Some(YesNo::No),
            _ => {}
        }
    }
    None
}
