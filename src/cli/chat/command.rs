//! Commands of the conversation: a line that begins with `/`.

use crate::cli::output::{BOLD, paint};
use crate::source::fold;
use crate::value::{Bi, Channel, Date, Lang};

/// A command.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Why the last turn went as it did, or why this conclusion is as it is.
    Why(Option<String>),
    /// What is known.
    Facts,
    /// Where the conversation stands.
    Step,
    /// From the beginning.
    Restart,
    /// From the beginning on this channel.
    Channel(Channel),
    /// From the beginning on this day, at this minute.
    Date(Date, Option<u16>),
    /// Save as a test.
    Save(String),
    /// The citizen is silent.
    Silence,
    /// The citizen presses a key.
    Key(char),
    /// The list of commands.
    Help,
    /// The end.
    Exit,
    /// No command, or one that lacks something: what to say about it.
    Wrong(Bi),
}

struct Known {
    names: &'static [&'static str],
    shown: Bi,
    does: Bi,
}

const COMMANDS: &[Known] = &[
    Known {
        names: &["почему", "why"],
        shown: Bi {
            ru: "/почему [ИМЯ]",
            en: "/why [NAME]",
        },
        does: Bi {
            ru: "почему система ответила именно так; почему такова мера, решение или правило ИМЯ",
            en: "why the system answered so; why the measure, decision or rule NAME is as it is",
        },
    },
    Known {
        names: &["факты", "facts"],
        shown: Bi {
            ru: "/факты",
            en: "/facts",
        },
        does: Bi {
            ru: "что уже известно",
            en: "what is known by now",
        },
    },
    Known {
        names: &["шаг", "step"],
        shown: Bi {
            ru: "/шаг",
            en: "/step",
        },
        does: Bi {
            ru: "где находится разговор",
            en: "where the conversation stands",
        },
    },
    Known {
        names: &["сначала", "restart"],
        shown: Bi {
            ru: "/сначала",
            en: "/restart",
        },
        does: Bi {
            ru: "начать заново",
            en: "start again",
        },
    },
    Known {
        names: &["канал", "channel"],
        shown: Bi {
            ru: "/канал голос|чат",
            en: "/channel voice|chat",
        },
        does: Bi {
            ru: "начать заново по телефону или в чате",
            en: "start again by voice or in a chat",
        },
    },
    Known {
        names: &["дата", "date"],
        shown: Bi {
            ru: "/дата 2023-09-15 [10:30]",
            en: "/date 2023-09-15 [10:30]",
        },
        does: Bi {
            ru: "начать заново в этот день",
            en: "start again on this day",
        },
    },
    Known {
        names: &["молчание", "тишина", "silence"],
        shown: Bi {
            ru: "/молчание",
            en: "/silence",
        },
        does: Bi {
            ru: "промолчать",
            en: "say nothing",
        },
    },
    Known {
        names: &["клавиша", "key"],
        shown: Bi {
            ru: "/клавиша 1",
            en: "/key 1",
        },
        does: Bi {
            ru: "нажать клавишу телефона",
            en: "press a key of the telephone",
        },
    },
    Known {
        names: &["тест", "test"],
        shown: Bi {
            ru: "/тест ФАЙЛ",
            en: "/test FILE",
        },
        does: Bi {
            ru: "сохранить разговор как тест",
            en: "save the conversation as a test",
        },
    },
    Known {
        names: &["помощь", "help"],
        shown: Bi {
            ru: "/помощь",
            en: "/help",
        },
        does: Bi {
            ru: "этот список",
            en: "this list",
        },
    },
    Known {
        names: &["выход", "exit", "quit"],
        shown: Bi {
            ru: "/выход",
            en: "/exit",
        },
        does: Bi {
            ru: "закончить; Ctrl-D тоже",
            en: "leave; so does Ctrl-D",
        },
    },
];

/// Reads a line after its `/`.
pub fn read(line: &str) -> Command {
    let line = line.trim();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    let name = fold(name);
    let known = COMMANDS
        .iter()
        .find(|c| c.names.contains(&&*name))
        .and_then(|c| c.names.last());
    match known.copied() {
        Some("why") => Command::Why((!rest.is_empty()).then(|| rest.to_owned())),
        Some("facts") => Command::Facts,
        Some("step") => Command::Step,
        Some("restart") => Command::Restart,
        Some("silence") => Command::Silence,
        Some("help") => Command::Help,
        Some("quit") => Command::Exit,
        Some("channel") => match &*fold(rest) {
            "голос" | "voice" => Command::Channel(Channel::Voice),
            "чат" | "chat" => Command::Channel(Channel::Chat),
            _ => Command::Wrong(Bi {
                ru: "Какой канал? /канал голос или /канал чат",
                en: "Which channel? /channel voice or /channel chat",
            }),
        },
        Some("date") => date(rest).map_or(
            Command::Wrong(Bi {
                ru: "Какой день? Например: /дата 2023-09-15 или /дата 2023-09-15 10:30",
                en: "Which day? For example: /date 2023-09-15 or /date 2023-09-15 10:30",
            }),
            |(day, minute)| Command::Date(day, minute),
        ),
        Some("key") => {
            let mut chars = rest.chars();
            match (chars.next(), chars.next()) {
                (Some(key @ ('0'..='9' | '*' | '#')), None) => Command::Key(key),
                _ => Command::Wrong(Bi {
                    ru: "Какая клавиша? Цифра, * или #, например: /клавиша 1",
                    en: "Which key? A digit, * or #, for example: /key 1",
                }),
            }
        }
        Some("test") if rest.is_empty() => Command::Wrong(Bi {
            ru: "В какой файл? Например: /тест проверка.dialog",
            en: "Into which file? For example: /test check.dialog",
        }),
        Some("test") => Command::Save(rest.to_owned()),
        _ => Command::Wrong(Bi {
            ru: "Такой команды нет. Вот какие есть:",
            en: "There is no such command. These there are:",
        }),
    }
}

fn date(text: &str) -> Option<(Date, Option<u16>)> {
    let (day, time) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let day: Date = day.parse().ok()?;
    let time = time.trim();
    if time.is_empty() {
        return Some((day, None));
    }
    let (hour, minute) = time.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some((day, Some(hour * 60 + minute)))
}

/// The list of commands.
pub fn help(lang: Lang) -> String {
    let width = COMMANDS
        .iter()
        .map(|c| c.shown.get(lang).chars().count())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    for command in COMMANDS {
        let shown = command.shown.get(lang);
        let gap = " ".repeat(width - shown.chars().count());
        text.push_str(&format!("  {}{gap}  {}\n", paint(BOLD, shown), command.does.get(lang)));
    }
    text.push_str(match lang {
        Lang::Ru => "  Всё остальное — слова человека. Номер выбирает вариант, // в начале — это сама косая черта.\n",
        Lang::En => "  Everything else are the words of the citizen. A number chooses an option; // at the start is a slash itself.\n",
    });
    text
}
