//! What holds when `lotsman.yaml` does not say otherwise.

use std::collections::BTreeMap;

use super::{Channels, Chat, Control, Expectations, Limits, Manifest, Outcome, Texts, Thresholds, Voice};
use crate::span::Place;
use crate::value::Lang;

impl Default for Manifest {
    fn default() -> Self {
        Self {
            name: "база".into(),
            title: "база".into(),
            language: Lang::Ru,
            time_zone: "Europe/Moscow".into(),
            start: None,
            texts: Texts::in_language(Lang::Ru),
            limits: Limits::default(),
            channels: Channels::default(),
            thresholds: Thresholds::default(),
            eval: Expectations::default(),
            segments: Vec::new(),
            outcomes: default_outcomes(Lang::Ru, Place::default()),
            default_queue: None,
            control: Control::default(),
            severity: BTreeMap::new(),
            exclude: Vec::new(),
            places: BTreeMap::new(),
            broken: false,
        }
    }
}

/// Outcomes of a base whose author has not thought of any: solved, answered, handed over, aborted.
pub(super) fn default_outcomes(language: Lang, place: Place) -> Vec<Outcome> {
    let names = match language {
        Lang::Ru => [
            ("решено", "Вопрос решён"),
            ("отвечено", "Ответ дан"),
            ("передано", "Передано оператору"),
            ("прервано", "Разговор прерван"),
        ],
        Lang::En => [
            ("solved", "Solved"),
            ("answered", "Answered"),
            ("handed_over", "Handed over"),
            ("aborted", "Aborted"),
        ],
    };
    names
        .into_iter()
        .map(|(name, title)| Outcome {
            name: name.into(),
            title: title.into(),
            ground_required: false,
            place,
        })
        .collect()
}

impl Texts {
    /// The default texts of a language.
    pub fn in_language(language: Lang) -> Self {
        let list = |items: [&str; 2]| items.map(str::to_owned).to_vec();
        match language {
            Lang::Ru => Self {
                greeting: "Здравствуйте! Чем могу помочь?".into(),
                no_match: list([
                    "Не понял вас. Скажите, пожалуйста, другими словами.",
                    "Всё ещё не понимаю. Можно выбрать из предложенного или сказать «оператор».",
                ]),
                no_input: list(["Я вас не слышу. Вы на связи?", "По-прежнему ничего не слышно."]),
                clarify: "Уточните, пожалуйста, что вы имеете в виду.".into(),
                topic_resume: "Вернёмся к вашему вопросу.".into(),
                handover: "Передаю разговор оператору. Всё, что вы сказали, он увидит.".into(),
                goodbye: "Спасибо за обращение. До свидания!".into(),
                source_failed: "Сейчас не удаётся получить сведения.".into(),
                out_of_hours: "Операторы сейчас не работают. Напишите, и вам ответят в рабочее время.".into(),
                unknown_topic: "На этот вопрос у меня нет ответа.".into(),
            },
            Lang::En => Self {
                greeting: "Hello! How can I help?".into(),
                no_match: list([
                    "I did not understand. Please say it in other words.",
                    "I still do not understand. You can choose one of the options or say \"operator\".",
                ]),
                no_input: list(["I cannot hear you. Are you there?", "I still cannot hear anything."]),
                clarify: "Please tell me what you mean.".into(),
                topic_resume: "Let us go back to your question.".into(),
                handover: "I am passing you to an operator, who will see everything you said.".into(),
                goodbye: "Thank you. Goodbye!".into(),
                source_failed: "The information cannot be had right now.".into(),
                out_of_hours: "No operator is at work now. Leave a message and you will be answered in working hours."
                    .into(),
                unknown_topic: "I have no answer to this question.".into(),
            },
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            no_match: 2,
            no_input: 2,
            steps_per_turn: 200,
            message_length: 4000,
            call_depth: 16,
            expiry_days: 30,
            questions: None,
            spoken_seconds: None,
        }
    }
}

impl Default for Channels {
    fn default() -> Self {
        Self {
            chat: Chat {
                max_buttons: 8,
                max_message: 1000,
                // What the keyboards of large messengers take.
                max_label: 40,
                identification: Vec::new(),
            },
            // Four options are what people keep in mind while listening.
            voice: Voice {
                max_options: 4,
                max_prompt_seconds: 20,
                identification: Vec::new(),
            },
        }
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            answer: 0.7,
            clarify: 0.35,
            margin: 0.15,
            clarify_options: 3,
        }
    }
}
