//! The coverage in a table, and the places that no test reaches.

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, ContentArrangement, Table};

use super::coverage::{Branch, Covered, Map};
use crate::bundle::program::{DecisionBody, HandlerOn, Op, Program, SourcePos, StepId, TopicId};
use crate::value::Lang;

/// Reached and all.
#[derive(Clone, Copy, Debug, Default)]
struct Count(usize, usize);

impl Count {
    fn add(&mut self, reached: bool) {
        self.0 += usize::from(reached);
        self.1 += 1;
    }

    fn shown(self) -> String {
        match self.1 {
            0 => "—".to_owned(),
            all => format!("{}/{all} {:>3} %", self.0, self.percent()),
        }
    }

    /// Rounded down, so that 100 means all.
    fn percent(self) -> usize {
        (self.0 * 100).checked_div(self.1).unwrap_or(100)
    }
}

/// The report of coverage: a table for each scenario, the sums, what is missing; and the percentage
/// of steps that were reached.
pub fn coverage_text(program: &Program, map: &Map, covered: &Covered, lang: Lang) -> (String, usize) {
    let ru = lang == Lang::Ru;
    let mut table = Table::new();
    table
        .load_style(UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(if ru {
        ["Сценарий", "Шаги", "Ветки"]
    } else {
        ["Scenario", "Steps", "Branches"]
    });
    let mut missing: Vec<(SourcePos, String)> = Vec::new();
    let (mut steps, mut branches) = (Count::default(), Count::default());
    for scenario in &program.scenarios {
        let (mut own_steps, mut own_branches) = (Count::default(), Count::default());
        for s in scenario.steps.0.0..scenario.steps.1.0 {
            let id = StepId(s);
            let Some(step) = program.steps.get(id.index()) else {
                continue;
            };
            let reached = covered.steps.contains(&id);
            own_steps.add(reached);
            if !reached {
                missing.push((
                    step.at,
                    format!("{} {}/{}", if ru { "шаг" } else { "step" }, scenario.name, step.name),
                ));
            }
            for branch in map.branches(id) {
                let taken = covered.branches.contains(branch);
                own_branches.add(taken);
                // The ways out of a step that nobody enters go without saying.
                if !taken && (reached || matches!(branch, Branch::Handler(..))) {
                    missing.push(branch_place(program, *branch, step.at, lang));
                }
            }
        }
        table.add_row([scenario.name.to_string(), own_steps.shown(), own_branches.shown()]);
        steps = Count(steps.0 + own_steps.0, steps.1 + own_steps.1);
        branches = Count(branches.0 + own_branches.0, branches.1 + own_branches.1);
    }
    let rows = rows(program, covered, lang, &mut missing);
    let topics = topics(program, covered, lang, &mut missing);
    table.add_row([
        (if ru { "Всего" } else { "Total" }).to_owned(),
        steps.shown(),
        branches.shown(),
    ]);
    for n in [1, 2] {
        if let Some(column) = table.column_mut(n) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text = format!("{table}\n");
    text.push_str(&if ru {
        format!("Строки таблиц решений: {}\nТемы: {}\n", rows.shown(), topics.shown())
    } else {
        format!(
            "Rows of decision tables: {}\nTopics: {}\n",
            rows.shown(),
            topics.shown()
        )
    });
    missing.sort_by(|a, b| (a.0.file, a.0.line, &a.1).cmp(&(b.0.file, b.0.line, &b.1)));
    if !missing.is_empty() {
        text.push_str(if ru {
            "\nНи один тест не доходит сюда:\n"
        } else {
            "\nNo test gets here:\n"
        });
        for (at, what) in missing {
            let file = program.files.get(at.file as usize).map_or("", |f| &**f);
            text.push_str(&format!("  {file}:{}: {what}\n", at.line));
        }
    }
    (text, steps.percent())
}

fn rows(program: &Program, covered: &Covered, lang: Lang, missing: &mut Vec<(SourcePos, String)>) -> Count {
    let mut count = Count::default();
    for (d, decision) in program.decisions.iter().enumerate() {
        let DecisionBody::Table(table) = &decision.body else {
            continue;
        };
        for (r, row) in table.rows.iter().enumerate() {
            let reached = covered.rows.contains(&(d, r));
            count.add(reached);
            if !reached {
                let words = match lang {
                    Lang::Ru => format!("строка {} решения {}", r + 1, decision.name),
                    Lang::En => format!("row {} of the decision {}", r + 1, decision.name),
                };
                missing.push((row.at, words));
            }
        }
    }
    count
}

fn topics(program: &Program, covered: &Covered, lang: Lang, missing: &mut Vec<(SourcePos, String)>) -> Count {
    let mut count = Count::default();
    for (t, topic) in program.topics.iter().enumerate() {
        // A topic without an answer only groups others.
        if topic.answer.is_none() {
            continue;
        }
        let reached = covered.topics.contains(&TopicId(u32::try_from(t).unwrap_or(u32::MAX)));
        count.add(reached);
        if !reached {
            missing.push((
                topic.at,
                format!("{} {}", if lang == Lang::Ru { "тема" } else { "topic" }, topic.path),
            ));
        }
    }
    count
}

fn branch_place(program: &Program, branch: Branch, step: SourcePos, lang: Lang) -> (SourcePos, String) {
    let ru = lang == Lang::Ru;
    let node = |id: crate::bundle::program::NodeId| program.nodes.get(id.index());
    match branch {
        Branch::If(id, n) => {
            let words = if ru {
                format!("ветка {} в «если»", n + 1)
            } else {
                format!("branch {} of the condition", n + 1)
            };
            (node(id).map_or(step, |n| n.at), words)
        }
        Branch::Otherwise(id) => (
            node(id).map_or(step, |n| n.at),
            (if ru {
                "ветка «иначе»"
            } else {
                "branch “otherwise”"
            })
            .to_owned(),
        ),
        Branch::Option(id, n) => {
            let node = node(id);
            let name = match node.map(|n| &n.op) {
                Some(Op::Menu { options, .. }) => options.get(n).map(|o| o.name.to_string()).unwrap_or_default(),
                _ => String::new(),
            };
            (
                node.map_or(step, |n| n.at),
                format!("{} {name}", if ru { "вариант" } else { "option" }),
            )
        }
        Branch::Handler(list, n) => {
            let on = program
                .handlers
                .get(list.index())
                .and_then(|l| l.get(n))
                .map(|h| occasion(h.on, lang))
                .unwrap_or_default();
            (step, format!("{} «{on}»", if ru { "переход" } else { "way out" }))
        }
    }
}

/// What opens a handler, in words.
pub fn occasion(on: HandlerOn, lang: Lang) -> String {
    let (ru, en) = match on {
        HandlerOn::NoMatch => ("не понял", "no match"),
        HandlerOn::NoInput => ("молчание", "silence"),
        HandlerOn::MoreThan(n) => {
            return match lang {
                Lang::Ru => format!("больше {n} раз"),
                Lang::En => format!("more than {n} times"),
            };
        }
        HandlerOn::Operator => ("оператор", "operator"),
        HandlerOn::TopicChange => ("смена темы", "change of topic"),
        HandlerOn::NoTopicChange => ("смена темы запрещена", "no change of topic"),
        HandlerOn::DontKnow => ("не знаю", "don't know"),
        HandlerOn::NoAnswer => ("не ответил", "no answer"),
        HandlerOn::NoData => ("нет данных", "no data"),
        HandlerOn::Failed => ("не удалось", "failed"),
    };
    (if lang == Lang::Ru { ru } else { en }).to_owned()
}
