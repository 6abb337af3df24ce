//! L0806 a queue that closes and says nothing of its own, L0807 closed queues that send people round,
//! L0808 a closed queue that sends people to another closed one.

use std::collections::BTreeSet;

use super::answer;
use crate::bundle::program::{Answer, Program, Queue, QueueId, Target};
use crate::diag::{Arg, Diagnostic, Diagnostics, codes};
use crate::model::Model;

const DAY: u32 = 24 * 60;
const WEEK: u32 = 7 * DAY;

/// Reports each queue once.
pub fn check(model: &Model, found: &mut Diagnostics) {
    let program = &model.program;
    let said = model.manifest.place("texts.out_of_hours").is_some();
    for (n, queue) in program.queues.iter().enumerate() {
        let (Some(place), Some(closed_at)) = (model.places.queues.get(n).copied(), first_closed(queue)) else {
            continue;
        };
        if queue.closed.is_none() && !said {
            found.push(
                Diagnostic::new(&codes::NO_OUT_OF_HOURS, place.file, place.span)
                    .arg("queue", &*queue.name)
                    .arg("when", moment(closed_at)),
            );
        }
        if let Some(finding) = astray(program, n) {
            let (entry, minute, passed) = match finding {
                Astray::Round(minute, passed) => (&codes::CLOSED_CIRCLE, minute, passed),
                Astray::Closed(minute, passed) => (&codes::CLOSED_TOO, minute, passed),
            };
            let name = |q: &usize| program.queues.get(*q).map_or("", |q| &*q.name);
            let names: Vec<String> = passed.iter().map(|q| format!("«{}»", name(q))).collect();
            found.push(
                Diagnostic::new(entry, place.file, place.span)
                    .arg("queue", &*queue.name)
                    .arg("queues", names.join(" → "))
                    .arg("when", moment(minute)),
            );
        }
    }
}

/// Where people are sent out of hours.
enum Astray {
    /// Back to a queue that has sent them on, and the queues passed.
    Round(u32, Vec<usize>),
    /// To a queue that is closed as well and sends nobody on.
    Closed(u32, Vec<usize>),
}

/// Looks at every minute of the week at which a queue that may be met changes.
fn astray(program: &Program, first: usize) -> Option<Astray> {
    let mut met: Vec<usize> = vec![first];
    while let Some(next) = met.last().and_then(|q| onward(program, *q)) {
        if met.contains(&next) {
            break;
        }
        met.push(next);
    }
    onward(program, first)?;
    let minutes: BTreeSet<u32> = met
        .iter()
        .filter_map(|q| program.queues.get(*q))
        .flat_map(changes)
        .collect();
    let mut closed = None;
    for minute in minutes {
        let mut passed: Vec<usize> = Vec::new();
        let mut at = first;
        loop {
            let open = program.queues.get(at).is_none_or(|q| is_open(q, minute));
            if open {
                break;
            }
            if passed.contains(&at) {
                passed.push(at);
                return Some(Astray::Round(minute, passed));
            }
            passed.push(at);
            match onward(program, at) {
                Some(next) => at = next,
                None => {
                    let ends = program.queues.get(at).is_some_and(leads_on);
                    if passed.len() > 1 && !ends {
                        closed.get_or_insert((minute, passed));
                    }
                    break;
                }
            }
        }
    }
    closed.map(|(minute, passed)| Astray::Closed(minute, passed))
}

/// The queue to which a closed one sends people.
fn onward(program: &Program, queue: usize) -> Option<usize> {
    let (_, target) = program.queues.get(queue)?.closed.as_ref()?;
    let id: QueueId = match target.as_ref()? {
        Target::Operator(id, _) => *id,
        Target::Topic(topic) => match answer(program, topic.index()).1 {
            Some(Answer::Queue(id, _)) => *id,
            _ => return None,
        },
        Target::Step(_) | Target::Finish(..) | Target::Return => return None,
    };
    (id.index() < program.queues.len()).then_some(id.index())
}

/// Whether a closed queue leads somewhere at all.
fn leads_on(queue: &Queue) -> bool {
    queue.closed.as_ref().is_some_and(|(_, target)| target.is_some())
}

/// Minutes of the week at which a queue opens or closes.
fn changes(queue: &Queue) -> Vec<u32> {
    let mut minutes = vec![0];
    for hours in &queue.hours {
        for day in 0..7 {
            minutes.extend([hours.minutes.0, hours.minutes.1].map(|m| (day * DAY + u32::from(m)) % WEEK));
        }
    }
    minutes
}

/// The first minute of the week at which a queue is closed; none for one that never is.
fn first_closed(queue: &Queue) -> Option<u32> {
    let mut minutes = changes(queue);
    minutes.sort_unstable();
    minutes.into_iter().find(|m| !is_open(queue, *m))
}

/// A queue without hours takes people at any time.
fn is_open(queue: &Queue, minute: u32) -> bool {
    queue.hours.is_empty() || crate::runtime::is_open_at(&queue.hours, minute)
}

/// «в понедельник в 18:00»
fn moment(minute: u32) -> Arg {
    const DAYS: [(&str, &str); 7] = [
        ("в понедельник", "on Monday"),
        ("во вторник", "on Tuesday"),
        ("в среду", "on Wednesday"),
        ("в четверг", "on Thursday"),
        ("в пятницу", "on Friday"),
        ("в субботу", "on Saturday"),
        ("в воскресенье", "on Sunday"),
    ];
    let day = usize::try_from(minute / DAY).unwrap_or(0);
    let (ru, en) = DAYS.get(day).copied().unwrap_or_default();
    let time = format!("{}:{:02}", minute % DAY / 60, minute % 60);
    Arg::Words {
        ru: format!("{ru} в {time}"),
        en: format!("{en} at {time}"),
    }
}
