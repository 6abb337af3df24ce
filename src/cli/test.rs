//! `lotsman test`

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::args::{Common, TestArgs};
use super::dialogs::{self, Case, Covered, Edits, Map, Played};
use super::output::{self, BOLD, DIM, GREEN, RED, paint, pick};
use super::{CLEAN, FINDINGS, Outcome, build, files};
use crate::bundle::Bundle;
use crate::compile::Checked;
use crate::diag::russian_form;
use crate::model::Dialog;
use crate::runtime::Engine;
use crate::source::{Source, fold};
use crate::span::FileId;
use crate::value::Lang;

/// Plays the dialog tests of the base.
pub fn run(common: &Common, args: &TestArgs) -> Outcome {
    let Some(run) = Run::new(common, args)? else {
        return Ok(FINDINGS);
    };
    if run.dialogs().is_empty() {
        return Ok(run.nothing());
    }
    let played = run.play();
    if !args.accept {
        return run.report(&played);
    }
    run.accept(&played)?;
    // What was written is played again from the files, so that the report speaks of what stands there now.
    let Some(run) = Run::new(common, args)? else {
        return Ok(FINDINGS);
    };
    run.report(&run.play())
}

/// One run of the tests.
struct Run<'a> {
    common: &'a Common,
    args: &'a TestArgs,
    lang: Lang,
    checked: Checked,
    bundle: Bundle,
    engine: Engine,
    map: Map,
}

/// A test with what became of it.
struct Done<'a> {
    dialog: &'a Dialog,
    played: Played,
    took: Duration,
}

impl<'a> Run<'a> {
    /// Compiles the base; `None` when it has errors, which have been printed.
    fn new(common: &'a Common, args: &'a TestArgs) -> Result<Option<Self>, String> {
        let Some((checked, bundle)) = build::in_memory(common)? else {
            return Ok(None);
        };
        let engine = super::engine(&bundle)?;
        let map = Map::new(bundle.program());
        let lang = output::lang(common, checked.lang);
        Ok(Some(Self {
            common,
            args,
            lang,
            checked,
            bundle,
            engine,
            map,
        }))
    }

    fn source(&self, file: FileId) -> Option<&Source> {
        self.checked.sources.get(file)
    }

    /// The dialogs whose title or file holds one of the filters.
    fn dialogs(&self) -> Vec<&Dialog> {
        let filters: Vec<String> = self.args.filters.iter().map(|f| fold(f).into_owned()).collect();
        let holds = |text: &str| {
            let text = fold(text);
            filters.iter().any(|f| text.contains(f.as_str()))
        };
        let chosen =
            |d: &&Dialog| filters.is_empty() || holds(&d.name) || self.source(d.file).is_some_and(|s| holds(&s.name));
        self.checked.model.dialogs.iter().filter(chosen).collect()
    }

    fn nothing(&self) -> u8 {
        let text = if self.checked.model.dialogs.is_empty() {
            pick(
                self.lang,
                "В базе нет ни одного теста: ни одного диалога в файлах .dialog.",
                "The base has no test: no dialog in any .dialog file.",
            )
            .to_owned()
        } else {
            let filters = self.args.filters.join(" ");
            match self.lang {
                Lang::Ru => format!("Ни один тест не подходит под «{filters}»: ни названием, ни файлом."),
                Lang::En => format!("No test fits “{filters}”, neither by its title nor by its file."),
            }
        };
        output::print(&format!("{text}\n0 passed, 0 failed\n"));
        FINDINGS
    }

    fn play(&self) -> Vec<Done<'_>> {
        let dialogs = self.dialogs();
        let bar = ProgressBar::new(dialogs.len() as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        let program = self.bundle.program();
        let done = dialogs
            .into_par_iter()
            .map(|dialog| {
                let begun = Instant::now();
                let played = dialogs::play(&self.engine, program, &self.map, dialog);
                bar.inc(1);
                Done {
                    dialog,
                    played,
                    took: begun.elapsed(),
                }
            })
            .collect();
        bar.finish_and_clear();
        done
    }

