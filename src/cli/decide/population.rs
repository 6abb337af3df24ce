//! Many people: read, decided and written in chunks, both cores busy, the order kept.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::Value as Json;

use super::cells::{self, Columns};
use super::compare::Tally;
use super::{DecideArgs, Side};
use crate::cli::rows::{OutputFormat, Record, Row, RowArgs, Rows, SHOWN, Stop, Writer, spinner};
use crate::cli::{CLEAN, FINDINGS, Outcome as Code, output};
use crate::runtime::{Came, Decider, Outcome};
use crate::value::{Date, Lang};

/// Rows that are decided together: enough to keep the cores busy, few enough to stay in the cache.
const CHUNK: usize = 8192;

/// A population and what is to be decided for it.
pub struct Population<'a> {
    /// The bundle.
    pub side: &'a Side,
    /// The bundle to compare with.
    pub against: Option<&'a Side>,
    /// What was asked for.
    pub args: &'a DecideArgs,
    /// The day.
    pub today: Date,
    /// Language of messages and of truth in tables.
    pub lang: Lang,
}

/// A row decided: by the bundle, and by the one to compare with.
type Decided = Result<(Vec<Came>, Option<Vec<Came>>), cells::Fault>;

impl Population<'_> {
    /// Decides for every row of a file.
    pub fn run(&self, file: &Path) -> Code {
        let options = RowArgs {
            cells_only: true,
            ..self.args.rows.clone()
        };
        let mut rows = Rows::open(file, &options)?;
        let mut chunk = rows.chunk(CHUNK);
        let names = match &rows.columns().rest {
            Some(names) => names.clone(),
            None => chunk.names(),
        };
        let columns = Columns::new(&self.side.engine, &names, self.args.date_column.as_deref());
        if !columns.any() && !chunk.rows.is_empty() {
            return Err(self.no_facts(&names));
        }
        let ours = decider(self.side)?;
        let other = match self.against {
            Some(side) => {
                let columns = Columns::new(&side.engine, &names, self.args.date_column.as_deref());
                Some((decider(side)?, columns))
            }
            None => None,
        };
        let format = self.format();
        let header = self.header(&names);
        let mut writer = match Writer::new(self.args.output.as_deref(), &header, &[], format) {
            Ok(writer) => writer,
            Err(Stop::Closed) => return Ok(CLEAN),
            Err(Stop::Error(message)) => return Err(message),
        };
        let bar = spinner(match self.lang {
            Lang::Ru => "{spinner} решено {human_pos}, {per_sec}",
            Lang::En => "{spinner} decided {human_pos}, {per_sec}",
        });
        let mut tallies: Vec<Tally> = self.side.goals.iter().map(|_| Tally::default()).collect();
        let (mut done, mut faults) = (0_usize, 0_usize);
        while !chunk.is_empty() {
            for fault in &chunk.faults {
                if fault.fatal || options.strict {
                    return Err(fault.both());
                }
                faults += 1;
                if faults <= SHOWN {
                    bar.suspend(|| output::note(&fault.text(self.lang)));
                }
            }
            // The next rows are read while these are decided.
            let (decided, following) = rayon::join(
                || self.decide(&chunk.rows, (&ours, &columns), other.as_ref()),
                || rows.chunk(CHUNK),
            );
            for (row, decided) in chunk.rows.iter().zip(&decided) {
                match decided {
                    Ok((ours, other)) => {
                        done += 1;
                        for (n, (tally, ours)) in tallies.iter_mut().zip(ours).enumerate() {
                            let other = other.as_ref().and_then(|o| o.get(n));
                            tally.add(row.line, ours, other, self.lang);
                        }
                    }
                    Err(fault) => {
                        faults += 1;
                        let words = match self.lang {
                            Lang::Ru => &fault.ru,
                            Lang::En => &fault.en,
                        };
                        if options.strict {
                            let place = format!("{}:{}", file.display(), row.line);
                            return Err(format!("{place}: {} · {place}: {}", fault.ru, fault.en));
                        }
                        if faults <= SHOWN {
                            bar.suspend(|| output::note(&format!("{}:{}: {words}", file.display(), row.line)));
                        }
                    }
                }
            }
            let records = chunk
                .rows
                .par_iter()
                .zip(&decided)
                .map(|(row, decided)| Record::Cells(self.cells(row, &names, decided, format)))
                .collect();
            match writer.write(records) {
                Ok(()) => {}
                Err(Stop::Closed) => return Ok(CLEAN),
                Err(Stop::Error(message)) => return Err(message),
            }
            bar.inc(decided.len() as u64);
            chunk = following;
        }
        bar.finish_and_clear();
        match writer.finish() {
            Ok(()) | Err(Stop::Closed) => {}
            Err(Stop::Error(message)) => return Err(message),
        }
        self.tell(done, faults, &tallies);
        Ok(if faults > 0 { FINDINGS } else { CLEAN })
    }

    fn decide(&self, rows: &[Row], ours: (&Decider, &Columns), other: Option<&(Decider, Columns)>) -> Vec<Decided> {
        let (decider, ours) = ours;
        let start = || {
            (
                decider.clone(),
                other.map(|(decider, columns)| (decider.clone(), columns)),
            )
        };
        let decided = rows.par_iter().map_init(start, |(decider, against), row| {
            let (facts, day) = ours.facts(row, self.today)?;
            let mine = Came::all(&self.side.goals, decider.decide(&facts, day));
            let theirs = match against {
                Some((decider, columns)) => {
                    let (facts, day) = columns.facts(row, self.today)?;
                    Some(Came::all(&self.side.goals, decider.decide(&facts, day)))
                }
                None => None,
            };
            Ok((mine, theirs))
        });
        decided.collect()
    }

    fn format(&self) -> OutputFormat {
        let by_name = self.args.output.as_deref().and_then(OutputFormat::of_path);
        self.args.format.or(by_name).unwrap_or(OutputFormat::Tsv)
    }

    /// Columns: those of the input, and for each goal its value, how it came out and what is missing.
    fn header(&self, names: &[Arc<str>]) -> Vec<String> {
        let mut header: Vec<String> = names.iter().map(ToString::to_string).collect();
        let mut own = |name: String| {
            let mut name = name;
            while header.contains(&name) {
                name = format!("decided_{name}");
            }
            header.push(name);
        };
        for goal in &self.side.goals {
            own(goal.clone());
            own(format!("{goal}.outcome"));
            own(format!("{goal}.missing"));
            if self.against.is_some() {
                own(format!("{goal}.against"));
                own(format!("{goal}.changed"));
            }
        }
        header
    }

    fn cells(&self, row: &Row, names: &[Arc<str>], decided: &Decided, format: OutputFormat) -> Vec<Json> {
        let json = format == OutputFormat::Jsonl;
        let mut cells: Vec<Json> = Vec::with_capacity(names.len() + 3 * self.side.goals.len());
        for (n, name) in names.iter().enumerate() {
            cells.push(row.cell(n, name).cloned().unwrap_or(Json::Null));
        }
        let value = |came: &Came| match came {
            Came::To(Outcome::Value(value)) => cells::cell(value, self.lang, json),
            _ => Json::Null,
        };
        for n in 0..self.side.goals.len() {
            let (ours, other) = match decided {
                Ok((ours, other)) => (ours.get(n), other.as_ref().and_then(|o| o.get(n))),
                Err(_) => (None, None),
            };
            match ours {
                Some(ours) => {
                    cells.push(value(ours));
                    cells.push(ours.word().into());
                    cells.push(ours.detail(self.side.engine.program()).into());
                }
                None => cells.extend([Json::Null, "fault".into(), Json::Null]),
            }
            if self.against.is_some() {
                cells.push(other.map_or(Json::Null, value));
                let changed = cells::cell(&crate::value::Value::Bool(ours != other), self.lang, json);
                cells.push(changed);
            }
        }
        cells
    }

    fn tell(&self, done: usize, faults: usize, tallies: &[Tally]) {
        let mut text = match self.lang {
            Lang::Ru => format!("Решено строк: {done}; не прочитано: {faults}\n"),
            Lang::En => format!("Rows decided: {done}; not read: {faults}\n"),
        };
        for (goal, tally) in self.side.goals.iter().zip(tallies) {
            text.push_str(&tally.text(goal, self.against.is_some(), self.lang));
        }
        // The table itself goes to the standard output where no file was named.
        match self.args.output {
            Some(_) => {
                output::print(&text);
            }
            None => output::note(text.trim_end()),
        }
    }

    fn no_facts(&self, names: &[Arc<str>]) -> String {
        let there = names.iter().map(|n| n.trim()).collect::<Vec<_>>().join(", ");
        let facts = self.side.engine.program().facts.iter();
        let asked = facts.filter(|f| f.derived == crate::bundle::program::Derived::No);
        let wanted = asked.take(8).map(|f| &*f.name).collect::<Vec<_>>().join(", ");
        format!(
            "ни один столбец не называется именем факта; есть: {there}; нужны имена фактов, например {wanted} · no column has \
             the name of a fact; there are: {there}; names of facts are wanted, such as {wanted}"
        )
    }
}

fn decider(side: &Side) -> Result<Decider, String> {
    let goals: Vec<&str> = side.goals.iter().map(String::as_str).collect();
    let found = side.engine.population(&goals);
    found.map_err(|goal| format!("в базе нет цели «{goal}» · the base has no goal “{goal}”"))
}
