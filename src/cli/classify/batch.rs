//! Many messages: read, judged and written in chunks, both cores busy, the order kept.

use std::path::Path;

use indicatif::ProgressBar;
use rayon::prelude::*;

use super::ClassifyArgs;
use super::sheet::Sheet;
use crate::cli::rows::labels::Labels;
use crate::cli::rows::{Fault, OutputFormat, Row, Rows, SHOWN, Stop, Writer, spinner};
use crate::cli::{CLEAN, FINDINGS, Outcome, output};
use crate::runtime::Engine;
use crate::runtime::understand::{Judgement, TopicDecision};
use crate::value::{Date, Lang};

/// Rows that are judged together: enough to keep the cores busy, few enough to stay in the cache.
const CHUNK: usize = 4096;

/// One run over a file.
pub struct Batch<'a> {
    /// The engine.
    pub engine: &'a Engine,
    /// What was asked for.
    pub args: &'a ClassifyArgs,
    /// The day.
    pub today: Date,
    /// Language of messages.
    pub lang: Lang,
}

/// What became of the rows.
#[derive(Default)]
struct Counts {
    answered: usize,
    clarified: usize,
    unknown: usize,
    faults: usize,
    labelled: usize,
    right: usize,
}

impl Batch<'_> {
    /// Judges every row of a file.
    pub fn run(&self, file: &Path, format: OutputFormat) -> Outcome {
        let mut rows = Rows::open(file, &self.args.rows)?;
        let mut chunk = rows.chunk(CHUNK);
        let sheet = Sheet::new(rows.columns(), &chunk, format, self.args.explain);
        let output = self.args.output.as_deref();
        let mut writer = match Writer::new(output, &sheet.names, &sheet.numbers(), format) {
            Ok(writer) => writer,
            Err(Stop::Closed) => return Ok(CLEAN),
            Err(Stop::Error(message)) => return Err(message),
        };
        let bar = spinner(match self.lang {
            Lang::Ru => "{spinner} разобрано {human_pos}, {per_sec}",
            Lang::En => "{spinner} judged {human_pos}, {per_sec}",
        });
        let mut counts = Counts::default();
        let labels = Labels::new(self.engine.program());
        while !chunk.is_empty() {
            self.tell(&chunk.faults, &mut counts, &bar)?;
            // The next rows are read while these are judged.
            let (judged, following) = rayon::join(|| self.judge(&chunk.rows), || rows.chunk(CHUNK));
            for (row, judgement) in chunk.rows.iter().zip(&judged) {
                counts.add(judgement);
                counts.compare(row, judgement, &labels);
            }
            let program = self.engine.program();
            let pairs = chunk.rows.par_iter().zip(&judged);
            let records = pairs.map(|(row, j)| sheet.record(program, row, j)).collect();
            match writer.write(records) {
                Ok(()) => {}
                Err(Stop::Closed) => return Ok(CLEAN),
                Err(Stop::Error(message)) => return Err(message),
            }
            bar.inc(judged.len() as u64);
            chunk = following;
        }
        bar.finish_and_clear();
        match writer.finish() {
            Ok(()) | Err(Stop::Closed) => {}
            Err(Stop::Error(message)) => return Err(message),
        }
        if self.args.output.is_some() {
            output::print(&counts.sentence(self.lang));
        } else if counts.faults > 0 {
            output::note(counts.sentence(self.lang).trim_end());
        }
        Ok(if counts.faults > 0 { FINDINGS } else { CLEAN })
    }

    fn judge(&self, rows: &[Row]) -> Vec<Judgement> {
        let judge = |row: &Row| match self.args.explain {
            true => self.engine.judge_explained(&row.text, self.today),
            false => self.engine.judge(&row.text, self.today),
        };
        rows.par_iter().map(judge).collect()
    }

    fn tell(&self, faults: &[Fault], counts: &mut Counts, bar: &ProgressBar) -> Result<(), String> {
        for fault in faults {
            if fault.fatal || self.args.rows.strict {
                bar.finish_and_clear();
                return Err(fault.both());
            }
            counts.faults += 1;
            if counts.faults <= SHOWN {
                bar.suspend(|| output::note(&fault.text(self.lang)));
            }
        }
        Ok(())
    }
}

impl Counts {
    fn add(&mut self, judgement: &Judgement) {
        match judgement.decision {
            TopicDecision::Answer(_) => self.answered += 1,
            TopicDecision::Clarify(_) => self.clarified += 1,
            TopicDecision::Unknown => self.unknown += 1,
        }
    }

    /// Whether the first topic is that of the label. Labels that are no topic of the base are not counted.
    fn compare(&mut self, row: &Row, judgement: &Judgement, labels: &Labels) {
        if let Some(topic) = row.label.as_deref().and_then(|label| labels.topic(label)) {
            self.labelled += 1;
            self.right += usize::from(judgement.candidates.first().is_some_and(|c| c.topic == topic));
        }
    }

    fn sentence(&self, lang: Lang) -> String {
        let Self {
            answered,
            clarified,
            unknown,
            faults,
            labelled,
            right,
        } = self;
        let all = answered + clarified + unknown;
        let mut text = match lang {
            Lang::Ru => format!(
                "Разобрано {all}: ответ {answered}, уточнение {clarified}, тема не определена {unknown}; не прочитано строк: {faults}\n"
            ),
            Lang::En => format!(
                "Judged {all}: answered {answered}, to be clarified {clarified}, no topic {unknown}; rows not read: {faults}\n"
            ),
        };
        if *labelled > 0 {
            text.push_str(&match lang {
                Lang::Ru => format!("Первая тема совпала с меткой: {right} из {labelled}\n"),
                Lang::En => format!("The first topic is that of the label: {right} of {labelled}\n"),
            });
        }
        text
    }
}