    fn report(&self, done: &[Done<'_>]) -> Outcome {
        let mut failed = 0;
        let mut covered = Covered::default();
        let mut cases = Vec::with_capacity(done.len());
        for d in done {
            covered.add(&d.played.covered);
            let Some(source) = self.source(d.dialog.file) else {
                continue;
            };
            let line = source.line_column(d.dialog.place.span.start).0;
            failed += usize::from(!d.played.passed());
            let text = self.of_one(d, source, line);
            if !text.is_empty() {
                output::print(&text);
            }
            let failure = (!d.played.passed()).then(|| self.for_junit(d, source));
            cases.push(Case {
                file: source.name.to_string(),
                name: d.dialog.name.clone(),
                took: d.took,
                failure,
            });
        }
        let passed = done.len() - failed;
        let mut code = if failed > 0 { FINDINGS } else { CLEAN };
        let (table, percent) = dialogs::coverage_text(self.bundle.program(), &self.map, &covered, self.lang);
        if self.args.coverage {
            output::print(&format!("{table}\n"));
        }
        if let Some(least) = self.args.min_coverage
            && percent < usize::from(least)
        {
            code = FINDINGS;
            let text = match self.lang {
                Lang::Ru => format!(
                    "Тесты проходят {percent} % шагов, а нужно не меньше {least} %. Какие шаги остались, покажет lotsman test --coverage\n"
                ),
                Lang::En => format!(
                    "The tests reach {percent} % of the steps; at least {least} % are wanted. See lotsman test --coverage\n"
                ),
            };
            output::print(&paint(RED, &text));
        }
        if let Some(path) = &self.args.junit {
            let bytes = dialogs::junit(&self.bundle.program().name, &cases)
                .map_err(|e| format!("отчёт не составлен: {e} · the report was not made: {e}"))?;
            files::must_be_ours(path, |start| start.trim_ascii_start().starts_with(b"<"))?;
            files::write_atomic(path, &bytes)?;
        }
        output::print(&format!(
            "{}\n{passed} passed, {failed} failed\n",
            self.sentence(passed, failed)
        ));
        Ok(code)
    }

    fn sentence(&self, passed: usize, failed: usize) -> String {
        let all = passed + failed;
        let text = match self.lang {
            Lang::Ru => format!(
                "{all} {}: {passed} прошло, {failed} не прошло.",
                russian_form(all, ["тест", "теста", "тестов"])
            ),
            Lang::En => format!(
                "{all} {}: {passed} as expected, {failed} not.",
                if all == 1 { "test" } else { "tests" }
            ),
        };
        paint(if failed > 0 { RED } else { GREEN }, &text)
    }

    /// What to print about one test: nothing about one that passed, unless the trace was asked for.
    fn of_one(&self, d: &Done<'_>, source: &Source, line: usize) -> String {
        if d.played.passed() && !self.args.trace {
            return String::new();
        }
        let sign = if d.played.passed() {
            paint(GREEN, "✓")
        } else {
            paint(RED, "✗")
        };
        let mut text = format!(
            "{sign} {}:{line} {}\n",
            source.name,
            paint(BOLD, &format!("«{}»", d.dialog.name))
        );
        for failure in &d.played.failures {
            text.push_str(&dialogs::failure_text(d.dialog, failure, source, self.lang));
        }
        text.push_str(&format!(
            "  {}\n",
            paint(DIM, pick(self.lang, "как шёл разговор:", "how the conversation went:"))
        ));
        text.push_str(&dialogs::trace_text(&d.played, self.lang, self.args.trace));
        text.push('\n');
        text
    }

    fn for_junit(&self, d: &Done<'_>, source: &Source) -> (String, String) {
        let failures: Vec<String> = d
            .played
            .failures
            .iter()
            .map(|f| output::plain(&dialogs::failure_text(d.dialog, f, source, self.lang)))
            .collect();
        let headline = failures
            .first()
            .and_then(|f| f.lines().next())
            .unwrap_or_default()
            .trim()
            .to_owned();
        let trace = output::plain(&dialogs::trace_text(&d.played, self.lang, self.args.trace));
        (headline, format!("{}\n{trace}", failures.concat()))
    }

    /// Writes what was really said into the files of the failed tests.
    fn accept(&self, done: &[Done<'_>]) -> Result<(), String> {
        let mut of_files: BTreeMap<FileId, (usize, Edits)> = BTreeMap::new();
        for d in done.iter().filter(|d| !d.played.passed()) {
            let Some(source) = self.source(d.dialog.file) else {
                continue;
            };
            let edits = dialogs::accept(d.dialog, &d.played, source, self.checked.lang);
            if !edits.is_empty() {
                let entry = of_files.entry(d.dialog.file).or_default();
                entry.0 += 1;
                entry.1.add(edits);
            }
        }
        for (file, (count, edits)) in of_files {
            let Some(source) = self.source(file) else { continue };
            let path = self.common.base.join(&*source.name);
            let now = String::from_utf8(files::read(&path)?).unwrap_or_default();
            if Source::new(source.name.clone(), now).text != source.text {
                return Err(format!(
                    "файл «{0}» изменился, пока шли тесты: он не тронут, запустите ещё раз · “{0}” changed while the tests ran and was left alone: run again",
                    path.display()
                ));
            }
            files::write_atomic(&path, edits.apply(source).as_bytes())?;
            let text = match self.lang {
                Lang::Ru => format!("Принято: {}, диалогов: {count}\n", source.name),
                Lang::En => format!("Accepted: {}, dialogs: {count}\n", source.name),
            };
            output::print(&text);
        }
        Ok(())
    }
}
