//! Why a request is not answered, for clients and for people.

use crate::value::{Bi, Lang};

/// Why a request is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The request is none of ours; what is wrong with it.
    Malformed(String),
    /// No such conversation, or it is over long since.
    NoConversation,
    /// The conversation has ended.
    Over,
    /// The turn was answered long ago.
    AnsweredLongAgo,
    /// Others write to the same conversation all the time.
    Contended,
    /// No such ticket.
    NoTicket,
    /// An operator has taken the ticket: who.
    Taken(String),
    /// A key is needed.
    Key,
    /// The key opens something else.
    Closed,
    /// The page that asks is not of a site that may.
    Origin,
    /// Too much of one caller; seconds to wait.
    TooMany(u64),
    /// The gateway is full.
    Full,
    /// The request is too long: bytes allowed.
    TooLong(usize),
    /// No such page.
    NoPage,
    /// No such method here.
    Method,
    /// The body is of another kind.
    Kind,
    /// It took too long.
    Slow,
    /// The store or the system does not do its part.
    Unavailable,
    /// The new bundle is not taken: why.
    Refused(String),
}

impl Problem {
    /// The status of HTTP.
    pub(crate) fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::Key => 401,
            Self::Closed | Self::Origin => 403,
            Self::NoConversation | Self::NoTicket | Self::NoPage => 404,
            Self::Method => 405,
            Self::AnsweredLongAgo | Self::Contended | Self::Taken(_) => 409,
            Self::Over => 410,
            Self::TooLong(_) => 413,
            Self::Kind => 415,
            Self::Refused(_) => 422,
            Self::TooMany(_) => 429,
            Self::Full | Self::Unavailable | Self::Slow => 503,
        }
    }

    /// Seconds after which the same may pass.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooMany(seconds) => Some(*seconds),
            Self::Full => Some(5),
            Self::Unavailable | Self::Contended | Self::Slow => Some(1),
            _ => None,
        }
    }

    /// A name that does not change, for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::NoConversation => "no-conversation",
            Self::Over => "over",
            Self::AnsweredLongAgo => "answered-long-ago",
            Self::Contended => "contended",
            Self::NoTicket => "no-ticket",
            Self::Taken(_) => "taken",
            Self::Key => "key-needed",
            Self::Closed => "closed",
            Self::Origin => "origin",
            Self::TooMany(_) => "too-many",
            Self::Full => "full",
            Self::TooLong(_) => "too-long",
            Self::NoPage => "no-page",
            Self::Method => "method",
            Self::Kind => "media-type",
            Self::Slow => "too-slow",
            Self::Unavailable => "unavailable",
            Self::Refused(_) => "refused",
        }
    }

    /// What it is called, for people.
    pub(crate) fn title(&self, lang: Lang) -> &'static str {
        let words = match self {
            Self::Malformed(_) => Bi {
                ru: "Запрос не понят",
                en: "The request is not understood",
            },
            Self::NoConversation => Bi {
                ru: "Такого разговора нет",
                en: "There is no such conversation",
            },
            Self::Over => Bi {
                ru: "Разговор закончен",
                en: "The conversation is over",
            },
            Self::AnsweredLongAgo => Bi {
                ru: "На этот ход уже отвечено",
                en: "This turn has been answered",
            },
            Self::Contended => Bi {
                ru: "Разговор занят",
                en: "The conversation is busy",
            },
            Self::NoTicket => Bi {
                ru: "Такого обращения нет",
                en: "There is no such ticket",
            },
            Self::Taken(_) => Bi {
                ru: "Обращение уже взято",
                en: "The ticket is taken",
            },
            Self::Key => Bi {
                ru: "Нужен ключ",
                en: "A key is needed",
            },
            Self::Closed => Bi {
                ru: "Сюда нельзя",
                en: "This is closed",
            },
            Self::Origin => Bi {
                ru: "Этому сайту нельзя",
                en: "This site may not",
            },
            Self::TooMany(_) => Bi {
                ru: "Слишком много запросов",
                en: "Too many requests",
            },
            Self::Full => Bi {
                ru: "Служба занята",
                en: "The service is busy",
            },
            Self::TooLong(_) => Bi {
                ru: "Слишком длинно",
                en: "Too long",
            },
            Self::NoPage => Bi {
                ru: "Такой страницы нет",
                en: "There is no such page",
            },
            Self::Method => Bi {
                ru: "Здесь так не спрашивают",
                en: "This is not asked in this way",
            },
            Self::Kind => Bi {
                ru: "Не тот вид содержимого",
                en: "Not the right kind of content",
            },
            Self::Slow => Bi {
                ru: "Ответ не успел",
                en: "The answer took too long",
            },
            Self::Unavailable => Bi {
                ru: "Служба не отвечает",
                en: "The service does not answer",
            },
            Self::Refused(_) => Bi {
                ru: "Новая сборка не принята",
                en: "The new bundle is refused",
            },
        };
        words.get(lang)
    }

    /// What to do about it, for people.
    pub(crate) fn detail(&self, lang: Lang) -> String {
        let words = match self {
            Self::Malformed(why) | Self::Refused(why) => return why.clone(),
            Self::Taken(by) => {
                return match lang {
                    Lang::Ru => format!("Его взял другой оператор: {by}."),
                    Lang::En => format!("Another operator has it: {by}."),
                };
            }
            Self::TooMany(seconds) => {
                return match lang {
                    Lang::Ru => format!("Повторите через {seconds} с."),
                    Lang::En => format!("Try again in {seconds} s."),
                };
            }
            Self::TooLong(limit) => {
                return match lang {
                    Lang::Ru => format!("Принимается не больше {limit} байт."),
                    Lang::En => format!("At most {limit} bytes are taken."),
                };
            }
            Self::NoConversation => Bi {
                ru: "Он удалён, или с последнего ответа прошло слишком много времени. Начните новый.",
                en: "It was deleted, or the last answer was too long ago. Begin a new one.",
            },
            Self::Over => Bi {
                ru: "Начните новый.",
                en: "Begin a new one.",
            },
            Self::AnsweredLongAgo => Bi {
                ru: "После него были другие; ответ на него больше не хранится. Текст разговора есть по его адресу.",
                en: "Others came after it, and its answer is no longer kept. The conversation can be read at its address.",
            },
            Self::Contended => Bi {
                ru: "В него пишут сразу из нескольких мест. Повторите тот же ход.",
                en: "Several write to it at once. Send the same turn again.",
            },
            Self::NoTicket => Bi {
                ru: "Оно закрыто давно или не существовало.",
                en: "It was closed long ago, or never was.",
            },
            Self::Key => Bi {
                ru: "Передайте ключ в заголовке Authorization: Bearer.",
                en: "Show the key in the header Authorization: Bearer.",
            },
            Self::Closed => Bi {
                ru: "Ключ для этого в настройках не задан, или показан не тот.",
                en: "The settings give no key for this, or another was shown.",
            },
            Self::Origin => Bi {
                ru: "Сайта нет в списке origins в настройках.",
                en: "The site is not among the origins of the settings.",
            },
            Self::Full => Bi {
                ru: "Разговоров сейчас больше, чем служба берёт. Повторите чуть позже.",
                en: "There are more conversations than the service takes. Try again a little later.",
            },
            Self::NoPage => Bi {
                ru: "Проверьте адрес.",
                en: "Check the address.",
            },
            Self::Method => Bi {
                ru: "Описание запросов — в /openapi.json.",
                en: "Requests are described in /openapi.json.",
            },
            Self::Kind => Bi {
                ru: "Нужен Content-Type: application/json.",
                en: "Content-Type: application/json is wanted.",
            },
            Self::Slow => Bi {
                ru: "Отправьте тот же ход ещё раз: он не будет засчитан дважды.",
                en: "Send the same turn again: it will not count twice.",
            },
            Self::Unavailable => Bi {
                ru: "Отправьте то же ещё раз через секунду: дважды это не засчитается.",
                en: "Send the same again in a second: it will not count twice.",
            },
        };
        words.get(lang).to_owned()
    }
}
