//! The proposal of thresholds in words.

use super::judged::Judged;
use super::names::{number, percent};
use super::report::Used;
use super::tune::{Outcomes, Tuned, points, tune};
use crate::bundle::program::Program;
use crate::cli::output::{BOLD, DIM, YELLOW, paint, pick};
use crate::value::Lang;

/// With fewer answered rows a share of errors is hardly known.
const FEW: usize = 100;
/// Below this the account of the decision is not the engine's.
const AGREES: f64 = 0.98;

/// What `--tune` prints.
pub fn text(rows: &[Judged], program: &Program, used: Used, target: f64, lang: Lang) -> String {
    let points = points(rows, program);
    let endings: Vec<_> = rows.iter().map(Judged::ending).collect();
    match tune(&points, &endings, used, target) {
        Some(tuned) => shown(&tuned, used, target, lang),
        None => String::new(),
    }
}

fn shown(t: &Tuned, used: Used, target: f64, lang: Lang) -> String {
    let goal = percent(target, lang);
    let head = match lang {
        Lang::Ru => format!("Пороги, при которых неверных ответов не больше {goal}; строки для lotsman.yaml:"),
        Lang::En => format!("Thresholds that keep wrong answers to {goal}; lines for lotsman.yaml:"),
    };
    let mut out = format!("{}\n\n", paint(BOLD, &head));
    out.push_str(&format!(
        "thresholds:\n  answer: {}\n  clarify: {}\n  margin: {}\n  clarify_options: {}\n\n",
        t.choice.answer, t.choice.clarify, t.choice.margin, used.clarify_options
    ));
    let table = [
        (pick(lang, "сейчас", "now"), t.now),
        (
            pick(lang, "с ними, на тех же строках", "with them, on the same rows"),
            t.seen,
        ),
        (
            pick(
                lang,
                "с ними, на новых строках (оценка)",
                "with them, on new rows (estimate)",
            ),
            t.unseen,
        ),
    ];
    for (name, outcomes) in table {
        out.push_str(&format!("{}\n  {}\n", paint(BOLD, name), line(outcomes, lang)));
    }
    let (low, high) = (percent(t.error.0, lang), percent(t.error.1, lang));
    let sure = match lang {
        Lang::Ru => format!("\nНеверных среди ответов на новых строках: от {low} до {high} с вероятностью 95 %.\n"),
        Lang::En => format!("\nWrong among the answers on new rows: {low} to {high} with 95 % confidence.\n"),
    };
    out.push_str(&sure);
    for warning in warnings(t, target, lang) {
        out.push_str(&format!("{}\n", paint(YELLOW, &warning)));
    }
    let check = pick(
        lang,
        "Впишите строки в lotsman.yaml и проверьте: lotsman eval ФАЙЛ, лучше на вопросах, которых здесь не было.",
        "Put the lines into lotsman.yaml and check: lotsman eval FILE, best with questions that were not used here.",
    );
    out.push_str(&format!("{}\n", paint(DIM, check)));
    out
}

fn line(o: Outcomes, lang: Lang) -> String {
    let of = |n: usize| percent(n as f64 / o.n.max(1) as f64, lang);
    let wrong = percent(o.wrong as f64 / o.answered().max(1) as f64, lang);
    match lang {
        Lang::Ru => format!(
            "отвечено {}, из ответов неверных {wrong} ({}); переспрошено {}, верная тема в меню {}; не понято {}",
            of(o.answered()),
            o.wrong,
            of(o.clarified),
            percent(o.on_menu as f64 / o.clarified.max(1) as f64, lang),
            of(o.handed_over())
        ),
        Lang::En => format!(
            "answered {}, of the answers wrong {wrong} ({}); asked back {}, right topic on the menu {}; not understood {}",
            of(o.answered()),
            o.wrong,
            of(o.clarified),
            percent(o.on_menu as f64 / o.clarified.max(1) as f64, lang),
            of(o.handed_over())
        ),
    }
}

fn warnings(t: &Tuned, target: f64, lang: Lang) -> Vec<String> {
    let mut out = Vec::new();
    let goal = percent(target, lang);
    if t.seen.wrong as f64 > target * t.seen.answered() as f64 || t.seen.answered() == 0 {
        out.push(match lang {
            Lang::Ru => format!(
                "Такой доли ошибок ({goal}) порогами не добиться: и самые уверенные ответы бывают неверны. Смотрите, что с чем путают: lotsman eval без --tune."
            ),
            Lang::En => format!(
                "No thresholds keep errors to {goal}: the surest answers are wrong too. See what is taken for what: lotsman eval without --tune."
            ),
        });
    } else if t.unseen.answered() < FEW {
        out.push(match lang {
            Lang::Ru => format!(
                "Данных мало: отвеченных строк {}. Пока их меньше {FEW}, считайте это прикидкой.",
                t.unseen.answered()
            ),
            Lang::En => format!(
                "There are few data: {} answered rows. Below {FEW} take this for a guess.",
                t.unseen.answered()
            ),
        });
    } else if t.error.1 > target {
        out.push(match lang {
            Lang::Ru => format!(
                "Верхняя граница ошибки выше {goal}: обещать её рано. Нужно больше вопросов или --target-error поменьше."
            ),
            Lang::En => format!(
                "The upper bound of the error is above {goal}: do not promise it yet. More questions, or a smaller --target-error, are needed."
            ),
        });
    }
    if t.agreement < AGREES {
        let share = number(t.agreement * 100.0, 1, lang);
        out.push(match lang {
            Lang::Ru => format!(
                "Расчёт совпал с тем, как система решает на самом деле, в {share} % строк: решают не только пороги (есть решающие признаки). Проверьте пороги запуском."
            ),
            Lang::En => format!(
                "This account agrees with what the system really decides on {share} % of the rows: more than thresholds decide (there are decisive cues). Check the thresholds by a run."
            ),
        });
    }
    out
}
